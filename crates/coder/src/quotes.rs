//! Direct speech: which stretches of the article stand in quotation marks.

use language::Annotated;

/// A quotation: the code points between its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Code point after the opening mark.
    pub start: usize,
    /// Code point of the closing mark.
    pub end: usize,
    /// How many words it has; names and ironic words in quotation marks have few.
    pub words: usize,
}

impl Quotation {
    /// Whether it is long enough to be speech and not a name or a catchword.
    pub fn is_speech(&self) -> bool {
        self.words >= 4
    }

    /// Whether a code point lies inside.
    pub fn contains(&self, at: usize) -> bool {
        self.start <= at && at < self.end
    }
}

/// The closing marks that an opening mark may have.
fn closers(open: char) -> &'static [char] {
    match open {
        '„' => &['“', '”', '"', '‟'],
        '“' => &['”', '“', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '‚' => &['‘', '’'],
        '「' => &['」'],
        '"' => &['"', '”', '“'],
        _ => &[],
    }
}

/// All quotations of an article, in order. A mark that is never closed ends with its paragraph;
/// one that is followed by a new opening mark in the next paragraph goes on there.
pub fn find(article: &Annotated) -> Vec<Quotation> {
    let letters: Vec<char> = article.article.text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let closing = closers(letters[at]);
        if closing.is_empty() || !opens(&letters, at) {
            at += 1;
            continue;
        }
        let start = at + 1;
        let mut end = start;
        while end < letters.len() && letters[end] != '\n' && !closing.contains(&letters[end]) {
            end += 1;
        }
        let words =
            letters[start..end].split(|c| c.is_whitespace()).filter(|w| !w.is_empty()).count();
        found.push(Quotation { start, end, words });
        at = end + 1;
    }
    found
}

/// An opening mark stands before a word and not after one. French guillemets have spaces inside
/// (`« non »`): their closing mark is no German opening one.
fn opens(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| letters[before]);
    let after = letters.get(at + 1).copied().unwrap_or(' ');
    let apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '’' | '\''));
    match letters[at] {
        '«' if after.is_whitespace() => apart,
        '»' if !after.is_alphanumeric() && !closers(after).is_empty() => apart,
        '»' => apart && (after.is_alphanumeric() || matches!(after, '…' | '.' | '(' | '[' | '-')),
        _ => before.is_none_or(|c| !c.is_alphanumeric()) && !after.is_whitespace(),
    }
}
