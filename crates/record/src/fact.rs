//! Closed value lists of a record: factuality, tense, stance, precision.

use serde::{Deserialize, Serialize};

macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// As it is written in records and lexicons.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// Reads what [`Self::as_str`] writes.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use values;

values! {
    /// How certain the holder presents the event to be (FactBank).
    Factuality {
        /// Certain that it is so.
        Certain = "CT+",
        /// Probable.
        Probable = "PR+",
        /// Possible.
        Possible = "PS+",
        /// Certain that it is not so.
        CertainNot = "CT-",
        /// Probably not.
        ProbableNot = "PR-",
        /// Possibly not.
        PossibleNot = "PS-",
        /// Open: asked, demanded, conditional, unknown.
        Open = "UU",
    }
}

impl Factuality {
    /// Whether the event is presented as not so.
    pub fn is_negative(self) -> bool {
        matches!(self, Self::CertainNot | Self::ProbableNot | Self::PossibleNot)
    }

    /// Whether it is presented as certain, one way or the other.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Certain | Self::CertainNot)
    }

    /// The opposite polarity at the same certainty.
    pub fn negated(self) -> Self {
        match self {
            Self::Certain => Self::CertainNot,
            Self::Probable => Self::ProbableNot,
            Self::Possible => Self::PossibleNot,
            Self::CertainNot => Self::Certain,
            Self::ProbableNot => Self::Probable,
            Self::PossibleNot => Self::Possible,
            Self::Open => Self::Open,
        }
    }
}

values! {
    /// When the event is, seen from publication.
    Tense {
        /// Over.
        Past = "past",
        /// Under way or in force.
        Ongoing = "ongoing",
        /// Still to come, planned, ordered, demanded.
        Future = "future",
    }
}

values! {
    /// What the source does with the content.
    #[allow(missing_docs)]
    Stance {
        Confirm = "confirm", Claim = "claim", Deny = "deny", Warn = "warn",
        Suspect = "suspect", Demand = "demand", Ask = "ask", Predict = "predict",
    }
}

values! {
    /// Whether the source is quoted word for word.
    Kind {
        /// In quotation marks.
        Direct = "direct",
        /// In the article's words.
        Indirect = "indirect",
    }
}

values! {
    /// How exactly a place is known.
    Precision {
        /// A building, district or spot.
        Point = "point",
        /// A town or village.
        City = "city",
        /// A first-level division.
        Admin1 = "admin1",
        /// A country.
        Country = "country",
        /// An area that is none of these.
        Region = "region",
        /// Named, but not located.
        Unknown = "unknown",
    }
}
