"""Writes a trained network as the released files: `encoder.onnx`, `relation.onnx`, `labels.json`."""

import argparse
import json
import tempfile
import warnings
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from batches import Coder, collate
from corpus import training_parts
from e5 import read_base
from labels import Labels
from network import RELATION_WIDTH, Reader
from pieces import BOS, EOS, MAX_PIECES, PAD, UNK, Pieces, read_embeddings
from smoothing import smooth

OPSET = 17
CALIBRATION = {"de_gsd": 120, "en_ewt": 50, "fr_sequoia": 30, "ru_gsd": 30, "germeval": 50}
BASE_MODEL = "intfloat/multilingual-e5-small, lower 8 layers (MIT)"


def load_network(run, base_path):
    """The trained network and its labels."""
    labels = Labels.load(Path(run) / "labels.json")
    network = Reader(read_base(base_path), labels)
    network.load_state_dict(torch.load(Path(run) / "network.pt"))
    return network.eval(), labels


def _export(module, arguments, path, inputs, outputs, axes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            arguments,
            str(path),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def export_quantised(module, example, path, inputs, outputs, axes, prefixes, reduce_range):
    """Exports with int8 weights for the matrices of the nodes whose names begin so; the rest stays f32."""
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        _export(module, example, plain, inputs, outputs, axes)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        matrices = [
            node.name
            for node in onnx.load(prepared).graph.node
            if node.op_type == "MatMul" and node.name.startswith(prefixes)
        ]
        quantize_dynamic(
            str(prepared),
            str(path),
            op_types_to_quantize=["MatMul"],
            nodes_to_quantize=matrices,
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
        )


def calibration_run(labels, data, models):
    """Reads some training sentences with a network."""
    coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), labels)
    embeddings = torch.from_numpy(read_embeddings(models / "embeddings.q4"))
    parts = training_parts(data)
    sentences = [s for source, count in CALIBRATION.items() for s in parts[source][:count]]
    batches = [collate([coder.example(sentence)]) for sentence in sentences]

    def run(network):
        with torch.no_grad():
            for batch in batches:
                network(embeddings[batch["ids"]], batch["mask"], batch["first"])

    return run


def export_encoder(network, path, reduce_range):
    """Encoder with int8 weights for its layers' matrices; heads and attention scores stay f32."""
    width = network.encoder.positions.shape[1]
    example = (torch.randn(2, 7, width), torch.ones(2, 7), torch.tensor([[0, 1, 3], [0, 1, 0]], dtype=torch.int32))
    batch_words = {0: "batch", 1: "words"}
    batch_words_and_root = {0: "batch", 1: "words_and_root"}
    axes = {
        "embeddings": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "first": batch_words_and_root,
        "upos": batch_words,
        "entity": batch_words,
        "verbform": batch_words,
        "number": batch_words,
        "arc": {0: "batch", 1: "words", 2: "words_and_root"},
        "rel_dep": batch_words,
        "rel_head": batch_words_and_root,
    }
    inputs = ["embeddings", "mask", "first"]
    export_quantised(network, example, path, inputs, network.OUTPUTS, axes, ("/encoder/",), reduce_range)


def export_relations(network, path):
    example = (torch.randn(5, RELATION_WIDTH), torch.randn(5, RELATION_WIDTH))
    axes = {name: {0: "pairs"} for name in ("rel_dep", "rel_head", "relation")}
    _export(network.relations, example, path, ["rel_dep", "rel_head"], ["relation"], axes)


def write_labels(labels, version, path):
    contents = {
        "version": version,
        "base": BASE_MODEL,
        "max_pieces": MAX_PIECES,
        "special": {"bos": BOS, "pad": PAD, "eos": EOS, "unk": UNK},
        **asdict(labels),
    }
    Path(path).write_text(json.dumps(contents, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--run", required=True, help="folder of the training run")
    parser.add_argument("--data", required=True, help="for calibration on training sentences")
    parser.add_argument("--models", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--full-range", action="store_true", help="8 instead of 7 bit weights (needs VNNI)")
    options = parser.parse_args()
    network, labels = load_network(options.run, options.base)
    models = Path(options.models)
    smooth(network, calibration_run(labels, options.data, models))
    export_encoder(network, models / "encoder.onnx", reduce_range=not options.full_range)
    export_relations(network, models / "relation.onnx")
    write_labels(labels, options.version, models / "labels.json")


if __name__ == "__main__":
    main()
