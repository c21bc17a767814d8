//! Dates as pages write them for people and machines.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use record::Moment;

/// No date stands in more text than this.
const MAX_TEXT: usize = 300;

/// The first date in a text: with a moment if the text gives a time and a zone, else the day alone.
///
/// Takes what [`Moment`] takes, and dates in words and figures: `24. November 2026, 10:15 Uhr MEZ`,
/// `Nov 24, 2026 9:05 AM EST`, `24/11/2026 à 10h15`, `2026年11月24日`.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let cut = text.char_indices().nth(MAX_TEXT).map_or(text.len(), |(at, _)| at);
    let tokens = tokens(&text[..cut]);
    let (begin, end, date) = (0..tokens.len()).find_map(|at| {
        let (length, date) = date_at(&tokens[at..])?;
        Some((at, at + length, date))
    })?;
    // The time follows the date, or stands before it.
    let after = (end..tokens.len().min(end + 8)).find_map(|at| time_at(&tokens, at));
    let time =
        after.or_else(|| (begin.saturating_sub(8)..begin).find_map(|at| time_at(&tokens, at)));
    let moment = time.and_then(|(time, offset)| {
        let zone = TimeZone::fixed(offset?);
        let zoned = DateTime::from_parts(date, time).to_zoned(zone).ok()?;
        Some(Moment::Instant(zoned.timestamp()))
    });
    Some(moment.unwrap_or(Moment::Day(date)))
}

/// A date in the path of an address: `/2026/11/24/` or `2026-11-24`.
pub(crate) fn in_path(path: &str) -> Option<Moment> {
    let tokens: Vec<Token> = tokens(path);
    (0..tokens.len()).find_map(|at| match &tokens[at..] {
        [
            Token::Number(y, 4),
            Token::Sign('/' | '-'),
            Token::Number(m, 1..=2),
            Token::Sign('/' | '-'),
            Token::Number(d, 1..=2),
            ..,
        ] => date(*y, *m, *d).map(Moment::Day),
        _ => None,
    })
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// With the count of its digits.
    Number(u32, usize),
    /// In lower case.
    Word(String),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let part = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = part(|c| c.is_ascii_digit());
            tokens.push(Token::Number(rest[..length].parse().unwrap_or(u32::MAX), length));
            length
        } else if matches!(first, '年' | '月' | '日') {
            tokens.push(Token::Sign(first));
            first.len_utf8()
        } else if first.is_alphabetic() {
            let length = part(|c| c.is_alphabetic() && !matches!(c, '年' | '月' | '日'));
            tokens.push(Token::Word(rest[..length].to_lowercase()));
            length
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A date at the beginning of some tokens, and how many of them it takes.
fn date_at(tokens: &[Token]) -> Option<(usize, Date)> {
    use Token::{Number, Sign, Word};
    match tokens {
        [
            Number(y, 4),
            Sign('-' | '/' | '.' | '年'),
            Number(m, _),
            Sign('-' | '/' | '.' | '月'),
            Number(d, _),
            ..,
        ] => Some((5, date(*y, *m, *d)?)),
        [
            Number(d, 1..=2),
            Sign('.' | '/' | '-'),
            Number(m, 1..=2),
            Sign('.' | '/' | '-'),
            Number(y, 4),
            ..,
        ] => {
            let found = date(*y, *m, *d).or_else(|| date(*y, *d, *m))?;
            Some((5, found))
        }
        [Number(d, 1..=2), rest @ ..] => {
            // `24. November 2026`, `24 de noviembre de 2026`, `1er mars 2026`
            let skipped = rest.iter().take_while(|token| is_filler(token)).count();
            let [Word(name), rest @ ..] = &rest[skipped..] else { return None };
            let between = rest.iter().take_while(|token| is_filler(token)).count();
            let Some(Number(y, 4)) = rest.get(between) else { return None };
            Some((skipped + between + 3, date(*y, month(name)?, *d)?))
        }
        [Word(name), rest @ ..] => {
            let skipped = rest.iter().take_while(|token| is_filler(token)).count();
            let [Number(d, 1..=2), rest @ ..] = &rest[skipped..] else { return None };
            let between = rest.iter().take_while(|token| is_filler(token)).count();
            let Some(Number(y, 4)) = rest.get(between) else { return None };
            Some((skipped + between + 3, date(*y, month(name)?, *d)?))
        }
        _ => None,
    }
}

fn is_filler(token: &Token) -> bool {
    match token {
        Token::Sign(sign) => matches!(sign, '.' | ',' | '-'),
        Token::Word(word) => {
            matches!(word.as_str(), "de" | "del" | "er" | "st" | "nd" | "rd" | "th")
        }
        Token::Number(..) => false,
    }
}

/// A time that begins at a token, with its offset from UTC if that is given.
fn time_at(tokens: &[Token], at: usize) -> Option<(Time, Option<Offset>)> {
    use Token::{Number, Sign, Word};
    let (hour, minute, mut next) = match &tokens[at..] {
        [Number(h, 1..=2), Sign(':'), Number(m, 2), ..] => (*h, *m, at + 3),
        [Number(h, 1..=2), Word(letter), Number(m, 2), ..] if letter == "h" => (*h, *m, at + 3),
        [Number(h, 1..=2), Sign('.'), Number(m, 2), Word(word), ..] if word == "uhr" => {
            (*h, *m, at + 4)
        }
        _ => return None,
    };
    let mut second = 0;
    if let [Sign(':'), Number(s, 2), ..] = &tokens[next..] {
        second = *s;
        next += 2;
    }
    // Fractions of a second.
    if let [Sign('.'), Number(..), ..] = &tokens[next..] {
        next += 2;
    }
    let mut hour = hour;
    let mut meridiem = |word: &str| match (word, hour) {
        ("am", 12) => hour = 0,
        ("pm", 1..=11) => hour += 12,
        _ => {}
    };
    match &tokens[next..] {
        [Word(word), ..] if matches!(word.as_str(), "am" | "pm") => {
            meridiem(word);
            next += 1;
        }
        [Word(first), Sign('.'), Word(m), Sign('.'), ..] if m == "m" => {
            meridiem(&format!("{first}m"));
            next += 4;
        }
        _ => {}
    }
    while let Some(Word(word)) = tokens.get(next)
        && matches!(word.as_str(), "uhr" | "h" | "ч")
    {
        next += 1;
    }
    if let Some(Sign('(' | ',')) = tokens.get(next) {
        next += 1;
    }
    let number = |value: u32| i8::try_from(value).ok();
    let time = Time::new(number(hour)?, number(minute)?, number(second)?, 0).ok()?;
    Some((time, offset(&tokens[next..])))
}

fn offset(tokens: &[Token]) -> Option<Offset> {
    use Token::{Number, Sign, Word};
    let minutes = |sign: char, hours: u32, minutes: u32| {
        let total = i32::try_from(hours * 60 + minutes).ok()?;
        Some(if sign == '+' { total } else { -total })
    };
    let total = match tokens {
        // `GMT+3`
        [Word(zone), Sign(sign @ ('+' | '-' | '−')), Number(h, 1..=2), ..]
            if matches!(zone.as_str(), "gmt" | "utc") =>
        {
            minutes(*sign, *h, 0)?
        }
        [Word(zone), ..] => zone_minutes(zone)?,
        [Sign(sign @ ('+' | '-' | '−')), Number(h, 1..=2), Sign(':'), Number(m, 2), ..] => {
            minutes(*sign, *h, *m)?
        }
        [Sign(sign @ ('+' | '-' | '−')), Number(both, 4), ..] => {
            minutes(*sign, both / 100, both % 100)?
        }
        [Sign(sign @ ('+' | '-' | '−')), Number(h, 2), ..] => minutes(*sign, *h, 0)?,
        _ => return None,
    };
    Offset::from_seconds(total * 60).ok()
}

fn month(name: &str) -> Option<u32> {
    lookup(include_str!("../../../../data/intake/months.tsv"), name)?.parse().ok()
}

fn zone_minutes(name: &str) -> Option<i32> {
    lookup(include_str!("../../../../data/intake/zones.tsv"), name)?.parse().ok()
}

fn lookup(table: &'static str, name: &str) -> Option<&'static str> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let mut pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{in_path, parse};

    #[test]
    fn dates_are_read_in_many_forms() {
        let table = [
            ("2026-11-24T10:15:00+01:00", "2026-11-24T09:15:00Z"),
            ("2026-11-24T10:15:00+0100", "2026-11-24T09:15:00Z"),
            ("2026-11-24T10:15:00.123+0100", "2026-11-24T09:15:00Z"),
            ("2026-11-24 10:15:00 +01:00", "2026-11-24T09:15:00Z"),
            ("2026-11-24T10:15+01:00", "2026-11-24T09:15:00Z"),
            ("2026-11-24T10:15:00Z", "2026-11-24T10:15:00Z"),
            ("Tue, 24 Nov 2026 10:15:00 GMT", "2026-11-24T10:15:00Z"),
            ("Stand: 24.11.2026, 10:15 Uhr", "2026-11-24"),
            ("24. November 2026, 10.15 Uhr MEZ", "2026-11-24T09:15:00Z"),
            ("Dienstag, 24. November 2026", "2026-11-24"),
            ("1. März 2026", "2026-03-01"),
            ("Nov 24, 2026 9:05 AM EST", "2026-11-24T14:05:00Z"),
            ("Published November 24, 2026 at 12:05 a.m. ET", "2026-11-24"),
            ("10:15 GMT, 24 November 2026", "2026-11-24T10:15:00Z"),
            ("November 24th, 2026", "2026-11-24"),
            ("Publié le 24 novembre 2026 à 10h15", "2026-11-24"),
            ("1er mars 2026", "2026-03-01"),
            ("24/11/2026", "2026-11-24"),
            ("11/24/2026", "2026-11-24"),
            ("24 de noviembre de 2026 · 10:15 CET", "2026-11-24T09:15:00Z"),
            ("24 ноября 2026, 10:15 МСК", "2026-11-24T07:15:00Z"),
            ("24 листопада 2026, 10:15", "2026-11-24"),
            ("2026年11月24日 10:15", "2026-11-24"),
            ("24 نوفمبر 2026", "2026-11-24"),
            ("2026-11-24 10:15 (UTC+3)", "2026-11-24T07:15:00Z"),
        ];
        for (text, expected) in table {
            let found = parse(text).map(|moment| moment.to_string().replace(".123", ""));
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        for text in ["", "heute", "vor 2 Stunden", "32.13.2026", "Seite 3", "2026", "9999999999999"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        assert_eq!(in_path("/news/2026/11/24/hafen").unwrap().to_string(), "2026-11-24");
        assert_eq!(in_path("/news/hafen-2026-11-24.html").unwrap().to_string(), "2026-11-24");
        assert_eq!(in_path("/news/2026/hafen-17"), None);
    }
}
