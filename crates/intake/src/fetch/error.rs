//! Why an address gave nothing.

use std::net::IpAddr;

/// An address that could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address.
    #[error("{url} is not a web address ({reason}); write it as https://host/path")]
    Address {
        /// What stood there.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Neither HTTP nor HTTPS.
    #[error("{url} is not fetched because `{scheme}` is neither http nor https")]
    Scheme {
        /// The address.
        url: String,
        /// Its scheme.
        scheme: String,
    },
    /// An address inside a private network.
    #[error(
        "{url} is not fetched because it leads to {address}, which is not a public address; allow \
         private addresses if it is meant"
    )]
    Private {
        /// The address.
        url: String,
        /// What its name resolves to.
        address: IpAddr,
    },
    /// A name that nobody knows.
    #[error("{url} has a host name that cannot be resolved; check it and the network")]
    UnknownHost {
        /// The address.
        url: String,
    },
    /// No connection, or one that broke.
    #[error("{url} cannot be reached ({reason})")]
    Unreachable {
        /// The address.
        url: String,
        /// What happened.
        reason: String,
    },
    /// An answer that takes too long.
    #[error("{url} did not answer in full within {seconds} seconds")]
    TimedOut {
        /// The address.
        url: String,
        /// The time allowed.
        seconds: u64,
    },
    /// An answer that breaks off or is not HTTP.
    #[error("{url} gave a broken answer ({reason})")]
    Broken {
        /// The address.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An answer that is too large.
    #[error("{url} is larger than {limit} bytes and was left")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// An answer that grows beyond reason as it is unpacked.
    #[error("{url} unpacks to more than {ratio} times its size and was left")]
    Bomb {
        /// The address.
        url: String,
        /// The limit.
        ratio: usize,
    },
    /// Too many redirects, or redirects in a circle.
    #[error("{url} redirects {}", if *.circle { "in a circle" } else { "too often" })]
    Redirects {
        /// The address that was asked for.
        url: String,
        /// Whether it came back to an address it had been at.
        circle: bool,
    },
    /// The host does not want it to be fetched.
    #[error("{url} is not fetched because the robots.txt of its host forbids it")]
    Forbidden {
        /// The address.
        url: String,
    },
    /// The host cannot say what it allows.
    #[error("{url} is not fetched because its host answered {status} when asked for robots.txt")]
    NoRobots {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The host is asked not to be disturbed for a while.
    #[error("{url} is not fetched because its host wants to be left alone for {seconds} seconds")]
    Later {
        /// The address.
        url: String,
        /// How long from now.
        seconds: u64,
    },
    /// An answer with an error.
    #[error("{url} answered {status}")]
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
}

impl FetchError {
    /// Whether the same address may well answer another time.
    pub fn may_pass(&self) -> bool {
        match self {
            FetchError::UnknownHost { .. }
            | FetchError::Unreachable { .. }
            | FetchError::TimedOut { .. }
            | FetchError::Broken { .. }
            | FetchError::NoRobots { .. }
            | FetchError::Later { .. } => true,
            FetchError::Status { status, .. } => {
                *status >= 500 || matches!(status, 408 | 425 | 429)
            }
            _ => false,
        }
    }
}
