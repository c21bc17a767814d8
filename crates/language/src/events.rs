//! What the event branch of the network says of words: which act they name, how sure it is, and
//! which words belong to it.
//!
//! The branch reads the encoder's lower layers, so it sees words, not lexicons: it knows acts that no
//! entry names, and it is never sure. The coder weighs it against its rules.

use std::path::Path;
use std::sync::Arc;

use record::{EventType, Factuality, Mode, Stance, Tense};
use rten::{Model, NodeId};
use rten_tensor::NdTensor;
use serde::Deserialize;

use crate::encoder::{broken, network, nodes, options, output, read};
use crate::{LanguageError, ModelError};

/// How a word belongs to an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// Who acts.
    Actor,
    /// To whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    When,
    /// How many.
    Number,
    /// Who says so.
    Source,
    /// The word that reports.
    Cue,
}

/// Scores of one sentence's words; chances lie in 0..=1.
#[derive(Debug, Clone, Default)]
pub struct EventScores {
    types: Vec<Vec<f32>>,
    modes: Vec<Vec<f32>>,
    factuality: Vec<Vec<f32>>,
    tenses: Vec<Vec<f32>>,
    background: Vec<f32>,
    stances: Vec<Vec<f32>>,
    event_side: Vec<Vec<f32>>,
    word_side: Vec<Vec<f32>>,
    labels: Arc<EventLabels>,
}

impl EventScores {
    /// Whether nothing is known: the sentence was not read by a network.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// Chance that the word names an act of any type; 0 where nothing is known.
    pub fn chance(&self, at: usize) -> f32 {
        self.types.get(at).map_or(0.0, |row| 1.0 - row[0])
    }

    /// The likeliest type of the act that the word names, with its chance given that it names one.
    pub fn event_type(&self, at: usize) -> Option<(EventType, f32)> {
        let row = self.types.get(at)?.get(1..)?;
        let (best, value) = best(row)?;
        Some((EventType::ALL[best], value / row.iter().sum::<f32>().max(f32::MIN_POSITIVE)))
    }

    /// Chance of a type given that the word names an act.
    pub fn type_chance(&self, at: usize, event_type: EventType) -> f32 {
        let Some(row) = self.types.get(at).and_then(|row| row.get(1..)) else { return 0.0 };
        let place = EventType::ALL.iter().position(|each| *each == event_type);
        place.map_or(0.0, |place| row[place] / row.iter().sum::<f32>().max(f32::MIN_POSITIVE))
    }

    /// The likeliest mode among those of a type; `None` for no mode.
    pub fn mode(&self, at: usize, event_type: EventType) -> Option<Mode> {
        let row = self.modes.get(at)?;
        let allowed =
            |mode: &Option<Mode>| mode.is_none_or(|mode| event_type.modes().contains(&mode));
        let mut found: Option<(Option<Mode>, f32)> = None;
        for (mode, value) in self.labels.modes.iter().zip(row) {
            if allowed(mode) && found.is_none_or(|(_, most)| *value > most) {
                found = Some((*mode, *value));
            }
        }
        found.and_then(|(mode, _)| mode)
    }

    /// The likeliest factuality of the act, with its chance.
    pub fn factuality(&self, at: usize) -> Option<(Factuality, f32)> {
        let (best, value) = best(self.factuality.get(at)?)?;
        Some((Factuality::ALL[best], value))
    }

    /// The likeliest tense of the act, with its chance.
    pub fn tense(&self, at: usize) -> Option<(Tense, f32)> {
        let (best, value) = best(self.tenses.get(at)?)?;
        Some((Tense::ALL[best], value))
    }

    /// Chance that the act is told as history.
    pub fn background(&self, at: usize) -> f32 {
        self.background.get(at).copied().unwrap_or(0.0)
    }

    /// The likeliest stance of a word that reports, with its chance; `None` if it likely reports
    /// nothing.
    pub fn stance(&self, at: usize) -> Option<(Stance, f32)> {
        let (best, value) = best(self.stances.get(at)?)?;
        Some((Stance::ALL[best.checked_sub(1)?], value))
    }

    /// Chance that `word` is a head word of the act's role.
    pub fn link(&self, event: usize, word: usize, link: Link) -> f32 {
        let (Some(event), Some(word)) = (self.event_side.get(event), self.word_side.get(word))
        else {
            return 0.0;
        };
        let width = event.len() / self.labels.link_bias.len().max(1);
        let role = link as usize;
        let part = role * width..(role + 1) * width;
        let product: f32 =
            event[part.clone()].iter().zip(&word[part]).map(|(event, word)| event * word).sum();
        1.0 / (1.0 + (-(product + self.labels.link_bias[role])).exp())
    }

    /// The words that are linked to an act in a role with at least this chance, from left to right.
    pub fn linked(&self, event: usize, link: Link, chance: f32) -> Vec<(usize, f32)> {
        (0..self.word_side.len())
            .map(|word| (word, self.link(event, word, link)))
            .filter(|(_, value)| *value >= chance)
            .collect()
    }
}

fn best(row: &[f32]) -> Option<(usize, f32)> {
    let mut found: Option<(usize, f32)> = None;
    for (at, value) in row.iter().enumerate() {
        if found.is_none_or(|(_, most)| *value > most) {
            found = Some((at, *value));
        }
    }
    found
}

fn chances(row: &[f32]) -> Vec<f32> {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = row.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// `events.json`: what the branch's outputs stand for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct EventLabels {
    types: Vec<EventType>,
    #[serde(deserialize_with = "modes")]
    modes: Vec<Option<Mode>>,
    factuality: Vec<Factuality>,
    tenses: Vec<Tense>,
    stances: Vec<Stance>,
    links: Vec<String>,
    link_bias: Vec<f32>,
}

fn modes<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Option<Mode>>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names
        .iter()
        .map(|name| match Mode::parse(name) {
            None if !name.is_empty() => {
                Err(serde::de::Error::custom(format!("`{name}` is no mode")))
            }
            mode => Ok(mode),
        })
        .collect()
}

impl EventLabels {
    /// The lists that the code relies on must be those that the branch was trained with.
    fn check(&self) -> Result<(), String> {
        let links = ["actor", "recipient", "place", "when", "number", "source", "cue"];
        let agrees = self.types == EventType::ALL
            && self.factuality == Factuality::ALL
            && self.tenses == Tense::ALL
            && self.stances == Stance::ALL
            && self.links == links
            && self.link_bias.len() == links.len();
        agrees.then_some(()).ok_or_else(|| "its lists are not those of this program".to_owned())
    }
}

/// A batch as the branch takes it.
pub(crate) struct EventInput {
    /// Number of words of each sentence.
    pub words: Vec<usize>,
    /// Vectors of the pieces, `[sentences, pieces, width]`.
    pub embeddings: NdTensor<f32, 3>,
    /// The encoder's state at its trunk, of the same shape.
    pub trunk: NdTensor<f32, 3>,
    /// Which pieces are there, `[sentences, pieces]`.
    pub mask: NdTensor<f32, 2>,
    /// Takes the mean of each word's pieces, `[sentences, words, pieces]`.
    pub pool: NdTensor<f32, 3>,
}

/// The loaded branch.
pub(crate) struct EventBranch {
    model: Model,
    labels: Arc<EventLabels>,
    inputs: [NodeId; 5],
    outputs: [NodeId; 8],
}

impl EventBranch {
    /// Loads `events.onnx` and `events.json` of a models folder.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join("events.json");
        let labels: EventLabels =
            serde_json::from_slice(&read(&path)?).map_err(|error| broken(&path, error))?;
        labels.check().map_err(|reason| broken(&path, reason))?;
        let path = folder.join("events.onnx");
        let model = network(&path, read(&path)?)?;
        let inputs = nodes(&model, &path, ["embeddings", "trunk", "mask", "pool", "topic"])?;
        let names = [
            "type",
            "mode",
            "factuality",
            "tense",
            "background",
            "stance",
            "link_event",
            "link_word",
        ];
        let outputs = nodes(&model, &path, names)?;
        Ok(EventBranch { model, labels: Arc::new(labels), inputs, outputs })
    }

    /// Scores of a batch, given the article's topic `[width]`.
    pub fn read(
        &self,
        given: EventInput,
        topic: &[f32],
    ) -> Result<Vec<EventScores>, LanguageError> {
        let EventInput { words, embeddings, trunk, mask, pool } = given;
        let topics = NdTensor::from_data([words.len(), topic.len()], topic.repeat(words.len()));
        let [embeddings_in, trunk_in, mask_in, pool_in, topic_in] = self.inputs;
        let given = vec![
            (embeddings_in, embeddings.into()),
            (trunk_in, trunk.into()),
            (mask_in, mask.into()),
            (pool_in, pool.into()),
            (topic_in, topics.into()),
        ];
        let found = self
            .model
            .run_n(given, self.outputs, Some(options()))
            .map_err(|error| LanguageError::Network(error.to_string()))?;
        let [kind, mode, factuality, tense, background, stance, event_side, word_side] = found;
        let kind = output(kind)?;
        let mode = output(mode)?;
        let factuality = output(factuality)?;
        let tense = output(tense)?;
        let background = output(background)?;
        let stance = output(stance)?;
        let event_side = output(event_side)?;
        let word_side = output(word_side)?;
        let sentences = words.iter().enumerate().map(|(row, &count)| EventScores {
            types: (0..count).map(|word| chances(kind.row(row, word))).collect(),
            modes: (0..count).map(|word| mode.row(row, word).to_vec()).collect(),
            factuality: (0..count).map(|word| chances(factuality.row(row, word))).collect(),
            tenses: (0..count).map(|word| chances(tense.row(row, word))).collect(),
            background: (0..count).map(|word| chances(background.row(row, word))[1]).collect(),
            stances: (0..count).map(|word| chances(stance.row(row, word))).collect(),
            event_side: (0..count).map(|word| event_side.row(row, word).to_vec()).collect(),
            word_side: (0..count).map(|word| word_side.row(row, word).to_vec()).collect(),
            labels: self.labels.clone(),
        });
        Ok(sentences.collect())
    }
}
