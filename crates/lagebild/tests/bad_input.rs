//! What cannot be read: one clear sentence each, exit code 1, and the rest is read.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::*;

/// A sentence that makes one record.
const SENTENCE: &str =
    "Russia attacked the city of Kharkiv in Ukraine, the government in Kyiv said.";

fn read(inputs: &[&Path]) -> (i32, String, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("lagebild"));
    command.args(["read", "--format", "jsonl"]).args(inputs).timeout(Duration::from_secs(240));
    let out = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().expect("it ended by itself"), text(out.stdout), text(out.stderr))
}

/// Reads one file with this content.
fn file(name: &str, content: impl AsRef<[u8]>) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    read(&[&path])
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn each_bad_input_is_told_in_one_sentence_with_its_name_and_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("void")).unwrap();
    let random: Vec<u8> =
        (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let table: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "is empty; give it the text"),
        ("blank.txt", b" \n\t\n", "is empty; give it the text"),
        ("empty.jsonl", b"", "is empty; give it the text"),
        ("binary.txt", &random, "is not a text but binary data; convert it"),
        ("zeros.txt", &[0; 4000], "is not a text but binary data; convert it"),
        ("letter.txt", b"%PDF-1.7\n%\xE2\xE3", "is not a text but a PDF file; convert it"),
        ("cut.json", b"{\"text\": \"Kiew wa", "ends in the middle, in line 1; write"),
        ("list.json", b"[{\"text\": \"Kiew war", "ends in the middle, in line 1; write"),
        ("number.json", b"42", "is not an object; write"),
        ("untold.json", b"{\"title\": \"Kiew\"}", "has no `text`; write"),
        ("page.html", b"<html><head><title>x</title></head></html>", "has no main text; save"),
        (
            "zh.txt",
            "乌克兰外交部长星期一警告说,朝鲜可能会向俄罗斯派遣更多的军队。".as_bytes(),
            "no lexicon for language `zh`",
        ),
        ("void", b"", "holds no articles; put .txt"),
        ("missing.txt", b"", "does not exist; check the path"),
    ];
    for (name, content, _) in table {
        if !matches!(*name, "void" | "missing.txt") {
            fs::write(at(name), content).unwrap();
        }
    }
    fs::write(at("a-good.txt"), SENTENCE).unwrap();
    fs::write(at("z-good.txt"), SENTENCE).unwrap();
    let names =
        ["a-good.txt"].into_iter().chain(table.iter().map(|row| row.0)).chain(["z-good.txt"]);
    let paths: Vec<_> = names.map(at).collect();
    let (code, out, errors) = read(&paths.iter().map(|path| path.as_path()).collect::<Vec<_>>());
    assert_eq!(code, 1);
    assert_eq!(errors.lines().count(), table.len(), "{errors}");
    for ((name, _, told), line) in table.iter().zip(errors.lines()) {
        assert!(line.starts_with("error: ") && line.contains(name), "{name}: {line}");
        assert!(line.contains(told), "{name}: {line}");
    }
    assert_eq!(out.lines().filter(|line| line.contains("\"ASSAULT\"")).count(), 2, "{out}");
}

#[test]
fn other_encodings_are_read() {
    let text = "Rußland hat die Städte der Ukraine angegriffen, bestätigte die Führung in Kiew.";
    for (name, bytes) in [
        ("latin-1.txt", latin1(text)),
        ("utf-16.txt", utf16(text)),
        ("utf-16-marked.txt", utf16(&format!("\u{FEFF}{text}"))),
        ("utf-8-marked.txt", format!("\u{FEFF}{text}").into_bytes()),
        ("dos.txt", format!("{text}\r\n\r\n{text}\r\n").into_bytes()),
    ] {
        let (code, out, errors) = file(name, bytes);
        assert_eq!((code, errors.as_str()), (0, ""), "{name}");
        assert!(out.contains("\"text\":\"Rußland\"") && out.contains("ASSAULT"), "{name}: {out}");
    }
}

#[test]
fn what_can_be_read_in_part_is_read_with_a_warning_that_names_it() {
    let cut = format!("{SENTENCE} Er sprach mit Mü");
    for (name, content, told) in [
        ("cut.txt", &cut.as_bytes()[..cut.len() - 1], "the text ends in the middle of a character"),
        (
            "date.json",
            br#"{"published": "2024-02-31", "text": "Russia attacked Ukraine."}"#.as_slice(),
            "`2024-02-31` in `published` is not a date and was left out; write 2024-10-29",
        ),
        (
            "year.txt",
            b"published: 99999-13-45\n\nRussia attacked Ukraine.".as_slice(),
            "`99999-13-45` in `published` is not a date",
        ),
        (
            "field.json",
            br#"{"title": [1], "text": "Russia attacked Ukraine."}"#.as_slice(),
            "the field `title` is not a text and was left out",
        ),
    ] {
        let (code, out, errors) = file(name, content);
        assert_eq!(code, 0, "{name}");
        assert!(errors.starts_with("warning: ") && errors.lines().count() == 1, "{errors}");
        assert!(errors.contains(name) && errors.contains(told), "{errors}");
        assert!(out.contains("ASSAULT"), "{name}: {out}");
    }
}

#[test]
fn impossible_days_in_a_text_date_nothing() {
    for text in [
        "Am 31. Februar 2024 griff Russland die Ukraine an.",
        "Russia attacked Ukraine on February 31, 2024.",
        "Russia attacked Ukraine on 99.99.9999.",
        "Am 0. Mai 0000 griff Russland die Ukraine an.",
    ] {
        let (code, out, errors) = file("a.txt", text);
        assert_eq!((code, errors.as_str()), (0, ""), "{text}");
        assert!(out.contains("ASSAULT"), "{text}");
        assert!(!out.contains("02-31"), "{text}: {out}");
    }
}

#[test]
fn one_sentence_or_one_word_is_enough() {
    let (code, out, _) = file("a.txt", SENTENCE);
    assert_eq!((code, out.lines().count()), (0, 1));
    let (code, out, errors) = file("a.txt", "Angriff");
    assert!(code == 0 || !errors.is_empty(), "{out}{errors}");
}

#[test]
fn hostile_pages_are_read_or_refused_in_time() {
    let begin = Instant::now();
    let told = format!("<p>{SENTENCE}</p>").repeat(3);
    for (name, page) in [
        ("script.html", format!("<html><body><script>while(1){{}}</script>{told}<script>alert(1)")),
        ("deep.html", format!("<html><body>{}{told}", "<div>".repeat(100_000))),
        ("attribute.html", format!("<html><body data-x=\"{}\">{told}", "y".repeat(5_000_000))),
        (
            "bomb.html",
            format!(
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"{}\">]><html><body>{told}<p>&b;</p>",
                "&a;".repeat(10_000)
            ),
        ),
    ] {
        let (code, out, errors) = file(name, page);
        assert_eq!(code, 0, "{name}: {errors}");
        assert!(errors.lines().count() <= 1, "{errors}");
        assert!(out.contains("ASSAULT") && !out.contains("alert"), "{name}: {out}");
        // `read` prints quotations: no mark of the page may be left in them.
        assert!(!out.contains("<p>") && !out.contains("<div>"), "{name}: {out}");
    }
    assert!(begin.elapsed() < Duration::from_secs(120), "{:?}", begin.elapsed());
}

#[test]
fn a_text_of_50_megabytes_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (large, good) = (folder.path().join("large.txt"), folder.path().join("small.txt"));
    fs::write(&large, format!("{SENTENCE} ").repeat(50_000_000 / SENTENCE.len())).unwrap();
    fs::write(&good, SENTENCE).unwrap();
    let begin = Instant::now();
    let (code, out, errors) = read(&[&large, &good]);
    assert_eq!(code, 1);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("large.txt is larger than 500 kB; split it into articles"), "{errors}");
    assert_eq!(out.lines().count(), 1);
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
}

#[test]
fn standard_input_is_named_too() {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("lagebild"));
    command.args(["read", "-"]).write_stdin("");
    command.assert().code(1).stderr(predicate::str::contains("standard input is empty"));
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_and_names_that_are_no_text_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/nowhere", folder.path().join("link.txt")).unwrap();
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"\xFFgood.txt")), SENTENCE).unwrap();
    let (code, out, errors) = read(&[folder.path()]);
    assert_eq!((code, out.lines().count()), (1, 1), "{errors}");
    assert!(errors.contains("link.txt does not exist"), "{errors}");
}
