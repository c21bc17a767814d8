//! Reading the tab-separated lexicon files.

use super::file;

/// A lexicon line that does not follow `docs/lexicons.md`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("data/{language}/{name}.tsv, line {line}: {what}")]
pub struct LexiconError {
    /// Language folder.
    pub language: &'static str,
    /// File without its ending.
    pub name: &'static str,
    /// Line from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what to write.
    pub what: String,
}

/// One entry of a lexicon file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Language folder.
    pub language: &'static str,
    /// File without its ending.
    pub name: &'static str,
    /// Line from 1.
    pub line: usize,
    columns: Vec<&'static str>,
}

impl Row {
    /// A column, empty where it is left out.
    pub fn column(&self, at: usize) -> &'static str {
        self.columns.get(at).copied().unwrap_or("")
    }

    /// Where the entry stands, for explanations: `data/de/triggers.tsv:12`.
    pub fn location(&self) -> String {
        format!("data/{}/{}.tsv:{}", self.language, self.name, self.line)
    }

    /// An error about this line.
    pub fn error(&self, what: impl Into<String>) -> LexiconError {
        let Row { language, name, line, .. } = *self;
        LexiconError { language, name, line, what: what.into() }
    }
}

/// The entries of a file; a missing file is an error, since every language needs all of them.
pub(super) fn rows(language: &'static str, name: &'static str) -> Result<Vec<Row>, LexiconError> {
    let text = file(language, name).ok_or_else(|| LexiconError {
        language,
        name,
        line: 0,
        what: "the file is missing".to_owned(),
    })?;
    let entries = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    Ok(entries
        .map(|(at, line)| Row {
            language,
            name,
            line: at + 1,
            columns: line.split('\t').map(str::trim).collect(),
        })
        .collect())
}
