//! Universal Dependencies treebanks as the reader sees words.
//!
//! A multi-word token counts as one word where its parts do not spell it (German `zum`) or are a
//! preposition and its article; other parts (`do` + `n't`) stay words of their own.

use super::EvalError;

/// A sentence of a treebank.
#[derive(Debug, Default)]
pub(super) struct GoldSentence {
    pub text: String,
    /// Whether a new paragraph or document begins here.
    pub begins_paragraph: bool,
    pub words: Vec<GoldWord>,
}

/// A word of a treebank.
#[derive(Debug, Clone)]
pub(super) struct GoldWord {
    pub form: String,
    /// `None` for a word that was put together.
    pub lemma: Option<String>,
    pub upos: String,
    /// 0 for the root, `i + 1` for word `i`.
    pub head: usize,
    pub relation: String,
    pub space_after: bool,
    ids: Vec<usize>,
}

/// The sentences of a file.
pub(super) fn read(file: &str) -> Result<Vec<GoldSentence>, EvalError> {
    let mut sentences = Vec::new();
    let mut sentence = GoldSentence::default();
    let mut rows = Vec::new();
    for (number, line) in file.lines().chain([""]).enumerate() {
        let line = line.trim_end_matches('\r');
        if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = text.to_owned();
        } else if line.starts_with("# newdoc") || line.starts_with("# newpar") {
            sentence.begins_paragraph = true;
        } else if line.is_empty() && !rows.is_empty() {
            sentence.words = words(&std::mem::take(&mut rows));
            sentences.push(std::mem::take(&mut sentence));
        } else if !line.is_empty() && !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() != 10 {
                let reason = format!("{} columns in place of 10", columns.len());
                return Err(EvalError::Format { line: number + 1, reason });
            }
            if !columns[0].contains('.') {
                rows.push(columns);
            }
        }
    }
    if sentences.is_empty() { Err(EvalError::Empty) } else { Ok(sentences) }
}

fn words(rows: &[Vec<&str>]) -> Vec<GoldWord> {
    let mut found: Vec<GoldWord> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let row = &rows[at];
        let space_after = !row[9].contains("SpaceAfter=No");
        let Some((first, last)) = row[0].split_once('-') else {
            found.push(word(row, space_after));
            at += 1;
            continue;
        };
        let count = last.parse::<usize>().unwrap_or(0) + 1 - first.parse::<usize>().unwrap_or(0);
        let parts: Vec<GoldWord> =
            rows[at + 1..].iter().take(count).map(|row| word(row, false)).collect();
        at += 1 + parts.len();
        found.extend(token(row[1], parts, space_after));
    }
    let mut position = vec![0; rows.len() + 2];
    for (at, word) in found.iter().enumerate() {
        for &id in &word.ids {
            if id < position.len() {
                position[id] = at + 1;
            }
        }
    }
    for word in &mut found {
        word.head = position.get(word.head).copied().unwrap_or(0);
    }
    found
}

fn word(row: &[&str], space_after: bool) -> GoldWord {
    GoldWord {
        form: row[1].to_owned(),
        lemma: Some(row[2].to_owned()),
        upos: row[3].to_owned(),
        head: row[6].parse().unwrap_or(0),
        relation: row[7].to_owned(),
        space_after,
        ids: row[0].parse().into_iter().collect(),
    }
}

fn token(surface: &str, mut parts: Vec<GoldWord>, space_after: bool) -> Vec<GoldWord> {
    let spelled: String = parts.iter().map(|part| part.form.as_str()).collect();
    let article = parts.len() == 2 && parts[0].upos == "ADP" && parts[1].upos == "DET";
    if spelled == surface && !article {
        if let Some(last) = parts.last_mut() {
            last.space_after = space_after;
        }
        return parts;
    }
    let ids: Vec<usize> = parts.iter().flat_map(|part| part.ids.clone()).collect();
    let chief = parts.into_iter().find(|part| !ids.contains(&part.head));
    chief
        .map(|chief| GoldWord { form: surface.to_owned(), lemma: None, space_after, ids, ..chief })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_words_together() {
        let file = "# text = Er ging zum Arzt, don't\n\
            1\tEr\ter\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tging\tgehen\tVERB\t_\t_\t0\troot\t_\t_\n\
            3-4\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n3\tzu\tzu\tADP\t_\t_\t5\tcase\t_\t_\n\
            4\tdem\tder\tDET\t_\t_\t5\tdet\t_\t_\n5\tArzt\tArzt\tNOUN\t_\t_\t2\tobl\t_\tSpaceAfter=No\n\
            6\t,\t,\tPUNCT\t_\t_\t2\tpunct\t_\t_\n7-8\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            7\tdo\tdo\tAUX\t_\t_\t2\tdep\t_\t_\n8\tn't\tnot\tPART\t_\t_\t7\tadvmod\t_\t_\n";
        let sentences = read(file).unwrap();
        let forms: Vec<&str> = sentences[0].words.iter().map(|w| w.form.as_str()).collect();
        assert_eq!(forms, ["Er", "ging", "zum", "Arzt", ",", "do", "n't"]);
        let heads: Vec<usize> = sentences[0].words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [2, 0, 4, 2, 2, 2, 6]);
        assert!(read("1\tx").is_err());
    }
}
