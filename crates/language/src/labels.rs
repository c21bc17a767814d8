//! The label inventories of the network, in the order of its outputs.

use serde::Deserialize;

use crate::{EntityKind, Number, Relation, Upos, VerbForm};

/// `labels.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Labels {
    pub version: String,
    pub max_pieces: usize,
    pub special: Special,
    pub upos: Vec<Upos>,
    pub relations: Vec<Relation>,
    pub entity: Vec<EntityLabel>,
    pub verbform: Vec<VerbForm>,
    pub number: Vec<Number>,
}

/// Numbers of the pieces with a meaning of their own.
#[derive(Debug, Deserialize)]
pub(crate) struct Special {
    pub bos: u32,
    pub pad: u32,
    pub eos: u32,
    pub unk: u32,
}

/// A BIO label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntityLabel {
    Outside,
    Begin(EntityKind),
    Inside(EntityKind),
}

macro_rules! from_label {
    ($type:ty, $what:literal, $parse:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let label = String::deserialize(deserializer)?;
                let parse: fn(&str) -> Option<$type> = $parse;
                parse(&label)
                    .ok_or_else(|| serde::de::Error::custom(format!("`{label}` is no {}", $what)))
            }
        }
    };
}

from_label!(Upos, "part of speech", |label| Upos::from_label(label));
from_label!(Relation, "relation", |label| Some(Relation(label.to_owned())));
from_label!(EntityLabel, "entity label", EntityLabel::from_label);
from_label!(VerbForm, "verb form", |label| Some(match label {
    "_" => VerbForm::None,
    "Fin-Ind-Pres" | "Fin-Ind-Fut" | "Fin-Modal" => VerbForm::Present,
    "Fin-Ind-Past" => VerbForm::Past,
    "Fin-Sub-Pres" => VerbForm::SubjunctivePresent,
    "Fin-Sub-Past" | "Fin-Cnd" => VerbForm::SubjunctivePast,
    "Fin-Imp" => VerbForm::Imperative,
    "Inf" => VerbForm::Infinitive,
    "Part-Past" => VerbForm::PastParticiple,
    "Part-Pres" => VerbForm::PresentParticiple,
    "Ger" => VerbForm::Gerund,
    _ => return None,
}));
from_label!(Number, "number", |label| Some(match label {
    "_" => Number::None,
    "Sing" => Number::Singular,
    "Plur" => Number::Plural,
    _ => return None,
}));

impl Upos {
    /// The universal part of speech of a label such as `NOUN`.
    pub fn from_label(label: &str) -> Option<Upos> {
        Some(match label {
            "ADJ" => Upos::Adj,
            "ADP" => Upos::Adp,
            "ADV" => Upos::Adv,
            "AUX" => Upos::Aux,
            "CCONJ" => Upos::Cconj,
            "DET" => Upos::Det,
            "INTJ" => Upos::Intj,
            "NOUN" => Upos::Noun,
            "NUM" => Upos::Num,
            "PART" => Upos::Part,
            "PRON" => Upos::Pron,
            "PROPN" => Upos::Propn,
            "PUNCT" => Upos::Punct,
            "SCONJ" => Upos::Sconj,
            "SYM" => Upos::Sym,
            "VERB" => Upos::Verb,
            "X" => Upos::X,
            _ => return None,
        })
    }
}

impl EntityLabel {
    pub fn from_label(label: &str) -> Option<EntityLabel> {
        if label == "O" {
            return Some(EntityLabel::Outside);
        }
        let (begin, kind) = label.split_once('-')?;
        let kind = match kind {
            "PER" => EntityKind::Person,
            "ORG" => EntityKind::Organisation,
            "LOC" => EntityKind::Location,
            "MISC" => EntityKind::Other,
            _ => return None,
        };
        Some(if begin == "B" { EntityLabel::Begin(kind) } else { EntityLabel::Inside(kind) })
    }
}

/// Entities of a row of labels; an inside without its beginning begins one.
pub(crate) fn entities(labels: &[EntityLabel]) -> Vec<crate::Entity> {
    let mut found: Vec<crate::Entity> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match *label {
            EntityLabel::Outside => {}
            EntityLabel::Inside(kind)
                if found.last().is_some_and(|last| last.last + 1 == at && last.kind == kind) =>
            {
                if let Some(last) = found.last_mut() {
                    last.last = at;
                }
            }
            EntityLabel::Begin(kind) | EntityLabel::Inside(kind) => {
                found.push(crate::Entity { first: at, last: at, kind });
            }
        }
    }
    found
}
