"""Word pieces of words, by the released `tokenizer.json`, and the released embeddings."""

import struct

import numpy as np

from e5 import BLOCK, BLOCK_VALUES, dequantise

BOS, PAD, EOS, UNK = 0, 1, 2, 3
MAX_PIECES = 512


class Pieces:
    def __init__(self, tokenizer):
        self._tokenizer = tokenizer
        self._known = {}

    def of_word(self, word, space_before):
        """Ids of one word; a word with nothing left after normalisation is one unknown piece."""
        key = (word, space_before)
        if key not in self._known:
            surface = f" {word}" if space_before else word
            self._known[key] = self._tokenizer.encode(surface, add_special_tokens=False).ids or [UNK]
        return self._known[key]

    def of_sentence(self, words, spaces):
        """Ids with BOS and EOS, and the position of each word's first piece."""
        ids, first = [BOS], []
        for word, space in zip(words, spaces):
            first.append(len(ids))
            ids += self.of_word(word, space)
        return ids + [EOS], first


def read_embeddings(path):
    with open(path, "rb") as file:
        magic, version, rows, width = struct.unpack("<4s3I", file.read(16))
        if (magic, version) != (b"LBQ4", 1):
            raise ValueError(f"{path}: not a version 1 embeddings file")
        blocks = np.frombuffer(file.read(), BLOCK).reshape(rows, width // BLOCK_VALUES)
    return dequantise(blocks).reshape(rows, width)
