"""Writes `parity.json`: what the f32 network says of a few sentences, for tests of other runtimes."""

import argparse
import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from batches import Coder, collate
from conllu import Sentence
from export import load_network
from pieces import Pieces, read_embeddings
from scores import TorchModel
from tree import best_heads

# Words are separated by a blank; `·` joins words that have no space between them.
SENTENCES = [
    "Die Regierung in Kiew habe den Angriff scharf verurteilt ·, sagte ein Sprecher am Montag ·.",
    "Tausende Menschen demonstrierten gestern in Hamburg gegen die Pläne des Senats ·.",
    "Der französische Präsident reiste zum Treffen mit Bundeskanzlerin Anna Meyer ·.",
    "Hätten die Rebellen früher verhandelt ·, wäre der Krieg wohl vermeidbar gewesen ·.",
    "Der Minister wurde von drei Demonstranten beworfen und ins Krankenhaus gebracht ·.",
    "·„ Wir werden uns wehren ·“ ·, kündigte die IG Metall im Tarifstreit an ·.",
    "Das Gericht in Den Haag könnte ihn noch dieses Jahr freisprechen ·.",
    "Die Polizei nahm am 3. März 2021 zwölf Verdächtige fest ·.",
    "Rebels attacked a police station near Goma on Tuesday ·, killing at least four officers ·.",
    "The government did ·n't accept the opposition ·'s offer to talk ·.",
    "President Smith was criticised by Amnesty International for the new law ·.",
    "Would you please stop the strike ·?",
    "Protesters threw stones at soldiers who had blocked the road to the parliament ·.",
    "Le ministre des Affaires étrangères a condamné l' attaque du village ·.",
    "Des milliers de manifestants ont défilé à Paris contre la réforme des retraites ·.",
    "El presidente de Chile se reunirá con los sindicatos el lunes ·.",
    "Il governo italiano ha espulso due diplomatici russi ·.",
    "Президент России встретился с министром обороны в Москве ·.",
    "Армия обстреляла город ·, погибли пять человек ·.",
    "Regen ·.",
]


def sentence(marked):
    words, spaces = [], []
    for token in marked.split():
        joined = token.startswith("·")
        words.append(token.removeprefix("·"))
        spaces.append(not joined or not words[:-1])
    return Sentence("parity", marked, words, spaces)


def rounded(array):
    return [[round(float(value), 4) for value in row] for row in array]


def entry(model, coder, labels, marked):
    example = coder.example(sentence(marked))
    outputs = {name: array[0] for name, array in model.read(collate([example])).items()}
    heads = best_heads(outputs["arc"].astype("float64"))
    relation_scores = model.relations(outputs["rel_dep"], outputs["rel_head"][heads])

    def name(inventory, head):
        return [inventory[i] for i in outputs[head].argmax(-1)]

    return {
        "words": example.sentence.words,
        "spaces": example.sentence.spaces,
        "ids": example.ids,
        "first": [0, *example.first],
        "upos": name(labels.upos, "upos"),
        "entity": name(labels.entity, "entity"),
        "verbform": name(labels.verbform, "verbform"),
        "number": name(labels.number, "number"),
        "heads": [int(head) for head in heads],
        "relations": [labels.relations[i] for i in relation_scores.argmax(-1)],
        "upos_scores": rounded(outputs["upos"]),
        "entity_scores": rounded(outputs["entity"]),
        "arc_scores": rounded(outputs["arc"]),
        "relation_scores": rounded(relation_scores),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--models", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    models = Path(options.models)
    network, labels = load_network(options.run, options.base)
    model = TorchModel(network, torch.from_numpy(read_embeddings(models / "embeddings.q4")))
    coder = Coder(Pieces(Tokenizer.from_file(str(models / "tokenizer.json"))), labels)
    entries = [entry(model, coder, labels, marked) for marked in SENTENCES]
    lines = ",\n".join(json.dumps(e, ensure_ascii=False, separators=(",", ":")) for e in entries)
    (models / "parity.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
