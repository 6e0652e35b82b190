#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renders the demo shop's catalogue: the one entry point.

    render.py                       everything that has no picture yet
    render.py --only ID,ID --force  these again
    render.py --size 320 --samples 12 --images /tmp/test --only ID   a quick look

Needs Blender 3.4 on the PATH and the packages of requirements.txt. Seeded, so the same scripts give
the same pictures; safe to stop and start again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import develop
import feed
import products

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parent
# Linear brightness of the exposed backdrop, by how light its paper is.
LEVELS = {"paper": 0.50, "chalk": 0.66, "sand": 0.40, "stone": 0.27, "clay": 0.33, "mist": 0.38,
          "olive": 0.28, "dusk": 0.10}


def blender(ids, folder, options):
    """Runs one Blender for all the ids and yields each as it is rendered."""
    command = ["blender", "-b", "--factory-startup", "--python-exit-code", "3", "-P", str(HERE / "studio.py"), "--",
               "--out", folder, "--size", str(options.size), "--samples", str(options.samples),
               "--threads", str(options.threads), *ids]
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        for line in run.stdout:
            if line.startswith("RENDERED "):
                yield line.split()[1]
            elif not line.startswith(("Fra:", "Saved:", " Time:")):
                said.append(line)
    if run.returncode:
        sys.exit("blender failed:\n" + "".join(said[-25:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="comma-separated product ids")
    parser.add_argument("--force", action="store_true", help="render again what is there already")
    parser.add_argument("--images", type=Path, default=CATALOGUE / "images")
    parser.add_argument("--size", type=int, default=1200, help="long side in pixels")
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()

    table = {p["id"]: p for p in products.table()}
    ids = options.only.split(",") if options.only else products.by_priority(list(table))
    unknown = [i for i in ids if i not in table]
    if unknown:
        parser.error("no such product: " + ", ".join(unknown))
    options.images.mkdir(parents=True, exist_ok=True)
    todo = [i for i in ids if options.force or not (options.images / (i + ".jpg")).exists()]
    if not options.only:
        feed.write(CATALOGUE / "feed.json")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="catalogue-") as folder:
        for done, name in enumerate(blender(todo, folder, options) if todo else (), 1):
            exr = Path(folder) / (name + ".exr")
            data = develop.develop(exr, name, LEVELS[products.house_of(table[name])]
                                   * table[name].get("stage", {}).get("light", 1.0))
            target = options.images / (name + ".jpg")
            target.with_suffix(".part").write_bytes(data)
            target.with_suffix(".part").replace(target)
            exr.unlink()
            print(f"{done}/{len(todo)} {name} {len(data) // 1000} kB, {time.monotonic() - started:.0f} s",
                  flush=True)


if __name__ == "__main__":
    main()
