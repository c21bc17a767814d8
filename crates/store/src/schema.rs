//! The tables, once for both engines, and how they came about.
//!
//! `{int}`, `{blob}` and `{compact}` stand for what the engines call differently.

/// One step of the schema; a store that is older is brought forward, one step after the other.
pub(crate) const MIGRATIONS: &[&str] = &[
    // 1: the log. A batch is one article with all that follows from it, or one note.
    "
CREATE TABLE batch (last {int} PRIMARY KEY, recorded {int} NOT NULL, articles {int} NOT NULL);
CREATE INDEX batch_recorded ON batch (recorded);
CREATE TABLE article (
    key {int} PRIMARY KEY, id TEXT NOT NULL UNIQUE, published {int} NOT NULL,
    recorded {int} NOT NULL, story {int}, owner {int} NOT NULL, outlet TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE profile (key {int} PRIMARY KEY, body {blob} NOT NULL);
CREATE TABLE record (
    key {int} PRIMARY KEY, id TEXT NOT NULL, article {int} NOT NULL, recorded {int} NOT NULL,
    body TEXT NOT NULL);
CREATE INDEX record_id ON record (id);
CREATE TABLE fact (
    key {int} PRIMARY KEY, article {int} NOT NULL, event {int} NOT NULL, body {blob} NOT NULL);
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_event ON fact (event);
CREATE TABLE traits (key {int} PRIMARY KEY, body {blob} NOT NULL);
CREATE TABLE question (
    article {int} NOT NULL, number {int} NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (article, number)) {compact};
CREATE TABLE entry (
    key {int} PRIMARY KEY, kind TEXT NOT NULL, subject {int} NOT NULL, published {int} NOT NULL,
    recorded {int} NOT NULL, body TEXT NOT NULL);
CREATE INDEX entry_kind ON entry (kind, key);
CREATE INDEX entry_subject ON entry (subject, key);
CREATE TABLE posting (
    feature {int} NOT NULL, published {int} NOT NULL, item {int} NOT NULL,
    PRIMARY KEY (feature, published, item)) {compact};
CREATE TABLE feature (feature {int} PRIMARY KEY, articles {int} NOT NULL);
CREATE TABLE outlet (name {int} PRIMARY KEY, body TEXT NOT NULL);
",
];

/// The schema step in the words of an engine.
pub(crate) fn spelled(migration: &str, int: &str, blob: &str, compact: &str) -> String {
    migration.replace("{int}", int).replace("{blob}", blob).replace("{compact}", compact)
}
