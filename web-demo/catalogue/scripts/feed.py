# SPDX-License-Identifier: Apache-2.0
"""Writes feed.json, the demo shop's product feed in the field names of Google Merchant Center."""

import json
from pathlib import Path

import products


def entry(row):
    made = {
        "id": row["id"],
        "title": row["title"],
        "description": row["says"],
        "brand": row["brand"],
        "product_type": "Home > " + row["kind"],
        "price": f"{row['price']:.2f} EUR",
        "availability": row["availability"],
        "color": row["color"],
        "material": row["material"],
        "condition": "new",
        "image_link": f"images/{row['id']}.jpg",
        "link": f"#/product/{row['id']}",
    }
    if row["group"]:
        made["item_group_id"] = row["group"]
    return made


def write(path):
    entries = [entry(row) for row in products.table()]
    path.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).resolve().parent.parent / "feed.json")
