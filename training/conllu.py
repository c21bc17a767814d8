"""Universal Dependencies treebanks as sentences of words.

Multi-word tokens become one word where their parts do not spell the surface (German `zum`,
French `du`) or are a preposition and its article (Italian `ai`); other parts stay words of
their own with no space between them (English `do` + `n't`).
"""

from dataclasses import dataclass, field

from verbforms import number_label, verbform_label


@dataclass
class Sentence:
    """Words with whatever is annotated; `None` in a list masks the loss at that word."""

    source: str
    text: str
    words: list
    spaces: list  # whether a space precedes the word
    upos: list = None
    heads: list = None  # 0 is the root, otherwise 1 + index of the head word
    relations: list = None
    verbforms: list = None
    numbers: list = None
    entities: list = None
    misc_known: bool = True  # False: `O` may hide a MISC


@dataclass
class _Row:
    form: str
    upos: str
    xpos: str
    feats: dict
    head: int
    relation: str
    ids: list = field(default_factory=list)
    space_after: bool = True


def _feats(column):
    return dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)


def _is_one_word(surface, parts):
    spelled = "".join(part.form for part in parts) == surface
    preposition_article = [part.upos for part in parts] == ["ADP", "DET"]
    return not spelled or preposition_article


def _merge(surface, parts):
    """One word for several; it takes the place of the first part whose head lies outside."""
    ids = [i for part in parts for i in part.ids]
    chief = next(part for part in parts if part.head not in ids)
    return _Row(surface, chief.upos, chief.xpos, chief.feats, chief.head, chief.relation, ids)


def _rows(lines):
    rows, surface, parts, last, space_after = [], None, [], 0, True
    for line in lines:
        columns = line.split("\t")
        after = "SpaceAfter=No" not in columns[9]
        if "." in columns[0]:
            continue
        if "-" in columns[0]:
            surface, parts, space_after = columns[1], [], after
            last = int(columns[0].split("-")[1])
            continue
        number = int(columns[0])
        form, _lemma, upos, xpos, feats, head, relation = columns[1:8]
        row = _Row(form, upos, xpos, _feats(feats), int(head), relation, [number], after)
        if surface is None:
            rows.append(row)
            continue
        parts.append(row)
        if number == last:
            merged = [_merge(surface, parts)] if _is_one_word(surface, parts) else parts
            for part in merged:
                part.space_after = False
            merged[-1].space_after = space_after
            rows += merged
            surface = None
    return rows


def _sentence(source, text, rows):
    language = source[:2]
    position = {0: 0}
    for index, row in enumerate(rows):
        position.update((i, index + 1) for i in row.ids)
    return Sentence(
        source=source,
        text=text,
        words=[row.form for row in rows],
        spaces=[True] + [row.space_after for row in rows[:-1]],
        upos=[row.upos for row in rows],
        heads=[position[row.head] for row in rows],
        relations=[row.relation for row in rows],
        verbforms=[verbform_label(language, row.form, row.upos, row.xpos, row.feats) for row in rows],
        numbers=[number_label(row.upos, row.feats) for row in rows],
    )


def read_treebank(path, source):
    sentences, lines, text = [], [], ""
    with open(path, encoding="utf-8") as file:
        for line in [*file, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# text = "):
                text = line[len("# text = ") :]
            elif line and not line.startswith("#"):
                lines.append(line)
            elif not line and lines:
                sentences.append(_sentence(source, text, _rows(lines)))
                lines = []
    return sentences
