//! Forms of demonyms and nationality adjectives.

/// German forms of a demonym given in the singular masculine: cases, plural, feminine. A form too
/// many (`Russees`) does no harm: nobody writes it.
pub(crate) fn demonym(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let mut add = |stem: &str, endings: &[&str]| {
        forms.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    };
    if let Some(stem) = name.strip_suffix('e') {
        add(stem, &["en", "in", "innen"]); // Russe, Russen, Russin
    } else if name.ends_with("er") || name.ends_with("ier") {
        add(name, &["s", "n", "in", "innen"]); // Ukrainer, Ukrainern, Ukrainerin
    } else if name.ends_with('s') || name.ends_with("en") || name.ends_with("in") {
        // Already a plural or a feminine.
    } else {
        add(name, &["s", "n", "en", "in", "innen"]); // Israeli, Israelis; Ungar, Ungarn
    }
    forms
}

/// English forms of a nationality word: singular and plural.
pub(crate) fn english(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let invariable = ["ese", "ish", "sh", "ch", "ss", "men", "man", "s"];
    if !invariable.iter().any(|ending| name.ends_with(ending)) {
        forms.push(format!("{name}s"));
    }
    forms
}

/// The stems that a German adjective form can have: `nordkoreanischer` → `nordkoreanisch`.
pub(crate) fn adjective_stems(key: &str) -> impl Iterator<Item = &str> {
    ["", "e", "er", "es", "en", "em"].into_iter().filter_map(|ending| key.strip_suffix(ending))
}
