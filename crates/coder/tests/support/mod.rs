//! Sentences from plain text, for tests of what needs words only.

use language::{EventScores, Number, Relation, Sentence, Token, Upos, VerbForm};

/// Splits at white space and sets signs off, but keeps `29.` inside a sentence, decimal numbers
/// and abbreviations together, as a tokeniser of Universal Dependencies does.
pub fn sentence(text: &str) -> Sentence {
    let mut tokens: Vec<Token> = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let mut start = 0;
    while start < characters.len() {
        if characters[start].is_whitespace() {
            start += 1;
            continue;
        }
        let space = (start..characters.len()).find(|&at| characters[at].is_whitespace());
        let word_end = space.unwrap_or(characters.len());
        let opening = |c: char| "(„“\"»«'[‘".contains(c);
        let closing = |c: char| ",;:!?)“”\"«»…]’'".contains(c);
        let mut from = start;
        while from < word_end && opening(characters[from]) {
            tokens.push(token(&characters, from, from + 1));
            from += 1;
        }
        let mut to = word_end;
        while to > from
            && (closing(characters[to - 1]) || characters[to - 1] == '.' && to == characters.len())
        {
            to -= 1;
        }
        if to > from {
            tokens.push(token(&characters, from, to));
        }
        for at in to.max(from)..word_end {
            tokens.push(token(&characters, at, at + 1));
        }
        start = word_end;
    }
    Sentence {
        start: 0,
        end: characters.len(),
        paragraph: 0,
        tokens,
        entities: Vec::new(),
        events: EventScores::default(),
    }
}

fn token(characters: &[char], start: usize, end: usize) -> Token {
    let text: String = characters[start..end].iter().collect();
    Token {
        // Enough of a lemma for English plurals.
        lemma: text.strip_suffix('s').unwrap_or(&text).to_owned(),
        text,
        start,
        end,
        upos: Upos::X,
        verb: VerbForm::None,
        number: Number::None,
        head: None,
        relation: Relation("dep".into()),
    }
}

/// The text of the words `first..=last`.
#[allow(dead_code)]
pub fn text(sentence: &Sentence, source: &str, first: usize, last: usize) -> String {
    let (start, end) = (sentence.tokens[first].start, sentence.tokens[last].end);
    source.chars().skip(start).take(end - start).collect()
}
