//! Archived answers to articles.

use record::Article;

use super::warc::{RecordKind, WarcRecord};
use crate::fetch::{BodyLimits, read_body};
use crate::json::language_code;
use crate::{Input, IntakeError, Options, decode, languages, page};

/// How many times its size an archived page may be unpacked to.
const MAX_RATIO: usize = 200;

/// The article of a record; `None` if the record is no page.
pub(super) fn read(
    archive: &str,
    record: &WarcRecord,
    options: &Options,
) -> Option<Result<Input, IntakeError>> {
    let url = record.url()?;
    let name = format!("{archive}, {url}");
    if record.block.is_empty() && record.kind != RecordKind::Other && record.length > 0 {
        return Some(Err(IntakeError::TooLarge { name, limit: options.max_page }));
    }
    let mut read = match record.kind {
        RecordKind::Other => return None,
        RecordKind::Response => response(&name, record, options)?,
        RecordKind::Resource => {
            let media_type = record.header("content-type").unwrap_or("");
            is_page(media_type, &record.block).then(|| page(&name, &record.block, None, options))?
        }
        RecordKind::Conversion => conversion(&name, record, options),
    };
    if let Ok(input) = &mut read {
        let article = &mut input.article;
        article.url.get_or_insert_with(|| url.to_owned());
        if let Some(date) = record.header("warc-date") {
            article.retrieved = date.parse().ok();
        }
    }
    Some(read)
}

/// The page in an HTTP answer.
fn response(
    name: &str,
    record: &WarcRecord,
    options: &Options,
) -> Option<Result<Input, IntakeError>> {
    let (head, body) = split(&record.block)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.split_whitespace().nth(1)?;
    if status != "200" {
        return None;
    }
    let fields: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
    let field = |name: &str| {
        let found = fields.iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    };
    let chunked = field("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    // Archives often keep the field and store the body without it.
    let body = chunked.then(|| dechunk(body)).flatten().unwrap_or_else(|| body.to_vec());
    let packed = body.starts_with(&[0x1f, 0x8b]);
    let encoding = field("content-encoding").filter(|_| packed).map(|_| "gzip");
    let limits = BodyLimits { size: options.max_page, ratio: MAX_RATIO };
    let body = match read_body(&*body, encoding, limits) {
        Ok(body) => body,
        Err(_) => {
            let (name, limit) = (name.to_owned(), options.max_page);
            return Some(Err(IntakeError::TooLarge { name, limit }));
        }
    };
    let media_type = field("content-type").unwrap_or("");
    let charset = media_type.split("charset=").nth(1);
    let charset = charset.map(|value| value.trim().trim_matches(['"', '\'', ';']));
    is_page(media_type, &body).then(|| page(name, &body, charset, options))
}

fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = block.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some((&block[..at], &block[at + 4..]))
}

/// A body without the marks of its chunks; `None` if it has none.
fn dechunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(20).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..length)?);
        body = body.get(length..)?;
        body = body.strip_prefix(b"\r\n").unwrap_or(body);
    }
}

fn is_page(media_type: &str, body: &[u8]) -> bool {
    let media_type = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match media_type.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        "" => body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<'),
        _ => false,
    }
}

fn page(
    name: &str,
    body: &[u8],
    charset: Option<&str>,
    options: &Options,
) -> Result<Input, IntakeError> {
    let (html, flaw) = decode::decode_as(body, charset);
    let mut input = page::read(name, html, options)?;
    flaw.into_iter().for_each(|flaw| input.warn(flaw));
    Ok(input)
}

/// The text of a WET file: the first line is the title of the page.
fn conversion(name: &str, record: &WarcRecord, options: &Options) -> Result<Input, IntakeError> {
    let (text, flaw) = decode::decode(&record.block);
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    let text = page::paragraphs(body, title.trim());
    if text.is_empty() {
        return Err(IntakeError::NoMainText { name: name.to_owned() });
    }
    let language = record.header("warc-identified-content-language").and_then(|tags| {
        let tag = tags.split(',').next()?.trim();
        languages::two_letters(tag).or_else(|| language_code(tag))
    });
    let article = Article { language, title: page::one_line(title), text, ..Article::default() };
    Input::new(name.to_owned(), article, flaw.into_iter().collect(), options)
}
