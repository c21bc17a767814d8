//! The phrase around a cardinal: hedge, range, unit and counted noun.

use language::{Sentence, Upos};

use super::cardinal::{Cardinal, Form, cardinal};
use super::lexicon::{Class, NumberLexicon, range};
use super::{Quantity, Unit};
use crate::atoms::{Atom, AtomKind, atoms};
use crate::phrases::Hits;
use crate::time::{self, TimeLexicon};

pub(super) fn find(sentence: &Sentence, lexicon: &NumberLexicon) -> Vec<Quantity> {
    let atoms = atoms(sentence);
    let hits = lexicon.phrases.hits(&atoms);
    let mut in_time = vec![false; sentence.tokens.len()];
    if let Some(times) = TimeLexicon::for_language(lexicon.language) {
        for time in time::find(sentence, times, None) {
            in_time[time.first..=time.last].fill(true);
        }
    }
    let reader = Reader { sentence, lexicon, atoms: &atoms, hits: &hits, in_time: &in_time };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match reader.quantity(at) {
            Read::Figure(quantity, end) => {
                found.push(quantity);
                at = end.max(at + 1);
            }
            Read::Passed(end) => at = end.max(at + 1),
            Read::Nothing => at += 1,
        }
    }
    found
}

/// What stands at an atom.
enum Read {
    /// A figure, and the atom after it.
    Figure(Quantity, usize),
    /// A number that is no figure, and the atom after it.
    Passed(usize),
    /// No number.
    Nothing,
}

struct Reader<'a> {
    sentence: &'a Sentence,
    lexicon: &'a NumberLexicon,
    atoms: &'a [Atom],
    hits: &'a Hits<'a, Class>,
    in_time: &'a [bool],
}

/// The numeric core of a figure.
struct Core {
    end: usize,
    low: f64,
    high: f64,
    approx: bool,
    form: Form,
    unit: Option<Unit>,
}

impl Reader<'_> {
    fn quantity(&self, at: usize) -> Read {
        if let Some((end, _)) = self.hits.find(at, Class::AgeBefore)
            && let Some(age) = self.cardinal(end)
            && age.value < 130.0
        {
            return Read::Passed(age.end);
        }
        // Hedges, then an opening `zwischen`, then the number.
        let mut start = at;
        let mut approx = false;
        while let Some((end, _)) = self.hits.find(start, Class::Hedge) {
            approx = true;
            start = end;
        }
        let between = self.hits.find(start, Class::Between).map(|(end, _)| end);
        let mut begin = between.unwrap_or(start);
        while let Some((end, _)) = self.hits.find(begin, Class::Hedge) {
            approx = true;
            begin = end;
        }
        let Some(mut core) = self.core(begin, between.is_some(), approx) else {
            // A hedge without a number: try again from inside it.
            return match self.hits.find(begin, Class::Label) {
                Some((end, _)) if at == begin => self.label(end),
                _ => Read::Nothing,
            };
        };
        if between.is_some() && core.low == core.high {
            return Read::Nothing;
        }
        core.approx |= approx;
        let first = self.atoms[at].token;
        if let Some(end) = self.is_no_figure(begin, &core) {
            return Read::Passed(end);
        }
        self.with_noun(first, begin, core)
    }

    /// After a noun whose figure is a name: passes over the figure.
    fn label(&self, at: usize) -> Read {
        let at = if self.atoms.get(at).is_some_and(Atom::is_dash) { at + 1 } else { at };
        match self.atoms.get(at) {
            Some(atom) if atom.kind == AtomKind::Digits => {
                let mut end = at + 1;
                while self
                    .atoms
                    .get(end)
                    .is_some_and(|atom| atom.glued && atom.kind != AtomKind::Word)
                {
                    end += 1;
                }
                Read::Passed(end)
            }
            _ => Read::Nothing,
        }
    }

    fn cardinal(&self, at: usize) -> Option<Cardinal> {
        cardinal(self.atoms, self.hits, self.lexicon, at)
    }

    /// An indefinite plural or a number, perhaps a range, with currency and percent.
    fn core(&self, at: usize, between: bool, hedged: bool) -> Option<Core> {
        // `более тысячи` is one thousand, `тысячи` are some
        let one = hedged
            && [Class::Hundred, Class::Scale].iter().any(|class| {
                self.hits.find(at, *class).map(|(end, _)| end)
                    == self.hits.find(at, Class::Plural).map(|(end, _)| end)
            });
        if let Some((end, (low, high))) = self.plural(at).filter(|_| !one) {
            let core = Core { end, low, high, approx: true, form: Form::Words, unit: None };
            return Some(self.unit(core));
        }
        let before = self.hits.find(at, Class::Currency).map(|(end, _)| end);
        let first = self.cardinal(before.unwrap_or(at))?;
        let mut core = Core {
            end: first.end,
            low: first.value,
            high: first.value,
            approx: false,
            form: first.form,
            unit: before.map(|_| Unit::Money),
        };
        if let Some(end) = self.second(first.end, between)
            && !self.is_letter_after_digits(first.end)
        {
            let mut end = end;
            while let Some((after, _)) = self.hits.find(end, Class::Hedge) {
                core.approx = true;
                end = after;
            }
            let end = self.hits.skip(end, Class::Currency);
            if let Some(second) = self.cardinal(end).filter(|second| second.form != Form::Article) {
                // `zwei bis drei Millionen`: the scale belongs to both.
                let factor =
                    if first.scale == 1.0 && first.value < 1000.0 { second.scale } else { 1.0 };
                let low = first.value * factor;
                if low < second.value {
                    core.low = low;
                    core.high = second.value;
                    core.end = second.end;
                    core.form = second.form;
                }
            }
        }
        if let Some((end, _)) = self.hits.find(core.end, Class::HedgeAfter) {
            core.approx = true;
            core.end = end;
        }
        Some(self.unit(core))
    }

    /// Whether letters are glued to what ends before `at` (`5G`).
    fn is_letter_after_digits(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued && atom.kind == AtomKind::Word)
    }

    /// Where the second end of a range begins.
    fn second(&self, at: usize, between: bool) -> Option<usize> {
        let here = self.atoms.get(at)?;
        if here.is_dash() {
            let next = self.atoms.get(at + 1)?;
            return (here.glued == next.glued).then_some(at + 1);
        }
        let to = self.hits.find(at, Class::To).or_else(|| self.hits.find(at, Class::Or));
        let and = || if between { self.hits.find(at, Class::RangeAnd) } else { None };
        to.or_else(and).map(|(end, _)| end)
    }

    /// `Dutzende`, `Hunderte von`, `mehrere tausend`.
    fn plural(&self, at: usize) -> Option<(usize, (f64, f64))> {
        let after_several = self.hits.find(at, Class::Several);
        if let Some((end, low)) = after_several {
            let low: f64 = low.parse().ok()?;
            let factor = [Class::Hundred, Class::Scale, Class::Group]
                .into_iter()
                .find_map(|class| self.hits.find(end, class));
            if let Some((mut end, factor)) = factor {
                let mut factor: f64 = factor.parse().ok()?;
                // `mehrere hunderttausend`, `several hundred thousand`.
                if let Some((after, more)) = self.hits.find(end, Class::Scale) {
                    factor *= more.parse::<f64>().ok()?;
                    end = after;
                }
                return Some((end, (low * factor, 10.0 * factor - 1.0)));
            }
            let (end, value) = self.hits.find(end, Class::Plural)?;
            return Some((end, range(value)?));
        }
        let (end, value) = self.hits.find(at, Class::Plural)?;
        Some((end, range(value)?))
    }

    /// Currency, percent or measure after the number.
    fn unit(&self, mut core: Core) -> Core {
        for (class, unit) in [(Class::Currency, Unit::Money), (Class::Percent, Unit::Percent)] {
            if core.unit.is_none()
                && let Some((end, _)) = self.hits.find(core.end, class)
            {
                core.end = end;
                core.unit = Some(unit);
            }
        }
        core
    }

    /// Whether the number is a date, an age, an ordinal, a score or part of a name; then the atom
    /// to go on from.
    fn is_no_figure(&self, begin: usize, core: &Core) -> Option<usize> {
        let token = self.atoms[begin].token;
        let last = self.atoms[core.end - 1].token;
        if self.in_time[token] || self.in_time[last] {
            return Some(core.end);
        }
        if core.unit == Some(Unit::Money) {
            return None;
        }
        let before = begin.checked_sub(1).map(|at| &self.atoms[at]);
        let after = self.atoms.get(core.end);
        let here = &self.atoms[begin];
        // `F-16`, `COVID-19`, `20:30`, `3/4`, `x5`, `#3`.
        if here.kind == AtomKind::Digits
            && here.glued
            && before.is_some_and(|b| {
                !matches!(b.text.as_str(), "(" | "„" | "\"" | "“" | "[" | "'" | "~")
            })
        {
            return Some(core.end);
        }
        if let Some(after) = after
            && here.kind == AtomKind::Digits
        {
            let next_digits = self
                .atoms
                .get(core.end + 1)
                .is_some_and(|next| next.glued && next.kind == AtomKind::Digits);
            let joined = after.glued && next_digits && after.kind == AtomKind::Sign;
            let age = self.hits.find(core.end, Class::Age).is_some()
                || after.is_dash() && self.hits.find(core.end + 1, Class::Age).is_some();
            if joined || age || self.is_ordinal(core.end) {
                return Some(core.end + 1);
            }
            // `5G`, but not `5km`.
            let measure = self.hits.find(core.end, Class::Measure).is_some();
            if after.glued && after.kind == AtomKind::Word && !measure {
                return Some(core.end + 1);
            }
            // `12-jährig`, `4-star`: a compound, not a count.
            let compound = after.glued
                && after.is_dash()
                && self.atoms.get(core.end + 1).is_some_and(|next| next.glued);
            if compound {
                return Some(core.end + 2);
            }
        }
        if self.hits.find(core.end, Class::Age).is_some() {
            return Some(core.end);
        }
        // `„1.` at the head of a list.
        let heads_sentence =
            begin == 0 || begin == 1 && !before.is_some_and(|b| b.kind == AtomKind::Word);
        let list = after.is_some_and(|after| after.is_sign(".") || after.is_sign(")"));
        if heads_sentence
            && list
            && here.kind == AtomKind::Digits
            && self.atoms.len() > core.end + 1
        {
            return Some(core.end + 1);
        }
        // `Yulia Skripal, 33, said`; `Merkel (51)`.
        if here.kind == AtomKind::Digits
            && core.low < 120.0
            && let Some(before) = before
            && (before.is_sign(",") || before.is_sign("("))
            && after
                .is_some_and(|after| after.is_sign(",") || after.is_sign(")") || after.is_sign("."))
            && begin >= 2
            && self.atoms[begin - 2].capital
            && matches!(self.tokens(begin - 2), Upos::Propn | Upos::X)
        {
            return Some(core.end);
        }
        // A number that hangs on a noun to its left is its name: `Resolution 1701`.
        let word = &self.sentence.tokens[token];
        let names = word.head.is_some_and(|head| {
            head + 1 == token
                && matches!(self.sentence.tokens[head].upos, Upos::Noun | Upos::Propn)
                && ["nummod", "flat", "appos", "compound", "nmod"]
                    .iter()
                    .any(|r| word.relation.is(r))
        });
        let follows = self.sentence.tokens.get(last + 1);
        let counts_on = follows.is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Adj));
        (names && here.kind == AtomKind::Digits && !counts_on).then_some(core.end)
    }

    fn tokens(&self, atom: usize) -> Upos {
        self.sentence.tokens[self.atoms[atom].token].upos
    }

    /// `3.`, `57th`.
    fn is_ordinal(&self, end: usize) -> bool {
        let Some((after, _)) = self.hits.find(end, Class::Ordinal) else { return false };
        if !self.atoms[end].glued {
            return false;
        }
        // A full stop makes an ordinal only inside the sentence, before a word.
        let sign = self.atoms[end].kind == AtomKind::Sign;
        !sign
            || self.atoms.get(after).is_some_and(|next| next.kind == AtomKind::Word && !next.glued)
    }

    /// Completes the figure by the noun that it counts.
    fn with_noun(&self, first: usize, begin: usize, core: Core) -> Read {
        let last = self.atoms[core.end - 1].token;
        let mut quantity = Quantity {
            first,
            last,
            low: core.low,
            high: core.high,
            approx: core.approx,
            noun: None,
            unit: core.unit.unwrap_or(Unit::Plain),
            article: core.form == Form::Article,
        };
        let mut end = core.end;
        match core.unit {
            Some(_) => quantity.noun = Some(last),
            None => {
                if let Some((after, kind)) = self.measure(core.end) {
                    end = after;
                    quantity.unit = Unit::parse(kind).unwrap_or(Unit::Plain);
                    quantity.last = self.atoms[after - 1].token;
                    quantity.noun = Some(quantity.last);
                    if quantity.unit == Unit::Weight {
                        self.substance(&mut quantity, end);
                    }
                } else if let Some(noun) = self.noun(begin, &core, last) {
                    quantity.noun = noun.head;
                    quantity.last = noun.last;
                }
            }
        }
        if quantity.article && !self.article_counts(&quantity) {
            return Read::Nothing;
        }
        while self.atoms.get(end).is_some_and(|atom| atom.token <= quantity.last) {
            end += 1;
        }
        Read::Figure(quantity, end)
    }

    /// `17 Kilogramm`, `5-km`: a unit of measure directly after the number.
    fn measure(&self, end: usize) -> Option<(usize, &str)> {
        let (after, kind) = self.hits.find(end, Class::Measure)?;
        // `m` and `t` count only in lower case and before no further letters.
        (!self.is_letter_after_digits(after)).then_some((after, kind))
    }

    /// `ein Kilogramm TNT`, `two tons of explosives`: what is weighed.
    fn substance(&self, quantity: &mut Quantity, end: usize) {
        let end = self.hits.skip(end, Class::Of);
        let Some(atom) = self.atoms.get(end) else { return };
        let token = &self.sentence.tokens[atom.token];
        let noun = matches!(token.upos, Upos::Noun | Upos::Propn)
            || token.upos == Upos::X
                && (atom.capital && self.lexicon.decimal == ',' || self.is_listed(atom.token));
        if noun {
            quantity.noun = Some(atom.token);
            quantity.last = atom.token;
        }
    }

    /// Whether `ein` before this noun is a figure.
    fn article_counts(&self, quantity: &Quantity) -> bool {
        let Some(noun) = quantity.noun else {
            // `eine weitere`: one more of those.
            return quantity.last > quantity.first;
        };
        if quantity.unit == Unit::Weight {
            return true;
        }
        let token = &self.sentence.tokens[noun];
        let found =
            self.lexicon.counted(&token.lemma).or_else(|| self.lexicon.counted(&token.text));
        found.is_some_and(|(_, person)| person) && token.number != language::Number::Plural
    }

    /// The noun that the number counts.
    fn noun(&self, begin: usize, core: &Core, last: usize) -> Option<Noun> {
        let tokens = &self.sentence.tokens;
        let sentence_end = tokens.len();
        // `27 von 35 Stimmen`, `hundreds of people`, `drei der Männer`.
        let mut from = last + 1;
        if let Some((end, _)) = self.hits.find(core.end, Class::Of) {
            if let Some(whole) = self.cardinal(end).filter(|whole| whole.form != Form::Article) {
                let core = Core { end: whole.end, ..*core };
                let last = self.atoms[whole.end - 1].token;
                return self.noun(begin, &core, last).or(Some(Noun { head: None, last }));
            }
            from = self.atoms.get(end)?.token;
        }
        // By syntax: the head that the number modifies, if it stands to the right.
        let number = (self.atoms[begin].token..=last).rev();
        let by_syntax = number
            .filter_map(|at| {
                let token = &tokens[at];
                let modifies = ["nummod", "det", "amod", "nmod", "compound"];
                let head = token.head.filter(|head| *head > last && *head <= last + 10)?;
                modifies.iter().any(|relation| token.relation.is(relation)).then_some(head)
            })
            .next();
        if let Some(head) = by_syntax
            && matches!(
                tokens[head].upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Num
            )
            && !self.is_broken(last + 1, head)
        {
            let noun = (!self.is_other(head)).then_some(head);
            return Some(Noun { head: noun, last: head });
        }
        // Else the noun that follows, over its adjectives.
        let mut other = None;
        for at in from..sentence_end.min(last + 8) {
            let token = &tokens[at];
            let capital = token.text.chars().next().is_some_and(char::is_uppercase);
            let listed = self.is_listed(at);
            match token.upos {
                Upos::Noun => return Some(self.to_compound_end(at)),
                Upos::Propn if capital => return Some(self.to_compound_end(at)),
                Upos::Adj | Upos::Verb | Upos::Adv
                    if listed && (capital || at + 1 == sentence_end) =>
                {
                    return Some(Noun { head: Some(at), last: at });
                }
                Upos::Adj | Upos::Det if self.is_other(at) => other = Some(at),
                Upos::Adj => {
                    let ends = !tokens.get(at + 1).is_some_and(|next| {
                        matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Cconj)
                    });
                    if ends && listed {
                        return Some(Noun { head: Some(at), last: at });
                    }
                    if ends {
                        break;
                    }
                }
                Upos::Det if at == from && from > last + 1 => {}
                Upos::Verb if is_attributive(token) => {}
                // Without tags, a capitalised or listed word.
                Upos::X if listed || capital && self.lexicon.decimal == ',' => {
                    return Some(Noun { head: Some(at), last: at });
                }
                Upos::X if token.text.chars().all(char::is_alphabetic) && at < last + 3 => {}
                _ => break,
            }
        }
        other.map(|at| Noun { head: None, last: at })
    }

    /// English noun compounds: `800 combat troops` ends at the last noun.
    fn to_compound_end(&self, at: usize) -> Noun {
        let tokens = &self.sentence.tokens;
        let mut end = at;
        while let Some(next) = tokens.get(end + 1)
            && matches!(next.upos, Upos::Noun | Upos::Propn)
            && tokens[end].head == Some(end + 1)
            && (tokens[end].relation.is("compound") || tokens[end].relation.is("amod"))
        {
            end += 1;
        }
        Noun { head: Some(end), last: end }
    }

    fn is_listed(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        self.lexicon.counted(&token.lemma).is_some() || self.lexicon.counted(&token.text).is_some()
    }

    fn is_other(&self, token: usize) -> bool {
        let atom = self.atoms.partition_point(|atom| atom.token < token);
        self.hits.find(atom, Class::Other).is_some()
    }

    /// Whether a further number or a sign that ends a phrase stands between two words.
    fn is_broken(&self, from: usize, to: usize) -> bool {
        let between = &self.sentence.tokens[from.min(to)..to];
        between.iter().any(|token| {
            token.upos == Upos::Num
                || matches!(token.text.as_str(), ";" | ":" | "." | "!" | "?" | "(" | ")")
        })
    }
}

/// Where the counted noun stands, and where its phrase ends.
struct Noun {
    head: Option<usize>,
    last: usize,
}

/// A participle before a noun (`getötete`, `newly arrived`).
fn is_attributive(token: &language::Token) -> bool {
    token.relation.is("amod")
        || matches!(
            token.verb,
            language::VerbForm::PastParticiple | language::VerbForm::PresentParticiple
        ) && token.head.is_some_and(|_| token.relation.is("acl"))
}
