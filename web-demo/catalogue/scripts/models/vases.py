# SPDX-License-Identifier: Apache-2.0
"""Thrown and cast vessels."""

import math

import materials as m
import shapes as s

# Outer profiles as (radius, height) in units of the vessel's height, from the foot to the lip.
FORMS = {
    "moon": [(0.24, 0), (0.27, 0.015), (0.40, 0.12), (0.515, 0.34), (0.535, 0.5), (0.49, 0.72),
             (0.36, 0.88), (0.235, 0.945), (0.215, 0.965), (0.22, 1.0)],
    "bottle": [(0.18, 0), (0.20, 0.01), (0.255, 0.14), (0.27, 0.3), (0.22, 0.46), (0.11, 0.58),
               (0.07, 0.7), (0.062, 0.85), (0.075, 0.96), (0.088, 1.0)],
    "shoulder": [(0.19, 0), (0.205, 0.01), (0.24, 0.2), (0.31, 0.5), (0.365, 0.7), (0.34, 0.82),
                 (0.22, 0.9), (0.15, 0.925), (0.14, 0.95), (0.165, 1.0)],
    "cylinder": [(0.215, 0), (0.23, 0), (0.235, 0.012), (0.24, 0.1), (0.237, 0.5), (0.24, 0.9), (0.244, 1.0)],
    "gourd": [(0.2, 0), (0.22, 0.01), (0.32, 0.12), (0.35, 0.27), (0.29, 0.42), (0.19, 0.53),
              (0.2, 0.64), (0.225, 0.74), (0.19, 0.85), (0.12, 0.92), (0.11, 0.95), (0.13, 1.0)],
    "trumpet": [(0.2, 0), (0.21, 0.008), (0.19, 0.05), (0.13, 0.16), (0.105, 0.32), (0.115, 0.55),
                (0.16, 0.78), (0.25, 0.96), (0.27, 1.0)],
    "bowl": [(0.34, 0), (0.36, 0.0), (0.37, 0.03), (0.36, 0.1), (0.5, 0.2), (0.86, 0.5), (1.02, 0.8), (1.06, 1.0)],
    "jar": [(0.3, 0), (0.32, 0.01), (0.38, 0.1), (0.42, 0.35), (0.42, 0.6), (0.37, 0.82), (0.3, 0.9),
            (0.29, 0.94), (0.31, 1.0)],
    "teardrop": [(0.2, 0), (0.22, 0.01), (0.33, 0.1), (0.385, 0.24), (0.35, 0.42), (0.24, 0.62),
                 (0.13, 0.8), (0.085, 0.92), (0.09, 1.0)],
    "amphora": [(0.1, 0), (0.115, 0.01), (0.13, 0.03), (0.12, 0.06), (0.2, 0.2), (0.3, 0.45), (0.325, 0.6),
                (0.27, 0.74), (0.14, 0.82), (0.105, 0.88), (0.11, 0.94), (0.155, 0.99), (0.16, 1.0)],
    "urn": [(0.26, 0), (0.28, 0.01), (0.3, 0.12), (0.42, 0.4), (0.5, 0.66), (0.48, 0.8), (0.4, 0.87),
            (0.38, 0.9), (0.4, 0.96), (0.44, 1.0)],
}


def profile(name, height, wall, steps=12):
    points = [(r * height, z * height) for r, z in FORMS[name]]
    line = s.curve(points, steps)
    # A foot that meets the table on a narrow ring, so that the contact shadow is real.
    foot = max(points[0][0] - wall * 2.5, 0.004)
    base = s.fillet([(0, wall * 0.5), (foot - wall, wall * 0.5), (foot, 0), points[0]], wall * 0.6)
    return s.shell(base[:-1] + line, wall, wall * 2)


def vessel(form, height=0.3, glaze=None, clay=None, wall=0.005, flutes=None, seed=1, squash=1.0, handles=None,
           hand=0.006):
    material = m.clay(clay) if clay else m.ceramic(**(glaze or {"color": "bone"}))
    shape = s.flutes(**flutes) if flutes else s.thrown(seed, hand)
    s.lathe(profile(form, height, wall), material, around=720 if flutes else 160, form=shape, squash=squash)
    if handles:
        _handles(height, material, **handles)


def _handles(height, material, low, high, out, thick, squash=0.7):
    """Two lugs; `low` and `high` are (radius, height) of where they join, in vessel heights."""
    for sign in (-1, 1):
        (r1, z1), (r2, z2) = low, high
        points = [(r1 - 0.01, z1), (r1 + 0.02, z1 + 0.01), (out, (z1 + z2) / 2 + 0.03), (r2 + 0.05, z2 + 0.015),
                  (r2 - 0.01, z2)]
        path = [(sign * q.x * height, 0, q.y * height) for q in s.curve(points, 14)]
        s.sweep(path, s.circle(thick * height, 16, squash), material,
                scale=lambda t: 1.25 - 0.45 * math.sin(math.pi * t), up=(0, 1, 0))


def ring_vase(size=0.24, glaze=None):
    """A standing ring with a neck."""
    material = m.ceramic(**glaze)
    big, thick = size * 0.36, size * 0.125
    path = [(big * math.sin(a), 0, big * math.cos(a)) for a in
            (2 * math.pi * k / 160 for k in range(160))]
    s.sweep(path, s.circle(thick, 40, 1.15), material, closed=True, up=(0, 1, 0))
    neck = s.shell(s.curve([(thick * 0.9, 0), (thick * 0.62, size * 0.05), (thick * 0.5, size * 0.1),
                            (thick * 0.56, size * 0.165)], 10), 0.003, 0.002)
    s.lathe(neck, material, at=(0, 0, big + thick * 0.78))
    foot = s.fillet([(0, 0), (thick * 1.25, 0), (thick * 1.1, thick * 0.5), (thick * 0.8, thick * 0.9), (0, thick)],
                    0.004)
    s.lathe(foot, material, at=(0, 0, -big - thick * 1.42))


def stems(form="bottle", height=0.22, glaze=None, clay=None, seed=4, wall=0.004):
    """A vase with dried branches."""
    import random

    vessel(form, height, glaze, clay, wall, seed=seed)
    dice = random.Random(seed)
    bark = m.cord("#6b5138")
    pod = m.paint("#b58a52", 0.8)
    for k in range(6):
        lean, turn = dice.uniform(0.12, 0.45), dice.uniform(0, 6.28)
        tall = height * dice.uniform(1.3, 2.2)
        points = []
        for i in range(6):
            t = i / 5
            out = height * 0.02 + lean * t**1.5 * tall * 0.55
            points.append((out * math.cos(turn) + dice.uniform(-1, 1) * 0.006 * t,
                           out * math.sin(turn) * 0.6 + dice.uniform(-1, 1) * 0.006 * t,
                           height * 0.3 + t * tall))
        path = s.curve(points, 8)
        s.sweep(path, s.circle(0.0013, 8), bark, scale=lambda t: 1.1 - 0.6 * t)
        for i in range(12, len(path), 2):
            size = dice.uniform(0.005, 0.009)
            head = s.lathe(s.curve([(0, 0), (size * 0.5, size * 0.4), (size * 0.42, size * 1.1), (0, size * 1.6)], 6),
                           pod, around=14)
            head.location = path[i]
            head.rotation_euler = (dice.uniform(-1, 1), dice.uniform(-1, 1), dice.uniform(0, 6))


def pair(first, second, gap=0.02):
    """Two vessels that are sold together."""
    import bpy

    def one(arguments, x, y):
        before = set(bpy.data.objects)
        vessel(**arguments)
        for made in set(bpy.data.objects) - before:
            made.location.x += x
            made.location.y += y

    wide = [max(r for r, _ in FORMS[a["form"]]) * a["height"] for a in (first, second)]
    one(first, -wide[0] - gap / 2, 0.02)
    one(second, wide[1] + gap / 2, -0.03)
