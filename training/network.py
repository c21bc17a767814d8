"""The encoder (lower layers of e5-small) and its heads on the first piece of each word."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LAYERS = 8
ARC_WIDTH = 256
RELATION_WIDTH = 96


class Dropout(nn.Module):
    """Dropout by random bytes, several times faster on a CPU than PyTorch's own."""

    def __init__(self, rate, generator):
        super().__init__()
        self.rate, self.generator = rate, generator

    def forward(self, x):
        if not self.training:
            return x
        limit = round(self.rate * 256)
        random_bytes = np.frombuffer(bytearray(self.generator.bytes(x.numel())), np.uint8)
        kept = (torch.from_numpy(random_bytes) >= limit).view(x.shape)
        return x * (kept * (256 / (256 - limit)))


class Layer(nn.Module):
    def __init__(self, base, dropout, generator):
        super().__init__()
        width = base.width
        self.heads = base.heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, base.epsilon)
        self.feed_in = nn.Linear(width, base.feed_forward)
        self.feed_out = nn.Linear(base.feed_forward, width)
        self.out_norm = nn.LayerNorm(width, base.epsilon)
        self.dropout = Dropout(dropout, generator)

    def forward(self, x, penalty):
        batch, length, width = x.shape
        split = self.query_key_value(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = torch.matmul(query * (width // self.heads) ** -0.5, key.transpose(2, 3))
        attended = torch.matmul((scores + penalty).softmax(-1), value)
        attended = self.attention_out(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + self.dropout(attended))
        return self.out_norm(x + self.dropout(self.feed_out(F.gelu(self.feed_in(x)))))


class Encoder(nn.Module):
    """Piece vectors and a mask to contextual vectors."""

    def __init__(self, base, generator, dropout):
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(base.positions, base.width))
        self.input_norm = nn.LayerNorm(base.width, base.epsilon)
        self.dropout = Dropout(dropout, generator)
        self.layers = nn.ModuleList(Layer(base, dropout, generator) for _ in range(LAYERS))

    def forward(self, embeddings, mask):
        x = embeddings + self.positions[: embeddings.shape[1]]
        x = self.dropout(self.input_norm(x))
        penalty = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, penalty)
        return x


def load_base_weights(encoder, base):
    """Copies the base's tensors; its one token type is folded into the positions."""
    width, feed_forward = base.width, base.feed_forward

    def copy(parameter, values):
        parameter.copy_(torch.from_numpy(values))

    def copy_linear(linear, name, rows, columns):
        copy(linear.weight, base.tensor(f"{name}.w", rows, columns))
        copy(linear.bias, base.tensor(f"{name}.b", rows))

    def copy_norm(norm, name):
        copy(norm.weight, base.tensor(f"{name}.w", width))
        copy(norm.bias, base.tensor(f"{name}.b", width))

    with torch.no_grad():
        copy(encoder.positions, base.tensor("emb.pos", base.positions, width) + base.tensor("emb.type", 2, width)[0])
        copy_norm(encoder.input_norm, "emb.ln")
        for index, layer in enumerate(encoder.layers):
            prefix = f"l{index}."
            for part, name in enumerate("qkv"):
                rows = slice(part * width, (part + 1) * width)
                copy(layer.query_key_value.weight[rows], base.tensor(f"{prefix}{name}.w", width, width))
                copy(layer.query_key_value.bias[rows], base.tensor(f"{prefix}{name}.b", width))
            copy_linear(layer.attention_out, prefix + "ao", width, width)
            copy_linear(layer.feed_in, prefix + "fi", feed_forward, width)
            copy_linear(layer.feed_out, prefix + "fo", width, feed_forward)
            copy_norm(layer.attention_norm, prefix + "aln")
            copy_norm(layer.out_norm, prefix + "oln")


class Relations(nn.Module):
    """Biaffine score of every relation for pairs of dependent and head."""

    def __init__(self, relations):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(relations, RELATION_WIDTH + 1, RELATION_WIDTH + 1) * 0.02)

    def forward(self, dependent, head):
        count, size = self.weight.shape[0], RELATION_WIDTH + 1
        dependent = F.pad(dependent, (0, 1), value=1.0)
        head = F.pad(head, (0, 1), value=1.0)
        by_relation = torch.matmul(dependent, self.weight.permute(1, 0, 2).reshape(size, count * size))
        return torch.matmul(by_relation.view(-1, count, size), head[:, :, None])[:, :, 0]


class Reader(nn.Module):
    """The whole network but for the relation scores, which need the chosen heads."""

    OUTPUTS = ["upos", "entity", "verbform", "number", "arc", "rel_dep", "rel_head"]

    def __init__(self, base, labels, seed=0, dropout=0.1, head_dropout=0.3):
        super().__init__()
        width = base.width
        generator = np.random.default_rng(seed)
        self.encoder = Encoder(base, generator, dropout)
        self.upos = nn.Linear(width, len(labels.upos))
        self.entity = nn.Linear(width, len(labels.entity))
        self.verbform = nn.Linear(width, len(labels.verbform))
        self.number = nn.Linear(width, len(labels.number))
        self.pairs = nn.Linear(width, 2 * ARC_WIDTH + 2 * RELATION_WIDTH)
        self.arc = nn.Parameter(torch.randn(ARC_WIDTH + 1, ARC_WIDTH) * 0.02)
        self.relations = Relations(len(labels.relations))
        self.dropout = Dropout(head_dropout, generator)

    def forward(self, embeddings, mask, first):
        pieces = self.encoder(embeddings, mask)
        index = first.long()[:, :, None].expand(-1, -1, pieces.shape[2])
        words = self.dropout(pieces.gather(1, index))
        pairs = self.dropout(F.leaky_relu(self.pairs(words), 0.1))
        arc_dep, arc_head, rel_dep, rel_head = pairs.split([ARC_WIDTH] * 2 + [RELATION_WIDTH] * 2, 2)
        arc_dep = F.pad(arc_dep[:, 1:], (0, 1), value=1.0)
        arc = torch.matmul(torch.matmul(arc_dep, self.arc), arc_head.transpose(1, 2))
        own = words[:, 1:]
        return self.upos(own), self.entity(own), self.verbform(own), self.number(own), arc, rel_dep[:, 1:], rel_head
