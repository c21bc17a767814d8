"""Entity corpora as sentences with BIO labels over PER, ORG, LOC and MISC.

- Universal NER (`.iob2`): has no MISC; its `OTH` and `O` may be either, so `misc_known=False`.
- GermEval 2014 (`.tsv`, outer level): `OTH` and derivations (`deutsche`, `LOCderiv`) are MISC,
  parts of compounds (`SPD-Politiker`, `ORGpart`) are `O`.
- MobIE (`.conll2003`): all kinds of location are LOC, of organisation ORG, `person` is PER;
  dates, numbers, triggers and causes are `O`, which may hide a MISC.

The last sentences of the GermEval file, from `GERMEVAL_TEST_FROM` on (counted from 0), are the
German entity test and are never trained on.
"""

from conllu import Sentence
from spacing import guessed_spaces, spaces_from_text

ENTITY_LABELS = ["O"] + [f"{begin}-{kind}" for kind in ("PER", "ORG", "LOC", "MISC") for begin in "BI"]
GERMEVAL_TEST_FROM = 1750


def _blocks(path):
    """Comment lines and rows of each sentence."""
    comments, rows = [], []
    with open(path, encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith(("# ", "#\t", "-DOCSTART-")):
                comments.append(line)
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []


def _labels(tags, kind_of):
    """BIO labels after mapping kinds; a mapped-away beginning takes its continuation along."""
    labels, inside = [], None
    for tag in tags:
        kind = kind_of(tag[2:]) if tag != "O" else None
        if kind is None:
            labels.append("O")
        else:
            labels.append(f"I-{kind}" if tag[0] == "I" and inside == kind else f"B-{kind}")
        inside = kind
    return labels


def read_universal_ner(path, source):
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    sentences = []
    for comments, rows in _blocks(path):
        text = next(c[len("# text = ") :] for c in comments if c.startswith("# text = "))
        words = [row[1] for row in rows]
        spaces = spaces_from_text(words, text) or guessed_spaces(words)
        labels = _labels([row[2] for row in rows], kinds.get)
        sentences.append(Sentence(source, text, words, spaces, entities=labels, misc_known=False))
    return sentences


def project_labels(entry, words):
    """The entry's labels on another division of the same characters into words.

    A word that overlaps an entity belongs to it.
    """
    by_character = []
    for word, label in zip(entry.words, entry.entities):
        by_character += [label] + [label.replace("B-", "I-")] * (len(word) - 1)
    labels, at = [], 0
    for word in words:
        own = [label for label in by_character[at : at + len(word)] if label != "O"]
        labels.append(own[0] if own else "O")
        at += len(word)
    return labels


def _germeval_kind(kind):
    if kind.endswith("part"):
        return None
    return "MISC" if kind.endswith("deriv") or kind == "OTH" else kind


def read_germeval(path, source="germeval"):
    sentences = []
    for _, rows in _blocks(path):
        words = [row[1] for row in rows]
        labels = _labels([row[2] for row in rows], _germeval_kind)
        sentences.append(Sentence(source, " ".join(words), words, guessed_spaces(words), entities=labels))
    return sentences


def _mobie_kind(kind):
    if kind.startswith("location"):
        return "LOC"
    if kind.startswith("organization"):
        return "ORG"
    return "PER" if kind == "person" else None


def read_mobie(path, source="mobie"):
    sentences = []
    for _, rows in _blocks(path):
        words = [row[0] for row in rows]
        labels = _labels([row[3] for row in rows], _mobie_kind)
        spaces = guessed_spaces(words)
        sentences.append(Sentence(source, " ".join(words), words, spaces, entities=labels, misc_known=False))
    return sentences
