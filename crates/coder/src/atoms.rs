//! Atoms: the words, digit runs and signs of a sentence, whatever the tokeniser joins.
//!
//! A tokeniser may leave `29.` or `$1bn` or `20-30` as one token or as several. Dates and figures
//! are therefore read from atoms, which always split there, and mapped back to tokens.

use language::Sentence;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters.
    Word,
    /// Decimal digits.
    Digits,
    /// One other character.
    Sign,
}

/// A run of letters, a run of digits, or one other character.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    pub kind: AtomKind,
    /// In lower case.
    pub text: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it follows the atom before without a gap.
    pub glued: bool,
    /// The token that it belongs to.
    pub token: usize,
}

impl Atom {
    /// Whether this is the sign `sign`.
    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == AtomKind::Sign && self.text == sign
    }

    /// Whether this is one of several dashes.
    pub fn is_dash(&self) -> bool {
        self.kind == AtomKind::Sign && matches!(self.text.as_str(), "-" | "–" | "—" | "‑" | "‐")
    }

    /// The value of a run of at most nine digits.
    pub fn digits(&self) -> Option<u32> {
        let short = self.kind == AtomKind::Digits && self.text.len() <= 9;
        short.then(|| self.text.parse().ok()).flatten()
    }
}

/// The atoms of a sentence, from left to right.
pub(crate) fn atoms(sentence: &Sentence) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(sentence.tokens.len() * 2);
    let mut end = None;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let mut glued = end == Some(token.start);
        let mut open = None;
        for character in token.text.chars() {
            if character.is_whitespace() {
                glued = false;
                open = None;
                continue;
            }
            let kind = kind(character);
            match atoms.last_mut() {
                Some(last) if open == Some(kind) && kind != AtomKind::Sign => {
                    last.text.extend(character.to_lowercase());
                }
                _ => atoms.push(Atom {
                    kind,
                    text: character.to_lowercase().collect(),
                    capital: character.is_uppercase(),
                    glued,
                    token: index,
                }),
            }
            open = Some(kind);
            glued = true;
        }
        end = Some(token.end);
    }
    atoms
}

fn kind(character: char) -> AtomKind {
    match character {
        _ if character.is_ascii_digit() => AtomKind::Digits,
        '\u{301}' | '\u{308}' => AtomKind::Word,
        _ if character.is_alphabetic() => AtomKind::Word,
        _ => AtomKind::Sign,
    }
}
