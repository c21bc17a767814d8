//! Whether what is stored still follows from the articles and records: ids and statuses are computed
//! again and compared.

use std::collections::BTreeMap;

use crate::fact::{Fact, Key};
use crate::ledger::{EntryKind, Ledger, LedgerError, What};
use crate::links::Links;
use crate::sources::Quoted;
use crate::status::{Status, standing};

/// Articles that are read at a time.
const CHUNK: usize = 256;
/// An id made from the content has this many digits.
const DIGITS: usize = 32;

/// What is wrong, one sentence each; empty if nothing.
///
/// # Errors
/// If the ledger fails.
pub fn verify(ledger: &mut dyn Ledger, quoted: &Quoted) -> Result<Vec<String>, LedgerError> {
    let mut flaws = Vec::new();
    let head = ledger.head()?;
    let facts = ledger.facts(head.last)?;
    let headlines = ledger.headlines(head.last)?;
    if headlines.len() as u64 != head.articles {
        flaws.push(format!(
            "the log counts {} articles, but {} are there",
            head.articles,
            headlines.len()
        ));
    }
    let mut taken: BTreeMap<Key, &str> = BTreeMap::new();
    for headline in &headlines {
        taken.insert(headline.key, "article");
    }
    for fact in &facts {
        if taken.insert(fact.key, "record").is_some() {
            flaws.push(format!("the key {} is used twice", fact.key));
        }
    }
    articles(ledger, &headlines.iter().map(|each| each.key).collect::<Vec<_>>(), &mut flaws)?;
    records(ledger, &facts, &mut flaws)?;
    statuses(ledger, &facts, quoted, &mut flaws)?;
    Ok(flaws)
}

fn articles(
    ledger: &mut dyn Ledger,
    keys: &[Key],
    flaws: &mut Vec<String>,
) -> Result<(), LedgerError> {
    for chunk in keys.chunks(CHUNK) {
        for kept in ledger.articles(chunk)? {
            let article = &kept.article;
            let from_content =
                article.id.len() == DIGITS && article.id.bytes().all(|b| b.is_ascii_hexdigit());
            // the language may have been found out and the date filled in after the id was made
            let same = || {
                let languages = [article.language.clone(), None];
                let dates = [article.published, None];
                languages.iter().any(|language| {
                    dates.iter().any(|published| {
                        let mut given = article.clone();
                        given.language.clone_from(language);
                        given.published = *published;
                        given.content_id() == article.id
                    })
                })
            };
            if from_content && !same() {
                flaws.push(format!("article {} is not what its id says", article.id));
            }
        }
    }
    Ok(())
}

fn records(
    ledger: &mut dyn Ledger,
    facts: &[Fact],
    flaws: &mut Vec<String>,
) -> Result<(), LedgerError> {
    for chunk in facts.chunks(CHUNK) {
        let keys: Vec<Key> = chunk.iter().map(|fact| fact.key).collect();
        let records = ledger.records(&keys)?;
        if records.len() != keys.len() {
            flaws.push(format!(
                "{} of the records {} to {} are missing",
                keys.len() - records.len(),
                keys.first().copied().unwrap_or(0),
                keys.last().copied().unwrap_or(0)
            ));
            continue;
        }
        for (record, fact) in records.iter().zip(chunk) {
            if record.content_id() != record.id {
                flaws.push(format!("record {} is not what its id says", record.id));
            }
            let again =
                Fact::of(record, fact.key, fact.article, fact.published, fact.voice.clone());
            let again = Fact { event: fact.event, story: fact.story, ..again };
            if again != *fact {
                flaws.push(format!("the short form of record {} differs from it", record.id));
            }
        }
    }
    Ok(())
}

/// Replays the log: after each batch, the statuses of the events that it touched must be those that
/// were entered.
fn statuses(
    ledger: &mut dyn Ledger,
    facts: &[Fact],
    quoted: &Quoted,
    flaws: &mut Vec<String>,
) -> Result<(), LedgerError> {
    let all = ledger.entries(&EntryKind::ALL, 0, Key::MAX)?;
    let mut links = Links::default();
    let mut entered: BTreeMap<Key, Status> = BTreeMap::new();
    for entry in &all {
        links.apply(entry);
        match &entry.what {
            What::Placed { event, .. } => {
                let fact = facts.binary_search_by_key(&entry.subject, |fact| fact.key);
                match fact.map(|at| &facts[at]) {
                    Ok(fact) if fact.event == *event => {}
                    Ok(_) => flaws.push(format!(
                        "record {} was placed in event {event}, but stands in another",
                        entry.subject
                    )),
                    Err(_) => {
                        flaws.push(format!("record {} is placed, but missing", entry.subject))
                    }
                }
            }
            What::Status { to, .. } => {
                entered.insert(links.resolve(entry.subject), *to);
            }
            _ => {}
        }
    }
    let mut events: BTreeMap<Key, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !links.is_rejected(fact.key)) {
        events.entry(links.event(fact)).or_default().push(fact);
    }
    for (event, mut own) in events {
        own.sort_by_key(|fact| (fact.published, fact.key));
        let now = standing(&own, |key| links.is_withdrawn(key), quoted).status;
        if entered.get(&event) != Some(&now) {
            let was = entered.get(&event).map_or("nothing", |status| status.as_str());
            flaws.push(format!("the status of event {event} is {now}, but {was} was entered"));
        }
    }
    Ok(())
}
