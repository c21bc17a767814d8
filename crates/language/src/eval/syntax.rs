//! Scores against a treebank, as in the CoNLL 2018 shared task: F1 over words that are aligned by
//! the characters they cover.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use record::Article;

use super::conllu::{self, GoldSentence};
use super::{Counts, EvalError, contents};
use crate::{Reader, Sentence, Upos};

/// Scores on the running text, to be split, and on the treebank's own sentences and words.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyntaxReport {
    /// Text as it comes.
    pub text: SyntaxScores,
    /// Sentences and words given.
    pub words: SyntaxScores,
}

/// F1 scores; with given words these are accuracies.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyntaxScores {
    /// Sentences with the right beginning and end.
    pub sentences: Counts,
    /// Words with the right beginning and end.
    pub tokens: Counts,
    /// Universal parts of speech.
    pub upos: Counts,
    /// Heads.
    pub uas: Counts,
    /// Heads and universal relations.
    pub las: Counts,
    /// Dictionary forms (words put together are left out).
    pub lemmas: Counts,
}

impl SyntaxScores {
    fn named(&self) -> [(&'static str, Counts); 6] {
        [
            ("sentences", self.sentences),
            ("tokens", self.tokens),
            ("UPOS", self.upos),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("lemmas", self.lemmas),
        ]
    }
}

impl fmt::Display for SyntaxReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<10}{:>9}{:>13}", "F1", "text", "given words")?;
        for ((name, text), (_, words)) in self.text.named().into_iter().zip(self.words.named()) {
            writeln!(f, "{name:<10}{:>9.2}{:>13.2}", text.f1(), words.f1())?;
        }
        Ok(())
    }
}

/// What the reader is given.
#[derive(Clone, Copy)]
enum Given {
    Text,
    Words,
}

/// A word by the characters (without white space) that it covers.
struct Word {
    span: (usize, usize),
    head: Option<(usize, usize)>,
    upos: Option<Upos>,
    relation: String,
    lemma: Option<String>,
}

/// Scores the reader on a CoNLL-U file in `language`.
///
/// # Errors
///
/// If the file is not CoNLL-U or the reader fails.
pub fn syntax(reader: &Reader, file: &Path, language: &str) -> Result<SyntaxReport, EvalError> {
    let gold = conllu::read(&contents(file)?)?;
    Ok(SyntaxReport {
        text: scores(reader, &gold, language, Given::Text)?,
        words: scores(reader, &gold, language, Given::Words)?,
    })
}

fn scores(
    reader: &Reader,
    gold: &[GoldSentence],
    language: &str,
    given: Given,
) -> Result<SyntaxScores, EvalError> {
    let (sentences, wanted) = gold_words(gold);
    let (found_sentences, found) = match given {
        Given::Words => read_words(reader, gold, language)?,
        Given::Text => read_text(reader, gold, language)?,
    };
    let mut report = SyntaxScores {
        sentences: overlap(&found_sentences, &sentences),
        ..SyntaxScores::default()
    };
    let by_span: HashMap<(usize, usize), &Word> =
        found.iter().map(|word| (word.span, word)).collect();
    let with_lemma = wanted.iter().filter(|word| word.lemma.is_some()).count();
    let skipped = wanted.len() - with_lemma;
    for counts in [&mut report.tokens, &mut report.upos, &mut report.uas, &mut report.las] {
        (counts.found, counts.wanted) = (found.len(), wanted.len());
    }
    report.lemmas.found = found.len().saturating_sub(skipped);
    report.lemmas.wanted = with_lemma;
    for word in &wanted {
        let Some(guess) = by_span.get(&word.span) else { continue };
        let head = guess.head == word.head;
        report.tokens.right += 1;
        report.upos.right += usize::from(guess.upos == word.upos);
        report.uas.right += usize::from(head);
        report.las.right += usize::from(head && guess.relation == word.relation);
        report.lemmas.right += usize::from(word.lemma.is_some() && guess.lemma == word.lemma);
    }
    Ok(report)
}

fn overlap(found: &[(usize, usize)], wanted: &[(usize, usize)]) -> Counts {
    let right = found.iter().filter(|span| wanted.binary_search(span).is_ok()).count();
    Counts { right, found: found.len(), wanted: wanted.len() }
}

fn base(relation: &str) -> String {
    relation.split(':').next().unwrap_or("").to_owned()
}

fn letters(form: &str) -> usize {
    form.chars().filter(|c| !c.is_whitespace()).count()
}

type Spans = Vec<(usize, usize)>;

fn gold_words(gold: &[GoldSentence]) -> (Spans, Vec<Word>) {
    let (mut sentences, mut words, mut at) = (Vec::new(), Vec::new(), 0);
    for sentence in gold {
        let begin = at;
        let spans: Spans = sentence
            .words
            .iter()
            .map(|word| {
                let start = at;
                at += letters(&word.form);
                (start, at)
            })
            .collect();
        for (word, &span) in sentence.words.iter().zip(&spans) {
            words.push(Word {
                span,
                head: word.head.checked_sub(1).map(|head| spans[head]),
                upos: Upos::from_label(&word.upos),
                relation: base(&word.relation),
                lemma: word.lemma.clone(),
            });
        }
        sentences.push((begin, at));
    }
    (sentences, words)
}

/// The reader's words; `place` turns its code points into characters without white space.
fn own_words(sentence: &Sentence, place: impl Fn(usize) -> usize, words: &mut Vec<Word>) {
    let span = |at: usize| {
        let token = &sentence.tokens[at];
        (place(token.start), place(token.end))
    };
    words.extend(sentence.tokens.iter().enumerate().map(|(at, token)| Word {
        span: span(at),
        head: token.head.map(span),
        upos: Some(token.upos),
        relation: base(token.relation.as_str()),
        lemma: Some(token.lemma.clone()),
    }));
}

fn read_words(
    reader: &Reader,
    gold: &[GoldSentence],
    language: &str,
) -> Result<(Spans, Vec<Word>), EvalError> {
    let rows: Vec<Vec<(String, bool)>> = gold
        .iter()
        .map(|sentence| {
            let before = [true].into_iter().chain(sentence.words.iter().map(|w| w.space_after));
            sentence.words.iter().map(|word| word.form.clone()).zip(before).collect()
        })
        .collect();
    let (mut spans, mut words, mut at) = (Vec::new(), Vec::new(), 0);
    for sentence in reader.read_words(&rows, language)? {
        let mut starts = Vec::with_capacity(sentence.tokens.len());
        let begin = at;
        for token in &sentence.tokens {
            starts.push((at, at + letters(&token.text)));
            at += letters(&token.text);
        }
        words.extend(sentence.tokens.iter().zip(&starts).map(|(token, &span)| Word {
            span,
            head: token.head.map(|head| starts[head]),
            upos: Some(token.upos),
            relation: base(token.relation.as_str()),
            lemma: Some(token.lemma.clone()),
        }));
        spans.push((begin, at));
    }
    Ok((spans, words))
}

fn read_text(
    reader: &Reader,
    gold: &[GoldSentence],
    language: &str,
) -> Result<(Spans, Vec<Word>), EvalError> {
    let mut text = String::new();
    for sentence in gold {
        if !text.is_empty() {
            text.push_str(if sentence.begins_paragraph { "\n\n" } else { " " });
        }
        text.push_str(&sentence.text);
    }
    let mut place = vec![0];
    place.extend(text.chars().scan(0, |count, c| {
        *count += usize::from(!c.is_whitespace());
        Some(*count)
    }));
    let article = Article { text, language: Some(language.to_owned()), ..Article::default() };
    let annotated = reader.annotate(article)?;
    let (mut spans, mut words) = (Vec::new(), Vec::new());
    for sentence in &annotated.sentences {
        spans.push((place[sentence.start], place[sentence.end]));
        own_words(sentence, |at| place[at], &mut words);
    }
    Ok((spans, words))
}
