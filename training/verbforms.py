"""Verb form and number of a word from Universal Dependencies features.

Treebanks annotate unevenly: German and Italian PUD leave VerbForm out, German GSD leaves the
tense of participles out. What follows from the features present (and, in PUD, from the
language-specific tag) is derived; what does not is `None`, which masks the loss.
"""

VERBFORMS = [
    "_",
    "Fin-Ind-Pres",
    "Fin-Ind-Past",
    "Fin-Ind-Fut",
    "Fin-Sub-Pres",
    "Fin-Sub-Past",
    "Fin-Cnd",
    "Fin-Imp",
    "Fin-Modal",
    "Inf",
    "Part-Past",
    "Part-Pres",
    "Ger",
]
NUMBERS = ["_", "Sing", "Plur"]

_TENSE = {"Imp": "Past", "Pqp": "Past"}


# Konjunktiv I of the verbs that carry it most; GSD gives some of them the tense of Konjunktiv II.
_GERMAN_PRESENT_SUBJUNCTIVES = {
    "habe", "sei", "seien", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "möge",
}  # fmt: skip


def verbform_label(language, form, upos, xpos, feats):
    """The label of a word, `_` for what is no verb, `None` where the treebank does not tell."""
    if upos not in ("VERB", "AUX"):
        return "_"
    mood, tense, finiteness = feats.get("Mood"), feats.get("Tense"), feats.get("VerbForm")
    tense = _TENSE.get(tense, tense)
    if mood == "Imp":
        return "Fin-Imp"
    if mood == "Cnd":
        return "Fin-Cnd" if tense or finiteness == "Fin" else None
    if mood == "Sub" and language == "de" and form.lower() in _GERMAN_PRESENT_SUBJUNCTIVES:
        return "Fin-Sub-Pres"
    if mood:
        label = f"Fin-{mood}-{tense}"
        return label if label in VERBFORMS else None
    if finiteness == "Inf":
        return "Inf"
    if finiteness in ("Ger", "Conv"):
        return "Ger"
    if finiteness == "Fin":  # English modals (`would`) have neither mood nor tense
        return "Fin-Modal" if upos == "AUX" else None
    if finiteness == "Part" or tense:
        return "Part-Pres" if tense == "Pres" else "Part-Past"
    return {"VB": "Inf", "VBG": "Ger"}.get(xpos)


def number_label(upos, feats):
    number = feats.get("Number")
    if number == "Sing":
        return "Sing"
    if number in ("Plur", "Ptan", "Dual"):
        return "Plur"
    return None if upos in ("NOUN", "PROPN", "PRON") else "_"


def is_reported(form, label, words):
    """Whether a German reader took Konjunktiv I for the indicative (`die Regierung habe …`).

    A present in `-e` is the first person's indicative or the third person's Konjunktiv I; in a
    sentence without the first person it is the latter.
    """
    first_person = any(word.lower() in ("ich", "mich", "mir") for word in words)
    return label == "Fin-Ind-Pres" and form.endswith("e") and not first_person
