//! The report as Markdown.

use std::fmt::Write as _;

use super::{Report, Sentence};

/// Writes a report as Markdown, with references as footnotes.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# {}\n\n*{}*\n", report.title, escape(&report.moment));
    let label = |name: &str| report.labels.get(name).cloned().unwrap_or_default();
    heading(&mut out, &label("summary"));
    for sentence in &report.summary {
        let _ = writeln!(out, "- {}", told(sentence));
    }
    for section in &report.sections {
        if section.name == "reactions" {
            numbers(&mut out, report, &label);
        }
        heading(&mut out, &section.title);
        if section.items.is_empty() {
            let _ = writeln!(out, "{}", label("nothing"));
        }
        for item in &section.items {
            let sentences: Vec<String> = item.sentences.iter().map(told).collect();
            let mark = if item.event.is_empty() {
                String::new()
            } else {
                format!(" `{}` {}", item.event, item.grade)
            };
            let _ = writeln!(out, "- {}{mark}", sentences.join(" "));
            if let Some(quote) = &item.quote {
                let _ = writeln!(out, "  > {} [^{}]", escape(&quote.text), quote.reference);
            }
            if item.ledger.len() > 1 {
                for step in &item.ledger {
                    let _ = writeln!(out, "  - {}", told(step));
                }
            }
        }
        if section.more > 0 {
            let _ = writeln!(out, "\n{}", section.more_told);
        }
    }
    heading(&mut out, &label("sources"));
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} |\n|---|---|---|---|---|",
        label("outlet"),
        label("owner"),
        label("kind"),
        label("reliability"),
        label("articles")
    );
    for row in &report.sources {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            cell(&row.outlet),
            cell(&row.owner),
            cell(&row.kind),
            row.reliability,
            row.articles
        );
    }
    if !report.relations.is_empty() {
        out.push('\n');
    }
    for sentence in &report.relations {
        let _ = writeln!(out, "- {}", told(sentence));
    }
    if !report.indicators.is_empty() {
        heading(&mut out, &label("indicators"));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |\n|---|---|---:|---:|",
            label("pair"),
            label("day"),
            label("conflict"),
            label("cooperation")
        );
        for row in &report.indicators {
            let _ = writeln!(
                out,
                "| {} | {} | {:.1} | {:.1} |",
                cell(&row.pair),
                row.day,
                row.conflict,
                row.cooperation
            );
        }
    }
    heading(&mut out, &label("references"));
    for reference in &report.references {
        let title = match &reference.url {
            Some(url) => format!("[{}](<{}>)", escape(&reference.title), url.replace('>', "%3E")),
            None => escape(&reference.title),
        };
        let _ = writeln!(
            out,
            "[^{}]: {}, {title}, {}: “{}” ({}–{}{})",
            reference.number,
            escape(&reference.outlet),
            reference.published,
            escape(&reference.quote),
            reference.start,
            reference.end,
            if reference.record.is_empty() {
                String::new()
            } else {
                format!(", `{}`", super::short(&reference.record))
            }
        );
    }
    out
}

fn numbers(out: &mut String, report: &Report, label: &dyn Fn(&str) -> String) {
    heading(out, &label("numbers"));
    if report.numbers.is_empty() {
        let _ = writeln!(out, "{}", label("nothing"));
    }
    for table in &report.numbers {
        let _ = writeln!(out, "- **{}**: {}", escape(&table.title), escape(&table.range));
        for row in &table.rows {
            let figure = escape(&row.figure);
            let figure = if row.withdrawn {
                format!("~~{figure}~~ ({})", label("withdrawn"))
            } else {
                figure
            };
            let _ = writeln!(
                out,
                "  - {}: {figure}, {} [^{}]",
                row.published,
                escape(&row.source),
                row.reference
            );
        }
    }
}

fn heading(out: &mut String, title: &str) {
    let _ = write!(out, "\n## {}\n\n", escape(title));
}

fn told(sentence: &Sentence) -> String {
    let mut text = escape(&sentence.text);
    for reference in &sentence.references {
        let _ = write!(text, " [^{reference}]");
    }
    text
}

/// Text that could be taken for markup is not.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn cell(text: &str) -> String {
    escape(text).replace('\n', " ")
}
