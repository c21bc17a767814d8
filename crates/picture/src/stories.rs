//! How near two articles are: what they share of names, places, figures, acts and words.

use std::collections::{BTreeMap, HashMap};

use crate::fact::{DAY, Seconds};
use crate::ledger::Reason;
use crate::profile::{Class, Feature, Profile, class_of};
use crate::weights::StoryWeights;

/// How rare features are, from how many articles have them.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    counts: HashMap<Feature, u64>,
    articles: u64,
}

impl Rarity {
    /// Of `articles` articles, `counts` have each feature.
    pub fn new(features: &[Feature], counts: &[u64], articles: u64) -> Rarity {
        Rarity { counts: features.iter().copied().zip(counts.iter().copied()).collect(), articles }
    }

    /// Inverse document frequency, between 0.05 for what all have and about 1 for what few have.
    pub fn of(&self, feature: Feature) -> f32 {
        let count = self.counts.get(&feature).copied().unwrap_or(0) as f32;
        let all = self.articles as f32 + 12.0;
        ((all / (count + 1.0)).ln() / all.ln()).max(0.05)
    }
}

/// Nearness of two articles, 0 to about 1, with the reasons.
pub fn nearness(
    a: (&Profile, Seconds),
    b: (&Profile, Seconds),
    rarity: &Rarity,
    weights: &StoryWeights,
) -> (f32, Vec<Reason>) {
    let same_language = a.0.language == b.0.language;
    let class_weight = |class: u8| -> f32 {
        match class {
            c if c == Class::Word as u8 => {
                if same_language {
                    weights.words
                } else {
                    0.0
                }
            }
            c if c == Class::Name as u8 || c == Class::Known as u8 => weights.names,
            c if c == Class::Country as u8 => weights.countries,
            c if c == Class::Figure as u8 => weights.figures,
            _ => weights.acts,
        }
    };
    let value = |(feature, count): (Feature, f32)| {
        count * rarity.of(feature) * class_weight(class_of(feature))
    };
    let norm = |profile: &Profile| -> f32 {
        profile.features.iter().map(|&each| value(each).powi(2)).sum::<f32>().sqrt()
    };
    let mut shared = [0.0f32; 8];
    let mut rare = 0.0f32;
    let (mut i, mut j) = (0, 0);
    let (one, two) = (&a.0.features, &b.0.features);
    while i < one.len() && j < two.len() {
        match one[i].0.cmp(&two[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let class = usize::from(class_of(one[i].0)).min(7);
                shared[class] += value(one[i]) * value(two[j]);
                if class == Class::Known as usize || class == Class::Name as usize {
                    rare += rarity.of(one[i].0).powi(2);
                }
                i += 1;
                j += 1;
            }
        }
    }
    let norms = (norm(a.0) * norm(b.0)).max(f32::MIN_POSITIVE);
    let days = (a.1 - b.1).abs() as f32 / DAY as f32;
    // the last word on a long course of events is still about it: nearness does not fade to nothing
    let fading = weights.floor + (1.0 - weights.floor) * (-days / weights.fade).exp();
    let factor = if same_language { fading } else { fading * weights.across } / norms;
    // rare names that come up twice within days seldom do so by chance, however little else is shared
    let soon = weights.soon * (1.0 - (-rare).exp()) * (-days / weights.soon_days).exp();
    let total: f32 = shared.iter().sum::<f32>() * factor + soon;
    let parts = [
        ("words", Class::Word),
        ("names", Class::Name),
        ("places and persons", Class::Known),
        ("countries", Class::Country),
        ("figures", Class::Figure),
        ("acts", Class::Act),
    ];
    let soon = [("rare names within days", soon)].into_iter();
    let parts = parts.into_iter().map(|(what, class)| (what, shared[class as usize] * factor));
    let reasons = parts
        .chain(soon)
        .map(|(what, weight)| Reason { what: what.to_owned(), weight: round(weight) })
        .filter(|reason| reason.weight > 0.0)
        .collect();
    (total, reasons)
}

/// What a story as a whole is about: the mean of some of its articles, in the language of the
/// article that it is compared with where any is.
pub fn whole(articles: &[&Profile], language: &str) -> Profile {
    let mut features: BTreeMap<Feature, f32> = BTreeMap::new();
    for profile in articles {
        for (feature, count) in &profile.features {
            *features.entry(*feature).or_default() += count / articles.len() as f32;
        }
    }
    let spoken = articles.iter().find(|profile| profile.language == language);
    let language = spoken.or(articles.first()).map(|profile| profile.language.clone());
    Profile {
        language: language.unwrap_or_default(),
        features: features.into_iter().collect(),
        ..Profile::default()
    }
}

/// Two digits are enough for a reason.
pub(crate) fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
