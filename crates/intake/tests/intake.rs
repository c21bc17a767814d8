//! Real files in real folders, read as a caller reads them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use intake::{Flaw, Input, IntakeError, Options, read_bytes, read_path};

fn all(path: &Path) -> Vec<Result<Input, IntakeError>> {
    read_path(path, &Options::default()).collect()
}

fn bytes(bytes: impl Into<Vec<u8>>) -> Vec<Result<Input, IntakeError>> {
    read_bytes("standard input", bytes.into(), &Options::default()).collect()
}

fn one(mut inputs: Vec<Result<Input, IntakeError>>) -> Input {
    assert_eq!(inputs.len(), 1, "{inputs:?}");
    inputs.remove(0).unwrap()
}

fn file(name: &str, content: impl AsRef<[u8]>) -> Vec<Result<Input, IntakeError>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    all(&path)
}

fn error(inputs: Vec<Result<Input, IntakeError>>) -> String {
    assert_eq!(inputs.len(), 1, "{inputs:?}");
    inputs.into_iter().next().unwrap().unwrap_err().to_string()
}

#[test]
fn a_folder_yields_its_articles_in_order_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/deep")).unwrap();
    fs::create_dir_all(at(".git")).unwrap();
    fs::write(at("c.txt"), "Drei.").unwrap();
    fs::write(at("a.md"), "Eins.").unwrap();
    fs::write(at("b/deep/x.json"), r#"{"text": "Zwei."}"#).unwrap();
    fs::write(at("README.md"), "Kein Artikel.").unwrap();
    fs::write(at("b/picture.png"), b"\x89PNG").unwrap();
    fs::write(at(".git/y.txt"), "Kein Artikel.").unwrap();
    let texts: Vec<_> = all(folder.path()).into_iter().map(|i| i.unwrap().article.text).collect();
    assert_eq!(texts, ["Eins.", "Zwei.", "Drei."]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Eins.").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    assert_eq!(all(folder.path()).len(), 1);
}

#[test]
fn errors_name_the_input_and_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let missing = error(all(&folder.path().join("none.txt")));
    assert!(missing.contains("none.txt does not exist"), "{missing}");
    let empty = error(all(folder.path()));
    assert!(empty.contains("holds no articles"), "{empty}");
    assert!(error(file("e.txt", "")).contains("is empty"));
    assert!(error(file("e.txt", " \n ")).contains("is empty"));
    assert!(error(file("e.jsonl", "\n")).contains("is empty"));
    assert!(error(file("p.txt", b"%PDF-1.4 ...")).contains("a PDF file"));
    assert!(error(file("z.bin", [0_u8, 1, 2, 3, 255, 0, 7, 7, 7, 7, 9])).contains("binary data"));
    let broken = error(file("a.json", "{\"text\": \"Kiew"));
    assert!(broken.contains("a.json") && broken.contains("ends in the middle"), "{broken}");
    let untold = error(file("a.json", "{\"title\": \"Kiew\"}"));
    assert!(untold.contains("has no `text`"), "{untold}");
}

#[test]
fn a_text_of_50_megabytes_is_refused_at_once() {
    let begin = Instant::now();
    let text = "Kiew warnt. ".repeat(50 << 20 >> 3);
    assert!(text.len() > 50 << 20);
    let large = error(file("large.txt", &text));
    assert!(large.contains("larger than") && large.contains("split it"), "{large}");
    let large = error(bytes(text));
    assert!(large.contains("larger than"), "{large}");
    assert!(begin.elapsed() < Duration::from_secs(30));
}

#[test]
fn json_lines_keep_the_good_lines() {
    let lines = "{\"text\": \"Eins.\"}\n\n{\"text\": \n[1]\n{\"text\": \"Zwei.\", \"id\": \"z\"}\n{\"text\": \"Dr";
    let inputs = file("lines.jsonl", lines);
    let shown: Vec<String> = inputs
        .iter()
        .map(|input| match input {
            Ok(input) => input.article.text.clone(),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(shown.len(), 5);
    assert_eq!((shown[0].as_str(), shown[3].as_str()), ("Eins.", "Zwei."));
    assert!(shown[1].contains("lines.jsonl, line 3"), "{}", shown[1]);
    assert!(shown[2].contains("line 4") && shown[2].contains("not an object"), "{}", shown[2]);
    assert!(shown[4].contains("line 6") && shown[4].contains("ends in the middle"), "{}", shown[4]);
}

#[test]
fn json_lines_are_read_as_they_are_asked_for() {
    struct Endless;
    impl std::io::Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let line = b"{\"text\": \"Eins.\"}\n";
            into[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    let mut many = std::io::Read::take(Endless, 18 * 300_000);
    std::io::copy(&mut many, &mut fs::File::create(&path).unwrap()).unwrap();
    let begin = Instant::now();
    assert_eq!(read_path(&path, &Options::default()).take(3).count(), 3);
    assert!(begin.elapsed() < Duration::from_millis(500));
}

#[test]
fn json_is_an_article_or_an_array_of_them() {
    let article = one(file(
        "a.json",
        r#"{"id": 7, "language": "de-DE", "published": "2024-10-29", "title": null, "text": "Kiew."}"#,
    ));
    assert_eq!(article.article.id, "7");
    assert_eq!(article.article.language.as_deref(), Some("de"));
    assert_eq!(article.article.published.unwrap().date(), jiff::civil::date(2024, 10, 29));
    let several = file("b.json", r#"[{"text": "Eins."}, {"text": 2}, {"text": "Drei."}]"#);
    assert_eq!(several.len(), 3);
    assert!(several[1].as_ref().unwrap_err().to_string().contains("article 2"));
    let lines = file("c.json", "{\"text\": \"Eins.\"}\n{\"text\": \"Zwei.\"}\n");
    assert_eq!(lines.len(), 2);
}

#[test]
fn an_impossible_date_is_left_out_with_a_warning() {
    let input = one(file("a.json", r#"{"published": "2024-02-31", "text": "Kiew."}"#));
    assert_eq!(input.article.published, None);
    assert!(matches!(&input.warnings[0].flaw, Flaw::Date { field: "published", .. }));
    let told = input.warnings[0].to_string();
    assert!(told.contains("a.json: `2024-02-31` in `published`"), "{told}");
    let input = one(file("a.txt", "published: 99999-01-01\n\nKiew."));
    assert_eq!((input.article.published, input.warnings.len()), (None, 1));
}

#[test]
fn texts_may_have_a_header_and_a_title() {
    let header =
        "titel: Kiew warnt\nDatum: 29.10.2024\nQuelle: dpa\nsprache: de\n\nKiew warnt: jetzt.\n";
    let article = one(file("a.txt", header)).article;
    assert_eq!(article.title, "Kiew warnt");
    assert_eq!(article.published.unwrap().to_string(), "2024-10-29");
    assert_eq!(article.source.as_deref(), Some("dpa"));
    assert_eq!(article.language.as_deref(), Some("de"));
    assert_eq!(article.text, "Kiew warnt: jetzt.");
    let fenced =
        "---\ntitle: \"Kiew\"\nlayout: post\npublished: 2024-10-29T08:00:00Z\n---\nText.\n";
    let article = one(file("a.md", fenced)).article;
    assert_eq!((article.title.as_str(), article.text.as_str()), ("Kiew", "Text."));
    let article = one(file("a.md", "# Kiew warnt.\nKiew hat gewarnt.\n")).article;
    assert_eq!(article.title, "Kiew warnt.");
    // A first paragraph is no title, a sentence with a colon no header.
    let article = one(file("a.txt", "Kiew hat gewarnt.\n\nMoskau auch.\n")).article;
    assert_eq!(
        (article.title.as_str(), article.text.as_str()),
        ("", "Kiew hat gewarnt.\n\nMoskau auch.")
    );
    let article = one(file("a.txt", "Rutte: Das ist ernst.\n\nEr sagte es am Montag.")).article;
    assert!(article.text.starts_with("Rutte"));
}

#[test]
fn common_encodings_are_read() {
    let text =
        "Außenminister Müller warnt Fürstenfeldbruck – „Größe“ zählt für die Bürger in Köln.";
    let plain = "Außenminister Müller warnt die Bürger in Köln vor größeren Übeln für später.";
    let utf16 = |mark: bool, big: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let latin: Vec<u8> = plain.chars().map(|c| c as u8).collect();
    for (name, bytes, expected) in [
        ("utf-8", text.as_bytes().to_vec(), text),
        ("utf-8 with mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat(), text),
        ("utf-16le with mark", utf16(true, false), text),
        ("utf-16be with mark", utf16(true, true), text),
        ("utf-16le", utf16(false, false), text),
        ("utf-16be", utf16(false, true), text),
        ("windows-1252", windows.to_vec(), text),
        ("latin-1", latin, plain),
    ] {
        let input = one(file("a.txt", bytes));
        assert_eq!(input.article.text, expected, "{name}");
        assert!(input.warnings.is_empty(), "{name}: {:?}", input.warnings);
    }
    let dos = one(file("a.txt", "Eins.\r\nZwei.\r\n\r\nDrei.")).article;
    assert_eq!(dos.text, "Eins.\nZwei.\n\nDrei.");
}

#[test]
fn a_text_cut_within_a_character_is_read_to_there() {
    for (text, kept, cut) in [
        ("Der Außenminister warnt Mü", "Der Außenminister warnt M", 1),
        ("Kiew warnt Mü", "Kiew warnt M", 1),
        ("Kiew sprach von „", "Kiew sprach von", 1),
        ("Kiew sprach von „", "Kiew sprach von", 2),
        ("Außerdem 👍", "Außerdem", 1),
        ("Außerdem 👍", "Außerdem", 3),
    ] {
        let input = one(file("a.txt", &text.as_bytes()[..text.len() - cut]));
        assert_eq!(input.article.text, kept);
        assert_eq!(input.warnings[0].flaw, Flaw::Cut, "{text}");
    }
    let utf16: Vec<u8> = "Kiew warnt Müller".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let input = one(file("a.txt", &utf16[..utf16.len() - 1]));
    assert_eq!(
        (input.article.text.as_str(), &input.warnings[0].flaw),
        ("Kiew warnt Mülle", &Flaw::Cut)
    );
    // Latin-1 that ends in a letter of its own is whole.
    let input = one(file("a.txt", b"Sie trafen sich im Caf\xE9"));
    assert_eq!(input.article.text, "Sie trafen sich im Café");
    assert!(input.warnings.is_empty());
}

#[test]
fn limits_are_told_as_people_write_them() {
    let options =
        Options { max_text: 1_000, max_page: 5_000, max_json: 2_000, ..Options::default() };
    let long = "Kiew warnt. ".repeat(100);
    let read = |content: &str| -> Vec<String> {
        let inputs = read_bytes("in", content.as_bytes().to_vec(), &options);
        inputs
            .map(|input| input.map_or_else(|error| error.to_string(), |_| "read".into()))
            .collect()
    };
    assert!(read(&long)[0].starts_with("in is larger than 1 kB; split it"));
    assert!(read(&long.repeat(9))[0].contains("1 kB"));
    assert!(read(&format!("<html><body><p>{long}</p>"))[0].contains("1 kB"));
    assert!(read(&format!("<html>{}", long.repeat(9)))[0].contains("5 kB"));
    assert!(read(&format!("{{\"text\":\n\"{long}\"}}"))[0].contains("1 kB"));
    assert!(read(&format!("{{\"text\": \"Eins.\",\n\"title\": \"{long}\"}}"))[0].contains("1 kB"));
    assert!(read(&format!("{{\"text\":\n\"{}\"}}", long.repeat(9)))[0].contains("2 kB"));
    let lines = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Zwei.\"}}\n", long.repeat(99));
    let lines = read_bytes(
        "in",
        lines.into_bytes(),
        &Options { format: Some(intake::Format::JsonLines), ..options },
    );
    let lines: Vec<bool> = lines.map(|line| line.is_ok()).collect();
    assert_eq!(lines, [false, true]);
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="de-DE"><head><meta charset="utf-8">
<title>Kiew warnt Moskau | Blatt</title>
<meta property="og:title" content="Kiew warnt Moskau"><meta property="og:site_name" content="Blatt">
<meta property="article:published_time" content="2024-10-29T08:00:00+01:00">
<link rel="canonical" href="https://blatt.example/kiew"><meta name="author" content="Anna Beispiel">
<script>var x = "<p>Unsinn</p>";</script></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/p">Politik</a></li></ul></nav>
<article><p>Krieg in der Ukraine</p><h1>Kiew warnt Moskau</h1>
<p>Die Regierung in Kiew hat Moskau am Montag vor weiteren Angriffen auf die Stadt Charkiw gewarnt.</p>
<p>Der Außenminister sagte, die Ukraine werde auf jeden Angriff antworten, und rief die Verbündeten zu
weiterer Hilfe auf. Die Lieferungen seien zu langsam, erklärte er nach einem Treffen in Brüssel.</p>
<p>Aus Moskau gab es zunächst keine Antwort auf die Warnung, wie Beobachter am Abend berichteten.</p>
</article><footer>Impressum und Datenschutz</footer></body></html>"#;

#[test]
fn a_page_gives_its_main_text_and_what_it_says_about_itself() {
    let article = one(file("a.html", PAGE)).article;
    assert_eq!(article.title, "Kiew warnt Moskau");
    assert_eq!(article.published.unwrap().to_string(), "2024-10-29T07:00:00Z");
    assert_eq!(article.source.as_deref(), Some("Blatt"));
    assert_eq!(article.url.as_deref(), Some("https://blatt.example/kiew"));
    assert_eq!(article.language.as_deref(), Some("de"));
    assert!(article.author.as_deref().is_some_and(|author| author.contains("Anna Beispiel")));
    assert!(article.text.starts_with("Die Regierung in Kiew"), "{}", article.text);
    assert!(article.text.contains("nach einem Treffen in Brüssel"));
    assert_eq!(article.text.split("\n\n").count(), 3, "{}", article.text);
    for left_out in ["Politik", "Impressum", "Unsinn"] {
        assert!(!article.text.contains(left_out), "{left_out}");
    }
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(PAGE);
    let latin =
        String::from_utf8_lossy(&latin).contains('\u{FFFD}').then(|| latin.to_vec()).unwrap();
    assert!(one(file("b.htm", latin)).article.text.contains("Außenminister"));
}

#[test]
fn standard_input_is_recognised_by_its_content() {
    assert_eq!(one(bytes(PAGE)).article.title, "Kiew warnt Moskau");
    assert_eq!(one(bytes("{\"text\":\n\"Eins.\"}")).article.text, "Eins.");
    assert_eq!(one(bytes("Ein Satz.")).article.text, "Ein Satz.");
    assert_eq!(one(bytes("[dpa] Ein Satz.")).article.text, "[dpa] Ein Satz.");
    assert_eq!(bytes("{\"text\": \"Eins.\"}\n{\"text\": \"Zwei.\"}").len(), 2);
    assert_eq!(bytes("[{\"text\": \"Eins.\"},\n{\"text\": \"Zwei.\"}]").len(), 2);
}

#[test]
fn hostile_pages_neither_crash_nor_hang() {
    let begin = Instant::now();
    let sentence =
        "<p>Die Regierung in Kiew hat Moskau am Montag vor weiteren Angriffen gewarnt.</p>";
    let pages = [
        format!("{}{sentence}", "<div>".repeat(100_000)),
        format!("{}{sentence}{}", "<b><i>".repeat(50_000), "</b>".repeat(50_000)),
        format!("<html><body>{sentence}<script>{}", "x".repeat(5_000_000)),
        format!("<html>{}{sentence}", "<title>".repeat(200_000)),
        format!("<html>{}{sentence}", "<nav>".repeat(200_000)),
        format!("<html>{}{sentence}", "<!--".repeat(500_000)),
        format!("<html><body {}>{sentence}", "a=\"".repeat(300_000)),
        format!("<html>{}", "<a<".repeat(1_000_000)),
        format!("<table>{}{sentence}", "<tr><td><table>".repeat(20_000)),
        format!("<html><body>{}{sentence}", "&amp;".repeat(500_000)),
        "<".repeat(1_000_000),
        "<html></html>".to_owned(),
    ];
    for page in pages {
        // Whatever comes out, it comes.
        let _ = file("a.html", page);
    }
    assert!(begin.elapsed() < Duration::from_secs(120), "{:?}", begin.elapsed());
    let bomb = format!(
        "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<html><body>{}<p>&b;&amp;lt; &#8211;&#x201e;</p>",
        sentence.repeat(3)
    );
    let bomb = one(file("a.html", bomb)).article.text;
    assert!(bomb.starts_with("Die Regierung") && bomb.ends_with("&b;&lt; –„"), "{bomb}");
    let deep = one(file("a.html", format!("{}{sentence}", "<div>".repeat(100_000))));
    assert!(deep.article.text.starts_with("Die Regierung"));
    assert_eq!(deep.warnings[0].flaw, Flaw::BareText);
}
