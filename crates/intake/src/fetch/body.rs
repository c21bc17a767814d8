//! The body of an answer, unpacked within limits.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// How large a body may become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// In bytes, before and after unpacking.
    pub size: usize,
    /// How many times its packed size.
    pub ratio: usize,
}

/// Why a body was left.
#[derive(Debug)]
pub(crate) enum BodyError {
    TooLarge,
    Bomb,
    /// Packed in a way that was not asked for.
    Encoding(String),
    Broken(io::Error),
}

/// Below this size nothing is called a bomb; a page of blanks packs well.
const HARMLESS: usize = 1 << 20;

/// Reads a body to its end and unpacks it as `encoding` says.
pub(crate) fn read(
    body: impl Read,
    encoding: Option<&str>,
    limits: Limits,
) -> Result<Vec<u8>, BodyError> {
    let counter = Arc::new(AtomicUsize::new(0));
    let counted = Counted { inner: body, count: counter.clone(), limit: limits.size };
    let encoding = encoding.map(|e| e.trim().to_ascii_lowercase()).unwrap_or_default();
    let packed = || counter.load(Ordering::Relaxed);
    match encoding.as_str() {
        "" | "identity" => collect(counted, limits, || usize::MAX),
        "gzip" | "x-gzip" => collect(MultiGzDecoder::new(BufReader::new(counted)), limits, packed),
        "deflate" => {
            let mut reader = BufReader::new(counted);
            // Some servers send the bare stream, without the zlib header that the name stands for.
            let first = io::BufRead::fill_buf(&mut reader).map_err(broken)?;
            let zlib = first.first().is_some_and(|byte| byte & 0x0f == 8);
            match zlib {
                true => collect(ZlibDecoder::new(reader), limits, packed),
                false => collect(DeflateDecoder::new(reader), limits, packed),
            }
        }
        other => Err(BodyError::Encoding(other.chars().take(40).collect())),
    }
}

fn collect(
    mut reader: impl Read,
    limits: Limits,
    packed: impl Fn() -> usize,
) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 1 << 14];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(broken(error)),
        }
        if bytes.len() > HARMLESS && bytes.len() / limits.ratio.max(1) > packed() {
            return Err(BodyError::Bomb);
        }
        if bytes.len() > limits.size {
            return Err(BodyError::TooLarge);
        }
    }
}

fn broken(error: io::Error) -> BodyError {
    match error.get_ref().is_some_and(|inner| inner.is::<Beyond>()) {
        true => BodyError::TooLarge,
        false => BodyError::Broken(error),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("beyond the limit")]
struct Beyond;

/// Counts what passes and stops beyond a limit.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicUsize>,
    limit: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let total = self.count.fetch_add(count, Ordering::Relaxed) + count;
        if total > self.limit {
            return Err(io::Error::other(Beyond));
        }
        Ok(count)
    }
}
