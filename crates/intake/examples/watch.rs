//! Watches many feeds of a server of its own that fails again and again, and counts what is lost
//! and what comes twice:
//!
//! `cargo run --release -p intake --example watch -- [FEEDS] [SECONDS]`
//!
//! Each feed has a new item every few seconds; one answer in eight is a fault. Every half minute the
//! watch is stopped, and another goes on from its saved state.

#[path = "../tests/server/mod.rs"]
mod server;

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use intake::feeds::FeedList;
use intake::fetch::{Client, ClientOptions};
use intake::live::{Found, Sink, State, Stop, Watch, WatchOptions};
use server::{Manner, Reply, Server};

/// A feed has a new item every so many seconds.
const ITEM: u64 = 10;
/// A feed names its last so many items.
const LISTED: u64 = 20;
/// At the end, so long without new items, so that what has failed is tried again.
const QUIET: u64 = 60;

#[derive(Default)]
struct Desk {
    titles: Mutex<HashMap<String, usize>>,
    problems: AtomicUsize,
}

impl Sink for Desk {
    fn article(&self, found: Found) -> Result<(), String> {
        let mut titles = self.titles.lock().map_err(|error| error.to_string())?;
        *titles.entry(found.input.article.title).or_default() += 1;
        Ok(())
    }

    fn problem(&self, _: &str, _: &str) {
        self.problems.fetch_add(1, Ordering::Relaxed);
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let feeds: u64 = arguments.next().unwrap_or(200);
    let seconds: u64 = arguments.next().unwrap_or(600);
    let began = Instant::now();
    let last = move || 1 + began.elapsed().as_secs().min(seconds.saturating_sub(QUIET)) / ITEM;
    let asked = AtomicUsize::new(0);
    let server = Server::new(move |request| {
        if request.path == "/robots.txt" {
            return Reply::status(404);
        }
        match asked.fetch_add(1, Ordering::SeqCst) % 32 {
            5 => return Reply::status(500),
            13 => return Reply::ok("broken off").sent(Manner::Broken(3)),
            21 => return Reply::ok("").sent(Manner::Raw(b"noise\r\n\r\n".to_vec())),
            29 => return Reply::ok("x".repeat(300)).sent(Manner::Slow(Duration::from_millis(50))),
            _ => {}
        }
        match request.path.strip_prefix("/feed/") {
            Some(feed) => list(feed, last(), request.header("if-none-match")),
            None => page(&request.path.replace('/', " ")),
        }
    });
    let list: String = (0..feeds)
        .map(|feed| {
            let url = server.url(&format!("/feed/{feed}"));
            format!("[[feed]]\nname = \"{feed}\"\nurl = \"{url}\"\ninterval = \"5s\"\n")
        })
        .collect();
    let list = FeedList::parse("feeds.toml", &list).expect("the list is in order");
    let client = Client::new(ClientOptions {
        allow_private: true,
        pause: Duration::ZERO,
        timeout: Duration::from_secs(2),
        ..ClientOptions::new("desk@zeitung.example")
    });
    let (desk, mut state) = (Desk::default(), State::default());
    let options = WatchOptions {
        threads: 24,
        max_tries: 50,
        max_wait: Duration::from_secs(10),
        ..WatchOptions::default()
    };
    while began.elapsed().as_secs() < seconds {
        let watch = Watch::new(client.clone(), list.feeds.clone(), state, options.clone());
        let stop = Stop::default();
        std::thread::scope(|scope| {
            scope.spawn(|| watch.run(&desk, &stop));
            let rest = Duration::from_secs(seconds).saturating_sub(began.elapsed());
            std::thread::sleep(rest.min(Duration::from_secs(30)));
            stop.stop();
        });
        let saved = serde_json::to_string(&watch.state()).expect("a state can be saved");
        state = serde_json::from_str(&saved).expect("a saved state can be read");
        // What waits for its next try is tried by the next watch at once.
        for feed in state.feeds.values_mut() {
            feed.pending.values_mut().for_each(|pending| pending.next = None);
        }
    }
    // What still waits is tried to the end.
    for _ in 0..10 {
        if state.feeds.values().all(|feed| feed.pending.is_empty()) {
            break;
        }
        let watch = Watch::new(client.clone(), list.feeds.clone(), state, options.clone());
        watch.once(&desk, &Stop::default());
        state = watch.state();
        for feed in state.feeds.values_mut() {
            feed.pending.values_mut().for_each(|pending| pending.next = None);
        }
    }
    let wanted = feeds * last();
    let titles = desk.titles.lock().expect("the threads have ended");
    let twice = titles.values().filter(|count| **count > 1).count();
    let problems = desk.problems.load(Ordering::Relaxed);
    let waiting: usize = state.feeds.values().map(|feed| feed.pending.len()).sum();
    println!(
        "{feeds} feeds, {seconds} s: {wanted} articles published, {} handed on, {twice} of them \
         twice, {waiting} waiting, {problems} faults met",
        titles.len()
    );
}

fn list(feed: &str, last: u64, known: Option<&str>) -> Reply {
    let tag = format!("\"{last}\"");
    if known == Some(tag.as_str()) {
        return Reply::status(304);
    }
    let items: String = (last.saturating_sub(LISTED)..last)
        .map(|item| {
            format!(
                "<item><title>Meldung {feed} {item}</title><link>/page/{feed}/{item}</link></item>"
            )
        })
        .collect();
    let rss = format!("<rss version=\"2.0\"><channel><title>{feed}</title>{items}</channel></rss>");
    Reply::ok(rss).with("ETag", &tag)
}

fn page(name: &str) -> Reply {
    Reply::ok(format!(
        "<html lang=\"de\"><head><title>Meldung{name}</title></head><body><article>\
         <h1>Meldung{name}</h1><p>Zu Meldung{name} teilte das Amt am Dienstag mit, dass der Hafen \
         geschlossen bleibt.</p><p>Die Fähren legen solange an der alten Mole an.</p></article>\
         </body></html>"
    ))
    .html()
}
