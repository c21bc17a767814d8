//! Lists the tables of `data/` that the crate embeds, so that a new file needs no change of code:
//! actor tables (`data/gazetteer/*.tsv` with the columns `kind code en de ...`) and the role nouns
//! of each language (`data/<language>/roles.tsv`).

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

#[path = "../listing.rs"]
mod listing;

use listing::{languages, sorted};

fn main() -> Result<(), Box<dyn Error>> {
    let data =
        Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../data").canonicalize()?;
    println!("cargo::rerun-if-changed={}", data.display());

    let mut actors = Vec::new();
    for path in sorted(&data.join("gazetteer"))? {
        let is_table = path.extension().is_some_and(|extension| extension == "tsv");
        if is_table && std::fs::read_to_string(&path)?.contains("\n# kind\tcode\ten\tde") {
            actors.push(path);
        }
    }
    let mut roles = Vec::new();
    for (language, folder) in languages(&data)? {
        let path = folder.join("roles.tsv");
        if path.exists() {
            roles.push((language, path));
        }
    }

    let mut code = String::from("pub(crate) static ACTORS: &[&str] = &[");
    for path in actors {
        write!(code, "include_str!({path:?}),")?;
    }
    code.push_str("];\npub(crate) static ROLES: &[(&str, &str)] = &[");
    for (language, path) in roles {
        write!(code, "({language:?}, include_str!({path:?})),")?;
    }
    code.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("tables.rs"), code)?;
    Ok(())
}
