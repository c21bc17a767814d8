//! Who says so: the chain of sources above an act.
//!
//! Looked for in this order: reporting words above the act in the syntax tree, reporting words
//! set beside its clause (`..., sagte Merkel`), phrases (`laut`, `according to`), direct speech,
//! and, in German, Konjunktiv that goes on from the sentence before.

use language::{Upos, VerbForm};
use record::{Attribution, Code, Country, EventType, Kind, Mention, Span, Stance};

use crate::document::Document;
use crate::grammar::View;
use crate::lexicon::{Content, Cue, Part, Trigger};
use crate::quotes::Quotation;

/// What stands above an act.
#[derive(Debug, Clone, Default)]
pub struct Holders {
    /// The chain, outermost first.
    pub chain: Vec<Attribution>,
    /// The innermost reporting word in the same sentence: what stands above it is not about the act.
    pub boundary: Option<usize>,
    /// What the innermost speech act says about its content.
    pub content: Option<Content>,
    /// Stance of the innermost source.
    pub stance: Option<Stance>,
}

/// The triggers found in a sentence: position and entry.
pub type Found<'l> = [(usize, &'l Trigger)];

/// A reporting word with its source.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) at: usize,
    source: Option<Mention>,
    stance: Stance,
    content: Option<Content>,
}

/// Finds who vouches for the act at `at`.
pub fn holders(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    found: &Found<'_>,
    said: Option<&Attribution>,
) -> Holders {
    let view = document.view(sentence);
    let mut reports: Vec<Report> = Vec::new();
    let mut here = at;
    let mut depth = 0;
    let quotation = document.quotation(sentence, at);
    let outside = |word: usize| match quotation {
        Some(quotation) => !quotation.contains(view.token(word).start),
        None => true,
    };
    while let Some(head) = view.token(here).head {
        if let Some(report) = report_above(document, sentence, here, head, at, found)
            && (outside(head) || quotation.is_some_and(|q| q.contains(view.token(at).start)))
        {
            reports.push(report);
        } else if let Some(report) = report_beside(document, sentence, here, at) {
            reports.push(report);
        }
        here = head;
        depth += 1;
        if depth > 60 {
            break;
        }
    }
    if let Some(report) = report_beside(document, sentence, here, at) {
        reports.push(report);
    }
    let boundary = reports.first().map(|report| report.at);
    let content = reports.first().and_then(|report| report.content);
    let mut chain: Vec<Attribution> = Vec::new();
    let direct = |word: usize| quotation.is_some() && outside(word);
    for report in &reports {
        if let Some(source) = &report.source {
            let kind = if direct(report.at) { Kind::Direct } else { Kind::Indirect };
            let cue = Some(document.span(sentence, report.at, report.at));
            chain.push(Attribution { source: source.clone(), cue, stance: report.stance, kind });
        }
    }
    if let Some(attribution) = phrase_source(document, sentence, at, said)
        && !chain.iter().any(|known| known.source.span == attribution.source.span)
    {
        chain.push(attribution);
    }
    if let Some(quotation) = quotation {
        let speaker = document
            .quotations
            .iter()
            .position(|each| each == quotation)
            .and_then(|number| document.speakers.get(number).cloned().flatten());
        if let Some(speaker) = speaker
            && !chain
                .iter()
                .any(|known| known.kind == Kind::Direct || known.source.span == speaker.source.span)
        {
            chain.push(speaker);
        }
    } else if chain.is_empty()
        && is_reported_mood(&view, at)
        && let Some(said) = said
    {
        chain.push(Attribution { kind: Kind::Indirect, cue: said.cue.clone(), ..said.clone() });
    }
    chain.dedup_by(|a, b| a.source.code == b.source.code && a.source.span == b.source.span);
    chain.reverse();
    let stance = chain.last().map(|attribution| attribution.stance);
    Holders { chain, boundary, content, stance }
}

/// A report in `head` of which `here` is (part of) the content.
fn report_above(
    document: &Document<'_>,
    sentence: usize,
    here: usize,
    head: usize,
    at: usize,
    found: &Found<'_>,
) -> Option<Report> {
    let view = document.view(sentence);
    let token = view.token(here);
    let relation = token.relation.base();
    let clausal = matches!(relation, "ccomp" | "xcomp" | "parataxis" | "acl" | "csubj" | "advcl");
    let nominal = matches!(relation, "obj" | "obl" | "nmod" | "nsubj" | "iobj");
    if relation == "acl"
        && view.sentence.children(here).any(|child| {
            view.token(child).upos == Upos::Pron
                && view.lexicon.is("relative", &view.token(child).text)
                && !view.token(child).relation.is("mark")
        })
    {
        return None;
    }
    if relation == "acl" && view.token(here).verb == VerbForm::PastParticiple {
        return None;
    }
    if relation == "advcl" && !is_reported_mood(&view, here) {
        return None;
    }
    // a speech act that is itself an event
    if let Some((_, trigger)) = found.iter().find(|(word, _)| *word == head)
        && let Some(content) = trigger.roles.content
        && head != at
    {
        let object = nominal
            && (relation == "obj"
                || view.is_passive(head) && token.relation.as_str() == "nsubj:pass"
                || view.preposition(here).is_some_and(|word| {
                    trigger
                        .roles
                        .recipient
                        .iter()
                        .any(|find| *find == crate::lexicon::Find::Preposition(word.clone()))
                        || view.lexicon.is("about", &word)
                }));
        if clausal || object {
            let actor = crate::arguments::fill(document, sentence, head, &trigger.roles.actor)
                .into_iter()
                .next();
            return Some(Report {
                at: head,
                source: actor,
                stance: speech_stance(document, sentence, head, trigger),
                content: Some(content),
            });
        }
    }
    let (cue, part) = cue_at(&view, head)?;
    if nominal {
        let fits = match part {
            Part::Verb => {
                let passive_subject = token.relation.as_str() == "nsubj:pass"
                    || (relation == "nsubj" && view.is_passive(head));
                relation == "obj" && view.preposition(here).is_none()
                    || passive_subject
                    || relation == "obl"
                        && view
                            .preposition(here)
                            .is_some_and(|word| view.lexicon.is("about", &word))
            }
            Part::Noun => {
                relation == "nmod"
                    && view.preposition(here).is_some_and(|word| {
                        view.lexicon.is("about", &word) || view.lexicon.is("of", &word)
                    })
            }
            _ => false,
        };
        // only the act itself or what is coordinated with it, not what is said in passing
        if !fits || view.first_conjunct(at) != view.first_conjunct(here) {
            return None;
        }
        if matches!(cue.stance, Stance::Claim)
            && !view.lexicon.is("announces", &view.token(head).lemma)
            && part == Part::Verb
            && relation == "obj"
        {
            return None;
        }
    } else if !clausal {
        return None;
    }
    let source = report_source(document, sentence, head, part);
    Some(Report { at: head, source, stance: cue.stance, content: None })
}

/// A report that hangs beside `here`'s clause (`..., sagte Merkel`), not above the act.
pub(crate) fn report_beside(
    document: &Document<'_>,
    sentence: usize,
    here: usize,
    at: usize,
) -> Option<Report> {
    let view = document.view(sentence);
    if !(view.is_verbal(here) || view.token(here).head.is_none()) {
        return None;
    }
    let beside = view.sentence.children(here).find_map(|child| {
        let token = view.token(child);
        if !matches!(token.relation.base(), "parataxis" | "ccomp" | "advcl" | "conj")
            || view.sentence.is_below(at, child)
        {
            return None;
        }
        if token.relation.is("conj") || token.relation.is("ccomp") || token.relation.is("advcl") {
            // only a reporting clause with nothing below it that is told
            if view.complement(child).is_some()
                || view.dependent(child, "obj").is_some()
                || view.sentence.children(child).any(|below| {
                    view.token(below).relation.is("cc") || view.token(below).relation.is("mark")
                })
            {
                return None;
            }
            if !token.relation.is("parataxis") && child < here {
                return None;
            }
        }
        let (cue, part) = cue_at(&view, child)?;
        (part == Part::Verb).then_some((child, cue.stance))
    });
    let (cue, stance) = beside?;
    if stance == Stance::Demand {
        return None;
    }
    let source = report_source(document, sentence, cue, Part::Verb)?;
    Some(Report { at: cue, source: Some(source), stance, content: None })
}

/// The cue entry of a word whose conditions hold.
pub fn cue_at<'l>(view: &View<'l>, at: usize) -> Option<(&'l Cue, Part)> {
    let token = view.token(at);
    let part = match token.upos {
        Upos::Verb | Upos::Aux => Part::Verb,
        Upos::Noun => Part::Noun,
        Upos::Adj | Upos::Adv => Part::Adjective,
        _ => return None,
    };
    let cues = view.lexicon.cues(&token.lemma.to_lowercase());
    let fits = |part: Part| {
        cues.iter().find(|cue| {
            cue.part == part && cue.conditions.iter().all(|condition| condition.holds(view, at))
        })
    };
    match part {
        Part::Adjective => {
            fits(Part::Verb).filter(|_| token.verb != VerbForm::None).map(|cue| (cue, Part::Verb))
        }
        part => fits(part).map(|cue| (cue, part)),
    }
}

/// Who speaks in a reporting word.
pub(crate) fn report_source(
    document: &Document<'_>,
    sentence: usize,
    cue: usize,
    part: Part,
) -> Option<Mention> {
    let view = document.view(sentence);
    match part {
        Part::Verb => {
            let subject = if view.is_passive(cue) {
                view.agents(cue).into_iter().next().or_else(|| {
                    view.lexicon
                        .is("quotes", &view.token(cue).lemma)
                        .then(|| view.grammatical_subject(cue))
                        .flatten()
                })
            } else {
                view.grammatical_subject(cue).or_else(|| {
                    // `hieß es bei Reuters`
                    ["bei", "aus", "in", "von"]
                        .iter()
                        .find_map(|word| view.with_preposition(cue, word).into_iter().next())
                })
            };
            let subject = subject?;
            if view.token(subject).relation.as_str().starts_with("expl")
                || view.lexicon.grammar("person", &view.token(subject).text) == Some("thing")
            {
                let medium = view.sentence.children(cue).find(|child| {
                    view.is_nominal(*child)
                        && *child != subject
                        && view.preposition(*child).is_some()
                        && document.mention(sentence, *child).is_some()
                });
                return Some(
                    medium.and_then(|medium| document.mention(sentence, medium)).unwrap_or(
                        Mention {
                            span: document.span(sentence, subject, subject),
                            code: Code::UNKNOWN,
                        },
                    ),
                );
            }
            Some(document.mention_or_unknown(sentence, subject))
        }
        _ => {
            let owner = view.genitives(cue).into_iter().next().or_else(|| {
                view.sentence.children(cue).find(|child| {
                    view.preposition(*child).is_some_and(|word| {
                        view.lexicon.is("agent", &word) || view.lexicon.is("origin", &word)
                    })
                })
            });
            if let Some(owner) = owner {
                return Some(document.mention_or_unknown(sentence, owner));
            }
            if let Some(code) = document
                .common_code(sentence, cue)
                .filter(|code| code.country != Country::UNKNOWN || code.sector.is_some())
            {
                let (first, last) = view.phrase(cue);
                return Some(Mention { span: document.span(sentence, first, last), code });
            }
            let carrier = view.carrier(cue)?;
            let subject = view.subjects(carrier).into_iter().find(|subject| *subject != cue)?;
            document.mention(sentence, subject)
        }
    }
}

/// A source in a phrase: `laut X`, `nach Angaben von X`, `X zufolge`, `so X`, `according to X`.
pub(crate) fn phrase_source(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    said: Option<&Attribution>,
) -> Option<Attribution> {
    let view = document.view(sentence);
    let words: Vec<String> =
        view.sentence.tokens.iter().map(|token| token.text.to_lowercase()).collect();
    let mut best: Option<(usize, usize, &Cue)> = None;
    for cue in view.lexicon.cue_phrases() {
        let phrase: Vec<String> = cue.lemma.split_whitespace().map(str::to_lowercase).collect();
        for start in 0..words.len().saturating_sub(phrase.len() - 1) {
            if words[start..start + phrase.len()] != phrase[..] {
                continue;
            }
            // the longest, then the first
            let better = |(other, length, _): (usize, usize, &Cue)| {
                phrase.len() > length || phrase.len() == length && start < other
            };
            if best.is_none_or(better) {
                best = Some((start, phrase.len(), cue));
            }
        }
    }
    let attribution = best.and_then(|(start, length, cue)| {
        let last = start + length - 1;
        let noun = (start..=last).rev().find(|word| view.token(*word).upos == Upos::Noun);
        let (head, source) = match noun {
            Some(noun) => (noun, report_source(document, sentence, noun, Part::Noun)?),
            None => {
                let case = if view.token(start).upos == Upos::Adp
                    || view.token(start).relation.is("case")
                {
                    start
                } else {
                    last
                };
                let head = view
                    .ancestors(case)
                    .find(|up| *up > last && view.is_nominal(*up))
                    .or_else(|| view.token(case).head.filter(|head| view.is_nominal(*head)))?;
                if head >= start && head <= last {
                    return None;
                }
                (head, phrase_mention(document, sentence, head)?)
            }
        };
        // it covers the clause that it stands in
        let clause = view
            .ancestors(head)
            .skip(1)
            .find(|up| view.is_verbal(*up) || view.token(*up).head.is_none());
        let covers = clause.is_none_or(|clause| view.sentence.is_below(at, clause) && (at != head));
        let inside_source = view.sentence.is_below(at, head);
        (covers && !inside_source).then(|| Attribution {
            source,
            cue: Some(document.span(sentence, start, last)),
            stance: cue.stance,
            kind: if document.quotation(sentence, at).is_some() {
                Kind::Direct
            } else {
                Kind::Indirect
            },
        })
    });
    if attribution.is_some() {
        return attribution;
    }
    // `so Rice`
    for (word, text) in words.iter().enumerate() {
        let after_comma =
            word == 0 || matches!(words[word - 1].as_str(), "," | "“" | "\"" | "”" | "–" | "«");
        if !view.lexicon.is("so", text) || !after_comma || view.sentence.is_below(at, word) {
            continue;
        }
        let Some(next) = (word + 1..words.len().min(word + 6)).find(|next| {
            view.token(*next).upos == Upos::Propn || view.token(*next).upos == Upos::Noun
        }) else {
            continue;
        };
        let between = (word + 1..next)
            .all(|skip| matches!(view.token(skip).upos, Upos::Det | Upos::Adj | Upos::Adp));
        if !between || view.token(word + 1).upos == Upos::Verb {
            continue;
        }
        let mut head = next;
        while let Some(up) = view.token(head).head.filter(|up| *up > word && view.is_nominal(*up)) {
            head = up;
        }
        if let Some(source) = document.mention(sentence, head) {
            return Some(Attribution {
                source,
                cue: Some(document.span(sentence, word, word)),
                stance: Stance::Claim,
                kind: if document.quotation(sentence, at).is_some() {
                    Kind::Direct
                } else {
                    Kind::Indirect
                },
            });
        }
    }
    // `demnach`: the source of the sentence before
    let anaphoric = words.iter().position(|word| view.lexicon.is("anaphoric-cue", word))?;
    let said = said?;
    Some(Attribution {
        source: said.source.clone(),
        cue: Some(document.span(sentence, anaphoric, anaphoric)),
        stance: Stance::Claim,
        kind: Kind::Indirect,
    })
}

/// A source in a phrase, also where it is a noun of saying (`laut Behördenangaben`).
fn phrase_mention(document: &Document<'_>, sentence: usize, head: usize) -> Option<Mention> {
    if let Some(mention) = document.mention(sentence, head) {
        return Some(mention);
    }
    let view = document.view(sentence);
    let is_report = view
        .lexicon
        .cues(&view.token(head).lemma.to_lowercase())
        .iter()
        .any(|cue| cue.part == Part::Noun);
    // `Berichten zufolge`: whose reports they are, not who does what they tell
    let owner = is_report.then(|| view.genitives(head).into_iter().next()).flatten();
    Some(document.mention_or_unknown(sentence, owner.unwrap_or(head)))
}

/// Whether the finite verb above an act is in the mood of reported speech (German Konjunktiv I).
fn is_reported_mood(view: &View<'_>, at: usize) -> bool {
    let mut here = Some(at);
    while let Some(word) = here {
        if view.is_verbal(word) || view.dependent(word, "cop").is_some() {
            let forms = view
                .sentence
                .children(word)
                .filter(|child| matches!(view.token(*child).relation.base(), "aux" | "cop"))
                .chain([word])
                .map(|word| view.token(word).verb);
            let mut finite = false;
            for form in forms {
                match form {
                    VerbForm::SubjunctivePresent => return true,
                    VerbForm::Present | VerbForm::Past | VerbForm::SubjunctivePast => finite = true,
                    _ => {}
                }
            }
            if finite {
                return false;
            }
        }
        here = view.token(word).head;
    }
    false
}

fn speech_stance(document: &Document<'_>, sentence: usize, at: usize, trigger: &Trigger) -> Stance {
    let view = document.view(sentence);
    if let Some((cue, _)) = cue_at(&view, at) {
        return cue.stance;
    }
    match (trigger.event_type, trigger.roles.content) {
        (EventType::Request, _) => Stance::Demand,
        (EventType::Reject, Some(Content::Refused)) => Stance::Deny,
        _ => Stance::Claim,
    }
}

/// Who speaks in a quotation: the source of the reporting word beside it, else the speaker of
/// the quotation before.
pub fn speaker(
    document: &Document<'_>,
    quotation: &Quotation,
    before: Option<&Attribution>,
) -> Option<Attribution> {
    if !quotation.is_speech() {
        return None;
    }
    let sentences = &document.annotated.sentences;
    let touching: Vec<usize> = (0..sentences.len())
        .filter(|at| sentences[*at].start < quotation.end && sentences[*at].end > quotation.start)
        .collect();
    let first = *touching.first()?;
    let last = *touching.last()?;
    let cue_outside = |at: usize| -> Option<(usize, Span, Mention, Stance)> {
        let view = document.view(at);
        let mut cues: Vec<(usize, usize, Stance)> = (0..view.sentence.tokens.len())
            .filter(|word| !quotation.contains(view.token(*word).start))
            .filter(|word| document.quotation(at, *word).is_none())
            .filter_map(|word| {
                let (cue, part) = cue_at(&view, word)?;
                let token = view.token(word);
                let distance = if token.end <= quotation.start {
                    quotation.start - token.end
                } else {
                    token.start.saturating_sub(quotation.end)
                };
                (part == Part::Verb).then_some((distance, word, cue.stance))
            })
            .collect();
        cues.sort_unstable_by_key(|(distance, word, _)| (*distance, *word));
        cues.into_iter().find_map(|(distance, word, stance)| {
            let source = report_source(document, at, word, Part::Verb)?;
            Some((distance, document.span(at, word, word), source, stance))
        })
    };
    let direct = |(_, cue, source, stance): (usize, Span, Mention, Stance)| Attribution {
        source,
        cue: Some(cue),
        stance: if stance == Stance::Deny || stance == Stance::Confirm {
            stance
        } else {
            Stance::Claim
        },
        kind: Kind::Direct,
    };
    let beside =
        touching.iter().filter_map(|at| cue_outside(*at)).min_by_key(|(distance, ..)| *distance);
    if let Some(found) = beside {
        return Some(direct(found));
    }
    for at in &touching {
        let view = document.view(*at);
        let start = (0..view.sentence.tokens.len())
            .find(|word| quotation.contains(view.token(*word).start));
        if let Some(found) = start.and_then(|word| phrase_source(document, *at, word, None)) {
            return Some(Attribution { kind: Kind::Direct, ..found });
        }
    }
    let ends_with_colon =
        |at: usize| sentences[at].tokens.last().is_some_and(|token| token.text == ":");
    if first > 0
        && (ends_with_colon(first - 1)
            || sentences[first - 1].paragraph == sentences[first].paragraph)
        && let Some(found) = cue_outside(first - 1)
        && (ends_with_colon(first - 1) || before.is_none())
    {
        return Some(direct(found));
    }
    if let Some(before) = before {
        return Some(Attribution { kind: Kind::Direct, ..before.clone() });
    }
    (last + 1 < sentences.len()).then(|| cue_outside(last + 1)).flatten().map(direct)
}
