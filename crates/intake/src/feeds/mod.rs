//! Feeds: what a publisher says is new.
//!
//! [`parse`] reads RSS, Atom, JSON Feed and news sitemaps. [`FeedList`] is the file that names the
//! feeds to read, with rules for each.

mod error;
mod list;
mod sitemap;

use feed_rs::model::{self, FeedType};
use jiff::Timestamp;
use record::Moment;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::json::language_code;
use crate::{decode, page};

pub use error::FeedError;
pub use list::{FeedList, Rules, Source};

/// Which format a feed has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedKind {
    /// RSS of any version.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// A sitemap, with or without the elements for news.
    Sitemap,
}

/// What a feed holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Its format.
    pub kind: FeedKind,
    /// Its name.
    pub title: Option<String>,
    /// The language of its items, as ISO 639-1.
    pub language: Option<String>,
    /// Its items, in its order.
    pub items: Vec<Item>,
    /// Further sitemaps that a sitemap names.
    pub more: Vec<Url>,
    /// How often the publisher thinks it is worth asking.
    pub interval: Option<std::time::Duration>,
}

/// One item of a feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What the feed calls it; its address if it has no name.
    pub id: String,
    /// Where the article stands.
    #[serde(with = "url_text")]
    pub url: Option<Url>,
    /// Headline, without markup.
    pub title: String,
    /// A summary, without markup.
    pub summary: String,
    /// The text, if the feed brings it along, without markup.
    pub text: String,
    /// When it was published.
    pub published: Option<Moment>,
    /// When it was changed.
    pub modified: Option<Moment>,
    /// Byline.
    pub author: Option<String>,
    /// The language, as ISO 639-1.
    pub language: Option<String>,
}

/// Reads a feed; `url` is where it was found, `charset` what the server calls its charset.
///
/// ```
/// let feed = r#"<rss version="2.0"><channel><title>Amtsblatt</title><item>
///     <title>Br&#252;cke gesperrt</title><link>/2026/bruecke</link>
///     <pubDate>Tue, 24 Nov 2026 08:00:00 +0100</pubDate></item></channel></rss>"#;
/// let feed = intake::feeds::parse("https://amt.example/rss", feed.as_bytes(), None).unwrap();
/// assert_eq!(feed.items[0].title, "Brücke gesperrt");
/// assert_eq!(feed.items[0].url.as_ref().unwrap().as_str(), "https://amt.example/2026/bruecke");
/// assert_eq!(feed.items[0].published.unwrap().to_string(), "2026-11-24T07:00:00Z");
/// ```
pub fn parse(url: &str, bytes: &[u8], charset: Option<&str>) -> Result<Feed, FeedError> {
    let base = Url::parse(url).ok();
    let (text, _) = decode::decode_as(bytes, charset);
    // The text is UTF-8 by now, whatever it says.
    let text = without_declaration(text.trim_start());
    if text.is_empty() {
        return Err(FeedError::Empty { url: url.to_owned() });
    }
    if sitemap::is_sitemap(text) {
        return sitemap::parse(url, text, base.as_ref());
    }
    let parser = feed_rs::parser::Builder::new().base_uri(Some(url)).build();
    let feed = parser.parse(text.as_bytes()).map_err(|error| FeedError::NotAFeed {
        url: url.to_owned(),
        reason: reason(text, &error.to_string()),
    })?;
    let language = feed.language.as_deref().and_then(language_code);
    let items = feed.entries.into_iter().map(|entry| item(entry, base.as_ref())).collect();
    Ok(Feed {
        kind: match feed.feed_type {
            FeedType::Atom => FeedKind::Atom,
            FeedType::JSON => FeedKind::Json,
            _ => FeedKind::Rss,
        },
        title: feed.title.map(|title| plain(&title.content)).filter(|title| !title.is_empty()),
        language,
        items,
        more: Vec::new(),
        interval: feed.ttl.map(|minutes| std::time::Duration::from_secs(u64::from(minutes) * 60)),
    })
}

fn reason(text: &str, error: &str) -> String {
    let head: String = text.chars().take(500).collect::<String>().to_ascii_lowercase();
    if head.contains("<!doctype html") || head.contains("<html") {
        return "it is a web page".into();
    }
    let line = error.lines().next().unwrap_or("").trim_end_matches('.');
    line.chars().take(120).collect()
}

fn without_declaration(text: &str) -> &str {
    match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(text, |(_, rest)| rest.trim_start()),
        None => text,
    }
}

fn item(entry: model::Entry, base: Option<&Url>) -> Item {
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .or_else(|| entry.links.iter().find(|link| link.rel.as_deref() == Some("self")))
        .map(|link| link.href.as_str())
        // In RSS the name may be the address.
        .or_else(|| Some(entry.id.as_str()).filter(|id| id.starts_with("http")));
    let url = link.and_then(|link| address(link, base));
    let author = entry.authors.iter().filter_map(|person| {
        let name = person.name.as_deref().or(person.email.as_deref())?.trim();
        Some(name.to_owned()).filter(|name| !name.is_empty())
    });
    let author = author.collect::<Vec<_>>().join(", ");
    let body = entry.content.and_then(|content| content.body);
    Item {
        id: match (entry.id.is_empty(), &url) {
            (true, Some(url)) => url.to_string(),
            _ => entry.id,
        },
        title: entry.title.map(|title| plain(&title.content)).unwrap_or_default(),
        summary: entry.summary.map(|summary| plain(&summary.content)).unwrap_or_default(),
        text: body.map(|body| paragraphs(&body)).unwrap_or_default(),
        published: entry.published.and_then(|at| moment(at.timestamp())),
        modified: entry.updated.and_then(|at| moment(at.timestamp())),
        author: Some(author).filter(|author| !author.is_empty()),
        language: entry.language.as_deref().and_then(language_code),
        url,
    }
}

fn moment(seconds: i64) -> Option<Moment> {
    Timestamp::from_second(seconds).ok().map(Moment::Instant)
}

/// An address of the web, absolute and without its fragment.
pub(crate) fn address(link: &str, base: Option<&Url>) -> Option<Url> {
    let link = link.trim();
    let mut url = match base {
        Some(base) => base.join(link).ok()?,
        None => Url::parse(link).ok()?,
    };
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// One line without markup.
fn plain(html: &str) -> String {
    page::one_line(&page::bare_text(html))
}

fn paragraphs(html: &str) -> String {
    page::paragraphs(&page::bare_text(html), "")
}

/// Addresses as text, for [`Item`]s that are kept.
mod url_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use url::Url;

    pub fn serialize<S: Serializer>(url: &Option<Url>, serializer: S) -> Result<S::Ok, S::Error> {
        url.as_ref().map(Url::as_str).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Url>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| Url::parse(&text).map_err(serde::de::Error::custom)).transpose()
    }
}
