//! One self-contained page: the articles with their spans marked and a record on hover.

use std::io::Write;

use askama::Template;
use record::{Factuality, Mention, Moment, QuadClass, Record, Span, TextIndex};

use super::{Printer, words};
use crate::Failure;
use crate::read::{Reading, finish};

/// Prints the page article by article.
pub struct Html<W> {
    pub out: W,
    pub articles: usize,
}

#[derive(Template)]
#[template(path = "head.html")]
struct Head;

#[derive(Template)]
#[template(path = "foot.html")]
struct Foot;

#[derive(Template)]
#[template(path = "article.html")]
struct Page<'r> {
    number: usize,
    reading: &'r Reading,
    published: String,
    /// The address, if it is one of the web.
    link: Option<&'r str>,
    pieces: Vec<Piece<'r>>,
    cards: Vec<Card<'r>>,
}

/// A stretch of text in which nothing begins or ends.
struct Piece<'t> {
    text: &'t str,
    /// As what the records' spans cover it.
    class: String,
    /// Their numbers.
    records: String,
    /// The record whose trigger it is.
    trigger: Option<usize>,
    /// Whether the trigger begins here.
    first: bool,
}

/// What is shown of a record.
struct Card<'r> {
    record: &'r Record,
    /// `conflict` or `cooperation`, and `unreal` for what is not told as a fact.
    class: String,
    sure: &'static str,
    time: String,
    /// Name of a field and its values with their codes.
    fields: Vec<(&'static str, Vec<(String, String)>)>,
}

impl<W: Write> Printer for Html<W> {
    fn begin(&mut self) -> Result<(), Failure> {
        self.write(&Head)
    }

    fn article(&mut self, reading: &Reading) -> Result<(), Failure> {
        self.articles += 1;
        let article = &reading.article;
        let published = article.published.map(shown).unwrap_or_default();
        let link = article.url.as_deref().filter(|url| {
            let url = url.trim_start().to_ascii_lowercase();
            url.starts_with("https://") || url.starts_with("http://")
        });
        let cards = reading.coded.records.iter().map(Card::of).collect();
        let number = self.articles;
        self.write(&Page { number, reading, published, link, pieces: pieces(reading), cards })
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.write(&Foot)?;
        finish(&mut self.out)
    }
}

impl<W: Write> Html<W> {
    fn write(&mut self, template: &impl Template) -> Result<(), Failure> {
        let text = template.render().map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(self.out.write_all(text.as_bytes())?)
    }
}

/// `2024-10-29 08:00 UTC`.
fn shown(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Instant(at) => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    }
}

impl<'r> Card<'r> {
    fn of(record: &'r Record) -> Self {
        let quad = match record.event_type.quad_class() {
            QuadClass::VerbalConflict | QuadClass::MaterialConflict => "conflict",
            QuadClass::VerbalCooperation | QuadClass::MaterialCooperation => "cooperation",
        };
        let real = matches!(record.factuality, Factuality::Certain | Factuality::Probable);
        let class = format!("{quad}{}", if real { "" } else { " unreal" });
        let people = |mentions: &[Mention]| -> Vec<(String, String)> {
            let each = |mention: &Mention| (mention.span.text.clone(), mention.code.to_string());
            mentions.iter().map(each).collect()
        };
        let place = record.place.iter().map(|at| (at.span.text.clone(), words::place(at)));
        let when = record.when.iter().map(|at| (at.span.text.clone(), at.interval.to_string()));
        let numbers =
            record.numbers.iter().map(|each| (each.span.text.clone(), words::figure(each)));
        let sources = record.attribution.iter().map(|link| {
            let code = format!("{} {}", link.source.code, words::says(link));
            (link.source.span.text.clone(), code)
        });
        let because = record.explanation.iter().flat_map(|explanation| {
            let entry = (explanation.rule.clone(), explanation.entry.clone());
            let steps = explanation.steps.iter().map(|step| (step.clone(), String::new()));
            std::iter::once(entry).chain(steps)
        });
        let fields = vec![
            ("who", people(&record.actors)),
            ("to whom", people(&record.recipients)),
            ("where", place.collect()),
            ("when", when.collect()),
            ("how many", numbers.collect()),
            ("says so", sources.collect()),
            ("because", because.collect()),
        ];
        Card {
            record,
            class,
            sure: words::sure(record.factuality),
            time: words::time(record),
            fields: fields.into_iter().filter(|(_, values)| !values.is_empty()).collect(),
        }
    }
}

/// The spans of a record, and what each is.
fn spans(record: &Record) -> Vec<(&Span, &'static str)> {
    let mut spans = vec![(&record.trigger, "trigger")];
    spans.extend(record.actors.iter().map(|mention| (&mention.span, "actor")));
    spans.extend(record.recipients.iter().map(|mention| (&mention.span, "recipient")));
    spans.extend(record.place.iter().map(|place| (&place.span, "place")));
    spans.extend(record.when.iter().map(|when| (&when.span, "time")));
    spans.extend(record.numbers.iter().map(|figure| (&figure.span, "number")));
    for link in &record.attribution {
        spans.push((&link.source.span, "source"));
        spans.extend(link.cue.iter().map(|cue| (cue, "cue")));
    }
    spans
}

fn pieces(reading: &Reading) -> Vec<Piece<'_>> {
    let index = TextIndex::new(&reading.article.text);
    let mut marks: Vec<(usize, usize, usize, &'static str)> = Vec::new();
    for (number, record) in reading.coded.records.iter().enumerate() {
        marks.extend(
            spans(record).into_iter().map(|(span, what)| (span.start, span.end, number, what)),
        );
    }
    let open = reading.coded.open.iter().map(|question| (question.span.start, question.span.end));
    let open: Vec<(usize, usize)> = open.collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.0, mark.1]).collect();
    cuts.extend(open.iter().flat_map(|(start, end)| [*start, *end]));
    cuts.extend([0, index.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let (start, end) = (cut[0], cut[1]);
            let here: Vec<_> =
                marks.iter().filter(|mark| mark.0 <= start && end <= mark.1).collect();
            let mut classes: Vec<&str> = here.iter().map(|mark| mark.3).collect();
            if open.iter().any(|span| span.0 <= start && end <= span.1) {
                classes.push("open");
            }
            classes.sort_unstable();
            classes.dedup();
            let trigger = here.iter().find(|mark| mark.3 == "trigger");
            let mut records: Vec<usize> = here.iter().map(|mark| mark.2).collect();
            records.sort_unstable();
            records.dedup();
            let records: Vec<String> = records.iter().map(usize::to_string).collect();
            Piece {
                text: index.slice(start, end),
                class: classes.join(" "),
                records: records.join(" "),
                trigger: trigger.map(|mark| mark.2),
                first: trigger.is_some_and(|mark| mark.0 == start),
            }
        })
        .collect()
}
