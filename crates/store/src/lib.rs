//! The ledger on SQLite (one file, the default) and on PostgreSQL, with the same behaviour.
//!
//! [`open`] tells by the name which engine is meant. Both keep one schema (`schema.rs`) and append
//! a batch as one transaction, so that a program that is killed leaves nothing half-written.

mod codec;
mod postgres;
mod schema;
mod sqlite;

use std::path::Path;

use picture::{Batch, Key, Ledger, LedgerError};

pub use postgres::Postgres;
pub use sqlite::Sqlite;

/// A store of either engine.
#[derive(Debug)]
pub enum Store {
    /// One file.
    Sqlite(Sqlite),
    /// A database.
    Postgres(Postgres),
}

/// Opens the store with a name: `postgres://...` is a database, anything else a file.
///
/// # Errors
/// If it cannot be opened.
pub fn open(name: &str) -> Result<Store, LedgerError> {
    if name.starts_with("postgres://") || name.starts_with("postgresql://") {
        Postgres::open(name).map(Store::Postgres)
    } else {
        Sqlite::open(Path::new(name)).map(Store::Sqlite)
    }
}

impl Store {
    /// The ledger in it.
    pub fn ledger(&mut self) -> &mut dyn Ledger {
        match self {
            Store::Sqlite(store) => store,
            Store::Postgres(store) => store,
        }
    }

    /// Writes a copy of the whole store to a new file: an SQLite store as one, a PostgreSQL store
    /// as the archive that `pg_restore` reads.
    ///
    /// # Errors
    /// If the file exists already or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), LedgerError> {
        if to.exists() {
            return Err(LedgerError::Engine {
                store: to.display().to_string(),
                reason: "the file exists already; name another".to_owned(),
            });
        }
        match self {
            Store::Sqlite(store) => store.backup(to),
            Store::Postgres(store) => store.backup(to),
        }
    }

    /// What the engine itself finds wrong; empty if nothing.
    ///
    /// # Errors
    /// If the engine fails.
    pub fn flaws(&self) -> Result<Vec<String>, LedgerError> {
        match self {
            Store::Sqlite(store) => store.flaws(),
            Store::Postgres(_) => Ok(Vec::new()),
        }
    }
}

/// The last key of a batch.
fn last(batch: &Batch) -> Key {
    let article = batch.article.as_ref().map(|new| new.kept.key);
    let records = batch.records.iter().map(|new| new.fact.key);
    let entries = batch.entries.iter().map(|entry| entry.key);
    article.into_iter().chain(records).chain(entries).max().unwrap_or(batch.after)
}

/// The owner that a batch's article counts for.
fn owner(batch: &Batch) -> u64 {
    let fact = batch.records.first().map(|new| new.fact.voice.owner);
    fact.or_else(|| batch.article.as_ref().map(|new| new.kept.outlet.owner_key())).unwrap_or(0)
}

/// The first text after all that begin with `prefix`.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
