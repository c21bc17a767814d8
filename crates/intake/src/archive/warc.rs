//! WARC records, one after the other (ISO 28500: WARC 1.0 and 1.1).

use std::io::{self, BufRead, Read};

use super::gzip::{Position, Unpacked};

/// A line of a head is no longer than this.
const MAX_LINE: usize = 1 << 16;
/// A head has no more lines than this.
const MAX_LINES: usize = 500;

/// What kind of record it is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// An answer of a server, with its HTTP head.
    Response,
    /// A thing by itself, without HTTP.
    Resource,
    /// Made from another record: the text of WET files.
    Conversion,
    /// Any other, such as requests, metadata and revisits.
    Other,
}

/// One record of a WARC file.
#[derive(Debug, Clone, PartialEq)]
pub struct WarcRecord {
    /// Its kind.
    pub kind: RecordKind,
    /// Where it begins.
    pub position: Position,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The block; empty for records of [`RecordKind::Other`] and for blocks beyond the limit.
    pub block: Vec<u8>,
    /// How long the block is in the file.
    pub length: u64,
}

impl WarcRecord {
    /// A field of the head, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address that was archived.
    pub fn url(&self) -> Option<&str> {
        let url = self.header("warc-target-uri")?;
        // Some writers follow the angle brackets of the grammar.
        Some(url.trim_start_matches('<').trim_end_matches('>'))
    }
}

/// What may stop a record.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The input ends within a record.
    Truncated,
    /// What stands here is no record; the next one was looked for.
    Damaged(Position),
    /// The system's reason.
    Io(io::Error),
}

/// Reads the records of a WARC or WET file, packed member by member, as a whole or not at all.
pub(super) struct Records<R: Read> {
    input: Unpacked<R>,
    /// The largest block that is kept.
    max_block: usize,
    done: bool,
}

impl<R: Read> Records<R> {
    pub fn new(input: R, max_block: usize) -> Self {
        Records { input: Unpacked::new(input, 0), max_block, done: false }
    }

    /// Goes on from a place; `input` begins at its member.
    pub fn resume(input: R, from: Position, max_block: usize) -> Result<Self, Trouble> {
        let mut input = Unpacked::new(input, from.member);
        skip(&mut input, from.inside)?;
        Ok(Records { input, max_block, done: false })
    }

    /// Where the next record begins, or the end.
    pub fn position(&self) -> Position {
        self.input.position()
    }

    fn record(&mut self) -> Result<Option<WarcRecord>, Trouble> {
        // Two empty lines end a record; writers differ.
        loop {
            let buffer = self.input.fill_buf().map_err(trouble)?;
            match buffer.first() {
                None => return Ok(None),
                Some(b'\r' | b'\n') => self.input.consume(1),
                Some(_) => break,
            }
        }
        let position = self.input.position();
        let version = self.line()?;
        if !version.starts_with("WARC/") {
            self.find_version()?;
            return Err(Trouble::Damaged(position));
        }
        let mut headers: Vec<(String, String)> = Vec::new();
        for _ in 0..MAX_LINES {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            match line.split_once(':') {
                Some(_) if line.starts_with([' ', '\t']) => continue_value(&mut headers, &line),
                Some((name, value)) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                None => continue_value(&mut headers, &line),
            }
        }
        let mut record =
            WarcRecord { kind: RecordKind::Other, position, headers, block: Vec::new(), length: 0 };
        let Some(length) = record.header("content-length").and_then(|value| value.parse().ok())
        else {
            self.find_version()?;
            return Err(Trouble::Damaged(position));
        };
        record.length = length;
        record.kind = match record.header("warc-type").map(str::to_ascii_lowercase).as_deref() {
            Some("response") => RecordKind::Response,
            Some("resource") => RecordKind::Resource,
            Some("conversion") => RecordKind::Conversion,
            _ => RecordKind::Other,
        };
        if record.kind == RecordKind::Other || length > self.max_block as u64 {
            skip(&mut self.input, length)?;
            return Ok(Some(record));
        }
        // The length is a claim: room is made as the bytes come.
        let block = &mut record.block;
        block.reserve((length as usize).min(1 << 20));
        (&mut self.input).take(length).read_to_end(block).map_err(trouble)?;
        if (block.len() as u64) < length {
            return Err(Trouble::Truncated);
        }
        Ok(Some(record))
    }

    /// A line without its end.
    fn line(&mut self) -> Result<String, Trouble> {
        let mut line = Vec::new();
        let limit = MAX_LINE as u64;
        (&mut self.input).take(limit).read_until(b'\n', &mut line).map_err(trouble)?;
        if !line.ends_with(b"\n") && line.len() < MAX_LINE {
            return Err(Trouble::Truncated);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Goes to the next line that begins a record, or to the end.
    fn find_version(&mut self) -> Result<(), Trouble> {
        loop {
            let buffer = self.input.fill_buf().map_err(trouble)?;
            if buffer.is_empty() || buffer.starts_with(b"WARC/1") {
                return Ok(());
            }
            let line = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let count = line.unwrap_or(buffer.len());
            self.input.consume(count);
        }
    }
}

fn continue_value(headers: &mut [(String, String)], line: &str) {
    if let Some((_, value)) = headers.last_mut() {
        value.push(' ');
        value.push_str(line.trim());
    }
}

fn skip(input: &mut impl BufRead, mut count: u64) -> Result<(), Trouble> {
    while count > 0 {
        let buffer = input.fill_buf().map_err(trouble)?;
        if buffer.is_empty() {
            return Err(Trouble::Truncated);
        }
        let part = buffer.len().min(usize::try_from(count).unwrap_or(usize::MAX));
        input.consume(part);
        count -= part as u64;
    }
    Ok(())
}

fn trouble(error: io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Trouble::Truncated,
        _ => Trouble::Io(error),
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<WarcRecord, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let position = self.input.position();
        match self.record() {
            Ok(record) => record.map(Ok),
            Err(Trouble::Io(error))
                if error.kind() == io::ErrorKind::InvalidInput
                    || error.kind() == io::ErrorKind::InvalidData =>
            {
                // A damaged member: the next one may be whole.
                self.input.skip_member();
                Some(Err(Trouble::Damaged(position)))
            }
            Err(trouble) => {
                self.done = !matches!(trouble, Trouble::Damaged(_));
                Some(Err(trouble))
            }
        }
    }
}
