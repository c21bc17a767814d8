//! An article: one version of a text.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One version of a text, as it is handed from stage to stage and as JSON.
///
/// ```
/// let article: record::Article = serde_json::from_str(
///     r#"{"language": "de", "published": "2024-10-29", "title": "", "text": "Kiew warnt."}"#,
/// ).unwrap();
/// assert_eq!(article.published.unwrap().date().to_string(), "2024-10-29");
/// assert_eq!(article.content_id().len(), 32);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Given by the input, else [`Article::content_id`].
    #[serde(default)]
    pub id: String,
    /// ISO 639-1 code; `None` until it has been identified.
    #[serde(default)]
    pub language: Option<String>,
    /// When the publisher published this text.
    #[serde(default)]
    pub published: Option<Moment>,
    /// Headline; may be empty.
    #[serde(default)]
    pub title: String,
    /// Running text; spans point into this.
    pub text: String,
    /// When the publisher last changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Moment>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Outlet or body that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Byline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When we fetched it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<Moment>,
    /// Id of the article that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

impl Article {
    /// An id from what the article says: BLAKE3 over language, publication time, source,
    /// title and text, 32 hexadecimal digits. The same article has the same id anywhere.
    pub fn content_id(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let published = self.published.map(|moment| moment.to_string()).unwrap_or_default();
        let language = self.language.as_deref().unwrap_or("");
        let source = self.source.as_deref().unwrap_or("");
        for part in [language, &published, source, &self.title, &self.text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// A date, or a moment in UTC where the source gives one.
///
/// Written as `2024-10-29` or `2024-10-29T08:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Only the day is known.
    Day(Date),
    /// The moment is known.
    Instant(Timestamp),
}

/// A text that is neither a date nor a moment with an offset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write 2024-10-29 or 2024-10-29T08:00:00Z")]
pub struct MomentError(pub String);

impl Moment {
    /// The day in UTC.
    pub fn date(self) -> Date {
        match self {
            Moment::Day(date) => date,
            Moment::Instant(at) => at.to_zoned(TimeZone::UTC).date(),
        }
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let text = text.trim();
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Moment::Instant(at));
        }
        let zoned = jiff::fmt::rfc2822::parse(text).map(|zoned| Moment::Instant(zoned.timestamp()));
        if let Ok(moment) = zoned {
            return Ok(moment);
        }
        if let Ok(at) = text.parse::<jiff::civil::DateTime>()
            && text.len() > 10
        {
            return at
                .to_zoned(TimeZone::UTC)
                .map(|zoned| Moment::Instant(zoned.timestamp()))
                .map_err(|_| MomentError(text.to_owned()));
        }
        text.parse::<Date>().map(Moment::Day).map_err(|_| MomentError(text.to_owned()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(date) => date.fmt(f),
            Moment::Instant(at) => at.fmt(f),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
