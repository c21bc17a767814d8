"""The best tree over arc scores (Chu-Liu/Edmonds) with exactly one root word."""

import numpy as np

_NEVER = -1e9


def best_heads(scores):
    """Heads (0 is the root) of each word from scores[word, head]."""
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and _cycle([0, *heads]) is None:
        return heads
    best, best_score = None, -np.inf
    candidates = np.argsort(-scores[:, 0])[:5]
    for root in candidates:
        single = np.full((len(scores) + 1, len(scores) + 1), _NEVER)
        single[1:, 1:] = scores[:, 1:]
        single[root + 1] = _NEVER
        single[root + 1, 0] = scores[root, 0]
        np.fill_diagonal(single, _NEVER)
        found = np.array(_arborescence(single)[1:])
        score = scores[np.arange(len(found)), found].sum()
        if score > best_score:
            best, best_score = found, score
    return best


def _cycle(heads):
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for visited in path:
            state[visited] = 2
    return None


def _arborescence(weights):
    """Heads of all nodes of a full graph; node 0 is the root; weights[node, head]."""
    heads = weights.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return [int(head) for head in heads]
    members = set(cycle)
    rest = [node for node in range(len(weights)) if node not in members]
    place = {node: i for i, node in enumerate(rest)}
    joint = len(rest)
    smaller = np.full((joint + 1, joint + 1), _NEVER)
    smaller[:joint, :joint] = weights[np.ix_(rest, rest)]
    enters, leaves = {}, {}
    for node in rest:
        gain, member = max((weights[m, node] - weights[m, heads[m]], m) for m in cycle)
        smaller[joint, place[node]] = gain
        enters[node] = member
        if node:
            score, member = max((weights[node, m], m) for m in cycle)
            smaller[place[node], joint] = score
            leaves[node] = member
    solved = _arborescence(smaller)
    result = [0] * len(weights)
    for member in cycle:
        result[member] = int(heads[member])
    for node in rest[1:]:
        head = solved[place[node]]
        result[node] = leaves[node] if head == joint else rest[head]
    entry = rest[solved[joint]]
    result[enters[entry]] = entry
    return result
