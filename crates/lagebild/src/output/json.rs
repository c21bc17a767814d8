//! JSON: one object an article, or one record a line.

use std::io::Write;

use record::{Article, OpenQuestion, Record};
use serde::Serialize;

use super::Printer;
use crate::Failure;
use crate::read::{Reading, finish};

/// One object an article, one a line.
pub struct Json<W> {
    pub out: W,
}

/// One record a line.
pub struct Lines<W> {
    pub out: W,
}

#[derive(Serialize)]
struct Object<'r> {
    article: &'r Article,
    records: &'r [Record],
    open: &'r [OpenQuestion],
}

fn line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

impl<W: Write> Printer for Json<W> {
    fn article(&mut self, reading: &Reading) -> Result<(), Failure> {
        let Reading { article, coded } = reading;
        line(&mut self.out, &Object { article, records: &coded.records, open: &coded.open })
    }

    fn end(&mut self) -> Result<(), Failure> {
        finish(&mut self.out)
    }
}

impl<W: Write> Printer for Lines<W> {
    fn article(&mut self, reading: &Reading) -> Result<(), Failure> {
        reading.coded.records.iter().try_for_each(|record| line(&mut self.out, record))
    }

    fn end(&mut self) -> Result<(), Failure> {
        finish(&mut self.out)
    }
}
