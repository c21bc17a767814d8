//! Articles in JSON.

use std::io::BufRead;

use record::{Article, Moment};
use serde_json::{Map, Value};

use crate::archive::ninjs;
use crate::{Flaw, Input, IntakeError, Options, crawled, decode};

/// One article, or an array of them.
pub(crate) fn read(name: &str, text: &str, options: &Options) -> Vec<Result<Input, IntakeError>> {
    let wrong = |reason: String| vec![Err(IntakeError::Json { name: name.to_owned(), reason })];
    match serde_json::from_str(text) {
        Ok(Value::Array(articles)) if articles.is_empty() => {
            vec![Err(IntakeError::Empty { name: name.to_owned() })]
        }
        Ok(Value::Array(articles)) => articles
            .into_iter()
            .enumerate()
            .map(|(at, article)| {
                from_value(format!("{name}, article {}", at + 1), article, options)
            })
            .collect(),
        Ok(article) => vec![from_value(name.to_owned(), article, options)],
        // `.json` files with one article a line are common.
        Err(error) => match lines(name, text, options) {
            Some(articles) => articles,
            None => wrong(syntax(&error)),
        },
    }
}

/// The articles of a text of several lines whose first is an object by itself.
fn lines(name: &str, text: &str, options: &Options) -> Option<Vec<Result<Input, IntakeError>>> {
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    let first: Value = serde_json::from_str(filled.next()?).ok()?;
    if !first.is_object() || filled.next().is_none() {
        return None;
    }
    let input = std::io::Cursor::new(text.to_owned().into_bytes());
    Some(Lines::new(name.to_owned(), Box::new(input), options.clone()).collect())
}

fn syntax(error: &serde_json::Error) -> String {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or("it is broken").to_owned();
    if error.is_eof() {
        format!("it ends in the middle, in line {}", error.line())
    } else {
        format!("{what} in line {}, column {}", error.line(), error.column())
    }
}

/// One article a line, read as they are asked for.
pub(crate) struct Lines {
    name: String,
    input: Box<dyn BufRead>,
    options: Options,
    line: usize,
    done: bool,
    any: bool,
}

impl Lines {
    pub fn new(name: String, input: Box<dyn BufRead>, options: Options) -> Self {
        Lines { name, input, options, line: 0, done: false, any: false }
    }

    /// Reads a line of at most `limit` bytes; a longer one is skipped and `true` returned.
    fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> std::io::Result<bool> {
        let mut too_long = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(too_long);
            }
            let (part, end) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            };
            if line.len() + part > limit {
                too_long = true;
            } else if !too_long {
                line.extend_from_slice(&buffer[..part]);
            }
            self.input.consume(part);
            if end {
                return Ok(too_long);
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Input, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Escaped characters take six bytes for one.
        let limit = self.options.max_text.saturating_mul(6).saturating_add(1 << 16);
        while !self.done {
            let mut bytes = Vec::new();
            let too_long = match self.line(&mut bytes, limit) {
                Ok(too_long) => too_long,
                Err(source) => {
                    self.done = true;
                    return Some(Err(IntakeError::Unreadable { name: self.name.clone(), source }));
                }
            };
            self.line += 1;
            let name = format!("{}, line {}", self.name, self.line);
            if too_long {
                self.any = true;
                return Some(Err(IntakeError::TooLarge { name, limit: self.options.max_text }));
            }
            if bytes.is_empty() {
                self.done = true;
                break;
            }
            let (text, flaw) = decode::decode(&bytes);
            if text.trim().is_empty() {
                continue;
            }
            self.any = true;
            let mut read = match serde_json::from_str(text.trim()) {
                Ok(article) => from_value(name, article, &self.options),
                Err(error) => {
                    let reason = match error.is_eof() {
                        true => "it ends in the middle".to_owned(),
                        false => {
                            let what = error.to_string();
                            let what = what.split(" at line ").next().unwrap_or("").to_owned();
                            format!("{what} in column {}", error.column())
                        }
                    };
                    Err(IntakeError::Json { name, reason })
                }
            };
            if let (Ok(input), Some(flaw)) = (&mut read, flaw) {
                input.warn(flaw);
            }
            return Some(read);
        }
        (!std::mem::replace(&mut self.any, true))
            .then(|| Err(IntakeError::Empty { name: self.name.clone() }))
    }
}

/// An article from its fields; a wrong date or a field of a wrong type is a warning.
fn from_value(name: String, value: Value, options: &Options) -> Result<Input, IntakeError> {
    let Value::Object(fields) = value else {
        return Err(IntakeError::Json { name, reason: "it is not an object".into() });
    };
    let mut flaws = Vec::new();
    if ninjs::is_ninjs(&fields) {
        let article = ninjs::read(&fields, &mut flaws);
        return match article.text.is_empty() {
            true => Err(IntakeError::Empty { name }),
            false => Input::new(name, article, flaws, options),
        };
    }
    let mut fields = Fields { fields: crawled::renamed(fields), flaws: &mut flaws };
    let text = match fields.fields.remove("text") {
        Some(Value::String(text)) => text,
        Some(_) => {
            return Err(IntakeError::Json { name, reason: "its `text` is not a string".into() });
        }
        None => return Err(IntakeError::Json { name, reason: "it has no `text`".into() }),
    };
    if text.trim().is_empty() {
        return Err(IntakeError::Empty { name });
    }
    let article = Article {
        id: fields.text("id").unwrap_or_default(),
        language: fields.text("language").and_then(|language| language_code(&language)),
        published: fields.moment("published"),
        title: fields.text("title").unwrap_or_default(),
        modified: fields.moment("modified"),
        url: fields.text("url"),
        source: fields.text("source"),
        author: fields.text("author"),
        retrieved: fields.moment("retrieved"),
        corrects: fields.text("corrects"),
        text,
    };
    Input::new(name, article, flaws, options)
}

/// `de` from `de`, `de-DE` or `DE`.
pub(crate) fn language_code(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

struct Fields<'w> {
    fields: Map<String, Value>,
    flaws: &'w mut Vec<Flaw>,
}

impl Fields<'_> {
    fn text(&mut self, field: &'static str) -> Option<String> {
        match self.fields.remove(field)? {
            Value::Null => None,
            Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.flaws.push(Flaw::Field { field });
                None
            }
        }
    }

    fn moment(&mut self, field: &'static str) -> Option<Moment> {
        let value = self.text(field)?;
        moment(field, &value, self.flaws)
    }
}

/// A date in any of the forms that records know; a warning if it is none.
pub(crate) fn moment(field: &'static str, value: &str, flaws: &mut Vec<Flaw>) -> Option<Moment> {
    let parsed = value.parse().ok();
    if parsed.is_none() {
        let value = value.chars().take(60).collect();
        flaws.push(Flaw::Date { field, value });
    }
    parsed
}
