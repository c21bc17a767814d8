//! Expressions of time: sentence, publication, expected words and days.

mod support;

use coder::time::{TimeExpression, TimeLexicon, find};
use jiff::civil::Date;
use proptest::prelude::*;
use support::{sentence, text};

/// `words = past reading | future reading`; only one where both are the same. `-` for none.
fn shown(language: &str, published: &str, source: &str) -> Vec<String> {
    let sentence = sentence(source);
    let published: Option<Date> = published.parse().ok();
    let lexicon = TimeLexicon::for_language(language).unwrap();
    let show = |found: &TimeExpression| {
        let words = text(&sentence, source, found.first, found.last);
        let days = |interval: Option<record::Interval>| {
            interval.map_or("-".to_owned(), |interval| match (interval.start, interval.end) {
                (Some(start), Some(end)) if start == end => start.to_string(),
                _ => interval.to_string(),
            })
        };
        let (past, future) = (days(found.interval), days(found.future));
        let both = if past == future { past } else { format!("{past} | {future}") };
        format!("{words} = {both}")
    };
    find(&sentence, lexicon, published).iter().map(show).collect()
}

fn check(language: &str, published: &str, table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (source, expected) in table {
        let found = shown(language, published, source);
        if found != *expected {
            wrong.push(format!("{source}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// 29 October 2024 is a Tuesday.
const PUBLISHED: &str = "2024-10-29";

#[test]
fn german() {
    check(
        "de",
        PUBLISHED,
        &[
            ("Er kam am 29. Oktober 2024 an.", &["am 29. Oktober 2024 = 2024-10-29"]),
            ("Das Treffen am 3.10. in Wien", &["am 3.10. = 2024-10-03 | 2025-10-03"]),
            ("Der Vertrag vom 3.10.2004 gilt", &["vom 3.10.2004 = 2004-10-03"]),
            ("Stand 2024-10-27 in Kiew", &["2024-10-27 = 2024-10-27"]),
            ("Am Montag warnte Kiew", &["Am Montag = 2024-10-28 | 2024-11-04"]),
            (
                "explodierten am Donnerstagabend vier Bomben",
                &["am Donnerstagabend = 2024-10-24 | 2024-10-31"],
            ),
            ("Kämpfe seit August", &["seit August = 2024-08-01/.. | 2025-08-01/.."]),
            ("im Januar 2006 gebeten", &["im Januar 2006 = 2006-01-01/2006-01-31"]),
            ("Im Oktober starben sie", &["Im Oktober = 2024-10-01/2024-10-31"]),
            (
                "im November beginnt",
                &["im November = 2023-11-01/2023-11-30 | 2024-11-01/2024-11-30"],
            ),
            (
                "Mitte Oktober griff er an",
                &["Mitte Oktober = 2024-10-11/2024-10-20 | 2025-10-11/2025-10-20"],
            ),
            ("gegen Ende des Jahres", &["gegen Ende des Jahres = 2024-10-01/2024-12-31"]),
            ("Anfang Mai 2003 begann", &["Anfang Mai 2003 = 2003-05-01/2003-05-10"]),
            ("im Jahr 1960 unabhängig", &["im Jahr 1960 = 1960-01-01/1960-12-31"]),
            ("im Jahre 1980 die Beziehungen", &["im Jahre 1980 = 1980-01-01/1980-12-31"]),
            ("die Geiselnahme 1979 in Teheran", &["1979 = 1979-01-01/1979-12-31"]),
            ("in den achtziger Jahren", &["in den achtziger Jahren = 1980-01-01/1989-12-31"]),
            ("in den 1990er Jahren", &["in den 1990er Jahren = 1990-01-01/1999-12-31"]),
            ("in den 90er-Jahren", &["in den 90er-Jahren = 1990-01-01/1999-12-31"]),
            ("im 19. Jahrhundert gebaut", &["im 19. Jahrhundert = 1801-01-01/1900-12-31"]),
            ("Gestern trafen sie sich", &["Gestern = 2024-10-28"]),
            ("heute Morgen explodierte", &["heute Morgen = 2024-10-29"]),
            ("Er will morgen reisen", &["morgen = 2024-10-30"]),
            ("vorgestern und übermorgen", &["vorgestern = 2024-10-27", "übermorgen = 2024-10-31"]),
            ("letzte Woche stimmte er zu", &["letzte Woche = 2024-10-21/2024-10-27"]),
            ("in der vergangenen Woche", &["in der vergangenen Woche = 2024-10-21/2024-10-27"]),
            ("in der kommenden Woche", &["in der kommenden Woche = 2024-11-04/2024-11-10"]),
            ("im vergangenen Monat", &["im vergangenen Monat = 2024-09-01/2024-09-30"]),
            ("Im vergangenen Jahr wuchs", &["Im vergangenen Jahr = 2023-01-01/2023-12-31"]),
            ("nächsten Monat", &["nächsten Monat = 2024-11-01/2024-11-30"]),
            ("diese Woche", &["diese Woche = 2024-10-28/2024-11-03"]),
            ("vor zwei Wochen", &["vor zwei Wochen = 2024-10-14/2024-10-20"]),
            ("vor drei Tagen", &["vor drei Tagen = 2024-10-26"]),
            ("Vor fünf Jahren", &["Vor fünf Jahren = 2019-01-01/2019-12-31"]),
            ("heute vor fünf Jahren", &["heute vor fünf Jahren = 2019-10-29"]),
            ("Vor einem halben Jahr", &["Vor einem halben Jahr = 2024-04-01/2024-04-30"]),
            ("in drei Tagen beginnt", &["in drei Tagen = - | 2024-11-01"]),
            (
                "vom 3. bis 5. Mai verhandelten",
                &["vom 3. bis 5. Mai = 2024-05-03/2024-05-05 | 2025-05-03/2025-05-05"],
            ),
            (
                "vom 28. April bis zum 2. Mai 2003",
                &["vom 28. April bis zum 2. Mai 2003 = 2003-04-28/2003-05-02"],
            ),
            ("von 1990 bis 1995 regierte", &["von 1990 bis 1995 = 1990-01-01/1995-12-31"]),
            ("zwischen 1990 und 1995", &["zwischen 1990 und 1995 = 1990-01-01/1995-12-31"]),
            ("1939–1945 herrschte Krieg", &["1939–1945 = 1939-01-01/1945-12-31"]),
            ("bis März 2006 erfüllen", &["bis März 2006 = ../2006-03-31"]),
            ("bis Ende 2025 abziehen", &["bis Ende 2025 = ../2025-12-31"]),
            ("ab Montag gilt", &["ab Montag = 2024-10-28/.. | 2024-11-04/.."]),
            ("in den letzten drei Jahren", &["in den letzten drei Jahren = 2021-10-29/2024-10-29"]),
            ("am Ostermontag gesprengt", &["am Ostermontag = 2024-04-01 | 2025-04-21"]),
            ("an Heiligabend", &["an Heiligabend = 2023-12-24 | 2024-12-24"]),
            ("zu Weihnachten 2004", &["zu Weihnachten 2004 = 2004-12-24/2004-12-26"]),
            ("zu Silvester", &["zu Silvester = 2023-12-31 | 2024-12-31"]),
            ("im Sommer 2003", &["im Sommer 2003 = 2003-06-01/2003-08-31"]),
            ("im Winter 2003", &["im Winter 2003 = 2003-12-01/2004-02-29"]),
            ("im ersten Quartal 2005", &["im ersten Quartal 2005 = 2005-01-01/2005-03-31"]),
            ("Am Montag um 15 Uhr sprach", &["Am Montag um 15 Uhr = 2024-10-28 | 2024-11-04"]),
            ("am Abend schossen sie", &["am Abend = -"]),
            (
                "in der Nacht zum Montag",
                &["in der Nacht zum Montag = 2024-10-27/2024-10-28 | 2024-11-03/2024-11-04"],
            ),
            ("Seit Wochen warnt Kiew", &["Seit Wochen = -"]),
            ("kürzlich reiste er", &["kürzlich = -"]),
            ("am 31. Februar 2004", &["am 31. Februar 2004 = -"]),
            ("im Jahr 99999", &["im Jahr 99999 = -"]),
            ("seit drei Wochen", &["seit drei Wochen = 2024-10-08/.."]),
            ("innerhalb von drei Tagen", &["innerhalb von drei Tagen = - | ../2024-11-01"]),
            ("während des Ramadan", &["während des Ramadan = -"]),
            ("nach Ostern 2005", &["nach Ostern 2005 = 2005-03-29/.."]),
            ("Montag, den 28. Oktober 2024, kam", &["Montag, den 28. Oktober 2024 = 2024-10-28"]),
            ("im Oktober letzten Jahres", &["im Oktober letzten Jahres = 2023-10-01/2023-10-31"]),
            ("am Wochenende", &["am Wochenende = 2024-10-26/2024-10-27 | 2024-11-02/2024-11-03"]),
            ("am Freitag vergangener Woche", &["am Freitag vergangener Woche = 2024-10-25"]),
            ("auf der heute beginnenden Konferenz", &["heute = 2024-10-29"]),
            ("am heutigen Dienstag", &["am heutigen Dienstag = 2024-10-29"]),
            ("Die Mai-Demonstration mit 2000 Soldaten", &[]),
        ],
    );
}

#[test]
fn german_hedged_distance_is_coded_as_the_manual_does() {
    check(
        "de",
        "2004-12-06",
        &[("Vor knapp zwei Jahren hatte", &["Vor knapp zwei Jahren = 2002-12-06/2003-02-28"])],
    );
}

#[test]
fn english() {
    check(
        "en",
        PUBLISHED,
        &[
            ("on Oct. 27 in Kyiv", &["on Oct. 27 = 2024-10-27 | 2025-10-27"]),
            ("on 1st Oct 2017 they", &["on 1st Oct 2017 = 2017-10-01"]),
            ("on October 1, 2017, they", &["on October 1, 2017 = 2017-10-01"]),
            ("on March 4 in an attack", &["on March 4 = 2024-03-04 | 2025-03-04"]),
            ("on 2024-10-27 at noon", &["on 2024-10-27 at noon = 2024-10-27"]),
            ("In 2017, Venezuela signed", &["In 2017 = 2017-01-01/2017-12-31"]),
            ("in early March", &["in early March = 2024-03-01/2024-03-10 | 2025-03-01/2025-03-10"]),
            ("in mid-October", &["in mid-October = 2024-10-11/2024-10-20 | 2025-10-11/2025-10-20"]),
            ("during the 1990s", &["during the 1990s = 1990-01-01/1999-12-31"]),
            ("in the 20th century", &["in the 20th century = 1901-01-01/2000-12-31"]),
            ("said Monday night", &["Monday night = 2024-10-28 | 2024-11-04"]),
            ("on Wednesday morning", &["on Wednesday morning = 2024-10-23 | 2024-10-30"]),
            (
                "Earlier on Thursday, TV reported",
                &["Earlier on Thursday = 2024-10-24 | 2024-10-31"],
            ),
            ("said yesterday", &["yesterday = 2024-10-28"]),
            ("poisoned last month along", &["last month = 2024-09-01/2024-09-30"]),
            ("last Monday", &["last Monday = 2024-10-28"]),
            ("two weeks ago", &["two weeks ago = 2024-10-14/2024-10-20"]),
            ("over a week ago", &["over a week ago = 2024-10-21/2024-10-22"]),
            ("between March and May 2003", &["between March and May 2003 = 2003-03-01/2003-05-31"]),
            (
                "from May 3 to May 5",
                &["from May 3 to May 5 = 2024-05-03/2024-05-05 | 2025-05-03/2025-05-05"],
            ),
            ("on May 3-5, 2005", &["on May 3-5, 2005 = 2005-05-03/2005-05-05"]),
            ("acquire arms since 1982", &["since 1982 = 1982-01-01/.."]),
            ("until March 2025", &["until March 2025 = ../2025-03-31"]),
            ("by Friday", &["by Friday = ../2024-10-25 | ../2024-11-01"]),
            ("starting Monday", &["starting Monday = 2024-10-28/.. | 2024-11-04/.."]),
            ("over the past week", &["over the past week = 2024-10-22/2024-10-29"]),
            (
                "within the past three years",
                &["within the past three years = 2021-10-29/2024-10-29"],
            ),
            ("in recent weeks", &["in recent weeks = -"]),
            ("on Easter Monday", &["on Easter Monday = 2024-04-01 | 2025-04-21"]),
            ("on New Year's Eve", &["on New Year's Eve = 2023-12-31 | 2024-12-31"]),
            ("in the summer of 2001", &["in the summer of 2001 = 2001-06-01/2001-08-31"]),
            (
                "in the third quarter of 2008",
                &["in the third quarter of 2008 = 2008-07-01/2008-09-30"],
            ),
            ("They may march on the capital", &[]),
            ("by the end of the year", &["by the end of the year = ../2024-12-31"]),
            ("next week", &["next week = 2024-11-04/2024-11-10"]),
            ("for three days", &["three days = -"]),
            (
                "at 3:30 p.m. on Monday",
                &["at 3:30 p.m. = -", "on Monday = 2024-10-28 | 2024-11-04"],
            ),
            ("late last year", &["late last year = 2023-10-01/2023-12-31"]),
            ("last night", &["last night = 2024-10-28"]),
            ("February 30, 2004", &["February 30, 2004 = -"]),
            ("this week", &["this week = 2024-10-28/2024-11-03"]),
            ("earlier this year", &["earlier this year = 2024-01-01/2024-10-29"]),
            ("later this month", &["later this month = 2024-10-29/2024-10-31"]),
            ("next Monday, Nov. 4, 2024,", &["next Monday, Nov. 4, 2024 = 2024-11-04"]),
            ("in the month of April 2003", &["in the month of April 2003 = 2003-04-01/2003-04-30"]),
            ("the 9/11 attacks", &["the 9/11 = 2001-09-11"]),
        ],
    );
}

#[test]
fn without_publication_only_absolute_dates_are_resolved() {
    check(
        "de",
        "",
        &[
            ("am 29. Oktober 2024", &["am 29. Oktober 2024 = 2024-10-29"]),
            ("am Montag", &["am Montag = -"]),
            ("im Mai", &["im Mai = -"]),
        ],
    );
}

#[test]
fn publication_at_the_ends_of_the_calendar_is_no_problem() {
    for published in ["-009999-01-01", "9999-12-31"] {
        for source in ["vor zwei Jahrhunderten am Montag", "in 90000 Jahren, nächste Woche, im Mai"]
        {
            shown("de", published, source);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(source in "\\PC{0,80}", german: bool) {
        shown(if german { "de" } else { "en" }, PUBLISHED, &source);
    }

    #[test]
    fn any_mixture_of_words_of_time_is_read(
        words in prop::collection::vec(prop::sample::select(vec![
            "am", "3.", "Mai", "2004", "bis", "vom", "Ende", "letzten", "Woche", "vor", "zwei",
            "Jahren", "seit", "Montag", "99999", "-", "/", "12", "10.", "Nacht", "zum", "'",
            "on", "May", "last", "week", "ago", "the", "end", "of", "Q3", "1990s", ",", "half",
            "a", "31", "Feb.", "between", "and", "from", "to", "next", "century", "billion",
        ]), 0..14),
        german: bool,
    ) {
        let found = shown(if german { "de" } else { "en" }, PUBLISHED, &words.join(" "));
        prop_assert!(found.len() <= words.len());
    }
}
