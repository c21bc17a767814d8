"""Trains the encoder and its heads for a budget of wall time; can be stopped and resumed."""

import argparse
import json
import os
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from batches import LONGEST, Coder, batches_of_like_length, collate
from cores import SpareCore
from corpus import PASSES, development_parts, training_parts
from e5 import read_base
from labels import Labels, collect_labels
from losses import losses
from network import Reader, load_base_weights
from pieces import Pieces, read_embeddings
from scores import TorchModel, score
from silver import read_silver

REPORT_STEPS = 200
ADAPT_STEPS = 10
MEAN_STEPS = 10


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin")
    parser.add_argument("--data", required=True)
    parser.add_argument("--models", required=True, help="folder with tokenizer.json and embeddings.q4")
    parser.add_argument("--run", required=True, help="folder for checkpoints and the trained network")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    parser.add_argument("--start", help="begin with the network and the labels of this finished run")
    parser.add_argument("--silver", help="sentences that `silver.py` wrote")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--spare-core", action="store_true", help="two threads while the machine is otherwise idle")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=768, help="padded pieces a step")
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--warm-up", type=float, default=0.06)
    parser.add_argument("--word-dropout", type=float, default=0.03)
    parser.add_argument("--bf16", action="store_true", help="matrix products in bf16, weights in f32")
    parser.add_argument("--average", type=float, default=0.0, help="decay of the weights' running mean, 0 for none")
    parser.add_argument("--sources", nargs="*", help="train on these only")
    return parser.parse_args()


def rate_factor(progress, warm_up):
    """Linear rise, then linear fall to 2 %."""
    if progress < warm_up:
        return max(progress / warm_up, 1e-3)
    return max(0.02, (1 - progress) / (1 - warm_up))


def one_epoch(examples_by_source, generator):
    """Each source as often as `PASSES` says; a fraction is a random sample."""
    chosen = []
    for source, examples in examples_by_source.items():
        whole, part = divmod(PASSES[source], 1)
        chosen += examples * int(whole)
        chosen += generator.sample(examples, round(part * len(examples)))
    return chosen


class RunningMean:
    """An exponential mean of the weights, which reads better than the last weights."""

    def __init__(self, network, decay):
        self.decay = decay
        self.state = {name: value.clone() for name, value in network.state_dict().items()}

    def update(self, network):
        for name, value in network.state_dict().items():
            self.state[name].lerp_(value, 1 - self.decay)


class Training:
    def __init__(self, options):
        self.options = options
        torch.set_num_threads(options.threads)
        self.spare_core = SpareCore() if options.spare_core else None
        torch.manual_seed(options.seed)
        self.generator = random.Random(options.seed)
        models = Path(options.models)
        base = read_base(options.base)
        parts = training_parts(options.data)
        if options.silver:
            parts["silver"] = read_silver(options.silver)
        self.labels = Labels.load(Path(options.start) / "labels.json") if options.start else collect_labels(parts)
        coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), self.labels)
        self.embeddings = torch.from_numpy(read_embeddings(models / "embeddings.q4"))
        self.examples = {
            source: [e for e in map(coder.example, sentences) if len(e.ids) <= LONGEST]
            for source, sentences in parts.items()
            if not options.sources or source in options.sources
        }
        self.development = {
            name: [coder.example(s) for s in sentences] for name, sentences in development_parts(options.data).items()
        }
        self.network = Reader(base, self.labels, seed=options.seed)
        if options.start:
            self.network.load_state_dict(torch.load(Path(options.start) / "network.pt"))
        else:
            load_base_weights(self.network.encoder, base)
        self.mean = RunningMean(self.network, options.average) if options.average else None
        encoder = list(self.network.encoder.parameters())
        heads = [p for name, p in self.network.named_parameters() if not name.startswith("encoder.")]
        self.rates = [options.encoder_rate, options.head_rate]
        groups = [{"params": encoder}, {"params": heads}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.run = Path(options.run)
        self.run.mkdir(parents=True, exist_ok=True)
        self.labels.save(self.run / "labels.json")
        self.steps = self.sentences = 0
        self.spent = 0.0  # seconds of training before the last resumption
        self.started = time.monotonic()
        self.smooth = {}

    def elapsed(self):
        return self.spent + time.monotonic() - self.started

    def save_checkpoint(self):
        state = {
            "network": self.network.state_dict(),
            "mean": self.mean and self.mean.state,
            "optimiser": self.optimiser.state_dict(),
            "steps": self.steps,
            "sentences": self.sentences,
            "elapsed": self.elapsed(),
            "torch": torch.get_rng_state(),
            "generator": self.generator.getstate(),
            "dropout": self.network.dropout.generator.bit_generator.state,
        }
        path = self.run / "checkpoint.pt"
        torch.save(state, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    def load_checkpoint(self):
        """Goes on with a fresh shuffle of the data at the saved place of the schedule."""
        state = torch.load(self.run / "checkpoint.pt", weights_only=False)
        self.network.load_state_dict(state["network"])
        if self.mean:
            self.mean.state = state["mean"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.steps, self.sentences, self.spent = state["steps"], state["sentences"], state["elapsed"]
        torch.set_rng_state(state["torch"])
        self.generator.setstate(state["generator"])
        self.network.dropout.generator.bit_generator.state = state["dropout"]
        self.started = time.monotonic()

    def step(self, group, factor):
        batch = collate(group, self.options.word_dropout, self.generator)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bf16):
            found = losses(self.network, self.embeddings[batch["ids"]], batch)
        sum(found.values()).backward()
        for group_rate, parameters in zip(self.rates, self.optimiser.param_groups):
            parameters["lr"] = group_rate * factor
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        if self.mean and self.steps % MEAN_STEPS == 0:
            self.mean.update(self.network)
        self.sentences += len(group)
        for name, value in found.items():
            self.smooth[name] = 0.98 * self.smooth.get(name, value.item()) + 0.02 * value.item()

    def report(self, epoch):
        speed = self.sentences / max(1e-9, self.elapsed())
        shown = " ".join(f"{name} {value:.3f}" for name, value in self.smooth.items())
        print(
            f"{self.elapsed():.0f}s epoch {epoch} step {self.steps} {speed:.0f} sentences/s {torch.get_num_threads()} threads | {shown}",
            flush=True,
        )

    def train(self):
        budget = self.options.minutes * 60
        next_checkpoint = self.elapsed() + self.options.checkpoint_minutes * 60
        self.network.train()
        self.started = time.monotonic()
        epoch = 0
        while True:
            chosen = one_epoch(self.examples, self.generator)
            for group in batches_of_like_length(chosen, self.options.pieces, self.generator):
                progress = self.elapsed() / budget
                if progress >= 1:
                    return
                self.step([chosen[i] for i in group], rate_factor(progress, self.options.warm_up))
                if self.spare_core and self.steps % ADAPT_STEPS == 0:
                    self.spare_core.adapt()
                if self.steps % REPORT_STEPS == 0:
                    self.report(epoch)
                if self.elapsed() > next_checkpoint:
                    self.save_checkpoint()
                    next_checkpoint += self.options.checkpoint_minutes * 60
            epoch += 1

    def finish(self):
        """Saves the network and the scores on the development parts."""
        record = {
            "steps": self.steps,
            "sentences": self.sentences,
            "seconds": round(self.elapsed()),
            **vars(self.options),
        }
        if self.mean:
            torch.save(self.network.state_dict(), self.run / "last.pt")
            self.network.load_state_dict(self.mean.state)
        torch.save(self.network.state_dict(), self.run / "network.pt")
        model = TorchModel(self.network, self.embeddings)
        record["development"] = {name: score(model, part, self.labels) for name, part in self.development.items()}
        (self.run / "record.json").write_text(json.dumps(record, indent=1))
        print(json.dumps(record["development"], indent=1), flush=True)


def main():
    training = Training(parse_options())
    if training.options.resume:
        training.load_checkpoint()
    training.train()
    training.save_checkpoint()
    training.finish()


if __name__ == "__main__":
    main()
