//! Articles in web pages.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use html_escape::decode_html_entities;
use record::Article;
use trafilatura::ExtractResult;

use crate::json::{language_code, moment};
use crate::{Flaw, Input, IntakeError, Options};

/// Deeper than this, no page of an article is nested.
const MAX_DEPTH: usize = 500;
/// More elements than this, no page of an article has.
const MAX_ELEMENTS: usize = 300_000;
/// Structured data larger than this is left out.
const MAX_SCRIPT: usize = 500_000;
/// When so many pages are being searched beyond their time, further ones are not searched.
const MAX_STUCK: usize = 4;
/// Pages in which the main text is being searched.
static SEARCHED: AtomicUsize = AtomicUsize::new(0);

/// One article: the main text of the page, and what the page says about itself.
pub(crate) fn read(name: &str, html: String, options: &Options) -> Result<Input, IntakeError> {
    let name = name.to_owned();
    let html = without_scripts(without_declaration(&html));
    let head = Head::of(&html);
    let mut flaws = Vec::new();
    let (depth, elements) = measure(&html);
    let stuck = SEARCHED.load(Ordering::Relaxed) >= MAX_STUCK;
    let (text, found) = if depth > MAX_DEPTH || elements > MAX_ELEMENTS || stuck {
        flaws.push(Flaw::BareText);
        (bare_text(&html), None)
    } else {
        match main_text(html.clone(), options) {
            Some(Some(found)) => (bare_text(&found.content_html), Some(found)),
            Some(None) => (String::new(), None),
            None => {
                return Err(IntakeError::TooSlow { name, seconds: options.page_time.as_secs() });
            }
        }
    };
    let metadata = found.map(|found| found.metadata).unwrap_or_default();
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let title = head.meta("og:title").or_else(|| filled(metadata.title.clone()));
    let title = one_line(&title.or_else(|| head.title.clone()).unwrap_or_default());
    let text = paragraphs(&text, &title);
    if text.is_empty() {
        return Err(IntakeError::NoMainText { name });
    }
    let published = head.first(&[
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
    ]);
    let published = published.and_then(|value| moment("published", &value, &mut flaws));
    let guessed = metadata.date.and_then(|date| date.to_string().parse().ok());
    let modified = head.first(&["article:modified_time", "datemodified", "og:updated_time"]);
    let language = head.language.clone().or_else(|| head.meta("og:locale"));
    let article = Article {
        id: String::new(),
        language: language
            .or_else(|| filled(metadata.language))
            .and_then(|tag| language_code(&tag)),
        published: published.or(guessed),
        title,
        text,
        modified: modified.and_then(|value| moment("modified", &value, &mut flaws)),
        url: head
            .canonical
            .clone()
            .or_else(|| head.meta("og:url"))
            .or_else(|| filled(metadata.url)),
        source: head.meta("og:site_name").or_else(|| filled(metadata.sitename)),
        author: filled(metadata.author).or_else(|| head.meta("author")),
        retrieved: None,
        corrects: None,
    };
    Input::new(name, article, flaws, options)
}

/// The main text, found on a thread with a large stack. `None` if that takes too long; the thread
/// is then left to itself. `Some(None)` if there is no main text or the finder gave up.
fn main_text(html: String, options: &Options) -> Option<Option<ExtractResult>> {
    let (sender, receiver) = mpsc::channel();
    SEARCHED.fetch_add(1, Ordering::Relaxed);
    let work = move || {
        let _searching = Searching;
        let options =
            trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        // The receiver is gone only after the time limit.
        let _ = sender.send(trafilatura::extract(&html, &options).ok());
    };
    let builder = thread::Builder::new().name("page".into()).stack_size(256 << 20);
    if builder.spawn(work).is_err() {
        // The work, and with it the guard, was dropped unrun.
        SEARCHED.fetch_sub(1, Ordering::Relaxed);
        return Some(None);
    }
    match receiver.recv_timeout(options.page_time) {
        Ok(found) => Some(found),
        // The thread ended without an answer: it panicked.
        Err(mpsc::RecvTimeoutError::Disconnected) => Some(None),
        Err(mpsc::RecvTimeoutError::Timeout) => None,
    }
}

/// Counts a page as searched until it ends, also by a panic.
struct Searching;

impl Drop for Searching {
    fn drop(&mut self) {
        SEARCHED.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Paragraphs with an empty line between them, without the title and the kicker above it.
fn paragraphs(text: &str, title: &str) -> String {
    const KICKERS: usize = 3;
    let mut lines: Vec<String> =
        text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    if let Some(at) = lines.iter().take(KICKERS).position(|line| line == title)
        && at + 1 < lines.len()
    {
        lines.drain(..=at);
    }
    lines.join("\n\n")
}

/// Runs of white space become one space, control characters vanish.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(char::is_control, "")
}

/// The page after its `<!DOCTYPE ...>`, which may hold definitions of its own.
fn without_declaration(html: &str) -> &str {
    let page = html.trim_start();
    if !page.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case("<!doctype")) {
        return html;
    }
    let Some(end) = page.find(['[', '>']) else { return html };
    if page[end..].starts_with('>') {
        return &page[end + 1..];
    }
    let close = page[end..].find("]>").map(|close| end + close + 2);
    close.map_or(html, |close| &page[close..])
}

/// Where a tag begins at or after `from`: its first byte, the byte after it, its name in lower
/// case and whether it closes.
fn next_tag(html: &str, from: usize) -> Option<(usize, usize, String, bool)> {
    let bytes = html.as_bytes();
    let mut at = from;
    loop {
        at += html.get(at..)?.find('<')?;
        if html[at..].starts_with("<!--") {
            at = html[at..].find("-->").map_or(html.len(), |end| at + end + 3);
            continue;
        }
        let closes = bytes.get(at + 1) == Some(&b'/');
        let begin = at + 1 + usize::from(closes);
        let length =
            bytes[begin..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let name = html[begin..begin + length].to_ascii_lowercase();
        let end = html[begin..].find('>').map_or(html.len(), |end| begin + end + 1);
        return Some((at, end, name, closes));
    }
}

/// The page without scripts and styles, except structured data about the article.
fn without_scripts(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    while let Some((begin, end, name, closes)) = next_tag(html, at) {
        if closes || !matches!(name.as_str(), "script" | "style" | "noscript" | "svg" | "template")
        {
            kept.push_str(&html[at..end]);
            at = end;
            continue;
        }
        kept.push_str(&html[at..begin]);
        let close = format!("</{name}");
        let stop = find_ignoring_case(html, end, &close);
        let after = stop.map_or(html.len(), |stop| {
            html[stop..].find('>').map_or(html.len(), |close| stop + close + 1)
        });
        let tag = html[begin..end].to_ascii_lowercase();
        if tag.contains("application/ld+json") && after - begin < MAX_SCRIPT {
            kept.push_str(&html[begin..after]);
        }
        at = after;
    }
    kept.push_str(&html[at.min(html.len())..]);
    kept
}

fn find_ignoring_case(html: &str, from: usize, needle: &str) -> Option<usize> {
    let (bytes, needle) = (html.as_bytes(), needle.as_bytes());
    let found =
        bytes.get(from..)?.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))?;
    Some(from + found)
}

/// How deep the elements can be nested at most, and how many there are.
fn measure(html: &str) -> (usize, usize) {
    const FLAT: [&str; 25] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody",
        "thead", "colgroup",
    ];
    let (mut depth, mut deepest, mut elements, mut at) = (0_usize, 0, 0, 0);
    while let Some((_, end, name, closes)) = next_tag(html, at) {
        at = end;
        if FLAT.contains(&name.as_str()) {
            elements += usize::from(!closes);
        } else if closes {
            depth = depth.saturating_sub(1);
        } else {
            elements += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    (deepest, elements)
}

/// All text of a page, a line for each block.
fn bare_text(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    // What is never closed is searched for only once.
    let mut unclosed: Vec<String> = Vec::new();
    while let Some((begin, end, name, closes)) = next_tag(html, at) {
        push_text(&mut text, &html[at..begin]);
        at = end;
        let inline =
            matches!(name.as_str(), "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "font");
        text.push_str(if inline { "" } else { "\n" });
        let passed = matches!(name.as_str(), "head" | "title" | "nav" | "footer" | "script");
        if !closes && passed && !unclosed.contains(&name) {
            match find_ignoring_case(html, at, &format!("</{name}")) {
                Some(close) => at = close,
                None => unclosed.push(name),
            }
        }
    }
    push_text(&mut text, &html[at.min(html.len())..]);
    decode_html_entities(&text).into_owned()
}

/// In HTML a line end is a space.
fn push_text(text: &mut String, more: &str) {
    text.extend(more.chars().map(|c| if c == '\n' { ' ' } else { c }));
}

/// What a page says about itself.
#[derive(Debug, Default)]
struct Head {
    metas: Vec<(String, String)>,
    language: Option<String>,
    canonical: Option<String>,
    title: Option<String>,
}

impl Head {
    fn of(html: &str) -> Head {
        let mut head = Head::default();
        let mut titled = false;
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
                "time" => {
                    let published = value("itemprop").is_some_and(|i| i == "datePublished")
                        || value("pubdate").is_some();
                    if let Some(content) = value("datetime").filter(|_| published) {
                        head.metas.push(("datepublished".into(), content));
                    }
                }
                "script" => {
                    let close = find_ignoring_case(html, end, "</script").unwrap_or(html.len());
                    for key in ["datePublished", "dateModified"] {
                        if let Some(date) = json_string(&html[end..close], key) {
                            head.metas.push((key.to_lowercase(), date));
                        }
                    }
                    at = close;
                }
                _ => {}
            }
        }
        head
    }

    fn meta(&self, key: &str) -> Option<String> {
        let found =
            self.metas.iter().find(|(known, value)| known == key && !value.trim().is_empty());
        found.map(|(_, value)| value.trim().to_owned())
    }

    fn first(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.meta(key))
    }
}

/// The value of `"key": "value"` in JSON.
fn json_string(json: &str, key: &str) -> Option<String> {
    let after = json.split(&format!("\"{key}\"")).nth(1)?.trim_start().strip_prefix(':')?;
    let value = after.trim_start().strip_prefix('"')?;
    Some(value[..value.find('"')?].to_owned())
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, key: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = find_ignoring_case(tag, from, key) {
        from = at + key.len();
        let begins = tag[..at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let Some(value) = tag[from..].trim_start().strip_prefix('=').filter(|_| begins) else {
            continue;
        };
        let value = value.trim_start();
        let quoted = value
            .strip_prefix('"')
            .map(|v| (v, '"'))
            .or_else(|| value.strip_prefix('\'').map(|v| (v, '\'')));
        let value = match quoted {
            Some((value, quote)) => &value[..value.find(quote)?],
            None => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
        };
        return Some(decode_html_entities(value.trim()).into_owned())
            .filter(|value| !value.is_empty());
    }
    None
}
