//! `lagebild events`, `lagebild stories`, `lagebild diff`.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use picture::report::{grade, short};
use picture::{
    Event, Key, Ledger, Links, Picture, Relation, Sources, View, What, changes, last_second,
    origins,
};
use record::Record;
use serde_json::json;

use crate::Failure;
use crate::args::{DiffArgs, EventsArgs, ListFormat, StoriesArgs};
use crate::citations::{self, Link};
use crate::keep::existing;
use crate::output::words::one_line;
use crate::tell::{filter, view};

/// Lists events, or tells how one came about.
///
/// # Errors
/// If there is no such event, or the store fails.
pub fn events(args: &EventsArgs) -> Result<ExitCode, Failure> {
    let mut store = existing(&args.store.store)?;
    let ledger = store.ledger();
    let picture = Picture::at(ledger, view(&args.view), &Sources::embedded().quoted)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if let Some(id) = &args.event {
        let key = event_named(ledger, &picture, id)?;
        if let Some(event) = picture.event(key) {
            ledger_of(ledger, &picture, event, args.format, &mut out)?;
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let filter = filter(ledger, &args.filter)?;
    let mut wanted: Vec<&Event> =
        picture.events.iter().filter(|event| filter.takes(event)).collect();
    wanted.sort_by_key(|event| (std::cmp::Reverse(Picture::weight(event)), event.first, event.key));
    let more = wanted.len().saturating_sub(args.limit);
    wanted.truncate(args.limit);
    let keys: Vec<Key> = wanted.iter().map(|event| event.key).collect();
    let records = ledger.records(&keys)?;
    for (event, record) in wanted.iter().zip(&records) {
        match args.format {
            ListFormat::Jsonl => writeln!(out, "{}", as_json(&picture, event, record))?,
            ListFormat::Text => {
                writeln!(out, "{}  {}", short(&record.id), title(event, record))?;
                writeln!(
                    out,
                    "    {} {}, {} records in {} articles, {}",
                    event.standing.status,
                    grade(event),
                    picture.facts(event).len(),
                    event.articles,
                    span(event)
                )?;
                writeln!(out, "    “{}”", cut(&one_line(&record.sentence.text)))?;
            }
        }
    }
    if args.format == ListFormat::Text && more > 0 {
        writeln!(out, "{more} more; give --limit or a filter.")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Lists stories.
///
/// # Errors
/// If the store fails.
pub fn stories(args: &StoriesArgs) -> Result<ExitCode, Failure> {
    let mut store = existing(&args.store.store)?;
    let ledger = store.ledger();
    let view = view(&args.view);
    let up_to = match view.known_at {
        Some(known_at) => ledger.key_at(known_at)?,
        None => ledger.head()?.last,
    };
    let links = Links::until(ledger, up_to, view.as_of)?;
    let mut stories: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    let mut headlines = ledger.headlines(up_to)?;
    headlines.retain(|headline| view.as_of.is_none_or(|as_of| headline.published <= as_of));
    headlines.sort_by_key(|headline| (headline.published, headline.key));
    for headline in &headlines {
        if let Some(story) = headline.story {
            stories.entry(links.story(story)).or_default().push(headline.key);
        }
    }
    // one article that tells of no political act is no story yet
    let mut acting: Vec<Key> = ledger.facts(up_to)?.iter().filter_map(|fact| fact.story).collect();
    acting.sort_unstable();
    acting.dedup();
    let acting: Vec<Key> = acting.into_iter().map(|story| links.story(story)).collect();
    stories.retain(|key, articles| articles.len() > 1 || acting.contains(key));
    let mut ranked: Vec<(Key, Vec<Key>)> = stories.into_iter().collect();
    ranked.sort_by_key(|(key, articles)| (std::cmp::Reverse(articles.len()), *key));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (key, articles) in ranked.iter().take(args.limit) {
        let first = ledger.articles(&[*key])?;
        let id = first.first().map(|kept| short(&kept.article.id)).unwrap_or_default();
        let kept = ledger.articles(articles)?;
        if args.format == ListFormat::Jsonl {
            let articles: Vec<_> = kept
                .iter()
                .map(|kept| {
                    json!({"id": kept.article.id, "published": kept.article.published,
                           "title": kept.article.title, "source": kept.outlet.name})
                })
                .collect();
            writeln!(out, "{}", json!({"story": id, "articles": articles}))?;
            continue;
        }
        writeln!(out, "{id}  {} articles", kept.len())?;
        for kept in &kept {
            writeln!(
                out,
                "    {}  {} – {}",
                moment(kept.published),
                kept.outlet.name,
                one_line(&kept.article.title)
            )?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Tells what changed between two moments.
///
/// # Errors
/// If the store fails.
pub fn diff(args: &DiffArgs) -> Result<ExitCode, Failure> {
    let mut store = existing(&args.store.store)?;
    let ledger = store.ledger();
    let at = |moment| {
        let moment = Some(last_second(moment));
        if args.recorded {
            View { known_at: moment, as_of: None }
        } else {
            View { as_of: moment, known_at: None }
        }
    };
    let quoted = Sources::embedded().quoted;
    let from = Picture::at(ledger, at(args.from), &quoted)?;
    let to = Picture::at(ledger, at(args.to), &quoted)?;
    let changed = changes(&from, &to);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut told: Vec<(&str, Key, String)> = Vec::new();
    for (key, old, new) in &changed.status {
        told.push(("status", *key, format!("{old} → {new}")));
    }
    for (record, key, by) in &changed.withdrawn {
        let record = ledger.records(&[*record])?;
        let by = ledger.articles(&[*by])?;
        let quote = record.first().map(|record| cut(&one_line(&record.sentence.text)));
        let by = by.first().map(|kept| kept.article.title.clone()).unwrap_or_default();
        told.push(("withdrawn", *key, format!("“{}” by “{by}”", quote.unwrap_or_default())));
    }
    for key in &changed.new {
        let status = to.event(*key).map(|event| event.standing.status.to_string());
        told.push(("new", *key, status.unwrap_or_default()));
    }
    for (key, into) in &changed.merged {
        let into = ledger.records(&[*into])?;
        let into = into.first().map(|record| short(&record.id)).unwrap_or_default();
        told.push(("merged", *key, format!("into {into}")));
    }
    for key in &changed.gone {
        told.push(("gone", *key, String::new()));
    }
    for (what, key, how) in told {
        let record = ledger.records(&[key])?;
        let Some(record) = record.first() else { continue };
        let name = to.event(key).or_else(|| from.event(key)).map(|event| title(event, record));
        let name = name.unwrap_or_default();
        match args.format {
            ListFormat::Text => {
                writeln!(out, "{what}: {}  {name}: {how}", short(&record.id))?;
            }
            ListFormat::Jsonl => writeln!(
                out,
                "{}",
                json!({"change": what, "event": short(&record.id), "name": name, "how": how})
            )?,
        }
    }
    if changed.is_empty() && args.format == ListFormat::Text {
        writeln!(out, "Nothing changed.")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The ledger of one event: how its status came about, each record with its origin and why it was
/// placed here, and which articles have the news from which.
fn ledger_of(
    ledger: &mut dyn Ledger,
    picture: &Picture,
    event: &Event,
    format: ListFormat,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let facts = picture.facts(event);
    let keys: Vec<Key> = facts.iter().map(|fact| fact.key).collect();
    let mut articles: Vec<Key> = facts.iter().map(|fact| fact.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let records: BTreeMap<Key, Record> = keys.iter().copied().zip(ledger.records(&keys)?).collect();
    let kept: BTreeMap<Key, _> =
        ledger.articles(&articles)?.into_iter().map(|kept| (kept.key, kept)).collect();
    let founding = ledger.records(&[event.key])?;
    let Some(founding) = founding.first() else { return Ok(()) };
    if format == ListFormat::Jsonl {
        writeln!(out, "{}", as_json(picture, event, founding))?;
        for fact in facts {
            if let Some(record) = records.get(&fact.key) {
                let line = serde_json::to_string(record)
                    .map_err(|error| Failure::Asked(error.to_string()))?;
                writeln!(out, "{line}")?;
            }
        }
        return Ok(());
    }
    writeln!(out, "{}  {}", short(&founding.id), title(event, founding))?;
    writeln!(out, "  {} {}", event.standing.status, grade(event))?;
    writeln!(out, "\n  how the status came about")?;
    for step in picture.timeline(event) {
        writeln!(out, "    {}  {}", moment(step.published), step.standing.status)?;
        for key in &step.records {
            if let Some(record) = records.get(key) {
                writeln!(
                    out,
                    "        {} “{}”",
                    short(&record.id),
                    cut(&one_line(&record.sentence.text))
                )?;
            }
        }
    }
    let all: Vec<_> = facts.iter().collect();
    let origins = origins(&all);
    let mut placed: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    let mut links: Vec<Link> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let subjects: Vec<Key> = keys.iter().chain(&articles).copied().collect();
    for entry in ledger.entries_about(&subjects)? {
        if entry.key > picture.up_to {
            continue;
        }
        match &entry.what {
            What::Placed { reasons, .. } => {
                let reasons = reasons.iter().map(|why| format!("{} {:+}", why.what, why.weight));
                placed.entry(entry.subject).or_default().extend(reasons);
            }
            What::Linked { to, relation, reasons } => {
                let how = match relation {
                    Relation::Copy => "near copy",
                    Relation::Version => "later version",
                    Relation::Correction => "correction",
                    Relation::Citing => "cites it",
                };
                let why = reasons.first().map(|why| format!(": {}", why.what)).unwrap_or_default();
                let how = format!("{how}{why}");
                links.push(Link { on: *to, article: entry.subject, how });
            }
            What::Note(note) => {
                notes.push(format!("{}: {:?} {}", note.by, note.action, note.why));
            }
            _ => {}
        }
    }
    let mut linked: Vec<Key> = links.iter().flat_map(|link| [link.on, link.article]).collect();
    linked.sort_unstable();
    linked.dedup();
    let name = |kept: picture::KeptArticle| {
        let title = one_line(&kept.article.title);
        (kept.key, format!("{} “{title}”", kept.outlet.name))
    };
    let names: BTreeMap<Key, String> = ledger.articles(&linked)?.into_iter().map(name).collect();
    writeln!(out, "\n  records, by origin")?;
    let mut groups: BTreeMap<picture::Origin, Vec<usize>> = BTreeMap::new();
    for (at, origin) in origins.iter().enumerate() {
        groups.entry(*origin).or_default().push(at);
    }
    for (origin, members) in groups {
        let name = match origin {
            picture::Origin::Institution(country, sector) => {
                record::Code::new(country, sector).to_string()
            }
            _ => members
                .iter()
                .find_map(|at| {
                    let record = records.get(&facts[*at].key)?;
                    let outlet = &kept.get(&facts[*at].article)?.outlet.name;
                    match origin {
                        picture::Origin::Person(_) => {
                            Some(one_line(&record.attribution.last()?.source.span.text))
                        }
                        _ => Some(outlet.clone()),
                    }
                })
                .unwrap_or_default(),
        };
        writeln!(out, "    {name}")?;
        for at in members {
            let fact = &facts[at];
            let (Some(record), Some(kept)) = (records.get(&fact.key), kept.get(&fact.article))
            else {
                continue;
            };
            let withdrawn = if picture.links.is_withdrawn(fact.key) { ", withdrawn" } else { "" };
            writeln!(
                out,
                "      {}  {} {} {}{withdrawn}, {}: “{}”",
                moment(fact.published),
                short(&record.id),
                record.factuality,
                record.tense,
                kept.outlet.name,
                cut(&one_line(&record.sentence.text))
            )?;
            if let Some(reasons) = placed.get(&fact.key).filter(|reasons| !reasons.is_empty()) {
                writeln!(out, "        placed here by: {}", reasons.join("; "))?;
            }
        }
    }
    for figures in picture.figures(event) {
        writeln!(out, "\n  {}: {} to {}", figures.counts, figures.range.0, figures.range.1)?;
    }
    for (title, lines) in [("citations", citations::lines(&names, &links)), ("notes", notes)] {
        if !lines.is_empty() {
            writeln!(out, "\n  {title}")?;
        }
        for line in lines {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

fn as_json(picture: &Picture, event: &Event, record: &Record) -> serde_json::Value {
    let figures: Vec<_> = picture
        .figures(event)
        .iter()
        .map(|figures| {
            json!({"counts": figures.counts, "low": figures.range.0, "high": figures.range.1,
                   "trend": figures.trend, "told": figures.told.len()})
        })
        .collect();
    let steps: Vec<_> = picture
        .timeline(event)
        .iter()
        .map(|step| json!({"published": moment(step.published), "status": step.standing.status}))
        .collect();
    json!({
        "event": short(&record.id), "type": event.kind, "mode": event.mode,
        "actors": event.actors, "recipients": event.recipients,
        "place": record.place.as_ref().map(|place| &place.span.text),
        "when": event.when.map(|(a, b)| format!("{}/{}", picture::day_of(a), picture::day_of(b))),
        "status": event.standing.status, "grade": grade(event),
        "origins": event.standing.origins.len(), "deniers": event.standing.deniers.len(),
        "records": picture.facts(event).len(), "articles": event.articles,
        "first": moment(event.first), "last": moment(event.last),
        "background": event.background, "checked": event.checked,
        "figures": figures, "steps": steps, "trigger": record.trigger.text,
    })
}

/// Type, mode and parties of an event, after its codes.
fn title(event: &Event, record: &Record) -> String {
    let codes = |codes: &[record::Code]| {
        codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let mode = event.mode.map(|mode| format!(" {mode}")).unwrap_or_default();
    let mut text = format!("{}{mode} “{}”", event.kind, one_line(&record.trigger.text));
    if !event.actors.is_empty() || !event.recipients.is_empty() {
        text.push_str(&format!(": {} → {}", codes(&event.actors), codes(&event.recipients)));
    }
    text.trim_end_matches(" → ").to_owned()
}

fn span(event: &Event) -> String {
    let (first, last) = (moment(event.first), moment(event.last));
    if first == last { first } else { format!("{first} to {last}") }
}

fn moment(at: picture::Seconds) -> String {
    jiff::Timestamp::from_second(at)
        .map_or_else(|_| at.to_string(), |at| at.strftime("%Y-%m-%d %H:%M").to_string())
}

fn cut(text: &str) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// The event whose id, or that of one of whose records, begins so.
///
/// # Errors
/// If there is none, or more than one.
pub fn event_named(ledger: &mut dyn Ledger, picture: &Picture, id: &str) -> Result<Key, Failure> {
    let key = record_named(ledger, id)?;
    if picture.event(key).is_some() {
        return Ok(picture.links.resolve(key));
    }
    let of_record = picture
        .events
        .iter()
        .find(|event| picture.facts(event).iter().any(|fact| fact.key == key))
        .map(|event| event.key);
    of_record.ok_or_else(|| {
        Failure::Asked(format!("event {id} is not part of this view; widen it, or ask for another"))
    })
}

/// The record whose id begins so.
///
/// # Errors
/// If there is none, or more than one.
pub fn record_named(ledger: &mut dyn Ledger, id: &str) -> Result<Key, Failure> {
    one(&ledger.find_records(id, 2)?, "event or record", id)
}

/// The story whose id begins so.
///
/// # Errors
/// If there is none, or more than one.
pub fn story_named(ledger: &mut dyn Ledger, id: &str) -> Result<Key, Failure> {
    let key = one(&ledger.find_articles(id, 2)?, "story", id)?;
    let links = Links::load(ledger, Key::MAX)?;
    let kept = ledger.articles(&[key])?;
    let story = kept.first().and_then(|kept| kept.story);
    story.map(|story| links.story(story)).ok_or_else(|| {
        Failure::Asked(format!("article {id} is in no story; `lagebild stories` lists them"))
    })
}

fn one(found: &[Key], what: &str, id: &str) -> Result<Key, Failure> {
    match found {
        [one] => Ok(*one),
        [] => Err(Failure::Asked(format!("there is no {what} {id}; `lagebild events` lists them"))),
        _ => {
            Err(Failure::Asked(format!("more than one {what} begins with {id}; give more digits")))
        }
    }
}
