//! How the cost of an article and of a view grows with the store: synthetic articles with one record
//! each, about 20,000 events in 5,000 stories over three years.
//!
//! `cargo bench -p store --bench growth [-- ARTICLES [SVG]]`; 100,000 articles unless told otherwise.

use std::time::{Duration, Instant};

use picture::report::{Filter, Request, Words, report};
use picture::{
    DAY, Named, Picture, Placer, Prepared, Profile, Sketch, Sources, Traits, View, Weights,
    changes, hash,
};
use record::{
    Article, Attribution, Counted, EventType, Factuality, Figure, Interval, Kind, Mention, Moment,
    Place, Precision, Record, Span, Stance, Tense, When,
};

const START: i64 = 1_640_995_200;
const PER_EVENT: usize = 5;
const EVENTS_OF_STORY: usize = 4;

struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

const COUNTRIES: [&str; 24] = [
    "RUS", "UKR", "USA", "CHN", "PRK", "KOR", "IRN", "ISR", "SYR", "TUR", "DEU", "FRA", "GBR",
    "POL", "IND", "PAK", "SDN", "ETH", "MLI", "NGA", "COL", "VEN", "SRB", "XKX",
];

/// An article about an event; what belongs to one event or story shares its features.
fn article(number: usize, all: usize, sequence: &mut Sequence) -> Prepared {
    let event = number / PER_EVENT % all.max(1);
    let story = event / EVENTS_OF_STORY;
    let mut of_event = Sequence(event as u64 * 77 + 5);
    let mut of_story = Sequence(story as u64 * 991 + 3);
    let actor = COUNTRIES[of_story.below(24)];
    let recipient = COUNTRIES[of_story.below(24)];
    let kind = EventType::ALL[of_event.below(16)];
    let town = of_event.below(4000);
    let published = START + number as i64 * 3 * 365 * DAY / all as i64;
    let day = published.div_euclid(DAY) as i32 - of_event.below(2) as i32;
    let text = format!(
        "Article {number}: {actor} acted on {recipient} near Town{town}, said the ministry. {}",
        (0..20).map(|_| format!("word{} ", sequence.below(5000))).collect::<String>()
    );
    let span = |word: &str| {
        let at = text.find(word).unwrap_or(0);
        Span { start: at, end: at + word.len(), text: word.to_owned() }
    };
    let mention = |code: &str| Mention { span: span(code), code: code.parse().unwrap() };
    let factuality = Factuality::ALL[[0, 0, 0, 0, 1, 2, 3][sequence.below(7)]];
    let speaker = COUNTRIES[sequence.below(24)];
    let mut record = Record {
        id: String::new(),
        document: format!("article-{number}"),
        event: 1,
        trigger: span("acted"),
        event_type: kind,
        mode: kind.modes().first().copied(),
        actors: vec![mention(actor)],
        recipients: vec![mention(recipient)],
        place: Some(Place {
            span: span("Town"),
            name: Some(format!("Town{town}")),
            country: actor.parse().ok(),
            admin1: None,
            precision: Precision::City,
            latitude: None,
            longitude: None,
        }),
        when: Some(When { span: span("near"), interval: Interval::day(picture::day_of(day)) }),
        numbers: vec![Figure {
            span: span("Article"),
            low: (10 + of_event.below(900)) as f64,
            high: 1000.0,
            approx: false,
            counts: Counted::Killed,
        }],
        factuality,
        tense: Tense::Past,
        background: false,
        attribution: vec![Attribution {
            source: Mention {
                span: span("ministry"),
                code: format!("{speaker}.GOV").parse().unwrap(),
            },
            cue: Some(span("said")),
            stance: Stance::Claim,
            kind: Kind::Indirect,
        }],
        sentence: Span { start: 0, end: text.len(), text: text.clone() },
        explanation: None,
        coder: "bench".to_owned(),
    };
    record.id = record.content_id();
    let mut features: Vec<(u64, f32)> = Vec::new();
    let mut add = |class: u64, text: String| features.push((class << 56 | hash(&text) >> 8, 1.0));
    for at in 0..8 {
        add(2, format!("name {} {}", story, at));
    }
    add(3, format!("town {town}"));
    add(4, actor.to_owned());
    add(4, recipient.to_owned());
    for _ in 0..40 {
        add(1, format!("word {}", sequence.below(20_000)));
    }
    features.sort_by_key(|each| each.0);
    features.dedup_by_key(|each| each.0);
    let traits =
        Traits { trigger: hash("acted"), features: features.iter().map(|each| each.0).collect() };
    Prepared {
        article: Article {
            id: record.document.clone(),
            language: Some("en".to_owned()),
            published: Some(Moment::Instant(jiff::Timestamp::from_second(published).unwrap())),
            title: format!("What happened near Town{town}"),
            text: text.clone(),
            source: Some(format!("Outlet {}", sequence.below(300))),
            ..Article::default()
        },
        published,
        named: vec![Some(Named { code: record.attribution[0].source.code, name: 1 })],
        records: vec![record],
        open: Vec::new(),
        profile: Profile { language: "en".to_owned(), features, sketch: Sketch::of(&text) },
        traits: vec![traits],
    }
}

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let all: usize = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("growth.db");
    let mut store = store::open(path.to_str().unwrap()).unwrap();
    let mut placer = Placer::new(Sources::embedded(), Weights::embedded().unwrap());
    let mut sequence = Sequence(1);
    let mut points: Vec<(usize, f64)> = Vec::new();
    let mut spent = Duration::ZERO;
    let mut counted = 0;
    println!("| articles in the store | milliseconds an article |\n|---:|---:|");
    for number in 0..all {
        let prepared = article(number, all, &mut sequence);
        let begin = Instant::now();
        let ledger = store.ledger();
        let batch = placer.place(ledger, &prepared, prepared.published).unwrap().unwrap();
        ledger.append(&batch).unwrap();
        spent += begin.elapsed();
        counted += 1;
        let done = number + 1;
        if [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000].contains(&done) || done == all {
            // the mean of the last 500 is what an article costs at this size
            println!("| {done} | {:.2} |", spent.as_secs_f64() * 1000.0 / counted as f64);
            points.push((done, spent.as_secs_f64() * 1000.0 / counted as f64));
        }
        if done % 500 == 0 {
            (spent, counted) = (Duration::ZERO, 0);
        }
    }
    let quoted = Sources::embedded().quoted;
    let words = Words::of("en").unwrap();
    let middle = START + 500 * DAY;
    let views = [
        ("report", View::default(), Filter::default()),
        (
            "report as of the middle",
            View { as_of: Some(middle), known_at: None },
            Filter::default(),
        ),
        (
            "report as known in the middle",
            View { as_of: None, known_at: Some(middle) },
            Filter::default(),
        ),
        (
            "report on one actor",
            View::default(),
            Filter { actor: "PRK".parse().ok(), ..Filter::default() },
        ),
    ];
    println!("\n| question | milliseconds |\n|---|---:|");
    for (name, view, filter) in views {
        let request = Request { view, filter, since: None, most: 12 };
        let mut best = f64::INFINITY;
        for _ in 0..3 {
            let begin = Instant::now();
            let told = report(store.ledger(), &request, &quoted, &words).unwrap();
            assert!(!told.references.is_empty());
            best = best.min(begin.elapsed().as_secs_f64() * 1000.0);
        }
        println!("| {name} | {best:.0} |");
    }
    let begin = Instant::now();
    let picture = Picture::at(store.ledger(), View::default(), &quoted).unwrap();
    println!("| all events | {:.0} |", begin.elapsed().as_secs_f64() * 1000.0);
    let before =
        Picture::at(store.ledger(), View { as_of: Some(middle), known_at: None }, &quoted).unwrap();
    let begin = Instant::now();
    let changed = changes(&before, &picture);
    println!("| changes between two pictures | {:.0} |", begin.elapsed().as_secs_f64() * 1000.0);
    println!(
        "\n{} events, {} of them new since the middle",
        picture.events.len(),
        changed.new.len()
    );
    if let Some(svg) = arguments.get(1) {
        std::fs::write(svg, plot(&points)).unwrap();
    }
}

/// Milliseconds an article over the logarithm of the store's size.
fn plot(points: &[(usize, f64)]) -> String {
    let top = points.iter().map(|point| point.1).fold(0.1, f64::max) * 1.2;
    let last = points.last().map_or(2.0, |point| (point.0 as f64).log10());
    let x =
        |articles: usize| 60.0 + ((articles as f64).log10() - 3.0) / (last - 3.0).max(0.1) * 500.0;
    let y = |value: f64| 240.0 - value / top * 210.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 290\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <rect width=\"600\" height=\"290\" fill=\"#fff\"/>\n\
         <line x1=\"60\" x2=\"570\" y1=\"240\" y2=\"240\" stroke=\"#57606a\"/>\n\
         <text x=\"310\" y=\"280\" text-anchor=\"middle\">articles in the store (logarithmic)</text>\n\
         <text x=\"60\" y=\"20\">milliseconds an article</text>\n",
    );
    let line: Vec<String> =
        points.iter().map(|(n, value)| format!("{:.1},{:.1}", x(*n), y(*value))).collect();
    svg.push_str(&format!(
        "<polyline fill=\"none\" stroke=\"#1a5fb4\" stroke-width=\"2\" points=\"{}\"/>\n",
        line.join(" ")
    ));
    for (n, value) in points {
        svg.push_str(&format!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#1a5fb4\"/><text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"middle\">{value:.2}</text><text x=\"{:.1}\" y=\"256\" \
             text-anchor=\"middle\">{n}</text>\n",
            x(*n),
            y(*value),
            x(*n),
            y(*value) - 8.0,
            x(*n)
        ));
    }
    svg.push_str("</svg>\n");
    svg
}
