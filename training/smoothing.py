"""Moves outliers from activations into weights before 8-bit quantisation (SmoothQuant).

A few channels of the feed-forward inputs are thirty times as large as the rest and would take
the whole 8-bit range. Each input channel is divided by a factor and its weights multiplied by
it, which changes nothing in f32.
"""

import torch
from torch import nn

BALANCE = 0.8  # 0 leaves the activations alone, 1 evens them out; 0.8 came closest to f32


class Smoothed(nn.Module):
    def __init__(self, linear, largest):
        super().__init__()
        by_weight = linear.weight.detach().abs().amax(0).clamp(min=1e-5)
        factor = (largest.clamp(min=1e-5) ** BALANCE / by_weight ** (1 - BALANCE)).clamp(min=1e-3)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.linear.weight.copy_(linear.weight * factor)
            self.linear.bias.copy_(linear.bias)
        self.register_buffer("divided", 1 / factor)

    def forward(self, x):
        return self.linear(x * self.divided)


def smooth(network, run):
    """Replaces the feed-forward matrices; `run(network)` must read representative sentences."""
    smooth_linears([(layer, name) for layer in network.encoder.layers for name in ("feed_in", "feed_out")], network, run)


def smooth_linears(linears, network, run):
    """Replaces the matrices named by `(module, attribute)`."""
    largest, hooks = {}, []
    for key in linears:
        linear = getattr(*key)

        def note(_, inputs, key=key):
            found = inputs[0].detach().abs().amax((0, 1))
            largest[key] = torch.maximum(largest.get(key, found), found)

        hooks.append(linear.register_forward_pre_hook(note))
    run(network)
    for hook in hooks:
        hook.remove()
    for layer, name in linears:
        setattr(layer, name, Smoothed(getattr(layer, name), largest[layer, name]))
