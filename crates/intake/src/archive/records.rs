//! The bare records of a WARC file, for other uses than articles.

use std::io::Read;

use super::Position;
use super::warc::{Records, Trouble, WarcRecord};
use crate::IntakeError;

/// The records of a WARC or WET file, read as they are asked for, one in memory at a time.
///
/// ```
/// let warc = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 5\r\n\r\nHallo\r\n\r\n";
/// let mut records = intake::archive::WarcRecords::new("a.warc", warc.as_bytes(), 1_000_000);
/// assert_eq!(records.next().unwrap().unwrap().block, b"Hallo");
/// assert!(records.next().is_none());
/// ```
pub struct WarcRecords<R: Read> {
    name: String,
    records: Records<R>,
    count: u64,
}

impl<R: Read> WarcRecords<R> {
    /// A file from its beginning; `name` stands in messages, and blocks beyond `max_block` bytes
    /// are left out.
    pub fn new(name: &str, input: R, max_block: usize) -> Self {
        WarcRecords { name: name.to_owned(), records: Records::new(input, max_block), count: 0 }
    }

    /// Where the next record begins.
    pub fn position(&self) -> Position {
        self.records.position()
    }
}

impl<R: Read> Iterator for WarcRecords<R> {
    type Item = Result<WarcRecord, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.name.clone();
        Some(match self.records.next()? {
            Ok(record) => {
                self.count += 1;
                Ok(record)
            }
            Err(Trouble::Truncated) => Err(IntakeError::Truncated { name, records: self.count }),
            Err(Trouble::Damaged(at)) => {
                Err(IntakeError::Damaged { name, offset: at.member + at.inside })
            }
            Err(Trouble::Io(source)) => Err(IntakeError::Unreadable { name, source }),
        })
    }
}
