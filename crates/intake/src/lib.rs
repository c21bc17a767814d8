//! Feeds, pages, files and archives to articles.
//!
//! [`read_path`] yields one [`Input`] after the other and never stops at a bad one: what cannot be
//! read is an [`IntakeError`] in its place, one sentence with the name of the input and a way out.
//! What could be read only in part has [`Warning`]s.
//!
//! [`read_page`] reads a page that was fetched, [`feeds`] what a publisher says is new, [`fetch`] asks
//! for both with care, and [`live`] puts the three together as a loop. [`archive`] reads many
//! articles from one file, [`versions`] compares two versions of an article, and [`corrections`]
//! finds what an outlet says of its own mistakes.
//!
//! | module | does |
//! |---|---|
//! | `walk` | folders, in sorted order |
//! | `decode` | bytes to text in any common encoding |
//! | `format` | which format some bytes are |
//! | `json`, `crawled`, `text`, `page` | one format each |
//! | `feeds` | RSS, Atom, JSON Feed, sitemaps, and the list of feeds |
//! | `fetch` | one HTTP client, with limits and manners |
//! | `archive` | WARC and WET, NewsML-G2, ninjs, mail, lists of addresses |
//! | `live` | feeds polled as they are due |
//! | `versions`, `corrections` | what changed, and what was wrong |

pub mod archive;
pub mod corrections;
mod crawled;
mod decode;
mod error;
pub mod feeds;
pub mod fetch;
mod format;
mod json;
mod languages;
pub mod live;
mod page;
mod reader;
mod text;
pub mod versions;
mod walk;
mod xml;

use std::path::Path;

use record::Article;

pub use error::{Flaw, IntakeError, Warning};
pub use format::Format;

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Longest text of one article with its title, in bytes of UTF-8: more than any article has, and
    /// little enough to be coded in seconds and in less than a gigabyte.
    pub max_text: usize,
    /// Largest web page, in bytes.
    pub max_page: usize,
    /// Largest JSON file that is not JSON lines, in bytes; JSON lines have no limit but `max_text`.
    pub max_json: usize,
    /// Longest time that a web page may take to read.
    pub page_time: std::time::Duration,
    /// The format, if it is not to be told from the name and the content.
    pub format: Option<Format>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_text: 500_000,
            max_page: 10_000_000,
            max_json: 100_000_000,
            page_time: std::time::Duration::from_secs(30),
            format: None,
        }
    }
}

/// An article as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Where it comes from: the file, with the line or the number in it if it holds several.
    pub name: String,
    /// The article; its id is set, its language only if the input names it.
    pub article: Article,
    /// What could not be taken over.
    pub warnings: Vec<Warning>,
}

impl Input {
    /// An input with its flaws; an article without an id gets one from its content.
    fn new(
        name: String,
        mut article: Article,
        flaws: Vec<Flaw>,
        options: &Options,
    ) -> Result<Self, IntakeError> {
        if article.text.len() + article.title.len() > options.max_text {
            return Err(IntakeError::TooLarge { name, limit: options.max_text });
        }
        if article.id.is_empty() {
            article.id = article.content_id();
        }
        let mut input = Input { name, article, warnings: Vec::new() };
        flaws.into_iter().for_each(|flaw| input.warn(flaw));
        Ok(input)
    }

    fn warn(&mut self, flaw: Flaw) {
        self.warnings.push(Warning { name: self.name.clone(), flaw });
    }
}

/// The articles of a file, of a folder with all its folders, or of standard input (`-`).
///
/// A folder yields its files with a known extension (`.txt .md .html .json .jsonl .warc .wet
/// .eml .xml`, also packed as `.gz`) in sorted
/// order; hidden files and `README`s are left out. A file that is named itself is read whatever its
/// extension. Nothing is read before it is asked for.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("kiew.txt");
/// std::fs::write(&path, "Kiew warnt Moskau\n\nKiew hat Moskau am Montag gewarnt.\n").unwrap();
/// let mut inputs = intake::read_path(&path, &intake::Options::default());
/// let article = inputs.next().unwrap().unwrap().article;
/// assert_eq!(article.title, "Kiew warnt Moskau");
/// assert_eq!(article.text, "Kiew hat Moskau am Montag gewarnt.");
/// assert!(inputs.next().is_none());
/// ```
pub fn read_path(
    path: impl AsRef<Path>,
    options: &Options,
) -> Box<dyn Iterator<Item = Result<Input, IntakeError>>> {
    let path = path.as_ref();
    if path.as_os_str() == "-" {
        let input = std::io::BufReader::with_capacity(1 << 16, std::io::stdin());
        return reader::read("standard input", input, None, options);
    }
    reader::read_file_or_folder(path, options)
}

/// The articles of bytes that are already in memory; `name` stands in messages.
pub fn read_bytes(
    name: &str,
    bytes: Vec<u8>,
    options: &Options,
) -> Box<dyn Iterator<Item = Result<Input, IntakeError>>> {
    reader::read(name, std::io::Cursor::new(bytes), None, options)
}

/// The article of a web page; `url` is where it was found, `charset` what its server calls its
/// charset.
///
/// ```
/// let html = "<html><head><title>Brücke</title><link rel=canonical href=/bruecke></head>\
///             <p>Die Brücke ist seit Montag gesperrt. Der Umweg führt über den Markt.</p></html>";
/// let url = "https://amt.example/amp/bruecke";
/// let input = intake::read_page(url, html.as_bytes(), None, &Default::default()).unwrap();
/// assert_eq!(input.article.url.as_deref(), Some("https://amt.example/bruecke"));
/// ```
pub fn read_page(
    url: &str,
    bytes: &[u8],
    charset: Option<&str>,
    options: &Options,
) -> Result<Input, IntakeError> {
    if bytes.len() > options.max_page {
        return Err(IntakeError::TooLarge { name: url.to_owned(), limit: options.max_page });
    }
    if let Some(what) = format::binary(bytes) {
        return Err(IntakeError::Binary { name: url.to_owned(), what });
    }
    let (html, flaw) = decode::decode_as(bytes, charset);
    if html.trim().is_empty() {
        return Err(IntakeError::Empty { name: url.to_owned() });
    }
    let mut input = page::read_at(url, url::Url::parse(url).ok().as_ref(), html, options)?;
    flaw.into_iter().for_each(|flaw| input.warn(flaw));
    Ok(input)
}
