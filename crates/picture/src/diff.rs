//! What changed between two views.

use std::collections::BTreeMap;

use crate::fact::Key;
use crate::status::Status;
use crate::view::Picture;

/// Changes from one picture to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Events that were not there.
    pub new: Vec<Key>,
    /// Events whose status changed: from and to.
    pub status: Vec<(Key, Status, Status)>,
    /// Records that were corrected or withdrawn, with the event and the article that did so.
    pub withdrawn: Vec<(Key, Key, Key)>,
    /// Events that became part of others.
    pub merged: Vec<(Key, Key)>,
    /// Events that are gone: rejected by an analyst.
    pub gone: Vec<Key>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// What is new, changed, corrected, merged or gone in `to`.
pub fn changes(from: &Picture, to: &Picture) -> Changes {
    let before: BTreeMap<Key, Status> =
        from.events.iter().map(|event| (event.key, event.standing.status)).collect();
    let mut changes = Changes::default();
    for event in &to.events {
        match before.get(&event.key) {
            // out of what stood before two events became one, the status is told from the kept one
            Some(old) if *old != event.standing.status => {
                changes.status.push((event.key, *old, event.standing.status));
            }
            Some(_) => {}
            None => changes.new.push(event.key),
        }
        for fact in to.facts(event) {
            if let Some(by) = to.links.withdrawn_by(fact.key)
                && !from.links.is_withdrawn(fact.key)
            {
                changes.withdrawn.push((fact.key, event.key, by));
            }
        }
    }
    for key in before.keys() {
        let now = to.links.resolve(*key);
        if now != *key {
            changes.merged.push((*key, now));
        } else if to.event(*key).is_none() {
            changes.gone.push(*key);
        }
    }
    changes
}
