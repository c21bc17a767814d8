//! What the main text has too much or too little of.

use super::head::Head;
use super::scan::{bare_text, find_ignoring_case, next_tag};
use super::{dates, one_line};

/// The lines that stand between the headline and the text are looked for in so many bytes.
const MAX_GAP: usize = 60_000;
/// A line of text is no shorter, in characters.
const MIN_SENTENCE: usize = 40;
/// No more lines than this stand before the text.
const MAX_LEDE: usize = 3;
/// Lines of a date or a byline stand among the first so many.
const MAX_META: usize = 4;

/// The lines of the main text without links to other articles, labels, date and byline, and with
/// the lines between headline and text that belong to it.
pub(super) fn trim(mut lines: Vec<String>, title: &str, html: &str, head: &Head) -> Vec<String> {
    // Without a main element the finder takes the menu along.
    if let Some(at) = lines.iter().position(|line| line == title)
        && !lines[..at].iter().any(|line| is_sentence(line))
    {
        lines.drain(..=at);
    }
    let all = lines.clone();
    let mut kept: Vec<String> = lines
        .into_iter()
        .enumerate()
        .filter(|(at, line)| {
            let meta = *at < MAX_META && !is_sentence(line) && is_meta(line, head);
            let headline = head.headline.as_ref() == Some(line) && *at < MAX_META;
            !meta && !headline && !is_label(line) && !head.links.contains(line)
        })
        .map(|(_, line)| line)
        .collect();
    if kept.is_empty() {
        return all;
    }
    let mut lede = lede(&kept[0], html, head);
    lede.retain(|line| !kept.contains(line) && line != title && !head.links.contains(line));
    lede.append(&mut kept);
    lede
}

/// The sentences between the headline and the first line of the text.
fn lede(first: &str, html: &str, head: &Head) -> Vec<String> {
    let Some(from) = head.headline_end else { return Vec::new() };
    let mut to = html.len().min(from + MAX_GAP);
    while !html.is_char_boundary(to) {
        to -= 1;
    }
    let gap = without_asides(&html[from..to]);
    let lines: Vec<String> = bare_text(&gap).lines().map(one_line).collect();
    let Some(end) = lines.iter().position(|line| line == first) else { return Vec::new() };
    let mut found: Vec<String> =
        lines[..end].iter().filter(|line| is_sentence(line) && !is_label(line)).cloned().collect();
    // More than a few lines are something else.
    if found.len() > MAX_LEDE { Vec::new() } else { std::mem::take(&mut found) }
}

/// HTML without elements that stand beside a text.
fn without_asides(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    while let Some((begin, end, name, closes)) = next_tag(html, at) {
        kept.push_str(&html[at..begin]);
        at = end;
        let aside = matches!(
            name.as_str(),
            "figure" | "figcaption" | "aside" | "nav" | "form" | "button" | "dl" | "ul"
        );
        if aside && !closes {
            let close = find_ignoring_case(html, end, &format!("</{name}"));
            at = close.unwrap_or(end);
        } else {
            kept.push_str(&html[begin..end]);
        }
    }
    kept.push_str(&html[at.min(html.len())..]);
    kept
}

/// Whether a line is long enough for a sentence and ends as one.
fn is_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['“', '”', '"', '«', '»', '’', ')', '\u{a0}', ' ']);
    end.ends_with(['.', '!', '?', '…', '。', '؟'])
        && (line.chars().count() >= MIN_SENTENCE || line.contains('。'))
}

/// A line with the date, or with the byline.
fn is_meta(line: &str, head: &Head) -> bool {
    let short = line.chars().count() <= 60;
    short && (dates::parse(line).is_some() || head.bylines.iter().any(|byline| byline == line))
}

/// A line that says only what comes next.
fn is_label(line: &str) -> bool {
    if line.starts_with('©') {
        return true;
    }
    let lower = line.to_lowercase();
    let lines = include_str!("../../../../data/intake/labels.tsv").lines();
    let mut phrases =
        lines.filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t'));
    phrases.any(|(_, phrase)| {
        let rest = lower.strip_prefix(phrase).map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_label, is_sentence};

    #[test]
    fn labels_are_no_text() {
        for label in ["Mehr zum Thema:", "Read more: Port shut", "ANZEIGE", "Lire aussi : le port"]
        {
            assert!(is_label(label), "{label}");
        }
        for text in ["Read more books, she said.", "Related parties met.", "Anzeigen häufen sich."]
        {
            assert!(!is_label(text), "{text}");
        }
        assert!(is_sentence("Der Hafen bleibt bis zum kommenden Freitag geschlossen."));
        assert!(!is_sentence("Der Hafen bleibt bis zum kommenden Freitag geschlossen"));
    }
}
