//! The same input gives the same bytes, on any number of threads.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn read(input: &Path, format: &str, jobs: &str) -> Vec<u8> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("lagebild"));
    command.args(["read", "--format", format, "--explain", "--jobs", jobs]).arg(input);
    command.assert().success().get_output().stdout.clone()
}

/// Articles of shuffled example sentences: long and short, both languages, some the same.
fn generated() -> String {
    let mut sentences: Vec<(String, String)> = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "json")) {
        let article: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let language = article["language"].as_str().unwrap().to_owned();
        let text = article["text"].as_str().unwrap();
        sentences
            .extend(text.split_inclusive(". ").map(|each| (language.clone(), each.to_owned())));
    }
    // A fixed linear congruential sequence: the articles are the same in every run.
    let mut state = 20_241_029_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let lines = (0..48).map(|number| {
        let language = ["de", "en"][number % 2];
        let own: Vec<&String> =
            sentences.iter().filter(|each| each.0 == language).map(|each| &each.1).collect();
        let length = [1, 3, 8, 20][next(4)];
        let text: String = (0..length).map(|_| own[next(own.len())].as_str()).collect();
        json!({"id": number.to_string(), "language": language, "published": "2024-10-29", "text": text})
            .to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn examples_give_the_same_bytes_in_every_format() {
    for format in ["text", "json", "jsonl", "html"] {
        let one = read(&examples(), format, "1");
        assert!(!one.is_empty());
        assert!(one == read(&examples(), format, "2"), "{format} differs");
    }
}

#[test]
fn generated_articles_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("generated.jsonl");
    fs::write(&path, generated()).unwrap();
    let one = read(&path, "json", "1");
    assert_eq!(one.iter().filter(|byte| **byte == b'\n').count(), 48);
    for jobs in ["2", "5"] {
        assert!(one == read(&path, "json", jobs), "{jobs} jobs differ");
    }
    assert!(one == read(&path, "json", "2"), "the second run differs");
}
