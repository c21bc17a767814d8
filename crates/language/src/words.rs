//! What a language's `data/<language>/words.tsv` says to the splitter, the tokeniser and the
//! lemmatiser.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The tables of one language. A language without a file has empty ones.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Abbreviations whose dot never ends a sentence.
    pub abbreviations: HashSet<&'static str>,
    /// Abbreviations whose dot may end one.
    pub closers: HashSet<&'static str>,
    /// Abbreviations only before a number (`Art. 5`).
    pub before_number: HashSet<&'static str>,
    /// Words that begin sentences.
    pub starters: HashSet<&'static str>,
    /// Words that begin sentences even where the mark before them is missing.
    pub openers: HashSet<&'static str>,
    /// Words before which a number with a dot is an ordinal.
    pub ordinal_before: HashSet<&'static str>,
    /// Words after which a small number with a dot is an ordinal.
    pub ordinal_after: HashSet<&'static str>,
    /// Word beginnings that keep their hyphen.
    pub prefixes: HashSet<&'static str>,
    /// Endings that are words of their own, longest first.
    pub clitics: Vec<&'static str>,
    /// Beginnings before an apostrophe that are words of their own.
    pub elisions: HashSet<&'static str>,
    /// Words that are two, and where they part (in characters).
    pub splits: HashMap<String, usize>,
    /// Letters split off a number.
    pub units: HashSet<&'static str>,
    /// Particles of separable verbs, longest first.
    pub particles: Vec<&'static str>,
    /// Stems of adjectives that are used as nouns, small letters (`verletzt`).
    pub nominals: Vec<String>,
    /// What else the language does.
    pub settings: HashSet<&'static str>,
}

impl Words {
    /// Whether the language does this.
    pub fn does(&self, setting: &str) -> bool {
        self.settings.contains(setting)
    }

    fn parse(file: &'static str) -> Self {
        let mut words = Words::default();
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(word)) = (columns.next(), columns.next()) else { continue };
            words.add(kind, word);
        }
        words.clitics.sort_by_key(|clitic| std::cmp::Reverse(clitic.len()));
        words.nominals.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
        words.particles.sort_by_key(|particle| std::cmp::Reverse(particle.len()));
        words
    }

    fn add(&mut self, kind: &str, word: &'static str) {
        match kind {
            "abbreviation" => drop(self.abbreviations.insert(word)),
            "closer" => drop(self.closers.insert(word)),
            "before-number" => drop(self.before_number.insert(word)),
            "starter" => drop(self.starters.insert(word)),
            "opener" => drop(self.openers.insert(word)),
            "ordinal-before" => drop(self.ordinal_before.insert(word)),
            "ordinal-after" => drop(self.ordinal_after.insert(word)),
            "prefix" => drop(self.prefixes.insert(word)),
            "clitic" => self.clitics.push(word),
            "elision" => drop(self.elisions.insert(word)),
            "split" => {
                if let Some((first, second)) = word.split_once('+') {
                    self.splits.insert(format!("{first}{second}"), first.chars().count());
                }
            }
            "unit" => drop(self.units.insert(word)),
            "nominal" => {
                let stem = word.strip_suffix('e').unwrap_or(word).to_lowercase();
                self.nominals.push(stem);
            }
            "particle" => self.particles.push(word),
            "setting" => drop(self.settings.insert(word)),
            _ => {}
        }
    }
}

#[cfg(test)]
const KINDS: [&str; 15] = [
    "abbreviation",
    "before-number",
    "nominal",
    "closer",
    "starter",
    "opener",
    "ordinal-before",
    "ordinal-after",
    "prefix",
    "clitic",
    "elision",
    "split",
    "unit",
    "particle",
    "setting",
];

include!(concat!(env!("OUT_DIR"), "/words.rs"));

static TABLES: LazyLock<HashMap<&str, Words>> =
    LazyLock::new(|| FILES.iter().map(|(code, file)| (*code, Words::parse(file))).collect());
static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The tables of a language by its ISO 639-1 code.
pub(crate) fn words(language: &str) -> &'static Words {
    TABLES.get(language).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_kind_and_a_word() {
        for (code, file) in FILES {
            assert!(file.starts_with("# written for Lagebild"), "{code}: no source line");
            for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                let mut columns = line.split('\t');
                assert!(KINDS.contains(&columns.next().unwrap()), "{code}: {line}");
                assert!(columns.next().is_some_and(|word| !word.is_empty()), "{code}: {line}");
            }
        }
        assert!(words("de").does("ordinals"));
        assert!(words("xx").abbreviations.is_empty());
    }
}
