//! Measures of groupings: B-Cubed (Bagga and Baldwin 1998) and pairs.

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

/// B-Cubed over items, each given as its right group and the group that it was put in; the items of
/// the right groups that are `scored` are averaged over, the others are there to be told apart from.
///
/// ```
/// let score = picture::b_cubed(&[("a", 1), ("a", 1), ("b", 1)], |_| true);
/// assert_eq!(score.recall, 1.0);
/// assert!((score.precision - 5.0 / 9.0).abs() < 1e-9);
/// ```
pub fn b_cubed<G: Ord, P: Ord>(items: &[(G, P)], scored: impl Fn(&G) -> bool) -> Score {
    let mut sum = Score::default();
    let mut count = 0.0;
    for (gold, put) in items.iter().filter(|(gold, _)| scored(gold)) {
        let same_put = items.iter().filter(|(_, other)| other == put);
        let together = same_put.clone().filter(|(other, _)| other == gold).count() as f64;
        sum.precision += together / same_put.count() as f64;
        sum.recall += together / items.iter().filter(|(other, _)| other == gold).count() as f64;
        count += 1.0;
    }
    let count = f64::max(count, 1.0);
    Score { precision: sum.precision / count, recall: sum.recall / count }
}

/// Pairs put together against pairs that belong together, over pairs of which at least one item is of
/// a right group that is `scored`.
///
/// ```
/// let score = picture::pairs(&[("a", 1), ("a", 1), ("a", 2)], |_| true);
/// assert_eq!((score.precision, score.recall), (1.0, 1.0 / 3.0));
/// ```
pub fn pairs<G: Ord, P: Ord>(items: &[(G, P)], scored: impl Fn(&G) -> bool) -> Score {
    let (mut gold, mut put, mut both) = (0.0, 0.0, 0.0);
    for (at, one) in items.iter().enumerate() {
        for two in &items[at + 1..] {
            if !scored(&one.0) && !scored(&two.0) {
                continue;
            }
            let (right, together) = (one.0 == two.0, one.1 == two.1);
            gold += f64::from(u8::from(right));
            put += f64::from(u8::from(together));
            both += f64::from(u8::from(right && together));
        }
    }
    Score {
        precision: if put == 0.0 { 1.0 } else { both / put },
        recall: if gold == 0.0 { 1.0 } else { both / gold },
    }
}
