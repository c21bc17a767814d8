//! The network: words to labels, heads and relations.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use tokenizers::Tokenizer;

use crate::embeddings::Embeddings;
use crate::events::{EventBranch, EventInput, EventScores};
use crate::labels::{EntityLabel, Labels};
use crate::tree::best_heads;
use crate::{LanguageError, ModelError, Number, Relation, Upos, VerbForm};

/// Characters of a word that are looked at, and pieces that it may have.
const LONGEST_WORD: usize = 200;
const MOST_PIECES_OF_WORD: usize = 32;
/// Padded pieces in one batch, and how much shorter than its longest sentence another may be.
const BATCH_PIECES: usize = 1024;
const LIKE_LENGTH: f32 = 0.75;
/// Sentences of an article that are read as one: more would take much memory.
const SECTION: usize = 400;

/// A sentence as pieces: ids with BOS and EOS, and each word's first piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    pub ids: Vec<u32>,
    pub first: Vec<i32>,
}

/// What the network says of one word.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub upos: Upos,
    pub entity: EntityLabel,
    pub verb: VerbForm,
    pub number: Number,
    /// 0 for the root, `i + 1` for word `i`.
    pub head: usize,
    pub relation: Relation,
}

/// What the network says of one sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct SentenceReading {
    pub words: Vec<Reading>,
    pub events: EventScores,
}

/// The loaded network.
pub(crate) struct Encoder {
    tokenizer: Tokenizer,
    embeddings: Embeddings,
    pub labels: Labels,
    network: Model,
    relation: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 8],
    events: EventBranch,
    relation_inputs: [NodeId; 2],
    relation_output: NodeId,
    digest: String,
}

thread_local! {
    /// One worker for each thread that reads, so that articles run side by side.
    static WORKER: OnceCell<Arc<ThreadPool>> = const { OnceCell::new() };
}

pub(crate) fn options() -> RunOptions {
    let worker = WORKER
        .with(|worker| worker.get_or_init(|| Arc::new(ThreadPool::with_num_threads(1))).clone());
    RunOptions::default().with_thread_pool(Some(worker))
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, ModelError> {
    std::fs::read(path).map_err(|source| ModelError::Unreadable { path: path.to_owned(), source })
}

pub(crate) fn broken(path: &Path, reason: impl ToString) -> ModelError {
    ModelError::Broken { path: path.to_owned(), reason: reason.to_string() }
}

pub(crate) fn network(path: &Path, bytes: Vec<u8>) -> Result<Model, ModelError> {
    ModelOptions::with_all_ops().prepack_weights(true).load(bytes).map_err(|e| broken(path, e))
}

pub(crate) fn nodes<const N: usize>(
    model: &Model,
    path: &Path,
    names: [&str; N],
) -> Result<[NodeId; N], ModelError> {
    let found: Result<Vec<NodeId>, _> = names.iter().map(|name| model.node_id(name)).collect();
    let found = found.map_err(|error| broken(path, error))?;
    found.try_into().map_err(|_| broken(path, "a node is missing"))
}

fn best<T>(scores: &[f32], labels: &[T]) -> usize {
    let count = scores.len().min(labels.len());
    (0..count).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

/// Scores for each sentence of a batch and each of its words.
pub(crate) struct Table {
    values: Vec<f32>,
    words: usize,
    size: usize,
}

impl Table {
    pub fn row(&self, sentence: usize, word: usize) -> &[f32] {
        &self.values[(sentence * self.words + word) * self.size..][..self.size]
    }
}

/// What the network gives for a batch.
struct Scores {
    upos: Table,
    entity: Table,
    verb: Table,
    number: Table,
    arc: Table,
    dependent: Table,
    head: Table,
    trunk: NdTensor<f32, 3>,
    vectors: NdTensor<f32, 3>,
    mask: NdTensor<f32, 2>,
}

/// A batch between the encoder and the event branch.
struct Pending<'p> {
    members: Vec<usize>,
    sentences: Vec<&'p Pieces>,
    given: EventInput,
}

pub(crate) fn output(value: Value) -> Result<Table, LanguageError> {
    let tensor: NdTensor<f32, 3> =
        value.try_into().map_err(|error| LanguageError::Network(format!("{error}")))?;
    let [_, words, size] = tensor.shape();
    Ok(Table { values: tensor.to_vec(), words, size })
}

/// The words of each sentence of a batch, and what the event branch needs of it.
type BatchReading = (Vec<Vec<Reading>>, EventInput);

/// Takes the mean of each word's pieces, `[sentences, words, pieces]`.
fn pool(sentences: &[&Pieces]) -> NdTensor<f32, 3> {
    let count = sentences.len();
    let pieces = sentences.iter().map(|s| s.ids.len()).max().unwrap_or(0);
    let words = sentences.iter().map(|s| s.first.len()).max().unwrap_or(0);
    let mut shares = vec![0.0; count * words * pieces];
    for (row, sentence) in sentences.iter().enumerate() {
        // the last piece closes the sentence
        let end = sentence.ids.len() - 1;
        for (word, &first) in sentence.first.iter().enumerate() {
            let first = first as usize;
            let next = sentence.first.get(word + 1).map_or(end, |&next| next as usize).max(first);
            let share = 1.0 / (next - first).max(1) as f32;
            shares[(row * words + word) * pieces..][first..next].fill(share);
        }
    }
    NdTensor::from_data([count, words, pieces], shares)
}

fn mask_and_first(sentences: &[&Pieces]) -> (NdTensor<f32, 2>, NdTensor<i32, 2>) {
    let count = sentences.len();
    let pieces = sentences.iter().map(|s| s.ids.len()).max().unwrap_or(0);
    let words = sentences.iter().map(|s| s.first.len()).max().unwrap_or(0);
    let mut mask = vec![0.0; count * pieces];
    let mut first = vec![0; count * (words + 1)];
    for (row, sentence) in sentences.iter().enumerate() {
        mask[row * pieces..][..sentence.ids.len()].fill(1.0);
        first[row * (words + 1) + 1..][..sentence.first.len()].copy_from_slice(&sentence.first);
    }
    (NdTensor::from_data([count, pieces], mask), NdTensor::from_data([count, words + 1], first))
}

/// What the article is about: the mean over its sentences of the mean of their words' states.
fn topic(batches: &[Pending<'_>], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0; width];
    let mut count = 0;
    // in the order of the text, so that sums do not depend on batches
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    for (batch, pending) in batches.iter().enumerate() {
        rows.extend(pending.members.iter().enumerate().map(|(row, &at)| (at, batch, row)));
    }
    rows.sort_unstable();
    for (_, batch, row) in rows {
        let Pending { sentences, given, .. } = &batches[batch];
        let first = &sentences[row].first;
        if first.is_empty() {
            continue;
        }
        count += 1;
        for &piece in first {
            let state = given.trunk.slice((row, piece as usize));
            for (sum, value) in sum.iter_mut().zip(state.iter()) {
                *sum += value / first.len() as f32;
            }
        }
    }
    sum.iter().map(|sum| sum / count.max(1) as f32).collect()
}

impl Encoder {
    /// Loads the files of a models folder.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join("labels.json");
        let labels: Labels =
            serde_json::from_slice(&read(&path)?).map_err(|error| broken(&path, error))?;
        let path = folder.join("tokenizer.json");
        let tokenizer =
            Tokenizer::from_bytes(read(&path)?).map_err(|error| broken(&path, error))?;
        let path = folder.join("embeddings.q4");
        let embeddings = Embeddings::read(read(&path)?).map_err(|error| broken(&path, error))?;
        let path = folder.join("encoder.onnx");
        let bytes = read(&path)?;
        let digest = blake3::hash(&bytes).to_hex()[..8].to_owned();
        let model = network(&path, bytes)?;
        let inputs = nodes(&model, &path, ["embeddings", "mask", "first"])?;
        let names = ["upos", "entity", "verbform", "number", "arc", "rel_dep", "rel_head", "trunk"];
        let outputs = nodes(&model, &path, names)?;
        let path = folder.join("relation.onnx");
        let relation = network(&path, read(&path)?)?;
        let relation_inputs = nodes(&relation, &path, ["rel_dep", "rel_head"])?;
        let [relation_output] = nodes(&relation, &path, ["relation"])?;
        Ok(Encoder {
            tokenizer,
            embeddings,
            labels,
            network: model,
            relation,
            inputs,
            outputs,
            events: EventBranch::load(folder)?,
            relation_inputs,
            relation_output,
            digest,
        })
    }

    /// Name of the training run and the beginning of the network's BLAKE3 hash.
    pub fn version(&self) -> String {
        format!("{}+{}", self.labels.version, self.digest)
    }

    /// Most pieces in a sentence.
    pub fn most_pieces(&self) -> usize {
        self.labels.max_pieces
    }

    /// A table of pieces for the words of one article.
    pub fn speller(&self) -> Speller<'_> {
        Speller { encoder: self, known: HashMap::new() }
    }

    /// Reads the sentences of one article. The scores of a sentence depend a little on its batch and
    /// on the article's topic, so the result depends on all of `sentences`, but on nothing else.
    pub fn read(&self, sentences: &[Pieces]) -> Result<Vec<SentenceReading>, LanguageError> {
        let mut found = Vec::with_capacity(sentences.len());
        for section in sentences.chunks(SECTION) {
            found.extend(self.section(section)?);
        }
        Ok(found)
    }

    fn section(&self, sentences: &[Pieces]) -> Result<Vec<SentenceReading>, LanguageError> {
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        order.sort_by_key(|&at| sentences[at].ids.len());
        let mut found = vec![SentenceReading::default(); sentences.len()];
        let mut pending: Vec<Pending<'_>> = Vec::new();
        let mut rest = order.as_slice();
        while let Some(&longest) = rest.last() {
            let length = sentences[longest].ids.len();
            let room = (BATCH_PIECES / length.max(1)).max(1);
            let count = rest
                .iter()
                .rev()
                .take(room)
                .take_while(|&&at| sentences[at].ids.len() as f32 >= length as f32 * LIKE_LENGTH)
                .count();
            let (shorter, batch) = rest.split_at(rest.len() - count);
            let members: Vec<&Pieces> = batch.iter().map(|&at| &sentences[at]).collect();
            if let Some((readings, given)) = self.batch(&members)? {
                for (&at, words) in batch.iter().zip(readings) {
                    found[at].words = words;
                }
                pending.push(Pending { members: batch.to_vec(), sentences: members, given });
            }
            rest = shorter;
        }
        let topic = topic(&pending, self.embeddings.width());
        for Pending { members, given, .. } in pending {
            let scores = self.events.read(given, &topic)?;
            for (at, scores) in members.into_iter().zip(scores) {
                found[at].events = scores;
            }
        }
        Ok(found)
    }

    /// Vectors of the pieces, padded to the longest sentence.
    fn vectors(&self, sentences: &[&Pieces]) -> NdTensor<f32, 3> {
        let count = sentences.len();
        let width = self.embeddings.width();
        let pieces = sentences.iter().map(|s| s.ids.len()).max().unwrap_or(0);
        let mut vectors = vec![0.0; count * pieces * width];
        for (row, sentence) in sentences.iter().enumerate() {
            for column in 0..pieces {
                let at = row * pieces + column;
                let id = sentence.ids.get(column).copied().unwrap_or(self.labels.special.pad);
                self.embeddings.write(id, &mut vectors[at * width..(at + 1) * width]);
            }
        }
        NdTensor::from_data([count, pieces, width], vectors)
    }

    fn scores(&self, sentences: &[&Pieces]) -> Result<Scores, LanguageError> {
        let failed = |error: rten::RunError| LanguageError::Network(error.to_string());
        let vectors = self.vectors(sentences);
        let (mask, first) = mask_and_first(sentences);
        let [embeddings, masked, firsts] = self.inputs;
        let given = vec![
            (embeddings, vectors.clone().into()),
            (masked, mask.clone().into()),
            (firsts, first.into()),
        ];
        let [upos, entity, verb, number, arc, dependent, head, trunk] =
            self.network.run_n(given, self.outputs, Some(options())).map_err(failed)?;
        Ok(Scores {
            upos: output(upos)?,
            entity: output(entity)?,
            verb: output(verb)?,
            number: output(number)?,
            arc: output(arc)?,
            dependent: output(dependent)?,
            head: output(head)?,
            trunk: trunk.try_into().map_err(|error| LanguageError::Network(format!("{error}")))?,
            vectors,
            mask,
        })
    }

    fn batch(&self, sentences: &[&Pieces]) -> Result<Option<BatchReading>, LanguageError> {
        if sentences.iter().all(|sentence| sentence.first.is_empty()) {
            return Ok(None);
        }
        let scores = self.scores(sentences)?;
        let labels = &self.labels;
        let mut heads = Vec::with_capacity(sentences.len());
        let (mut dependents, mut governors) = (Vec::new(), Vec::new());
        for (row, sentence) in sentences.iter().enumerate() {
            let n = sentence.first.len();
            let mut arcs = Vec::with_capacity(n * (n + 1));
            for word in 0..n {
                arcs.extend_from_slice(&scores.arc.row(row, word)[..=n]);
            }
            let found = best_heads(&arcs, n);
            for (word, &head) in found.iter().enumerate() {
                dependents.extend_from_slice(scores.dependent.row(row, word));
                governors.extend_from_slice(scores.head.row(row, head));
            }
            heads.push(found);
        }
        let words = heads.iter().map(Vec::len).sum();
        let mut relations = self.relations(dependents, governors, words)?.into_iter();
        let reading = |row: usize, word: usize, head: usize, relation: Relation| Reading {
            upos: labels.upos[best(scores.upos.row(row, word), &labels.upos)],
            entity: labels.entity[best(scores.entity.row(row, word), &labels.entity)],
            verb: labels.verbform[best(scores.verb.row(row, word), &labels.verbform)],
            number: labels.number[best(scores.number.row(row, word), &labels.number)],
            head,
            relation,
        };
        let rows = heads.into_iter().enumerate().map(|(row, heads)| {
            let own = heads.into_iter().enumerate().zip(relations.by_ref());
            own.map(|((word, head), relation)| reading(row, word, head, relation)).collect()
        });
        let readings = rows.collect();
        let given = EventInput {
            words: sentences.iter().map(|sentence| sentence.first.len()).collect(),
            embeddings: scores.vectors,
            trunk: scores.trunk,
            mask: scores.mask,
            pool: pool(sentences),
        };
        Ok(Some((readings, given)))
    }

    /// The best relation of each word to its head.
    fn relations(
        &self,
        dependents: Vec<f32>,
        heads: Vec<f32>,
        n: usize,
    ) -> Result<Vec<Relation>, LanguageError> {
        let [dependent, head] = self.relation_inputs;
        let depth = dependents.len() / n;
        let given = vec![
            (dependent, NdTensor::from_data([n, depth], dependents).into()),
            (head, NdTensor::from_data([n, depth], heads).into()),
        ];
        let [scores] = self
            .relation
            .run_n(given, [self.relation_output], Some(options()))
            .map_err(|error| LanguageError::Network(error.to_string()))?;
        let scores: NdTensor<f32, 2> =
            scores.try_into().map_err(|error| LanguageError::Network(format!("{error}")))?;
        let size = scores.shape()[1];
        let names = &self.labels.relations;
        Ok(scores.to_vec().chunks(size).map(|row| names[best(row, names)].clone()).collect())
    }
}

/// Finds the pieces of words and remembers them.
pub(crate) struct Speller<'e> {
    encoder: &'e Encoder,
    known: HashMap<(String, bool), Vec<u32>>,
}

impl Speller<'_> {
    /// Pieces of one word.
    pub fn word(&mut self, word: &str, space_before: bool) -> Result<&[u32], LanguageError> {
        let short: String = word.chars().take(LONGEST_WORD).collect();
        let key = (short, space_before);
        if !self.known.contains_key(&key) {
            let surface = if space_before { format!(" {}", key.0) } else { key.0.clone() };
            let encoding = self
                .encoder
                .tokenizer
                .encode(surface, false)
                .map_err(|error| LanguageError::Pieces(error.to_string()))?;
            let mut ids = encoding.get_ids().to_vec();
            ids.truncate(MOST_PIECES_OF_WORD);
            if ids.is_empty() {
                ids.push(self.encoder.labels.special.unk);
            }
            self.known.insert(key.clone(), ids);
        }
        Ok(self.known.get(&key).map_or(&[], Vec::as_slice))
    }

    /// Pieces of a sentence, given its words and whether a space precedes each.
    pub fn sentence<'w>(
        &mut self,
        words: impl Iterator<Item = (&'w str, bool)>,
    ) -> Result<Pieces, LanguageError> {
        let mut pieces = Pieces { ids: vec![self.encoder.labels.special.bos], first: Vec::new() };
        for (word, space_before) in words {
            pieces.first.push(pieces.ids.len() as i32);
            pieces.ids.extend_from_slice(self.word(word, space_before)?);
        }
        let most = self.encoder.most_pieces();
        pieces.ids.truncate(most - 1);
        pieces.ids.push(self.encoder.labels.special.eos);
        for first in &mut pieces.first {
            *first = (*first).min(most as i32 - 1);
        }
        Ok(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    /// A sentence as the network that was trained reads it, before its weights were rounded.
    #[derive(Deserialize)]
    struct Expected {
        words: Vec<String>,
        spaces: Vec<bool>,
        ids: Vec<u32>,
        first: Vec<i32>,
        upos: Vec<Upos>,
        entity: Vec<EntityLabel>,
        heads: Vec<usize>,
        relations: Vec<Relation>,
        upos_scores: Vec<Vec<f32>>,
    }

    #[test]
    fn reads_as_the_trained_network_does() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
        let encoder = Encoder::load(&folder).unwrap();
        let file = std::fs::read(folder.join("parity.json")).unwrap();
        let sentences: Vec<Expected> = serde_json::from_slice(&file).unwrap();
        let mut speller = encoder.speller();
        let (mut words, mut upos, mut entity, mut heads, mut relations) = (0, 0, 0, 0, 0);
        let (mut difference, mut scores) = (0.0, 0.0);
        for expected in &sentences {
            let pairs = expected.words.iter().map(String::as_str).zip(expected.spaces.clone());
            let pieces = speller.sentence(pairs).unwrap();
            assert_eq!(pieces.ids, expected.ids);
            assert_eq!(pieces.first, expected.first[1..]);
            let table = encoder.scores(&[&pieces]).unwrap().upos;
            for (word, row) in expected.upos_scores.iter().enumerate() {
                for (ours, theirs) in table.row(0, word).iter().zip(row) {
                    difference += (ours - theirs).abs();
                    scores += 1.0;
                }
            }
            let readings = encoder.read(std::slice::from_ref(&pieces)).unwrap().remove(0).words;
            for (at, reading) in readings.iter().enumerate() {
                words += 1;
                upos += usize::from(reading.upos == expected.upos[at]);
                entity += usize::from(reading.entity == expected.entity[at]);
                heads += usize::from(reading.head == expected.heads[at]);
                relations += usize::from(reading.relation == expected.relations[at]);
            }
        }
        println!("{words} words; {upos} {entity} {heads} {relations}; {}", difference / scores);
        for right in [upos, entity, heads, relations] {
            assert!(right * 100 >= words * 95, "{right} of {words}");
        }
        assert!(difference / scores < 0.2, "mean difference {}", difference / scores);
    }
}
