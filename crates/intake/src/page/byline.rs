//! Who wrote a page.

use super::head::Head;

/// A byline is no longer than this, in characters.
const MAX_BYLINE: usize = 120;

/// The names of the authors, from the surest place that names them.
pub(super) fn byline(head: &Head, guessed: Option<String>) -> Option<String> {
    const KEYS: [&str; 6] =
        ["author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator"];
    let named = head.linked.author.iter().cloned().chain(head.all(&KEYS));
    let shown = head.bylines.iter().cloned();
    named.chain(shown).chain(guessed).find_map(|line| names(&line))
}

/// The names in a line, without `By` and the like.
fn names(line: &str) -> Option<String> {
    let mut line = super::one_line(line);
    // `By Ann Reed | 24 November`
    if let Some(at) = line.find([' ', '\t']).and_then(|_| line.find(" | ").or(line.find(" · "))) {
        line.truncate(at);
    }
    while let Some(rest) = without_word(&line) {
        line = rest;
    }
    let line = line.trim_matches([',', ';', ':', '|', '·', '-', '–', ' ']).to_owned();
    let has_letters = line.chars().any(char::is_alphabetic);
    let is_address = line.contains("://") || line.starts_with("www.") || line.starts_with('@');
    (has_letters && !is_address && line.chars().count() <= MAX_BYLINE).then_some(line)
}

/// The line without a first word that only says that a name follows.
fn without_word(line: &str) -> Option<String> {
    let words = include_str!("../../../../data/intake/bylines.tsv").lines();
    let lower = line.to_lowercase();
    words.filter(|word| !word.starts_with('#')).find_map(|word| {
        let rest = lower.strip_prefix(word)?;
        let rest = rest.strip_prefix(' ').or_else(|| word.ends_with(':').then_some(rest))?;
        // Lower case may have another length.
        let count = rest.trim_start().chars().count();
        let all = line.chars().count();
        Some(line.chars().skip(all.checked_sub(count)?).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_byline_is_its_names() {
        let table = [
            ("By Ann Reed", Some("Ann Reed")),
            ("Von Mara Lindt und Jon Berg, Nordstadt", Some("Mara Lindt und Jon Berg, Nordstadt")),
            ("Ein Bericht von Mara Lindt", Some("Mara Lindt")),
            ("Par Luc Morel", Some("Luc Morel")),
            ("Автор: Анна Резник", Some("Анна Резник")),
            ("Byron Hall", Some("Byron Hall")),
            ("Ann Reed | 24 November 2026", Some("Ann Reed")),
            ("https://www.facebook.example/kurier", None),
            ("@kurier", None),
            ("", None),
        ];
        for (line, expected) in table {
            assert_eq!(names(line).as_deref(), expected, "{line}");
        }
    }
}
