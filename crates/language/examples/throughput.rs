//! How fast one thread reads a file of articles: `throughput FILE.jsonl [COUNT]`.

use std::error::Error;
use std::time::Instant;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: throughput FILE.jsonl [COUNT]")?;
    let count = env::args().nth(2).map_or(Ok(usize::MAX), |count| count.parse())?;
    let reader = language::Reader::load()?;
    let (mut words, mut bytes) = (0, 0);
    let start = Instant::now();
    for line in fs::read_to_string(path)?.lines().take(count) {
        let article: record::Article = serde_json::from_str(line)?;
        bytes += article.text.len();
        let annotated = reader.annotate(article)?;
        words += annotated.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{words} words, {bytes} bytes in {seconds:.1} s: {:.0} words/s",
        words as f64 / seconds
    );
    Ok(())
}
