//! The ledger on SQLite: one file, write-ahead log, one transaction a batch.

use std::path::Path;
use std::time::Duration;

use picture::{
    Batch, Entry, EntryKind, Fact, Head, Headline, KeptArticle, KeptProfile, Key, Ledger,
    LedgerError, Outlet, Profile, Seconds, Traits,
};
use record::{OpenQuestion, Record};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use crate::codec::{pack, read, unpack, write};
use crate::schema::{MIGRATIONS, spelled};

/// A store in one file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    name: String,
}

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(20);

impl Sqlite {
    /// Opens a file, making it and its tables where they are missing.
    ///
    /// # Errors
    /// If the file cannot be opened, is no store, or was made by a later version.
    pub fn open(path: &Path) -> Result<Sqlite, LedgerError> {
        let name = path.display().to_string();
        let connection = Connection::open(path).map_err(|error| engine(&name, &error))?;
        Sqlite::prepare(connection, name)
    }

    /// A store that lives as long as the program.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn in_memory() -> Result<Sqlite, LedgerError> {
        let name = "in memory".to_owned();
        let connection = Connection::open_in_memory().map_err(|error| engine(&name, &error))?;
        Sqlite::prepare(connection, name)
    }

    fn prepare(mut connection: Connection, name: String) -> Result<Sqlite, LedgerError> {
        let failed = |error: rusqlite::Error| engine(&name, &error);
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;
                 PRAGMA temp_store = MEMORY;",
            )
            .map_err(failed)?;
        let version = |connection: &Connection| -> Result<usize, rusqlite::Error> {
            let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            Ok(found.max(0) as usize)
        };
        if version(&connection).map_err(failed)? < MIGRATIONS.len() {
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(failed)?;
            let from = version(&transaction).map_err(failed)?;
            for (at, migration) in MIGRATIONS.iter().enumerate().skip(from) {
                let text = spelled(migration, "INTEGER", "BLOB", "WITHOUT ROWID");
                transaction.execute_batch(&text).map_err(failed)?;
                transaction.pragma_update(None, "user_version", at as i64 + 1).map_err(failed)?;
            }
            transaction.commit().map_err(failed)?;
        }
        let found = version(&connection).map_err(failed)?;
        if found > MIGRATIONS.len() {
            return Err(LedgerError::Engine {
                store: name,
                reason: format!("it was made by a later version (schema {found}); use that one"),
            });
        }
        Ok(Sqlite { connection, name })
    }

    /// Writes a copy of the whole store, as it is at this moment, to a new file.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), LedgerError> {
        let to = to.display().to_string();
        self.connection
            .execute("VACUUM INTO ?1", [&to])
            .map(|_| ())
            .map_err(|error| engine(&to, &error))
    }

    /// What the engine itself finds wrong with the file; empty if nothing.
    ///
    /// # Errors
    /// If the engine fails.
    pub fn flaws(&self) -> Result<Vec<String>, LedgerError> {
        let rows: Vec<String> = self.rows("PRAGMA integrity_check", [], |row| row.get(0))?;
        Ok(rows.into_iter().filter(|row| row != "ok").collect())
    }

    fn failed(&self, error: &rusqlite::Error) -> LedgerError {
        engine(&self.name, error)
    }

    fn rows<T>(
        &self,
        query: &str,
        params: impl rusqlite::Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut statement =
            self.connection.prepare_cached(query).map_err(|error| self.failed(&error))?;
        let rows = statement.query_map(params, row).map_err(|error| self.failed(&error))?;
        rows.collect::<Result<_, _>>().map_err(|error| self.failed(&error))
    }

    /// One row for each key, in the order of the keys; keys without a row are left out.
    fn each<T>(
        &self,
        query: &str,
        keys: &[Key],
        mut row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut statement =
            self.connection.prepare_cached(query).map_err(|error| self.failed(&error))?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let one = statement.query_row([key], &mut row).optional();
            found.extend(one.map_err(|error| self.failed(&error))?);
        }
        Ok(found)
    }

    /// All rows for each key, in the order of the keys.
    fn all<T>(
        &self,
        query: &str,
        keys: &[Key],
        mut row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut found = Vec::new();
        for key in keys {
            found.extend(self.rows(query, [key], &mut row)?);
        }
        Ok(found)
    }
}

fn engine(store: &str, error: &rusqlite::Error) -> LedgerError {
    LedgerError::Engine { store: store.to_owned(), reason: error.to_string() }
}

/// Runs on `rusqlite`'s errors, and keeps our own apart.
fn entries(rows: Vec<(Key, Key, Seconds, Seconds, String)>) -> Result<Vec<Entry>, LedgerError> {
    rows.into_iter()
        .map(|(key, subject, published, recorded, body)| {
            Ok(Entry { key, subject, published, recorded, what: read("an entry", &body)? })
        })
        .collect()
}

fn entry_row(row: &Row<'_>) -> rusqlite::Result<(Key, Key, Seconds, Seconds, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn insert(transaction: &rusqlite::Transaction<'_>, batch: &Batch) -> Result<(), Failed> {
    let put = |query: &str, params: &[&dyn rusqlite::ToSql]| -> Result<(), Failed> {
        transaction.prepare_cached(query)?.execute(params)?;
        Ok(())
    };
    let post = |feature: u64, published: Seconds, item: Key| {
        put(
            "INSERT OR IGNORE INTO posting VALUES (?1, ?2, ?3)",
            params![feature as i64, published, item],
        )
    };
    if let Some(new) = &batch.article {
        let kept = &new.kept;
        put(
            "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                kept.key,
                kept.article.id,
                kept.published,
                kept.recorded,
                kept.story,
                crate::owner(batch) as i64,
                write("an outlet", &kept.outlet)?,
                write("an article", &kept.article)?,
            ],
        )?;
        put(
            "INSERT INTO profile VALUES (?1, ?2)",
            params![kept.key, pack("a profile", &new.profile)?],
        )?;
        for &feature in &new.postings {
            post(feature, kept.published, kept.key)?;
        }
        for (feature, _) in &new.profile.features {
            put(
                "INSERT INTO feature VALUES (?1, 1)
                 ON CONFLICT (feature) DO UPDATE SET articles = articles + 1",
                params![*feature as i64],
            )?;
        }
        put(
            "INSERT OR IGNORE INTO outlet VALUES (?1, ?2)",
            params![new.outlet.0 as i64, write("an outlet", &new.outlet.1)?],
        )?;
    }
    for new in &batch.records {
        let fact = &new.fact;
        put(
            "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                fact.key,
                new.record.id,
                fact.article,
                batch.recorded,
                write("a record", &new.record)?
            ],
        )?;
        put(
            "INSERT INTO fact VALUES (?1, ?2, ?3, ?4)",
            params![fact.key, fact.article, fact.event, pack("a fact", fact)?],
        )?;
        put("INSERT INTO traits VALUES (?1, ?2)", params![fact.key, pack("traits", &new.traits)?])?;
        for &feature in &new.postings {
            post(feature, fact.published, fact.key)?;
        }
    }
    for (number, (article, question)) in batch.questions.iter().enumerate() {
        put(
            "INSERT INTO question VALUES (?1, ?2, ?3)",
            params![article, number as i64, write("a question", question)?],
        )?;
    }
    for entry in &batch.entries {
        put(
            "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                entry.key,
                entry.what.kind().as_str(),
                entry.subject,
                entry.published,
                entry.recorded,
                write("an entry", &entry.what)?
            ],
        )?;
    }
    Ok(())
}

enum Failed {
    Engine(rusqlite::Error),
    Ledger(LedgerError),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Failed::Engine(error)
    }
}

impl From<LedgerError> for Failed {
    fn from(error: LedgerError) -> Self {
        Failed::Ledger(error)
    }
}

fn head(connection: &Connection) -> rusqlite::Result<Head> {
    connection
        .prepare_cached("SELECT last, recorded, articles FROM batch ORDER BY last DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Head {
                last: row.get(0)?,
                recorded: row.get(1)?,
                articles: row.get::<_, i64>(2)? as u64,
            })
        })
        .optional()
        .map(Option::unwrap_or_default)
}

impl Ledger for Sqlite {
    fn head(&mut self) -> Result<Head, LedgerError> {
        head(&self.connection).map_err(|error| self.failed(&error))
    }

    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError> {
        let name = self.name.clone();
        let failed = |error: rusqlite::Error| engine(&name, &error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let head = head(&transaction).map_err(failed)?;
        if head.last != batch.after {
            return Err(LedgerError::Moved);
        }
        insert(&transaction, batch).map_err(|error| match error {
            Failed::Engine(error) => failed(error),
            Failed::Ledger(error) => error,
        })?;
        let articles = head.articles + u64::from(batch.article.is_some());
        transaction
            .execute(
                "INSERT INTO batch VALUES (?1, ?2, ?3)",
                params![crate::last(batch), batch.recorded, articles as i64],
            )
            .map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn key_at(&mut self, recorded: Seconds) -> Result<Key, LedgerError> {
        let query = "SELECT coalesce(max(last), 0) FROM batch WHERE recorded <= ?1";
        Ok(self.rows(query, [recorded], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    fn find_article(&mut self, id: &str) -> Result<Option<Key>, LedgerError> {
        let found = self.rows("SELECT key FROM article WHERE id = ?1", [id], |row| row.get(0))?;
        Ok(found.first().copied())
    }

    fn find_records(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError> {
        let query = "SELECT key FROM record WHERE id >= ?1 AND id < ?2 ORDER BY key LIMIT ?3";
        self.rows(query, params![prefix, crate::after(prefix), limit as i64], |row| row.get(0))
    }

    fn find_articles(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError> {
        let query = "SELECT key FROM article WHERE id >= ?1 AND id < ?2 ORDER BY key LIMIT ?3";
        self.rows(query, params![prefix, crate::after(prefix), limit as i64], |row| row.get(0))
    }

    fn articles(&mut self, keys: &[Key]) -> Result<Vec<KeptArticle>, LedgerError> {
        type Found = (Key, Seconds, Seconds, Option<Key>, String, String);
        let query =
            "SELECT key, published, recorded, story, outlet, body FROM article WHERE key = ?1";
        let found: Vec<Found> = self.each(query, keys, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })?;
        found
            .into_iter()
            .map(|(key, published, recorded, story, outlet, body)| {
                let (article, outlet) = (read("an article", &body)?, read("an outlet", &outlet)?);
                Ok(KeptArticle { key, published, recorded, story, article, outlet })
            })
            .collect()
    }

    fn profiles(&mut self, keys: &[Key]) -> Result<Vec<KeptProfile>, LedgerError> {
        type Found = (Key, Seconds, Option<Key>, i64, Vec<u8>);
        let query = "SELECT article.key, published, story, owner, profile.body
                     FROM article JOIN profile ON profile.key = article.key WHERE article.key = ?1";
        let found: Vec<Found> = self.each(query, keys, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        found
            .into_iter()
            .map(|(key, published, story, owner, body)| {
                let profile: Profile = unpack("a profile", &body)?;
                Ok(KeptProfile { key, published, story, owner: owner as u64, profile })
            })
            .collect()
    }

    fn records(&mut self, keys: &[Key]) -> Result<Vec<Record>, LedgerError> {
        let query = "SELECT body FROM record WHERE key = ?1";
        let found: Vec<String> = self.each(query, keys, |row| row.get(0))?;
        found.iter().map(|body| read("a record", body)).collect()
    }

    fn questions(&mut self, articles: &[Key]) -> Result<Vec<(Key, OpenQuestion)>, LedgerError> {
        let query = "SELECT article, body FROM question WHERE article = ?1 ORDER BY number";
        let found: Vec<(Key, String)> =
            self.all(query, articles, |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.iter().map(|(key, body)| Ok((*key, read("a question", body)?))).collect()
    }

    fn facts(&mut self, up_to: Key) -> Result<Vec<Fact>, LedgerError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM fact WHERE key <= ?1 ORDER BY key")
            .map_err(|error| engine(&self.name, &error))?;
        let mut rows = statement.query([up_to]).map_err(|error| engine(&self.name, &error))?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next().map_err(|error| engine(&self.name, &error))? {
            let body = row.get_ref(0).and_then(|value| Ok(value.as_blob()?));
            facts.push(unpack("a fact", body.map_err(|error| engine(&self.name, &error))?)?);
        }
        Ok(facts)
    }

    fn facts_of_events(&mut self, events: &[Key]) -> Result<Vec<Fact>, LedgerError> {
        let query = "SELECT body FROM fact WHERE event = ?1 ORDER BY key";
        sorted(self.all(query, events, |row| row.get(0))?)
    }

    fn traits(&mut self, keys: &[Key]) -> Result<Vec<(Fact, Traits)>, LedgerError> {
        let query = "SELECT fact.body, traits.body FROM fact JOIN traits ON traits.key = fact.key
                     WHERE fact.key = ?1";
        let found: Vec<(Vec<u8>, Vec<u8>)> =
            self.each(query, keys, |row| Ok((row.get(0)?, row.get(1)?)))?;
        found
            .iter()
            .map(|(fact, traits)| Ok((unpack("a fact", fact)?, unpack("traits", traits)?)))
            .collect()
    }

    fn facts_of_articles(&mut self, articles: &[Key]) -> Result<Vec<Fact>, LedgerError> {
        let query = "SELECT body FROM fact WHERE article = ?1 ORDER BY key";
        sorted(self.all(query, articles, |row| row.get(0))?)
    }

    fn headlines(&mut self, up_to: Key) -> Result<Vec<Headline>, LedgerError> {
        let query = "SELECT key, id, published, story FROM article WHERE key <= ?1 ORDER BY key";
        self.rows(query, [up_to], |row| {
            Ok(Headline {
                key: row.get(0)?,
                id: row.get(1)?,
                published: row.get(2)?,
                story: row.get(3)?,
            })
        })
    }

    fn entries(
        &mut self,
        kinds: &[EntryKind],
        after: Key,
        up_to: Key,
    ) -> Result<Vec<Entry>, LedgerError> {
        let query = "SELECT key, subject, published, recorded, body FROM entry
                     WHERE kind = ?1 AND key > ?2 AND key <= ?3 ORDER BY key";
        let mut found = Vec::new();
        for kind in kinds {
            found.extend(self.rows(query, params![kind.as_str(), after, up_to], entry_row)?);
        }
        found.sort_by_key(|row| row.0);
        entries(found)
    }

    fn entries_about(&mut self, subjects: &[Key]) -> Result<Vec<Entry>, LedgerError> {
        let query = "SELECT key, subject, published, recorded, body FROM entry
                     WHERE subject = ?1 ORDER BY key";
        let mut found = self.all(query, subjects, entry_row)?;
        found.sort_by_key(|row| row.0);
        entries(found)
    }

    fn postings(
        &mut self,
        keys: &[u64],
        from: Seconds,
        to: Seconds,
        limit: usize,
    ) -> Result<Vec<(u64, Key)>, LedgerError> {
        let query = "SELECT item FROM posting WHERE feature = ?1 AND published BETWEEN ?2 AND ?3
                     ORDER BY published DESC, item DESC LIMIT ?4";
        let mut found = Vec::new();
        for &key in keys {
            let items: Vec<Key> =
                self.rows(query, params![key as i64, from, to, limit as i64], |row| row.get(0))?;
            found.extend(items.into_iter().map(|item| (key, item)));
        }
        Ok(found)
    }

    fn counts(&mut self, keys: &[u64]) -> Result<Vec<u64>, LedgerError> {
        let query = "SELECT coalesce((SELECT articles FROM feature WHERE feature = ?1), 0)";
        let keys: Vec<i64> = keys.iter().map(|&key| key as i64).collect();
        self.each(query, &keys, |row| row.get::<_, i64>(0).map(|count| count as u64))
    }

    fn outlets(&mut self, names: &[u64]) -> Result<Vec<(u64, Outlet)>, LedgerError> {
        let keys: Vec<i64> = names.iter().map(|&name| name as i64).collect();
        let found: Vec<(i64, String)> =
            self.each("SELECT name, body FROM outlet WHERE name = ?1", &keys, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        found.iter().map(|(name, body)| Ok((*name as u64, read("an outlet", body)?))).collect()
    }
}

fn sorted(bodies: Vec<Vec<u8>>) -> Result<Vec<Fact>, LedgerError> {
    let mut facts: Vec<Fact> =
        bodies.iter().map(|body| unpack("a fact", body)).collect::<Result<_, _>>()?;
    facts.sort_by_key(|fact| fact.key);
    Ok(facts)
}
