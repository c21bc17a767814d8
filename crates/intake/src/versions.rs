//! Versions of a page: what changed from one to the next.

use record::Article;
use similar::{ChangeTag, TextDiff};

use crate::corrections::{Notice, NoticeKind, notices};

/// What happened between two versions of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Title and text are the same, but for white space.
    Same,
    /// Title or text changed.
    Updated,
    /// It changed, and the new version says that the old one was wrong.
    Corrected,
    /// The new version takes the article back.
    Retracted,
}

/// One change of the text, by words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The words that are gone; empty if some were only added.
    pub old: String,
    /// The words that are new; empty if some were only taken out.
    pub new: String,
    /// Where the new words stand in the new text, in Unicode code points.
    pub at: usize,
}

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What happened.
    pub verdict: Verdict,
    /// The old title, if it is another.
    pub old_title: Option<String>,
    /// The changes of the text, in its order.
    pub changes: Vec<Change>,
    /// What the new version says of changes and the old one did not.
    pub notices: Vec<Notice>,
    /// How much is alike, from 0 to 1.
    pub similarity: f32,
}

/// Compares two versions of an article.
///
/// ```
/// use intake::versions::{Verdict, compare};
/// let version = |text: &str| record::Article { text: text.into(), ..Default::default() };
/// let old = version("Der Hafen meldet 300 Boote.");
/// let new = version("Der Hafen meldet 30 Boote.\n\nKorrektur: Zuerst stand hier eine falsche Zahl.");
/// let comparison = compare(&old, &new);
/// assert_eq!(comparison.verdict, Verdict::Corrected);
/// assert_eq!(comparison.changes[0].old, "300");
/// assert_eq!(comparison.changes[0].new, "30");
/// ```
pub fn compare(old: &Article, new: &Article) -> Comparison {
    let language = new.language.as_deref();
    let known = notices(&old.title, &old.text, language);
    let mut fresh = notices(&new.title, &new.text, language);
    fresh.retain(|notice| !known.contains(notice));
    let (changes, similarity) = changes(&old.text, &new.text);
    let title = |article: &Article| article.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let old_title = (title(old) != title(new)).then(|| old.title.clone());
    let strongest = fresh.iter().map(|notice| notice.kind).max();
    let verdict = match strongest {
        _ if changes.is_empty() && old_title.is_none() => Verdict::Same,
        Some(NoticeKind::Retraction) => Verdict::Retracted,
        Some(NoticeKind::Correction) => Verdict::Corrected,
        _ => Verdict::Updated,
    };
    Comparison { verdict, old_title, changes, notices: fresh, similarity }
}

/// The changes from one text to another by words, and how much is alike.
fn changes(old: &str, new: &str) -> (Vec<Change>, f32) {
    let old_words: Vec<&str> = old.split_whitespace().collect();
    let new_words: Vec<&str> = new.split_whitespace().collect();
    // A text that is all another is not worth a long search for what is alike.
    let diff = TextDiff::configure()
        .timeout(std::time::Duration::from_secs(2))
        .diff_slices(&old_words, &new_words);
    let places = places(new);
    let mut changes: Vec<Change> = Vec::new();
    let (mut open, mut at_word) = (false, 0);
    for change in diff.iter_all_changes() {
        let word = change.value();
        if change.tag() == ChangeTag::Equal {
            open = false;
            at_word += 1;
            continue;
        }
        if !open {
            let at = places.get(at_word).copied().unwrap_or_else(|| new.chars().count());
            changes.push(Change { old: String::new(), new: String::new(), at });
            open = true;
        }
        let Some(last) = changes.last_mut() else { continue };
        let side = if change.tag() == ChangeTag::Delete { &mut last.old } else { &mut last.new };
        if !side.is_empty() {
            side.push(' ');
        }
        side.push_str(word);
        at_word += usize::from(change.tag() == ChangeTag::Insert);
    }
    (changes, diff.ratio())
}

/// Where the words of a text begin, in code points.
fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut within = false;
    for (at, character) in text.chars().enumerate() {
        let word = !character.is_whitespace();
        if word && !within {
            places.push(at);
        }
        within = word;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(title: &str, text: &str) -> Article {
        Article { title: title.into(), text: text.into(), ..Article::default() }
    }

    #[test]
    fn white_space_is_no_change() {
        let comparison =
            compare(&version("A  b", "Eins.\n\nZwei."), &version("A b", "Eins. Zwei."));
        assert_eq!(comparison.verdict, Verdict::Same);
        assert_eq!(comparison.similarity, 1.0);
    }

    #[test]
    fn changes_have_their_place() {
        let old = version("Öl", "Größe: 300 Boote im Hafen.");
        let new = version("Öl und Gas", "Größe: 30 Boote lagen im Hafen.");
        let comparison = compare(&old, &new);
        assert_eq!(comparison.verdict, Verdict::Updated);
        assert_eq!(comparison.old_title.as_deref(), Some("Öl"));
        let change = |old: &str, new: &str, at| Change { old: old.into(), new: new.into(), at };
        assert_eq!(comparison.changes, [change("300", "30", 7), change("", "lagen", 16)]);
    }

    #[test]
    fn a_notice_that_was_there_before_says_nothing_new() {
        let old = version("", "Der Hafen ist zu. Alle.\n\nKorrektur: Es war Montag.");
        let new = version("", "Der Hafen ist offen.\n\nKorrektur: Es war Montag.");
        assert_eq!(compare(&old, &new).verdict, Verdict::Updated);
        let retracted = version("", "Wir haben diesen Artikel zurückgezogen.");
        assert_eq!(compare(&old, &retracted).verdict, Verdict::Retracted);
    }
}
