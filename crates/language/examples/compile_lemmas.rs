//! Makes a lemma file from a list: `compile_lemmas LIST.tsv OUT.lemmas`.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [list, out] = arguments.as_slice() else {
        return Err("usage: compile_lemmas LIST.tsv OUT.lemmas".into());
    };
    let compiled = language::compile_lemmas(&fs::read_to_string(list)?)?;
    fs::write(out, &compiled)?;
    println!("{out}: {} bytes", compiled.len());
    Ok(())
}
