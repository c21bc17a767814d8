//! `lagebild eval picture`: stories, events and origins against labelled stories.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use language::Reader;
use picture::{
    Fact, Key, Ledger, Links, Placer, Prepared, Score, Sources, Weights, b_cubed, groups, pairs,
};
use record::{Article, TextIndex};
use serde::Deserialize;

use crate::Failure;
use crate::args::Half;
use crate::ingest::{append, coder, prepare};

/// What is asked for.
pub struct Asked<'a> {
    /// Folder of labelled stories.
    pub folder: &'a Path,
    /// Which of them.
    pub only: Option<Half>,
    /// Other weights than those built in.
    pub weights: Option<&'a Path>,
    /// Whether to search for better weights.
    pub tune: bool,
    /// Whether to print what is wrong.
    pub explain: bool,
}

/// A labelled story, one file.
#[derive(Debug, Deserialize)]
struct Story {
    story: String,
    articles: Vec<Article>,
    events: Vec<Labelled>,
    #[serde(default)]
    origins: Vec<Vouching>,
}

#[derive(Debug, Deserialize)]
struct Labelled {
    id: String,
    mentions: Vec<Mention>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Mention {
    First(String, String),
    Nth(String, String, usize),
}

#[derive(Debug, Deserialize)]
struct Vouching {
    event: String,
    vouching: Vec<Vec<String>>,
}

/// The labelled stories, read.
struct Set {
    stories: Vec<Story>,
    /// Stories that are scored; the others are there to be told apart from.
    scored: BTreeSet<String>,
    prepared: Vec<Prepared>,
    /// Record id → the labelled event that its trigger names.
    labels: BTreeMap<String, String>,
    mentions: usize,
    met: usize,
}

/// What was measured.
struct Measured {
    stories: Score,
    events: Score,
    records: usize,
    origins_right: usize,
    origins: usize,
    /// Articles wrongly told apart, wrongly put together.
    apart: usize,
    together: usize,
    lines: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// If the files cannot be read or the store fails.
pub fn run(reader: &Reader, asked: &Asked<'_>) -> Result<(), Failure> {
    let mut weights = match asked.weights {
        Some(path) => Weights::parse(&read(path)?)?,
        None => Weights::embedded()?,
    };
    let set = Set::read(reader, asked)?;
    if asked.tune {
        tune(&set, &mut weights)?;
    }
    let measured = measure(&set, &weights)?;
    if asked.explain {
        measured.lines.iter().for_each(|line| println!("{line}"));
    }
    let row = |name: &str, score: &Score| {
        println!(
            "{name:<34} precision {:.3}  recall {:.3}  F1 {:.3}",
            score.precision,
            score.recall,
            score.f1()
        );
    };
    println!(
        "{} articles in {} stories; {} stories are scored",
        set.prepared.len(),
        set.stories.len(),
        set.scored.len()
    );
    row("stories, B-Cubed", &measured.stories);
    row("events, pairs of records", &measured.events);
    println!(
        "  on {} records; {} of {} labelled mentions have a record",
        measured.records, set.met, set.mentions
    );
    println!(
        "origins: {} of {} events without error ({} pairs of articles told apart, {} put together)",
        measured.origins_right, measured.origins, measured.apart, measured.together
    );
    Ok(())
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::Asked(format!("{}: {error}", path.display())))
}

impl Set {
    fn read(reader: &Reader, asked: &Asked<'_>) -> Result<Set, Failure> {
        let named =
            |path: &Path, reason: String| Failure::Asked(format!("{}: {reason}", path.display()));
        let folder = std::fs::read_dir(asked.folder)
            .map_err(|error| named(asked.folder, error.to_string()))?;
        let mut files: Vec<_> = folder.filter_map(|entry| entry.ok().map(|it| it.path())).collect();
        files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
        files.sort();
        let mut stories: Vec<Story> = Vec::new();
        let mut scored: BTreeSet<String> = BTreeSet::new();
        for file in files {
            let story: Story = serde_json::from_str(&read(&file)?).map_err(|error| {
                named(&file, format!("{error}; compare it with docs/picture.md"))
            })?;
            let number: Option<usize> =
                story.story.split('-').next().and_then(|number| number.parse().ok());
            let wanted = match asked.only {
                Some(Half::Even) => number.is_some_and(|number| number % 2 == 0),
                Some(Half::Odd) => number.is_some_and(|number| number % 2 == 1),
                None => true,
            };
            if wanted {
                scored.insert(story.story.clone());
            }
            stories.push(story);
        }
        if stories.is_empty() {
            return Err(named(asked.folder, "holds no labelled stories (.json)".to_owned()));
        }
        let mut articles: Vec<Article> =
            stories.iter().flat_map(|story| story.articles.clone()).collect();
        articles.sort_by_key(|article| (picture::published(article), article.id.clone()));
        let coder = coder(reader);
        let mut prepared = Vec::new();
        for article in articles {
            let id = article.id.clone();
            let done = prepare(reader, &coder, article)
                .map_err(|error| Failure::Asked(format!("{id}: {error}")))?;
            prepared.push(done);
        }
        let mut set =
            Set { stories, scored, prepared, labels: BTreeMap::new(), mentions: 0, met: 0 };
        set.label()?;
        Ok(set)
    }

    /// Whether a labelled event is of a story that is scored.
    fn is_scored(&self, label: &str) -> bool {
        label.split('/').next().is_some_and(|story| self.scored.contains(story))
    }

    /// Finds the records whose trigger overlaps a labelled mention.
    fn label(&mut self) -> Result<(), Failure> {
        let by_id: BTreeMap<&str, &Prepared> =
            self.prepared.iter().map(|each| (each.article.id.as_str(), each)).collect();
        for story in &self.stories {
            let scored = usize::from(self.scored.contains(&story.story));
            for event in &story.events {
                for mention in &event.mentions {
                    let (article, text, nth) = match mention {
                        Mention::First(article, text) => (article, text, 1),
                        Mention::Nth(article, text, nth) => (article, text, *nth),
                    };
                    self.mentions += scored;
                    let wrong = |reason: &str| {
                        Failure::Asked(format!(
                            "{}: mention “{text}” of {article} {reason}",
                            story.story
                        ))
                    };
                    let Some(prepared) = by_id.get(article.as_str()) else {
                        return Err(wrong("is in no article"));
                    };
                    let whole = &prepared.article.text;
                    let Some((at, _)) = whole.match_indices(text.as_str()).nth(nth.max(1) - 1)
                    else {
                        return Err(wrong("does not stand in its text"));
                    };
                    let index = TextIndex::new(whole);
                    let (start, end) = (index.code_point(at), index.code_point(at + text.len()));
                    let end = end.max(start + 1);
                    let met = prepared
                        .records
                        .iter()
                        .filter(|record| record.trigger.start < end && start < record.trigger.end);
                    let mut any = false;
                    for record in met {
                        any = true;
                        let label = format!("{}/{}", story.story, event.id);
                        self.labels.entry(record.id.clone()).or_insert(label);
                    }
                    self.met += scored * usize::from(any);
                }
            }
        }
        Ok(())
    }
}

fn measure(set: &Set, weights: &Weights) -> Result<Measured, Failure> {
    let mut store = store::Sqlite::in_memory()?;
    let mut placer = Placer::new(Sources::embedded(), weights.clone());
    let mut article_key: BTreeMap<&str, Key> = BTreeMap::new();
    for prepared in &set.prepared {
        append(&mut store, &mut placer, prepared, prepared.published)?;
        if let Some(key) = store.find_article(&prepared.article.id)? {
            article_key.insert(&prepared.article.id, key);
        }
    }
    let links = Links::load(&mut store, Key::MAX)?;
    let headlines = store.headlines(Key::MAX)?;
    let mut put: BTreeMap<String, Key> = BTreeMap::new();
    for headline in headlines {
        // an article of no story is a story of its own to the measure
        let story = headline.story.map_or(-headline.key, |story| links.story(story));
        put.insert(headline.id, story);
    }
    let mut lines = Vec::new();
    let mut items: Vec<(&str, Key)> = Vec::new();
    for story in &set.stories {
        let mut split: BTreeMap<Key, Vec<&str>> = BTreeMap::new();
        for article in &story.articles {
            if let Some(&key) = put.get(&article.id) {
                items.push((&story.story, key));
                split.entry(key).or_default().push(&article.id);
            }
        }
        let foreign: BTreeSet<&str> =
            set.stories
                .iter()
                .filter(|other| other.story != story.story)
                .filter(|other| {
                    other.articles.iter().any(|article| {
                        put.get(&article.id).is_some_and(|key| split.contains_key(key))
                    })
                })
                .map(|other| other.story.as_str())
                .collect();
        if set.scored.contains(&story.story) && (split.len() > 1 || !foreign.is_empty()) {
            let parts: Vec<String> = split.values().map(|ids| ids.join(" ")).collect();
            lines.push(format!("story {}: {} with {foreign:?}", story.story, parts.join(" | ")));
        }
    }
    let facts = store.facts(Key::MAX)?;
    let keys_all: Vec<Key> = facts.iter().map(|fact| fact.key).collect();
    let records = store.records(&keys_all)?;
    let mut labelled: Vec<(&str, Key)> = Vec::new();
    let mut by_label: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    let mut shown: BTreeMap<&str, BTreeMap<Key, Vec<String>>> = BTreeMap::new();
    let mut mixed: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    for (fact, record) in facts.iter().zip(&records) {
        if let Some(label) = set.labels.get(&record.id) {
            let event = links.event(fact);
            labelled.push((label, event));
            by_label.entry(label).or_default().push(fact);
            let told = format!(
                "{}:{} {} {:?}>{:?}",
                record.document,
                record.trigger.text,
                record.event_type,
                fact.actors.iter().map(|code| code.to_string()).collect::<Vec<_>>(),
                fact.recipients.iter().map(|code| code.to_string()).collect::<Vec<_>>()
            );
            shown.entry(label).or_default().entry(event).or_default().push(told);
            mixed.entry(event).or_default().insert(label);
        }
    }
    for (label, parts) in &shown {
        if parts.len() > 1 && set.is_scored(label) {
            lines.push(format!("event {label} is split:"));
            for (event, told) in parts {
                lines.push(format!("    {event}: {}", told.join(" · ")));
            }
        }
    }
    for (event, labels) in &mixed {
        if labels.len() > 1 {
            lines.push(format!("event {event} mixes {labels:?}"));
        }
    }
    let (mut right, mut all, mut apart, mut together) = (0, 0, 0, 0);
    for story in set.stories.iter().filter(|story| set.scored.contains(&story.story)) {
        for vouching in &story.origins {
            let label = format!("{}/{}", story.story, vouching.event);
            let Some(mut facts) = by_label.get(label.as_str()).cloned() else { continue };
            facts.sort_by_key(|fact| (fact.published, fact.key));
            let told: BTreeSet<Key> = facts.iter().map(|fact| fact.article).collect();
            let gold: Vec<BTreeSet<Key>> = vouching
                .vouching
                .iter()
                .map(|group| {
                    let keys = group.iter().filter_map(|id| article_key.get(id.as_str()));
                    keys.copied().filter(|key| told.contains(key)).collect()
                })
                .filter(|group: &BTreeSet<Key>| !group.is_empty())
                .collect();
            let named: BTreeSet<Key> = gold.iter().flatten().copied().collect();
            facts.retain(|fact| named.contains(&fact.article));
            if named.len() < 2 {
                continue;
            }
            let found: Vec<BTreeSet<Key>> =
                groups(&facts).into_iter().map(|group| group.into_iter().collect()).collect();
            let same = |groups: &[BTreeSet<Key>], a: Key, b: Key| {
                groups.iter().any(|group| group.contains(&a) && group.contains(&b))
            };
            let keys: Vec<Key> = named.iter().copied().collect();
            let (mut split, mut joined) = (0, 0);
            for (at, &a) in keys.iter().enumerate() {
                for &b in &keys[at + 1..] {
                    match (same(&gold, a, b), same(&found, a, b)) {
                        (true, false) => split += 1,
                        (false, true) => joined += 1,
                        _ => {}
                    }
                }
            }
            all += 1;
            right += usize::from(split + joined == 0);
            apart += split;
            together += joined;
            if split + joined > 0 {
                let name = |key: &Key| {
                    article_key.iter().find(|(_, at)| *at == key).map_or("?", |(id, _)| *id)
                };
                let told = |groups: &[BTreeSet<Key>]| {
                    let groups: Vec<String> = groups
                        .iter()
                        .map(|group| group.iter().map(name).collect::<Vec<_>>().join(" "))
                        .collect();
                    groups.join(" | ")
                };
                lines.push(format!("origins {label}: {} instead of {}", told(&found), told(&gold)));
                for fact in &facts {
                    let at = keys_all.binary_search(&fact.key).ok();
                    let chain = at.map(|at| &records[at].attribution).into_iter().flatten();
                    let chain: Vec<String> = chain
                        .map(|link| format!("{} ({})", link.source.span.text, link.source.code))
                        .collect();
                    lines.push(format!("    {}: {}", name(&fact.article), chain.join(" → ")));
                }
            }
        }
    }
    Ok(Measured {
        stories: b_cubed(&items, |story| set.scored.contains(*story)),
        events: pairs(&labelled, |label| set.is_scored(label)),
        records: labelled.iter().filter(|(label, _)| set.is_scored(label)).count(),
        origins_right: right,
        origins: all,
        apart,
        together,
        lines,
    })
}

/// Goes through the weights one by one and keeps what is better, until nothing is.
fn tune(set: &Set, weights: &mut Weights) -> Result<(), Failure> {
    let goal = |measured: &Measured| measured.stories.f1() + measured.events.f1();
    let mut best = goal(&measure(set, weights)?);
    eprintln!("to begin with: {best:.4}");
    for round in 0..3 {
        let before = best;
        for group in ["story", "event"] {
            let names = match group {
                "story" => picture::StoryWeights::NAMES,
                _ => picture::EventWeights::NAMES,
            };
            for name in names {
                let value = |weights: &mut Weights| match group {
                    "story" => weights.story.by_name(name).copied(),
                    _ => weights.event.by_name(name).copied(),
                };
                let old = value(weights).unwrap_or(0.0);
                let step =
                    if group == "story" { old.abs() * 0.2 } else { 0.35 / (round + 1) as f32 };
                let mut kept = old;
                for new in [old + step, old - step, old + 2.0 * step, old - 2.0 * step] {
                    let mut tried = weights.clone();
                    let place = match group {
                        "story" => tried.story.by_name(name),
                        _ => tried.event.by_name(name),
                    };
                    if let Some(place) = place {
                        *place = (new * 1000.0).round() / 1000.0;
                    }
                    let reached = goal(&measure(set, &tried)?);
                    if reached > best + 1e-6 {
                        best = reached;
                        kept = new;
                        *weights = tried;
                    }
                }
                if kept != old {
                    eprintln!("{group}.{name}: {old} → {kept}: {best:.4}");
                }
            }
        }
        if best - before < 1e-6 {
            break;
        }
    }
    println!("[story]");
    for name in picture::StoryWeights::NAMES {
        println!("{name} = {}", weights.story.by_name(name).copied().unwrap_or(0.0));
    }
    println!("\n[event]");
    for name in picture::EventWeights::NAMES {
        println!("{name} = {}", weights.event.by_name(name).copied().unwrap_or(0.0));
    }
    Ok(())
}
