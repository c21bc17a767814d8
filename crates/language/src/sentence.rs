//! The annotated article: what the language stage fills in and every later stage reads.

use record::{Article, Span, TextIndex};

use crate::EventScores;

/// An article with its sentences.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The article; its language is set.
    pub article: Article,
    /// Sentences in the order of the text. The headline is not part of the text.
    pub sentences: Vec<Sentence>,
}

impl Annotated {
    /// An index to cut spans of the article's text with.
    pub fn index(&self) -> TextIndex<'_> {
        TextIndex::new(&self.article.text)
    }
}

/// One sentence. Tokens are syntactic words of Universal Dependencies, but German `zum`, French
/// `du` are one; English `n't` and `'s` are words of their own.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// First code point in the article's text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Number of the paragraph, from 0.
    pub paragraph: usize,
    /// The words.
    pub tokens: Vec<Token>,
    /// Named entities as token ranges, from left to right, not overlapping.
    pub entities: Vec<Entity>,
    /// What the network says of the acts that its words name.
    pub events: EventScores,
}

impl Sentence {
    /// Index of the root word (0 in an empty sentence).
    pub fn root(&self) -> usize {
        self.tokens.iter().position(|token| token.head.is_none()).unwrap_or(0)
    }

    /// The direct dependents of a word, from left to right.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, token)| token.head == Some(head))
            .map(|(at, _)| at)
    }

    /// Whether `at` is `ancestor` or hangs below it.
    pub fn is_below(&self, at: usize, ancestor: usize) -> bool {
        let mut at = Some(at);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.tokens[here].head;
        }
        false
    }

    /// The span over the words `first..=last`.
    pub fn span(&self, index: &TextIndex<'_>, first: usize, last: usize) -> Span {
        index.span(self.tokens[first].start, self.tokens[last].end)
    }
}

/// One word.
#[derive(Debug, Clone)]
pub struct Token {
    /// As it stands in the text.
    pub text: String,
    /// First code point in the article's text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Dictionary form; German separable verbs carry their particle (`kündigte ... an` →
    /// `ankündigen`).
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Form of a verb or auxiliary.
    pub verb: VerbForm,
    /// Grammatical number.
    pub number: Number,
    /// The word it depends on; `None` for the root. The tree is well formed: one root, no cycle.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
}

/// A named entity: the words `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// First word.
    pub first: usize,
    /// Last word, inclusive.
    pub last: usize,
    /// What it names.
    pub kind: EntityKind,
}

/// Kinds of named entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organisation,
    Location,
    Other,
}

/// Universal parts of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum Upos {
    Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, X,
}

/// Form of a verb: finiteness, mood and tense where the language marks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum VerbForm {
    /// Not a verb, or not marked.
    #[default]
    None,
    /// Finite indicative present.
    Present,
    /// Finite indicative past.
    Past,
    /// Konjunktiv I (`sei`, `habe`).
    SubjunctivePresent,
    /// Konjunktiv II (`wäre`, `hätte`).
    SubjunctivePast,
    /// Imperative.
    Imperative,
    /// Infinitive, with or without its particle.
    Infinitive,
    /// Past participle.
    PastParticiple,
    /// Present participle.
    PresentParticiple,
    /// Gerund.
    Gerund,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Number {
    /// Not marked.
    #[default]
    None,
    /// One.
    Singular,
    /// More.
    Plural,
}

/// A relation of Universal Dependencies: `nsubj:pass` has the base `nsubj`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relation(pub String);

impl Relation {
    /// The whole label.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The label without its subtype.
    pub fn base(&self) -> &str {
        self.0.split(':').next().unwrap_or("")
    }

    /// Whether the base label is `base`.
    pub fn is(&self, base: &str) -> bool {
        self.base() == base
    }
}
