//! `lagebild ingest`: articles in, one after the other in the order of the input, each with all that
//! follows from it in one transaction.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use coder::{Coded, Coder};
use intake::{Input, IntakeError};
use language::Reader;
use picture::{Ledger, LedgerError, Placer, Prepared, Seconds, Sources, Weights};
use rayon::prelude::*;
use record::{Article, Moment};

use crate::Failure;
use crate::args::IngestArgs;
use crate::read::{progress, threads};

/// How often an article is placed anew when another program has written meanwhile.
const TRIES: usize = 20;

/// Runs the command.
///
/// # Errors
/// If the model cannot be loaded or the store fails; inputs that fail are told on standard error.
pub fn run(args: &IngestArgs) -> Result<ExitCode, Failure> {
    let reader = Reader::load()?;
    let coder = coder(&reader);
    let mut placer = Placer::new(sources(args.sources.as_deref())?, Weights::embedded()?);
    let mut store = store::open(&args.store.store)?;
    let ledger = store.ledger();
    let (jobs, pool) = threads(args.jobs);
    let progress = progress();
    let options = intake::Options::default();
    let mut inputs = args.input.iter().flat_map(|path| intake::read_path(path, &options));
    let (mut new, mut known, mut failed, mut records) = (0usize, 0usize, 0usize, 0usize);
    let mut unread: BTreeSet<String> = BTreeSet::new();
    let tell = |line: String| progress.suspend(|| eprintln!("{line}"));
    loop {
        let chunk: Vec<Result<Input, IntakeError>> = inputs.by_ref().take(jobs * 4).collect();
        if chunk.is_empty() {
            break;
        }
        let mut fresh = Vec::new();
        for input in chunk {
            match input {
                Ok(input) => {
                    if ledger.find_article(&input.article.id)?.is_some() {
                        known += 1;
                        progress.inc(1);
                    } else {
                        fresh.push(input);
                    }
                }
                Err(error) => {
                    failed += 1;
                    tell(format!("error: {error}"));
                }
            }
        }
        let one = |input: Input| {
            let name = input.name;
            let mut article = input.article;
            article.published = article.published.or(args.published);
            article.language = args.language.clone().or(article.language);
            let mut warnings: Vec<String> =
                input.warnings.iter().map(|warning| format!("warning: {warning}")).collect();
            if article.published.is_none() {
                article.published = dated(&name, article.url.as_deref());
                warnings.push(match article.published {
                    Some(date) => format!(
                        "warning: {name}: the article tells no date; {date} is taken from its name"
                    ),
                    None => format!(
                        "warning: {name}: the article tells no date; the time of recording is \
                         taken; give --published"
                    ),
                });
            }
            let prepared = prepare(&reader, &coder, article);
            progress.inc(1);
            (prepared.map_err(|error| format!("error: {name}: {error}")), warnings)
        };
        let results: Vec<_> = match &pool {
            Some(pool) => pool.install(|| fresh.into_par_iter().map(one).collect()),
            None => fresh.into_iter().map(one).collect(),
        };
        for (prepared, warnings) in results {
            warnings.into_iter().for_each(&tell);
            let mut prepared = match prepared {
                Ok(prepared) => prepared,
                Err(error) => {
                    failed += 1;
                    tell(error);
                    continue;
                }
            };
            let language = prepared.profile.language.clone();
            if coder.knows(&language).is_err() && unread.insert(language.clone()) {
                tell(format!(
                    "warning: articles in `{language}` are placed in stories, but their acts cannot \
                     be read yet"
                ));
            }
            let now = args.clock.map_or_else(now, picture::seconds);
            if prepared.article.published.is_none() {
                prepared.published = now;
            }
            if append(ledger, &mut placer, &prepared, now)? {
                new += 1;
                records += prepared.records.len();
            } else {
                known += 1;
            }
        }
    }
    progress.finish_and_clear();
    if new + known + failed == 0 {
        return Err(Failure::Asked(
            "no articles found; give files ending in .txt .md .html .json or .jsonl, or - for \
             standard input"
                .to_owned(),
        ));
    }
    println!("{new} articles with {records} records are new, {known} were known, {failed} failed.");
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// The coder that signs its records with the versions of program and model.
pub fn coder(reader: &Reader) -> Coder {
    Coder::new(format!("lagebild {}, encoder {}", env!("CARGO_PKG_VERSION"), reader.version()))
}

/// The list of outlets in a file, or the one that is built in.
fn sources(file: Option<&Path>) -> Result<Sources, Failure> {
    let Some(file) = file else { return Ok(Sources::embedded()) };
    let named = |reason: String| Failure::Asked(format!("{}: {reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(error.to_string()))?;
    Sources::parse(&text).map_err(|error| named(error.to_string()))
}

/// Reads an article; one in a language without a lexicon has no records.
///
/// # Errors
/// If the network fails on it.
pub fn prepare(reader: &Reader, coder: &Coder, mut article: Article) -> Result<Prepared, String> {
    if article.id.is_empty() {
        article.id = article.content_id();
    }
    let annotated = reader.annotate(article).map_err(|error| error.to_string())?;
    let coded = coder.code(&annotated).unwrap_or_else(|_| Coded::default());
    let (profile, traits) = picture::profile(&annotated, &coded.records);
    let named = picture::named(&annotated, &coded.records);
    Ok(Prepared {
        published: picture::published(&annotated.article).unwrap_or(0),
        article: annotated.article,
        records: coded.records,
        open: coded.open,
        profile,
        traits,
        named,
    })
}

/// Places an article and appends what follows; `false` if it was known.
///
/// # Errors
/// If the store fails.
pub fn append(
    ledger: &mut dyn Ledger,
    placer: &mut Placer,
    prepared: &Prepared,
    now: Seconds,
) -> Result<bool, LedgerError> {
    for _ in 0..TRIES {
        let Some(batch) = placer.place(ledger, prepared, now)? else { return Ok(false) };
        match ledger.append(&batch) {
            Err(LedgerError::Moved) => {}
            other => return other.map(|()| true),
        }
    }
    Err(LedgerError::Moved)
}

/// This moment.
pub fn now() -> Seconds {
    jiff::Timestamp::now().as_second()
}

/// A date in a file's name (`2024-10-29-x.txt`) or an address (`/2024/10/29/`).
fn dated(name: &str, url: Option<&str>) -> Option<Moment> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    [Some(file), url].into_iter().flatten().find_map(|text| {
        (0..text.len()).find_map(|at| {
            let piece = text.get(at..at + 10)?;
            piece.replace('/', "-").parse().ok().map(Moment::Day)
        })
    })
}
