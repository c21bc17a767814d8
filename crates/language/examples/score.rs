//! Scores the reader on a corpus: `score LANGUAGE FILE`.

use std::env;
use std::error::Error;
use std::path::Path;

use language::eval;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [language, path] = arguments.as_slice() else {
        return Err("usage: score LANGUAGE FILE".into());
    };
    let reader = language::Reader::load()?;
    println!("{path}, model {}", reader.version());
    if path.ends_with(".conllu") {
        println!("{}", eval::syntax(&reader, Path::new(path), language)?);
    } else {
        println!("{}", eval::entities(&reader, Path::new(path), language)?);
    }
    Ok(())
}
