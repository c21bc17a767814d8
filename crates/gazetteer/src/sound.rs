//! Names of persons across scripts, by their consonants: `Карл Бильдт` meets `Carl Bildt`, `Рютаро
//! Хасимото` `Ryutaro Hashimoto`.
//!
//! Only whole names of two words and more are compared, and only for persons: what the consonants leave
//! open, first name and surname settle together.

/// Consonants that the names of a person have at least.
const SHORTEST: usize = 5;

/// The consonants of a folded name, word by word, the same for Latin and Cyrillic spellings; `None` if
/// they are too few to tell anybody.
pub(crate) fn consonants(key: &str) -> Option<String> {
    let words: Vec<String> = key.split(' ').map(word).collect();
    let told = words.iter().filter(|word| !word.is_empty()).count();
    let letters: usize = words.iter().map(String::len).sum();
    (told >= 2 && letters >= SHORTEST).then(|| words.join(" "))
}

fn word(word: &str) -> String {
    let mut sounds = String::new();
    let letters: Vec<char> = word.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let (used, sound) = GROUPS
            .iter()
            .find(|(group, _)| group.chars().eq(rest.iter().copied().take(group.chars().count())))
            .map_or((1, single(rest[0])), |(group, sound)| (group.chars().count(), *sound));
        if !sounds.ends_with(sound) || sound.is_empty() {
            sounds.push_str(sound);
        }
        at += used;
    }
    sounds
}

/// Letters that are one sound together.
const GROUPS: [(&str, &str); 17] = [
    ("shch", "s"),
    ("tsch", "s"),
    ("sch", "s"),
    ("tch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "g"),
    ("ph", "f"),
    ("gh", "g"),
    ("th", "t"),
    ("dzh", "s"),
    ("ts", "s"),
    ("дж", "s"),
    ("дз", "s"),
    ("тс", "s"),
    ("кс", "ks"),
];

fn single(letter: char) -> &'static str {
    match letter {
        'b' | 'б' => "b",
        'v' | 'в' => "v",
        'f' | 'ф' => "f",
        'p' | 'п' => "p",
        'd' | 'д' => "d",
        't' | 'т' => "t",
        'k' | 'c' | 'q' | 'к' => "k",
        'g' | 'h' | 'г' | 'х' | 'ґ' => "g",
        's' | 'z' | 'j' | 'с' | 'з' | 'ж' | 'ш' | 'щ' | 'ч' | 'ц' => "s",
        'l' | 'л' => "l",
        'm' | 'м' => "m",
        'n' | 'н' => "n",
        'r' | 'р' => "r",
        'x' => "ks",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_meet() {
        for (latin, cyrillic) in [
            ("carl bildt", "карл бильдт"),
            ("ryutaro hashimoto", "рютаро хасимото"),
            ("wesley clark", "уэсли кларк"),
            ("viktor chernomyrdin", "віктор черномирдін"),
        ] {
            assert_eq!(consonants(latin), consonants(cyrillic), "{latin}");
            assert!(consonants(latin).is_some());
        }
        assert_eq!(consonants("ли и"), None);
        assert_eq!(consonants("merkel"), None);
    }
}
