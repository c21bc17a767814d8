//! What codes are called in the output for reading.

use record::{Attribution, Factuality, Figure, Kind, Place, Record, Stance, Tense};

/// How sure it is.
pub fn sure(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::Certain => "certain",
        Factuality::Probable => "probable",
        Factuality::Possible => "possible",
        Factuality::CertainNot => "certainly not",
        Factuality::ProbableNot => "probably not",
        Factuality::PossibleNot => "possibly not",
        Factuality::Open => "open",
    }
}

/// When it lies, and whether it is told as history.
pub fn time(record: &Record) -> String {
    let tense = match record.tense {
        Tense::Past => "past",
        Tense::Ongoing => "ongoing",
        Tense::Future => "to come",
    };
    format!("{tense}{}", if record.background { ", history" } else { "" })
}

/// What a source does with what it says: `confirms`, `says, word for word`.
pub fn says(link: &Attribution) -> String {
    let verb = match link.stance {
        Stance::Confirm => "confirms",
        Stance::Claim => "says",
        Stance::Deny => "denies",
        Stance::Warn => "warns",
        Stance::Suspect => "suspects",
        Stance::Demand => "demands",
        Stance::Ask => "asks",
        Stance::Predict => "predicts",
    };
    format!("{verb}{}", if link.kind == Kind::Direct { ", word for word" } else { "" })
}

/// `about 10000 troops`.
pub fn figure(figure: &Figure) -> String {
    let range = if figure.low == figure.high {
        format!("{}", figure.low)
    } else {
        format!("{} to {}", figure.low, figure.high)
    };
    format!("{}{range} {}", if figure.approx { "about " } else { "" }, figure.counts)
}

/// `city, UKR`.
pub fn place(place: &Place) -> String {
    let country = place.country.map(|country| format!(", {country}")).unwrap_or_default();
    format!("{}{country}", place.precision)
}

/// Line breaks and runs of spaces become one space; what steers a terminal vanishes.
pub fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(|c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}'), "")
}
