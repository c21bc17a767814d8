//! Entries by lemma, whole or by its beginning.

use std::collections::HashMap;

/// Entries by lemma; a key that ends in `~` stands for every lemma that begins so. Lemmas that a
/// word list does not know are guessed, and a guess may be wrong at its end.
#[derive(Debug)]
pub(crate) struct Entries<V> {
    by_lemma: HashMap<String, V>,
    has_stems: bool,
}

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Entries { by_lemma: HashMap::new(), has_stems: false }
    }
}

impl<V> Entries<V> {
    /// The entry of exactly this lemma.
    pub fn get(&self, lemma: &str) -> Option<&V> {
        self.by_lemma.get(lemma)
    }

    /// The entry of the longest listed beginning of a lemma in lower case.
    pub fn by_stem(&self, lemma: &str) -> Option<&V> {
        if !self.has_stems {
            return None;
        }
        gazetteer::by_beginning(lemma, |beginning| self.by_lemma.get(beginning))
    }

    /// All entries.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.by_lemma.values()
    }

    /// The place for a lemma's entry, made if it is new.
    pub fn at(&mut self, lemma: &str) -> &mut V
    where
        V: Default,
    {
        self.has_stems |= lemma.ends_with('~');
        self.by_lemma.entry(lemma.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_counts() {
        let mut entries: Entries<u8> = Entries::default();
        *entries.at("обстрел~") = 1;
        *entries.at("обстреля~") = 2;
        *entries.at("обстрелянный") = 3;
        assert_eq!(entries.by_stem("обстреливать"), Some(&1));
        assert_eq!(entries.by_stem("обстрел"), Some(&1));
        assert_eq!(entries.by_stem("обстрелять"), Some(&2));
        assert_eq!(entries.get("обстрелянный"), Some(&3));
        assert_eq!(entries.by_stem("обстановка"), None);
    }
}
