"""Rebuilds a run's folder from the released files, to train on where the f32 weights are gone.

The int8 matrices are multiplied out, and what smoothing moved between activations and weights is
moved back, so the network answers as the released one does but for the rounding of activations.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array
from tokenizers import Tokenizer

from batches import Coder, collate
from e5 import read_base
from labels import Labels
from network import RELATION_WIDTH, Reader
from parity import SENTENCES, sentence
from pieces import Pieces, read_embeddings
from scores import TorchModel


def _tensors(graph):
    return {initializer.name: to_array(initializer) for initializer in graph.initializer}


def _matrices(graph, tensors):
    """The factor of each matrix product, (inputs, outputs) in f32, by the product's module."""
    matrices = {}
    for node in graph.node:
        module, _, kind = node.name.strip("/").replace("/", ".").rpartition(".")
        name = node.input[1] if node.op_type in ("MatMul", "MatMulInteger") else ""
        if kind == "MatMul" and name in tensors:
            matrices[module] = tensors[name]
        elif kind == "MatMul_quant":
            stem = name.removesuffix("_quantized")
            centred = tensors[name].astype(np.float32) - tensors[f"{stem}_zero_point"]
            matrices[module] = centred * tensors[f"{stem}_scale"]
    return matrices


def rebuilt_state(models):
    """The network's state by name of parameter."""
    graph = onnx.load(models / "encoder.onnx").graph
    tensors = _tensors(graph)
    state = {
        name.replace(".linear.", "."): values
        for name, values in tensors.items()
        if name.endswith((".bias", "norm.weight", "positions"))
    }
    for module, matrix in _matrices(graph, tensors).items():
        if not module:
            state["arc"] = matrix
            continue
        name = module.removesuffix(".linear")
        state[f"{name}.weight"] = matrix.T * tensors.get(f"{name}.divided", 1)
    relation = _tensors(onnx.load(models / "relation.onnx").graph)
    size = RELATION_WIDTH + 1
    (flat,) = (values for values in relation.values() if values.ndim == 2 and len(values) == size)
    state["relations.weight"] = flat.reshape(size, -1, size).transpose(1, 0, 2)
    return {name: torch.from_numpy(np.array(values, np.float32)) for name, values in state.items()}


def compare(network, labels, models):
    """How far the network is from `parity.json`: differing words by head, largest score difference."""
    network.eval()
    coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), labels)
    model = TorchModel(network, torch.from_numpy(read_embeddings(models / "embeddings.q4")))
    words = differing = 0
    largest = 0.0
    for marked, wanted in zip(SENTENCES, json.loads((models / "parity.json").read_text(encoding="utf-8"))):
        arc = model.read(collate([coder.example(sentence(marked))]))["arc"][0]
        wanted_arc = np.array(wanted["arc_scores"])
        words += len(arc)
        differing += int((arc.argmax(1) != wanted_arc.argmax(1)).sum())
        largest = max(largest, float(np.abs(arc - wanted_arc).max()))
    return f"best heads differ at {differing} of {words} words; arc scores by at most {largest:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin, for the network's sizes")
    parser.add_argument("--models", required=True, help="folder with the released files")
    parser.add_argument("--run", required=True, help="folder to write, for `train.py --start`")
    options = parser.parse_args()
    models, run = Path(options.models), Path(options.run)
    labels = Labels.load(models / "labels.json")
    network = Reader(read_base(options.base), labels)
    network.load_state_dict(rebuilt_state(models))
    run.mkdir(parents=True, exist_ok=True)
    labels.save(run / "labels.json")
    torch.save(network.state_dict(), run / "network.pt")
    print(compare(network, labels, models))


if __name__ == "__main__":
    main()
