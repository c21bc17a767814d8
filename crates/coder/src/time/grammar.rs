//! Whole expressions of time: what stands around the dates.

use jiff::civil::Date;
use language::{Sentence, Upos};
use record::Interval;

use super::calendar::{Days, Hedge, Meaning, Unit};
use super::core::{Found, Reader};
use super::lexicon::{Class, TimeLexicon};
use super::{TimeExpression, TimeKind};
use crate::atoms::{AtomKind, atoms};

pub(super) fn find(
    sentence: &Sentence,
    lexicon: &TimeLexicon,
    published: Option<Date>,
) -> Vec<TimeExpression> {
    let atoms = atoms(sentence);
    let words = lexicon.hits(&atoms);
    let numbers = lexicon.numbers.hits(&atoms);
    let reader = Reader { sentence, lexicon, atoms: &atoms, words: &words, numbers: &numbers };
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let Some(read) = reader.expression(at) else {
            at += 1;
            continue;
        };
        let (first, last) = (atoms[at].token, atoms[read.end - 1].token);
        if found.last().is_none_or(|before| before.last < first) {
            found.push(TimeExpression {
                first,
                last,
                interval: interval(read.kind, &read.meaning, published, false),
                future: interval(read.kind, &read.meaning, published, true),
                kind: read.kind,
                deadline: read.kind == TimeKind::Until || read.deadline,
            });
        }
        at = read.end.max(at + 1);
    }
    found
}

/// An expression and the atom after it.
struct Read {
    end: usize,
    kind: TimeKind,
    meaning: Meaning,
    deadline: bool,
}

impl Read {
    fn new(kind: TimeKind, (end, meaning): Found) -> Self {
        Read { end, kind, meaning, deadline: false }
    }
}

fn interval(
    kind: TimeKind,
    meaning: &Meaning,
    published: Option<Date>,
    future: bool,
) -> Option<Interval> {
    let ahead =
        |meaning: &Meaning| matches!(meaning, Meaning::Distance { count, .. } if *count > 0.0);
    // `in drei Tagen` told of the past is a duration.
    if ahead(meaning) && !future && matches!(kind, TimeKind::Point | TimeKind::Within) {
        return None;
    }
    let (first, last): Days = meaning.days(published, future)?;
    let (start, end) = match kind {
        TimeKind::Duration => return None,
        TimeKind::Point | TimeKind::Range => (Some(first), Some(last)),
        TimeKind::Since => (Some(first), None),
        TimeKind::Until => (None, Some(last)),
        TimeKind::After => (Some(last.tomorrow().ok()?), None),
        TimeKind::Before => (None, Some(first.yesterday().ok()?)),
        // Within a time to come is a deadline.
        TimeKind::Within if ahead(meaning) => (None, Some(last)),
        TimeKind::Within => (Some(first), Some(last)),
    };
    Some(Interval { start, end })
}

impl Reader<'_> {
    /// The longest expression at `at`.
    fn expression(&self, at: usize) -> Option<Read> {
        let readings = [
            self.vague(at),
            self.between(at),
            self.range(at),
            self.since(at),
            self.until(at),
            self.from(at),
            self.after_or_before(at),
            self.ago(at),
            self.ahead(at),
            self.within(at),
            self.window(at),
            self.point(at),
            self.clock_alone(at),
            self.duration(at),
        ];
        readings.into_iter().flatten().rev().max_by_key(|read| read.end)
    }

    fn vague(&self, at: usize) -> Option<Read> {
        if let Some((end, _)) = self.find(at, Class::Vague) {
            return Some(Read::new(TimeKind::Point, (end, Meaning::Unresolvable)));
        }
        // `seit Wochen`, `in recent weeks`, `in den letzten Tagen`, `several years ago`.
        let open =
            [Class::Preposition, Class::Window, Class::Since, Class::AgoBefore, Class::Within];
        let opened = open.iter().find_map(|class| self.find(at, *class));
        let here = opened.map_or(at, |(end, _)| end);
        let here = self.skip(here, Class::Article);
        let near = self.find(here, Class::Near).map(|(end, _)| end);
        let several = self.find(near.unwrap_or(here), Class::Several).map(|(end, _)| end);
        let unit_at = several.or(near).unwrap_or(here);
        let (end, unit) = self.find(unit_at, Class::Unit)?;
        let plural = unit.ends_with('+') || several.is_some();
        let ago = self.find(end, Class::AgoAfter).map(|(end, _)| end);
        let marked = near.is_some() || several.is_some() || ago.is_some();
        let bare_opened = opened.is_some()
            && (self.find(at, Class::Since).is_some() || self.find(at, Class::AgoBefore).is_some());
        if !plural || !(marked || bare_opened) {
            return None;
        }
        Some(Read::new(TimeKind::Point, (ago.unwrap_or(end), Meaning::Unresolvable)))
    }

    /// A preposition and an article before a core, then the core.
    fn placed(&self, at: usize) -> Option<Found> {
        let after = self.skip(at, Class::Preposition);
        let the = self.skip(after, Class::Article);
        let begin = self.skip(the, Class::DayAdjective);
        // `auf der heute beginnenden Konferenz`: the article belongs to the noun.
        if the > after && self.find(the, Class::Day).is_some_and(|(end, _)| end == the + 1) {
            return None;
        }
        // Of equally long readings `early` in `early March` is a part of the month.
        let cores = [self.core(begin, true), self.core(the, true)];
        let core = cores.into_iter().flatten().max_by_key(|(end, _)| *end);
        // `am 3.`, `the 15th`, but not `am 12. Verhandlungstag`.
        core.or_else(|| self.lone_day(begin).filter(|_| begin > at))
    }

    fn lone_day(&self, at: usize) -> Option<Found> {
        let (end, meaning) = self.day_of_month(at, true)?;
        // Words like `first` name a day only in a date.
        if self.atoms[at].kind != AtomKind::Digits {
            return None;
        }
        let noun = self.atom(end).is_some_and(|next| {
            let upos = self.sentence.tokens[next.token].upos;
            match upos {
                Upos::X => {
                    next.kind == AtomKind::Word && (next.capital || self.lexicon.month_first)
                }
                _ => matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num),
            }
        });
        (!noun).then_some((end, meaning))
    }

    /// `between March and May`.
    fn between(&self, at: usize) -> Option<Read> {
        let (after, _) = self.find(at, Class::Between)?;
        self.ends(after, Class::And)
    }

    /// `von März bis Mai`, `3. bis 5. Mai`, `1990-1995`.
    fn range(&self, at: usize) -> Option<Read> {
        let from = self.find(at, Class::From).map(|(end, _)| end);
        let begin = from.unwrap_or_else(|| self.skip(at, Class::Preposition));
        let readings = [self.shared_month(begin), self.ends(begin, Class::To)];
        readings.into_iter().flatten().max_by_key(|read| read.end)
    }

    fn ends(&self, at: usize, joint: Class) -> Option<Read> {
        let here = self.skip(self.skip(at, Class::Preposition), Class::Article);
        // The first end may lack its month: `3. bis 5. Mai`.
        let firsts = [self.core(here, true), self.day_of_month(here, false)];
        let ends = firsts.into_iter().flatten().filter_map(|(end, first)| {
            let dash = self.atom(end).is_some_and(|atom| atom.is_dash());
            let to = if dash { end + 1 } else { self.find(end, joint)?.0 };
            let there = self.skip(self.skip(to, Class::Preposition), Class::Article);
            let (end, last) = self.core(there, true).or_else(|| {
                let (end, last) = self.day_of_month(there, false)?;
                matches!(first, Meaning::Day { .. }).then_some((end, last))
            })?;
            let (first, last) = complete(first, last);
            let fits = match (&first, &last) {
                (Meaning::DayOfMonth(_), last) => {
                    matches!(last, Meaning::Day { .. } | Meaning::Fixed(..))
                }
                _ => true,
            };
            fits.then_some((end, Meaning::Range(Box::new(first), Box::new(last))))
        });
        let found = ends.max_by_key(|(end, _)| *end)?;
        Some(Read::new(TimeKind::Range, found))
    }

    /// `May 3-5, 2005`, `January 4 to 22`: the month stands before both days.
    fn shared_month(&self, at: usize) -> Option<Read> {
        if !self.lexicon.month_first {
            return None;
        }
        let (after, month) = self.find(at, Class::Month)?;
        let (end, _) = self.day_of_month(after, false)?;
        let first: i8 = i8::try_from(self.atom(after)?.digits()?).ok()?;
        let dash = self.atom(end).is_some_and(|atom| atom.is_dash());
        let to = if dash { end + 1 } else { self.find(end, Class::To)?.0 };
        let last: i8 = i8::try_from(self.atom(to)?.digits()?).ok()?;
        let (end, _) = self.day_of_month(to, false)?;
        let month: i8 = month.trim_end_matches('?').parse().ok()?;
        let (end, year) = self.year_after(end).unwrap_or((end, super::calendar::Year::Open));
        let day = |day| Box::new(Meaning::Day { year, month, day });
        Some(Read::new(TimeKind::Range, (end, Meaning::Range(day(first), day(last)))))
    }

    /// `seit August`, `since 1982`, `seit zwei Wochen`.
    fn since(&self, at: usize) -> Option<Read> {
        let (after, _) = self.find(at, Class::Since)?;
        if let Some((end, (unit, count, _))) = self.length(self.skip(after, Class::Article)) {
            let meaning = Meaning::Window { unit, count: -count };
            return Some(Read::new(TimeKind::Since, (end, meaning)));
        }
        self.placed(after).map(|found| Read::new(TimeKind::Since, found))
    }

    /// `bis März`, `by Friday`, `until the end of the year`.
    fn until(&self, at: usize) -> Option<Read> {
        let (after, _) = self.find(at, Class::Until)?;
        let found = self.placed(after)?;
        Some(Read::new(TimeKind::Until, found))
    }

    /// `ab Montag`, `from 2003`.
    fn from(&self, at: usize) -> Option<Read> {
        let (after, value) = self.find(at, Class::From)?;
        if value == "range" {
            return None;
        }
        self.placed(after).map(|found| Read::new(TimeKind::Since, found))
    }

    /// `nach Ostern`, `before March`.
    fn after_or_before(&self, at: usize) -> Option<Read> {
        let (kind, after) = match (self.find(at, Class::After), self.find(at, Class::Before)) {
            (Some((end, _)), _) => (TimeKind::After, end),
            (_, Some((end, _))) => (TimeKind::Before, end),
            _ => return None,
        };
        let found = self.placed(after)?;
        // `after Monday's attack` is after the attack.
        let possessive = self
            .atom(found.0)
            .is_some_and(|atom| atom.glued && matches!(atom.text.as_str(), "'" | "’"));
        (!possessive).then(|| Read::new(kind, found))
    }

    /// A length of time: hedge, number, unit.
    fn length(&self, at: usize) -> Option<(usize, (Unit, f64, Hedge))> {
        let (at, hedge) = match self.find(at, Class::Hedge) {
            Some((end, "less")) => (end, Hedge::Less),
            Some((end, "more")) => (end, Hedge::More),
            Some((end, _)) => (end, Hedge::About),
            None => (at, Hedge::Exact),
        };
        // `einem halben Jahr`, `half a year`.
        let article = self.numbers.skip(at, crate::numbers::Class::Article);
        let half = self.numbers.find(article, crate::numbers::Class::Half).map(|(end, _)| end);
        if let Some(end) = half {
            let end = self.numbers.skip(end, crate::numbers::Class::Article);
            let (end, unit) = self.find(end, Class::Unit)?;
            return Some((end, (Unit::parse(unit.trim_end_matches('+'))?, 0.5, hedge)));
        }
        let (end, count) = self.count(at)?;
        // `zwei bis drei Jahre`: the longer one, roughly.
        let (end, count, hedge) = match self.find(end, Class::To).and_then(|(to, _)| self.count(to))
        {
            Some((end, more)) if more > count => (end, (count + more) / 2.0, Hedge::About),
            _ => (end, count, hedge),
        };
        let dash = self.atom(end).is_some_and(|atom| atom.is_dash() && atom.glued);
        let end = if dash { end + 1 } else { end };
        let (end, unit) = self.find(end, Class::Unit)?;
        let unit = Unit::parse(unit.trim_end_matches('+'))?;
        (unit != Unit::Weekend && count < 1e5).then_some((end, (unit, count, hedge)))
    }

    /// `Vor knapp zwei Jahren`, `two weeks ago`, `heute vor fünf Jahren`.
    fn ago(&self, at: usize) -> Option<Read> {
        let today = self.find(at, Class::Day).filter(|(_, value)| *value == "0");
        let begin = today.map_or(at, |(end, _)| end);
        if let Some((after, _)) = self.find(begin, Class::AgoBefore) {
            let (end, (unit, count, hedge)) = self.length(after)?;
            let exact = today.is_some();
            let meaning = Meaning::Distance { unit, count: -count, hedge, exact };
            return Some(Read::new(TimeKind::Point, (end, meaning)));
        }
        // `неделю назад`: one, though no word says so.
        let one = || {
            let (end, unit) =
                self.find(at, Class::Unit).filter(|(_, unit)| !unit.ends_with('+'))?;
            Some((end, (Unit::parse(unit)?, 1.0, Hedge::Exact)))
        };
        let (end, (unit, count, hedge)) = self.length(at).or_else(one)?;
        let (end, _) = self.find(end, Class::AgoAfter)?;
        let today = self.find(end, Class::Day).filter(|(_, value)| *value == "0");
        let meaning = Meaning::Distance { unit, count: -count, hedge, exact: today.is_some() };
        Some(Read::new(TimeKind::Point, (today.map_or(end, |(end, _)| end), meaning)))
    }

    /// `in drei Tagen`, `two weeks from now`.
    fn ahead(&self, at: usize) -> Option<Read> {
        if let Some((after, _)) = self.find(at, Class::Ahead)
            && let Some((end, (unit, count, hedge))) = self.length(after)
        {
            let meaning = Meaning::Distance { unit, count, hedge, exact: false };
            return Some(Read::new(TimeKind::Point, (end, meaning)));
        }
        let (end, (unit, count, hedge)) = self.length(at)?;
        let (end, _) = self.find(end, Class::AheadAfter)?;
        let meaning = Meaning::Distance { unit, count, hedge, exact: false };
        Some(Read::new(TimeKind::Point, (end, meaning)))
    }

    /// `innerhalb von drei Tagen`, `within seven days`.
    fn within(&self, at: usize) -> Option<Read> {
        let (after, _) = self.find(at, Class::Within)?;
        if let Some(mut read) = self.window(after) {
            read.kind = TimeKind::Within;
            return Some(read);
        }
        let (end, (unit, count, _)) = self.length(after)?;
        let meaning = Meaning::Distance { unit, count, hedge: Hedge::Exact, exact: true };
        let mut read = Read::new(TimeKind::Within, (end, meaning));
        read.deadline = true;
        Some(read)
    }

    /// `in den letzten drei Jahren`, `over the past week`, `the next two days`.
    fn window(&self, at: usize) -> Option<Read> {
        let opened = self.find(at, Class::Window).map(|(end, _)| end);
        let begin = opened.unwrap_or_else(|| self.skip(at, Class::Preposition));
        let the = self.skip(begin, Class::Article);
        let (after, near) = self.find(the, Class::Near)?;
        let sign = match near {
            "past" => -1.0,
            "coming" => 1.0,
            number => f64::from(number.parse::<i32>().ok()?.signum()),
        };
        if sign == 0.0 {
            return None;
        }
        if let Some((end, (unit, count, _))) = self.length(after) {
            let meaning = Meaning::Window { unit, count: sign * count };
            return Some(Read::new(TimeKind::Within, (end, meaning)));
        }
        // `over the last week`
        opened?;
        let (end, unit) = self.find(after, Class::Unit)?;
        let unit = Unit::parse(unit).filter(|unit| !matches!(unit, Unit::Weekend | Unit::Day))?;
        Some(Read::new(TimeKind::Within, (end, Meaning::Window { unit, count: sign })))
    }

    /// A date with its preposition.
    fn point(&self, at: usize) -> Option<Read> {
        let bare = self.core(at, false);
        let prepared = self.find(at, Class::Preposition).is_some()
            || self.find(at, Class::Article).is_some()
            || self.find(at, Class::DayAdjective).is_some();
        let placed = if prepared { self.placed(at) } else { None };
        let found = placed.into_iter().chain(bare).max_by_key(|(end, _)| *end);
        if let Some(found) = found {
            let kind = if matches!(found.1, Meaning::Window { .. }) {
                TimeKind::Within
            } else {
                TimeKind::Point
            };
            return Some(Read::new(kind, found));
        }
        // `am Abend`: of which day, the sentence does not say.
        let (after, _) = self.find(at, Class::Preposition)?;
        let part = self.skip(self.skip(after, Class::Article), Class::DayAdjective);
        let (end, _) = self.find(part, Class::Part)?;
        Some(Read::new(TimeKind::Point, (end, Meaning::Unresolvable)))
    }

    fn clock_alone(&self, at: usize) -> Option<Read> {
        let end = self.clock(at)?;
        Some(Read::new(TimeKind::Point, (end, Meaning::Unresolvable)))
    }

    fn duration(&self, at: usize) -> Option<Read> {
        let (end, (unit, _, _)) = self.length(at)?;
        // `einen Tag`, `a second`: mostly no length at all, but never a figure either.
        let _ = unit;
        Some(Read::new(TimeKind::Duration, (end, Meaning::Unresolvable)))
    }
}

/// Gives the first end the year that the last one names.
fn complete(mut first: Meaning, mut last: Meaning) -> (Meaning, Meaning) {
    use super::calendar::Year;
    if let (Meaning::Day { year, month, .. }, &mut Meaning::DayOfMonth(day)) = (&first, &mut last) {
        last = Meaning::Day { year: *year, month: *month, day };
    }
    let of = |meaning: &Meaning| match meaning {
        Meaning::Day { year, .. } | Meaning::Months { year, .. } => Some(*year),
        _ => None,
    };
    let over = matches!((&first, &last),
        (Meaning::Months { first, .. }, Meaning::Months { first: later, .. }) if later < first);
    if let Some(known) = of(&last)
        && let Meaning::Day { year, .. } | Meaning::Months { year, .. } = &mut first
        && *year == Year::Open
        && !over
        && matches!(known, Year::Of(_) | Year::Relative(_))
    {
        *year = known;
    }
    (first, last)
}
