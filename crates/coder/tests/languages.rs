//! Languages that are data alone: plain sentences whose records the rules must give, without the network.

use std::sync::LazyLock;

use coder::numbers::{self, NumberLexicon};
use coder::time::{self, TimeLexicon};
use coder::{Coder, Evidence};
use language::Reader;
use record::{Article, Record};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::load().unwrap());

/// A Tuesday.
const PUBLISHED: &str = "2024-10-29";

/// Text, trigger, and what its record says: type and mode, actors > recipients, factuality.
type Row = (&'static str, &'static str, &'static str);

fn code(language: &str, text: &str) -> Vec<Record> {
    let article = Article {
        language: Some(language.into()),
        published: PUBLISHED.parse().ok(),
        text: text.into(),
        ..Article::default()
    };
    let annotated = READER.annotate(article).unwrap();
    Coder::new("test").evidence(Evidence::Rules).code(&annotated).unwrap().records
}

fn shown(record: &Record) -> String {
    let codes = |mentions: &[record::Mention]| {
        let codes: Vec<String> = mentions.iter().map(|it| it.code.to_string()).collect();
        if codes.is_empty() { "-".to_owned() } else { codes.join("+") }
    };
    let mode = record.mode.map(|mode| format!(" {mode}")).unwrap_or_default();
    format!(
        "{}{mode} {} > {} {}",
        record.event_type,
        codes(&record.actors),
        codes(&record.recipients),
        record.factuality
    )
}

fn check(language: &str, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (text, trigger, expected) in rows {
        let records = code(language, text);
        let found: Vec<String> =
            records.iter().filter(|it| it.trigger.text == *trigger).map(shown).collect();
        if found != [*expected] {
            wrong.push(format!("{text}\n  {trigger}: expected {expected}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn french() {
    check(
        "fr",
        &[
            (
                "La France a condamné l'attaque russe.",
                "condamné",
                "ACCUSE disapprove FRA > RUS CT+",
            ),
            (
                "L'armée israélienne a bombardé Gaza.",
                "bombardé",
                "ASSAULT aerial ISR.MIL > PSE CT+",
            ),
            (
                "Les Russes ont arrêté trois journalistes ukrainiens.",
                "arrêté",
                "COERCE arrest RUS > UKR.JRN CT+",
            ),
            (
                "La police n'a pas arrêté le président sénégalais.",
                "arrêté",
                "COERCE arrest SEN.COP > SEN.GOV CT-",
            ),
            (
                "L'Allemagne enverra des soldats au Mali.",
                "enverra",
                "MOBILIZE troops DEU > MLI CT+",
            ),
            ("Selon le ministre turc, l'Iran a menacé Israël.", "menacé", "THREATEN IRN > ISR CT+"),
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            ("Francia condenó el ataque ruso.", "condenó", "ACCUSE disapprove FRA > RUS CT+"),
            (
                "El ejército israelí bombardeó Gaza.",
                "bombardeó",
                "ASSAULT aerial ISR.MIL > PSE CT+",
            ),
            (
                "Los rusos detuvieron a tres periodistas ucranianos.",
                "detuvieron",
                "COERCE arrest RUS > UKR.JRN CT+",
            ),
            (
                "La policía no detuvo al presidente chileno.",
                "detuvo",
                "COERCE arrest CHL.COP > CHL.GOV CT-",
            ),
            ("Alemania enviará soldados a Malí.", "enviará", "MOBILIZE troops DEU > MLI CT+"),
            (
                "Según el ministro turco, Irán amenazó a Israel.",
                "amenazó",
                "THREATEN IRN > ISR CT+",
            ),
        ],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        &[
            (
                "Франция осудила нападение России на Грузию.",
                "осудила",
                "ACCUSE disapprove FRA > RUS CT+",
            ),
            (
                "Полиция Молдавии не арестовала украинского журналиста.",
                "арестовала",
                "COERCE arrest MDA.COP > UKR.JRN CT-",
            ),
            ("Белоруссия вышлет польского посла.", "вышлет", "SANCTION expel BLR > POL.GOV CT+"),
            (
                "Если Россия вторгнется в Эстонию, НАТО введёт войска.",
                "введёт",
                "MOBILIZE troops NAT > - UU",
            ),
            (
                "Владимир Путин встретился с Си Цзиньпином в Москве.",
                "встретился",
                "CONSULT RUS.GOV+CHN.GOV > - CT+",
            ),
            (
                "По словам министра обороны Турции, Иран пригрозил Израилю.",
                "пригрозил",
                "THREATEN IRN > ISR CT+",
            ),
            (
                "Киев якобы задержал российского дипломата.",
                "задержал",
                "COERCE arrest UKR.GOV > RUS.GOV PR+",
            ),
            ("США ввели санкции против Ирана.", "санкции", "SANCTION discontinue USA > IRN CT+"),
        ],
    );
}

#[test]
fn ukrainian() {
    check(
        "uk",
        &[
            (
                "Франція засудила напад Росії на Грузію.",
                "засудила",
                "ACCUSE disapprove FRA > RUS CT+",
            ),
            (
                "Поліція Молдови не заарештувала українського журналіста.",
                "заарештувала",
                "COERCE arrest MDA.COP > UKR.JRN CT-",
            ),
            ("Білорусь вишле польського посла.", "вишле", "SANCTION expel BLR > POL.GOV CT+"),
            (
                "Якщо Росія вторгнеться до Естонії, НАТО введе війська.",
                "введе",
                "MOBILIZE troops NAT > - UU",
            ),
            (
                "Переговори між Вірменією та Азербайджаном відбулися в Женеві.",
                "Переговори",
                "CONSULT AZE+ARM > - CT+",
            ),
            (
                "За словами міністра оборони Туреччини, Іран пригрозив Ізраїлю.",
                "пригрозив",
                "THREATEN IRN > ISR CT+",
            ),
            (
                "США запровадили санкції проти Ірану.",
                "санкції",
                "SANCTION discontinue USA > IRN CT+",
            ),
        ],
    );
}

#[test]
fn what_stands_between_french_guillemets_is_no_speech() {
    let text = "Le ministre turc a dénoncé des « crimes ». L'Iran a menacé Israël, a dit Moscou, et \
                prépare « une réponse digne de ce nom ».";
    let records = code("fr", text);
    let threat = records.iter().find(|record| record.trigger.text == "menacé").unwrap();
    let sources: Vec<String> =
        threat.attribution.iter().map(|link| link.source.code.to_string()).collect();
    assert_eq!(sources, ["RUS.GOV"]);
}

/// The days and figures that a text tells, as `start/end` and `low..high`.
fn days_and_figures(language: &str, text: &str) -> Vec<String> {
    let article =
        Article { language: Some(language.into()), text: text.into(), ..Article::default() };
    let annotated = READER.annotate(article).unwrap();
    let sentence = &annotated.sentences[0];
    let published = PUBLISHED.parse().ok();
    let times = time::find(sentence, TimeLexicon::for_language(language).unwrap(), published);
    let numbers = numbers::find(sentence, NumberLexicon::for_language(language).unwrap());
    let intervals = times.iter().filter_map(|it| it.interval).map(|it| it.to_string());
    intervals.chain(numbers.iter().map(|it| format!("{}..{}", it.low, it.high))).collect()
}

#[test]
fn days_and_figures_of_every_language() {
    for (language, text, expected) in [
        ("fr", "Il est arrivé le 14 juillet 2023.", &["2023-07-14/2023-07-14"][..]),
        ("fr", "Ils se sont rencontrés hier.", &["2024-10-28/2024-10-28"]),
        ("fr", "Le sommet a eu lieu il y a trois jours.", &["2024-10-26/2024-10-26"]),
        ("fr", "Quatre-vingt-douze soldats sont morts.", &["92..92"]),
        ("fr", "Plus de 12 000 soldats sont arrivés.", &["12000..12000"]),
        ("es", "Llegó el 14 de julio de 2023.", &["2023-07-14/2023-07-14"]),
        ("es", "Se reunieron ayer.", &["2024-10-28/2024-10-28"]),
        ("es", "La cumbre tuvo lugar hace tres días.", &["2024-10-26/2024-10-26"]),
        ("es", "Murieron treinta y dos soldados.", &["32..32"]),
        ("es", "Llegaron 12.000 soldados.", &["12000..12000"]),
        ("ru", "Он приехал 14 июля 2023 года.", &["2023-07-14/2023-07-14"]),
        ("ru", "Они встретились вчера.", &["2024-10-28/2024-10-28"]),
        ("ru", "Саммит прошёл неделю назад.", &["2024-10-21/2024-10-27"]),
        ("ru", "Погибли двести сорок два солдата.", &["242..242"]),
        ("ru", "Прибыли более тысячи солдат.", &["1000..1000"]),
        ("uk", "Він приїхав 14 липня 2023 року.", &["2023-07-14/2023-07-14"]),
        ("uk", "Вони зустрілися в понеділок.", &["2024-10-28/2024-10-28"]),
        ("uk", "Загинули двадцять п'ять солдатів.", &["25..25"]),
        ("uk", "Прибуло 12 тис. солдатів.", &["12000..12000"]),
    ] {
        assert_eq!(days_and_figures(language, text), expected, "{language}: {text}");
    }
}
