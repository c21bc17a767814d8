"""Sentences as numbers, and batches of them."""

import random
from dataclasses import dataclass

import numpy as np
import torch

from corpus import OTHER_STYLE
from labels import universal
from pieces import BOS, EOS, PAD, UNK

IGNORE = -100
LONGEST = 256  # pieces; longer sentences are left out of training


@dataclass
class Example:
    ids: list
    first: list
    targets: dict  # label indices by head name, and "head"
    misc_known: bool
    sentence: object

    @property
    def words(self):
        return len(self.first)


class Coder:
    """Turns sentences into examples."""

    def __init__(self, pieces, labels):
        self.pieces = pieces
        self._index = {
            "upos": self._numbered(labels.upos),
            "relation": self._numbered(labels.relations),
            "entity": self._numbered(labels.entity),
            "verbform": self._numbered(labels.verbform),
            "number": self._numbered(labels.number),
        }

    @staticmethod
    def _numbered(names):
        return {name: index for index, name in enumerate(names)}

    def _indices(self, head, names):
        return [self._index[head].get(name, IGNORE) for name in names]

    def _relation(self, name):
        if name is None:
            return IGNORE
        index = self._index["relation"]
        return index.get(name, index.get(universal(name), IGNORE))

    def example(self, sentence):
        ids, first = self.pieces.of_sentence(sentence.words, sentence.spaces)
        if sentence.source in OTHER_STYLE:
            ids[0] = EOS
        targets = {}
        if sentence.heads is not None:
            targets["upos"] = self._indices("upos", sentence.upos)
            targets["verbform"] = self._indices("verbform", sentence.verbforms)
            targets["number"] = self._indices("number", sentence.numbers)
            targets["head"] = [IGNORE if head is None else head for head in sentence.heads]
            targets["relation"] = [self._relation(name) for name in sentence.relations]
        if sentence.entities is not None:
            targets["entity"] = self._indices("entity", sentence.entities)
        return Example(ids, first, targets, sentence.misc_known, sentence)


def batches_of_like_length(examples, pieces, generator=None):
    """Groups of indices with at most `pieces` padded pieces each; shuffled with a generator."""
    jitter = (lambda: generator.random() * 4) if generator else (lambda: 0)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) + jitter())
    groups, group, longest = [], [], 0
    for index in order:
        longest = max(longest, len(examples[index].ids))
        if group and (len(group) + 1) * longest > pieces:
            groups.append(group)
            group, longest = [], len(examples[index].ids)
        group.append(index)
    if group:
        groups.append(group)
    if generator:
        generator.shuffle(groups)
    return groups


def _drop_words(example, ids, rate, generator):
    """Replaces the pieces of random words by the unknown piece, against learning by heart."""
    ends = example.first[1:] + [len(example.ids) - 1]
    for start, end in zip(example.first, ends):
        if generator.random() < rate:
            ids[start:end] = UNK


def collate(examples, word_dropout=0.0, generator=random):
    """Tensors of one batch: `ids`, `mask`, `first` (with BOS at 0), `words`, targets."""
    count = len(examples)
    length = max(len(e.ids) for e in examples)
    words = max(e.words for e in examples)
    ids = np.full((count, length), PAD, np.int64)
    mask = np.zeros((count, length), np.float32)
    first = np.full((count, words + 1), BOS, np.int64)
    present = np.zeros((count, words), bool)
    targets = {
        name: np.full((count, words), IGNORE, np.int64)
        for name in ("upos", "verbform", "number", "head", "relation", "entity")
    }
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        if word_dropout:
            _drop_words(example, ids[row], word_dropout, generator)
        mask[row, : len(example.ids)] = 1
        first[row, 1 : example.words + 1] = example.first
        present[row, : example.words] = True
        for name, values in example.targets.items():
            targets[name][row, : example.words] = values
    batch = {"ids": ids, "mask": mask, "first": first, "present": present, **targets}
    batch["misc_known"] = np.array([e.misc_known for e in examples])
    return {name: torch.from_numpy(values) for name, values in batch.items()}
