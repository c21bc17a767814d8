//! What later entries say of earlier ones: merges, splits, withdrawals and notes, up to a moment.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Fact, Key, Seconds};
use crate::ledger::{Action, Entry, Ledger, LedgerError, What};
use crate::placing::BINDING;

/// Which records are in which event, and which no longer count.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Event → the event that it was merged into.
    events: BTreeMap<Key, Key>,
    /// Event → the events that were merged into it.
    parts: BTreeMap<Key, Vec<Key>>,
    /// The last key of the log that is taken over.
    up_to: Key,
    /// Story → the story that it was united with.
    stories: BTreeMap<Key, Key>,
    /// Record → the event that an analyst split it off into.
    split: BTreeMap<Key, Key>,
    /// Pairs of events that an analyst keeps apart.
    apart: BTreeSet<(Key, Key)>,
    checked: BTreeSet<Key>,
    rejected: BTreeSet<Key>,
    rejected_events: BTreeSet<Key>,
    /// Record → the article that took it back.
    withdrawn: BTreeMap<Key, Key>,
}

impl Links {
    /// The links of a ledger up to a key, from what had been published by `as_of`.
    ///
    /// # Errors
    /// If the ledger fails.
    pub fn until(
        ledger: &mut dyn Ledger,
        up_to: Key,
        as_of: Option<Seconds>,
    ) -> Result<Links, LedgerError> {
        let mut links = Links::default();
        for entry in ledger.entries(&BINDING, 0, up_to)? {
            // a note mends our reading, so it holds for every view that knows it
            let is_note = matches!(entry.what, What::Note(_));
            if is_note || as_of.is_none_or(|as_of| entry.published <= as_of) {
                links.apply(&entry);
            }
        }
        Ok(links)
    }

    /// The links of a ledger up to a key.
    ///
    /// # Errors
    /// If the ledger fails.
    pub fn load(ledger: &mut dyn Ledger, up_to: Key) -> Result<Links, LedgerError> {
        Links::until(ledger, up_to, None)
    }

    /// Takes over one entry.
    pub fn apply(&mut self, entry: &Entry) {
        match &entry.what {
            What::Merged { into, .. } => self.join(entry.subject, *into),
            What::United { into, .. } => {
                let (one, two) = (self.story(entry.subject), self.story(*into));
                if one != two {
                    self.stories.insert(one.max(two), one.min(two));
                }
            }
            What::Withdrawn { by, .. } => {
                self.withdrawn.insert(entry.subject, *by);
            }
            What::Note(note) => match &note.action {
                Action::Merge { with } => {
                    let (one, two) = (self.resolve(entry.subject), self.resolve(*with));
                    self.apart.remove(&(one.min(two), one.max(two)));
                    self.join(one, two);
                    self.checked.insert(one.min(two));
                }
                Action::Split { records } => {
                    let event = self.resolve(entry.subject);
                    if let Some(&first) = records.iter().min() {
                        for &record in records {
                            self.split.insert(record, first);
                        }
                        self.apart.insert((event.min(first), event.max(first)));
                        self.checked.extend([event, first]);
                    }
                }
                Action::Confirm => {
                    self.checked.insert(self.resolve(entry.subject));
                }
                Action::Reject { records } if records.is_empty() => {
                    self.rejected_events.insert(self.resolve(entry.subject));
                }
                Action::Reject { records } => self.rejected.extend(records),
                Action::Remark => {}
            },
            _ => {}
        }
    }

    fn join(&mut self, one: Key, two: Key) {
        let (one, two) = (self.resolve(one), self.resolve(two));
        if one != two && !self.apart.contains(&(one.min(two), one.max(two))) {
            let (part, into) = (one.max(two), one.min(two));
            self.events.insert(part, into);
            let mut parts = self.parts.remove(&part).unwrap_or_default();
            parts.push(part);
            self.parts.entry(into).or_default().extend(parts);
        }
    }

    /// Takes over what was appended since, up to the end of the log.
    ///
    /// # Errors
    /// If the ledger fails.
    pub fn follow(&mut self, ledger: &mut dyn Ledger, last: Key) -> Result<(), LedgerError> {
        if last < self.up_to {
            *self = Links::default();
        }
        for entry in ledger.entries(&BINDING, self.up_to, last)? {
            self.apply(&entry);
        }
        self.up_to = last;
        Ok(())
    }

    /// The event that an event has become part of.
    pub fn resolve(&self, event: Key) -> Key {
        let mut event = event;
        while let Some(&into) = self.events.get(&event) {
            event = into;
        }
        event
    }

    /// The event that a fact is in.
    pub fn event(&self, fact: &Fact) -> Key {
        self.resolve(self.split.get(&fact.key).copied().unwrap_or(fact.event))
    }

    /// The story that a story has become part of.
    pub fn story(&self, story: Key) -> Key {
        let mut story = story;
        while let Some(&into) = self.stories.get(&story) {
            story = into;
        }
        story
    }

    /// Whether an analyst has checked an event.
    pub fn is_checked(&self, event: Key) -> bool {
        self.checked.contains(&event)
    }

    /// Whether an analyst has rejected a record.
    pub fn is_rejected(&self, record: Key) -> bool {
        self.rejected.contains(&record)
    }

    /// Whether an analyst has rejected a whole event.
    pub fn is_rejected_event(&self, event: Key) -> bool {
        self.rejected_events.contains(&event)
    }

    /// Whether a record was taken back.
    pub fn is_withdrawn(&self, record: Key) -> bool {
        self.withdrawn.contains_key(&record)
    }

    /// The article that took a record back.
    pub fn withdrawn_by(&self, record: Key) -> Option<Key> {
        self.withdrawn.get(&record).copied()
    }

    /// All events, as they were on arrival, whose records may now be in one of `events`.
    pub fn members(&self, events: &BTreeSet<Key>) -> Vec<Key> {
        let mut members: BTreeSet<Key> = events.clone();
        members.extend(events.iter().filter_map(|event| self.parts.get(event)).flatten());
        // a record that was split off still stands under the event of its arrival
        for (record, first) in &self.split {
            if events.contains(&self.resolve(*first)) {
                members.insert(*record);
                members.extend(self.apart.iter().flat_map(|(one, two)| [*one, *two]));
            }
        }
        members.into_iter().collect()
    }
}

/// Links with the entries of one batch on top, without copying them.
pub(crate) struct After<'l> {
    base: &'l Links,
    merged: BTreeMap<Key, Key>,
    withdrawn: BTreeSet<Key>,
}

impl Links {
    /// These links with further entries of the program on top.
    pub(crate) fn with(&self, entries: &[Entry]) -> After<'_> {
        let mut after = After { base: self, merged: BTreeMap::new(), withdrawn: BTreeSet::new() };
        for entry in entries {
            match &entry.what {
                What::Merged { into, .. } => {
                    let (one, two) = (after.resolve(entry.subject), after.resolve(*into));
                    let pair = (one.min(two), one.max(two));
                    if one != two && !self.apart.contains(&pair) {
                        after.merged.insert(pair.1, pair.0);
                    }
                }
                What::Withdrawn { .. } => {
                    after.withdrawn.insert(entry.subject);
                }
                _ => {}
            }
        }
        after
    }
}

impl After<'_> {
    /// The event that an event has become part of.
    pub fn resolve(&self, event: Key) -> Key {
        let mut event = self.base.resolve(event);
        while let Some(&into) = self.merged.get(&event) {
            event = self.base.resolve(into);
        }
        event
    }

    /// The event that a fact is in.
    pub fn event(&self, fact: &Fact) -> Key {
        self.resolve(self.base.event(fact))
    }

    /// Whether a record was taken back.
    pub fn is_withdrawn(&self, record: Key) -> bool {
        self.withdrawn.contains(&record) || self.base.is_withdrawn(record)
    }

    /// All events, as they were on arrival, whose records may now be in one of `events`.
    pub fn members(&self, events: &BTreeSet<Key>) -> Vec<Key> {
        let mut all = events.clone();
        all.extend(self.merged.keys().filter(|part| events.contains(&self.resolve(**part))));
        self.base.members(&all)
    }
}
