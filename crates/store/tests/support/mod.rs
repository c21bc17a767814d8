//! Articles and records made by hand, and a PostgreSQL server of the test's own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use picture::{Named, Placer, Prepared, Profile, Sketch, Sources, Traits, Weights, hash};
use record::{
    Article, Attribution, Code, Counted, EventType, Factuality, Figure, Kind, Mention, Moment,
    Record, Span, Stance, Tense,
};

/// A server in a folder of its own, stopped when it goes out of scope.
pub struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
    pub address: String,
}

/// The machine's package lists are changed by one test at a time.
static INSTALLING: Mutex<()> = Mutex::new(());

impl Server {
    /// Starts a server; installs PostgreSQL through apt if it is missing and that is possible.
    pub fn start() -> Server {
        let programs = programs().unwrap_or_else(|| {
            install();
            programs().expect(
                "PostgreSQL is missing: install it (Debian: apt-get install postgresql) so that \
                 initdb and pg_ctl are found, then run the tests again",
            )
        });
        let folder = tempfile::Builder::new().prefix("lagebild-pg").tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        if is_root() {
            let path = folder.path().to_str().unwrap();
            run(Command::new("chown").args(["-R", "postgres", path]));
        }
        let data = data.to_str().unwrap().to_owned();
        let socket = folder.path().to_str().unwrap().to_owned();
        run(server(&programs.join("initdb")).args([
            "-D",
            &data,
            "-U",
            "lagebild",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
        ]));
        let options = format!("-k {socket} -c listen_addresses='' -c fsync=off");
        let log = folder.path().join("log");
        run(server(&programs.join("pg_ctl")).args([
            "-D",
            &data,
            "-w",
            "-l",
            log.to_str().unwrap(),
            "-o",
            &options,
            "start",
        ]));
        let host = socket.replace('/', "%2F");
        Server { programs, folder, address: format!("postgres://lagebild@{host}/postgres") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let stop = ["-D", data.to_str().unwrap(), "-m", "immediate", "stop"];
        let _ = server(&self.programs.join("pg_ctl")).args(stop).output();
    }
}

/// The folder that holds the server's programs.
fn programs() -> Option<PathBuf> {
    let named = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&named).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.filter_map(|version| Some(version.ok()?.path().join("bin"))));
    }
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

fn install() {
    let _guard = INSTALLING.lock();
    if is_root() && Path::new("/usr/bin/apt-get").exists() {
        let _ = Command::new("apt-get").arg("update").output();
        let _ = Command::new("apt-get")
            .args(["install", "-y", "--no-install-recommends", "postgresql"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .output();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0")
}

/// A program of the server, which does not run as root.
fn server(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command.current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn run(command: &mut Command) {
    let out = command.output().unwrap();
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
}

pub fn placer() -> Placer {
    Placer::new(Sources::embedded(), Weights::embedded().unwrap())
}

/// What an article of the tests tells.
#[derive(Clone)]
pub struct Told {
    pub id: &'static str,
    pub outlet: &'static str,
    pub day: &'static str,
    pub actor: &'static str,
    pub recipient: &'static str,
    pub kind: EventType,
    pub factuality: Factuality,
    pub tense: Tense,
    pub source: Option<(&'static str, &'static str, Stance)>,
    pub killed: Option<f64>,
    pub text: &'static str,
    pub corrects: Option<&'static str>,
}

impl Default for Told {
    fn default() -> Self {
        Told {
            id: "a",
            outlet: "Morning Post",
            day: "2024-03-01",
            actor: "RUS.MIL",
            recipient: "UKR.CVL",
            kind: EventType::Assault,
            factuality: Factuality::Certain,
            tense: Tense::Past,
            source: None,
            killed: None,
            text: "Missiles struck the grain harbour of Reni in the night and set two silos on fire.",
            corrects: None,
        }
    }
}

/// The article that tells it.
pub fn prepared(told: &Told) -> Prepared {
    let text = told.text;
    let span = |word: &str| {
        let at = text.find(word).unwrap_or(0);
        let start = text[..at].chars().count();
        Span { start, end: start + word.chars().count(), text: word.to_owned() }
    };
    let mention =
        |word: &str, code: &str| Mention { span: span(word), code: code.parse().unwrap() };
    let first = text.split(' ').next().unwrap();
    let attribution = told.source.map(|(name, code, stance)| Attribution {
        source: Mention {
            span: Span { start: 0, end: 3, text: name.to_owned() },
            code: code.parse().unwrap(),
        },
        cue: None,
        stance,
        kind: Kind::Indirect,
    });
    let mut record = Record {
        id: String::new(),
        document: told.id.to_owned(),
        event: 1,
        trigger: span("struck"),
        event_type: told.kind,
        mode: None,
        actors: vec![mention(first, told.actor)],
        recipients: vec![mention("silos", told.recipient)],
        place: None,
        when: None,
        numbers: told
            .killed
            .map(|value| Figure {
                span: span("two"),
                low: value,
                high: value,
                approx: false,
                counts: Counted::Killed,
            })
            .into_iter()
            .collect(),
        factuality: told.factuality,
        tense: told.tense,
        background: false,
        attribution: attribution.into_iter().collect(),
        sentence: Span { start: 0, end: text.chars().count(), text: text.to_owned() },
        explanation: None,
        coder: "test".to_owned(),
    };
    record.id = record.content_id();
    let article = Article {
        id: told.id.to_owned(),
        language: Some("en".to_owned()),
        published: Some(told.day.parse::<Moment>().unwrap()),
        title: format!("Told by {}", told.outlet),
        text: text.to_owned(),
        source: Some(told.outlet.to_owned()),
        corrects: told.corrects.map(str::to_owned),
        ..Article::default()
    };
    let mut features: Vec<(u64, f32)> = text
        .split(' ')
        .filter(|word| word.len() > 3)
        .map(|word| (1 << 56 | hash(word) >> 8, 1.0))
        .collect();
    features.sort_by_key(|each| each.0);
    features.dedup_by_key(|each| each.0);
    let traits = Traits { trigger: 1, features: features.iter().map(|each| each.0).collect() };
    let named = record
        .attribution
        .first()
        .map(|link| Named { code: link.source.code, name: hash(&link.source.span.text) });
    Prepared {
        published: picture::published(&article).unwrap(),
        article,
        records: vec![record],
        open: Vec::new(),
        profile: Profile { language: "en".to_owned(), features, sketch: Sketch::of(text) },
        traits: vec![traits],
        named: vec![named],
    }
}

/// The code, for messages.
#[allow(dead_code)]
pub fn code(text: &str) -> Code {
    text.parse().unwrap()
}
