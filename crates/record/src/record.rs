//! The record: one coded event mention, and the open question.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fact::values;
use crate::{Code, Country, EventType, Factuality, Kind, Mode, Precision, Span, Stance, Tense};

/// One coded event mention: an act of a political actor, as one passage tells it.
///
/// The fields follow the coding manual. Written as JSON, one object a line
/// is what `lagebild read --format jsonl` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Hash over document, trigger span, type, attribution and versions.
    pub id: String,
    /// Id of the article.
    pub document: String,
    /// Number of the act within the article, from 1; mentions of one act share it.
    pub event: u32,
    /// The shortest phrase that names the act.
    pub trigger: Span,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// Who acts; all sides of a symmetric act.
    pub actors: Vec<Mention>,
    /// To whom it is done.
    pub recipients: Vec<Mention>,
    /// Where the act happens.
    pub place: Option<Place>,
    /// When, resolved.
    pub when: Option<When>,
    /// Figures that measure the act.
    pub numbers: Vec<Figure>,
    /// How sure the holder presents it.
    pub factuality: Factuality,
    /// Past, ongoing or future.
    pub tense: Tense,
    /// Told as history, or more than 90 days before publication.
    pub background: bool,
    /// Who vouches for it other than the article, outermost first.
    pub attribution: Vec<Attribution>,
    /// The sentence that says so.
    pub sentence: Span,
    /// Which rule and lexicon entry made it; only on demand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// Versions of the coder and of the model, e.g. `lagebild 0.1.0, encoder 2026-11-24`.
    pub coder: String,
}

impl Record {
    /// An id from what the record says: BLAKE3 over article, trigger span, type, attribution,
    /// factuality and versions, 32 hexadecimal digits. The same article gives the same records with
    /// the same ids anywhere.
    pub fn content_id(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut part = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        part(&self.document);
        part(&format!("{}-{}", self.trigger.start, self.trigger.end));
        part(self.event_type.as_str());
        for link in &self.attribution {
            part(&format!("{}-{}", link.source.span.start, link.source.code));
        }
        part(self.factuality.as_str());
        part(&self.coder);
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// An actor as the text names it, with its code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// Where the text names it.
    #[serde(flatten)]
    pub span: Span,
    /// Who that is.
    pub code: Code,
}

/// Where an act happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The place as the text names it.
    #[serde(flatten)]
    pub span: Span,
    /// Standard English name from the gazetteer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Country; `None` for border waters and the like.
    pub country: Option<Country>,
    /// First-level division, if the text gives it.
    pub admin1: Option<String>,
    /// How exactly it is known.
    pub precision: Precision,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
}

/// When an act happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// The time as the text says it.
    #[serde(flatten)]
    pub span: Span,
    /// The days that this means.
    pub interval: Interval,
}

/// A stretch of days, both ends included; an open end is `..` (ISO 8601-2).
///
/// ```
/// let interval: record::Interval = "2024-08-01/..".parse().unwrap();
/// assert!(interval.end.is_none());
/// assert_eq!(interval.to_string(), "2024-08-01/..");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Self {
        Interval { start: Some(day), end: Some(day) }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |day: Option<Date>| day.map_or("..".to_owned(), |day| day.to_string());
        write!(f, "{}/{}", end(self.start), end(self.end))
    }
}

impl std::str::FromStr for Interval {
    type Err = crate::MomentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || crate::MomentError(text.to_owned());
        let (start, end) = text.split_once('/').ok_or_else(wrong)?;
        let side = |side: &str| match side {
            ".." => Ok(None),
            day => day.parse().map(Some).map_err(|_| wrong()),
        };
        Ok(Interval { start: side(start)?, end: side(end)? })
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

values! {
    /// What a figure counts.
    #[allow(missing_docs)]
    Counted {
        Troops = "troops", Killed = "killed", Wounded = "wounded", Arrested = "arrested",
        Displaced = "displaced", Protesters = "protesters", Money = "money",
        Weapons = "weapons", Other = "other",
    }
}

/// A figure that measures the act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure with its hedge and noun.
    #[serde(flatten)]
    pub span: Span,
    /// Lower bound.
    #[serde(serialize_with = "whole_if_whole")]
    pub low: f64,
    /// Upper bound; equal to `low` for one value.
    #[serde(serialize_with = "whole_if_whole")]
    pub high: f64,
    /// Whether the text hedges it.
    pub approx: bool,
    /// What is counted.
    pub counts: Counted,
}

/// Writes 10000, not 10000.0.
fn whole_if_whole<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

/// One link in the chain of who says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says so.
    pub source: Source,
    /// The word that reports the saying.
    pub cue: Option<Span>,
    /// What the source does with the content.
    pub stance: Stance,
    /// Word for word or not.
    pub kind: Kind,
}

/// Who says so; `UNK` and the cue's span where the source is unnamed.
pub type Source = Mention;

/// Which rule and lexicon entry made a record, and why its values are as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Name of the rule that found the trigger.
    pub rule: String,
    /// File and line of the lexicon entry.
    pub entry: String,
    /// One line for each decided field.
    pub steps: Vec<String>,
}

/// A passage that says that something is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// Id of the article.
    pub document: String,
    /// The passage.
    #[serde(flatten)]
    pub span: Span,
    /// The event that it concerns, by its number in the article.
    pub event: Option<u32>,
}
