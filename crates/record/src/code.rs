//! Actor codes: a country or body, and a sector.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Three letters: an ISO 3166-1 alpha-3 country, or `NAT` (NATO), `UNO`, `EUR` (EU), `IGO`
/// (another body or group of countries), `UNK` (left open).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 3]);

impl Country {
    /// NATO.
    pub const NATO: Country = Country(*b"NAT");
    /// The United Nations and their bodies.
    pub const UN: Country = Country(*b"UNO");
    /// The European Union and its bodies.
    pub const EU: Country = Country(*b"EUR");
    /// Any other international body or group of countries.
    pub const INTERNATIONAL: Country = Country(*b"IGO");
    /// The text leaves the country open.
    pub const UNKNOWN: Country = Country(*b"UNK");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("UNK")
    }

    /// Whether this is a state, and not a body or unknown.
    pub fn is_state(self) -> bool {
        ![Self::NATO, Self::UN, Self::EU, Self::INTERNATIONAL, Self::UNKNOWN].contains(&self)
    }

    /// Whether this is `NAT`, `UNO`, `EUR` or `IGO`.
    pub fn is_body(self) -> bool {
        !self.is_state() && self != Self::UNKNOWN
    }
}

/// PLOVER sectors of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Sector {
    Gov,
    Mil,
    Leg,
    Jud,
    Pty,
    Cop,
    Spy,
    Reb,
    Prm,
    Uaf,
    Opp,
    Cvl,
    Bus,
    Crm,
    Edu,
    Eli,
    Jrn,
    Lab,
    Med,
    Ref,
    Rel,
    Pre,
    Ngo,
}

impl Sector {
    const ALL: [(Sector, &'static str); 23] = [
        (Sector::Gov, "GOV"),
        (Sector::Mil, "MIL"),
        (Sector::Leg, "LEG"),
        (Sector::Jud, "JUD"),
        (Sector::Pty, "PTY"),
        (Sector::Cop, "COP"),
        (Sector::Spy, "SPY"),
        (Sector::Reb, "REB"),
        (Sector::Prm, "PRM"),
        (Sector::Uaf, "UAF"),
        (Sector::Opp, "OPP"),
        (Sector::Cvl, "CVL"),
        (Sector::Bus, "BUS"),
        (Sector::Crm, "CRM"),
        (Sector::Edu, "EDU"),
        (Sector::Eli, "ELI"),
        (Sector::Jrn, "JRN"),
        (Sector::Lab, "LAB"),
        (Sector::Med, "MED"),
        (Sector::Ref, "REF"),
        (Sector::Rel, "REL"),
        (Sector::Pre, "PRE"),
        (Sector::Ngo, "NGO"),
    ];

    /// The three letters.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(sector, _)| *sector == self).map_or("", |(_, name)| name)
    }
}

/// Who somebody is: a country or body and, where known, a sector; written `PRK.MIL`.
///
/// ```
/// let code: record::Code = "PRK.MIL".parse().unwrap();
/// assert_eq!(code.country.as_str(), "PRK");
/// assert_eq!(code.sector, Some(record::Sector::Mil));
/// assert!("Nordkorea".parse::<record::Code>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// Country or body.
    pub country: Country,
    /// Sector; `None` for the bare country.
    pub sector: Option<Sector>,
}

impl Code {
    /// Nobody known.
    pub const UNKNOWN: Code = Code { country: Country::UNKNOWN, sector: None };

    /// A code from its parts.
    pub fn new(country: Country, sector: Option<Sector>) -> Self {
        Code { country, sector }
    }
}

/// A text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an actor code; write three capitals, then a dot and a PLOVER sector: PRK.MIL"
)]
pub struct CodeError(pub String);

impl FromStr for Country {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Country([a, b, c])),
            _ => Err(CodeError(text.to_owned())),
        }
    }
}

impl FromStr for Sector {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let found = Self::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(sector, _)| *sector).ok_or_else(|| CodeError(text.to_owned()))
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let (country, sector) = match text.split_once('.') {
            Some((country, sector)) => (country, Some(sector.parse()?)),
            None => (text, None),
        };
        Ok(Code { country: country.parse()?, sector })
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.country.fmt(f)?;
        match self.sector {
            Some(sector) => write!(f, ".{}", sector.as_str()),
            None => Ok(()),
        }
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(Country, Code);
