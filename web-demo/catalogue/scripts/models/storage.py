# SPDX-License-Identifier: Apache-2.0
"""Baskets, boxes and trays."""

import math

import materials as m
import shapes as s


def basket(radius=0.16, height=0.24, rows=18, color="#c9a877", rim="#a9834f", flare=0.12, handles=False, band=None):
    """Woven over upright stakes; `band` colours the upper third."""
    def form(z):
        return radius * (1 - flare + flare * math.sin(min(1.0, z / height) * 1.5))

    cane = m.cord(color)
    thick = height / rows / 2.05
    if band:
        cut = height * 0.64
        s.weave(form, 0, cut, cane, int(rows * 0.64), 32, thick)
        s.weave(form, cut, height, m.cord(band), rows - int(rows * 0.64), 32, thick, seed=2)
    else:
        s.weave(form, 0, height, cane, rows, 32, thick)
    s.lathe([(0, 0.002), (form(0), 0.002), (form(0), 0.006), (0, 0.006)], cane)
    s.ring(form(height), thick * 1.5, m.cord(rim), at=(0, 0, height))
    if handles:
        for sign in (-1, 1):
            r = form(height)
            path = s.curve([(-0.05, 0.0), (-0.04, 0.045), (0.0, 0.06), (0.04, 0.045), (0.05, 0.0)], 8)
            s.tube([(q.x, sign * r, height + q.y) for q in path], 0.006, m.leather("tobacco"))
    return {"pitch": 18}


def tray(radius=0.19, wood="oak", rim=0.03, oval=1.0, color=None):
    """A turned or lacquered tray with a standing rim."""
    body = m.paint(color, 0.3) if color else m.wood(wood, "X")
    line = s.fillet([(0, 0), (radius * 0.97, 0), (radius, rim), (radius - 0.007, rim), (radius * 0.955, 0.008), (0, 0.008)],
                    0.0025)
    s.lathe([(q[0], q[1]) for q in line], body, around=200, squash=oval)
    return {"pitch": 27, "shape": "wide"}


def box(width=0.24, depth=0.16, height=0.1, wood=None, color=None, knob="brass", lid=0.032, cloth=None):
    """A lidded box of timber, lacquer or cloth."""
    body = m.fabric(cloth) if cloth else m.paint(color, 0.35) if color else m.wood(wood, "X")
    s.box(width, depth, height, body, 0.003, at=(0, 0, height / 2))
    s.box(width + 0.003, depth + 0.003, lid, body, 0.003, at=(0, 0, height + lid / 2 + 0.0012))
    if knob:
        top = height + lid
        s.lathe(s.curve([(0.0, top), (0.006, top), (0.005, top + 0.006), (0.011, top + 0.014), (0.009, top + 0.021),
                         (0.0, top + 0.023)], 6), m.metal(knob))
    return {"pitch": 22, "turn": -26, "shape": "wide"}


def stack(count=3, wood="oak", color=None, radius=0.11):
    """Round bentwood boxes, each smaller than the one below."""
    z = 0.0
    for k in range(count):
        r, tall = radius * (1 - 0.19 * k), 0.085 - 0.012 * k
        body = m.paint(color[k], 0.4) if color else m.wood(wood, "Z")
        for low, high, out in ((0.0, tall * 0.68, 0.0), (tall * 0.68, tall, 0.0028)):
            line = s.fillet([(0, z + low), (r + out, z + low), (r + out, z + high), (0, z + high)], 0.0022)
            s.lathe([(q[0], q[1]) for q in line], body)
        z += tall
    return {"pitch": 17}
