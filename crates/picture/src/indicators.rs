//! Conflict and cooperation between pairs of actors, day by day, and a plot.
//!
//! Events are counted, not records, so that what many papers tell counts once; only what is at least
//! claimed counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use record::{Country, EventType, Mode};

use crate::fact::{Key, day_of};
use crate::status::Status;
use crate::view::{Event, Picture, day};

const SCORES: &str = include_str!("../../../data/plover_scores.tsv");

/// The PLOVER score of an act, -10 to 10.
///
/// ```
/// use record::{EventType, Mode};
/// assert_eq!(picture::score(EventType::Assault, Some(Mode::Aerial)), -9.5);
/// ```
pub fn score(kind: EventType, mode: Option<Mode>) -> f64 {
    let mut general = 0.0;
    for line in SCORES.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(of), Some(how), Some(value)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if of != kind.as_str() {
            continue;
        }
        let value = value.parse().unwrap_or(0.0);
        if how.is_empty() {
            general = value;
        } else if mode.is_some_and(|mode| mode.as_str() == how) {
            return value;
        }
    }
    general
}

/// What happened between two on a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Day {
    /// Sum of the scores below zero.
    pub conflict: f64,
    /// Sum of the scores above zero.
    pub cooperation: f64,
    /// The events.
    pub events: Vec<Key>,
}

/// A pair of actors, in the order of their codes.
pub type Pair = (Country, Country);

/// Days since 1970 with what happened on them, by pair.
pub type Series = BTreeMap<Pair, BTreeMap<i32, Day>>;

/// The series of all pairs, over the events that `wanted` takes.
pub fn indicators(picture: &Picture, wanted: impl Fn(&Event) -> bool) -> Series {
    let mut series: Series = BTreeMap::new();
    let counted = |event: &&Event| {
        matches!(
            event.standing.status,
            Status::Claimed | Status::Corroborated | Status::Confirmed | Status::Disputed
        ) && !event.background
            && wanted(event)
    };
    let mut scores: BTreeMap<(EventType, Option<Mode>), f64> = BTreeMap::new();
    for event in picture.events.iter().filter(counted) {
        let value = *scores
            .entry((event.kind, event.mode))
            .or_insert_with(|| score(event.kind, event.mode));
        let others: Vec<Country> = if event.recipients.is_empty() {
            event.actors.iter().map(|code| code.country).collect()
        } else {
            event.recipients.iter().map(|code| code.country).collect()
        };
        let mut pairs: Vec<Pair> = Vec::new();
        for actor in &event.actors {
            for &other in &others {
                let pair = (actor.country.min(other), actor.country.max(other));
                if pair.0 != pair.1 && !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        for pair in pairs {
            let day = series.entry(pair).or_default().entry(day(event)).or_default();
            if value < 0.0 {
                day.conflict += value;
            } else {
                day.cooperation += value;
            }
            day.events.push(event.key);
        }
    }
    series
}

/// The pairs with most events, at most `most` of them.
pub fn busiest(series: &Series, most: usize) -> Vec<Pair> {
    let mut pairs: Vec<(usize, Pair)> = series
        .iter()
        .map(|(pair, days)| (days.values().map(|day| day.events.len()).sum(), *pair))
        .collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    pairs.truncate(most);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// Draws the pairs below each other: bars up for cooperation, down for conflict, one a day.
pub fn plot(series: &Series, pairs: &[Pair], name: impl Fn(Country) -> String) -> String {
    const WIDTH: f64 = 720.0;
    const LEFT: f64 = 170.0;
    const ROW: f64 = 72.0;
    let days = pairs.iter().filter_map(|pair| series.get(pair)).flat_map(|days| days.keys());
    let (first, last) = days.fold((i32::MAX, i32::MIN), |(a, b), &day| (a.min(day), b.max(day)));
    if first > last {
        return String::new();
    }
    let all = pairs.iter().filter_map(|pair| series.get(pair)).flat_map(|days| days.values());
    let top = all.fold(1.0f64, |top, day| top.max(day.cooperation).max(-day.conflict));
    let span = f64::from((last - first).max(1));
    let x = |day: i32| LEFT + 6.0 + f64::from(day - first) / span * (WIDTH - LEFT - 20.0);
    let height = ROW * pairs.len() as f64 + 28.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n"
    );
    for (row, pair) in pairs.iter().enumerate() {
        let middle = ROW * row as f64 + ROW / 2.0;
        let title = format!("{} – {}", name(pair.0), name(pair.1));
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{:.1}\" fill=\"currentColor\">{}</text><line x1=\"{LEFT}\" \
             x2=\"{WIDTH}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\" stroke=\"currentColor\" \
             stroke-opacity=\".3\"/>",
            middle + 4.0,
            escape(&title)
        );
        for (day, what) in series.get(pair).into_iter().flatten() {
            for (value, colour) in [(what.cooperation, "#22763b"), (what.conflict, "#b3261e")] {
                let length = value.abs() / top * (ROW / 2.0 - 6.0);
                if length == 0.0 {
                    continue;
                }
                let y = if value > 0.0 { middle - length } else { middle };
                let _ = writeln!(
                    svg,
                    "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"4\" height=\"{length:.1}\" \
                     fill=\"{colour}\"><title>{}: {value:+.1}</title></rect>",
                    x(*day) - 2.0,
                    day_of(*day)
                );
            }
        }
    }
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{:.1}\" fill=\"currentColor\">{}</text><text x=\"{WIDTH}\" \
         y=\"{:.1}\" text-anchor=\"end\" fill=\"currentColor\">{}</text>\n</svg>",
        height - 8.0,
        day_of(first),
        height - 8.0,
        day_of(last)
    );
    svg
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
