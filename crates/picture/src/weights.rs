//! The weights of matching, from `data/matching.toml`.

use serde::{Deserialize, Serialize};

const EMBEDDED: &str = include_str!("../../../data/matching.toml");

macro_rules! weights {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $name { $(pub $field: f32),* }

        impl $name {
            /// Names of the weights.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];

            /// A weight by its name.
            pub fn by_name(&mut self, name: &str) -> Option<&mut f32> {
                match name { $(stringify!($field) => Some(&mut self.$field),)* _ => None }
            }
        }
    };
}

weights! {
    /// Nearness of articles.
    StoryWeights {
        words, names, countries, figures, acts, across, fade, floor, whole, soon, soon_days, events, threshold, idle, unite,
    }
}

weights! {
    /// Nearness of records.
    EventWeights {
        base, same_type, related_type, other_type, same_mode, other_mode, actors, other_actors,
        recipients, other_recipients, same_place, near_place, other_place, other_country, same_day,
        other_day, apart, same_figure, other_figure, trigger, text, same_story, other_story,
        same_status, other_tense, threshold, merge,
    }
}

/// All weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Nearness of articles.
    pub story: StoryWeights,
    /// Nearness of records.
    pub event: EventWeights,
}

/// Weights that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the weights cannot be read: {0}; compare them with data/matching.toml")]
pub struct WeightsError(String);

impl Weights {
    /// The weights that are built in.
    ///
    /// # Errors
    /// If the program was built with a file that is none.
    pub fn embedded() -> Result<Weights, WeightsError> {
        Weights::parse(EMBEDDED)
    }

    /// Reads weights in the form of `data/matching.toml`.
    ///
    /// # Errors
    /// If one is missing or unknown.
    pub fn parse(text: &str) -> Result<Weights, WeightsError> {
        toml::from_str(text).map_err(|error| WeightsError(error.to_string().replace('\n', " ")))
    }
}
