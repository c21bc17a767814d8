//! Which format some bytes are.

use std::path::Path;

use crate::archive::newsml;
use crate::decode;

/// Formats of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text or Markdown: one article.
    Text,
    /// A web page: one article.
    Page,
    /// One article, or an array of them.
    Json,
    /// One article a line.
    JsonLines,
    /// WARC or WET: many articles.
    Warc,
    /// NewsML-G2: one article or more.
    NewsMl,
    /// A message: one article.
    Mail,
}

impl Format {
    /// By extension; `None` if it is not one of ours.
    pub fn of_name(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        if extension == "gz" {
            // `news.jsonl.gz` is JSON lines, packed.
            return Format::of_name(Path::new(path.file_stem()?));
        }
        match extension.as_str() {
            "txt" | "text" | "md" | "markdown" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Page),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "warc" | "wet" => Some(Format::Warc),
            "eml" => Some(Format::Mail),
            "xml" | "newsml" => Some(Format::NewsMl),
            _ => None,
        }
    }

    /// By the first bytes.
    pub(crate) fn of_content(head: &[u8]) -> Format {
        let (text, _) = decode::decode(head);
        let text = text.trim_start();
        let lower: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
        if head.starts_with(b"WARC/") {
            return Format::Warc;
        }
        match text.chars().next() {
            Some('<') if newsml::is_newsml(text) => Format::NewsMl,
            Some('[') if serde_json_starts(text) => Format::Json,
            Some('{') => {
                let line = text.lines().next().unwrap_or("");
                let whole = serde_json::from_str::<serde_json::Value>(line).is_ok();
                // A first line that goes on beyond what we see is one of many lines.
                let cut = !text.contains('\n') && head.len() >= (1 << 15);
                if whole || cut { Format::JsonLines } else { Format::Json }
            }
            Some('<') => Format::Page,
            _ if lower.contains("<html") || lower.contains("<!doctype html") => Format::Page,
            _ => Format::Text,
        }
    }
}

/// Whether `[` begins an array of objects, not a text in brackets.
fn serde_json_starts(text: &str) -> bool {
    text[1..].trim_start().starts_with(['{', ']'])
}

/// What bytes that are no text look like.
pub(crate) fn binary(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "an RTF document"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    ];
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let marked = encoding_rs::Encoding::for_bom(head).is_some();
    if marked || decode::utf16(head).is_some() {
        return None;
    }
    let sample = &head[..head.len().min(8192)];
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=31 | 127);
    let odd = sample.iter().filter(control).count();
    (sample.contains(&0) || odd * 20 > sample.len()).then_some("binary data")
}
