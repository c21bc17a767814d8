//! Which records of an article speak of one act, and which add nothing.

use std::collections::BTreeSet;

use record::{Country, EventType, Mention, Record};

fn countries(mentions: &[Mention]) -> BTreeSet<Country> {
    mentions
        .iter()
        .map(|mention| mention.code.country)
        .filter(|country| *country != Country::UNKNOWN)
        .collect()
}

/// How a mention of violence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// As an act.
    Act,
    /// By its dead and wounded.
    Casualties,
    /// As a war, which lasts.
    War,
}

/// Numbers the acts: mentions that agree in type and do not differ in who, whom or where are one; deaths
/// and wounds are of the attack told just before; a war is not one of its attacks.
pub fn number(records: &mut [Record], tellings: &[Telling]) {
    let are_casualties = |at: usize| tellings[at] == Telling::Casualties;
    let is_war = |at: usize| tellings[at] == Telling::War;
    let mut next = 1;
    for at in 0..records.len() {
        let (before, rest) = records.split_at_mut(at);
        let record = &mut rest[0];
        let told = || before.iter().enumerate().rev();
        let same = told()
            .filter(|(other, _)| is_war(*other) == is_war(at))
            .find(|(_, earlier)| is_same_act(earlier, record))
            .or_else(|| {
                told()
                    .filter(|(other, _)| !are_casualties(*other) && are_casualties(at))
                    .find(|(_, earlier)| may_have_hurt(earlier, record))
            })
            .map(|(_, earlier)| earlier);
        record.event = match same {
            Some(earlier) => earlier.event,
            None => {
                next += 1;
                next - 1
            }
        };
    }
}

/// Whether an attack may be the one whose dead and wounded a mention nearby tells.
fn may_have_hurt(attack: &Record, hurt: &Record) -> bool {
    let place = |record: &Record| record.place.as_ref().and_then(|place| place.country);
    let apart = |a: BTreeSet<Country>, b: BTreeSet<Country>| {
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    };
    attack.event_type == EventType::Assault
        && attack.background == hurt.background
        && attack.trigger.end + NEARBY >= hurt.trigger.start
        && (place(attack).is_none() || place(hurt).is_none() || place(attack) == place(hurt))
        && !apart(countries(&attack.actors), countries(&hurt.actors))
        && !attack.factuality.is_negative()
}

fn is_same_act(a: &Record, b: &Record) -> bool {
    if a.event_type != b.event_type {
        return false;
    }
    if matches!((a.mode, b.mode), (Some(x), Some(y)) if x != y)
        && a.event_type != EventType::Assault
    {
        return false;
    }
    let agree = |x: &BTreeSet<Country>, y: &BTreeSet<Country>| {
        x.is_empty() || y.is_empty() || x.intersection(y).next().is_some()
    };
    let (actors_a, actors_b) = (countries(&a.actors), countries(&b.actors));
    let (to_a, to_b) = (countries(&a.recipients), countries(&b.recipients));
    let place = |record: &Record| record.place.as_ref().and_then(|place| place.country);
    let places_agree = match (place(a), place(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let names_agree = match (&a.place, &b.place) {
        (Some(x), Some(y)) => {
            x.precision != y.precision
                || x.name == y.name
                || x.precision == record::Precision::Point
        }
        _ => true,
    };
    let times_agree = match (&a.when, &b.when) {
        (Some(x), Some(y)) => {
            x.interval == y.interval
                || x.interval.start.is_none()
                || y.interval.start.is_none()
                || (x.interval.start <= y.interval.end && y.interval.start <= x.interval.end)
        }
        _ => true,
    };
    let background_agrees = a.background == b.background;
    let speaks = matches!(
        a.event_type,
        EventType::Request | EventType::Accuse | EventType::Support | EventType::Reject
    );
    let shared = actors_a.intersection(&actors_b).next().is_some()
        || to_a.intersection(&to_b).next().is_some()
        || (!speaks && places_agree && place(a).is_some() && place(b).is_some())
        || (actors_a.is_empty() && to_a.is_empty())
        || (actors_b.is_empty() && to_b.is_empty());
    agree(&actors_a, &actors_b)
        && agree(&to_a, &to_b)
        && places_agree
        && names_agree
        && times_agree
        && background_agrees
        && shared
}

/// Whether `record` tells something that the earlier mentions of its act do not: who, to whom,
/// where, when, how many, or another status.
pub fn adds(earlier: &[Record], record: &Record) -> bool {
    let mentions: Vec<&Record> =
        earlier.iter().filter(|other| is_same_act(other, record)).collect();
    if mentions.is_empty() {
        return true;
    }
    let known = |of: &dyn Fn(&Record) -> bool| mentions.iter().any(|mention| of(mention));
    let sources = |record: &Record| -> BTreeSet<Country> {
        record.attribution.iter().map(|link| link.source.code.country).collect()
    };
    let status_known = known(&|mention| {
        mention.factuality == record.factuality
            && mention.tense == record.tense
            && sources(record).is_subset(&sources(mention))
    });
    let who_known = countries(&record.actors).is_empty()
        || known(&|mention| countries(&record.actors).is_subset(&countries(&mention.actors)));
    let whom_known = countries(&record.recipients).is_empty()
        || known(&|mention| {
            countries(&record.recipients).is_subset(&countries(&mention.recipients))
        });
    let where_known = record.place.is_none()
        || known(&|mention| {
            mention.place.as_ref().map(|place| &place.name)
                == record.place.as_ref().map(|place| &place.name)
        });
    let when_known = record.when.is_none()
        || known(&|mention| {
            mention.when.as_ref().map(|when| when.interval)
                == record.when.as_ref().map(|when| when.interval)
        });
    let numbers_known = record.numbers.iter().all(|figure| {
        known(&|mention| {
            mention.numbers.iter().any(|other| (other.low, other.high) == (figure.low, figure.high))
        })
    });
    !(status_known && who_known && whom_known && where_known && when_known && numbers_known)
}

/// Code points within which a mention lends its parties or place to a later one: about a sentence or two.
pub(crate) const NEARBY: usize = 300;

/// Fills who, whom and where of a mention that leaves them out from the mention of the same act
/// that stands nearest before it.
pub fn complete(earlier: &[Record], record: &mut Record) {
    let Some(same) = earlier.iter().rev().take(6).find(|other| {
        is_same_act(other, record)
            && (record.mode.is_none() || other.mode == record.mode || other.mode.is_none())
    }) else {
        return;
    };
    let near = same.trigger.start + NEARBY >= record.trigger.start;
    if record.actors.is_empty() && near && record.event_type != EventType::Assault {
        record.actors = same.actors.clone();
    }
    if record.recipients.is_empty() && near {
        let mut recipients = same.recipients.clone();
        recipients
            .retain(|recipient| !record.actors.iter().any(|actor| actor.code == recipient.code));
        record.recipients = recipients;
    }
    if record.place.is_none() {
        record.place = same.place.clone();
    }
}
