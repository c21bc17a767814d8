//! Prints what names stand for, one a line of the standard input: `names < FILE`.

use std::io::{self, BufRead};

fn main() -> io::Result<()> {
    let gazetteer = gazetteer::Gazetteer::embedded();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let entries = gazetteer.lookup_entity(&line);
        let found = entries.iter().take(3).map(|entry| {
            let code = entry.code.map(|code| code.to_string()).unwrap_or_default();
            format!("{} {:?} {code}", entry.name, entry.kind)
        });
        println!("{line}\t{}", found.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}
