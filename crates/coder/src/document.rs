//! One article on its way to records: its sentences, names, quotations, and who was mentioned where.

use std::collections::HashMap;

use gazetteer::{Gazetteer, Kind, Role};
use jiff::civil::Date;
use language::{Annotated, EntityKind, EventScores, Number, Upos};
use record::{Attribution, Code, Country, Mention, Sector, Span, Stance, TextIndex};

use crate::coder::Evidence;
use crate::grammar::View;
use crate::lexicon::Lexicon;
use crate::names::{self, Named};
use crate::quotes::{self, Quotation};
use crate::{arguments, attribution};

/// Words of the longest role phrase that is looked for.
const LONGEST_ROLE: usize = 6;

/// An article with everything that the rules ask of it.
pub struct Document<'a> {
    /// The annotated article.
    pub annotated: &'a Annotated,
    /// What records may rest on.
    pub evidence: Evidence,
    unread: EventScores,
    /// The lexicon of its language.
    pub lexicon: &'static Lexicon,
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    /// Cuts spans.
    pub index: TextIndex<'a>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Names of each sentence.
    pub names: Vec<Vec<Named>>,
    /// Direct speech.
    pub quotations: Vec<Quotation>,
    /// Who speaks in each quotation.
    pub speakers: Vec<Option<Attribution>>,
    /// Nominal mentions of each sentence, in order.
    pub mentioned: Vec<Vec<Mentioned>>,
    /// Codes of persons by surname, as the article introduces them.
    pub persons: HashMap<String, Code>,
    /// Codes of abbreviations that the article itself explains: `Thai Rak Thai (TRT)`.
    pub abbreviations: HashMap<String, Code>,
    /// The country that the article is mostly about.
    pub focus: Option<Country>,
}

/// A noun phrase that stands for an actor.
#[derive(Debug, Clone, Copy)]
pub struct Mentioned {
    /// Head word.
    pub at: usize,
    /// Its code.
    pub code: Code,
    /// Whether it is one person.
    pub person: bool,
    /// Whether it is more than one.
    pub plural: bool,
    /// Whether it is a subject.
    pub subject: bool,
    /// Whether its noun is a plural.
    pub many: bool,
    /// Whether it is the name of a body or seat (`Pentagon`), which role nouns do not take up.
    pub name: bool,
}

impl<'a> Document<'a> {
    /// Prepares an article: names, quotations, persons, and who is mentioned.
    pub fn new(
        annotated: &'a Annotated,
        lexicon: &'static Lexicon,
        gazetteer: &'a Gazetteer,
        evidence: Evidence,
    ) -> Self {
        let names = annotated
            .sentences
            .iter()
            .map(|sentence| names::find(sentence, gazetteer, lexicon.language))
            .collect();
        let mut document = Document {
            annotated,
            evidence,
            unread: EventScores::default(),
            lexicon,
            gazetteer,
            index: annotated.index(),
            published: annotated.article.published.map(|moment| moment.date()),
            names,
            quotations: quotes::find(annotated),
            speakers: Vec::new(),
            mentioned: Vec::new(),
            persons: HashMap::new(),
            abbreviations: HashMap::new(),
            focus: None,
        };
        document.focus = document.find_focus();
        document.explain_abbreviations();
        document.introduce_persons();
        for at in 0..annotated.sentences.len() {
            document.mentioned.push(Vec::new());
            document.collect_mentions(at);
        }
        for number in 0..document.quotations.len() {
            let quotation = document.quotations[number];
            let before = document.speakers.iter().rev().take(2).flatten().next().cloned();
            let speaker = attribution::speaker(&document, &quotation, before.as_ref());
            document.speakers.push(speaker);
        }
        document
    }

    /// The actor that a noun phrase or pronoun stands for, with its span.
    pub fn mention(&self, sentence: usize, at: usize) -> Option<Mention> {
        let view = self.view(sentence);
        let token = view.token(at);
        let code = if self.lexicon.is("speaker", &token.text) {
            self.speaker_at(sentence, at)?.source.code
        } else if matches!(token.upos, Upos::Pron | Upos::Det) {
            self.pronoun(sentence, at)?
        } else {
            self.nominal(sentence, at)?
        };
        let (first, last) = view.phrase(at);
        Some(Mention { span: self.span(sentence, first, last), code })
    }

    /// The parties that a noun phrase or pronoun stands for, if it is known to be one: people and things
    /// without a role are of the country that the passage is about.
    pub fn parties_at(&self, sentence: usize, at: usize) -> Vec<Mention> {
        let found = arguments::mentions(self, sentence, &[at]);
        if !found.is_empty() || !self.view(sentence).is_nominal(at) {
            return found;
        }
        let (first, last) = self.view(sentence).phrase(at);
        let code = Code::new(self.assumed_country(sentence, at), Some(Sector::Cvl));
        vec![Mention { span: self.span(sentence, first, last), code }]
    }

    /// As [`Document::mention`], with `UNK` where nobody is known.
    pub fn mention_or_unknown(&self, sentence: usize, at: usize) -> Mention {
        self.mention(sentence, at).unwrap_or_else(|| {
            let (first, last) = self.view(sentence).phrase(at);
            Mention { span: self.span(sentence, first, last), code: Code::UNKNOWN }
        })
    }

    /// Who speaks in the quotation that a word stands in.
    pub fn speaker_at(&self, sentence: usize, at: usize) -> Option<&Attribution> {
        let quotation = self.quotation(sentence, at)?;
        let number = self.quotations.iter().position(|each| each == quotation)?;
        self.speakers.get(number)?.as_ref()
    }

    /// What the network says of a sentence's acts; empty if records must not rest on it.
    pub fn scores(&self, sentence: usize) -> &EventScores {
        match self.evidence {
            Evidence::Rules => &self.unread,
            Evidence::Both | Evidence::Network => &self.annotated.sentences[sentence].events,
        }
    }

    /// The syntax of a sentence.
    pub fn view(&self, sentence: usize) -> View<'a> {
        View { sentence: &self.annotated.sentences[sentence], lexicon: self.lexicon }
    }

    /// The name that covers a word.
    pub fn name_at(&self, sentence: usize, at: usize) -> Option<&Named> {
        self.names[sentence].iter().find(|named| named.first <= at && at <= named.last)
    }

    /// The span of the words `first..=last` of a sentence.
    pub fn span(&self, sentence: usize, first: usize, last: usize) -> Span {
        self.annotated.sentences[sentence].span(&self.index, first, last)
    }

    /// The quotation of at least a few words that a word stands in.
    pub fn quotation(&self, sentence: usize, at: usize) -> Option<&Quotation> {
        let start = self.annotated.sentences[sentence].tokens[at].start;
        self.quotations.iter().find(|quotation| quotation.is_speech() && quotation.contains(start))
    }

    /// The state named most often, the first mentions counting double.
    fn find_focus(&self) -> Option<Country> {
        let mut counts: Vec<(Country, usize)> = Vec::new();
        for (at, names) in self.names.iter().enumerate() {
            for named in names {
                let entry = &named.entries[0];
                if matches!(entry.kind, Kind::Body | Kind::Group) {
                    continue;
                }
                let country = entry.country.or(entry.code.map(|code| code.country));
                let Some(country) = country.filter(|country| country.is_state()) else { continue };
                let weight = if at < 2 { 2 } else { 1 };
                match counts.iter_mut().find(|(known, _)| *known == country) {
                    Some((_, count)) => *count += weight,
                    None => counts.push((country, weight)),
                }
            }
        }
        // the first of the most frequent
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(country, _)| country)
    }

    /// Learns abbreviations in parentheses behind the names that they stand for.
    fn explain_abbreviations(&mut self) {
        for sentence in 0..self.annotated.sentences.len() {
            let view = self.view(sentence);
            let tokens = &view.sentence.tokens;
            for at in 1..tokens.len().saturating_sub(2) {
                let short = &tokens[at + 1].text;
                let is_short = (2..=8).contains(&short.chars().count())
                    && short.chars().filter(|c| c.is_uppercase()).count() >= 2
                    && !short.contains(' ');
                if tokens[at].text != "(" || tokens[at + 2].text != ")" || !is_short {
                    continue;
                }
                let named = self.name_at(sentence, at - 1).map(|named| (named.first, named.last));
                let entity = view.sentence.entities.iter().find(|entity| entity.last == at - 1);
                let (first, last) = named
                    .or(entity.map(|entity| (entity.first, entity.last)))
                    .unwrap_or((at - 1, at - 1));
                let head = view.outermost(first, last).unwrap_or(last);
                if let Some(code) = self.nominal(sentence, head) {
                    self.abbreviations.entry(short.clone()).or_insert(code);
                }
            }
        }
    }

    /// Learns who the persons are from the phrases that introduce them.
    fn introduce_persons(&mut self) {
        for sentence in 0..self.annotated.sentences.len() {
            let view = self.view(sentence);
            for entity in &view.sentence.entities {
                if entity.kind != EntityKind::Person {
                    continue;
                }
                let surname = self.gazetteer.uninflected(&view.token(entity.last).text);
                if self.persons.contains_key(&surname) {
                    continue;
                }
                let head = view.outermost(entity.first, entity.last).unwrap_or(entity.last);
                if let Some(code) = self.introduction(sentence, head, entity.first, entity.last) {
                    self.persons.insert(surname, code);
                }
            }
        }
    }

    /// The code of a person whom the article introduced, by surname in any case.
    fn person(&self, surname: &str) -> Option<Code> {
        self.persons.get(&self.gazetteer.uninflected(surname)).copied()
    }

    /// The code that a person's phrase gives: role and country beside the name.
    fn introduction(
        &self,
        sentence: usize,
        head: usize,
        first: usize,
        last: usize,
    ) -> Option<Code> {
        let view = self.view(sentence);
        if let Some(named) = self.name_at(sentence, last).filter(|named| named.is_person()) {
            return named.entries[0].code_at(self.published);
        }
        // the noun that the name hangs on, or that hangs on the name
        let mut around: Vec<usize> = Vec::new();
        if let Some(above) = view.token(head).head
            && matches!(view.token(head).relation.base(), "appos" | "flat" | "nmod" | "compound")
            && matches!(view.token(above).upos, Upos::Noun | Upos::Propn | Upos::Adj)
            && above.abs_diff(head) <= 6
            && (view.token(head).relation.base() != "nmod" || above + 1 == first)
        {
            around.push(above);
        }
        around.extend(view.sentence.children(head).filter(|child| {
            (*child < first || *child > last)
                && matches!(
                    view.token(*child).relation.base(),
                    "appos" | "compound" | "nmod" | "flat" | "parataxis"
                )
        }));
        if first > 0 && matches!(view.token(first - 1).upos, Upos::Noun | Upos::Propn) {
            around.push(first - 1);
        }
        let mut best: Option<Code> = None;
        for at in around {
            let Some(code) = self.common_code(sentence, at) else { continue };
            let better = best.is_none_or(|known| {
                (known.country == Country::UNKNOWN && code.country != Country::UNKNOWN)
                    || (known.sector.is_none() && code.sector.is_some())
            });
            if better {
                best = Some(match best {
                    Some(known) => Code::new(
                        if code.country == Country::UNKNOWN { known.country } else { code.country },
                        code.sector.or(known.sector),
                    ),
                    None => code,
                });
            }
        }
        let best = best?;
        let country = match best.country {
            Country::UNKNOWN => self.focus.unwrap_or(Country::UNKNOWN),
            country => country,
        };
        Some(Code::new(country, best.sector))
    }

    /// The code of a common noun phrase from its own words: role, country, compound. The
    /// country is `UNK` where the phrase does not tell it; `None` where there is no role either.
    pub fn common_code(&self, sentence: usize, at: usize) -> Option<Code> {
        let view = self.view(sentence);
        let token = view.token(at);
        let language = self.lexicon.language;
        let mut sector = None;
        let mut country = None;
        let mut spokes = false;
        if let Some(named) = self.name_at(sentence, at)
            && let Some(code) = named.actor().and_then(|entry| entry.code_at(self.published))
            && !named.is_person()
        {
            country = Some(code.country);
            sector = code.sector;
        } else if let Some(role) =
            self.role(sentence, at).or_else(|| self.gazetteer.role(language, &token.text))
        {
            // `secretary general`, `attorney general`
            let civilian = role.sector == Sector::Mil
                && at > 0
                && self.lexicon.is("civil-general", &view.token(at - 1).text);
            sector = Some(if civilian { Sector::Gov } else { role.sector });
            spokes =
                self.lexicon.is("spokes", &token.lemma) || self.lexicon.is("spokes", &token.text);
        }
        if country.is_none()
            && let Some((entries, rest)) = self.gazetteer.compound(&token.text)
            && let Some(code) = entries.first().and_then(|entry| entry.code)
        {
            country = Some(code.country);
            spokes |= self.lexicon.is("spokes", rest);
            if sector.is_none() || spokes {
                let of_rest = self.gazetteer.role(language, rest).map(|role| role.sector);
                sector = if spokes {
                    code.sector.or(sector)
                } else {
                    of_rest.or(sector).or(code.sector)
                };
            }
        }
        if country.is_none() || spokes {
            let modifier = self.modifying_code(sentence, at, 3);
            if let Some(code) = modifier {
                country = country.or(Some(code.country));
                if sector.is_none() || spokes {
                    sector = code.sector.or(sector);
                }
            }
        }
        if country.is_none() && sector.is_none() {
            return None;
        }
        Some(Code::new(country.unwrap_or(Country::UNKNOWN), sector))
    }

    /// What a common noun says about its bearer, with the words after it (`forces de l'ordre`).
    pub fn role(&self, sentence: usize, at: usize) -> Option<Role> {
        let tokens = &self.annotated.sentences[sentence].tokens;
        let language = self.lexicon.language;
        let lemma = &tokens[at].lemma;
        // a word before its head is no beginning of a phrase (`foreign ministers`)
        let head = tokens[at].head.filter(|head| *head > at).unwrap_or(tokens.len());
        let end = head.min(at + LONGEST_ROLE);
        let after: Vec<&str> = tokens[at + 1..end].iter().map(|word| word.text.as_str()).collect();
        // `opposition leaders`: the words right before it that belong to it
        let begins = (at.saturating_sub(LONGEST_ROLE)..at)
            .rev()
            .take_while(|word| tokens[*word].head.is_some_and(|head| (*word..=at).contains(&head)))
            .last()
            .unwrap_or(at);
        let before: Vec<&str> = tokens[begins..at].iter().map(|word| word.text.as_str()).collect();
        self.gazetteer
            .role_phrase(language, lemma, &after)
            .or_else(|| self.gazetteer.role_compound(language, &before, lemma))
            .or_else(|| self.gazetteer.role(language, lemma))
    }

    /// The country (and sector) that a noun's modifiers give it.
    fn modifying_code(&self, sentence: usize, at: usize, depth: usize) -> Option<Code> {
        let depth = depth.checked_sub(1)?;
        let view = self.view(sentence);
        let mut children: Vec<usize> = view
            .sentence
            .children(at)
            .filter(|child| {
                matches!(
                    view.token(*child).relation.base(),
                    "amod" | "nmod" | "compound" | "flat" | "det" | "appos" | "obl"
                )
            })
            .collect();
        // adjectives and compounds first, then genitives
        children.sort_by_key(|child| (view.token(*child).relation.is("nmod"), *child));
        for child in children {
            // `die in Costa Rica versammelten Staatschefs`: where they met is not whose they are
            let name = self.name_at(sentence, child);
            let in_name = |word: usize| {
                name.as_ref().is_some_and(|name| (name.first..=name.last).contains(&word))
            };
            let has_arguments = view.sentence.children(child).any(|below| {
                !in_name(below)
                    && !matches!(view.token(below).relation.base(), "conj" | "cc" | "punct")
            });
            if view.token(child).relation.is("amod") && has_arguments {
                continue;
            }
            if view.token(child).relation.base() == "nmod" || view.token(child).relation.is("obl") {
                let preposition = view.preposition(child);
                let fits = preposition.as_deref().is_none_or(|word| {
                    self.lexicon.is("of", word)
                        || self.lexicon.is("in", word)
                        || self.lexicon.is("origin", word)
                });
                if !fits {
                    continue;
                }
            }
            if let Some(named) = &name {
                if named.is_person() && !view.token(child).relation.is("nmod") {
                    continue;
                }
                let entry = &named.entries[0];
                let code = entry.code_at(self.published);
                let country = code.map(|code| code.country).or(entry.country);
                if let Some(country) = country {
                    return Some(Code::new(country, code.and_then(|code| code.sector)));
                }
            }
            if view.token(child).relation.is("det")
                || view.token(child).relation.as_str() == "nmod:poss"
            {
                if self.lexicon.is("possessive", &view.token(child).text)
                    && let Some(owner) = self.pronoun(sentence, child)
                {
                    return Some(Code::new(owner.country, None));
                }
                continue;
            }
            if let Some((entries, _)) = self.gazetteer.compound(&view.token(child).text)
                && let Some(code) = entries.first().and_then(|entry| entry.code)
            {
                return Some(Code::new(code.country, None));
            }
            if let Some(code) = self.modifying_code(sentence, child, depth) {
                let own = self.role(sentence, child);
                return Some(Code::new(code.country, own.map(|role| role.sector).or(code.sector)));
            }
        }
        None
    }

    /// Adds the mentions of a sentence, each seeing those before it.
    fn collect_mentions(&mut self, sentence: usize) {
        let view = self.view(sentence);
        let heads = (0..view.sentence.tokens.len()).filter(|at| {
            matches!(view.token(*at).upos, Upos::Noun | Upos::Propn | Upos::X)
                && !matches!(view.token(*at).relation.base(), "flat" | "compound" | "goeswith")
        });
        for at in heads {
            let Some(code) = self.nominal(sentence, at) else { continue };
            let token = view.token(at);
            let person = self.is_person(sentence, at);
            let many = token.number == Number::Plural;
            let name = self
                .name_at(sentence, at)
                .is_some_and(|named| !named.is_person() && !named.is_nationality());
            self.mentioned[sentence].push(Mentioned {
                at,
                code,
                person,
                plural: !person && (many || code.sector.is_some()),
                subject: token.relation.is("nsubj"),
                many,
                name,
            });
        }
    }

    /// Whether a noun phrase is one person.
    pub fn is_person(&self, sentence: usize, at: usize) -> bool {
        let view = self.view(sentence);
        let in_entity = view.sentence.entities.iter().any(|entity| {
            entity.kind == EntityKind::Person && entity.first <= at && at <= entity.last
        });
        let role = self.role(sentence, at);
        in_entity
            || self.name_at(sentence, at).is_some_and(Named::is_person)
            || (view.token(at).number != Number::Plural
                && role.is_some_and(|role| !role.collective && !role.generic))
    }

    /// The code of a noun or name (not a pronoun); `None` where it is no actor.
    pub fn nominal(&self, sentence: usize, at: usize) -> Option<Code> {
        let view = self.view(sentence);
        let token = view.token(at);
        let language = self.lexicon.language;
        // a person that the article or the gazetteer knows
        let person = view.sentence.entities.iter().find(|entity| {
            entity.kind == EntityKind::Person && entity.first <= at && at <= entity.last
        });
        if let Some(named) = self.name_at(sentence, at).filter(|named| named.is_person())
            && let Some(code) = named.entries[0].code_at(self.published)
        {
            let introduced = self.person(&token.text).filter(|_| named.first == named.last);
            return Some(introduced.unwrap_or(code));
        }
        if let Some(entity) = person {
            let known =
                (entity.first..=entity.last).rev().find_map(|at| self.person(&view.token(at).text));
            if let Some(code) = known {
                return Some(code);
            }
        }
        let beside = view.sentence.children(at).filter(|child| {
            let relation = view.token(*child).relation.base();
            // `M. Sarkozy`: a name without preposition is no genitive there
            matches!(relation, "appos" | "flat")
                || self.lexicon.is("apposition", relation) && view.preposition(*child).is_none()
        });
        for child in beside {
            if let Some(named) = self.name_at(sentence, child).filter(|named| named.is_person())
                && let Some(code) = named.entries[0].code_at(self.published)
            {
                return Some(code);
            }
            if let Some(code) = self.person(&view.token(child).text)
                && person.is_none()
                && view.token(child).upos == Upos::Propn
            {
                return Some(code);
            }
        }
        if let Some(code) = self.abbreviations.get(&token.text) {
            return Some(*code);
        }
        // a country, body, seat or group by name
        if let Some(named) = self.name_at(sentence, at) {
            let entry = named.actor()?;
            let head_is_name = !named.is_nationality() || token.upos != Upos::Adj;
            if head_is_name {
                let code = entry
                    .code_at(self.published)
                    .or(entry.country.map(|country| Code::new(country, None)))?;
                return Some(code);
            }
        }
        // a common noun with a role
        if let Some(code) = self.common_code(sentence, at) {
            let role = self.role(sentence, at);
            if code.country == Country::UNKNOWN {
                let generic = role.is_some_and(|role| role.generic);
                // who has a name of his own is not taken up from before
                let named = view.sentence.children(at).any(|child| {
                    matches!(view.token(child).relation.base(), "appos" | "flat")
                        && view.token(child).upos == Upos::Propn
                });
                let sender = self.sender(sentence, at).filter(|_| code.sector == Some(Sector::Mil));
                let country = if sender.is_some() {
                    sender
                } else if generic || named {
                    None
                } else {
                    self.same_role_before(sentence, at, code.sector)
                };
                return Some(Code::new(
                    country.unwrap_or_else(|| self.assumed_country(sentence, at)),
                    code.sector,
                ));
            }
            let organisation = view.sentence.entities.iter().any(|entity| {
                entity.kind != EntityKind::Location && entity.first <= at && at <= entity.last
            });
            let compound = self.gazetteer.compound(&token.text).is_some_and(|(_, rest)| {
                self.gazetteer.role(language, rest).is_some()
                    || self.lexicon.is("country-noun", rest)
            });
            let country_noun = self.lexicon.is("country-noun", &token.lemma);
            let own_name = self.name_at(sentence, at).is_some();
            if role.is_some() || own_name || organisation || compound || country_noun {
                return Some(code);
            }
            return None;
        }
        if self.lexicon.is("group-noun", &token.lemma) && view.is_definite(at) {
            return self.last_group(sentence, at);
        }
        if self.lexicon.is("country-noun", &token.lemma) && token.number == Number::Plural {
            return Some(Code::new(Country::INTERNATIONAL, None));
        }
        if self.lexicon.is("country-noun", &token.lemma) {
            return self.last_country(sentence, at).map(|country| Code::new(country, None));
        }
        let entity =
            view.sentence.entities.iter().find(|entity| entity.first <= at && at <= entity.last)?;
        match entity.kind {
            EntityKind::Person => Some(Code::new(self.assumed_country(sentence, at), None)),
            EntityKind::Organisation => {
                let role = (entity.first..=entity.last)
                    .find_map(|at| self.gazetteer.role(language, &view.token(at).lemma));
                let named = (entity.first..=entity.last).find_map(|at| self.name_at(sentence, at));
                let country = named
                    .and_then(|named| named.actor())
                    .and_then(|entry| entry.code.map(|code| code.country).or(entry.country));
                Some(Code::new(
                    country.unwrap_or_else(|| self.assumed_country(sentence, at)),
                    role.map(|role| role.sector),
                ))
            }
            EntityKind::Location | EntityKind::Other => None,
        }
    }

    /// The country that a phrase without one most likely belongs to: of the place in the same
    /// sentence, else of the last sentences, else the article's.
    fn assumed_country(&self, sentence: usize, _at: usize) -> Country {
        let of_place = |sentence: usize| {
            let view = self.view(sentence);
            self.names[sentence].iter().find_map(|named| {
                let place = named.place()?;
                let preposition =
                    view.preposition(named.first).or_else(|| view.preposition(named.last))?;
                self.lexicon.is("in", &preposition).then_some(place.country?)
            })
        };
        of_place(sentence).or(self.focus).unwrap_or(Country::UNKNOWN)
    }

    /// The country of those whom a bare role noun takes up (`die Truppen` after
    /// `nordkoreanische Soldaten`): the last mention of the role in the sentences before.
    fn same_role_before(
        &self,
        sentence: usize,
        at: usize,
        sector: Option<Sector>,
    ) -> Option<Country> {
        let many = self.view(sentence).token(at).number == Number::Plural;
        let known = |mention: &&Mentioned| {
            mention.code.sector == sector
                && sector.is_some()
                && mention.code.country.is_state()
                && !mention.name
                && mention.many == many
        };
        self.last_mentioned(sentence, at, known).map(|mention| mention.code.country)
    }

    /// The last mention that fits, before a word of its sentence or in the three sentences before.
    fn last_mentioned(
        &self,
        sentence: usize,
        at: usize,
        fits: impl Fn(&&Mentioned) -> bool,
    ) -> Option<&Mentioned> {
        let here = self
            .mentioned
            .get(sentence)
            .and_then(|mentions| mentions.iter().filter(|mention| mention.at < at).rfind(&fits));
        here.or_else(|| {
            let earlier = self.mentioned.iter().take(sentence).rev().take(3);
            earlier.flat_map(|mentions| mentions.iter().rev()).find(&fits)
        })
    }

    /// The state whose own the object of a clause most likely is: `Nordkorea hat Soldaten entsandt`.
    fn sender(&self, sentence: usize, at: usize) -> Option<Country> {
        let view = self.view(sentence);
        let token = view.token(at);
        let verb = token.head.filter(|_| token.relation.is("obj"))?;
        let subject = view.own_subject(verb).filter(|subject| *subject != at)?;
        let code = self.name_at(sentence, subject)?.actor()?.code_at(self.published)?;
        (code.country.is_state() && matches!(code.sector, None | Some(Sector::Gov)))
            .then_some(code.country)
    }

    /// The body or group mentioned last before a word (`die Organisation`, `the group`).
    fn last_group(&self, sentence: usize, at: usize) -> Option<Code> {
        let is_group = |mentioned: &&Mentioned| {
            let code = mentioned.code;
            !mentioned.person
                && (code.country.is_body()
                    || code.sector.is_some_and(|sector| {
                        use Sector::{Ngo, Opp, Prm, Pty, Reb, Uaf};
                        matches!(sector, Reb | Uaf | Prm | Pty | Opp | Ngo)
                    }))
        };
        self.last_mentioned(sentence, at, is_group).map(|mention| mention.code)
    }

    /// The last state mentioned before a word.
    fn last_country(&self, sentence: usize, at: usize) -> Option<Country> {
        let of = |named: &Named| {
            let entry = &named.entries[0];
            entry
                .code
                .map(|code| code.country)
                .or(entry.country)
                .filter(|country| country.is_state())
        };
        let here = self.names[sentence].iter().rev().filter(|named| named.last < at).find_map(of);
        here.or_else(|| {
            self.names[..sentence].iter().rev().find_map(|names| names.iter().find_map(of))
        })
        .or(self.focus)
    }

    /// Whom a pronoun stands for.
    pub fn pronoun(&self, sentence: usize, at: usize) -> Option<Code> {
        let view = self.view(sentence);
        let token = view.token(at);
        let kind = self.lexicon.grammar("person", &token.text);
        let possessive = self.lexicon.is("possessive", &token.text);
        if kind.is_none() && !possessive {
            return None;
        }
        let plural = match (kind, token.number) {
            (Some("plural"), _) | (Some("any"), Number::Plural) => Some(true),
            (Some("singular"), _) | (Some("any"), Number::Singular) => Some(false),
            _ => None,
        };
        let thing = kind == Some("thing");
        let fits = |mention: &&Mentioned| match plural {
            Some(true) => mention.plural || !mention.person,
            Some(false) => mention.person,
            None => !thing || !mention.person,
        };
        if thing && !possessive && view.token(at).relation.as_str().starts_with("expl") {
            return None;
        }
        // who suspects something suspects it of others
        let suspecting = view.ancestors(at).find_map(|up| {
            let (cue, _) = attribution::cue_at(&view, up)?;
            let suspects = matches!(cue.stance, Stance::Suspect | Stance::Warn);
            view.grammatical_subject(up).filter(|_| suspects)
        });
        let own_clause = |mention: &&Mentioned| {
            Some(mention.at) != suspecting
                && !(possessive && view.sentence.is_below(mention.at, at))
        };
        let here = self.mentioned.get(sentence).map(Vec::as_slice).unwrap_or_default();
        let mut before =
            here.iter().filter(|mention| mention.at < at).filter(own_clause).filter(fits);
        let subject_before = before.clone().rfind(|mention| mention.subject);
        if let Some(found) = subject_before.or_else(|| before.next_back()) {
            return Some(found.code);
        }
        for earlier in self.mentioned[..sentence.min(self.mentioned.len())].iter().rev().take(3) {
            let subject = earlier.iter().filter(fits).find(|mention| mention.subject);
            if let Some(found) = subject.or_else(|| earlier.iter().rfind(fits)) {
                return Some(found.code);
            }
        }
        None
    }

    /// Whether a code is of somebody who can act politically.
    pub fn is_political(code: Code) -> bool {
        match code.sector {
            None => code.country != Country::UNKNOWN,
            Some(sector) => !matches!(
                sector,
                Sector::Cvl | Sector::Bus | Sector::Edu | Sector::Med | Sector::Jrn | Sector::Rel
            ),
        }
    }
}
