//! Which language a text is in.

use std::sync::LazyLock;

use lingua::{IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder};

/// Characters looked at; more do not make it surer.
const ENOUGH: usize = 2000;

static DETECTOR: LazyLock<LanguageDetector> =
    LazyLock::new(|| LanguageDetectorBuilder::from_all_languages().build());

/// ISO 639-1 code of the language of `text`; `None` if it has no words.
pub(crate) fn identify(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(at, _)| at);
    let beginning = &text[..end];
    let mut confidences = DETECTOR.compute_language_confidence_values(beginning);
    confidences.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let (language, confidence) = *confidences.first()?;
    (confidence > 0.0).then(|| code(language))
}

/// ISO 639-1 codes of the languages that [`identify`] tells apart.
pub(crate) fn identified() -> Vec<&'static str> {
    let mut codes: Vec<&str> = Language::all().into_iter().map(code).collect();
    codes.sort_unstable();
    codes
}

fn code(language: Language) -> &'static str {
    match language.iso_code_639_1() {
        IsoCode639_1::AR => "ar",
        IsoCode639_1::DE => "de",
        IsoCode639_1::EN => "en",
        IsoCode639_1::ES => "es",
        IsoCode639_1::FA => "fa",
        IsoCode639_1::FR => "fr",
        IsoCode639_1::HE => "he",
        IsoCode639_1::HI => "hi",
        IsoCode639_1::IT => "it",
        IsoCode639_1::JA => "ja",
        IsoCode639_1::KO => "ko",
        IsoCode639_1::NL => "nl",
        IsoCode639_1::PL => "pl",
        IsoCode639_1::PT => "pt",
        IsoCode639_1::RU => "ru",
        IsoCode639_1::SV => "sv",
        IsoCode639_1::TR => "tr",
        IsoCode639_1::UK => "uk",
        IsoCode639_1::ZH => "zh",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_apart() {
        let table = [
            ("Der Bundestag hat am Freitag über den Haushalt abgestimmt.", Some("de")),
            ("Parliament voted on the budget on Friday.", Some("en")),
            ("Le parlement a voté le budget vendredi.", Some("fr")),
            ("El parlamento votó el presupuesto el viernes.", Some("es")),
            ("Парламент проголосовал за бюджет в пятницу.", Some("ru")),
            ("Парламент проголосував за бюджет у п'ятницю.", Some("uk")),
            ("议会周五就预算进行了表决。", Some("zh")),
            ("국회는 금요일 예산안을 표결했다.", Some("ko")),
            ("صوت البرلمان على الميزانية يوم الجمعة.", Some("ar")),
            ("", None),
            (" 123 \n", None),
        ];
        for (text, language) in table {
            assert_eq!(identify(text), language, "{text}");
        }
        assert!(identified().contains(&"de"));
    }
}
