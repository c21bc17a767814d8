//! `lagebild eval`: stages against annotated files.

use std::path::Path;
use std::process::ExitCode;

use language::{Reader, eval};

use crate::Failure;
use crate::args::{EvalArgs, EvalWhat};

/// Runs the command and prints the report.
///
/// # Errors
/// If the model or the file cannot be read.
pub fn run(args: &EvalArgs) -> Result<ExitCode, Failure> {
    let reader = Reader::load()?;
    match &args.what {
        EvalWhat::Picture { folder, only, weights, tune, explain } => {
            let asked = crate::labelled::Asked {
                folder,
                only: *only,
                weights: weights.as_deref(),
                tune: *tune,
                explain: *explain,
            };
            crate::labelled::run(&reader, &asked)?;
        }
        EvalWhat::Syntax { file, language } => {
            let language = language.clone().unwrap_or_else(|| language_of(file));
            println!("{}", eval::syntax(&reader, file, &language)?);
        }
        EvalWhat::Entities { file, language } => {
            let language = language.clone().unwrap_or_else(|| language_of(file));
            println!("{}", eval::entities(&reader, file, &language)?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The language that a file's name begins with (`de_gsd-test.conllu`), or that of its folder.
fn language_of(file: &Path) -> String {
    let of = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.split_once('_').map(|(code, _)| code.to_owned()).filter(|code| code.len() == 2)
    };
    let folder = file.parent().and_then(Path::file_name).and_then(of);
    file.file_name().and_then(of).or(folder).unwrap_or_else(|| "en".to_owned())
}
