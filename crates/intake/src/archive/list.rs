//! Lists of addresses to fetch: GDELT article lists, CSV and plain lines.

use std::io::{BufRead, Read};

use serde_json::Value;
use url::Url;

use crate::feeds::{Item, address};
use crate::json::language_code;
use crate::{IntakeError, languages};

/// A line is no longer than this.
const MAX_LINE: u64 = 1 << 20;

/// The items of a list, read as they are asked for.
///
/// Takes the article lists of GDELT's DOC API as JSON (`{"articles": [...]}`, up to
/// 100 MB) and as JSON Lines, tables (CSV, TSV, GKG) with an address in some column, and a plain
/// address a line. Lines without an address are passed over.
///
/// ```
/// let list = "https://amt.example/a\n\n# not this\nhttps://amt.example/b\n";
/// let urls: Vec<String> = intake::archive::list::items("list.txt", list.as_bytes())
///     .map(|item| item.unwrap().url.unwrap().to_string())
///     .collect();
/// assert_eq!(urls, ["https://amt.example/a", "https://amt.example/b"]);
/// ```
pub fn items(
    name: &str,
    input: impl BufRead + 'static,
) -> Box<dyn Iterator<Item = Result<Item, IntakeError>>> {
    const MAX_JSON: u64 = 100_000_000;
    let mut input = input;
    let unreadable = |source| IntakeError::Unreadable { name: name.to_owned(), source };
    let whole = match input.fill_buf() {
        Err(source) => return Box::new(std::iter::once(Err(unreadable(source)))),
        Ok(head) => {
            let first = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
            let line = serde_json::from_slice::<Value>(first).ok();
            let begins = head.iter().find(|byte| !byte.is_ascii_whitespace());
            matches!(begins, Some(b'{' | b'['))
                && line.as_ref().is_none_or(|line| line.get("articles").is_some())
        }
    };
    if !whole {
        return Box::new(Lines { name: name.to_owned(), input, done: false });
    }
    let mut bytes = Vec::new();
    if let Err(source) = input.take(MAX_JSON).read_to_end(&mut bytes) {
        return Box::new(std::iter::once(Err(unreadable(source))));
    }
    let articles = match serde_json::from_slice::<Value>(&bytes) {
        Ok(Value::Array(articles)) => articles,
        Ok(mut list) => match list.get_mut("articles").map(Value::take) {
            Some(Value::Array(articles)) => articles,
            _ => Vec::new(),
        },
        Err(error) => {
            let (name, reason) = (name.to_owned(), error.to_string());
            return Box::new(std::iter::once(Err(IntakeError::Json { name, reason })));
        }
    };
    Box::new(articles.into_iter().filter_map(|article| of_value(&article)).map(Ok))
}

struct Lines<B> {
    name: String,
    input: B,
    done: bool,
}

impl<B: BufRead> Iterator for Lines<B> {
    type Item = Result<Item, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut line = Vec::new();
            match (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut line) {
                Ok(0) => self.done = true,
                Ok(_) => {
                    let found = of_line(String::from_utf8_lossy(&line).trim());
                    if found.is_some() {
                        return found.map(Ok);
                    }
                }
                Err(source) => {
                    self.done = true;
                    return Some(Err(IntakeError::Unreadable { name: self.name.clone(), source }));
                }
            }
        }
        None
    }
}

fn of_line(line: &str) -> Option<Item> {
    if line.starts_with('#') {
        return None;
    }
    if line.starts_with('{') {
        return of_value(&serde_json::from_str(line).ok()?);
    }
    let cells = line.split(['\t', ',', ';']).map(|cell| cell.trim().trim_matches('"'));
    let url = cells.filter(|cell| cell.starts_with("http")).find_map(|cell| address(cell, None))?;
    Some(item(url))
}

fn item(url: Url) -> Item {
    Item { id: url.to_string(), url: Some(url), ..Item::default() }
}

fn of_value(value: &Value) -> Option<Item> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::trim);
    let url = text("url").or_else(|| value.as_str()).and_then(|url| address(url, None))?;
    let language = text("language");
    // When GDELT saw it is the nearest that it knows to when it was published.
    Some(Item {
        title: text("title").map(spaced).unwrap_or_default(),
        language: language.and_then(|name| languages::two_letters(name).or(language_code(name))),
        published: text("seendate").and_then(|seen| seen.parse().ok()),
        ..item(url)
    })
}

/// GDELT sets its titles with spaces around signs.
fn spaced(title: &str) -> String {
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in [",", ".", ":", ";", "?", "!"] {
        title = title.replace(&format!(" {sign}"), sign);
    }
    title
}
