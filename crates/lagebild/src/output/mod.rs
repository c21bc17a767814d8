//! Ways to print what was read.

mod html;
mod json;
mod text;
pub mod words;

use std::io::Write;

use crate::Failure;
use crate::args::Format;
use crate::read::Reading;

/// Prints articles one by one.
pub trait Printer {
    /// Before the first article.
    fn begin(&mut self) -> Result<(), Failure> {
        Ok(())
    }
    /// One article.
    fn article(&mut self, reading: &Reading) -> Result<(), Failure>;
    /// After the last.
    fn end(&mut self) -> Result<(), Failure>;
}

/// The printer of a format.
pub fn printer<'o>(format: Format, out: impl Write + 'o, explain: bool) -> Box<dyn Printer + 'o> {
    match format {
        Format::Text => Box::new(text::Text { out, explain, articles: 0, records: 0 }),
        Format::Json => Box::new(json::Json { out }),
        Format::Jsonl => Box::new(json::Lines { out }),
        Format::Html => Box::new(html::Html { out, articles: 0 }),
    }
}
