"""The event branch: upper layers of its own on the frozen lower layers of the reader, and heads.

It sees a sentence's pieces as they enter the reader and as the reader's layer `TRUNK` leaves them, and
the mean of its article's words in that layer: whether an article speaks of war or of football tells what `attack` means.
"""

import torch
import torch.nn.functional as F
from torch import nn

from event_data import FACTUALITY, LINKS, STANCES, TENSES, TYPES
from network import Dropout, Layer

LINK_WIDTH = 64
MEANING_WIDTH = 384
EMBEDDING_SCALE = 8.0  # the base's piece vectors are short


class Events(nn.Module):
    OUTPUTS = ["type", "mode", "factuality", "tense", "background", "stance", "link_event", "link_word"]

    def __init__(self, base, modes, layers, generator, dropout=0.1, head_dropout=0.3):
        super().__init__()
        width = base.width
        self.topic = nn.Linear(width, width)
        nn.init.zeros_(self.topic.weight)
        nn.init.zeros_(self.topic.bias)
        self.layers = nn.ModuleList(Layer(base, dropout, generator) for _ in range(layers))
        self.dropout = Dropout(head_dropout, generator)
        self.meaning = nn.Linear(2 * width, MEANING_WIDTH)
        self.kind = nn.Linear(MEANING_WIDTH, 1 + len(TYPES))
        self.mode = nn.Linear(MEANING_WIDTH, modes)
        self.factuality = nn.Linear(width, len(FACTUALITY))
        self.tense = nn.Linear(width, len(TENSES))
        self.background = nn.Linear(width, 2)
        self.stance = nn.Linear(MEANING_WIDTH, 1 + len(STANCES))
        self.link_event = nn.Linear(width, len(LINKS) * LINK_WIDTH)
        self.link_word = nn.Linear(width, len(LINKS) * LINK_WIDTH)
        self.link_bias = nn.Parameter(torch.full((len(LINKS),), -3.0))

    def forward(self, embeddings, trunk, mask, pool, topic):
        """`pool` (batch, words, pieces) takes the mean of each word's pieces."""
        x = trunk + self.topic(topic)[:, None]
        penalty = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, penalty)
        words = self.dropout(torch.matmul(pool, x))
        spelled = torch.matmul(pool, embeddings) * EMBEDDING_SCALE
        meaning = self.dropout(F.gelu(self.meaning(torch.cat([words, self.dropout(spelled)], -1))))
        event = self.link_event(words) * LINK_WIDTH**-0.5
        of_meaning = self.kind(meaning), self.mode(meaning)
        of_place = self.factuality(words), self.tense(words), self.background(words)
        return *of_meaning, *of_place, self.stance(meaning), event, self.link_word(words)

    def link_scores(self, link_event, link_word, row, at):
        """Scores (events, words, roles) of the events at words `at` of sentences `row`."""
        events = link_event[row, at].unflatten(-1, (len(LINKS), LINK_WIDTH))
        words = link_word[row].unflatten(-1, (len(LINKS), LINK_WIDTH))
        return torch.einsum("erk,ewrk->ewr", events, words) + self.link_bias


def event_losses(network, batch):
    """Losses by head name; all but type and stance are of the annotated events alone."""
    given = (batch[name] for name in ("embeddings", "trunk", "mask", "pool", "topic"))
    outputs = (output.float() for output in network(*given))
    kind, mode, factuality, tense, background, stance, link_event, link_word = outputs
    present = batch["present"]
    annotated = present & ~batch["silver"][:, None]
    found = {}
    if annotated.any():
        found["type"] = F.cross_entropy(kind[annotated], batch["type"][annotated], label_smoothing=0.02) * 4
        found["stance"] = F.cross_entropy(stance[annotated], batch["stance"][annotated])
    row, at = batch["silver_row"], batch["silver_at"]
    if len(row):
        found["silver"] = F.cross_entropy(kind[row, at, 1:], batch["silver_type"]) * 0.3
    row, at = batch["row"], batch["at"]
    if len(row):
        found["mode"] = F.cross_entropy(mode[row, at], batch["mode"]) * 0.3
        found["factuality"] = F.cross_entropy(factuality[row, at], batch["factuality"]) * 0.5
        found["tense"] = F.cross_entropy(tense[row, at], batch["tense"]) * 0.3
        found["background"] = F.cross_entropy(background[row, at], batch["background"]) * 0.2
        scores = network.link_scores(link_event, link_word, row, at)
        known = present[row][:, :, None].expand_as(scores)
        found["link"] = F.binary_cross_entropy_with_logits(scores[known], batch["link"][known]) * 30
    return found
