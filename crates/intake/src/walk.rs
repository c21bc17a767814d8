//! The files of a folder.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Format, IntakeError};

/// The files of a folder and its folders that may be articles, in sorted order.
pub(crate) struct Files {
    open: VecDeque<PathBuf>,
    /// Folders that have been entered, so that links in a circle end.
    entered: Vec<PathBuf>,
}

impl Files {
    pub fn new(folder: &Path) -> Self {
        Files { open: VecDeque::from([folder.to_owned()]), entered: Vec::new() }
    }

    fn enter(&mut self, folder: &Path) -> Result<(), IntakeError> {
        let name = || folder.display().to_string();
        let unreadable = |source| IntakeError::Unreadable { name: name(), source };
        let real = fs::canonicalize(folder).map_err(unreadable)?;
        if self.entered.contains(&real) {
            return Ok(());
        }
        self.entered.push(real);
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            inside.push(entry.map_err(unreadable)?.path());
        }
        inside.sort();
        for path in inside.into_iter().rev() {
            self.open.push_front(path);
        }
        Ok(())
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.open.pop_front() {
            let first = self.entered.is_empty();
            if path.is_dir() {
                if !first && is_left_out(&path) {
                    continue;
                }
                if let Err(error) = self.enter(&path) {
                    return Some(Err(error));
                }
            } else if !is_left_out(&path) && Format::of_name(&path).is_some() {
                return Some(Ok(path));
            }
        }
        None
    }
}

/// Hidden files and folders, and READMEs.
fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    name.is_none_or(|name| name.starts_with('.') || name.starts_with("readme"))
}
