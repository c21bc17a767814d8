//! The words of figures in one language.

use std::sync::LazyLock;

use record::Counted;

use super::Unit;
use crate::atoms::Atom;
use crate::lexicon::{Entries, files};
use crate::phrases::{Hits, Phrases};

/// What a word of `numbers.tsv` does in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// 0 to 9, and fractions that stand like them (`anderthalb`).
    Unit,
    /// 10 to 19.
    Teen,
    /// 20, 30, … 90.
    Ten,
    /// 100.
    Hundred,
    /// 1000 and the powers above, also abbreviated.
    Scale,
    /// A scale that must be glued to digits (`1bn`).
    Suffix,
    /// Joins number words (`und`, `and`).
    And,
    /// Adds a half (`zweieinhalb`, `and a half`).
    AndHalf,
    /// Half of what follows (`half a million`, `halbe Million`).
    Half,
    /// The article that may count (`ein`, `a`).
    Article,
    /// A noun that multiplies (`Dutzend`).
    Group,
    /// An indefinite plural with its range (`Hunderte`).
    Plural,
    /// Makes an indefinite plural of a following scale (`mehrere tausend`).
    Several,
    /// Hedges the figure that follows.
    Hedge,
    /// Hedges the figure before it (`or more`).
    HedgeAfter,
    /// Opens a range (`zwischen`).
    Between,
    /// Stands between the ends of a range (`bis`).
    To,
    /// Stands between the ends after `Between`, and in the like.
    RangeAnd,
    /// `oder`.
    Or,
    /// Before the whole or the kind counted (`von`, `of`).
    Of,
    /// A currency, before or after the figure.
    Currency,
    /// Percent.
    Percent,
    /// A measure; the value names the kind.
    Measure,
    /// What makes the figure an age (`Jahre alt`).
    Age,
    /// Before an age (`aged`).
    AgeBefore,
    /// A noun whose figure is a name, not a count (`Artikel 5`).
    Label,
    /// Endings that make digits an ordinal (`th`; `.` in German).
    Ordinal,
    /// An adjective that may stand for the counted noun (`weitere`, `others`).
    Other,
    /// The sign before the decimals.
    Decimal,
    /// The sign between groups of three digits.
    Thousands,
    /// A counted noun; the value is a class of `Counted`.
    Counted,
    /// A person noun that `ein` counts; the value is a class of `Counted`.
    Person,
}

impl Class {
    fn parse(name: &str) -> Option<Class> {
        Some(match name {
            "unit" => Class::Unit,
            "teen" => Class::Teen,
            "ten" => Class::Ten,
            "hundred" => Class::Hundred,
            "scale" => Class::Scale,
            "suffix" => Class::Suffix,
            "and" => Class::And,
            "and-half" => Class::AndHalf,
            "half" => Class::Half,
            "article" => Class::Article,
            "group" => Class::Group,
            "plural" => Class::Plural,
            "several" => Class::Several,
            "hedge" => Class::Hedge,
            "hedge-after" => Class::HedgeAfter,
            "between" => Class::Between,
            "to" => Class::To,
            "range-and" => Class::RangeAnd,
            "or" => Class::Or,
            "of" => Class::Of,
            "currency" => Class::Currency,
            "percent" => Class::Percent,
            "measure" => Class::Measure,
            "age" => Class::Age,
            "age-before" => Class::AgeBefore,
            "label" => Class::Label,
            "ordinal" => Class::Ordinal,
            "other" => Class::Other,
            "decimal" => Class::Decimal,
            "thousands" => Class::Thousands,
            "counted" => Class::Counted,
            "person" => Class::Person,
            _ => return None,
        })
    }
}

/// The words of figures in one language.
#[derive(Debug)]
pub struct NumberLexicon {
    pub(super) phrases: Phrases<Class>,
    /// Morphemes of number words written together, longest first.
    pub(super) morphemes: Vec<(String, Class, f64)>,
    /// Counted nouns: lower-case lemma, whether also as last part of a compound, what is counted,
    /// whether it is a person noun.
    nouns: Vec<(String, bool, Counted, bool)>,
    /// Counted nouns by their beginning.
    stems: Entries<Option<(Counted, bool)>>,
    pub(super) decimal: char,
    pub(super) thousands: char,
    pub(super) language: &'static str,
}

impl NumberLexicon {
    /// The lexicon of a language by its ISO 639-1 code; `None` if there is none.
    ///
    /// ```
    /// assert!(coder::numbers::NumberLexicon::for_language("de").is_some());
    /// assert!(coder::numbers::NumberLexicon::for_language("tlh").is_none());
    /// ```
    pub fn for_language(language: &str) -> Option<&'static NumberLexicon> {
        static LEXICONS: LazyLock<Vec<NumberLexicon>> = LazyLock::new(|| {
            let parse = |(language, text)| NumberLexicon::parse(language, text).ok();
            files("numbers").filter_map(parse).collect()
        });
        LEXICONS.iter().find(|lexicon| lexicon.language == language)
    }

    fn parse(language: &'static str, text: &str) -> Result<Self, String> {
        let is_noun = |line: &str| matches!(line.split('\t').nth(1), Some("counted" | "person"));
        let words: String = text
            .lines()
            .map(|line| if is_noun(line) { "\n" } else { line }.to_owned() + "\n")
            .collect();
        let phrases = Phrases::parse(&words, Class::parse)?;
        let mut lexicon = NumberLexicon {
            phrases,
            morphemes: Vec::new(),
            nouns: Vec::new(),
            stems: Entries::default(),
            decimal: '.',
            thousands: ',',
            language,
        };
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t');
            let (Some(form), Some(name)) = (columns.next(), columns.next()) else { continue };
            let value = columns.next().unwrap_or("");
            let wrong = || format!("line {}: `{value}` is not a value of {name}", at + 1);
            let sign = || form.chars().next().ok_or_else(wrong);
            match Class::parse(name).ok_or_else(wrong)? {
                Class::Decimal => lexicon.decimal = sign()?,
                Class::Thousands => lexicon.thousands = sign()?,
                class @ (Class::Unit
                | Class::Teen
                | Class::Ten
                | Class::Hundred
                | Class::Scale
                | Class::And
                | Class::AndHalf) => {
                    let value = match class {
                        Class::And => 0.0,
                        Class::AndHalf => 0.5,
                        _ => value.parse().map_err(|_| wrong())?,
                    };
                    if form.chars().all(char::is_alphabetic) {
                        lexicon.morphemes.push((form.to_lowercase(), class, value));
                    }
                }
                Class::Group | Class::Several => {
                    value.parse::<f64>().map_err(|_| wrong())?;
                }
                Class::Plural => {
                    range(value).ok_or_else(wrong)?;
                }
                Class::Measure => {
                    Unit::parse(value).ok_or_else(wrong)?;
                }
                class @ (Class::Counted | Class::Person) => {
                    let counted = Counted::parse(value).ok_or_else(wrong)?;
                    let (form, part) = match form.strip_prefix('-') {
                        Some(form) => (form, true),
                        None => (form, false),
                    };
                    let person = class == Class::Person;
                    if form.ends_with('~') {
                        *lexicon.stems.at(&form.to_lowercase()) = Some((counted, person));
                        continue;
                    }
                    lexicon.nouns.push((form.to_lowercase(), part, counted, person));
                }
                _ => {}
            }
        }
        lexicon.morphemes.sort_by_key(|(form, _, _)| std::cmp::Reverse(form.len()));
        lexicon.nouns.sort_by_key(|(form, _, _, _)| std::cmp::Reverse(form.len()));
        Ok(lexicon)
    }

    /// Where the words of figures stand.
    pub(crate) fn hits(&self, atoms: &[Atom]) -> Hits<'_, Class> {
        self.phrases.hits(atoms)
    }

    /// What a noun counts, by its lemma: the longest entry that fits.
    pub(super) fn counted(&self, lemma: &str) -> Option<(Counted, bool)> {
        let lemma = lemma.to_lowercase();
        let exact = self.nouns.iter().find(|(form, _, _, _)| *form == lemma);
        let part = || self.nouns.iter().find(|(form, part, _, _)| *part && lemma.ends_with(form));
        let found = exact.or_else(part).map(|(_, _, counted, person)| (*counted, *person));
        found.or_else(|| self.stems.by_stem(&lemma).copied().flatten())
    }
}

/// Reads `24-99`.
pub(super) fn range(value: &str) -> Option<(f64, f64)> {
    let (low, high) = value.split_once('-')?;
    Some((low.parse().ok()?, high.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_are_well_formed() {
        for (language, text) in files("numbers") {
            if let Err(error) = NumberLexicon::parse(language, text) {
                panic!("data/{language}/numbers.tsv, {error}");
            }
        }
    }
}
