//! Corrections and retractions, by their wording.

/// What an outlet says that it did to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// Something was added or brought up to date.
    Update,
    /// Something was put more exactly.
    Clarification,
    /// Something was wrong and is right now.
    Correction,
    /// All of it is taken back.
    Retraction,
}

/// A paragraph in which an outlet says that it changed an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub kind: NoticeKind,
    /// The paragraph.
    pub text: String,
}

/// The notices in a text with its title, in their order; `language` is an ISO 639-1 code, without
/// which all languages are tried.
///
/// ```
/// use intake::corrections::{NoticeKind, notices};
/// let text = "Der Hafen ist zu.\n\nKorrektur: In einer früheren Version hieß es, er sei offen.";
/// let found = notices("Hafen zu", text, Some("de"));
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].kind, NoticeKind::Correction);
/// ```
pub fn notices(title: &str, text: &str, language: Option<&str>) -> Vec<Notice> {
    let phrases: Vec<Phrase> = phrases()
        .filter(|phrase| language.is_none_or(|language| language == phrase.language))
        .collect();
    let lines = std::iter::once(title).chain(text.lines());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    let notice = |line: &str| {
        let lower = line.to_lowercase();
        let fitting = phrases.iter().filter(|phrase| phrase.fits(&lower));
        let kind = fitting.map(|phrase| phrase.kind).max()?;
        Some(Notice { kind, text: line.to_owned() })
    };
    lines.filter_map(notice).collect()
}

struct Phrase {
    language: &'static str,
    kind: NoticeKind,
    begins: bool,
    text: &'static str,
}

impl Phrase {
    fn fits(&self, line: &str) -> bool {
        if !self.begins {
            return line.contains(self.text);
        }
        // `*Correction, Nov 24:` and `(Correction)`, not `Corrections officers walk out`.
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(rest) = line.strip_prefix(self.text) else { return false };
        let next = rest.trim_start().chars().next();
        let spaced = rest.starts_with(char::is_whitespace);
        next.is_none_or(|c| matches!(c, ':' | ')' | ']' | ',' | '*' | '(' | '/'))
            || spaced && next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '—'))
    }
}

fn phrases() -> impl Iterator<Item = Phrase> {
    let lines = include_str!("../../../data/intake/corrections.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(phrase)
}

fn phrase(line: &'static str) -> Option<Phrase> {
    let mut cells = line.split('\t');
    let language = cells.next()?;
    let kind = match cells.next()? {
        "update" => NoticeKind::Update,
        "clarification" => NoticeKind::Clarification,
        "correction" => NoticeKind::Correction,
        "retraction" => NoticeKind::Retraction,
        _ => return None,
    };
    let begins = match cells.next()? {
        "begin" => true,
        "any" => false,
        _ => return None,
    };
    Some(Phrase { language, kind, begins, text: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoticeKind::{Clarification, Correction, Retraction, Update};

    #[test]
    fn every_line_of_the_table_is_read() {
        let table = include_str!("../../../data/intake/corrections.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let phrase = phrase(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(phrase.text, phrase.text.to_lowercase(), "{line}");
            assert!(["de", "en", "fr", "es", "ru"].contains(&phrase.language), "{line}");
        }
    }

    #[test]
    fn notices_are_told_by_their_wording() {
        let table = [
            ("de", "Korrektur: Es waren 30, nicht 300 Boote.", Some(Correction)),
            (
                "de",
                "In einer früheren Version dieses Artikels stand eine falsche Zahl.",
                Some(Correction),
            ),
            ("de", "Richtigstellung vom 24. November", None),
            (
                "de",
                "Richtigstellung (24. November): Das Amt hat nicht zugestimmt.",
                Some(Correction),
            ),
            (
                "de",
                "Anmerkung der Redaktion: Wir haben diesen Artikel zurückgezogen.",
                Some(Retraction),
            ),
            ("de", "Dieser Artikel wurde aktualisiert.", Some(Update)),
            ("de", "Klarstellung: Gemeint war der alte Hafen.", Some(Clarification)),
            ("de", "Korrekturen am Haushalt fordert die Opposition.", None),
            ("de", "Der Minister kündigte eine Korrektur der Politik an.", None),
            ("en", "*Correction, Nov. 24: The port closed on Monday.", Some(Correction)),
            ("en", "An earlier version of this story misspelled the name.", Some(Correction)),
            ("en", "This article was amended on 24 November 2026.", Some(Correction)),
            ("en", "Clarification: The figure includes ferries.", Some(Clarification)),
            ("en", "Editor’s note: This story has been retracted.", Some(Retraction)),
            ("en", "KILL ADVISORY: please disregard the story on the port.", Some(Retraction)),
            ("en", "Corrections officers walked out on Monday.", None),
            ("en", "Update the software, the agency said.", None),
            ("fr", "Rectificatif : le port a fermé lundi.", Some(Correction)),
            (
                "fr",
                "Une première version de cet article donnait un autre chiffre.",
                Some(Correction),
            ),
            ("fr", "Mise à jour : le port a rouvert.", Some(Update)),
            ("fr", "Cet article a été retiré.", Some(Retraction)),
            ("fr", "La correction des marchés se poursuit.", None),
            ("es", "Fe de errores: el puerto cerró el lunes.", Some(Correction)),
            ("es", "Una versión anterior de este artículo decía otra cosa.", Some(Correction)),
            ("es", "Este artículo ha sido retirado.", Some(Retraction)),
            ("es", "La rectificación del gobierno llegó tarde.", None),
            ("ru", "Поправка: порт закрыли в понедельник.", Some(Correction)),
            ("ru", "В предыдущей версии новости было указано другое число.", Some(Correction)),
            ("ru", "Опровержение: агентство отозвало сообщение.", Some(Retraction)),
            ("ru", "Исправление ошибок займёт год.", None),
        ];
        for (language, line, expected) in table {
            let found = notices("", line, Some(language));
            assert_eq!(found.first().map(|notice| notice.kind), expected, "{line}");
        }
    }
}
