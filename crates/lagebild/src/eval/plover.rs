//! The type of the act between a marked pair, against a file of sentences in the form of
//! Zero-Shot-PLOVER (`uid type sentence source target`, tab-separated, with a heading).

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use coder::Coder;
use language::eval::Counts;
use language::{Annotated, Link, Reader, Sentence};
use record::{EventType, Mention, Record};

use super::{annotate, contents, each, locate};
use crate::Failure;

/// Scores by type.
pub struct Report {
    by_type: BTreeMap<&'static str, Counts>,
    pairs: usize,
    unanswered: usize,
}

/// Reads every sentence and compares the type of the act between its two sides.
pub fn score(reader: &Reader, coder: &Coder, path: &Path) -> Result<Report, Failure> {
    let text = contents(path)?;
    let rows: Vec<Row> = text
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Row::parse(line).ok_or_else(|| malformed(path, at + 1)))
        .collect::<Result<_, _>>()?;
    let answers = each(&rows, |row| {
        let annotated = annotate(reader, "en", &row.sentence)?;
        let records = coder.code(&annotated).map_err(|error| error.to_string())?.records;
        Ok(answer(&annotated, &records, row))
    })?;
    let mut report = Report { by_type: BTreeMap::new(), pairs: rows.len(), unanswered: 0 };
    for (row, answer) in rows.iter().zip(answers) {
        report.by_type.entry(row.event_type.as_str()).or_default().wanted += 1;
        let Some(answer) = answer else {
            report.unanswered += 1;
            continue;
        };
        let counts = report.by_type.entry(answer.as_str()).or_default();
        counts.found += 1;
        counts.right += usize::from(answer == row.event_type);
    }
    Ok(report)
}

struct Row {
    event_type: EventType,
    sentence: String,
    source: String,
    target: String,
}

impl Row {
    fn parse(line: &str) -> Option<Row> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, kind, sentence, source, target] = columns.as_slice() else { return None };
        // PLOVER's first versions called CONCEDE so
        let kind = if kind.trim() == "YIELD" { "CONCEDE" } else { kind.trim() };
        Some(Row {
            event_type: EventType::parse(kind)?,
            sentence: (*sentence).to_owned(),
            source: source.trim().to_owned(),
            target: target.trim().to_owned(),
        })
    }
}

fn malformed(path: &Path, line: usize) -> Failure {
    format!(
        "{}, line {line}: five columns are wanted: uid, PLOVER type, sentence, source, target",
        path.display()
    )
    .into()
}

/// How much less an act counts whose side no record and no link names.
const UNLINKED: f32 = 0.05;

/// The type of the act that fits the pair best: one that is recorded with it, or the word that the
/// network links to both.
fn answer(annotated: &Annotated, records: &[Record], row: &Row) -> Option<EventType> {
    let text = &annotated.article.text;
    let (source, target) = (locate(text, &row.source, 1), locate(text, &row.target, 1));
    let mut best: Option<(f32, EventType)> = None;
    for sentence in &annotated.sentences {
        for at in 0..sentence.tokens.len() {
            let token = &sentence.tokens[at];
            let record = records.iter().find(|record| {
                record.trigger.start < token.end && token.start < record.trigger.end
            });
            let event_type = match record {
                Some(record) => record.event_type,
                None => match sentence.events.event_type(at) {
                    Some((event_type, _)) => event_type,
                    None => continue,
                },
            };
            let chance = sentence.events.chance(at).max(if record.is_some() { 0.5 } else { 0.0 });
            let actors = record.map_or(&[][..], |record| &record.actors);
            let recipients = record.map_or(&[][..], |record| &record.recipients);
            let acts = fit(sentence, at, actors.iter(), source, &[Link::Actor]);
            let sides = recipients.iter().chain(actors);
            let suffers = fit(sentence, at, sides, target, &[Link::Recipient, Link::Actor]);
            let value = chance * acts * suffers;
            if best.is_none_or(|(most, _)| value > most) {
                best = Some((value, event_type));
            }
        }
    }
    best.map(|(_, event_type)| event_type)
}

/// How well one side of the pair fits an act.
fn fit<'r>(
    sentence: &Sentence,
    at: usize,
    mut mentions: impl Iterator<Item = &'r Mention>,
    side: Option<(usize, usize)>,
    links: &[Link],
) -> f32 {
    let Some((start, end)) = side else { return UNLINKED };
    let named = mentions.any(|each| each.span.start < end && start < each.span.end);
    let inside = sentence
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.start < end && start < token.end);
    let linked = inside
        .flat_map(|(word, _)| links.iter().map(move |link| sentence.events.link(at, word, *link)))
        .fold(UNLINKED, f32::max);
    if named { linked.max(0.7) } else { linked }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted: Vec<_> = self.by_type.iter().filter(|(_, counts)| counts.wanted > 0).collect();
        writeln!(f, "{:<12} {:>6} {:>6} {:>6} {:>6}", "type", "P", "R", "F1", "pairs")?;
        for (name, counts) in &wanted {
            writeln!(
                f,
                "{:<12} {:>6.1} {:>6.1} {:>6.1} {:>6}",
                name,
                counts.precision(),
                counts.recall(),
                counts.f1(),
                counts.wanted
            )?;
        }
        let mean =
            wanted.iter().map(|(_, counts)| counts.f1()).sum::<f64>() / wanted.len().max(1) as f64;
        let right: usize = self.by_type.values().map(|counts| counts.right).sum();
        write!(
            f,
            "macro-F1 {mean:.1}, {right} of {} pairs right, {} without an answer",
            self.pairs, self.unanswered
        )
    }
}
