//! Span F1 against entity corpora, on their own words.

use std::fmt;
use std::path::Path;

use super::{Counts, EvalError, contents};
use crate::labels::{EntityLabel, entities as spans_of};
use crate::{Entity, EntityKind, Reader};

/// Corpora and how their labels map to ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityFormat {
    /// Universal NER (`.iob2`): `OTH` is dropped, and so are our entities of another kind.
    UniversalNer,
    /// GermEval 2014 (`.tsv`), outer level: `OTH` and derivations are of another kind, parts of
    /// compounds are none.
    GermEval,
    /// MobIE (`.conll2003`): locations, organisations and persons of all sorts.
    Mobie,
}

/// The part of `de_germeval2014-dev.tsv` that is never trained on begins with this sentence,
/// counted from 0.
pub const GERMEVAL_HELD_OUT_FROM: usize = 1750;

impl EntityFormat {
    /// The format of a file, by its first lines.
    pub fn detect(file: &str) -> Option<Self> {
        let mut lines = file.lines();
        if file.starts_with("-DOCSTART-") {
            return Some(EntityFormat::Mobie);
        }
        if file.lines().take(20).any(|line| line.starts_with("# text = ")) {
            return Some(EntityFormat::UniversalNer);
        }
        let row = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
        match row.split('\t').count() {
            4 if row.starts_with("1\t") => Some(EntityFormat::GermEval),
            _ => None,
        }
    }

    fn columns(self) -> (usize, usize) {
        match self {
            EntityFormat::UniversalNer | EntityFormat::GermEval => (1, 2),
            EntityFormat::Mobie => (0, 3),
        }
    }

    fn kind(self, label: &str) -> Option<EntityKind> {
        let kind = match (self, label) {
            (EntityFormat::GermEval, part) if part.ends_with("part") => return None,
            (EntityFormat::GermEval, other) if other.ends_with("deriv") || other == "OTH" => {
                EntityKind::Other
            }
            (_, "PER" | "person") => EntityKind::Person,
            (_, "ORG") => EntityKind::Organisation,
            (_, "LOC") => EntityKind::Location,
            (EntityFormat::Mobie, place) if place.starts_with("location") => EntityKind::Location,
            (EntityFormat::Mobie, body) if body.starts_with("organization") => {
                EntityKind::Organisation
            }
            _ => return None,
        };
        Some(kind)
    }

    fn knows_other(self) -> bool {
        self == EntityFormat::GermEval
    }
}

/// Counts by kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntityReport {
    /// Persons.
    pub persons: Counts,
    /// Organisations.
    pub organisations: Counts,
    /// Locations.
    pub locations: Counts,
    /// Others; nothing where the corpus has none.
    pub others: Counts,
}

impl EntityReport {
    /// Persons, organisations and locations together.
    pub fn named(&self) -> Counts {
        let mut sum = Counts::default();
        for counts in [self.persons, self.organisations, self.locations] {
            sum.right += counts.right;
            sum.found += counts.found;
            sum.wanted += counts.wanted;
        }
        sum
    }

    fn of(&mut self, kind: EntityKind) -> &mut Counts {
        match kind {
            EntityKind::Person => &mut self.persons,
            EntityKind::Organisation => &mut self.organisations,
            EntityKind::Location => &mut self.locations,
            EntityKind::Other => &mut self.others,
        }
    }
}

impl fmt::Display for EntityReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<15}{:>10}{:>8}{:>8}{:>8}", "", "precision", "recall", "F1", "wanted")?;
        for (name, counts) in [
            ("persons", self.persons),
            ("organisations", self.organisations),
            ("locations", self.locations),
            ("these three", self.named()),
            ("others", self.others),
        ] {
            let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "{name:<15}{precision:>10.2}{recall:>8.2}{f1:>8.2}{:>8}", counts.wanted)?;
        }
        Ok(())
    }
}

struct GoldSentence {
    words: Vec<(String, bool)>,
    labels: Vec<EntityLabel>,
}

/// Scores the reader on an entity corpus. Of GermEval's development file only the part that is
/// never trained on counts, from [`GERMEVAL_HELD_OUT_FROM`].
///
/// # Errors
///
/// If the file is in none of the formats or the reader fails.
pub fn entities(reader: &Reader, path: &Path, language: &str) -> Result<EntityReport, EvalError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let from = if name.contains("germeval2014-dev") { GERMEVAL_HELD_OUT_FROM } else { 0 };
    let file = contents(path)?;
    let file = file.as_str();
    let format = EntityFormat::detect(file).ok_or(EvalError::Empty)?;
    let gold: Vec<GoldSentence> = read(file, format)?.into_iter().skip(from).collect();
    let rows: Vec<Vec<(String, bool)>> = gold.iter().map(|s| s.words.clone()).collect();
    let mut report = EntityReport::default();
    for (gold, sentence) in gold.iter().zip(reader.read_words(&rows, language)?) {
        let counted = |entity: &&Entity| format.knows_other() || entity.kind != EntityKind::Other;
        let wanted = spans_of(&gold.labels);
        let found: Vec<&Entity> = sentence.entities.iter().filter(counted).collect();
        for entity in &wanted {
            report.of(entity.kind).wanted += 1;
        }
        for entity in found {
            let counts = report.of(entity.kind);
            counts.found += 1;
            counts.right += usize::from(wanted.contains(entity));
        }
    }
    Ok(report)
}

fn read(file: &str, format: EntityFormat) -> Result<Vec<GoldSentence>, EvalError> {
    let (word_column, tag_column) = format.columns();
    let mut sentences = Vec::new();
    let (mut text, mut words, mut tags) = (String::new(), Vec::new(), Vec::new());
    for (number, line) in file.lines().chain([""]).enumerate() {
        if let Some(given) = line.strip_prefix("# text = ") {
            text = given.to_owned();
        } else if line.is_empty() {
            if !words.is_empty() {
                let words: Vec<String> = std::mem::take(&mut words);
                let spaces = spaces(&words, &text);
                let labels = labels(&std::mem::take(&mut tags), format);
                sentences
                    .push(GoldSentence { words: words.into_iter().zip(spaces).collect(), labels });
            }
            text.clear();
        } else if !["# ", "#\t", "-DOCSTART-"].iter().any(|comment| line.starts_with(comment)) {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(word), Some(tag)) = (columns.get(word_column), columns.get(tag_column))
            else {
                let reason = format!("{} columns, which are too few", columns.len());
                return Err(EvalError::Format { line: number + 1, reason });
            };
            words.push((*word).to_owned());
            tags.push((*tag).to_owned());
        }
    }
    if sentences.is_empty() { Err(EvalError::Empty) } else { Ok(sentences) }
}

/// Labels after mapping kinds; a dropped beginning takes its continuation along.
fn labels(tags: &[String], format: EntityFormat) -> Vec<EntityLabel> {
    let mut inside = None;
    tags.iter()
        .map(|tag| {
            let kind = tag.split_once('-').and_then(|(_, kind)| format.kind(kind));
            let before = std::mem::replace(&mut inside, kind);
            match kind {
                None => EntityLabel::Outside,
                Some(kind) if tag.starts_with('I') && before == Some(kind) => {
                    EntityLabel::Inside(kind)
                }
                Some(kind) => EntityLabel::Begin(kind),
            }
        })
        .collect()
}

/// Whether a space precedes each word: by the text where it is given, else by typesetting.
fn spaces(words: &[String], text: &str) -> Vec<bool> {
    let mut rest = text;
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let trimmed = rest.trim_start();
        let Some(after) = trimmed.strip_prefix(word.as_str()) else { return guessed(words) };
        found.push(found.is_empty() || trimmed.len() < rest.len());
        rest = after;
    }
    found
}

fn guessed(words: &[String]) -> Vec<bool> {
    let (mut glue, mut quoted) = (false, false);
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let closing = word == "\"" && quoted;
            let leans = matches!(
                word.as_str(),
                "." | ","
                    | ";"
                    | ":"
                    | "!"
                    | "?"
                    | ")"
                    | "]"
                    | "}"
                    | "%"
                    | "…"
                    | "''"
                    | "“"
                    | "”"
                    | "n't"
                    | "'s"
                    | "’s"
            );
            let space = at == 0 || !(glue || closing || leans);
            quoted ^= word == "\"";
            let opens =
                matches!(word.as_str(), "(" | "[" | "{" | "„" | "‚" | "«" | "#" | "@" | "``");
            glue = opens || (word == "\"" && quoted);
            space
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_formats() {
        let iob2 =
            "# text = Rom, jetzt\n1\tRom\tB-LOC\t-\tx\n2\t,\tO\t-\t-\n3\tjetzt\tB-OTH\t-\t-\n";
        let tsv = "#\thttp://example.org\t[2010]\n1\tSPD-Chef\tB-ORGpart\tO\n2\tdeutsche\tB-LOCderiv\tO\n";
        let conll = "-DOCSTART- -1- O O\n\nKöln\tNE\tI-NE\tB-location-city\n";
        for (file, format) in [
            (iob2, EntityFormat::UniversalNer),
            (tsv, EntityFormat::GermEval),
            (conll, EntityFormat::Mobie),
        ] {
            assert_eq!(EntityFormat::detect(file), Some(format));
        }
        let read_one = |file, format| read(file, format).unwrap().remove(0);
        let sentence = read_one(iob2, EntityFormat::UniversalNer);
        assert_eq!(sentence.words[1], (",".to_owned(), false));
        let outside = EntityLabel::Outside;
        assert_eq!(sentence.labels, [EntityLabel::Begin(EntityKind::Location), outside, outside]);
        let sentence = read_one(tsv, EntityFormat::GermEval);
        assert_eq!(sentence.labels, [outside, EntityLabel::Begin(EntityKind::Other)]);
        let sentence = read_one(conll, EntityFormat::Mobie);
        assert_eq!(sentence.labels, [EntityLabel::Begin(EntityKind::Location)]);
    }
}
