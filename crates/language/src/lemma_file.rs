//! The lemma file: forms in a finite-state map, each with the edit that makes its lemma.
//!
//! Layout: `LBLM`, the number of edits (u32, little endian), the edits, then the map. A key is the
//! form, a tab and the class. A value is the number of an edit. Most words share few edits, which
//! keeps the map small.

use std::collections::{BTreeMap, HashMap};

use fst::{Map, MapBuilder};

const MAGIC: &[u8; 4] = b"LBLM";
/// What stands inside German participles and infinitives: `an|ge|kündigt`, `aus|zu|bilden`.
const INFIXES: [&str; 3] = ["", "ge", "zu"];

/// How to make a lemma from a form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Edit {
    /// The first letter becomes a capital (1) or a small letter (2), or stays (0).
    case: u8,
    /// Characters before an infix that is taken out.
    at: u8,
    /// Number of the infix.
    infix: u8,
    /// Characters cut from the end.
    cut: u8,
    /// What is put there.
    put: String,
}

impl Edit {
    fn apply(&self, form: &str) -> Option<String> {
        let infix = INFIXES.get(usize::from(self.infix))?;
        let mut letters: Vec<char> = form.chars().collect();
        let at = usize::from(self.at);
        if !infix.is_empty() {
            let end = at + infix.chars().count();
            if letters.get(at..end)?.iter().collect::<String>() != *infix {
                return None;
            }
            letters.drain(at..end);
        }
        let kept = letters.len().checked_sub(usize::from(self.cut))?;
        letters.truncate(kept);
        let mut lemma: String = letters.into_iter().collect();
        lemma.push_str(&self.put);
        Some(match self.case {
            1 => with_first(&lemma, |c| c.to_uppercase().collect()),
            2 => with_first(&lemma, |c| c.to_lowercase().collect()),
            _ => lemma,
        })
    }

    /// The shortest edit from `form` to `lemma`.
    fn between(form: &str, lemma: &str) -> Edit {
        let case = match (form.chars().next(), lemma.chars().next()) {
            (Some(a), Some(b)) if a != b && a.to_lowercase().eq(b.to_lowercase()) => {
                if b.is_uppercase() { 1 } else { 2 }
            }
            _ => 0,
        };
        let cased = match case {
            1 => with_first(form, |c| c.to_uppercase().collect()),
            2 => with_first(form, |c| c.to_lowercase().collect()),
            _ => form.to_owned(),
        };
        let mut best = Edit::suffix(case, 0, 0, &cased, lemma);
        for (infix, text) in INFIXES.iter().enumerate().skip(1) {
            for (byte, _) in cased.match_indices(text) {
                let at = cased[..byte].chars().count();
                if at > 12 {
                    continue;
                }
                let without = format!("{}{}", &cased[..byte], &cased[byte + text.len()..]);
                let edit = Edit::suffix(case, at as u8, infix as u8, &without, lemma);
                if usize::from(edit.cut) + edit.put.len() + 2
                    < usize::from(best.cut) + best.put.len()
                {
                    best = edit;
                }
            }
        }
        best
    }

    fn suffix(case: u8, at: u8, infix: u8, form: &str, lemma: &str) -> Edit {
        let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Edit {
            case,
            at,
            infix,
            cut: (form.chars().count() - shared).min(255) as u8,
            put: lemma.chars().skip(shared).collect(),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let put = &self.put.as_bytes()[..self.put.len().min(255)];
        out.extend([self.case, self.at, self.infix, self.cut, put.len() as u8]);
        out.extend(put);
    }

    fn read(bytes: &mut &[u8]) -> Option<Edit> {
        let (head, rest) = bytes.split_at_checked(5)?;
        let (put, rest) = rest.split_at_checked(usize::from(head[4]))?;
        *bytes = rest;
        let put = String::from_utf8(put.to_vec()).ok()?;
        Some(Edit { case: head[0], at: head[1], infix: head[2], cut: head[3], put })
    }
}

fn with_first(word: &str, change: impl Fn(char) -> String) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| change(first) + letters.as_str())
}

/// Class of a word in a lemma file; the class part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Noun.
    Noun,
    /// Verb or auxiliary.
    Verb,
    /// Adjective.
    Adjective,
    /// Proper noun.
    Name,
    /// Any, or another.
    Any,
}

impl Class {
    fn letter(self) -> char {
        match self {
            Class::Noun => 'N',
            Class::Verb => 'V',
            Class::Adjective => 'A',
            Class::Name => 'P',
            Class::Any => '-',
        }
    }
}

/// A lemma file in memory.
#[derive(Debug)]
pub struct LemmaFile<'b> {
    edits: Vec<Edit>,
    map: Map<&'b [u8]>,
}

impl<'b> LemmaFile<'b> {
    /// Reads a compiled file; `None` if it is not one.
    pub fn read(bytes: &'b [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (count, mut rest) = rest.split_at_checked(4)?;
        let count = u32::from_le_bytes(count.try_into().ok()?);
        let edits = (0..count).map(|_| Edit::read(&mut rest)).collect::<Option<Vec<_>>>()?;
        Some(LemmaFile { edits, map: Map::new(rest).ok()? })
    }

    /// The lemma of a form of this class.
    pub fn find(&self, form: &str, class: Class) -> Option<String> {
        let edit = self.map.get(format!("{form}\t{}", class.letter()))?;
        self.edits.get(edit as usize)?.apply(form)
    }

    /// The lemma that the longest known ending of an unknown form suggests.
    pub fn guess(&self, form: &str, class: Class) -> Option<String> {
        let starts: Vec<usize> = form.char_indices().map(|(at, _)| at).collect();
        for &start in starts.iter().skip(starts.len().saturating_sub(6).max(2)) {
            let key = format!("~{}\t{}", &form[start..], class.letter());
            if let Some(edit) = self.map.get(key) {
                return self.edits.get(edit as usize)?.apply(form);
            }
        }
        None
    }
}

/// Compiles a list of `form<TAB>class<TAB>lemma` lines; see `data/lemmas/README.md`.
///
/// # Errors
///
/// If the map cannot be built.
pub fn compile(list: &str) -> Result<Vec<u8>, fst::Error> {
    let mut pairs = BTreeMap::new();
    for line in list.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(class), Some(lemma)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let spelled = form.strip_prefix('~').unwrap_or(form);
        pairs.entry(format!("{form}\t{class}")).or_insert_with(|| Edit::between(spelled, lemma));
    }
    let mut counts: HashMap<&Edit, usize> = HashMap::new();
    for edit in pairs.values() {
        *counts.entry(edit).or_default() += 1;
    }
    let mut edits: Vec<&Edit> = counts.keys().copied().collect();
    edits.sort_by_key(|edit| {
        let text = (edit.case, edit.at, edit.infix, edit.cut, edit.put.clone());
        (std::cmp::Reverse(counts[*edit]), text)
    });
    let numbers: HashMap<&Edit, u64> =
        edits.iter().enumerate().map(|(number, &edit)| (edit, number as u64)).collect();
    let mut out = MAGIC.to_vec();
    out.extend((edits.len() as u32).to_le_bytes());
    for edit in &edits {
        edit.write(&mut out);
    }
    let mut builder = MapBuilder::memory();
    for (key, edit) in &pairs {
        builder.insert(key, numbers[edit])?;
    }
    out.extend(builder.into_inner()?);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiles_and_finds() {
        let list = "angekündigt\t-\tankündigen\nauszubilden\t-\tausbilden\nHäuser\t-\tHaus\n\
                    left\tV\tleave\n~ungen\tN\tung\nTote\tN\tToter\n";
        let bytes = compile(list).unwrap();
        let file = LemmaFile::read(&bytes).unwrap();
        assert_eq!(file.find("angekündigt", Class::Any).as_deref(), Some("ankündigen"));
        assert_eq!(file.find("auszubilden", Class::Any).as_deref(), Some("ausbilden"));
        assert_eq!(file.find("Häuser", Class::Any).as_deref(), Some("Haus"));
        assert_eq!(file.find("left", Class::Verb).as_deref(), Some("leave"));
        assert_eq!(file.find("left", Class::Noun), None);
        assert_eq!(file.guess("Verhandlungen", Class::Noun).as_deref(), Some("Verhandlung"));
        assert!(LemmaFile::read(b"nothing").is_none());
    }
}
