//! Common nouns for people and bodies (`data/<language>/roles.tsv`).

use std::collections::HashMap;

use record::Sector;

use crate::beginning::by_beginning;

/// What a common noun says about the people or body that it names (`data/<language>/roles.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// PLOVER sector of the holder.
    pub sector: Sector,
    /// A body, not a person: `Regierung`, `army`.
    pub collective: bool,
    /// Any people: `Menschen`, `people`.
    pub generic: bool,
}

/// Role nouns of all languages.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    languages: HashMap<&'static str, HashMap<String, Role>>,
    /// Most words of a fixed phrase by its language and first word.
    longest: HashMap<(&'static str, &'static str), usize>,
}

impl Roles {
    pub fn read(tables: &[(&'static str, &'static str)]) -> Roles {
        let mut roles = Roles::default();
        for (language, table) in tables {
            let nouns = roles.languages.entry(language).or_default();
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                let mut columns = line.split('\t').map(str::trim);
                let (Some(lemma), Some(sector)) = (columns.next(), columns.next()) else {
                    continue;
                };
                let Ok(sector) = sector.parse() else { continue };
                let words = lemma.split(' ').count();
                if let Some((first, _)) = lemma.split_once(' ') {
                    let longest = roles.longest.entry((language, first)).or_default();
                    *longest = words.max(*longest);
                }
                let flags = columns.next().unwrap_or("");
                let flag = |name| flags.split_whitespace().any(|flag| flag == name);
                let role =
                    Role { sector, collective: flag("collective"), generic: flag("generic") };
                nouns.entry(lemma.to_lowercase()).or_insert(role);
            }
        }
        roles
    }

    /// The role of the longest fixed phrase that a head and words after it make.
    pub fn find_phrase(&self, language: &str, lemma: &str, after: &[&str]) -> Option<Role> {
        let longest = *self.longest.get(&(language, lemma))?;
        let nouns = self.languages.get(language)?;
        (1..longest.min(after.len() + 1)).rev().find_map(|count| {
            let phrase = format!("{lemma} {}", after[..count].join(" "));
            nouns.get(&phrase.to_lowercase().replace('’', "'")).copied()
        })
    }

    /// The role of the longest phrase that words before a head and the head's lemma make (`police
    /// chiefs`).
    pub fn find_compound(&self, language: &str, before: &[&str], lemma: &str) -> Option<Role> {
        let nouns = self.languages.get(language)?;
        (0..before.len()).find_map(|from| {
            let phrase = format!("{} {lemma}", before[from..].join(" "));
            nouns.get(&phrase.to_lowercase()).copied()
        })
    }

    /// The role of a lemma: of the whole word, else of its longest listed last part (`-minister`), else
    /// of its longest listed beginning (`солдат~`).
    pub fn find(&self, language: &str, lemma: &str) -> Option<Role> {
        let nouns = self.languages.get(language)?;
        let lemma = lemma.to_lowercase();
        if let Some(role) = nouns.get(&lemma) {
            return Some(*role);
        }
        let mut part = String::with_capacity(lemma.len() + 1);
        for (at, _) in lemma.char_indices() {
            part.clear();
            part.push('-');
            part.push_str(lemma[at..].trim_start_matches('-'));
            if let Some(role) = nouns.get(&part) {
                return Some(*role);
            }
        }
        by_beginning(&lemma, |beginning| nouns.get(beginning).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_last_part_wins() {
        let table = "# x\nSoldat\tMIL\n-minister\tGOV\n-verteidigungsminister\tMIL\nMenschen\tCVL\tgeneric\n";
        let roles = Roles::read(&[("de", table), ("ru", "солдат~\tMIL\n")]);
        let sector = |lemma| roles.find("de", lemma).map(|role| role.sector);
        assert_eq!(sector("Soldat"), Some(Sector::Mil));
        assert_eq!(sector("Außenminister"), Some(Sector::Gov));
        assert_eq!(sector("Minister"), Some(Sector::Gov));
        assert_eq!(sector("Ex-Verteidigungsminister"), Some(Sector::Mil));
        assert_eq!(sector("Haus"), None);
        assert!(roles.find("ru", "солдатский").is_some());
        assert!(roles.find("ru", "сол").is_none());
        assert!(roles.find("de", "menschen").is_some_and(|role| role.generic));
        assert_eq!(roles.find("xx", "Soldat"), None);
    }
}
