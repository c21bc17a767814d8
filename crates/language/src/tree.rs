//! The best dependency tree: the maximum spanning arborescence (Chu and Liu, Edmonds) with exactly
//! one word below the root.

const NEVER: f32 = -1e9;
/// Words tried as the root where the plain best tree has none or several.
const ROOTS: usize = 5;

/// Heads of `n` words, 0 for the root and `i + 1` for word `i`.
///
/// `scores[word * (n + 1) + head]` says how well `head` suits `word`.
pub(crate) fn best_heads(scores: &[f32], n: usize) -> Vec<usize> {
    if n == 0 {
        return Vec::new();
    }
    let row = |word: usize| &scores[word * (n + 1)..(word + 1) * (n + 1)];
    let mut greedy = vec![0];
    greedy.extend((0..n).map(|word| {
        (0..=n)
            .filter(|&head| head != word + 1)
            .fold(0, |best, head| if row(word)[head] > row(word)[best] { head } else { best })
    }));
    if greedy[1..].iter().filter(|&&head| head == 0).count() == 1 && cycle(&greedy).is_none() {
        return greedy[1..].to_vec();
    }
    let mut roots: Vec<usize> = (0..n).collect();
    roots.sort_by(|&a, &b| row(b)[0].total_cmp(&row(a)[0]).then(a.cmp(&b)));
    let mut best: Option<(f32, Vec<usize>)> = None;
    for &root in roots.iter().take(ROOTS) {
        let mut graph = vec![vec![NEVER; n + 1]; n + 1];
        for word in 0..n {
            if word == root {
                graph[word + 1][0] = row(word)[0];
            } else {
                graph[word + 1][1..].copy_from_slice(&row(word)[1..]);
                graph[word + 1][word + 1] = NEVER;
            }
        }
        let heads = arborescence(&graph)[1..].to_vec();
        let score: f32 = heads.iter().enumerate().map(|(word, &head)| row(word)[head]).sum();
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, heads));
        }
    }
    best.map(|(_, heads)| heads).unwrap_or_default()
}

/// The nodes of some cycle; node 0 is the root.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut state = vec![0_u8; heads.len()];
    state[0] = 2;
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut node = start;
        while state[node] == 0 {
            state[node] = 1;
            path.push(node);
            node = heads[node];
        }
        if state[node] == 1 {
            let at = path.iter().position(|&other| other == node)?;
            return Some(path.split_off(at));
        }
        for visited in path {
            state[visited] = 2;
        }
    }
    None
}

fn best_of(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, head| if row[head] > row[best] { head } else { best })
}

/// Heads of all nodes of a full graph `weights[node][head]` with root 0.
fn arborescence(weights: &[Vec<f32>]) -> Vec<usize> {
    let mut heads: Vec<usize> = weights.iter().map(|row| best_of(row)).collect();
    heads[0] = 0;
    let Some(members) = cycle(&heads) else { return heads };
    let rest: Vec<usize> = (0..weights.len()).filter(|node| !members.contains(node)).collect();
    let joint = rest.len();
    let mut smaller = vec![vec![NEVER; joint + 1]; joint + 1];
    let mut enters = vec![0; rest.len()];
    let mut leaves = vec![0; rest.len()];
    for (place, &node) in rest.iter().enumerate() {
        for (other_place, &other) in rest.iter().enumerate() {
            smaller[place][other_place] = weights[node][other];
        }
        let gain = |member: usize| weights[member][node] - weights[member][heads[member]];
        let entry = members
            .iter()
            .copied()
            .fold(members[0], |best, member| if gain(member) > gain(best) { member } else { best });
        smaller[joint][place] = gain(entry);
        enters[place] = entry;
        let exit = members.iter().copied().fold(members[0], |best, member| {
            if weights[node][member] > weights[node][best] { member } else { best }
        });
        if node != 0 {
            smaller[place][joint] = weights[node][exit];
        }
        leaves[place] = exit;
    }
    let solved = arborescence(&smaller);
    for (place, &node) in rest.iter().enumerate().skip(1) {
        heads[node] = if solved[place] == joint { leaves[place] } else { rest[solved[place]] };
    }
    let entry = solved[joint];
    heads[enters[entry]] = rest[entry];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_tree(heads: &[usize]) -> bool {
        let mut all = vec![0];
        all.extend(heads);
        heads.iter().filter(|&&head| head == 0).count() == 1 && cycle(&all).is_none()
    }

    fn brute_force(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::MIN;
        for mut code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let head = code % (n + 1);
                    code /= n + 1;
                    head
                })
                .collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(i, &h)| scores[i * (heads.len() + 1) + h]).sum()
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(n in 1_usize..5, seed in prop::collection::vec(-9.0_f32..9.0, 20)) {
            let scores = &seed[..n * (n + 1)];
            let heads = best_heads(scores, n);
            prop_assert!(is_tree(&heads));
            prop_assert!((total(scores, &heads) - brute_force(scores, n)).abs() < 1e-3);
        }
    }

    #[test]
    fn empty_and_one() {
        assert!(best_heads(&[], 0).is_empty());
        assert_eq!(best_heads(&[0.0, 5.0], 1), [0]);
    }
}
