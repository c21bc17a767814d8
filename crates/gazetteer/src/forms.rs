//! Dictionary forms that an inflected name can have.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Endings of Cyrillic names, and the endings that the dictionary form may have instead.
static CASES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let table = include_str!("../../../data/gazetteer/cases.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .map(|(ending, listed)| {
            (ending, listed.split('|').map(|ending| ending.trim_matches('-')).collect())
        })
        .collect()
});

/// The forms that `name` can be inflected from, likeliest first, without `name` itself: English
/// possessives, German genitives in `-s`; then the endings that only common nouns within names take
/// (`Bundestages`, `Taliban-Kämpfern`), marked `true`. Names in Cyrillic: as `cases.tsv` has it
/// (`Москве`, `Путина`).
pub(crate) fn base_forms(name: &str) -> Vec<(Cow<'_, str>, bool)> {
    if name.chars().next_back().is_some_and(is_cyrillic) {
        return cyrillic(name);
    }
    let mut forms = Vec::new();
    for ending in ["'s", "’s", "'", "’"] {
        if let Some(base) = name.strip_suffix(ending) {
            forms.push((Cow::Borrowed(base), false));
            break;
        }
    }
    for (ending, is_noun) in [("s", false), ("es", true), ("n", true), ("en", true)] {
        if let Some(base) = name.strip_suffix(ending)
            && base.chars().count() >= 2
            && base.ends_with(|c: char| c.is_alphabetic())
        {
            forms.push((Cow::Borrowed(base), is_noun));
        }
    }
    forms
}

pub(crate) fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&letter)
}

fn cyrillic(name: &str) -> Vec<(Cow<'_, str>, bool)> {
    CASES
        .iter()
        .filter_map(|(ending, listed)| Some((name.strip_suffix(ending)?, listed)))
        .filter(|(stem, _)| stem.chars().count() >= 2)
        .flat_map(|(stem, listed)| listed.iter().map(move |ending| format!("{stem}{ending}")))
        .map(|form| (Cow::Owned(form), false))
        .collect()
}

/// The towns that a German adjective in `-er` can come from: `Kiewer` → `Kiew`, `Bremer` →
/// `Bremen`, `Münchner` → `München`.
pub(crate) fn towns(name: &str) -> Vec<String> {
    let base =
        ["er", "ern", "ers", "erin"].into_iter().find_map(|ending| name.strip_suffix(ending));
    let Some(base) = base.filter(|base| base.chars().count() >= 3) else { return Vec::new() };
    let mut towns = vec![base.to_owned(), format!("{base}en"), format!("{base}e")];
    if let Some(base) = base.strip_suffix('n') {
        towns.push(format!("{base}en"));
    }
    if let Some(base) = base.strip_suffix("an") {
        towns.push(base.to_owned()); // Hannoveraner
    }
    towns
}

/// The key with German `ae oe ue` as the letters that `fold` makes of umlauts; `None` if it has
/// none of them.
pub(crate) fn umlauts(key: &str) -> Option<String> {
    let other = key.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    (other != key).then_some(other)
}
