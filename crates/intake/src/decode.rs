//! Bytes to text: UTF-8, UTF-16, Windows-1252 and what else pages are written in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Flaw;

/// Text from bytes, with line ends as `\n`, without a byte order mark and control characters.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<Flaw>) {
    decode_as(bytes, None)
}

/// As [`decode`], of bytes that their server names a charset for. What the bytes show by themselves
/// comes first, then what they say, then the server.
pub(crate) fn decode_as(bytes: &[u8], charset: Option<&str>) -> (String, Option<Flaw>) {
    let (encoding, bytes) = encoding(bytes, charset);
    let whole = whole(encoding, bytes);
    let cut = whole.len() < bytes.len();
    let bytes = whole;
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let replaced = text.matches('\u{FFFD}').count();
    let original = if encoding == UTF_8 {
        bytes.windows(3).filter(|w| *w == "\u{FFFD}".as_bytes()).count()
    } else {
        0
    };
    let count = replaced.saturating_sub(original);
    let broken = (count > 0).then(|| Flaw::Bytes { encoding: encoding.name(), count });
    (clean(&text), broken.or(cut.then_some(Flaw::Cut)))
}

/// The bytes without a last character that has only begun.
fn whole<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> &'b [u8] {
    let tail = match encoding {
        e if e == UTF_8 => begun(bytes),
        e if e == UTF_16LE || e == UTF_16BE => bytes.len() % 2,
        _ => 0,
    };
    &bytes[..bytes.len() - tail]
}

/// The length of a UTF-8 character that the bytes end in the middle of.
fn begun(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    let starts = (0..tail.len()).filter(|at| {
        std::str::from_utf8(&tail[*at..])
            .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    });
    starts.map(|at| tail.len() - at).max().unwrap_or(0)
}

/// The encoding of some bytes, and the bytes after the byte order mark.
fn encoding<'b>(bytes: &'b [u8], charset: Option<&str>) -> (&'static Encoding, &'b [u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding, bytes);
    }
    if is_nearly_utf8(bytes) {
        return (UTF_8, bytes);
    }
    if let Some(declared) = declared(bytes) {
        return (declared, bytes);
    }
    let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(named) = named.filter(|named| *named != UTF_8) {
        return (named, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Deny), bytes)
}

/// UTF-16 without a mark: nearly every other byte of Western text is zero.
pub(crate) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 > half * 7 && even * 20 < half {
        return Some(UTF_16LE);
    }
    (even * 10 > half * 7 && odd * 20 < half).then_some(UTF_16BE)
}

/// UTF-8, or UTF-8 with a broken character in twenty. One that is cut off at the end does not count,
/// unless nothing else speaks for UTF-8 and it may be a letter of Latin-1.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    // The first bytes of `ä`, `ß`, `é` and of quotation marks are rare as last letters.
    const BEGINNINGS: [u8; 3] = [0xC2, 0xC3, 0xE2];
    let (kept, tail) = bytes.split_at(bytes.len() - begun(bytes));
    let cut = tail.first().is_some_and(|first| {
        BEGINNINGS.contains(first) || kept.iter().any(|byte| !byte.is_ascii())
    });
    let bytes = if cut { kept } else { bytes };
    let (mut valid, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 20 <= valid
}

/// The encoding that a page says it has.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    if !head.contains('<') {
        return None;
    }
    let after = head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    // Bytes that are not UTF-8 stay so whatever the page says.
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())]).filter(|e| *e != UTF_8)
}

fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.replace("\r\n", "\n");
    let keep = |c: char| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\t' => Some(c),
        '\u{FEFF}' | '\u{AD}' | '\u{200B}' => None,
        c if c.is_control() => None,
        c => Some(c),
    };
    text.chars().filter_map(keep).collect()
}
