//! When and how many: time expressions and figures given to the acts that they belong to.

use jiff::ToSpan;
use jiff::civil::Date;
use language::VerbForm;
use record::{Counted, EventType, Figure, Mention, Mode, Tense, When};

use crate::coder::Draft;
use crate::document::Document;
use crate::names::Named;
use crate::numbers::{self, NumberLexicon};
use crate::time::{self, TimeExpression, TimeLexicon};
use crate::weigh;

/// Gives the times and figures of a sentence to its acts, and marks what is history.
pub(crate) fn attach(document: &Document<'_>, sentence: usize, drafts: &mut [Draft]) {
    if drafts.is_empty() {
        return;
    }
    times(document, sentence, drafts);
    figures(document, sentence, drafts);
}

/// The word from which a stretch of words hangs.
fn head_of(document: &Document<'_>, sentence: usize, first: usize, last: usize) -> usize {
    document.view(sentence).outermost(first, last).unwrap_or(last)
}

fn times(document: &Document<'_>, sentence: usize, drafts: &mut [Draft]) {
    let language = document.lexicon.language;
    let Some(lexicon) = TimeLexicon::for_language(language) else { return };
    let view = document.view(sentence);
    let found = time::find(view.sentence, lexicon, document.published);
    for expression in &found {
        let head = head_of(document, sentence, expression.first, expression.last);
        let governor = view.token(head).head;
        // the verb or noun that the time hangs from; a reporting word dates the saying
        let path: Vec<usize> =
            governor.map(|up| view.ancestors(up).collect()).unwrap_or_else(|| vec![head]);
        let owner = path.iter().position(|up| drafts.iter().any(|draft| draft.at == *up));
        let clause =
            path.iter().copied().find(|up| view.is_verbal(*up) || view.token(*up).head.is_none());
        for draft in drafts.iter_mut() {
            if draft.boundary.is_some() && draft.boundary == clause {
                continue;
            }
            let own = governor == Some(draft.at);
            let carried = clause.is_some_and(|clause| {
                draft.at == clause
                    || view.carrier(draft.at) == Some(clause)
                    || (view.token(draft.at).head == Some(clause)
                        && view.token(clause).upos != language::Upos::Verb)
            });
            let contains = view.sentence.is_below(head, draft.at);
            let belongs = own
                || contains
                || (carried
                    && owner.is_none_or(|at| path[at] == draft.at || Some(path[at]) == clause));
            if !belongs || (draft.record.when.is_some() && !own) {
                continue;
            }
            let Some(interval) = resolved(expression, draft.record.tense, document.published)
            else {
                continue;
            };
            draft.record.when = Some(When {
                span: document.span(sentence, expression.first, expression.last),
                interval,
            });
        }
    }
    for draft in drafts.iter_mut() {
        draft.record.background =
            is_background(document, draft) || drafts_history(document, sentence, draft);
    }
}

/// A date that is soon is meant, not that of nearly a year ago, whatever the tense (`were training and
/// would be ready by November 1`); deadlines look further ahead.
const SOON: i32 = 60;
const DEADLINE: i32 = 200;
const LONG_AGO: i32 = 240;

fn resolved(
    expression: &TimeExpression,
    tense: Tense,
    published: Option<Date>,
) -> Option<record::Interval> {
    let days = |interval: &Option<record::Interval>| {
        let end = interval.as_ref()?.end?;
        Some(published?.until(end).ok()?.get_days())
    };
    let most = if expression.deadline { DEADLINE } else { SOON };
    let soon = days(&expression.future).is_some_and(|ahead| (1..=most).contains(&ahead))
        && days(&expression.interval).is_some_and(|ahead| ahead < -LONG_AGO);
    if tense == Tense::Future || soon {
        expression.future.or(expression.interval)
    } else {
        expression.interval
    }
}

/// Closed more than 90 days before publication.
fn is_background(document: &Document<'_>, draft: &Draft) -> bool {
    let (Some(published), Some(when)) = (document.published, &draft.record.when) else {
        return false;
    };
    let limit = published.checked_sub(90.days()).unwrap_or(published);
    when.interval.end.is_some_and(|end| end < limit)
}

/// Told as history by an adverb of its clause (`damals`, `then`).
fn drafts_history(document: &Document<'_>, sentence: usize, draft: &Draft) -> bool {
    let view = document.view(sentence);
    let clause = if view.is_verbal(draft.at) { Some(draft.at) } else { view.carrier(draft.at) };
    let history = |word: usize| view.lexicon.is("history", &view.token(word).text);
    // `historisch gesehen`: an adverb on a participle that has nothing else, wherever the parser puts it
    let seen_so = |word: usize, clause: usize| {
        let mut below = view.sentence.children(word);
        let only = below.next().filter(|_| below.next().is_none());
        let inside = |other: usize| view.sentence.is_below(other, clause);
        only.is_some_and(history)
            && view.token(word).verb == VerbForm::PastParticiple
            && (0..word).any(inside)
            && word < clause
    };
    draft.record.tense == Tense::Past
        && clause.is_some_and(|clause| {
            view.sentence
                .children(clause)
                .any(|child| view.token(child).relation.is("advmod") && history(child))
                || (0..clause).any(|word| seen_so(word, clause))
        })
}

fn figures(document: &Document<'_>, sentence: usize, drafts: &mut [Draft]) {
    let language = document.lexicon.language;
    let Some(lexicon) = NumberLexicon::for_language(language) else { return };
    let view = document.view(sentence);
    for quantity in numbers::find(view.sentence, lexicon) {
        if !quantity.unit.measures_events() {
            continue;
        }
        let noun = quantity
            .noun
            .unwrap_or_else(|| head_of(document, sentence, quantity.first, quantity.last));
        // the nearest act above or at the counted noun
        let owner = view.ancestors(noun).enumerate().find_map(|(height, up)| {
            if height > 4 {
                return None;
            }
            drafts.iter().position(|draft| draft.at == up || view.light_verb(draft.at) == Some(up))
        });
        // or the act of which the noun is an argument
        let span = document.span(sentence, quantity.first, quantity.last);
        let counted_in = |mentions: &[Mention]| {
            mentions.iter().any(|mention| {
                mention.span.start <= view.token(noun).start
                    && view.token(noun).end <= mention.span.end
            })
        };
        let owner = owner.or_else(|| {
            drafts.iter().position(|draft| {
                counted_in(&draft.record.recipients) || counted_in(&draft.record.actors)
            })
        });
        let words = [noun, quantity.first, quantity.last];
        let Some(owner) = weigh::measured(document, sentence, drafts, &words, owner) else {
            continue;
        };
        let draft = &mut drafts[owner];
        let of_noun = numbers::counts(&quantity, view.sentence, lexicon);
        // the nearest word of death, wounds, arrest above the figure, even if it is no act of its own
        let telling = view
            .ancestors(noun)
            .take_while(|up| *up != draft.at)
            .chain([draft.at])
            .find_map(|up| Some((up, view.lexicon.grammar("counts", &view.token(up).lemma)?)));
        let of_act = telling.and_then(|(_, counts)| Counted::parse(counts));
        let recipient = counted_in(&draft.record.recipients)
            || telling.is_some_and(|(up, _)| up != draft.at)
            || draft.trigger.roles.victim
            || view.objects(draft.at).contains(&noun);
        let counts = match (of_noun, of_act) {
            (
                Counted::Money
                | Counted::Killed
                | Counted::Wounded
                | Counted::Arrested
                | Counted::Displaced,
                _,
            ) => of_noun,
            (_, Some(act)) if recipient => act,
            (Counted::Other, _) if counts_people(document, sentence, quantity.noun) => {
                people_in(draft).unwrap_or(of_noun)
            }
            _ => of_noun,
        };
        if counts == Counted::Other && !weigh::measures(document, sentence, draft.at, &words) {
            continue;
        }
        draft.record.numbers.push(Figure {
            span,
            low: quantity.low,
            high: quantity.high,
            approx: quantity.approx,
            counts,
        });
    }
}

/// Whether a figure counts people: bare (`mindestens 25`), or with a noun for people.
fn counts_people(document: &Document<'_>, sentence: usize, noun: Option<usize>) -> bool {
    let view = document.view(sentence);
    noun.is_none_or(|noun| {
        let token = view.token(noun);
        document.gazetteer.role(document.lexicon.language, &token.lemma).is_some()
            || document.name_at(sentence, noun).is_some_and(Named::is_nationality)
            || ["person", "civilians", "troops", "protesters", "casualties", "quantity"]
                .iter()
                .any(|class| view.is_in_class(noun, class))
    })
}

/// What people are counted as in an act of this kind.
fn people_in(draft: &Draft) -> Option<Counted> {
    match (draft.record.event_type, draft.record.mode) {
        (EventType::Protest, _) => Some(Counted::Protesters),
        (EventType::Coerce, Some(Mode::Arrest)) => Some(Counted::Arrested),
        (EventType::Coerce, Some(Mode::Deport)) => Some(Counted::Displaced),
        (EventType::Mobilize, Some(Mode::Troops | Mode::Police | Mode::Militia)) => {
            Some(Counted::Troops)
        }
        _ => None,
    }
}
