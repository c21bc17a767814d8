//! The ledger on PostgreSQL: the same tables, one transaction a batch.

use std::path::Path;
use std::process::Command;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use picture::{
    Batch, Entry, EntryKind, Fact, Head, Headline, KeptArticle, KeptProfile, Key, Ledger,
    LedgerError, Outlet, Profile, Seconds, Traits,
};
use record::{OpenQuestion, Record};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row, Transaction};

use crate::codec::{pack, read, unpack, write};
use crate::schema::{MIGRATIONS, spelled};

/// Who may write: one at a time, told by this number (`lage` in ASCII).
const LOCK: i64 = 0x6C61_6765;
/// Connections that are kept.
const CONNECTIONS: usize = 4;

/// A store in a database.
pub struct Postgres {
    runtime: Runtime,
    pool: Pool,
    address: String,
    name: String,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Postgres {
    /// Opens a database (`postgres://user@host/name`), making its tables where they are missing.
    ///
    /// # Errors
    /// If it cannot be reached, or was made by a later version.
    pub fn open(address: &str) -> Result<Postgres, LedgerError> {
        let name = without_password(address);
        let unusable = |reason: String| LedgerError::Engine { store: name.clone(), reason };
        let config: Config = address.parse().map_err(|error| unusable(format!("{error}")))?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| unusable(error.to_string()))?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, recycling);
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .build()
            .map_err(|error| unusable(error.to_string()))?;
        let store = Postgres { runtime, pool, address: address.to_owned(), name };
        store.migrate()?;
        Ok(store)
    }

    fn migrate(&self) -> Result<(), LedgerError> {
        self.runtime.block_on(async {
            let mut client = self.client().await?;
            let transaction = client.transaction().await.map_err(|error| self.failed(&error))?;
            let run = async {
                transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
                transaction
                    .batch_execute(
                        "SET LOCAL client_min_messages = warning;
                         CREATE TABLE IF NOT EXISTS version (version BIGINT NOT NULL)",
                    )
                    .await?;
                let found = transaction.query_opt("SELECT max(version) FROM version", &[]).await?;
                let from: i64 = found.and_then(|row| row.get(0)).unwrap_or(0);
                for (at, migration) in MIGRATIONS.iter().enumerate().skip(from.max(0) as usize) {
                    transaction.batch_execute(&spelled(migration, "BIGINT", "BYTEA", "")).await?;
                    let version = at as i64 + 1;
                    transaction.execute("INSERT INTO version VALUES ($1)", &[&version]).await?;
                }
                Ok::<i64, tokio_postgres::Error>(from)
            };
            let from = run.await.map_err(|error| self.failed(&error))?;
            if from > MIGRATIONS.len() as i64 {
                return Err(LedgerError::Engine {
                    store: self.name.clone(),
                    reason: format!("it was made by a later version (schema {from}); use that one"),
                });
            }
            transaction.commit().await.map_err(|error| self.failed(&error))
        })
    }

    /// Writes an archive of the whole database with `pg_dump`.
    ///
    /// # Errors
    /// If `pg_dump` is missing or fails.
    pub fn backup(&self, to: &Path) -> Result<(), LedgerError> {
        let failed = |reason: String| LedgerError::Engine { store: self.name.clone(), reason };
        let out = Command::new("pg_dump")
            .args(["--format=custom", "--no-owner", "--file"])
            .arg(to)
            .arg(&self.address)
            .output()
            .map_err(|error| {
                failed(format!("pg_dump cannot be run ({error}); install postgresql-client"))
            })?;
        if out.status.success() {
            return Ok(());
        }
        let told = String::from_utf8_lossy(&out.stderr);
        Err(failed(format!("pg_dump: {}", told.lines().next().unwrap_or("it failed"))))
    }

    async fn client(&self) -> Result<Object, LedgerError> {
        self.pool.get().await.map_err(|error| LedgerError::Engine {
            store: self.name.clone(),
            reason: format!("it cannot be reached ({error}); is the server running?"),
        })
    }

    fn failed(&self, error: &tokio_postgres::Error) -> LedgerError {
        let reason = error.as_db_error().map_or_else(|| error.to_string(), |db| db.to_string());
        LedgerError::Engine { store: self.name.clone(), reason }
    }

    fn rows(&self, query: &str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, LedgerError> {
        self.runtime.block_on(async {
            let client = self.client().await?;
            let statement =
                client.prepare_cached(query).await.map_err(|error| self.failed(&error))?;
            client.query(&statement, params).await.map_err(|error| self.failed(&error))
        })
    }
}

/// The address as it may be shown.
fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let rest = rest.split('?').next().unwrap_or(rest);
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or("");
            format!("{scheme}://{user}@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

/// Everything of a batch in columns, so that each table takes one statement.
async fn insert(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), Failed> {
    let mut postings: (Vec<i64>, Vec<i64>, Vec<i64>) = Default::default();
    if let Some(new) = &batch.article {
        let kept = &new.kept;
        transaction
            .execute(
                "INSERT INTO article VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                &[
                    &kept.key,
                    &kept.article.id,
                    &kept.published,
                    &kept.recorded,
                    &kept.story,
                    &(crate::owner(batch) as i64),
                    &write("an outlet", &kept.outlet)?,
                    &write("an article", &kept.article)?,
                ],
            )
            .await?;
        let profile = pack("a profile", &new.profile)?;
        transaction.execute("INSERT INTO profile VALUES ($1, $2)", &[&kept.key, &profile]).await?;
        for &feature in &new.postings {
            postings.0.push(feature as i64);
            postings.1.push(kept.published);
            postings.2.push(kept.key);
        }
        let features: Vec<i64> =
            new.profile.features.iter().map(|(feature, _)| *feature as i64).collect();
        transaction
            .execute(
                "INSERT INTO feature SELECT unnest($1::bigint[]), 1
                 ON CONFLICT (feature) DO UPDATE SET articles = feature.articles + 1",
                &[&features],
            )
            .await?;
        let outlet = write("an outlet", &new.outlet.1)?;
        transaction
            .execute(
                "INSERT INTO outlet VALUES ($1, $2) ON CONFLICT DO NOTHING",
                &[&(new.outlet.0 as i64), &outlet],
            )
            .await?;
    }
    for new in &batch.records {
        let fact = &new.fact;
        let record = write("a record", &new.record)?;
        transaction
            .execute(
                "INSERT INTO record VALUES ($1, $2, $3, $4, $5)",
                &[&fact.key, &new.record.id, &fact.article, &batch.recorded, &record],
            )
            .await?;
        let packed = pack("a fact", fact)?;
        transaction
            .execute(
                "INSERT INTO fact VALUES ($1, $2, $3, $4)",
                &[&fact.key, &fact.article, &fact.event, &packed],
            )
            .await?;
        let traits = pack("traits", &new.traits)?;
        transaction.execute("INSERT INTO traits VALUES ($1, $2)", &[&fact.key, &traits]).await?;
        for &feature in &new.postings {
            postings.0.push(feature as i64);
            postings.1.push(fact.published);
            postings.2.push(fact.key);
        }
    }
    transaction
        .execute(
            "INSERT INTO posting SELECT unnest($1::bigint[]), unnest($2::bigint[]),
             unnest($3::bigint[]) ON CONFLICT DO NOTHING",
            &[&postings.0, &postings.1, &postings.2],
        )
        .await?;
    for (number, (article, question)) in batch.questions.iter().enumerate() {
        let question = write("a question", question)?;
        transaction
            .execute(
                "INSERT INTO question VALUES ($1, $2, $3)",
                &[article, &(number as i64), &question],
            )
            .await?;
    }
    for entry in &batch.entries {
        let body = write("an entry", &entry.what)?;
        transaction
            .execute(
                "INSERT INTO entry VALUES ($1, $2, $3, $4, $5, $6)",
                &[
                    &entry.key,
                    &entry.what.kind().as_str(),
                    &entry.subject,
                    &entry.published,
                    &entry.recorded,
                    &body,
                ],
            )
            .await?;
    }
    Ok(())
}

enum Failed {
    Engine(tokio_postgres::Error),
    Ledger(LedgerError),
}

impl From<tokio_postgres::Error> for Failed {
    fn from(error: tokio_postgres::Error) -> Self {
        Failed::Engine(error)
    }
}

impl From<LedgerError> for Failed {
    fn from(error: LedgerError) -> Self {
        Failed::Ledger(error)
    }
}

const HEAD: &str = "SELECT last, recorded, articles FROM batch ORDER BY last DESC LIMIT 1";

fn head_of(row: Option<Row>) -> Head {
    row.map_or_else(Head::default, |row| Head {
        last: row.get(0),
        recorded: row.get(1),
        articles: row.get::<_, i64>(2) as u64,
    })
}

fn facts(rows: &[Row]) -> Result<Vec<Fact>, LedgerError> {
    rows.iter().map(|row| unpack("a fact", row.get(0))).collect()
}

fn entries(rows: &[Row]) -> Result<Vec<Entry>, LedgerError> {
    rows.iter()
        .map(|row| {
            Ok(Entry {
                key: row.get(0),
                subject: row.get(1),
                published: row.get(2),
                recorded: row.get(3),
                what: read("an entry", row.get(4))?,
            })
        })
        .collect()
}

impl Ledger for Postgres {
    fn head(&mut self) -> Result<Head, LedgerError> {
        Ok(head_of(self.rows(HEAD, &[])?.into_iter().next()))
    }

    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError> {
        self.runtime.block_on(async {
            let mut client = self.client().await?;
            let failed = |error: tokio_postgres::Error| self.failed(&error);
            let transaction = client.transaction().await.map_err(failed)?;
            transaction
                .execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])
                .await
                .map_err(failed)?;
            let head = head_of(transaction.query_opt(HEAD, &[]).await.map_err(failed)?);
            if head.last != batch.after {
                return Err(LedgerError::Moved);
            }
            insert(&transaction, batch).await.map_err(|error| match error {
                Failed::Engine(error) => failed(error),
                Failed::Ledger(error) => error,
            })?;
            let articles = (head.articles + u64::from(batch.article.is_some())) as i64;
            transaction
                .execute(
                    "INSERT INTO batch VALUES ($1, $2, $3)",
                    &[&crate::last(batch), &batch.recorded, &articles],
                )
                .await
                .map_err(failed)?;
            transaction.commit().await.map_err(failed)
        })
    }

    fn key_at(&mut self, recorded: Seconds) -> Result<Key, LedgerError> {
        let query = "SELECT coalesce(max(last), 0) FROM batch WHERE recorded <= $1";
        Ok(self.rows(query, &[&recorded])?.first().map_or(0, |row| row.get(0)))
    }

    fn find_article(&mut self, id: &str) -> Result<Option<Key>, LedgerError> {
        let found = self.rows("SELECT key FROM article WHERE id = $1", &[&id])?;
        Ok(found.first().map(|row| row.get(0)))
    }

    fn find_records(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError> {
        let query = "SELECT key FROM record WHERE starts_with(id, $1) ORDER BY key LIMIT $2";
        let rows = self.rows(query, &[&prefix, &(limit as i64)])?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    fn find_articles(&mut self, prefix: &str, limit: usize) -> Result<Vec<Key>, LedgerError> {
        let query = "SELECT key FROM article WHERE starts_with(id, $1) ORDER BY key LIMIT $2";
        let rows = self.rows(query, &[&prefix, &(limit as i64)])?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    fn articles(&mut self, keys: &[Key]) -> Result<Vec<KeptArticle>, LedgerError> {
        let query = "SELECT key, published, recorded, story, outlet, body
                     FROM article JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     ON key = k ORDER BY n";
        self.rows(query, &[&keys])?
            .iter()
            .map(|row| {
                Ok(KeptArticle {
                    key: row.get(0),
                    published: row.get(1),
                    recorded: row.get(2),
                    story: row.get(3),
                    outlet: read("an outlet", row.get(4))?,
                    article: read("an article", row.get(5))?,
                })
            })
            .collect()
    }

    fn profiles(&mut self, keys: &[Key]) -> Result<Vec<KeptProfile>, LedgerError> {
        let query = "SELECT article.key, published, story, owner, profile.body
                     FROM article JOIN profile ON profile.key = article.key
                     JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     ON article.key = k ORDER BY n";
        self.rows(query, &[&keys])?
            .iter()
            .map(|row| {
                let profile: Profile = unpack("a profile", row.get(4))?;
                Ok(KeptProfile {
                    key: row.get(0),
                    published: row.get(1),
                    story: row.get(2),
                    owner: row.get::<_, i64>(3) as u64,
                    profile,
                })
            })
            .collect()
    }

    fn records(&mut self, keys: &[Key]) -> Result<Vec<Record>, LedgerError> {
        let query = "SELECT body FROM record
                     JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     ON key = k ORDER BY n";
        self.rows(query, &[&keys])?.iter().map(|row| read("a record", row.get(0))).collect()
    }

    fn questions(&mut self, articles: &[Key]) -> Result<Vec<(Key, OpenQuestion)>, LedgerError> {
        let query = "SELECT article, body FROM question
                     JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     ON article = k ORDER BY n, number";
        self.rows(query, &[&articles])?
            .iter()
            .map(|row| Ok((row.get(0), read("a question", row.get(1))?)))
            .collect()
    }

    fn facts(&mut self, up_to: Key) -> Result<Vec<Fact>, LedgerError> {
        facts(&self.rows("SELECT body FROM fact WHERE key <= $1 ORDER BY key", &[&up_to])?)
    }

    fn facts_of_events(&mut self, events: &[Key]) -> Result<Vec<Fact>, LedgerError> {
        let query = "SELECT body FROM fact WHERE event = ANY($1) ORDER BY key";
        facts(&self.rows(query, &[&events])?)
    }

    fn traits(&mut self, keys: &[Key]) -> Result<Vec<(Fact, Traits)>, LedgerError> {
        let query = "SELECT fact.body, traits.body
                     FROM fact JOIN traits ON traits.key = fact.key
                     JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     ON fact.key = k ORDER BY n";
        self.rows(query, &[&keys])?
            .iter()
            .map(|row| Ok((unpack("a fact", row.get(0))?, unpack("traits", row.get(1))?)))
            .collect()
    }

    fn facts_of_articles(&mut self, articles: &[Key]) -> Result<Vec<Fact>, LedgerError> {
        let query = "SELECT body FROM fact WHERE article = ANY($1) ORDER BY key";
        facts(&self.rows(query, &[&articles])?)
    }

    fn headlines(&mut self, up_to: Key) -> Result<Vec<Headline>, LedgerError> {
        let query = "SELECT key, id, published, story FROM article WHERE key <= $1 ORDER BY key";
        let rows = self.rows(query, &[&up_to])?;
        let headline = |row: &Row| Headline {
            key: row.get(0),
            id: row.get(1),
            published: row.get(2),
            story: row.get(3),
        };
        Ok(rows.iter().map(headline).collect())
    }

    fn entries(
        &mut self,
        kinds: &[EntryKind],
        after: Key,
        up_to: Key,
    ) -> Result<Vec<Entry>, LedgerError> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let query = "SELECT key, subject, published, recorded, body FROM entry
                     WHERE kind = ANY($1) AND key > $2 AND key <= $3 ORDER BY key";
        entries(&self.rows(query, &[&kinds, &after, &up_to])?)
    }

    fn entries_about(&mut self, subjects: &[Key]) -> Result<Vec<Entry>, LedgerError> {
        let query = "SELECT key, subject, published, recorded, body FROM entry
                     WHERE subject = ANY($1) ORDER BY key";
        entries(&self.rows(query, &[&subjects])?)
    }

    fn postings(
        &mut self,
        keys: &[u64],
        from: Seconds,
        to: Seconds,
        limit: usize,
    ) -> Result<Vec<(u64, Key)>, LedgerError> {
        let keys: Vec<i64> = keys.iter().map(|&key| key as i64).collect();
        let query = "SELECT k, item FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     CROSS JOIN LATERAL (
                         SELECT item, published FROM posting
                         WHERE feature = k AND published BETWEEN $2 AND $3
                         ORDER BY published DESC, item DESC LIMIT $4) AS found
                     ORDER BY n, published DESC, item DESC";
        let rows = self.rows(query, &[&keys, &from, &to, &(limit as i64)])?;
        Ok(rows.iter().map(|row| (row.get::<_, i64>(0) as u64, row.get(1))).collect())
    }

    fn counts(&mut self, keys: &[u64]) -> Result<Vec<u64>, LedgerError> {
        let keys: Vec<i64> = keys.iter().map(|&key| key as i64).collect();
        let query = "SELECT coalesce(articles, 0)
                     FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     LEFT JOIN feature ON feature = k ORDER BY n";
        let rows = self.rows(query, &[&keys])?;
        Ok(rows.iter().map(|row| row.get::<_, i64>(0) as u64).collect())
    }

    fn outlets(&mut self, names: &[u64]) -> Result<Vec<(u64, Outlet)>, LedgerError> {
        let names: Vec<i64> = names.iter().map(|&name| name as i64).collect();
        let query = "SELECT name, body FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (k, n)
                     JOIN outlet ON name = k ORDER BY n";
        self.rows(query, &[&names])?
            .iter()
            .map(|row| Ok((row.get::<_, i64>(0) as u64, read("an outlet", row.get(1))?)))
            .collect()
    }
}
