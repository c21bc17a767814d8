"""Trains the event branch on what the released reader makes of the corpus; minutes, not hours."""

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from batches import batches_of_like_length
from e5 import read_base
from event_data import LINKS, MODE_NAMES, is_development, read_corpus, read_lexicon, read_silver
from event_network import Events, event_losses
from pieces import Pieces, read_embeddings
from rebuild import rebuilt_state
from train import RunningMean, rate_factor

TRUNK = 3  # lower layers that are shared with the reader
LAYERS = 4  # layers of the branch's own
LONGEST = 256


def trunk_name(layers):
    """The reader's state after `layers` layers, as its graph calls it."""
    return f"/encoder/layers.{layers - 1}/out_norm/LayerNormalization_output_0"


def trunk_session(models, layers):
    """The released reader, made to give its state after `layers` layers too."""
    model = onnx.load(models / "encoder.onnx")
    name = trunk_name(layers)
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options), name


class Prepared:
    """A sentence as the branch sees it."""

    def __init__(self, sentence, ids, first):
        self.sentence, self.ids, self.first = sentence, ids, first
        self.trunk = self.topic = None


def prepare(articles, models, layers):
    """What the released reader makes of sentences, with their articles' topics."""
    pieces = Pieces(Tokenizer.from_file(str(models / "tokenizer.json")))
    embeddings = read_embeddings(models / "embeddings.q4")
    session, name = trunk_session(models, layers)
    result = {}
    for article, sentences in articles.items():
        own = []
        for sentence in sentences:
            ids, first = pieces.of_sentence(sentence.words, sentence.spaces)
            if len(ids) > LONGEST:
                continue
            item = Prepared(sentence, ids, first)
            given = {
                "embeddings": embeddings[ids][None],
                "mask": np.ones((1, len(ids)), np.float32),
                "first": np.array([[0, *first]], np.int32),
            }
            item.trunk = session.run([name], given)[0][0].astype(np.float16)
            own.append(item)
        if own:
            topic = np.mean([item.trunk[item.first].astype(np.float32).mean(0) for item in own], 0)
            for item in own:
                item.topic = topic
        result[article] = own
    return result


def collate(items, vectors, modes, word_dropout=0.0, generator=random):
    """Tensors of one batch; `vectors` are the embeddings of all pieces."""
    count, length = len(items), max(len(i.ids) for i in items)
    words = max(len(i.first) for i in items)
    trunk = np.zeros((count, length, items[0].trunk.shape[1]), np.float32)
    mask = np.zeros((count, length), np.float32)
    embeddings = np.zeros_like(trunk)
    pool = np.zeros((count, words, length), np.float32)
    present = np.zeros((count, words), bool)
    kind, stance = np.zeros((count, words), np.int64), np.zeros((count, words), np.int64)
    events, link, silver = [], [], []
    for row, item in enumerate(items):
        trunk[row, : len(item.ids)] = item.trunk
        embeddings[row, : len(item.ids)] = vectors[item.ids]
        for word, (start, end) in enumerate(zip(item.first, [*item.first[1:], len(item.ids) - 1])):
            pool[row, word, start:end] = 1 / max(1, end - start)
            if word_dropout and generator.random() < word_dropout:
                trunk[row, start:end] = embeddings[row, start:end] = 0
        mask[row, : len(item.ids)] = 1
        present[row, : len(item.first)] = True
        silver += [(row, word, value) for word, value in (item.sentence.silver or {}).items()]
        for word, value in item.sentence.cues.items():
            stance[row, word] = 1 + value
        for event in item.sentence.events:
            kind[row, event.at] = 1 + event.type
            events.append((row, event.at, modes[event.mode], event.factuality, event.tense, event.background))
            target = np.zeros((words, len(LINKS)), np.float32)
            for role, heads in event.links.items():
                target[heads, LINKS.index(role)] = 1
            link.append(target)
    columns = np.array(events, np.int64).reshape(-1, 6).T
    silver_columns = np.array(silver, np.int64).reshape(-1, 3).T
    batch = {
        "trunk": trunk,
        "embeddings": embeddings,
        "mask": mask,
        "pool": pool,
        "present": present,
        "type": kind,
        "stance": stance,
        "topic": np.stack([i.topic for i in items]).astype(np.float32),
        "link": np.stack(link) if link else np.zeros((0, words, len(LINKS)), np.float32),
        "silver": np.array([i.sentence.silver is not None for i in items]),
        **dict(zip(("row", "at", "mode", "factuality", "tense", "background"), columns)),
        **dict(zip(("silver_row", "silver_at", "silver_type"), silver_columns)),
    }
    return {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in batch.items()}


def evaluate(network, items, vectors, modes, threshold=0.5):
    """Trigger and link F1 and accuracies on sentences."""
    network.eval()
    tally = {name: [0, 0, 0] for name in ("trigger", "trigger+type", "stance", *LINKS)}
    right, total = {"factuality": 0, "tense": 0, "background": 0}, 0

    def count(name, gold, found):
        tally[name][0] += len(gold & found)
        tally[name][1] += len(found)
        tally[name][2] += len(gold)

    with torch.no_grad():
        for group in batches_of_like_length(items, 2048):
            chosen = [items[i] for i in group]
            batch = collate(chosen, vectors, modes)
            outputs = network(batch["embeddings"], batch["trunk"], batch["mask"], batch["pool"], batch["topic"])
            kind, _, factuality, tense, background, stance, link_event, link_word = outputs
            chance = kind.softmax(-1)
            for row, item in enumerate(chosen):
                gold = {e.at: e.type for e in item.sentence.events}
                found = {}
                for at in range(len(item.first)):
                    if 1 - chance[row, at, 0] > threshold:
                        found[at] = int(chance[row, at, 1:].argmax())
                count("trigger", set(gold), set(found))
                count("trigger+type", set(gold.items()), set(found.items()))
                said = {(w, v + 1) for w, v in item.sentence.cues.items()}
                best = stance[row, : len(item.first)].argmax(-1).tolist()
                count("stance", said, {(w, v) for w, v in enumerate(best) if v})
            row, at = batch["row"], batch["at"]
            if len(row):
                scores = network.link_scores(link_event, link_word, row, at) > 0
                scores &= batch["present"][row][:, :, None]
                for r, role in enumerate(LINKS):
                    gold, found = batch["link"][:, :, r].bool(), scores[:, :, r]
                    tally[role][0] += int((gold & found).sum())
                    tally[role][1] += int(found.sum())
                    tally[role][2] += int(gold.sum())
                total += len(row)
                for name, output in (("factuality", factuality), ("tense", tense), ("background", background)):
                    right[name] += int((output[row, at].argmax(-1) == batch[name]).sum())
    network.train()
    rows = {}
    for name, (hits, found, gold) in tally.items():
        p, r = hits / max(found, 1), hits / max(gold, 1)
        rows[name] = (round(p, 3), round(r, 3), round(2 * p * r / max(p + r, 1e-9), 3), gold)
    return rows | {name: round(value / max(total, 1), 3) for name, value in right.items()}


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--models", required=True)
    parser.add_argument("--corpus", required=True, nargs="+", help="pairs GOLD_FOLDER:WORDS.jsonl")
    parser.add_argument("--silver", nargs="*", default=[], help="triples RECORDS.jsonl:ARTICLES.jsonl:WORDS.jsonl")
    parser.add_argument("--lexicon", nargs="*", default=[], help="pairs TRIGGERS.tsv:LANGUAGE")
    parser.add_argument("--cache", type=Path, help="keep what the reader makes of the corpus in this file")
    parser.add_argument("--run", required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--trunk", type=int, default=TRUNK)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--pieces", type=int, default=512)
    parser.add_argument("--layer-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--word-dropout", type=float, default=0.1)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--head-dropout", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="matrix products in bf16, weights in f32")
    parser.add_argument("--start", help="begin with the branch of this finished run")
    parser.add_argument("--all", action="store_true", help="train on the development articles too, for release")
    return parser.parse_args()


def main():
    options = parse_options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    models, run = Path(options.models), Path(options.run)
    run.mkdir(parents=True, exist_ok=True)
    articles = {}
    for pair in options.corpus:
        gold, words = pair.rsplit(":", 1)
        articles |= read_corpus(gold, words)
    extra = [s for each in options.silver for s in read_silver(*each.split(":"))]
    extra += [s for each in options.lexicon for s in read_lexicon(*each.rsplit(":", 1))]
    articles |= {f"extra-{index}": [sentence] for index, sentence in enumerate(extra)}
    if options.cache and options.cache.exists():
        prepared = pickle.loads(options.cache.read_bytes())
    else:
        prepared = prepare(articles, models, options.trunk)
        if options.cache:
            options.cache.write_bytes(pickle.dumps(prepared))
    vectors = read_embeddings(models / "embeddings.q4")
    train = [i for a, own in prepared.items() for i in own if a.startswith("extra-") or options.all or not is_development(a)]
    dev = [i for a, own in prepared.items() for i in own if is_development(a) and not a.startswith("extra-")]
    modes = {name: index for index, name in enumerate(MODE_NAMES)}
    lost = sum(i.sentence.lost for i in train + dev)
    print(f"{len(train)} training sentences, {len(dev)} development; {lost} records without a word", flush=True)
    base = read_base(options.base)
    network = Events(
        base, len(modes), options.layers, np.random.default_rng(options.seed), options.dropout, options.head_dropout
    )
    state = rebuilt_state(models)
    for index, layer in enumerate(network.layers):
        prefix = f"encoder.layers.{options.trunk + index}."
        own = {k.removeprefix(prefix): torch.as_tensor(v) for k, v in state.items() if k.startswith(prefix)}
        layer.load_state_dict(own, strict=True)
    if options.start:
        begun = torch.load(Path(options.start) / "events.pt", weights_only=False)["network"]
        network.load_state_dict({n: p for n, p in begun.items() if not n.startswith("mode.")}, strict=False)
    upper = [p for n, p in network.named_parameters() if n.startswith("layers.")]
    heads = [p for n, p in network.named_parameters() if not n.startswith("layers.")]
    rates = [options.layer_rate, options.head_rate]
    optimiser = torch.optim.AdamW(
        [{"params": upper}, {"params": heads}], betas=(0.9, 0.98), weight_decay=0.02, fused=True
    )
    mean = RunningMean(network, 0.98)
    started, steps, smooth, epoch = time.monotonic(), 0, {}, 0
    reported = started
    while (progress := (time.monotonic() - started) / (60 * options.minutes)) < 1:
        for group in batches_of_like_length(train, options.pieces, generator):
            progress = (time.monotonic() - started) / (60 * options.minutes)
            if progress >= 1:
                break
            batch = collate([train[i] for i in group], vectors, modes, options.word_dropout, generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
                found = event_losses(network, batch)
            sum(found.values()).backward()
            for rate, parameters in zip(rates, optimiser.param_groups):
                parameters["lr"] = rate * rate_factor(progress, 0.06)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            if steps % 5 == 0:
                mean.update(network)
            for name, value in found.items():
                smooth[name] = 0.98 * smooth.get(name, value.item()) + 0.02 * value.item()
            if time.monotonic() - reported < 60:
                continue
            reported = time.monotonic()
            shown = " ".join(f"{n} {v:.3f}" for n, v in smooth.items())
            print(f"{reported - started:.0f}s epoch {epoch} step {steps} | {shown}", flush=True)
        epoch += 1
    network.load_state_dict(mean.state)
    scores = {f"{t}": evaluate(network, dev, vectors, modes, t) for t in (0.3, 0.4, 0.5, 0.6)} if dev else {}
    for threshold, rows in scores.items():
        print(threshold, {k: rows[k] for k in ("trigger", "trigger+type")})
    print(json.dumps(scores.get("0.5"), indent=1), flush=True)
    torch.save({"network": network.state_dict(), "modes": MODE_NAMES, "options": vars(options)}, run / "events.pt")
    (run / "record.json").write_text(json.dumps({"steps": steps, "epochs": epoch, **vars(options), "development": scores}, indent=1, default=str))


if __name__ == "__main__":
    main()
