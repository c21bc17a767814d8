"""Cuts the base vocabulary to the product's scripts and writes `tokenizer.json` and `embeddings.q4`.

Kept are pieces of Latin, Cyrillic, Han, Hangul and Arabic, digits and punctuation. Above `--rows`
the rarest pieces go (the base orders them by frequency) unless they occur in the training data.
"""

import argparse
import json
import struct
import unicodedata
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from corpus import training_parts
from e5 import read_base
from pieces import Pieces

SCRIPTS = {"LATIN", "CYRILLIC", "CJK", "HANGUL", "ARABIC"}
SPECIAL_ORDER = ["bos", "pad", "eos", "unk"]  # as in the base: ids 0 to 3


def _in_scripts(piece):
    return all(not c.isalpha() or unicodedata.name(c, "?").split()[0] in SCRIPTS for c in piece)


def _blank_forms(base):
    """Characters the base drops and characters it reads as a space, beyond what NFKC does."""
    different = {c: form for c, form in base.normal_forms.items() if unicodedata.normalize("NFKC", c) != form}
    dropped = "".join(c for c, form in different.items() if form == "")
    spaces = "".join(c for c, form in different.items() if form == " ")
    return dropped, spaces


def _character_class(characters):
    return "[" + "".join(f"\\x{{{ord(c):04X}}}" for c in characters) + "]"


def write_tokenizer(base, kept, path):
    dropped, spaces = _blank_forms(base)

    def replace(pattern, content):
        return {"type": "Replace", "pattern": pattern, "content": content}

    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                replace({"Regex": _character_class(dropped)}, ""),
                replace({"Regex": _character_class(spaces)}, " "),
                {"type": "NFKC"},
                replace({"Regex": " +"}, "▁"),
            ],
        },
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": SPECIAL_ORDER.index("unk"),
            "byte_fallback": False,
            "vocab": [[base.pieces[i], round(float(base.scores[i]), 4)] for i in kept],
        },
    }
    path.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write_embeddings(base, kept, path):
    with open(path, "wb") as file:
        file.write(struct.pack("<4s3I", b"LBQ4", 1, len(kept), base.width))
        file.write(np.ascontiguousarray(base.word_blocks[kept]).tobytes())


def _occurring(pieces, data):
    ids = set()
    for sentences in training_parts(data).values():
        for sentence in sentences:
            for word, space in zip(sentence.words, sentence.spaces):
                ids.update(pieces.of_word(word, space))
    return ids


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--data", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--rows", type=int, default=165_000)
    options = parser.parse_args()
    models = Path(options.models)
    base = read_base(options.base)
    assert [base.special[name] for name in SPECIAL_ORDER] == [0, 1, 2, 3]

    in_scripts = [i for i, piece in enumerate(base.pieces) if i < 4 or _in_scripts(piece)]
    write_tokenizer(base, in_scripts, models / "tokenizer.json")
    occurring = _occurring(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), options.data)
    occurring = {in_scripts[i] for i in occurring}
    rare = [i for i in reversed(in_scripts) if i not in occurring and i >= 4]
    cut = set(rare[: max(0, len(in_scripts) - options.rows)])
    kept = [i for i in in_scripts if i not in cut]
    write_tokenizer(base, kept, models / "tokenizer.json")
    write_embeddings(base, kept, models / "embeddings.q4")
    print(f"{len(kept)} pieces kept of {len(base.pieces)}; {len(occurring)} occur in the training data")


if __name__ == "__main__":
    main()
