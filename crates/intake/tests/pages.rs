//! The pages in `pages/`, in the styles of fifteen kinds of outlets, against their gold.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use intake::{Flaw, Options, read_page};
use serde_json::Value;

/// Words of two texts: the harmonic mean of precision and recall over bags of words.
fn f1(found: &str, gold: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag: HashMap<String, i64> = HashMap::new();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.for_each(|word| *bag.entry(word.to_lowercase()).or_default() += 1);
        bag
    };
    let (found, gold) = (bag(found), bag(gold));
    let both: i64 = found.iter().map(|(word, n)| *n.min(gold.get(word).unwrap_or(&0))).sum();
    let all = found.values().sum::<i64>() + gold.values().sum::<i64>();
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}

#[test]
fn pages_in_the_styles_of_outlets_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let gold = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let (mut sum, mut titles, mut dates, mut languages, mut count) = (0.0, 0, 0, 0, 0);
    for line in gold.lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let field = |key: &str| gold[key].as_str().unwrap();
        let bytes = fs::read(folder.join(field("page"))).unwrap();
        let url = format!("https://www.outlet.example/{}", field("page"));
        let article = read_page(&url, &bytes, None, &Options::default()).unwrap().article;
        let score = f1(&article.text, field("text"));
        let published = article.published.map(|at| at.to_string()).unwrap_or_default();
        let (title, date) = (article.title == field("title"), published == field("published"));
        println!(
            "{:32} F1 {score:.3}{}{}",
            field("page"),
            if title { "" } else { "  title: " }.to_owned()
                + if title { "" } else { &article.title },
            if date {
                String::new()
            } else {
                format!("  date: {published} for {}", field("published"))
            },
        );
        if score < 0.97 && std::env::var_os("SHOW").is_some() {
            println!("--- found\n{}\n--- gold\n{}\n", article.text, field("text"));
        }
        sum += score;
        titles += usize::from(title);
        dates += usize::from(date);
        languages += usize::from(article.language.as_deref() == Some(field("language")));
        count += 1;
    }
    let mean = sum / f64::from(count);
    println!(
        "{count} pages: text F1 {mean:.4}, titles {titles}, dates {dates}, languages {languages}"
    );
    assert!(count >= 60);
    assert!(mean >= 0.95, "text F1 {mean:.4}");
    assert!(dates * 100 >= count as usize * 95, "{dates} dates of {count}");
    assert!(titles * 100 >= count as usize * 95, "{titles} titles of {count}");
}

fn read(url: &str, html: &str) -> intake::Input {
    read_page(url, html.as_bytes(), None, &Options::default()).unwrap()
}

const BODY: &str = "<h1>Hafen zu</h1><p>Der Hafen von Nordheim bleibt bis Freitag geschlossen, teilte \
                    das Amt am Dienstag mit.</p><p>Die Fähren legen solange an der alten Mole an, und \
                    zwar zu den gewohnten Zeiten.</p>";

#[test]
fn variants_lead_to_the_canonical_address() {
    let table = [
        ("<link rel=\"canonical\" href=\"/hafen\">", "https://amt.example/hafen"),
        ("<link href='https://amt.example/hafen' rel='canonical'>", "https://amt.example/hafen"),
        (
            "<meta property=\"og:url\" content=\"https://amt.example/hafen\">",
            "https://amt.example/hafen",
        ),
        // A front page is no article.
        ("<link rel=\"canonical\" href=\"https://amt.example/\">", "https://amt.example/amp/hafen"),
        ("", "https://amt.example/amp/hafen"),
    ];
    for (head, expected) in table {
        let html =
            format!("<html><head><title>Hafen</title>{head}</head><body>{BODY}</body></html>");
        let article = read("https://amt.example/amp/hafen", &html).article;
        assert_eq!(article.url.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn the_beginning_of_a_text_is_marked_and_a_whole_one_is_not() {
    let locked = "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \
                  \"isAccessibleForFree\": \"False\"}</script>";
    let ask = "<p>Weiterlesen mit einem Abo: jetzt testen.</p>";
    let page = |head: &str, rest: &str| {
        format!(
            "<html lang=de><head><title>Hafen zu</title>{head}</head><body><article>{BODY}{rest}</article></body></html>"
        )
    };
    let stub = |html: String| {
        let input = read("https://amt.example/a", &html);
        assert!(!input.article.text.contains("Weiterlesen"), "{}", input.article.text);
        input.warnings.iter().any(|warning| warning.flaw == Flaw::Stub)
    };
    assert!(stub(page(locked, "")));
    assert!(stub(page("", ask)));
    assert!(!stub(page("", "")));
    let long =
        "<p>Der Hafen ist für die Stadt der wichtigste Ort, sagte die Leiterin.</p>".repeat(60);
    assert!(!stub(page(locked, &long)));
}

#[test]
fn a_page_says_who_wrote_it_and_when() {
    let page = |head: &str, meta: &str| {
        let body = BODY.replacen("</h1>", &format!("</h1>{meta}"), 1);
        let html = format!(
            "<html><head><title>Hafen zu</title>{head}</head><body><article>{body}</article></body></html>"
        );
        let article = read("https://amt.example/a", &html).article;
        let at =
            |moment: Option<record::Moment>| moment.map(|at| at.to_string()).unwrap_or_default();
        (article.author.unwrap_or_default(), at(article.published), at(article.modified))
    };
    let linked = "<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \
                  \"@graph\": [{\"@type\": \"WebPage\", \"datePublished\": \"2020-01-01\"}, \
                  {\"@type\": [\"NewsArticle\"], \"datePublished\": \"2026-11-24T10:15:00+0100\", \
                  \"dateModified\": \"2026-11-24T12:00:00Z\", \"author\": [{\"name\": \"Mara Lindt\"}, \
                  {\"name\": \"Jon Berg\"}]}]}</script>";
    let found = page(linked, "");
    assert_eq!(found.0, "Mara Lindt, Jon Berg");
    assert_eq!(
        (found.1.as_str(), found.2.as_str()),
        ("2026-11-24T09:15:00Z", "2026-11-24T12:00:00Z")
    );
    let found = page(
        "<meta name=\"author\" content=\"Von Mara Lindt\">",
        "<time datetime=\"2026-11-24T10:15+01:00\">heute</time>",
    );
    assert_eq!((found.0.as_str(), found.1.as_str()), ("Mara Lindt", "2026-11-24T09:15:00Z"));
    let found =
        page("", "<p class=\"byline\">Von Mara Lindt</p><p class=\"date\">24. November 2026</p>");
    assert_eq!((found.0.as_str(), found.1.as_str()), ("Mara Lindt", "2026-11-24"));
}

#[test]
fn what_a_server_says_of_the_charset_is_believed_last() {
    let html = format!("<html><head><title>Hafen</title></head><body>{BODY}</body></html>");
    let read = |bytes: &[u8], charset| {
        read_page("https://amt.example/a", bytes, charset, &Options::default())
            .unwrap()
            .article
            .text
    };
    assert!(read(html.as_bytes(), Some("windows-1251")).contains("Fähren"));
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&html);
    assert!(read(&bytes, Some("iso-8859-1")).contains("Fähren"));
    assert!(read(&bytes, Some("no-such-charset")).contains("Fähren"));
    let russian = html.replace("Die Fähren", "Паромы");
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&russian);
    assert!(read(&bytes, Some("windows-1251")).contains("Паромы"));
}

#[test]
fn many_pages_at_a_time_are_read_as_one_by_one() {
    let html = format!("<html><head><title>Hafen zu</title></head><body>{BODY}</body></html>");
    std::thread::scope(|scope| {
        for _ in 0..32 {
            scope.spawn(|| assert_eq!(read("https://amt.example/a", &html).warnings, []));
        }
    });
}

#[test]
fn no_cut_of_a_page_panics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    for page in ["00-broadsheet-de.html", "27-portal-ru.html", "43-unclosed-de.html"] {
        let bytes = fs::read(folder.join(page)).unwrap();
        for end in (0..bytes.len()).step_by(211) {
            let _ = read_page("https://a.example/", &bytes[..end], None, &Options::default());
        }
    }
}
