//! Whatever the text, every span lies in it and quotes it.

use std::path::Path;
use std::sync::LazyLock;

use coder::{Coded, Coder};
use jiff::civil::date;
use language::{Annotated, Reader};
use proptest::prelude::*;
use proptest::sample::Index;
use record::{Article, Moment, Span, TextIndex};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::load().unwrap());

/// The sentences of the example articles, in both languages.
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let json = files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "json"));
    let articles = json.map(|file| {
        let article: Article = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        article.text
    });
    let all: Vec<String> = articles
        .flat_map(|text| text.split_inclusive(". ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(all.len() > 60, "only {} sentences", all.len());
    all
});

fn code(text: &str, language: &str) -> (Annotated, Coded) {
    let article = Article {
        language: Some(language.into()),
        published: Some(Moment::Day(date(2024, 10, 29))),
        text: text.into(),
        ..Article::default()
    };
    let annotated = READER.annotate(article).unwrap();
    let coded = Coder::new("test").explain(true).code(&annotated).unwrap();
    (annotated, coded)
}

/// Every span of an article's records and open questions, with what it is.
fn spans(coded: &Coded) -> Vec<(&'static str, &Span)> {
    let mut spans = Vec::new();
    for record in &coded.records {
        spans.extend([("trigger", &record.trigger), ("sentence", &record.sentence)]);
        spans.extend(record.actors.iter().map(|actor| ("actor", &actor.span)));
        spans.extend(record.recipients.iter().map(|recipient| ("recipient", &recipient.span)));
        spans.extend(record.place.iter().map(|place| ("place", &place.span)));
        spans.extend(record.when.iter().map(|when| ("when", &when.span)));
        spans.extend(record.numbers.iter().map(|figure| ("number", &figure.span)));
        for link in &record.attribution {
            spans.push(("source", &link.source.span));
            spans.extend(link.cue.iter().map(|cue| ("cue", cue)));
        }
    }
    spans.extend(coded.open.iter().map(|question| ("open", &question.span)));
    spans
}

fn check(text: &str, language: &str) -> usize {
    let (annotated, coded) = code(text, language);
    assert_eq!(annotated.article.text, text, "the text is kept as it came");
    let index = TextIndex::new(text);
    for (what, span) in spans(&coded) {
        assert!(span.start < span.end && span.end <= index.len(), "{what} {span:?} in {text:?}");
        assert_eq!(index.slice(span.start, span.end), span.text, "{what} in {text:?}");
    }
    for record in &coded.records {
        let (sentence, trigger) = (&record.sentence, &record.trigger);
        assert!(sentence.start <= trigger.start && trigger.end <= sentence.end, "{record:?}");
        assert!(record.event > 0 && !record.id.is_empty());
        let whole = record.numbers.iter().all(|figure| figure.low <= figure.high);
        assert!(whole, "{:?}", record.numbers);
    }
    let events: Vec<u32> = coded.records.iter().map(|record| record.event).collect();
    let open = coded.open.iter().filter_map(|question| question.event);
    assert!(open.into_iter().all(|event| events.contains(&event)));
    coded.records.len()
}

/// Signs that take several code points, bytes or columns.
const ODD: [&str; 14] = [
    "😀",
    "👩‍👩‍👧‍👦",
    "🇺🇦",
    "e\u{301}",
    "u\u{308}",
    "\u{301}",
    "\r\n",
    "\r\n\r\n",
    "\u{A0}",
    "\u{200B}",
    "\t",
    "„",
    "\u{202E}",
    "שלום",
];

/// What stands between two pieces.
const JOINTS: [&str; 5] = ["", " ", "\r\n\r\n", "\n\n", " 😀 "];

/// A text of pieces: sentences cut anywhere, odd signs, combined letters taken apart.
fn text() -> impl Strategy<Value = String> {
    let piece = (any::<Index>(), any::<Index>(), any::<Index>(), 0..6_u8);
    proptest::collection::vec(piece, 1..7).prop_map(|pieces| {
        let mut text = String::new();
        for (sentence, cut, odd, how) in pieces {
            let sentence: Vec<char> = sentence.get(&SENTENCES[..]).chars().collect();
            let at = cut.index(sentence.len());
            match how {
                0 => text.extend(&sentence[at..]),
                1 => text.extend(&sentence[..at]),
                2 => {
                    text.extend(&sentence[..at]);
                    text.push_str(ODD[odd.index(ODD.len())]);
                    text.extend(&sentence[at..]);
                }
                3 => text.extend(sentence.iter().flat_map(|c| match c {
                    'ä' => ['a', '\u{308}'],
                    'ö' => ['o', '\u{308}'],
                    'ü' => ['u', '\u{308}'],
                    c => [*c, '\0'],
                })),
                _ => text.extend(&sentence),
            }
            if how != 1 {
                text.push_str(JOINTS[odd.index(JOINTS.len())]);
            }
        }
        // Letters that were not taken apart have no second half.
        text.replace('\0', "")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_span_lies_in_the_text_and_quotes_it(text in text()) {
        for language in ["de", "en"] {
            check(&text, language);
        }
    }

    #[test]
    fn reading_twice_is_reading_once(text in text()) {
        prop_assert_eq!(code(&text, "de").1, code(&text, "de").1);
    }

    #[test]
    fn any_unicode(text in any::<String>()) {
        check(&text, "de");
        check(&text, "en");
    }
}

#[test]
fn the_examples_have_many_spans() {
    let records: usize = SENTENCES.chunks(8).map(|part| check(&part.concat(), "en")).sum();
    assert!(records > 20, "only {records} records");
}

#[test]
fn odd_texts() {
    for sign in ODD {
        for text in [
            format!("{sign}Russland hat die Ukraine angegriffen."),
            format!("Russland{sign}hat die Ukraine angegriffen."),
            format!("Russland hat{sign} die Ukraine{sign} angegriffen{sign}.{sign}"),
            format!("{sign}„Russland {sign}hat angegriffen“{sign}, sagte Selenskyj{sign}."),
            format!(
                "Russia attacked{sign} Ukraine {sign}on Monday,{sign} the Pentagon said.{sign}"
            ),
        ] {
            check(&text, "de");
            check(&text, "en");
        }
    }
}
