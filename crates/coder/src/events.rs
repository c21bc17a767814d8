//! Which words of a sentence name an act.

use language::{EntityKind, Upos};
use record::{EventType, Stance};

use crate::attribution;
use crate::coder::Evidence;
use crate::document::Document;
use crate::grammar::View;
use crate::lexicon::{Part, Trigger};
use crate::weigh::{self, Choice};

/// A word that names an act, with the lexicon entry whose conditions hold.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'l> {
    /// The word.
    pub at: usize,
    /// First and last word of the trigger (a fixed phrase has several).
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// The entry.
    pub trigger: &'l Trigger,
}

/// All candidates of a sentence, in order.
pub fn candidates(document: &Document<'_>, sentence: usize) -> Vec<Candidate<'static>> {
    let view = document.view(sentence);
    (0..view.sentence.tokens.len()).filter_map(|at| candidate(document, sentence, at)).collect()
}

fn candidate(document: &Document<'_>, sentence: usize, at: usize) -> Option<Candidate<'static>> {
    let view = document.view(sentence);
    let token = view.token(at);
    let in_name =
        view.sentence.entities.iter().any(|entity| {
            entity.kind != EntityKind::Other
                && entity.first <= at
                && at <= entity.last
                && token.upos != Upos::Verb
                && entity.first != entity.last
        }) || document.name_at(sentence, at).is_some_and(|named| named.first != named.last);
    if in_name {
        return None;
    }
    if matches!(token.relation.base(), "compound" | "flat" | "goeswith")
        && token.relation.as_str() != "compound:prt"
        && !view.is_verbal(at)
    {
        return None;
    }
    let lexicon = document.lexicon;
    let scores = document.scores(sentence);
    let entries = match document.evidence {
        Evidence::Network => Vec::new(),
        Evidence::Both | Evidence::Rules => fitting(document, sentence, at),
    };
    let holding = entries.iter().position(|candidate| {
        candidate.trigger.conditions.iter().all(|condition| condition.holds(&view, at))
    });
    // what somebody confirms or denies is told as an act
    if is_vouched_for(&view, at)
        && let Some(holding) = holding
    {
        return entries.get(holding).copied();
    }
    let types: Vec<EventType> =
        entries.iter().map(|candidate| candidate.trigger.event_type).collect();
    let strong = holding.is_some_and(|at| entries[at].trigger.strong);
    match weigh::choose(scores, at, &types, holding, strong)? {
        Choice::Entry(chosen) => entries.get(chosen).copied(),
        // `Eskalation`, `tension`: how things stand, not what somebody does
        Choice::Found(_) if lexicon.is("state-noun", &token.lemma) => None,
        Choice::Found(event_type) => {
            let part = if view.is_verbal(at) { Part::Verb } else { Part::Noun };
            let trigger = lexicon.general(event_type, part)?;
            Some(Candidate { at, first: at, last: at, trigger })
        }
    }
}

/// Whether a noun is the object of a word that confirms or denies.
fn is_vouched_for(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    view.is_nominal(at)
        && token.relation.is("obj")
        && token
            .head
            .and_then(|head| attribution::cue_at(view, head))
            .is_some_and(|(cue, _)| matches!(cue.stance, Stance::Confirm | Stance::Deny))
}

/// The lexicon entries of a word in its part of speech, whose phrase is there, whether their
/// conditions hold or not.
fn fitting(document: &Document<'_>, sentence: usize, at: usize) -> Vec<Candidate<'static>> {
    let view = document.view(sentence);
    let token = view.token(at);
    let lexicon = document.lexicon;
    let mut entries = lexicon.triggers(&token.lemma);
    if entries.is_empty() {
        entries = lexicon.triggers(&token.text);
    }
    let verbal = view.is_verbal(at) || token.verb != language::VerbForm::None;
    entries
        .iter()
        .filter(|trigger| fits_part(trigger, token.upos, verbal))
        .filter_map(|trigger| {
            let (first, last) = phrase(document, sentence, at, trigger)?;
            Some(Candidate { at, first, last, trigger })
        })
        .collect()
}

fn fits_part(trigger: &Trigger, upos: Upos, verbal: bool) -> bool {
    match trigger.part {
        Part::Verb => matches!(upos, Upos::Verb | Upos::Aux) || (upos == Upos::Adj && verbal),
        Part::Noun => matches!(upos, Upos::Noun | Upos::Propn | Upos::X),
        Part::Adjective => {
            matches!(upos, Upos::Adj | Upos::Adv | Upos::Verb | Upos::Adp | Upos::Noun)
        }
        _ => false,
    }
}

/// The words of a fixed phrase: all must hang from the head (or from what hangs from it), or stand
/// beside it with nothing but words of the phrase between.
fn phrase(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    trigger: &Trigger,
) -> Option<(usize, usize)> {
    let view = document.view(sentence);
    let tokens = &view.sentence.tokens;
    let (mut first, mut last) = (at, at);
    for word in &trigger.phrase {
        let found = (0..tokens.len())
            .filter(|other| *other != at && tokens[*other].text.to_lowercase() == *word)
            .filter(|other| {
                (*other + 1 == first || *other == last + 1)
                    || tokens[at].head == Some(*other)
                    || tokens[*other].head == Some(at)
                    || tokens[*other].head.is_some_and(|head| tokens[head].head == Some(at))
            })
            .min_by_key(|other| other.abs_diff(at))?;
        first = first.min(found);
        last = last.max(found);
    }
    // a phrase torn apart by other words is marked on its head alone
    if last - first > trigger.phrase.len() + 1 {
        return Some((at, at));
    }
    Some((first, last))
}
