//! Words that a table lists by their beginning.

/// Letters that the listed beginning of a word has at least.
const SHORTEST: usize = 4;

/// What a table has for the longest beginning of a word that it lists. Beginnings stand in the tables with a
/// `~` after them (`солдат~`), and `listed` is asked for them so.
pub fn by_beginning<V>(word: &str, listed: impl Fn(&str) -> Option<V>) -> Option<V> {
    let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let ends: Vec<usize> = ends.skip(SHORTEST - 1).collect();
    let mut key = String::with_capacity(word.len() + 1);
    ends.into_iter().rev().find_map(|end| {
        key.clear();
        key.push_str(&word[..end]);
        key.push('~');
        listed(&key)
    })
}
