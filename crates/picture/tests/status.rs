//! The rules of the status, as a table and as properties that hold for any records.

use picture::{Fact, Named, Reliability, Sources, Standing, Status, Voice, standing};
use proptest::prelude::*;
use record::{Code, EventType, Factuality, Sector, Stance, Tense};

const COUNTRIES: [&str; 6] = ["KOR", "USA", "UKR", "RUS", "NAT", "FRA"];

/// A fact of the deployment of troops by North Korea to Russia.
fn fact(key: i64, source: Option<&str>, factuality: Factuality, tense: Tense) -> Fact {
    let code = |text: &str| -> Code { text.parse().unwrap() };
    Fact {
        key,
        article: 1000 + key,
        act: 1,
        published: key * 100,
        event: 1,
        story: None,
        kind: EventType::Mobilize,
        mode: None,
        factuality,
        tense,
        background: false,
        stance: source.map(|_| Stance::Claim),
        bare: false,
        actors: vec![code("PRK.MIL")],
        recipients: vec![code("RUS")],
        place: None,
        when: None,
        figures: Vec::new(),
        voice: Voice {
            owner: key as u64,
            reliability: Reliability::F,
            state: None,
            source: source.map(|text| Named { code: code(text), name: 0 }),
            cites: Vec::new(),
        },
    }
}

fn of(facts: &[Fact]) -> Standing {
    let facts: Vec<&Fact> = facts.iter().collect();
    standing(&facts, |_| false, &Sources::embedded().quoted)
}

use Factuality::{Certain, CertainNot, Open, Possible, Probable};
use Tense::{Future, Past};

/// Who says so, how sure, when.
type Said = (Option<&'static str>, Factuality, Tense);

#[test]
fn the_table_of_the_manual() {
    let rows: &[(&str, &[Said], Status)] = &[
        ("only to come", &[(Some("UKR.GOV"), Certain, Future)], Status::Warned),
        ("only possible", &[(Some("USA.GOV"), Possible, Past)], Status::Possible),
        ("asked", &[(None, Open, Past)], Status::Possible),
        ("one origin", &[(Some("KOR.SPY"), Certain, Past)], Status::Claimed),
        ("probable counts", &[(Some("KOR.SPY"), Probable, Past)], Status::Claimed),
        (
            "the same source twice",
            &[(Some("KOR.SPY"), Certain, Past), (Some("KOR.GOV"), Certain, Past)],
            Status::Claimed,
        ),
        (
            "two origins",
            &[(Some("KOR.SPY"), Certain, Past), (Some("USA.GOV"), Certain, Past)],
            Status::Corroborated,
        ),
        (
            "two outlets of their own",
            &[(None, Certain, Past), (None, Certain, Past)],
            Status::Corroborated,
        ),
        (
            "two origins, one of them the host",
            &[(Some("USA.GOV"), Certain, Past), (Some("RUS.GOV"), Certain, Past)],
            Status::Confirmed,
        ),
        (
            "officials of three countries",
            &[
                (Some("KOR.SPY"), Certain, Past),
                (Some("USA.GOV"), Certain, Past),
                (Some("NAT"), Probable, Past),
            ],
            Status::Confirmed,
        ),
        (
            "one says, the actor denies",
            &[(Some("KOR.SPY"), Certain, Past), (Some("PRK.GOV"), CertainNot, Past)],
            Status::Disputed,
        ),
        (
            "many say, the actor denies",
            &[
                (Some("KOR.SPY"), Certain, Past),
                (Some("USA.GOV"), Certain, Past),
                (Some("PRK.GOV"), CertainNot, Past),
            ],
            Status::Corroborated,
        ),
        (
            "who denied and then admits no longer denies",
            &[
                (Some("KOR.SPY"), Certain, Past),
                (Some("PRK.GOV"), CertainNot, Past),
                (Some("PRK.GOV"), Certain, Past),
            ],
            Status::Confirmed,
        ),
        ("only denied", &[(Some("RUS.GOV"), CertainNot, Past)], Status::Denied),
        (
            "that it will not be does not deny that it was",
            &[(Some("KOR.SPY"), Certain, Past), (Some("RUS.GOV"), CertainNot, Future)],
            Status::Claimed,
        ),
    ];
    for (name, said, expected) in rows {
        let facts: Vec<Fact> = said
            .iter()
            .enumerate()
            .map(|(at, (source, sure, tense))| fact(at as i64 + 1, *source, *sure, *tense))
            .collect();
        assert_eq!(of(&facts).status, *expected, "{name}");
    }
}

#[test]
fn what_its_publisher_took_back_is_retracted() {
    let facts = [fact(1, None, Certain, Past)];
    let all: Vec<&Fact> = facts.iter().collect();
    let quoted = Sources::embedded().quoted;
    assert_eq!(standing(&all, |_| true, &quoted).status, Status::Retracted);
}

fn any_fact() -> impl Strategy<Value = (usize, Option<usize>, usize, bool)> {
    (0usize..6, proptest::option::of(0usize..6), 0usize..7, any::<bool>())
}

fn facts_of(rows: &[(usize, Option<usize>, usize, bool)]) -> Vec<Fact> {
    rows.iter()
        .enumerate()
        .map(|(at, (_, source, sure, future))| {
            let source = source.map(|at| format!("{}.GOV", COUNTRIES[at]));
            let tense = if *future { Future } else { Past };
            fact(at as i64 + 1, source.as_deref(), Factuality::ALL[*sure], tense)
        })
        .collect()
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Claimed => 1,
        Status::Corroborated => 2,
        Status::Confirmed => 3,
        _ => 0,
    }
}

proptest! {
    /// A status names records that are there, and only those; the grade fits it.
    #[test]
    fn a_status_names_its_records(rows in proptest::collection::vec(any_fact(), 1..8)) {
        let facts = facts_of(&rows);
        let found = of(&facts);
        prop_assert!(found.because.iter().all(|key| facts.iter().any(|fact| fact.key == *key)));
        prop_assert!((1..=6).contains(&found.credibility));
        prop_assert_eq!(found.status == Status::Confirmed, found.credibility == 1);
    }

    /// Without a denial, one more independent voice that says so never weakens an event.
    #[test]
    fn one_more_origin_never_weakens(rows in proptest::collection::vec(any_fact(), 1..8)) {
        let mut facts = facts_of(&rows);
        facts.retain(|fact| !fact.denies());
        prop_assume!(!facts.is_empty());
        let before = of(&facts).status;
        let mut more = fact(99, None, Certain, Past);
        more.voice.owner = 4242;
        facts.push(more);
        prop_assert!(rank(of(&facts).status) >= rank(before).max(1));
    }

    /// The same records told again by copies change nothing.
    #[test]
    fn copies_change_nothing(rows in proptest::collection::vec(any_fact(), 1..8)) {
        let facts = facts_of(&rows);
        let mut doubled = facts.clone();
        for fact in &facts {
            let mut copy = fact.clone();
            copy.key += 100;
            copy.article += 100;
            doubled.push(copy);
        }
        doubled.sort_by_key(|fact| (fact.published, fact.key));
        prop_assert_eq!(of(&facts).status, of(&doubled).status);
        prop_assert_eq!(of(&facts).origins, of(&doubled).origins);
    }

    /// Only assertions make an event claimed or more.
    #[test]
    fn nothing_comes_of_nothing(rows in proptest::collection::vec(any_fact(), 1..8)) {
        let facts = facts_of(&rows);
        let asserted = facts.iter().any(Fact::asserts);
        prop_assert!(asserted || rank(of(&facts).status) == 0);
        prop_assert!(asserted || of(&facts).status != Status::Disputed);
    }

    /// The groups that vouch are a partition of the articles.
    #[test]
    fn groups_are_a_partition(rows in proptest::collection::vec(any_fact(), 1..8)) {
        let facts = facts_of(&rows);
        let all: Vec<&Fact> = facts.iter().collect();
        let mut articles: Vec<i64> = picture::groups(&all).into_iter().flatten().collect();
        articles.sort_unstable();
        let mut expected: Vec<i64> = facts.iter().map(|fact| fact.article).collect();
        expected.sort_unstable();
        prop_assert_eq!(articles, expected);
    }
}

#[test]
fn sectors_of_one_state_are_one_origin() {
    let facts = [
        fact(1, Some("USA.MIL"), Certain, Past),
        fact(2, Some("USA.GOV"), Certain, Past),
        fact(3, Some("USA.JUD"), Certain, Past),
    ];
    let all: Vec<&Fact> = facts.iter().collect();
    assert_eq!(picture::groups(&all).len(), 2);
    assert!(matches!(
        picture::origins(&all)[0],
        picture::Origin::Institution(_, Some(Sector::Gov))
    ));
}
