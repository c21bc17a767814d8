//! The citation tree: which article copies, continues, corrects or cites which, as indented lines.

use std::collections::{BTreeMap, BTreeSet};

use picture::Key;

/// An article that rests on another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The article that it rests on.
    pub on: Key,
    /// The article.
    pub article: Key,
    /// How, as a phrase.
    pub how: String,
}

/// The tree as lines: articles that rest on no other first, below each those that rest on it. An article
/// that rests on several stands below each of them, what rests on it only once.
pub fn lines(names: &BTreeMap<Key, String>, links: &[Link]) -> Vec<String> {
    let mut links = links.to_vec();
    links.sort();
    links.dedup();
    let resting: BTreeSet<Key> = links.iter().map(|link| link.article).collect();
    let mut roots: Vec<Key> = links.iter().map(|link| link.on).collect();
    roots.sort_unstable();
    roots.dedup();
    // those that only rest on each other come last
    roots.sort_by_key(|root| resting.contains(root));
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    for root in roots {
        if !told.contains(&root) {
            lines.push(name(names, root));
            below(root, 1, names, &links, &mut told, &mut lines);
        }
    }
    lines
}

fn below(
    on: Key,
    depth: usize,
    names: &BTreeMap<Key, String>,
    links: &[Link],
    told: &mut BTreeSet<Key>,
    lines: &mut Vec<String>,
) {
    if !told.insert(on) {
        return;
    }
    for link in links.iter().filter(|link| link.on == on) {
        let indent = "   ".repeat(depth - 1);
        lines.push(format!("{indent}└─ {} ({})", name(names, link.article), link.how));
        below(link.article, depth + 1, names, links, told, lines);
    }
}

fn name(names: &BTreeMap<Key, String>, key: Key) -> String {
    names.get(&key).cloned().unwrap_or_else(|| format!("article {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(article: Key, on: Key, how: &str) -> Link {
        Link { on, article, how: how.to_owned() }
    }

    #[test]
    fn copies_of_what_is_cited_stand_below_it() {
        let names = (1..=4).map(|key| (key, format!("A{key}"))).collect();
        let links = [link(2, 1, "cites it"), link(3, 2, "near copy"), link(4, 1, "correction")];
        let tree = ["A1", "└─ A2 (cites it)", "   └─ A3 (near copy)", "└─ A4 (correction)"];
        assert_eq!(lines(&names, &links), tree);
    }

    #[test]
    fn a_circle_ends() {
        let names = BTreeMap::new();
        let tree = lines(&names, &[link(1, 2, "cites it"), link(2, 1, "cites it")]);
        assert_eq!(tree.len(), 3);
    }
}
