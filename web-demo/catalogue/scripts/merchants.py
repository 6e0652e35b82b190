#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures that six merchants sent in, each in a style of its own, from the shop's renders.

    merchants.py        rewrites ../merchants/*.jpg and ../merchants.json; the same bytes on every run
"""

import json
import zlib
from pathlib import Path

import numpy as np
from raw import styles
from PIL import Image

CATALOGUE = Path(__file__).resolve().parent.parent
OUT = CATALOGUE / "merchants"
LONGEST_SIDE, QUALITY = 900, 82

MERCHANTS = [
    ("Kirev", styles.fluorescent, ["sea-stool-oak", "sto-stack-cherry", "sea-drum-fluted"]),
    ("Brask", styles.tungsten, ["lit-desk-olive", "lit-globe-brass", "sea-tray-brass"]),
    ("Linnet Press", styles.flat, ["boo-house-oxblood", "boo-chair-moss", "boo-light-ochre"]),
    ("Ostara Works", styles.patterned, ["vas-shoulder-terracotta", "tab-espresso-terracotta", "clo-arch-terracotta"]),
    ("Halden Atelier", styles.far, ["vas-gourd-celadon", "vas-bottle-ink", "vas-dipped-indigo"]),
    ("Aldous Merrow", styles.white, ["clo-round-brass", "sce-diffuser-smoke", "clo-round-sage"]),
]


def linear(image):
    """0 .. 255 on sRGB's curve to 0 .. 1 in linear light."""
    value = np.asarray(image, dtype=np.float64) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def displayed(picture):
    value = np.clip(picture, 0, 1)
    value = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.rint(value * 255).astype(np.uint8))


def photograph(name, style):
    image = Image.open(CATALOGUE / "images" / f"{name}.jpg").convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = style(linear(image), np.random.default_rng(zlib.crc32(name.encode())))
    displayed(made).save(OUT / f"{name}.jpg", quality=QUALITY, optimize=True, progressive=True)


def main():
    OUT.mkdir(exist_ok=True)
    for _, style, names in MERCHANTS:
        for name in names:
            photograph(name, style)
    table = [
        {"merchant": merchant, "style": style.__name__, "products": names} for merchant, style, names in MERCHANTS
    ]
    (CATALOGUE / "merchants.json").write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
