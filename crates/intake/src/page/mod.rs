//! Articles in web pages.

mod byline;
pub(crate) mod dates;
mod head;
mod linked;
mod paywall;
mod scan;
mod trim;

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use record::{Article, Moment};
use trafilatura::ExtractResult;
use url::Url;

use crate::json::language_code;
use crate::{Flaw, Input, IntakeError, Options};
use head::Head;
pub(crate) use scan::bare_text;

/// Deeper than this, no page of an article is nested.
const MAX_DEPTH: usize = 500;
/// More elements than this, no page of an article has.
const MAX_ELEMENTS: usize = 300_000;
/// Fields with the time of publication, the surest first.
const PUBLISHED: [&str; 13] = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publication_date",
];
/// Fields with the time of the last change.
const MODIFIED: [&str; 5] = [
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "last-modified",
    "dcterms.modified",
];
/// When so many pages are being searched beyond their time, further ones are not searched.
const MAX_STUCK: usize = 4;
/// Pages in which the main text is being searched beyond their time.
static STUCK: AtomicUsize = AtomicUsize::new(0);

/// One article: the main text of the page, and what the page says about itself.
pub(crate) fn read(name: &str, html: String, options: &Options) -> Result<Input, IntakeError> {
    read_at(name, None, html, options)
}

/// As [`read`], of a page that was found at an address.
pub(crate) fn read_at(
    name: &str,
    url: Option<&Url>,
    html: String,
    options: &Options,
) -> Result<Input, IntakeError> {
    let name = name.to_owned();
    let html = scan::without_scripts(scan::without_declaration(&html));
    let head = Head::of(&html);
    let mut flaws = Vec::new();
    let (depth, elements) = scan::measure(&html);
    let stuck = STUCK.load(Ordering::SeqCst) >= MAX_STUCK;
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
    let filled = |text: String| Some(one_line(&text)).filter(|text| !text.is_empty());
    let title = title(&head, filled(metadata.title));
    let lines = paragraphs(&text, &title).split("\n\n").map(str::to_owned).collect();
    let mut text = trim::trim(lines, &title, &html, &head).join("\n\n");
    if text.is_empty() {
        text = paragraphs(head.linked.body.as_deref().unwrap_or_default(), &title);
    }
    if text.is_empty() {
        return Err(IntakeError::NoMainText { name });
    }
    let (is_stub, text) = paywall::stub(&head, &html, text);
    if is_stub {
        flaws.push(Flaw::Stub);
    }
    let guessed = metadata.date.and_then(|date| date.to_string().parse().ok());
    let address = address(&head, url).or_else(|| filled(metadata.url));
    let path = address.as_deref().and_then(|url| Url::parse(url).ok());
    let published = published(&head, &mut flaws)
        .or_else(|| dates::in_path(path.as_ref().or(url)?.path()))
        .or(guessed);
    let modified = head.linked.modified.iter().cloned().chain(head.all(&MODIFIED));
    let language = head.language.clone().or_else(|| head.meta("og:locale"));
    let language = language.or_else(|| head.linked.language.clone());
    let article = Article {
        id: String::new(),
        language: language
            .or_else(|| filled(metadata.language))
            .and_then(|tag| language_code(&tag)),
        published,
        title,
        text,
        modified: first("modified", modified, &mut flaws),
        url: address,
        source: head
            .meta("og:site_name")
            .or_else(|| head.linked.publisher.clone())
            .or_else(|| filled(metadata.sitename)),
        author: byline::byline(&head, filled(metadata.author)),
        retrieved: None,
        corrects: None,
    };
    Input::new(name, article, flaws, options)
}

/// The headline: what the page gives to others, unless that is cut off.
fn title(head: &Head, guessed: Option<String>) -> String {
    let given = head.meta("og:title").or_else(|| head.linked.headline.clone());
    let given = given.or(guessed).or_else(|| head.title.clone()).unwrap_or_default();
    let given = one_line(&given);
    let shown = head.headline.clone().unwrap_or_default();
    // A kicker within the headline, which the title of the page does without.
    let titled = head.title.as_deref().unwrap_or_default();
    for end in std::iter::once(titled).chain(
        [" | ", " - ", " – ", " — ", " · ", " :: "]
            .iter()
            .filter_map(|sign| Some(titled.rsplit_once(sign)?.0)),
    ) {
        let end = one_line(end);
        let kicker = shown.strip_suffix(&end).map(str::trim);
        if end.chars().count() > 20 && kicker.is_some_and(|kicker| !kicker.is_empty()) {
            return end;
        }
    }
    // `Port shut - The Courier` and `Port shut …` are the headline and something else.
    let longer = given
        .strip_prefix(shown.as_str())
        .is_some_and(|rest| rest.trim_start().starts_with(['|', '-', '–', '—', '·', '•', ':']));
    let cut = given.strip_suffix(['…']).or_else(|| given.strip_suffix("..."));
    let cut = cut.is_some_and(|begin| shown.starts_with(begin.trim_end()));
    match !shown.is_empty() && (given.is_empty() || longer || cut) {
        true => shown,
        false => given,
    }
}

/// Where the article stands: the canonical address of the page, as AMP and print variants name it.
fn address(head: &Head, url: Option<&Url>) -> Option<String> {
    let absolute = |link: String| match url {
        Some(base) => base.join(link.trim()).ok().map(String::from),
        None => Some(link),
    };
    // Some sites name their front page as canonical everywhere.
    let is_article = |link: &String| {
        Url::parse(link).map_or(true, |found| {
            found.path().len() > 1 || url.is_none_or(|url| url.path().len() <= 1)
        })
    };
    let named = [head.canonical.clone(), head.meta("og:url"), head.linked.url.clone()];
    let named = named.into_iter().flatten().filter_map(absolute).find(is_article);
    named.or_else(|| url.map(|url| url.to_string()))
}

/// When the page was published, by the surest place that says it.
fn published(head: &Head, flaws: &mut Vec<Flaw>) -> Option<Moment> {
    let for_machines = head.linked.published.iter().cloned().chain(head.all(&PUBLISHED));
    let for_machines = for_machines.chain(head.times.iter().take(1).cloned());
    first("published", for_machines, flaws)
        .or_else(|| head.dates.iter().find_map(|line| dates::parse(line)))
}

/// The first of some dates; a warning if there are some, and none can be read.
fn first(
    field: &'static str,
    values: impl Iterator<Item = String>,
    flaws: &mut Vec<Flaw>,
) -> Option<Moment> {
    let mut values = values.peekable();
    let begin = values.peek().cloned()?;
    let found = values.find_map(|value| dates::parse(&value));
    if found.is_none() {
        flaws.push(Flaw::Date { field, value: begin.chars().take(60).collect() });
    }
    found
}

/// The main text, found on a thread with a large stack. `None` if that takes too long; the thread
/// is then left to itself. `Some(None)` if there is no main text or the finder gave up.
fn main_text(html: String, options: &Options) -> Option<Option<ExtractResult>> {
    let (sender, receiver) = mpsc::channel();
    let search = Arc::new(AtomicU8::new(RUNS));
    let searching = Searching(search.clone());
    let work = move || {
        let _searching = searching;
        let options =
            trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        // The receiver is gone only after the time limit.
        let _ = sender.send(trafilatura::extract(&html, &options).ok());
    };
    let builder = thread::Builder::new().name("page".into()).stack_size(256 << 20);
    if builder.spawn(work).is_err() {
        return Some(None);
    }
    match receiver.recv_timeout(options.page_time) {
        Ok(found) => Some(found),
        // The thread ended without an answer: it panicked.
        Err(mpsc::RecvTimeoutError::Disconnected) => Some(None),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            STUCK.fetch_add(1, Ordering::SeqCst);
            let late = search.compare_exchange(RUNS, LATE, Ordering::SeqCst, Ordering::SeqCst);
            if late.is_err() {
                STUCK.fetch_sub(1, Ordering::SeqCst);
            }
            None
        }
    }
}

/// A search that is within its time, beyond it, or over.
const RUNS: u8 = 0;
const LATE: u8 = 1;
const OVER: u8 = 2;

/// A search that ends, also by a panic; if it was late, it is no longer stuck.
struct Searching(Arc<AtomicU8>);

impl Drop for Searching {
    fn drop(&mut self) {
        if self.0.swap(OVER, Ordering::SeqCst) == LATE {
            STUCK.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Paragraphs with an empty line between them, without the title and the kicker above it.
pub(crate) fn paragraphs(text: &str, title: &str) -> String {
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
pub(crate) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(|c: char| c.is_control() || c == scan::BREAK, "")
}
