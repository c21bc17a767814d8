//! Expressions of time without their preposition: dates, weekdays, months, years.

use jiff::civil::Date;
use language::{EntityKind, Sentence, Upos};

use super::calendar::{Holiday, Meaning, Portion, Unit, Year, years};
use super::lexicon::{Class, TimeLexicon, season};
use crate::atoms::{Atom, AtomKind};
use crate::numbers::{self, cardinal};
use crate::phrases::Hits;

/// A sentence as the grammar reads it.
pub(super) struct Reader<'a> {
    pub sentence: &'a Sentence,
    pub lexicon: &'a TimeLexicon,
    pub atoms: &'a [Atom],
    pub words: &'a Hits<'a, Class>,
    pub numbers: &'a Hits<'a, numbers::Class>,
}

/// A meaning and the atom after it.
pub(super) type Found = (usize, Meaning);

impl<'a> Reader<'a> {
    pub fn find(&self, at: usize, class: Class) -> Option<(usize, &'a str)> {
        self.words.find(at, class)
    }

    pub fn skip(&self, at: usize, class: Class) -> usize {
        self.words.skip(at, class)
    }

    pub fn atom(&self, at: usize) -> Option<&'a Atom> {
        self.atoms.get(at)
    }

    fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.atom(at).is_some_and(|atom| atom.is_sign(sign))
    }

    fn is_glued(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| atom.glued)
    }

    fn comma(&self, at: usize) -> usize {
        if self.is_sign(at, ",") { at + 1 } else { at }
    }

    /// A cardinal: the atom after it, and its value.
    pub fn count(&self, at: usize) -> Option<(usize, f64)> {
        let number = cardinal(self.atoms, self.numbers, self.lexicon.numbers, at)?;
        Some((number.end, number.value))
    }

    /// The longest expression at `at`; `prepared` after a preposition or the like, where doubtful
    /// words (`May`, a bare year) are taken for what they look like.
    pub fn core(&self, at: usize, prepared: bool) -> Option<Found> {
        let bare = [
            self.figures(at),
            self.day_and_month(at),
            self.month_and_day(at),
            self.month(at, prepared),
            self.weekday(at, prepared),
            self.day(at),
            self.near(at),
            self.portion(at),
            self.season(at),
            self.part_of_day(at),
            self.quarter(at),
            self.year_word(at),
            self.decade(at),
            self.century(at),
            self.holiday(at),
            self.weekend(at),
            self.weekday_in_month(at),
            self.named(at),
            self.bare_year(at, prepared),
        ];
        // Of equally long ones the first.
        let found = bare.into_iter().flatten().rev().max_by_key(|(end, _)| *end)?;
        let found = self.with_time_of_day(found);
        (!self.is_part_of_word(at, found.0) && !self.is_name(at, found.0)).then_some(found)
    }

    /// `Mai-Demonstration`, `Post-9`: not an expression of its own.
    fn is_part_of_word(&self, at: usize, end: usize) -> bool {
        let word_after = self.is_glued(end)
            && self.atoms[end].is_dash()
            && self.is_glued(end + 1)
            && self.atoms[end + 1].kind == AtomKind::Word
            && self.core_begins(end + 1).is_none();
        let glued_word =
            self.is_glued(end) && matches!(self.atoms[end].kind, AtomKind::Word | AtomKind::Digits);
        let word_before = at >= 2
            && self.atoms[at].glued
            && self.atoms[at - 1].is_dash()
            && self.atoms[at - 1].glued
            && self.atoms[at - 2].kind == AtomKind::Word
            && self.core_begins(at - 2).is_none();
        let glued_before = at >= 1
            && self.atoms[at].glued
            && matches!(self.atoms[at - 1].kind, AtomKind::Word | AtomKind::Digits);
        word_after || glued_word || word_before || glued_before
    }

    fn core_begins(&self, at: usize) -> Option<()> {
        [Class::Month, Class::Weekday, Class::Portion]
            .iter()
            .any(|class| self.find(at, *class).is_some())
            .then_some(())
    }

    /// `Sunday Times`, `August Wilson`: inside the longer name of somebody.
    fn is_name(&self, at: usize, end: usize) -> bool {
        let (first, last) = (self.atoms[at].token, self.atoms[end - 1].token);
        self.sentence.entities.iter().any(|entity| {
            matches!(entity.kind, EntityKind::Person | EntityKind::Organisation)
                && entity.first <= first
                && last <= entity.last
                && entity.last - entity.first > last - first
        })
    }

    /// Takes in a part of the day or a clock time after a day.
    fn with_time_of_day(&self, (end, meaning): Found) -> Found {
        let names_a_day = matches!(
            meaning,
            Meaning::Fixed(..)
                | Meaning::Day { .. }
                | Meaning::DayOfMonth(_)
                | Meaning::Weekday { .. }
                | Meaning::WeekdayOf { .. }
                | Meaning::Holiday { .. }
                | Meaning::Unit { unit: Unit::Day, .. }
        );
        if !names_a_day {
            return (end, meaning);
        }
        let after = self.skip(end, Class::Preposition);
        let after = self.skip(after, Class::Article);
        let after = self.skip(after, Class::DayAdjective);
        let mut end = match self.find(after, Class::Part) {
            Some((after, _)) => after,
            None => self.skip(end, Class::DayAdjective),
        };
        if let Some(after) = self.clock(end) {
            end = after;
        }
        (end, meaning)
    }

    /// A time of day: `um 15 Uhr`, `at 3:30 p.m.`
    pub fn clock(&self, at: usize) -> Option<usize> {
        let prepared = self.find(at, Class::ClockBefore).map(|(end, _)| end);
        let begin = prepared.unwrap_or(at);
        let (mut end, _) = self.count(begin).filter(|(_, hour)| *hour <= 24.0).or_else(|| {
            // `10.30` reads as a decimal number or not at all.
            let hour = self.atom(begin)?.digits().filter(|hour| *hour <= 24)?;
            Some((begin + 1, f64::from(hour)))
        })?;
        let mut minutes = false;
        while self.is_glued(end)
            && (self.is_sign(end, ":") || self.is_sign(end, "."))
            && self.atom(end + 1).is_some_and(|a| a.glued && a.digits().is_some_and(|m| m < 60))
        {
            end += 2;
            minutes = true;
        }
        match self.find(end, Class::Clock) {
            Some((after, _)) => Some(self.skip(after, Class::Clock)),
            None => (minutes && prepared.is_some()).then_some(end),
        }
    }

    // ---- dates ----

    /// A year of four digits, or of two after an apostrophe: `2004`, `'99`.
    fn year(&self, at: usize) -> Option<(usize, i16)> {
        let apostrophe = self.is_sign(at, "'") || self.is_sign(at, "’");
        let digits_at = if apostrophe { at + 1 } else { at };
        let atom = self.atom(digits_at)?;
        let value = atom.digits()?;
        let more = self.is_glued(digits_at + 1)
            && !self.atoms[digits_at + 1].is_dash()
            && (self.atoms[digits_at + 1].kind == AtomKind::Word
                || self.atom(digits_at + 2).is_some_and(|a| a.glued && a.kind == AtomKind::Digits));
        if more {
            return None;
        }
        let year = match atom.text.len() {
            4 if (1000..=2999).contains(&value) => value as i16,
            2 if apostrophe => two_digits(value),
            _ => return None,
        };
        Some((self.skip(digits_at + 1, Class::YearAfter), year))
    }

    /// The year after a month or the like: `2004`, `99`, `letzten Jahres`, `of last year`.
    pub fn year_after(&self, at: usize) -> Option<(usize, Year)> {
        let here = self.comma(at);
        let here = self.skip(here, Class::Of);
        let here = self.skip(here, Class::YearWord);
        if let Some((end, year)) = self.year(here) {
            return Some((end, Year::Of(year)));
        }
        let here = self.skip(self.skip(at, Class::Of), Class::Article);
        let (after, near) = self.find(here, Class::Near)?;
        let offset: i32 = near.parse().ok()?;
        let (end, unit) = self.find(after, Class::Unit)?;
        (unit == "year").then_some((end, Year::Relative(offset)))
    }

    /// A day of the month: the atom after it, the day, and whether it is marked as an ordinal.
    fn ordinal(&self, at: usize) -> Option<(usize, i8, bool)> {
        if let Some((end, value)) = self.find(at, Class::Ordinal).filter(|(_, v)| !v.is_empty()) {
            return Some((end, value.parse().ok()?, true));
        }
        let value = self.atom(at)?.digits().filter(|day| (1..=99).contains(day))?;
        if self.atoms[at].text.len() > 2 {
            return None;
        }
        let day = value as i8;
        match self.find(at + 1, Class::Ordinal).filter(|(_, value)| value.is_empty()) {
            Some((end, _)) if self.is_glued(at + 1) => Some((end, day, true)),
            _ if self.is_glued(at + 1) && self.atoms[at + 1].kind == AtomKind::Word => None,
            _ => Some((at + 1, day, false)),
        }
    }

    fn month_name(&self, at: usize) -> Option<(usize, i8, bool)> {
        let (end, value) = self.find(at, Class::Month)?;
        let sure = value.trim_end_matches('?');
        Some((end, sure.parse().ok()?, sure.len() == value.len()))
    }

    /// `2024-10-29`, `3.10.2004`, `3.10.`, `10/29/2004`.
    fn figures(&self, at: usize) -> Option<Found> {
        let number = |at: usize| self.atom(at)?.digits();
        let first = number(at)?;
        let sign = self.atom(at + 1).filter(|atom| atom.kind == AtomKind::Sign)?;
        let same = |at: usize| self.atom(at).is_some_and(|atom| atom.text == sign.text);
        let dotted = sign.text == ".";
        if !(dotted || sign.text == "/" || sign.is_dash()) || !sign.glued {
            return None;
        }
        let second = number(at + 2)?;
        let glued = self.is_glued(at + 2);
        let (first_length, second_length) =
            (self.atoms[at].text.len(), self.atoms[at + 2].text.len());
        if second_length > 2 || !(glued || dotted) {
            return None;
        }
        if first_length == 4 {
            // `2024-10-29`; a month alone (`2024-10`) looks too much like a range or a score.
            let day = number(at + 4).filter(|_| same(at + 3) && self.is_glued(at + 4))?;
            return Some((at + 5, day_of(first as i16, second, day)));
        }
        if first_length > 2 {
            return None;
        }
        let third = number(at + 4).filter(|_| {
            same(at + 3)
                && self.is_glued(at + 3)
                && matches!(self.atoms[at + 4].text.len(), 2 | 4)
                && (self.is_glued(at + 4) || dotted)
        });
        // The figure above 12 is the day; else the language decides.
        let month_first = !dotted && first <= 12 && (self.lexicon.month_first || second > 12);
        let (day, month) = if month_first { (second, first) } else { (first, second) };
        if let Some(third) = third {
            let year = match self.atoms[at + 4].text.len() {
                4 if (1000..=2999).contains(&third) => third as i16,
                2 => two_digits(third),
                _ => return None,
            };
            return Some((at + 5, day_of(year, month, day)));
        }
        // Without a year only with the closing dot.
        let closed = dotted && self.is_sign(at + 3, ".") && self.is_glued(at + 3);
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        let possible = (1..=12).contains(&month) && (1..=31).contains(&day);
        (closed && possible).then_some((at + 4, Meaning::Day { year: Year::Open, month, day }))
    }

    /// `3. Oktober 2004`, `1st Oct`, `22 of January`.
    fn day_and_month(&self, at: usize) -> Option<Found> {
        let (end, day, _) = self.ordinal(at)?;
        let month_at = self.skip(end, Class::Of);
        let (end, month, _) = self.month_name(month_at)?;
        Some(self.dated(end, month, day))
    }

    /// `October 29, 2024`, `Oct. 29`.
    fn month_and_day(&self, at: usize) -> Option<Found> {
        let (end, month, _) = self.month_name(at)?;
        let day_at = self.skip(end, Class::Article);
        let (end, day, marked) = self.ordinal(day_at)?;
        // `October 10,000`; `März 3. Division`.
        let thousands = self.is_sign(end, ",")
            && self.is_glued(end)
            && self.atom(end + 1).is_some_and(|a| a.glued && a.kind == AtomKind::Digits);
        let dotted = marked && self.atoms[end - 1].is_sign(".");
        if thousands || dotted || !(1..=31).contains(&day) && !marked {
            return None;
        }
        if !self.lexicon.month_first {
            return None;
        }
        Some(self.dated(end, month, day))
    }

    fn dated(&self, end: usize, month: i8, day: i8) -> Found {
        let (end, year) = self.year_after(end).unwrap_or_else(|| {
            // `29. Oktober 04`
            let short = self.atom(end).filter(|a| a.text.len() == 2 && !self.is_glued(end + 1));
            match short.and_then(Atom::digits) {
                Some(year) if !self.counts(end) && !self.lexicon.month_first => {
                    (end + 1, Year::Of(two_digits(year)))
                }
                _ => (end, Year::Open),
            }
        });
        let end = self.before_era(end);
        match end {
            Ok(end) if (1..=31).contains(&day) => (end, Meaning::Day { year, month, day }),
            Ok(end) | Err(end) => (end, Meaning::Unresolvable),
        }
    }

    /// `Err` past the words for years before our era, `Ok` without.
    fn before_era(&self, at: usize) -> Result<usize, usize> {
        self.find(at, Class::BeforeEra).map_or(Ok(at), |(end, _)| Err(end))
    }

    /// Whether the number at `at` counts the noun after it.
    fn counts(&self, at: usize) -> bool {
        let token = self.atoms[at].token;
        let tokens = &self.sentence.tokens;
        let number = &tokens[token];
        if number.relation.is("nummod") {
            return number.head.is_some_and(|head| head > token);
        }
        let Some(next) = tokens.get(token + 1) else { return false };
        match next.upos {
            Upos::Noun | Upos::Adj if number.relation.as_str() != "dep" => false,
            Upos::Noun => true,
            // Without tags: German nouns have capitals.
            Upos::X => {
                let initial = next.text.chars().next();
                initial.is_some_and(|c| {
                    c.is_uppercase() || self.lexicon.month_first && c.is_alphabetic()
                })
            }
            _ => false,
        }
    }

    /// `Oktober`, `October 2004`, `Oktober letzten Jahres`.
    fn month(&self, at: usize, prepared: bool) -> Option<Found> {
        let (end, month, sure) = self.month_name(at)?;
        let year = self.year_after(end).or_else(|| {
            // `August 99`
            let atom =
                self.atom(end).filter(|atom| atom.text.len() == 2 && !self.is_glued(end + 1))?;
            let year = atom.digits().filter(|year| *year > 31)?;
            Some((end + 1, Year::Of(two_digits(year))))
        });
        if year.is_none() && !sure && !prepared {
            return None;
        }
        let (end, year) = year.unwrap_or((end, Year::Open));
        Some((end, Meaning::Months { year, first: month, last: month }))
    }

    // ---- days and weeks ----

    fn weekday_name(&self, at: usize) -> Option<(usize, i8, bool)> {
        if let Some((end, value)) = self.find(at, Class::Weekday) {
            let sure = value.trim_end_matches('?');
            let end =
                if self.is_sign(end, ".") && sure.len() < value.len() { end + 1 } else { end };
            return Some((end, sure.parse().ok()?, sure.len() == value.len()));
        }
        let atom = self.atom(at).filter(|atom| atom.capital)?;
        Some((at + 1, self.lexicon.weekday_in_compound(&atom.text)?, true))
    }

    /// `Donnerstagabend`, `Montag, 3. Oktober`, `Friday next week`, `Wednesday morning`.
    fn weekday(&self, at: usize, prepared: bool) -> Option<Found> {
        let (end, day, sure) = self.weekday_name(at)?;
        // A date after it says the day by itself.
        let date_at = self.comma(end);
        let date_at = self.skip(self.skip(date_at, Class::Preposition), Class::Article);
        let bracket = if self.is_sign(date_at, "(") { date_at + 1 } else { date_at };
        let date = self.figures(bracket).or_else(|| self.day_and_month(bracket));
        if let Some((end, meaning)) = date.or_else(|| self.month_and_day(bracket)) {
            let end = if bracket > date_at && self.is_sign(end, ")") { end + 1 } else { end };
            return Some((end, meaning));
        }
        if !sure && !prepared {
            return None;
        }
        // `Thursday the 21st`
        let the = self.skip(end, Class::Article);
        if the > end
            && let Some((end, day, true)) = self.ordinal(the)
        {
            return Some((end, Meaning::DayOfMonth(day)));
        }
        let of = self.skip(self.skip(end, Class::Preposition), Class::Of);
        if let Some((end, week)) = self.week(self.skip(of, Class::Article)) {
            return Some((end, Meaning::WeekdayOf { day, week }));
        }
        Some((end, Meaning::Weekday { day, near: None }))
    }

    /// `letzter Woche`: weeks from that of publication.
    fn week(&self, at: usize) -> Option<(usize, i32)> {
        let (end, near) = self.find(at, Class::Near)?;
        let (end, unit) = self.find(end, Class::Unit)?;
        let near = match near {
            "past" => -1,
            "coming" => 1,
            number => number.parse().ok()?,
        };
        (unit == "week").then_some((end, near))
    }

    /// `gestern`, `heute Abend`, `the day before yesterday`.
    fn day(&self, at: usize) -> Option<Found> {
        let (end, value) = self.find(at, Class::Day)?;
        // `am Morgen`, but `morgen`: a part of the day has a capital inside a sentence.
        let part = self.find(at, Class::Part).is_some();
        if part
            && self.atoms[at].capital
            && self.atoms[..at].iter().any(|a| a.kind == AtomKind::Word)
        {
            return None;
        }
        Some((end, Meaning::Unit { unit: Unit::Day, offset: value.parse().ok()? }))
    }

    /// `letzte Woche`, `last month`, `vergangenen Montag`, `this summer`, `last night`.
    fn near(&self, at: usize) -> Option<Found> {
        let (end, near) = self.find(at, Class::Near)?;
        let offset = match near {
            "past" => -1,
            "coming" => 1,
            number => number.parse().ok()?,
        };
        if let Some((end, value)) = self.find(end, Class::Unit) {
            if value.ends_with('+') {
                return None;
            }
            let unit = Unit::parse(value)?;
            let meaning = match (near, unit) {
                // Whether `next day` counts from publication, nobody knows.
                (_, Unit::Day) if offset != 0 => Meaning::Unresolvable,
                (_, Unit::Hour | Unit::Minute) => Meaning::Unresolvable,
                (_, Unit::Weekend) => Meaning::Weekend(Some(offset)),
                ("past", _) => Meaning::Window { unit, count: -1.0 },
                _ => Meaning::Unit { unit, offset },
            };
            // `next week on Friday`
            if unit == Unit::Week {
                let day_at = self.skip(end, Class::Preposition);
                if let Some((end, day, true)) = self.weekday_name(day_at) {
                    return Some((end, Meaning::WeekdayOf { day, week: offset }));
                }
            }
            return Some((end, meaning));
        }
        if let Some(dated) = self.weekday(end, true)
            && matches!(dated.1, Meaning::Day { .. } | Meaning::Fixed(..))
        {
            return Some(dated);
        }
        if let Some((end, day, _)) = self.weekday_name(end) {
            return Some((end, Meaning::Weekday { day, near: Some(offset) }));
        }
        if let Some((end, month, _)) = self.month_name(end) {
            return Some((
                end,
                Meaning::Months { year: Year::Near(offset), first: month, last: month },
            ));
        }
        if let Some((end, value)) = self.find(end, Class::Season) {
            let (first, last) = season(value)?;
            return Some((end, Meaning::Months { year: Year::Near(offset), first, last }));
        }
        if let Some((end, value)) = self.find(end, Class::Holiday) {
            let rule = Holiday::parse(value)?;
            return Some((end, Meaning::Holiday { year: Year::Near(offset), rule }));
        }
        if let Some((end, part)) = self.find(end, Class::Part) {
            let meaning = match (offset, part) {
                (-1, "night") => Meaning::LastNight,
                _ => Meaning::Unit { unit: Unit::Day, offset },
            };
            return Some((end, meaning));
        }
        None
    }

    /// `Mitte Oktober`, `early last year`, `Ende des Jahres`, `zum Jahresende`.
    fn portion(&self, at: usize) -> Option<Found> {
        if let Some((end, value)) = self.find(at, Class::PortionUnit) {
            let (portion, unit) = value.split_once(' ')?;
            let whole = match self.year_after(end) {
                Some((after, year)) if unit == "year" => {
                    let whole = Meaning::Months { year, first: 1, last: 12 };
                    return Some((
                        after,
                        Meaning::Portion(parse_portion(portion)?, Box::new(whole)),
                    ));
                }
                _ => Meaning::Unit { unit: Unit::parse(unit)?, offset: 0 },
            };
            return Some((end, Meaning::Portion(parse_portion(portion)?, Box::new(whole))));
        }
        let (end, value) = self.find(at, Class::Portion)?;
        let portion = parse_portion(value)?;
        let end = if self.atom(end).is_some_and(Atom::is_dash) { end + 1 } else { end };
        let of = self.skip(end, Class::Of);
        // `early on Wednesday`, `late Friday`: a day has no parts here.
        let on = self.skip(of, Class::Preposition);
        let weekday =
            self.weekday(on, true).or_else(|| self.day(on)).filter(|_| on == of || of == end);
        if let Some(found) = weekday {
            return Some(found);
        }
        let the = self.skip(of, Class::Article);
        if let Some((end, unit)) = self.find(the, Class::Unit).filter(|_| the > end) {
            let unit = Unit::parse(unit)?;
            let whole = Box::new(Meaning::Unit { unit, offset: 0 });
            let coarse = matches!(
                unit,
                Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century
            );
            return coarse.then_some((end, Meaning::Portion(portion, whole)));
        }
        let whole = [
            self.month(the, true),
            self.near(the),
            self.year_word(the),
            self.decade(the),
            self.century(the),
            self.season(the),
            self.year(the).and_then(|(end, year)| Some((end, whole_years(year, 1)?))),
        ];
        let (end, whole) = whole.into_iter().flatten().max_by_key(|(end, _)| *end)?;
        Some((end, Meaning::Portion(portion, Box::new(whole))))
    }

    /// `Frühjahr 2003`, `the summer of 2001`.
    fn season(&self, at: usize) -> Option<Found> {
        let (end, value) = self.find(at, Class::Season)?;
        let (first, last) = season(value)?;
        let (end, year) = self.year_after(end).unwrap_or((end, Year::Open));
        Some((end, Meaning::Months { year, first, last }))
    }

    /// `Abend des 3. Oktober`, `morning of October 3`, `Nacht zum Montag`.
    fn part_of_day(&self, at: usize) -> Option<Found> {
        let begin = self.skip(at, Class::DayAdjective);
        let (end, _) = self.find(begin, Class::Part)?;
        if let Some((to, _)) = self.find(end, Class::NightTo)
            && let Some((end, day)) = self.named_day(self.skip(to, Class::Article))
        {
            return Some((end, Meaning::NightTo(Box::new(day))));
        }
        // `morning of May 22`, `вечером 22 мая`
        let of = self.skip(self.skip(end, Class::Of), Class::Article);
        self.named_day(of)
    }

    /// A single day by weekday or date.
    fn named_day(&self, at: usize) -> Option<Found> {
        let date = self.figures(at).or_else(|| self.day_and_month(at));
        date.or_else(|| self.month_and_day(at)).or_else(|| self.weekday(at, true))
    }

    // ---- larger ----

    /// `ersten Quartal 2005`, `third quarter of 2008`, `Q3 2018`, `first half of 2018`.
    fn quarter(&self, at: usize) -> Option<Found> {
        if let Some((end, _)) = self.find(at, Class::QuarterSign) {
            let atom = self.atom(end).filter(|atom| atom.glued)?;
            let quarter = atom.digits().filter(|quarter| (1..=4).contains(quarter))? as i8;
            let (end, year) = self.year_after(end + 1).unwrap_or((end + 1, Year::Open));
            let first = quarter * 3 - 2;
            return Some((end, Meaning::Months { year, first, last: first + 2 }));
        }
        let (end, nth, marked) = self.ordinal(at)?;
        if !marked {
            return None;
        }
        let (end, months) = match self.find(end, Class::HalfYear) {
            Some((end, value)) => (end, value.parse::<i8>().ok()?),
            None => {
                let (end, unit) = self.find(end, Class::Unit)?;
                (end, if unit == "quarter" { 3 } else { return None })
            }
        };
        let last = nth.checked_mul(months).filter(|last| (1..=12).contains(last))?;
        let year = self.year_after(end).or_else(|| {
            let the = self.skip(self.skip(end, Class::Of), Class::Article);
            let (end, unit) = self.find(the, Class::Unit).filter(|_| the > end)?;
            (unit == "year").then_some((end, Year::Relative(0)))
        });
        // `the first half` of what, nobody knows.
        if year.is_none() && self.lexicon.month_first && months == 6 {
            return None;
        }
        let (end, year) = year.unwrap_or((end, Year::Open));
        Some((end, Meaning::Months { year, first: last - months + 1, last }))
    }

    /// `Jahr 1960`, `the year 2005`; `Jahr 99999` is no year.
    fn year_word(&self, at: usize) -> Option<Found> {
        let (after, _) = self.find(at, Class::YearWord)?;
        let atom = self.atom(after).filter(|atom| atom.kind == AtomKind::Digits)?;
        if let Some((end, year)) = self.year(after) {
            return Some(match self.before_era(end) {
                Ok(end) => (end, whole_years(year, 1)?),
                Err(end) => (end, Meaning::Unresolvable),
            });
        }
        let small =
            atom.digits().filter(|year| (1..=999).contains(year) && !self.is_glued(after + 1));
        match (small, self.before_era(after + 1)) {
            (Some(year), Ok(end)) => Some((end, whole_years(year as i16, 1)?)),
            (_, Ok(end) | Err(end)) => Some((end, Meaning::Unresolvable)),
        }
    }

    /// `1990s`, `90er Jahren`, `achtziger Jahre`, `nineties`.
    fn decade(&self, at: usize) -> Option<Found> {
        let century = |decade: i16| if decade < 20 { 2000 + decade } else { 1900 + decade };
        if let Some((end, value)) = self.find(at, Class::Decade) {
            let decade = century(value.parse().ok()?);
            // `neunziger` alone is no decade, `nineties` and `Neunziger` are.
            let (end, complete) = match self.find(end, Class::DecadeWord) {
                Some((end, _)) => (end, true),
                None => (end, self.lexicon.month_first || self.atoms[at].capital),
            };
            return complete.then_some((end, whole_years(decade, 10)?));
        }
        let begin = if self.is_sign(at, "'") || self.is_sign(at, "’") { at + 1 } else { at };
        let atom = self.atom(begin)?;
        let value = atom.digits().filter(|value| value % 10 == 0)? as i16;
        let (end, _) =
            self.find(begin + 1, Class::DecadeSuffix).filter(|_| self.is_glued(begin + 1))?;
        let dashed = if self.atom(end).is_some_and(Atom::is_dash) { end + 1 } else { end };
        let end = self.find(dashed, Class::DecadeWord).map_or(end, |(end, _)| end);
        let year = match atom.text.len() {
            4 if (1000..=2990).contains(&value) => value,
            2 => century(value),
            _ => return None,
        };
        let count =
            if value % 100 == 0 && atom.text.len() == 4 && value != 2000 { 100 } else { 10 };
        Some((end, whole_years(year, count)?))
    }

    /// `19. Jahrhundert`, `20th century`.
    fn century(&self, at: usize) -> Option<Found> {
        let (end, nth, marked) = self.ordinal(at)?;
        let end = if self.atom(end).is_some_and(Atom::is_dash) { end + 1 } else { end };
        let (end, unit) = self.find(end, Class::Unit)?;
        if unit != "century" || !marked || !(1..=30).contains(&nth) {
            return None;
        }
        Some(match self.before_era(end) {
            Ok(end) => (end, whole_years((i16::from(nth) - 1) * 100 + 1, 100)?),
            Err(end) => (end, Meaning::Unresolvable),
        })
    }

    fn holiday(&self, at: usize) -> Option<Found> {
        let (end, value) = self.find(at, Class::Holiday)?;
        let rule = Holiday::parse(value)?;
        let (end, year) = self.year_after(end).unwrap_or((end, Year::Open));
        Some((end, Meaning::Holiday { year, rule }))
    }

    fn weekend(&self, at: usize) -> Option<Found> {
        let (end, unit) = self.find(at, Class::Unit)?;
        (unit == "weekend").then_some((end, Meaning::Weekend(None)))
    }

    /// `first Friday of July 2005` is a day that the grammar of holidays can name.
    fn weekday_in_month(&self, at: usize) -> Option<Found> {
        let (end, nth, true) = self.ordinal(at)? else { return None };
        let (end, weekday, _) = self.weekday_name(end)?;
        let of = self.skip(self.skip(end, Class::Of), Class::Preposition);
        let (end, month, _) = self.month_name(of).filter(|_| of > end)?;
        let (end, year) = self.year_after(end).unwrap_or((end, Year::Open));
        let rule = Holiday::Nth { month, weekday, nth, plus: 0 };
        Some((end, Meaning::Holiday { year, rule }))
    }

    fn named(&self, at: usize) -> Option<Found> {
        let (end, value) = self.find(at, Class::Named)?;
        let day: Date = value.parse().ok()?;
        Some((end, Meaning::Fixed(day, day)))
    }

    /// `1979` by itself: a year if it does not count anything.
    fn bare_year(&self, at: usize, prepared: bool) -> Option<Found> {
        let (end, year) = self.year(at).filter(|(end, _)| *end == at + 1)?;
        let range = if prepared { 1000..=2199 } else { 1800..=2099 };
        let measured = [
            numbers::Class::Currency,
            numbers::Class::Measure,
            numbers::Class::Percent,
            numbers::Class::Scale,
        ]
        .iter()
        .any(|class| self.numbers.find(end, *class).is_some());
        let hedged = (at.saturating_sub(3)..at).any(|from| {
            self.numbers.find(from, numbers::Class::Hedge).is_some_and(|(end, _)| end == at)
        });
        let currency = at > 0
            && (self.numbers.find(at - 1, numbers::Class::Currency).is_some()
                || self.numbers.find(at - 1, numbers::Class::Label).is_some());
        let glued = self.atoms[at].glued
            && at > 0
            && !self.atoms[at - 1].is_dash()
            && !matches!(self.atoms[at - 1].text.as_str(), "(" | "[" | "„" | "“" | "\"" | "'");
        let counting = self.counts(at)
            && !(prepared && self.sentence.tokens[self.atoms[at].token].upos == Upos::X);
        if measured || hedged || currency || glued || counting || !range.contains(&year) {
            return None;
        }
        Some(match self.before_era(end) {
            Ok(end) => (end, whole_years(year, 1)?),
            Err(end) => (end, Meaning::Unresolvable),
        })
    }

    /// The 15th, where the words around say that it is a day.
    pub fn day_of_month(&self, at: usize, marked_only: bool) -> Option<Found> {
        let (end, day, marked) = self.ordinal(at)?;
        if !(1..=31).contains(&day)
            || marked_only && !marked
            || self.is_glued(end)
                && !self.atoms[end].is_dash()
                && self.atoms[end].kind != AtomKind::Sign
        {
            return None;
        }
        Some((end, Meaning::DayOfMonth(day)))
    }
}

fn parse_portion(text: &str) -> Option<Portion> {
    Some(match text {
        "early" => Portion::Early,
        "mid" => Portion::Mid,
        "late" => Portion::Late,
        "before" => Portion::Before,
        "after" => Portion::After,
        _ => return None,
    })
}

fn whole_years(first: i16, count: i16) -> Option<Meaning> {
    let (first, last) = years(first, count)?;
    Some(Meaning::Fixed(first, last))
}

fn two_digits(value: u32) -> i16 {
    let value = (value % 100) as i16;
    if value < 50 { 2000 + value } else { 1900 + value }
}

fn day_of(year: i16, month: u32, day: u32) -> Meaning {
    let date = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    match date.and_then(|(month, day)| Date::new(year, month, day).ok()) {
        Some(day) => Meaning::Fixed(day, day),
        None => Meaning::Unresolvable,
    }
}
