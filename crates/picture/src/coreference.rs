//! Whether two records tell of one act: by type, who, whom, where, when, how many and words.

use record::{Code, Country, EventType};

use crate::fact::{DAY, Fact};
use crate::ledger::Reason;
use crate::profile::{Class, Traits, class_of};
use crate::stories::round;
use crate::weights::EventWeights;

/// Nearness of two records of different articles; above the threshold they tell of one act.
#[derive(Debug, Clone, Default)]
pub struct Nearness {
    /// The sum of the reasons.
    pub sum: f32,
    /// What speaks for and against.
    pub reasons: Vec<Reason>,
}

impl Nearness {
    fn add(&mut self, what: &str, weight: f32) {
        if weight != 0.0 {
            self.sum += weight;
            self.reasons.push(Reason { what: what.to_owned(), weight: round(weight) });
        }
    }
}

/// How near two records are; `same_story` is `None` where one of them is in no story.
pub fn nearness(
    a: (&Fact, &Traits),
    b: (&Fact, &Traits),
    same_story: Option<bool>,
    weights: &EventWeights,
) -> Nearness {
    let (one, two) = (a.0, b.0);
    let mut near = Nearness::default();
    near.add("to begin with", weights.base);
    if one.kind == two.kind {
        near.add("same type", weights.same_type);
        match (one.mode, two.mode) {
            (Some(one), Some(two)) if one == two => near.add("same mode", weights.same_mode),
            (Some(_), Some(_)) => near.add("other mode", weights.other_mode),
            _ => {}
        }
    } else if related(one.kind, two.kind) {
        near.add("related type", weights.related_type);
    } else {
        near.add("other type", weights.other_type);
    }
    parties(one, two, &mut near, weights);
    place(one, two, &mut near, weights);
    time(one, two, &mut near, weights);
    figures(one, two, &mut near, weights);
    if a.1.trigger == b.1.trigger {
        near.add("same word", weights.trigger);
    }
    let text = shared(&a.1.features, &b.1.features);
    near.add("sentences alike", text * weights.text);
    match same_story {
        Some(true) => near.add("same story", weights.same_story),
        Some(false) => near.add("other story", weights.other_story),
        None => {}
    }
    if one.tense != two.tense {
        near.add("other tense", weights.other_tense);
    } else {
        near.add("same tense", weights.same_status);
    }
    near
}

/// Types that tellers of one act choose between.
fn related(a: EventType, b: EventType) -> bool {
    use EventType::*;
    let pairs = [
        (Mobilize, Aid),
        (Mobilize, Cooperate),
        (Aid, Cooperate),
        (Mobilize, Assault),
        (Coerce, Assault),
        (Coerce, Sanction),
        (Agree, Cooperate),
        (Agree, Support),
        (Agree, Consult),
        (Agree, Concede),
        (Support, Cooperate),
        (Support, Aid),
        (Retreat, Concede),
        (Retreat, Agree),
        (Retreat, Cooperate),
        (Request, Accuse),
        (Reject, Accuse),
        (Threaten, Accuse),
        (Protest, Assault),
        (Protest, Accuse),
        (Protest, Request),
    ];
    pairs.contains(&(a, b)) || pairs.contains(&(b, a))
}

fn parties(one: &Fact, two: &Fact, near: &mut Nearness, weights: &EventWeights) {
    let symmetric = matches!(one.kind, EventType::Consult | EventType::Assault)
        || matches!(one.kind, EventType::Agree | EventType::Cooperate);
    match overlap(&one.actors, &two.actors) {
        Some(true) => near.add("same actors", weights.actors),
        Some(false) if symmetric && overlap(&one.actors, &two.recipients) == Some(true) => {
            near.add("same sides", weights.actors * 0.5);
        }
        Some(false) => near.add("other actors", weights.other_actors),
        None => {}
    }
    match overlap(&one.recipients, &two.recipients) {
        Some(true) => near.add("same recipients", weights.recipients),
        Some(false) => near.add("other recipients", weights.other_recipients),
        None => {}
    }
}

/// Whether two lists share a country; `None` where one of them has none.
fn overlap(one: &[Code], two: &[Code]) -> Option<bool> {
    let countries = |codes: &[Code]| -> Vec<Country> {
        codes.iter().map(|code| code.country).filter(|at| *at != Country::UNKNOWN).collect()
    };
    let (one, two) = (countries(one), countries(two));
    if one.is_empty() || two.is_empty() {
        return None;
    }
    Some(one.iter().any(|country| two.contains(country)))
}

fn place(one: &Fact, two: &Fact, near: &mut Nearness, weights: &EventWeights) {
    let (Some(one), Some(two)) = (one.place, two.place) else { return };
    if one.name == two.name {
        near.add("same place", weights.same_place);
    } else if one.country.is_some() && two.country.is_some() && one.country != two.country {
        near.add("other country", weights.other_country);
    } else if one.is_exact() && two.is_exact() {
        near.add("other place", weights.other_place);
    } else {
        near.add("places do not conflict", weights.near_place);
    }
}

/// Days that a date without more may be off: time zones, and the night between two days.
const SLACK: i32 = 0;

fn time(one: &Fact, two: &Fact, near: &mut Nearness, weights: &EventWeights) {
    match (one.when, two.when) {
        (Some(a), Some(b)) => {
            let short = (a.1 - a.0).min(b.1 - b.0) <= 7;
            if a.0 <= b.1 + SLACK && b.0 <= a.1 + SLACK {
                near.add(
                    "same time",
                    if short { weights.same_day } else { weights.same_day * 0.4 },
                );
            } else {
                near.add("other time", weights.other_day);
            }
        }
        (Some(a), None) => dated_and_not(a, two, near, weights),
        (None, Some(b)) => dated_and_not(b, one, near, weights),
        (None, None) => {}
    }
    if one.background != two.background && (one.when.is_none() || two.when.is_none()) {
        near.add("one is history", weights.other_day * 0.5);
    }
    if !one.background && !two.background {
        let days = (one.published - two.published).abs() as f32 / DAY as f32;
        near.add("days apart", days.min(20.0) * weights.apart);
    }
}

/// An act cannot be told as past before its day.
fn dated_and_not(when: (i32, i32), other: &Fact, near: &mut Nearness, weights: &EventWeights) {
    let published = other.published.div_euclid(DAY) as i32;
    if other.asserts() && published < when.0 {
        near.add("told before its day", weights.other_day);
    }
}

fn figures(one: &Fact, two: &Fact, near: &mut Nearness, weights: &EventWeights) {
    let mut comparable = false;
    for a in &one.figures {
        for b in &two.figures {
            if a.agrees(b) {
                near.add(
                    "same figure",
                    weights.same_figure * ((1.0 + a.low.abs() as f32).ln() / 4.0).clamp(0.3, 1.5),
                );
                return;
            }
            comparable |= a.counts == b.counts;
        }
    }
    if comparable {
        near.add("other figures", weights.other_figure);
    }
}

/// The share of weighted features that two sentences have in common.
fn shared(one: &[u64], two: &[u64]) -> f32 {
    let weight = |feature: u64| match class_of(feature) {
        c if c == Class::Known as u8 || c == Class::Name as u8 => 1.0f32,
        c if c == Class::Figure as u8 => 0.8,
        c if c == Class::Country as u8 => 0.4,
        _ => 0.6,
    };
    let total = |features: &[u64]| features.iter().map(|&each| weight(each)).sum::<f32>();
    let both: f32 = one
        .iter()
        .filter(|feature| two.binary_search(feature).is_ok())
        .map(|&feature| weight(feature))
        .sum();
    both / (total(one) * total(two)).sqrt().max(1.0)
}
