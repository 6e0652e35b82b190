#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the composites that cut-outs are measured with: shapes and products that no model was trained with.

    fixtures.py OUT --products DIR [--count 20]

DIR holds what products_blender.py rendered of `seating` and `clocks` with --size 448. OUT gets `studio-NN.jpg` and
`busy-NN.jpg`, and beside each a PNG with the subject's alpha.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

import backgrounds
import garments

WIDTH, HEIGHT, SUBJECT = 480, 560, 448
LEAST_UNREST = 8 / 255
MEASURED, CHOSEN_BY = 900_000_000, 800_000_000  # Seeds.


def subject(rng, products, shapes, number):
    """Half of them products, half garments; straight RGBA, 0 .. 1."""
    if number % 2:
        path = products[rng.integers(len(products))]
        made = np.asarray(Image.open(path).convert("RGBA"), np.float32) / 255
    else:
        made = garments.drawn(rng, shapes[number // 2 % len(shapes)], SUBJECT)
    return made[:, ::-1] if rng.random() < 0.5 else made


def background(rng, kind):
    """A plain carpet or wall is a floor or a room to train with, but not busy."""
    made = getattr(backgrounds, kind)(rng, HEIGHT, WIDTH)
    while kind == "busy" and backgrounds.unrest(made) < LEAST_UNREST:
        made = backgrounds.busy(rng, HEIGHT, WIDTH)
    return made


def composite(rng, behind, front):
    size = int(SUBJECT * rng.uniform(0.7, 0.98))
    small = [np.asarray(Image.fromarray(channel).resize((size, size), Image.Resampling.LANCZOS))
             for channel in np.moveaxis(np.dstack([front[..., :3] * front[..., 3:], front[..., 3]]), 2, 0)]
    placed = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    x, y = (WIDTH - size) // 2 + rng.integers(-8, 9), (HEIGHT - size) // 2 + rng.integers(-20, 21)
    placed[y : y + size, x : x + size] = np.stack(small, -1)
    alpha = np.clip(placed[..., 3:], 0, 1)
    shadow = ndimage.shift(ndimage.gaussian_filter(alpha[..., 0], rng.uniform(4, 14)), rng.uniform(1, 10, 2), order=1)
    behind = behind * (1 - rng.uniform(0.1, 0.45) * shadow)[..., None]
    picture = np.clip(placed[..., :3], 0, 1) + behind * (1 - alpha)
    picture += rng.normal(0, 0.008, picture.shape)
    return np.clip(picture, 0, 1), alpha[..., 0]


def as_image(values):
    return Image.fromarray(np.round(values * 255).astype(np.uint8))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--products", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--trained", action="store_true",
                        help="other backgrounds, and shapes that were trained with, to choose settings by; DIR holds products that were, too")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    products = sorted(options.products.glob("*.png"))
    seed, shapes = (CHOSEN_BY, garments.TRAINED) if options.trained else (MEASURED, garments.HELD_OUT)
    for kind in ("studio", "busy"):
        for number in range(options.count):
            rng = np.random.default_rng(seed + number + (1000 if kind == "busy" else 0))
            behind = background(rng, kind)
            picture, alpha = composite(rng, behind, subject(rng, products, shapes, number))
            as_image(picture).save(options.out / f"{kind}-{number:02}.jpg", quality=90)
            as_image(alpha).save(options.out / f"{kind}-{number:02}.png", optimize=True)


if __name__ == "__main__":
    main()
