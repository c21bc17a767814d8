//! Archives: whole, packed, cut off, damaged, and read in two goes.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use intake::archive::{Archive, IndexEntry, Progress, list};
use intake::{Input, IntakeError, Options, read_bytes, read_path};

fn page(number: usize) -> String {
    format!(
        "<html lang=\"de\"><head><title>Meldung {number}</title>\
         <meta property=\"article:published_time\" content=\"2026-11-24T08:00:00+01:00\"></head>\
         <body><article><h1>Meldung {number}</h1><p>Der Hafen von Nordstadt bleibt bis Freitag \
         geschlossen, teilte das Amt mit. Es ist die {number}. Meldung dieser Art in diesem \
         Jahr.</p><p>Die Fähren fahren solange von der alten Mole im Süden der Stadt ab, und zwar \
         zu den gewohnten Zeiten.</p></article></body></html>"
    )
}

fn record(kind: &str, url: &str, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2026-11-24T10:00:00Z\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn response(number: usize) -> Vec<u8> {
    let block = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
        page(number)
    );
    record("response", &format!("https://amt.example/{number}"), &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn members(count: usize) -> Vec<Vec<u8>> {
    let info = record("warcinfo", "urn:x", "software: x");
    std::iter::once(info).chain((1..=count).map(response)).collect()
}

fn read(bytes: &[u8]) -> (Vec<Result<Input, IntakeError>>, Progress) {
    let mut archive = Archive::new("news.warc", bytes, &Options::default());
    let all = archive.by_ref().collect();
    (all, archive.progress().clone())
}

fn titles(all: &[Result<Input, IntakeError>]) -> Vec<String> {
    all.iter().flatten().map(|input| input.article.title.clone()).collect()
}

#[test]
fn plain_packed_whole_and_packed_by_member_are_the_same() {
    let plain = members(3).concat();
    let whole = gzip(&plain);
    let by_member: Vec<u8> = members(3).iter().flat_map(|member| gzip(member)).collect();
    for bytes in [&plain, &whole, &by_member] {
        let (all, progress) = read(bytes);
        assert_eq!(titles(&all), ["Meldung 1", "Meldung 2", "Meldung 3"]);
        assert_eq!((progress.records, progress.articles, progress.finished), (4, 3, true));
        assert!(!progress.truncated);
        let article = &all[0].as_ref().unwrap().article;
        assert_eq!(article.url.as_deref(), Some("https://amt.example/1"));
        assert_eq!(article.language.as_deref(), Some("de"));
        assert_eq!(article.published.unwrap().to_string(), "2026-11-24T07:00:00Z");
        assert_eq!(article.retrieved.unwrap().to_string(), "2026-11-24T10:00:00Z");
        assert!(article.text.starts_with("Der Hafen von Nordstadt"), "{}", article.text);
    }
}

#[test]
fn a_file_that_was_cut_off_gives_its_whole_records_and_one_sentence() {
    let plain = members(3).concat();
    let by_member: Vec<u8> = members(3).iter().flat_map(|member| gzip(member)).collect();
    for bytes in [&plain[..plain.len() - 200], &by_member[..by_member.len() - 50]] {
        let (all, progress) = read(bytes);
        assert_eq!(titles(&all), ["Meldung 1", "Meldung 2"]);
        let errors: Vec<String> =
            all.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(
            errors,
            ["news.warc ends in the middle of a record after 3 whole ones, which were read"]
        );
        assert!(progress.truncated && progress.finished);
    }
}

#[test]
fn no_cut_and_no_broken_byte_panics_or_loses_what_is_before() {
    let by_member: Vec<u8> = members(2).iter().flat_map(|member| gzip(member)).collect();
    let plain = members(2).concat();
    for bytes in [&by_member, &plain] {
        for end in (0..bytes.len()).step_by(13) {
            let (all, _) = read(&bytes[..end]);
            assert!(all.iter().filter(|read| read.is_err()).count() <= 1);
        }
        for at in (0..bytes.len()).step_by(29) {
            let mut broken = bytes.clone();
            broken[at] ^= 0xff;
            assert!(read(&broken).0.len() < 10);
        }
    }
}

#[test]
fn a_damaged_member_is_passed_over() {
    let mut packed: Vec<Vec<u8>> = members(3).iter().map(|member| gzip(member)).collect();
    let middle = packed[2].len() / 2;
    packed[2][middle..middle + 40].fill(0x55);
    let (all, progress) = read(&packed.concat());
    assert_eq!(titles(&all), ["Meldung 1", "Meldung 3"]);
    assert!(all.iter().any(|read| matches!(read, Err(IntakeError::Damaged { .. }))));
    assert!(progress.finished && !progress.truncated);
}

#[test]
fn noise_between_records_is_passed_over() {
    let bytes = [response(1), b"noise\r\nmore noise\r\n".to_vec(), response(2)].concat();
    let (all, _) = read(&bytes);
    assert_eq!(titles(&all), ["Meldung 1", "Meldung 2"]);
    assert_eq!(all.len(), 3);
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let plain = members(5).concat();
    let by_member: Vec<u8> = members(5).iter().flat_map(|member| gzip(member)).collect();
    for bytes in [plain.clone(), gzip(&plain), by_member] {
        let options = Options::default();
        let mut first = Archive::new("news.warc", Cursor::new(&bytes), &options);
        let before: Vec<_> = first.by_ref().take(2).collect();
        let saved = serde_json::to_string(first.progress()).unwrap();
        let index: IndexEntry = first.entry().clone();
        assert_eq!(index.url.as_deref(), Some("https://amt.example/2"));
        assert_eq!(index.article, Some(before[1].as_ref().unwrap().article.id.clone()));
        let saved: Progress = serde_json::from_str(&saved).unwrap();
        let mut second =
            Archive::resume("news.warc", Cursor::new(&bytes), &saved, &options).unwrap();
        let after: Vec<_> = second.by_ref().collect();
        assert_eq!(titles(&after), ["Meldung 3", "Meldung 4", "Meldung 5"]);
        assert_eq!(second.progress().articles, 5);
    }
}

#[test]
fn archived_answers_are_unpacked_and_what_is_no_page_is_passed_over() {
    let page = page(1);
    let (head, tail) = page.split_at(100);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:x}\r\n{head}\r\n{:x};x=y\r\n{tail}\r\n0\r\n\r\n",
        head.len(),
        tail.len()
    );
    let mut packed =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    packed.extend(gzip(page.as_bytes()));
    let mut packed_record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: <https://amt.example/p>\r\n\
         Content-Length: {}\r\n\r\n",
        packed.len()
    )
    .into_bytes();
    packed_record.extend(packed);
    packed_record.extend(b"\r\n\r\n");
    let bytes = [
        record("response", "https://amt.example/c", &chunked),
        packed_record,
        record(
            "response",
            "https://amt.example/x",
            "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\nx",
        ),
        record(
            "response",
            "https://amt.example/y",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
        ),
        record("request", "https://amt.example/z", "GET / HTTP/1.1\r\n\r\n"),
        record("revisit", "https://amt.example/w", "HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "https://amt.example/q", "no head"),
    ]
    .concat();
    let (all, progress) = read(&bytes);
    assert_eq!(titles(&all), ["Meldung 1", "Meldung 1"]);
    assert_eq!((all.len(), progress.records), (2, 7));
    assert_eq!(all[1].as_ref().unwrap().article.url.as_deref(), Some("https://amt.example/p"));
}

#[test]
fn wet_files_give_their_texts() {
    let text =
        "Der Hafen schließt\nDer Hafen von Nordstadt bleibt geschlossen.\nDas teilte das Amt mit.";
    let bytes = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://amt.example/1\r\n\
         WARC-Identified-Content-Language: deu,eng\r\nContent-Type: text/plain\r\n\
         Content-Length: {}\r\n\r\n{text}\r\n\r\n",
        text.len()
    );
    let (all, _) = read(bytes.as_bytes());
    let article = &all[0].as_ref().unwrap().article;
    assert_eq!(article.title, "Der Hafen schließt");
    assert_eq!(article.language.as_deref(), Some("de"));
    assert_eq!(article.text.lines().count(), 3);
}

#[test]
fn archives_in_a_folder_are_read_with_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let packed: Vec<u8> = members(2).iter().flat_map(|member| gzip(member)).collect();
    std::fs::write(folder.path().join("a.warc.gz"), packed).unwrap();
    std::fs::write(folder.path().join("b.jsonl.gz"), gzip(b"{\"text\": \"Eins.\"}\n")).unwrap();
    std::fs::write(folder.path().join("c.txt.gz"), gzip(&gzip(b"Zwei."))).unwrap();
    let all: Vec<_> = read_path(folder.path(), &Options::default()).collect();
    assert_eq!(all.iter().flatten().count(), 3);
    let error = all[3].as_ref().unwrap_err().to_string();
    assert!(error.contains("a gzip archive"), "{error}");
}

/// An endless archive: memory must not grow with it.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = (buffer.len() as u64).min(self.0) as usize;
        buffer[..count].fill(b'x');
        self.0 -= count as u64;
        Ok(count)
    }
}

#[test]
fn a_record_that_claims_or_has_too_much_is_left() {
    let head = |length: u64| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://amt.example/1\r\n\
             Content-Length: {length}\r\n\r\n"
        )
    };
    let (all, progress) = read(head(u64::MAX).as_bytes());
    assert_eq!(all.len(), 1);
    assert!(progress.truncated);
    let size = 300_000_000;
    let head = head(size);
    let input = head.as_bytes().chain(Endless(size)).chain(Cursor::new(response(2)));
    let all: Vec<_> = Archive::new("news.warc", input, &Options::default()).collect();
    assert!(matches!(all[0], Err(IntakeError::TooLarge { .. })), "{:?}", all[0]);
    assert_eq!(titles(&all), ["Meldung 2"]);
}

fn one(text: &str) -> Input {
    read_bytes("x", text.as_bytes().to_vec(), &Options::default()).next().unwrap().unwrap()
}

#[test]
fn articles_of_news_please_and_fundus_are_read() {
    let input = one(
        r#"{"maintext": "Der Text.", "title": "Titel", "date_publish": "2026-11-24 08:00:00", "date_modify": null, "url": "https://a.example/1", "source_domain": "a.example", "language": "de", "authors": ["Mara Lindt", "Jon Berg"]}"#,
    );
    assert_eq!(input.article.text, "Der Text.");
    assert_eq!(input.article.author.as_deref(), Some("Mara Lindt, Jon Berg"));
    assert_eq!(input.article.published.unwrap().to_string(), "2026-11-24T08:00:00Z");
    assert_eq!(input.warnings, []);
    let input = one(
        r#"{"title": "Titel", "body": {"summary": ["Kurz."], "sections": [{"headline": [], "paragraphs": ["Eins.", "Zwei."]}]}, "publishing_date": "2026-11-24T08:00:00+01:00", "authors": ["Mara Lindt"], "html": {"requested_url": "https://a.example/1", "source_info": {"publisher": "Anzeiger"}}}"#,
    );
    assert_eq!(input.article.text, "Kurz.\n\nEins.\n\nZwei.");
    assert_eq!(input.article.source.as_deref(), Some("Anzeiger"));
    assert_eq!(input.article.url.as_deref(), Some("https://a.example/1"));
}

#[test]
fn ninjs_and_newsml_are_read() {
    let input = one(
        r#"{"uri": "https://agentur.example/1", "type": "text", "language": "de", "headline": "Hafen zu", "firstcreated": "2026-11-24T07:00:00Z", "versioncreated": "2026-11-24T09:00:00Z", "byline": "Jon Berg", "body_xhtml": "<p>Eins.</p><p>Zwei.</p>", "infosources": [{"name": "Agentur"}]}"#,
    );
    assert_eq!(input.article.text, "Eins.\n\nZwei.");
    assert_eq!(input.article.title, "Hafen zu");
    assert_eq!(input.article.source.as_deref(), Some("Agentur"));
    assert_eq!(input.article.modified.unwrap().to_string(), "2026-11-24T09:00:00Z");
    let newsml = r#"<?xml version="1.0" encoding="UTF-8"?>
        <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
        <newsItem guid="https://agentur.example/2" version="3" xml:lang="de">
          <itemMeta><provider><name>Agentur</name></provider>
            <versionCreated>2026-11-24T10:00:00+01:00</versionCreated>
            <firstCreated>2026-11-24T08:00:00+01:00</firstCreated></itemMeta>
          <contentMeta><by>Jon Berg</by><headline>Zoll &amp; Hafen</headline>
            <language tag="de"/></contentMeta>
          <contentSet><inlineXML contenttype="application/xhtml+xml">
            <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Zoll</title></head><body>
            <p>Der <b>Hafen</b> ist zu.</p><p>Das sagte das Amt.</p></body></html>
          </inlineXML></contentSet></newsItem>
        <newsItem guid="urn:x" xml:lang="en"><contentMeta><headline>Two</headline></contentMeta>
          <contentSet><inlineXML><nitf><body><body.content><p>Second text.</p></body.content>
          </body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>"#;
    let all: Vec<_> = read_bytes("x", newsml.as_bytes().to_vec(), &Options::default()).collect();
    assert_eq!(titles(&all), ["Zoll & Hafen", "Two"]);
    let article = &all[0].as_ref().unwrap().article;
    assert_eq!(article.text, "Der Hafen ist zu.\n\nDas sagte das Amt.");
    assert_eq!(article.author.as_deref(), Some("Jon Berg"));
    assert_eq!(article.source.as_deref(), Some("Agentur"));
    assert_eq!(article.url.as_deref(), Some("https://agentur.example/2"));
    assert_eq!(article.published.unwrap().to_string(), "2026-11-24T07:00:00Z");
    assert_eq!(all[1].as_ref().unwrap().article.text, "Second text.");
    for end in (0..newsml.len()).filter(|end| newsml.is_char_boundary(*end)) {
        read_bytes("x", newsml[..end].into(), &Options::default()).for_each(drop);
    }
}

#[test]
fn mail_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eml");
    let mail = "From: =?utf-8?Q?Presseamt_N=C3=B6rdheim?= <presse@amt.example>\r\n\
                Date: Tue, 24 Nov 2026 09:30:00 +0100\r\nSubject: =?utf-8?B?SGFmZW4gw7ZmZm5ldA==?=\r\n\
                MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
                Content-Transfer-Encoding: quoted-printable\r\n\r\n\
                Der Hafen =F6ffnet am\r\nFreitag wieder.\r\n\r\nDas teilte das Amt mit.\r\n-- \r\nPresseamt\r\n";
    std::fs::write(&path, mail).unwrap();
    let input = read_path(&path, &Options::default()).next().unwrap().unwrap();
    assert_eq!(input.article.title, "Hafen öffnet");
    assert_eq!(input.article.source.as_deref(), Some("Presseamt Nördheim"));
    assert_eq!(input.article.published.unwrap().to_string(), "2026-11-24T08:30:00Z");
    assert_eq!(
        input.article.text,
        "Der Hafen öffnet am Freitag wieder.\n\nDas teilte das Amt mit."
    );
    let mut russian =
        b"Subject: x\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n".to_vec();
    russian.extend_from_slice(&encoding_rs::WINDOWS_1251.encode("Порт закрыт.").0);
    std::fs::write(&path, russian).unwrap();
    let input = read_path(&path, &Options::default()).next().unwrap().unwrap();
    assert_eq!(input.article.text, "Порт закрыт.");
    std::fs::write(&path, "From: a@b.example\r\n\r\n").unwrap();
    assert!(read_path(&path, &Options::default()).next().unwrap().is_err());
}

#[test]
fn lists_of_addresses_are_read() {
    let read = |text: &str| -> Vec<intake::feeds::Item> {
        list::items("x", Cursor::new(text.as_bytes().to_vec())).map(Result::unwrap).collect()
    };
    let gdelt = r#"{"articles": [{"url": "https://a.example/1", "title": "Hafen , Mole zu",
        "seendate": "20261124T101500Z", "domain": "a.example", "language": "German"}]}"#;
    let items = read(gdelt);
    assert_eq!(items[0].title, "Hafen, Mole zu");
    assert_eq!(items[0].language.as_deref(), Some("de"));
    assert_eq!(items[0].published.unwrap().to_string(), "2026-11-24T10:15:00Z");
    let lines = "{\"url\": \"https://a.example/1\"}\n{\"url\": 3}\nbroken\n{\"url\": \"https://a.example/2\"}\n";
    assert_eq!(read(lines).len(), 2);
    assert_eq!(read("id\turl\n1\thttps://a.example/1\t5\n").len(), 1);
}
