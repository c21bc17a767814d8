//! Measures [`coder::time`] against the date cases of Microsoft Recognizers-Text (MIT).
//!
//! ```text
//! cargo run -p coder --example time_cases -- FOLDER [--misses]
//! ```
//!
//! FOLDER holds the folders `German` and `English` with `*Parser.json` and `*Extractor.json`.
//! Counted are results of a day or longer (`date`, `daterange`, `datetimerange`, `datetime`).
//! *Found* means that an expression of ours overlaps the result, *span* that it covers it (ours
//! include the preposition), *days* that the past or the future reading is the same days, *within*
//! that ours lies around it and is of the same order (an exact day in our calendar week).

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use coder::time::{TimeExpression, TimeLexicon, find};
use jiff::civil::Date;
use record::Interval;
use serde_json::Value;

#[derive(Default)]
struct Score {
    results: usize,
    found: usize,
    covered: usize,
    dated: usize,
    same: usize,
    within: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name the folder with the cases")?;
    let misses = arguments.next().is_some();
    println!("language file                     results  found   span  dated   days within");
    for (language, name) in [("de", "German"), ("en", "English")] {
        let lexicon = TimeLexicon::for_language(language).ok_or("no lexicon")?;
        let mut scores: BTreeMap<String, Score> = BTreeMap::new();
        for kind in ["Date", "DatePeriod", "Holiday", "DateTimePeriod", "DateTime"] {
            for part in ["Extractor", "Parser"] {
                let file = format!("{kind}{part}");
                let path = Path::new(&folder).join(name).join(format!("{file}.json"));
                let text = std::fs::read_to_string(path)?;
                let cases: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
                let score = scores.entry(file).or_default();
                for case in cases.as_array().into_iter().flatten() {
                    measure(case, lexicon, score, misses);
                }
            }
        }
        let mut sum = Score::default();
        for (file, score) in &scores {
            print(language, file, score);
            sum.results += score.results;
            sum.found += score.found;
            sum.covered += score.covered;
            sum.dated += score.dated;
            sum.same += score.same;
            sum.within += score.within;
        }
        print(language, "all", &sum);
    }
    Ok(())
}

fn print(language: &str, file: &str, score: &Score) {
    let share = |part: usize, of: usize| match of {
        0 => "     -".to_owned(),
        _ => format!("{:>6.3}", part as f64 / of as f64),
    };
    println!(
        "{language:8} {file:24} {:>7} {} {} {:>6} {} {}",
        score.results,
        share(score.found, score.results),
        share(score.covered, score.results),
        score.dated,
        share(score.same, score.dated),
        share(score.within, score.dated),
    );
}

fn measure(case: &Value, lexicon: &TimeLexicon, score: &mut Score, misses: bool) {
    let Some(input) = case["Input"].as_str() else { return };
    let reference = case["Context"]["ReferenceDateTime"].as_str().unwrap_or("");
    let published: Option<Date> = reference.get(..10).and_then(|day| day.parse().ok());
    let sentence = support::sentence(input);
    let found = find(&sentence, lexicon, published);
    for result in case["Results"].as_array().into_iter().flatten() {
        let kind = result["Type"].as_str().unwrap_or("");
        if !["date", "daterange", "datetimerange", "datetime"].contains(&kind) {
            continue;
        }
        let (Some(start), Some(length)) = (result["Start"].as_u64(), result["Length"].as_u64())
        else {
            continue;
        };
        let (start, end) = (start as usize, (start + length) as usize);
        score.results += 1;
        let span = |expression: &TimeExpression| {
            (sentence.tokens[expression.first].start, sentence.tokens[expression.last].end)
        };
        let ours: Vec<_> =
            found.iter().filter(|ours| span(ours).0 < end && start < span(ours).1).collect();
        let expected: Vec<Interval> = ["PastResolution", "FutureResolution"]
            .iter()
            .flat_map(|r| days(&result["Value"][r]))
            .collect();
        let dated = !expected.is_empty() && published.is_some();
        score.dated += usize::from(dated);
        score.found += usize::from(!ours.is_empty());
        // A full stop that ends the sentence is not part of it.
        let covers = ours.iter().any(|ours| span(ours).0 <= start && end <= span(ours).1 + 1);
        score.covered += usize::from(covers);
        let readings: Vec<Interval> =
            ours.iter().flat_map(|ours| [ours.interval, ours.future]).flatten().collect();
        let same = dated && readings.iter().any(|ours| expected.contains(ours));
        let within = dated
            && readings.iter().any(|ours| expected.iter().any(|theirs| around(*ours, *theirs)));
        score.same += usize::from(same);
        score.within += usize::from(same || within);
        if misses && (!covers || dated && !same) {
            let shown: Vec<_> = readings.iter().map(Interval::to_string).collect();
            let wanted: Vec<_> = expected.iter().map(Interval::to_string).collect();
            println!(
                "  {reference} {input:?}: {} wants {wanted:?}, read {shown:?}",
                result["Text"]
            );
        }
    }
}

/// The days of a resolution. The end of a range is the last day in some cases (`3. bis 12. Mai`)
/// and the day after it in others (`Mai`): either counts.
fn days(resolution: &Value) -> Vec<Interval> {
    let day = |key: &str| -> Option<Date> { resolution[key].as_str()?.get(..10)?.parse().ok() };
    let real = |date: &Date| date.year() > 1;
    if let Some(date) = day("date").or_else(|| day("dateTime")).filter(real) {
        return vec![Interval::day(date)];
    }
    let range = |start: Date, end: Date| Interval { start: Some(start), end: Some(end) };
    if let (Some(start), Some(end)) = (day("startDate"), day("endDate")) {
        let before = end.yesterday().ok().filter(|before| *before >= start);
        return before
            .map(|end| range(start, end))
            .into_iter()
            .chain([range(start, end)])
            .collect();
    }
    match (day("startDateTime"), day("endDateTime")) {
        (Some(start), Some(end)) => vec![range(start, end)],
        _ => Vec::new(),
    }
}

/// Whether ours lies around theirs, or theirs around ours (they leave out last days of ranges),
/// and is not three times as long.
fn around(ours: Interval, theirs: Interval) -> bool {
    let (Some(a), Some(b), Some(c), Some(d)) = (ours.start, ours.end, theirs.start, theirs.end)
    else {
        return false;
    };
    let length = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days()) + 1;
    let fits = a <= c && d <= b || c <= a && b <= d || (a == c && length(b.min(d), b.max(d)) <= 2);
    let (x, y) = (length(a, b), length(c, d));
    fits && (x <= 3 * y.max(12) && y <= 3 * x.max(12))
}
