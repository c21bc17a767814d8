//! The ledger: an append-only log of articles, records and entries, behind a trait that the store
//! implements on each engine.

use record::{Article, OpenQuestion, Record};
use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Key, Seconds};
use crate::profile::{Profile, Traits};
use crate::sources::{Outlet, Reliability};
use crate::status::Status;

/// What the picture needs of a store. Nothing is ever changed or deleted through it.
pub trait Ledger {
    /// How far the log reaches.
    ///
    /// # Errors
    /// All methods fail if the engine does.
    fn head(&mut self) -> Result<Head, LedgerError>;

    /// Appends all of a batch or nothing.
    ///
    /// # Errors
    /// [`LedgerError::Moved`] if somebody else has appended since the batch's head was read.
    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError>;

    /// The last key that was recorded by a moment.
    fn key_at(&mut self, recorded: Seconds) -> Result<Key, LedgerError>;

    /// The article with an id, by its key.
    fn find_article(&mut self, id: &str) -> Result<Option<Key>, LedgerError>;

    /// The keys of records whose ids begin with `prefix`, at most `limit`.
    fn find_records(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError>;

    /// The keys of articles whose ids begin with `prefix`, at most `limit`.
    fn find_articles(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError>;

    /// Articles with what is kept beside them, in the order of `keys`; unknown keys are left out.
    fn articles(&mut self, keys: &[Key]) -> Result<Vec<KeptArticle>, LedgerError>;

    /// Profiles of articles, in the order of `keys`; unknown keys are left out.
    fn profiles(&mut self, keys: &[Key]) -> Result<Vec<KeptProfile>, LedgerError>;

    /// Records, in the order of `keys`; unknown keys are left out.
    fn records(&mut self, keys: &[Key]) -> Result<Vec<Record>, LedgerError>;

    /// The open questions of articles, in the order of their keys.
    fn questions(&mut self, articles: &[Key]) -> Result<Vec<(Key, OpenQuestion)>, LedgerError>;

    /// All facts up to a key, in the order of their keys.
    fn facts(&mut self, up_to: Key) -> Result<Vec<Fact>, LedgerError>;

    /// The facts that were placed in events when they arrived, in the order of their keys.
    fn facts_of_events(&mut self, events: &[Key]) -> Result<Vec<Fact>, LedgerError>;

    /// Facts with their traits, in the order of `keys`; unknown keys are left out.
    fn traits(&mut self, keys: &[Key]) -> Result<Vec<(Fact, Traits)>, LedgerError>;

    /// The facts of articles, in the order of their keys.
    fn facts_of_articles(&mut self, articles: &[Key]) -> Result<Vec<Fact>, LedgerError>;

    /// All articles up to a key without their texts, in the order of their keys.
    fn headlines(&mut self, up_to: Key) -> Result<Vec<Headline>, LedgerError>;

    /// The entries of some kinds after a key and up to another, in the order of their keys.
    fn entries(
        &mut self,
        kinds: &[EntryKind],
        after: Key,
        up_to: Key,
    ) -> Result<Vec<Entry>, LedgerError>;

    /// The entries about articles or records, in the order of their keys.
    fn entries_about(&mut self, subjects: &[Key]) -> Result<Vec<Entry>, LedgerError>;

    /// For each index key, up to `limit` items published between two moments, the latest first.
    fn postings(
        &mut self,
        keys: &[u64],
        from: Seconds,
        to: Seconds,
        limit: usize,
    ) -> Result<Vec<(u64, Key)>, LedgerError>;

    /// How many articles have each feature, in the order of `keys`.
    fn counts(&mut self, keys: &[u64]) -> Result<Vec<u64>, LedgerError>;

    /// Outlets by the hashes of their names.
    fn outlets(&mut self, names: &[u64]) -> Result<Vec<(u64, Outlet)>, LedgerError>;
}

/// How far a log reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// The last key.
    pub last: Key,
    /// When it was recorded.
    pub recorded: Seconds,
    /// How many articles there are.
    pub articles: u64,
}

/// What is appended at once: an article with all that follows from it, or a note.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// The last key of the log that this was made for.
    pub after: Key,
    /// When it is recorded; never before the last batch.
    pub recorded: Seconds,
    /// The article, if it is one.
    pub article: Option<NewArticle>,
    /// Its records.
    pub records: Vec<NewRecord>,
    /// Its open questions.
    pub questions: Vec<(Key, OpenQuestion)>,
    /// What was decided.
    pub entries: Vec<Entry>,
}

/// An article that is appended.
#[derive(Debug, Clone, PartialEq)]
pub struct NewArticle {
    /// Its key and what is kept beside it.
    pub kept: KeptArticle,
    /// What it is about.
    pub profile: Profile,
    /// Index keys under which it is found.
    pub postings: Vec<u64>,
    /// The outlet's entry by the hash of its name.
    pub outlet: (u64, Outlet),
}

/// A record that is appended.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRecord {
    /// The record.
    pub record: Record,
    /// Its compact form.
    pub fact: Fact,
    /// Its sentence, for comparing.
    pub traits: Traits,
    /// Index keys under which it is found.
    pub postings: Vec<u64>,
}

/// An article with what is kept beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptArticle {
    /// Its key.
    pub key: Key,
    /// When it was published.
    pub published: Seconds,
    /// When it was recorded.
    pub recorded: Seconds,
    /// The story that it was placed in.
    pub story: Option<Key>,
    /// The article.
    pub article: Article,
    /// Who published it.
    pub outlet: Outlet,
}

/// An article's profile with what it takes to place others.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptProfile {
    /// Its key.
    pub key: Key,
    /// When it was published.
    pub published: Seconds,
    /// The story that it was placed in.
    pub story: Option<Key>,
    /// Owner that it counts for.
    pub owner: u64,
    /// What it is about.
    pub profile: Profile,
}

/// An article without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// Its key.
    pub key: Key,
    /// Its id.
    pub id: String,
    /// When it was published.
    pub published: Seconds,
    /// The story that it was placed in.
    pub story: Option<Key>,
}

/// A decision, kept with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its key.
    pub key: Key,
    /// The article or record that it is about.
    pub subject: Key,
    /// When what it rests on was published.
    pub published: Seconds,
    /// When it was recorded.
    pub recorded: Seconds,
    /// What was decided.
    pub what: What,
}

/// One reason for a decision: what speaks for it, and how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What was compared.
    pub what: String,
    /// How much it weighs; negative if it speaks against.
    pub weight: f32,
}

/// How one article relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// It prints the same text.
    Copy,
    /// It is a later version at the same address.
    Version,
    /// It corrects it.
    Correction,
    /// It says that it has the news from it.
    Citing,
}

/// Decisions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum What {
    /// An article joined a story, or began one (`story` is the article itself).
    Joined {
        /// The story.
        story: Key,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// A record was placed in an event, or began one (`event` is the record itself).
    Placed {
        /// The event.
        event: Key,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// An article relates to another.
    Linked {
        /// The other.
        to: Key,
        /// How.
        relation: Relation,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// Two events turned out to be one: the subject's and `into`.
    Merged {
        /// The event that stays.
        into: Key,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// Two stories turned out to be one: the subject and `into`.
    United {
        /// The story that stays.
        into: Key,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// A record was taken back by its publisher.
    Withdrawn {
        /// The article that says so.
        by: Key,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// An event's status changed.
    Status {
        /// From.
        from: Option<Status>,
        /// To.
        to: Status,
        /// Reliability.
        reliability: Reliability,
        /// Credibility.
        credibility: u8,
        /// The records that cause it.
        because: Vec<Key>,
    },
    /// An analyst's note.
    Note(Note),
}

/// What an analyst notes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What is to be done.
    pub action: Action,
    /// Why.
    pub why: String,
    /// Who says so.
    pub by: String,
}

/// What a note does; the subject of its entry is the event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Action {
    /// The event is the same as another.
    Merge {
        /// The other.
        with: Key,
    },
    /// Some records of the event are another event.
    Split {
        /// These.
        records: Vec<Key>,
    },
    /// The event was checked: its records belong together.
    Confirm,
    /// The record was misread, or the event is none: it no longer counts.
    Reject {
        /// The records that no longer count; empty for the whole event.
        records: Vec<Key>,
    },
    /// Only a remark.
    Remark,
}

/// Kinds of entries, for asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum EntryKind {
    Joined,
    Placed,
    Linked,
    Merged,
    United,
    Withdrawn,
    Status,
    Note,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [EntryKind; 8] = [
        Self::Joined,
        Self::Placed,
        Self::Linked,
        Self::Merged,
        Self::United,
        Self::Withdrawn,
        Self::Status,
        Self::Note,
    ];

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Placed => "placed",
            Self::Linked => "linked",
            Self::Merged => "merged",
            Self::United => "united",
            Self::Withdrawn => "withdrawn",
            Self::Status => "status",
            Self::Note => "note",
        }
    }
}

impl What {
    /// The kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            What::Joined { .. } => EntryKind::Joined,
            What::Placed { .. } => EntryKind::Placed,
            What::Linked { .. } => EntryKind::Linked,
            What::Merged { .. } => EntryKind::Merged,
            What::United { .. } => EntryKind::United,
            What::Withdrawn { .. } => EntryKind::Withdrawn,
            What::Status { .. } => EntryKind::Status,
            What::Note(_) => EntryKind::Note,
        }
    }
}

/// What goes wrong in a store, as one sentence with a way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Somebody else has appended meanwhile.
    #[error("another program writes to the store at the same time; try again when it is done")]
    Moved,
    /// The engine failed.
    #[error("the store {store} failed: {reason}")]
    Engine {
        /// Which store.
        store: String,
        /// What the engine says.
        reason: String,
    },
    /// What is stored cannot be read.
    #[error("{what} in the store cannot be read ({reason}); restore a backup, or ingest anew")]
    Broken {
        /// What.
        what: String,
        /// Why.
        reason: String,
    },
    /// There is no such thing.
    #[error("{0}")]
    Unknown(String),
}
