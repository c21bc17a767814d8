//! Placing: one article after the other finds its story, and its records their events.
//!
//! [`Placer::place`] decides everything for one article from what the ledger holds, and gives it as
//! one [`Batch`]; what is decided is never changed, later insight is a further entry.

use std::collections::{BTreeMap, BTreeSet};

use record::{Article, EventType, OpenQuestion, Record};

use crate::fact::{DAY, Fact, Key, Seconds};
use crate::ledger::{
    Action, Batch, Entry, EntryKind, KeptArticle, KeptProfile, Ledger, LedgerError, NewArticle,
    NewRecord, Reason, Relation, What,
};
use crate::links::Links;
use crate::origins::{Named, Voice};
use crate::profile::{Feature, Profile, Traits};
use crate::sources::{Outlet, Quoted, Sources};
use crate::status;
use crate::stories::{Rarity, round};
use crate::text::{fold, has_word, hash};
use crate::weights::Weights;
use crate::{coreference, stories};

/// Share of five-word sequences of the shorter text from which two articles are near copies.
const COPY: f64 = 0.5;
/// How far back a copy, a story and an event are looked for.
const COPY_DAYS: Seconds = 60 * DAY;
const STORY_DAYS: Seconds = 400 * DAY;
const EVENT_DAYS: Seconds = 400 * DAY;
/// Most items that one index key brings up, and features that a story is looked up by.
const PER_KEY: usize = 24;
const LOOK_UP: usize = 40;
/// Classes of index keys beyond those of features.
const BAND: u64 = 0x20;
const ADDRESS: u64 = 0x21;
const EVENT: u64 = 0x22;

/// An article that has been read, ready to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The article; its id and language are set.
    pub article: Article,
    /// When it was published.
    pub published: Seconds,
    /// Its records.
    pub records: Vec<Record>,
    /// Its open questions.
    pub open: Vec<OpenQuestion>,
    /// What it is about.
    pub profile: Profile,
    /// The sentences of its records.
    pub traits: Vec<Traits>,
    /// The source that each record names.
    pub named: Vec<Option<Named>>,
}

/// Places articles in the picture.
#[derive(Debug, Clone)]
pub struct Placer {
    /// Who publishes.
    pub sources: Sources,
    /// How nearness is weighed.
    pub weights: Weights,
    /// What entries say of earlier ones, up to the last article that was placed.
    links: Links,
}

/// An event that a new act may belong to.
struct Candidate {
    event: Key,
    near: coreference::Nearness,
    /// Whether an analyst has said that it is one with, or apart from, another.
    checked: bool,
}

/// Where in the log an article is placed, and what has been decided about it so far.
struct Setting {
    key: Key,
    recorded: Seconds,
    /// How many articles there are already.
    articles: u64,
    next: Key,
    entries: Vec<Entry>,
}

impl Setting {
    fn enter(&mut self, subject: Key, published: Seconds, what: What) {
        let key = self.next;
        self.next += 1;
        self.entries.push(Entry { key, subject, published, recorded: self.recorded, what });
    }
}

impl Placer {
    /// A placer.
    pub fn new(sources: Sources, weights: Weights) -> Placer {
        Placer { sources, weights, links: Links::default() }
    }

    /// Places an article: what is to be appended; `None` if the ledger has it already.
    ///
    /// # Errors
    /// If the ledger fails.
    pub fn place(
        &mut self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        now: Seconds,
    ) -> Result<Option<Batch>, LedgerError> {
        let article = &prepared.article;
        if ledger.find_article(&article.id)?.is_some() {
            return Ok(None);
        }
        let head = ledger.head()?;
        let key = head.last + 1;
        let recorded = now.max(head.recorded);
        let first_record = key + 1;
        let next = first_record + prepared.records.len() as Key;
        let mut setting =
            Setting { key, recorded, articles: head.articles, next, entries: Vec::new() };
        self.links.follow(ledger, head.last)?;
        let links = &self.links;

        let outlet = self.sources.of(article);
        let related = self.relatives(ledger, prepared, &outlet, &mut setting)?;
        let owner = related.copied.as_ref().map_or(outlet.owner_key(), |copied| copied.owner);

        let known = self.known_outlets(ledger, article, &outlet)?;
        let mut facts = Vec::with_capacity(prepared.records.len());
        for (at, record) in prepared.records.iter().enumerate() {
            let voice = Voice {
                owner,
                reliability: outlet.reliability,
                state: outlet.country.filter(|_| outlet.kind.starts_with("state")),
                source: prepared
                    .named
                    .get(at)
                    .cloned()
                    .flatten()
                    .filter(|_| !is_outlet(record, &known)),
                cites: cited(record, &known),
            };
            let key = first_record + at as Key;
            facts.push(Fact::of(record, key, setting.key, prepared.published, voice));
        }
        let acts = self.acts_of_stories(ledger, prepared, &facts, links)?;
        let story = self.story(ledger, prepared, &related, &acts, links, &mut setting)?;
        facts.iter_mut().for_each(|fact| fact.story = story);
        for (at, fact) in facts.iter().enumerate() {
            for owner in &fact.voice.cites {
                if let Some((_, cited)) =
                    known.iter().find(|(_, known)| known.owner_key() == *owner)
                    && facts[..at].iter().all(|earlier| !earlier.voice.cites.contains(owner))
                    && let Some(other) = self.latest_of(ledger, cited, prepared.published)?
                {
                    let reasons = vec![Reason { what: cited.name.clone(), weight: 1.0 }];
                    let relation = Relation::Citing;
                    let what = What::Linked { to: other, relation, reasons };
                    setting.enter(setting.key, prepared.published, what);
                }
            }
        }
        self.events(ledger, prepared, &mut facts, links, &mut setting)?;
        if let Some((corrected, relation)) = related.supersedes {
            withdraw(ledger, prepared, &facts, corrected, relation, links, &mut setting)?;
        }
        self.statuses(ledger, &facts, links, &mut setting)?;

        let mut postings = prepared.profile.features.iter().map(|each| each.0).collect::<Vec<_>>();
        postings.extend(prepared.profile.sketch.bands().into_iter().map(|band| keyed(BAND, band)));
        postings.extend(article.url.as_deref().map(address));
        postings.push(outlet_key(&outlet));
        let kept = KeptArticle {
            key,
            published: prepared.published,
            recorded,
            story,
            article: article.clone(),
            outlet: Outlet { owner: outlet.owner.clone(), ..outlet.clone() },
        };
        let name = hash(&fold(&outlet.name));
        let records = prepared
            .records
            .iter()
            .zip(facts)
            .zip(&prepared.traits)
            .map(|((record, fact), traits)| NewRecord {
                record: record.clone(),
                postings: event_keys(&fact),
                fact,
                traits: traits.clone(),
            })
            .collect();
        Ok(Some(Batch {
            after: head.last,
            recorded,
            article: Some(NewArticle {
                kept,
                profile: prepared.profile.clone(),
                postings,
                outlet: (name, outlet),
            }),
            records,
            questions: prepared.open.iter().map(|open| (key, open.clone())).collect(),
            entries: setting.entries,
        }))
    }

    /// Copies, versions and corrections.
    fn relatives(
        &self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        outlet: &Outlet,
        setting: &mut Setting,
    ) -> Result<Related, LedgerError> {
        let article = &prepared.article;
        let at = prepared.published;
        let mut related = Related::default();
        if let Some(corrects) = &article.corrects
            && let Some(other) = ledger.find_article(corrects)?
        {
            related.supersedes = Some((other, Relation::Correction));
            let reasons = vec![Reason { what: "says so".to_owned(), weight: 1.0 }];
            let what = What::Linked { to: other, relation: Relation::Correction, reasons };
            setting.enter(setting.key, at, what);
        }
        if let Some(url) = &article.url
            && related.supersedes.is_none()
        {
            let found = ledger.postings(&[address(url)], Seconds::MIN, Seconds::MAX, 1)?;
            if let Some((_, other)) = found.first() {
                related.supersedes = Some((*other, Relation::Version));
                let reasons = vec![Reason { what: "same address".to_owned(), weight: 1.0 }];
                let what = What::Linked { to: *other, relation: Relation::Version, reasons };
                setting.enter(setting.key, at, what);
            }
        }
        let bands: Vec<u64> =
            prepared.profile.sketch.bands().into_iter().map(|band| keyed(BAND, band)).collect();
        let found = ledger.postings(&bands, at - COPY_DAYS, at + COPY_DAYS, PER_KEY)?;
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for (_, key) in found {
            *counts.entry(key).or_default() += 1;
        }
        let mut likely: Vec<(usize, Key)> = counts.into_iter().map(|(key, n)| (n, key)).collect();
        likely.sort_by_key(|&(count, key)| (std::cmp::Reverse(count), key));
        let keys: Vec<Key> = likely.iter().take(PER_KEY).map(|(_, key)| *key).collect();
        let mut best: Option<(f64, KeptProfile)> = None;
        for other in ledger.profiles(&keys)? {
            let shared = prepared.profile.sketch.shared(&other.profile.sketch);
            if shared >= COPY && best.as_ref().is_none_or(|(known, _)| shared > *known) {
                best = Some((shared, other));
            }
        }
        if let Some((shared, other)) = best {
            let own_version = related.supersedes.is_some_and(|(key, _)| key == other.key);
            if !own_version && other.owner != outlet.owner_key() {
                let percent = (shared * 100.0).round();
                let what = format!("{percent} % of the five-word sequences of the shorter text");
                let reasons = vec![Reason { what, weight: round(shared as f32) }];
                let what = What::Linked { to: other.key, relation: Relation::Copy, reasons };
                setting.enter(setting.key, at, what);
            }
            related.copied = Some(other);
        }
        Ok(related)
    }

    /// The story of an article: that of its relatives, the nearest, or one of its own.
    fn story(
        &self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        related: &Related,
        acts: &BTreeMap<Key, f32>,
        links: &Links,
        setting: &mut Setting,
    ) -> Result<Option<Key>, LedgerError> {
        let at = prepared.published;
        let of_relative = match (&related.copied, related.supersedes) {
            (Some(copied), _) => copied.story,
            (None, Some((other, _))) => {
                ledger.profiles(&[other])?.first().and_then(|other| other.story)
            }
            (None, None) => None,
        };
        if let Some(story) = of_relative {
            let reasons = vec![Reason { what: "its relative's story".to_owned(), weight: 1.0 }];
            setting.enter(setting.key, at, What::Joined { story, reasons });
            return Ok(Some(story));
        }
        let features: Vec<Feature> = prepared.profile.features.iter().map(|each| each.0).collect();
        let counts = ledger.counts(&features)?;
        let rarity = Rarity::new(&features, &counts, setting.articles);
        let mut rare: Vec<(u64, Feature)> = counts.into_iter().zip(features).collect();
        rare.retain(|(count, _)| *count > 0);
        rare.sort_unstable();
        let keys: Vec<Feature> = rare.into_iter().take(LOOK_UP).map(|(_, key)| key).collect();
        let found = ledger.postings(&keys, at - STORY_DAYS, at + STORY_DAYS, PER_KEY)?;
        let mut counts: BTreeMap<Key, f32> = BTreeMap::new();
        for (feature, key) in found {
            *counts.entry(key).or_default() += rarity.of(feature);
        }
        let mut likely: Vec<(f32, Key)> = counts.into_iter().map(|(key, sum)| (sum, key)).collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let keys: Vec<Key> = likely.iter().take(48).map(|(_, key)| *key).collect();
        let weights = &self.weights.story;
        let mut of_story: BTreeMap<Key, Vec<KeptProfile>> = BTreeMap::new();
        for other in ledger.profiles(&keys)? {
            if let Some(story) = other.story {
                of_story.entry(links.story(story)).or_default().push(other);
            }
        }
        let mut scored: Vec<(f32, Key, Vec<Reason>)> = of_story
            .into_iter()
            .map(|(story, others)| {
                let near = |other: (&Profile, Seconds)| {
                    stories::nearness((&prepared.profile, at), other, &rarity, weights)
                };
                // the two nearest articles count, since one alone may be near by chance, and the
                // story as a whole
                let mut each: Vec<(f32, Vec<Reason>)> =
                    others.iter().map(|other| near((&other.profile, other.published))).collect();
                each.sort_by(|a, b| b.0.total_cmp(&a.0));
                let best = each[0].0;
                let second = each.get(1).map_or(best * 0.9, |each| each.0);
                let nearest = others.iter().min_by_key(|other| (other.published - at).abs());
                let when = nearest.map_or(at, |other| other.published);
                let profiles: Vec<&Profile> = others.iter().map(|other| &other.profile).collect();
                let whole = stories::whole(&profiles, &prepared.profile.language);
                let whole = near((&whole, when)).0;
                let single = 0.7 * best + 0.3 * second;
                let same_act = weights.events * acts.get(&story).copied().unwrap_or(0.0);
                let score = (1.0 - weights.whole) * single + weights.whole * whole + same_act;
                let mut reasons = each.swap_remove(0).1;
                if same_act > 0.0 {
                    reasons
                        .push(Reason { what: "an act of it".to_owned(), weight: round(same_act) });
                }
                (score, story, reasons)
            })
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // what tells of no political act must be nearer: it may only happen in the same place
        let acts = prepared.records.iter().any(|record| !record.background);
        let threshold = weights.threshold * if acts { 1.0 } else { weights.idle };
        if let Some((score, story, reasons)) = scored.first()
            && *score >= threshold
        {
            let joined = What::Joined { story: *story, reasons: reasons.clone() };
            setting.enter(setting.key, at, joined);
            if let Some((second, other, reasons)) = scored.get(1)
                && *second >= weights.unite
            {
                let (into, subject) = (*story.min(other), *story.max(other));
                let what = What::United { into, reasons: reasons.clone() };
                setting.enter(subject, at, what);
            }
            return Ok(Some(*story));
        }
        setting.enter(setting.key, at, What::Joined { story: setting.key, reasons: Vec::new() });
        Ok(Some(setting.key))
    }

    /// How near the article's acts come to acts of each story, 0 to 1.
    fn acts_of_stories(
        &self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        facts: &[Fact],
        links: &Links,
    ) -> Result<BTreeMap<Key, f32>, LedgerError> {
        // without a story in common the sum is lower
        const SHIFT: f32 = 1.0;
        const NEAR: f32 = 4.0;
        let at = prepared.published;
        let told: Vec<usize> = (0..facts.len()).filter(|&at| !facts[at].background).collect();
        let keys: BTreeSet<u64> = told.iter().flat_map(|&at| event_keys(&facts[at])).collect();
        let keys: Vec<u64> = keys.into_iter().collect();
        let found = ledger.postings(&keys, at - STORY_DAYS, at + STORY_DAYS, PER_KEY)?;
        let found: BTreeSet<Key> = found.into_iter().map(|(_, key)| key).collect();
        let found: Vec<Key> = found.into_iter().collect();
        let mut best: BTreeMap<Key, f32> = BTreeMap::new();
        for (other, traits) in ledger.traits(&found)? {
            let Some(story) = other.story else { continue };
            let place = best.entry(links.story(story)).or_default();
            for &own in &told {
                let near = coreference::nearness(
                    (&facts[own], &prepared.traits[own]),
                    (&other, &traits),
                    None,
                    &self.weights.event,
                );
                *place = place.max(((near.sum + SHIFT) / NEAR).clamp(0.0, 1.0));
            }
        }
        Ok(best)
    }

    /// Outlets that an article's text names, other than its own.
    fn known_outlets(
        &self,
        ledger: &mut dyn Ledger,
        article: &Article,
        own: &Outlet,
    ) -> Result<Vec<(String, Outlet)>, LedgerError> {
        let mut names: BTreeMap<u64, String> = BTreeMap::new();
        let words: Vec<&str> = article.text.split_whitespace().collect();
        for at in 0..words.len() {
            let begins = words[at].chars().find(|c| c.is_alphanumeric());
            if !begins.is_some_and(char::is_uppercase) {
                continue;
            }
            for length in 1..=4.min(words.len() - at) {
                let name = fold(&words[at..at + length].join(" "));
                for name in [name.strip_suffix(" s"), Some(name.as_str())].into_iter().flatten() {
                    names.insert(hash(name), name.to_owned());
                }
            }
        }
        let mut known: Vec<(String, Outlet)> = Vec::new();
        for name in names.values() {
            if let Some(outlet) = self.sources.by_name(name) {
                known.push((name.clone(), outlet.clone()));
            }
        }
        let hashes: Vec<u64> = names.keys().copied().collect();
        for (name, outlet) in ledger.outlets(&hashes)? {
            if let Some(name) = names.get(&name) {
                known.push((name.clone(), outlet));
            }
        }
        known.retain(|(_, outlet)| outlet.owner_key() != own.owner_key());
        known.sort_by(|a, b| a.0.cmp(&b.0));
        known.dedup_by(|a, b| a.1.owner_key() == b.1.owner_key());
        Ok(known)
    }

    /// The last article of an outlet before a moment.
    fn latest_of(
        &self,
        ledger: &mut dyn Ledger,
        outlet: &Outlet,
        before: Seconds,
    ) -> Result<Option<Key>, LedgerError> {
        let found = ledger.postings(&[outlet_key(outlet)], before - 30 * DAY, before, 1)?;
        Ok(found.first().map(|(_, key)| *key))
    }

    /// Puts each act of the article into the nearest event, or begins one.
    fn events(
        &self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        facts: &mut [Fact],
        links: &Links,
        setting: &mut Setting,
    ) -> Result<(), LedgerError> {
        for act in acts(facts, prepared) {
            let mut candidates = self.candidates(ledger, prepared, facts, &act, links)?;
            candidates
                .sort_by(|a, b| b.near.sum.total_cmp(&a.near.sum).then(a.event.cmp(&b.event)));
            let first = facts[act[0]].key;
            let threshold = self.weights.event.threshold;
            let (event, reasons) = match candidates.first() {
                Some(best) if best.near.sum >= threshold => (best.event, best.near.reasons.clone()),
                _ => (first, Vec::new()),
            };
            for &at in &act {
                facts[at].event = event;
                let reasons = if facts[at].key == first || event == first {
                    reasons.clone()
                } else {
                    vec![Reason { what: "same act in its article".to_owned(), weight: 1.0 }]
                };
                setting.enter(facts[at].key, prepared.published, What::Placed { event, reasons });
            }
            if let (Some(best), Some(second)) = (candidates.first(), candidates.get(1))
                && second.near.sum >= self.weights.event.merge
                && !best.checked
                && !second.checked
            {
                let (into, subject) = (best.event.min(second.event), best.event.max(second.event));
                let reasons = second.near.reasons.clone();
                setting.enter(subject, prepared.published, What::Merged { into, reasons });
            }
        }
        Ok(())
    }

    /// Events that an act may belong to, with their nearness.
    fn candidates(
        &self,
        ledger: &mut dyn Ledger,
        prepared: &Prepared,
        facts: &[Fact],
        act: &[usize],
        links: &Links,
    ) -> Result<Vec<Candidate>, LedgerError> {
        let at = prepared.published;
        let keys: BTreeSet<u64> = act.iter().flat_map(|&at| event_keys(&facts[at])).collect();
        let keys: Vec<u64> = keys.into_iter().collect();
        let found = ledger.postings(&keys, at - EVENT_DAYS, at + EVENT_DAYS, PER_KEY)?;
        let found: BTreeSet<Key> = found.into_iter().map(|(_, key)| key).collect();
        let found: Vec<Key> = found.into_iter().filter(|key| !links.is_rejected(*key)).collect();
        let mut best: BTreeMap<Key, Candidate> = BTreeMap::new();
        for (other, traits) in ledger.traits(&found)? {
            let event = links.event(&other);
            for &own in act {
                let same_story = match (facts[own].story, other.story) {
                    (Some(one), Some(two)) => Some(links.story(one) == links.story(two)),
                    _ => None,
                };
                let near = coreference::nearness(
                    (&facts[own], &prepared.traits[own]),
                    (&other, &traits),
                    same_story,
                    &self.weights.event,
                );
                let checked = links.is_checked(event);
                let better = best.get(&event).is_none_or(|known| near.sum > known.near.sum);
                if better {
                    best.insert(event, Candidate { event, near, checked });
                }
            }
        }
        Ok(best.into_values().collect())
    }

    /// Which events' statuses the article changes.
    fn statuses(
        &self,
        ledger: &mut dyn Ledger,
        facts: &[Fact],
        links: &Links,
        setting: &mut Setting,
    ) -> Result<(), LedgerError> {
        let after = links.with(&setting.entries);
        let mut touched: BTreeSet<Key> = facts.iter().map(|fact| after.event(fact)).collect();
        let mut before: BTreeSet<Key> =
            facts.iter().map(|fact| links.resolve(fact.event)).collect();
        for entry in &setting.entries {
            match &entry.what {
                What::Merged { into, .. } => {
                    touched.insert(after.resolve(*into));
                    before.extend([links.resolve(*into), links.resolve(entry.subject)]);
                }
                What::Withdrawn { .. } => {
                    let found = ledger.traits(&[entry.subject])?;
                    for (fact, _) in &found {
                        touched.insert(after.event(fact));
                        before.insert(links.event(fact));
                    }
                }
                _ => {}
            }
        }
        let members = after.members(&touched);
        let kept = ledger.facts_of_events(&members)?;
        for event in touched {
            let old = kept.iter().filter(|fact| links.event(fact) == event);
            let own = kept.iter().chain(facts).filter(|fact| after.event(fact) == event);
            let (old, own) = (in_order(old, links), in_order(own, links));
            let quoted = &self.sources.quoted;
            let gone = (|key| links.is_withdrawn(key), |key| after.is_withdrawn(key));
            if let Some(what) = change_of_status((&old, gone.0), (&own, gone.1), quoted) {
                setting.enter(event, own.last().map_or(0, |fact| fact.published), what);
            }
        }
        Ok(())
    }
}

/// What an article is related to.
#[derive(Default)]
struct Related {
    /// The article whose text it has.
    copied: Option<KeptProfile>,
    /// The article that it takes the place of.
    supersedes: Option<(Key, Relation)>,
}

/// The acts of an article as positions of their facts. A bare denial belongs to the act that stands
/// before it: the nearest that is not denied.
fn acts(facts: &[Fact], prepared: &Prepared) -> Vec<Vec<usize>> {
    let mut acts: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut act_of: Vec<u32> = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        let start = prepared.records.get(at).map_or(0, |record| record.sentence.start);
        let denied = fact.bare.then(|| {
            (0..at).rev().find(|&before| {
                let end = prepared.records[before].sentence.end;
                facts[before].asserts() && start.saturating_sub(end) < 300
            })
        });
        let act = denied.flatten().map_or(fact.act, |before| act_of[before]);
        act_of.push(act);
        acts.entry(act).or_default().push(at);
    }
    let mut acts: Vec<Vec<usize>> = acts.into_values().collect();
    acts.sort();
    acts
}

/// Whether the source that a record names is a known outlet, whatever its name looks like.
fn is_outlet(record: &Record, known: &[(String, Outlet)]) -> bool {
    record.attribution.last().is_some_and(|link| {
        let source = fold(&link.source.span.text);
        known.iter().any(|(name, _)| name.contains(' ') && has_word(&source, name))
    })
}

/// Outlets that a record's sentence or its sources name, by their owners.
fn cited(record: &Record, known: &[(String, Outlet)]) -> Vec<u64> {
    let sentence = fold(&record.sentence.text);
    let sources: Vec<String> =
        record.attribution.iter().map(|link| fold(&link.source.span.text)).collect();
    known
        .iter()
        .filter(|(name, _)| {
            let by_source = sources.iter().any(|source| has_word(source, name));
            let is_telling = name.contains(' ') || name.len() >= 7;
            // where an article names one outlet alone, what nobody else is named for is from there
            let only = known.len() == 1 && record.attribution.is_empty();
            by_source || (is_telling && (only || has_word(&sentence, name)))
        })
        .map(|(_, outlet)| outlet.owner_key())
        .collect()
}

/// Records of an article that its successor takes back: a correction, those that it tells otherwise;
/// a new version, also those that it no longer tells.
fn withdraw(
    ledger: &mut dyn Ledger,
    prepared: &Prepared,
    facts: &[Fact],
    corrected: Key,
    relation: Relation,
    links: &Links,
    setting: &mut Setting,
) -> Result<(), LedgerError> {
    let after = links.with(&setting.entries);
    let mut taken: BTreeSet<Key> = BTreeSet::new();
    for old in ledger.facts_of_articles(&[corrected])? {
        let event = after.event(&old);
        let same: Vec<&Fact> = facts.iter().filter(|fact| after.event(fact) == event).collect();
        if after.is_withdrawn(old.key) {
            continue;
        }
        let restated = |fact: &&Fact| {
            fact.figures.iter().any(|one| old.figures.iter().any(|two| one.agrees(two)))
        };
        let otherwise = |fact: &&Fact| {
            let counted = fact.figures.iter().any(|one| {
                old.figures.iter().any(|two| {
                    let tells = relation == Relation::Version || quotes(&prepared.article, two.low);
                    tells && one.counts == two.counts && !one.agrees(two)
                })
            });
            counted || (old.asserts() && fact.denies())
        };
        let why = if same.iter().any(otherwise) {
            "tells it otherwise"
        } else if same.is_empty() && relation == Relation::Version && !old.background {
            "no longer tells it"
        } else {
            continue;
        };
        taken.insert(old.key);
        let reasons = vec![Reason { what: why.to_owned(), weight: 1.0 }];
        setting.enter(old.key, prepared.published, What::Withdrawn { by: setting.key, reasons });
        // where the correction repeats the wrong figure, it quotes the error
        for fact in same.iter().filter(|fact| restated(fact) && !otherwise(fact)) {
            if taken.insert(fact.key) {
                let reasons = vec![Reason { what: "quotes the error".to_owned(), weight: 1.0 }];
                let what = What::Withdrawn { by: setting.key, reasons };
                setting.enter(fact.key, prepared.published, what);
            }
        }
    }
    Ok(())
}

/// Whether a correction names a figure, which it then says was wrong.
fn quotes(article: &Article, figure: f64) -> bool {
    let told = fold(&format!("{} {}", article.title, article.text));
    let digits = format!("{figure}");
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push(' ');
        }
        parted.push(digit);
    }
    has_word(&told, &digits) || has_word(&told, &parted)
}

fn keyed(class: u64, value: u64) -> u64 {
    class << 56 | value >> 8
}

fn address(url: &str) -> u64 {
    let url = url.split('#').next().unwrap_or(url).trim_end_matches('/');
    keyed(ADDRESS, hash(url))
}

fn outlet_key(outlet: &Outlet) -> u64 {
    keyed(ADDRESS, hash(&format!("outlet {}", fold(&outlet.name))))
}

/// Index keys under which a record is found by records of the same act.
fn event_keys(fact: &Fact) -> Vec<u64> {
    let mut keys = BTreeSet::new();
    let mut add = |text: String| {
        keys.insert(keyed(EVENT, hash(&text)));
    };
    for family in families(fact.kind) {
        for code in fact.actors.iter().chain(&fact.recipients) {
            if code.country != record::Country::UNKNOWN {
                add(format!("{family} {}", code.country));
            }
        }
        if let Some(place) =
            fact.place.filter(|place| place.precision != record::Precision::Country)
        {
            add(format!("{family} at {}", place.name));
        }
        if let Some(story) = fact.story {
            add(format!("{family} in {story}"));
        }
    }
    for figure in fact.figures.iter().filter(|figure| figure.low >= 10.0) {
        add(format!("{} {}", figure.counts, figure.low));
    }
    keys.into_iter().collect()
}

/// Groups of types that tellers of one act choose between.
fn families(kind: EventType) -> &'static [&'static str] {
    use EventType::*;
    match kind {
        Mobilize => &["forces", "violence"],
        Aid | Cooperate => &["forces", "words"],
        Assault => &["violence"],
        Coerce | Sanction => &["force", "violence"],
        Protest => &["violence", "demands"],
        Agree | Consult | Support => &["words"],
        Concede | Retreat => &["ease", "words"],
        Request | Accuse | Reject | Threaten => &["demands"],
    }
}

/// Facts that count, in order of publication.
fn in_order<'f>(facts: impl Iterator<Item = &'f Fact>, links: &Links) -> Vec<&'f Fact> {
    let mut own: Vec<&Fact> = facts.filter(|fact| !links.is_rejected(fact.key)).collect();
    own.sort_by_key(|fact| (fact.published, fact.key));
    own
}

/// The entry for an event whose facts, or what of them was taken back, have changed; `None` if its
/// status stays, or nothing is left of it.
fn change_of_status(
    (old, old_gone): (&[&Fact], impl Fn(Key) -> bool),
    (new, new_gone): (&[&Fact], impl Fn(Key) -> bool),
    quoted: &Quoted,
) -> Option<What> {
    if new.is_empty() {
        return None;
    }
    let from = (!old.is_empty()).then(|| status::standing(old, old_gone, quoted).status);
    let to = status::standing(new, new_gone, quoted);
    (from != Some(to.status)).then_some(What::Status {
        from,
        to: to.status,
        reliability: to.reliability,
        credibility: to.credibility,
        because: to.because,
    })
}

/// What is to be appended for an analyst's note: the note, and the statuses that it changes.
///
/// # Errors
/// If the note names one event twice, or the ledger fails.
pub fn note(
    ledger: &mut dyn Ledger,
    event: Key,
    note: crate::ledger::Note,
    now: Seconds,
    quoted: &Quoted,
) -> Result<Batch, LedgerError> {
    let head = ledger.head()?;
    let recorded = now.max(head.recorded);
    let key = head.last + 1;
    let mut asked = BTreeSet::from([event]);
    if let Action::Merge { with } = &note.action
        && !asked.insert(*with)
    {
        return Err(LedgerError::Unknown(
            "both ids name the same event; give two different ones".to_owned(),
        ));
    }
    let before = Links::load(ledger, head.last)?;
    let noted =
        Entry { key, subject: event, published: recorded, recorded, what: What::Note(note) };
    let mut after = before.clone();
    after.apply(&noted);
    let asked: BTreeSet<Key> = asked.into_iter().map(|event| before.resolve(event)).collect();
    let facts = ledger.facts_of_events(&before.members(&asked))?;
    let touched: BTreeSet<Key> = facts.iter().map(|fact| after.event(fact)).collect();
    let mut entries = vec![noted];
    for event in touched {
        let old = in_order(facts.iter().filter(|fact| before.event(fact) == event), &before);
        let new = in_order(facts.iter().filter(|fact| after.event(fact) == event), &after);
        let gone = (|key| before.is_withdrawn(key), |key| after.is_withdrawn(key));
        if let Some(what) = change_of_status((&old, gone.0), (&new, gone.1), quoted) {
            let key = key + entries.len() as Key;
            entries.push(Entry { key, subject: event, published: recorded, recorded, what });
        }
    }
    Ok(Batch { after: head.last, recorded, entries, ..Batch::default() })
}

/// The kinds of entries that bear on which records are in which event.
pub const BINDING: [EntryKind; 4] =
    [EntryKind::Merged, EntryKind::United, EntryKind::Withdrawn, EntryKind::Note];
