//! The shipped course of events, from ingest to report, as a user runs it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

fn lagebild() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("lagebild"))
}

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// A store with the examples, made once.
fn store() -> &'static Path {
    static STORE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = STORE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picture.db");
        lagebild()
            .args(["ingest", "--clock", "2025-07-01T00:00:00Z", "--store"])
            .arg(&path)
            .arg(examples())
            .assert()
            .success();
        (folder, path)
    });
    path
}

fn output(arguments: &[&str]) -> String {
    let out = lagebild().args(arguments).arg("--store").arg(store()).assert().success();
    String::from_utf8(out.get_output().stdout.clone()).unwrap()
}

/// The event of a record whose trigger is this, in an article of this outlet and day.
fn event_of(outlet: &str, day: &str, trigger: &str, as_of: &str) -> Option<Value> {
    let read = lagebild().args(["read", "--format", "json"]).arg(examples()).assert().success();
    let lines = String::from_utf8(read.get_output().stdout.clone()).unwrap();
    for line in lines.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| article["article"][key].as_str().unwrap_or("").to_owned();
        if of("source") != outlet || !(of("published").starts_with(day) || day.is_empty()) {
            continue;
        }
        for record in article["records"].as_array().unwrap() {
            if record["trigger"]["text"] == trigger {
                let id = record["id"].as_str().unwrap();
                let out = lagebild()
                    .args(["events", id, "--format", "jsonl", "--as-of", as_of, "--store"])
                    .arg(store())
                    .output()
                    .unwrap();
                let text = String::from_utf8(out.stdout).unwrap();
                return text.lines().next().map(|line| serde_json::from_str(line).unwrap());
            }
        }
    }
    None
}

/// Outlet, day and trigger of a record; the moment; the status of its event then.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[test]
fn the_status_of_each_main_event_changes_at_the_right_article() {
    let rows: &[Row] = EXPECTED;
    let mut wrong = Vec::new();
    for (outlet, day, trigger, as_of, status) in rows {
        let found = event_of(outlet, day, trigger, as_of);
        let told = found.as_ref().map_or("nothing", |event| event["status"].as_str().unwrap());
        if told != *status {
            wrong.push(format!("{outlet} {day} {trigger} as of {as_of}: {told}, not {status}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const END: &str = "2025-07-01";

const EXPECTED: &[Row] = &[
    // the deployment: feared, said by Seoul and Kyiv, then by Washington too, then by NATO
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-14", "warned"),
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-17", "warned"),
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-18", "corroborated"),
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-24", "confirmed"),
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-28", "confirmed"),
    ("Tagblick", "2024-10-14", "Entsendung", "2024-10-29", "confirmed"),
    ("Tagblick", "2024-10-14", "Entsendung", END, "confirmed"),
    // the fighting: feared at first
    ("Tagblick", "2024-10-14", "Krieg", "2024-10-14", "warned"),
    ("Northfield Observer", "2024-11-06", "fought", END, "confirmed"),
    ("The Harbour Courier", "2024-12-24", "sanctions", "2024-12-24", "claimed"),
    // Kyiv says so of its own act, Seoul confirms it
    ("Kestrel Dispatch", "2025-01-13", "captured", "2025-01-13", "confirmed"),
    // Moscow says so, Kyiv denies it
    ("Morgenwarte", "2025-04-28", "eingenommen", "2025-04-28", "disputed"),
];

#[test]
fn a_near_copy_counts_once() {
    let page = output(&["report"]);
    assert!(page.contains("Elbbote “10.000 Nordkoreaner in Russland: USA korrigieren Zahl nach oben” prints the text of Morgenwarte"));
    // the event has the same origins and status without the copy
    let with = event_of("Morgenwarte", "2024-10-29", "verlegt", "2024-10-29").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("without.db");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap().to_string_lossy();
        name.starts_with("20") && !name.contains("nachdruck")
    });
    files.sort();
    lagebild().arg("ingest").arg("--store").arg(&path).args(&files).assert().success();
    let id = with["event"].as_str().unwrap();
    let out = lagebild()
        .args(["events", id, "--format", "jsonl", "--as-of", "2024-10-29", "--store"])
        .arg(&path)
        .assert()
        .success();
    let text = String::from_utf8(out.get_output().stdout.clone()).unwrap();
    let without: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(with["articles"].as_u64().unwrap(), without["articles"].as_u64().unwrap() + 1);
    for field in ["origins", "status", "grade"] {
        assert_eq!(with[field], without[field], "{field}");
    }
}

#[test]
fn the_correction_is_shown() {
    let before = event_of("Kestrel Dispatch", "2025-01-13", "killed", "2025-01-13").unwrap();
    let after = event_of("Kestrel Dispatch", "2025-01-13", "killed", "2025-01-14").unwrap();
    let killed = |event: &Value| -> (f64, f64) {
        let figures = event["figures"].as_array().unwrap();
        let killed = figures.iter().find(|each| each["counts"] == "killed").unwrap();
        (killed["low"].as_f64().unwrap(), killed["high"].as_f64().unwrap())
    };
    assert!(killed(&before).1 >= 3000.0);
    assert!(killed(&after).0 <= 300.0);
    let diff = output(&["diff", "--from", "2025-01-13", "--to", "2025-01-14"]);
    assert!(
        diff.contains("withdrawn: ") && diff.contains("Correction: Seoul estimates 300"),
        "{diff}"
    );
    let report = output(&["report", "--since", "2025-01-13", "--as-of", "2025-01-14"]);
    assert!(report.contains("~~about 3,000~~ (withdrawn)"), "{report}");
    assert!(report.contains("corrects Kestrel Dispatch"));
}

#[test]
fn the_library_gives_no_story() {
    let stories = output(&["stories"]);
    assert!(!stories.contains("Bibliothek"), "{stories}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, jobs: &str| -> Vec<Vec<u8>> {
        let path = folder.path().join(name);
        let ingest = ["ingest", "--clock", "2025-07-01T00:00:00Z", "--jobs", jobs, "--store"];
        lagebild().args(ingest).arg(&path).arg(examples()).assert().success();
        ["md", "html", "json", "svg"]
            .iter()
            .map(|format| {
                let report = ["report", "--language", "de", "--format", format, "--store"];
                let out = lagebild().args(report).arg(&path).assert().success();
                out.get_output().stdout.clone()
            })
            .collect()
    };
    let one = run("one.db", "1");
    assert!(one.iter().all(|text| text.len() > 500));
    assert!(one == run("two.db", "2"));
}

#[test]
fn every_sentence_of_the_report_leads_to_a_quoted_sentence() {
    let report: Value = serde_json::from_str(&output(&["report", "--format", "json"])).unwrap();
    let references = report["references"].as_array().unwrap();
    assert!(references.len() > 20);
    for reference in references {
        let length = reference["end"].as_u64().unwrap() - reference["start"].as_u64().unwrap();
        assert!(length > 0 && !reference["quote"].as_str().unwrap().is_empty());
        assert!(!reference["article"].as_str().unwrap().is_empty());
    }
    for section in report["sections"].as_array().unwrap() {
        for item in section["items"].as_array().unwrap() {
            for sentence in item["sentences"].as_array().unwrap() {
                let leads = sentence["references"].as_array().unwrap();
                assert!(!leads.is_empty(), "{sentence}");
                assert!(leads.iter().all(|n| n.as_u64().unwrap() as usize <= references.len()));
            }
        }
    }
}

#[test]
fn the_page_is_self_contained_and_speaks_german() {
    let page = output(&["report", "--language", "de", "--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains("src=") && !page.contains("<link") && !page.contains("<script"));
    for heading in ["Lagebericht", "Bestätigt", "Umstritten", "Was nicht bekannt ist", "Belege"] {
        assert!(page.contains(heading), "{heading}");
    }
}

#[test]
fn ingesting_again_adds_nothing_and_the_store_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("again.db");
    for new in ["13 articles", "0 articles"] {
        let out = lagebild().arg("ingest").arg("--store").arg(&path).arg(examples()).assert();
        out.success().stdout(predicate::str::contains(new));
    }
    lagebild().arg("verify").arg("--store").arg(&path).assert().success();
    let copy = folder.path().join("copy.db");
    lagebild().arg("backup").arg(&copy).arg("--store").arg(&path).assert().success();
    lagebild().arg("verify").arg("--store").arg(&copy).assert().success();
    lagebild().arg("backup").arg(&copy).arg("--store").arg(&path).assert().code(1);
}

#[test]
fn notes_are_kept_and_respected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.db");
    lagebild().arg("ingest").arg("--store").arg(&path).arg(examples()).assert().success();
    let list = || -> Vec<Value> {
        let command = ["events", "--format", "jsonl", "--limit", "1000", "--store"];
        let out = lagebild().args(command).arg(&path).assert().success();
        let text = String::from_utf8(out.get_output().stdout.clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let before = list();
    let id = |at: usize| before[at]["event"].as_str().unwrap().to_owned();
    let note = |arguments: &[&str]| {
        lagebild().arg("note").args(arguments).arg("--store").arg(&path).assert().success();
    };
    note(&["merge", &id(0), &id(1), "--why", "one act", "--by", "desk"]);
    assert_eq!(list().len(), before.len() - 1);
    note(&["reject", &id(2)]);
    assert_eq!(list().len(), before.len() - 2);
    note(&["confirm", &id(3)]);
    assert_eq!(list().iter().filter(|event| event["checked"] == true).count(), 2);
    lagebild().args(["note", "confirm", "ffffffff", "--store"]).arg(&path).assert().code(1);
}

#[test]
fn a_missing_store_is_told() {
    lagebild()
        .args(["report", "--store", "no-such.db"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("there is no store no-such.db"));
}
