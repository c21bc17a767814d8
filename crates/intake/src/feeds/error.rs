//! What can be wrong with feeds and with the list of feeds.

/// A feed, or a list of feeds, that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// Nothing in it.
    #[error("{url} is empty; a feed has items")]
    Empty {
        /// The feed.
        url: String,
    },
    /// Not a feed.
    #[error(
        "{url} is not a feed ({reason}); give the address of RSS, Atom, JSON Feed or a sitemap"
    )]
    NotAFeed {
        /// The feed.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// A list that is not written as one.
    #[error("{name} is not a list of feeds: {reason}")]
    List {
        /// The file.
        name: String,
        /// What is wrong, and where.
        reason: String,
    },
    /// A list that cannot be opened.
    #[error("{name} cannot be read ({source}); check the path")]
    Unreadable {
        /// The file.
        name: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A feed of a list that cannot be used.
    #[error("{name}: the feed `{feed}` {reason}")]
    Source {
        /// The file.
        name: String,
        /// The name of the feed.
        feed: String,
        /// What is wrong with it.
        reason: String,
    },
}
