"""Writes a trained event branch as `events.onnx` and `events.json`, and opens the reader's trunk to it."""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import onnx
import torch

from e5 import read_base
from event_data import FACTUALITY, LINKS, STANCES, TENSES, TYPES, read_corpus
from event_network import LINK_WIDTH, Events
from export import export_quantised
from pieces import read_embeddings
from smoothing import smooth_linears
from train_events import collate, prepare, trunk_name

CALIBRATION = 60  # articles
QUANTISED = ("/layers.", "/meaning/", "/link_event/", "/link_word/")


def load_branch(run, base_path):
    saved = torch.load(Path(run) / "events.pt", weights_only=False)
    options = saved["options"]
    network = Events(read_base(base_path), len(saved["modes"]), options["layers"], np.random.default_rng(0))
    network.load_state_dict(saved["network"])
    return network.eval(), saved["modes"], options


def open_trunk(path, layers):
    """Gives the reader's state after `layers` layers a name and an output."""
    model = onnx.load(path)
    for part in (model.graph.node, model.graph.output):  # one that was opened at another layer
        for each in [each for each in part if each.name in ("/trunk", "trunk")]:
            part.remove(each)
    inner = trunk_name(layers)
    model.graph.node.append(onnx.helper.make_node("Identity", [inner], ["trunk"], name="/trunk"))
    shape = ["batch", "pieces", 384]
    model.graph.output.append(onnx.helper.make_tensor_value_info("trunk", onnx.TensorProto.FLOAT, shape))
    onnx.save(model, path)


def export_branch(network, path, reduce_range):
    width = network.topic.in_features
    example = (
        torch.randn(2, 7, width),
        torch.randn(2, 7, width),
        torch.ones(2, 7),
        torch.rand(2, 3, 7),
        torch.randn(2, width),
    )
    axes = {name: {0: "batch", 1: "words"} for name in network.OUTPUTS}
    axes |= {
        "trunk": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "embeddings": {0: "batch", 1: "pieces"},
        "pool": {0: "batch", 1: "words", 2: "pieces"},
        "topic": {0: "batch"},
    }
    inputs = ["embeddings", "trunk", "mask", "pool", "topic"]
    export_quantised(network, example, path, inputs, network.OUTPUTS, axes, QUANTISED, reduce_range)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--run", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--corpus", required=True, nargs="+", help="pairs GOLD_FOLDER:WORDS.jsonl, for calibration")
    parser.add_argument("--full-range", action="store_true", help="8 instead of 7 bit weights (needs VNNI)")
    options = parser.parse_args()
    models = Path(options.models)
    network, modes, trained = load_branch(options.run, options.base)
    articles = {}
    for pair in options.corpus:
        articles |= read_corpus(*pair.rsplit(":", 1))
    names = sorted(articles)
    random.Random(0).shuffle(names)
    chosen = {name: articles[name] for name in names[:CALIBRATION]}
    items = [item for own in prepare(chosen, models, trained["trunk"]).values() for item in own]
    vectors = read_embeddings(models / "embeddings.q4")
    index = {name: at for at, name in enumerate(modes)}

    def run(network):
        with torch.no_grad():
            for item in items:
                batch = collate([item], vectors, index)
                network(batch["embeddings"], batch["trunk"], batch["mask"], batch["pool"], batch["topic"])

    smooth_linears([(layer, name) for layer in network.layers for name in ("feed_in", "feed_out")], network, run)
    export_branch(network, models / "events.onnx", reduce_range=not options.full_range)
    open_trunk(models / "encoder.onnx", trained["trunk"])
    labels = {
        "types": TYPES,
        "modes": modes,
        "factuality": FACTUALITY,
        "tenses": TENSES,
        "stances": STANCES,
        "links": LINKS,
        "link_width": LINK_WIDTH,
        "link_bias": [round(value, 5) for value in network.link_bias.tolist()],
    }
    (models / "events.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
