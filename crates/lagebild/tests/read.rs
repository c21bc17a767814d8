//! `lagebild read` on real files, as a user runs it.

use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

fn lagebild() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("lagebild"))
}

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The records that the program prints for a text, as JSON lines.
fn records(name: &str, text: &str, published: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let out = lagebild()
        .args(["read", "--format", "jsonl", "--published", published])
        .arg(&path)
        .assert()
        .success();
    let lines = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_german_sentence_becomes_a_record_with_its_source() {
    let text = "Das Pentagon hat am Montag bestätigt, dass Nordkorea etwa 10.000 Soldaten nach Russland entsandt hat.\n";
    let records = records("a.txt", text, "2024-10-29");
    let sent = records.iter().find(|record| record["trigger"]["text"] == "entsandt").unwrap();
    assert_eq!(sent["type"], "MOBILIZE");
    assert_eq!(sent["mode"], "troops");
    assert_eq!(sent["actors"][0]["code"], "PRK");
    assert_eq!(sent["recipients"][0]["code"], "RUS");
    assert_eq!(sent["numbers"][0]["low"], 10000);
    assert_eq!(sent["numbers"][0]["approx"], true);
    assert_eq!(sent["factuality"], "CT+");
    assert_eq!(sent["attribution"][0]["source"]["code"], "USA.MIL");
    assert_eq!(sent["attribution"][0]["stance"], "confirm");
    assert_eq!(sent["when"], Value::Null, "`am Montag` dates the confirmation");
}

#[test]
fn an_english_denial_is_negative_and_attributed() {
    let text = "Israel attacked a base near Damascus on Monday, Syria said.\n";
    let records = records("a.txt", text, "2018-04-10");
    let attack = records.iter().find(|record| record["type"] == "ASSAULT").unwrap();
    assert_eq!(attack["actors"][0]["code"], "ISR");
    assert_eq!(attack["attribution"][0]["source"]["code"], "SYR");
}

#[test]
fn every_span_quotes_the_text() {
    let out = lagebild().args(["read", "--format", "json"]).arg(examples()).assert().success();
    let lines = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    let mut seen = 0;
    for line in lines.lines() {
        let read: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = read["article"]["text"].as_str().unwrap().chars().collect();
        check(&read["records"], &text, &mut seen);
        check(&read["open"], &text, &mut seen);
    }
    assert!(seen > 200, "only {seen} spans in the examples");
}

/// Every object with `start`, `end` and `text` quotes the article.
fn check(value: &Value, text: &[char], seen: &mut usize) {
    match value {
        Value::Array(all) => all.iter().for_each(|each| check(each, text, seen)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quoted)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let (start, end) =
                    (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
                assert!(start < end && end <= text.len(), "{value}");
                assert_eq!(text[start..end].iter().collect::<String>(), quoted.as_str().unwrap());
                *seen += 1;
            }
            fields.values().for_each(|each| check(each, text, seen));
        }
        _ => {}
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let run = |jobs: &str| {
        let out = lagebild()
            .args(["read", "--format", "jsonl", "--jobs", jobs])
            .arg(examples())
            .assert()
            .success();
        out.get_output().stdout.clone()
    };
    assert_eq!(run("1"), run("2"));
}

#[test]
fn a_bad_input_is_told_in_one_sentence_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a-empty.txt"), "").unwrap();
    std::fs::write(folder.path().join("b-binary.txt"), [0u8, 159, 146, 150, 0, 1, 2, 3]).unwrap();
    std::fs::write(folder.path().join("c-cut.json"), "{\"text\": \"Kiew wa").unwrap();
    std::fs::write(folder.path().join("d-good.txt"), "Russland hat die Ukraine angegriffen.\n")
        .unwrap();
    let out = lagebild().args(["read", "--format", "jsonl"]).arg(folder.path()).assert().code(1);
    let out = out.get_output();
    let errors = String::from_utf8(out.stderr.clone()).unwrap();
    assert_eq!(errors.lines().count(), 3, "{errors}");
    for name in ["a-empty.txt", "b-binary.txt", "c-cut.json"] {
        assert!(errors.contains(name), "{errors}");
    }
    assert!(String::from_utf8(out.stdout.clone()).unwrap().contains("ASSAULT"));
}

#[test]
fn a_language_may_be_given_with_its_region() {
    lagebild()
        .args(["read", "--language", "en-GB", "--published", "2024-10-29", "-"])
        .write_stdin("France expelled three Russian diplomats on Friday.")
        .assert()
        .success()
        .stdout(predicate::str::contains("SANCTION"));
}

#[test]
fn a_language_without_lexicon_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zh.txt");
    std::fs::write(&path, "乌克兰外交部长星期一警告说，朝鲜可能会向俄罗斯派遣更多的军队。\n")
        .unwrap();
    lagebild()
        .arg("read")
        .arg(&path)
        .assert()
        .code(1)
        .stderr(predicate::str::contains("no lexicon"));
}

#[test]
fn html_is_one_page_that_loads_nothing() {
    let out = lagebild().args(["read", "--format", "html"]).arg(examples()).assert().success();
    let page = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains("src=") && !page.contains("<link"));
}

#[test]
fn no_arguments_is_wrong_usage() {
    lagebild().arg("read").assert().code(2);
}
