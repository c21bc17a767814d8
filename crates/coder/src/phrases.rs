//! Phrase tables: words and short phrases with a class and a value, and where they stand.
//!
//! The form of `time.tsv` and `numbers.tsv`: a phrase, a tab, its class, a tab, its value. A
//! phrase with a capital first letter is only found where the text has a capital; a word that
//! ends in `~` stands for all its inflected forms (the endings are entries of class `ending`).

use std::collections::HashMap;

use crate::atoms::{Atom, AtomKind};

/// A phrase table with classes `C`.
#[derive(Debug)]
pub(crate) struct Phrases<C> {
    by_first: HashMap<String, Vec<Phrase<C>>>,
}

/// One entry.
#[derive(Debug)]
pub(crate) struct Phrase<C> {
    words: Vec<String>,
    capital: bool,
    pub class: C,
    pub value: String,
}

impl<C: Copy + PartialEq> Phrases<C> {
    /// Reads a table; `class` tells classes by name.
    pub fn parse(text: &str, class: impl Fn(&str) -> Option<C>) -> Result<Self, String> {
        let rows = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let rows: Vec<_> = rows.map(|(at, line)| (at + 1, line.split('\t').collect())).collect();
        let endings: Vec<&str> = rows
            .iter()
            .filter(|(_, columns): &&(usize, Vec<&str>)| columns.get(1) == Some(&"ending"))
            .map(|(_, columns)| columns[0])
            .collect();
        let mut by_first: HashMap<String, Vec<Phrase<C>>> = HashMap::new();
        for (line, columns) in &rows {
            let (Some(form), Some(name)) = (columns.first(), columns.get(1)) else {
                return Err(format!("line {line}: a form, a tab and a class are needed"));
            };
            if *name == "ending" {
                continue;
            }
            let class = class(name).ok_or_else(|| format!("line {line}: no class `{name}`"))?;
            let value = columns.get(2).copied().unwrap_or("").to_owned();
            let capital = form.chars().next().is_some_and(char::is_uppercase);
            for form in inflected(form, &endings) {
                let words = split(&form);
                let Some(first) = words.first() else {
                    return Err(format!("line {line}: empty form"));
                };
                let phrase = Phrase { words: words.clone(), capital, class, value: value.clone() };
                by_first.entry(first.clone()).or_default().push(phrase);
            }
        }
        Ok(Phrases { by_first })
    }

    /// Where the phrases of the table stand.
    pub fn hits<'p>(&'p self, atoms: &[Atom]) -> Hits<'p, C> {
        let at = |start: usize| -> Vec<(usize, &'p Phrase<C>)> {
            let Some(phrases) = self.by_first.get(&atoms[start].text) else { return Vec::new() };
            let stands = |phrase: &&Phrase<C>| {
                let end = start + phrase.words.len();
                end <= atoms.len()
                    && (!phrase.capital || atoms[start].capital)
                    && atoms[start..end].iter().zip(&phrase.words).all(|(a, w)| a.text == *w)
            };
            let found = phrases.iter().filter(stands);
            let mut found: Vec<_> =
                found.map(|phrase| (start + phrase.words.len(), phrase)).collect();
            found.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
            found
        };
        Hits { at: (0..atoms.len()).map(at).collect() }
    }
}

/// The phrases of a table that stand in a sentence.
#[derive(Debug)]
pub(crate) struct Hits<'p, C> {
    at: Vec<Vec<(usize, &'p Phrase<C>)>>,
}

impl<'p, C: Copy + PartialEq> Hits<'p, C> {
    /// The longest phrase of `class` that begins at `at`: the atom after it, and its value.
    pub fn find(&self, at: usize, class: C) -> Option<(usize, &'p str)> {
        let mut here = self.at.get(at)?.iter();
        here.find(|(_, phrase)| phrase.class == class).map(|(end, p)| (*end, p.value.as_str()))
    }

    /// The atom after the longest phrase of `class` at `at`, else `at` itself.
    pub fn skip(&self, at: usize, class: C) -> usize {
        self.find(at, class).map_or(at, |(end, _)| end)
    }
}

/// `letzt~ Woche` in all forms of its first word that ends in `~`; all such words inflect alike.
fn inflected(form: &str, endings: &[&str]) -> Vec<String> {
    if !form.contains('~') {
        return vec![form.to_owned()];
    }
    endings.iter().map(|ending| form.replace('~', ending)).collect()
}

/// Splits as [`crate::atoms::atoms`] does.
fn split(form: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = None;
    for character in form.to_lowercase().chars() {
        let kind = match character {
            _ if character.is_whitespace() => None,
            _ if character.is_ascii_digit() => Some(AtomKind::Digits),
            _ if character.is_alphabetic() => Some(AtomKind::Word),
            _ => Some(AtomKind::Sign),
        };
        match (kind, words.last_mut()) {
            (None, _) => {}
            (Some(AtomKind::Sign), _) | (_, None) => words.push(character.to_string()),
            (kind, Some(last)) if kind == open => last.push(character),
            _ => words.push(character.to_string()),
        }
        open = kind;
    }
    words
}
