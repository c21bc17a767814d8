#!/usr/bin/env python3
"""The notation in which the corpus is written, and its checks.

usage: notation.py check FILE...             say what is wrong, count what is there
       notation.py gold FILE... OUT          write OUT/articles/ID.json and OUT/records/ID.json
       notation.py standoff FILE...          print records with offsets and without text, one article a line
       notation.py join STANDOFF TEXTS OUT   the reverse: stand-off records with their texts (JSON Lines)

An article is a line `@ ID LANGUAGE DATE TITLE`, its text, and one line a record:

  @ de-001 de 2024-10-29 Nordkorea schickt Soldaten
  Das Pentagon hat am Montag bestätigt, dass Nordkorea etwa 10.000 Soldaten nach Russland entsandt hat.
  - entsandt | MOBILIZE troops | a Nordkorea=PRK | r Russland=RUS | p Russland=RUS country | n etwa 10.000 Soldaten=10000~ troops | CT+ past | by Pentagon=USA.MIL, bestätigt, confirm indirect | e 1

Fields after the type stand in any order and are left out where empty:
  a, r   actors, recipients: `mention=CODE`, several divided by `;`
  p      place: `mention=COUNTRY[/admin1] precision`, COUNTRY `-` for none
  w      when: `span=interval`
  n      numbers: `span=low[..high][~] counts`, several divided by `;` (`~`: approximate)
  CT+ past [bg]   factuality, tense, background
  by     attribution, one field an entry, outermost first: `source=CODE, cue, stance kind`
  e      event number
  ? span          an open question, on a line of its own
Lines that begin with `%` are comments. A span that is not the first of its wording in the text carries `#2`, `#3` ... (overlaps counted).
"""
import json, os, re, sys

TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
            "PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
MODES = {
    "CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet", "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
               "drone heavy-weapons crowd-control unconventional"}
SECTORS = set("GOV MIL LEG JUD PTY COP SPY REB PRM UAF OPP CVL BUS CRM EDU ELI JRN LAB MED REF REL PRE NGO".split())
FACTUALITY = set("CT+ PR+ PS+ CT- PR- PS- UU".split())
STANCES = set("confirm claim deny warn suspect demand ask predict".split())
COUNTS = set("troops killed wounded arrested displaced protesters money weapons other".split())
PRECISION = set("point city admin1 country region unknown".split())


class Fault(Exception):
    pass


def span(text, wording):
    """`wording` or `wording#n` as (start, end) in code points."""
    needle, _, nth = wording.strip().partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.find(needle, at + 1) if needle else -1
        if at < 0:
            raise Fault(f"“{wording.strip()}” is not in the text")
    return {"start": at, "end": at + len(needle), "text": needle}


def code(value):
    country, _, sector = value.strip().partition(".")
    if not re.fullmatch(r"[A-Z]{3}", country) or (sector and sector not in SECTORS):
        raise Fault(f"“{value}” is no code")
    return value.strip()


def one_of(value, allowed, what):
    if value not in allowed:
        raise Fault(f"“{value}” is no {what}")
    return value


def mentions(text, field):
    out = []
    for item in field.split(";"):
        wording, mark, value = item.rpartition("=")
        if not mark:
            raise Fault(f"“{item.strip()}” lacks =CODE")
        out.append({**span(text, wording), "code": code(value)})
    return out


def place(text, field):
    head, precision = field.rsplit(None, 1)
    wording, _, where = head.rpartition("=")
    country, _, admin1 = where.strip().partition("/")
    return {**span(text, wording), "country": None if country == "-" else code(country),
            "admin1": admin1 or None, "precision": one_of(precision, PRECISION, "precision")}


def when(text, field):
    wording, _, interval = field.rpartition("=")
    part = r"(\d{4}(-\d\d(-\d\d)?)?(T[\d:]+Z?)?)"
    if not re.fullmatch(rf"({part}|\.\.)(/({part}|\.\.))?", interval.strip()):
        raise Fault(f"“{interval}” is no interval")
    return {**span(text, wording), "interval": interval.strip()}


def numbers(text, field):
    out = []
    for item in field.split(";"):
        head, counts = item.rsplit(None, 1)
        wording, _, value = head.rpartition("=")
        approx = value.endswith("~")
        low, _, high = value.rstrip("~").partition("..")
        figure = lambda s: float(s) if "." in s else int(s)
        try:
            out.append({**span(text, wording), "low": figure(low), "high": figure(high or low), "approx": approx,
                        "counts": one_of(counts, COUNTS, "count")})
        except ValueError:
            raise Fault(f"“{value}” is no figure") from None
    return out


def entry(text, field):
    parts = [p.strip() for p in field.rsplit(",", 2)]
    if len(parts) != 3:
        raise Fault(f"“by {field}” needs source=CODE, cue, stance kind")
    wording, _, value = parts[0].rpartition("=")
    stance, kind = parts[2].split()
    return {"source": {**span(text, wording), "code": code(value)} if wording else {"code": code(value)},
            "cue": span(text, parts[1]) if parts[1] else None,
            "stance": one_of(stance, STANCES, "stance"), "kind": one_of(kind, {"direct", "indirect"}, "kind")}


def record(text, line):
    trigger, kind, *fields = [f.strip() for f in line.split("|")]
    type_, _, mode = kind.partition(" ")
    one_of(type_, TYPES, "type")
    if mode:
        one_of(mode, MODES.get(type_, "").split(), f"mode of {type_}")
    out = {"event": None, "trigger": span(text, trigger), "type": type_, "mode": mode or None, "actors": [],
           "recipients": [], "place": None, "when": None, "numbers": [], "factuality": None, "tense": None,
           "background": False, "attribution": []}
    for field in fields:
        name, _, rest = field.partition(" ")
        if name == "a":
            out["actors"] = mentions(text, rest)
        elif name == "r":
            out["recipients"] = mentions(text, rest)
        elif name == "p":
            out["place"] = place(text, rest)
        elif name == "w":
            out["when"] = when(text, rest)
        elif name == "n":
            out["numbers"] = numbers(text, rest)
        elif name == "by":
            out["attribution"].append(entry(text, rest))
        elif name == "e":
            out["event"] = int(rest)
        elif name in FACTUALITY:
            tense, *background = rest.split()
            out["factuality"], out["tense"] = name, one_of(tense, {"past", "ongoing", "future"}, "tense")
            out["background"] = background == ["bg"]
        else:
            raise Fault(f"“{field}” is no field")
    if not out["factuality"] or out["event"] is None:
        raise Fault("factuality and tense, or the event number, are missing")
    return out


def read(path):
    """Articles of a file as (article, records, open spans); faults as a list of messages."""
    articles, faults = [], []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        try:
            if line.startswith("@ "):
                id_, language, published, title = line[2:].split(" ", 3)
                articles.append(({"id": id_, "language": language, "published": published, "title": title,
                                  "text": ""}, [], []))
            elif line.startswith("%"):
                continue
            elif line.startswith("- "):
                articles[-1][1].append(record(articles[-1][0]["text"], line[2:]))
            elif line.startswith("? "):
                articles[-1][2].append(span(articles[-1][0]["text"], line[2:]))
            else:
                article, records, open_ = articles[-1]
                if line.strip() and (records or open_):
                    raise Fault("text after a record")
                article["text"] += "" if records or open_ else line + "\n"
        except (Fault, ValueError, IndexError) as fault:
            faults.append(f"{path}:{number}: {fault}")
    for article, _, _ in articles:
        article["text"] = article["text"].strip("\n")
    return articles, faults


def located(thing):
    """The same without the quoted words: for texts that are not ours to repeat."""
    if isinstance(thing, dict):
        return {k: located(v) for k, v in thing.items() if k != "text"}
    return [located(x) for x in thing] if isinstance(thing, list) else thing


def quoted(thing, text):
    if isinstance(thing, dict):
        out = {k: quoted(v, text) for k, v in thing.items()}
        return {**out, "text": text[thing["start"]:thing["end"]]} if "start" in thing else out
    return [quoted(x, text) for x in thing] if isinstance(thing, list) else thing


def nth(text, at):
    """A span as gold files tell it: wording and how many of its kind come before."""
    if isinstance(at, dict):
        out = {k: nth(text, v) for k, v in at.items() if k not in ("start", "end")}
        if "start" in at:
            out["nth"] = sum(text.startswith(at["text"], i) for i in range(at["start"] + 1))
        return out
    return [nth(text, x) for x in at] if isinstance(at, list) else at


def write_gold(articles, out):
    for folder in ("articles", "records"):
        os.makedirs(os.path.join(out, folder), exist_ok=True)
    for article, records, open_ in articles:
        name = article["id"] + ".json"
        told = []
        for r in nth(article["text"], records):
            told.append({**r, "trigger": r["trigger"]["text"], "nth": r["trigger"]["nth"]})
        json.dump(article, open(os.path.join(out, "articles", name), "w"), ensure_ascii=False, indent=1)
        json.dump({"id": article["id"], "records": told, "open": nth(article["text"], open_)},
                  open(os.path.join(out, "records", name), "w"), ensure_ascii=False, indent=1)


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    command, *paths = sys.argv[1:]
    if command == "join":
        texts = {a["id"]: a for a in map(json.loads, open(paths[1], encoding="utf-8"))}
        rows = map(json.loads, open(paths[0], encoding="utf-8"))
        write_gold([(texts[r["id"]], quoted(r["records"], texts[r["id"]]["text"]),
                     quoted(r["open"], texts[r["id"]]["text"])) for r in rows], paths[2])
        return
    out = paths.pop() if command == "gold" else None
    articles, faults = [], []
    for path in paths:
        found, wrong = read(path)
        articles, faults = articles + found, faults + wrong
    if faults:
        print("\n".join(faults), file=sys.stderr)
    if command == "check":
        records = [r for _, rs, _ in articles for r in rs]
        sentences = sum(len(re.findall(r"[.!?…][”“\"»«)’]*(?=\s|$)", a["text"])) for a, _, _ in articles)
        print(f"{len(articles)} articles, about {sentences} sentences, {len(records)} records, "
              f"{sum(not rs for _, rs, _ in articles)} articles without any; {len(faults)} faults")
    elif command == "gold":
        write_gold(articles, out)
    elif command == "standoff":
        for article, records, open_ in articles:
            print(json.dumps({"id": article["id"], "records": located(records), "open": located(open_)}))
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
