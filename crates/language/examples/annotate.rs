//! Prints what the language stage makes of a text file: `annotate FILE`.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: annotate FILE")?;
    let article = record::Article { text: fs::read_to_string(path)?, ..Default::default() };
    let annotated = language::Reader::load()?.annotate(article)?;
    for sentence in &annotated.sentences {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let entity = sentence.entities.iter().find(|e| (e.first..=e.last).contains(&at));
            println!(
                "{}\t{}\t{}\t{:?}\t{}\t{}\t{:?} {:?} {}",
                at + 1,
                token.text,
                token.lemma,
                token.upos,
                token.head.map_or(0, |head| head + 1),
                token.relation.as_str(),
                token.verb,
                token.number,
                entity.map_or(String::new(), |entity| format!("{:?}", entity.kind)),
            );
        }
        println!();
    }
    Ok(())
}
