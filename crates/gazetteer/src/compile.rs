//! Compiles the listing of `data/gazetteer/build.py` into `data/gazetteer/places.bin`.

use std::collections::{BTreeMap, HashMap};

use fst::MapBuilder;

use crate::fold::{fold, is_acronym};
use crate::places::{LANGUAGES, MAGIC, SAFE};

/// Why a listing cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// A line has the wrong columns.
    #[error(
        "line {0} of the listing needs nine columns: kind, country, admin1, latitude, longitude, population, name, safe names, other names"
    )]
    Line(usize),
    /// The index cannot be built.
    #[error("the index of names cannot be built: {0}")]
    Index(#[from] fst::Error),
}

/// Compiles a listing (format: `data/gazetteer/build.py`) into the bytes of `places.bin`.
pub fn compile(listing: &str) -> Result<Vec<u8>, CompileError> {
    let mut rows = Vec::new();
    for (number, line) in listing.lines().enumerate() {
        let row = Row::parse(line).ok_or(CompileError::Line(number + 1))?;
        rows.push(row);
    }
    // Countries and capitals come first: their names are needed at start.
    rows.sort_by_key(|row| row.kind);
    let divisions: HashMap<&str, u32> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.kind == ADMIN1)
        .map(|(id, row)| (row.admin1, id as u32))
        .collect();

    let mut texts = Texts::default();
    let mut records = Vec::new();
    let mut country_names = Vec::new();
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (id, row) in rows.iter().enumerate() {
        let id = id as u32;
        let division = if row.kind == ADMIN1 { None } else { divisions.get(row.admin1) };
        records.push(row.kind);
        records.extend(row.country.bytes().take(3));
        records.extend(texts.add(row.name).to_le_bytes());
        records.extend(division.map_or(0, |id| id + 1).to_le_bytes());
        records.extend(row.latitude.to_le_bytes());
        records.extend(row.longitude.to_le_bytes());
        records.extend(row.population.to_le_bytes());
        if row.kind == COUNTRY {
            for language in LANGUAGES {
                let name = row.safe.iter().find_map(|name| {
                    name.strip_prefix(language).and_then(|name| name.strip_prefix('='))
                });
                country_names.extend(texts.add(name.unwrap_or_default()).to_le_bytes());
            }
        }
        let mut add = |name: &str, safe: bool| {
            let key = fold(name);
            if key.is_empty() {
                return;
            }
            let postings = keys.entry(key).or_default();
            match postings.iter_mut().find(|posting| **posting & !SAFE == id) {
                Some(posting) => *posting |= if safe { SAFE } else { 0 },
                None => postings.push(if safe { id | SAFE } else { id }),
            }
        };
        for name in &row.safe {
            let name = if row.kind == COUNTRY {
                name.split_once('=').map_or("", |pair| pair.1)
            } else {
                name
            };
            // Acronyms of countries (`UK`; Spanish `RU`) are written by hand, with their case.
            if is_acronym(name) && name.is_ascii() {
                continue;
            }
            add(name, true);
            if row.kind == ADMIN1
                && let Some(bare) = without_rank(name)
            {
                add(bare, true);
            }
        }
        for name in &row.other {
            add(name, false);
        }
    }

    let mut postings = Vec::new();
    let mut index = MapBuilder::memory();
    for (key, mut ids) in keys {
        ids.sort_by_key(|posting| (posting & SAFE == 0, posting & !SAFE));
        ids.truncate(0xffff);
        index.insert(key, ((postings.len() / 4) as u64) << 16 | ids.len() as u64)?;
        postings.extend(ids.iter().flat_map(|id| id.to_le_bytes()));
    }
    let index = index.into_inner()?;

    let mut out = MAGIC.to_vec();
    let countries = rows.iter().filter(|row| row.kind == COUNTRY).count();
    for count in [rows.len(), postings.len() / 4, texts.bytes.len(), index.len(), countries] {
        out.extend((count as u32).to_le_bytes());
    }
    for part in [records, postings, country_names, texts.bytes, index] {
        out.extend(part);
    }
    Ok(out)
}

// Numbers of `crate::places::KINDS`.
const COUNTRY: u8 = 0;
const ADMIN1: u8 = 3;

struct Row<'l> {
    kind: u8,
    country: &'l str,
    admin1: &'l str,
    latitude: i32,
    longitude: i32,
    population: u32,
    name: &'l str,
    safe: Vec<&'l str>,
    other: Vec<&'l str>,
}

impl<'l> Row<'l> {
    fn parse(line: &'l str) -> Option<Row<'l>> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[kind, country, admin1, latitude, longitude, population, name, safe, other] =
            columns.as_slice()
        else {
            return None;
        };
        let kind =
            ["country", "capital", "city", "admin1"].iter().position(|&known| known == kind)?;
        let degrees = |text: &str| {
            if text.is_empty() {
                return Some(i32::MIN);
            }
            text.parse::<f64>().ok().map(|degrees| (degrees * 1e5).round() as i32)
        };
        let names = |text: &'l str| text.split('|').filter(|name| !name.is_empty()).collect();
        Some(Row {
            kind: kind as u8,
            country: (country.len() == 3).then_some(country)?,
            admin1,
            latitude: degrees(latitude)?,
            longitude: degrees(longitude)?,
            population: population.parse().ok()?,
            name,
            safe: names(safe),
            other: names(other),
        })
    }
}

/// `Oblast Kursk`, `Kursk Oblast`, `Gouvernement Aleppo` → `Kursk`, `Aleppo`.
fn without_rank(name: &str) -> Option<&str> {
    let ranks = include_str!("../../../data/gazetteer/divisions.tsv");
    let is_rank = |word: &str| {
        ranks
            .lines()
            .filter(|line| !line.starts_with('#'))
            .any(|line| line.split('\t').next().is_some_and(|rank| rank.eq_ignore_ascii_case(word)))
    };
    let mut bare = name.trim();
    while let Some((first, rest)) = bare.split_once(' ') {
        if !is_rank(first) {
            break;
        }
        bare = rest.trim();
    }
    while let Some((rest, last)) = bare.rsplit_once(' ') {
        if !is_rank(last) {
            break;
        }
        bare = rest.trim();
    }
    (bare != name && bare.chars().count() > 2).then_some(bare)
}

#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Texts {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(&at) = self.known.get(text) {
            return at;
        }
        let at = self.bytes.len() as u32;
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes.push(end as u8);
        self.bytes.extend(&text.as_bytes()[..end]);
        self.known.insert(text.to_owned(), at);
        at
    }
}
