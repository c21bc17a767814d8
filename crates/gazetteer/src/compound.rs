//! Names as the first part of compounds.

use crate::entry::{Entry, Kind};
use crate::fold::{fold, is_hyphen};
use crate::gazetteer::Gazetteer;
use crate::rank;

impl Gazetteer {
    /// Compounds with hyphens: `US-Truppen`, `Ex-US-Präsident`, `US-led`.
    pub(crate) fn hyphenated<'w>(&self, word: &'w str) -> Option<(Vec<Entry>, &'w str)> {
        let hyphens: Vec<(usize, usize)> = word
            .char_indices()
            .filter(|&(_, c)| is_hyphen(c))
            .map(|(at, c)| (at, at + c.len_utf8()))
            .collect();
        // `Ex-US-Präsident`: the name may begin after the first parts.
        let starts = std::iter::once(0).chain(hyphens.iter().map(|&(_, after)| after));
        for start in starts {
            for &(end, after) in hyphens.iter().rev() {
                let (Some(name), Some(rest)) = (word.get(start..end), word.get(after..)) else {
                    continue;
                };
                if name.is_empty() || rest.is_empty() {
                    continue;
                }
                let entries = self.lookup(name);
                if !entries.is_empty() {
                    return Some((entries, rest));
                }
            }
        }
        None
    }

    /// German compounds in one word: `Irakkrieg`, `Kremlsprecher`.
    pub(crate) fn closed<'w>(&self, word: &'w str) -> Option<(Vec<Entry>, &'w str)> {
        // Endings of derivation, not words: `Nigerianer`, `Israeliten`.
        const DERIVED: [&str; 15] = [
            "isch", "nisch", "ian", "lian", "ites", "iten", "esen", "ese", "aner", "ität", "ismus",
            "isten", "ional", "pend", "ization",
        ];
        if !word.chars().next().is_some_and(char::is_uppercase) {
            return None;
        }
        let key = fold(word);
        if self.tables.ambiguous.contains(&key) || !self.lookup(word).is_empty() {
            return None;
        }
        let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        let splits = places.get(4..places.len().checked_sub(3)?)?;
        for &at in splits.iter().rev() {
            let (name, rest) = word.split_at(at);
            if !rest.starts_with(char::is_lowercase)
                || DERIVED.iter().any(|part| rest.starts_with(part))
            {
                continue;
            }
            let mut found = Vec::new();
            let key = fold(name);
            let acronym = self
                .tables
                .names
                .get(&key)
                .is_some_and(|names| names.iter().all(|name| name.exact));
            if acronym || self.tables.ambiguous.contains(&key) {
                continue;
            }
            self.collect(name, &key, false, &mut found);
            found.retain(|reading| match reading.entry.kind {
                Kind::Country | Kind::Region => true,
                // `Rada|rsystem`, `Bild|ung`
                Kind::Seat | Kind::Body | Kind::Group => key.len() >= 5,
                _ => false,
            });
            if found.is_empty() {
                continue;
            }
            // `Kremls|precher`: the s begins the next word, unless the name takes a linking s.
            const LINKED: [&str; 10] =
                ["tag", "rat", "heit", "ung", "ion", "schaft", "amt", "dienst", "hof", "bund"];
            if let Some(base) = name.strip_suffix('s')
                && !LINKED.iter().any(|ending| base.ends_with(ending))
                && self.lookup(base).first().map(|entry| &entry.name)
                    == found.first().map(|reading| &reading.entry.name)
            {
                return Some((rank::sort(found), &word[at - 1..]));
            }
            return Some((rank::sort(found), rest));
        }
        None
    }
}
