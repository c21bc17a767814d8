//! Archives: many articles in one file.
//!
//! [`Archive`] reads WARC and WET files (Common Crawl and others), packed or not, from any
//! [`Read`]: one record in memory at a time, the whole ones of a file that was cut off, and on
//! from where an earlier run stopped. The other formats of archives and agencies are read by
//! [`crate::read_path`] as well as here: JSON Lines of news-please and fundus, NewsML-G2, ninjs
//! and mail; [`list`] reads lists of addresses.

mod gzip;
pub mod list;
pub(crate) mod mail;
pub(crate) mod newsml;
pub(crate) mod ninjs;
mod records;
mod response;
mod warc;

use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use crate::{Input, IntakeError, Options};
use warc::{Records, Trouble};

pub use gzip::Position;
pub(crate) use gzip::Unpacked;
pub use records::WarcRecords;
pub use warc::{RecordKind, WarcRecord};

/// How far an archive has been read; kept by the caller to go on from, and to say what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Where the next record begins.
    pub position: Position,
    /// Records that were read.
    pub records: u64,
    /// Of these, articles.
    pub articles: u64,
    /// Of these, pages that gave no article.
    pub failed: u64,
    /// Whether the archive was read to its end.
    pub finished: bool,
    /// Whether it ended in the middle of a record.
    pub truncated: bool,
}

/// One line of the index of an archive: a record with a page, and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// Where the record begins.
    pub position: Position,
    /// The address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was archived, as the record says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The id of the article; none if there is no article in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// The articles of a WARC or WET file, read as they are asked for.
///
/// ```
/// let page = "<html><title>Brücke</title><p>Die Brücke ist seit Montag gesperrt. Der Umweg führt \
///             über den Markt und dauert eine Viertelstunde.</p></html>";
/// let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
/// let warc = format!(
///     "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://amt.example/bruecke\r\n\
///      WARC-Date: 2026-11-24T08:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
///     block.len()
/// );
/// let mut archive =
///     intake::archive::Archive::new("news.warc", warc.as_bytes(), &Default::default());
/// let article = archive.next().unwrap().unwrap().article;
/// assert_eq!(article.url.as_deref(), Some("https://amt.example/bruecke"));
/// assert!(archive.next().is_none());
/// assert!(archive.progress().finished);
/// ```
pub struct Archive<R: Read> {
    name: String,
    records: Records<R>,
    options: Options,
    progress: Progress,
    entry: IndexEntry,
}

impl<R: Read> Archive<R> {
    /// An archive from its beginning; `name` stands in messages.
    pub fn new(name: &str, input: R, options: &Options) -> Self {
        let records = Records::new(input, options.max_page);
        Self::of(name, records, options, Progress::default())
    }

    fn of(name: &str, records: Records<R>, options: &Options, progress: Progress) -> Self {
        let options = options.clone();
        Archive { name: name.to_owned(), records, options, progress, entry: IndexEntry::default() }
    }

    /// How far it has been read.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What the index says of the article, or the error, that came last.
    pub fn entry(&self) -> &IndexEntry {
        &self.entry
    }

    fn trouble(&mut self, trouble: Trouble) -> IntakeError {
        let name = self.name.clone();
        self.entry = IndexEntry { position: self.progress.position, ..IndexEntry::default() };
        match trouble {
            Trouble::Truncated => {
                self.progress.truncated = true;
                self.progress.finished = true;
                IntakeError::Truncated { name, records: self.progress.records }
            }
            Trouble::Damaged(at) => {
                self.progress.position = self.records.position();
                IntakeError::Damaged { name, offset: at.member + at.inside }
            }
            Trouble::Io(source) => IntakeError::Unreadable { name, source },
        }
    }
}

impl<R: Read + Seek> Archive<R> {
    /// An archive from where an earlier run came to.
    pub fn resume(
        name: &str,
        mut input: R,
        from: &Progress,
        options: &Options,
    ) -> Result<Self, IntakeError> {
        let seek = input.seek(SeekFrom::Start(from.position.member)).map_err(Trouble::Io);
        let records = seek.and_then(|_| Records::resume(input, from.position, options.max_page));
        let progress = Progress { finished: false, truncated: false, ..from.clone() };
        let name = name.to_owned();
        match records {
            Ok(records) => Ok(Self::of(&name, records, options, progress)),
            Err(Trouble::Io(source)) => Err(IntakeError::Unreadable { name, source }),
            Err(_) => Err(IntakeError::Truncated { name, records: from.records }),
        }
    }
}

impl<R: Read> Iterator for Archive<R> {
    type Item = Result<Input, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.records.next() {
                None => {
                    self.progress.finished = true;
                    return None;
                }
                Some(Err(trouble)) => return Some(Err(self.trouble(trouble))),
                Some(Ok(record)) => record,
            };
            self.progress.records += 1;
            self.progress.position = self.records.position();
            let Some(read) = response::read(&self.name, &record, &self.options) else { continue };
            self.entry = IndexEntry {
                position: record.position,
                url: record.url().map(str::to_owned),
                date: record.header("warc-date").map(str::to_owned),
                article: read.as_ref().ok().map(|input| input.article.id.clone()),
            };
            match &read {
                Ok(_) => self.progress.articles += 1,
                Err(_) => self.progress.failed += 1,
            }
            return Some(read);
        }
    }
}
