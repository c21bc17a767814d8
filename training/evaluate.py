"""Scores the released files, or a training run, on the test parts (gold words)."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from batches import Coder
from corpus import development_parts, test_parts
from export import load_network
from labels import Labels
from network import Reader
from pieces import Pieces, read_embeddings
from scores import TorchModel, score


class ReleasedModel:
    """`encoder.onnx` and `relation.onnx` under onnxruntime."""

    def __init__(self, models, embeddings, threads):
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads
        self.encoder = onnxruntime.InferenceSession(models / "encoder.onnx", settings)
        self.relation = onnxruntime.InferenceSession(models / "relation.onnx", settings)
        self.embeddings = embeddings

    def read(self, batch):
        inputs = {
            "embeddings": self.embeddings[batch["ids"]].numpy(),
            "mask": batch["mask"].numpy(),
            "first": batch["first"].numpy().astype(np.int32),
        }
        return dict(zip(Reader.OUTPUTS, self.encoder.run(Reader.OUTPUTS, inputs)))

    def relations(self, dependents, heads):
        return self.relation.run(None, {"rel_dep": dependents, "rel_head": heads})[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--run", help="score this run's f32 network instead of the released files")
    parser.add_argument("--base", help="e5-small-q4.bin, with --run")
    parser.add_argument("--parts", nargs="*", help="names of parts, default all test parts")
    parser.add_argument("--development", action="store_true", help="score the development parts")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    models = Path(options.models)
    embeddings = torch.from_numpy(read_embeddings(models / "embeddings.q4"))
    if options.run:
        network, labels = load_network(options.run, options.base)
        model = TorchModel(network, embeddings)
    else:
        labels = Labels.load(models / "labels.json")
        model = ReleasedModel(models, embeddings, options.threads)
    coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), labels)
    parts = development_parts(options.data) if options.development else test_parts(options.data)
    for name, sentences in parts.items():
        if not options.parts or name in options.parts:
            result = score(model, [coder.example(s) for s in sentences], labels)
            print(json.dumps({"part": name, **result}), flush=True)


if __name__ == "__main__":
    main()
