//! The hand-written tables of `data/gazetteer/`: countries, regions, actors and their names.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use record::{Code, Country, Sector};

use crate::entry::{Entry, Kind, Term};
use crate::fold::{fold, has_capital, is_acronym, stems};
use crate::forms::is_cyrillic;
use crate::nationality;
use crate::places::{LANGUAGES, Places};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

static COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.tsv");
static REGIONS: &str = include_str!("../../../data/gazetteer/regions.tsv");
static DIVISIONS: &str = include_str!("../../../data/gazetteer/divisions.tsv");
static VARIANTS: &str = include_str!("../../../data/gazetteer/variants.tsv");
static NATIONALITIES: &str = include_str!("../../../data/gazetteer/nationalities.tsv");
static AMBIGUOUS: &str = include_str!("../../../data/gazetteer/ambiguous.tsv");

/// One name of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alias {
    /// Number of the entry.
    pub entry: u32,
    /// Acronym that must stand in capitals (`US`, `WHO`).
    pub exact: bool,
    /// A surname alone.
    pub surname: bool,
    /// Written without a capital: `occupied territories`.
    pub lower: bool,
}

/// All hand-written tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub entries: Vec<Entry>,
    /// Key → names.
    pub names: HashMap<String, Vec<Alias>>,
    /// Key without endings → names, for names of several words.
    pub stemmed: HashMap<String, Vec<Alias>>,
    /// Consonants of the names of persons → entries ([`crate::sound`]).
    pub sounds: HashMap<String, Vec<u32>>,
    /// Most words of a name by its first word, as key and without ending.
    pub longest: HashMap<String, usize>,
    /// Stem of a nationality adjective → entry.
    pub adjectives: HashMap<String, u32>,
    /// Keys that are more often something else than a place or person.
    pub ambiguous: HashSet<String>,
    /// Words that make a division of the next (`Region`) or previous (`region`) name.
    pub rank_before: HashSet<String>,
    pub rank_after: HashSet<String>,
    pub countries: HashMap<Country, u32>,
    nationalities: HashMap<Country, u32>,
    pub capitals: HashMap<Country, u32>,
    /// Keys of the standard names of countries.
    states: HashSet<String>,
    /// Standard names that differ from CLDR's, and those of bodies: (code, language) → name.
    pub standard: HashMap<(Country, &'static str), &'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn column<'r>(row: &[&'r str], at: usize) -> &'r str {
    row.get(at).copied().unwrap_or("")
}

fn variants(names: &'static str) -> impl Iterator<Item = &'static str> {
    names.split('|').map(str::trim).filter(|name| !name.is_empty())
}

impl Tables {
    pub fn read(places: Option<&Places>) -> Tables {
        let mut tables = Tables {
            ambiguous: rows(AMBIGUOUS).map(|row| fold(row[0])).collect(),
            ..Tables::default()
        };
        for row in rows(DIVISIONS) {
            let word = fold(row[0]);
            if column(&row, 1) != "before" {
                tables.rank_after.insert(word.clone());
            }
            if column(&row, 1) != "after" {
                tables.rank_before.insert(word);
            }
        }
        if let Some(places) = places {
            tables.read_places(places);
        }
        tables.read_countries(places);
        tables.read_nationalities();
        let countries = tables.countries.values();
        tables.states = countries.map(|&at| fold(&tables.entries[at as usize].name)).collect();
        tables.read_regions();
        for table in ACTORS {
            tables.read_actors(table);
        }
        tables.read_variants(places);
        tables
    }

    fn push(&mut self, entry: Entry) -> u32 {
        self.entries.push(entry);
        (self.entries.len() - 1) as u32
    }

    fn read_places(&mut self, places: &Places) {
        for id in places.countries_and_capitals() {
            let Some(entry) = places.entry(id) else { continue };
            let (kind, Some(country)) = (entry.kind, entry.country) else { continue };
            let at = self.push(entry);
            let numbers =
                if kind == Kind::Country { &mut self.countries } else { &mut self.capitals };
            numbers.insert(country, at);
            if kind == Kind::Country {
                let names = (0..LANGUAGES.len()).map(|number| places.country_name(id, number));
                let inflected =
                    names.filter(|name| name.contains(' ') && name.ends_with(is_cyrillic));
                for name in inflected.map(str::to_owned).collect::<Vec<_>>() {
                    self.add_name(at, &name, false);
                }
            }
        }
    }

    fn read_countries(&mut self, places: Option<&Places>) {
        for row in rows(COUNTRIES) {
            let Ok(country) = row[0].parse::<Country>() else { continue };
            let at = match self.countries.get(&country) {
                Some(&at) => at,
                None => {
                    let name = variants(column(&row, 2)).next().unwrap_or(row[0]);
                    let code = Code::new(country, None);
                    let at = self.push(Entry::new(
                        Kind::Country,
                        name.trim_start_matches('='),
                        Some(code),
                    ));
                    self.entries[at as usize].country = Some(country);
                    self.countries.insert(country, at);
                    at
                }
            };
            for (number, language) in [(2, "en"), (3, "de")] {
                for name in variants(column(&row, number)) {
                    let standard = name.strip_prefix('=');
                    if let Some(name) = standard {
                        self.standard.insert((country, language), name);
                        if language == "en" {
                            self.entries[at as usize].name = name.to_owned();
                        }
                    }
                    self.add_name(at, standard.unwrap_or(name), false);
                }
            }
            self.read_capital(country, column(&row, 1), places);
            let nationality =
                Entry { kind: Kind::Nationality, ..self.entries[at as usize].clone() };
            let nationality = self.push(nationality);
            self.nationalities.insert(country, nationality);
            for name in variants(column(&row, 4)) {
                for form in nationality::english(name) {
                    self.add_name(nationality, &form, false);
                }
            }
            for name in variants(column(&row, 5)) {
                if name.chars().next().is_some_and(char::is_uppercase) {
                    for form in nationality::demonym(name) {
                        self.add_name(nationality, &form, false);
                    }
                } else {
                    self.adjectives.insert(fold(name), nationality);
                    if let Some(first) = name.split('-').next()
                        && first != name
                    {
                        self.note_length(&fold(name));
                    }
                }
            }
        }
    }

    /// Names and nationalities in further languages: `language code names`, a name with a capital being
    /// the country's. `stem+set` stands for the stem with each ending of a set, which a row with
    /// `=set` for a code lists.
    fn read_nationalities(&mut self) {
        let mut sets: HashMap<(&str, &str), Vec<&str>> = HashMap::new();
        for row in rows(NATIONALITIES) {
            let (language, code) = (row[0], column(&row, 1));
            if let Some(set) = code.strip_prefix('=') {
                let endings = variants(column(&row, 2)).map(|ending| ending.trim_matches('-'));
                sets.insert((language, set), endings.collect());
                continue;
            }
            let Ok(country) = code.parse::<Country>() else { continue };
            let Some(&land) = self.countries.get(&country) else { continue };
            let nationality = self.nationalities.get(&country).copied().unwrap_or(land);
            for name in variants(column(&row, 2)) {
                let (stem, set) = name.split_once('+').unwrap_or((name, ""));
                let endings = sets.get(&(language, set)).map_or(&[""][..], Vec::as_slice);
                for ending in endings {
                    let form = format!("{stem}{ending}");
                    self.add_name(if has_capital(stem) { land } else { nationality }, &form, false);
                }
            }
        }
    }

    /// The first name is that of the capital; further names may be variants of it, or other seats
    /// of government (`The Hague`), which keep their own place.
    fn read_capital(&mut self, country: Country, names: &'static str, places: Option<&Places>) {
        let government = Code::new(country, Some(Sector::Gov));
        for (number, name) in variants(names).enumerate() {
            let known = self.capitals.get(&country).copied();
            let known_here =
                known.is_some_and(|at| fold(&self.entries[at as usize].name) == fold(name));
            let place = places.and_then(|places| {
                let ids = places.find(&fold(name)).map(|posting| posting.id);
                let here = ids.filter(|&id| places.country(id) == Some(country));
                let towns =
                    here.filter(|&id| matches!(places.kind(id), Some(Kind::City | Kind::Capital)));
                let best = towns.max_by_key(|&id| places.population(id))?;
                let is_capital = places.kind(best) == Some(Kind::Capital);
                (!is_capital).then(|| places.entry(best)).flatten()
            });
            let at = match (known, place) {
                (Some(at), _) if known_here => at,
                (_, Some(place)) => {
                    let entry = Entry { kind: Kind::Capital, code: Some(government), ..place };
                    let at = self.push(entry);
                    if number == 0 {
                        self.capitals.insert(country, at);
                    }
                    at
                }
                (Some(at), None) => at,
                (None, None) => {
                    let mut entry = Entry::new(Kind::Capital, name, Some(government));
                    entry.country = Some(country);
                    let at = self.push(entry);
                    self.capitals.insert(country, at);
                    at
                }
            };
            if number == 0 {
                self.entries[at as usize].name = name.to_owned();
            }
            self.add_name(at, name, false);
        }
    }

    /// `name variants`: names of the other tables, else of the largest town of that name.
    fn read_variants(&mut self, places: Option<&Places>) {
        for row in rows(VARIANTS) {
            let key = fold(row[0]);
            let found = self.names.get(&key).cloned().unwrap_or_default();
            let mut entries: Vec<u32> = found.iter().map(|alias| alias.entry).collect();
            if entries.is_empty()
                && let Some(places) = places
            {
                let town = |id: &u32| matches!(places.kind(*id), Some(Kind::City | Kind::Capital));
                let ids = places.find(&key).map(|posting| posting.id).filter(town);
                let largest = ids.max_by_key(|&id| places.population(id));
                entries.extend(largest.and_then(|id| places.entry(id)).map(|town| self.push(town)));
            }
            for variant in variants(column(&row, 1)) {
                for &entry in &entries {
                    self.add_name(entry, variant, false);
                    let known = &self.entries[entry as usize];
                    let code = known.code.filter(|_| known.kind == Kind::Person);
                    for surname in code.map_or(Vec::new(), |code| surnames(variant, code.country)) {
                        self.add_name(entry, surname, true);
                    }
                }
            }
        }
    }

    /// `kind en de country latitude longitude`, kind being region, admin1 or city.
    fn read_regions(&mut self) {
        for row in rows(REGIONS) {
            let kind = match row[0] {
                "admin1" => Kind::Admin1,
                "city" => Kind::City,
                _ => Kind::Region,
            };
            let english = column(&row, 1);
            let name = variants(english).next().unwrap_or(english);
            let mut entry = Entry::new(kind, name, None);
            entry.country = column(&row, 3).parse().ok();
            let degrees = |at: usize| column(&row, at).parse::<f64>().ok();
            entry.coordinates = degrees(4).zip(degrees(5));
            // Outranks a town of the same name.
            entry.population = 5_000_000;
            let at = self.push(entry);
            for name in variants(english).chain(variants(column(&row, 2))) {
                self.add_name(at, name, false);
            }
        }
    }

    /// `kind code en de aliases from to office country`.
    fn read_actors(&mut self, table: &'static str) {
        let mut persons: HashMap<&str, u32> = HashMap::new();
        for row in rows(table) {
            let kind = match row[0] {
                "body" => Kind::Body,
                "seat" => Kind::Seat,
                "person" => Kind::Person,
                "group" | "medium" | "company" | "party" => Kind::Group,
                _ => continue,
            };
            let Ok(code) = column(&row, 1).parse::<Code>() else { continue };
            let (english, german) = (column(&row, 2), column(&row, 3));
            let day = |at: usize| column(&row, at).parse::<Date>().ok();
            let at = match persons.get(english) {
                Some(&at) if kind == Kind::Person => at,
                _ => {
                    let mut entry = Entry::new(kind, english, Some(code));
                    entry.country = column(&row, 8).parse().ok();
                    self.push(entry)
                }
            };
            if kind == Kind::Person {
                persons.insert(english, at);
                let office = column(&row, 7).to_owned();
                let person = &mut self.entries[at as usize];
                person.terms.push(Term { code, office, from: day(5), to: day(6) });
                person.terms.sort_by_key(|term| term.from);
                person.code = person.terms.last().map(|term| term.code);
            } else if code.sector.is_none() && code.country.is_body() {
                self.standard.entry((code.country, "en")).or_insert(english);
                self.standard.entry((code.country, "de")).or_insert(german);
            }
            for name in [english, german].into_iter().chain(variants(column(&row, 4))) {
                self.add_name(at, name, false);
                if kind == Kind::Person {
                    for surname in surnames(name, code.country) {
                        // `Abdullah II of Jordan` is not called Jordan.
                        if !self.is_state(surname) {
                            self.add_name(at, surname, true);
                        }
                    }
                }
            }
        }
    }

    fn is_state(&self, name: &str) -> bool {
        let key = fold(name);
        let aliases = self.names.get(&key).map(Vec::as_slice).unwrap_or_default();
        self.states.contains(&key)
            || aliases.iter().any(|alias| {
                let kind = self.entries.get(alias.entry as usize).map(|entry| entry.kind);
                matches!(kind, Some(Kind::Country | Kind::Nationality))
            })
    }

    fn add_name(&mut self, entry: u32, name: &str, surname: bool) {
        let key = fold(name);
        if key.is_empty() {
            return;
        }
        let alias = Alias { entry, exact: is_acronym(name), surname, lower: !has_capital(name) };
        if !surname && self.entries[entry as usize].kind == Kind::Person {
            // w is no consonant in `Wesley`, and v in `Lawrow`
            for spelling in [key.clone(), key.replace('w', "v")] {
                let Some(sound) = crate::sound::consonants(&spelling) else { continue };
                let entries = self.sounds.entry(sound).or_default();
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        self.note_length(&key);
        let words = key.matches(' ').count() + 1;
        if words > 1 {
            let stemmed = stems(&key);
            self.note_length(&stemmed);
            add(self.stemmed.entry(stemmed).or_default(), alias);
        }
        add(self.names.entry(key).or_default(), alias);
    }

    fn note_length(&mut self, key: &str) {
        let words = key.matches(' ').count() + 1;
        if words > 1 {
            let first = key.split(' ').next().unwrap_or(key);
            let longest = self.longest.entry(first.to_owned()).or_default();
            *longest = words.max(*longest);
        }
    }
}

/// A name is kept once; a full name outranks a surname, any case outranks capitals only.
fn add(aliases: &mut Vec<Alias>, alias: Alias) {
    match aliases.iter_mut().find(|known| known.entry == alias.entry) {
        Some(known) => {
            known.exact &= alias.exact;
            known.surname &= alias.surname;
            known.lower |= alias.lower;
        }
        None => aliases.push(alias),
    }
}

/// The surnames in a full name: the last word, with its particles also the whole (`bin Salman`,
/// `von der Leyen`); the first word where the family name stands first.
fn surnames(name: &str, country: Country) -> Vec<&str> {
    const FAMILY_FIRST: [&str; 6] = ["CHN", "TWN", "PRK", "KOR", "HKG", "VNM"];
    const PARTICLES: [&str; 22] = [
        "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le",
        "bin", "ibn", "ben", "al", "el", "ul", "zu", "abu", "ter",
    ];
    let mut found = Vec::new();
    let Some((first, rest)) = name.split_once(' ') else { return found };
    if !rest.chars().next().is_some_and(char::is_alphabetic)
        || name.contains([',', '('])
        || name.contains(" of ")
    {
        return found;
    }
    if FAMILY_FIRST.contains(&country.as_str()) {
        if !matches!(first, "the" | "The" | "der" | "Der" | "Die" | "Das") {
            found.push(first); // `Kim Jong Un`, `Xi Jinping`
        }
        return found;
    }
    let last = name.rsplit(' ').next().unwrap_or(name);
    // `George Bush senior`, `Frederik X`
    let is_suffix =
        matches!(last, "Jr" | "Jr." | "Sr." | "senior" | "Senior" | "junior" | "Junior")
            || last.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '.'));
    if !is_suffix {
        found.push(last);
    }
    let mut at = first.len() + 1;
    for word in rest.split(' ') {
        if word.chars().next().is_some_and(char::is_lowercase) && PARTICLES.contains(&word) {
            found.push(&name[at..]);
            break;
        }
        at += word.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_of_full_names() {
        let of = |name, country: &str| surnames(name, country.parse().unwrap());
        assert_eq!(of("Angela Merkel", "DEU"), ["Merkel"]);
        assert_eq!(of("Ursula von der Leyen", "EUR"), ["Leyen", "von der Leyen"]);
        assert_eq!(of("Xi Jinping", "CHN"), ["Xi"]);
        assert!(of("Lula", "BRA").is_empty());
    }
}
