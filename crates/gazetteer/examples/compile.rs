//! Compiles the listing of places: `compile LISTING OUTPUT` (called by `data/gazetteer/build.sh`).

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [listing, output] = arguments.as_slice() else {
        eprintln!("usage: compile LISTING OUTPUT");
        return ExitCode::from(2);
    };
    let result = std::fs::read_to_string(listing)
        .map_err(|error| format!("{listing} cannot be read: {error}"))
        .and_then(|listing| gazetteer::compile(&listing).map_err(|error| error.to_string()))
        .and_then(|bytes| {
            std::fs::write(output, bytes)
                .map_err(|error| format!("{output} cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
