//! The client against a server on a real socket.

mod server;

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use intake::fetch::{Answer, Client, ClientOptions, FetchError, Fetched, Validators};
use server::{Manner, Reply, Request, Server};

fn options() -> ClientOptions {
    ClientOptions {
        allow_private: true,
        obey_robots: false,
        pause: Duration::ZERO,
        timeout: Duration::from_secs(2),
        ..ClientOptions::new("desk@zeitung.example")
    }
}

fn get(server: &Server, path: &str) -> Result<Fetched, FetchError> {
    get_with(server, path, options())
}

fn get_with(server: &Server, path: &str, options: ClientOptions) -> Result<Fetched, FetchError> {
    match Client::new(options).get(&server.url(path), &Validators::default())? {
        Answer::Content(fetched) => Ok(*fetched),
        Answer::NotModified => panic!("not modified since nothing"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_comes_with_what_the_server_says_about_it() {
    let server = Server::new(|_| {
        Reply::ok("Grüße")
            .with("Content-Type", "Text/HTML; Charset=\"UTF-8\"")
            .with("ETag", "\"v1\"")
            .with("Cache-Control", "public, max-age=600")
            .with("Set-Cookie", "id=1")
    });
    let client = Client::new(options());
    let ask = || client.get(&server.url("/a#part"), &Validators::default()).unwrap();
    let Answer::Content(fetched) = ask() else { panic!() };
    assert_eq!(fetched.bytes, "Grüße".as_bytes());
    assert_eq!(fetched.media_type.as_deref(), Some("text/html"));
    assert_eq!(fetched.charset.as_deref(), Some("utf-8"));
    assert_eq!(fetched.max_age, Some(Duration::from_secs(600)));
    assert_eq!(fetched.url.path(), "/a");
    ask();
    let second = &server.asked()[1];
    assert_eq!(second.header("cookie"), None);
    let agent = second.header("user-agent").unwrap();
    assert!(agent.starts_with("Lagebild/") && agent.contains("desk@zeitung.example"), "{agent}");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::new(|request| {
        let known = request.header("if-none-match") == Some("\"v1\"")
            || request.header("if-modified-since") == Some("Tue, 24 Nov 2026 07:00:00 GMT");
        match known {
            true => Reply::status(304),
            false => Reply::ok("x")
                .with("ETag", "\"v1\"")
                .with("Last-Modified", "Tue, 24 Nov 2026 07:00:00 GMT"),
        }
    });
    let client = Client::new(options());
    let url = server.url("/feed");
    let Answer::Content(first) = client.get(&url, &Validators::default()).unwrap() else {
        panic!()
    };
    assert_eq!(client.get(&url, &first.validators).unwrap(), Answer::NotModified);
    let only_date = Validators { etag: None, ..first.validators };
    assert_eq!(client.get(&url, &only_date).unwrap(), Answer::NotModified);
}

#[test]
fn redirects_are_followed_so_far() {
    let hops = |request: &Request| match request.path.as_str() {
        "/for-good" => Reply::status(301).with("Location", "/new"),
        "/for-now" => Reply::redirect("new"),
        "/mixed" => Reply::status(308).with("Location", "/for-now"),
        "/new" => Reply::ok("here"),
        "/loop" => Reply::redirect("/loop2"),
        "/loop2" => Reply::redirect("/loop"),
        "/ftp" => Reply::redirect("ftp://host.example/x"),
        "/file" => Reply::redirect("file:///etc/passwd"),
        "/password" => Reply::redirect("http://a:b@host.example/"),
        "/nowhere" => Reply::status(302),
        path => {
            let step: usize = path.trim_start_matches("/step").parse().unwrap();
            Reply::redirect(&format!("/step{}", step + 1))
        }
    };
    let server = Server::new(hops);
    let moved = |path| {
        let fetched = get(&server, path).unwrap();
        assert_eq!(fetched.bytes, b"here");
        assert_eq!(fetched.url.path(), "/new");
        fetched.moved.is_some()
    };
    assert!(moved("/for-good"));
    assert!(!moved("/for-now"));
    assert!(!moved("/mixed"));
    assert!(!moved("/new"));
    let error = |path| get(&server, path).unwrap_err();
    assert!(matches!(error("/loop"), FetchError::Redirects { circle: true, .. }));
    assert!(matches!(error("/step1"), FetchError::Redirects { circle: false, .. }));
    assert_eq!(server.asked().iter().filter(|r| r.path.starts_with("/step")).count(), 6);
    assert!(matches!(error("/ftp"), FetchError::Scheme { .. }));
    assert!(matches!(error("/file"), FetchError::Scheme { .. }));
    assert!(matches!(error("/password"), FetchError::Address { .. }));
    assert!(matches!(error("/nowhere"), FetchError::Status { status: 302, .. }));
}

#[test]
fn private_addresses_are_refused_however_they_are_written() {
    let server = Server::new(|_| Reply::ok("secret"));
    let port = server.address.rsplit(':').next().unwrap();
    let client = Client::new(ClientOptions { allow_private: false, ..options() });
    let hosts = [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "10.0.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.1",
    ];
    for host in hosts {
        let url = format!("http://{host}:{port}/");
        let error = client.get(&url, &Validators::default()).unwrap_err();
        assert!(matches!(error, FetchError::Private { .. }), "{host}: {error}");
        assert!(error.to_string().contains("not a public address"), "{error}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn other_schemes_and_broken_addresses_are_refused() {
    let client = Client::new(options());
    let error = |url: &str| client.get(url, &Validators::default()).unwrap_err().to_string();
    assert!(error("file:///etc/passwd").contains("neither http nor https"));
    assert!(error("gopher://host.example/").contains("neither http nor https"));
    assert!(error("javascript:alert(1)").contains("neither http nor https"));
    assert!(error("zeitung.example/a").contains("not a web address"));
    assert!(error("http://").contains("not a web address"));
    assert!(error("http://user:secret@host.example/").contains("a name or a password"));
    assert!(error(&format!("http://host.example/{}", "a".repeat(5000))).contains("too long"));
}

#[test]
fn slow_and_silent_answers_end_in_time() {
    let server = Server::new(|request| match request.path.as_str() {
        "/slow" => Reply::ok(vec![b'x'; 1000]).sent(Manner::Slow(Duration::from_millis(50))),
        _ => Reply::ok("late").sent(Manner::Silent(Duration::from_secs(20))),
    });
    for path in ["/slow", "/silent"] {
        let began = Instant::now();
        let error = get(&server, path).unwrap_err();
        assert!(matches!(error, FetchError::TimedOut { seconds: 2, .. }), "{path}: {error}");
        assert!(began.elapsed() < Duration::from_secs(6), "{path}");
        assert!(error.may_pass());
    }
}

#[test]
fn broken_answers_are_named() {
    let server = Server::new(|request| match request.path.as_str() {
        "/short" => Reply::ok("a whole answer").sent(Manner::Broken(5)),
        "/noise" => Reply::ok("").sent(Manner::Raw(b"\x00\x01\x02\x03 noise\r\n\r\n".to_vec())),
        "/empty" => Reply::ok("").sent(Manner::Raw(Vec::new())),
        "/head" => {
            let head = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(200_000));
            Reply::ok("").sent(Manner::Raw(head.into_bytes()))
        }
        "/packed" => Reply::ok("not gzip at all").with("Content-Encoding", "gzip"),
        _ => Reply::ok("x").with("Content-Encoding", "br"),
    });
    for path in ["/short", "/noise", "/empty", "/head", "/packed", "/brotli"] {
        let error = get(&server, path).unwrap_err();
        assert!(matches!(error, FetchError::Broken { .. }), "{path}: {error:?}");
    }
    let closed = Client::new(options()).get("http://127.0.0.1:9/", &Validators::default());
    assert!(matches!(closed.unwrap_err(), FetchError::Unreachable { .. }));
}

#[test]
fn packed_answers_are_unpacked() {
    let page = "Ein Satz über Öl. ".repeat(500);
    let packed = page.clone().into_bytes();
    let server = Server::new(move |request| match request.path.as_str() {
        "/gzip" => Reply::ok(gzip(&packed)).with("Content-Encoding", "gzip"),
        "/members" => {
            let (first, second) = packed.split_at(1000);
            Reply::ok([gzip(first), gzip(second)].concat()).with("Content-Encoding", "GZIP")
        }
        "/zlib" => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&packed).unwrap();
            Reply::ok(encoder.finish().unwrap()).with("Content-Encoding", "deflate")
        }
        _ => {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&packed).unwrap();
            Reply::ok(encoder.finish().unwrap()).with("Content-Encoding", "deflate")
        }
    });
    for path in ["/gzip", "/members", "/zlib", "/bare"] {
        assert!(get(&server, path).unwrap().bytes == page.as_bytes(), "{path}");
    }
}

#[test]
fn large_answers_and_bombs_are_left() {
    let bomb = gzip(&vec![0; 200_000_000]);
    assert!(bomb.len() < 300_000);
    let wide = gzip(&(0..400_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>());
    let server = Server::new(move |request| match request.path.as_str() {
        "/bomb" => Reply::ok(bomb.clone()).with("Content-Encoding", "gzip"),
        "/wide" => Reply::ok(wide.clone()).with("Content-Encoding", "gzip"),
        _ => Reply::ok(vec![b'x'; 1_500_000]),
    });
    let small = || ClientOptions { max_size: 1_400_000, ..options() };
    let error = get(&server, "/bomb").unwrap_err();
    assert!(matches!(error, FetchError::Bomb { ratio: 100, .. }), "{error}");
    let error = get_with(&server, "/wide", small()).unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
    let error = get_with(&server, "/large", small()).unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
    assert!(get(&server, "/large").is_ok());
}

#[test]
fn robots_are_asked_once_and_obeyed() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => Reply::ok(
            "User-agent: *\nDisallow: /\n\nUser-agent: lagebild\nDisallow: /intern\nAllow: /\n",
        ),
        "/to-intern" => Reply::redirect("/intern/x"),
        _ => Reply::ok("open"),
    });
    let client = Client::new(ClientOptions { obey_robots: true, ..options() });
    let get = |path: &str| client.get(&server.url(path), &Validators::default());
    assert!(get("/a").is_ok());
    assert!(get("/b").is_ok());
    assert!(matches!(get("/intern/x").unwrap_err(), FetchError::Forbidden { .. }));
    assert!(matches!(get("/to-intern").unwrap_err(), FetchError::Forbidden { .. }));
    assert_eq!(server.hits("/robots.txt"), 1);
    assert_eq!(server.hits("/intern/x"), 0);
}

#[test]
fn a_host_without_robots_allows_all_and_one_that_fails_nothing() {
    let ask = |status: u16| {
        let server = Server::new(move |request| match request.path.as_str() {
            "/robots.txt" => Reply::status(status),
            _ => Reply::ok("open"),
        });
        get_with(&server, "/a", ClientOptions { obey_robots: true, ..options() })
    };
    assert!(ask(404).is_ok());
    assert!(ask(403).is_ok());
    assert!(matches!(ask(500).unwrap_err(), FetchError::NoRobots { status: 500, .. }));
}

#[test]
fn a_host_that_wants_to_be_left_alone_is() {
    let count = AtomicUsize::new(0);
    let server = Server::new(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::status(429).with("Retry-After", "2"),
        _ => Reply::ok("now"),
    });
    let client = Client::new(ClientOptions { patience: Duration::from_millis(100), ..options() });
    let get = || client.get(&server.url("/a"), &Validators::default());
    assert!(matches!(get().unwrap_err(), FetchError::Status { status: 429, .. }));
    let error = get().unwrap_err();
    assert!(matches!(error, FetchError::Later { seconds: 1..=3, .. }), "{error}");
    assert_eq!(server.asked().len(), 1);
    std::thread::sleep(Duration::from_secs(2));
    assert!(get().is_ok());
}

#[test]
fn a_host_is_asked_no_faster_than_its_pause() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => Reply::ok("User-agent: *\nCrawl-delay: 1\n"),
        _ => Reply::ok("x"),
    });
    let client = Client::new(ClientOptions { obey_robots: true, ..options() });
    let began = Instant::now();
    for path in ["/a", "/b", "/c"] {
        client.get(&server.url(path), &Validators::default()).unwrap();
    }
    assert!(began.elapsed() >= Duration::from_millis(1900), "{:?}", began.elapsed());
}
