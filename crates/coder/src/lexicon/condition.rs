//! Conditions that a lexicon entry puts on its surroundings.

use crate::grammar::View;
use language::{Number, Upos};

/// One condition of the column `when`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Has a dependent with this preposition, particle or word.
    With(String),
    /// Has none.
    Without(String),
    /// A dependent in this role belongs to the class (or, `holds` false, does not).
    Class {
        /// Role.
        role: ClassRole,
        /// Class of `classes.tsv`.
        class: Vec<String>,
        /// Whether it must belong or must not.
        holds: bool,
    },
    /// Has a complement clause or infinitive.
    Clause(bool),
    /// Is passive.
    Passive(bool),
    /// Is reflexive.
    Reflexive(bool),
    /// Is plural.
    Plural(bool),
}

/// The dependents that a class condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassRole {
    /// Object (subject of a passive).
    Object,
    /// Subject.
    Subject,
    /// Genitive or *of*.
    Genitive,
    /// Any dependent noun.
    Any,
}

impl Condition {
    /// Reads one condition as `docs/lexicons.md` writes it.
    pub fn parse(text: &str) -> Option<Condition> {
        let (holds, rest) = match text.strip_prefix('!') {
            Some(rest) => (false, rest),
            None => (true, text),
        };
        if let Some(word) = rest.strip_prefix('+') {
            let word = word.to_lowercase();
            return Some(if holds { Condition::With(word) } else { Condition::Without(word) });
        }
        if let Some((role, class)) = rest.split_once(':') {
            let role = match role {
                "obj" => ClassRole::Object,
                "subj" => ClassRole::Subject,
                "gen" => ClassRole::Genitive,
                "arg" => ClassRole::Any,
                _ => return None,
            };
            let class = class.split('|').map(str::to_owned).collect();
            return Some(Condition::Class { role, class, holds });
        }
        match rest {
            "clause" => Some(Condition::Clause(holds)),
            "pass" => Some(Condition::Passive(holds)),
            "refl" => Some(Condition::Reflexive(holds)),
            "plural" => Some(Condition::Plural(holds)),
            _ => None,
        }
    }

    /// Whether it holds for the word `at`.
    pub fn holds(&self, view: &View<'_>, at: usize) -> bool {
        match self {
            Condition::With(word) => has_word(view, at, word),
            Condition::Without(word) => !has_word(view, at, word),
            Condition::Class { role, class, holds } => {
                let nouns = match role {
                    ClassRole::Object => view.objects(at),
                    ClassRole::Subject => view.subjects(at),
                    ClassRole::Genitive => view.genitives(at),
                    ClassRole::Any => view.nominal_dependents(at),
                };
                let belongs = nouns
                    .iter()
                    .flat_map(|noun| view.with_conjuncts(*noun))
                    .any(|noun| class.iter().any(|class| view.is_in_class(noun, class)));
                belongs == *holds
            }
            Condition::Clause(holds) => view.complement(at).is_some() == *holds,
            Condition::Passive(holds) => view.is_passive(at) == *holds,
            Condition::Reflexive(holds) => view.is_reflexive(at) == *holds,
            Condition::Plural(holds) => {
                (view.sentence.tokens[at].number == Number::Plural) == *holds
            }
        }
    }
}

fn has_word(view: &View<'_>, at: usize, word: &str) -> bool {
    let here = |below: usize| {
        let token = &view.sentence.tokens[below];
        let lower = token.text.to_lowercase();
        lower == word
            || token.lemma.to_lowercase() == word
            || view.lexicon.grammar("preposition", &lower) == Some(word)
    };
    view.sentence.children(at).any(|child| {
        here(child) && !matches!(view.sentence.tokens[child].upos, Upos::Noun | Upos::Punct)
            || here(child)
            || view.sentence.children(child).any(|below| {
                (view.sentence.tokens[below].relation.is("case")
                    || view.sentence.tokens[below].relation.is("mark"))
                    && here(below)
            })
    })
}
