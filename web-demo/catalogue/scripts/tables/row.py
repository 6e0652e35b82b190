# SPDX-License-Identifier: Apache-2.0
"""How a row is written."""


def row(id, title, brand, kind, price, color, material, says, model, form=None, stage=None,
        group=None, availability="in_stock"):
    """`kind` is the path of categories, `price` is in euros, `says` one true sentence."""
    return {
        "id": id, "title": title, "brand": brand, "kind": kind, "price": price, "color": color,
        "material": material, "says": says, "model": model, "form": form or {}, "stage": stage or {},
        "group": group, "availability": availability,
    }
