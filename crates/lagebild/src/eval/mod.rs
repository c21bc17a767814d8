//! `lagebild eval`: stages against annotated files.

mod calibration;
mod plover;
mod quotes;

use std::path::Path;
use std::process::ExitCode;

use coder::Coder;
use language::{Annotated, Reader, eval};
use rayon::prelude::*;
use record::Article;

use crate::Failure;
use crate::args::{EvalArgs, EvalWhat};

/// Runs the command and prints the report.
///
/// # Errors
/// If the model or the file cannot be read.
pub fn run(args: &EvalArgs) -> Result<ExitCode, Failure> {
    match crate::read::threads(None) {
        (_, Some(pool)) => pool.install(|| measure(args)),
        _ => measure(args),
    }
}

fn measure(args: &EvalArgs) -> Result<ExitCode, Failure> {
    let reader = Reader::load()?;
    let coder = |evidence: crate::args::Evidence| Coder::new("eval").evidence(evidence.into());
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
        EvalWhat::Plover { file, evidence } => {
            println!("{}", plover::score(&reader, &coder(*evidence), file)?);
        }
        EvalWhat::Quotes { file, evidence } => {
            println!("{}", quotes::score(&reader, &coder(*evidence), file)?);
        }
        EvalWhat::Calibration { folder, svg } => {
            let report = calibration::score(&reader, folder)?;
            if let Some(path) = svg {
                report.plot(path)?;
            }
            println!("{report}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Items that are read at the same time: a thread that waits for the network takes up the next item on
/// its own stack, so they must be few.
const AT_ONCE: usize = 16;

/// Applies a function to all items on all threads, in order.
fn each<T: Sync, R: Send>(
    items: &[T],
    of: impl Fn(&T) -> Result<R, String> + Sync,
) -> Result<Vec<R>, Failure> {
    let mut all = Vec::with_capacity(items.len());
    for some in items.chunks(AT_ONCE) {
        let found: Vec<R> = some.par_iter().map(&of).collect::<Result<_, String>>()?;
        all.extend(found);
    }
    Ok(all)
}

/// The text of a file, or a sentence that says what is wrong.
fn contents(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|source| {
        format!("cannot read {}: {source}; name a file that is there", path.display())
    })
}

/// Reads a bare text of a known language.
fn annotate(reader: &Reader, language: &str, text: &str) -> Result<Annotated, String> {
    let article = Article {
        id: "text".to_owned(),
        language: Some(language.to_owned()),
        text: text.to_owned(),
        ..Article::default()
    };
    reader.annotate(article).map_err(|error| error.to_string())
}

/// Where a wording stands in a text for the `nth` time (from 1), in code points.
fn locate(text: &str, wording: &str, nth: usize) -> Option<(usize, usize)> {
    let (at, _) = text.match_indices(wording).nth(nth.saturating_sub(1))?;
    let start = text[..at].chars().count();
    Some((start, start + wording.chars().count()))
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
