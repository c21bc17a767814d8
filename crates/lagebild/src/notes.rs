//! `lagebild note`: what an analyst found, as a further entry.

use std::process::ExitCode;

use picture::{Action, Key, Ledger, Note, Picture, Sources, View};

use crate::Failure;
use crate::args::{NoteArgs, NoteWhat};
use crate::ingest::now;
use crate::keep::existing;
use crate::query::{event_named, record_named};

/// Runs the command.
///
/// # Errors
/// If there is no such event or record, or the store fails.
pub fn run(args: &NoteArgs) -> Result<ExitCode, Failure> {
    let mut store = existing(&args.store.store)?;
    let ledger = store.ledger();
    let quoted = Sources::embedded().quoted;
    let picture = Picture::at(ledger, View::default(), &quoted)?;
    let (event, action) = match &args.what {
        NoteWhat::Merge { event, with } => {
            let (event, with) =
                (event_named(ledger, &picture, event)?, event_named(ledger, &picture, with)?);
            (event, Action::Merge { with })
        }
        NoteWhat::Split { event, records } => {
            let event = event_named(ledger, &picture, event)?;
            let records = records_of(ledger, &picture, event, records)?;
            if records.contains(&event) {
                return Err(Failure::Asked(
                    "the first record of an event cannot be split off; split off the others"
                        .to_owned(),
                ));
            }
            (event, Action::Split { records })
        }
        NoteWhat::Confirm { event } => (event_named(ledger, &picture, event)?, Action::Confirm),
        NoteWhat::Reject { event, records } => {
            let event = event_named(ledger, &picture, event)?;
            let records = records_of(ledger, &picture, event, records)?;
            (event, Action::Reject { records })
        }
        NoteWhat::Remark { event } => (event_named(ledger, &picture, event)?, Action::Remark),
    };
    let note = Note { action, why: args.why.clone(), by: args.by.clone() };
    let now = args.clock.map_or_else(now, picture::seconds);
    let batch = picture::note(ledger, event, note, now, &quoted)?;
    ledger.append(&batch)?;
    println!("Noted.");
    Ok(ExitCode::SUCCESS)
}

/// Records by their ids, which must be of the event.
fn records_of(
    ledger: &mut dyn Ledger,
    picture: &Picture,
    event: Key,
    ids: &[String],
) -> Result<Vec<Key>, Failure> {
    let of_event: Vec<Key> = picture
        .event(event)
        .map(|event| picture.facts(event).iter().map(|fact| fact.key).collect())
        .unwrap_or_default();
    ids.iter()
        .map(|id| {
            let key = record_named(ledger, id)?;
            if of_event.contains(&key) {
                Ok(key)
            } else {
                Err(Failure::Asked(format!("record {id} is not of this event")))
            }
        })
        .collect()
}
