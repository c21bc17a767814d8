//! Dictionary forms: by treebank, by word list, by the parts of a word, by its ending.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lemma_file::{Class, LemmaFile};
use crate::words::{Words, words};
use crate::{Token, Upos, VerbForm};

/// Letters that the last part of a compound has at least.
const SHORTEST_LAST_PART: usize = 4;

include!(concat!(env!("OUT_DIR"), "/lemmas.rs"));

/// The files of each language by name: what a treebank says before the word list.
static FILES: LazyLock<HashMap<&str, Vec<LemmaFile<'static>>>> = LazyLock::new(|| {
    let mut files: HashMap<&str, Vec<LemmaFile<'static>>> = HashMap::new();
    for (language, bytes) in EMBEDDED {
        let file = LemmaFile::read(bytes).expect("a test reads every embedded file");
        files.entry(language).or_default().push(file);
    }
    files
});

/// The dictionary of one language.
pub(crate) struct Lemmatiser {
    files: &'static [LemmaFile<'static>],
    words: &'static Words,
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn begins_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

impl Lemmatiser {
    /// The dictionary of a language; without data, words are their own lemmas.
    pub fn new(language: &str) -> Self {
        Lemmatiser { files: FILES.get(language).map_or(&[], Vec::as_slice), words: words(language) }
    }

    /// Sets the lemmas of a sentence whose tokens are otherwise complete.
    pub fn fill(&self, tokens: &mut [Token]) {
        for token in tokens.iter_mut() {
            token.lemma = self.lemma(&token.text, token.upos, token.verb);
        }
        if !self.words.particles.is_empty() {
            self.join_particles(tokens);
        }
    }

    /// The lemma of one word.
    pub fn lemma(&self, form: &str, upos: Upos, verb: VerbForm) -> String {
        match upos {
            Upos::Punct | Upos::Sym | Upos::Num | Upos::X => form.to_owned(),
            Upos::Noun => self.noun(form),
            Upos::Propn => self.name(form),
            Upos::Verb | Upos::Aux => self.verb(form, verb),
            Upos::Adj => self.adjective(form),
            _ => {
                let lower = form.to_lowercase();
                self.treebank(&lower, Class::Any).unwrap_or(lower)
            }
        }
    }

    fn treebank(&self, form: &str, class: Class) -> Option<String> {
        let (_, treebanks) = self.files.split_last()?;
        treebanks.iter().find_map(|file| file.find(form, class))
    }

    /// The lemma in the word list, which has some German words in the old spelling alone
    /// (`vermißt`).
    fn listed(&self, form: &str) -> Option<String> {
        let list = self.files.last()?;
        let old = || list.find(&form.replace("ss", "ß"), Class::Any);
        list.find(form, Class::Any)
            .or_else(|| (self.words.does("noun-capitals") && form.contains("ss")).then(old)?)
    }

    fn guess(&self, form: &str, class: Class) -> Option<String> {
        self.files.iter().rev().find_map(|file| file.guess(form, class))
    }

    fn name(&self, form: &str) -> String {
        // Deutschlands, but neither Paris nor names in the plural or in an older spelling
        let known = self.treebank(form, Class::Name).or_else(|| self.listed(form));
        match known {
            Some(lemma) if form.strip_suffix('s') == Some(&lemma) => lemma,
            _ => form.to_owned(),
        }
    }

    fn noun(&self, form: &str) -> String {
        if !self.words.does("noun-capitals") {
            let lower = form.to_lowercase();
            let known = self.treebank(&lower, Class::Noun).or_else(|| self.listed(&lower));
            let acronym = form.chars().count() > 1 && form.chars().all(|c| !c.is_lowercase());
            return known
                .or_else(|| acronym.then(|| form.to_owned()))
                .or_else(|| self.guess(&lower, Class::Noun))
                .unwrap_or(lower);
        }
        if !begins_capital(form) && form.chars().next().is_some_and(char::is_lowercase) {
            // mit beiden; 20-jährige
            return self.treebank(form, Class::Any).unwrap_or_else(|| self.adjective(form));
        }
        let shouted = form.chars().count() > 5 && form.chars().all(char::is_uppercase);
        let form = if shouted { form.to_lowercase() } else { form.to_owned() };
        let noun = capitalised(&form);
        if let Some(lemma) = self.nominal(&noun) {
            return lemma;
        }
        if let Some(lemma) = self.treebank(&noun, Class::Noun).or_else(|| self.listed(&noun)) {
            return respelled(&noun, capitalised(&lemma));
        }
        if noun.chars().all(|c| !c.is_lowercase()) {
            return noun;
        }
        self.compound(&noun)
            .or_else(|| {
                // das Bombardieren: an infinitive
                let lower = noun.to_lowercase();
                (self.listed(&lower)? == lower && lower.ends_with('n')).then(|| noun.clone())
            })
            .or_else(|| self.guess(&noun, Class::Noun).map(|lemma| capitalised(&lemma)))
            .unwrap_or(noun)
    }

    /// `Verletzten` → `Verletzter`, also as the last part of a compound.
    fn nominal(&self, noun: &str) -> Option<String> {
        let lower = noun.to_lowercase();
        let endings = ["en", "er", "em", "es", "e"];
        endings.iter().find_map(|ending| {
            let bare = lower.strip_suffix(ending)?;
            let fits = |stem: &&String| {
                bare.ends_with(stem.as_str()) && (bare.len() == stem.len() || stem.len() >= 7)
            };
            self.words.nominals.iter().find(fits)?;
            Some(format!("{}er", capitalised(bare)))
        })
    }

    /// `Terroranschläge` → `Terroranschlag`: what is before the longest known last part stays.
    fn compound(&self, noun: &str) -> Option<String> {
        if !self.words.does("compounds") {
            return None;
        }
        let starts: Vec<usize> = noun.char_indices().map(|(at, _)| at).collect();
        let last = starts.len().checked_sub(SHORTEST_LAST_PART)?;
        starts.get(2..=last)?.iter().find_map(|&at| {
            let part = capitalised(&noun[at..]);
            let lemma = self.treebank(&part, Class::Noun).or_else(|| self.listed(&part))?;
            let lemma = respelled(&part, lemma);
            begins_capital(&lemma).then(|| format!("{}{}", &noun[..at], lemma.to_lowercase()))
        })
    }

    fn verb(&self, form: &str, verb: VerbForm) -> String {
        let lower = form.to_lowercase();
        if let Some(lemma) = self.treebank(&lower, Class::Verb) {
            return lemma;
        }
        if !self.words.does("infix-participles") {
            let inflected = !matches!(verb, VerbForm::Infinitive | VerbForm::Present);
            return match self.listed(&lower) {
                Some(lemma) if lemma != lower || !inflected => lemma,
                _ => self.guess(&lower, Class::Verb).unwrap_or(lower),
            };
        }
        self.listed(&lower)
            .filter(|lemma| is_infinitive(lemma))
            .or_else(|| self.listed(&participle(&lower)).filter(|lemma| is_infinitive(lemma)))
            .or_else(|| self.prefixed(&lower))
            .or_else(|| self.weak(&lower).or_else(|| self.weak(&participle(&lower))))
            .or_else(|| self.guess(&lower, Class::Verb))
            .unwrap_or(lower)
    }

    /// `vermisst`, `vermisste` → `vermissen`, if that is a verb.
    fn weak(&self, lower: &str) -> Option<String> {
        ["test", "ten", "tet", "te", "st", "t", "e"].iter().find_map(|ending| {
            let infinitive = format!("{}en", lower.strip_suffix(ending)?);
            (self.listed(&infinitive)? == infinitive).then_some(infinitive)
        })
    }

    /// `freigekämpft`, `freizukämpfen`, `freikämpften` → `freikämpfen`.
    fn prefixed(&self, lower: &str) -> Option<String> {
        self.words.particles.iter().find_map(|particle| {
            let rest = lower.strip_prefix(particle)?;
            let rest = rest.strip_prefix("zu").filter(|r| r.ends_with('n')).unwrap_or(rest);
            let lemma = self.treebank(rest, Class::Verb).or_else(|| self.listed(rest))?;
            is_infinitive(&lemma).then(|| format!("{particle}{lemma}"))
        })
    }

    fn adjective(&self, form: &str) -> String {
        let lower = form.to_lowercase();
        if let Some(lemma) = self.treebank(&lower, Class::Adjective) {
            return lemma;
        }
        let listed = self.listed(&lower);
        if self.words.does("infix-participles") {
            return match listed {
                // inhaftierte → inhaftiert: the participle, not its verb
                Some(lemma) if lemma.ends_with('n') && lemma != lower => participle(&lower),
                Some(lemma) => lemma.to_lowercase(),
                None => self
                    .last_part(&lower)
                    .or_else(|| self.guess(&lower, Class::Adjective))
                    .unwrap_or_else(|| participle(&lower)),
            };
        }
        match listed {
            Some(lemma) if self.treebank(&lemma, Class::Verb).as_ref() == Some(&lemma) => lower,
            Some(lemma) => lemma,
            None => self.guess(&lower, Class::Adjective).unwrap_or(lower),
        }
    }

    /// `firmeneigenen` → `firmeneigen`.
    fn last_part(&self, lower: &str) -> Option<String> {
        let starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
        let last = starts.len().checked_sub(SHORTEST_LAST_PART + 1)?;
        starts.get(3..=last)?.iter().find_map(|&at| {
            let part = &lower[at..];
            let lemma = self.treebank(part, Class::Adjective).or_else(|| self.listed(part))?;
            let adjective = !begins_capital(&lemma) && part.starts_with(&lemma);
            adjective.then(|| format!("{}{lemma}", &lower[..at]))
        })
    }

    /// `kündigte ... an` → `ankündigen`, on the verb.
    fn join_particles(&self, tokens: &mut [Token]) {
        for at in 0..tokens.len() {
            let particle = tokens[at].text.to_lowercase();
            let Some(head) = tokens[at].head else { continue };
            if !self.words.particles.contains(&particle.as_str()) || !is_verb(&tokens[head]) {
                continue;
            }
            let joined = format!("{particle}{}", tokens[head].lemma);
            let named = tokens[at].relation.as_str() == "compound:prt";
            if (named || self.ends_clause(tokens, at, head, &joined))
                && !tokens[head].lemma.starts_with(&particle)
            {
                tokens[head].lemma = joined;
            }
        }
    }

    /// A word that could be a particle, at the end of its clause, whose verb exists with it.
    fn ends_clause(&self, tokens: &[Token], at: usize, head: usize, joined: &str) -> bool {
        let finite = !matches!(
            tokens[head].verb,
            VerbForm::Infinitive | VerbForm::PastParticiple | VerbForm::PresentParticiple
        );
        let last = tokens
            .get(at + 1)
            .is_none_or(|next| matches!(next.upos, Upos::Punct | Upos::Cconj) && next.text != "-");
        let bare = !tokens.iter().any(|token| token.head == Some(at));
        let plain = matches!(tokens[at].upos, Upos::Adp | Upos::Adv | Upos::Part | Upos::Adj);
        head < at
            && finite
            && last
            && bare
            && plain
            && ["advmod", "mark", "case", "obl", "compound", "xcomp", "dep"]
                .contains(&tokens[at].relation.base())
            && self.listed(joined).as_deref() == Some(joined)
    }
}

/// `Schüsse` → `Schuss`, where a list has the old `Schuß`.
fn respelled(form: &str, lemma: String) -> String {
    if form.contains("ss") && !form.contains('ß') { lemma.replace('ß', "ss") } else { lemma }
}

/// Whether a German lemma is a verb's.
fn is_infinitive(lemma: &str) -> bool {
    lemma.ends_with('n') && !begins_capital(lemma)
}

fn is_verb(token: &Token) -> bool {
    matches!(token.upos, Upos::Verb | Upos::Aux)
}

/// `inhaftierten` → `inhaftiert`, `gefallene` → `gefallen`, `drohender` → `drohend`.
fn participle(lower: &str) -> String {
    for ending in ["en", "em", "er", "es", "e"] {
        if let Some(stem) = lower.strip_suffix(ending)
            && (stem.ends_with('t') || stem.ends_with("nd") || stem.ends_with("en"))
        {
            return stem.to_owned();
        }
    }
    lower.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, upos: Upos, verb: VerbForm, table: &[(&str, &str)]) {
        let lemmatiser = Lemmatiser::new(language);
        for (form, lemma) in table {
            assert_eq!(lemmatiser.lemma(form, upos, verb), *lemma, "{form}");
        }
    }

    #[test]
    fn every_file_reads() {
        assert_eq!(FILES.len(), 7);
        assert_eq!(Lemmatiser::new("uk").lemma("міста", Upos::Noun, VerbForm::None), "місто");
    }

    #[test]
    fn german_nouns() {
        let table = [
            ("Terroranschläge", "Terroranschlag"),
            ("Verletzten", "Verletzter"),
            ("Tote", "Toter"),
            ("Bundestagsabgeordneten", "Bundestagsabgeordneter"),
            ("Häuser", "Haus"),
            ("Drohnenangriffen", "Drohnenangriff"),
            ("Regierungstruppen", "Regierungstruppe"),
            ("Ministerpräsidenten", "Ministerpräsident"),
            ("Sanktionen", "Sanktion"),
            ("NATO", "NATO"),
            ("Schüsse", "Schuss"),
            ("Beschluss", "Beschluss"),
            ("Kongresses", "Kongress"),
            ("Warnschüsse", "Warnschuss"),
            ("beiden", "beide"),
        ];
        check("de", Upos::Noun, VerbForm::None, &table);
    }

    #[test]
    fn german_verbs() {
        let table = [
            ("entsandt", "entsenden"),
            ("angekündigt", "ankündigen"),
            ("auszubilden", "ausbilden"),
            ("kündigte", "kündigen"),
            ("freigekämpft", "freikämpfen"),
            ("warnte", "warnen"),
            ("erschossen", "erschießen"),
            ("hat", "haben"),
            ("Fordert", "fordern"),
            ("festgenommen", "festnehmen"),
            ("bombardierten", "bombardieren"),
            ("warf", "werfen"),
            ("abgelöste", "ablösen"),
            ("vermisster", "vermissen"),
            ("lässt", "lassen"),
            ("beschloss", "beschließen"),
            ("fasste", "fassen"),
            ("muss", "müssen"),
        ];
        check("de", Upos::Verb, VerbForm::None, &table);
    }

    #[test]
    fn german_adjectives_and_names() {
        check(
            "de",
            Upos::Adj,
            VerbForm::None,
            &[
                ("inhaftierte", "inhaftiert"),
                ("russischen", "russisch"),
                ("firmeneigenen", "firmeneigen"),
            ],
        );
        check(
            "de",
            Upos::Propn,
            VerbForm::None,
            &[("Deutschlands", "Deutschland"), ("Paris", "Paris")],
        );
    }

    #[test]
    fn english() {
        let verbs = [
            ("left", "leave"),
            ("killed", "kill"),
            ("said", "say"),
            ("striking", "strike"),
            ("n't", "n't"),
        ];
        check("en", Upos::Verb, VerbForm::Past, &verbs[..4]);
        check("en", Upos::Noun, VerbForm::None, &[("airstrikes", "airstrike"), ("bodies", "body")]);
    }
}
