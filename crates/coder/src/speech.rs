//! Who says what: the direct and reported speech of an article, whether or not it tells of acts.

use language::VerbForm;
use record::{Attribution, Kind, Span};

use crate::attribution::{self, Report};
use crate::document::Document;
use crate::grammar::View;
use crate::lexicon::Part;

/// One passage of speech.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// What is said; a passage that words of the speaker interrupt counts as one stretch.
    pub content: Span,
    /// Who says it and by which word, if the article tells.
    pub said: Option<Attribution>,
    /// In quotation marks, or in the article's words.
    pub kind: Kind,
}

/// The speech of an article, in order: quotations, clauses below and beside words of saying, clauses
/// with a source in a phrase (`laut`, `according to`), and sentences that go on in Konjunktiv.
pub(crate) fn find(document: &Document<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    for (quotation, said) in document.quotations.iter().zip(&document.speakers) {
        if quotation.is_speech() {
            found.push(Speech {
                content: document.index.span(quotation.start, quotation.end),
                said: said.clone(),
                kind: Kind::Direct,
            });
        }
    }
    let mut last: Option<Attribution> = None;
    for sentence in 0..document.annotated.sentences.len() {
        let reported = of_sentence(document, sentence, last.as_ref());
        last = reported.iter().rev().find_map(|speech| speech.said.clone()).or(last);
        found.extend(reported);
    }
    found.sort_by_key(|speech| (speech.content.start, speech.content.end));
    found
}

fn of_sentence(
    document: &Document<'_>,
    sentence: usize,
    last: Option<&Attribution>,
) -> Vec<Speech> {
    let view = document.view(sentence);
    let mut found: Vec<Speech> = Vec::new();
    let speech = |words: &[usize], said: Option<Attribution>| {
        // what stands in quotation marks is told already
        let own =
            words.iter().copied().filter(|word| document.quotation(sentence, *word).is_none());
        let told: Vec<usize> = own.skip_while(|word| view.is_punctuation(*word)).collect();
        let end = told.iter().rposition(|word| !view.is_punctuation(*word))?;
        (end >= 2).then(|| Speech {
            content: document.span(sentence, told[0], told[end]),
            said,
            kind: Kind::Indirect,
        })
    };
    for at in 0..view.sentence.tokens.len() {
        if document.quotation(sentence, at).is_some() {
            continue;
        }
        let Some((cue, part @ (Part::Verb | Part::Noun))) = attribution::cue_at(&view, at) else {
            continue;
        };
        let said = attribution::report_source(document, sentence, at, part).map(|source| {
            let cue_span = document.span(sentence, at, at);
            Attribution { source, cue: Some(cue_span), stance: cue.stance, kind: Kind::Indirect }
        });
        // below: `sagte, dass ...`; beside: `..., sagte Merkel`
        let below = view.complement(at).filter(|clause| view.is_clause(*clause));
        let words: Option<Vec<usize>> = match below {
            Some(clause) => Some(view.below(clause)),
            None => view
                .token(at)
                .head
                .filter(|_| {
                    part == Part::Verb
                        && matches!(view.token(at).relation.base(), "parataxis" | "conj" | "ccomp")
                })
                .filter(|head| {
                    attribution::report_beside(document, sentence, *head, *head)
                        .is_some_and(|Report { at: beside, .. }| beside == at)
                })
                .map(|head| {
                    let own = view.below(at);
                    view.below(head).into_iter().filter(|word| !own.contains(word)).collect()
                }),
        };
        found.extend(words.and_then(|words| speech(&words, said)));
    }
    let root = view.sentence.root();
    if found.is_empty() && root < view.sentence.tokens.len() {
        let phrase = attribution::phrase_source(document, sentence, root, last);
        let words = view.below(root);
        if let Some(said) = phrase {
            let outside = |word: &usize| {
                let token = view.token(*word);
                let apart = |span: &Span| token.end <= span.start || span.end <= token.start;
                apart(&said.source.span) && said.cue.as_ref().is_none_or(apart)
            };
            let words: Vec<usize> = words.into_iter().filter(outside).collect();
            found.extend(speech(&words, Some(said)));
        } else if is_subjunctive(&view, root) {
            found.extend(speech(&words, last.cloned()));
        }
    }
    found
}

/// Whether the main clause stands in Konjunktiv I, also where the parse takes its verb for none.
fn is_subjunctive(view: &View<'_>, root: usize) -> bool {
    view.sentence
        .children(root)
        .filter(|child| matches!(view.token(*child).relation.base(), "aux" | "cop"))
        .chain([root])
        .any(|word| view.token(word).verb == VerbForm::SubjunctivePresent)
}
