"""Averages the weights of event branches that follow each other in one training: `average_events.py OUT RUN...`."""

import sys
from pathlib import Path

import torch


def main():
    out, *runs = map(Path, sys.argv[1:])
    saved = [torch.load(run / "events.pt", weights_only=False) for run in runs]
    states = [each["network"] for each in saved]
    mean = {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}
    out.mkdir(parents=True, exist_ok=True)
    torch.save(saved[0] | {"network": mean}, out / "events.pt")


if __name__ == "__main__":
    main()
