//! What an article is about: names, places, countries, figures, acts and words, as hashed features.
//!
//! All but the words are the same in every language: places and persons by their entry in the
//! gazetteer, other names in Latin letters and cut to a stem, figures by value, acts by their codes.

use std::collections::BTreeMap;

use gazetteer::{Gazetteer, Kind};
use language::{Annotated, Upos};
use record::{Record, Span};
use serde::{Deserialize, Serialize};

use crate::sketch::Sketch;
use crate::text::{fold, hash};

/// Letters of a name that are compared: endings differ by case and language.
const STEM: usize = 6;
/// Features kept of an article.
const MOST: usize = 160;

/// Kinds of features; the kind is the first byte of a feature's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// A content word in one language.
    Word = 1,
    /// A name that the gazetteer does not know.
    Name = 2,
    /// A place below the level of countries, or a person in office.
    Known = 3,
    /// A country or body.
    Country = 4,
    /// A figure.
    Figure = 5,
    /// An act: type and countries.
    Act = 6,
}

/// A hashed feature: its class and 56 bits.
pub type Feature = u64;

fn feature(class: Class, text: &str) -> Feature {
    (class as u64) << 56 | hash(text) >> 8
}

/// The class of a feature.
pub fn class_of(feature: Feature) -> u8 {
    (feature >> 56) as u8
}

/// What an article is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Language of the article.
    pub language: String,
    /// Features with how often they occur, damped; sorted by feature.
    pub features: Vec<(Feature, f32)>,
    /// The five-word sequences.
    pub sketch: Sketch,
}

/// What the sentence of a record says, for comparing acts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Traits {
    /// The trigger, folded and cut to a stem.
    pub trigger: u64,
    /// Features of the sentence; sorted.
    pub features: Vec<Feature>,
}

/// An article's profile and the traits of its records, in their order.
pub fn profile(annotated: &Annotated, records: &[Record]) -> (Profile, Vec<Traits>) {
    let article = &annotated.article;
    let language = article.language.clone().unwrap_or_default();
    let mut counts: BTreeMap<Feature, f32> = BTreeMap::new();
    let mut sentences: Vec<(usize, usize, Vec<Feature>)> = Vec::new();
    for sentence in &annotated.sentences {
        let found = of_sentence(sentence, &language);
        for &each in &found {
            *counts.entry(each).or_default() += 1.0;
        }
        sentences.push((sentence.start, sentence.end, found));
    }
    let title = fold(&article.title);
    for word in title.split(' ').filter(|word| word.len() >= 5) {
        *counts.entry(feature(Class::Word, &format!("{language}:{word}"))).or_default() += 1.0;
    }
    for record in records.iter().filter(|record| !record.background) {
        for code in record.actors.iter().chain(&record.recipients) {
            if code.code.country != record::Country::UNKNOWN {
                let act = format!("{} {}", record.event_type, code.code.country);
                *counts.entry(feature(Class::Act, &act)).or_default() += 1.0;
            }
        }
    }
    let mut features: Vec<(Feature, f32)> =
        counts.into_iter().map(|(feature, count)| (feature, 1.0 + count.ln())).collect();
    if features.len() > MOST {
        let order = |class: u8| if class == Class::Word as u8 { 1 } else { 0 };
        features.sort_by(|a, b| {
            let key = |it: &(Feature, f32)| order(class_of(it.0));
            key(a).cmp(&key(b)).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0))
        });
        features.truncate(MOST);
        features.sort_by_key(|each| each.0);
    }
    let traits = records
        .iter()
        .map(|record| {
            let within = |span: &Span| {
                sentences.iter().find(|(start, end, _)| *start <= span.start && span.start < *end)
            };
            let mut features =
                within(&record.trigger).map(|(_, _, found)| found.clone()).unwrap_or_default();
            features.sort_unstable();
            features.dedup();
            Traits { trigger: hash(&stem(&fold(&record.trigger.text))), features }
        })
        .collect();
    let sketch = Sketch::of(&article.text);
    (Profile { language, features, sketch }, traits)
}

fn of_sentence(sentence: &language::Sentence, language: &str) -> Vec<Feature> {
    let gazetteer = Gazetteer::embedded();
    let words: Vec<&str> = sentence.tokens.iter().map(|token| token.text.as_str()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let token = &sentence.tokens[at];
        let in_entity =
            sentence.entities.iter().any(|entity| entity.first <= at && at <= entity.last);
        let is_name = in_entity || token.upos == Upos::Propn;
        let named = match (is_name, token.upos) {
            (true, _) => gazetteer.longest_entity(&words, at),
            (false, Upos::Adj | Upos::Noun) => gazetteer.longest(&words, at),
            _ => None,
        };
        if let Some((used, entries)) = named
            && let Some(best) = entries.first()
            && best.kind != Kind::Role
        {
            found.push(of_entry(best));
            at += used.max(1);
            continue;
        }
        let folded = fold(&token.text);
        match token.upos {
            _ if is_name && folded.len() >= 3 => found.push(feature(Class::Name, &stem(&folded))),
            Upos::Num => {
                let digits: String = token.text.chars().filter(char::is_ascii_digit).collect();
                if digits.len() >= 2 {
                    found.push(feature(Class::Figure, &digits));
                }
            }
            Upos::Noun | Upos::Verb | Upos::Adj => {
                let lemma = fold(&token.lemma);
                if lemma.len() >= 4 {
                    found.push(feature(Class::Word, &format!("{language}:{lemma}")));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn of_entry(entry: &gazetteer::Entry) -> Feature {
    match (entry.kind, entry.code, entry.country) {
        (Kind::Country | Kind::Nationality | Kind::Body, Some(code), _) => {
            feature(Class::Country, code.country.as_str())
        }
        (Kind::Seat, Some(code), _) => feature(Class::Country, code.country.as_str()),
        _ => feature(Class::Known, &fold(&entry.name)),
    }
}

/// The first letters of a folded name.
pub(crate) fn stem(folded: &str) -> String {
    folded.chars().take(STEM).collect()
}
