//! The live loop: feeds are polled as they are due, and their new articles handed on.
//!
//! A [`Watch`] polls its feeds from a few threads. A feed that fails is tried again, ever more
//! rarely, and never stops the others. Its [`State`] can be saved at any moment; a watch that
//! starts from it goes on where the other was: nothing is lost, and an article is handed on a
//! second time only if the process ended between handing it on and saving the state. It then has
//! the same id.

mod round;
mod state;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::feeds::Source;
use crate::fetch::Client;
use crate::{Input, Options};

pub use state::{FeedState, Pending, Seen, State};

/// How long a thread sleeps before it looks again for a feed that is due, or for a stop.
const TICK: Duration = Duration::from_millis(100);

/// How to watch.
#[derive(Debug, Clone)]
pub struct WatchOptions {
    /// How pages are read.
    pub read: Options,
    /// How many feeds are read at a time.
    pub threads: usize,
    /// How often an item is tried before it is given up.
    pub max_tries: u32,
    /// How long after it was first read a page that its feed still names is looked at again, for
    /// changes that the feed does not tell.
    pub recheck: Vec<Duration>,
    /// How many pages are remembered.
    pub max_pages: usize,
    /// The longest that a failing feed is left alone.
    pub max_wait: Duration,
}

impl Default for WatchOptions {
    fn default() -> Self {
        WatchOptions {
            read: Options::default(),
            threads: 8,
            max_tries: 6,
            recheck: vec![Duration::from_secs(3600), Duration::from_secs(24 * 3600)],
            max_pages: 500_000,
            max_wait: Duration::from_secs(6 * 3600),
        }
    }
}

/// An article that a watch has found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The name of the feed.
    pub feed: String,
    /// The country of the outlet, if the list of feeds names it.
    pub country: Option<String>,
    /// The article; its `source` is the name of the feed if the page names none.
    pub input: Input,
    /// The id of the article that the same page held before, if this is a new version.
    pub previous: Option<String>,
}

/// Takes what a watch finds. Several threads call it.
pub trait Sink: Sync {
    /// An article. If it cannot be taken, the item is tried again later.
    fn article(&self, found: Found) -> Result<(), String>;

    /// Something that did not work, as one sentence.
    fn problem(&self, feed: &str, sentence: &str) {
        let _ = (feed, sentence);
    }

    /// A moment to save the state: after each feed.
    fn checkpoint(&self, state: &State) {
        let _ = state;
    }
}

/// Stops a watch from another thread or from a signal: items that are being read are finished.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    flag: Arc<AtomicBool>,
}

impl Stop {
    /// Asks the watch to stop.
    pub fn stop(&self) {
        self.flag.store(true, Ordering::SeqCst);
    }

    /// Whether it has been asked to.
    pub fn is_stopped(&self) -> bool {
        self.flag.load(Ordering::SeqCst)
    }
}

/// How a feed does, for a page of status.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedStatus {
    /// The name of the feed.
    pub name: String,
    /// Its address.
    pub url: String,
    /// When it was last read.
    pub last_success: Option<Timestamp>,
    /// When it is due.
    pub next: Option<Timestamp>,
    /// How many articles it has given.
    pub articles: u64,
    /// How many items are waiting.
    pub pending: usize,
    /// How often it has failed in a row.
    pub errors: u32,
    /// Why it failed last.
    pub last_error: Option<String>,
}

/// Polls feeds and hands on their articles.
#[derive(Debug)]
pub struct Watch {
    client: Client,
    feeds: Vec<Source>,
    options: WatchOptions,
    shared: Mutex<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: State,
    /// Feeds that are being read.
    busy: HashSet<usize>,
    /// Feeds that have been read since the start.
    done: HashSet<usize>,
    /// Pages that are being read.
    reading: HashSet<String>,
    /// Ids of articles that have been handed on.
    ids: HashSet<String>,
}

impl Watch {
    /// A watch that goes on from a state; [`State::default`] to begin.
    pub fn new(client: Client, feeds: Vec<Source>, state: State, options: WatchOptions) -> Self {
        let ids = state.pages.values().filter_map(|seen| seen.article.clone()).collect();
        let shared = Mutex::new(Shared { state, ids, ..Shared::default() });
        Watch { client, feeds, options, shared }
    }

    /// Polls the feeds as they are due, until it is stopped.
    pub fn run(&self, sink: &dyn Sink, stop: &Stop) {
        self.work(sink, stop, false);
    }

    /// Polls each feed once, whether it is due or not.
    pub fn once(&self, sink: &dyn Sink, stop: &Stop) {
        self.lock().done.clear();
        self.work(sink, stop, true);
    }

    /// A copy of the state, to be saved.
    pub fn state(&self) -> State {
        self.lock().state.clone()
    }

    /// How each feed does, in the order of the list.
    pub fn status(&self) -> Vec<FeedStatus> {
        let shared = self.lock();
        let status = |source: &Source| {
            let url = source.url.to_string();
            let feed = shared.state.feeds.get(&url).cloned().unwrap_or_default();
            FeedStatus {
                name: source.name.clone(),
                url,
                last_success: feed.last_success,
                next: feed.next,
                articles: feed.articles,
                pending: feed.pending.len(),
                errors: feed.errors,
                last_error: feed.last_error,
            }
        };
        self.feeds.iter().map(status).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, sink: &dyn Sink, stop: &Stop, once: bool) {
        let threads = self.options.threads.clamp(1, self.feeds.len().max(1));
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| self.worker(sink, stop, once));
            }
        });
        let mut shared = self.lock();
        shared.state.forget(self.options.max_pages);
        sink.checkpoint(&shared.state);
    }

    fn worker(&self, sink: &dyn Sink, stop: &Stop, once: bool) {
        while !stop.is_stopped() {
            let Some(index) = self.take(once) else {
                if once || self.feeds.is_empty() {
                    return;
                }
                thread::sleep(TICK);
                continue;
            };
            // A feed that makes the reader panic is one that failed.
            let round = || self.round(&self.feeds[index], sink, stop);
            let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(round));
            let mut shared = self.lock();
            shared.busy.remove(&index);
            shared.done.insert(index);
            if read.is_err() {
                // Which page it was is not known; that one is read twice is guarded against by id.
                shared.reading.clear();
                let source = &self.feeds[index];
                self.fail(&mut shared.state, source, "it could not be read".into(), None);
            }
            shared.state.forget(self.options.max_pages);
            sink.checkpoint(&shared.state);
        }
    }

    /// The feed that has been due for longest.
    fn take(&self, once: bool) -> Option<usize> {
        let mut shared = self.lock();
        let now = Timestamp::now();
        let due = |index: &usize| {
            let feed = shared.state.feeds.get(self.feeds[*index].url.as_str());
            feed.and_then(|feed| feed.next)
        };
        let index = (0..self.feeds.len())
            .filter(|index| !shared.busy.contains(index))
            .filter(|index| match once {
                true => !shared.done.contains(index),
                false => due(index).is_none_or(|next| next <= now),
            })
            .min_by_key(due)?;
        shared.busy.insert(index);
        Some(index)
    }
}
