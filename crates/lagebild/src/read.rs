//! `lagebild read`: articles in, records out, in the order of the input.

use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use coder::{Coded, Coder};
use indicatif::{ProgressBar, ProgressStyle};
use intake::{Input, IntakeError};
use language::Reader;
use rayon::prelude::*;
use record::Article;

use crate::Failure;
use crate::args::ReadArgs;
use crate::output::printer;

/// An article with what was read in it.
pub struct Reading {
    pub article: Article,
    pub coded: Coded,
}

/// Runs the command.
///
/// # Errors
/// If the model cannot be loaded or the output not written; inputs that fail are told on
/// standard error and counted.
pub fn run(args: &ReadArgs) -> Result<ExitCode, Failure> {
    let reader = Reader::load()?;
    let version = format!("lagebild {}, encoder {}", env!("CARGO_PKG_VERSION"), reader.version());
    let coder = Coder::new(version).explain(args.explain).evidence(args.evidence.into());
    let (jobs, pool) = threads(args.jobs);
    let out = BufWriter::new(std::io::stdout().lock());
    let mut printer = printer(args.format, out, args.explain);
    let progress = progress();
    let options = intake::Options::default();
    let mut inputs = args.input.iter().flat_map(|path| intake::read_path(path, &options));
    let mut failed = 0usize;
    let mut read = 0usize;
    printer.begin()?;
    loop {
        // as many as keep all threads busy, few enough to keep memory low
        let chunk: Vec<_> = inputs.by_ref().take(jobs * 8).collect();
        if chunk.is_empty() {
            break;
        }
        let one = |input: Result<Input, IntakeError>| {
            let result = input.map_err(|error| error.to_string()).and_then(|input| {
                let mut article = input.article;
                article.published = article.published.or(args.published);
                article.language = args.language.clone().or(article.language);
                read_one(&reader, &coder, article)
                    .map(|reading| (reading, input.warnings))
                    .map_err(|error| format!("{}: {error}", input.name))
            });
            progress.inc(1);
            result
        };
        let results: Vec<_> = match &pool {
            Some(pool) => pool.install(|| chunk.into_par_iter().map(one).collect()),
            None => chunk.into_iter().map(one).collect(),
        };
        for result in results {
            match result {
                Ok((reading, warnings)) => {
                    read += 1;
                    for warning in warnings {
                        progress.suspend(|| eprintln!("warning: {warning}"));
                    }
                    printer.article(&reading)?;
                }
                Err(error) => {
                    failed += 1;
                    progress.suspend(|| eprintln!("error: {error}"));
                }
            }
        }
    }
    printer.end()?;
    progress.finish_and_clear();
    if read + failed == 0 {
        eprintln!(
            "error: no articles found; give files ending in .txt .md .html .json or .jsonl, or - for standard input"
        );
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// As many threads as are asked for, with a stack deep enough for the longest sentence; `None` where the system has none to give.
pub fn threads(jobs: Option<std::num::NonZeroUsize>) -> (usize, Option<rayon::ThreadPool>) {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = jobs.map_or_else(cores, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(16 << 20).build();
    (jobs, pool.ok())
}

fn read_one(reader: &Reader, coder: &Coder, mut article: Article) -> Result<Reading, String> {
    if article.id.is_empty() {
        article.id = article.content_id();
    }
    // before the work of reading it
    let language = reader.language_of(&article);
    coder.knows(&language).map_err(|error| error.to_string())?;
    article.language = Some(language);
    let annotated = reader.annotate(article).map_err(|error| error.to_string())?;
    let coded = coder.code(&annotated).map_err(|error| error.to_string())?;
    Ok(Reading { article: annotated.article, coded })
}

/// A counter on a terminal; nothing elsewhere, and nothing for what is done in a moment.
pub fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} articles read, {per_sec}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    let progress = ProgressBar::new_spinner().with_style(style);
    progress.enable_steady_tick(Duration::from_millis(200));
    progress
}

/// Flushes at the end of the output.
pub fn finish(out: &mut impl Write) -> Result<(), Failure> {
    Ok(out.flush()?)
}
