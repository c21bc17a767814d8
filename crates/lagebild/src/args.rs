//! Flags and arguments.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use record::Moment;

/// Reads the news and keeps a situation picture that one can audit.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code articles: who did what to whom, where, when, how many; who says so, how sure it is.
    Read(ReadArgs),
    /// Read articles and keep them in a store: each finds its story, its records their events.
    Ingest(IngestArgs),
    /// List events with their status, or tell how one came about.
    Events(EventsArgs),
    /// List stories with their articles.
    Stories(StoriesArgs),
    /// Write the situation report.
    Report(ReportArgs),
    /// Tell what changed between two moments.
    Diff(DiffArgs),
    /// Note what an analyst found: merge, split, confirm, reject. Later runs respect it.
    Note(NoteArgs),
    /// Write a copy of the whole store to a file.
    Backup(BackupArgs),
    /// Compute ids and statuses again and compare them with what is stored.
    Verify(StoreArgs),
    /// Measure stages against annotated files.
    Eval(EvalArgs),
}

/// Which store.
#[derive(Debug, Clone, ClapArgs)]
pub struct StoreArgs {
    /// A file, or postgres://user@host/name
    #[arg(long, value_name = "STORE", default_value = "picture.db", global = true)]
    pub store: String,
}

/// Which view of the picture.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct ViewArgs {
    /// Only what had been published by then (2024-10-29 with all that day, or RFC 3339)
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<Moment>,
    /// Only what the store had recorded by then
    #[arg(long, value_name = "TIME")]
    pub known_at: Option<Moment>,
}

/// Which events.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct FilterArgs {
    /// Told or dated on or after this day
    #[arg(long, value_name = "TIME")]
    pub from: Option<Moment>,
    /// Told or dated on or before this day
    #[arg(long, value_name = "TIME")]
    pub to: Option<Moment>,
    /// Place by name, or country by code (Kursk, RUS)
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Who takes part, by code (PRK, RUS.MIL)
    #[arg(long, value_name = "CODE")]
    pub actor: Option<record::Code>,
    /// PLOVER type (ASSAULT)
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type)]
    pub kind: Option<record::EventType>,
    /// Id of a story, or its beginning
    #[arg(long, value_name = "ID")]
    pub story: Option<String>,
}

fn event_type(text: &str) -> Result<record::EventType, String> {
    record::EventType::parse(&text.to_uppercase()).ok_or_else(|| {
        let all: Vec<&str> = record::EventType::ALL.iter().map(|each| each.as_str()).collect();
        format!("choose one of {}", all.join(", "))
    })
}

/// What `lagebild ingest` is asked for.
#[derive(Debug, ClapArgs)]
pub struct IngestArgs {
    /// Files (.txt .md .html .json .jsonl), folders, or - for standard input
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    #[command(flatten)]
    pub store: StoreArgs,
    /// Publication date for articles that do not tell theirs (2024-10-29 or RFC 3339)
    #[arg(long, value_name = "DATE")]
    pub published: Option<Moment>,
    /// Language of the articles (ISO 639-1), instead of identifying it
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Articles read at the same time [default: number of cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// A list of outlets in the form of data/sources.toml
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
    /// Record as of this moment instead of now, for replaying an archive; never before the last entry
    #[arg(long, value_name = "TIME")]
    pub clock: Option<Moment>,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading.
    Text,
    /// One JSON object a line.
    Jsonl,
}

/// What `lagebild events` is asked for.
#[derive(Debug, ClapArgs)]
pub struct EventsArgs {
    /// Id of an event or record, or its beginning: tell how this one came about
    pub event: Option<String>,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub view: ViewArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Most events to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// What `lagebild stories` is asked for.
#[derive(Debug, ClapArgs)]
pub struct StoriesArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub view: ViewArgs,
    /// Most stories to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// Forms of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Markdown.
    Md,
    /// One self-contained page, also for printing.
    Html,
    /// For programs.
    Json,
    /// The plot of conflict and cooperation alone.
    Svg,
}

/// What `lagebild report` is asked for.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  lagebild report > report.md                               everything, in English, as Markdown
  lagebild report --language de --format html > bericht.html one page in German, to be printed
  lagebild report --as-of 2024-10-29 --since 2024-10-24      what was public then, and what was new
  lagebild report --actor PRK --type MOBILIZE                only some events")]
pub struct ReportArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub view: ViewArgs,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// The moment of the last report: what changed since is told
    #[arg(long, value_name = "TIME")]
    pub since: Option<Moment>,
    /// Language of the report (de or en)
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub language: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t = ReportFormat::Md)]
    pub format: ReportFormat,
    /// Most events in a section
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub limit: usize,
}

/// What `lagebild diff` is asked for.
#[derive(Debug, ClapArgs)]
pub struct DiffArgs {
    /// The earlier moment
    #[arg(long, value_name = "TIME")]
    pub from: Moment,
    /// The later moment
    #[arg(long, value_name = "TIME")]
    pub to: Moment,
    /// Compare what the store had recorded by then, instead of what had been published
    #[arg(long)]
    pub recorded: bool,
    #[command(flatten)]
    pub store: StoreArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// What `lagebild note` is asked for.
#[derive(Debug, ClapArgs)]
pub struct NoteArgs {
    #[command(subcommand)]
    pub what: NoteWhat,
    #[command(flatten)]
    pub store: StoreArgs,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", global = true)]
    pub why: String,
    /// Who notes it
    #[arg(long, value_name = "NAME", default_value = "analyst", global = true)]
    pub by: String,
    /// Record as of this moment instead of now; never before the last entry
    #[arg(long, value_name = "TIME", global = true)]
    pub clock: Option<Moment>,
}

#[derive(Debug, Subcommand)]
pub enum NoteWhat {
    /// Two events are one.
    Merge {
        /// Id of an event, or its beginning
        event: String,
        /// Id of the other
        with: String,
    },
    /// Some records of an event are another event.
    Split {
        /// Id of the event
        event: String,
        /// Ids of the records that are another
        #[arg(required = true)]
        records: Vec<String>,
    },
    /// The event was checked: its records belong together.
    Confirm {
        /// Id of the event
        event: String,
    },
    /// Records were misread, or the event is none: they no longer count.
    Reject {
        /// Id of the event
        event: String,
        /// Ids of the records; none for the whole event
        records: Vec<String>,
    },
    /// A remark, given by --why.
    Remark {
        /// Id of the event
        event: String,
    },
}

/// What `lagebild backup` is asked for.
#[derive(Debug, ClapArgs)]
pub struct BackupArgs {
    /// The file to write; must not exist
    pub to: PathBuf,
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `lagebild read` is asked for.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  lagebild read examples/                          read a folder, print for reading
  lagebild read article.txt --published 2024-10-29 date a plain text
  curl -s https://news.example/a | lagebild read -  read a page from standard input
  lagebild read --format html examples/ > page.html the articles with their records on hover
  lagebild read --format jsonl archive.jsonl | jq 'select(.type == \"ASSAULT\")'

Exit code: 0 all inputs read, 1 some failed (the rest is done), 2 wrong usage.")]
pub struct ReadArgs {
    /// Files (.txt .md .html .json .jsonl), folders, or - for standard input
    #[arg(required = true)]
    pub input: Vec<PathBuf>,
    /// Publication date for articles that do not tell theirs (2024-10-29 or RFC 3339)
    #[arg(long, value_name = "DATE")]
    pub published: Option<Moment>,
    /// Language of the articles (ISO 639-1), instead of identifying it
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Articles read at the same time [default: number of cores]
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// What records may rest on, for measuring what each part adds
    #[arg(long, value_enum, default_value_t = Evidence::Both)]
    pub evidence: Evidence,
    /// Tell for each record which rule and lexicon entry made it
    #[arg(long)]
    pub explain: bool,
}

/// What records rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Evidence {
    /// Rules and network, weighed against each other.
    Both,
    /// Lexicons and rules alone.
    Rules,
    /// The network's acts and parties alone.
    Network,
}

impl From<Evidence> for coder::Evidence {
    fn from(evidence: Evidence) -> Self {
        match evidence {
            Evidence::Both => coder::Evidence::Both,
            Evidence::Rules => coder::Evidence::Rules,
            Evidence::Network => coder::Evidence::Network,
        }
    }
}

/// Output formats of `lagebild read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading.
    Text,
    /// One JSON object an article, with records and open questions.
    Json,
    /// One record a line.
    Jsonl,
    /// One self-contained page.
    Html,
}

/// What `lagebild eval` is asked for.
#[derive(Debug, ClapArgs)]
pub struct EvalArgs {
    #[command(subcommand)]
    pub what: EvalWhat,
}

#[derive(Debug, Subcommand)]
pub enum EvalWhat {
    /// Sentences, words, part of speech, lemmas and syntax against a CoNLL-U file.
    Syntax {
        /// Universal Dependencies file (.conllu)
        file: PathBuf,
        /// Language (ISO 639-1) [default: from the file's name]
        #[arg(long)]
        language: Option<String>,
    },
    /// Entities against a file of Universal NER, GermEval 2014 or MobIE.
    Entities {
        /// .iob2, .tsv or .conll2003
        file: PathBuf,
        /// Language (ISO 639-1) [default: from the file's name]
        #[arg(long)]
        language: Option<String>,
    },
    /// The type of the act between a marked pair, against a file of Zero-Shot-PLOVER's form.
    Plover {
        /// Tab-separated: uid, type, sentence, source, target
        file: PathBuf,
        /// What records may rest on
        #[arg(long, value_enum, default_value_t = Evidence::Both)]
        evidence: Evidence,
    },
    /// Quotations and their speakers against a file of the German Wikinews corpus' form.
    Quotes {
        /// JSON Lines: text and annotations
        file: PathBuf,
        /// What records may rest on
        #[arg(long, value_enum, default_value_t = Evidence::Both)]
        evidence: Evidence,
    },
    /// The network's chances against what is so, on coded articles.
    Calibration {
        /// Folder with articles/ and records/
        folder: PathBuf,
        /// Draw a plot into this file
        #[arg(long, value_name = "FILE.svg")]
        svg: Option<PathBuf>,
    },
    /// Stories, events and origins against a folder of labelled stories.
    Picture {
        /// Folder of .json files
        folder: PathBuf,
        /// Only stories whose number is even, or odd
        #[arg(long, value_enum)]
        only: Option<Half>,
        /// Weights in the form of data/matching.toml
        #[arg(long, value_name = "FILE")]
        weights: Option<PathBuf>,
        /// Search for better weights, and print them
        #[arg(long)]
        tune: bool,
        /// Print what is wrong
        #[arg(long)]
        explain: bool,
    },
}

/// Half of the labelled stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Half {
    /// Those with an even number.
    Even,
    /// Those with an odd number.
    Odd,
}
