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
    /// Measure stages against annotated files.
    Eval(EvalArgs),
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
}
