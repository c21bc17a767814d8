//! Folding and hashing of words, so that spellings and scripts meet.

/// Lower case, in Latin letters, without marks; anything that is neither letter nor digit is a space.
///
/// ```
/// assert_eq!(picture::fold("Курск"), "kursk");
/// assert_eq!(picture::fold("São-Tomé’s"), "sao tomes");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in any_ascii::any_ascii(text).chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c != '\'' && !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// 64 bits of BLAKE3: the same on any machine.
pub fn hash(text: &str) -> u64 {
    let bytes = blake3::hash(text.as_bytes());
    let mut first = [0u8; 8];
    first.copy_from_slice(&bytes.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// Whether `word` stands in the folded `text` between spaces.
pub fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = at == 0 || text.as_bytes()[at - 1] == b' ';
            let end = at + word.len();
            before && (end == text.len() || text.as_bytes()[end] == b' ')
        })
}
