"""Scores of a network on annotated sentences with gold words."""

import torch

from batches import IGNORE, batches_of_like_length, collate
from labels import universal
from losses import O_OR_MISC
from tree import best_heads

EVALUATION_PIECES = 4096


class TorchModel:
    """Runs the training network; the released files have the same two calls in `evaluate.py`."""

    def __init__(self, network, embeddings):
        self.network, self.embeddings = network, embeddings

    def read(self, batch):
        self.network.eval()
        with torch.no_grad():
            outputs = self.network(self.embeddings[batch["ids"]], batch["mask"], batch["first"])
        return dict(zip(self.network.OUTPUTS, (o.numpy() for o in outputs)))

    def relations(self, dependents, heads):
        with torch.no_grad():
            return self.network.relations(torch.from_numpy(dependents), torch.from_numpy(heads)).numpy()


def entity_spans(labels):
    """(start, end, kind) of each entity; an `I` without its `B` begins one."""
    spans, start, kind = set(), None, None
    for index, label in enumerate([*labels, "O"]):
        goes_on = start is not None and label == f"I-{kind}"
        if start is not None and not goes_on:
            spans.add((start, index, kind))
            start = None
        if label != "O" and not goes_on:
            start, kind = index, label[2:]
    return spans


def _without_misc(scores):
    """MISC counts as O."""
    scores = scores.copy()
    scores[..., 0] = scores[..., O_OR_MISC].max(-1)
    scores[..., O_OR_MISC[1:]] = -1e9
    return scores


class _Tally:
    def __init__(self):
        self.right, self.total = {}, {}

    def add(self, name, right, total=1):
        self.right[name] = self.right.get(name, 0) + int(right)
        self.total[name] = self.total.get(name, 0) + int(total)

    def percent(self, name):
        return round(100 * self.right[name] / max(1, self.total[name]), 2)


def _score_words(tally, example, labels, outputs, row):
    for name in ("upos", "verbform", "number"):
        guesses = outputs[name][row, : example.words].argmax(-1)
        for guess, target in zip(guesses, example.targets[name]):
            if target != IGNORE:
                tally.add(name, guess == target)
                if name == "verbform" and target != 0:
                    tally.add("verbform of verbs", guess == target)


def _score_tree(tally, example, labels, model, outputs, row):
    count = example.words
    heads = best_heads(outputs["arc"][row, :count, : count + 1].astype("float64"))
    guesses = model.relations(outputs["rel_dep"][row, :count], outputs["rel_head"][row, heads]).argmax(-1)
    for head, guess, gold_head, gold in zip(heads, guesses, example.sentence.heads, example.sentence.relations):
        right = head == gold_head
        tally.add("uas", right)
        tally.add("las", right and universal(labels.relations[guess]) == universal(gold))


def _score_entities(counts, example, labels, outputs, row):
    scores = outputs["entity"][row, : example.words]
    if not example.misc_known:
        scores = _without_misc(scores)
    found = entity_spans([labels.entity[i] for i in scores.argmax(-1)])
    gold = entity_spans(example.sentence.entities)
    for name, kept in (("entities", lambda s: True), ("without MISC", lambda s: s[2] != "MISC")):
        guessed, wanted = set(filter(kept, found)), set(filter(kept, gold))
        count = counts.setdefault(name, [0, 0, 0])
        count[0] += len(guessed & wanted)
        count[1] += len(guessed)
        count[2] += len(wanted)


def score(model, examples, labels):
    """Accuracies, attachment scores and entity F1 in percent."""
    tally, counts = _Tally(), {}
    for group in batches_of_like_length(examples, EVALUATION_PIECES):
        batch_examples = [examples[i] for i in group]
        outputs = model.read(collate(batch_examples))
        for row, example in enumerate(batch_examples):
            if "head" in example.targets:
                _score_words(tally, example, labels, outputs, row)
                _score_tree(tally, example, labels, model, outputs, row)
            if "entity" in example.targets:
                _score_entities(counts, example, labels, outputs, row)
    result = {name: tally.percent(name) for name in tally.right}
    for name, (right, guessed, wanted) in counts.items():
        result[name] = {
            "precision": round(100 * right / max(1, guessed), 2),
            "recall": round(100 * right / max(1, wanted), 2),
            "f1": round(200 * right / max(1, guessed + wanted), 2),
        }
    return result
