# SPDX-License-Identifier: Apache-2.0
"""The table of products. Names, brands and prices are invented.

Each row of tables/*.py holds what the feed says of a product, which function of models/*.py makes
it (`model`, with its arguments in `form`) and how it is photographed (`stage`).
"""

import importlib

TABLES = ("vases", "tableware", "lighting", "seating", "storage", "glassware", "scent", "clocks", "books")

# Every brand is photographed in its own house style (studio.HOUSES).
BRANDS = {
    "Halden Atelier": "paper", "Ostara Works": "clay", "Sorrel & Finch": "sand",
    "Lyskaer": "mist", "Brask": "stone", "Tamsin Oake": "chalk", "Kirev": "stone",
    "Pell & Ruse": "olive", "Vetro Calma": "mist", "Maison Orvelle": "clay",
    "Aldous Merrow": "dusk", "Linnet Press": "paper",
}


def table():
    """All rows, in the order of the catalogue."""
    rows = [row for name in TABLES for row in importlib.import_module("tables." + name).ROWS]
    ids = [row["id"] for row in rows]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise ValueError("ids used twice: " + ", ".join(sorted(twice)))
    return rows


def house_of(row):
    return row.get("stage", {}).get("style") or BRANDS[row["brand"]]


def by_priority(ids):
    """A few of every category first, so that an unfinished run already shows the whole shop."""
    seen = {}
    rank = {}
    for place, name in enumerate(ids):
        kind = name.split("-")[0]
        seen[kind] = seen.get(kind, 0) + 1
        rank[name] = ((seen[kind] - 1) // 3, place)
    return sorted(ids, key=rank.get)
