//! Prints the words of articles as the reader divides them, for training: `words FILE.jsonl`.
//!
//! One line an article: `{"id", "sentences": [{"paragraph", "words": [[start, end, head, lemma,
//! part of speech], ...]}]}`, spans in code points, `head` the index of the governing word or -1.

use std::error::Error;
use std::{env, fs};

use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: words FILE.jsonl")?;
    let reader = language::Reader::load()?;
    for line in fs::read_to_string(path)?.lines() {
        let article: record::Article = serde_json::from_str(line)?;
        let annotated = reader.annotate(article)?;
        let sentences: Vec<_> = annotated
            .sentences
            .iter()
            .map(|sentence| {
                let words: Vec<_> = sentence
                    .tokens
                    .iter()
                    .map(|token| {
                        let head = token.head.map_or(-1, |at| at as i64);
                        let upos = format!("{:?}", token.upos);
                        json!([token.start, token.end, head, token.lemma, upos])
                    })
                    .collect();
                json!({"paragraph": sentence.paragraph, "words": words})
            })
            .collect();
        println!("{}", json!({"id": annotated.article.id, "sentences": sentences}));
    }
    Ok(())
}
