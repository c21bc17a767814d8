//! Factuality and tense: how sure a passage presents an act, and when it lies.
//!
//! The walk goes from the trigger up the tree until somebody's speech or an assertion of its own
//! (a relative or temporal clause) is reached, and gathers modals, negation, adverbs, conditions
//! and embedding words on its way (FactBank; coding manual, section 4).

use language::{Upos, VerbForm};
use record::{Factuality, Tense};

use crate::document::Document;
use crate::grammar::View;
use crate::lexicon::{Certainty, Part, Scope};

/// What the walk found.
#[derive(Debug, Clone)]
pub struct Certain {
    /// How sure.
    pub factuality: Factuality,
    /// When.
    pub tense: Tense,
    /// Words that decided, for the explanation.
    pub because: Vec<String>,
    /// Whether a word beside the trigger itself decided.
    pub outspoken: bool,
    /// Whether a word says that it lies ahead.
    pub ahead: bool,
}

struct Walk<'a> {
    view: View<'a>,
    lexicon: &'static crate::lexicon::Lexicon,
    value: Factuality,
    negated: bool,
    future: bool,
    because: Vec<String>,
}

/// Judges the act that the word `at` names. `boundary` is the reporting word above it, if any:
/// what stands above that belongs to the reporting, not to the act. A `speech_act` says by its own
/// lexicon entry what holds for its content.
pub fn judge(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    boundary: Option<usize>,
    speech_act: bool,
) -> Certain {
    let view = document.view(sentence);
    let mut walk = Walk {
        view,
        lexicon: document.lexicon,
        value: Factuality::Certain,
        negated: false,
        future: false,
        because: Vec::new(),
    };
    walk.node(at, None);
    let outspoken = !walk.because.is_empty();
    let mut here = at;
    while let Some(head) = view.token(here).head {
        if Some(head) == boundary {
            if !speech_act && let Some(entry) = walk.embedding(here, head) {
                walk.weaken(entry, &view.token(head).text);
            }
            break;
        }
        if !walk.step(here, head) {
            break;
        }
        here = head;
    }
    let tense = if walk.future { Tense::Future } else { tense(&view, at, boundary) };
    let factuality = if walk.negated { walk.value.negated() } else { walk.value };
    Certain { factuality, tense, because: walk.because, outspoken, ahead: walk.future }
}

impl Walk<'_> {
    /// Takes in a weaker value; the weakest on the way holds.
    fn weaken(&mut self, entry: &Certainty, word: &str) {
        let rank = |value: Factuality| match value {
            Factuality::Certain | Factuality::CertainNot => 0,
            Factuality::Probable | Factuality::ProbableNot => 1,
            Factuality::Possible | Factuality::PossibleNot => 2,
            Factuality::Open => 3,
        };
        if entry.value.is_negative() {
            self.negated = !self.negated;
        }
        let positive = if entry.value.is_negative() { entry.value.negated() } else { entry.value };
        if rank(positive) > rank(self.value) {
            self.value = positive;
        }
        self.future |= entry.future;
        self.because.push(format!(
            "{word} → {}{}",
            entry.value,
            if entry.future { " future" } else { "" }
        ));
    }

    fn set(&mut self, value: Factuality, future: bool, word: &str) {
        let entry = Certainty {
            lemma: String::new(),
            part: Part::Verb,
            value,
            future,
            scope: Scope::Below,
        };
        self.weaken(&entry, word);
    }

    /// Looks at the words that hang on a node of the way.
    fn node(&mut self, at: usize, from: Option<usize>) {
        let view = self.view;
        let lexicon = view.lexicon;
        let children: Vec<usize> =
            view.sentence.children(at).filter(|child| Some(*child) != from).collect();
        let is_verb = view.is_verbal(at) || view.dependent(at, "cop").is_some();
        for child in children {
            let token = view.token(child);
            let lemma = token.lemma.to_lowercase();
            let text = token.text.to_lowercase();
            let relation = token.relation.base();
            if matches!(relation, "advmod" | "det" | "neg" | "cc" | "discourse")
                || token.upos == Upos::Part
            {
                let negation = lexicon
                    .certainty(&lemma, Part::Negation)
                    .or(lexicon.certainty(&text, Part::Negation));
                if negation.is_some() && self.negates(child, at) {
                    self.negated = !self.negated;
                    self.because.push(format!("{} → negated", token.text));
                    continue;
                }
            }
            if matches!(relation, "aux")
                && from.is_none_or(|from| view.is_verbal(from) || !self.is_subject(from))
            {
                self.auxiliary(child, at);
            }
            if matches!(
                relation,
                "advmod" | "amod" | "xcomp" | "advcl" | "obl" | "discourse" | "parataxis"
            ) && matches!(token.upos, Upos::Adv | Upos::Adj | Upos::Part)
                && (relation != "advcl" && relation != "parataxis" || token.upos == Upos::Adv)
                && let Some(entry) = lexicon
                    .certainty(&lemma, Part::Adjective)
                    .or(lexicon.certainty(&text, Part::Adjective))
            {
                let entry = entry.clone();
                self.weaken(&entry, &token.text);
            }
            if relation == "amod"
                && matches!(token.upos, Upos::Verb | Upos::Adj)
                && let Some(entry) = lexicon.certainty(&lemma, Part::Verb)
                && view.is_nominal(at)
            {
                let entry = entry.clone();
                self.weaken(&entry, &token.text);
            }
            // `keine Truppen entsandt`
            if is_verb && matches!(relation, "obj" | "nsubj" | "obl") {
                let none = view.sentence.children(child).find(|below| {
                    view.token(*below).relation.is("det")
                        && (lexicon
                            .certainty(&view.token(*below).lemma.to_lowercase(), Part::Negation)
                            .is_some()
                            || lexicon
                                .certainty(&view.token(*below).text.to_lowercase(), Part::Negation)
                                .is_some())
                });
                if let Some(none) = none.filter(|_| relation != "obl") {
                    self.negated = !self.negated;
                    self.because.push(format!("{} → negated", view.token(none).text));
                }
            }
            // `If X, then ...`
            if matches!(relation, "advcl")
                && view.is_verbal(child)
                && self.is_conditional(child)
                && is_verb
            {
                self.set(Factuality::Open, false, "conditional");
            }
        }
        if view.is_verbal(at) {
            self.inflection(at);
        }
        // the finite modal itself as head (`wollen` as a full verb)
        if from.is_none() && view.token(at).upos == Upos::Aux {
            self.auxiliary(at, at);
        }
    }

    /// A future or conditional that the verb's own ending shows (`enverra`, `enviaría`, `надсилатиме`), or
    /// that the present of a perfective verb is (`отзовёт`).
    fn inflection(&mut self, at: usize) {
        let view = self.view;
        let token = view.token(at);
        let perfective =
            || token.verb == VerbForm::Present && view.lexicon.is("perfective", &token.lemma);
        if ending(&view, at, "future-ending").is_some()
            || view.lexicon.ends_in("future-suffix", &token.text)
            || perfective()
        {
            self.future = true;
            self.because.push(format!("{} → future", token.text));
        } else if let Some(value) =
            ending(&view, at, "conditional-ending").and_then(Factuality::parse)
        {
            self.set(value, false, &token.text);
        }
    }

    fn is_subject(&self, at: usize) -> bool {
        self.view.token(at).relation.as_str() == "nsubj"
    }

    /// Negation of the verb, not of some other part (`nicht nur`, `nicht weit von`).
    fn negates(&self, negation: usize, of: usize) -> bool {
        let view = self.view;
        let next = view.sentence.tokens.get(negation + 1);
        let only = next.is_some_and(|next| self.lexicon.is("focus", &next.text));
        !only
            && (view.is_verbal(of)
                || view.dependent(of, "cop").is_some()
                || view.is_nominal(of)
                || view.token(of).upos == Upos::Adj)
    }

    fn auxiliary(&mut self, auxiliary: usize, verb: usize) {
        let view = self.view;
        let token = view.token(auxiliary);
        let lemma = token.lemma.to_lowercase();
        let text = token.text.to_lowercase();
        let lexicon = view.lexicon;
        self.inflection(auxiliary);
        let future = lexicon.is("future", &lemma) || lexicon.is("future", &text);
        if future && !view.is_passive_auxiliary(auxiliary, verb) {
            self.future = true;
            self.because.push(format!("{} → future", token.text));
            return;
        }
        let modal =
            lexicon.certainty(&text, Part::Modal).or(lexicon.certainty(&lemma, Part::Modal));
        if let Some(entry) = modal {
            let mut entry = entry.clone();
            // `soll ... getötet haben`: hearsay about the past
            entry.future &= !view.has_perfect(verb, auxiliary);
            self.weaken(&entry, &token.text);
        }
    }

    fn is_conditional(&self, clause: usize) -> bool {
        let view = self.view;
        view.sentence.children(clause).any(|child| {
            let token = view.token(child);
            token.relation.is("mark") && view.lexicon.is("condition", &token.text)
        })
    }

    /// Goes from `here` to its head; false where the head's certainty no longer concerns the act.
    fn step(&mut self, here: usize, head: usize) -> bool {
        let view = self.view;
        let lexicon = view.lexicon;
        let relation = view.token(here).relation.clone();
        let marks: Vec<String> = view
            .sentence
            .children(here)
            .filter(|child| view.token(*child).relation.is("mark"))
            .map(|child| view.token(child).text.to_lowercase())
            .collect();
        for mark in &marks {
            if let Some(entry) = lexicon.certainty(mark, Part::Conjunction) {
                let entry = entry.clone();
                if relation.is("advcl") || relation.is("ccomp") || relation.is("acl") {
                    self.weaken(&entry, mark);
                }
            }
            if lexicon.certainty(mark, Part::Negation).is_some() && relation.is("advcl") {
                self.negated = !self.negated;
                self.because.push(format!("{mark} → negated"));
            }
        }
        let embedding = self.embedding(here, head);
        match relation.base() {
            "conj" => {
                // a second predicate shares what stands before the first one if it has no finite
                // verb of its own
                let own =
                    view.dependent(here, "aux").is_some() || view.dependent(here, "cop").is_some();
                if !own && !is_finite(view.token(here).verb) {
                    self.node(head, Some(here));
                }
                true
            }
            "acl" if relation.as_str() == "acl:relcl" || view.has_relative(here) => false,
            "acl" | "xcomp" | "ccomp" | "csubj" => {
                if let Some(entry) = embedding {
                    self.weaken(entry, &view.token(head).text);
                }
                self.node(head, Some(here));
                true
            }
            "advcl" => {
                let purpose = view.token(here).verb == VerbForm::Infinitive
                    || marks.iter().any(|mark| lexicon.is("purpose", mark));
                if purpose && self.value == Factuality::Certain && !self.negated {
                    self.set(Factuality::Probable, true, "purpose");
                }
                purpose
            }
            "nsubj" if relation.as_str() == "nsubj" => {
                let light = lexicon.is("light", &view.token(head).lemma);
                if light {
                    self.node(head, Some(here));
                } else if let Some(entry) = embedding
                    .filter(|entry| entry.value.is_negative() || entry.scope == Scope::Subject)
                {
                    // `Der Angriff scheiterte`, `sanctions are planned`
                    self.weaken(entry, &view.token(head).text);
                }
                light
            }
            "nsubj" | "obj" | "iobj" => {
                if let Some(entry) = embedding {
                    self.weaken(entry, &view.token(head).text);
                }
                self.node(head, Some(here));
                true
            }
            "obl" => {
                let definite = view.is_definite(here);
                let preposition = view.preposition(here);
                let presupposed = definite
                    && preposition.as_deref().is_some_and(|word| lexicon.is("presupposing", word));
                if presupposed || relation.as_str() == "obl:tmod" {
                    return false;
                }
                if let Some(entry) = embedding {
                    self.weaken(entry, &view.token(head).text);
                }
                self.node(head, Some(here));
                true
            }
            "nmod" | "compound" | "appos" => {
                if let Some(entry) = embedding.filter(|_| relation.is("nmod")) {
                    self.weaken(entry, &view.token(head).text);
                }
                relation.is("nmod")
            }
            "aux" | "cop" => true,
            _ => false,
        }
    }

    /// The certainty that `head` gives to what stands below it, if it speaks of `here`.
    fn embedding(&self, here: usize, head: usize) -> Option<&'static Certainty> {
        let view = self.view;
        let lemma = view.token(head).lemma.to_lowercase();
        let nominal = view.is_nominal(here) && !view.is_verbal(here);
        let infinite = || {
            view.token(here).verb == VerbForm::Infinitive
                && view.dependents(here, "aux").all(|aux| !is_finite(view.token(aux).verb))
        };
        let holds = |found: &&Certainty| match found.scope {
            Scope::Below | Scope::Subject => true,
            Scope::Infinite => nominal || infinite(),
            Scope::Clause => !nominal,
        };
        let entry = |lemma: &str, part: Part| self.lexicon.certainties(lemma, part).find(holds);
        match view.token(head).upos {
            _ if view.is_verbal(head) => entry(&lemma, Part::Verb),
            Upos::Adj => entry(&lemma, Part::Verb).or_else(|| entry(&lemma, Part::Adjective)),
            _ => {
                entry(&lemma, Part::Noun).or_else(|| entry(&self.compound_tail(&lemma), Part::Noun))
            }
        }
    }

    fn compound_tail(&self, lemma: &str) -> String {
        lemma.rsplit('-').next().unwrap_or(lemma).to_owned()
    }
}

fn is_finite(form: VerbForm) -> bool {
    matches!(
        form,
        VerbForm::Present
            | VerbForm::Past
            | VerbForm::SubjunctivePast
            | VerbForm::SubjunctivePresent
    )
}

/// The tense of an act from its own verb, else from the verb that carries it.
fn tense(view: &View<'_>, at: usize, boundary: Option<usize>) -> Tense {
    let verb = view
        .ancestors(at)
        .take_while(|up| Some(*up) != boundary)
        .find(|up| view.is_verbal(*up) || view.dependent(*up, "cop").is_some());
    let nominal = view.is_nominal(at) && !view.is_verbal(at);
    let Some(verb) = verb else { return Tense::Past };
    if nominal
        && view.token(at).relation.is("nsubj")
        && !view.lexicon.is("light", &view.token(verb).lemma)
        && !view.lexicon.is("lasting", &view.token(at).lemma)
    {
        // an act that does something else is told as having happened
        let relation = view.token(at).relation.as_str();
        if relation == "nsubj" && clause_tense(view, verb) != Tense::Past {
            return Tense::Past;
        }
    }
    clause_tense(view, verb)
}

fn clause_tense(view: &View<'_>, verb: usize) -> Tense {
    let auxiliaries: Vec<usize> = view
        .sentence
        .children(verb)
        .filter(|child| matches!(view.token(*child).relation.base(), "aux" | "cop"))
        .collect();
    let past_form = |form: VerbForm| matches!(form, VerbForm::Past | VerbForm::SubjunctivePast);
    let is_perfect = |at: usize| view.lexicon.is("perfect", &view.token(at).lemma);
    let passive = view.is_passive(verb);
    if auxiliaries.iter().any(|aux| {
        past_form(view.token(*aux).verb) && !view.lexicon.is("can", &view.token(*aux).lemma)
    }) {
        return Tense::Past;
    }
    let participle = view.token(verb).verb == VerbForm::PastParticiple;
    if participle && auxiliaries.is_empty() {
        if view.token(verb).relation.is("conj")
            && let Some(head) = view.token(verb).head
            && view.is_verbal(head)
        {
            return clause_tense(view, head);
        }
        return Tense::Past;
    }
    if participle {
        let worden =
            auxiliaries.iter().any(|aux| view.token(*aux).verb == VerbForm::PastParticiple);
        let present_be = auxiliaries.iter().all(|aux| !is_perfect(*aux));
        if worden {
            return Tense::Past;
        }
        if passive && present_be {
            return Tense::Ongoing;
        }
        if auxiliaries.iter().any(|aux| view.lexicon.is("state-passive", &view.token(*aux).lemma))
            && auxiliaries.iter().any(|aux| view.token(*aux).relation.as_str() == "aux:pass")
            && !auxiliaries.iter().any(|aux| view.token(*aux).relation.as_str() == "aux")
        {
            return Tense::Ongoing;
        }
        return Tense::Past;
    }
    match view.token(verb).verb {
        VerbForm::Past => Tense::Past,
        VerbForm::Present | VerbForm::SubjunctivePresent => Tense::Ongoing,
        VerbForm::SubjunctivePast => Tense::Ongoing,
        VerbForm::Infinitive => {
            let relation = view.token(verb).relation.base();
            if matches!(relation, "xcomp" | "acl" | "advcl" | "ccomp") && auxiliaries.is_empty() {
                Tense::Future
            } else {
                Tense::Ongoing
            }
        }
        VerbForm::Gerund | VerbForm::PresentParticiple => {
            if auxiliaries.is_empty() {
                view.token(verb)
                    .head
                    .filter(|head| view.is_verbal(*head))
                    .map_or(Tense::Past, |head| clause_tense(view, head))
            } else {
                Tense::Ongoing
            }
        }
        _ if auxiliaries.iter().any(|aux| {
            matches!(view.token(*aux).verb, VerbForm::Present | VerbForm::SubjunctivePresent)
        }) =>
        {
            Tense::Ongoing
        }
        _ => Tense::Past,
    }
}

/// The value of the ending (a kind of `grammar.tsv`) that a finite verb adds to its infinitive, or to
/// what an irregular verb has in its place (`verr-a`, `tendr-á`). `tira` is no future of *tirer*: where
/// the infinitive goes on, the ending is another one.
fn ending<'l>(view: &View<'l>, at: usize, kind: &str) -> Option<&'l str> {
    let token = view.token(at);
    let form = token.text.to_lowercase();
    let lemma = token.lemma.to_lowercase();
    let infinitive = lemma.strip_suffix('e').unwrap_or(&lemma);
    let letters = form.char_indices().map(|(at, _)| at).skip(2);
    letters.filter(|at| form[..*at].ends_with('r')).find_map(|at| {
        let stem = &form[..at];
        if stem != infinitive && lemma.starts_with(stem) {
            return None;
        }
        view.lexicon.grammar(kind, &form[at..])
    })
}

impl View<'_> {
    /// Whether `werden` is the passive and not the future auxiliary of the verb.
    fn is_passive_auxiliary(&self, auxiliary: usize, verb: usize) -> bool {
        let token = self.token(auxiliary);
        if token.relation.as_str() == "aux:pass" {
            return true;
        }
        self.lexicon.is("passive", &token.lemma)
            && self.token(verb).verb == VerbForm::PastParticiple
            && !self.sentence.children(verb).any(|child| {
                child != auxiliary
                    && self.token(child).relation.is("aux")
                    && self.lexicon.is("passive", &self.token(child).lemma)
            })
            && self.lexicon.is("future", &token.lemma)
    }

    /// Whether a modal governs a perfect infinitive (`soll entsandt haben`, `may have sent`).
    fn has_perfect(&self, verb: usize, modal: usize) -> bool {
        self.dependents(verb, "aux").any(|aux| {
            aux != modal
                && self.lexicon.is("perfect", &self.token(aux).lemma)
                && self.token(aux).verb == VerbForm::Infinitive
        })
    }

    /// Whether a clause has a relative pronoun.
    fn has_relative(&self, clause: usize) -> bool {
        self.sentence.children(clause).any(|child| {
            let token = self.token(child);
            token.upos == Upos::Pron
                && self.lexicon.is("relative", &token.text)
                && matches!(token.relation.base(), "nsubj" | "obj" | "obl" | "iobj" | "nmod")
        })
    }

    /// Whether a noun has a definite article, a demonstrative or a possessor.
    pub fn is_definite(&self, noun: usize) -> bool {
        let determined = self.sentence.children(noun).any(|child| {
            let token = self.token(child);
            let lower = token.text.to_lowercase();
            (token.relation.is("det") || token.relation.as_str() == "nmod:poss")
                && !self.lexicon.is("indefinite", &lower)
        });
        let fused = self.sentence.children(noun).any(|child| {
            let token = self.token(child);
            token.relation.is("case")
                && self
                    .lexicon
                    .grammar("preposition", &token.text)
                    .is_some_and(|plain| plain != token.text.to_lowercase())
        });
        determined || fused
    }
}
