//! Origins: who vouches for an event after copies, syndication, citing and common owners collapse.
//!
//! Two records have the same origin when they cite the same source, when one article copies another,
//! when one outlet cites the other, or when both outlets belong to one owner (manual, section 6).

use std::collections::BTreeMap;

use gazetteer::{Gazetteer, Kind};
use language::{Annotated, Token, Upos};
use record::{Code, Country, Record, Sector, Span};
use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Key};
use crate::profile::stem;
use crate::sources::Reliability;
use crate::text::{fold, hash};

/// Who vouches for a record, as far as it can be told from its article alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Owner of the outlet; of the copied article's outlet for a copy.
    pub owner: u64,
    /// Reliability of the outlet.
    pub reliability: Reliability,
    /// Country of the outlet, where it is the state's own.
    pub state: Option<Country>,
    /// The innermost source that the article names for the record.
    pub source: Option<Named>,
    /// Owners of outlets that the sentence or the article says the news is from.
    pub cites: Vec<u64>,
}

/// A source that an article names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Who that is.
    pub code: Code,
    /// Hash of the folded name.
    pub name: u64,
}

/// Who vouches, after collapsing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// A state's or body's institution: country and sector.
    Institution(Country, Option<Sector>),
    /// Another source that is named, by the hash of its name.
    Person(u64),
    /// The outlet itself, by the hash of its owner.
    Outlet(u64),
}

impl Origin {
    /// The country or body that it belongs to.
    pub fn country(&self) -> Option<Country> {
        match self {
            Origin::Institution(country, _) => Some(*country),
            _ => None,
        }
    }

    /// Whether it is an official body: of a state, or an international one.
    pub fn is_official(&self) -> bool {
        match self {
            Origin::Institution(country, sector) => {
                country.is_body()
                    || matches!(
                        sector,
                        None | Some(
                            Sector::Gov
                                | Sector::Mil
                                | Sector::Cop
                                | Sector::Spy
                                | Sector::Jud
                                | Sector::Leg
                        )
                    )
            }
            _ => false,
        }
    }
}

/// The source of each record that can be told from others: the innermost that is named. A pronoun, or a
/// noun without a name of its own (*the agency*), stands for the source that the article named last, if
/// that can be the same institution.
pub fn named(annotated: &Annotated, records: &[Record]) -> Vec<Option<Named>> {
    let phrase = |span: &Span| -> &[Token] {
        let holds = |token: &Token| span.start <= token.start && token.end <= span.end;
        let of_sentence = |tokens: &'_ [Token]| -> Option<(usize, usize)> {
            let first = tokens.iter().position(holds)?;
            // an article before it is not part of a mention
            let article = first.checked_sub(1).filter(|before| tokens[*before].upos == Upos::Det);
            Some((article.unwrap_or(first), tokens.iter().rposition(holds)?))
        };
        annotated
            .sentences
            .iter()
            .find_map(|sentence| {
                let (first, last) = of_sentence(&sentence.tokens)?;
                Some(&sentence.tokens[first..=last])
            })
            .unwrap_or_default()
    };
    let pronoun = |words: &[Token]| words.first().is_some_and(|token| token.upos == Upos::Pron);
    let mut last: Option<Named> = None;
    records
        .iter()
        .map(|record| {
            let link = record.attribution.iter().rev().find(|link| {
                let unnamed =
                    link.cue.as_ref().is_some_and(|cue| cue.start == link.source.span.start);
                !unnamed && !fold(&link.source.span.text).is_empty()
            })?;
            let code = link.source.code;
            let words = phrase(&link.source.span);
            if let Some(last) = &last {
                let unresolved = code.country == Country::UNKNOWN && pronoun(words);
                let same_kind = family(code.sector) == family(last.code.sector);
                if unresolved || (same_kind && is_nameless(words)) {
                    return Some(last.clone());
                }
            }
            let folded = fold(&link.source.span.text);
            let name = folded.rsplit(' ').next().unwrap_or(&folded);
            let found = Named { code, name: hash(&stem(name)) };
            last = Some(found.clone());
            Some(found)
        })
        .collect()
}

/// Whether a phrase names nobody by name or nation: `the agency`, `das Ministerium`.
fn is_nameless(words: &[Token]) -> bool {
    let gazetteer = Gazetteer::embedded();
    let texts: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
    let named = |at: usize| {
        words[at].upos == Upos::Propn
            || gazetteer
                .longest(&texts, at)
                .is_some_and(|(_, entries)| entries.iter().any(|entry| entry.kind != Kind::Role))
            || gazetteer.compound(texts[at]).is_some()
    };
    words.first().is_some_and(|token| token.upos == Upos::Det) && !(1..words.len()).any(named)
}

/// The origin that a fact itself names: its source, else the outlet that it cites, else its outlet.
fn own(fact: &Fact) -> Origin {
    match &fact.voice.source {
        Some(named) if named.code.country != Country::UNKNOWN => {
            Origin::Institution(named.code.country, family(named.code.sector))
        }
        Some(named) if named.code.sector.is_some_and(|sector| sector != Sector::Jrn) => {
            Origin::Person(named.name)
        }
        _ => Origin::Outlet(fact.voice.cites.first().copied().unwrap_or(fact.voice.owner)),
    }
}

/// What acts in a state's name is one institution: a minister, his ministry, its army and police do
/// not vouch for each other. Courts, parliaments and all others stand for themselves.
fn family(sector: Option<Sector>) -> Option<Sector> {
    match sector {
        None | Some(Sector::Eli | Sector::Mil | Sector::Cop | Sector::Spy) => Some(Sector::Gov),
        other => other,
    }
}

/// The origin of each fact of an event, in the order of the facts.
///
/// An outlet that has named its source for the act does not vouch for it itself, neither in that
/// article nor in another, nor where others cite it.
pub fn origins(facts: &[&Fact]) -> Vec<Origin> {
    let mut by_article: BTreeMap<Key, Origin> = BTreeMap::new();
    let mut by_owner: BTreeMap<u64, Origin> = BTreeMap::new();
    for fact in facts {
        let origin = own(fact);
        if !matches!(origin, Origin::Outlet(_)) {
            by_article.entry(fact.article).or_insert(origin);
            by_owner.entry(fact.voice.owner).or_insert(origin);
        }
    }
    facts
        .iter()
        .map(|fact| match own(fact) {
            Origin::Outlet(owner) => {
                let named = by_article.get(&fact.article);
                *named.or(by_owner.get(&owner)).unwrap_or(&Origin::Outlet(owner))
            }
            origin => origin,
        })
        .collect()
}

/// Groups of articles that vouch for an event independently: those that share an origin are one.
pub fn groups(facts: &[&Fact]) -> Vec<Vec<Key>> {
    let mut groups: Vec<(Vec<Origin>, Vec<Key>)> = Vec::new();
    for (fact, origin) in facts.iter().zip(origins(facts)) {
        let (mut met, rest): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(origins, keys)| origins.contains(&origin) || keys.contains(&fact.article));
        groups = rest;
        let mut joined = (vec![origin], vec![fact.article]);
        for (origins, keys) in met.drain(..) {
            joined.0.extend(origins);
            joined.1.extend(keys);
        }
        joined.1.sort_unstable();
        joined.1.dedup();
        groups.push(joined);
    }
    let mut groups: Vec<Vec<Key>> = groups.into_iter().map(|(_, keys)| keys).collect();
    groups.sort();
    groups
}
