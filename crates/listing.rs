// Part of the build scripts: what lies in `data/`, in alphabetical order.

use std::path::{Path, PathBuf};

/// The files and folders of a folder.
pub fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

/// The languages that have a folder, by ISO 639-1 code, with it.
pub fn languages(data: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let folders = sorted(data)?.into_iter().filter(|path| path.is_dir());
    Ok(folders.map(|path| (name(&path), path)).filter(|(name, _)| name.len() == 2).collect())
}

/// The last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
