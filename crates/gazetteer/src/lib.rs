//! Names in any language → places, countries and actors with codes and roles through time.
//!
//! ```
//! use gazetteer::{Gazetteer, Kind};
//!
//! let gazetteer = Gazetteer::embedded();
//! let first = &gazetteer.lookup("nordkoreanischer")[0];
//! assert_eq!(first.kind, Kind::Nationality);
//! assert_eq!(first.code.unwrap().to_string(), "PRK");
//!
//! let (used, entries) = gazetteer.longest(&["der", "Vereinten", "Nationen"], 1).unwrap();
//! assert_eq!((used, entries[0].code.unwrap().to_string().as_str()), (2, "UNO"));
//!
//! let (entries, rest) = gazetteer.compound("NATO-Generalsekretär").unwrap();
//! assert_eq!((entries[0].name.as_str(), rest), ("NATO", "Generalsekretär"));
//! ```
//!
//! Two layers lie behind it. Place names of all languages are compiled from open sources into one
//! file (`data/gazetteer/places.bin`, made by [`compile`]), which is embedded and read in place.
//! Countries' nationalities, regions, bodies, seats and persons are tables written by hand
//! (`data/gazetteer/*.tsv`), parsed at first use.

mod beginning;
mod compile;
mod compound;
mod entry;
mod fold;
mod forms;
mod gazetteer;
mod nationality;
mod places;
mod rank;
mod roles;
mod sound;
mod tables;

pub use beginning::by_beginning;
pub use compile::{CompileError, compile};
pub use entry::{Entry, Kind, Term};
pub use gazetteer::Gazetteer;
pub use roles::Role;
