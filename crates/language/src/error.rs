//! What can go wrong.

use std::path::PathBuf;

/// The model could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// No folder has the model's files.
    #[error(
        "no model found: looked for encoder.onnx in {}; set LAGEBILD_MODELS to the folder that has it",
        .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    Missing(Vec<PathBuf>),
    /// A file is absent or cannot be read.
    #[error("cannot read {path}: {source}; restore the models folder of the release", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path} is not usable: {reason}; restore the models folder of the release", path = path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// An article could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// The network failed.
    #[error(
        "the network could not be run: {0}; check that the models folder is that of this release"
    )]
    Network(String),
    /// The pieces of a word could not be found.
    #[error("the tokeniser failed: {0}; check that the models folder is that of this release")]
    Pieces(String),
}
