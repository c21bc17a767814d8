//! The command line: parse flags, call the crates, print.

mod args;
mod citations;
mod eval;
mod ingest;
mod keep;
mod labelled;
mod notes;
mod output;
mod query;
mod read;
mod tell;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let outcome = match args.command {
        args::Command::Read(options) => read::run(&options),
        args::Command::Ingest(options) => ingest::run(&options),
        args::Command::Events(options) => query::events(&options),
        args::Command::Stories(options) => query::stories(&options),
        args::Command::Report(options) => tell::run(&options),
        args::Command::Diff(options) => query::diff(&options),
        args::Command::Note(options) => notes::run(&options),
        args::Command::Backup(options) => keep::backup(&options),
        args::Command::Verify(options) => keep::verify(&options),
        args::Command::Eval(options) => eval::run(&options),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(1)
        }
    }
}

/// What stops the program as a whole.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The reader of our output has gone (`lagebild read ... | head`): no error.
    #[error("the output was closed")]
    Closed,
    #[error("the output could not be written: {0}")]
    Output(std::io::Error),
    #[error("{0}")]
    Model(#[from] language::ModelError),
    #[error("{0}")]
    Eval(#[from] language::eval::EvalError),
    #[error("{0}")]
    Ledger(#[from] picture::LedgerError),
    #[error("{0}")]
    Weights(#[from] picture::WeightsError),
    #[error("{0}")]
    Words(#[from] picture::report::WordsError),
    /// What is wrong with what was asked for, as one sentence.
    #[error("{0}")]
    Asked(String),
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Failure::Asked(reason)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Output(error),
        }
    }
}
