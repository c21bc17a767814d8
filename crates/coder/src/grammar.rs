//! Questions to a sentence's syntax tree: who is the subject, what is the object, which preposition.
//!
//! All answers are in terms of the logical roles: the subject of a passive is an object, its
//! agent a subject; relative pronouns are followed to their antecedent; subjects that an
//! infinitive or a second verb leaves out are taken from the verb above.

use language::{Number, Sentence, Token, Upos, VerbForm};

use crate::lexicon::Lexicon;

/// A sentence with the lexicon of its language.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Words of its language.
    pub lexicon: &'a Lexicon,
}

impl<'a> View<'a> {
    /// The word at a position.
    pub fn token(&self, at: usize) -> &'a Token {
        &self.sentence.tokens[at]
    }

    /// Whether the word is a verb or a participle or adjective that heads a clause.
    pub fn is_verbal(&self, at: usize) -> bool {
        let token = self.token(at);
        matches!(token.upos, Upos::Verb | Upos::Aux)
    }

    /// Whether the word heads a clause of its own, finite or not.
    pub fn is_clause(&self, at: usize) -> bool {
        let relation = self.token(at).relation.base();
        matches!(relation, "acl" | "advcl" | "ccomp" | "csubj" | "parataxis")
            || relation == "conj" && self.is_verbal(at)
    }

    /// Whether the word can head a noun phrase.
    pub fn is_nominal(&self, at: usize) -> bool {
        matches!(self.token(at).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
            || (self.token(at).upos == Upos::Adj
                && matches!(
                    self.token(at).relation.base(),
                    "nsubj" | "obj" | "iobj" | "obl" | "nmod"
                ))
    }

    /// Dependents of a word with a relation of that base.
    pub fn dependents(&self, at: usize, base: &'a str) -> impl Iterator<Item = usize> + 'a {
        let sentence = self.sentence;
        sentence.children(at).filter(move |child| sentence.tokens[*child].relation.is(base))
    }

    /// The first dependent with a relation of that base.
    pub fn dependent(&self, at: usize, base: &'a str) -> Option<usize> {
        self.dependents(at, base).next()
    }

    /// A word and what is coordinated with it.
    pub fn with_conjuncts(&self, at: usize) -> Vec<usize> {
        let mut all = vec![at];
        let mut next = 0;
        while next < all.len() {
            let here = all[next];
            all.extend(
                self.dependents(here, "conj")
                    .filter(|child| self.is_nominal(*child) == self.is_nominal(at)),
            );
            next += 1;
        }
        all.sort_unstable();
        all
    }

    /// The head of a coordination that a word belongs to.
    pub fn first_conjunct(&self, at: usize) -> usize {
        let mut at = at;
        while self.token(at).relation.is("conj") {
            match self.token(at).head {
                Some(head) => at = head,
                None => break,
            }
        }
        at
    }

    /// The preposition of a noun phrase, in its plain form (`zum` → `zu`), in lower case.
    pub fn preposition(&self, at: usize) -> Option<String> {
        let case = self.dependents(at, "case").next().or_else(|| {
            let first = self.first_conjunct(at);
            (first != at).then(|| self.dependents(first, "case").next()).flatten()
        })?;
        let lower = self.token(case).text.to_lowercase();
        let plain =
            self.lexicon.grammar("preposition", &lower).map_or(lower.clone(), str::to_owned);
        if matches!(plain.as_str(), "'s" | "’s" | "'" | "’") { None } else { Some(plain) }
    }

    /// Whether the clause of a verb is passive.
    pub fn is_passive(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let marked = sentence.children(at).any(|child| {
            matches!(
                sentence.tokens[child].relation.as_str(),
                "aux:pass" | "nsubj:pass" | "csubj:pass"
            )
        });
        marked
            || (self.token(at).verb == VerbForm::PastParticiple
                && self
                    .dependents(at, "aux")
                    .any(|aux| self.lexicon.is("passive", &self.token(aux).lemma))
                && self.lexicon.is("passive", "werden"))
            || (self.token(at).relation.is("conj")
                && self.token(at).verb == VerbForm::PastParticiple
                && !self.has_own_subject(at)
                && self
                    .token(at)
                    .head
                    .is_some_and(|head| self.is_verbal(head) && self.is_passive(head)))
            || self.is_bare_participle(at)
    }

    /// A past participle that modifies a noun (`die entsandten Truppen`, `troops sent to`).
    pub fn is_bare_participle(&self, at: usize) -> bool {
        let token = self.token(at);
        let relation = token.relation.as_str();
        let modifies = relation == "acl" || relation == "amod";
        modifies
            && token.verb == VerbForm::PastParticiple
            && self.dependents(at, "aux").next().is_none()
    }

    fn has_own_subject(&self, at: usize) -> bool {
        self.dependent(at, "nsubj").is_some() || self.dependent(at, "csubj").is_some()
    }

    /// Whether a verb has a reflexive pronoun.
    pub fn is_reflexive(&self, at: usize) -> bool {
        self.sentence
            .children(at)
            .any(|child| self.lexicon.is("reflexive", &self.token(child).text))
    }

    /// The noun that a relative pronoun stands for, else the word itself.
    pub fn antecedent(&self, at: usize) -> usize {
        let token = self.token(at);
        let is_relative = token.upos == Upos::Pron || token.upos == Upos::Det;
        if !is_relative || !self.lexicon.is("relative", &token.text) {
            return at;
        }
        let mut here = token.head;
        while let Some(above) = here {
            let token = self.token(above);
            if token.relation.is("acl") {
                return token.head.unwrap_or(at);
            }
            here = token.head;
        }
        at
    }

    /// Logical subjects of a word (of a verb: agents in the passive).
    pub fn subjects(&self, at: usize) -> Vec<usize> {
        if self.is_passive(at) {
            return self.agents(at);
        }
        self.grammatical_subject(at).into_iter().collect()
    }

    /// The subject as the grammar has it, also where it must be taken from above.
    pub fn grammatical_subject(&self, at: usize) -> Option<usize> {
        self.grammatical_subject_within(at, 6)
    }

    fn grammatical_subject_within(&self, at: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        if let Some(own) = self.own_subject(at) {
            return Some(self.antecedent(own));
        }
        let token = self.token(at);
        let head = token.head?;
        match token.relation.base() {
            "conj" if self.is_verbal(head) || self.dependent(head, "cop").is_some() => {
                self.grammatical_subject_within(head, depth)
            }
            "xcomp" => {
                let controller =
                    self.dependent(head, "obj").or_else(|| self.dependent(head, "iobj"));
                match controller {
                    Some(object)
                        if !self.is_reflexive(head)
                            && !self.lexicon.is("light", &self.token(head).lemma)
                            && self.is_nominal(object) =>
                    {
                        Some(self.antecedent(object))
                    }
                    _ => self.logical_subject_above(head, depth),
                }
            }
            "advcl" | "ccomp"
                if matches!(
                    token.verb,
                    VerbForm::Infinitive | VerbForm::PresentParticiple | VerbForm::Gerund
                ) =>
            {
                self.logical_subject_above(head, depth)
            }
            "acl" if matches!(token.verb, VerbForm::Infinitive) => {
                // `die Absicht Nordkoreas, Truppen zu entsenden`
                self.genitives(head).first().copied().or_else(|| {
                    let above = self.token(head).head?;
                    self.is_verbal(above)
                        .then(|| self.grammatical_subject_within(above, depth))
                        .flatten()
                })
            }
            "acl" | "amod" if token.verb != VerbForm::PastParticiple => Some(head),
            "aux" => self.grammatical_subject_within(head, depth),
            _ => None,
        }
    }

    fn logical_subject_above(&self, head: usize, depth: usize) -> Option<usize> {
        if self.is_passive(head) {
            return self.dependent(head, "nsubj").map(|subject| self.antecedent(subject));
        }
        self.grammatical_subject_within(head, depth)
    }

    /// The agents of a passive: `von den Truppen`, `by troops`.
    pub fn agents(&self, at: usize) -> Vec<usize> {
        let marked = |child: usize| {
            let relation = self.token(child).relation.as_str();
            relation == "obl:agent" || relation == "nmod:agent"
        };
        let by = |child: usize| {
            self.token(child).relation.is("obl") || self.token(child).relation.is("nmod")
        };
        let preposition = |child: usize| {
            self.preposition(child).is_some_and(|word| self.lexicon.is("agent", &word))
        };
        let children: Vec<usize> = self.sentence.children(at).collect();
        let agents: Vec<usize> = children.iter().copied().filter(|child| marked(*child)).collect();
        if !agents.is_empty() {
            return agents;
        }
        // `убит боевиками`: a bare instrumental
        let instrumental = |child: usize| {
            (by(child) || self.token(child).relation.is("iobj"))
                && self.preposition(child).is_none()
                && self.lexicon.ends_in("agent-suffix", &self.token(child).text)
        };
        let agent = |child: &usize| by(*child) && preposition(*child) || instrumental(*child);
        children.into_iter().filter(agent).take(1).collect()
    }

    /// The subject that hangs on a verb. Where the parser calls two nouns subjects (cases that look
    /// alike), it is the first that does not stand in the accusative.
    pub fn own_subject(&self, at: usize) -> Option<usize> {
        self.dependents(at, "nsubj")
            .find(|subject| !self.is_accusative(*subject))
            .or_else(|| self.dependent(at, "nsubj"))
    }

    /// Whether a noun's article or pronoun can only be an accusative (`den`, `einen`, `ihn`).
    fn is_accusative(&self, at: usize) -> bool {
        let shows = |word: usize| {
            self.lexicon.is("accusative", &self.token(word).text)
                && self.token(word).number != Number::Plural
        };
        shows(at) || self.dependents(at, "det").any(shows)
    }

    /// Logical objects of a word.
    pub fn objects(&self, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.dependents(at, "obj").map(|object| self.antecedent(object)).collect();
        let subject = self.own_subject(at);
        found.extend(
            self.dependents(at, "nsubj")
                .filter(|other| Some(*other) != subject)
                .map(|object| self.antecedent(object)),
        );
        if self.is_passive(at) {
            found.extend(self.dependent(at, "nsubj").map(|subject| self.antecedent(subject)));
            if found.is_empty() && self.token(at).relation.is("conj") {
                found.extend(self.token(at).head.and_then(|head| self.grammatical_subject(head)));
            }
            let modified = self.is_bare_participle(at);
            found.extend(self.token(at).head.filter(|_| modified));
        }
        // cases that look alike are one relation to the parser: `вышлет посла`
        if found.is_empty() && !self.is_passive(at) {
            found.extend(self.sentence.children(at).filter(|child| {
                let token = self.token(*child);
                matches!(token.upos, Upos::Noun | Upos::Propn)
                    && self.lexicon.is("object-relation", token.relation.as_str())
                    && self.preposition(*child).is_none()
                    && !self.lexicon.ends_in("agent-suffix", &token.text)
            }));
        }
        found.retain(|object| !self.lexicon.is("reflexive", &self.token(*object).text));
        found
    }

    /// Dative objects.
    pub fn datives(&self, at: usize) -> Vec<usize> {
        let case_free = |child: &usize| self.preposition(*child).is_none();
        let mut found: Vec<usize> = self.dependents(at, "iobj").collect();
        found.extend(
            self.sentence.children(at).filter(|child| {
                self.token(*child).relation.as_str() == "obl:arg" && case_free(child)
            }),
        );
        found.retain(|object| !self.lexicon.is("reflexive", &self.token(*object).text));
        found.into_iter().map(|object| self.antecedent(object)).collect()
    }

    /// Genitive attributes, *of* phrases and possessors of a noun.
    pub fn genitives(&self, at: usize) -> Vec<usize> {
        let sentence = self.sentence;
        sentence
            .children(at)
            .filter(|child| {
                let token = &sentence.tokens[*child];
                match token.relation.base() {
                    "nmod" | "det" if token.relation.as_str().ends_with(":poss") => true,
                    "nmod" | "obl" => match self.preposition(*child) {
                        None => token.relation.is("nmod") || self.token(at).upos == Upos::Noun,
                        Some(word) => self.lexicon.is("of", &word),
                    },
                    _ => false,
                }
            })
            .map(|child| self.antecedent(child))
            .collect()
    }

    /// Dependents with one of these prepositions; of a noun under a light verb, also the verb's.
    pub fn with_preposition(&self, at: usize, word: &str) -> Vec<usize> {
        let of = |head: usize| {
            self.sentence
                .children(head)
                .filter(|child| self.preposition(*child).as_deref() == Some(word))
                .filter(|child| self.is_nominal(*child))
                .collect::<Vec<usize>>()
        };
        let mut found = of(at);
        if found.is_empty()
            && let Some(verb) = self.light_verb(at)
        {
            found = of(verb);
            found.retain(|child| *child != at);
        }
        found.into_iter().map(|child| self.antecedent(child)).collect()
    }

    /// The verb that carries a noun (`Kritik üben`, `Gespräche führen`), light or not.
    pub fn carrier(&self, at: usize) -> Option<usize> {
        let first = self.first_conjunct(at);
        let head = self.token(first).head?;
        let role = self.token(first).relation.base();
        (self.is_verbal(head) && matches!(role, "obj" | "nsubj" | "obl" | "iobj" | "xcomp"))
            .then_some(head)
    }

    /// The carrier, if it adds no act of its own.
    pub fn light_verb(&self, at: usize) -> Option<usize> {
        self.carrier(at).filter(|verb| self.lexicon.is("light", &self.token(*verb).lemma))
    }

    /// The head of the complement clause or infinitive of a word.
    pub fn complement(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence;
        let direct = sentence
            .children(at)
            .find(|child| matches!(sentence.tokens[*child].relation.base(), "ccomp" | "xcomp"));
        direct
            .or_else(|| {
                // `warnt davor, dass`; `die Forderung, dass`
                let below = sentence
                    .children(at)
                    .flat_map(|child| sentence.children(child).collect::<Vec<_>>());
                below.into_iter().find(|grand| {
                    matches!(sentence.tokens[*grand].relation.base(), "ccomp" | "acl")
                        && sentence.tokens[*grand]
                            .head
                            .is_some_and(|head| sentence.tokens[head].upos == Upos::Adv)
                })
            })
            .or_else(|| {
                let noun = self.token(at).upos == Upos::Noun;
                sentence.children(at).find(|child| {
                    noun && sentence.tokens[*child].relation.as_str() == "acl"
                        && self.is_verbal(*child)
                        && sentence.tokens[*child].verb != VerbForm::PastParticiple
                })
            })
    }

    /// All nouns that depend on a word.
    pub fn nominal_dependents(&self, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.sentence.children(at).filter(|child| self.is_nominal(*child)).collect();
        if let Some(subject) =
            self.grammatical_subject(at).filter(|subject| !found.contains(subject))
        {
            found.push(subject);
        }
        found
    }

    /// Whether a noun (or the noun that it counts or names) is of a class.
    pub fn is_in_class(&self, at: usize, class: &str) -> bool {
        let token = self.token(at);
        let class_of = |token: &Token| {
            self.lexicon.is_in_class(&token.lemma, class)
                || self.lexicon.is_in_class(&token.text, class)
        };
        class_of(token)
            || (matches!(token.upos, Upos::Num | Upos::Noun | Upos::Pron)
                && self.dependents(at, "nmod").any(|below| {
                    self.preposition(below).is_none_or(|word| self.lexicon.is("of", &word))
                        && matches!(token.upos, Upos::Num)
                        && class_of(self.token(below))
                }))
    }

    /// The leftmost and rightmost word of a noun phrase without its leading article, figures, relative
    /// clauses and appositions set off by commas.
    pub fn phrase(&self, head: usize) -> (usize, usize) {
        let mut words = vec![head];
        let mut next = 0;
        while next < words.len() {
            let here = words[next];
            for child in self.sentence.children(here) {
                let token = self.token(child);
                let part = match token.relation.base() {
                    "flat" | "compound" | "amod" | "name" | "goeswith" | "fixed" => true,
                    "appos" => child == here + 1 && token.upos == Upos::Propn,
                    "nmod" => here == head || words.len() < 6,
                    "case" => here != head,
                    "det" => here != head,
                    _ => false,
                };
                if part
                    && !words.contains(&child)
                    && !(token.upos == Upos::Verb
                        && token.relation.is("amod")
                        && self.sentence.children(child).count() > 1)
                {
                    words.push(child);
                }
            }
            next += 1;
        }
        words.sort_unstable();
        // keep the stretch around the head that is without gaps (gaps of one word allowed)
        let at = words.iter().position(|word| *word == head).unwrap_or(0);
        let (mut first, mut last) = (at, at);
        while first > 0 && words[first] - words[first - 1] <= 2 {
            first -= 1;
        }
        while last + 1 < words.len() && words[last + 1] - words[last] <= 2 {
            last += 1;
        }
        (words[first], words[last])
    }

    /// A word and all that hangs below it, from left to right.
    pub fn below(&self, at: usize) -> Vec<usize> {
        let inside = |word: &usize| *word == at || self.sentence.is_below(*word, at);
        (0..self.sentence.tokens.len()).filter(inside).collect()
    }

    /// Whether it is a punctuation mark.
    pub fn is_punctuation(&self, at: usize) -> bool {
        self.token(at).upos == Upos::Punct
    }

    /// The word of a stretch from which the stretch hangs.
    pub fn outermost(&self, first: usize, last: usize) -> Option<usize> {
        (first..=last)
            .find(|at| self.token(*at).head.is_none_or(|head| head < first || head > last))
    }

    /// The word and everything above it, from below.
    pub fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + 'a {
        let sentence = self.sentence;
        let mut here = Some(at);
        std::iter::from_fn(move || {
            let now = here?;
            here = sentence.tokens[now].head;
            Some(now)
        })
    }
}
