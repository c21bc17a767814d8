//! The words of time in one language.

use std::sync::LazyLock;

use super::calendar::{Holiday, Unit};
use crate::atoms::Atom;
use crate::lexicon::files;
use crate::numbers::NumberLexicon;
use crate::phrases::{Hits, Phrases};

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal),* $(,)?) => {
        /// What a phrase of `time.tsv` does in an expression of time.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Class { $($(#[$doc])* $class),* }

        impl Class {
            fn parse(name: &str) -> Option<Class> {
                match name { $($name => Some(Class::$class),)* _ => None }
            }
        }
    };
}

classes! {
    /// 1 to 12; with `?` a word that also means something else.
    Month = "month",
    /// 1 (Monday) to 7; with `?` as above.
    Weekday = "weekday",
    /// Part of a day; `night` where the night before is meant by *last*.
    Part = "part",
    /// Unit of the calendar; with `+` the plural.
    Unit = "unit",
    /// Day counted from publication.
    Day = "day",
    /// Adjective that counts from now: a number, or `past`, `coming` for a window.
    Near = "near",
    /// First and last month.
    Season = "season",
    /// See [`Holiday::parse`].
    Holiday = "holiday",
    /// `early`, `mid`, `late`; `before` and `after` publication.
    Portion = "portion",
    /// Portion and unit in one word (`Jahresende`).
    PortionUnit = "portion-unit",
    /// `early` and `late` said of a part of a day (`am frühen Morgen`).
    DayAdjective = "day-adjective",
    Article = "article",
    /// Prepositions that only place.
    Preposition = "preposition",
    Since = "since",
    Until = "until",
    From = "from",
    After = "after",
    Before = "before",
    Between = "between",
    To = "to",
    And = "and",
    /// `vor` before a distance.
    AgoBefore = "ago-before",
    /// `ago` after a distance.
    AgoAfter = "ago-after",
    /// `in` before a distance ahead.
    Ahead = "ahead",
    /// `from now` after a distance.
    AheadAfter = "ahead-after",
    Within = "within",
    /// Opens a window up to now (`over the`), so that *last week* means seven days.
    Window = "window",
    /// `less`, `more`, `about`.
    Hedge = "hedge",
    /// After a year (`года`).
    YearAfter = "year-after",
    /// Before a year.
    YearWord = "year-word",
    Of = "of",
    /// Years before our era.
    BeforeEra = "before-era",
    /// After digits: makes a decade.
    DecadeSuffix = "decade-suffix",
    /// A decade in a word: its first year within the century.
    Decade = "decade",
    /// Words that follow a decade (`Jahre`).
    DecadeWord = "decade-word",
    /// Word or ending that makes an ordinal; words have the value.
    Ordinal = "ordinal",
    Clock = "clock",
    /// Before a time of day (`um`, `at`).
    ClockBefore = "clock-before",
    /// `zum`, `auf` after *night*.
    NightTo = "night-to",
    /// Half a year, in words.
    HalfYear = "half-year",
    /// `q` in `Q3`.
    QuarterSign = "quarter-sign",
    /// Not a day that one could name.
    Vague = "vague",
    /// Made of plural units without a number (`Wochen`, `recent weeks`) by prefix.
    Several = "several",
    /// Order of figures in dates with slashes: `dmy` or `mdy`.
    Order = "order",
    /// The date that a phrase stands for by itself (`9/11`).
    Named = "named",
}

/// The words of time in one language.
#[derive(Debug)]
pub struct TimeLexicon {
    phrases: Phrases<Class>,
    /// Weekdays that may be the first part of a compound, and the parts of a day.
    weekdays: Vec<(String, i8)>,
    parts: Vec<String>,
    /// Whether figures in dates stand month first.
    pub(super) month_first: bool,
    pub(super) numbers: &'static NumberLexicon,
}

impl TimeLexicon {
    /// The lexicon of a language by its ISO 639-1 code; `None` if there is none.
    ///
    /// ```
    /// assert!(coder::time::TimeLexicon::for_language("en").is_some());
    /// assert!(coder::time::TimeLexicon::for_language("tlh").is_none());
    /// ```
    pub fn for_language(language: &str) -> Option<&'static TimeLexicon> {
        static LEXICONS: LazyLock<Vec<(&str, TimeLexicon)>> = LazyLock::new(|| {
            let parse =
                |(language, text)| Some((language, TimeLexicon::parse(language, text).ok()?));
            files("time").filter_map(parse).collect()
        });
        LEXICONS.iter().find(|(known, _)| *known == language).map(|(_, lexicon)| lexicon)
    }

    fn parse(language: &str, text: &str) -> Result<Self, String> {
        let numbers =
            NumberLexicon::for_language(language).ok_or("there is no numbers.tsv beside it")?;
        let mut lexicon = TimeLexicon {
            phrases: Phrases::parse(text, Class::parse)?,
            weekdays: Vec::new(),
            parts: Vec::new(),
            month_first: false,
            numbers,
        };
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(form), Some(class)) = (columns.next(), columns.next()) else { continue };
            let value = columns.next().unwrap_or("");
            let Some(class) = Class::parse(class) else { continue };
            if !is_valid(class, value) {
                return Err(format!("line {}: `{value}` is no value of {class:?}", at + 1));
            }
            match class {
                Class::Weekday => {
                    if let Ok(day) = value.parse() {
                        lexicon.weekdays.push((form.to_lowercase(), day));
                    }
                }
                Class::Part => lexicon.parts.push(form.to_lowercase()),
                Class::Order => lexicon.month_first = value == "mdy",
                _ => {}
            }
        }
        Ok(lexicon)
    }

    pub(super) fn hits(&self, atoms: &[Atom]) -> Hits<'_, Class> {
        self.phrases.hits(atoms)
    }

    /// The weekday in `Donnerstagabend`.
    pub(super) fn weekday_in_compound(&self, word: &str) -> Option<i8> {
        self.weekdays.iter().find_map(|(weekday, day)| {
            let rest = word.strip_prefix(weekday.as_str())?;
            let known = |rest: &str| self.parts.iter().any(|part| part == rest);
            (known(rest) || rest.strip_suffix('s').is_some_and(known)).then_some(*day)
        })
    }
}

/// Reads the first and last month of a season: `6-8`.
pub(super) fn season(value: &str) -> Option<(i8, i8)> {
    let (first, last) = value.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

fn is_valid(class: Class, value: &str) -> bool {
    let sure = value.trim_end_matches('?');
    let integer = |text: &str| text.parse::<i32>().is_ok();
    match class {
        Class::Month => sure.parse::<i8>().is_ok_and(|month| (1..=12).contains(&month)),
        Class::Weekday => sure.parse::<i8>().is_ok_and(|day| (1..=7).contains(&day)),
        Class::Unit => Unit::parse(value.trim_end_matches('+')).is_some(),
        Class::Day | Class::Decade | Class::HalfYear => integer(value),
        Class::Near => integer(value) || matches!(value, "past" | "coming"),
        Class::Season => season(value).is_some(),
        Class::Holiday => Holiday::parse(value).is_some(),
        Class::Portion => matches!(value, "early" | "mid" | "late" | "before" | "after"),
        Class::PortionUnit => value.split_once(' ').is_some_and(|(p, u)| {
            matches!(p, "early" | "mid" | "late") && Unit::parse(u).is_some()
        }),
        Class::Hedge => matches!(value, "less" | "more" | "about"),
        Class::Ordinal => value.is_empty() || integer(value),
        Class::Order => matches!(value, "dmy" | "mdy"),
        Class::Named => value.parse::<jiff::civil::Date>().is_ok(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_are_well_formed() {
        for (language, text) in files("time") {
            if let Err(error) = TimeLexicon::parse(language, text) {
                panic!("data/{language}/time.tsv, {error}");
            }
        }
    }
}
