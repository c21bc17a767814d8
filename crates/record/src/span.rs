//! Spans of text in Unicode code points, with the text that they quote.

use serde::{Deserialize, Serialize};

/// A stretch of an article's text.
///
/// Offsets count Unicode code points (W3C Web Annotation `TextPositionSelector`), `start`
/// inclusive, `end` exclusive; `text` is exactly what stands there.
///
/// ```
/// let index = record::TextIndex::new("Kiew – Krise");
/// let span = index.span(7, 12);
/// assert_eq!((span.start, span.end, span.text.as_str()), (7, 12, "Krise"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The quoted text.
    pub text: String,
}

/// Finds the bytes of code points, so that spans can be cut in constant time.
#[derive(Debug, Clone)]
pub struct TextIndex<'t> {
    text: &'t str,
    bytes: Vec<usize>,
}

impl<'t> TextIndex<'t> {
    /// Indexes `text`; 8 bytes a code point while it lives.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        TextIndex { text, bytes }
    }

    /// Length in code points.
    pub fn len(&self) -> usize {
        self.bytes.len() - 1
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text between two code points; bounds beyond the end are drawn in.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        let end = end.min(self.len());
        let start = start.min(end);
        &self.text[self.bytes[start]..self.bytes[end]]
    }

    /// The span between two code points; bounds beyond the end are drawn in.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.len());
        let start = start.min(end);
        Span { start, end, text: self.slice(start, end).to_owned() }
    }

    /// The code point at which the byte offset `byte` lies (the one before, inside a character).
    pub fn code_point(&self, byte: usize) -> usize {
        self.bytes.partition_point(|&at| at <= byte).saturating_sub(1)
    }
}
