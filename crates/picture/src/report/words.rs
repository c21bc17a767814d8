//! The words of the report in a language, from `data/report/<language>.toml`.

use std::collections::HashMap;

use gazetteer::Gazetteer;
use jiff::{Timestamp, tz::TimeZone};
use record::{Code, Counted, Country, EventType, Mode};
use serde::Deserialize;

use crate::fact::{Seconds, Spot, Sum, day_of};
use crate::status::Status;

const FILES: [(&str, &str); 2] = [
    ("de", include_str!("../../../../data/report/de.toml")),
    ("en", include_str!("../../../../data/report/en.toml")),
];

/// A language in which there is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no report in language `{0}`; choose de or en")]
pub struct WordsError(String);

/// The words of a report.
#[derive(Debug, Clone)]
pub struct Words {
    language: String,
    phrases: HashMap<String, String>,
    groups: HashMap<String, HashMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Phrase(String),
    Group(HashMap<String, String>),
}

impl Words {
    /// The words in a language (ISO 639-1).
    ///
    /// # Errors
    /// If there are none.
    pub fn of(language: &str) -> Result<Words, WordsError> {
        let wrong = || WordsError(language.to_owned());
        let (name, text) = FILES.iter().find(|(name, _)| *name == language).ok_or_else(wrong)?;
        let values: HashMap<String, Value> = toml::from_str(text).map_err(|_| wrong())?;
        let mut words =
            Words { language: (*name).to_owned(), phrases: HashMap::new(), groups: HashMap::new() };
        for (key, value) in values {
            match value {
                Value::Phrase(phrase) => {
                    words.phrases.insert(key, phrase);
                }
                Value::Group(group) => {
                    words.groups.insert(key, group);
                }
            }
        }
        Ok(words)
    }

    /// The language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A phrase; its own key where the file lacks it, which a test rules out.
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        self.phrases.get(key).map_or(key, String::as_str)
    }

    /// A phrase with its one gap filled.
    pub fn fill(&self, key: &str, value: &str) -> String {
        self.get(key).replace("{}", value)
    }

    fn group<'w>(&'w self, group: &str, key: &'w str) -> &'w str {
        self.groups.get(group).and_then(|group| group.get(key)).map_or(key, String::as_str)
    }

    /// A status.
    pub fn status(&self, status: Status) -> &str {
        self.group("status", status.as_str())
    }

    /// What an act is called: by its mode if it has one, else by its type.
    pub fn act(&self, kind: EventType, mode: Option<Mode>) -> String {
        let name = match mode {
            Some(mode) => self.group("mode", mode.as_str()),
            None => self.group("type", kind.as_str()),
        };
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    }

    /// A country or body.
    pub fn country(&self, country: Country) -> String {
        Gazetteer::embedded().country_name(country, &self.language).to_owned()
    }

    /// Somebody by code: `Russia (armed forces)`; the bare country for its government.
    pub fn code(&self, code: Code) -> String {
        let country = self.country(code.country);
        match code.sector {
            None | Some(record::Sector::Gov) => country,
            Some(sector) => format!("{country} ({})", self.group("sector", sector.as_str())),
        }
    }

    /// An outlet; one that is not named has no name.
    pub fn outlet<'w>(&'w self, name: &'w str) -> &'w str {
        if name.is_empty() { self.get("no_outlet") } else { name }
    }

    /// A sector alone.
    pub fn sector(&self, sector: record::Sector) -> &str {
        self.group("sector", sector.as_str())
    }

    /// What figures count.
    pub fn counts(&self, counts: Counted) -> &str {
        self.group("counts", counts.as_str())
    }

    /// A list: `a, b and c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.get("and")),
        }
    }

    /// A day.
    pub fn day(&self, day: i32) -> String {
        day_of(day).strftime(self.get("date")).to_string()
    }

    /// A moment to the minute; a day where it is its beginning or end.
    pub fn moment(&self, at: Seconds) -> String {
        let in_day = at.rem_euclid(crate::fact::DAY);
        if in_day == 0 || in_day == crate::fact::DAY - 1 {
            return self.day(at.div_euclid(crate::fact::DAY) as i32);
        }
        Timestamp::from_second(at).map_or_else(
            |_| at.to_string(),
            |at| at.to_zoned(TimeZone::UTC).strftime(self.get("date_time")).to_string(),
        )
    }

    /// When something was: a day or a stretch of days.
    pub fn when(&self, (start, end): (i32, i32)) -> String {
        if start == end {
            return format!("{} {}", self.get("on"), self.day(start));
        }
        let filled = self.get("between").replacen("{}", &self.day(start), 1);
        filled.replacen("{}", &self.day(end), 1)
    }

    /// A number with its thousands parted.
    pub fn number(&self, value: f64) -> String {
        if value.fract() != 0.0 || value.abs() >= 1e15 {
            return value.to_string();
        }
        let digits = format!("{}", value.abs() as u64);
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 3 {
                text.push_str(self.get("thousands"));
            }
            text.push(digit);
        }
        if value < 0.0 { format!("-{text}") } else { text }
    }

    /// A figure: `about 3,000`.
    pub fn sum(&self, sum: &Sum) -> String {
        let value =
            if sum.low == sum.high { self.number(sum.low) } else { self.range(sum.low, sum.high) };
        if sum.approx { format!("{} {value}", self.get("about")) } else { value }
    }

    /// A range.
    pub fn range(&self, low: f64, high: f64) -> String {
        self.get("range").replace("{low}", &self.number(low)).replace("{high}", &self.number(high))
    }

    /// A place by the name that a record gives it, with its country.
    pub fn place(&self, name: &str, spot: &Spot) -> String {
        let country = spot.country.map(|country| self.country(country)).unwrap_or_default();
        if country.is_empty() || country == name || spot.precision == record::Precision::Country {
            return if spot.precision == record::Precision::Country && !country.is_empty() {
                country
            } else {
                name.to_owned()
            };
        }
        format!("{name} ({country})")
    }
}
