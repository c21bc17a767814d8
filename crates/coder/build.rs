//! Embeds the lexicons: every `data/<language>/<name>.tsv`, so that a language is data alone.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

#[path = "../listing.rs"]
mod listing;

use listing::{languages, name, sorted};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let data = manifest.join("../../data");
    let mut table = String::from("pub(crate) const FILES: &[(&str, &str, &str)] = &[\n");
    for (language, folder) in languages(&data)? {
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in sorted(&folder)?.iter().filter(|file| name(file).ends_with(".tsv")) {
            let path = file.canonicalize()?;
            let stem = name(file);
            let _ = writeln!(table, "    ({language:?}, {stem:?}, include_str!({path:?})),");
        }
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("files.rs"), table)
}
