//! Packed and plain bytes as one stream that knows where its members begin.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use serde::{Deserialize, Serialize};

const BUFFER: usize = 1 << 16;

/// A place in an archive to go on from: where a gzip member begins in the file, and how many
/// unpacked bytes after that. In a file that is not packed, the first is always 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Bytes of the file before the member.
    pub member: u64,
    /// Unpacked bytes of the member before the place.
    pub inside: u64,
}

/// Counts the bytes that are taken.
struct Counted<R> {
    inner: BufReader<R>,
    taken: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}

enum State<R: Read> {
    /// Before the first byte.
    Unknown(Counted<R>),
    Plain(Counted<R>),
    Packed(Box<GzDecoder<Counted<R>>>),
    /// Between two members, after a damaged one if `true`.
    Between(Counted<R>, bool),
    End,
}

/// The unpacked bytes of a file of gzip members, or of a file that is not packed.
pub(crate) struct Unpacked<R: Read> {
    state: State<R>,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
    /// Where the bytes in the buffer begin.
    at: Position,
}

impl<R: Read> Unpacked<R> {
    /// A stream from its beginning, or from a member at `offset`.
    pub fn new(inner: R, offset: u64) -> Self {
        let inner = Counted { inner: BufReader::with_capacity(BUFFER, inner), taken: offset };
        let at = Position { member: offset, inside: 0 };
        Unpacked { state: State::Unknown(inner), buffer: vec![0; BUFFER], from: 0, to: 0, at }
    }

    /// Where the next byte stands.
    pub fn position(&self) -> Position {
        Position { inside: self.at.inside + self.from as u64, ..self.at }
    }

    /// After an error: goes to the next member.
    pub fn skip_member(&mut self) {
        (self.from, self.to) = (0, 0);
        self.state = match std::mem::replace(&mut self.state, State::End) {
            State::Packed(decoder) => State::Between(decoder.into_inner(), true),
            other => other,
        };
    }

    fn refill(&mut self) -> io::Result<()> {
        self.at.inside += self.to as u64;
        (self.from, self.to) = (0, 0);
        loop {
            match &mut self.state {
                State::Unknown(inner) => {
                    let packed = inner.fill_buf()?.starts_with(&[0x1f, 0x8b]);
                    let State::Unknown(inner) = std::mem::replace(&mut self.state, State::End)
                    else {
                        return Ok(());
                    };
                    self.state =
                        if packed { State::Between(inner, false) } else { State::Plain(inner) };
                }
                State::Plain(inner) => {
                    self.to = inner.read(&mut self.buffer)?;
                    return Ok(());
                }
                State::Packed(decoder) => {
                    let count = decoder.read(&mut self.buffer)?;
                    if count > 0 {
                        self.to = count;
                        return Ok(());
                    }
                    let State::Packed(decoder) = std::mem::replace(&mut self.state, State::End)
                    else {
                        return Ok(());
                    };
                    self.state = State::Between(decoder.into_inner(), false);
                }
                State::Between(inner, damaged) => {
                    let more = if *damaged { find_member(inner)? } else { skip_zeros(inner)? };
                    let State::Between(inner, _) = std::mem::replace(&mut self.state, State::End)
                    else {
                        return Ok(());
                    };
                    if !more {
                        return Ok(());
                    }
                    self.at = Position { member: inner.taken, inside: 0 };
                    self.state = State::Packed(Box::new(GzDecoder::new(inner)));
                }
                State::End => return Ok(()),
            }
        }
    }
}

/// Skips padding; `false` at the end.
fn skip_zeros<R: Read>(inner: &mut Counted<R>) -> io::Result<bool> {
    loop {
        let buffer = inner.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        let more = zeros < buffer.len();
        inner.consume(zeros);
        if more {
            return Ok(true);
        }
    }
}

/// Skips to what looks like the head of a member; `false` at the end.
fn find_member<R: Read>(inner: &mut Counted<R>) -> io::Result<bool> {
    const HEAD: [u8; 3] = [0x1f, 0x8b, 0x08];
    loop {
        let buffer = inner.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        if buffer.starts_with(&HEAD) {
            return Ok(true);
        }
        // A head that lies across two buffers is passed over.
        let found = buffer.windows(HEAD.len()).skip(1).position(|w| w == HEAD).map(|at| at + 1);
        let count = found.unwrap_or(buffer.len());
        inner.consume(count);
        if found.is_some() {
            return Ok(true);
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(target.len());
        target[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.from == self.to {
            self.refill()?;
        }
        Ok(&self.buffer[self.from..self.to])
    }

    fn consume(&mut self, count: usize) {
        self.from = (self.from + count).min(self.to);
    }
}
