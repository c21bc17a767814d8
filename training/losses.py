"""The sum of the heads' losses; a head without targets in a batch adds nothing."""

import torch
import torch.nn.functional as F

from batches import IGNORE

O_OR_MISC = [0, 7, 8]  # positions of O, B-MISC, I-MISC among the entity labels


def _softmax_loss(scores, targets):
    if not (targets != IGNORE).any():
        return None
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORE)


def _entity_loss(scores, targets, misc_known):
    """Where MISC is not annotated, an `O` is any of O and MISC."""
    annotated = targets != IGNORE
    if not annotated.any():
        return None
    chances = scores.log_softmax(-1)
    chosen = chances.gather(2, targets.clamp(min=0)[..., None])[..., 0]
    either = torch.logsumexp(chances[..., O_OR_MISC], -1)
    chosen = torch.where((targets == 0) & ~misc_known[:, None], either, chosen)
    return -(chosen * annotated).sum() / annotated.sum()


def losses(network, vectors, batch):
    """Losses by head name."""
    outputs = (output.float() for output in network(vectors, batch["mask"], batch["first"]))
    upos, entity, verbform, number, arc, rel_dep, rel_head = outputs
    no_head = F.pad(~batch["present"], (1, 0), value=False)
    arc = arc.masked_fill(no_head[:, None], -1e4)
    result = {
        "upos": _softmax_loss(upos, batch["upos"]),
        "verbform": _softmax_loss(verbform, batch["verbform"]),
        "number": _softmax_loss(number, batch["number"]),
        "arc": _softmax_loss(arc, batch["head"]),
        "entity": _entity_loss(entity, batch["entity"], batch["misc_known"]),
    }
    row, word = (batch["relation"] != IGNORE).nonzero(as_tuple=True)
    if len(row):
        scores = network.relations(rel_dep[row, word], rel_head[row, batch["head"][row, word]]).float()
        result["relation"] = F.cross_entropy(scores, batch["relation"][row, word])
    return {name: value for name, value in result.items() if value is not None}
