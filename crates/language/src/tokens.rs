//! Words of a sentence by the conventions of Universal Dependencies.
//!
//! White space parts chunks; from a chunk the marks at its ends are taken off, then what is left is
//! parted at hyphens, slashes, clitics and units as the treebanks do.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::sentences::is_blank;
use crate::words::Words;

/// Words of `text[start..end]` as code points `(start, end)`, from left to right.
pub(crate) fn tokens(
    text: &[char],
    start: usize,
    end: usize,
    words: &Words,
) -> Vec<(usize, usize)> {
    let mut tokeniser = Tokeniser { text, sentence_end: end, words, found: Vec::new() };
    let mut at = start;
    while at < end {
        if is_blank(text[at]) {
            at += 1;
            continue;
        }
        let chunk_end = text[at..end].iter().position(|&c| is_blank(c)).map_or(end, |n| at + n);
        tokeniser.chunk(at, chunk_end);
        at = chunk_end;
    }
    tokeniser.found
}

struct Tokeniser<'t> {
    text: &'t [char],
    sentence_end: usize,
    words: &'t Words,
    found: Vec<(usize, usize)>,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₴' | '₹' | '₩' | '₺')
}

/// Letters, digits and the marks that sit on letters.
fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{0670}'
        | '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094D}' | '\u{00AD}' | '\u{200C}' | '\u{200D}'
        | '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

fn is_address(chunk: &str) -> bool {
    let web = chunk.contains("://") || chunk.starts_with("www.");
    let mail = chunk.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    });
    web || mail
}

impl Tokeniser<'_> {
    fn string(&self, start: usize, end: usize) -> String {
        self.text[start..end].iter().collect()
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.found.push((start, end));
        }
    }

    /// Takes marks off both ends of a chunk.
    fn chunk(&mut self, mut start: usize, mut end: usize) {
        let mut tail = Vec::new();
        while start < end && !self.begins_word(start, end) {
            let next = start + self.run(start, end);
            self.push(start, next);
            start = next;
        }
        while start < end && !self.ends_word(start, end) {
            let length = self.run_back(start, end);
            tail.push((end - length, end));
            end -= length;
        }
        if start < end {
            self.core(start, end);
        }
        self.found.extend(tail.into_iter().rev());
    }

    /// Whether a word (or number, address, clitic, tag) starts here.
    fn begins_word(&self, start: usize, end: usize) -> bool {
        let c = self.text[start];
        let follows = |at: usize| self.text[..end].get(start + at).copied().unwrap_or(' ');
        if is_word_character(c) {
            return true;
        }
        let sign = is_hyphen(c) || c == '−' || c == '.' || c == ',';
        if sign && follows(1).is_ascii_digit() {
            return c != '.' || follows(2).is_ascii_digit() || end == start + 2;
        }
        if (c == '@' || c == '#') && (follows(1).is_alphabetic() || follows(1) == '_') {
            return true;
        }
        if is_apostrophe(c) {
            let rest = self.string(start, end).to_lowercase();
            let trimmed = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
            return self.words.clitics.contains(&trimmed)
                || self.words.splits.contains_key(trimmed);
        }
        is_hyphen(c) && self.words.clitics.contains(&self.string(start, end).as_str())
    }

    /// Whether the last character belongs to the word before it.
    fn ends_word(&self, start: usize, end: usize) -> bool {
        let c = self.text[end - 1];
        if is_word_character(c) {
            return true;
        }
        if c == '.' && end - start > 1 && self.text[end - 2] != '.' {
            return self.keeps_dot(start, end);
        }
        if c == '/' || c == '=' || c == '_' {
            return is_address(&self.string(start, end));
        }
        is_apostrophe(c) && {
            let before = self.string(start, end - 1).to_lowercase();
            self.words.elisions.contains(before.as_str())
        }
    }

    /// Whether the dot at `end - 1` is part of an abbreviation or ordinal.
    fn keeps_dot(&self, start: usize, end: usize) -> bool {
        let rest = &self.text[end..self.sentence_end];
        let last = rest.iter().all(|c| !c.is_alphanumeric());
        let word = self.string(start, end);
        let bare = self.string(start, end - 1);
        let begin = bare
            .rfind(|c: char| !(is_word_character(c) || c == '.'))
            .map_or(0, |at| at + bare[at..].chars().next().map_or(0, char::len_utf8));
        let (part, dotted) = (&bare[begin..], &word[begin..]);
        let words = self.words;
        if words.closers.contains(dotted) {
            return true;
        }
        if words.abbreviations.contains(dotted) {
            return !last;
        }
        if words.before_number.contains(dotted) {
            let next = rest.iter().find(|c| !is_blank(**c) && **c != '(');
            return next.is_some_and(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'));
        }
        let mut parts = part.split('.');
        let single = |part: &str| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        };
        if part.contains('.') {
            return parts.all(single);
        }
        if last {
            return false;
        }
        if single(part) {
            return part.chars().all(char::is_uppercase);
        }
        words.does("ordinals")
            && !part.is_empty()
            && ((part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()))
                || part.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'M')))
    }

    /// Length of the mark at `start`: dots, dashes and the like run together.
    fn run(&self, start: usize, end: usize) -> usize {
        let c = self.text[start];
        let same = |other: char| match c {
            '.' | '-' | '*' | '=' | '_' | '~' | '`' | '—' | '+' | '…' => other == c,
            '!' | '?' => matches!(other, '!' | '?') && !self.words.does("marks-single"),
            _ => false,
        };
        if matches!(c, ':' | ';') && self.is_smiley(start, end) {
            return end - start;
        }
        if c == '\'' && self.text[start + 1..end].first() == Some(&'\'') {
            return 2;
        }
        let run = 1 + self.text[start + 1..end].iter().take_while(|&&other| same(other)).count();
        let marks = self.text[start + run..end].iter().take_while(|&&other| is_mark(other)).count();
        run + marks
    }

    fn run_back(&self, start: usize, end: usize) -> usize {
        let c = self.text[end - 1];
        for length in [3, 2] {
            if end - start > length && self.is_smiley(end - length, end) {
                return length;
            }
        }
        if c == '\'' && end - start > 1 && self.text[end - 2] == '\'' {
            return 2;
        }
        let same = |other: char| match c {
            '.' | '-' | '*' | '=' | '_' | '~' | '`' | '—' | '+' | '…' => other == c,
            '!' | '?' => matches!(other, '!' | '?') && !self.words.does("marks-single"),
            _ => false,
        };
        1 + self.text[start..end - 1].iter().rev().take_while(|&&other| same(other)).count()
    }

    fn is_smiley(&self, start: usize, end: usize) -> bool {
        match &self.text[start..end] {
            [':' | ';', ')' | '(' | 'D' | 'P' | '/'] => true,
            [':' | ';', '-', mouth] => matches!(mouth, ')' | '(' | 'D' | 'P' | 'p' | '/'),
            _ => false,
        }
    }

    /// A chunk that begins and ends with a word character: addresses whole, the rest by its marks.
    fn core(&mut self, start: usize, end: usize) {
        if is_address(&self.string(start, end)) {
            return self.push(start, end);
        }
        let mut from = start;
        let mut at = start;
        while at < end {
            let c = self.text[at];
            if is_word_character(c) || at == start || self.stays_inside(from, at, end) {
                at += 1;
                continue;
            }
            let mut to = at;
            if is_currency(c) && self.text[from..at].iter().all(|c| c.is_ascii_uppercase()) {
                to = at + 1; // US$
            }
            self.word(from, to);
            if to == at {
                let next = at + self.run(at, end);
                self.push(at, next);
                to = next;
            }
            // what follows is a chunk of its own: »foo.«(bar)
            return self.chunk(to, end);
        }
        self.word(from, end);
        from = end;
        debug_assert_eq!(from, end);
    }

    /// Whether the mark at `at` does not part the word `from..end`.
    fn stays_inside(&self, from: usize, at: usize, end: usize) -> bool {
        let c = self.text[at];
        let before = self.text[at - 1];
        let Some(&after) = self.text[..end].get(at + 1) else {
            return c == '.' || is_apostrophe(c);
        };
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            '.' => after != '.',
            ',' => digits,
            ':' | '*' | '_' => {
                let woman = matches!(&self.text[at + 1..end], ['i', 'n', ..]);
                digits || c == '_' || (woman && self.words.does("gender-marks"))
            }
            '/' => digits && self.count(from, end, |c| c == '/') == 2,
            '&' => before.is_uppercase() && after.is_uppercase(),
            '@' | '#' => from == at,
            c if is_apostrophe(c) || c == '´' => {
                before.is_alphanumeric() && after.is_alphanumeric()
            }
            c if is_hyphen(c) => self.keeps_hyphen(from, at, end, after),
            _ => false,
        }
    }

    fn count(&self, from: usize, end: usize, which: impl Fn(char) -> bool) -> usize {
        self.text[from..end].iter().filter(|&&c| which(c)).count()
    }

    fn keeps_hyphen(&self, from: usize, at: usize, end: usize, after: char) -> bool {
        if !self.words.does("hyphens-split") {
            return after.is_alphanumeric();
        }
        let whole = &self.text[from..end];
        let number = whole.iter().all(|&c| c.is_ascii_digit() || is_hyphen(c));
        if number {
            let hyphens = self.count(from, end, is_hyphen);
            let years = whole.len() == 9 && at - from == 4 && self.words.does("ordinals");
            return hyphens >= 2 || years;
        }
        after.is_alphanumeric()
            && self.words.prefixes.contains(self.string(from, at).to_lowercase().as_str())
    }

    /// One word, less its clitics, elisions and units.
    fn word(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let text = self.text;
        if text[start..end].iter().any(|&c| is_unspaced(c)) {
            return self.unspaced(start, end);
        }
        let lower = self.string(start, end).to_lowercase();
        if let Some(&first) = self.words.splits.get(&lower) {
            self.push(start, start + first);
            return self.push(start + first, end);
        }
        if let Some(at) = text[start..end].iter().position(|&c| is_apostrophe(c)) {
            let at = start + at;
            let before = self.string(start, at).to_lowercase();
            if self.words.elisions.contains(before.as_str()) && at + 1 < end {
                self.push(start, at + 1);
                return self.word(at + 1, end);
            }
        }
        let length = end - start;
        let clitic = self.words.clitics.iter().map(|clitic| (clitic.chars().count(), clitic)).find(
            |(letters, clitic)| {
                *letters < length && lower.ends_with(**clitic) && lower.chars().count() == length
            },
        );
        if let Some((letters, _)) = clitic {
            self.push(start, end - letters);
            return self.push(end - letters, end);
        }
        let digits = text[start..end]
            .iter()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'))
            .count();
        if digits > 0 && digits < length && text[start + digits - 1].is_ascii_digit() {
            let unit = self.string(start + digits, end);
            if self.words.units.contains(unit.as_str())
                || self.words.units.contains(unit.trim_end_matches('.'))
            {
                self.push(start, start + digits);
                return self.push(start + digits, end);
            }
        }
        self.push(start, end);
    }

    /// Chinese, Japanese and Thai by dictionary.
    fn unspaced(&mut self, start: usize, end: usize) {
        let string = self.string(start, end);
        let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
        let mut from = start;
        for byte in segmenter.segment_str(&string).skip(1) {
            let to = start + string[..byte].chars().count();
            self.push(from, to);
            from = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn split(text: &str, language: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let found = tokens(&letters, 0, letters.len(), words(language));
        let strings: Vec<String> =
            found.iter().map(|&(start, end)| letters[start..end].iter().collect()).collect();
        strings.join(" ")
    }

    #[test]
    fn english() {
        let table = [
            ("He didn't say it's Iran's.", "He did n't say it 's Iran 's ."),
            ("They’re here; we can’t go.", "They ’re here ; we ca n’t go ."),
            ("It cost $1bn, up 5.5%.", "It cost $ 1 bn , up 5.5 % ."),
            ("a well-known, pro-Beijing co-worker", "a well - known , pro-Beijing co-worker"),
            ("The U.S. Army (10,000 men) left.", "The U.S. Army ( 10,000 men ) left ."),
            ("See https://example.org/a-b?c=d.", "See https://example.org/a-b?c=d ."),
            ("mail a.b@example.org, please...", "mail a.b@example.org , please ..."),
            ("“We cannot,” he said—twice.", "“ We can not , ” he said — twice ."),
            ("and/or 10/31/2001 at 7:30pm", "and / or 10/31/2001 at 7:30 pm"),
            ("US$5 and €3m", "US$ 5 and € 3 m"),
            ("the travellers' bags", "the travellers ' bags"),
            ("O'Brien said 'yes'!!", "O'Brien said ' yes ' !!"),
            ("AT&T #hashtag @user :-)", "AT&T #hashtag @user :-)"),
            ("713-853-3989", "713-853-3989"),
        ];
        for (text, expected) in table {
            let letters: Vec<char> = text.chars().collect();
            let found = tokens(&letters, 0, letters.len(), words("en"));
            assert!(found.windows(2).all(|two| two[0].1 <= two[1].0));
            assert_eq!(split(text, "en"), expected);
        }
    }

    #[test]
    fn german() {
        let table = [
            ("Am 3. Oktober kamen 10.000 Soldaten.", "Am 3. Oktober kamen 10.000 Soldaten ."),
            ("Der US-Präsident, z. B. Obama", "Der US - Präsident , z. B. Obama"),
            ("„Das ist gut“, sagte er.", "„ Das ist gut “ , sagte er ."),
            ("»Nein!« – so ‚Rutte‘", "» Nein ! « – so ‚ Rutte ‘"),
            ("im Jahr 2008.", "im Jahr 2008 ."),
            ("Rohstoff- und Umweltfragen", "Rohstoff - und Umweltfragen"),
            ("50% der Leser:innen usw.", "50 % der Leser:innen usw."),
            ("um 20:15 Uhr, 1,5 Mio. Euro", "um 20:15 Uhr , 1,5 Mio. Euro"),
            ("Baden-Württemberg 2013-2014", "Baden - Württemberg 2013-2014"),
            ("Er wurde 30.", "Er wurde 30 ."),
            ("(siehe Art. 5 GG)", "( siehe Art. 5 GG )"),
            ("Dinge dieser Art.", "Dinge dieser Art ."),
            ("Nein!! Wirklich?", "Nein ! ! Wirklich ?"),
        ];
        for (text, expected) in table {
            assert_eq!(split(text, "de"), expected);
        }
    }

    #[test]
    fn others() {
        assert_eq!(split("L'état qu'il a dit.", "fr"), "L' état qu' il a dit .");
        assert_eq!(split("Les États-Unis", "fr"), "Les États-Unis");
        assert_eq!(split("议会表决。", "zh").split(' ').next_back(), Some("。"));
        assert_eq!(split("", "de"), "");
    }
}
