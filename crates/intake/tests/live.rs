//! The live loop over feeds on real sockets.

mod server;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use intake::feeds::{FeedList, Source};
use intake::fetch::{Client, ClientOptions};
use intake::live::{Found, Sink, State, Stop, Watch, WatchOptions};
use server::{Manner, Reply, Request, Server};

#[derive(Default)]
struct Desk {
    found: Mutex<Vec<Found>>,
    problems: Mutex<Vec<String>>,
    /// Refuses so many articles first.
    refuse: AtomicUsize,
    /// Stops after so many articles.
    stop_after: Option<(usize, Stop)>,
}

impl Sink for Desk {
    fn article(&self, found: Found) -> Result<(), String> {
        let refused =
            self.refuse.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        if refused.is_ok() {
            return Err("the store is busy".into());
        }
        let mut all = self.found.lock().unwrap();
        all.push(found);
        if let Some((count, stop)) = &self.stop_after
            && all.len() >= *count
        {
            stop.stop();
        }
        Ok(())
    }

    fn problem(&self, feed: &str, sentence: &str) {
        self.problems.lock().unwrap().push(format!("{feed}: {sentence}"));
    }
}

impl Desk {
    fn titles(&self) -> Vec<String> {
        let found = self.found.lock().unwrap();
        let mut titles: Vec<String> = found.iter().map(|f| f.input.article.title.clone()).collect();
        titles.sort();
        titles
    }
}

fn client() -> Client {
    Client::new(ClientOptions {
        allow_private: true,
        pause: Duration::ZERO,
        timeout: Duration::from_secs(2),
        ..ClientOptions::new("desk@zeitung.example")
    })
}

fn sources(server: &Server, paths: &[String], interval: &str) -> Vec<Source> {
    let feeds: String = paths
        .iter()
        .map(|path| format!("[[feed]]\nname = \"{path}\"\nurl = \"{}\"\ninterval = \"{interval}\"\nlanguage = \"de\"\n", server.url(path)))
        .collect();
    FeedList::parse("feeds.toml", &feeds).unwrap().feeds
}

fn watch(server: &Server, paths: &[&str], state: State) -> Watch {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    Watch::new(client(), sources(server, &paths, "1h"), state, WatchOptions::default())
}

fn feed(items: impl IntoIterator<Item = (String, String)>) -> Reply {
    let items: String = items
        .into_iter()
        .map(|(path, title)| format!("<item><title>{title}</title><link>{path}</link></item>"))
        .collect();
    Reply::ok(format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>"))
}

fn page(title: &str) -> Reply {
    Reply::ok(format!(
        "<html lang=\"de\"><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p>Zu {title} teilte das Amt am Dienstag mit, dass der Hafen geschlossen bleibt.</p>\
         <p>Die Fähren legen solange an der alten Mole an, und zwar zu den gewohnten Zeiten.</p>\
         </article></body></html>"
    ))
    .html()
}

fn three(request: &Request) -> Reply {
    match request.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/rss" if request.header("if-none-match") == Some("\"1\"") => Reply::status(304),
        "/rss" => {
            feed((1..=3).map(|n| (format!("/{n}"), format!("Meldung {n}")))).with("ETag", "\"1\"")
        }
        path => page(&format!("Meldung {}", path.trim_start_matches('/'))),
    }
}

#[test]
fn articles_are_handed_on_once() {
    let server = Server::new(three);
    let watch = watch(&server, &["/rss"], State::default());
    let desk = Desk::default();
    watch.once(&desk, &Stop::default());
    watch.once(&desk, &Stop::default());
    assert_eq!(desk.titles(), ["Meldung 1", "Meldung 2", "Meldung 3"]);
    assert_eq!((server.hits("/rss"), server.hits("/1"), server.hits("/robots.txt")), (2, 1, 1));
    let found = &desk.found.lock().unwrap()[0];
    let article = &found.input.article;
    assert_eq!(article.source.as_deref(), Some("/rss"));
    assert_eq!(article.language.as_deref(), Some("de"));
    assert!(article.retrieved.is_some() && found.previous.is_none());
    let status = &watch.status()[0];
    assert_eq!((status.articles, status.errors, status.pending), (3, 0, 0));
    assert!(status.last_success.is_some() && status.next > status.last_success);
}

#[test]
fn the_state_goes_on_after_a_restart() {
    let server = Server::new(three);
    let stop = Stop::default();
    let desk = Desk { stop_after: Some((1, stop.clone())), ..Desk::default() };
    let first = watch(&server, &["/rss"], State::default());
    first.once(&desk, &stop);
    assert_eq!(desk.titles().len(), 1);
    let saved = serde_json::to_string(&first.state()).unwrap();
    let second = watch(&server, &["/rss"], serde_json::from_str(&saved).unwrap());
    let rest = Desk::default();
    second.once(&rest, &Stop::default());
    let mut all = [desk.titles(), rest.titles()].concat();
    all.sort();
    assert_eq!(all, ["Meldung 1", "Meldung 2", "Meldung 3"]);
}

#[test]
fn a_page_that_changes_is_a_new_version() {
    let round = Arc::new(AtomicUsize::new(1));
    let at = round.clone();
    let server = Server::new(move |request| {
        let now = at.load(Ordering::SeqCst);
        match request.path.as_str() {
            "/robots.txt" => Reply::status(404),
            "/rss" => feed([("/a".into(), format!("Fassung {now}"))]),
            _ => page(&format!("Fassung {now}")),
        }
    });
    let watch = watch(&server, &["/rss"], State::default());
    let desk = Desk::default();
    watch.once(&desk, &Stop::default());
    round.store(2, Ordering::SeqCst);
    watch.once(&desk, &Stop::default());
    let found = desk.found.lock().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].previous.as_ref(), Some(&found[0].input.article.id));
}

#[test]
fn a_page_that_changes_in_silence_is_a_new_version_too() {
    let rounds = AtomicUsize::new(0);
    let server = Server::new(move |request| match request.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/rss" => feed([("/a".into(), "Hafen".into())]),
        _ => page(&format!("Hafen {}", rounds.fetch_add(1, Ordering::SeqCst) / 2)),
    });
    let feeds = sources(&server, &["/rss".to_owned()], "1h");
    let options = WatchOptions { recheck: vec![Duration::ZERO; 2], ..WatchOptions::default() };
    let watch = Watch::new(client(), feeds, State::default(), options);
    let desk = Desk::default();
    for _ in 0..4 {
        watch.once(&desk, &Stop::default());
    }
    assert_eq!(server.hits("/a"), 3);
    let found = desk.found.lock().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].previous.as_ref(), Some(&found[0].input.article.id));
}

#[test]
fn a_bad_feed_never_stops_the_rest() {
    let server = Server::new(|request| match request.path.as_str() {
        "/html" => page("Keine Liste"),
        "/500" => Reply::status(500),
        "/slow" => Reply::ok("x".repeat(5000)).sent(Manner::Slow(Duration::from_millis(50))),
        "/cut" => Reply::ok("<rss version=\"2.0\"><channel>").sent(Manner::Broken(10)),
        "/loop" => Reply::redirect("/loop"),
        "/noise" => Reply::ok(vec![0, 159, 146, 150, 60, 60]),
        _ => three(request),
    });
    let paths = ["/html", "/500", "/slow", "/cut", "/loop", "/noise", "/rss"];
    let watch = watch(&server, &paths, State::default());
    let desk = Desk::default();
    watch.once(&desk, &Stop::default());
    assert_eq!(desk.titles().len(), 3);
    assert_eq!(desk.problems.lock().unwrap().len(), 6);
    for status in watch.status() {
        assert_eq!(status.errors, u32::from(status.name != "/rss"), "{status:?}");
        assert_eq!(status.last_error.is_some(), status.name != "/rss", "{status:?}");
    }
}

#[test]
fn what_the_sink_cannot_take_is_kept() {
    let server = Server::new(three);
    let watch = watch(&server, &["/rss"], State::default());
    let desk = Desk { refuse: AtomicUsize::new(2), ..Desk::default() };
    watch.once(&desk, &Stop::default());
    assert_eq!(desk.titles().len(), 1);
    assert_eq!(watch.status()[0].pending, 2);
    let mut state = watch.state();
    let feed = state.feeds.values_mut().next().unwrap();
    feed.pending.values_mut().for_each(|pending| pending.next = None);
    let again = self::watch(&server, &["/rss"], state);
    again.once(&desk, &Stop::default());
    assert_eq!(desk.titles(), ["Meldung 1", "Meldung 2", "Meldung 3"]);
}

/// Forty feeds of five items each, some of them in two feeds; one answer in four is a fault.
#[test]
fn with_faults_nothing_is_lost_and_nothing_comes_twice() {
    let asked = Arc::new(AtomicUsize::new(0));
    let server = Server::new(move |request| {
        if request.path == "/robots.txt" {
            return Reply::status(404);
        }
        match asked.fetch_add(1, Ordering::SeqCst) % 16 {
            3 => return Reply::status(500),
            7 => return Reply::ok("broken off").sent(Manner::Broken(3)),
            11 => return Reply::ok("").sent(Manner::Raw(b"noise\r\n\r\n".to_vec())),
            15 => return Reply::status(502),
            _ => {}
        }
        match request.path.strip_prefix("/feed/") {
            Some(number) => {
                let number: usize = number.parse().unwrap();
                // The fifth item stands in the next feed too.
                let items = (number * 4..=number * 4 + 4)
                    .map(|n| (format!("/page/{}", n % 160), format!("Meldung {}", n % 160)));
                feed(items).with("ETag", "\"1\"")
            }
            None => page(&format!("Meldung {}", request.path.trim_start_matches("/page/"))),
        }
    });
    let paths: Vec<String> = (0..40).map(|number| format!("/feed/{number}")).collect();
    let feeds = sources(&server, &paths, "1s");
    let options = WatchOptions { max_tries: 50, ..WatchOptions::default() };
    let (desk, mut state) = (Desk::default(), State::default());
    // Each round is another process, which has only the saved state.
    for _ in 0..12 {
        let watch = Watch::new(client(), feeds.clone(), state, options.clone());
        watch.once(&desk, &Stop::default());
        let saved = serde_json::to_string(&watch.state()).unwrap();
        state = serde_json::from_str(&saved).unwrap();
        for feed in state.feeds.values_mut() {
            feed.pending.values_mut().for_each(|pending| pending.next = None);
        }
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    desk.titles().into_iter().for_each(|title| *counts.entry(title).or_default() += 1);
    assert_eq!(counts.len(), 160);
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    assert!(!desk.problems.lock().unwrap().is_empty());
}

#[test]
fn a_watch_polls_until_it_is_stopped() {
    let server = Server::new(three);
    let feeds = sources(&server, &["/rss".to_owned()], "1s");
    let watch = Watch::new(client(), feeds, State::default(), WatchOptions::default());
    let (desk, stop) = (Desk::default(), Stop::default());
    std::thread::scope(|scope| {
        scope.spawn(|| watch.run(&desk, &stop));
        std::thread::sleep(Duration::from_millis(2500));
        stop.stop();
    });
    assert_eq!(desk.titles().len(), 3);
    assert!(server.hits("/rss") >= 2, "{}", server.hits("/rss"));
}
