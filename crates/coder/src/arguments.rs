//! Who acts, on whom: roles of a trigger filled from the syntax around it.

use language::{Link, Upos, VerbForm};
use record::{Code, Country, EventType, Mention, Sector};

use crate::document::Document;
use crate::lexicon::{Find, Trigger};
use crate::weigh;

/// Actors and recipients of a trigger.
#[derive(Debug, Clone, Default)]
pub struct Arguments {
    /// Who acts.
    pub actors: Vec<Mention>,
    /// To whom.
    pub recipients: Vec<Mention>,
}

/// Fills the roles of a trigger: by rules over the syntax, weighed against the network.
pub fn arguments(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    trigger: &Trigger,
) -> Arguments {
    let Arguments { actors, recipients } = by_rules(document, sentence, at, trigger);
    let mut actors = weigh::parties(document, sentence, at, Link::Actor, actors);
    let stage = stage(document, sentence, at);
    actors.retain(|actor| !stage.iter().any(|mention| mention.span == actor.span));
    let mut recipients = weigh::parties(document, sentence, at, Link::Recipient, recipients);
    recipients.retain(|recipient| !actors.iter().any(|actor| actor.span == recipient.span));
    Arguments { actors, recipients }
}

/// Who only sees an act happen (`die Region hat Kämpfe erlebt`).
fn stage(document: &Document<'_>, sentence: usize, at: usize) -> Vec<Mention> {
    let view = document.view(sentence);
    match view.carrier(at) {
        Some(verb) if view.lexicon.is("undergo", &view.token(verb).lemma) => {
            mentions(document, sentence, &view.subjects(verb))
        }
        _ => Vec::new(),
    }
}

fn by_rules(document: &Document<'_>, sentence: usize, at: usize, trigger: &Trigger) -> Arguments {
    let mut roles = trigger.roles.clone();
    if roles.victim {
        roles.recipient.splice(0..0, [Find::Subject, Find::Genitive]);
        roles.actor.retain(|find| matches!(find, Find::Preposition(_)));
    }
    if roles.symmetric {
        return Arguments {
            actors: sides(document, sentence, at, trigger),
            recipients: Vec::new(),
        };
    }
    let mut recipients = fill(document, sentence, at, &roles.recipient);
    let mut actors = fill(document, sentence, at, &roles.actor);
    let view = document.view(sentence);
    if roles.victim && view.is_verbal(at) {
        let people = if view.is_passive(at) { view.objects(at) } else { view.subjects(at) };
        recipients = mentions(document, sentence, &people);
        if view.is_passive(at) {
            actors = mentions(document, sentence, &view.agents(at));
        }
    } else if roles.victim && recipients.is_empty() {
        recipients.extend(document.mention(sentence, at));
    }
    if trigger.event_type == EventType::Mobilize && view.is_verbal(at) {
        let sent = foreign_forces(document, sentence, at, &actors);
        actors.extend(sent);
    }
    if actors.is_empty() && !view.is_verbal(at) && !roles.victim {
        actors = from_carrier(document, sentence, at, trigger);
    }
    if recipients.is_empty() && !view.is_verbal(at) && !roles.victim {
        recipients = recipient_from_carrier(document, sentence, at, trigger);
    }
    // nobody acts on himself
    recipients.retain(|recipient| !actors.iter().any(|actor| actor.span == recipient.span));
    if !roles.victim {
        let same = |mention: &Mention| {
            actors.iter().any(|actor| actor.code == mention.code && mention.code.sector.is_none())
        };
        recipients.retain(|recipient| !same(recipient));
    }
    Arguments { actors, recipients }
}

/// Forces of another nation than the one that sends them act too (`Russland entsendet
/// nordkoreanische Einheiten`).
fn foreign_forces(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    senders: &[Mention],
) -> Vec<Mention> {
    let view = document.view(sentence);
    let is_foreign = |word: &usize| {
        document.common_code(sentence, *word).is_some_and(|code| {
            code.sector == Some(Sector::Mil)
                && code.country != Country::UNKNOWN
                && senders.iter().all(|sender| sender.code.country != code.country)
        })
    };
    let forces: Vec<usize> = view.objects(at).into_iter().filter(is_foreign).collect();
    mentions(document, sentence, &forces)
}

/// The first place of the list where somebody is found, with all who are coordinated there.
pub fn fill(document: &Document<'_>, sentence: usize, at: usize, places: &[Find]) -> Vec<Mention> {
    let view = document.view(sentence);
    for place in places {
        let heads = match place {
            Find::Subject => view.subjects(at),
            Find::Object => view.objects(at),
            Find::Dative => view.datives(at),
            Find::Genitive => view.genitives(at),
            Find::Complement => {
                let clause = view.complement(at);
                clause
                    .map(|clause| {
                        let subject: Vec<usize> = view
                            .dependent(clause, "nsubj")
                            .map(|subject| view.antecedent(subject))
                            .into_iter()
                            .collect();
                        if subject.is_empty() { view.subjects(clause) } else { subject }
                    })
                    .unwrap_or_default()
            }
            Find::Adjective => {
                let found = by_adjective(document, sentence, at);
                if !found.is_empty() {
                    return found;
                }
                continue;
            }
            Find::Preposition(word) => view.with_preposition(at, word),
        };
        let found = mentions(document, sentence, &heads);
        if !found.is_empty() {
            return found;
        }
        // `begrüßte den Beschluss der IAEA`: what is welcomed is the IAEA's
        if *place == Find::Object {
            let owners = owners(document, sentence, &heads);
            if !owners.is_empty() {
                return owners;
            }
        }
    }
    Vec::new()
}

/// Whose the things are that words name: genitive, possessor, nationality, first part.
fn owners(document: &Document<'_>, sentence: usize, heads: &[usize]) -> Vec<Mention> {
    let view = document.view(sentence);
    heads
        .iter()
        .flat_map(|head| {
            let found = mentions(document, sentence, &view.genitives(*head));
            if found.is_empty() { by_adjective(document, sentence, *head) } else { found }
        })
        .collect()
}

/// The mentions that words and their conjuncts stand for.
pub(crate) fn mentions(document: &Document<'_>, sentence: usize, heads: &[usize]) -> Vec<Mention> {
    let view = document.view(sentence);
    let mut found: Vec<Mention> = Vec::new();
    for head in heads {
        for word in view.with_conjuncts(*head) {
            let mention = document.mention(sentence, word).or_else(|| {
                // `einer der Soldaten`, `drei von ihnen`, `Hunderte Menschen`, `Mitglieder der Regierung`
                view.genitives(word).into_iter().find_map(|below| {
                    let below = document.mention(sentence, below)?;
                    let quantity = matches!(view.token(word).upos, Upos::Num | Upos::Pron)
                        || view.lexicon.is_in_class(&view.token(word).lemma, "person")
                        || view.lexicon.is_in_class(&view.token(word).lemma, "quantity");
                    quantity.then_some(below)
                })
            });
            for mention in mention
                .into_iter()
                .flat_map(|mention| each_nation(document, sentence, word, mention))
            {
                if !found.contains(&mention) {
                    found.push(mention);
                }
            }
        }
    }
    found
}

/// Several nations in one phrase are several mentions (`the Russian and Venezuelan delegations`, `die
/// Außenminister Frankreichs, Deutschlands und der USA`).
fn each_nation(
    document: &Document<'_>,
    sentence: usize,
    word: usize,
    mention: Mention,
) -> Vec<Mention> {
    let view = document.view(sentence);
    let nation = |at: usize| {
        let named = document.name_at(sentence, at)?;
        let code = named.actor()?.code_at(document.published);
        code.map(|code| code.country).filter(|country| *country != Country::UNKNOWN)
    };
    let modifier = view.sentence.children(word).find(|child| {
        let relation = view.token(*child).relation.base();
        let of = || {
            view.preposition(*child)
                .is_none_or(|word| view.lexicon.is("of", &word) || view.lexicon.is("origin", &word))
        };
        (matches!(relation, "amod" | "compound") || relation == "nmod" && of())
            && view
                .with_conjuncts(*child)
                .into_iter()
                .any(|each| nation(each) == Some(mention.code.country))
    });
    let sector = mention.code.sector;
    let mut all = vec![mention];
    let others = modifier.map(|modifier| view.with_conjuncts(modifier)).unwrap_or_default();
    for other in others {
        if let Some(country) = nation(other)
            && all.iter().all(|known| known.code.country != country)
        {
            let (first, last) = view.phrase(other);
            let code = Code::new(country, sector);
            all.push(Mention { span: document.span(sentence, first, last), code });
        }
    }
    all
}

/// The nationality adjective, or the first part of a compound, of a noun.
fn by_adjective(document: &Document<'_>, sentence: usize, at: usize) -> Vec<Mention> {
    let view = document.view(sentence);
    let mut found = Vec::new();
    let adjectives: Vec<usize> = view
        .sentence
        .children(at)
        .filter(|child| {
            matches!(view.token(*child).relation.base(), "amod" | "compound" | "nmod" | "flat")
        })
        .flat_map(|child| {
            let mut all = vec![child];
            all.extend(view.dependents(child, "conj"));
            all
        })
        .collect();
    for adjective in adjectives {
        let token = view.token(adjective);
        if token.relation.is("nmod") && view.preposition(adjective).is_some() {
            continue;
        }
        if let Some(named) = document.name_at(sentence, adjective)
            && let Some(code) = named.actor().and_then(|entry| entry.code_at(document.published))
        {
            found.push(Mention { span: document.span(sentence, named.first, named.last), code });
        } else if let Some((entries, _)) = document.gazetteer.compound(&token.text)
            && let Some(code) = entries.first().and_then(|entry| entry.code)
        {
            found.push(Mention { span: document.span(sentence, adjective, adjective), code });
        } else if token.relation.is("compound")
            && let Some(mention) = document.mention(sentence, adjective)
        {
            found.push(mention);
        }
    }
    if found.is_empty()
        && let Some((entries, _)) = document.gazetteer.compound(&view.token(at).text)
        && let Some(entry) = entries.first()
        && let Some(code) = entry.code
    {
        found.push(Mention { span: document.span(sentence, at, at), code });
    }
    found
}

/// The actor of a noun from the verb that carries it.
fn from_carrier(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    trigger: &Trigger,
) -> Vec<Mention> {
    let view = document.view(sentence);
    let Some(verb) = view.carrier(at) else { return Vec::new() };
    let relation = view.token(view.first_conjunct(at)).relation.as_str().to_owned();
    let light = view.lexicon.is("light", &view.token(verb).lemma);
    let participates = trigger.event_type == EventType::Consult && relation.starts_with("obl");
    let purpose = relation.starts_with("obl")
        && view.preposition(at).is_some_and(|word| view.lexicon.is("purpose-preposition", &word))
        && view
            .lexicon
            .triggers(&view.token(verb).lemma)
            .iter()
            .all(|entry| !entry.event_type.quad_class().is_verbal());
    if !(light || participates || purpose) || relation == "nsubj" {
        return Vec::new();
    }
    let subjects =
        if purpose && view.is_passive(verb) { view.objects(verb) } else { view.subjects(verb) };
    let subjects: Vec<usize> = subjects.into_iter().filter(|subject| *subject != at).collect();
    mentions(document, sentence, &subjects)
}

/// The recipient of a noun from the verb that carries it: its dative or prepositional object.
fn recipient_from_carrier(
    document: &Document<'_>,
    sentence: usize,
    at: usize,
    trigger: &Trigger,
) -> Vec<Mention> {
    let view = document.view(sentence);
    let Some(verb) = view.light_verb(at) else { return Vec::new() };
    if !matches!(view.token(view.first_conjunct(at)).relation.base(), "obj" | "nsubj") {
        return Vec::new();
    }
    let mut heads = view.datives(verb);
    for find in &trigger.roles.recipient {
        if let Find::Preposition(word) = find {
            heads.extend(view.with_preposition(verb, word));
        }
    }
    heads.retain(|head| *head != at);
    mentions(document, sentence, &heads)
}

/// All sides of a symmetric act: subject, `mit`, `zwischen`, genitive, adjectives.
fn sides(document: &Document<'_>, sentence: usize, at: usize, trigger: &Trigger) -> Vec<Mention> {
    let view = document.view(sentence);
    let mut heads: Vec<usize> = Vec::new();
    let verbal = view.is_verbal(at);
    let mut found = Vec::new();
    if verbal {
        heads.extend(view.grammatical_subject(at));
        heads.extend(view.objects(at));
    } else {
        heads.extend(view.genitives(at));
        found.extend(by_adjective(document, sentence, at));
    }
    for kind in ["with", "between"] {
        for below in view.sentence.children(at) {
            if view.preposition(below).is_some_and(|word| view.lexicon.is(kind, &word)) {
                heads.push(view.antecedent(below));
            }
        }
    }
    for find in trigger.roles.actor.iter().chain(&trigger.roles.recipient) {
        if let Find::Preposition(word) = find
            && !view.lexicon.is("agent", word)
        {
            heads.extend(view.with_preposition(at, word));
        }
    }
    if !verbal && let Some(verb) = view.carrier(at) {
        let relation = view.token(view.first_conjunct(at)).relation.base();
        let takes_part = view.lexicon.is("light", &view.token(verb).lemma)
            || trigger.event_type == EventType::Consult;
        if takes_part && relation != "nsubj" {
            heads.extend(view.grammatical_subject(verb).filter(|subject| *subject != at));
            if view.lexicon.is("light", &view.token(verb).lemma) {
                for below in view.sentence.children(verb) {
                    if below != at
                        && view.preposition(below).is_some_and(|word| {
                            view.lexicon.is("with", &word) || view.lexicon.is("between", &word)
                        })
                    {
                        heads.push(below);
                    }
                }
            }
        }
    }
    heads.sort_unstable();
    heads.dedup();
    for mention in mentions(document, sentence, &heads) {
        if !found
            .iter()
            .any(|known: &Mention| known.code == mention.code || known.span == mention.span)
        {
            found.push(mention);
        }
    }
    found
}

/// Whether somebody who can act politically is among the mentions: of a known country or body, or of
/// a sector that is political in any country.
pub fn is_political(mentions: &[Mention]) -> bool {
    use Sector::{Gov, Jud, Leg, Mil, Opp, Prm, Pty, Reb, Uaf};
    mentions.iter().any(|mention| match mention.code {
        Code { country: Country::UNKNOWN, sector } => {
            matches!(sector, Some(Gov | Jud | Leg | Mil | Opp | Prm | Pty | Reb | Uaf))
        }
        code => Document::is_political(code) || code.country.is_body(),
    })
}

/// Whether the word is used as an attribute (`die inhaftierten Aktivisten`).
pub fn is_attributive(document: &Document<'_>, sentence: usize, at: usize) -> bool {
    let view = document.view(sentence);
    let token = view.token(at);
    token.relation.is("amod") && (token.verb != VerbForm::None || token.upos == Upos::Adj)
}
