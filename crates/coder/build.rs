//! Embeds the lexicons: every `data/<language>/<name>.tsv`, so that a language is data alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let data = manifest.join("../../data");
    let mut table = String::from("pub(crate) const FILES: &[(&str, &str, &str)] = &[\n");
    for folder in sorted(&data)? {
        let language = name(&folder);
        if language.len() != 2 || !folder.is_dir() {
            continue;
        }
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

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
