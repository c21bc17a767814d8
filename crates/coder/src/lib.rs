//! Annotated sentences → records, attributions, open questions.
//!
//! [`Coder::code`] goes through an article sentence by sentence: words that name an act
//! ([`events`]), who acts on whom ([`arguments`]), where ([`places`]), when ([`time`]) and how many
//! ([`numbers`]), how sure it is ([`certainty`]), who says so ([`attribution`]), which mentions are one
//! act ([`identity`]) and what is said to be unknown ([`open`]). The words of a language are
//! data ([`lexicon`]); what a record means is told in the coding manual.

pub mod arguments;
pub mod attribution;
pub mod certainty;
pub mod document;
pub mod events;
pub mod gaps;
mod grammar;
pub mod identity;
pub mod lexicon;
pub mod names;
pub mod numbers;
pub mod open;
pub mod places;
pub mod quotes;
pub mod speech;
pub mod time;

mod atoms;
mod coder;
mod measures;
mod phrases;
mod rulings;
mod weigh;

pub use coder::{Coded, Coder, CoderError, Evidence};
