"""What is trained on, how often, and what is held out.

Nothing here reads a test part, except `test_parts`, which only evaluation calls.
"""

from dataclasses import replace
from pathlib import Path

from conllu import read_treebank
from entities import GERMEVAL_TEST_FROM, project_labels, read_germeval, read_mobie, read_universal_ner

GSD_HELD_OUT = 100  # last sentences of de_gsd-dev: watched, not trained on

# Passes over each source in one epoch. German is the product's first language and has few
# sentences; PUD is news.
PASSES = {
    "en_ewt": 0.8,
    "en_gum": 0.8,
    "de_gsd": 6,
    "de_pud": 3,
    "en_pud": 1,
    "fr_pud": 1,
    "es_pud": 1,
    "ru_pud": 1,
    "it_pud": 1,
    "fr_sequoia": 0.5,
    "ru_gsd": 1,
    "germeval": 3,
    "mobie": 0.2,
    "silver": 1,
}

# Corpora whose annotation differs in style from that of the others in their language. Their
# sentences begin with EOS in the place of BOS, so that the network learns what both have in common
# without confusing the styles. Reading with BOS asks for the style of the others.
OTHER_STYLE = {"de_pud", "en_pud", "fr_pud", "es_pud", "ru_pud", "it_pud", "mobie"}


def _with_entities(treebank, annotated):
    """Adds entities to the treebank's sentences of the same characters; the others stay apart."""
    annotations = {"".join(entry.words): entry for entry in annotated}
    joined, matched = [], set()
    for sentence in treebank:
        characters = "".join(sentence.words)
        entry = annotations.get(characters)
        if entry:
            matched.add(characters)
            labels = project_labels(entry, sentence.words)
            sentence = replace(sentence, entities=labels, misc_known=entry.misc_known)
        joined.append(sentence)
    return joined + [entry for characters, entry in annotations.items() if characters not in matched]


def _syntax(data, name, source):
    return read_treebank(Path(data) / "syntax" / f"{name}.conllu", source)


def _entities(data, name, source):
    return read_universal_ner(Path(data) / "entities" / f"{name}.iob2", source)


def training_parts(data):
    """Sentences by source."""
    data = Path(data)
    parts = {
        f"{lang}_pud": _syntax(data, f"{lang}_pud", f"{lang}_pud") for lang in ("de", "en", "fr", "es", "ru", "it")
    }
    for lang in ("en", "ru"):
        name = f"{lang}_pud"
        parts[name] = _with_entities(parts[name], _entities(data, name, name))
    parts["en_ewt"] = _with_entities(_syntax(data, "en_ewt-train", "en_ewt"), _entities(data, "en_ewt-train", "en_ewt"))
    parts["en_gum"] = _syntax(data, "en_gum-train", "en_gum")
    parts["de_gsd"] = _syntax(data, "de_gsd-dev", "de_gsd")[:-GSD_HELD_OUT]
    parts["fr_sequoia"] = _syntax(data, "fr_sequoia-train", "fr_sequoia")
    parts["ru_gsd"] = _syntax(data, "ru_gsd-dev", "ru_gsd")
    parts["germeval"] = read_germeval(data / "entities" / "de_germeval2014-dev.tsv")[:GERMEVAL_TEST_FROM]
    parts["mobie"] = read_mobie(data / "entities" / "de_mobie" / "train.conll2003")
    return parts


def development_parts(data):
    """Watched while building; chosen by, never trained on."""
    return {
        "de_gsd-held-out": _syntax(data, "de_gsd-dev", "de_gsd")[-GSD_HELD_OUT:],
        "en_ewt-dev": _syntax(data, "en_ewt-dev", "en_ewt"),
        "en_gum-dev": _syntax(data, "en_gum-dev", "en_gum"),
        "fr_sequoia-dev": _syntax(data, "fr_sequoia-dev", "fr_sequoia"),
        "entities/en_ewt-dev": _entities(data, "en_ewt-dev", "en_ewt"),
    }


def test_parts(data):
    """Measured at the end."""
    data = Path(data)
    return {
        "de_gsd-test": _syntax(data, "de_gsd-test", "de_gsd"),
        "en_ewt-test": _syntax(data, "en_ewt-test", "en_ewt"),
        "en_gum-test": _syntax(data, "en_gum-test", "en_gum"),
        "fr_sequoia-test": _syntax(data, "fr_sequoia-test", "fr_sequoia"),
        "ru_gsd-test": _syntax(data, "ru_gsd-test", "ru_gsd"),
        "entities/en_ewt-test": _entities(data, "en_ewt-test", "en_ewt"),
        "entities/de_germeval-held-out": read_germeval(data / "entities" / "de_germeval2014-dev.tsv")[
            GERMEVAL_TEST_FROM:
        ],
    }
