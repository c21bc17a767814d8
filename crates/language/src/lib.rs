//! From an article to sentences with tokens, lemmas, syntax and entities.
//!
//! [`Reader::annotate`] does it all: it identifies the language, splits sentences and words by the
//! tables of `data/<language>/words.tsv`, runs the network of `models/` over them and looks up
//! lemmas. Any language can be read; those of [`supported`] have tables and lemmas of their own.

mod embeddings;
mod encoder;
mod error;
pub mod eval;
mod events;
mod identify;
mod labels;
mod lemma;
mod lemma_file;
mod reader;
mod sentence;
mod sentences;
mod tokens;
mod tree;
mod words;

pub use error::{LanguageError, ModelError};
pub use events::{EventScores, Link};
pub use lemma_file::compile as compile_lemmas;
pub use reader::Reader;
pub use sentence::{
    Annotated, Entity, EntityKind, Number, Relation, Sentence, Token, Upos, VerbForm,
};

/// ISO 639-1 codes of the languages that can be identified and read.
pub fn supported() -> Vec<&'static str> {
    identify::identified()
}
