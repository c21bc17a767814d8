//! `lagebild backup` and `lagebild verify`.

use std::process::ExitCode;

use picture::Sources;

use crate::Failure;
use crate::args::{BackupArgs, StoreArgs};

/// Writes a copy of the store.
///
/// # Errors
/// If it cannot be written.
pub fn backup(args: &BackupArgs) -> Result<ExitCode, Failure> {
    existing(&args.store.store)?.backup(&args.to)?;
    println!("The store was copied to {}.", args.to.display());
    Ok(ExitCode::SUCCESS)
}

/// Computes ids and statuses again and compares.
///
/// # Errors
/// If the store fails.
pub fn verify(args: &StoreArgs) -> Result<ExitCode, Failure> {
    let mut store = existing(&args.store)?;
    let mut flaws = store.flaws()?;
    let head = store.ledger().head()?;
    flaws.extend(picture::verify(store.ledger(), &Sources::embedded().quoted)?);
    for flaw in &flaws {
        eprintln!("error: {flaw}");
    }
    if flaws.is_empty() {
        println!("The store is sound: {} articles, {} keys.", head.articles, head.last);
    }
    Ok(ExitCode::from(u8::from(!flaws.is_empty())))
}

/// Opens a store that is there already.
///
/// # Errors
/// If it is not.
pub fn existing(name: &str) -> Result<store::Store, Failure> {
    let is_file = !name.starts_with("postgres");
    if is_file && !std::path::Path::new(name).exists() {
        return Err(Failure::Asked(format!(
            "there is no store {name}; make one with `lagebild ingest --store {name} FILES`"
        )));
    }
    Ok(store::open(name)?)
}
