//! What can go wrong with an input, and what to do.

/// An input that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// No such file.
    #[error("{name} does not exist; check the path")]
    NotFound {
        /// The input.
        name: String,
    },
    /// The system does not let us read.
    #[error("{name} cannot be read ({source}); check its permissions")]
    Unreadable {
        /// The input.
        name: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Nothing in it.
    #[error("{name} is empty; give it the text of an article")]
    Empty {
        /// The input.
        name: String,
    },
    /// A folder without articles.
    #[error(
        "{name} holds no articles; put .txt, .md, .html, .json, .jsonl, .warc or .eml files into it"
    )]
    EmptyFolder {
        /// The folder.
        name: String,
    },
    /// Not a text.
    #[error("{name} is not a text but {what}; convert it to text, HTML or JSON first")]
    Binary {
        /// The input.
        name: String,
        /// What it looks like.
        what: &'static str,
    },
    /// Too long for one article.
    #[error(
        "{name} is larger than {}; split it into articles, or give them as JSON lines",
        size(*.limit)
    )]
    TooLarge {
        /// The input.
        name: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// Broken JSON, or JSON that is no article.
    #[error(
        "{name} is not an article in JSON: {reason}; write {{\"text\": \"...\"}} with the fields of an article"
    )]
    Json {
        /// The input, with the line.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// An archive that was cut off.
    #[error("{name} ends in the middle of a record after {records} whole ones, which were read")]
    Truncated {
        /// The archive.
        name: String,
        /// The whole records before.
        records: u64,
    },
    /// A place in an archive that is no record.
    #[error("{name} is damaged at byte {offset}; reading goes on with the next record")]
    Damaged {
        /// The archive.
        name: String,
        /// Where, in bytes.
        offset: u64,
    },
    /// Broken XML.
    #[error("{name} is not an article in XML ({reason}); give NewsML-G2")]
    Xml {
        /// The input.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A message without a text.
    #[error("{name} is not a message with a text; save it as .eml")]
    Mail {
        /// The input.
        name: String,
    },
    /// A web page without a main text.
    #[error("{name} has no main text; save the page of a single article, or give its text")]
    NoMainText {
        /// The page.
        name: String,
    },
    /// A web page that takes too long.
    #[error("{name} is a page that could not be read in {seconds} seconds; give its text instead")]
    TooSlow {
        /// The page.
        name: String,
        /// The time allowed.
        seconds: u64,
    },
}

/// Something that could not be taken over from an input that was read otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {flaw}")]
pub struct Warning {
    /// The input.
    pub name: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What an input may lack and still be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A date that does not exist or is not written as one.
    #[error("`{value}` in `{field}` is not a date and was left out; write 2024-10-29")]
    Date {
        /// The field.
        field: &'static str,
        /// What stood there.
        value: String,
    },
    /// A text that ends in the middle of a character.
    #[error("the text ends in the middle of a character; fetch it again if it was cut off")]
    Cut,
    /// Bytes that are no character.
    #[error(
        "what is not valid in {encoding} was replaced in {count} place{}; save it as UTF-8",
        if *.count == 1 { "" } else { "s" }
    )]
    Bytes {
        /// The encoding that was assumed.
        encoding: &'static str,
        /// How many replacements.
        count: usize,
    },
    /// A field of the wrong type.
    #[error("the field `{field}` is not a text and was left out")]
    Field {
        /// The field.
        field: &'static str,
    },
    /// A page with only the beginning of a text.
    #[error("the page shows only the beginning of its text; the rest is for subscribers")]
    Stub,
    /// A page so deeply nested that only its bare text was taken.
    #[error(
        "the page is nested too deeply, so its whole text was taken, without finding the main part"
    )]
    BareText,
}

/// A number of bytes as people write it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
