//! Where the lexicon and the network speak of the same word, which of them is believed.
//!
//! The lexicon names acts by their words and cannot tell football from war; the network sees the
//! sentence and the article and is never sure. An entry stands unless the network is nearly sure that
//! it names nothing here; a word without an entry is an act if the network says so. The limits were
//! chosen on the corpus' development articles (`docs/accuracy.md`).

use language::{EventScores, Link};
use record::{Attribution, EventType, Factuality, Kind, Mention, Stance, Tense};

use crate::coder::{Draft, Evidence};
use crate::document::Document;

/// Chance below which a lexicon entry is not believed, and one that is coded whoever takes part.
const BELIEVED: f32 = 0.1;
const BELIEVED_STRONG: f32 = 0.03;
/// Chance from which a word is an act though the conditions of its entries do not hold.
const RESCUED: f32 = 0.65;
/// Chance from which a word without an entry is an act.
const FOUND: f32 = 0.75;
/// How much likelier, given an act, another entry's type must be than that of the entry that holds.
const LIKELIER: f32 = 4.0;
const LIKELIER_STRONG: f32 = 20.0;
/// Chance from which an act is coded whoever takes part.
const SURE: f32 = 0.5;

/// Chance of a link below which a rule's finding is dropped, and from which a word belongs though no
/// rule finds it.
const DOUBTED: f32 = 0.03;
const LINKED: f32 = 0.6;

/// What a word names.
pub(crate) enum Choice {
    /// What this one of its lexicon entries says.
    Entry(usize),
    /// An act that no entry names.
    Found(EventType),
}

/// Decides whether and which act a word names, from the types of its lexicon entries, the first entry
/// whose conditions hold (is it `strong`?), and the network. The lexicon says what a word can mean,
/// its conditions and the network what it means here.
pub(crate) fn choose(
    scores: &EventScores,
    at: usize,
    types: &[EventType],
    holding: Option<usize>,
    strong: bool,
) -> Option<Choice> {
    if scores.is_empty() {
        return holding.map(Choice::Entry);
    }
    let chance = scores.chance(at);
    let of_type = |entry: usize| scores.type_chance(at, types[entry]);
    let likeliest = (0..types.len()).reduce(|a, b| if of_type(b) > of_type(a) { b } else { a });
    match (holding, likeliest) {
        (Some(ours), _) if chance < RESCUED => {
            let least = if strong { BELIEVED_STRONG } else { BELIEVED };
            (chance >= least).then_some(Choice::Entry(ours))
        }
        (Some(ours), Some(other)) => {
            let least = if strong { LIKELIER_STRONG } else { LIKELIER };
            Some(Choice::Entry(if of_type(other) > least * of_type(ours) { other } else { ours }))
        }
        (Some(ours), _) => Some(Choice::Entry(ours)),
        (None, Some(other)) if (RESCUED..FOUND).contains(&chance) => Some(Choice::Entry(other)),
        (None, Some(other)) if chance >= FOUND => {
            let (event_type, value) = scores.event_type(at)?;
            Some(if value > LIKELIER * of_type(other) {
                Choice::Found(event_type)
            } else {
                Choice::Entry(other)
            })
        }
        (None, None) if chance >= FOUND => Some(Choice::Found(scores.event_type(at)?.0)),
        _ => None,
    }
}

/// Whether an act is coded whoever takes part.
pub(crate) fn sure(scores: &EventScores, at: usize) -> bool {
    scores.chance(at) >= SURE
}

/// Who acts, or to whom: what the rules found and the network does not doubt, and what only the network
/// finds.
pub(crate) fn parties(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    link: Link,
    ours: Vec<Mention>,
) -> Vec<Mention> {
    let view = document.view(sentence);
    let scores = document.scores(sentence);
    if scores.is_empty() {
        return ours;
    }
    let head = |mention: &Mention| {
        let tokens = &view.sentence.tokens;
        let first = tokens.iter().position(|token| token.end > mention.span.start)?;
        let last = tokens.iter().rposition(|token| token.start < mention.span.end)?;
        view.outermost(first, last.max(first))
    };
    let mut found: Vec<Mention> = ours
        .into_iter()
        .filter(|mention| {
            document.evidence == Evidence::Both
                && head(mention).is_none_or(|word| scores.link(at, word, link) >= DOUBTED)
        })
        .collect();
    for (word, _) in scores.linked(at, link, LINKED) {
        let start = view.token(word).start;
        let known = |mention: &Mention| mention.span.start <= start && start < mention.span.end;
        if found.iter().any(known) {
            continue;
        }
        for mention in document.parties_at(sentence, word) {
            if found.iter().all(|known| known.span != mention.span) {
                found.push(mention);
            }
        }
    }
    found.sort_by_key(|mention| mention.span.start);
    found
}

/// Who says so: the rules' chain without what the network doubts; where nothing is left, the source
/// that the network sees.
pub(crate) fn sources(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    ours: Vec<Attribution>,
) -> Vec<Attribution> {
    let view = document.view(sentence);
    let scores = document.scores(sentence);
    if scores.is_empty() {
        return ours;
    }
    let word_at = |start: usize| {
        view.sentence.tokens.iter().position(|token| token.start <= start && start < token.end)
    };
    let own = &view.sentence;
    let mut chain: Vec<Attribution> = ours
        .into_iter()
        .filter(|entry| {
            let Some(cue) = &entry.cue else { return true };
            // cues of other sentences are out of the network's sight
            if cue.start < own.start || cue.start >= own.end {
                return true;
            }
            word_at(cue.start).is_none_or(|word| {
                scores.link(at, word, Link::Cue) >= DOUBTED
                    || word_at(entry.source.span.start)
                        .is_some_and(|word| scores.link(at, word, Link::Source) >= DOUBTED)
            })
        })
        .collect();
    if chain.is_empty() {
        let surest = |link: Link| {
            let linked = scores.linked(at, link, LINKED).into_iter();
            linked.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(word, _)| word)
        };
        if let (Some(cue), Some(source)) = (surest(Link::Cue), surest(Link::Source)) {
            let stance = crate::attribution::cue_at(&view, cue)
                .map(|(entry, _)| entry.stance)
                .or(scores.stance(cue).map(|(stance, _)| stance))
                .unwrap_or(Stance::Claim);
            let direct = document.quotation(sentence, at).is_some();
            chain.push(Attribution {
                source: document.mention_or_unknown(sentence, source),
                cue: Some(document.span(sentence, cue, cue)),
                stance,
                kind: if direct { Kind::Direct } else { Kind::Indirect },
            });
        }
    }
    chain
}

/// Chance from which a figure of nothing in particular measures an act.
const MEASURES: f32 = 0.3;

/// The act that a figure measures: the one that the network links its words to most, if it links them
/// to any; else the rules' choice.
pub(crate) fn measured(
    document: &Document<'_>,
    sentence: usize,
    drafts: &[Draft],
    words: &[usize],
    ours: Option<usize>,
) -> Option<usize> {
    let scores = document.scores(sentence);
    let link = |draft: &Draft| {
        words.iter().map(|word| scores.link(draft.at, *word, Link::Number)).fold(0.0, f32::max)
    };
    let likeliest =
        (0..drafts.len()).max_by(|a, b| link(&drafts[*a]).total_cmp(&link(&drafts[*b])));
    likeliest.filter(|at| link(&drafts[*at]) >= LINKED).or(ours)
}

/// Whether a figure that counts nothing in particular measures the act at a word.
pub(crate) fn measures(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    words: &[usize],
) -> bool {
    let scores = document.scores(sentence);
    scores.is_empty() || words.iter().any(|word| scores.link(at, *word, Link::Number) >= MEASURES)
}

/// Chance from which the network's factuality or tense overrules that of the rules.
const CERTAIN: f32 = 0.9;
const CERTAIN_OF_CUE: f32 = 0.96;
const TIMED: f32 = 0.9;

/// The factuality that the network sees in place of the rules', which may rest on words of certainty
/// or a speech act (`cued`).
pub(crate) fn factuality(
    scores: &EventScores,
    at: usize,
    ours: Factuality,
    cued: bool,
) -> Option<Factuality> {
    let (value, chance) = scores.factuality(at)?;
    let least = if cued { CERTAIN_OF_CUE } else { CERTAIN };
    (value != ours && chance >= least).then_some(value)
}

/// The tense that the network sees in place of the rules'.
pub(crate) fn tense(scores: &EventScores, at: usize, ours: Tense) -> Option<Tense> {
    let (value, chance) = scores.tense(at)?;
    (value != ours && chance >= TIMED).then_some(value)
}

/// Chances from which the network's place is taken, and below which the rules' is not.
const PLACED: f32 = 0.5;
const MISPLACED: f32 = 0.05;

/// Whether a link is sure enough to be taken.
pub(crate) fn linked(chance: f32) -> bool {
    chance >= PLACED
}

/// Whether a link is too unlikely to be believed.
pub(crate) fn doubted(chance: f32) -> bool {
    chance < MISPLACED
}

/// Chance from which a party may fill a gap, below the act and elsewhere in its sentence.
const FILLS: f32 = 0.1;
const FILLS_APART: f32 = 0.2;

/// Whether a party that no rule of the act's own finds may take part in it.
pub(crate) fn may_fill(scores: &EventScores, at: usize, word: usize, link: Link) -> bool {
    scores.is_empty() || scores.link(at, word, link) >= FILLS
}

/// Whether a party that does not stand below an act may take part in it.
pub(crate) fn may_stand_apart(scores: &EventScores, at: usize, word: usize, link: Link) -> bool {
    scores.is_empty() || scores.link(at, word, link) >= FILLS_APART
}
