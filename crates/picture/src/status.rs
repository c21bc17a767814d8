//! The status of an event by the rules of the manual (section 6), and its Admiralty grade.

use std::collections::BTreeMap;

use record::{Country, EventType, Factuality, QuadClass, Stance, Tense};
use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Key};
use crate::origins::{self, Origin};
use crate::sources::{Quoted, Reliability};

/// What is known of an event at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Only announced, feared or predicted.
    Warned,
    /// At best possible, or an open question.
    Possible,
    /// One independent origin says so, or only a party that gains by it.
    Claimed,
    /// Two or more independent origins say so.
    Corroborated,
    /// Corroborated, and one who knows at first hand says so, or the actor admits it.
    Confirmed,
    /// Said by one and denied by another of comparable standing.
    Disputed,
    /// Only denied.
    Denied,
    /// Withdrawn or corrected by who published it.
    Retracted,
}

impl Status {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warned => "warned",
            Self::Possible => "possible",
            Self::Claimed => "claimed",
            Self::Corroborated => "corroborated",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
            Self::Retracted => "retracted",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// Where an event stands, and the records that cause it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// Reliability of the best source that speaks for the status.
    pub reliability: Reliability,
    /// Credibility of the information, 1 to 6.
    pub credibility: u8,
    /// Independent origins that say that it is so.
    pub origins: Vec<Origin>,
    /// Independent origins that say that it is not so.
    pub deniers: Vec<Origin>,
    /// The records that cause the status.
    pub because: Vec<Key>,
}

/// Weight of an origin that has no part in the act, and of one that has.
const NEUTRAL: u32 = 2;
const PARTY: u32 = 1;

/// One fact with what the rules ask of it.
struct Said<'f> {
    fact: &'f Fact,
    origin: Origin,
}

/// The standing of an event whose records are `facts`, in order of publication; `withdrawn` tells
/// which of them their publisher has taken back.
pub fn standing(facts: &[&Fact], withdrawn: impl Fn(Key) -> bool, quoted: &Quoted) -> Standing {
    let origins = origins::origins(facts);
    let all = facts.iter().zip(origins).map(|(fact, origin)| Said { fact, origin });
    let live: Vec<Said<'_>> = all.filter(|said| !withdrawn(said.fact.key)).collect();
    let any = |wanted: &dyn Fn(&Fact) -> bool| -> Vec<&Said<'_>> {
        live.iter().filter(|said| wanted(said.fact)).collect()
    };
    let withdrawn_claim = facts.iter().any(|fact| withdrawn(fact.key) && fact.asserts());
    // an origin is heard with its latest word: who denied and later admits no longer denies
    let mut latest: BTreeMap<Origin, bool> = BTreeMap::new();
    let is_news = live.iter().any(|said| said.fact.asserts() && !said.fact.background);
    for said in &live {
        if said.fact.asserts() {
            latest.insert(said.origin, true);
        } else if said.fact.denies()
            && said.fact.tense != Tense::Future
            && !(is_news && said.fact.background)
        {
            // that something will not be does not deny that it was, nor does what was not so before
            // deny the news
            latest.insert(said.origin, false);
        }
    }
    let of = |positive: bool| -> Vec<Origin> {
        latest.iter().filter(|(_, is)| **is == positive).map(|(origin, _)| *origin).collect()
    };
    let (claiming, denying) = (of(true), of(false));
    let claims = any(&|fact| fact.asserts());
    let denials = any(&|fact| fact.denies());
    let because = |said: &[&Said<'_>], origins: &[Origin]| -> Vec<Key> {
        said.iter()
            .filter(|said| origins.contains(&said.origin))
            .map(|said| said.fact.key)
            .collect()
    };
    let best = |said: &[&Said<'_>]| {
        said.iter().map(|said| reliability(said, quoted)).min().unwrap_or_default()
    };
    let parties = parties(&live);
    let weight = |origins: &[Origin]| -> u32 {
        origins.iter().map(|origin| if is_party(origin, &parties) { PARTY } else { NEUTRAL }).sum()
    };
    if claiming.is_empty() {
        let (status, credibility, heard, speakers) = if withdrawn_claim && denying.is_empty() {
            let taken: Vec<Key> =
                facts.iter().filter(|fact| withdrawn(fact.key)).map(|fact| fact.key).collect();
            let standing = Standing {
                status: Status::Retracted,
                reliability: Reliability::F,
                credibility: 5,
                origins: Vec::new(),
                deniers: Vec::new(),
                because: taken,
            };
            return standing;
        } else {
            let ahead = any(&|fact| fact.warns());
            let possible = any(&|fact| {
                !fact.denies() && !fact.warns() && fact.factuality != Factuality::PossibleNot
            });
            if !possible.is_empty() {
                (Status::Possible, 6, possible, Vec::new())
            } else if !ahead.is_empty() {
                (Status::Warned, 6, ahead, Vec::new())
            } else if !denials.is_empty() {
                (Status::Denied, 5, denials, denying)
            } else {
                (Status::Possible, 6, live.iter().collect(), Vec::new())
            }
        };
        return Standing {
            status,
            reliability: best(&heard),
            credibility,
            because: heard.iter().map(|said| said.fact.key).collect(),
            origins: Vec::new(),
            deniers: speakers,
        };
    }
    let gaining = gaining_side(&claims);
    let only_gaining =
        gaining.is_some_and(|side| claiming.iter().all(|origin| origin.country() == Some(side)));
    let independent = claiming.len() >= 2 && !only_gaining;
    let mut stands = claims.iter().filter(|said| claiming.contains(&said.origin));
    let admitted = stands.clone().any(|said| admits(said));
    let disputed = !denying.is_empty() && !admitted && 2 * weight(&denying) >= weight(&claiming);
    let first_hand = stands.any(|said| knows(said)) || many_know(&claiming, &parties);
    let mut reasons = because(&claims, &claiming);
    let (status, credibility) = if disputed {
        reasons.extend(because(&denials, &denying));
        reasons.sort_unstable();
        (Status::Disputed, 4)
    } else if independent && (first_hand || admitted) {
        (Status::Confirmed, 1)
    } else if independent {
        (Status::Corroborated, 2)
    } else if only_gaining {
        (Status::Claimed, 4)
    } else {
        (Status::Claimed, 3)
    };
    Standing {
        status,
        reliability: best(&claims),
        credibility,
        origins: claiming,
        deniers: denying,
        because: reasons,
    }
}

/// The countries that take part: those that at least half as many records name as the most frequent,
/// so that one misread record makes nobody a party.
fn parties(live: &[Said<'_>]) -> Vec<Country> {
    let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
    for said in live {
        let mut named: Vec<Country> = said.fact.parties().collect();
        named.sort_unstable();
        named.dedup();
        named.into_iter().for_each(|country| *counts.entry(country).or_default() += 1);
    }
    let top = counts.values().copied().max().unwrap_or(0);
    counts.into_iter().filter(|(_, count)| 2 * count >= top).map(|(country, _)| country).collect()
}

/// Whether an origin takes part in the act.
fn is_party(origin: &Origin, parties: &[Country]) -> bool {
    origin.country().is_some_and(|country| parties.contains(&country))
}

/// The one party that all claims come from, where it gains by them: of a harmful act its victim, of
/// a success its actor. An actor that owns up to harm done gains nothing.
fn gaining_side(claims: &[&Said<'_>]) -> Option<Country> {
    let countries: Vec<Country> =
        claims.iter().filter_map(|said| said.origin.country()).filter(|at| at.is_state()).collect();
    let side = *countries.first()?;
    let same = claims.iter().all(|said| said.origin.country() == Some(side));
    let takes_part = claims.iter().any(|said| said.fact.parties().any(|party| party == side));
    (same && takes_part).then_some(side)
}

/// Whether the actor itself owns up to a harmful act.
fn admits(said: &Said<'_>) -> bool {
    let Some(country) = said.origin.country() else { return false };
    said.fact.kind.quad_class() == QuadClass::MaterialConflict
        && said.fact.actors.iter().any(|actor| actor.country == country)
        && !said.fact.recipients.iter().any(|recipient| recipient.country == country)
        && said.fact.factuality == Factuality::Certain
        && (said.fact.stance == Some(Stance::Confirm) || is_own_measure(said.fact.kind))
}

/// Measures that a state takes openly: that it says so is their proof.
fn is_own_measure(kind: EventType) -> bool {
    matches!(kind, EventType::Sanction | EventType::Mobilize)
}

/// Whether an official body speaks that knows at first hand: it confirms, or it is its own act, or it
/// happened to it or in its country.
fn knows(said: &Said<'_>) -> bool {
    if !said.origin.is_official() || said.fact.factuality != Factuality::Certain {
        return false;
    }
    let country = said.origin.country();
    let here = said.fact.place.and_then(|place| place.country);
    said.fact.stance == Some(Stance::Confirm)
        || said.fact.parties().any(|party| Some(party) == country)
        || (here.is_some() && here == country)
}

/// Official bodies of so many countries, none of them a party, are taken to have looked themselves.
const WITNESSES: usize = 3;

fn many_know(claiming: &[Origin], parties: &[Country]) -> bool {
    let mut countries: Vec<Country> = claiming
        .iter()
        .filter(|origin| origin.is_official() && !is_party(origin, parties))
        .filter_map(Origin::country)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len() >= WITNESSES
}

fn reliability(said: &Said<'_>, quoted: &Quoted) -> Reliability {
    match said.origin {
        Origin::Outlet(_) => said.fact.voice.reliability,
        _ if said.origin.is_official() => quoted.official,
        _ => quoted.other,
    }
}
