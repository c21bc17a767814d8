//! One cardinal number, in digits or words, from a given atom on.

use super::lexicon::{Class, NumberLexicon};
use crate::atoms::{Atom, AtomKind};
use crate::phrases::Hits;

/// How a cardinal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In digits, perhaps with a scale word.
    Digits,
    /// In words.
    Words,
    /// Only the article (`ein`, `a`), or `one`.
    Article,
}

/// A cardinal number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cardinal {
    /// The atom after it.
    pub end: usize,
    /// Its value.
    pub value: f64,
    /// How it is written.
    pub form: Form,
    /// The factor of a scale word or group noun that ends it; 1 without.
    pub scale: f64,
}

/// The cardinal that begins at `at`, as long as it goes.
pub(crate) fn cardinal(
    atoms: &[Atom],
    hits: &Hits<'_, Class>,
    lexicon: &NumberLexicon,
    at: usize,
) -> Option<Cardinal> {
    let reader = Reader { atoms, hits, lexicon };
    match atoms.get(at)?.kind {
        AtomKind::Digits => reader.digits(at),
        AtomKind::Word => reader.words(at),
        AtomKind::Sign => None,
    }
}

struct Reader<'a> {
    atoms: &'a [Atom],
    hits: &'a Hits<'a, Class>,
    lexicon: &'a NumberLexicon,
}

impl Reader<'_> {
    fn digits(&self, at: usize) -> Option<Cardinal> {
        let mut digits = self.atoms[at].text.clone();
        let mut end = at + 1;
        if digits.len() <= 3 && !digits.starts_with('0') {
            while let Some(next) = self.group(end) {
                digits.push_str(&self.atoms[next - 1].text);
                end = next;
            }
        }
        if let Some(decimals) = self.decimals(end, end > at + 1) {
            digits.push('.');
            digits.push_str(&self.atoms[decimals - 1].text);
            end = decimals;
        }
        if digits.len() > 15 {
            return None;
        }
        let value: f64 = digits.parse().ok()?;
        Some(self.scaled(Cardinal { end, value, form: Form::Digits, scale: 1.0 }))
    }

    /// A further group of three digits (`.000`, ` 000`): the atom after it.
    fn group(&self, at: usize) -> Option<usize> {
        let here = self.atoms.get(at)?;
        let is_group = |atom: &Atom| atom.kind == AtomKind::Digits && atom.text.len() == 3;
        if here.kind == AtomKind::Digits {
            return (is_group(here) && !here.glued).then_some(at + 1);
        }
        let separates = here.kind == AtomKind::Sign
            && here.text.chars().all(|c| c == self.lexicon.thousands || matches!(c, '\'' | '’'));
        let next = self.atoms.get(at + 1)?;
        (separates && here.glued && next.glued && is_group(next)).then_some(at + 2)
    }

    /// Decimals (`,5`): the atom after them.
    fn decimals(&self, at: usize, grouped: bool) -> Option<usize> {
        let (sign, next) = (self.atoms.get(at)?, self.atoms.get(at + 1)?);
        if sign.kind != AtomKind::Sign
            || !sign.glued
            || next.kind != AtomKind::Digits
            || !next.glued
        {
            return None;
        }
        let is = |c: char| sign.text.chars().eq([c]);
        let end = at + 2;
        let goes_on = self.atoms.get(end).is_some_and(|a| a.glued && a.text == sign.text)
            && self.atoms.get(end + 1).is_some_and(|a| a.glued && a.kind == AtomKind::Digits);
        if goes_on {
            return None;
        }
        // The sign of the other language counts before a scale word: `1.5 Millionen`.
        let foreign = !grouped
            && is(self.lexicon.thousands)
            && next.text.len() < 3
            && self.scale(end).is_some();
        (is(self.lexicon.decimal) || foreign).then_some(end)
    }

    /// A scale word or glued suffix at `at`: the atom after it, and its factor.
    fn scale(&self, at: usize) -> Option<(usize, f64)> {
        let (end, value) = match self.hits.find(at, Class::Scale) {
            Some(found) => found,
            None if self.atoms.get(at)?.glued => self.hits.find(at, Class::Suffix)?,
            None => return None,
        };
        Some((end, value.parse().ok()?))
    }

    /// A number with the half, scale words and group nouns that follow it.
    fn scaled(&self, mut number: Cardinal) -> Cardinal {
        if let Some((end, _)) = self.hits.find(number.end, Class::AndHalf) {
            number.end = end;
            number.value += 0.5;
        }
        // `5-Millionen` and `5 Millionen` alike.
        while let Some((end, factor)) =
            self.scale(number.end).or_else(|| self.group_noun(number.end))
        {
            number.end = end;
            number.value *= factor;
            number.scale *= factor;
        }
        number
    }

    fn group_noun(&self, at: usize) -> Option<(usize, f64)> {
        let (end, value) = self.hits.find(at, Class::Group)?;
        Some((end, value.parse().ok()?))
    }

    fn words(&self, at: usize) -> Option<Cardinal> {
        if let Some((end, _)) = self.hits.find(at, Class::Half) {
            let end = self.hits.skip(end, Class::Article);
            let (end, factor) = self.scale(end).or_else(|| self.group_noun(end))?;
            return Some(Cardinal { end, value: factor / 2.0, form: Form::Words, scale: factor });
        }
        if let Some((end, _)) = self.hits.find(at, Class::Article) {
            return Some(self.after_article(end));
        }
        let mut sum = Sum::default();
        let mut end = self.add_word(&mut sum, at, true)?;
        loop {
            let next = match self.atoms.get(end) {
                Some(dash) if dash.is_dash() && dash.glued => {
                    if !self.atoms.get(end + 1).is_some_and(|atom| atom.glued) {
                        break;
                    }
                    end + 1
                }
                Some(_) if sum.value() >= 100.0 => self.hits.skip(end, Class::And),
                _ => end,
            };
            match self.add_word(&mut sum, next, false) {
                Some(after) => end = after,
                None => break,
            }
        }
        let value = sum.value();
        let form = if value == 1.0 { Form::Article } else { Form::Words };
        let scale = sum.last_scale.unwrap_or(1.0);
        let number = Cardinal { end, value, form, scale };
        Some(if sum.last_scale.is_some() { number } else { self.scaled(number) })
    }

    /// `eine Million`, `a dozen`, `ein`.
    fn after_article(&self, end: usize) -> Cardinal {
        let half = self.hits.find(end, Class::Half);
        let after = half.map_or(end, |(after, _)| after);
        let hundred = || {
            let (end, value) = self.hits.find(after, Class::Hundred)?;
            Some((end, value.parse::<f64>().ok()?))
        };
        match hundred().or_else(|| self.scale(after)).or_else(|| self.group_noun(after)) {
            Some((end, factor)) => {
                let value = if half.is_some() { factor / 2.0 } else { factor };
                self.scaled(Cardinal { end, value, form: Form::Words, scale: factor })
            }
            None => Cardinal { end, value: 1.0, form: Form::Article, scale: 1.0 },
        }
    }

    /// Adds the number word at `at`, whole or in morphemes: the atom after it.
    fn add_word(&self, sum: &mut Sum, at: usize, first: bool) -> Option<usize> {
        const SIMPLE: [Class; 5] =
            [Class::Hundred, Class::Scale, Class::Unit, Class::Teen, Class::Ten];
        let mut tried = sum.clone();
        // The longest, of equally long ones the first: `quatre-vingts` is not `quatre`.
        // `Million` alone is no number, `tausend` is.
        let alone = |class: Class, value: &str| {
            first && class == Class::Scale && value.parse().is_ok_and(|value: f64| value > 1000.0)
        };
        let words = SIMPLE.iter().rev().filter_map(|&class| {
            let (end, value) = self.hits.find(at, class)?;
            (!alone(class, value)).then_some((class, (end, value)))
        });
        if let Some((class, (end, value))) = words.max_by_key(|(_, (end, _))| *end) {
            let value: f64 = value.parse().ok()?;
            tried.add(class, value)?;
            *sum = tried;
            return Some(end);
        }
        let word = &self.atoms.get(at)?.text;
        if word.len() > 120 {
            return None;
        }
        self.add_morphemes(&mut tried, word, 0)?;
        *sum = tried;
        Some(at + 1)
    }

    fn add_morphemes(&self, sum: &mut Sum, rest: &str, depth: usize) -> Option<()> {
        if rest.is_empty() {
            return (depth > 1).then_some(());
        }
        if depth > 16 {
            return None;
        }
        for (form, class, value) in &self.lexicon.morphemes {
            let Some(left) = rest.strip_prefix(form.as_str()) else { continue };
            let mut tried = sum.clone();
            if tried.add(*class, *value).is_some()
                && self.add_morphemes(&mut tried, left, depth + 1).is_some()
            {
                *sum = tried;
                return Some(());
            }
        }
        None
    }
}

/// A number as its words add up.
#[derive(Debug, Clone, Default)]
struct Sum {
    total: f64,
    current: f64,
    /// The last word was a joining one (`und`).
    joined: bool,
    started: bool,
    last_scale: Option<f64>,
    smallest_scale: Option<f64>,
}

impl Sum {
    fn value(&self) -> f64 {
        self.total + self.current
    }

    /// Adds a word; `None` if it cannot stand there.
    fn add(&mut self, class: Class, value: f64) -> Option<()> {
        let hundreds = self.current % 100.0;
        let fits = match class {
            Class::Unit => hundreds == 0.0 || hundreds % 10.0 == 0.0 && hundreds >= 20.0,
            Class::Teen => hundreds == 0.0,
            Class::Ten => hundreds == 0.0 || self.joined && hundreds < 10.0,
            Class::Hundred => self.current < 100.0 && self.current.fract() == 0.0,
            Class::Scale => self.smallest_scale.is_none_or(|smallest| value < smallest),
            Class::And => self.started && !self.joined,
            Class::AndHalf => self.started && self.current.fract() == 0.0,
            _ => false,
        };
        // Zero takes nothing after it.
        if !fits || self.started && self.value() == 0.0 {
            return None;
        }
        self.last_scale = None;
        match class {
            Class::Hundred => self.current = self.current.max(1.0) * value,
            Class::Scale => {
                self.total += if self.current == 0.0 { 1.0 } else { self.current } * value;
                self.current = 0.0;
                self.last_scale = Some(value);
                self.smallest_scale = Some(value);
            }
            _ => self.current += value,
        }
        self.joined = class == Class::And;
        self.started = true;
        Some(())
    }
}
