//! What a watch remembers, so that it goes on after a restart.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::feeds::Item;
use crate::fetch::Validators;

/// All that a watch remembers. Whenever it is saved, each item that a feed has named is either in
/// `pages`, and done, or in the `pending` of its feed, and will be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The feeds, by address.
    #[serde(default)]
    pub feeds: BTreeMap<String, FeedState>,
    /// The pages that have been dealt with, by address.
    #[serde(default)]
    pub pages: BTreeMap<String, Seen>,
}

/// What is known of a feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedState {
    /// To ask again with.
    #[serde(default)]
    pub validators: Validators,
    /// Where the feed has moved to for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// When it was last read, or was said to be unchanged.
    #[serde(default)]
    pub last_success: Option<Timestamp>,
    /// When it is due.
    #[serde(default)]
    pub next: Option<Timestamp>,
    /// How often it has failed in a row.
    #[serde(default)]
    pub errors: u32,
    /// Why it failed last, if it has not been read since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// How many articles it has given.
    #[serde(default)]
    pub articles: u64,
    /// How many of its items gave none.
    #[serde(default)]
    pub failed: u64,
    /// Items that have still to be read, by address.
    #[serde(default)]
    pub pending: BTreeMap<String, Pending>,
}

/// An item that has still to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// What the feed says of it.
    pub item: Item,
    /// How often it was tried.
    #[serde(default)]
    pub tries: u32,
    /// When it may be tried again.
    #[serde(default)]
    pub next: Option<Timestamp>,
    /// Whether it was read before, and is only looked at again.
    #[serde(default)]
    pub again: bool,
}

/// A page that has been dealt with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// What the feed said of it: another title or time means another version.
    pub listed_as: String,
    /// When a feed last named it.
    pub listed: Timestamp,
    /// When it was first read.
    pub read: Timestamp,
    /// How often it was looked at again.
    #[serde(default)]
    pub checks: usize,
    /// The article that came of it; none if none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

impl Seen {
    fn age(&self, now: Timestamp) -> Duration {
        Duration::try_from(now.duration_since(self.read)).unwrap_or_default()
    }
}

impl State {
    /// Takes over the items that a feed names and that are new, are listed otherwise than before, or
    /// are to be looked at again.
    pub(super) fn list(
        &mut self,
        feed: &str,
        items: Vec<Item>,
        recheck: &[Duration],
        now: Timestamp,
    ) {
        let entry = self.feeds.entry(feed.to_owned()).or_default();
        for item in items {
            let key = key(&item);
            if key.is_empty() {
                continue;
            }
            let listed_as = listed_as(&item);
            let mut again = false;
            if let Some(seen) = self.pages.get_mut(&key) {
                seen.listed = now;
                again = seen.article.is_some()
                    && recheck.get(seen.checks).is_some_and(|wait| seen.age(now) >= *wait);
                seen.checks += usize::from(again);
                if seen.listed_as == listed_as && !again {
                    continue;
                }
            }
            match entry.pending.get_mut(&key) {
                Some(pending) => {
                    pending.item = item;
                    pending.again |= again;
                }
                None => {
                    entry.pending.insert(key, Pending { item, tries: 0, next: None, again });
                }
            }
        }
    }

    /// A feed whose items wait is due when the first of them is, unless it fails itself.
    pub(super) fn hurry(&mut self, feed: &str) {
        let Some(feed) = self.feeds.get_mut(feed).filter(|feed| feed.errors == 0) else { return };
        let now = Timestamp::now();
        let waiting = feed.pending.values().map(|pending| pending.next.unwrap_or(now)).min();
        feed.next = waiting.map_or(feed.next, |waiting| feed.next.map(|next| next.min(waiting)));
    }

    /// Forgets the pages that have not been listed for longest, down to a number.
    pub(super) fn forget(&mut self, most: usize) {
        if self.pages.len() <= most {
            return;
        }
        let mut times: Vec<Timestamp> = self.pages.values().map(|seen| seen.listed).collect();
        times.sort_unstable();
        let oldest = times[self.pages.len() - most];
        self.pages.retain(|_, seen| seen.listed >= oldest);
    }
}

/// What an item is known by: its address, else its name.
pub(super) fn key(item: &Item) -> String {
    item.url.as_ref().map_or_else(|| item.id.clone(), |url| url.to_string())
}

/// What a feed says of an item, as far as a change of it means a change of the article.
pub(super) fn listed_as(item: &Item) -> String {
    let modified = item.modified.or(item.published).map(|at| at.to_string()).unwrap_or_default();
    format!("{modified} {}", item.title)
}
