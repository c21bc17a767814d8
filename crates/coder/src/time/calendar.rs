//! From what an expression means to days of the calendar.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A stretch of days, both ends included.
pub(super) type Days = (Date, Date);

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub fn parse(name: &str) -> Option<Unit> {
        Some(match name {
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// Months or, below a month, days in the unit.
    fn length(self) -> (f64, bool) {
        match self {
            Unit::Minute => (1.0 / 1440.0, false),
            Unit::Hour => (1.0 / 24.0, false),
            Unit::Day => (1.0, false),
            Unit::Week | Unit::Weekend => (7.0, false),
            Unit::Fortnight => (14.0, false),
            Unit::Month => (1.0, true),
            Unit::Quarter => (3.0, true),
            Unit::Year => (12.0, true),
            Unit::Decade => (120.0, true),
            Unit::Century => (1200.0, true),
        }
    }
}

/// The year of something that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said: the nearest that fits.
    Open,
    /// Said.
    Of(i16),
    /// Counted from the year of publication (`Oktober letzten Jahres`).
    Relative(i32),
    /// Said of the thing itself (`last October`): -1 the one before, 1 the next, 0 this year's.
    Near(i32),
}

/// A part of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Portion {
    Early,
    Mid,
    Late,
    /// What of it lies before publication (`earlier this year`).
    Before,
    /// What of it lies after publication (`rest of the week`).
    After,
}

/// How a distance is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    Exact,
    Less,
    More,
    About,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day of its first and last day.
    Fixed((i8, i8), (i8, i8)),
    /// Days from Easter Sunday to its first and last day.
    Easter(i32, i32),
    /// The n-th (last: -1) weekday of a month, and days from there.
    Nth { month: i8, weekday: i8, nth: i8, plus: i32 },
    /// The n-th Sunday before Christmas.
    Advent(i32),
    /// Not in the solar calendar.
    Moving,
}

impl Holiday {
    /// Reads `12-25`, `12-24/12-26`, `easter-2`, `easter-2/1`, `11-thu-4+1`, `advent1`, `moving`.
    pub fn parse(text: &str) -> Option<Holiday> {
        if text == "moving" {
            return Some(Holiday::Moving);
        }
        if let Some(nth) = text.strip_prefix("advent") {
            return Some(Holiday::Advent(nth.parse().ok()?));
        }
        if let Some(offsets) = text.strip_prefix("easter") {
            let (first, last) = offsets.split_once('/').unwrap_or((offsets, offsets));
            let day = |text: &str| if text.is_empty() { Some(0) } else { text.parse().ok() };
            return Some(Holiday::Easter(day(first)?, day(last)?));
        }
        let day = |text: &str| -> Option<(i8, i8)> {
            let (month, day) = text.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        };
        if let Some((first, last)) = text.split_once('/') {
            return Some(Holiday::Fixed(day(first)?, day(last)?));
        }
        if let Some(fixed) = day(text) {
            return Some(Holiday::Fixed(fixed, fixed));
        }
        let mut parts = text.splitn(3, '-');
        let month = parts.next()?.parse().ok()?;
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let name = parts.next()?;
        let weekday = names.iter().position(|known| *known == name)? as i8 + 1;
        let rest = parts.next()?;
        let (nth, plus) = rest.split_once('+').unwrap_or((rest, "0"));
        let nth = if nth == "last" { -1 } else { nth.parse().ok()? };
        Some(Holiday::Nth { month, weekday, nth, plus: plus.parse().ok()? })
    }

    fn days(self, year: i16) -> Option<Days> {
        match self {
            Holiday::Fixed((m1, d1), (m2, d2)) => {
                let first = Date::new(year, m1, d1).ok()?;
                let over = i16::from((m2, d2) < (m1, d1));
                Some((first, Date::new(year.checked_add(over)?, m2, d2).ok()?))
            }
            Holiday::Easter(first, last) => {
                let easter = easter(year)?;
                Some((add_days(easter, first)?, add_days(easter, last)?))
            }
            Holiday::Nth { month, weekday, nth, plus } => {
                let start = Date::new(year, month, 1).ok()?;
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let day = start.nth_weekday_of_month(nth, weekday).ok()?;
                one(add_days(day, plus)?)
            }
            Holiday::Advent(nth) => {
                let christmas = Date::new(year, 12, 25).ok()?;
                let fourth = christmas.nth_weekday(-1, Weekday::Sunday).ok()?;
                one(add_days(fourth, 7 * (nth - 4))?)
            }
            Holiday::Moving => None,
        }
    }
}

/// What an expression means, before it is laid on the calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Fixed(Date, Date),
    Day {
        year: Year,
        month: i8,
        day: i8,
    },
    /// `the 15th`.
    DayOfMonth(i8),
    /// Months from `first` to `last`, perhaps over the turn of the year (winter).
    Months {
        year: Year,
        first: i8,
        last: i8,
    },
    Holiday {
        year: Year,
        rule: Holiday,
    },
    Weekday {
        day: i8,
        near: Option<i32>,
    },
    /// The weekday of a week counted from that of publication.
    WeekdayOf {
        day: i8,
        week: i32,
    },
    Weekend(Option<i32>),
    /// The calendar unit so many after that of publication.
    Unit {
        unit: Unit,
        offset: i32,
    },
    /// So long before (negative) or after publication.
    Distance {
        unit: Unit,
        count: f64,
        hedge: Hedge,
        exact: bool,
    },
    /// The stretch of that length that ends (negative) or begins with publication.
    Window {
        unit: Unit,
        count: f64,
    },
    Portion(Portion, Box<Meaning>),
    /// The night that ends on that day.
    NightTo(Box<Meaning>),
    /// The night that ends on the day of publication.
    LastNight,
    /// From the first to the second.
    Range(Box<Meaning>, Box<Meaning>),
    /// Vague, anaphoric or impossible.
    Unresolvable,
}

impl Meaning {
    /// The days that it means; `future` reads open years and weekdays forwards from publication.
    pub fn days(&self, published: Option<Date>, future: bool) -> Option<Days> {
        match *self {
            Meaning::Fixed(first, last) => Some((first, last)),
            Meaning::Day { year, month, day } => {
                yearly(year, published, future, |year| one(Date::new(year, month, day).ok()?))
            }
            Meaning::DayOfMonth(day) => day_of_month(day, published?, future),
            Meaning::Months { year, first, last } => yearly(year, published, future, |year| {
                let start = Date::new(year, first, 1).ok()?;
                let over = i16::from(last < first);
                Some((start, Date::new(year.checked_add(over)?, last, 1).ok()?.last_of_month()))
            }),
            Meaning::Holiday { year, rule } => {
                yearly(year, published, future, |year| rule.days(year))
            }
            Meaning::Weekday { day, near } => weekday(day, near, published?, future),
            Meaning::WeekdayOf { day, week } => {
                let monday = add_days(monday(published?)?, week.checked_mul(7)?)?;
                one(add_days(monday, i32::from(day) - 1)?)
            }
            Meaning::Weekend(near) => weekend(near, published?, future),
            Meaning::Unit { unit, offset } => {
                around(shift(published?, unit, f64::from(offset))?, unit)
            }
            Meaning::Distance { unit, count, hedge, exact } => {
                distance(published?, unit, count, hedge, exact)
            }
            Meaning::Window { unit, count } => {
                let (here, there) = (published?, shift(published?, unit, count)?);
                Some((here.min(there), here.max(there)))
            }
            Meaning::Portion(portion, ref whole) => {
                let days = whole.days(published, future)?;
                match (portion, published) {
                    (Portion::Before, Some(now)) => {
                        return Some((days.0, days.1.min(now).max(days.0)));
                    }
                    (Portion::After, Some(now)) => {
                        return Some((days.0.max(now).min(days.1), days.1));
                    }
                    _ => {}
                }
                let part = portion_of(portion, days)?;
                // `Ende Oktober`, read on 10 October of the past, was last year.
                let open = matches!(**whole, Meaning::Months { year: Year::Open, .. });
                let again = match published {
                    Some(published) if open && future && part.1 < published => days.1.tomorrow(),
                    Some(published) if open && !future && part.0 > published => days.0.yesterday(),
                    _ => return Some(part),
                };
                portion_of(portion, whole.days(again.ok(), future)?)
            }
            Meaning::NightTo(ref day) => {
                let (first, last) = day.days(published, future)?;
                Some((first.yesterday().ok()?, last))
            }
            Meaning::LastNight => Some((published?.yesterday().ok()?, published?)),
            Meaning::Range(ref first, ref last) => range(first, last, published, future),
            Meaning::Unresolvable => None,
        }
    }
}

fn one(day: Date) -> Option<Days> {
    Some((day, day))
}

pub(super) fn add_days(day: Date, count: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(count).ok()?).ok()
}

fn monday(day: Date) -> Option<Date> {
    add_days(day, 1 - i32::from(day.weekday().to_monday_one_offset()))
}

/// A day moved by a number of units.
pub(super) fn shift(day: Date, unit: Unit, count: f64) -> Option<Date> {
    let (length, months) = unit.length();
    let distance = length * count;
    if !distance.is_finite() || distance.abs() > 4e6 {
        return None;
    }
    if !months {
        return add_days(day, distance.trunc() as i32);
    }
    let whole = distance.trunc();
    let moved = day.checked_add(Span::new().try_months(whole as i32).ok()?).ok()?;
    add_days(moved, ((distance - whole) * 30.0).round() as i32)
}

/// The calendar unit that a day lies in.
fn around(day: Date, unit: Unit) -> Option<Days> {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => one(day),
        Unit::Week | Unit::Fortnight => {
            let monday = monday(day)?;
            Some((monday, add_days(monday, 6)?))
        }
        Unit::Weekend => {
            let saturday = add_days(monday(day)?, 5)?;
            Some((saturday, saturday.tomorrow().ok()?))
        }
        Unit::Month => Some((day.first_of_month(), day.last_of_month())),
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            let start = Date::new(day.year(), first, 1).ok()?;
            Some((start, Date::new(day.year(), first + 2, 1).ok()?.last_of_month()))
        }
        Unit::Year => Some((day.first_of_year(), day.last_of_year())),
        Unit::Decade => years(day.year() - day.year().rem_euclid(10), 10),
        Unit::Century => years(day.year() - (day.year() - 1).rem_euclid(100), 100),
    }
}

/// So many years from a year on.
pub(super) fn years(first: i16, count: i16) -> Option<Days> {
    let last = first.checked_add(count - 1)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// The occurrence of something yearly: the latest that has begun, or with `future` the next that
/// has not ended.
fn yearly(
    year: Year,
    published: Option<Date>,
    future: bool,
    of: impl Fn(i16) -> Option<Days>,
) -> Option<Days> {
    let published = match year {
        Year::Of(year) => return of(year),
        _ => published?,
    };
    let here = published.year();
    match year {
        Year::Of(_) => None,
        Year::Relative(offset) => of(i16::try_from(i32::from(here).checked_add(offset)?).ok()?),
        Year::Near(0) => of(here),
        // Eight years reach the next 29 February.
        Year::Near(near) if near > 0 => {
            (here - 1..=here + 8).filter_map(&of).find(|days| days.0 > published)
        }
        Year::Near(_) => (here - 8..=here).rev().filter_map(&of).find(|days| days.1 < published),
        Year::Open if future => {
            (here - 1..=here + 8).filter_map(&of).find(|days| days.1 >= published)
        }
        Year::Open => (here - 8..=here).rev().filter_map(&of).find(|days| days.0 <= published),
    }
}

fn day_of_month(day: i8, published: Date, future: bool) -> Option<Days> {
    let step = if future { 1 } else { -1 };
    let fits = |date: &Date| if future { *date >= published } else { *date <= published };
    let first = published.first_of_month();
    (0..4).find_map(|months: i32| {
        let month = first.checked_add((step * months).months()).ok()?;
        Date::new(month.year(), month.month(), day).ok().filter(fits).and_then(one)
    })
}

/// The manual: `am Montag` is the last Monday on or before publication in past tense.
fn weekday(day: i8, near: Option<i32>, published: Date, future: bool) -> Option<Days> {
    let today = i32::from(published.weekday().to_monday_one_offset());
    let back = (today - i32::from(day)).rem_euclid(7);
    let ahead = (i32::from(day) - today).rem_euclid(7);
    let offset = match near {
        None if future => ahead,
        None => -back,
        Some(0) => i32::from(day) - today,
        Some(near) if near < 0 => -(if back == 0 { 7 } else { back }) + 7 * (near + 1),
        Some(near) => (if ahead == 0 { 7 } else { ahead }) + 7 * (near - 1),
    };
    one(add_days(published, offset)?)
}

fn weekend(near: Option<i32>, published: Date, future: bool) -> Option<Days> {
    let saturday = add_days(monday(published)?, 5)?;
    let weeks = match near {
        None if future => 0,
        None if saturday <= published => 0,
        None => -1,
        Some(near) => near,
    };
    let saturday = add_days(saturday, weeks * 7)?;
    Some((saturday, saturday.tomorrow().ok()?))
}

/// `vor zwei Jahren` is that year, `vor zwei Tagen` that day; hedges make a stretch of an eighth
/// of the distance, counted in whole months for years.
fn distance(published: Date, unit: Unit, count: f64, hedge: Hedge, exact: bool) -> Option<Days> {
    let point = shift(published, unit, count)?;
    if exact {
        return one(point);
    }
    let size = count.abs();
    let slack = |sign: f64| -> Option<Date> {
        let away = match unit {
            Unit::Year | Unit::Decade | Unit::Century => {
                let months = shift(point, Unit::Month, sign * (size * unit.length().0 / 12.0))?;
                return Some(if sign > 0.0 {
                    months.last_of_month()
                } else {
                    months.first_of_month()
                });
            }
            Unit::Month | Unit::Quarter => size * unit.length().0 * 4.0,
            _ => (size * unit.length().0 / 8.0).ceil(),
        };
        add_days(point, (sign * away) as i32)
    };
    // Less far is nearer to publication.
    let nearer = -count.signum();
    match hedge {
        Hedge::Less | Hedge::More => {
            let other = slack(if hedge == Hedge::Less { nearer } else { -nearer })?;
            Some((point.min(other), point.max(other)))
        }
        Hedge::About => Some((slack(-1.0)?, slack(1.0)?)),
        Hedge::Exact if count.fract() != 0.0 && unit == Unit::Year => around(point, Unit::Month),
        Hedge::Exact if matches!(unit, Unit::Decade | Unit::Century) => around(point, Unit::Year),
        Hedge::Exact => around(point, unit),
    }
}

/// Months fall into three parts of ten days; a year begins with three months, has its middle in
/// four and ends with three; anything else falls into thirds.
fn portion_of(portion: Portion, (first, last): Days) -> Option<Days> {
    let portion = match portion {
        Portion::Before => Portion::Early,
        Portion::After => Portion::Late,
        named => named,
    };
    let length = first.until(last).ok()?.get_days();
    let part = |from: i32, to: i32| Some((add_days(first, from)?, add_days(first, to)?));
    match length {
        0 => Some((first, last)),
        27..=30 => match portion {
            Portion::Early => part(0, 9),
            Portion::Mid => part(10, 19),
            _ => Some((add_days(first, 20)?, last)),
        },
        364..=365 => {
            let month = |from: i8, to: i8| {
                let start = Date::new(first.year(), from, 1).ok()?;
                Some((start, Date::new(first.year(), to, 1).ok()?.last_of_month()))
            };
            match portion {
                Portion::Early => month(1, 3),
                Portion::Mid => month(5, 8),
                _ => month(10, 12),
            }
        }
        6 => match portion {
            Portion::Early => part(0, 1),
            Portion::Mid => part(2, 3),
            _ => part(4, 6),
        },
        _ => match portion {
            Portion::Early => part(0, length / 3),
            Portion::Mid => part(length / 3, length * 2 / 3),
            _ => Some((add_days(first, length * 2 / 3)?, last)),
        },
    }
}

/// What the first end leaves open is taken from the last: `vom 3. bis 5. Mai`, `März bis Mai 2005`.
fn range(first: &Meaning, last: &Meaning, published: Option<Date>, future: bool) -> Option<Days> {
    let end = last.days(published, future)?;
    let start = match (first, last) {
        (&Meaning::DayOfMonth(day), _) => {
            let month = end.1.first_of_month();
            let here =
                Date::new(month.year(), month.month(), day).ok().filter(|date| *date <= end.1);
            here.and_then(one).or_else(|| day_of_month(day, end.1, false))?
        }
        (Meaning::Fixed(..), _) => first.days(published, future)?,
        _ if published.is_none()
            || !matches!(first, Meaning::Unit { .. } | Meaning::Distance { .. }) =>
        {
            first.days(Some(end.0), false)?
        }
        _ => first.days(published, future)?,
    };
    (start.0 <= end.1).then_some((start.0, end.1))
}

/// Easter Sunday (Gauss, as completed by Lichtenberg), for the Gregorian calendar.
fn easter(year: i16) -> Option<Date> {
    if !(1583..=4099).contains(&year) {
        return None;
    }
    let x = i32::from(year);
    let k = x / 100;
    let m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    let s = 2 - (3 * k + 3) / 4;
    let a = x % 19;
    let d = (19 * a + m) % 30;
    let r = (d + a / 11) / 29;
    let og = 21 + d - r;
    let sz = 7 - (x + x / 4 + s).rem_euclid(7);
    let oe = 7 - (og - sz).rem_euclid(7);
    add_days(Date::new(year, 3, 1).ok()?, og + oe - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_it_fell() {
        for (year, month, day) in [
            (2004, 4, 11),
            (2005, 3, 27),
            (2006, 4, 16),
            (2018, 4, 1),
            (2024, 3, 31),
            (2025, 4, 20),
        ] {
            assert_eq!(easter(year), Date::new(year, month, day).ok(), "{year}");
        }
    }
}
