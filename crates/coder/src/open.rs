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

/// First and last word of the passage around a word of not knowing.
fn passage(view: &View<'_>, at: usize) -> Option<(usize, usize)> {
    let token = view.token(at);
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
    subject.or(clause)?;
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
    Some((*words.first()?, *words.last()?))
}
