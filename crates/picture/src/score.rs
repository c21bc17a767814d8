//! Measures of groupings: B-Cubed (Bagga and Baldwin 1998) and pairs.

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Share of what was put together that belongs together.
    pub precision: f64,
    /// Share of what belongs together that was put together.
    pub recall: f64,
}

impl Score {
    /// The harmonic mean.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// B-Cubed over items, each given as its right group and the group that it was put in.
///
/// ```
/// let score = picture::b_cubed(&[("a", 1), ("a", 1), ("b", 1)]);
/// assert_eq!(score.recall, 1.0);
/// assert!((score.precision - 5.0 / 9.0).abs() < 1e-9);
/// ```
pub fn b_cubed<G: Ord, P: Ord>(items: &[(G, P)]) -> Score {
    let mut sum = Score::default();
    for (gold, put) in items {
        let same_put = items.iter().filter(|(_, other)| other == put);
        let together = same_put.clone().filter(|(other, _)| other == gold).count() as f64;
        sum.precision += together / same_put.count() as f64;
        sum.recall += together / items.iter().filter(|(other, _)| other == gold).count() as f64;
    }
    let count = items.len().max(1) as f64;
    Score { precision: sum.precision / count, recall: sum.recall / count }
}

/// Pairs put together against pairs that belong together.
///
/// ```
/// let score = picture::pairs(&[("a", 1), ("a", 1), ("a", 2)]);
/// assert_eq!((score.precision, score.recall), (1.0, 1.0 / 3.0));
/// ```
pub fn pairs<G: Ord + Clone, P: Ord + Clone>(items: &[(G, P)]) -> Score {
    let count = |sizes: BTreeMap<_, u64>| -> f64 {
        sizes.into_values().map(|n: u64| n * n.saturating_sub(1) / 2).sum::<u64>() as f64
    };
    let mut gold: BTreeMap<(Option<G>, Option<P>), u64> = BTreeMap::new();
    let mut put = gold.clone();
    let mut both = gold.clone();
    for (g, p) in items {
        *gold.entry((Some(g.clone()), None)).or_default() += 1;
        *put.entry((None, Some(p.clone()))).or_default() += 1;
        *both.entry((Some(g.clone()), Some(p.clone()))).or_default() += 1;
    }
    let (gold, put, both) = (count(gold), count(put), count(both));
    Score {
        precision: if put == 0.0 { 1.0 } else { both / put },
        recall: if gold == 0.0 { 1.0 } else { both / gold },
    }
}
