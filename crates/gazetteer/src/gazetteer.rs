//! The gazetteer: everything a name can stand for.

use std::sync::OnceLock;

use fst::raw::Output;
use record::Country;

use crate::entry::{Entry, Kind};
use crate::fold::{fold, has_capital, is_hyphen, stems};
use crate::places::{LANGUAGES, Places};
use crate::rank::{self, Reading};
use crate::roles::{Role, Roles};
use crate::tables::{self, Alias, Tables};
use crate::{forms, nationality};

static PLACES: &[u8] = include_bytes!("../../../data/gazetteer/places.bin");

/// Longest name in words that is looked for.
const MOST_WORDS: usize = 9;
/// A division or place below this size is found only where the text is known to be a name.
const KNOWN_DIVISION: u64 = 200_000;
const KNOWN_TOWN: u64 = 15_000;
/// Towns from this size on are known in other scripts also by untagged variants.
const FOREIGN_TOWN: u64 = 300_000;
/// German adjectives in `-er` are made of towns from this size on.
const ADJECTIVE_TOWN: u64 = 100_000;

/// Names → places, countries, bodies, seats, persons, groups and roles.
///
/// There is one, embedded in the binary: [`Gazetteer::embedded`].
#[derive(Debug)]
pub struct Gazetteer {
    places: Option<Places>,
    pub(crate) tables: Tables,
    roles: Roles,
}

impl Gazetteer {
    /// The gazetteer in the binary. The first call takes about 50 ms, later ones nothing.
    pub fn embedded() -> &'static Gazetteer {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let places = Places::open(PLACES);
            let tables = Tables::read(places.as_ref());
            Gazetteer { places, tables, roles: Roles::read(tables::ROLES) }
        })
    }

    /// Everything that `name` can stand for, best first; empty if nothing.
    ///
    /// Takes inflected forms (`nordkoreanischer`, `Russlands`, `Ukrainern`, `Iran's`), spelling
    /// variants (`Nord-Korea`, `U.S.`), any case except where that would hit a common word
    /// (`us`, `who`). Leaves out readings that are more often a common word or a first name
    /// (`Essen`, `Nice`, `May`); [`Gazetteer::lookup_entity`] has them.
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// assert_eq!(gazetteer.lookup("Teherans")[0].code.unwrap().to_string(), "IRN.GOV");
    /// assert!(gazetteer.lookup("us").is_empty());
    /// ```
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        self.whole(name, false)
    }

    /// As [`Gazetteer::lookup`], for words known to be a name (`PROPN`, or inside an entity):
    /// also readings that would otherwise be a common word, and villages.
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// assert!(gazetteer.lookup("Essen").is_empty());
    /// assert_eq!(gazetteer.lookup_entity("Essen")[0].country.unwrap().as_str(), "DEU");
    /// ```
    pub fn lookup_entity(&self, name: &str) -> Vec<Entry> {
        self.whole(name, true)
    }

    /// The longest name that begins at `words[at]`: how many words it has, and what it can stand
    /// for, best first. Readings as in [`Gazetteer::lookup`].
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// let words = ["in", "der", "Demokratischen", "Republik", "Kongo"];
    /// let (used, entries) = gazetteer.longest(&words, 2).unwrap();
    /// assert_eq!((used, entries[0].code.unwrap().to_string().as_str()), (3, "COD"));
    /// ```
    pub fn longest(&self, words: &[&str], at: usize) -> Option<(usize, Vec<Entry>)> {
        self.longest_name(words, at, false)
    }

    /// As [`Gazetteer::longest`], with the readings of [`Gazetteer::lookup_entity`].
    pub fn longest_entity(&self, words: &[&str], at: usize) -> Option<(usize, Vec<Entry>)> {
        self.longest_name(words, at, true)
    }

    /// Splits a name off the front of a compound: what the name can stand for, and the rest of
    /// the word (`NATO-Generalsekretär` → NATO, `Generalsekretär`; `Irakkrieg` → Iraq, `krieg`;
    /// `US-led` → USA, `led`; `Ex-US-Präsident` → USA, `Präsident`). `None` where the word is no
    /// such compound, or is a place itself (`Saudi-Arabien`).
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// let (entries, rest) = gazetteer.compound("Irakkrieg").unwrap();
    /// assert_eq!((entries[0].code.unwrap().to_string().as_str(), rest), ("IRQ", "krieg"));
    /// ```
    pub fn compound<'w>(&self, word: &'w str) -> Option<(Vec<Entry>, &'w str)> {
        if word.contains(char::is_whitespace) || word.len() > 100 {
            return None;
        }
        if self.lookup(word).iter().any(Entry::is_place) {
            return None;
        }
        if word.contains(is_hyphen) { self.hyphenated(word) } else { self.closed(word) }
    }

    /// What a common noun says about its bearer, by dictionary form; German nouns also by their
    /// last part (`Verteidigungsminister` by `-minister`, the longest entry wins).
    pub fn role(&self, language: &str, lemma: &str) -> Option<Role> {
        self.roles.find(language, lemma)
    }

    /// What a fixed phrase says about its bearer: the dictionary form of its first word, and the words
    /// after it as they stand in the text (`force de l' ordre`); the longest that is listed.
    pub fn role_phrase(&self, language: &str, lemma: &str, after: &[&str]) -> Option<Role> {
        self.roles.find_phrase(language, lemma, after)
    }

    /// What a noun with the words before it says about its bearer (`police chiefs`): the longest phrase
    /// that is listed.
    pub fn role_compound(&self, language: &str, before: &[&str], lemma: &str) -> Option<Role> {
        self.roles.find_compound(language, before, lemma)
    }

    /// What the cases of a name have in common: `Отунбаевой`, `Отунбаева`. Names in other scripts than
    /// Cyrillic stay as they are.
    pub fn uninflected(&self, name: &str) -> String {
        match name.ends_with(forms::is_cyrillic) {
            true => crate::fold::stem(&fold(name)).to_owned(),
            false => name.to_owned(),
        }
    }

    /// The persons that a full name or a surname can stand for, best first.
    pub fn person(&self, name: &str) -> Vec<Entry> {
        let mut entries = self.lookup_entity(name);
        entries.retain(|entry| entry.kind == Kind::Person);
        entries
    }

    /// The capital of a country.
    pub fn capital_of(&self, country: Country) -> Option<Entry> {
        let at = self.tables.capitals.get(&country)?;
        self.tables.entries.get(*at as usize).cloned()
    }

    /// The country itself as an entry.
    pub fn country(&self, country: Country) -> Option<Entry> {
        let at = self.tables.countries.get(&country)?;
        self.tables.entries.get(*at as usize).cloned()
    }

    /// Name of a country or body in a language (ISO 639-1: en de fr es ru uk zh ar ko), in
    /// English where there is none there; a code without a name is its own name.
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// assert_eq!(gazetteer.country_name("PRK".parse().unwrap(), "de"), "Nordkorea");
    /// ```
    pub fn country_name<'a>(&'a self, country: Country, language: &str) -> &'a str {
        let standard = |language| {
            let name = self
                .tables
                .standard
                .iter()
                .find(|((code, known), _)| *code == country && *known == language);
            name.map(|(_, name)| *name)
        };
        let number = LANGUAGES.iter().position(|&known| known == language);
        let compiled = |number| {
            let places = self.places.as_ref()?;
            let mut ids = places.countries_and_capitals();
            let id = ids.find(|&id| {
                places.kind(id) == Some(Kind::Country) && places.country(id) == Some(country)
            })?;
            Some(places.country_name(id, number)).filter(|name| !name.is_empty())
        };
        standard(language)
            .or_else(|| compiled(number?))
            .or_else(|| standard("en"))
            .or_else(|| compiled(0))
            .or_else(|| {
                let at = self.tables.countries.get(&country)?;
                self.tables.entries.get(*at as usize).map(|entry| entry.name.as_str())
            })
            .unwrap_or(match country {
                Country::NATO => "NATO",
                Country::UN => "United Nations",
                Country::EU => "European Union",
                Country::INTERNATIONAL => "international body",
                _ => "unknown",
            })
    }

    /// The place that `name` stands for: of several, one in `hint` if there is one that is not
    /// tiny beside the best known, else the one that ranks highest (country, capital, region,
    /// division, town by inhabitants). Includes readings that are common words; persons, bodies
    /// and nationalities are no places.
    ///
    /// ```
    /// let gazetteer = gazetteer::Gazetteer::embedded();
    /// let tripoli = |hint: &str| {
    ///     gazetteer.locate("Tripoli", hint.parse().ok()).unwrap().country.unwrap().to_string()
    /// };
    /// assert_eq!((tripoli("LBY").as_str(), tripoli("LBN").as_str()), ("LBY", "LBN"));
    /// ```
    pub fn locate(&self, name: &str, hint: Option<Country>) -> Option<Entry> {
        let mut places = self.lookup_entity(name);
        places.retain(Entry::is_place);
        let best = places.first()?;
        if let Some(hint) = hint
            && best.kind != Kind::Country
        {
            let least = best.population / 40;
            let here = places
                .iter()
                .find(|place| place.country == Some(hint) && place.population >= least);
            if let Some(here) = here {
                return Some(here.clone());
            }
        }
        places.into_iter().next()
    }

    fn whole(&self, name: &str, entity: bool) -> Vec<Entry> {
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.is_empty() || words.len() > MOST_WORDS {
            return Vec::new();
        }
        let entries = self.readings(&words, entity);
        if !entries.is_empty() {
            return entries;
        }
        match self.longest_name(&words, 0, entity) {
            Some((used, entries)) if used == words.len() => entries,
            _ => Vec::new(),
        }
    }

    fn longest_name(&self, words: &[&str], at: usize, entity: bool) -> Option<(usize, Vec<Entry>)> {
        let words = words.get(at..)?;
        let words = &words[..words.len().min(MOST_WORDS)];
        let first = fold(words.first()?);
        if first.is_empty() {
            return None;
        }
        let plain = self.longest_plain(words, &first, entity);
        let ranked = self.ranked_before(words, &first);
        match (plain, ranked) {
            (Some(plain), Some(ranked)) if plain.0 >= ranked.0 => Some(plain),
            (_, Some(ranked)) => Some(ranked),
            (Some((used, entries)), None) => Some(self.ranked_after(words, used, entries)),
            (None, None) => None,
        }
    }

    /// `Region Kursk`, `Provinz Idlib`, `State of Texas`: the division comes first.
    fn ranked_before(&self, words: &[&str], first: &str) -> Option<(usize, Vec<Entry>)> {
        let first_stem = first.strip_suffix("en").or_else(|| first.strip_suffix('s'));
        let is_rank = self.tables.rank_before.contains(first)
            || first_stem.is_some_and(|stem| self.tables.rank_before.contains(stem));
        if !is_rank {
            return None;
        }
        let skipped = match *words.get(1)? {
            "of" | "von" | "de" => 2,
            _ => 1,
        };
        let rest = words.get(skipped..)?;
        if !has_capital(rest.first()?) {
            return None;
        }
        let (used, mut entries) = self.longest_plain(rest, &fold(rest[0]), true)?;
        entries.retain(|entry| {
            matches!(entry.kind, Kind::Admin1 | Kind::City | Kind::Capital | Kind::Region)
        });
        if entries.is_empty() {
            return None;
        }
        entries.sort_by_key(|entry| entry.kind != Kind::Admin1);
        Some((skipped + used, entries))
    }

    /// `Kursk region`, `Borno State`: the division comes first, if there is one of that name.
    fn ranked_after(
        &self,
        words: &[&str],
        used: usize,
        mut entries: Vec<Entry>,
    ) -> (usize, Vec<Entry>) {
        let Some(next) = words.get(used) else { return (used, entries) };
        let is_place = |entry: &Entry| entry.is_place() && entry.kind != Kind::Country;
        if !entries.iter().any(is_place) || !self.tables.rank_after.contains(&fold(next)) {
            return (used, entries);
        }
        let known = self.readings(&words[..used], true);
        if known.iter().any(|entry| entry.kind == Kind::Admin1) {
            entries = known;
            entries.retain(is_place);
            entries.sort_by_key(|entry| entry.kind != Kind::Admin1);
            return (used + 1, entries);
        }
        (used, entries)
    }

    fn longest_plain(
        &self,
        words: &[&str],
        first: &str,
        entity: bool,
    ) -> Option<(usize, Vec<Entry>)> {
        let mut most = self.known_length(first).max(self.compiled_length(words));
        most = most.min(words.len());
        for used in (1..=most).rev() {
            // A name neither ends in nor runs across punctuation; a lone hyphen may join it.
            if used > 1 && words[1..used].iter().any(|word| is_punctuation(word)) {
                continue;
            }
            if used > 1 && is_joint(words[used - 1]) {
                continue;
            }
            let entries = self.readings(&words[..used], entity);
            if !entries.is_empty() {
                return Some((used, entries));
            }
        }
        None
    }

    /// Most words that a hand-written name can have that begins with this key.
    fn known_length(&self, first: &str) -> usize {
        let first = first.split(' ').next().unwrap_or(first);
        let length = |key| self.tables.longest.get(key).copied().unwrap_or(1);
        let most = length(first).max(length(crate::fold::stem(first)));
        // Hyphens may stand as tokens of their own.
        if most > 1 { most + 2 } else { most }
    }

    /// Most of `words` that lead into the compiled index.
    fn compiled_length(&self, words: &[&str]) -> usize {
        let Some(places) = &self.places else { return 1 };
        // The words of a Slavic name are all inflected: as many as have capitals.
        if words.first().is_some_and(|word| word.ends_with(forms::is_cyrillic)) {
            let named = words.iter().take(4).take_while(|word| has_capital(word));
            return named.count().max(1);
        }
        let index = places.index();
        let mut node = index.root();
        let mut most = 1;
        let mut started = false;
        for (used, word) in words.iter().enumerate() {
            let key = fold(word);
            if key.is_empty() {
                if is_joint(word) { continue } else { return most }
            }
            let space = if started { " " } else { "" };
            started = true;
            for byte in space.bytes().chain(key.bytes()) {
                match node.find_input(byte) {
                    Some(transition) => node = index.node(node.transition(transition).addr),
                    // The last letter may be a genitive.
                    None if key.ends_with('s') => return most.max(used + 1),
                    None => return most,
                }
            }
            most = most.max(used + 1);
        }
        let _: Output = node.final_output();
        most
    }

    /// What these words, all of them, can stand for.
    fn readings(&self, words: &[&str], entity: bool) -> Vec<Entry> {
        let joined;
        let raw = match words {
            [word] => *word,
            _ => {
                joined = words.join(" ");
                &joined
            }
        };
        if raw.len() > 200 {
            return Vec::new();
        }
        let raw = raw.trim_matches(|c: char| {
            !c.is_alphanumeric() && c != '.' && !crate::fold::is_apostrophe(c)
        });
        let key = fold(raw);
        if key.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        self.collect(raw, &key, entity, &mut found);
        self.adjectives(raw, &key, &mut found);
        if !found.iter().any(is_strong) {
            self.collect_forms(raw, &key, words.len(), entity, &mut found);
        }
        rank::sort(found)
    }

    /// Inflected and misspelt forms, until one leads somewhere.
    fn collect_forms(
        &self,
        raw: &str,
        key: &str,
        words: usize,
        entity: bool,
        found: &mut Vec<Reading>,
    ) {
        let unknown = found.is_empty();
        for (form, is_noun) in forms::base_forms(raw) {
            let mut base = Vec::new();
            let short = form.chars().count() < 4 && !raw.contains(crate::fold::is_apostrophe);
            self.collect(&form, &fold(&form), entity, &mut base);
            // Beside a town of that very name only a strong reading counts: `Malis`, `Paris`.
            base.retain(|reading| unknown || is_strong(reading));
            base.retain(|reading| match reading.entry.kind {
                Kind::City | Kind::Admin1 | Kind::Person => !is_noun && !short,
                Kind::Country | Kind::Capital | Kind::Region => !is_noun,
                _ => true,
            });
            if !base.is_empty() {
                found.extend(base);
                return;
            }
        }
        if !unknown {
            return;
        }
        if entity && key.contains(' ') && raw.ends_with(forms::is_cyrillic) {
            self.collect_sounds(key, found);
            if !found.is_empty() {
                return;
            }
        }
        if key.contains(' ') {
            let stemmed = stems(key);
            self.collect_aliases(self.tables.stemmed.get(&stemmed), raw, key, entity, found);
            if found.is_empty() && (words == 1 || raw.split(' ').all(has_capital)) {
                let closed = key.replace(' ', "");
                self.collect_aliases(self.tables.names.get(&closed), raw, key, entity, found);
                found.retain(|reading| words == 1 || reading.entry.kind == Kind::Country);
                self.adjectives(raw, &closed, found);
            }
        }
        if found.is_empty()
            && let Some(other) = forms::umlauts(key)
        {
            self.collect(raw, &other, entity, found);
            self.adjectives(raw, &other, found);
        }
        if found.is_empty()
            && words == 1
            && has_capital(raw)
            && (entity || !self.tables.ambiguous.contains(key))
        {
            for town in forms::towns(raw) {
                let key = fold(&town);
                self.collect(&town, &key, entity, found);
                found.retain(|reading| {
                    reading.safe
                        && matches!(reading.entry.kind, Kind::Capital | Kind::City)
                        && reading.entry.population >= ADJECTIVE_TOWN
                });
                if !found.is_empty() {
                    return;
                }
            }
        }
    }

    /// Persons whose listed name, in another script, sounds alike (`Карла Бильдта`).
    fn collect_sounds(&self, key: &str, found: &mut Vec<Reading>) {
        let plain = crate::sound::consonants(key);
        let uninflected = crate::sound::consonants(&stems(key));
        for sound in plain.into_iter().chain(uninflected) {
            // persons of several names would be a guess
            let Some([entry]) = self.tables.sounds.get(&sound).map(Vec::as_slice) else { continue };
            if let Some(entry) = self.tables.entries.get(*entry as usize) {
                found.push(Reading { entry: entry.clone(), surname: false, safe: true });
                return;
            }
        }
    }

    /// `nordkoreanischer`: any case, German endings.
    fn adjectives(&self, raw: &str, key: &str, found: &mut Vec<Reading>) {
        if raw.ends_with('.') {
            return;
        }
        for stem in nationality::adjective_stems(key) {
            if let Some(&entry) = self.tables.adjectives.get(stem)
                && let Some(entry) = self.tables.entries.get(entry as usize)
            {
                let known = found.iter().any(|reading| {
                    reading.entry.kind == entry.kind && reading.entry.code == entry.code
                });
                if !known {
                    found.push(Reading { entry: entry.clone(), surname: false, safe: true });
                }
                return;
            }
        }
    }

    /// Readings of exactly this key.
    pub(crate) fn collect(&self, raw: &str, key: &str, entity: bool, found: &mut Vec<Reading>) {
        self.collect_aliases(self.tables.names.get(key), raw, key, entity, found);
        let Some(places) = &self.places else { return };
        if !has_capital(raw) {
            return;
        }
        let vague = key.len() <= 2 || self.tables.ambiguous.contains(key);
        for posting in places.find(key) {
            let (Some(kind), Some(country)) = (places.kind(posting.id), places.country(posting.id))
            else {
                continue;
            };
            let population = places.population(posting.id);
            let listed = match kind {
                Kind::Country => self.tables.countries.get(&country),
                Kind::Capital => self.tables.capitals.get(&country),
                _ => None,
            };
            // Variants in other scripts are no common words of German or English.
            let standard =
                (posting.safe && !vague) || (population >= FOREIGN_TOWN && !key.is_ascii());
            let known = match kind {
                Kind::Country => true,
                Kind::Admin1 => standard && population >= KNOWN_DIVISION,
                _ => standard && population >= KNOWN_TOWN,
            };
            if !known && !entity {
                continue;
            }
            let listed = listed
                .and_then(|&at| self.tables.entries.get(at as usize))
                .filter(|entry| kind == Kind::Country || entry.population == population);
            let Some(entry) = listed.cloned().or_else(|| places.entry(posting.id)) else {
                continue;
            };
            found.push(Reading { entry, surname: false, safe: posting.safe });
        }
    }

    fn collect_aliases(
        &self,
        aliases: Option<&Vec<Alias>>,
        raw: &str,
        key: &str,
        entity: bool,
        found: &mut Vec<Reading>,
    ) {
        let Some(aliases) = aliases else { return };
        let capital = has_capital(raw);
        let in_capitals = !raw.chars().any(char::is_lowercase);
        let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
        let vague = self.tables.ambiguous.contains(key);
        // A surname that persons of different states bear says nothing alone.
        let shared = {
            let mut states = aliases
                .iter()
                .filter(|alias| alias.surname)
                .filter_map(|alias| self.tables.entries.get(alias.entry as usize)?.code)
                .map(|code| code.country);
            let first = states.next();
            states.any(|state| Some(state) != first)
        };
        for alias in aliases {
            let Some(entry) = self.tables.entries.get(alias.entry as usize) else { continue };
            if !capital && !alias.lower {
                continue;
            }
            // `US`, not `us` at the start of a sentence; longer acronyms also as `Nato`, `Opec`.
            if alias.exact && !in_capitals && (letters < 4 || vague) {
                continue;
            }
            let can_be_word = alias.surname
                || matches!(entry.kind, Kind::City | Kind::Admin1 | Kind::Group | Kind::Person)
                || (entry.kind == Kind::Capital && entry.population < FOREIGN_TOWN);
            let acronym = alias.exact && in_capitals;
            if !entity && ((vague && can_be_word && !acronym) || (alias.surname && shared)) {
                continue;
            }
            found.push(Reading { entry: entry.clone(), surname: alias.surname, safe: true });
        }
    }
}

/// Readings beside which no inflected form is looked for.
fn is_strong(reading: &Reading) -> bool {
    match reading.entry.kind {
        Kind::City | Kind::Admin1 => false,
        Kind::Person => !reading.surname,
        _ => true,
    }
}

fn is_punctuation(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric) && !is_joint(word)
}

fn is_joint(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| is_hyphen(c) || crate::fold::is_apostrophe(c))
}
