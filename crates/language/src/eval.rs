//! How well articles are read: scores against treebanks and entity corpora.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let reader = language::Reader::load()?;
//! println!("{}", language::eval::syntax(&reader, Path::new("de_gsd-test.conllu"), "de")?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod conllu;
mod entities;
mod syntax;

pub use entities::{EntityFormat, EntityReport, GERMEVAL_HELD_OUT_FROM, entities};
pub use syntax::{SyntaxReport, SyntaxScores, syntax};

use std::path::{Path, PathBuf};

use crate::LanguageError;

/// A file could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}; name a file that is there", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not what the format asks for.
    #[error("line {line}: {reason}; give a file in the format of its corpus")]
    Format {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// No sentence was found.
    #[error("no sentence found; give a CoNLL-U, IOB2, GermEval or CoNLL-2003 file")]
    Empty,
    /// The reader failed.
    #[error(transparent)]
    Language(#[from] LanguageError),
}

fn contents(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path)
        .map_err(|source| EvalError::Unreadable { path: path.to_owned(), source })
}

/// Right, found and wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and wanted.
    pub right: usize,
    /// Found by the reader.
    pub found: usize,
    /// In the corpus.
    pub wanted: usize,
}

impl Counts {
    fn percent(part: usize, whole: usize) -> f64 {
        if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
    }

    /// Share of the found that is right.
    pub fn precision(self) -> f64 {
        Self::percent(self.right, self.found)
    }

    /// Share of the wanted that is found.
    pub fn recall(self) -> f64 {
        Self::percent(self.right, self.wanted)
    }

    /// Harmonic mean of both, in percent.
    pub fn f1(self) -> f64 {
        Self::percent(2 * self.right, self.found + self.wanted)
    }
}
