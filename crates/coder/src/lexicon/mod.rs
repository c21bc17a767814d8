//! The words of a language: triggers, cues, certainty and closed classes, from `data/<language>/`.
//!
//! `docs/lexicons.md` describes the files. They are embedded at build time and parsed once.

mod condition;
mod entries;
mod entry;
mod table;

use std::collections::HashMap;
use std::sync::OnceLock;

use record::EventType;

pub use condition::Condition;
pub use entry::{Certainty, Content, Cue, Find, Part, Roles, Scope, Trigger};
pub use table::{LexiconError, Row};

use entry::Defaults;
use table::rows;

pub(crate) use entries::Entries;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The text of `data/<language>/<name>.tsv`, as it was embedded.
pub fn file(language: &str, name: &str) -> Option<&'static str> {
    files(name).find(|(lang, _)| *lang == language).map(|(_, text)| text)
}

/// The embedded files of a name, by language in alphabetical order.
pub(crate) fn files(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .filter(move |(_, file, _)| file.strip_suffix(".tsv") == Some(name))
        .map(|(language, _, text)| (*language, *text))
}

/// The languages that have a trigger lexicon, in alphabetical order.
pub fn languages() -> Vec<&'static str> {
    files("triggers").map(|(language, _)| language).collect()
}

/// Everything that the rules know about one language.
#[derive(Debug)]
pub struct Lexicon {
    /// ISO 639-1 code.
    pub language: &'static str,
    triggers: Entries<Vec<Trigger>>,
    trigger_suffixes: Vec<(String, Vec<Trigger>)>,
    general: Vec<Trigger>,
    classes: Entries<Vec<String>>,
    class_suffixes: Vec<(String, String)>,
    cues: Entries<Vec<Cue>>,
    certainty: Entries<Vec<Certainty>>,
    open: Entries<()>,
    open_phrases: Vec<Vec<String>>,
    grammar: HashMap<&'static str, HashMap<String, String>>,
    obligation: Option<Trigger>,
}

impl Lexicon {
    /// The lexicon of a language, parsed on first use; `None` if there is none or it is broken
    /// (a test parses them all).
    pub fn of(language: &str) -> Option<&'static Lexicon> {
        static LEXICONS: OnceLock<Vec<Lexicon>> = OnceLock::new();
        let all = LEXICONS.get_or_init(|| {
            languages().into_iter().filter_map(|language| Lexicon::parse(language).ok()).collect()
        });
        all.iter().find(|lexicon| lexicon.language == language)
    }

    /// Parses the embedded files of a language.
    ///
    /// # Errors
    /// The first line that does not follow the format, with file and line number.
    pub fn parse(language: &'static str) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon {
            language,
            triggers: Entries::default(),
            trigger_suffixes: Vec::new(),
            general: Vec::new(),
            classes: Entries::default(),
            class_suffixes: Vec::new(),
            cues: Entries::default(),
            certainty: Entries::default(),
            open: Entries::default(),
            open_phrases: Vec::new(),
            grammar: HashMap::new(),
            obligation: None,
        };
        for row in rows(language, "grammar")? {
            if row.column(0) == "obligation" {
                lexicon.obligation = Some(Trigger::obligation(&row));
            }
            let words = lexicon.grammar.entry(row.column(0)).or_default();
            words.insert(row.column(1).to_lowercase(), row.column(2).to_owned());
        }
        let defaults = Defaults::new(|name| lexicon.grammar("default", name));
        let mut suffixes: HashMap<String, Vec<Trigger>> = HashMap::new();
        for row in rows(language, "triggers")? {
            let trigger = Trigger::parse(&row, &defaults)?;
            match trigger.lemma.strip_prefix('-') {
                None if trigger.is_general() => lexicon.general.push(trigger),
                Some(suffix) => {
                    let whole = capitalised(suffix);
                    suffixes.entry(suffix.to_owned()).or_default().push(trigger.clone());
                    lexicon.triggers.at(&whole).push(trigger);
                }
                None => {
                    let lemma = trigger.lemma.clone();
                    lexicon.triggers.at(&lemma).push(trigger);
                }
            }
        }
        lexicon.trigger_suffixes = suffixes.into_iter().collect();
        lexicon
            .trigger_suffixes
            .sort_by_key(|(suffix, _)| (std::cmp::Reverse(suffix.len()), suffix.clone()));
        for row in rows(language, "classes")? {
            let (class, lemma) = (row.column(0).to_owned(), row.column(1));
            match lemma.strip_prefix('-') {
                Some(suffix) => {
                    lexicon.class_suffixes.push((suffix.to_owned(), class.clone()));
                    lexicon.classes.at(&capitalised(suffix)).push(class);
                }
                None => lexicon.classes.at(lemma).push(class),
            }
        }
        for row in rows(language, "cues")? {
            let cue = Cue::parse(&row)?;
            lexicon.cues.at(&cue.lemma.to_lowercase()).push(cue);
        }
        for row in rows(language, "certainty")? {
            let entry = Certainty::parse(&row)?;
            lexicon.certainty.at(&entry.lemma.to_lowercase()).push(entry);
        }
        for row in rows(language, "open")? {
            let entry = row.column(0).to_lowercase();
            match Part::parse(&row, 1)? {
                Part::Preposition => {
                    let words = entry.split_whitespace().map(str::to_owned).collect();
                    lexicon.open_phrases.push(words);
                }
                _ => *lexicon.open.at(&entry) = (),
            }
        }
        Ok(lexicon)
    }

    /// The trigger entries of a lemma: its own, else those of its longest known last part, else of
    /// its longest known beginning.
    pub fn triggers(&self, lemma: &str) -> &[Trigger] {
        if let Some(found) = self.triggers.get(lemma) {
            return found;
        }
        if let Some(found) = self.triggers.get(&lemma.to_lowercase()) {
            return found;
        }
        let lower = lemma.to_lowercase();
        let found = self
            .trigger_suffixes
            .iter()
            .find(|(suffix, _)| lower.len() > suffix.len() + 1 && lower.ends_with(suffix.as_str()));
        found
            .map(|(_, entries)| entries)
            .or_else(|| self.triggers.by_stem(&lower))
            .map_or(&[], Vec::as_slice)
    }

    /// The entry for any word of a part of speech (verb or noun) that names an act of a type, for acts
    /// that no entry of their own names (lemma `*`).
    pub fn general(&self, event_type: EventType, part: Part) -> Option<&Trigger> {
        self.general.iter().find(|entry| entry.event_type == event_type && entry.part == part)
    }

    /// Whether a noun belongs to a class of `classes.tsv`.
    pub fn is_in_class(&self, lemma: &str, class: &str) -> bool {
        let holds = |classes: Option<&Vec<String>>| {
            classes.is_some_and(|all| all.iter().any(|each| each == class))
        };
        let lower = lemma.to_lowercase();
        holds(self.classes.get(lemma))
            || holds(self.classes.get(&lower))
            || holds(self.classes.by_stem(&lower))
            || self.class_suffixes.iter().any(|(suffix, of)| {
                of == class && lower.len() > suffix.len() && lower.ends_with(suffix.as_str())
            })
    }

    /// The cue entries of a lemma or fixed phrase, in lower case.
    pub fn cues(&self, lemma: &str) -> &[Cue] {
        self.cues.get(lemma).or_else(|| self.cues.by_stem(lemma)).map_or(&[], Vec::as_slice)
    }

    /// Fixed phrases among the cues that begin with `word` (in lower case), for matching.
    pub fn cue_phrases(&self) -> impl Iterator<Item = &Cue> {
        self.cues.values().flatten().filter(|cue| cue.part == Part::Preposition)
    }

    /// The certainty entry of a lemma in a part of speech.
    pub fn certainty(&self, lemma: &str, part: Part) -> Option<&Certainty> {
        self.certainties(lemma, part).next()
    }

    /// All that a word can say of certainty, the first entry first.
    pub fn certainties(&self, lemma: &str, part: Part) -> impl Iterator<Item = &Certainty> {
        let whole = self.certainty.get(lemma).into_iter().flatten();
        let begun = std::iter::once_with(|| self.certainty.by_stem(lemma)).flatten().flatten();
        whole.chain(begun).filter(move |entry| entry.part == part)
    }

    /// The entry for a modal of obligation that is said by a named speaker (`müsse`, `should`).
    pub fn obligation(&self) -> Option<&Trigger> {
        self.obligation.as_ref()
    }

    /// Whether the language reports speech in the indicative, so that mood tells nothing.
    pub fn language_reports_in_indicative(&self) -> bool {
        !self.grammar.contains_key("subjunctive")
    }

    /// Whether a word says that something is unknown.
    pub fn is_open(&self, lemma: &str) -> bool {
        let lower = lemma.to_lowercase();
        self.open.get(&lower).or_else(|| self.open.by_stem(&lower)).is_some()
    }

    /// Fixed phrases that say that something is unknown, as words in lower case.
    pub fn open_phrases(&self) -> &[Vec<String>] {
        &self.open_phrases
    }

    /// The value of a closed-class word, if it is of that kind (`grammar.tsv`).
    pub fn grammar(&self, kind: &str, form: &str) -> Option<&str> {
        self.grammar.get(kind)?.get(&form.to_lowercase()).map(String::as_str)
    }

    /// Whether a word ends in a suffix of that kind (`grammar.tsv`).
    pub fn ends_in(&self, kind: &str, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.grammar
            .get(kind)
            .is_some_and(|suffixes| suffixes.keys().any(|suffix| lower.ends_with(suffix.as_str())))
    }

    /// Whether a form is a closed-class word of that kind.
    pub fn is(&self, kind: &str, form: &str) -> bool {
        self.grammar(kind, form).is_some()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_lexicon_parses() {
        let languages = languages();
        assert!(["de", "en"].iter().all(|language| languages.contains(language)));
        for language in languages {
            let parsed = Lexicon::parse(language);
            assert!(
                parsed.is_ok(),
                "{language}: {}",
                parsed.err().map(|e| e.to_string()).unwrap_or_default()
            );
        }
    }
}
