#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws what the training pictures are put together from, into one folder of arrays.

    pool.py OUT --products DIR [--garments 7400] [--backgrounds 3600] [--seed 2]

`subjects.npy` [n, 256, 256, 4] straight RGBA: garments, and the products that products_blender.py
rendered into DIR, each four times because they are few; `backgrounds.npy` [n, 288, 288, 3], of which the first quarter are studios. uint8.
"""

import argparse
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

import backgrounds
import garments

SUBJECT, BACKGROUND = 256, 288


def as_bytes(picture):
    return np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def garment(seed):
    rng = np.random.default_rng(seed)
    return as_bytes(garments.drawn(rng, rng.choice(np.array(garments.TRAINED, object)), SUBJECT))


def studio(seed):
    return as_bytes(backgrounds.studio(np.random.default_rng(seed), BACKGROUND, BACKGROUND))


def busy(seed):
    return as_bytes(backgrounds.busy(np.random.default_rng(seed), BACKGROUND, BACKGROUND))


def product(path):
    return np.asarray(Image.open(path).convert("RGBA").resize((SUBJECT, SUBJECT), Image.Resampling.LANCZOS))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--products", type=Path, required=True)
    parser.add_argument("--garments", type=int, default=7400)
    parser.add_argument("--backgrounds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(options.products.glob("*.png"))
    quarter = options.backgrounds // 4
    with Pool(options.processes) as pool:
        def many(function, items):
            made = []
            for one in pool.imap(function, items, 8):
                made.append(one)
                if len(made) % 500 == 0:
                    print(function.__name__, len(made), "of", len(items), flush=True)
            return made

        first = options.seed * 1_000_000
        np.save(options.out / "backgrounds.npy", np.stack(
            many(studio, range(first, first + quarter)) + many(busy, range(first + quarter, first + options.backgrounds))))
        np.save(options.out / "subjects.npy", np.stack(
            many(garment, range(first, first + options.garments)) + many(product, paths) * 4))


if __name__ == "__main__":
    main()
