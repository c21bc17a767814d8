//! Rulings of the coding manual that look at more than one word.

use language::{Upos, VerbForm};
use record::{Attribution, EventType, Factuality, Kind, Mention, Stance, Tense};

use crate::attribution::{self, Holders};
use crate::coder::{Coder, Draft};
use crate::document::Document;
use crate::events::Candidate;
use crate::lexicon::Trigger;

/// Of a light verb and the noun that it carries, and of a phrase and its head, only one names the
/// act: the noun, the longer phrase.
pub(crate) fn without_doubles(
    document: &Document<'_>,
    sentence: usize,
    candidates: Vec<Candidate<'static>>,
) -> Vec<Candidate<'static>> {
    let view = document.view(sentence);
    let covered = |candidate: &Candidate<'_>| {
        candidates.iter().any(|other| {
            other.at != candidate.at
                && other.first <= candidate.first
                && candidate.last <= other.last
                && other.last - other.first > candidate.last - candidate.first
        })
    };
    let carries_noun = |candidate: &Candidate<'_>| {
        view.is_verbal(candidate.at)
            && view.lexicon.is("light", &view.token(candidate.at).lemma)
            && candidates.iter().any(|other| {
                other.at != candidate.at
                    && !view.is_verbal(other.at)
                    && (other.trigger.event_type == candidate.trigger.event_type
                        || !candidate.trigger.strong)
                    && view.carrier(other.at) == Some(candidate.at)
                    && !view.token(other.at).relation.is("nsubj")
            })
    };
    candidates
        .iter()
        .filter(|candidate| !covered(candidate) && !carries_noun(candidate))
        .copied()
        .collect()
}

/// Deaths and wounds of one attack in one sentence are one record with all figures: on the
/// attack's own word, else on the first word of death or wounds.
pub(crate) fn casualties(document: &Document<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let view = document.view(sentence);
    let is_victim = |draft: &Draft| {
        draft.record.event_type == EventType::Assault
            && (draft.trigger.roles.victim
                || view.lexicon.is("counts", &view.token(draft.at).lemma))
    };
    let victims: Vec<usize> = (0..drafts.len()).filter(|at| is_victim(&drafts[*at])).collect();
    let Some(first) = victims.first().copied() else { return };
    let same_holder = |a: &Draft, b: &Draft| {
        let code = |draft: &Draft| draft.record.attribution.last().map(|link| link.source.code);
        code(a) == code(b) && a.record.factuality == b.record.factuality
    };
    let attack = (0..drafts.len()).filter(|at| !victims.contains(at)).find(|at| {
        drafts[*at].record.event_type == EventType::Assault
            && same_holder(&drafts[*at], &drafts[first])
            && !drafts[*at].record.background
            && !view.lexicon.is("lasting", &view.token(drafts[*at].at).lemma)
    });
    let keep = attack.unwrap_or(first);
    let mut gone: Vec<usize> = Vec::new();
    for victim in victims {
        if victim == keep || !same_holder(&drafts[victim], &drafts[keep]) {
            continue;
        }
        let other = drafts[victim].record.clone();
        let kept = &mut drafts[keep].record;
        let known: Vec<(usize, usize)> =
            kept.numbers.iter().map(|figure| (figure.span.start, figure.span.end)).collect();
        kept.numbers.extend(
            other
                .numbers
                .into_iter()
                .filter(|figure| !known.contains(&(figure.span.start, figure.span.end))),
        );
        kept.numbers.sort_by_key(|figure| figure.span.start);
        for recipient in other.recipients {
            if !kept.recipients.contains(&recipient) {
                kept.recipients.push(recipient);
            }
        }
        if kept.actors.is_empty() {
            kept.actors = other.actors;
        }
        kept.when = kept.when.take().or(other.when);
        kept.place = kept.place.take().or(other.place);
        gone.push(victim);
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    for draft in drafts.iter_mut() {
        if !draft.record.numbers.is_empty() && draft.record.event_type == EventType::Assault {
            draft.strong |= draft.record.place.is_some() && !draft.trigger.roles.victim;
        }
    }
}

/// `müsse`, `solle`, `should` said by a named speaker: REQUEST on the modal (manual, section 2).
pub(crate) fn obligations(
    coder: &Coder,
    document: &Document<'_>,
    sentence: usize,
    said: Option<&Attribution>,
    drafts: &mut Vec<Draft>,
) {
    let view = document.view(sentence);
    let Some(trigger) = document.lexicon.obligation() else { return };
    let found: Vec<(usize, &'static Trigger)> =
        drafts.iter().map(|draft| (draft.at, draft.trigger)).collect();
    for at in 0..view.sentence.tokens.len() {
        let token = view.token(at);
        if token.upos != Upos::Aux && token.upos != Upos::Verb
            || !view.lexicon.is("obligation", &token.lemma)
        {
            continue;
        }
        let reported =
            matches!(token.verb, VerbForm::SubjunctivePresent | VerbForm::SubjunctivePast)
                || document.quotation(sentence, at).is_some()
                || view.lexicon.language_reports_in_indicative();
        let verb = if token.relation.is("aux") { token.head.unwrap_or(at) } else { at };
        if !reported || view.lexicon.is("hearsay", &token.lemma) && token.verb == VerbForm::Present
        {
            continue;
        }
        let holders = attribution::holders(document, sentence, verb, &found, said);
        let Some(speaker) = holders.chain.last().cloned() else { continue };
        if speaker.source.code.country == record::Country::UNKNOWN {
            continue;
        }
        let addressee = if view.is_passive(verb) {
            view.agents(verb)
        } else {
            view.grammatical_subject(verb).into_iter().collect()
        };
        let recipients: Vec<Mention> = addressee
            .iter()
            .flat_map(|subject| view.with_conjuncts(*subject))
            .filter_map(|subject| document.mention(sentence, subject))
            .filter(|mention| mention.code != speaker.source.code)
            .collect();
        if recipients.is_empty() {
            continue;
        }
        let outer: Vec<Attribution> = holders.chain[..holders.chain.len() - 1].to_vec();
        let candidate = Candidate { at, first: at, last: at, trigger };
        let mut draft = coder.draft(
            document,
            sentence,
            &candidate,
            &Holders { chain: outer, ..Holders::default() },
        );
        draft.record.actors = vec![speaker.source.clone()];
        draft.record.recipients = recipients;
        draft.record.factuality = Factuality::Certain;
        draft.record.tense = Tense::Past;
        draft.record.place = None;
        // what is demanded is open
        for content in drafts
            .iter_mut()
            .filter(|content| content.at == verb || view.sentence.is_below(content.at, verb))
        {
            content.record.factuality = Factuality::Open;
            content.record.tense = Tense::Future;
            if let Some(link) = content.record.attribution.last_mut() {
                link.stance = Stance::Demand;
            }
        }
        drafts.push(draft);
    }
}

/// A bare denial (`London bestreitet das`) is a record of the denied event on the denying word.
pub(crate) fn denials(
    document: &Document<'_>,
    sentence: usize,
    earlier: &[Draft],
    drafts: &mut Vec<Draft>,
) {
    let view = document.view(sentence);
    // who denies an act that is told accuses nobody
    let denies = |at: usize| {
        attribution::cue_at(&view, at).is_some_and(|(cue, _)| cue.stance == Stance::Deny)
    };
    let told_by: Vec<Option<usize>> = drafts.iter().map(|draft| draft.boundary).collect();
    drafts.retain(|draft| {
        draft.record.event_type != EventType::Accuse
            || !denies(draft.at)
            || !told_by.contains(&Some(draft.at))
    });
    for at in 0..view.sentence.tokens.len() {
        let here = drafts.iter().position(|draft| draft.at == at);
        // the network may have seen the denied act in the denying word
        let seen = here.is_some_and(|here| {
            drafts[here].trigger.is_general() && drafts[here].record.attribution.is_empty()
        });
        if !view.is_verbal(at) || here.is_some() && !seen {
            continue;
        }
        let Some((cue, _)) =
            attribution::cue_at(&view, at).filter(|(cue, _)| cue.stance == Stance::Deny)
        else {
            continue;
        };
        let told = drafts.iter().any(|draft| {
            draft.boundary == Some(at)
                || (view.sentence.is_below(draft.at, at)
                    && draft.record.attribution.iter().any(|link| link.stance == Stance::Deny))
        });
        if told || view.complement(at).is_some() {
            continue;
        }
        let objects = view.objects(at).into_iter().chain(view.datives(at)).collect::<Vec<_>>();
        let vague = objects.iter().all(|object| {
            let token = view.token(*object);
            matches!(token.upos, Upos::Pron | Upos::Det)
                || view.is_in_class(*object, "accusation")
                || view.lexicon.is("account", &token.lemma)
        });
        if !vague {
            continue;
        }
        let source = if view.is_passive(at) {
            view.agents(at).into_iter().next()
        } else {
            view.grammatical_subject(at)
        };
        let Some(source) = source.and_then(|source| document.mention(sentence, source)) else {
            continue;
        };
        let link = Attribution {
            source,
            cue: Some(document.span(sentence, at, at)),
            stance: cue.stance,
            kind: Kind::Indirect,
        };
        if let Some(here) = here {
            drafts[here].record.attribution = vec![link];
            drafts[here].record.factuality = Factuality::CertainNot;
            continue;
        }
        // the nearest act told before that is not a speech act of the one who denies
        let denied = drafts
            .iter()
            .filter(|draft| draft.at < at)
            .rev()
            .chain(earlier.iter().rev().take(8))
            .find(|draft| {
                !matches!(
                    draft.record.event_type,
                    EventType::Accuse
                        | EventType::Request
                        | EventType::Consult
                        | EventType::Support
                ) && !draft.record.factuality.is_negative()
            })
            .cloned();
        let Some(mut draft) = denied else { continue };
        let own = &document.annotated.sentences[sentence];
        draft.sentence = sentence;
        draft.at = at;
        draft.droppable = false;
        draft.boundary = None;
        draft.record.trigger = document.span(sentence, at, at);
        draft.record.sentence = document.index.span(own.start, own.end);
        draft.record.factuality = Factuality::CertainNot;
        draft.record.numbers = Vec::new();
        draft.record.when = None;
        draft.record.attribution = vec![link];
        drafts.push(draft);
    }
}
