//! An ingest that is killed at any moment leaves a sound store, and finishing it gives what an
//! undisturbed run gives.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// How often it is killed.
const KILLS: usize = 50;
const ARTICLES: usize = 60;

fn lagebild() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("lagebild"))
}

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// A fixed linear congruential sequence: the articles are the same in every run.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Articles of shuffled example sentences, one a line.
fn articles() -> String {
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
    let mut sequence = Sequence(20_250_114);
    let lines = (0..ARTICLES).map(|number| {
        let language = ["de", "en"][number % 2];
        let own: Vec<&String> =
            sentences.iter().filter(|each| each.0 == language).map(|each| &each.1).collect();
        let length = 2 + sequence.below(6);
        let text: String = (0..length).map(|_| own[sequence.below(own.len())].as_str()).collect();
        let published = format!("2024-{:02}-{:02}", 1 + number % 12, 1 + sequence.below(28));
        json!({"id": format!("article-{number}"), "language": language, "published": published,
               "text": text, "source": format!("Outlet {}", sequence.below(9))})
        .to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn ingest(store: &Path, input: &Path) -> Command {
    let mut command = lagebild();
    command
        .args(["ingest", "--jobs", "1", "--clock", "2025-02-01T00:00:00Z", "--store"])
        .arg(store)
        .arg(input);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn output(store: &Path, command: &[&str]) -> Vec<u8> {
    let out = lagebild().args(command).arg("--store").arg(store).output().unwrap();
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// All that a store tells.
fn told(store: &Path) -> Vec<Vec<u8>> {
    vec![
        output(store, &["events", "--limit", "100000", "--format", "jsonl"]),
        output(store, &["stories", "--limit", "100000", "--format", "jsonl"]),
        output(store, &["report", "--format", "json", "--limit", "1000"]),
    ]
}

#[test]
fn killed_at_any_moment_nothing_is_lost_or_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles.jsonl");
    fs::write(&input, articles()).unwrap();
    let whole = folder.path().join("whole.db");
    let begin = std::time::Instant::now();
    assert!(ingest(&whole, &input).status().unwrap().success());
    let undisturbed = begin.elapsed();
    let expected = told(&whole);

    let mut sequence = Sequence(7);
    let mut run = 0;
    let mut store = folder.path().join("run0.db");
    let mut kills = 0;
    let mut finished = 0;
    while kills < KILLS {
        let mut child = ingest(&store, &input).spawn().unwrap();
        // long enough that some articles come in, short enough that it is seldom done
        let longest = undisturbed.as_millis() as usize / 2 + 50;
        std::thread::sleep(Duration::from_millis(sequence.below(longest) as u64));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        if store.exists() {
            let out = output(&store, &["verify"]);
            assert!(String::from_utf8_lossy(&out).contains("sound"));
        }
        if status.success() {
            assert!(told(&store) == expected, "run {run} differs");
            finished += 1;
            run += 1;
            store = folder.path().join(format!("run{run}.db"));
        } else {
            kills += 1;
        }
    }
    assert!(ingest(&store, &input).status().unwrap().success());
    assert!(told(&store) == expected, "the last run differs");
    println!("{kills} kills, {} runs finished", finished + 1);
}
