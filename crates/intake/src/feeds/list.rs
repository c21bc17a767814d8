//! The file that names the feeds to read.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Deserializer};
use url::Url;

use super::{FeedError, Item};

/// The feeds to read, as `feeds.toml` names them.
///
/// ```
/// let list = intake::feeds::FeedList::parse("feeds.toml", r#"
///     interval = "15m"
///
///     [[feed]]
///     name = "Amtsblatt"
///     url = "https://amt.example/rss.xml"
///     language = "de"
///     country = "DE"
///
///     [[feed]]
///     name = "The Courier"
///     url = "https://courier.example/sitemap-news.xml"
///     language = "en"
///     country = "GB"
///     interval = "5m"
///     rules = { include = ["/news/"], exclude = ["/live/", "/sport/"], strip_query = true }
/// "#).unwrap();
/// assert_eq!(list.feeds.len(), 2);
/// assert_eq!(list.feeds[0].interval.as_secs(), 900);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeedList {
    /// In the order of the file.
    pub feeds: Vec<Source>,
}

/// One feed of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The outlet or body, as articles name their source.
    pub name: String,
    /// Where the feed is.
    pub url: Url,
    /// The language of its items, as ISO 639-1.
    pub language: Option<String>,
    /// The country of the outlet, as ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// How often it is read.
    pub interval: Duration,
    /// What to take from it.
    pub rules: Rules,
}

/// What to take from a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Only items whose address contains one of these; all if there are none.
    pub include: Vec<String>,
    /// No items whose address contains one of these.
    pub exclude: Vec<String>,
    /// The feed brings the whole text: pages are not fetched.
    pub full_text: bool,
    /// Addresses are taken without what follows `?`.
    pub strip_query: bool,
    /// No more than the first so many items.
    pub max_items: Option<usize>,
}

impl Rules {
    /// The items that are to be taken, with their addresses as they are to be fetched.
    pub fn select(&self, items: Vec<Item>) -> Vec<Item> {
        let wanted = |item: &Item| {
            let url = item.url.as_ref().map_or("", |url| url.as_str());
            let has = |parts: &[String]| parts.iter().any(|part| url.contains(part.as_str()));
            (self.include.is_empty() || has(&self.include)) && !has(&self.exclude)
        };
        let mut items: Vec<Item> = items.into_iter().filter(wanted).collect();
        items.truncate(self.max_items.unwrap_or(usize::MAX));
        for item in items.iter_mut().filter(|_| self.strip_query) {
            if let Some(url) = &mut item.url {
                url.set_query(None);
            }
        }
        items
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default = "usual")]
    interval: Interval,
    #[serde(default)]
    feed: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    url: String,
    language: Option<String>,
    country: Option<String>,
    interval: Option<Interval>,
    #[serde(default)]
    rules: Rules,
}

#[derive(Clone, Copy)]
struct Interval(Duration);

fn usual() -> Interval {
    Interval(Duration::from_secs(900))
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = text.parse::<jiff::SignedDuration>().ok();
        let duration = parsed.and_then(|duration| Duration::try_from(duration).ok());
        let duration = duration.filter(|duration| duration.as_secs() >= 1);
        let wrong = || serde::de::Error::custom(format!("`{text}` is no interval; write \"15m\""));
        duration.map(Interval).ok_or_else(wrong)
    }
}

impl FeedList {
    /// Reads a list; `name` stands in messages.
    pub fn parse(name: &str, text: &str) -> Result<Self, FeedError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| {
                1 + text.get(..span.start).map_or(0, |before| before.matches('\n').count())
            });
            let place = line.map(|line| format!(" in line {line}")).unwrap_or_default();
            let reason = format!("{}{place}", error.message().replace('\n', " "));
            FeedError::List { name: name.to_owned(), reason }
        })?;
        let mut seen = HashSet::new();
        let feeds = file.feed.into_iter().map(|entry| {
            let feed = entry.name.clone();
            let wrong = |reason: String| FeedError::Source {
                name: name.to_owned(),
                feed: feed.clone(),
                reason,
            };
            let source = source(entry, file.interval).map_err(wrong)?;
            match seen.insert(source.url.to_string()) {
                true => Ok(source),
                false => {
                    Err(wrong(format!("has an address that is there already ({})", source.url)))
                }
            }
        });
        Ok(FeedList { feeds: feeds.collect::<Result<_, _>>()? })
    }

    /// Reads a list from a file.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, FeedError> {
        let name = path.as_ref().display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&name, &text),
            Err(source) => Err(FeedError::Unreadable { name, source }),
        }
    }
}

fn source(entry: Entry, usual: Interval) -> Result<Source, String> {
    let url = Url::parse(&entry.url).map_err(|error| format!("has no web address ({error})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has an address that is neither http nor https ({url})"));
    }
    let letters = |code: &str, upper: bool| {
        let fits = |b: u8| if upper { b.is_ascii_uppercase() } else { b.is_ascii_lowercase() };
        code.len() == 2 && code.bytes().all(fits)
    };
    if let Some(code) = entry.language.as_deref().filter(|code| !letters(code, false)) {
        return Err(format!("has the language `{code}`; write it as `de`"));
    }
    if let Some(code) = entry.country.as_deref().filter(|code| !letters(code, true)) {
        return Err(format!("has the country `{code}`; write it as `DE`"));
    }
    Ok(Source {
        name: entry.name,
        url,
        language: entry.language,
        country: entry.country,
        interval: entry.interval.unwrap_or(usual).0,
        rules: entry.rules,
    })
}
