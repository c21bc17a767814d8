//! What a name can stand for.

use jiff::civil::Date;
use record::{Code, Country, Precision};

/// One thing that a name can stand for. A name may have several ([`Kind`] tells them apart).
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Standard English name.
    pub name: String,
    /// Who that is as an actor: the bare country for a country or nationality (`PRK`), the
    /// government for a seat or a capital that stands for it (`USA.MIL` for the Pentagon,
    /// `PRK.GOV` for Pyongyang), the body for a body (`NAT`), the group for a group (`PSE.REB`).
    /// `UNK.<sector>` for a role noun (`UNK.MIL` for *soldier*). `None` for a mere place.
    pub code: Option<Code>,
    /// For places: the country that it lies in. For seats: where the building stands.
    pub country: Option<Country>,
    /// First-level division that a place lies in (its English name), if below country level.
    pub admin1: Option<String>,
    /// Degrees north and east, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    /// Inhabitants, for choosing between places of one name; 0 if unknown.
    pub population: u64,
    /// For persons: offices with terms, in order of time. `code` is then that of the last one.
    pub terms: Vec<Term>,
}

impl Entry {
    /// An entry of which no more is known.
    pub(crate) fn new(kind: Kind, name: &str, code: Option<Code>) -> Entry {
        Entry {
            kind,
            name: name.to_owned(),
            code,
            country: None,
            admin1: None,
            coordinates: None,
            population: 0,
            terms: Vec::new(),
        }
    }

    /// Whether an act can happen there: countries, cities, divisions, regions.
    pub fn is_place(&self) -> bool {
        matches!(
            self.kind,
            Kind::Country | Kind::Capital | Kind::City | Kind::Admin1 | Kind::Region
        )
    }

    /// How exactly a place of this kind is known.
    pub fn precision(&self) -> Precision {
        match self.kind {
            Kind::Country | Kind::Nationality => Precision::Country,
            Kind::Capital | Kind::City => Precision::City,
            Kind::Admin1 => Precision::Admin1,
            Kind::Region => Precision::Region,
            Kind::Seat => Precision::Point,
            Kind::Body | Kind::Person | Kind::Group | Kind::Role => Precision::Unknown,
        }
    }

    /// The code of a person at a date: of the office held then, else of the last office held
    /// before, else `code`.
    pub fn code_at(&self, date: Option<Date>) -> Option<Code> {
        let Some(date) = date else { return self.code };
        let held = self.terms.iter().rfind(|term| term.from.is_none_or(|from| from <= date));
        held.map(|term| term.code).or(self.code)
    }
}

/// An office and when it was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Who the holder speaks for.
    pub code: Code,
    /// English name of the office.
    pub office: String,
    /// First day; `None` if before 2000 or unknown.
    pub from: Option<Date>,
    /// Last day; `None` while in office.
    pub to: Option<Date>,
}

/// Kinds of gazetteer entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A country by name.
    Country,
    /// A nationality: adjective or demonym (`nordkoreanisch`, `Russe`).
    Nationality,
    /// A national capital (place, and the government where it acts).
    Capital,
    /// Another city.
    City,
    /// A first-level division.
    Admin1,
    /// A region that is neither (`Nahost`, `Sahel`, `Gaza Strip`); `country` where it is one's.
    Region,
    /// An international body, or an organ of one.
    Body,
    /// A building or street that stands for a government or ministry (`Kreml`).
    Seat,
    /// A person who holds or held office.
    Person,
    /// A named group: armed group, party, company, medium, agency.
    Group,
    /// A common noun for people with a role (`Verteidigungsminister`, `rebels`).
    Role,
}
