//! Which reading of a name comes first.

use std::cmp::Reverse;

use crate::entry::{Entry, Kind};

/// A reading of a name before it is handed out.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub entry: Entry,
    /// A surname alone.
    pub surname: bool,
    /// A standard name, not an untagged variant.
    pub safe: bool,
}

/// Towns from this size on come before surnames.
const LARGE: u64 = 300_000;

/// Towns from this size on can be the seat of a division also by an untagged variant of their name.
const SEAT: u64 = 100_000;

/// Sorts best first and drops doubles: countries, nationalities, bodies, seats, groups, full names
/// of persons, capitals, regions and divisions and large towns, surnames, smaller towns. A large
/// town comes before the division that is named after it.
pub(crate) fn sort(mut readings: Vec<Reading>) -> Vec<Entry> {
    readings.sort_by_key(|reading| (class(reading), Reverse(weight(reading))));
    let mut at = 0;
    while at < readings.len() {
        if readings[at].entry.kind == Kind::Admin1 {
            let division = &readings[at].entry;
            let seat = readings[at + 1..].iter().position(|other| {
                other.entry.kind == Kind::City
                    && (other.safe || other.entry.population >= SEAT)
                    && other.entry.country == division.country
                    && (other.entry.admin1.as_deref() == Some(&division.name)
                        || are_near(&other.entry, division))
            });
            if let Some(seat) = seat {
                let town = readings.remove(at + 1 + seat);
                readings.insert(at, town);
                at += 1;
            }
        }
        at += 1;
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(readings.len());
    for Reading { entry, .. } in readings {
        let known = entries.iter().any(|known| {
            known.kind == entry.kind
                && known.name == entry.name
                && known.code == entry.code
                && known.country == entry.country
                && (known.admin1 == entry.admin1 || are_near(known, &entry))
        });
        if !known {
            entries.push(entry);
        }
    }
    entries
}

/// Inhabitants, those of towns by their standard name counting tenfold: `Pokrovsk` is the town of that
/// name before the larger one that was called so once.
fn weight(reading: &Reading) -> u64 {
    reading.entry.population * if reading.safe { 10 } else { 1 }
}

/// Within about 100 km.
fn are_near(one: &Entry, other: &Entry) -> bool {
    match (one.coordinates, other.coordinates) {
        (Some(one), Some(other)) => (one.0 - other.0).abs() < 1.0 && (one.1 - other.1).abs() < 1.0,
        _ => false,
    }
}

fn class(reading: &Reading) -> u8 {
    let entry = &reading.entry;
    match entry.kind {
        Kind::Country => 0,
        Kind::Nationality => 1,
        Kind::Body => 2,
        Kind::Seat => 3,
        Kind::Group => 4,
        Kind::Person if !reading.surname => 5,
        _ if !reading.safe => 10,
        Kind::Capital if entry.population >= 100_000 || entry.population == 0 => 6,
        Kind::Region => 7,
        Kind::Admin1 => 8,
        Kind::Capital | Kind::City if entry.population >= LARGE => 8,
        Kind::Person => 9,
        _ => 10,
    }
}
