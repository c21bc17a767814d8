//! Where an act happens.

use gazetteer::Kind;
use language::Link;
use record::{Country, EventType, Place, Precision, QuadClass, Record};

use crate::document::Document;
use crate::identity::NEARBY;
use crate::names::Named;
use crate::weigh;

/// A place named in a sentence, with the preposition before it.
struct Candidate<'d> {
    named: &'d Named,
    head: usize,
    preposition: Option<String>,
}

/// The place of the act at `at`: named at the trigger, at the verb that carries it, or elsewhere in
/// the clause, after a preposition of place; for movements also of direction.
pub fn place(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    event_type: EventType,
) -> Option<Place> {
    let view = document.view(sentence);
    let candidates = candidates(document, sentence);
    let moves = matches!(
        event_type,
        EventType::Mobilize | EventType::Consult | EventType::Coerce | EventType::Aid
    );
    // what is said or decided seldom has a place: only one that hangs on the very word
    let spoken = event_type.quad_class().is_verbal() && event_type != EventType::Consult
        || event_type == EventType::Sanction;
    let fits = |candidate: &&Candidate<'_>| {
        candidate.preposition.as_deref().is_some_and(|word| {
            let within = view.lexicon.is("in", word)
                && (view.lexicon.is("within", word) || !candidate.is_country());
            within || (moves && view.lexicon.is("direction", word))
        })
    };
    // the network's place, if it is sure of one
    let scores = document.scores(sentence);
    let link = |candidate: &Candidate<'_>| {
        (candidate.named.first..=candidate.named.last)
            .chain([candidate.head])
            .map(|word| scores.link(at, word, Link::Place))
            .fold(0.0, f32::max)
    };
    let likeliest = candidates.iter().max_by(|a, b| link(a).total_cmp(&link(b)));
    if let Some(likeliest) = likeliest.filter(|likeliest| weigh::linked(link(likeliest))) {
        return Some(resolve(document, sentence, likeliest));
    }
    // the nearest common clause wins
    let path: Vec<usize> = view.ancestors(at).collect();
    let best = candidates.iter().filter(fits).filter_map(|candidate| {
        if !scores.is_empty() && weigh::doubted(link(candidate)) {
            return None;
        }
        let way: Vec<usize> = view.ancestors(candidate.head).skip(1).collect();
        let joint = way.iter().position(|up| path.contains(up))?;
        let height = path.iter().position(|up| *up == way[joint])?;
        // neither from another clause nor from where a person comes
        let passes = way[..joint]
            .iter()
            .all(|between| !view.is_clause(*between) && !document.is_person(sentence, *between));
        let near = if spoken { joint == 0 && height == 0 } else { passes };
        near.then_some((height, joint, candidate.head.abs_diff(at), candidate))
    });
    let best = best
        .min_by_key(|(height, joint, distance, _)| (*height, *joint, *distance))
        .map(|(_, _, _, candidate)| candidate);
    if let Some(best) = best {
        return Some(resolve(document, sentence, best));
    }
    // `Israelbesuch`, `Libanonkrieg`
    let (entries, rest) = document.gazetteer.compound(&view.token(at).text)?;
    let entry = entries.into_iter().find(|entry| {
        matches!(
            entry.kind,
            Kind::Country | Kind::City | Kind::Capital | Kind::Region | Kind::Admin1
        )
    })?;
    let visits =
        matches!(event_type, EventType::Consult | EventType::Assault | EventType::Mobilize);
    (visits && !rest.is_empty() && !view.token(at).text.contains('-')).then(|| {
        let span = document.span(sentence, at, at);
        Place {
            span,
            country: entry.country.or(entry.code.map(|code| code.country)),
            admin1: None,
            precision: precision(entry.kind, entry.country),
            latitude: entry.coordinates.map(|at| at.0),
            longitude: entry.coordinates.map(|at| at.1),
            name: Some(entry.name),
        }
    })
}

/// The place of the last act of the same kind, told nearby before.
pub fn nearby(earlier: &[Record], record: &Record) -> Option<Place> {
    let kind = |record: &Record| match record.event_type {
        EventType::Assault | EventType::Mobilize | EventType::Protest | EventType::Coerce => {
            Some(QuadClass::MaterialConflict)
        }
        EventType::Consult => Some(QuadClass::VerbalCooperation),
        _ => None,
    };
    let own = kind(record)?;
    earlier
        .iter()
        .rev()
        .take_while(|other| other.trigger.start + NEARBY >= record.trigger.start)
        .find(|other| {
            kind(other) == Some(own)
                && other.background == record.background
                && other.place.is_some()
        })
        .and_then(|other| other.place.clone())
}

impl Candidate<'_> {
    fn is_country(&self) -> bool {
        self.named.place().is_some_and(|entry| entry.kind == Kind::Country)
    }
}

fn candidates<'d>(document: &'d Document<'_>, sentence: usize) -> Vec<Candidate<'d>> {
    let view = document.view(sentence);
    let named = document.names[sentence].iter().filter(|named| named.place().is_some());
    named
        .filter_map(|named| {
            if named.entries[0].kind == Kind::Person || named.entries[0].kind == Kind::Body {
                return None;
            }
            // the word of the name from which its phrase hangs
            let mut head = view.outermost(named.first, named.last)?;
            let mut preposition = view.preposition(head);
            // `in der Region Kursk`, `in the city of Salisbury`
            for _ in 0..2 {
                let token = view.token(head);
                let Some(up) = token.head else { break };
                let kind = view.token(up).lemma.to_lowercase();
                let of_kind = view.lexicon.is_in_class(&view.token(up).lemma, "ground")
                    || view.lexicon.is("country-noun", &kind);
                let hangs = matches!(
                    token.relation.base(),
                    "appos" | "flat" | "nmod" | "compound" | "amod"
                );
                if !hangs || !(of_kind || preposition.is_none()) || !view.is_nominal(up) {
                    break;
                }
                if named.is_nationality() && !of_kind {
                    break;
                }
                if preposition.is_none() || of_kind {
                    preposition = view.preposition(up).or(preposition);
                    head = up;
                }
            }
            Some(Candidate { named, head, preposition })
        })
        .collect()
}

fn resolve(document: &Document<'_>, sentence: usize, candidate: &Candidate<'_>) -> Place {
    let named = candidate.named;
    let words = document.span(sentence, named.first, named.last);
    let hint = document.names[sentence]
        .iter()
        .filter(|other| other.first != named.first)
        .find_map(|other| {
            other
                .entries
                .iter()
                .find(|entry| entry.kind == Kind::Country)
                .and_then(|entry| entry.country)
        })
        .or_else(|| {
            // the best known town of the name, if the article speaks of its country
            let best = document.gazetteer.locate(&words.text, None)?.country;
            let mentioned = document.names.iter().flatten().any(|other| {
                let entry = &other.entries[0];
                let is_nation = matches!(entry.kind, Kind::Country | Kind::Nationality);
                is_nation && entry.country.or(entry.code.map(|code| code.country)) == best
            });
            if mentioned { best } else { document.focus }
        });
    let fallback = named.place().or(named.entries.first()).cloned();
    let entry = match named.place().map(|entry| entry.kind) {
        Some(Kind::Country | Kind::Capital | Kind::Region) => fallback,
        _ => document.gazetteer.locate(&words.text, hint).or(fallback),
    };
    let (first, last) = document.view(sentence).phrase(candidate.head);
    let span = if first <= named.first && named.last <= last && last - first < 6 {
        document.span(sentence, first, last)
    } else {
        words
    };
    match entry {
        Some(entry) => Place {
            span,
            country: entry
                .country
                .or(entry.code.map(|code| code.country))
                .filter(|country| *country != Country::UNKNOWN),
            admin1: match entry.kind {
                Kind::Admin1 => Some(entry.name.clone()),
                _ => None,
            },
            precision: precision(entry.kind, entry.country),
            latitude: entry.coordinates.map(|at| at.0),
            longitude: entry.coordinates.map(|at| at.1),
            name: Some(entry.name),
        },
        None => Place {
            span,
            name: None,
            country: None,
            admin1: None,
            precision: Precision::Unknown,
            latitude: None,
            longitude: None,
        },
    }
}

fn precision(kind: Kind, _country: Option<Country>) -> Precision {
    match kind {
        Kind::Country | Kind::Nationality => Precision::Country,
        Kind::Capital | Kind::City => Precision::City,
        Kind::Admin1 => Precision::Admin1,
        Kind::Region => Precision::Region,
        Kind::Seat => Precision::Point,
        _ => Precision::Unknown,
    }
}
