//! The words of the domain: what an article is, what a record says and in which codes.
//!
//! Everything else in Lagebild speaks in these types; nothing here reads or writes files.
//! [`Article`] goes in, [`Record`] and [`OpenQuestion`] come out, and every [`Span`] points
//! back into the article's text.

mod article;
mod code;
mod fact;
mod plover;
mod record;
mod span;

pub use article::{Article, Moment, MomentError};
pub use code::{Code, CodeError, Country, Sector};
pub use fact::{Factuality, Kind, Precision, Stance, Tense};
pub use plover::{EventType, Mode, QuadClass};
pub use record::{
    Attribution, Counted, Explanation, Figure, Interval, Mention, OpenQuestion, Place, Record,
    Source, When,
};
pub use span::{Span, TextIndex};
