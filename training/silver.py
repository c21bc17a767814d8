"""Silver sentences: text that trained networks read together, less what they are unsure of.

Words come from the language crate, so they are divided as they will be when reading:

    cargo run --release -p language --example annotate -- text.txt > words.txt
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import LONGEST, Coder, batches_of_like_length, collate
from conllu import Sentence
from export import load_network
from pieces import Pieces, read_embeddings
from scores import EVALUATION_PIECES, TorchModel
from spacing import spaces_from_text
from tree import best_heads
from verbforms import is_reported

FOREIGN = "the"  # marks English quotations in German text
SHORTEST = 5  # words; shorter sentences are headings and scraps
SURE = 0.8  # chance from which on an answer is kept
SURE_SHARE = 0.85  # share of arcs that must be kept, or the sentence is left out


def read_silver(path):
    with open(path, encoding="utf-8") as file:
        return [Sentence(**json.loads(line)) for line in file]


def write_text(articles, without, path):
    """The articles' texts below each other, less those that occur in a folder of test articles."""
    tested = "".join(file.read_text(encoding="utf-8") for file in sorted(Path(without).rglob("*")) if file.is_file())
    texts = [json.loads(line)["text"] for line in Path(articles).read_text(encoding="utf-8").splitlines()]
    paragraphs = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    kept = [lines for lines in paragraphs if not any(len(line) > 60 and line[:60] in tested for line in lines)]
    path.write_text("\n\n".join("\n\n".join(lines) for lines in kept), encoding="utf-8")
    print(f"{len(kept)} of {len(texts)} articles")


def read_words(annotated, text):
    """The spaces of each different sentence by its words, from `annotate`: a word a line, in the second column."""
    at, sentences = 0, {}
    for block in annotated.strip().split("\n\n"):
        words = [line.split("\t")[1] for line in block.splitlines()]
        start = text.index(words[0], at)
        for word in words:
            at = text.index(word, at) + len(word)
        if FOREIGN not in words:
            sentences[tuple(words)] = spaces_from_text(words, text[start:at])
    return sentences


def _softmax(scores):
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


class Committee:
    """Networks of the same labels whose scores are averaged; reads as one of them does."""

    def __init__(self, networks, embeddings):
        self.members = [TorchModel(network, embeddings) for network in networks]

    def read(self, batch):
        outputs = [member.read(batch) for member in self.members]
        mean = {name: np.mean([output[name] for output in outputs], 0) for name in outputs[0]}
        for name in ("rel_dep", "rel_head"):
            mean[name] = np.concatenate([output[name] for output in outputs], -1)
        return mean

    def relations(self, dependents, heads):
        count = len(self.members)
        parts = zip(self.members, np.split(dependents, count, -1), np.split(heads, count, -1))
        return np.mean([member.relations(dependent, head) for member, dependent, head in parts], 0)


class Teacher:
    def __init__(self, runs, base, models):
        networks, labels = zip(*(load_network(run, base) for run in runs))
        self.labels = labels[0]
        self.model = Committee(networks, torch.from_numpy(read_embeddings(models / "embeddings.q4")))
        self.coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), self.labels)

    def _sure(self, names, scores):
        chances = _softmax(scores)
        return [names[row.argmax()] if row.max() >= SURE else None for row in chances]

    def _answers(self, sentence, outputs, row):
        """The sentence with the network's answers, or `None` if it is too unsure of the tree."""
        count = len(sentence.words)
        own = {name: outputs[name][row, :count] for name in ("upos", "entity", "verbform", "number")}
        arc = outputs["arc"][row, :count, : count + 1].astype("float64")
        heads = best_heads(arc)
        sure = _softmax(arc)[np.arange(count), heads] >= SURE
        if sure.mean() < SURE_SHARE:
            return None
        relations = self.model.relations(outputs["rel_dep"][row, :count], outputs["rel_head"][row, heads])
        sentence.heads = [int(head) if kept else None for head, kept in zip(heads, sure)]
        sentence.relations = self._sure(self.labels.relations, relations)
        sentence.relations = [name if kept else None for name, kept in zip(sentence.relations, sure)]
        sentence.upos = self._sure(self.labels.upos, own["upos"])
        sentence.numbers = self._sure(self.labels.number, own["number"])
        sentence.entities = self._sure(self.labels.entity, own["entity"])
        sentence.verbforms = self._sure(self.labels.verbform, own["verbform"])
        for at, word in enumerate(sentence.words):
            guess = self.labels.verbform[own["verbform"][at].argmax()]
            if is_reported(word, guess, sentence.words):
                sentence.verbforms[at] = "Fin-Sub-Pres"
        return sentence

    def read(self, divided):
        sentences = [Sentence("silver", " ".join(words), [*words], spaces) for words, spaces in divided.items()]
        examples = [self.coder.example(sentence) for sentence in sentences if len(sentence.words) >= SHORTEST]
        examples = [example for example in examples if len(example.ids) <= LONGEST]
        kept = []
        for group in batches_of_like_length(examples, EVALUATION_PIECES):
            batch = [examples[i] for i in group]
            outputs = self.model.read(collate(batch))
            kept += [self._answers(example.sentence, outputs, row) for row, example in enumerate(batch)]
        print(f"{sum(s is not None for s in kept)} of {len(sentences)} sentences")
        return [sentence for sentence in kept if sentence]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", help="JSON lines with `text`: write --text from them, no more")
    parser.add_argument("--without", help="with --articles: folder of test articles to leave out")
    parser.add_argument("--text", required=True)
    parser.add_argument("--words", help="output of `annotate` for the text")
    parser.add_argument("--base", help="e5-small-q4.bin")
    parser.add_argument("--models")
    parser.add_argument("--runs", nargs="+", help="folders of the teachers' training runs")
    parser.add_argument("--silver", help="file to write")
    options = parser.parse_args()
    if options.articles:
        return write_text(options.articles, options.without, Path(options.text))
    torch.set_num_threads(1)
    text = Path(options.text).read_text(encoding="utf-8")
    divided = read_words(Path(options.words).read_text(encoding="utf-8"), text)
    silver = Teacher(options.runs, options.base, Path(options.models)).read(divided)
    with open(options.silver, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(sentence), ensure_ascii=False) + "\n" for sentence in silver)


if __name__ == "__main__":
    main()
