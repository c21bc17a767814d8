//! Figures: sentence and expected words, bounds and hedge.

mod support;

use coder::numbers::{NumberLexicon, Unit, counts, find};
use proptest::prelude::*;
use record::Counted;
use support::{sentence, text};

fn shown(language: &str, source: &str) -> Vec<String> {
    let sentence = sentence(source);
    let lexicon = NumberLexicon::for_language(language).unwrap();
    let found = find(&sentence, lexicon);
    let show = |quantity: &coder::numbers::Quantity| {
        let words = text(&sentence, source, quantity.first, quantity.last);
        let value = match quantity.low == quantity.high {
            true => quantity.low.to_string(),
            false => format!("{}-{}", quantity.low, quantity.high),
        };
        let unit = match quantity.unit {
            Unit::Plain => String::new(),
            unit => format!(" {unit:?}"),
        };
        format!("{words} = {}{value}{unit}", if quantity.approx { "~" } else { "" })
    };
    found.iter().map(show).collect()
}

fn check(language: &str, table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (source, expected) in table {
        let found = shown(language, source);
        if found != *expected {
            wrong.push(format!("{source}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn german() {
    check(
        "de",
        &[
            (
                "dass Nordkorea etwa 10.000 Soldaten entsandt hat",
                &["etwa 10.000 Soldaten = ~10000"],
            ),
            (
                "Acht Tote und sechsundfünfzig Verletzte",
                &["Acht Tote = 8", "sechsundfünfzig Verletzte = 56"],
            ),
            ("mehr als 50 Verletzte", &["mehr als 50 Verletzte = ~50"]),
            ("zwischen 1.000 und 1.500 Mann", &["zwischen 1.000 und 1.500 Mann = 1000-1500"]),
            ("vier bis sechs Atomwaffen", &["vier bis sechs Atomwaffen = 4-6"]),
            ("20-30 Kämpfer", &["20-30 Kämpfer = 20-30"]),
            ("drei oder vier Männer", &["drei oder vier Männer = 3-4"]),
            ("1,5 Millionen Flüchtlinge", &["1,5 Millionen Flüchtlinge = 1500000"]),
            ("1.5 Millionen Flüchtlinge", &["1.5 Millionen Flüchtlinge = 1500000"]),
            ("10 000 Demonstranten", &["10 000 Demonstranten = 10000"]),
            ("zwei Dutzend Panzer", &["zwei Dutzend Panzer = 24"]),
            ("hundertzwanzig Polizisten", &["hundertzwanzig Polizisten = 120"]),
            (
                "zweihundertfünfzigtausend Menschen",
                &["zweihundertfünfzigtausend Menschen = 250000"],
            ),
            ("eine halbe Million Menschen", &["eine halbe Million Menschen = 500000"]),
            ("zweieinhalb Millionen Euro", &["zweieinhalb Millionen Euro = 2500000 Money"]),
            ("Dutzende Menschen starben", &["Dutzende Menschen = ~24-99"]),
            ("Hunderte von Zivilisten", &["Hunderte von Zivilisten = ~200-999"]),
            ("Tausende Demonstranten", &["Tausende Demonstranten = ~2000-9999"]),
            ("Zehntausende protestierten", &["Zehntausende = ~20000-99999"]),
            ("mehrere tausend Soldaten", &["mehrere tausend Soldaten = ~2000-9999"]),
            ("5 Mio. Euro für Kiew", &["5 Mio. Euro = 5000000 Money"]),
            ("bis zu 300 Raketen", &["bis zu 300 Raketen = ~300"]),
            (
                "zwei bis drei Millionen Menschen",
                &["zwei bis drei Millionen Menschen = 2000000-3000000"],
            ),
            ("ein Toter und eine Bombe", &["ein Toter = 1"]),
            ("27 von 35 Stimmen", &["27 von 35 Stimmen = 27"]),
            ("am 3. Oktober 2004 um 15 Uhr", &[]),
            ("die 3. Division siegte", &[]),
            ("Resolution 1701 und Artikel 5", &[]),
            ("der 33-jährige Mann war 33 Jahre alt", &[]),
            ("ein 3:2 gegen die F-16 der G8", &[]),
            ("seit zwei Jahren, drei Tage lang", &[]),
            ("im Jahr 2004 und 1979", &[]),
            ("90 Kilometer nördlich", &["90 Kilometer = 90 Distance"]),
            ("20 Prozent der Stimmen", &["20 Prozent = 20 Percent"]),
            ("einem Kilogramm TNT", &["einem Kilogramm TNT = 1 Weight"]),
        ],
    );
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("20,000 personnel were recruited", &["20,000 personnel = 20000"]),
            ("would cost $1bn", &["$1bn = 1000000000 Money"]),
            ("worth $1.5 billion", &["$1.5 billion = 1500000000 Money"]),
            ("a €200m loan", &["€200m = 200000000 Money"]),
            ("5 million dollars", &["5 million dollars = 5000000 Money"]),
            ("more than 20,000 across the forces", &["more than 20,000 = ~20000"]),
            ("twenty-one soldiers", &["twenty-one soldiers = 21"]),
            ("two hundred and fifty soldiers", &["two hundred and fifty soldiers = 250"]),
            ("a dozen soldiers", &["a dozen soldiers = 12"]),
            ("half a million people", &["half a million people = 500000"]),
            ("dozens of civilians", &["dozens of civilians = ~24-99"]),
            ("tens of thousands of refugees", &["tens of thousands of refugees = ~20000-99999"]),
            ("several hundred protesters", &["several hundred protesters = ~200-999"]),
            ("between 30 and 40 tanks", &["between 30 and 40 tanks = 30-40"]),
            ("up to 300 missiles", &["up to 300 missiles = ~300"]),
            ("at least 12 people", &["at least 12 people = ~12"]),
            ("as many as 40 rebels", &["as many as 40 rebels = ~40"]),
            ("an estimated 3,000 protesters", &["an estimated 3,000 protesters = ~3000"]),
            ("20 to 30 fighters", &["20 to 30 fighters = 20-30"]),
            ("its 57th anniversary on 1st Oct 2017", &[]),
            ("the 33-year-old, aged 33", &[]),
            ("Resolution 1701 and the F-16", &[]),
            ("40 miles away", &["40 miles = 40 Distance"]),
            ("25 percent of votes", &["25 percent = 25 Percent"]),
            ("in 2017 for six months", &[]),
            ("two tons of explosives", &["two tons of explosives = 2 Weight"]),
        ],
    );
}

#[test]
fn nouns_say_what_is_counted() {
    for (language, source, expected) in [
        ("de", "800 Soldaten", Counted::Troops),
        ("de", "vier Autobomben", Counted::Weapons),
        ("de", "zehn Tote", Counted::Killed),
        ("de", "50 Verletzte", Counted::Wounded),
        ("de", "5 Mio. Euro", Counted::Money),
        ("de", "98 Menschen", Counted::Other),
        ("en", "$1bn", Counted::Money),
        ("en", "20,000 personnel", Counted::Troops),
    ] {
        let mut sentence = sentence(source);
        // The language stage gives lemmas in the singular.
        for token in &mut sentence.tokens {
            token.lemma = match token.text.as_str() {
                "Soldaten" => "Soldat",
                "Autobomben" => "Autobombe",
                "Menschen" => "Mensch",
                other => other,
            }
            .to_owned();
        }
        let lexicon = NumberLexicon::for_language(language).unwrap();
        let found = find(&sentence, lexicon);
        assert_eq!(counts(&found[0], &sentence, lexicon), expected, "{source}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(source in "\\PC{0,80}", german: bool) {
        shown(if german { "de" } else { "en" }, &source);
    }

    #[test]
    fn any_mixture_of_words_of_figures_is_read(
        words in prop::collection::vec(prop::sample::select(vec![
            "etwa", "zwischen", "und", "1.000", "Millionen", "Dutzend", "ein", "halbe", "bis", "zu",
            "$", "%", "von", "zwei", "hundert", "tausend", "einundzwanzig", "mehrere", "Soldaten",
            "a", "half", "million", "of", "dozens", "-", "20", "several", "between", "and", "or", "1e9",
            "000", "999999999999999999999", ",5", "th", "Jahre", "alt",
        ]), 0..14),
        german: bool,
    ) {
        shown(if german { "de" } else { "en" }, &words.join(" "));
    }
}
