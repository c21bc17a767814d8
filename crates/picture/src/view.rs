//! The picture: all events and stories as of a moment of publication, as known at a moment of
//! recording, computed from the log.

use std::collections::BTreeMap;
use std::ops::Range;

use record::{Code, Country, EventType, Mode, Precision, QuadClass};

use crate::fact::{DAY, Fact, Key, Seconds, Spot, Sum};
use crate::ledger::{Ledger, LedgerError};
use crate::links::Links;
use crate::sources::Quoted;
use crate::status::{Standing, Status, standing};

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct View {
    /// Only what had been published by then.
    pub as_of: Option<Seconds>,
    /// Only what we had recorded by then.
    pub known_at: Option<Seconds>,
}

/// The picture of a view.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Facts, those of one event together and in order of publication.
    facts: Vec<Fact>,
    /// Events, in the order of their first records.
    pub events: Vec<Event>,
    /// What later entries say.
    pub links: Links,
    /// The last key that is looked at.
    pub up_to: Key,
    /// The view.
    pub view: View,
    quoted: Quoted,
}

/// Records that speak of one act.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its first record.
    pub key: Key,
    facts: Range<usize>,
    /// Where it stands.
    pub standing: Standing,
    /// Type that most records give.
    pub kind: EventType,
    /// Mode that most records give.
    pub mode: Option<Mode>,
    /// Who acts.
    pub actors: Vec<Code>,
    /// To whom.
    pub recipients: Vec<Code>,
    /// Where: the most exact place in the country that most records name.
    pub place: Option<Spot>,
    /// When: the days that most records agree with.
    pub when: Option<(i32, i32)>,
    /// First publication.
    pub first: Seconds,
    /// Last publication.
    pub last: Seconds,
    /// Its story.
    pub story: Option<Key>,
    /// Articles that tell of it.
    pub articles: usize,
    /// Whether all its records tell history.
    pub background: bool,
    /// Whether an analyst has checked it.
    pub checked: bool,
}

/// A step in the ledger of an event: its status after a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub published: Seconds,
    /// The records published then.
    pub records: Vec<Key>,
    /// The standing from then on.
    pub standing: Standing,
}

/// Figures of one kind side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// What is counted.
    pub counts: record::Counted,
    /// Each figure with its record, in order of publication; `true` where it was withdrawn.
    pub told: Vec<(Sum, Key, Seconds, bool)>,
    /// The lowest and the highest that stand.
    pub range: (f64, f64),
    /// Whether later figures are higher (1), lower (-1) or neither.
    pub trend: i8,
}

impl Picture {
    /// Computes the picture of a view.
    ///
    /// # Errors
    /// If the ledger fails.
    pub fn at(
        ledger: &mut dyn Ledger,
        view: View,
        quoted: &Quoted,
    ) -> Result<Picture, LedgerError> {
        let up_to = match view.known_at {
            Some(known_at) => ledger.key_at(known_at)?,
            None => ledger.head()?.last,
        };
        let links = Links::until(ledger, up_to, view.as_of)?;
        let mut facts = ledger.facts(up_to)?;
        facts.retain(|fact| {
            view.as_of.is_none_or(|as_of| fact.published <= as_of) && !links.is_rejected(fact.key)
        });
        let mut order: Vec<(Key, Seconds, Key, Fact)> = facts
            .into_iter()
            .map(|fact| (links.event(&fact), fact.published, fact.key, fact))
            .filter(|(event, ..)| !links.is_rejected_event(*event))
            .collect();
        order.sort_by_key(|(event, published, key, _)| (*event, *published, *key));
        let mut events = Vec::new();
        let mut facts: Vec<Fact> = Vec::with_capacity(order.len());
        let mut begin = 0;
        let keys: Vec<Key> = order.iter().map(|each| each.0).collect();
        facts.extend(order.into_iter().map(|each| each.3));
        for at in 1..=keys.len() {
            if at == keys.len() || keys[at] != keys[begin] {
                events.push(event(keys[begin], &facts, begin..at, &links, quoted));
                begin = at;
            }
        }
        Ok(Picture { facts, events, links, up_to, view, quoted: *quoted })
    }

    /// The facts of an event, in order of publication.
    pub fn facts(&self, event: &Event) -> &[Fact] {
        &self.facts[event.facts.clone()]
    }

    /// The event with a key.
    pub fn event(&self, key: Key) -> Option<&Event> {
        let key = self.links.resolve(key);
        self.events.binary_search_by_key(&key, |event| event.key).ok().map(|at| &self.events[at])
    }

    /// How an event's status came about: one step for each publication that changed it.
    pub fn timeline(&self, event: &Event) -> Vec<Step> {
        let facts = self.facts(event);
        let mut steps: Vec<Step> = Vec::new();
        let mut at = 0;
        while at < facts.len() {
            let published = facts[at].published;
            let mut end = at;
            while end < facts.len() && facts[end].published == published {
                end += 1;
            }
            let until: Vec<&Fact> = facts[..end].iter().collect();
            let new = standing(&until, |key| self.withdrawn_by_then(key, published), &self.quoted);
            if steps.last().is_none_or(|last| last.standing.status != new.status) {
                let records = facts[at..end].iter().map(|fact| fact.key).collect();
                steps.push(Step { published, records, standing: new });
            }
            at = end;
        }
        // what was withdrawn by an article that tells of the event no more
        if steps.last().is_some_and(|last| last.standing.status != event.standing.status) {
            steps.push(Step {
                published: event.last,
                records: Vec::new(),
                standing: event.standing.clone(),
            });
        }
        steps
    }

    fn withdrawn_by_then(&self, record: Key, then: Seconds) -> bool {
        let Some(by) = self.links.withdrawn_by(record) else { return false };
        let published = self.facts.iter().find(|fact| fact.article == by);
        published.is_none_or(|fact| fact.published <= then)
    }

    /// The figures of an event, by what they count.
    pub fn figures(&self, event: &Event) -> Vec<Figures> {
        let mut kinds: BTreeMap<record::Counted, Vec<(Sum, Key, Seconds, bool)>> = BTreeMap::new();
        for fact in self.facts(event).iter().filter(|fact| !fact.denies()) {
            for figure in &fact.figures {
                let told = kinds.entry(figure.counts).or_default();
                let withdrawn = self.links.is_withdrawn(fact.key);
                let known = told.iter().any(|(sum, _, _, gone)| {
                    sum.agrees(figure) && sum.approx == figure.approx && *gone == withdrawn
                });
                if !known {
                    told.push((*figure, fact.key, fact.published, withdrawn));
                }
            }
        }
        kinds
            .into_iter()
            .map(|(counts, told)| {
                let standing: Vec<&Sum> =
                    told.iter().filter(|each| !each.3).map(|each| &each.0).collect();
                let low = standing.iter().map(|sum| sum.low).fold(f64::INFINITY, f64::min);
                let high = standing.iter().map(|sum| sum.high).fold(f64::NEG_INFINITY, f64::max);
                let trend = match (standing.first(), standing.last()) {
                    (Some(first), Some(last)) if last.low > first.high => 1,
                    (Some(first), Some(last)) if last.high < first.low => -1,
                    _ => 0,
                };
                Figures { counts, told, range: (low, high), trend }
            })
            .collect()
    }

    /// How much an event matters for a report: origins, articles, and deeds before words.
    pub fn weight(event: &Event) -> usize {
        let deeds = match event.kind.quad_class() {
            QuadClass::MaterialConflict => 3,
            QuadClass::MaterialCooperation => 2,
            _ => 0,
        };
        let known = !event.actors.is_empty() || !event.recipients.is_empty();
        let origins = event.standing.origins.len() + event.standing.deniers.len();
        let denied = usize::from(event.standing.status == Status::Disputed) * 4;
        3 * origins + 2 * event.articles + deeds + 2 * usize::from(known) + denied
    }
}

fn event(key: Key, facts: &[Fact], range: Range<usize>, links: &Links, quoted: &Quoted) -> Event {
    let own: Vec<&Fact> = facts[range.clone()].iter().collect();
    let standing = standing(&own, |key| links.is_withdrawn(key), quoted);
    // those that say so tell best what it is
    let speaking: Vec<&Fact> = own.iter().copied().filter(|fact| fact.asserts()).collect();
    let telling = if speaking.is_empty() { &own } else { &speaking };
    let kind = most(telling.iter().map(|fact| fact.kind)).unwrap_or(EventType::Consult);
    let mode = most(telling.iter().filter(|fact| fact.kind == kind).filter_map(|fact| fact.mode));
    let actors = frequent(telling.iter().map(|fact| fact.actors.as_slice()));
    let recipients = frequent(telling.iter().map(|fact| fact.recipients.as_slice()));
    let (actors, recipients) = one_side_each(actors, recipients);
    let spots: Vec<Spot> = telling.iter().filter_map(|fact| fact.place).collect();
    let place = agreed_spot(&spots);
    let when = agreed_days(telling.iter().filter_map(|fact| fact.when));
    let mut articles: Vec<Key> = own.iter().map(|fact| fact.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let first = own.iter().map(|fact| fact.published).min().unwrap_or(0);
    let last = own.iter().map(|fact| fact.published).max().unwrap_or(0);
    let story = most(own.iter().filter_map(|fact| fact.story).map(|story| links.story(story)));
    Event {
        key,
        standing,
        kind,
        mode,
        actors,
        recipients,
        place,
        when,
        first,
        last,
        story,
        articles: articles.len(),
        background: own.iter().all(|fact| fact.background),
        checked: links.is_checked(key),
        facts: range,
    }
}

fn exactness(precision: Precision) -> u8 {
    match precision {
        Precision::Point => 1,
        Precision::City => 0,
        Precision::Admin1 => 2,
        Precision::Region => 3,
        Precision::Country => 4,
        Precision::Unknown => 5,
    }
}

/// The most frequent value; of equals the smallest.
fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(value, _)| value)
}

/// A value that few tell beside another that many tell is an error sooner than news: told at least this
/// share of the times of the most frequent one.
const SHARE: usize = 2;

/// The most exact place in the country that most records name.
fn agreed_spot(spots: &[Spot]) -> Option<Spot> {
    let country = most(spots.iter().map(|spot| spot.country))?;
    let mut counts: BTreeMap<u64, (usize, Spot)> = BTreeMap::new();
    for spot in spots.iter().filter(|spot| spot.country == country) {
        counts.entry(spot.name).or_insert((0, *spot)).0 += 1;
    }
    let top = counts.values().map(|(count, _)| *count).max()?;
    let told = counts.into_values().filter(|(count, _)| count * SHARE >= top);
    let best = told.min_by_key(|(count, spot)| {
        (exactness(spot.precision), std::cmp::Reverse(*count), spot.name)
    });
    best.map(|(_, spot)| spot)
}

/// The days that agree with most others; of equals the shortest, then the first.
fn agreed_days(days: impl Iterator<Item = (i32, i32)>) -> Option<(i32, i32)> {
    let days: Vec<(i32, i32)> = days.collect();
    let agree =
        |one: &(i32, i32)| days.iter().filter(|other| one.0 <= other.1 && other.0 <= one.1).count();
    days.iter().copied().min_by_key(|one| (std::cmp::Reverse(agree(one)), one.1 - one.0, one.0))
}

/// A code with the number of records that name its country.
type Counted = (usize, Code);

/// One code a country: the country that most records name, and those that more than half of them name,
/// best first.
fn frequent<'f>(records: impl Iterator<Item = &'f [Code]>) -> Vec<Counted> {
    let mut countries: BTreeMap<Country, (usize, Vec<Code>)> = BTreeMap::new();
    let mut naming = 0;
    for codes in records {
        let mut named: Vec<Country> = Vec::new();
        for code in codes.iter().filter(|code| code.country != Country::UNKNOWN) {
            let entry = countries.entry(code.country).or_default();
            entry.0 += usize::from(!named.contains(&code.country));
            entry.1.push(*code);
            named.push(code.country);
        }
        naming += usize::from(!named.is_empty());
    }
    let top = countries.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut kept: Vec<Counted> = countries
        .into_values()
        .filter(|(count, _)| *count == top || 2 * count > naming)
        .filter_map(|(count, codes)| Some((count, most(codes.into_iter())?)))
        .collect();
    kept.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    kept.truncate(4);
    kept
}

/// Who is told to act and to suffer stands on the side that more records give him, unless the other side
/// would be empty.
fn one_side_each(actors: Vec<Counted>, recipients: Vec<Counted>) -> (Vec<Code>, Vec<Code>) {
    let rarer = |own: &Counted, others: &[Counted]| {
        others.iter().any(|other| other.1.country == own.1.country && other.0 > own.0)
    };
    let kept = |own: &[Counted], others: &[Counted]| -> Vec<Code> {
        let all = own.iter().map(|each| each.1);
        let left: Vec<Code> =
            own.iter().filter(|each| !rarer(each, others)).map(|each| each.1).collect();
        if left.is_empty() { all.collect() } else { left }
    };
    (kept(&actors, &recipients), kept(&recipients, &actors))
}

/// The day of an event: what it says itself, else its first publication.
pub fn day(event: &Event) -> i32 {
    match event.when {
        Some((start, end)) if end - start <= 3 => start,
        _ => event.first.div_euclid(DAY) as i32,
    }
}
