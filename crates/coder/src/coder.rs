//! From one annotated article to its records.

use gazetteer::Gazetteer;
use language::Annotated;
use record::{
    Attribution, Country, EventType, Explanation, Factuality, Mention, OpenQuestion, Record,
    Stance, Tense,
};

use crate::arguments::{self, Arguments};
use crate::attribution::{self, Holders};
use crate::certainty;
use crate::document::Document;
use crate::events::{self, Candidate};
use crate::identity::{self, Telling};
use crate::lexicon::{Content, Lexicon, Part, Trigger, languages};
use crate::speech::{self, Speech};
use crate::{gaps, measures, open, places, rulings, weigh};

/// What the coder makes of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coded {
    /// Event mentions in the order of the text.
    pub records: Vec<Record>,
    /// Passages that say that something is unknown.
    pub open: Vec<OpenQuestion>,
}

/// An article that cannot be coded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoderError {
    /// There is no lexicon for its language.
    #[error("no lexicon for language `{language}`; coded are {}", languages().join(", "))]
    Language {
        /// ISO 639-1 code, or `unknown`.
        language: String,
    },
}

/// What a record may rest on, for measuring what each part adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Evidence {
    /// Lexicons and rules, and the network's event branch, weighed against each other.
    #[default]
    Both,
    /// Lexicons and rules alone.
    Rules,
    /// The network finds acts and who takes part in them; rules give codes, times, figures.
    Network,
}

/// Codes articles. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Coder {
    version: String,
    explain: bool,
    evidence: Evidence,
}

impl Coder {
    /// A coder that signs its records with `version` (of the program and the model).
    pub fn new(version: impl Into<String>) -> Self {
        Coder { version: version.into(), explain: false, evidence: Evidence::Both }
    }

    /// Whether records carry the rule and lexicon entry that made them.
    pub fn explain(mut self, explain: bool) -> Self {
        self.explain = explain;
        self
    }

    /// What records may rest on.
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// Whether there is a lexicon for a language (ISO 639-1).
    ///
    /// # Errors
    /// If there is none.
    pub fn knows(&self, language: &str) -> Result<(), CoderError> {
        lexicon_of(language).map(|_| ())
    }

    /// Codes an article.
    ///
    /// # Errors
    /// If there is no lexicon for the article's language.
    pub fn code(&self, annotated: &Annotated) -> Result<Coded, CoderError> {
        let language = annotated.article.language.as_deref().unwrap_or("unknown");
        let lexicon = lexicon_of(language)?;
        let document = Document::new(annotated, lexicon, Gazetteer::embedded(), self.evidence);
        let mut drafts: Vec<Draft> = Vec::new();
        let mut said: Option<Attribution> = None;
        for sentence in 0..annotated.sentences.len() {
            let found = self.sentence(&document, sentence, said.as_ref(), &drafts);
            said = last_source(&document, sentence, &found).or(said.filter(|_| {
                sentence + 1 < annotated.sentences.len()
                    && annotated.sentences[sentence].paragraph
                        == annotated.sentences[sentence + 1].paragraph
            }));
            drafts.extend(found);
        }
        let mut records: Vec<Record> = Vec::new();
        let mut tellings: Vec<Telling> = Vec::new();
        let attacks = drafts.iter().any(Draft::is_attack);
        for draft in drafts {
            // deaths in an article without any attack are accidents, illness, crime
            if draft.trigger.roles.victim && !attacks && draft.record.actors.is_empty() {
                continue;
            }
            let telling = draft.telling(&document);
            let mut record = draft.record;
            if draft.droppable && !identity::adds(&records, &record) {
                continue;
            }
            identity::complete(&records, &mut record);
            if record.place.is_none() {
                record.place = places::nearby(&records, &record);
            }
            if !draft.strong
                && !arguments::is_political(&record.actors)
                && !arguments::is_political(&record.recipients)
            {
                continue;
            }
            records.push(record);
            tellings.push(telling);
        }
        identity::number(&mut records, &tellings);
        for record in &mut records {
            record.id = record.content_id();
            if !self.explain {
                record.explanation = None;
            }
        }
        let open = open::questions(&document, &records);
        Ok(Coded { records, open })
    }

    /// Who says what in an article, whether or not it is about an act.
    ///
    /// # Errors
    /// If there is no lexicon for the article's language.
    pub fn speech(&self, annotated: &Annotated) -> Result<Vec<Speech>, CoderError> {
        let lexicon = lexicon_of(annotated.article.language.as_deref().unwrap_or("unknown"))?;
        let gazetteer = Gazetteer::embedded();
        Ok(speech::find(&Document::new(annotated, lexicon, gazetteer, self.evidence)))
    }

    fn sentence(
        &self,
        document: &Document<'_>,
        sentence: usize,
        said: Option<&Attribution>,
        earlier: &[Draft],
    ) -> Vec<Draft> {
        let candidates =
            rulings::without_doubles(document, sentence, events::candidates(document, sentence));
        let found: Vec<(usize, &'static Trigger)> =
            candidates.iter().map(|candidate| (candidate.at, candidate.trigger)).collect();
        let mut drafts: Vec<Draft> = candidates
            .iter()
            .map(|candidate| {
                let holders = attribution::holders(document, sentence, candidate.at, &found, said);
                self.draft(document, sentence, candidate, &holders)
            })
            .collect();
        measures::attach(document, sentence, &mut drafts);
        rulings::casualties(document, sentence, &mut drafts);
        rulings::obligations(self, document, sentence, said, &mut drafts);
        rulings::denials(document, sentence, earlier, &mut drafts);
        gaps::fill(document, sentence, &mut drafts);
        drafts.sort_by_key(|draft| draft.record.trigger.start);
        drafts
    }

    pub(crate) fn draft(
        &self,
        document: &Document<'_>,
        sentence: usize,
        candidate: &Candidate<'static>,
        holders: &Holders,
    ) -> Draft {
        let Candidate { at, first, last, trigger } = *candidate;
        let view = document.view(sentence);
        let Arguments { mut actors, recipients } =
            arguments::arguments(document, sentence, at, trigger);
        // who says so is not who acts, unless nobody else does; what somebody suspects, confirms or
        // warns of is what others do
        let speaks = |actor: &Mention| {
            holders.chain.iter().find(|link| link.source.span == actor.span).map(|link| link.stance)
        };
        let others_act = actors.iter().any(|actor| speaks(actor).is_none());
        actors.retain(|actor| match speaks(actor) {
            None => true,
            Some(Stance::Suspect | Stance::Warn | Stance::Confirm) => false,
            Some(_) => !others_act,
        });
        let certain =
            certainty::judge(document, sentence, at, holders.boundary, holders.content.is_some());
        let mut factuality = certain.factuality;
        let mut tense = certain.tense;
        let mut steps = certain.because;
        match holders.content {
            Some(Content::Future(value)) if factuality == Factuality::Certain => {
                (factuality, tense) = (value, Tense::Future);
                steps.push(format!("content of a speech act → {value} future"));
            }
            Some(Content::Future(_)) => tense = Tense::Future,
            Some(Content::Refused) if !factuality.is_negative() => {
                factuality = Factuality::CertainNot;
                steps.push("content of a refusal → CT-".to_owned());
            }
            _ => {}
        }
        if let Some(stance) = holders.stance {
            use record::Stance::{Ask, Demand, Deny, Predict, Suspect, Warn};
            let weaker = match stance {
                Deny => Some((factuality.negated(), tense)),
                Demand | Ask if holders.content.is_none() => {
                    Some((Factuality::Open, Tense::Future))
                }
                Warn if tense == Tense::Future || !view.is_verbal(at) => {
                    Some((Factuality::Possible, Tense::Future))
                }
                Suspect => Some((Factuality::Possible, tense)),
                Predict => Some((Factuality::Probable, Tense::Future)),
                _ => None,
            };
            let is_own = holders.boundary.is_some();
            if let Some((value, when)) = weaker.filter(|_| is_own) {
                if factuality == Factuality::Certain {
                    factuality = value;
                    steps.push(format!("stance {stance} → {value}"));
                }
                tense = when;
            }
        }
        let scores = document.scores(sentence);
        if let Some(value) = weigh::factuality(scores, at, factuality, !steps.is_empty())
            && !certain.outspoken
        {
            steps.push(format!("network → {value}"));
            factuality = value;
        }
        if let Some(value) = weigh::tense(scores, at, tense).filter(|_| !certain.ahead) {
            steps.push(format!("network → {value}"));
            tense = value;
        }
        if tense == Tense::Ongoing && !factuality.is_certain() {
            tense = Tense::Future;
        }
        let chain = weigh::sources(document, sentence, at, holders.chain.clone())
            .into_iter()
            .filter(|link| {
                !(speaks_for_himself(trigger)
                    && actors.iter().any(|actor| {
                        actor.code == link.source.code && actor.code.country != Country::UNKNOWN
                    }))
            })
            .collect();
        let place = places::place(document, sentence, at, trigger.event_type);
        let own = document.annotated.sentences[sentence].clone();
        let record = Record {
            id: String::new(),
            document: document.annotated.article.id.clone(),
            event: 0,
            trigger: document.span(sentence, first, last),
            event_type: trigger.event_type,
            mode: trigger.mode.or_else(|| {
                document
                    .scores(sentence)
                    .mode(at, trigger.event_type)
                    .filter(|_| trigger.is_general())
            }),
            actors,
            recipients,
            place,
            when: None,
            numbers: Vec::new(),
            factuality,
            tense,
            background: false,
            attribution: chain,
            sentence: document.index.span(own.start, own.end),
            explanation: Some(Explanation {
                rule: if view.is_verbal(at) { "verb".to_owned() } else { "noun".to_owned() },
                entry: trigger.location.clone(),
                steps,
            }),
            coder: self.version.clone(),
        };
        let attributive = arguments::is_attributive(document, sentence, at);
        Draft {
            sentence,
            at,
            trigger,
            strong: (trigger.strong || weigh::sure(document.scores(sentence), at)) && !attributive,
            droppable: attributive || !view.is_verbal(at),
            boundary: holders.boundary,
            record,
        }
    }
}

fn lexicon_of(language: &str) -> Result<&'static Lexicon, CoderError> {
    Lexicon::of(language).ok_or_else(|| CoderError::Language { language: language.to_owned() })
}

/// A record on its way, with what the later rules need to know.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Sentence.
    pub sentence: usize,
    /// Trigger word.
    pub at: usize,
    /// Lexicon entry.
    pub trigger: &'static Trigger,
    /// Coded whoever acts.
    pub strong: bool,
    /// Whether it may fall if it adds nothing.
    pub droppable: bool,
    /// Reporting word above.
    pub boundary: Option<usize>,
    /// The record.
    pub record: Record,
}

impl Draft {
    /// How it tells violence.
    fn telling(&self, document: &Document<'_>) -> Telling {
        let lemma = &document.view(self.sentence).token(self.at).lemma;
        if self.trigger.roles.victim {
            Telling::Casualties
        } else if self.record.event_type == EventType::Assault && document.lexicon.is("war", lemma)
        {
            Telling::War
        } else {
            Telling::Act
        }
    }

    /// Violence that is more than its victims' deaths and wounds.
    fn is_attack(&self) -> bool {
        match self.record.event_type {
            EventType::Assault => !self.trigger.roles.victim,
            EventType::Protest => self.record.mode == Some(record::Mode::Riot),
            _ => false,
        }
    }
}

/// Speech acts are told by the article even if their speaker is quoted.
fn speaks_for_himself(trigger: &Trigger) -> bool {
    trigger.roles.content.is_some()
        || matches!(
            trigger.event_type,
            EventType::Request
                | EventType::Accuse
                | EventType::Threaten
                | EventType::Reject
                | EventType::Support
                | EventType::Agree
        )
}

/// The last source of a sentence, for the sentence that follows in reported speech.
fn last_source(document: &Document<'_>, sentence: usize, drafts: &[Draft]) -> Option<Attribution> {
    let of_drafts = drafts.iter().rev().find_map(|draft| draft.record.attribution.first().cloned());
    of_drafts.or_else(|| {
        let view = document.view(sentence);
        (0..view.sentence.tokens.len()).find_map(|at| {
            if document.quotation(sentence, at).is_some() {
                return None;
            }
            let (cue, part) = attribution::cue_at(&view, at)?;
            if part != Part::Verb {
                return None;
            }
            let subject = view.subjects(at).into_iter().next()?;
            let source: Mention = document.mention(sentence, subject)?;
            Some(Attribution {
                source,
                cue: Some(document.span(sentence, at, at)),
                stance: cue.stance,
                kind: record::Kind::Indirect,
            })
        })
    })
}
