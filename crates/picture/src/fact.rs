//! The compact form of a record: all that its event's status, ledger and figures depend on.

use jiff::civil::Date;
use record::{
    Article, Code, Counted, Country, EventType, Factuality, Interval, Mode, Moment, Precision,
    Record, Stance, Tense,
};
use serde::{Deserialize, Serialize};

use crate::origins::Voice;
use crate::text::{fold, hash};

/// Position in the ledger's log: articles, records and entries are numbered in one row, from 1.
pub type Key = i64;

/// A moment as seconds since 1970 in UTC.
pub type Seconds = i64;

/// A day has this many seconds.
pub const DAY: Seconds = 86_400;

/// A record as the ledger of its event sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The record.
    pub key: Key,
    /// Its article.
    pub article: Key,
    /// Number of the act within the article.
    pub act: u32,
    /// When the article was published.
    pub published: Seconds,
    /// The event that it was placed in when it arrived: the first record of that event.
    pub event: Key,
    /// The story that its article was placed in: the first article of that story.
    pub story: Option<Key>,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// How sure the holder presents it.
    pub factuality: Factuality,
    /// When it lies, seen from publication.
    pub tense: Tense,
    /// Told as history.
    pub background: bool,
    /// What the innermost source does with it.
    pub stance: Option<Stance>,
    /// Whether the trigger is the very word that denies: what is denied stands before.
    pub bare: bool,
    /// Who acts.
    pub actors: Vec<Code>,
    /// To whom.
    pub recipients: Vec<Code>,
    /// Where.
    pub place: Option<Spot>,
    /// When, as days since 1970; an open end is the other end.
    pub when: Option<(i32, i32)>,
    /// Figures.
    pub figures: Vec<Sum>,
    /// Who vouches.
    pub voice: Voice,
}

/// Where an act happens, as far as it takes to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// Country.
    pub country: Option<Country>,
    /// Hash of the folded standard name.
    pub name: u64,
    /// How exactly it is known.
    pub precision: Precision,
}

impl Spot {
    /// Whether it is a town, a building or the like.
    pub fn is_exact(&self) -> bool {
        matches!(self.precision, Precision::Point | Precision::City)
    }
}

/// A figure that measures the act.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Whether it is hedged.
    pub approx: bool,
    /// What is counted.
    pub counts: Counted,
}

impl Sum {
    /// Whether both give the same value.
    pub fn agrees(&self, other: &Sum) -> bool {
        self.counts == other.counts && self.low == other.low && self.high == other.high
    }
}

impl Fact {
    /// The compact form of a record that is not placed yet.
    pub fn of(record: &Record, key: Key, article: Key, published: Seconds, voice: Voice) -> Fact {
        let innermost = record.attribution.last();
        let bare = innermost.is_some_and(|link| {
            link.stance == Stance::Deny
                && link.cue.as_ref().is_some_and(|cue| {
                    cue.start <= record.trigger.start && record.trigger.end <= cue.end
                })
        });
        Fact {
            key,
            article,
            act: record.event,
            published,
            event: key,
            story: None,
            kind: record.event_type,
            mode: record.mode,
            factuality: record.factuality,
            tense: record.tense,
            background: record.background,
            stance: innermost.map(|link| link.stance),
            bare,
            actors: distinct(record.actors.iter().map(|mention| mention.code)),
            recipients: distinct(record.recipients.iter().map(|mention| mention.code)),
            place: record.place.as_ref().map(|place| Spot {
                country: place.country,
                name: hash(&fold(place.name.as_deref().unwrap_or(&place.span.text))),
                precision: place.precision,
            }),
            when: record.when.as_ref().and_then(|when| days(when.interval)),
            figures: record
                .numbers
                .iter()
                .map(|figure| Sum {
                    low: figure.low,
                    high: figure.high,
                    approx: figure.approx,
                    counts: figure.counts,
                })
                .collect(),
            voice,
        }
    }

    /// Whether it says that the act is, was, or probably is so: what the status counts.
    pub fn asserts(&self) -> bool {
        matches!(self.factuality, Factuality::Certain | Factuality::Probable)
            && self.tense != Tense::Future
    }

    /// Whether it says that the act is not so.
    pub fn denies(&self) -> bool {
        matches!(self.factuality, Factuality::CertainNot | Factuality::ProbableNot)
    }

    /// Whether it tells of something to come, or is warned of or predicted as possible.
    pub fn warns(&self) -> bool {
        let announced = self.tense == Tense::Future && !self.factuality.is_negative();
        let feared = self.factuality == Factuality::Possible
            && matches!(self.stance, Some(Stance::Warn | Stance::Predict));
        announced || feared
    }

    /// The countries and bodies that take part.
    pub fn parties(&self) -> impl Iterator<Item = Country> + '_ {
        self.actors
            .iter()
            .chain(&self.recipients)
            .map(|code| code.country)
            .filter(|country| *country != Country::UNKNOWN)
    }
}

/// Codes without doubles and without those of nobody, in the order of the text.
fn distinct(codes: impl Iterator<Item = Code>) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    for code in codes {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// Days since 1970.
pub fn day_number(date: Date) -> i32 {
    let start = jiff::civil::date(1970, 1, 1);
    date.since((jiff::Unit::Day, start)).map_or(0, |span| span.get_days())
}

/// The day with a number.
pub fn day_of(number: i32) -> Date {
    let start = jiff::civil::date(1970, 1, 1);
    start.checked_add(jiff::Span::new().days(i64::from(number))).unwrap_or(start)
}

fn days(interval: Interval) -> Option<(i32, i32)> {
    let (start, end) = (interval.start.map(day_number), interval.end.map(day_number));
    Some((start.or(end)?, end.or(start)?))
}

/// When an article was published, or `None` if it does not tell: the beginning of the day where only
/// the day is known.
pub fn published(article: &Article) -> Option<Seconds> {
    article.published.map(seconds)
}

/// A moment as seconds; a day as its beginning.
pub fn seconds(moment: Moment) -> Seconds {
    match moment {
        Moment::Day(day) => i64::from(day_number(day)) * DAY,
        Moment::Instant(at) => at.as_second(),
    }
}

/// The last second that a moment covers: a day is asked for with all that was published on it.
pub fn last_second(moment: Moment) -> Seconds {
    match moment {
        Moment::Day(_) => seconds(moment) + DAY - 1,
        Moment::Instant(at) => at.as_second(),
    }
}
