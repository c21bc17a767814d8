//! Lexicon entries: triggers with their roles, cues and certainty words.

use record::{EventType, Factuality, Mode, Stance};

use super::condition::Condition;
use super::table::{LexiconError, Row};

/// Part of speech of a lexicon entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective or adverb.
    Adjective,
    /// Preposition or fixed phrase.
    Preposition,
    /// Modal verb.
    Modal,
    /// Conjunction.
    Conjunction,
    /// Word of negation.
    Negation,
}

impl Part {
    pub(super) fn parse(row: &Row, column: usize) -> Result<Part, LexiconError> {
        match row.column(column) {
            "V" => Ok(Part::Verb),
            "N" => Ok(Part::Noun),
            "A" => Ok(Part::Adjective),
            "P" => Ok(Part::Preposition),
            "M" => Ok(Part::Modal),
            "C" => Ok(Part::Conjunction),
            "D" => Ok(Part::Negation),
            other => {
                Err(row.error(format!("`{other}` is no part of speech; write V N A P M C or D")))
            }
        }
    }
}

/// Where a role is found, seen from the trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Find {
    /// Subject (of the active clause; the agent in a passive one).
    Subject,
    /// Object (the subject of a passive clause).
    Object,
    /// Dative object.
    Dative,
    /// Genitive, *of* or possessive.
    Genitive,
    /// Subject of the clause below.
    Complement,
    /// Nationality adjective or first part of a compound.
    Adjective,
    /// A dependent with this preposition.
    Preposition(String),
}

/// What holds for the act in the clause below a speech act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Has this factuality, in the future.
    Future(Factuality),
    /// Refused: certainly not.
    Refused,
    /// As it is stated.
    AsStated,
}

/// Which dependents of a trigger play which role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// Places to look for the actor, in order.
    pub actor: Vec<Find>,
    /// Places to look for the recipient, in order.
    pub recipient: Vec<Find>,
    /// All sides are actors.
    pub symmetric: bool,
    /// Subject or genitive is the victim.
    pub victim: bool,
    /// What holds for the content of a speech act.
    pub content: Option<Content>,
}

/// A word that names an act.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Lemma of the head word; `-` before it marks the last part of a compound.
    pub lemma: String,
    /// Further words of a fixed phrase, in lower case, that hang below the head or stand beside it.
    pub phrase: Vec<String>,
    /// Part of speech.
    pub part: Part,
    /// Type.
    pub event_type: EventType,
    /// Mode.
    pub mode: Option<Mode>,
    /// Roles.
    pub roles: Roles,
    /// Conditions; all must hold.
    pub conditions: Vec<Condition>,
    /// Coded wherever it stands.
    pub strong: bool,
    /// File and line.
    pub location: String,
}

impl Trigger {
    pub(super) fn parse(row: &Row, defaults: &Defaults) -> Result<Trigger, LexiconError> {
        let part = Part::parse(row, 1)?;
        let event_type = EventType::parse(row.column(2))
            .ok_or_else(|| row.error(format!("`{}` is no PLOVER type", row.column(2))))?;
        let mode = match row.column(3) {
            "" | "-" => None,
            text => Some(
                Mode::parse(text)
                    .filter(|mode| event_type.modes().contains(mode))
                    .ok_or_else(|| row.error(format!("`{text}` is no mode of {event_type}")))?,
            ),
        };
        let mut words = row.column(0).split_whitespace();
        let lemma = words.next().ok_or_else(|| row.error("the lemma is missing"))?.to_owned();
        let conditions = row.column(5).split_whitespace().map(|text| {
            Condition::parse(text).ok_or_else(|| row.error(format!("`{text}` is no condition")))
        });
        let strong = match row.column(6) {
            "" | "strong" => true,
            "weak" => false,
            other => {
                return Err(row.error(format!("`{other}` is no strength; write strong or weak")));
            }
        };
        Ok(Trigger {
            lemma,
            phrase: words.map(str::to_lowercase).collect(),
            part,
            event_type,
            mode,
            roles: Roles::parse(row, part, defaults)?,
            conditions: conditions.collect::<Result<_, _>>()?,
            strong,
            location: row.location(),
        })
    }
}

impl Trigger {
    /// Whether it stands for any word of its type.
    pub fn is_general(&self) -> bool {
        self.lemma == "*"
    }

    /// REQUEST on a modal verb that a named speaker uses (coding manual, section 2).
    pub(super) fn obligation(row: &Row) -> Trigger {
        Trigger {
            lemma: row.column(1).to_owned(),
            phrase: Vec::new(),
            part: Part::Modal,
            event_type: EventType::Request,
            mode: Some(Mode::Change),
            roles: Roles {
                actor: Vec::new(),
                recipient: Vec::new(),
                symmetric: false,
                victim: false,
                content: Some(Content::Future(Factuality::Open)),
            },
            conditions: Vec::new(),
            strong: false,
            location: row.location(),
        }
    }
}

impl Roles {
    fn parse(row: &Row, part: Part, defaults: &Defaults) -> Result<Roles, LexiconError> {
        let (actor, recipient) = match part {
            Part::Noun => (defaults.noun_actor.clone(), defaults.noun_recipient.clone()),
            _ => (vec![Find::Subject], vec![Find::Object, Find::Dative]),
        };
        let mut roles = Roles { actor, recipient, symmetric: false, victim: false, content: None };
        for text in row.column(4).split_whitespace() {
            match text.split_once('=') {
                None if text == "symmetric" => roles.symmetric = true,
                None if text == "victim" => roles.victim = true,
                Some(("actor", list)) => roles.actor = Find::list(list),
                Some(("recipient", list)) => roles.recipient = Find::list(list),
                Some(("place" | "money", _)) => {}
                Some(("content", "asis")) => roles.content = Some(Content::AsStated),
                Some(("content", "CT-")) => roles.content = Some(Content::Refused),
                Some(("content", value)) if Factuality::parse(value).is_some() => {
                    roles.content = Factuality::parse(value).map(Content::Future);
                }
                None if text == "-" => {}
                _ => return Err(row.error(format!("`{text}` is no role"))),
            }
        }
        Ok(roles)
    }
}

/// Where the roles of nouns are found if an entry does not say (`grammar.tsv`, kind `default`).
#[derive(Debug)]
pub(super) struct Defaults {
    noun_actor: Vec<Find>,
    noun_recipient: Vec<Find>,
}

impl Defaults {
    pub(super) fn new<'t>(named: impl Fn(&str) -> Option<&'t str>) -> Defaults {
        Defaults {
            noun_actor: Find::list(named("noun-actor").unwrap_or("gen|adj")),
            noun_recipient: Find::list(named("noun-recipient").unwrap_or("")),
        }
    }
}

impl Find {
    fn list(text: &str) -> Vec<Find> {
        let one = |text: &str| match text {
            "subj" => Some(Find::Subject),
            "obj" => Some(Find::Object),
            "iobj" => Some(Find::Dative),
            "gen" => Some(Find::Genitive),
            "comp" => Some(Find::Complement),
            "adj" => Some(Find::Adjective),
            "none" | "" => None,
            preposition => Some(Find::Preposition(preposition.to_owned())),
        };
        text.split('|').filter_map(one).collect()
    }
}

/// A word that reports what somebody says.
#[derive(Debug, Clone)]
pub struct Cue {
    /// Lemma or fixed phrase.
    pub lemma: String,
    /// Part of speech.
    pub part: Part,
    /// What the source does with the content.
    pub stance: Stance,
    /// Conditions; all must hold.
    pub conditions: Vec<Condition>,
}

impl Cue {
    pub(super) fn parse(row: &Row) -> Result<Cue, LexiconError> {
        let stance = Stance::parse(row.column(2))
            .ok_or_else(|| row.error(format!("`{}` is no stance", row.column(2))))?;
        let conditions = row.column(3).split_whitespace().map(|text| {
            Condition::parse(text).ok_or_else(|| row.error(format!("`{text}` is no condition")))
        });
        Ok(Cue {
            lemma: row.column(0).to_owned(),
            part: Part::parse(row, 1)?,
            stance,
            conditions: conditions.collect::<Result<_, _>>()?,
        })
    }
}

/// A word that changes how sure it is.
#[derive(Debug, Clone)]
pub struct Certainty {
    /// Lemma.
    pub lemma: String,
    /// Part of speech.
    pub part: Part,
    /// What the embedded act becomes.
    pub value: Factuality,
    /// Whether it lies in the future.
    pub future: bool,
    /// Which embedded acts it speaks of.
    pub scope: Scope,
}

/// Which embedded acts a word of certainty speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All below it but its subject.
    Below,
    /// Nouns and infinitives; a finite clause keeps its own value.
    Infinite,
    /// Clauses and infinitives, no nouns.
    Clause,
    /// Its subject too (`ein Angriff droht`).
    Subject,
}

impl Certainty {
    pub(super) fn parse(row: &Row) -> Result<Certainty, LexiconError> {
        let value = Factuality::parse(row.column(2))
            .ok_or_else(|| row.error(format!("`{}` is no factuality value", row.column(2))))?;
        Ok(Certainty {
            lemma: row.column(0).to_owned(),
            part: Part::parse(row, 1)?,
            value,
            future: row.column(3).contains("future"),
            scope: match row.column(3).split_whitespace().rfind(|note| *note != "future") {
                None => Scope::Below,
                Some("infinite") => Scope::Infinite,
                Some("clause") => Scope::Clause,
                Some("subject") => Scope::Subject,
                Some(note) => return Err(row.error(format!("`{note}` is no note"))),
            },
        })
    }
}
