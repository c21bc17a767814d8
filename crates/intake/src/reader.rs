//! From an open input to its articles.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::archive::{Archive, Unpacked, mail, newsml};
use crate::format::binary;
use crate::walk::Files;
use crate::{Format, Input, IntakeError, Options, decode, json, page, text};

pub(crate) type Inputs = Box<dyn Iterator<Item = Result<Input, IntakeError>>>;

fn fail(error: IntakeError) -> Inputs {
    Box::new(std::iter::once(Err(error)))
}

pub(crate) fn read_file_or_folder(path: &Path, options: &Options) -> Inputs {
    if !path.is_dir() {
        return read_file(path, options);
    }
    let name = path.display().to_string();
    let options = options.clone();
    let inputs = Files::new(path).flat_map(move |file| match file {
        Ok(file) => read_file(&file, &options),
        Err(error) => fail(error),
    });
    let mut inputs = inputs.peekable();
    if inputs.peek().is_none() {
        return fail(IntakeError::EmptyFolder { name });
    }
    Box::new(inputs)
}

fn read_file(path: &Path, options: &Options) -> Inputs {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => {
            let format = options.format.or_else(|| Format::of_name(path));
            let length = file.metadata().ok().filter(|data| data.is_file()).map(|data| data.len());
            if let (Some(format), Some(length)) = (format, length)
                && let Some(limit) = limit(format, options)
                && length > limit as u64
                && path.extension().is_none_or(|extension| extension != "gz")
            {
                let limit = stated(format, limit, options);
                return fail(IntakeError::TooLarge { name, limit });
            }
            read(&name, BufReader::with_capacity(1 << 16, file), format, options)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fail(IntakeError::NotFound { name })
        }
        Err(source) => fail(IntakeError::Unreadable { name, source }),
    }
}

fn archive(name: &str, input: impl Read + 'static, options: &Options) -> Inputs {
    Box::new(Archive::new(name, input, options))
}

/// The size that a whole input of a format may have; texts in UTF-16 take up to twice the bytes.
fn limit(format: Format, options: &Options) -> Option<usize> {
    match format {
        Format::Text => Some(options.max_text.saturating_mul(2)),
        Format::Page => Some(options.max_page),
        Format::Json => Some(options.max_json),
        Format::JsonLines | Format::Warc => None,
        Format::NewsMl | Format::Mail => Some(options.max_json),
    }
}

/// The limit that a message names.
fn stated(format: Format, limit: usize, options: &Options) -> usize {
    if format == Format::Text { options.max_text } else { limit }
}

/// The articles of an open input; `format` as its name says.
pub(crate) fn read(
    name: &str,
    mut input: impl BufRead + 'static,
    format: Option<Format>,
    options: &Options,
) -> Inputs {
    match input.fill_buf() {
        Ok([0x1f, 0x8b, ..]) if options.format.or(format) == Some(Format::Warc) => {
            // The archive unpacks itself, to know its places.
            archive(name, input, options)
        }
        // What is packed twice is not unpacked twice: there are archives that hold themselves.
        Ok([0x1f, 0x8b, ..]) => read_plain(name, Unpacked::new(input, 0), format, options),
        _ => read_plain(name, input, format, options),
    }
}

fn read_plain(
    name: &str,
    mut input: impl BufRead + 'static,
    format: Option<Format>,
    options: &Options,
) -> Inputs {
    let name = name.to_owned();
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(source) => return fail(IntakeError::Unreadable { name, source }),
    };
    if head.is_empty() {
        return fail(IntakeError::Empty { name });
    }
    if let Some(what) = binary(head) {
        return fail(IntakeError::Binary { name, what });
    }
    let format = options.format.or(format).unwrap_or_else(|| Format::of_content(head));
    let is_utf16 = encoding_rs::Encoding::for_bom(head)
        .is_some_and(|(e, _)| e != encoding_rs::UTF_8)
        || decode::utf16(head).is_some();
    if format == Format::JsonLines && !is_utf16 {
        return Box::new(json::Lines::new(name, Box::new(input), options.clone()));
    }
    if format == Format::Warc {
        return archive(&name, input, options);
    }
    let limit = limit(format, options).unwrap_or(options.max_json);
    let mut bytes = Vec::new();
    if let Err(source) = input.take(limit as u64 + 1).read_to_end(&mut bytes) {
        return fail(IntakeError::Unreadable { name, source });
    }
    if bytes.len() > limit {
        let limit = stated(format, limit, options);
        return fail(IntakeError::TooLarge { name, limit });
    }
    if format == Format::JsonLines {
        let (text, _) = decode::decode(&bytes);
        let input = io::Cursor::new(text.into_bytes());
        return Box::new(json::Lines::new(name, Box::new(input), options.clone()));
    }
    if format == Format::Mail {
        return Box::new(std::iter::once(mail::read(&name, &bytes, options)));
    }
    let (decoded, flaw) = decode::decode(&bytes);
    drop(bytes);
    if decoded.trim().is_empty() {
        return fail(IntakeError::Empty { name });
    }
    let mut inputs = match format {
        Format::NewsMl => newsml::read(&name, &decoded, options),
        Format::Json | Format::JsonLines => json::read(&name, &decoded, options),
        Format::Text => vec![text::read(&name, &decoded, options)],
        Format::Page | Format::Warc | Format::Mail => vec![page::read(&name, decoded, options)],
    };
    if let (Some(flaw), Some(Ok(first))) = (flaw, inputs.first_mut()) {
        first.warn(flaw);
    }
    Box::new(inputs.into_iter())
}
