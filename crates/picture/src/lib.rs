//! Records → events, ledgers, statuses, stories and reports.
//!
//! Articles arrive one after the other ([`Placer`]); each finds its story, and its records their
//! events, and everything that is decided is one [`Batch`] that a [`Ledger`] appends as a whole.
//! Views are computed from the log ([`Picture`]): as of a moment of publication, as known at a moment
//! of recording. Pure logic: no files, no clock, no network.

mod coreference;
mod diff;
mod fact;
mod indicators;
mod ledger;
mod links;
mod origins;
mod placing;
mod profile;
pub mod report;
mod score;
mod sketch;
mod sources;
mod status;
mod stories;
mod text;
mod verify;
mod view;
mod weights;

pub use diff::{Changes, changes};
pub use fact::{
    DAY, Fact, Key, Seconds, Spot, Sum, day_number, day_of, last_second, published, seconds,
};
pub use indicators::{Day, Pair, Series, busiest, indicators, plot, score};
pub use ledger::{
    Action, Batch, Entry, EntryKind, Head, Headline, KeptArticle, KeptProfile, Ledger, LedgerError,
    NewArticle, NewRecord, Note, Reason, Relation, What,
};
pub use links::Links;
pub use origins::{Named, Origin, Voice, groups, named, origins};
pub use placing::{BINDING, Placer, Prepared, note};
pub use profile::{Class, Feature, Profile, Traits, profile};
pub use score::{Score, b_cubed, pairs};
pub use sketch::Sketch;
pub use sources::{Outlet, Quoted, Reliability, Sources, SourcesError};
pub use status::{Standing, Status, standing};
pub use text::{fold, hash};
pub use verify::verify;
pub use view::{Event, Figures, Picture, Step, View};
pub use weights::{EventWeights, StoryWeights, Weights, WeightsError};
