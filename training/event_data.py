"""Sentences with events: the corpus of records laid onto the words that the reader sees.

Words and syntax come from the language crate, so that they are divided as they will be when
reading:

    python corpus/notation.py gold corpus/*/*.rec FOLDER
    jq -c . FOLDER/articles/*.json > articles.jsonl
    cargo run --release -p language --example words -- articles.jsonl > words.jsonl
"""

import json
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "corpus"))
from notation import MODES  # noqa: E402

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
FACTUALITY = "CT+ PR+ PS+ CT- PR- PS- UU".split()
TENSES = "past ongoing future".split()
MODE_NAMES = ["", *sorted({mode for listed in MODES.values() for mode in listed.split()})]  # "" is none
STANCES = "confirm claim deny warn suspect demand ask predict".split()
LINKS = "actor recipient place when number source cue".split()
DEVELOPMENT_SHARE = 10  # per cent of articles, chosen by a hash of their ids


@dataclass
class Event:
    """One record on a word, with the words of its sentence that it is linked to, by role."""

    at: int
    type: int
    mode: str
    factuality: int
    tense: int
    background: int
    links: dict


@dataclass
class Sentence:
    article: str
    language: str
    words: list
    spaces: list
    events: list = field(default_factory=list)
    cues: dict = field(default_factory=dict)  # word -> stance
    lost: int = 0  # records of the sentence that no word could be found for
    silver: dict = None  # word -> type, where only the types of some words are known, from the lexicon


def is_development(article):
    return zlib.crc32(article.encode()) % 100 < DEVELOPMENT_SHARE


def _head(words, start, end):
    """The word of a span from which its words hang, or `None` if the sentence has no word of it."""
    inside = [i for i, (s, e, *_) in enumerate(words) if s < end and e > start]
    outside = [i for i in inside if words[i][2] not in inside]
    return (outside or inside or [None])[0]


def _event(words, record):
    at = _head(words, record["trigger"]["start"], record["trigger"]["end"])
    if at is None:
        return None
    spans = {
        "actor": record["actors"],
        "recipient": record["recipients"],
        "place": [record["place"]] if record["place"] else [],
        "when": [record["when"]] if record["when"] else [],
        "number": record["numbers"],
        "source": [a["source"] for a in record["attribution"] if "start" in a["source"]],
        "cue": [a["cue"] for a in record["attribution"] if a["cue"]],
    }
    first, last = words[0][0], words[-1][1]
    links = {}
    for role, found in spans.items():
        heads = {_head(words, s["start"], s["end"]) for s in found if first <= s["start"] < last}
        links[role] = sorted(heads - {None})
    return Event(
        at,
        TYPES.index(record["type"]),
        record["mode"] or "",
        FACTUALITY.index(record["factuality"]),
        TENSES.index(record["tense"]),
        int(record["background"]),
        links,
    )


def sentences(article, records, divided):
    """The sentences of one article; `divided` is its line of `words.jsonl`."""
    text = article["text"]
    result = []
    for part in divided["sentences"]:
        words = part["words"]
        if not words:
            continue
        start, end = words[0][0], words[-1][1]
        spaces = [i == 0 or words[i - 1][1] < s for i, (s, *_) in enumerate(words)]
        sentence = Sentence(article["id"], article["language"], [text[s:e] for s, e, *_ in words], spaces)
        for record in records:
            if not start <= record["trigger"]["start"] < end:
                continue
            event = _event(words, record)
            if event is None:
                sentence.lost += 1
                continue
            known = next((e for e in sentence.events if e.at == event.at), None)
            if known:  # two records on one word: one event with the links of both
                for role in LINKS:
                    known.links[role] = sorted({*known.links[role], *event.links[role]})
            else:
                sentence.events.append(event)
            for entry in record["attribution"]:
                if entry["cue"]:
                    cue = _head(words, entry["cue"]["start"], entry["cue"]["end"])
                    if cue is not None:
                        sentence.cues[cue] = STANCES.index(entry["stance"])
        result.append(sentence)
    return result


def read_corpus(gold, words_path):
    """All sentences by article, of a folder that `notation.py gold` or `join` wrote."""
    divided = {row["id"]: row for row in map(json.loads, open(words_path, encoding="utf-8"))}
    found = {}
    for path in sorted(Path(gold).glob("records/*.json")):
        article = json.loads((Path(gold) / "articles" / path.name).read_text(encoding="utf-8"))
        records = json.loads(path.read_text(encoding="utf-8"))["records"]
        text = article["text"]
        for record in records:
            record["trigger"] = {"text": record["trigger"], "nth": record.pop("nth", 1)}
            _locate(text, record)
        found[article["id"]] = sentences(article, records, divided[article["id"]])
    return found


def _locate(text, thing):
    """Gives every quoted span its offsets."""
    if isinstance(thing, list):
        for each in thing:
            _locate(text, each)
    elif isinstance(thing, dict):
        if "text" in thing:
            at = -1
            for _ in range(thing.get("nth", 1)):
                at = text.find(thing["text"], at + 1)
            if at >= 0:
                thing["start"], thing["end"] = at, at + len(thing["text"])
        for each in thing.values():
            _locate(text, each)


def read_lexicon(path, language):
    """Words that always name an act of one type, each as a sentence of its own."""
    types = {}
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if line.startswith("#") or len(columns) < 3 or columns[0].startswith("*"):
            continue
        lemma = columns[0].removeprefix("-")
        if columns[1] == "N" and columns[0].startswith("-"):
            lemma = lemma.capitalize()
        types.setdefault((lemma, columns[1]), set()).add(columns[2])
    found = []
    for (lemma, part), named in sorted(types.items()):
        words = lemma.split()
        if len(named) == 1:
            silver = {0: TYPES.index(next(iter(named)))}
            found.append(Sentence("lexicon", language, words, [True] * len(words), silver=silver))
    return found


def read_silver(records_path, articles_path, words_path):
    """Sentences in which the rules found acts: their types alone are taken, not that they are all."""
    articles = {a["id"]: a for a in map(json.loads, open(articles_path, encoding="utf-8"))}
    divided = {row["id"]: row for row in map(json.loads, open(words_path, encoding="utf-8"))}
    by_article = {}
    for record in map(json.loads, open(records_path, encoding="utf-8")):
        by_article.setdefault(record["document"], []).append(record)
    found = []
    for id_, records in by_article.items():
        for sentence in sentences(articles[id_], records, divided[id_]):
            if sentence.events:
                sentence.silver = {event.at: event.type for event in sentence.events}
                sentence.events, sentence.cues, sentence.article = [], {}, "silver"
                found.append(sentence)
    return found
