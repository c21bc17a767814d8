//! One suite, run on both engines.

mod support;

use picture::{
    Action, Batch, EntryKind, Key, Ledger, LedgerError, Note, Picture, Sources, Status, View,
};
use record::{EventType, Factuality, Stance, Tense};
use store::Store;
use support::{Server, Told, placer, prepared};

/// Runs every case on a store of its own.
fn suite(open: &mut dyn FnMut(&str) -> Store) {
    type Case = (&'static str, fn(&mut dyn Ledger));
    let cases: &[Case] = &[
        ("what is appended is found again", appended_is_found),
        ("ingesting twice adds nothing", twice_adds_nothing),
        ("a batch for an older head is refused as a whole", moved_is_refused),
        ("two origins make one event corroborated", two_origins),
        ("one source in two papers is one origin", one_source),
        ("a denial by the other side is a dispute", denial),
        ("what was announced and then happened", warned_then_claimed),
        ("a correction takes back", correction),
        ("as of and known at", two_times),
        ("notes are respected", notes),
        ("what is stored verifies", verifies),
    ];
    for (at, (name, case)) in cases.iter().enumerate() {
        println!("{name}");
        let mut store = open(&format!("case{at}"));
        case(store.ledger());
        let flaws = picture::verify(store.ledger(), &Sources::embedded().quoted).unwrap();
        assert!(flaws.is_empty(), "{name}: {flaws:?}");
    }
}

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    suite(&mut |name| store::open(folder.path().join(name).to_str().unwrap()).unwrap());
}

#[test]
fn postgres() {
    let server = Server::start();
    suite(&mut |name| {
        let out = std::process::Command::new("psql")
            .args([&server.address, "-c", &format!("CREATE DATABASE {name}")])
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let address = server.address.replace("/postgres", &format!("/{name}"));
        store::open(&address).unwrap()
    });
}

fn add(ledger: &mut dyn Ledger, told: &Told, now: i64) -> bool {
    let Some(batch) = placer().place(ledger, &prepared(told), now).unwrap() else { return false };
    ledger.append(&batch).unwrap();
    true
}

fn look(ledger: &mut dyn Ledger, view: View) -> Picture {
    Picture::at(ledger, view, &Sources::embedded().quoted).unwrap()
}

fn statuses(picture: &Picture) -> Vec<Status> {
    picture.events.iter().map(|event| event.standing.status).collect()
}

const MINISTRY: Option<(&str, &str, Stance)> = Some(("ministry", "UKR.MIL", Stance::Claim));

fn appended_is_found(ledger: &mut dyn Ledger) {
    let told = Told { killed: Some(3.0), source: MINISTRY, ..Told::default() };
    assert!(add(ledger, &told, 100));
    let key = ledger.find_article("a").unwrap().unwrap();
    let kept = ledger.articles(&[key, 999_999]).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].article, prepared(&told).article);
    assert_eq!(kept[0].outlet.name, "Morning Post");
    let facts = ledger.facts(Key::MAX).unwrap();
    assert_eq!(facts.len(), 1);
    let record = &ledger.records(&[facts[0].key]).unwrap()[0];
    assert_eq!(*record, prepared(&told).records[0]);
    assert_eq!(ledger.find_records(&record.id[..8], 5).unwrap(), [facts[0].key]);
    assert_eq!(ledger.find_records("zz", 5).unwrap(), Vec::<Key>::new());
    assert_eq!(ledger.traits(&[facts[0].key]).unwrap()[0].0, facts[0]);
    assert_eq!(ledger.facts_of_events(&[facts[0].event]).unwrap(), facts);
    assert_eq!(ledger.facts_of_articles(&[key]).unwrap(), facts);
    let features: Vec<u64> = prepared(&told).profile.features.iter().map(|each| each.0).collect();
    assert_eq!(ledger.counts(&features[..2]).unwrap(), [1, 1]);
    assert_eq!(ledger.counts(&[12345]).unwrap(), [0]);
    assert_eq!(
        ledger.postings(&features[..1], i64::MIN, i64::MAX, 5).unwrap(),
        [(features[0], key)]
    );
    let entries = ledger.entries(&EntryKind::ALL, 0, Key::MAX).unwrap();
    let kinds: Vec<EntryKind> = entries.iter().map(|entry| entry.what.kind()).collect();
    assert_eq!(kinds, [EntryKind::Joined, EntryKind::Placed, EntryKind::Status]);
    assert_eq!(ledger.entries_about(&[key]).unwrap().len(), 1);
    assert_eq!(ledger.outlets(&[picture::hash("morning post")]).unwrap().len(), 1);
}

fn twice_adds_nothing(ledger: &mut dyn Ledger) {
    assert!(add(ledger, &Told::default(), 100));
    let head = ledger.head().unwrap();
    assert!(!add(ledger, &Told::default(), 200));
    assert_eq!(ledger.head().unwrap(), head);
}

fn moved_is_refused(ledger: &mut dyn Ledger) {
    let late = placer().place(ledger, &prepared(&Told::default()), 100).unwrap().unwrap();
    assert!(add(ledger, &Told { id: "b", ..Told::default() }, 100));
    let head = ledger.head().unwrap();
    assert_eq!(ledger.append(&late), Err(LedgerError::Moved));
    assert_eq!(ledger.head().unwrap(), head);
    assert_eq!(ledger.find_article("a").unwrap(), None);
    // a batch that fails midway leaves nothing: the key of its last entry is taken
    let mut broken: Batch = placer()
        .place(ledger, &prepared(&Told { id: "c", ..Told::default() }), 100)
        .unwrap()
        .unwrap();
    broken.entries[0].key = head.last;
    assert!(ledger.append(&broken).is_err());
    assert_eq!(ledger.head().unwrap(), head);
    assert_eq!(ledger.find_article("c").unwrap(), None);
}

const OTHER: &str =
    "In the night missiles struck Reni, where the grain harbour and two silos burnt.";

fn two_origins(ledger: &mut dyn Ledger) {
    add(ledger, &Told::default(), 100);
    let other = Told { id: "b", outlet: "Evening Star", text: OTHER, ..Told::default() };
    add(ledger, &other, 200);
    let picture = look(ledger, View::default());
    assert_eq!(statuses(&picture), [Status::Corroborated]);
    assert_eq!(picture.events[0].standing.origins.len(), 2);
    assert_eq!(picture.timeline(&picture.events[0]).len(), 1);
}

fn one_source(ledger: &mut dyn Ledger) {
    add(ledger, &Told { source: MINISTRY, ..Told::default() }, 100);
    let other =
        Told { id: "b", outlet: "Evening Star", text: OTHER, source: MINISTRY, ..Told::default() };
    add(ledger, &other, 200);
    let picture = look(ledger, View::default());
    assert_eq!(statuses(&picture), [Status::Claimed]);
    // the other victim's ministry gains by it: less credible
    assert_eq!(picture.events[0].standing.credibility, 4);
}

fn denial(ledger: &mut dyn Ledger) {
    add(ledger, &Told { source: MINISTRY, ..Told::default() }, 100);
    let other = Told {
        id: "b",
        outlet: "Evening Star",
        text: OTHER,
        factuality: Factuality::CertainNot,
        source: Some(("Moscow", "RUS.GOV", Stance::Deny)),
        day: "2024-03-02",
        ..Told::default()
    };
    add(ledger, &other, 200);
    let picture = look(ledger, View::default());
    assert_eq!(statuses(&picture), [Status::Disputed]);
    let steps: Vec<Status> =
        picture.timeline(&picture.events[0]).iter().map(|step| step.standing.status).collect();
    assert_eq!(steps, [Status::Claimed, Status::Disputed]);
}

fn warned_then_claimed(ledger: &mut dyn Ledger) {
    let warned = Told {
        kind: EventType::Mobilize,
        factuality: Factuality::Possible,
        tense: Tense::Future,
        source: Some(("Kyiv", "UKR.GOV", Stance::Warn)),
        ..Told::default()
    };
    add(ledger, &warned, 100);
    assert_eq!(statuses(&look(ledger, View::default())), [Status::Warned]);
    let came = Told {
        id: "b",
        day: "2024-03-02",
        kind: EventType::Mobilize,
        text: OTHER,
        outlet: "Evening Star",
        ..Told::default()
    };
    add(ledger, &came, 200);
    assert_eq!(statuses(&look(ledger, View::default())), [Status::Claimed]);
}

fn correction(ledger: &mut dyn Ledger) {
    add(ledger, &Told { killed: Some(30.0), ..Told::default() }, 100);
    let corrected = Told {
        id: "b",
        day: "2024-03-02",
        killed: Some(3.0),
        text: "Missiles struck the grain harbour of Reni and two silos; 3 were killed, not 30 as we said.",
        corrects: Some("a"),
        ..Told::default()
    };
    add(ledger, &corrected, 200);
    let picture = look(ledger, View::default());
    assert_eq!(picture.events.len(), 1);
    let figures = picture.figures(&picture.events[0]);
    let told: Vec<(f64, bool)> =
        figures[0].told.iter().map(|(sum, _, _, withdrawn)| (sum.low, *withdrawn)).collect();
    assert_eq!(told, [(30.0, true), (3.0, false)]);
    assert_eq!(figures[0].range, (3.0, 3.0));
    let before = look(ledger, View { as_of: Some(picture.events[0].first), known_at: None });
    assert!(!before.figures(&before.events[0])[0].told[0].3);
}

fn two_times(ledger: &mut dyn Ledger) {
    add(ledger, &Told { day: "2024-03-05", ..Told::default() }, 1000);
    let older =
        Told { id: "b", day: "2024-03-01", outlet: "Evening Star", text: OTHER, ..Told::default() };
    add(ledger, &older, 2000);
    let now = look(ledger, View::default());
    assert_eq!(statuses(&now), [Status::Corroborated]);
    let march_2 = picture::seconds("2024-03-02".parse().unwrap());
    let published = look(ledger, View { as_of: Some(march_2), known_at: None });
    assert_eq!(statuses(&published), [Status::Claimed]);
    assert_eq!(published.facts(&published.events[0])[0].published, march_2 - 86_400);
    let known = look(ledger, View { as_of: None, known_at: Some(1500) });
    assert_eq!(statuses(&known), [Status::Claimed]);
    let neither = look(ledger, View { as_of: Some(march_2), known_at: Some(1500) });
    assert!(neither.events.is_empty());
    assert_eq!(ledger.key_at(999).unwrap(), 0);
}

fn note(ledger: &mut dyn Ledger, event: Key, action: Action, now: i64) {
    let note = Note { action, why: "seen".to_owned(), by: "tester".to_owned() };
    let quoted = picture::Sources::embedded().quoted;
    let batch = picture::note(ledger, event, note, now, &quoted).unwrap();
    ledger.append(&batch).unwrap();
    // what a note changes is entered, so that the log can be computed again
    assert_eq!(picture::verify(ledger, &quoted).unwrap(), Vec::<String>::new());
}

fn notes(ledger: &mut dyn Ledger) {
    add(ledger, &Told::default(), 100);
    let other = Told { id: "b", outlet: "Evening Star", text: OTHER, ..Told::default() };
    add(ledger, &other, 200);
    let picture = look(ledger, View::default());
    let keys: Vec<Key> = picture.facts(&picture.events[0]).iter().map(|fact| fact.key).collect();
    note(ledger, keys[0], Action::Split { records: vec![keys[1]] }, 300);
    let split = look(ledger, View::default());
    assert_eq!(statuses(&split), [Status::Claimed, Status::Claimed]);
    // what comes later does not join them again
    let third = Told { id: "c", outlet: "Weekly", day: "2024-03-02", ..Told::default() };
    add(ledger, &third, 400);
    let later = look(ledger, View::default());
    assert_eq!(later.events.len(), 2);
    assert_eq!(later.events.iter().map(|event| event.articles).sum::<usize>(), 3);
    note(ledger, keys[0], Action::Merge { with: keys[1] }, 500);
    assert_eq!(look(ledger, View::default()).events.len(), 1);
    note(ledger, keys[0], Action::Reject { records: vec![keys[1]] }, 600);
    let rejected = look(ledger, View::default());
    assert_eq!(rejected.events[0].articles, 2);
    note(ledger, keys[0], Action::Reject { records: Vec::new() }, 700);
    assert!(look(ledger, View::default()).events.is_empty());
    // as it was known before the notes
    let known = look(ledger, View { as_of: None, known_at: Some(250) });
    assert_eq!(statuses(&known), [Status::Corroborated]);
}

fn verifies(ledger: &mut dyn Ledger) {
    for (at, id) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let told = Told { id, outlet: ["One", "Two", "Three", "Four"][at], ..Told::default() };
        add(ledger, &told, 100 * at as i64);
    }
    // near copies are one origin, whoever prints them
    let picture = look(ledger, View::default());
    assert_eq!(statuses(&picture), [Status::Claimed]);
    assert_eq!(picture.events[0].articles, 4);
}
