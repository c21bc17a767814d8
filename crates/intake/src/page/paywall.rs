//! Pages that show only the beginning of a text.

use super::head::Head;

/// A text longer than this, in characters, is no beginning when the page says it is not free.
const LONG: usize = 2500;
/// A text longer than this is no beginning when only the wording speaks for it.
const LONG_BY_WORDING: usize = 1500;

/// Whether the main text is only what is free of it, and the text without the lines that ask for
/// money.
pub(super) fn stub(head: &Head, shown: &str, text: String) -> (bool, String) {
    let length = text.chars().count();
    let tier = head.meta("article:content_tier").or_else(|| head.meta("content_tier"));
    let locked = head.linked.free == Some(false)
        || tier.is_some_and(|tier| matches!(tier.as_str(), "locked" | "paid"));
    let short = length < LONG_BY_WORDING;
    let worded = short && {
        let shown = shown.to_lowercase();
        phrases().any(|phrase| shown.contains(phrase))
    };
    let free = head.linked.free == Some(true);
    let stub = locked && length < LONG || worded && !free;
    if !stub {
        return (false, text);
    }
    let asks = |line: &&str| !phrases().any(|phrase| contains(line, phrase));
    let kept: Vec<&str> = text.split("\n\n").filter(asks).collect();
    if kept.is_empty() { (true, text.clone()) } else { (true, kept.join("\n\n")) }
}

fn phrases() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../../data/intake/paywalls.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|l| Some(l.split_once('\t')?.1))
}

fn contains(text: &str, phrase: &str) -> bool {
    text.to_lowercase().contains(phrase)
}
