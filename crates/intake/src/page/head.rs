//! What a page says about itself: in its head, in JSON-LD, and beside its title.

use std::collections::HashSet;

use html_escape::decode_html_entities;

use super::linked::Linked;
use super::scan::{attribute, bare_text, find_ignoring_case, next_tag};

/// No byline and no line with a date is longer, in characters.
const MAX_LINE: usize = 160;
/// Elements with a byline or a date that are looked at.
const MAX_LINES: usize = 12;
/// Elements whose end is searched for; no page has more links and lines that matter.
const MAX_LOOKED: usize = 10_000;
/// Links whose texts are kept.
const MAX_LINKS: usize = 2000;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub metas: Vec<(String, String)>,
    pub linked: Linked,
    pub language: Option<String>,
    pub canonical: Option<String>,
    pub title: Option<String>,
    /// The first `<h1>`.
    pub headline: Option<String>,
    /// Where the first `<h1>` ends.
    pub headline_end: Option<usize>,
    /// Texts of links.
    pub links: HashSet<String>,
    /// Moments for machines in `<time>`, those after the headline first.
    pub times: Vec<String>,
    /// Texts of elements that are called dates, those after the headline first.
    pub dates: Vec<String>,
    /// Texts of elements that are called bylines, those after the headline first.
    pub bylines: Vec<String>,
    /// How many elements were searched for their end.
    looked: usize,
}

impl Head {
    pub fn of(html: &str) -> Head {
        let mut head = Head::default();
        let mut titled = false;
        let mut headlines = 0;
        let mut at = 0;
        while let Some((begin, end, name, closes)) = next_tag(html, at) {
            at = end;
            if closes || head.metas.len() > 500 {
                continue;
            }
            let tag = &html[begin..end];
            let value = |key: &str| attribute(tag, key);
            match name.as_str() {
                "html" => head.language = head.language.take().or_else(|| value("lang")),
                "title" if !titled => {
                    titled = true;
                    let close = find_ignoring_case(html, end, "</title").unwrap_or(end);
                    let title = decode_html_entities(&html[end..close]);
                    head.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
                }
                "meta" => {
                    let key =
                        value("property").or_else(|| value("name")).or_else(|| value("itemprop"));
                    if let (Some(key), Some(content)) = (key, value("content")) {
                        head.metas.push((key.to_lowercase(), content));
                    }
                }
                "link" if value("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    head.canonical = head.canonical.take().or_else(|| value("href"));
                }
                "h1" if head.headline.is_none() && headlines < MAX_LINES => {
                    headlines += 1;
                    head.headline = head.inner(html, end, "h1");
                    head.headline_end = find_ignoring_case(html, end, "</h1");
                    // What stands above the headline belongs to the site.
                    head.times.clear();
                    head.dates.clear();
                    head.bylines.clear();
                }
                "script" => {
                    let close = find_ignoring_case(html, end, "</script").unwrap_or(html.len());
                    head.linked.add(&html[end..close]);
                    for key in ["datePublished", "dateModified"] {
                        if let Some(date) = json_string(&html[end..close], key) {
                            head.metas.push((key.to_lowercase(), date));
                        }
                    }
                    at = close;
                }
                "a" if head.links.len() < MAX_LINKS => {
                    let link = head.inner(html, end, "a");
                    head.links.extend(link);
                    head.line(html, tag, end, &name);
                }
                "abbr" | "address" | "b" | "cite" | "dd" | "div" | "em" | "h3" | "h4" | "i"
                | "li" | "p" | "small" | "span" | "strong" | "td" | "time" => {
                    head.line(html, tag, end, &name);
                }
                _ => {}
            }
        }
        head
    }

    /// An element that may hold a byline or a date.
    fn line(&mut self, html: &str, tag: &str, end: usize, name: &str) {
        let published = attribute(tag, "itemprop");
        let published = published.is_some_and(|prop| prop == "datePublished");
        if name == "time" {
            let moment = attribute(tag, "datetime");
            if let Some(moment) = moment {
                if published || attribute(tag, "pubdate").is_some() {
                    self.metas.push(("datepublished".into(), moment.clone()));
                }
                push(&mut self.times, Some(moment));
            }
            let text = self.inner(html, end, name);
            push(&mut self.dates, text);
            return;
        }
        if !tag.contains('=') {
            return;
        }
        if published && let Some(content) = attribute(tag, "content") {
            self.metas.push(("datepublished".into(), content));
        }
        if called(tag, &["byline", "author", "autor", "auteur", "writer"])
            && !called(tag, &["bio", "related", "image", "photo", "avatar", "box"])
        {
            let text = self.inner(html, end, name);
            push(&mut self.bylines, text);
        }
        if called(
            tag,
            &["date", "datum", "fecha", "published", "time", "timestamp", "datepublished"],
        ) {
            let text = self.inner(html, end, name);
            push(&mut self.dates, text);
        }
    }

    /// The text of an element up to its end, if it is one short line.
    fn inner(&mut self, html: &str, from: usize, name: &str) -> Option<String> {
        self.looked += 1;
        if self.looked > MAX_LOOKED {
            return None;
        }
        // A short text with its tags is no longer than this.
        let mut limit = html.len().min(from + 2000);
        while !html.is_char_boundary(limit) {
            limit -= 1;
        }
        let end = find_ignoring_case(&html[..limit], from, &format!("</{name}"))?;
        let text = super::one_line(&bare_text(&html[from..end]));
        let length = text.chars().count();
        (1..=MAX_LINE).contains(&length).then_some(text)
    }

    /// A field of the head that is filled.
    pub fn meta(&self, key: &str) -> Option<String> {
        let found =
            self.metas.iter().find(|(known, value)| known == key && !value.trim().is_empty());
        found.map(|(_, value)| value.trim().to_owned())
    }

    /// The fields of the head that are filled, in the order of their names here.
    pub fn all(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().filter_map(|key| self.meta(key)).collect()
    }
}

fn push(list: &mut Vec<String>, line: Option<String>) {
    if list.len() < MAX_LINES {
        list.extend(line);
    }
}

/// Whether the class, role or name of an element has one of some words.
fn called(tag: &str, words: &[&str]) -> bool {
    let keys = ["class", "rel", "itemprop", "data-testid", "id"];
    keys.iter().filter_map(|key| attribute(tag, key)).any(|value| {
        let value = value.to_ascii_lowercase();
        let mut parts = value.split(|c: char| !c.is_ascii_alphabetic());
        parts.any(|part| words.contains(&part))
    })
}

/// The value of `"key": "value"` in JSON.
fn json_string(json: &str, key: &str) -> Option<String> {
    let after = json.split(&format!("\"{key}\"")).nth(1)?.trim_start().strip_prefix(':')?;
    let value = after.trim_start().strip_prefix('"')?;
    Some(value[..value.find('"')?].to_owned())
}
