//! Who and whom where the words around a trigger do not say so: from the act above it, from its
//! clause, from the sentence (coding manual, section 3: "from the same or the preceding sentence
//! where that is unambiguous").

use language::Link;
use record::{Code, Country, EventType, Factuality, Mention};

use crate::arguments;
use crate::attribution;
use crate::coder::Draft;
use crate::document::{Document, Mentioned};
use crate::lexicon::Content;
use crate::weigh;

/// Fills empty actors and recipients of a sentence's acts.
pub(crate) fn fill(document: &Document<'_>, sentence: usize, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        if drafts[at].record.actors.is_empty() && !drafts[at].trigger.roles.victim {
            let from = from_act_above(document, sentence, at, drafts)
                .or_else(|| from_clause(document, sentence, &drafts[at], drafts))
                .unwrap_or_default();
            let recipients = &drafts[at].record.recipients;
            let actors = from
                .into_iter()
                .filter(|mention| !recipients.iter().any(|other| other.code == mention.code))
                .collect();
            drafts[at].record.actors = actors;
        }
    }
    for draft in drafts.iter_mut() {
        if draft.record.recipients.is_empty() && wants_recipient(draft) {
            draft.record.recipients = counterpart(document, sentence, draft);
        }
    }
}

/// The actor that an act takes from another act above it: the addressee of a demand does what is
/// demanded, who promises does it himself, and what serves an act is done by the same actor.
fn from_act_above(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    drafts: &[Draft],
) -> Option<Vec<Mention>> {
    let view = document.view(sentence);
    let word = drafts[at].at;
    let above =
        view.ancestors(word).skip(1).find_map(|up| drafts.iter().find(|other| other.at == up))?;
    match above.trigger.roles.content {
        Some(Content::Future(Factuality::Open) | Content::AsStated) => {
            Some(above.record.recipients.clone())
        }
        Some(Content::Future(_) | Content::Refused) => Some(above.record.actors.clone()),
        None => {
            let serves = view
                .preposition(view.first_conjunct(word))
                .is_some_and(|preposition| view.lexicon.is("purpose-preposition", &preposition))
                || view.token(word).relation.is("advcl");
            serves.then(|| above.record.actors.clone())
        }
    }
}

/// The subject of the clause that a noun stands in, unless that subject speaks of the act or does
/// another act to it.
fn from_clause(
    document: &Document<'_>,
    sentence: usize,
    draft: &Draft,
    drafts: &[Draft],
) -> Option<Vec<Mention>> {
    let view = document.view(sentence);
    if view.is_verbal(draft.at) {
        return None;
    }
    let mut here = draft.at;
    while let Some(up) = view.token(here).head {
        let speaks_of = drafts
            .iter()
            .any(|other| other.at == up && other.record.event_type.quad_class().is_verbal());
        if view.token(here).relation.is("nsubj") || speaks_of {
            return None;
        }
        if view.is_verbal(up) {
            if view.lexicon.is("undergo", &view.token(up).lemma) {
                return None;
            }
            let speaks = attribution::cue_at(&view, up)
                .is_some_and(|_| !view.lexicon.is("announces", &view.token(up).lemma));
            let subject = view.grammatical_subject(up).filter(|_| !view.is_passive(up))?;
            let mention = document.mention(sentence, subject)?;
            let scores = document.scores(sentence);
            let speaks = speaks || !weigh::may_fill(scores, draft.at, subject, Link::Actor);
            return (!speaks && arguments::is_political(std::slice::from_ref(&mention)))
                .then(|| vec![mention]);
        }
        here = up;
    }
    None
}

/// Acts that are done to somebody.
fn wants_recipient(draft: &Draft) -> bool {
    !draft.trigger.roles.symmetric
        && matches!(
            draft.record.event_type,
            EventType::Request
                | EventType::Accuse
                | EventType::Threaten
                | EventType::Reject
                | EventType::Sanction
                | EventType::Support
                | EventType::Agree
                | EventType::Concede
                | EventType::Aid
        )
}

/// The nearest other political party below the act, else the only other one in its sentence.
fn counterpart(document: &Document<'_>, sentence: usize, draft: &Draft) -> Vec<Mention> {
    let view = document.view(sentence);
    let sources: Vec<Code> = draft.record.attribution.iter().map(|link| link.source.code).collect();
    let actors: Vec<Country> = draft.record.actors.iter().map(|actor| actor.code.country).collect();
    let other = |code: Code| {
        code.country != Country::UNKNOWN
            && !actors.contains(&code.country)
            && !sources.contains(&code)
            && Document::is_political(code)
    };
    let scores = document.scores(sentence);
    let parties: Vec<&Mentioned> = document.mentioned[sentence]
        .iter()
        .filter(|mentioned| other(mentioned.code))
        .filter(|mentioned| weigh::may_fill(scores, draft.at, mentioned.at, Link::Recipient))
        .collect();
    let below = parties
        .iter()
        .copied()
        .filter(|party| view.sentence.is_below(party.at, draft.at))
        .min_by_key(|party| view.ancestors(party.at).position(|up| up == draft.at));
    let chosen = below.or_else(|| {
        let first = parties.first().copied()?;
        let alone = parties.iter().all(|party| party.code.country == first.code.country);
        let fits = weigh::may_stand_apart(scores, draft.at, first.at, Link::Recipient);
        (alone && fits).then_some(first)
    });
    chosen.and_then(|party| document.mention(sentence, party.at)).into_iter().collect()
}
