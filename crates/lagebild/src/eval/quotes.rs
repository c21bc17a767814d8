//! Quotations against annotated ones: JSON Lines with `text` and `annotations`, each with the spans
//! of `quote` and `speaker` (`charBegin`, `charEnd`) and its `type`, as in the German Wikinews
//! corpus of quotations (Petersen-Frey and Biemann 2024).

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use coder::Coder;
use coder::speech::Speech;
use language::Reader;
use language::eval::Counts;
use serde::Deserialize;

use super::{annotate, contents, each};
use crate::Failure;

/// Scores of contents and speakers.
#[derive(Default)]
pub struct Report {
    articles: usize,
    /// Contents, by any type.
    content: Counts,
    /// Contents with the right speaker.
    spoken: Counts,
    /// Found and wanted by type of quotation.
    recall: BTreeMap<String, (usize, usize)>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    annotations: Vec<Quotation>,
}

#[derive(Deserialize)]
struct Quotation {
    quote: Part,
    speaker: Part,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Part {
    spans: Vec<Bounds>,
}

#[derive(Deserialize)]
struct Bounds {
    #[serde(rename = "charBegin")]
    start: usize,
    #[serde(rename = "charEnd")]
    end: usize,
}

impl Part {
    fn has(&self, at: usize) -> bool {
        self.spans.iter().any(|span| span.start <= at && at < span.end)
    }

    fn length(&self) -> usize {
        self.spans.iter().map(|span| span.end.saturating_sub(span.start)).sum()
    }
}

/// Share of characters that both have, from which a content counts as found.
const SHARED: f64 = 0.5;

/// Finds the speech of every text and compares it.
pub fn score(reader: &Reader, coder: &Coder, path: &Path) -> Result<Report, Failure> {
    let text = contents(path)?;
    let rows: Vec<Row> = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            serde_json::from_str(line)
                .map_err(|error| format!("{}, line {}: {error}", path.display(), at + 1))
        })
        .collect::<Result<_, _>>()?;
    let found = each(&rows, |row| {
        let annotated = annotate(reader, "de", &row.text)?;
        coder.speech(&annotated).map_err(|error| error.to_string())
    })?;
    let mut report = Report { articles: rows.len(), ..Report::default() };
    for (row, speech) in rows.iter().zip(&found) {
        report.add(&row.annotations, speech);
    }
    Ok(report)
}

impl Report {
    fn add(&mut self, wanted: &[Quotation], found: &[Speech]) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (number, quotation) in wanted.iter().enumerate() {
            for (at, speech) in found.iter().enumerate() {
                let (start, end) = (speech.content.start, speech.content.end);
                let both = (start..end).filter(|at| quotation.quote.has(*at)).count();
                let either = (end - start) + quotation.quote.length() - both;
                let share = both as f64 / either.max(1) as f64;
                if share >= SHARED {
                    pairs.push((share, number, at));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut taken, mut used) = (vec![false; wanted.len()], vec![false; found.len()]);
        for (_, number, at) in pairs {
            if taken[number] || used[at] {
                continue;
            }
            (taken[number], used[at]) = (true, true);
            self.content.right += 1;
            let speaker = &wanted[number].speaker;
            let ours = found[at].said.as_ref().map(|said| &said.source.span);
            let right = match ours {
                Some(span) => (span.start..span.end).any(|at| speaker.has(at)),
                None => speaker.spans.is_empty(),
            };
            self.spoken.right += usize::from(right);
        }
        for counts in [&mut self.content, &mut self.spoken] {
            counts.found += found.len();
            counts.wanted += wanted.len();
        }
        for (quotation, taken) in wanted.iter().zip(taken) {
            let entry = self.recall.entry(quotation.kind.clone()).or_default();
            entry.0 += usize::from(taken);
            entry.1 += 1;
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, counts: &Counts| {
            let (p, r, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "{name:<28} P {p:5.1}  R {r:5.1}  F1 {f1:5.1}")
        };
        line(f, "content", &self.content)?;
        line(f, "content and its speaker", &self.spoken)?;
        for (kind, (found, wanted)) in &self.recall {
            writeln!(f, "  found of {kind}: {found} of {wanted}")?;
        }
        write!(
            f,
            "{} articles; a content is found if it shares half of its characters with the annotated one",
            self.articles
        )
    }
}
