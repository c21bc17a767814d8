"""Writes the lists from which `cargo run -p language --example compile_lemmas` makes the lemma files.

    python data/lemmas/extract.py --treebanks DIR --out DIR

`LANGUAGE.words.tsv` comes from the PyPI package `simplemma`, `LANGUAGE.treebank.tsv` from Universal
Dependencies treebanks (training parts only). The two stay apart since their licences differ; see
`README.md`. Columns: form, class (`N` noun, `V` verb, `A` adjective, `P` proper noun, `-` any),
lemma. A form that begins with `~` is an ending learnt from the list, for words that are not in it.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

TREEBANKS = {
    "de": ["de_gsd-dev", "de_pud"],
    "en": ["en_ewt-train", "en_gum-train", "en_pud"],
    "fr": ["fr_sequoia-train", "fr_pud"],
    "es": ["es_pud"],
    "ru": ["ru_gsd-dev", "ru_pud"],
    "it": ["it_pud"],
}
WORDS = ["de", "en", "fr", "es", "ru", "uk", "it"]
CLASSES = {"NOUN": "N", "VERB": "V", "AUX": "V", "ADJ": "A", "PROPN": "P"}
LONGEST_ENDING = 6
LEAST_COUNT = 8
LEAST_SHARE = 0.6
LONGEST_WORD = 24


def _text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _is_word(form):
    return all(c.isalpha() or c in "-'’" for c in form) and form[0].isalpha()


def read_words(language):
    """Pairs of the package's list that are words."""
    dictionary = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    for form, lemma in dictionary.items():
        form, lemma = _text(form), _text(lemma)
        if lemma and _is_word(form) and len(form) <= LONGEST_WORD and "\t" not in lemma:
            yield form, lemma


def read_treebank(path):
    """Form, universal part of speech and lemma of each syntactic word."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                yield columns[1], columns[3], columns[2]


def treebank_pairs(folder, language):
    """The commonest lemma of each form and class. Sentence-initial capitals are undone."""
    counts = defaultdict(Counter)
    for name in TREEBANKS.get(language, []):
        for form, upos, lemma in read_treebank(Path(folder) / f"{name}.conllu"):
            kind = CLASSES.get(upos, "-")
            if not form or not _is_word(form) or lemma in ("_", "") or upos in ("X", "SYM", "PUNCT", "NUM"):
                continue
            keeps_case = kind == "P" or (kind == "N" and language == "de")
            counts[(form if keeps_case else form.lower(), kind)][lemma] += 1
    for (form, kind), lemmas in sorted(counts.items()):
        yield form, kind, lemmas.most_common(1)[0][0]


def _edit(form, lemma):
    """What to cut from the end and what to put there."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:]


def endings(pairs):
    """Endings whose words mostly change alike; a longer one only where it says something else."""
    counts = defaultdict(Counter)
    for form, lemma in pairs:
        cut, put = _edit(form, lemma)
        for length in range(max(1, cut), min(LONGEST_ENDING, len(form) - 2) + 1):
            counts[form[-length:]][(cut, put)] += 1
    kept = {}
    for ending in sorted(counts, key=len):
        (cut, put), count = counts[ending].most_common(1)[0]
        if count < LEAST_COUNT or count < LEAST_SHARE * counts[ending].total():
            continue
        shorter = next((kept[ending[i:]] for i in range(1, len(ending)) if ending[i:] in kept), None)
        if shorter != (cut, put):
            kept[ending] = (cut, put)
    return {ending: ending[: len(ending) - cut] + put for ending, (cut, put) in kept.items()}


def _class_of(language, form, lemma):
    """The class that spelling gives away in the package's list, which names none."""
    if language == "de":
        if form[0].isupper():
            return "N" if lemma[0].isupper() else None
        return "V" if lemma.endswith("n") and form != lemma else "A"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    out = Path(options.out)
    for language in WORDS:
        treebank = list(treebank_pairs(options.treebanks, language))
        by_class = defaultdict(list)
        for form, kind, lemma in treebank:
            by_class[kind].append((form, lemma))
        lines = [f"{form}\t{kind}\t{lemma}" for form, kind, lemma in treebank]
        for kind in "NVA":
            lines += [f"~{ending}\t{kind}\t{lemma}" for ending, lemma in endings(by_class[kind]).items()]
        if lines:
            (out / f"{language}.treebank.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

        words, by_class = list(read_words(language)), defaultdict(list)
        for form, lemma in words:
            by_class[_class_of(language, form, lemma)].append((form, lemma))
        lines = [f"{form}\t-\t{lemma}" for form, lemma in words]
        for kind in "NVA":
            lines += [f"~{ending}\t{kind}\t{lemma}" for ending, lemma in endings(by_class[kind]).items()]
        (out / f"{language}.words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(language, len(treebank), len(words))


if __name__ == "__main__":
    main()
