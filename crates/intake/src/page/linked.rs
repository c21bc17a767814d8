//! What a page says in the vocabulary of schema.org, as JSON-LD.

use serde_json::{Map, Value};

/// An object lies no deeper than this in others.
const MAX_DEPTH: usize = 8;

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The running text, if the page repeats it here.
    pub body: Option<String>,
    /// Whether all may read it.
    pub free: Option<bool>,
}

impl Linked {
    /// Takes over what a block of JSON-LD says, where nothing was said before.
    pub fn add(&mut self, block: &str) {
        // Some pages wrap it in comments or leave line ends inside of strings.
        let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        let block = block.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
        let value = serde_json::from_str::<Value>(block)
            .or_else(|_| serde_json::from_str(&block.replace(['\n', '\r', '\t'], " ")));
        if let Ok(value) = value
            && let Some(article) = article(&value, 0)
        {
            self.take(article);
        }
    }

    fn take(&mut self, article: &Map<String, Value>) {
        let text = |key: &str| article.get(key).and_then(string);
        let fill = |field: &mut Option<String>, value: Option<String>| {
            *field = field.take().or(value);
        };
        fill(&mut self.headline, text("headline").or_else(|| text("name")));
        fill(&mut self.published, text("datePublished").or_else(|| text("dateCreated")));
        fill(&mut self.modified, text("dateModified"));
        fill(&mut self.author, article.get("author").and_then(names));
        fill(&mut self.publisher, article.get("publisher").and_then(names));
        fill(&mut self.language, text("inLanguage"));
        fill(&mut self.url, text("mainEntityOfPage").or_else(|| text("url")));
        fill(&mut self.body, text("articleBody"));
        let free = article.get("isAccessibleForFree").and_then(|value| match value {
            Value::Bool(free) => Some(*free),
            Value::String(free) => free.to_ascii_lowercase().parse().ok(),
            _ => None,
        });
        self.free = self.free.or(free);
    }
}

/// The first object that is an article, in lists and graphs too.
fn article(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article(value, depth + 1)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(is_article) {
                return Some(object);
            }
            let inner = ["@graph", "mainEntity", "mainEntityOfPage"];
            inner.iter().find_map(|key| article(object.get(*key)?, depth + 1))
        }
        _ => None,
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article")
                || matches!(
                    kind,
                    "Report" | "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting"
                )
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// A text, or the name or address of what stands in its place.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => {
            ["name", "@id", "url", "@value"].iter().find_map(|key| object.get(*key)?.as_str())?
        }
        Value::Array(values) => return values.first().and_then(string),
        _ => return None,
    };
    let text = html_escape::decode_html_entities(text.trim()).into_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// The names of persons or bodies, as one line.
fn names(value: &Value) -> Option<String> {
    let name = |value: &Value| match value {
        Value::Object(object) => object.get("name").and_then(string),
        other => string(other),
    };
    let mut all: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    all.retain(|name| !name.starts_with("http"));
    all.dedup();
    Some(all.join(", ")).filter(|names| !names.is_empty())
}
