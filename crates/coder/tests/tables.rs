//! The rules of the coder as tables: text → what the records say, German and English.
//!
//! Rules alone, on the real language stage. Each table asks for one family of fields and leaves the
//! others open; a text may have more records than its row names, except in the tables of types.

use std::sync::OnceLock;

use coder::{Coded, Coder, Evidence};
use language::{Annotated, Link, Reader};
use record::{Article, Attribution, EventType, Mention, Record};

/// 29 October 2024 is a Tuesday.
const PUBLISHED: &str = "2024-10-29";

fn annotate(language: &str, text: &str) -> Annotated {
    static READER: OnceLock<Reader> = OnceLock::new();
    let article = Article {
        id: "table".to_owned(),
        language: Some(language.to_owned()),
        published: PUBLISHED.parse().ok(),
        text: text.to_owned(),
        ..Article::default()
    };
    READER.get_or_init(|| Reader::load().unwrap()).annotate(article).unwrap()
}

fn code(language: &str, text: &str, evidence: Evidence) -> Coded {
    Coder::new("test").evidence(evidence).code(&annotate(language, text)).unwrap()
}

const LINKS: [Link; 7] =
    [Link::Actor, Link::Recipient, Link::Place, Link::When, Link::Number, Link::Source, Link::Cue];

type Table = [(&'static str, &'static [&'static str])];

/// Each expected line must be among those found, as often as expected; with `exact`, no other may be.
fn check(language: &str, table: &Table, exact: bool, shown: impl Fn(&Coded) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = shown(&code(language, text, Evidence::Rules));
        let mut left = found.clone();
        let missing = expected.iter().any(|line| {
            let at = left.iter().position(|other| other == line);
            at.map(|at| left.swap_remove(at)).is_none()
        });
        if missing || exact && found.len() != expected.len() {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}

fn each(coded: &Coded, line: impl Fn(&Record) -> String) -> Vec<String> {
    coded.records.iter().map(|it| format!("{}: {}", it.trigger.text, line(it))).collect()
}

fn codes(mentions: &[Mention]) -> String {
    match mentions {
        [] => "-".to_owned(),
        _ => mentions.iter().map(|it| it.code.to_string()).collect::<Vec<_>>().join(" + "),
    }
}

/// `trigger: TYPE mode`.
fn types(coded: &Coded) -> Vec<String> {
    each(coded, |it| match it.mode {
        Some(mode) => format!("{} {mode}", it.event_type),
        None => it.event_type.to_string(),
    })
}

/// `trigger: ACTORS → RECIPIENTS`.
fn parties(coded: &Coded) -> Vec<String> {
    each(coded, |it| format!("{} → {}", codes(&it.actors), codes(&it.recipients)))
}

/// `trigger: words of the place (precision, COUNTRY)`.
fn places(coded: &Coded) -> Vec<String> {
    each(coded, |it| match &it.place {
        Some(place) => {
            let country = place.country.map_or("-".to_owned(), |country| country.to_string());
            format!("{} ({}, {country})", place.span.text, place.precision)
        }
        None => "-".to_owned(),
    })
}

/// `trigger: factuality tense`.
fn certainty(coded: &Coded) -> Vec<String> {
    each(coded, |it| format!("{} {}", it.factuality, it.tense))
}

/// `trigger: SOURCE stance kind`, outermost first.
fn sources(coded: &Coded) -> Vec<String> {
    let link = |it: &Attribution| format!("{} {} {}", it.source.code, it.stance, it.kind);
    each(coded, |it| it.attribution.iter().map(link).collect::<Vec<_>>().join(" > "))
}

/// `trigger: figure counts`, with `low-high` for ranges and `~` for hedged ones.
fn figures(coded: &Coded) -> Vec<String> {
    each(coded, |it| {
        let figure = |it: &record::Figure| {
            let hedge = if it.approx { "~" } else { "" };
            let value = if it.low == it.high {
                it.low.to_string()
            } else {
                format!("{}-{}", it.low, it.high)
            };
            format!("{hedge}{value} {}", it.counts)
        };
        it.numbers.iter().map(figure).collect::<Vec<_>>().join(", ")
    })
}

/// The passages, with the triggers of the events that they concern.
fn open(coded: &Coded) -> Vec<String> {
    let trigger = |event: u32| {
        let first = coded.records.iter().find(|it| it.event == event);
        first.map_or("?", |it| it.trigger.text.as_str())
    };
    let line = |it: &record::OpenQuestion| match it.event {
        Some(event) => format!("{}: {}", trigger(event), it.span.text),
        None => it.span.text.clone(),
    };
    coded.open.iter().map(line).collect()
}

/// `trigger: number of the event`.
fn numbers(coded: &Coded) -> Vec<String> {
    each(coded, |it| it.event.to_string())
}

/// `trigger: history` or `trigger: news`.
fn background(coded: &Coded) -> Vec<String> {
    each(coded, |it| if it.background { "history" } else { "news" }.to_owned())
}

#[test]
fn types_german() {
    check(
        "de",
        &[
            ("Nordkorea hat Soldaten nach Russland entsandt.", &["entsandt: MOBILIZE troops"]),
            (
                "Frankreich verurteilte den Angriff auf Kiew.",
                &["verurteilte: ACCUSE disapprove", "Angriff: ASSAULT"],
            ),
            ("Die Polizei nahm in Minsk drei Oppositionelle fest.", &["nahm: COERCE arrest"]),
            (
                "Tausende Menschen demonstrierten in Tiflis gegen die Regierung.",
                &["demonstrierten: PROTEST demo"],
            ),
            (
                "Die USA verhängten neue Sanktionen gegen den Iran.",
                &["Sanktionen: SANCTION discontinue"],
            ),
            ("Russland zog seine Truppen aus Cherson ab.", &["zog: RETREAT withdraw"]),
            ("Der Präsident traf am Freitag den türkischen Außenminister.", &["traf: CONSULT"]),
            ("Deutschland liefert der Ukraine Panzer.", &["liefert: AID"]),
            ("Die Taliban ließen zwei amerikanische Geiseln frei.", &["ließen: RETREAT release"]),
            ("Russland wies vier britische Diplomaten aus.", &["wies: SANCTION expel"]),
            ("Das Wetter in Kiew war am Montag sonnig.", &[]),
            ("Die Mannschaft gewann das Spiel in Paris mit 3:1.", &[]),
            (
                "Polen forderte die Ukraine zu Verhandlungen auf.",
                &["forderte: REQUEST change", "Verhandlungen: CONSULT"],
            ),
            (
                "Die EU drohte Serbien mit Sanktionen.",
                &["drohte: THREATEN", "Sanktionen: SANCTION discontinue"],
            ),
            ("Der ungarische Außenminister trat am Sonntag zurück.", &["trat: RETREAT resign"]),
            (
                "Aserbaidschan und Armenien vereinbarten eine Waffenruhe.",
                &["vereinbarten: AGREE", "Waffenruhe: RETREAT ceasefire"],
            ),
        ],
        true,
        types,
    );
}

#[test]
fn types_english() {
    check(
        "en",
        &[
            ("North Korea has deployed troops to Russia.", &["deployed: MOBILIZE troops"]),
            ("Police arrested three opposition leaders in Minsk.", &["arrested: COERCE arrest"]),
            (
                "Thousands of people protested in Tbilisi against the government.",
                &["protested: PROTEST demo"],
            ),
            (
                "The United States imposed new sanctions on Iran.",
                &["sanctions: SANCTION discontinue"],
            ),
            ("Israel bombed a military base near Damascus.", &["bombed: ASSAULT aerial"]),
            ("Russia withdrew its troops from Kherson.", &["withdrew: RETREAT withdraw"]),
            ("The president met the Turkish foreign minister on Friday.", &["met: CONSULT"]),
            ("Hungary rejected the proposal of the European Union.", &["rejected: REJECT"]),
            ("Russia expelled four British diplomats.", &["expelled: SANCTION expel"]),
            ("The rebels released two American hostages.", &["released: RETREAT release"]),
            ("France criticized the government of Hungary.", &["criticized: ACCUSE disapprove"]),
            ("The weather in Kyiv was sunny on Monday.", &[]),
            ("The team won the match in Paris.", &[]),
            ("The Hungarian foreign minister resigned on Sunday.", &["resigned: RETREAT resign"]),
            ("Germany sent weapons to Ukraine.", &["sent: AID"]),
            (
                "Turkey urged Israel to end the blockade.",
                &["urged: REQUEST change", "end: CONCEDE", "blockade: COERCE restrict"],
            ),
            (
                "The European Union condemned the attack on Kyiv.",
                &["condemned: ACCUSE disapprove", "attack: ASSAULT"],
            ),
        ],
        true,
        types,
    );
}

#[test]
fn parties_german() {
    check(
        "de",
        &[
            ("Israel griff den Iran an.", &["griff: ISR → IRN"]),
            ("Syrien wurde von Israel angegriffen.", &["angegriffen: ISR → SYR"]),
            ("Frankreich und Deutschland kritisierten Ungarn.", &["kritisierten: FRA + DEU → HUN"]),
            ("Der russische Angriff auf die Ukraine begann am Morgen.", &["Angriff: RUS → UKR"]),
            (
                "Der französische Präsident Emmanuel Macron besuchte China.",
                &["besuchte: FRA.GOV → CHN"],
            ),
            (
                "Japan hat Truppen verlegt. Das Land drohte China mit Vergeltung.",
                &["drohte: JPN → CHN"],
            ),
            (
                "Indien und Pakistan unterzeichneten einen Vertrag.",
                &["unterzeichneten: IND + PAK → -"],
            ),
            ("Die NATO warf Russland einen Cyberangriff vor.", &["warf: NAT → RUS"]),
            ("Polen fordert von Deutschland mehr Waffen.", &["fordert: POL → DEU"]),
            ("US-Truppen griffen den Iran an.", &["griffen: USA.MIL → IRN"]),
            (
                "Der russische Präsident sprach in Moskau. Er drohte der Ukraine mit Vergeltung.",
                &["drohte: RUS.GOV → UKR"],
            ),
            ("Der iranische Außenminister kritisierte die USA.", &["kritisierte: IRN.GOV → USA"]),
            (
                "Drei Oppositionelle wurden von der Polizei festgenommen.",
                &["festgenommen: UNK.COP → UNK.OPP"],
            ),
            ("Die Regierung Ungarns kritisierte die EU.", &["kritisierte: HUN.GOV → EUR"]),
            ("US-Präsident Joe Biden besuchte Vietnam.", &["besuchte: USA.GOV → VNM"]),
            ("Der israelische Angriff auf den Iran begann am Morgen.", &["Angriff: ISR → IRN"]),
        ],
        false,
        parties,
    );
}

#[test]
fn parties_english() {
    check(
        "en",
        &[
            ("Israel attacked Iran.", &["attacked: ISR → IRN"]),
            ("Syria was attacked by Israel.", &["attacked: ISR → SYR"]),
            ("France and Germany criticized Hungary.", &["criticized: FRA + DEU → HUN"]),
            ("Israel's attack on Iran lasted two hours.", &["attack: ISR → IRN"]),
            ("The Russian attack on Ukraine began in the morning.", &["attack: RUS → UKR"]),
            ("The French president Emmanuel Macron visited China.", &["visited: FRA.GOV → CHN"]),
            (
                "Japan moved its troops. The country threatened China with retaliation.",
                &["threatened: JPN → CHN"],
            ),
            ("India and Pakistan signed a treaty.", &["signed: IND + PAK → -"]),
            ("NATO accused Russia of a cyber attack.", &["accused: NAT → RUS"]),
            ("Turkey condemned Israel and Iran.", &["condemned: TUR → ISR + IRN"]),
            ("US troops attacked Iran.", &["attacked: USA.MIL → IRN"]),
            (
                "The Russian president spoke in Moscow. He threatened Ukraine with retaliation.",
                &["threatened: RUS.GOV → UKR"],
            ),
            (
                "The government of Hungary criticized the European Union.",
                &["criticized: HUN.GOV → EUR"],
            ),
            ("The invasion of Ukraine by Russia began in the morning.", &["invasion: RUS → UKR"]),
            (
                "Hamas attacked Israel on Monday. It threatened Egypt.",
                &["threatened: PSE.REB → EGY"],
            ),
        ],
        false,
        parties,
    );
}

#[test]
fn places_german() {
    check(
        "de",
        &[
            ("Die Polizei nahm in Minsk drei Oppositionelle fest.", &["nahm: Minsk (city, BLR)"]),
            ("Israel griff Ziele in Syrien an.", &["griff: Syrien (country, SYR)"]),
            (
                "Russische Truppen griffen in der Region Charkiw an.",
                &["griffen: Region Charkiw (admin1, UKR)"],
            ),
            (
                "Nordkorea hat Soldaten nach Russland entsandt.",
                &["entsandt: Russland (country, RUS)"],
            ),
            ("In Paris demonstrierten Tausende Menschen.", &["demonstrierten: Paris (city, FRA)"]),
            (
                "Im Gazastreifen griff die israelische Armee Stellungen der Hamas an.",
                &["griff: Gazastreifen (region, PSE)"],
            ),
            (
                "Bei einem Angriff in Bagdad wurden drei Soldaten getötet.",
                &["Angriff: Bagdad (city, IRQ)"],
            ),
            (
                "Der deutsche Kanzler reiste nach Warschau. Dort traf er den polnischen Präsidenten.",
                &["traf: Warschau (city, POL)"],
            ),
            ("Frankreich verurteilte Ungarn.", &["verurteilte: -"]),
            ("Russland griff ein Krankenhaus in Charkiw an.", &["griff: Charkiw (city, UKR)"]),
            (
                "In Charkiw bombardierte Russland ein Krankenhaus.",
                &["bombardierte: Charkiw (city, UKR)"],
            ),
            (
                "In Bayern demonstrierten Tausende Menschen gegen die Regierung.",
                &["demonstrierten: Bayern (admin1, DEU)"],
            ),
        ],
        false,
        places,
    );
}

#[test]
fn places_english() {
    check(
        "en",
        &[
            (
                "Police arrested three opposition leaders in Minsk.",
                &["arrested: Minsk (city, BLR)"],
            ),
            ("Israel attacked targets in Syria.", &["attacked: Syria (country, SYR)"]),
            (
                "Russian troops attacked in the Kharkiv region.",
                &["attacked: Kharkiv region (admin1, UKR)"],
            ),
            ("Thousands of people protested in Tbilisi.", &["protested: Tbilisi (city, GEO)"]),
            ("North Korea has deployed troops to Russia.", &["deployed: Russia (country, RUS)"]),
            (
                "The German chancellor met the Polish president in Warsaw.",
                &["met: Warsaw (city, POL)"],
            ),
            ("The fighting in Bakhmut continues.", &["fighting: Bakhmut (city, UKR)"]),
            (
                "Three soldiers were killed in an attack in Baghdad.",
                &["attack: Baghdad (city, IRQ)"],
            ),
            (
                "In Paris, thousands of people protested against the government.",
                &["protested: Paris (city, FRA)"],
            ),
            ("Russia attacked a hospital in Kharkiv.", &["attacked: Kharkiv (city, UKR)"]),
            ("Israel bombed a base near Damascus.", &["bombed: Damascus (city, SYR)"]),
            ("France condemned Hungary.", &["condemned: -"]),
            (
                "Israel bombed targets in southern Lebanon.",
                &["bombed: southern Lebanon (region, LBN)"],
            ),
            ("Police clashed with protesters in Bavaria.", &["clashed: Bavaria (admin1, DEU)"]),
        ],
        false,
        places,
    );
}

#[test]
fn certainty_german() {
    check(
        "de",
        &[
            ("Israel greift den Iran an.", &["greift: CT+ ongoing"]),
            ("Israel wird den Iran angreifen.", &["angreifen: CT+ future"]),
            ("Israel hat den Iran nicht angegriffen.", &["angegriffen: CT- past"]),
            ("Israel hat den Iran wahrscheinlich angegriffen.", &["angegriffen: PR+ past"]),
            ("Israel hat möglicherweise den Iran angegriffen.", &["angegriffen: PS+ past"]),
            ("Israel soll den Iran angegriffen haben.", &["angegriffen: PR+ past"]),
            ("Israel plant, den Iran anzugreifen.", &["anzugreifen: PR+ future"]),
            ("Es ist unklar, ob Israel den Iran angegriffen hat.", &["angegriffen: UU past"]),
            ("Kein Soldat griff den Iran an.", &["griff: CT- past"]),
            ("Israel wollte den Iran angreifen.", &["angreifen: PR+ future"]),
            ("Die USA haben den Angriff verhindert.", &["Angriff: CT- past"]),
            (
                "Israel würde den Iran angreifen, wenn die USA zustimmten.",
                &["angreifen: UU future"],
            ),
            ("Israel bombardierte den Iran.", &["bombardierte: CT+ past"]),
            ("Israel hat den Iran angegriffen.", &["angegriffen: CT+ past"]),
            ("Israel könnte den Iran angegriffen haben.", &["angegriffen: PS+ past"]),
            (
                "Falls Russland die Stadt angegriffen hat, wird die Ukraine antworten.",
                &["angegriffen: UU past"],
            ),
            (
                "Die Ukraine berichtet, Russland habe die Stadt angegriffen.",
                &["angegriffen: CT+ past"],
            ),
            (
                "Der Iran dementierte, dass seine Truppen den Irak angegriffen haben.",
                &["angegriffen: CT- past"],
            ),
            ("Die Türkei forderte Israel auf, die Blockade zu beenden.", &["beenden: UU future"]),
            ("Russland versprach, seine Truppen abzuziehen.", &["abzuziehen: PR+ future"]),
            ("Israel will den Iran angreifen.", &["angreifen: PR+ future"]),
        ],
        false,
        certainty,
    );
}

#[test]
fn certainty_english() {
    check(
        "en",
        &[
            ("Israel attacked Iran.", &["attacked: CT+ past"]),
            ("Israel is attacking Iran.", &["attacking: CT+ ongoing"]),
            ("Israel will attack Iran.", &["attack: CT+ future"]),
            ("Israel did not attack Iran.", &["attack: CT- past"]),
            ("Israel has never attacked Iran.", &["attacked: CT- past"]),
            ("Israel probably attacked Iran.", &["attacked: PR+ past"]),
            ("Israel reportedly attacked Iran.", &["attacked: PR+ past"]),
            ("Israel plans to attack Iran.", &["attack: PR+ future"]),
            ("It is unclear whether Israel attacked Iran.", &["attacked: UU past"]),
            ("Israel is unlikely to attack Iran.", &["attack: PR- future"]),
            ("Israel might have attacked Iran.", &["attacked: PS+ past"]),
            ("Israel is preparing to attack Iran.", &["attack: PR+ future"]),
            ("Israel could have attacked Iran.", &["attacked: PS+ past"]),
            ("Iran denied that its troops attacked Iraq.", &["attacked: CT- past"]),
            ("If Israel attacked Iran, the price of oil would rise.", &["attacked: UU past"]),
            ("Turkey urged Israel to end the blockade.", &["end: UU future"]),
            ("Russia promised to withdraw its troops.", &["withdraw: PR+ future"]),
            ("Israel refused to withdraw its troops.", &["withdraw: CT- future"]),
            ("Israel probably did not attack Iran.", &["attack: PR- past"]),
            ("Israel may not have attacked Iran.", &["attacked: PS- past"]),
        ],
        false,
        certainty,
    );
}

#[test]
fn sources_german() {
    check(
        "de",
        &[
            ("Israel griff den Iran an.", &["griff: "]),
            (
                "Das Pentagon hat bestätigt, dass Nordkorea Soldaten nach Russland entsandt hat.",
                &["entsandt: USA.MIL confirm indirect"],
            ),
            (
                "Russland habe die Stadt angegriffen, sagte der ukrainische Präsident.",
                &["angegriffen: UKR.GOV claim indirect"],
            ),
            (
                "Laut dem ukrainischen Verteidigungsministerium griff Russland am Montag an.",
                &["griff: UKR.MIL claim indirect"],
            ),
            (
                "Nach Angaben der türkischen Regierung griff Israel den Iran an.",
                &["griff: TUR.GOV claim indirect"],
            ),
            (
                "„Russland hat unsere Stadt angegriffen“, sagte der ukrainische Präsident.",
                &["angegriffen: UKR.GOV claim direct"],
            ),
            (
                "Der Iran dementierte, dass seine Truppen den Irak angegriffen haben.",
                &["angegriffen: IRN deny indirect"],
            ),
            (
                "Die Ukraine warnte, dass Russland einen Angriff vorbereite.",
                &["Angriff: UKR warn indirect"],
            ),
            (
                "Die NATO teilte mit, Russland habe Truppen an die Grenze verlegt.",
                &["verlegt: NAT claim indirect"],
            ),
            (
                "Laut dem türkischen Außenminister hat Israel den Iran angegriffen.",
                &["angegriffen: TUR.GOV claim indirect"],
            ),
            (
                "Das Ministerium der Ukraine sagte, die NATO habe bestätigt, dass Russland angegriffen habe.",
                &["angegriffen: UKR.GOV claim indirect > NAT confirm indirect"],
            ),
            (
                "Nach Angaben der NATO hat Russland Truppen an die Grenze verlegt.",
                &["verlegt: NAT claim indirect"],
            ),
            (
                "Nach Angaben von Polen griff Russland die Ukraine an.",
                &["griff: POL claim indirect"],
            ),
            (
                "„Wir haben die Stadt erobert“, erklärte das russische Verteidigungsministerium.",
                &["erobert: RUS.MIL claim direct"],
            ),
            (
                "Das Pentagon teilte mit, die NATO habe bestätigt, dass Russland Truppen verlegt habe.",
                &["verlegt: USA.MIL claim indirect > NAT confirm indirect"],
            ),
        ],
        false,
        sources,
    );
}

#[test]
fn sources_english() {
    check(
        "en",
        &[
            ("Israel attacked Iran.", &["attacked: "]),
            (
                "The Pentagon confirmed that North Korea deployed troops to Russia.",
                &["deployed: USA.MIL confirm indirect"],
            ),
            (
                "Russia attacked the city, the Ukrainian president said.",
                &["attacked: UKR.GOV claim indirect"],
            ),
            ("Israel attacked Iran, according to Turkey.", &["attacked: TUR claim indirect"]),
            (
                "“Russia attacked our city,” the Ukrainian president said.",
                &["attacked: UKR.GOV claim direct"],
            ),
            ("Iran denied that its troops attacked Iraq.", &["attacked: IRN deny indirect"]),
            ("Ukraine warned that Russia would attack the city.", &["attack: UKR warn indirect"]),
            (
                "The Pentagon said that Ukraine had reported that Russia attacked the city.",
                &["attacked: USA.MIL claim indirect > UKR claim indirect"],
            ),
            ("Syria claimed that Israel bombed Damascus.", &["bombed: SYR claim indirect"]),
            (
                "NATO announced that Russia had moved troops to the border.",
                &["moved: NAT claim indirect"],
            ),
            (
                "The Kremlin said Ukraine attacked Belgorod with drones.",
                &["attacked: RUS.GOV claim indirect"],
            ),
            (
                "According to NATO, Russia has moved troops to the border.",
                &["moved: NAT claim indirect"],
            ),
            (
                "“We have captured the city,” the Russian defense ministry said.",
                &["captured: RUS.MIL claim direct"],
            ),
        ],
        false,
        sources,
    );
}

#[test]
fn figures_german() {
    check(
        "de",
        &[
            (
                "Nordkorea hat etwa 10.000 Soldaten nach Russland entsandt.",
                &["entsandt: ~10000 troops"],
            ),
            (
                "Russland griff Kiew an. Es gab fünf Tote und zwölf Verletzte.",
                &["Tote: 5 killed, 12 wounded"],
            ),
            ("Die Polizei nahm in Minsk 120 Demonstranten fest.", &["nahm: 120 arrested"]),
            (
                "In Tiflis demonstrierten 20.000 Menschen gegen die Regierung.",
                &["demonstrierten: 20000 protesters"],
            ),
            ("Deutschland liefert der Ukraine 18 Panzer.", &["liefert: 18 weapons"]),
            ("Bei dem Angriff wurden drei Menschen getötet.", &["Angriff: 3 killed"]),
            (
                "Mehr als 300 Menschen wurden bei der Offensive verletzt.",
                &["Offensive: ~300 wounded"],
            ),
            ("Russland griff Kiew an. Dutzende Menschen starben.", &["starben: ~24-99 killed"]),
            ("Bei dem Anschlag starben zwischen 40 und 50 Menschen.", &["Anschlag: 40-50 killed"]),
            (
                "Israel bombardierte Beirut. Vier Soldaten wurden getötet und sieben verletzt.",
                &["getötet: 4 killed, 7 wounded"],
            ),
            ("Die USA gaben der Ukraine 60 Millionen Dollar.", &["gaben: 60000000 money"]),
            (
                "Russland griff Kiew an. Nach Angaben der Ukraine wurden mindestens sechs Menschen verletzt.",
                &["verletzt: ~6 wounded"],
            ),
        ],
        false,
        figures,
    );
}

#[test]
fn figures_english() {
    check(
        "en",
        &[
            (
                "North Korea has deployed about 10,000 soldiers to Russia.",
                &["deployed: ~10000 troops"],
            ),
            ("Police arrested 120 demonstrators in Minsk.", &["arrested: 120 arrested"]),
            (
                "In Tbilisi 20,000 people protested against the government.",
                &["protested: 20000 protesters"],
            ),
            ("Germany sent Ukraine 18 tanks.", &["sent: 18 weapons"]),
            ("Three people were killed in the attack.", &["attack: 3 killed"]),
            (
                "The attack killed five people and wounded twelve.",
                &["attack: 5 killed, 12 wounded"],
            ),
            (
                "Israel bombed Beirut. Four soldiers were killed and seven wounded.",
                &["killed: 4 killed, 7 wounded"],
            ),
            ("The United States gave Ukraine 60 million dollars.", &["gave: 60000000 money"]),
            (
                "Russia attacked Kyiv. At least six people were injured, Ukraine said.",
                &["injured: ~6 wounded"],
            ),
            ("Hundreds of protesters were arrested in Minsk.", &["arrested: ~200-999 arrested"]),
            (
                "Israel bombed Beirut. More than 300 people were wounded.",
                &["wounded: ~300 wounded"],
            ),
        ],
        false,
        figures,
    );
}

#[test]
fn open_german() {
    check(
        "de",
        &[
            (
                "Russland griff Kiew an. Die Zahl der Opfer ist unklar.",
                &["griff: Die Zahl der Opfer ist unklar"],
            ),
            (
                "Nordkorea entsandte Soldaten. Ihre genaue Rolle bleibt unklar.",
                &["entsandte: Ihre genaue Rolle bleibt unklar"],
            ),
            (
                "Polen und Deutschland verhandelten. Der Ausgang ist ungewiss.",
                &["verhandelten: Der Ausgang ist ungewiss"],
            ),
            (
                "Ungarn lehnte den Plan ab. Eine Entscheidung der EU steht aus.",
                &["lehnte: Eine Entscheidung der EU steht aus"],
            ),
            (
                "Es ist fraglich, ob Russland seine Truppen abzieht.",
                &["abzieht: Es ist fraglich, ob Russland seine Truppen abzieht"],
            ),
            ("Russland griff Kiew an.", &[]),
            (
                "Es ist unklar, ob Israel den Iran angegriffen hat.",
                &["angegriffen: Es ist unklar, ob Israel den Iran angegriffen hat"],
            ),
            (
                "Die Polizei nahm einen Mann fest. Das Motiv ist noch unbekannt.",
                &["nahm: Das Motiv ist noch unbekannt"],
            ),
            (
                "Israel griff den Iran an. Es ist noch unklar, ob es Tote gab.",
                &["griff: Es ist noch unklar, ob es Tote gab"],
            ),
        ],
        true,
        open,
    );
}

#[test]
fn open_english() {
    check(
        "en",
        &[
            (
                "Russia attacked Kyiv. The number of victims is unclear.",
                &["attacked: The number of victims is unclear"],
            ),
            (
                "It is unclear whether Israel attacked Iran.",
                &["attacked: It is unclear whether Israel attacked Iran"],
            ),
            (
                "North Korea deployed soldiers. Their exact role remains unclear.",
                &["deployed: Their exact role remains unclear"],
            ),
            (
                "Police arrested a man. His motive is not known.",
                &["arrested: His motive is not known"],
            ),
            (
                "Poland and Germany held talks. The outcome is uncertain.",
                &["talks: The outcome is uncertain"],
            ),
            ("Police arrested a man. His motive is unknown.", &["arrested: His motive is unknown"]),
            ("Russia attacked Kyiv.", &[]),
            (
                "Russia attacked Kyiv. It remains unclear who gave the order.",
                &["attacked: It remains unclear who gave the order"],
            ),
        ],
        true,
        open,
    );
}

#[test]
fn numbers_german() {
    check(
        "de",
        &[
            (
                "Israel griff den Iran an. Der Angriff auf den Iran dauerte zwei Stunden.",
                &["griff: 1", "Angriff: 1"],
            ),
            (
                "Israel griff den Iran an. Frankreich verurteilte den Angriff Israels.",
                &["griff: 1", "Angriff: 1", "verurteilte: 2"],
            ),
            ("Israel griff den Iran an. Russland griff die Ukraine an.", &["griff: 1", "griff: 2"]),
            (
                "Nordkorea entsandte Soldaten nach Russland. Die USA bestätigten die Entsendung der nordkoreanischen Soldaten.",
                &["entsandte: 1", "Entsendung: 1"],
            ),
            (
                "Die Polizei nahm in Minsk drei Männer fest. Frankreich kritisierte die Festnahme.",
                &["nahm: 1", "kritisierte: 2"],
            ),
            (
                "Israel griff den Iran an. Der Angriff auf den Iran begann am Montag in Teheran.",
                &["griff: 1", "Angriff: 1"],
            ),
            (
                "Tausende demonstrierten in Tiflis. Laut Polizei nahmen an der Demonstration in Tiflis 20.000 Menschen teil.",
                &["demonstrierten: 1", "Demonstration: 1"],
            ),
            (
                "Die Polizei nahm in Minsk drei Männer fest. Die Armee nahm in Kabul zwei Frauen fest.",
                &["nahm: 1", "nahm: 2"],
            ),
            (
                "Bei einem Angriff auf Kiew starben drei Menschen. Fünf Menschen wurden bei dem Angriff auf Kiew verletzt.",
                &["Angriff: 1", "Angriff: 1"],
            ),
            (
                "Russland griff Kiew an. Laut der Ukraine griff Russland Kiew am Montag mit Raketen an.",
                &["griff: 1", "griff: 1"],
            ),
            (
                "Die USA verhängten Sanktionen gegen den Iran. Laut Teheran gelten die Sanktionen der USA gegen den Iran seit Montag.",
                &["Sanktionen: 1", "Sanktionen: 1"],
            ),
        ],
        false,
        numbers,
    );
}

#[test]
fn numbers_english() {
    check(
        "en",
        &[
            (
                "Israel attacked Iran. France condemned Israel's attack on Iran.",
                &["attacked: 1", "condemned: 2", "attack: 1"],
            ),
            ("Israel attacked Iran. Russia bombed Ukraine.", &["attacked: 1", "bombed: 2"]),
            (
                "North Korea deployed soldiers to Russia. The United States confirmed the deployment of North Korean soldiers.",
                &["deployed: 1", "deployment: 1"],
            ),
            (
                "Police arrested three men in Minsk. France criticized Belarus.",
                &["arrested: 1", "criticized: 2"],
            ),
            (
                "Israel attacked Iran. According to Turkey, Israel attacked Iran on Monday.",
                &["attacked: 1", "attacked: 1"],
            ),
            (
                "Police arrested three men in Minsk. The army arrested two women in Kabul.",
                &["arrested: 1", "arrested: 2"],
            ),
            (
                "Israel attacked Iran. Iran denied that Israel attacked Iran.",
                &["attacked: 1", "attacked: 1"],
            ),
            (
                "Russia attacked Kyiv. According to Ukraine, the Russian attack on Kyiv killed five people.",
                &["attacked: 1", "attack: 1"],
            ),
        ],
        false,
        numbers,
    );
}

#[test]
fn background_german() {
    check(
        "de",
        &[
            ("Russland griff am Montag Kiew an.", &["griff: news"]),
            ("Im Jahr 2008 griff Russland Georgien an.", &["griff: history"]),
            ("Israel bombardierte im Juni 1981 einen Reaktor im Irak.", &["bombardierte: history"]),
            ("Am 20. Oktober 2024 demonstrierten Tausende in Tiflis.", &["demonstrierten: news"]),
            (
                "Am 20. Oktober 2023 demonstrierten Tausende in Tiflis.",
                &["demonstrierten: history"],
            ),
            ("Vor zwei Wochen nahm die Polizei drei Oppositionelle fest.", &["nahm: news"]),
            ("Die USA verhängten 2018 Sanktionen gegen den Iran.", &["Sanktionen: history"]),
            ("Russland wird im Januar 2026 seine Truppen abziehen.", &["abziehen: news"]),
            ("Im Januar 2024 forderte Polen von Deutschland Reparationen.", &["forderte: history"]),
            (
                "Am 3. September 2024 traf der Präsident den türkischen Außenminister.",
                &["traf: news"],
            ),
        ],
        false,
        background,
    );
}

#[test]
fn background_english() {
    check(
        "en",
        &[
            ("Russia attacked Kyiv on Monday.", &["attacked: news"]),
            ("In 2008, Russia attacked Georgia.", &["attacked: history"]),
            ("Israel bombed a reactor in Iraq in June 1981.", &["bombed: history"]),
            ("On October 20, 2024, thousands protested in Tbilisi.", &["protested: news"]),
            ("On October 20, 2023, thousands protested in Tbilisi.", &["protested: history"]),
            ("Police arrested three opposition leaders two weeks ago.", &["arrested: news"]),
            ("The United States imposed sanctions on Iran in 2018.", &["sanctions: history"]),
            ("Russia will withdraw its troops in January 2026.", &["withdraw: news"]),
            ("In January 2024 Poland accused Germany of sabotage.", &["accused: history"]),
            (
                "On September 3, 2024, the president met the Turkish foreign minister.",
                &["met: news"],
            ),
        ],
        false,
        background,
    );
}

#[test]
fn the_networks_scores_are_chances() {
    let chance = |value: f32| (0.0..=1.0).contains(&value);
    for (language, text) in [
        (
            "de",
            "Das Pentagon sagte, Nordkorea habe am Montag 3000 Soldaten nach Russland entsandt.",
        ),
        ("en", "Police arrested three people in Minsk on Monday, the ministry said. It rained."),
    ] {
        for sentence in annotate(language, text).sentences {
            let scores = &sentence.events;
            assert!(!scores.is_empty(), "{text}");
            for at in 0..sentence.tokens.len() {
                let word = &sentence.tokens[at].text;
                assert!(chance(scores.chance(at)), "{word}: {}", scores.chance(at));
                assert!(chance(scores.background(at)), "{word}: {}", scores.background(at));
                let types: f32 =
                    EventType::ALL.iter().map(|&each| scores.type_chance(at, each)).sum();
                assert!((types - 1.0).abs() < 1e-3, "{word}: types sum up to {types}");
                let best = [
                    scores.event_type(at).map(|it| it.1),
                    scores.factuality(at).map(|it| it.1),
                    scores.tense(at).map(|it| it.1),
                    scores.stance(at).map(|it| it.1),
                ];
                assert!(best.into_iter().flatten().all(chance), "{word}: {best:?}");
                for link in LINKS {
                    assert!(
                        (0..sentence.tokens.len()).all(|to| chance(scores.link(at, to, link))),
                        "{word}: {link:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn plain_sentences_are_coded_on_any_evidence() {
    for (language, text) in [
        ("de", "Die Polizei hat am Montag in Minsk drei Oppositionelle festgenommen."),
        ("en", "Three opposition leaders were arrested in Minsk on Monday."),
    ] {
        for evidence in [Evidence::Both, Evidence::Rules, Evidence::Network] {
            let coded = code(language, text, evidence);
            let found: Vec<EventType> = coded.records.iter().map(|it| it.event_type).collect();
            assert_eq!(found, [EventType::Coerce], "{evidence:?}: {text}");
            assert_eq!(coded, code(language, text, evidence), "the same twice");
        }
    }
}
