//! Addresses to bytes: one careful HTTP client for feeds and pages.
//!
//! [`Client::get`] asks for one address and gives back an [`Answer`]. It obeys `robots.txt`, waits
//! between two requests to one host, keeps away from a host for as long as that asks for, names
//! itself and a contact, keeps no cookies, and has limits on size, time, redirects and
//! decompression. It speaks only HTTP and HTTPS, and only to public addresses of the internet: a
//! name is resolved once, its addresses are checked, and the connection goes to these very
//! addresses, so that a name that later points elsewhere gains nothing.
//!
//! | module | does |
//! |---|---|
//! | `address` | which addresses are public |
//! | `client` | requests and redirects |
//! | `body` | answers to bytes, within limits |
//! | `robots` | what a host allows |
//! | `pace` | when a host may be asked again |

mod address;
mod body;
mod client;
mod error;
mod pace;
mod robots;

pub use address::is_public;
pub(crate) use body::{Limits as BodyLimits, read as read_body};
pub use client::{Answer, Client, ClientOptions, Fetched, Validators};
pub use error::FetchError;
