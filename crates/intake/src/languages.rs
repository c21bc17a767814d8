//! Languages by their longer codes and their English names.

/// ISO 639-1 for a code of three letters or an English name.
pub(crate) fn two_letters(name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    let lines = include_str!("../../../data/intake/languages.tsv").lines();
    let mut pairs = lines.filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t'));
    pairs.find(|(known, _)| *known == name).map(|(_, code)| code.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_and_names_are_known() {
        assert_eq!(super::two_letters("deu").as_deref(), Some("de"));
        assert_eq!(super::two_letters("Ukrainian").as_deref(), Some("uk"));
        assert_eq!(super::two_letters("xxx"), None);
    }
}
