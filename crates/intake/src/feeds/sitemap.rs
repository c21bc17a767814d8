//! Sitemaps, with the elements for news (sitemaps.org 0.9, Google News 0.9).

use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use super::{Feed, FeedError, FeedKind, Item, address};
use crate::json::language_code;
use crate::xml;

/// A sitemap has no more addresses than this.
const MAX_ITEMS: usize = 50_000;

/// Whether a text without its XML declaration begins as a sitemap.
pub(super) fn is_sitemap(text: &str) -> bool {
    let mut rest = text.trim_start();
    // Comments, style sheets and the like before the first element.
    while rest.starts_with("<!") || rest.starts_with("<?") {
        let close = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, after)) = rest.split_once(close) else { return false };
        rest = after.trim_start();
    }
    let Some(rest) = rest.strip_prefix('<') else { return false };
    let name = rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or("");
    let name = name.rsplit(':').next().unwrap_or("");
    matches!(name, "urlset" | "sitemapindex")
}

/// Reads a sitemap or an index of sitemaps. Entities are not resolved, except the five of XML and
/// characters by number.
pub(super) fn parse(url: &str, text: &str, base: Option<&Url>) -> Result<Feed, FeedError> {
    let broken = |reason: String| FeedError::NotAFeed { url: url.to_owned(), reason };
    let mut reader = Reader::from_str(text);
    let mut feed = Feed {
        kind: FeedKind::Sitemap,
        title: None,
        language: None,
        items: Vec::new(),
        more: Vec::new(),
        interval: None,
    };
    let mut path: Vec<String> = Vec::new();
    let mut content = String::new();
    let mut item = Item::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                path.push(tag.local_name().as_ref().to_ascii_lowercase());
                content.clear();
                if path.len() == 2 {
                    item = Item::default();
                }
            }
            Ok(Event::End(_)) => {
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                match names[..] {
                    ["urlset", "url"] => feed.items.extend(finished(std::mem::take(&mut item))),
                    ["sitemapindex", "sitemap", "loc"] => {
                        feed.more.extend(address(&content, base));
                    }
                    ["urlset", "url", ref rest @ ..] => fill(&mut item, rest, &content, base),
                    _ => {}
                }
                path.pop();
                content.clear();
            }
            Ok(Event::Eof) => break,
            Ok(event) => xml::add_text(&mut content, &event),
            // What came before the break is kept; if nothing did, it is no sitemap.
            Err(_) if !feed.items.is_empty() || !feed.more.is_empty() => break,
            Err(error) => {
                return Err(broken(xml::reason(&error)));
            }
        }
        if feed.items.len() + feed.more.len() >= MAX_ITEMS {
            break;
        }
    }
    Ok(feed)
}

fn fill(item: &mut Item, path: &[&str], content: &str, base: Option<&Url>) {
    let content = content.trim();
    match path {
        ["loc"] => item.url = address(content, base),
        ["lastmod"] => item.modified = content.parse().ok(),
        ["news", "publication_date"] => item.published = content.parse().ok(),
        ["news", "title"] => item.title = content.split_whitespace().collect::<Vec<_>>().join(" "),
        ["news", "publication", "language"] => item.language = language_code(content),
        _ => {}
    }
}

fn finished(mut item: Item) -> Option<Item> {
    item.id = item.url.as_ref()?.to_string();
    Some(item)
}
