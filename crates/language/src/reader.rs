//! The language stage: articles in, sentences with all that is known of their words out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use record::Article;

use crate::encoder::{Encoder, Pieces, SentenceReading};
use crate::labels::{EntityLabel, entities};
use crate::lemma::Lemmatiser;
use crate::sentences::{Stretch, sentences};
use crate::tokens::tokens;
use crate::words::words;
use crate::{Annotated, LanguageError, ModelError, Sentence, Token, identify};

/// Longer sentences are cut.
const MOST_WORDS: usize = 200;
/// Words at the end of a piece of a long sentence among which the cut is chosen.
const CUT_WINDOW: usize = 60;
/// Language that a text without words counts as.
const NO_LANGUAGE: &str = "und";

/// Reads articles. Loading takes a moment; clones share what is loaded.
///
/// ```no_run
/// let reader = language::Reader::load()?;
/// let article = record::Article { text: "Kiew warnt vor Angriffen.".into(), ..Default::default() };
/// let annotated = reader.annotate(article)?;
/// assert_eq!(annotated.article.language.as_deref(), Some("de"));
/// assert_eq!(annotated.sentences[0].tokens[1].lemma, "warnen");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Reader {
    encoder: Arc<Encoder>,
    version: Arc<str>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("version", &self.version).finish_non_exhaustive()
    }
}

/// Folders that may hold the model, in the order of the search.
fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    folders.extend(std::env::var_os("LAGEBILD_MODELS").map(PathBuf::from));
    if let Ok(program) = std::env::current_exe()
        && let Some(folder) = program.parent()
    {
        folders.push(folder.join("models"));
        folders.push(folder.join("../share/lagebild/models"));
    }
    folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models"));
    folders
}

impl Reader {
    /// Loads the model from the first of: the folder named by `LAGEBILD_MODELS`, `models` beside
    /// the program, `../share/lagebild/models` from there, `models` in the source tree.
    ///
    /// # Errors
    ///
    /// If none of these has a model, or a file of it cannot be used.
    pub fn load() -> Result<Self, ModelError> {
        let folders = folders();
        match folders.iter().find(|folder| folder.join("encoder.onnx").is_file()) {
            Some(folder) => Self::load_from(folder),
            None => Err(ModelError::Missing(folders)),
        }
    }

    /// Loads the model in `folder`.
    ///
    /// # Errors
    ///
    /// If a file is missing or cannot be used.
    pub fn load_from(folder: &Path) -> Result<Self, ModelError> {
        let encoder = Encoder::load(folder)?;
        let version = encoder.version().into();
        Ok(Reader { encoder: Arc::new(encoder), version })
    }

    /// Name of the model: its training run and the beginning of its hash.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// ISO 639-1 code of the language of `text`; `None` if it has no words.
    pub fn identify(&self, text: &str) -> Option<&'static str> {
        identify::identify(text)
    }

    /// ISO 639-1 code of the language that an article is read in: the given one without its region, else
    /// the identified one; `und` if it has no words.
    pub fn language_of(&self, article: &Article) -> String {
        match &article.language {
            Some(language) if !language.trim().is_empty() => primary(language),
            _ => self.identify(&article.text).unwrap_or(NO_LANGUAGE).to_owned(),
        }
    }

    /// Reads an article. Its language is identified unless it is given. The same article gives
    /// the same result, whatever else is read at the same time.
    ///
    /// # Errors
    ///
    /// If the model fails on it.
    pub fn annotate(&self, mut article: Article) -> Result<Annotated, LanguageError> {
        let language = self.language_of(&article);
        let tables = words(&language);
        let text: Vec<char> = article.text.chars().collect();
        let mut found: Vec<(Stretch, Vec<Spelled>)> = Vec::new();
        let mut spelled = Vec::new();
        let mut speller = self.encoder.speller();
        for stretch in sentences(&text, tables) {
            let all: Vec<Spelled> = tokens(&text, stretch.start, stretch.end, tables)
                .into_iter()
                .map(|(start, end)| Spelled::cut(&text, start, end, stretch.start))
                .collect();
            let mut lengths = Vec::with_capacity(all.len());
            for word in &all {
                lengths.push(speller.word(&word.text, word.space_before)?.len());
            }
            for words in cut(all, &lengths, self.encoder.most_pieces()) {
                let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
                let stretch = Stretch { start: first.start, end: last.end, ..stretch };
                spelled.push(speller.sentence(words.iter().map(Spelled::pair))?);
                found.push((stretch, words));
            }
        }
        let readings = self.encoder.read(&spelled)?;
        let lemmatiser = Lemmatiser::new(&language);
        let sentences = found
            .into_iter()
            .zip(readings)
            .map(|((stretch, words), readings)| sentence(stretch, words, readings, &lemmatiser))
            .collect();
        article.language = Some(language);
        Ok(Annotated { article, sentences })
    }

    /// Reads words as they are given, for measuring: rows of words with whether a space precedes.
    pub(crate) fn read_words(
        &self,
        rows: &[Vec<(String, bool)>],
        language: &str,
    ) -> Result<Vec<Sentence>, LanguageError> {
        let mut speller = self.encoder.speller();
        let spelled: Vec<Pieces> = rows
            .iter()
            .map(|row| speller.sentence(row.iter().map(|(word, space)| (word.as_str(), *space))))
            .collect::<Result<_, _>>()?;
        let lemmatiser = Lemmatiser::new(language);
        let readings = self.encoder.read(&spelled)?;
        Ok(rows
            .iter()
            .zip(readings)
            .map(|(row, readings)| {
                let mut at = 0;
                let words: Vec<Spelled> = row
                    .iter()
                    .map(|(text, space_before)| {
                        let start = at + usize::from(*space_before && at > 0);
                        at = start + text.chars().count();
                        Spelled { text: text.clone(), start, end: at, space_before: *space_before }
                    })
                    .collect();
                let stretch = Stretch { start: 0, end: at, paragraph: 0 };
                sentence(stretch, words, readings, &lemmatiser)
            })
            .collect())
    }
}

/// `de-AT` → `de`.
fn primary(language: &str) -> String {
    language.trim().split(['-', '_']).next().unwrap_or("").to_lowercase()
}

/// A word and where it stands.
struct Spelled {
    text: String,
    start: usize,
    end: usize,
    space_before: bool,
}

impl Spelled {
    fn cut(text: &[char], start: usize, end: usize, sentence: usize) -> Self {
        let space_before = start == sentence || crate::sentences::is_blank(text[start - 1]);
        Spelled { text: text[start..end].iter().collect(), start, end, space_before }
    }

    fn pair(&self) -> (&str, bool) {
        (&self.text, self.space_before)
    }
}

/// Parts of a sentence that the network can take: whole, or cut after a semicolon, colon, comma or
/// any word, in this order of preference.
fn cut(words: Vec<Spelled>, pieces: &[usize], most_pieces: usize) -> Vec<Vec<Spelled>> {
    let most_pieces = most_pieces.saturating_sub(2).max(1);
    let mut parts = Vec::new();
    let mut rest = words;
    let mut pieces = pieces;
    loop {
        let mut sum = 0;
        let fits = pieces
            .iter()
            .take(MOST_WORDS)
            .take_while(|&&length| {
                sum += length;
                sum <= most_pieces
            })
            .count()
            .max(1);
        if fits >= rest.len() {
            parts.push(rest);
            return parts;
        }
        let window = fits.saturating_sub(CUT_WINDOW).max(1)..=fits;
        let after = [";", ":", ","]
            .iter()
            .find_map(|mark| window.clone().rev().find(|&at| rest[at - 1].text == *mark));
        let at = after.unwrap_or(fits);
        let tail = rest.split_off(at);
        // a part must not keep the room of the whole
        rest.shrink_to_fit();
        parts.push(rest);
        rest = tail;
        pieces = &pieces[at..];
    }
}

fn sentence(
    stretch: Stretch,
    words: Vec<Spelled>,
    reading: SentenceReading,
    lemmatiser: &Lemmatiser,
) -> Sentence {
    let labels: Vec<EntityLabel> = reading.words.iter().map(|reading| reading.entity).collect();
    let mut tokens: Vec<Token> = words
        .into_iter()
        .zip(reading.words)
        .map(|(word, reading)| Token {
            text: word.text,
            start: word.start,
            end: word.end,
            lemma: String::new(),
            upos: reading.upos,
            verb: reading.verb,
            number: reading.number,
            head: reading.head.checked_sub(1),
            relation: reading.relation,
        })
        .collect();
    lemmatiser.fill(&mut tokens);
    Sentence {
        start: stretch.start,
        end: stretch.end,
        paragraph: stretch.paragraph,
        tokens,
        entities: entities(&labels),
        events: reading.events,
    }
}
