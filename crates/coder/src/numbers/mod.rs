//! Figures: how many, how much.
//!
//! [`find`] reads every figure of a sentence that can measure something, in digits or words, with
//! its hedge and the noun that it counts; [`counts`] says what that noun stands for. Dates, times,
//! durations, ages, ordinals, scores and figures that are part of a name are left out.

mod cardinal;
mod lexicon;
mod phrase;

use language::Sentence;
use record::Counted;

pub(crate) use cardinal::cardinal;
pub(crate) use lexicon::Class;
pub use lexicon::NumberLexicon;

/// A figure with its hedge and counted noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// First word of the phrase (the hedge, if any).
    pub first: usize,
    /// Last word of the phrase (the counted noun, if any), inclusive.
    pub last: usize,
    /// Lower bound.
    pub low: f64,
    /// Upper bound; equal to `low` for one value.
    pub high: f64,
    /// Whether the text hedges it.
    pub approx: bool,
    /// The counted noun.
    pub noun: Option<usize>,
    /// What it is measured in.
    pub unit: Unit,
    /// Whether it is only an article that counts (`ein Toter`): a figure where the event is
    /// measured, else just an article.
    pub article: bool,
}

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// People or things.
    Plain,
    /// A currency.
    Money,
    /// Percent.
    Percent,
    /// Kilograms, tons.
    Weight,
    /// Kilometres, feet.
    Distance,
    /// Hectares.
    Area,
    /// Litres, barrels.
    Volume,
    /// Degrees.
    Temperature,
    /// Megawatts.
    Power,
    /// Kilometres an hour.
    Speed,
    /// Hours, days: a duration.
    Time,
    /// Times, rounds.
    Times,
}

impl Unit {
    fn parse(name: &str) -> Option<Unit> {
        Some(match name {
            "weight" => Unit::Weight,
            "distance" => Unit::Distance,
            "area" => Unit::Area,
            "volume" => Unit::Volume,
            "temperature" => Unit::Temperature,
            "power" => Unit::Power,
            "speed" => Unit::Speed,
            "time" => Unit::Time,
            "times" => Unit::Times,
            _ => return None,
        })
    }

    /// Whether the figure can measure an event: people, things, money or weight.
    pub fn measures_events(self) -> bool {
        matches!(self, Unit::Plain | Unit::Money | Unit::Weight)
    }
}

/// Every figure of a sentence, from left to right, not overlapping.
///
/// ```
/// # use language::{Number, Relation, Sentence, Token, Upos, VerbForm};
/// # let mut at = 0;
/// # let tokens = ["Etwa", "800", "Soldaten"].iter().map(|text| {
/// #     let start = at;
/// #     at += text.len() + 1;
/// #     Token { text: text.to_string(), start, end: start + text.len(), lemma: text.to_string(),
/// #         upos: Upos::X, verb: VerbForm::None, number: Number::None, head: None,
/// #         relation: Relation("dep".into()) }
/// # }).collect();
/// # let sentence = Sentence { start: 0, end: at, paragraph: 0, tokens, entities: Vec::new(), events: Default::default() };
/// use coder::numbers::{NumberLexicon, find};
/// let found = find(&sentence, NumberLexicon::for_language("de").unwrap());
/// assert_eq!((found[0].low, found[0].approx, found[0].noun), (800.0, true, Some(2)));
/// ```
pub fn find(sentence: &Sentence, lexicon: &NumberLexicon) -> Vec<Quantity> {
    phrase::find(sentence, lexicon)
}

/// What the noun of a figure counts, as far as the noun alone says it.
///
/// `98 Menschen` is `other` here; that they were killed only the event's verb can say.
pub fn counts(quantity: &Quantity, sentence: &Sentence, lexicon: &NumberLexicon) -> Counted {
    if quantity.unit == Unit::Money {
        return Counted::Money;
    }
    let Some(noun) = quantity.noun.and_then(|noun| sentence.tokens.get(noun)) else {
        return Counted::Other;
    };
    let by_lemma = lexicon.counted(&noun.lemma);
    by_lemma.or_else(|| lexicon.counted(&noun.text)).map_or(Counted::Other, |(counted, _)| counted)
}
