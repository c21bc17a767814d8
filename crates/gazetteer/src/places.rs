//! The compiled file of places: read in place, nothing is parsed or copied at start.
//!
//! Layout, little-endian: `LBGZ`, then five `u32` counts (records, postings, bytes of text, bytes
//! of the index, countries), then
//! - records of [`RECORD`] bytes: kind `u8`, country 3 letters, name `u32`, division `u32` (record
//!   number + 1, or 0), latitude and longitude `i32` in 1/100,000 degree (`i32::MIN` unknown),
//!   inhabitants `u32`;
//! - postings `u32`: the record's number, highest bit set where the name is safe;
//! - for each country (they are the first records) nine `u32`, its names in [`LANGUAGES`];
//! - texts, each with a leading length byte; a text's number is its offset;
//! - the index: an `fst::Map` from key to postings (`first << 16 | count`).

use fst::Map;
use fst::raw::Fst;
use record::Country;

use crate::entry::{Entry, Kind};

/// Languages of country names.
pub(crate) const LANGUAGES: [&str; 9] = ["en", "de", "fr", "es", "ru", "uk", "zh", "ar", "ko"];
pub(crate) const MAGIC: &[u8; 4] = b"LBGZ";
pub(crate) const HEAD: usize = 24;
pub(crate) const RECORD: usize = 24;
pub(crate) const SAFE: u32 = 1 << 31;
pub(crate) const KINDS: [Kind; 4] = [Kind::Country, Kind::Capital, Kind::City, Kind::Admin1];

/// The compiled places.
#[derive(Debug)]
pub(crate) struct Places {
    records: &'static [u8],
    postings: &'static [u8],
    country_names: &'static [u8],
    texts: &'static [u8],
    index: Map<&'static [u8]>,
}

/// Number of a record.
pub(crate) type Id = u32;

/// One reading of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub id: Id,
    /// A standard name, not an untagged variant.
    pub safe: bool,
}

impl Places {
    /// Opens a compiled file; `None` if it is none.
    pub fn open(bytes: &'static [u8]) -> Option<Places> {
        if bytes.get(..4)? != MAGIC {
            return None;
        }
        let count = |at: usize| u32_at(bytes, 4 + at * 4).map(|count| count as usize);
        let (records, postings, texts, index, countries) =
            (count(0)?, count(1)?, count(2)?, count(3)?, count(4)?);
        let mut rest = bytes.get(HEAD..)?;
        let mut take = |length: usize| {
            let (taken, left) = rest.split_at_checked(length)?;
            rest = left;
            Some(taken)
        };
        Some(Places {
            records: take(records * RECORD)?,
            postings: take(postings * 4)?,
            country_names: take(countries * LANGUAGES.len() * 4)?,
            texts: take(texts)?,
            index: Map::new(take(index)?).ok()?,
        })
    }

    /// The readings of a key.
    pub fn find(&self, key: &str) -> impl Iterator<Item = Posting> + '_ {
        self.postings(self.index.get(key).unwrap_or(0))
    }

    fn postings(&self, value: u64) -> impl Iterator<Item = Posting> + '_ {
        let (first, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        (first..first + count)
            .filter_map(|at| u32_at(self.postings, at * 4))
            .map(|posting| Posting { id: posting & !SAFE, safe: posting & SAFE != 0 })
    }

    /// The raw index, to walk it word by word.
    pub fn index(&self) -> &Fst<&'static [u8]> {
        self.index.as_fst()
    }

    pub fn kind(&self, id: Id) -> Option<Kind> {
        KINDS.get(*self.records.get(id as usize * RECORD)? as usize).copied()
    }

    pub fn country(&self, id: Id) -> Option<Country> {
        let at = id as usize * RECORD;
        std::str::from_utf8(self.records.get(at + 1..at + 4)?).ok()?.parse().ok()
    }

    pub fn population(&self, id: Id) -> u64 {
        self.field(id, 20).unwrap_or(0).into()
    }

    /// The whole entry. Countries carry their code, capitals that of their government.
    pub fn entry(&self, id: Id) -> Option<Entry> {
        let kind = self.kind(id)?;
        let country = self.country(id)?;
        let code = match kind {
            Kind::Country => Some(record::Code::new(country, None)),
            Kind::Capital => Some(record::Code::new(country, Some(record::Sector::Gov))),
            _ => None,
        };
        let division = self.field(id, 8)?.checked_sub(1);
        let latitude = self.field(id, 12)? as i32;
        let longitude = self.field(id, 16)? as i32;
        let degrees = |value: i32| f64::from(value) / 1e5;
        Some(Entry {
            kind,
            name: self.text(self.field(id, 4)?).to_owned(),
            code,
            country: Some(country),
            admin1: division.and_then(|id| Some(self.text(self.field(id, 4)?).to_owned())),
            coordinates: (latitude != i32::MIN).then(|| (degrees(latitude), degrees(longitude))),
            population: self.population(id),
            terms: Vec::new(),
        })
    }

    /// Numbers of all records of countries and capitals, in the order of the file.
    pub fn countries_and_capitals(&self) -> impl Iterator<Item = Id> + '_ {
        let count = (self.records.len() / RECORD) as u32;
        (0..count).take_while(|&id| matches!(self.kind(id), Some(Kind::Country | Kind::Capital)))
    }

    /// Name of the country with this record in a language of [`LANGUAGES`].
    pub fn country_name(&self, id: Id, language: usize) -> &str {
        let at = (id as usize * LANGUAGES.len() + language) * 4;
        u32_at(self.country_names, at).map_or("", |text| self.text(text))
    }

    fn field(&self, id: Id, offset: usize) -> Option<u32> {
        u32_at(self.records, (id as usize).checked_mul(RECORD)? + offset)
    }

    fn text(&self, at: u32) -> &str {
        let at = at as usize;
        let length = self.texts.get(at).copied().unwrap_or(0) as usize;
        let bytes = self.texts.get(at + 1..at + 1 + length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
