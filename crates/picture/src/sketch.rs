//! Near copies: five-word sequences of a text, and their MinHash.
//!
//! After Broder (1997): the share of equal minima over many hash functions estimates the share of
//! sequences that two texts have in common; banding (Leskovec et al., *Mining of Massive Datasets*,
//! ch. 3) finds candidates without comparing all pairs.

use serde::{Deserialize, Serialize};

use crate::text::{fold, hash};

/// Words of a sequence.
const LENGTH: usize = 5;
/// Hash functions; two to a band.
const FUNCTIONS: usize = 64;
/// Most sequences that are kept of a text.
const MOST: usize = 800;
/// A text with fewer sequences is too short to tell copies by.
const LEAST: usize = 12;

/// The sequences of a text as hashes, sorted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    sequences: Vec<u32>,
}

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Sketch {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut sequences: Vec<u32> =
            words.windows(LENGTH).map(|words| hash(&words.join(" ")) as u32).collect();
        sequences.sort_unstable();
        sequences.dedup();
        // the smallest hashes are a fair sample, and the same one for both of two texts
        sequences.truncate(MOST);
        Sketch { sequences }
    }

    /// One key for each band: texts with much in common share at least one.
    pub fn bands(&self) -> Vec<u64> {
        if self.sequences.len() < LEAST {
            return Vec::new();
        }
        let minima: Vec<u64> = (0..FUNCTIONS as u64)
            .map(|function| {
                let each = self.sequences.iter();
                each.map(|&sequence| mix(u64::from(sequence), function)).min().unwrap_or(0)
            })
            .collect();
        minima
            .chunks(2)
            .enumerate()
            .map(|(band, pair)| mix(pair[0] ^ pair[1].rotate_left(17), 1000 + band as u64))
            .collect()
    }

    /// The share of sequences that two texts have in common, of the shorter one.
    ///
    /// ```
    /// let text = "The ministry said on Monday that the ferry had left the port of Kesta in the \
    ///             morning with two hundred people on board and a load of grain.";
    /// let one = picture::Sketch::of(text);
    /// assert_eq!(one.shared(&picture::Sketch::of(text)), 1.0);
    /// assert_eq!(one.shared(&picture::Sketch::of("Nothing of the kind was said by anybody else.")), 0.0);
    /// ```
    pub fn shared(&self, other: &Sketch) -> f64 {
        let shorter = self.sequences.len().min(other.sequences.len());
        if shorter < LEAST {
            return 0.0;
        }
        let both = self.sequences.iter().filter(|at| other.sequences.binary_search(at).is_ok());
        both.count() as f64 / shorter as f64
    }
}

/// A hash function of a family (SplitMix64's finaliser).
fn mix(value: u64, function: u64) -> u64 {
    let mut z = value.wrapping_add(function.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_add(1);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
