"""The label inventories, in the order of the network's outputs."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from entities import ENTITY_LABELS
from verbforms import NUMBERS, VERBFORMS

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
RELATION_MINIMUM = 30  # rarer subtypes are trained as their universal relation


@dataclass
class Labels:
    upos: list
    relations: list
    entity: list
    verbform: list
    number: list

    def save(self, path):
        Path(path).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path):
        """Reads a run's labels or the released `labels.json`, which says more."""
        contents = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls(**{field.name: contents[field.name] for field in fields(cls)})


def universal(relation):
    return relation.split(":")[0]


def collect_labels(parts):
    """All labels; relations are those frequent in the training parts."""
    counts = Counter(r for part in parts.values() for s in part if s.relations for r in s.relations if r)
    for relation, count in list(counts.items()):
        if count < RELATION_MINIMUM:
            del counts[relation]
            counts[universal(relation)] += count
    relations = [relation for relation, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return Labels(UPOS, relations, ENTITY_LABELS, VERBFORMS, NUMBERS)
