//! `lagebild report`.

use std::io::Write;
use std::process::ExitCode;

use picture::report::{Filter, Request, Words, html, markdown, report};
use picture::{Ledger, Sources, View, last_second, seconds};

use crate::Failure;
use crate::args::{FilterArgs, ReportArgs, ReportFormat, ViewArgs};
use crate::keep::existing;
use crate::query::story_named;

/// Runs the command.
///
/// # Errors
/// If the store fails or the output cannot be written.
pub fn run(args: &ReportArgs) -> Result<ExitCode, Failure> {
    let words = Words::of(&args.language)?;
    let mut store = existing(&args.store.store)?;
    let ledger = store.ledger();
    let request = Request {
        view: view(&args.view),
        filter: filter(ledger, &args.filter)?,
        since: args.since.map(last_second),
        most: args.limit,
    };
    let report = report(ledger, &request, &Sources::embedded().quoted, &words)?;
    let text = match args.format {
        ReportFormat::Md => markdown(&report),
        ReportFormat::Html => html(&report)
            .ok_or_else(|| Failure::Asked("the page could not be written".to_owned()))?,
        ReportFormat::Json => serde_json::to_string_pretty(&report)
            .map_err(|error| Failure::Asked(error.to_string()))?,
        ReportFormat::Svg => report.plot.clone(),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The view that is asked for; a day is meant with all of it.
pub fn view(args: &ViewArgs) -> View {
    View { as_of: args.as_of.map(last_second), known_at: args.known_at.map(last_second) }
}

/// The filter that is asked for.
///
/// # Errors
/// If there is no such story.
pub fn filter(ledger: &mut dyn Ledger, args: &FilterArgs) -> Result<Filter, Failure> {
    let story = match &args.story {
        Some(id) => Some(story_named(ledger, id)?),
        None => None,
    };
    Ok(Filter {
        from: args.from.map(seconds),
        to: args.to.map(last_second),
        place: args.place.as_deref().map(Filter::place_named),
        actor: args.actor,
        kind: args.kind,
        story,
        status: None,
    })
}
