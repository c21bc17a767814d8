//! Writes a WARC of a size, reads it in several ways, and prints how fast and in how much memory:
//!
//! `cargo run --release -p intake --example warc -- [MEGABYTES] [ARTICLES]`
//!
//! The first number is the size before packing (1000 if none is given), the second how many pages
//! are read as articles (2000).

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use intake::Options;
use intake::archive::{Archive, WarcRecords};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let megabytes: u64 = arguments.next().unwrap_or(1000);
    let articles: u64 = arguments.next().unwrap_or(2000);
    let folder = std::env::temp_dir().join(format!("lagebild-warc-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let (plain, packed) = (folder.join("news.warc"), folder.join("news.warc.gz"));
    let size = write(&plain, &packed, megabytes * 1_000_000)?;
    println!("{size} bytes of WARC, {} packed by member", fs::metadata(&packed)?.len());
    records("plain", File::open(&plain)?, size);
    records("packed", File::open(&packed)?, size);
    let cut = fs::metadata(&packed)?.len() - 1000;
    records("packed, cut off", File::open(&packed)?.take(cut), size);
    let began = Instant::now();
    let input = BufReader::new(File::open(&packed)?);
    let archive = Archive::new("news.warc.gz", input, &Options::default());
    let (mut count, mut bytes) = (0_u64, 0);
    for read in archive.take(usize::try_from(articles).unwrap_or(usize::MAX)).flatten() {
        count += 1;
        bytes += read.article.text.len();
    }
    let seconds = began.elapsed().as_secs_f64();
    let rate = count as f64 / seconds;
    println!("articles: {count} ({bytes} bytes of text) in {seconds:.1} s, {rate:.0} a second");
    println!("peak memory: {} MB", peak());
    fs::remove_dir_all(&folder)
}

fn records(name: &str, input: impl Read, size: u64) {
    let began = Instant::now();
    let (mut count, mut trouble) = (0_u64, None);
    for record in WarcRecords::new("news.warc", input, 10_000_000) {
        match record {
            Ok(_) => count += 1,
            Err(error) => trouble = Some(error.to_string()),
        }
    }
    let rate = size as f64 / 1e6 / began.elapsed().as_secs_f64();
    println!("{name}: {count} records, {rate:.0} MB/s, peak memory {} MB", peak());
    if let Some(trouble) = trouble {
        println!("  {trouble}");
    }
}

/// Pages of about 60 kB, as news pages are: little text, many tags.
fn write(plain: &Path, packed: &Path, size: u64) -> std::io::Result<u64> {
    let (mut plain, mut packed) =
        (BufWriter::new(File::create(plain)?), BufWriter::new(File::create(packed)?));
    let (mut written, mut number) = (0, 0);
    while written < size {
        number += 1;
        let block = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
            page(number)
        );
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://amt.example/{number}\r\n\
             WARC-Date: 2026-11-24T10:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        plain.write_all(record.as_bytes())?;
        let mut member = GzEncoder::new(Vec::new(), Compression::fast());
        member.write_all(record.as_bytes())?;
        packed.write_all(&member.finish()?)?;
        written += record.len() as u64;
    }
    plain.flush()?;
    packed.flush()?;
    Ok(written)
}

fn page(number: u64) -> String {
    let mut page =
        format!("<html lang=\"de\"><head><title>Meldung {number}</title></head><body><nav><ul>");
    let mut state = number;
    for link in 0..400 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        page += &format!(
            "<li class=\"menu__item menu__item--{:x}\"><a href=\"/{:x}/{link}\">Rubrik {}</a></li>",
            state >> 50,
            state >> 32,
            state >> 54
        );
    }
    page += &format!("</ul></nav><article><h1>Meldung {number}</h1>");
    for paragraph in 0..12 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        page += &format!(
            "<p>Der Hafen von Nordstadt meldet am {}. Tag {} Schiffe und {} Container, teilte das Amt \
             mit. Die Fähren legen solange an der alten Mole an, und zwar zu den Zeiten, die im \
             Fahrplan {paragraph} stehen.</p>",
            state >> 59,
            state >> 52,
            state >> 48
        );
    }
    page + "</article><footer>Impressum</footer></body></html>"
}

/// The largest memory that the process has had, in megabytes; 0 where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or(0) / 1000
}
