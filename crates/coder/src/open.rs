//! Passages that say that something is not known.

use language::Upos;
use record::{OpenQuestion, Record};

use crate::document::Document;
use crate::grammar::View;
use crate::lexicon::Part;

/// The open questions of an article; each concerns the nearest act of its sentence, else the last
/// one before.
pub fn questions(document: &Document<'_>, records: &[Record]) -> Vec<OpenQuestion> {
    let mut found = Vec::new();
    for sentence in 0..document.annotated.sentences.len() {
        let view = document.view(sentence);
        let mut last_end = 0;
        for at in 0..view.sentence.tokens.len() {
            let Some((first, last)) = passage(&view, at) else { continue };
            let span = document.span(sentence, first, last);
            if span.start < last_end {
                continue;
            }
            last_end = span.end;
            let inside = records.iter().find(|record| {
                span.start <= record.trigger.start && record.trigger.end <= span.end
            });
            let actor_inside = records.iter().rev().find(|record| {
                record.trigger.start < span.start
                    && record
                        .actors
                        .iter()
                        .any(|actor| span.text.contains(actor.span.text.as_str()))
            });
            let before = records.iter().rev().find(|record| record.trigger.start < span.start);
            let event = inside.or(actor_inside).or(before).map(|record| record.event);
            found.push(OpenQuestion {
                document: document.annotated.article.id.clone(),
                span,
                event,
            });
        }
    }
    found
}

/// First and last word of the passage around a word or phrase of not knowing.
fn passage(view: &View<'_>, at: usize) -> Option<(usize, usize)> {
    let token = view.token(at);
    if let Some(last) = phrase(view, at) {
        let head = view.outermost(at, last)?;
        let predicate = view.ancestors(head).find(|up| view.is_clause(*up)).unwrap_or(head);
        return around(view, predicate);
    }
    let negated = view.sentence.children(at).any(|child| {
        view.lexicon.certainty(&view.token(child).lemma.to_lowercase(), Part::Negation).is_some()
            && view.token(child).relation.is("advmod")
    });
    let says_so = view.lexicon.is_open(&token.lemma)
        || view.lexicon.is_open(&token.text)
        || (negated && view.lexicon.is("known", &token.lemma));
    if !says_so || !matches!(token.upos, Upos::Adj | Upos::Adv | Upos::Verb | Upos::Noun) {
        return None;
    }
    if token.relation.is("amod") || (token.upos == Upos::Adv && token.relation.is("advmod")) {
        return None;
    }
    let predicate = match token.relation.base() {
        "xcomp" | "advmod" | "obl" => token.head.filter(|head| view.is_verbal(*head)).unwrap_or(at),
        _ => at,
    };
    around(view, predicate)
}

/// The last word of the fixed phrase that begins at a word.
fn phrase(view: &View<'_>, at: usize) -> Option<usize> {
    let tokens = &view.sentence.tokens[at..];
    let begins = |words: &&Vec<String>| {
        words.len() <= tokens.len()
            && words.iter().zip(tokens).all(|(word, token)| token.text.to_lowercase() == *word)
    };
    let longest = view.lexicon.open_phrases().iter().filter(begins).map(Vec::len).max()?;
    Some(at + longest - 1)
}

/// The clause of a predicate, with the question that stands before it or below it.
fn around(view: &View<'_>, predicate: usize) -> Option<(usize, usize)> {
    // a statement needs something that is unknown
    let subject =
        view.dependents(predicate, "nsubj").chain(view.dependents(predicate, "csubj")).next();
    let clause = view.complement(predicate).or_else(|| {
        view.dependents(predicate, "advcl").find(|child| {
            view.sentence.children(*child).any(|mark| {
                view.lexicon
                    .certainty(&view.token(mark).text.to_lowercase(), Part::Conjunction)
                    .is_some()
            })
        })
    });
    let asked_before = match subject.or(clause) {
        Some(_) => None,
        None => Some(question_before(view, predicate)?),
    };
    let member = |word: usize| {
        let mut here = word;
        loop {
            if here == predicate {
                return true;
            }
            let token = view.token(here);
            let outside = matches!(token.relation.base(), "conj" | "cc" | "parataxis" | "punct")
                && token.head == Some(predicate);
            match token.head {
                Some(head) if !outside => here = head,
                _ => return false,
            }
        }
    };
    let words: Vec<usize> = (0..view.sentence.tokens.len()).filter(|word| member(*word)).collect();
    Some((asked_before.unwrap_or(*words.first()?), *words.last()?))
}

/// The word that opens the question in front of a predicate that the parse did not hang below it
/// (`inwieweit dies gelingt, bleibt ungewiss`).
fn question_before(view: &View<'_>, predicate: usize) -> Option<usize> {
    let comma = (0..predicate).rfind(|at| view.token(*at).text == ",")?;
    if comma + 2 < predicate {
        return None;
    }
    (0..comma).rfind(|at| {
        let word = view.token(*at).text.to_lowercase();
        view.lexicon.is("question", &word)
    })
}
