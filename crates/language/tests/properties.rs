//! What holds for any text.

use std::sync::LazyLock;

use language::{Annotated, Reader};
use proptest::prelude::*;
use record::Article;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::load().unwrap());

fn annotate(text: &str, language: Option<&str>) -> Annotated {
    let language = language.map(str::to_owned);
    READER.annotate(Article { text: text.to_owned(), language, ..Article::default() }).unwrap()
}

fn check(annotated: &Annotated) {
    let index = annotated.index();
    assert!(annotated.article.language.is_some());
    let mut at = 0;
    for sentence in &annotated.sentences {
        assert!(at <= sentence.start && sentence.start < sentence.end);
        assert!(sentence.end <= index.len());
        assert!(!sentence.tokens.is_empty());
        let mut inside = sentence.start;
        for token in &sentence.tokens {
            assert!(inside <= token.start && token.start < token.end && token.end <= sentence.end);
            assert_eq!(index.slice(token.start, token.end), token.text);
            inside = token.end;
        }
        let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
        assert_eq!(roots, 1);
        for at in 0..sentence.tokens.len() {
            assert!(sentence.is_below(at, sentence.root()));
        }
        let mut next = 0;
        for entity in &sentence.entities {
            assert!(next <= entity.first && entity.first <= entity.last);
            assert!(entity.last < sentence.tokens.len());
            next = entity.last + 1;
        }
        at = sentence.end;
    }
    assert!(annotated.sentences.is_sorted_by_key(|sentence| sentence.paragraph));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_unicode(text in any::<String>()) {
        check(&annotate(&text, None));
    }

    #[test]
    fn any_news_like_text(text in "([A-Za-zäöüß]{1,8}|[0-9]{1,4}|[.,;:!?'’\"„“»«()/$%-]{1,3}|[ \n]){0,60}") {
        for language in ["de", "en", "fr", "xx"] {
            check(&annotate(&text, Some(language)));
        }
    }
}

#[test]
fn odd_texts() {
    let long = "a".repeat(50_000);
    let many = "wort ".repeat(3_000);
    let dots = ". ".repeat(700);
    let texts = [
        "",
        " ",
        "\n\n\t\r\n",
        "\u{FEFF}\u{200B}",
        "👩‍👩‍👧‍👦 🇩🇪 👍🏽!",
        "قال الوزير إن القوات انسحبت.",
        "שלום עולם.",
        "议会周五就预算进行了表决。总统拒绝了。",
        "日本の首相は金曜日に会談した。",
        "\u{301}\u{301}",
        "«»„“‚‘",
        "...",
        "-",
        "'",
        "''s",
        "a\u{0}b",
        "I. II. III.",
        "http://",
        "@",
        "#",
        "1.",
        "n't",
        "’s",
        &long,
        &many,
        &dots,
    ];
    for text in texts {
        check(&annotate(text, None));
        check(&annotate(text, Some("de")));
        check(&annotate(text, Some("en")));
    }
}

#[test]
fn long_sentences_are_cut() {
    let annotated = annotate(&"ein Satz, der nicht endet, ".repeat(100), Some("de"));
    check(&annotated);
    assert!(annotated.sentences.iter().all(|sentence| sentence.tokens.len() <= 200));
    assert_eq!(annotated.sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), 700);
}

#[test]
fn threads_change_nothing() {
    let texts: Vec<String> = (0..6)
        .map(|n| {
            format!("Kiew warnt. Der Minister sprach {n} Mal mit Vertretern der NATO.")
                .repeat(n + 1)
        })
        .collect();
    let alone: Vec<String> = texts.iter().map(|t| format!("{:?}", annotate(t, None))).collect();
    let together: Vec<String> = std::thread::scope(|scope| {
        let readers: Vec<_> = texts
            .iter()
            .map(|text| scope.spawn(move || format!("{:?}", annotate(text, None))))
            .collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    assert_eq!(alone, together);
}

#[test]
fn reads_german_and_english() {
    let german =
        annotate("Rutte kündigte am 3. Oktober weitere Sanktionen gegen Russland an.", None);
    assert_eq!(german.article.language.as_deref(), Some("de"));
    let sentence = &german.sentences[0];
    let verb = &sentence.tokens[sentence.root()];
    assert_eq!((verb.text.as_str(), verb.lemma.as_str()), ("kündigte", "ankündigen"));
    let english = annotate("Iran's troops didn't leave the city on Monday.", Some("en-GB"));
    assert_eq!(english.article.language.as_deref(), Some("en"));
    let words: Vec<&str> = english.sentences[0].tokens.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(
        words,
        ["Iran", "'s", "troops", "did", "n't", "leave", "the", "city", "on", "Monday", "."]
    );
    assert!(!READER.version().is_empty());
    assert!(language::supported().contains(&"uk"));
}
