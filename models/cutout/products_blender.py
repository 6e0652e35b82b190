# SPDX-License-Identifier: Apache-2.0
"""Renders the demo shop's products without a backdrop, so that their alpha is known.

    blender -b --factory-startup -P products_blender.py -- --out DIR --families vases,books [--views 5]

Runs inside Blender 3.4. Each product is seen from several sides, in several lights: `DIR/<id>-<view>.png`,
straight RGBA. Pictures that are there already are left alone, so a run that was stopped goes on.
"""

import argparse
import random
import sys
import zlib
from pathlib import Path

import bpy
from mathutils import Vector

CATALOGUE = Path(__file__).resolve().parents[2] / "web-demo/catalogue/scripts"
sys.path.insert(0, str(CATALOGUE))

import products  # noqa: E402
import studio  # noqa: E402


def shoot(product, view, path, size, samples, threads):
    chance = random.Random(zlib.crc32(f"{product['id']}/{view}".encode()))
    scene = studio.cleared()
    staging = studio.build(product)
    house = dict(studio.HOUSES[chance.choice(sorted(studio.HOUSES))])
    studio.turn_and_settle(staging.get("turn", -8) + chance.uniform(-75, 75) * (view > 0), staging.get("on", "floor"))
    points = studio.product_points()
    low, high = (Vector([f(p[i] for p in points) for i in range(3)]) for f in (min, max))
    studio.lights(house, (low + high) / 2, (high - low).length / 2, staging.get("gloss", False))
    pitch = staging.get("pitch", house["pitch"]) + chance.uniform(-8, 22) * (view > 0)
    studio.frame(points, min(pitch, 75), chance.choice((50, 85)), 0.94, size, size, staging.get("azimuth", 0))
    bpy.context.scene.camera.data.dof.use_dof = False
    studio.settings(scene, size, size, samples, threads)
    scene.render.film_transparent = True
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGBA"
    scene.render.image_settings.color_depth = "8"
    scene.view_settings.view_transform = "Standard"
    scene.view_settings.exposure = chance.uniform(-0.3, 0.7)
    scene.render.filepath = str(path.with_suffix(""))
    bpy.ops.render.render(write_still=True)


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--families", required=True, help="modules of web-demo/catalogue/scripts/models")
    parser.add_argument("--views", type=int, default=5)
    parser.add_argument("--size", type=int, default=288)
    parser.add_argument("--samples", type=int, default=12)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    families = options.families.split(",")
    # Views first, so that a run that is stopped early has seen every product.
    for view in range(options.views):
        for product in products.table():
            path = options.out / f"{product['id']}-{view}.png"
            if product["model"].split(".")[0] in families and not path.exists():
                shoot(product, view, path, options.size, options.samples, options.threads)
                print("RENDERED", path.name, flush=True)


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--") + 1 :])
