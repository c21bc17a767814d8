//! Embeds `data/<language>/words.tsv` and `data/lemmas/<language>.*.lemmas`, so that a language is
//! data alone.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "../listing.rs"]
mod listing;

use listing::{languages, name, sorted};

fn main() -> Result<(), Box<dyn Error>> {
    let data =
        Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../data").canonicalize()?;
    let lemmas = data.join("lemmas");
    println!("cargo::rerun-if-changed={}", lemmas.display());

    let mut words = String::from("const FILES: &[(&str, &str)] = &[\n");
    for (language, folder) in languages(&data)? {
        let path = folder.join("words.tsv");
        println!("cargo::rerun-if-changed={}", path.display());
        if path.exists() {
            writeln!(words, "    ({language:?}, include_str!({path:?})),")?;
        }
    }
    words.push_str("];\n");

    let mut table = String::from("const EMBEDDED: &[(&str, &[u8])] = &[\n");
    for path in sorted(&lemmas)?.iter().filter(|path| name(path).ends_with(".lemmas")) {
        let name = name(path);
        let language = name.split('.').next().unwrap_or_default();
        writeln!(table, "    ({language:?}, include_bytes!({path:?})),")?;
    }
    table.push_str("];\n");

    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("words.rs"), words)?;
    std::fs::write(out.join("lemmas.rs"), table)?;
    Ok(())
}
