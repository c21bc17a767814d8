//! Where sentences begin and end.
//!
//! Unicode's rules (UAX 29, `icu_segmenter`) propose the ends, and so do numbers after a full stop
//! and openers after a missing one; abbreviations, initials and ordinals take some of them back. A
//! line break ends a sentence too, unless the line plainly goes on.

use icu_segmenter::SentenceSegmenter;

use crate::words::Words;

/// A sentence as code points `start..end`, without the white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub start: usize,
    pub end: usize,
    pub paragraph: usize,
}

/// The sentences of a text.
pub(crate) fn sentences(text: &[char], words: &Words) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (paragraph, (start, end)) in paragraphs(text).into_iter().enumerate() {
        let mut from = start;
        for at in ends(&text[start..end], words) {
            if let Some((first, last)) = trimmed(text, from, start + at) {
                found.push(Stretch { start: first, end: last, paragraph });
            }
            from = start + at;
        }
    }
    found
}

fn trimmed(text: &[char], mut start: usize, mut end: usize) -> Option<(usize, usize)> {
    while start < end && is_blank(text[start]) {
        start += 1;
    }
    while end > start && is_blank(text[end - 1]) {
        end -= 1;
    }
    (start < end).then_some((start, end))
}

/// White space, and marks that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Lines, where a line that ends without a mark goes on in a next one with a small letter.
fn paragraphs(text: &[char]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].iter().position(|&c| is_break(c)).map_or(text.len(), |n| at + n);
        if let Some((first, last)) = trimmed(text, at, end) {
            match found.last_mut() {
                Some(before) if goes_on(text, *before, first) => before.1 = last,
                _ => found.push((first, last)),
            }
        }
        at = end + 1;
    }
    found
}

fn goes_on(text: &[char], before: (usize, usize), next: usize) -> bool {
    let gap = &text[before.1..next];
    let breaks = gap.iter().filter(|&&c| is_break(c)).count();
    let one_break = breaks == 1 || (breaks == 2 && gap.windows(2).any(|two| two == ['\r', '\n']));
    let last = text[before.1 - 1];
    let line = text[before.0..before.1].iter().rev().take_while(|&&c| !is_break(c)).count();
    one_break && line >= 40 && text[next].is_lowercase() && (last.is_alphanumeric() || last == ',')
}

/// Ends of the sentences in one paragraph, the last one included.
fn ends(text: &[char], words: &Words) -> Vec<usize> {
    let string: String = text.iter().collect();
    let mut code_point = Vec::with_capacity(string.len() + 1);
    for (at, c) in text.iter().enumerate() {
        code_point.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    code_point.push(text.len());
    let mut found: Vec<usize> = SentenceSegmenter::new(Default::default())
        .segment_str(&string)
        .map(|byte| code_point[byte])
        .chain(before_numbers(text))
        .filter(|&at| at > 0 && at < text.len() && ends_here(text, at, words))
        .collect();
    found.extend(missing_spaces(text, words));
    found.extend(missing_marks(text, words));
    found.push(text.len());
    found.sort_unstable();
    found.dedup();
    found
}

/// `Sie ging. 1856 begann`: Unicode sees no end where a small letter is next after a number.
fn before_numbers(text: &[char]) -> impl Iterator<Item = usize> {
    (2..text.len())
        .filter(|&at| text[at].is_ascii_digit() && is_blank(text[at - 1]) && text[at - 2] == '.')
}

/// `Viele Grüße aus Falkensee Leider war`: a word that only opens sentences, amid words.
fn missing_marks<'t>(text: &'t [char], words: &'t Words) -> impl Iterator<Item = usize> + 't {
    (2..text.len()).filter(move |&at| {
        text[at].is_uppercase()
            && is_blank(text[at - 1])
            && (text[at - 2].is_alphanumeric() || is_closing(text[at - 2]) || text[at - 2] == '…')
            && opens(text, at, words)
    })
}

/// Whether an opener stands at `at`, followed by a word with a small letter or a number.
fn opens(text: &[char], at: usize, words: &Words) -> bool {
    let word = word_from(text, at);
    let mut next = text[at + word.chars().count()..].iter();
    words.openers.contains(word.as_str())
        && next.next().is_some_and(|&c| is_blank(c))
        && next.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// `gefunden.Die`: a full stop without its space, between two words and not in an address.
fn missing_spaces<'t>(text: &'t [char], words: &'t Words) -> impl Iterator<Item = usize> + 't {
    (4..text.len().saturating_sub(1)).filter(move |&at| {
        text[at - 1] == '.'
            && text[at].is_uppercase()
            && text[at - 4..at - 1].iter().all(|c| c.is_lowercase())
            && (words.starters.contains(word_from(text, at).as_str()) || between_words(text, at))
    })
}

fn between_words(text: &[char], at: usize) -> bool {
    let before = text[..at - 1].iter().rev().take_while(|c| !is_blank(**c));
    let after = text[at..].iter().take_while(|c| !is_blank(**c));
    let address = |c: &char| matches!(c, '.' | '/' | '@' | ':' | '_' | '-');
    before.clone().count() >= 4
        && text[at + 1..].iter().take(2).filter(|c| c.is_lowercase()).count() == 2
        && !before.chain(after).any(address)
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '’' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '}')
}

fn word_from(text: &[char], at: usize) -> String {
    let letters =
        text[at..].iter().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
    let mut word: String = letters.collect();
    if text.get(at + word.chars().count()) == Some(&'.') && word.chars().count() <= 5 {
        word.push('.');
    }
    word
}

/// Whether Unicode's proposal `at` is the end of a sentence.
fn ends_here(text: &[char], at: usize, words: &Words) -> bool {
    let Some((_, end)) = trimmed(text, 0, at) else { return false };
    let mut next = at;
    while next < text.len() && (is_blank(text[next]) || is_opening(text[next])) {
        next += 1;
    }
    let Some(&follows) = text.get(next) else { return true };
    // "Really?" he asked.
    if follows.is_lowercase() && !matches!(text[end - 1], '。' | '！' | '？') {
        let dash = matches!(follows, '•' | '–');
        return dash;
    }
    let mut mark = end - 1;
    while mark > 0 && is_closing(text[mark]) {
        mark -= 1;
    }
    if text[mark] != '.' {
        return true;
    }
    let closed = mark + 1 < end;
    let start = text[..mark]
        .iter()
        .rposition(|&c| is_blank(c) || is_opening(c) || matches!(c, '/' | '–' | '—' | ')' | '"'))
        .map_or(0, |n| n + 1);
    let word: String = text[start..=mark].iter().collect();
    let bare: String = text[start..mark].iter().collect();
    let after = word_from(text, next);
    let starts = words.starters.contains(after.trim_end_matches('.'));
    if words.abbreviations.contains(word.as_str()) {
        return closed && starts;
    }
    if words.before_number.contains(word.as_str()) {
        return !follows.is_ascii_digit();
    }
    let last_part = bare.rsplit(['-', '.']).next().unwrap_or("");
    if bare.contains('-') && words.abbreviations.contains(format!("{last_part}.").as_str()) {
        return false;
    }
    if words.closers.contains(word.as_str()) || is_acronym(&bare) {
        return starts;
    }
    if is_initial(&bare) {
        return starts && !after_name(text, start);
    }
    if !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit()) {
        return number_ends(text, start, &bare, &after, starts, words);
    }
    if is_roman(&bare) && words.does("ordinals") {
        return starts;
    }
    true
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '„' | '“' | '”' | '‚' | '‘' | '»' | '«' | '›' | '‹' | '(' | '[' | '{')
}

/// `U.S`, `z.B`: single letters with dots between.
fn is_acronym(bare: &str) -> bool {
    bare.contains('.')
        && bare.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

fn is_initial(bare: &str) -> bool {
    let mut letters = bare.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a capitalised word stands before (`George W. Bush`).
fn after_name(text: &[char], start: usize) -> bool {
    let Some((_, end)) = trimmed(text, 0, start) else { return true };
    let begin = text[..end].iter().rposition(|&c| is_blank(c)).map_or(0, |n| n + 1);
    text[begin].is_uppercase()
}

fn is_roman(bare: &str) -> bool {
    !bare.is_empty() && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Whether `3.` ends a sentence: an ordinal does not, nor does the number of a list item.
fn number_ends(
    text: &[char],
    start: usize,
    digits: &str,
    after: &str,
    starts: bool,
    words: &Words,
) -> bool {
    let Some((_, end)) = trimmed(text, 0, start) else { return false };
    if !words.does("ordinals") {
        return true;
    }
    if words.ordinal_before.contains(after)
        || words.ordinal_before.contains(after.trim_end_matches('.'))
    {
        return false;
    }
    let begin = text[..end].iter().rposition(|&c| is_blank(c)).map_or(0, |n| n + 1);
    let before: String = text[begin..end].iter().collect();
    if before.ends_with(['.', '!', '?']) && !before.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if digits.len() > 3 || starts {
        return true;
    }
    // am 3. und 4. Oktober; 3./4. Oktober
    !words.ordinal_after.contains(before.as_str()) && !before.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn split(text: &str, language: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        sentences(&letters, words(language))
            .iter()
            .map(|s| letters[s.start..s.end].iter().collect())
            .collect()
    }

    #[test]
    fn german() {
        let table: &[&[&str]] = &[
            &["Am 3. Oktober tagte der Rat.", "Er vertagte sich."],
            &["Das gilt z. B. für Bayern.", "Mehr folgt."],
            &["Dr. Weber und Prof. Dr. Lang sprachen.", "Niemand fragte."],
            &["„Wir gehen nicht.“", "Der Satz fiel um 20.15 Uhr."],
            &["„Wohin?“, fragte er.", "„Fort!“ rief sie."],
            &["Es waren ca. 10.000 Soldaten, u. a. Pioniere.", "Die Zahl stimmt."],
            &["Das geschah 2008.", "Danach kam nichts."],
            &["Der 1. FC Köln und die 3. Brigade kamen.", "Ende."],
            &["Überschrift ohne Punkt", "Der Text beginnt hier."],
            &["Papst Johannes Paul II. starb.", "Rom trauerte."],
            &["George W. Bush kam.", "Er blieb."],
            &["Die U.S. Army zog ab.", "Kabul fiel."],
            &["Das wurde gefunden.", "Die Suche endete."],
            &["Es gab Brot, Wasser usw.", "Der Rest fehlte."],
            &["1. Der erste Punkt.", "2. Der zweite Punkt."],
            &["Das gelang.", "1856 begann der Krieg, der ca. 4 Jahre dauerte."],
            &["Sie kamen im 6. Jahrhundert n. Chr. dorthin.", "Mehr folgt."],
            &["Die Mitarbeiter in Falkensee", "Leider war es kalt."],
            &["Er sah die Partei Die Linke und Herrn Er Ist dort."],
            &["Er nannte drei Gründe.", "4. Die Rente steigt."],
        ];
        for row in table {
            let glue =
                if row[0].contains("Punkt") || row[0].contains("erste P") { "\n" } else { " " };
            assert_eq!(split(&row.join(glue), "de"), *row);
        }
        assert_eq!(split("Er wurde gefunden.Die Suche endete.", "de").len(), 2);
    }

    #[test]
    fn english() {
        let table: &[&[&str]] = &[
            &["Gov. Brown met Lt. Col. Smith.", "They talked."],
            &["He lives in the U.S. Senate district.", "It is far."],
            &["Troops left the U.S.", "The Pentagon agreed."],
            &["\"Really?\" he asked.", "\"Yes!\" she said."],
            &["“We will not go.”", "He left at 5 p.m.", "It rained."],
            &["It cost $1.5 million.", "Nobody paid."],
            &["Apple Inc. shares rose.", "In Asia they fell."],
            &["See No. 5 and Sept. 11.", "Both matter."],
            &["Prices rose 3.", "Then fell."],
            &["J. R. R. Tolkien wrote.", "We read."],
        ];
        for row in table {
            assert_eq!(split(&row.join(" "), "en"), *row);
        }
        assert_eq!(split("Headline\n\n• One item\n• Two items\n", "en").len(), 3);
        assert_eq!(split("  \n\n ", "en").len(), 0);
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_counted() {
        let text: Vec<char> =
            "The government said on Monday that the troops\nwould leave soon.\n\nNobody believed it."
                .chars()
                .collect();
        let found = sentences(&text, words("en"));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].paragraph, found[1].paragraph), (0, 1));
    }
}
