//! For reading: what happened, who says so, how sure, what is unknown.

use std::collections::BTreeMap;
use std::io::Write;

use record::{Attribution, Mention, Record};

use super::Printer;
use super::words::{self, one_line};
use crate::Failure;
use crate::read::{Reading, finish};

/// Prints one block an article, one paragraph an act.
pub struct Text<W> {
    pub out: W,
    pub explain: bool,
    pub articles: usize,
    pub records: usize,
}

impl<W: Write> Printer for Text<W> {
    fn article(&mut self, reading: &Reading) -> Result<(), Failure> {
        let Reading { article, coded } = reading;
        let out = &mut self.out;
        if self.articles > 0 {
            writeln!(out)?;
        }
        self.articles += 1;
        self.records += coded.records.len();
        let published = article.published.map(|moment| moment.to_string());
        let facts =
            [published, article.language.clone(), article.source.clone(), Some(article.id.clone())];
        let facts: Vec<String> = facts.into_iter().flatten().map(|fact| one_line(&fact)).collect();
        let title = one_line(&article.title);
        writeln!(out, "{}", if title.is_empty() { "(no title)" } else { &title })?;
        writeln!(out, "{}", facts.join(" · "))?;
        let mut events: BTreeMap<u32, Vec<&Record>> = BTreeMap::new();
        for record in &coded.records {
            events.entry(record.event).or_default().push(record);
        }
        if events.is_empty() {
            writeln!(out, "\n  No political acts found.")?;
        }
        for (number, records) in &events {
            writeln!(out)?;
            for (at, record) in records.iter().enumerate() {
                let label = if at == 0 { format!("[{number}]") } else { String::new() };
                writeln!(out, "{label:>5} {}", headline(record))?;
                writeln!(out, "      {}", certainty(record))?;
                let details = details(record);
                if !details.is_empty() {
                    writeln!(out, "      {details}")?;
                }
                if !record.attribution.is_empty() {
                    writeln!(out, "      says so: {}", chain(&record.attribution))?;
                }
                writeln!(out, "      “{}”", quote(record))?;
                if let Some(explanation) = record.explanation.as_ref().filter(|_| self.explain) {
                    writeln!(out, "      because: {} in {}", explanation.rule, explanation.entry)?;
                    for step in &explanation.steps {
                        writeln!(out, "               {step}")?;
                    }
                }
            }
        }
        if !coded.open.is_empty() {
            writeln!(out, "\n  Unknown:")?;
            for question in &coded.open {
                let about = question.event.map(|event| format!(" [{event}]")).unwrap_or_default();
                writeln!(out, "    ? {}{about}", one_line(&question.span.text))?;
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        if self.articles > 0 {
            writeln!(
                self.out,
                "\n{} article{}, {} record{}.",
                self.articles,
                s(self.articles),
                self.records,
                s(self.records)
            )?;
        }
        finish(&mut self.out)
    }
}

/// `North Korea (PRK) → Russia (RUS): MOBILIZE troops “entsandt”`
fn headline(record: &Record) -> String {
    let who = people(&record.actors);
    let whom = people(&record.recipients);
    let mode = record.mode.map(|mode| format!(" {mode}")).unwrap_or_default();
    let roles = match (who.is_empty(), whom.is_empty()) {
        (false, false) => format!(": {who} → {whom}"),
        (false, true) => format!(": {who}"),
        (true, false) => format!(": ? → {whom}"),
        (true, true) => String::new(),
    };
    format!("{}{mode} “{}”{roles}", record.event_type, one_line(&record.trigger.text))
}

fn people(mentions: &[Mention]) -> String {
    let each: Vec<String> = mentions
        .iter()
        .map(|mention| format!("{} ({})", one_line(&mention.span.text), mention.code))
        .collect();
    each.join(", ")
}

fn certainty(record: &Record) -> String {
    format!("{} ({}), {}", words::sure(record.factuality), record.factuality, words::time(record))
}

fn details(record: &Record) -> String {
    let place = record
        .place
        .as_ref()
        .map(|place| format!("where: {} ({})", one_line(&place.span.text), words::place(place)));
    let when = record
        .when
        .as_ref()
        .map(|when| format!("when: {} ({})", one_line(&when.span.text), when.interval));
    let numbers: Vec<String> = record
        .numbers
        .iter()
        .map(|figure| format!("{} (“{}”)", words::figure(figure), one_line(&figure.span.text)))
        .collect();
    let numbers = (!numbers.is_empty()).then(|| format!("how many: {}", numbers.join("; ")));
    [place, when, numbers].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Outermost source first: `TASS claims: Minister claims, word for word`.
fn chain(attribution: &[Attribution]) -> String {
    let each = attribution.iter().map(|link| {
        let source = &link.source;
        format!("{} ({}) {}", one_line(&source.span.text), source.code, words::says(link))
    });
    each.collect::<Vec<_>>().join(" → ")
}

/// The sentence, cut around the trigger where it is long.
fn quote(record: &Record) -> String {
    const AROUND: usize = 110;
    let letters: Vec<char> = record.sentence.text.chars().collect();
    let at = record.trigger.start.saturating_sub(record.sentence.start).min(letters.len());
    let start = at.saturating_sub(AROUND);
    let end = (at + record.trigger.text.chars().count() + AROUND).min(letters.len());
    let head = if start > 0 { "…" } else { "" };
    let tail = if end < letters.len() { "…" } else { "" };
    let middle: String = letters[start..end].iter().collect();
    format!("{head}{}{tail}", one_line(&middle))
}
