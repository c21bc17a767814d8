//! Articles in plain text or Markdown.

use record::{Article, Moment};

use crate::json::{language_code, moment};
use crate::{Flaw, Input, IntakeError, Options};

/// Fields that a text may begin with, one a line as `field: value`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    Id,
    Title,
    Published,
    Modified,
    Source,
    Author,
    Url,
    Language,
}

/// The names of the fields, also in German.
const FIELDS: [(&str, Field); 20] = [
    ("id", Field::Id),
    ("title", Field::Title),
    ("titel", Field::Title),
    ("headline", Field::Title),
    ("published", Field::Published),
    ("date", Field::Published),
    ("datum", Field::Published),
    ("veröffentlicht", Field::Published),
    ("modified", Field::Modified),
    ("updated", Field::Modified),
    ("source", Field::Source),
    ("quelle", Field::Source),
    ("author", Field::Author),
    ("autor", Field::Author),
    ("by", Field::Author),
    ("url", Field::Url),
    ("link", Field::Url),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("sprache", Field::Language),
];

/// One article: header lines, title and text.
pub(crate) fn read(name: &str, text: &str, options: &Options) -> Result<Input, IntakeError> {
    let mut flaws = Vec::new();
    let mut article = Article::default();
    let body = header(text, &mut article, &mut flaws);
    let body = match article.title.is_empty() {
        true => title(body, &mut article),
        false => body,
    };
    article.text = body.trim().to_owned();
    if article.text.is_empty() {
        return Err(IntakeError::Empty { name: name.to_owned() });
    }
    Input::new(name.to_owned(), article, flaws, options)
}

/// Takes the header, if there is one, and returns what follows.
fn header<'t>(text: &'t str, article: &mut Article, flaws: &mut Vec<Flaw>) -> &'t str {
    let text = text.trim_start_matches(['\n', ' ', '\t']);
    let fenced = text.starts_with("---\n");
    let mut rest = if fenced { &text[4..] } else { text };
    let mut fields = Vec::new();
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        if line == "---" || line.is_empty() && !fenced {
            rest = after;
            break;
        }
        let Some((key, value)) = line.split_once(':').filter(|_| !after.is_empty() || fenced)
        else {
            return text;
        };
        let key = key.trim().to_lowercase();
        match FIELDS.iter().find(|(known, _)| *known == key) {
            Some((_, field)) => fields.push((*field, value.trim().trim_matches(['"', '\'']))),
            // Front matter may hold what we do not know.
            None if fenced => {}
            None => return text,
        }
        rest = after;
        if rest.is_empty() {
            return text;
        }
    }
    if fields.is_empty() && !fenced {
        return text;
    }
    for (field, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        let owned = || Some(value.to_owned());
        match field {
            Field::Id => article.id = value.to_owned(),
            Field::Title => article.title = value.to_owned(),
            Field::Published => article.published = day("published", value, flaws),
            Field::Modified => article.modified = day("modified", value, flaws),
            Field::Source => article.source = owned(),
            Field::Author => article.author = owned(),
            Field::Url => article.url = owned(),
            Field::Language => article.language = language_code(value),
        }
    }
    rest
}

/// A date as people write it at the head of a text: also `29.10.2024`.
fn day(field: &'static str, value: &str, flaws: &mut Vec<Flaw>) -> Option<Moment> {
    let parts: Vec<&str> = value.split('.').map(str::trim).collect();
    if let [day, month, year] = parts[..]
        && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        && let Ok(date) = jiff::civil::Date::new(year, month, day)
    {
        return Some(Moment::Day(date));
    }
    moment(field, value, flaws)
}

/// Takes a first line that stands alone as the title, and returns what follows. A line that ends
/// as a sentence is the first paragraph.
fn title<'t>(text: &'t str, article: &mut Article) -> &'t str {
    let text = text.trim_start();
    let Some((line, rest)) = text.split_once('\n') else { return text };
    let marked = line.starts_with("# ");
    let alone = rest.split('\n').next().is_some_and(|next| next.trim().is_empty());
    let line = line.trim_start_matches('#').trim();
    let sentence = line.trim_end_matches(['“', '”', '"', '«', '»', '’', ')']).ends_with('.');
    let is_title = marked || alone && line.chars().count() <= 250 && !sentence;
    if !is_title || line.is_empty() || rest.trim().is_empty() {
        return text;
    }
    article.title = line.to_owned();
    rest
}
