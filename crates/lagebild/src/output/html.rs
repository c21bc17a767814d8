//! One self-contained page: the articles with their spans marked and a record on hover.

use std::io::Write;

use askama::Template;
use record::{Record, Span, TextIndex};

use super::Printer;
use crate::Failure;
use crate::read::{Reading, finish};

/// Prints the page article by article.
pub struct Html<W> {
    pub out: W,
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
    reading: &'r Reading,
    published: String,
    pieces: Vec<Piece<'r>>,
}

/// A stretch of text in which nothing begins or ends.
struct Piece<'t> {
    text: &'t str,
    /// Numbers of the records whose spans cover it, and as what.
    class: String,
    records: String,
}

impl<W: Write> Printer for Html<W> {
    fn begin(&mut self) -> Result<(), Failure> {
        self.write(&Head)
    }

    fn article(&mut self, reading: &Reading) -> Result<(), Failure> {
        let published =
            reading.article.published.map(|moment| moment.to_string()).unwrap_or_default();
        self.write(&Page { reading, published, pieces: pieces(reading) })
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
            let mut records: Vec<usize> = here.iter().map(|mark| mark.2).collect();
            records.sort_unstable();
            records.dedup();
            let records: Vec<String> = records.iter().map(usize::to_string).collect();
            Piece {
                text: index.slice(start, end),
                class: classes.join(" "),
                records: records.join(" "),
            }
        })
        .collect()
}
