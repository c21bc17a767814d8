//! Whether the network's chances are what they say: of the words that it holds to be an act with a
//! chance of 70 per cent, do 70 in a hundred name one?

use std::fmt;
use std::path::Path;

use language::Reader;
use plotters::prelude::*;
use record::{Article, EventType, Factuality, Tense};
use serde::Deserialize;

use super::{contents, each, locate};
use crate::Failure;

const BINS: usize = 10;

/// Chances below this are not counted: nearly all words are no act, and the network knows it.
const LEAST: f32 = 0.02;

/// What a chance is about.
#[derive(Debug, Clone, Copy)]
enum Of {
    Act,
    Type,
    Factuality,
    Tense,
}

impl Of {
    const ALL: [Of; 4] = [Of::Act, Of::Type, Of::Factuality, Of::Tense];

    fn name(self) -> &'static str {
        match self {
            Of::Act => "a word is an act",
            Of::Type => "type, given an act",
            Of::Factuality => "factuality",
            Of::Tense => "tense",
        }
    }
}

/// Sums of chances and of hits in one bin.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    count: usize,
    hits: usize,
    chances: f64,
}

/// Predicted chances against what was observed.
#[derive(Default)]
pub struct Report {
    articles: usize,
    bins: [[Bin; BINS]; Of::ALL.len()],
}

#[derive(Deserialize)]
struct Coded {
    records: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    trigger: String,
    #[serde(default = "first")]
    nth: usize,
    #[serde(rename = "type")]
    event_type: EventType,
    factuality: Factuality,
    tense: Tense,
}

fn first() -> usize {
    1
}

/// Reads `FOLDER/articles/*.json` and compares with `FOLDER/records/*.json`.
pub fn score(reader: &Reader, folder: &Path) -> Result<Report, Failure> {
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("records"))
        .map_err(|error| {
            format!(
                "cannot read {}: {error}; give a folder with articles/ and records/",
                folder.join("records").display()
            )
        })?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let parts = each(&paths, |path| {
        let name = path.file_name().unwrap_or_default();
        let wrong = |error: serde_json::Error| format!("{}: {error}", path.display());
        let article: Article =
            serde_json::from_str(&contents(&folder.join("articles").join(name))?).map_err(wrong)?;
        let coded: Coded = serde_json::from_str(&contents(path)?).map_err(wrong)?;
        one(reader, article, &coded.records)
    })?;
    Ok(parts.iter().fold(Report::default(), Report::plus))
}

fn one(reader: &Reader, article: Article, gold: &[Gold]) -> Result<Report, String> {
    let annotated = reader.annotate(article).map_err(|error| error.to_string())?;
    let spans: Vec<Option<(usize, usize)>> =
        gold.iter().map(|each| locate(&annotated.article.text, &each.trigger, each.nth)).collect();
    let mut report = Report { articles: 1, ..Report::default() };
    for sentence in &annotated.sentences {
        let scores = &sentence.events;
        for (at, token) in sentence.tokens.iter().enumerate() {
            let record = gold.iter().zip(&spans).find_map(|(record, span)| {
                span.filter(|(start, end)| token.start < *end && *start < token.end).map(|_| record)
            });
            let chance = scores.chance(at);
            if chance >= LEAST {
                report.count(Of::Act, chance, record.is_some());
            }
            let Some(record) = record.filter(|_| chance >= 0.5) else { continue };
            if let Some((event_type, chance)) = scores.event_type(at) {
                report.count(Of::Type, chance, event_type == record.event_type);
            }
            if let Some((factuality, chance)) = scores.factuality(at) {
                report.count(Of::Factuality, chance, factuality == record.factuality);
            }
            if let Some((tense, chance)) = scores.tense(at) {
                report.count(Of::Tense, chance, tense == record.tense);
            }
        }
    }
    Ok(report)
}

impl Report {
    fn count(&mut self, of: Of, chance: f32, hit: bool) {
        let at = ((chance * BINS as f32) as usize).min(BINS - 1);
        let bin = &mut self.bins[of as usize][at];
        bin.count += 1;
        bin.hits += usize::from(hit);
        bin.chances += f64::from(chance);
    }

    fn plus(mut self, other: &Report) -> Report {
        self.articles += other.articles;
        for (bin, more) in self.bins.iter_mut().flatten().zip(other.bins.iter().flatten()) {
            bin.count += more.count;
            bin.hits += more.hits;
            bin.chances += more.chances;
        }
        self
    }

    /// Mean gap between chance and share of hits, weighted by count.
    fn gap(&self, of: Of) -> f64 {
        let bins = &self.bins[of as usize];
        let all: usize = bins.iter().map(|bin| bin.count).sum();
        bins.iter().map(|bin| (bin.chances - bin.hits as f64).abs()).sum::<f64>()
            / all.max(1) as f64
    }

    /// Draws chance against share of hits as an SVG.
    pub fn plot(&self, path: &Path) -> Result<(), Failure> {
        let root = SVGBackend::new(path, (640, 640)).into_drawing_area();
        let wrong = |error: &dyn fmt::Display| -> Failure {
            format!("cannot draw {}: {error}", path.display()).into()
        };
        root.fill(&WHITE).map_err(|error| wrong(&error))?;
        let mut chart = ChartBuilder::on(&root)
            .margin(20)
            .x_label_area_size(45)
            .y_label_area_size(55)
            .build_cartesian_2d(0.0..1.0, 0.0..1.0)
            .map_err(|error| wrong(&error))?;
        chart
            .configure_mesh()
            .x_desc("chance that the network gives")
            .y_desc("share that is so")
            .label_style(("sans-serif", 15))
            .draw()
            .map_err(|error| wrong(&error))?;
        chart
            .draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], BLACK.mix(0.3)))
            .map_err(|error| wrong(&error))?;
        for of in Of::ALL {
            let color = Palette99::pick(of as usize).to_rgba();
            let points: Vec<(f64, f64)> = self.bins[of as usize]
                .iter()
                .filter(|bin| bin.count >= 10)
                .map(|bin| (bin.chances / bin.count as f64, bin.hits as f64 / bin.count as f64))
                .collect();
            chart
                .draw_series(LineSeries::new(points.clone(), color.stroke_width(2)).point_size(4))
                .map_err(|error| wrong(&error))?
                .label(of.name())
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 20, y)], color.stroke_width(2))
                });
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .border_style(BLACK.mix(0.3))
            .background_style(WHITE)
            .label_font(("sans-serif", 15))
            .draw()
            .map_err(|error| wrong(&error))?;
        root.present().map_err(|error| wrong(&error))?;
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for of in Of::ALL {
            writeln!(f, "{}", of.name())?;
            for bin in self.bins[of as usize].iter().filter(|bin| bin.count > 0) {
                writeln!(
                    f,
                    "  chance {:.2}  so {:.2}  ({})",
                    bin.chances / bin.count as f64,
                    bin.hits as f64 / bin.count as f64,
                    bin.count
                )?;
            }
            writeln!(f, "  mean gap {:.3}", self.gap(of))?;
        }
        write!(f, "{} articles; words with a chance below {LEAST} are not counted", self.articles)
    }
}
