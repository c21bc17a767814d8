//! Names in a sentence: what the gazetteer knows of them.

use gazetteer::{Entry, Gazetteer, Kind};
use language::{EntityKind, Sentence, Upos};

/// A name that the gazetteer knows: the words `first..=last`.
#[derive(Debug, Clone)]
pub struct Named {
    /// First word.
    pub first: usize,
    /// Last word, inclusive.
    pub last: usize,
    /// What it can stand for, best first; never empty.
    pub entries: Vec<Entry>,
}

impl Named {
    /// The reading as a person, body or country that acts.
    pub fn actor(&self) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.code.is_some()).or(self.entries.first())
    }

    /// The reading as a place, if it has one.
    pub fn place(&self) -> Option<&Entry> {
        self.entries.iter().find(|entry| {
            matches!(
                entry.kind,
                Kind::Country | Kind::Capital | Kind::City | Kind::Admin1 | Kind::Region
            )
        })
    }

    /// Whether it is a nationality (`russisch`, `Russian`).
    pub fn is_nationality(&self) -> bool {
        self.entries.first().is_some_and(|entry| entry.kind == Kind::Nationality)
    }

    /// Whether it names a person.
    pub fn is_person(&self) -> bool {
        self.entries.first().is_some_and(|entry| entry.kind == Kind::Person)
    }
}

/// All names of a sentence of a `language`, from left to right, the longest match first.
pub fn find(sentence: &Sentence, gazetteer: &Gazetteer, language: &str) -> Vec<Named> {
    let words: Vec<&str> = sentence.tokens.iter().map(|token| token.text.as_str()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name_at(sentence, gazetteer, language, &words, at) {
            Some(named) => {
                at = named.last + 1;
                found.push(named);
            }
            None => at += 1,
        }
    }
    found
}

fn name_at(
    sentence: &Sentence,
    gazetteer: &Gazetteer,
    language: &str,
    words: &[&str],
    at: usize,
) -> Option<Named> {
    let token = &sentence.tokens[at];
    let upper = token.text.chars().next().is_some_and(char::is_uppercase);
    if !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Det | Upos::Num)
        && !upper
    {
        return None;
    }
    if !token.text.chars().any(char::is_alphabetic) {
        return None;
    }
    let entity = sentence.entities.iter().find(|entity| entity.first <= at && at <= entity.last);
    let in_entity = entity.is_some();
    // readings that are common words need an entity of their kind (`in March` is no town)
    let is_name = entity.is_some_and(|entity| entity.kind != EntityKind::Other);
    let (count, mut entries) = if is_name {
        gazetteer.longest_entity(words, at)?
    } else {
        gazetteer.longest(words, at)?
    };
    if !upper && count == 1 {
        entries.retain(|entry| entry.kind == Kind::Nationality);
    } else if token.upos != Upos::Propn && !in_entity && count == 1 {
        // A common noun at most names a country, a nationality or a body.
        entries.retain(|entry| {
            !matches!(entry.kind, Kind::City | Kind::Admin1) && entry.kind != Kind::Person
        });
    }
    entries.retain(|entry| entry.kind != Kind::Role);
    // `Полиция` is no town of Poland
    if count == 1 && token.upos == Upos::Noun && gazetteer.role(language, &token.lemma).is_some() {
        entries.retain(|entry| !matches!(entry.kind, Kind::City | Kind::Admin1));
    }
    let person =
        entity.filter(|entity| entity.kind == EntityKind::Person && entity.first < entity.last);
    if let Some(person) = person {
        // `David` in a person's name is no town, and Eurico Guterres is not António Guterres
        let whole = &words[person.first..=person.last];
        let covered = at <= person.first && at + count > person.last;
        entries.retain(|entry| {
            entry.kind == Kind::Person
                && (covered
                    || whole.iter().all(|word| {
                        !is_name_word(word)
                            || entry.name.contains(*word)
                            || gazetteer.role(language, word).is_some()
                    }))
        });
    }
    let last = at + count.max(1) - 1;
    (!entries.is_empty()).then_some(Named { first: at, last, entries })
}

/// Whether a word inside a person's name is a name, and not an initial or a particle.
fn is_name_word(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().next().is_some_and(char::is_uppercase)
}
