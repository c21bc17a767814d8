#!/usr/bin/env python3
"""Checks the hand-written actor tables of this folder; exits 1 and names every fault.

Run it from anywhere: python3 data/gazetteer/check.py
"""

import datetime
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
FILES = {
    "bodies.tsv": {"body"},
    "seats.tsv": {"seat"},
    "persons.tsv": {"person"},
    "groups.tsv": {"group", "party", "medium", "company", "body"},
}
SECTORS = set(
    "GOV MIL LEG JUD PTY COP SPY REB PRM UAF OPP CVL BUS CRM EDU ELI JRN LAB MED REF REL PRE NGO".split()
)
BODIES = {"NAT", "UNO", "EUR", "IGO", "UNK"}
# ISO 3166-1 alpha-3, and XKX (Kosovo), which is not in the standard but in common use.
COUNTRIES = set(
    """ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD
    BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD
    COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST
    ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM
    GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ
    KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX
    MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD
    NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA
    SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR
    TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN
    VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE""".split()
)
CODE = re.compile(r"([A-Z]{3})(?:\.([A-Z]{3}))?")
COLUMNS = "kind code en de aliases from to office country".split()


def date(text):
    """The date, None if empty; raises ValueError."""
    return datetime.date.fromisoformat(text) if text else None


def rows(path, faults):
    """The entries of a file, with their line numbers; format faults are noted."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if not (lines[0].startswith("#") and "Apache-2.0 OR MIT" in lines[0]):
        faults.append(f"{path.name}:1: no line on source and licence")
    if lines[1] != "# " + "\t".join(COLUMNS):
        faults.append(f"{path.name}:2: no line that names the columns")
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        where = f"{path.name}:{number}"
        fields = line.split("\t")
        if len(fields) != len(COLUMNS):
            faults.append(f"{where}: {len(fields)} columns, not {len(COLUMNS)}")
            continue
        if any(field != field.strip() or "  " in field for field in fields):
            faults.append(f"{where}: stray spaces")
        yield where, dict(zip(COLUMNS, fields))


def main():
    faults, names, counts, people = [], {}, {}, set()
    for file, kinds in FILES.items():
        for where, row in rows(FOLDER / file, faults):
            counts[row["kind"]] = counts.get(row["kind"], 0) + 1
            if row["kind"] not in kinds:
                faults.append(f"{where}: kind `{row['kind']}` in {file}")
            match = CODE.fullmatch(row["code"])
            if not match or match[1] not in COUNTRIES | BODIES:
                faults.append(f"{where}: code `{row['code']}`")
            elif match[2] and match[2] not in SECTORS:
                faults.append(f"{where}: sector `{row['code']}`")
            if row["country"] and row["country"] not in COUNTRIES:
                faults.append(f"{where}: country `{row['country']}`")
            if not row["en"] or not row["de"]:
                faults.append(f"{where}: no name")
            try:
                start, end = date(row["from"]), date(row["to"])
                if start and end and start > end:
                    faults.append(f"{where}: from {start} after to {end}")
            except ValueError as error:
                faults.append(f"{where}: {error}")
                start = end = None
            if row["kind"] == "person":
                people.add(row["en"])
                if not row["office"]:
                    faults.append(f"{where}: person without office")
            aliases = row["aliases"].split("|") if row["aliases"] else []
            if len(set(aliases)) != len(aliases) or any(not a.strip() for a in aliases):
                faults.append(f"{where}: repeated or empty alias")
            for name in {row["en"], row["de"], *aliases}:
                if len(name) < 2:
                    faults.append(f"{where}: name `{name}` is too short")
                names.setdefault(name, []).append((where, row))
    for name, held in names.items():
        for i, (where, row) in enumerate(held):
            for other, second in held[:i]:
                dated = any(r["from"] or r["to"] for r in (row, second))
                if row["kind"] == second["kind"] == "person":
                    if row["en"] != second["en"]:
                        faults.append(f"{where}: `{name}` is also {second['en']} ({other})")
                elif row["kind"] == second["kind"] and row["code"] != second["code"] and not dated:
                    faults.append(f"{where}: `{name}` is also {second['code']} ({other})")
                elif row["kind"] == second["kind"] and not dated:
                    faults.append(f"{where}: `{name}` stands twice ({other})")
    for fault in faults:
        print(fault)
    listed = ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items()))
    print(f"{sum(counts.values())} lines ({listed}), {len(people)} persons, "
          f"{len(names)} names, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
