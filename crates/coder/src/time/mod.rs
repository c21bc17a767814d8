//! Expressions of time and the days that they mean.
//!
//! [`find`] reads every expression of time of a sentence, absolute (`am 29. Oktober 2024`),
//! relative to publication (`last month`, `Vor knapp zwei Jahren`), open (`seit August`) or vague
//! (`in recent weeks`), with its preposition, and resolves it to days. The grammar knows no
//! language; the words stand in `time.tsv`.

mod calendar;
mod core;
mod grammar;
mod lexicon;

use jiff::civil::Date;
use language::Sentence;
use record::Interval;

pub use lexicon::TimeLexicon;

/// An expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// First word, the preposition if there is one.
    pub first: usize,
    /// Last word, inclusive.
    pub last: usize,
    /// The days that it means in a sentence about the past: open years and weekdays are the last
    /// ones on or before publication. `None` if vague, impossible or not resolvable.
    pub interval: Option<Interval>,
    /// The days that it means in a sentence about the future. Equal to `interval` where the
    /// expression leaves no choice.
    pub future: Option<Interval>,
    /// How it places the event.
    pub kind: TimeKind,
    /// Whether it sets an end that is still to come (`bis März`, `by Friday`).
    pub deadline: bool,
}

impl TimeExpression {
    /// The days that it means: the reading for the future if `future` or if it is a deadline, else
    /// that for the past, each with the other as a fallback.
    pub fn reading(&self, future: bool) -> Option<Interval> {
        match future || self.deadline {
            true => self.future.or(self.interval),
            false => self.interval.or(self.future),
        }
    }
}

/// How an expression of time places an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// On or within the days.
    Point,
    /// From a first to a last day.
    Range,
    /// From a day on (`seit August`, `ab Montag`).
    Since,
    /// Up to a day (`bis März`).
    Until,
    /// After a day (`nach Ostern`).
    After,
    /// Before a day.
    Before,
    /// Within a stretch that begins or ends with publication (`in den letzten drei Jahren`).
    Within,
    /// So long, wherever it lies (`drei Tage`): never resolved.
    Duration,
}

/// Every expression of time of a sentence, from left to right, not overlapping, each as long as
/// possible.
///
/// Without the day of publication only absolute dates are resolved.
///
/// ```
/// # use language::{Number, Relation, Sentence, Token, Upos, VerbForm};
/// # let mut at = 0;
/// # let tokens = ["Kämpfe", "seit", "August"].iter().map(|text| {
/// #     let start = at;
/// #     at += text.chars().count() + 1;
/// #     Token { text: text.to_string(), start, end: at - 1, lemma: text.to_string(),
/// #         upos: Upos::X, verb: VerbForm::None, number: Number::None, head: None,
/// #         relation: Relation("dep".into()) }
/// # }).collect();
/// # let sentence = Sentence { start: 0, end: at, paragraph: 0, tokens, entities: Vec::new(), events: Default::default() };
/// use coder::time::{TimeLexicon, find};
/// let published = Some(jiff::civil::date(2024, 10, 29));
/// let found = find(&sentence, TimeLexicon::for_language("de").unwrap(), published);
/// assert_eq!((found[0].first, found[0].last), (1, 2));
/// assert_eq!(found[0].interval.unwrap().to_string(), "2024-08-01/..");
/// ```
pub fn find(
    sentence: &Sentence,
    lexicon: &TimeLexicon,
    published: Option<Date>,
) -> Vec<TimeExpression> {
    grammar::find(sentence, lexicon, published)
}
