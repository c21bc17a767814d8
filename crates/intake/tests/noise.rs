//! Noise and damaged inputs of every kind: no panic, no endless work, one sentence for each error.

use std::fmt::Display;
use std::io::Cursor;
use std::time::{Duration, Instant};

use intake::archive::{Archive, list};
use intake::{Options, feeds, read_bytes, read_page};

/// Numbers that are the same in each run.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Some bytes of a sample are changed, taken out or doubled.
    fn damage(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut bytes = sample.to_vec();
        for _ in 0..1 + self.next() % 8 {
            if bytes.is_empty() {
                break;
            }
            let at = (self.next() as usize) % bytes.len();
            let length = (self.next() as usize % 40).min(bytes.len() - at);
            match self.next() % 4 {
                0 => bytes[at] = self.next() as u8,
                1 => drop(bytes.drain(at..at + length)),
                2 => {
                    let part = bytes[at..at + length].to_vec();
                    bytes.splice(at..at, part);
                }
                _ => bytes.truncate(at),
            }
        }
        bytes
    }
}

const SAMPLES: [&str; 9] = [
    "<rss version=\"2.0\"><channel><title>Ä</title><item><title>&lt;b&gt;&#228;</title><link>/a</link>\
     <pubDate>Tue, 24 Nov 2026 09:30:00 +0100</pubDate></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>Ä</title><link href=\"/a\"/>\
     <updated>2026-11-24T08:00:00Z</updated></entry></feed>",
    "<urlset><url><loc>https://a.example/&amp;</loc><lastmod>2026-11-24</lastmod></url></urlset>",
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": [{\"id\": \"1\"}]}",
    "<html lang=de><head><title>Hafen | Ä</title><meta name=date content=\"24. März 2026, 10:15 Uhr\">\
     <script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"author\": \
     [{\"name\": \"Ä\"}]}]}</script></head><h1>Hafen</h1><p class=byline>Von Ä Ö<p>Der Hafen bleibt \
     geschlossen, sagte „Ä“.</p><figure><figcaption>Foto</figure></html>",
    "<newsItem guid=\"x\"><contentMeta><headline>Ä</headline></contentMeta><contentSet><inlineXML><p>Ö\
     </p></inlineXML></contentSet></newsItem>",
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 70\r\n\r\n\
     HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Ä\r\n0\r\n\r\n\r\n\r\n",
    "From: a@b.example\r\nSubject: =?utf-8?B?w4Q=?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
     --x\r\n\r\nText.\r\n--x--\r\n",
    "{\"uri\": \"x\", \"bodies\": [{\"value\": \"<p>Ä</p>\"}], \"headlines\": [{\"value\": 3}]}",
];

fn one_sentence(error: impl Display) {
    let error = error.to_string();
    assert!(!error.contains('\n') && error.len() < 600, "{error}");
}

#[test]
fn damaged_inputs_of_every_kind_are_read_or_named() {
    let mut noise = Noise(0x2026_1124);
    let options = Options::default();
    for round in 0..400 {
        for sample in SAMPLES {
            let bytes = noise.damage(sample.as_bytes());
            if let Err(error) = feeds::parse("https://a.example/rss", &bytes, None) {
                one_sentence(error);
            }
            for read in Archive::new("a.warc", &bytes[..], &options).take(100) {
                read.err().into_iter().for_each(one_sentence);
            }
            for format in [None, Some(intake::Format::Mail), Some(intake::Format::NewsMl)] {
                let options = Options { format, ..options.clone() };
                for read in read_bytes("a", bytes.clone(), &options).take(100) {
                    read.err().into_iter().for_each(one_sentence);
                }
            }
            for item in list::items("a", Cursor::new(bytes.clone())).take(100) {
                item.err().into_iter().for_each(one_sentence);
            }
            if round % 8 == 0
                && let Err(error) = read_page("https://a.example/a", &bytes, Some("ä"), &options)
            {
                one_sentence(error);
            }
        }
    }
}

#[test]
fn hostile_pages_end_in_time() {
    let table = [
        "<a>".repeat(2_000_000),
        "<h1>".repeat(1_000_000),
        "<p class=byline>".repeat(400_000),
        "<time datetime=x>".repeat(400_000),
        format!("<h1>x</h1>{}<p>Text.", "<figure>".repeat(800_000)),
        format!("<h1>x</h1><p>{}</p>", "Ein Satz. ".repeat(40_000)),
        format!("<title>{}", "x - ".repeat(1_000_000)),
        format!("<meta property=og:url content='https://a.example/{}'>", "1/".repeat(2_000_000)),
        format!("<script type=application/ld+json>{}", "[".repeat(400_000)),
    ];
    for html in table {
        let began = Instant::now();
        let head: String = html.chars().take(40).collect();
        let _ = read_page("https://a.example/", html.as_bytes(), None, &Options::default());
        assert!(began.elapsed() < Duration::from_secs(20), "{head}: {:?}", began.elapsed());
    }
}
