//! One feed, read once, with the pages that it names.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use record::{Article, Moment};
use url::Url;

use super::state::{Seen, State, listed_as};
use super::{Found, Sink, Stop, Watch};
use crate::feeds::{self, Feed, FeedKind, Item, Source};
use crate::fetch::{Answer, FetchError, Validators};
use crate::{Input, read_page};

/// Of an index of sitemaps, so many are read: the newest stand first.
const MAX_SITEMAPS: usize = 3;
/// The wait before an item is tried again, the first time.
const FIRST_WAIT: Duration = Duration::from_secs(60);

/// What came of an item.
enum Outcome {
    /// An article, that was taken or that was there already.
    Article(String),
    /// Nothing, and nothing will.
    Nothing(String),
    /// Nothing yet; for how long, if the host says so.
    Later(String, Option<Duration>),
}

impl Watch {
    /// Reads a feed, and the pages that it names and that have not been read.
    pub(super) fn round(&self, source: &Source, sink: &dyn Sink, stop: &Stop) {
        let key = source.url.as_str();
        let (validators, moved) = {
            let mut shared = self.lock();
            let feed = shared.state.feeds.entry(key.to_owned()).or_default();
            (feed.validators.clone(), feed.moved.clone())
        };
        let url = moved.unwrap_or_else(|| key.to_owned());
        match self.fetch_feed(&url, &validators) {
            Ok(read) => self.listed(source, read),
            Err((sentence, wait)) => {
                sink.problem(&source.name, &sentence);
                self.fail(&mut self.lock().state, source, sentence, wait);
            }
        }
        self.read_pending(source, sink, stop);
    }

    /// A feed that failed: it is due again after a wait that doubles, or that its host asks for.
    pub(super) fn fail(
        &self,
        state: &mut State,
        source: &Source,
        sentence: String,
        wait: Option<Duration>,
    ) {
        let feed = state.feeds.entry(source.url.to_string()).or_default();
        let doubled = source.interval.saturating_mul(1 << feed.errors.min(10));
        feed.errors = feed.errors.saturating_add(1);
        feed.last_error = Some(sentence);
        let wait = wait.unwrap_or(doubled.min(self.options.max_wait.max(source.interval)));
        feed.next = Some(after(wait));
    }

    fn fetch_feed(
        &self,
        url: &str,
        known: &Validators,
    ) -> Result<Read, (String, Option<Duration>)> {
        let failed = |error: FetchError| (error.to_string(), pause(&error));
        let fetched = match self.client.get(url, known).map_err(failed)? {
            Answer::NotModified => return Ok(Read::default()),
            Answer::Content(fetched) => fetched,
        };
        let found = fetched.url.as_str();
        let mut feed = feeds::parse(found, &fetched.bytes, fetched.charset.as_deref())
            .map_err(|error| (error.to_string(), None))?;
        if feed.kind == FeedKind::Sitemap {
            for url in feed.more.drain(..).take(MAX_SITEMAPS).collect::<Vec<Url>>() {
                let answer = self.client.get(url.as_str(), &Validators::default());
                if let Ok(Answer::Content(map)) = answer
                    && let Ok(more) = feeds::parse(url.as_str(), &map.bytes, None)
                {
                    feed.items.extend(more.items);
                }
            }
        }
        Ok(Read {
            feed: Some(feed),
            validators: Some(fetched.validators),
            moved: fetched.moved.map(String::from),
            max_age: fetched.max_age,
        })
    }

    /// Takes over what a feed lists. Validators and items go into the state together: an item that
    /// is not read now is not lost when the feed is unchanged next time.
    fn listed(&self, source: &Source, read: Read) {
        let now = Timestamp::now();
        let mut shared = self.lock();
        let language = read.feed.as_ref().and_then(|feed| feed.language.clone());
        let mut items = read.feed.map(|feed| source.rules.select(feed.items)).unwrap_or_default();
        for item in &mut items {
            item.language =
                item.language.take().or(source.language.clone()).or_else(|| language.clone());
        }
        let recheck = &self.options.recheck;
        shared.state.list(source.url.as_str(), items, recheck, now);
        let feed = shared.state.feeds.entry(source.url.to_string()).or_default();
        feed.validators = read.validators.unwrap_or_else(|| feed.validators.clone());
        feed.moved = read.moved.or(feed.moved.take());
        feed.last_success = Some(now);
        (feed.errors, feed.last_error) = (0, None);
        // A server that asks for more patience gets some.
        let asked = read.max_age.unwrap_or_default().min(source.interval.saturating_mul(4));
        feed.next = Some(after(source.interval.max(asked)));
    }

    fn read_pending(&self, source: &Source, sink: &dyn Sink, stop: &Stop) {
        let now = Timestamp::now();
        let due: Vec<(String, Item, bool)> = {
            let shared = self.lock();
            let feed = shared.state.feeds.get(source.url.as_str());
            let pending = feed.into_iter().flat_map(|feed| &feed.pending);
            let due = pending.filter(|(_, pending)| pending.next.is_none_or(|next| next <= now));
            due.map(|(key, pending)| (key.clone(), pending.item.clone(), pending.again)).collect()
        };
        for (key, item, again) in due {
            if stop.is_stopped() {
                break;
            }
            let (known, busy) = {
                let mut shared = self.lock();
                let known = shared.state.pages.get(&key).cloned();
                (known, !shared.reading.insert(key.clone()))
            };
            // Another feed names the same page: it is read there, and known here the next time.
            if busy {
                continue;
            }
            let same = known.as_ref().is_some_and(|seen| seen.listed_as == listed_as(&item));
            let previous = known.and_then(|seen| seen.article);
            let outcome = match (same && !again, &previous) {
                (true, Some(id)) => Outcome::Article(id.clone()),
                _ => self.read_item(source, &item, previous, sink),
            };
            self.settle(source, &key, &item, outcome, sink);
        }
        self.lock().state.hurry(source.url.as_str());
    }

    /// Writes down what came of an item.
    fn settle(&self, source: &Source, key: &str, item: &Item, outcome: Outcome, sink: &dyn Sink) {
        let mut shared = self.lock();
        shared.reading.remove(key);
        let max_tries = self.options.max_tries;
        let state = &mut shared.state;
        let feed = state.feeds.entry(source.url.to_string()).or_default();
        let mut problem = None;
        let article = match outcome {
            Outcome::Article(id) => Some(id),
            Outcome::Nothing(sentence) => {
                feed.failed += 1;
                problem = Some(sentence);
                None
            }
            Outcome::Later(sentence, wait) => {
                problem = Some(sentence);
                if let Some(pending) = feed.pending.get_mut(key) {
                    // A host that asks for time has not failed.
                    pending.tries += u32::from(wait.is_none());
                    let doubled = FIRST_WAIT.saturating_mul(1 << pending.tries.min(10));
                    pending.next = Some(after(wait.unwrap_or(doubled)));
                    if pending.tries < max_tries {
                        drop(shared);
                        sink.problem(&source.name, &problem.unwrap_or_default());
                        return;
                    }
                }
                feed.failed += 1;
                None
            }
        };
        feed.pending.remove(key);
        let now = Timestamp::now();
        let seen = state.pages.entry(key.to_owned()).or_insert_with(|| Seen {
            listed_as: String::new(),
            listed: now,
            read: now,
            checks: 0,
            article: None,
        });
        (seen.listed_as, seen.listed) = (listed_as(item), now);
        // A page that cannot be read any more was an article all the same.
        seen.article = article.or(seen.article.take());
        drop(shared);
        if let Some(sentence) = problem {
            sink.problem(&source.name, &sentence);
        }
    }

    fn read_item(
        &self,
        source: &Source,
        item: &Item,
        previous: Option<String>,
        sink: &dyn Sink,
    ) -> Outcome {
        let from_feed = source.rules.full_text && !item.text.is_empty() || item.url.is_none();
        let read = if from_feed { self.of_item(item) } else { self.of_page(item) };
        let mut input = match read {
            Ok(input) => input,
            Err(outcome) => return outcome,
        };
        fill(&mut input.article, item, source);
        let id = input.article.id.clone();
        // The same article at another address, or a page that was listed anew without a change.
        if !self.lock().ids.insert(id.clone()) {
            return Outcome::Article(id);
        }
        let previous = previous.filter(|previous| *previous != id);
        let (feed, country) = (source.name.clone(), source.country.clone());
        let found = Found { feed, country, input, previous };
        let take = std::panic::AssertUnwindSafe(|| sink.article(found));
        let taken = std::panic::catch_unwind(take)
            .unwrap_or_else(|_| Err(format!("{} could not be taken", source.name)));
        match taken {
            Ok(()) => {
                let mut shared = self.lock();
                shared.state.feeds.entry(source.url.to_string()).or_default().articles += 1;
                Outcome::Article(id)
            }
            Err(sentence) => {
                self.lock().ids.remove(&id);
                // What cannot be taken is kept, however often.
                Outcome::Later(sentence, Some(FIRST_WAIT))
            }
        }
    }

    fn of_item(&self, item: &Item) -> Result<Input, Outcome> {
        let text = if item.text.is_empty() { item.summary.clone() } else { item.text.clone() };
        if text.is_empty() {
            return Err(Outcome::Nothing(format!("{} has no text in its feed", item.id)));
        }
        let article = Article { title: item.title.clone(), text, ..Article::default() };
        Input::new(item.id.clone(), article, Vec::new(), &self.options.read)
            .map_err(|error| Outcome::Nothing(error.to_string()))
    }

    fn of_page(&self, item: &Item) -> Result<Input, Outcome> {
        let url = item.url.as_ref().map(|url| url.as_str()).unwrap_or_default();
        let answer = self.client.get(url, &Validators::default()).map_err(|error| {
            match error.may_pass() {
                true => Outcome::Later(error.to_string(), pause(&error)),
                false => Outcome::Nothing(error.to_string()),
            }
        })?;
        let Answer::Content(page) = answer else {
            return Err(Outcome::Nothing(format!("{url} gave no content")));
        };
        let charset = page.charset.as_deref();
        let read = read_page(page.url.as_str(), &page.bytes, charset, &self.options.read);
        let mut input = read.map_err(|error| Outcome::Nothing(error.to_string()))?;
        input.article.retrieved = Some(Moment::Instant(page.retrieved));
        Ok(input)
    }
}

/// What was read from a feed.
#[derive(Default)]
struct Read {
    feed: Option<Feed>,
    validators: Option<Validators>,
    moved: Option<String>,
    max_age: Option<Duration>,
}

/// Fills what the page does not say from what the feed says, and gives the id anew.
fn fill(article: &mut Article, item: &Item, source: &Source) {
    if article.title.is_empty() {
        article.title.clone_from(&item.title);
    }
    // A feed gives the moment where a page may give only the day.
    if !matches!(article.published, Some(Moment::Instant(_))) {
        article.published = item.published.or(article.published);
    }
    article.modified = article.modified.or(item.modified);
    article.author = article.author.take().or_else(|| item.author.clone());
    article.language = article.language.take().or_else(|| item.language.clone());
    article.source = article.source.take().or_else(|| Some(source.name.clone()));
    article.url = article.url.take().or_else(|| item.url.as_ref().map(|url| url.to_string()));
    article.id = article.content_id();
}

/// The wait that a host asks for.
fn pause(error: &FetchError) -> Option<Duration> {
    match error {
        FetchError::Later { seconds, .. } => Some(Duration::from_secs(*seconds)),
        _ => None,
    }
}

fn after(wait: Duration) -> Timestamp {
    let now = Timestamp::now();
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}
