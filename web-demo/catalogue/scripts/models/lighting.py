# SPDX-License-Identifier: Apache-2.0
"""Lamps, lit."""

import math

import materials as m
import shapes as s
from models.vases import FORMS


def _solid(name, height, top=0.012):
    """A vessel's outside, closed above: a lamp's base. `top` is the neck's radius."""
    line = s.curve([(r * height, z * height) for r, z in FORMS[name]], 12)
    return [(0, 0), *[(q.x, q.y) for q in line], (top, height + 0.002), (0, height + 0.002)]


def _drum(low, high, tall, material, at):
    """A shade: a thin cone frustum, open above and below."""
    wall = 0.0015
    profile = [(low, 0), (high, tall), (high - wall, tall), (low - wall, 0), (low, 0)]
    s.lathe(profile, material, around=160, at=at)
    trim = m.fabric("oat", 0.0012)
    for radius, z in ((low, 0), (high, tall)):
        s.ring(radius - wall / 2, 0.0035, trim, height=0.007, at=(at[0], at[1], at[2] + z))


def shaded(form="gourd", height=0.26, glaze=None, clay=None, stone=None, flutes=None, metal="brass",
           shade=(0.17, 0.13, 0.19), cloth="#efe6d6", glow=1.1, seed=1):
    """A turned base under a cloth shade of (low radius, high radius, height)."""
    body = m.stone(stone) if stone else m.clay(clay) if clay else m.ceramic(**(glaze or {"color": "bone"}))
    shape = s.flutes(**flutes) if flutes else s.thrown(seed, 0.005)
    s.lathe(_solid(form, height), body, around=480 if flutes else 144, form=shape)
    fitting = m.metal(metal)
    s.lathe([(0, 0), (0.014, 0), (0.014, 0.006), (0.006, 0.01), (0.006, 0.05), (0, 0.05)], fitting, at=(0, 0, height))
    low, high, tall = shade
    _drum(low, high, tall, m.shade_cloth(cloth, glow, height=tall), (0, 0, height + 0.025))
    return {"pitch": 9, "shape": "tall", "fill": 0.76}


def globe(radius=0.1, base="puck", stone="marble", metal="brass", glow=1.0, tint="#f4f0e8"):
    """An opal ball on a stone puck or a metal stem."""
    lift = 0.02
    if base == "puck":
        s.lathe(s.fillet([(0, 0), (0.062, 0), (0.062, 0.034), (0, 0.034)], 0.004), m.stone(stone))
        lift = 0.028
    else:
        s.lathe(s.fillet([(0, 0), (0.075, 0), (0.075, 0.01), (0, 0.01)], 0.002), m.metal(metal))
        s.tube([(0, 0, 0.008), (0, 0, 0.12), (0, 0, 0.24)], 0.0055, m.metal(metal))
        s.lathe([(0, 0), (0.03, 0), (0.034, 0.014), (0, 0.014)], m.metal(metal), at=(0, 0, 0.236))
        lift = 0.242
    ball = [(radius * math.sin(a), radius - radius * math.cos(a)) for a in (math.pi * k / 64 for k in range(65))]
    s.lathe(ball, m.opal(tint, glow, height=radius * 2), at=(0, 0, lift), around=128)
    return {"pitch": 9, "shape": "tall" if base != "puck" else "square"}


def mushroom(color="ochre", height=0.3, dome=0.15, stem=0.028, glow=5.0, metal=None):
    """A pressed dome on a flared column, light spilling below."""
    skin = m.metal(metal, rough=0.3) if metal else m.paint(color, 0.4, 0.6)
    foot = s.curve([(dome * 0.62, 0), (dome * 0.6, 0.006), (dome * 0.34, 0.02), (stem, 0.07), (stem * 0.85, height * 0.62),
                    (stem, height * 0.8)], 14)
    s.lathe([(0, 0), *[(q.x, q.y) for q in foot], (0, height * 0.8)], skin)
    cap = s.curve([(dome, height * 0.68), (dome * 0.97, height * 0.8), (dome * 0.75, height * 0.94),
                   (dome * 0.35, height * 0.995), (0.0, height)], 14)
    outer = [(q.x, q.y) for q in cap]
    inner = [(max(0.0, r - 0.002), z - 0.002) for r, z in reversed(outer)]
    s.lathe([*outer, *inner, outer[0]], skin, around=160)
    s.lathe([(0.0, height * 0.74), (dome * 0.5, height * 0.74), (dome * 0.5, height * 0.745), (0, height * 0.745)],
            m.glow("#ffd9a8", glow))
    return {"pitch": 8}


def lantern(radius=0.14, height=0.3, ribs=14, form="round", glow=0.9, color="#f3ecdd"):
    """Paper over bamboo rings, on three short feet."""
    def reach(z):
        u = 2 * z / height - 1
        return radius * (math.sqrt(max(0.0, 1 - (u * 0.9) ** 2)) if form == "round" else 0.72 + 0.06 * math.cos(3 * u))

    count = ribs * 12
    line = []
    for k in range(count + 1):
        z = height * k / count
        line.append((reach(z) - 0.0022 * abs(math.sin(math.pi * ribs * k / count)), z))
    s.lathe(line, m.paper_shade(color, glow, height=height), at=(0, 0, 0.04), around=144)
    bamboo = m.cord("#b58f58")
    for z in (0.0, height):
        s.ring(reach(z), 0.003, bamboo, at=(0, 0, 0.04 + z))
    for k in range(3):
        a = 2 * math.pi * k / 3 + 0.4
        r = reach(0) * 0.95
        s.tube([(r * math.cos(a), r * math.sin(a), 0.045), (r * math.cos(a) * 1.1, r * math.sin(a) * 1.1, 0.02),
                (r * math.cos(a) * 1.2, r * math.sin(a) * 1.2, 0.0)], 0.004, m.paint("ink", 0.5))
    return {"pitch": 8, "shape": "tall" if height > radius * 2.4 else "square"}


def desk(color="ink", arm="brass", reach=0.2, height=0.36, glow=7.0):
    """A weighted foot, a bent arm and a turned cone."""
    skin, rod = m.paint(color, 0.42, 0.7), m.metal(arm)
    s.lathe(s.fillet([(0, 0), (0.085, 0), (0.085, 0.018), (0, 0.018)], 0.004), skin)
    path = s.curve([(0, 0.015), (0, height * 0.5), (0.015, height * 0.86), (0.07, height), (reach, height - 0.015)], 14)
    s.tube([(q.x, 0, q.y) for q in path], 0.0055, rod)
    cone = [(0.018, 0.0), (0.028, -0.02), (0.072, -0.085), (0.07, -0.085), (0.026, -0.021), (0.0, -0.012)]
    s.lathe(cone, skin, at=(reach, 0, height + 0.0), rot=(0, 18, 0))
    s.lathe([(0, 0), (0.03, 0), (0.03, 0.004), (0, 0.004)], m.glow("#ffdcae", glow), at=(reach - 0.018, 0, height - 0.06),
            rot=(0, 18, 0))
    return {"pitch": 8, "turn": -24}
