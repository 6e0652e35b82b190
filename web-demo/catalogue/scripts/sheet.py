#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sets twelve rendered products beside twelve photographs, to judge the pictures by.

    sheet.py PHOTOS [OUT]    PHOTOS is searched for .jpg files; OUT is build/catalogue-sheet.jpg
"""

import sys
from pathlib import Path

from PIL import Image, ImageOps

CATALOGUE = Path(__file__).resolve().parent.parent
TILE, GAP, COLUMNS, COUNT = 420, 6, 4, 12


def spread(folder):
    """COUNT pictures taken evenly from the folder's, in the order of their names."""
    found = sorted(folder.rglob("*.jpg"))
    if len(found) < COUNT:
        sys.exit(f"{folder}: expected at least {COUNT} .jpg files, found {len(found)}")
    return [found[k * len(found) // COUNT] for k in range(COUNT)]


def block(paths):
    step = TILE + GAP
    sheet = Image.new("RGB", (COLUMNS * step, COUNT // COLUMNS * step), "white")
    for k, path in enumerate(paths):
        tile = ImageOps.pad(ImageOps.exif_transpose(Image.open(path)).convert("RGB"), (TILE, TILE), color="white")
        sheet.paste(tile, (k % COLUMNS * step, k // COLUMNS * step))
    return sheet


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    out = Path(sys.argv[2]) if len(sys.argv) == 3 else CATALOGUE.parent.parent / "build" / "catalogue-sheet.jpg"
    ours, theirs = block(spread(CATALOGUE / "images")), block(spread(Path(sys.argv[1])))
    sheet = Image.new("RGB", (ours.width + theirs.width + 4 * GAP, ours.height), "white")
    sheet.paste(ours, (0, 0))
    sheet.paste(theirs, (ours.width + 4 * GAP, 0))
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out, quality=88)


if __name__ == "__main__":
    main()
