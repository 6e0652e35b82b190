# SPDX-License-Identifier: Apache-2.0
"""Candles, diffusers and bottles."""

import math
import random

import materials as m
import shapes as s


def _wick(z, at=(0, 0)):
    s.tube([(at[0], at[1], z - 0.004), (at[0] + 0.0004, at[1], z + 0.004), (at[0] + 0.002, at[1], z + 0.009)], 0.0009,
           m.paint("ink", 0.9), sides=8)


def candle(vessel="glass", tint="#b9733a", glaze=None, concrete=None, wax="#efe6d2", radius=0.042, height=0.095, lid=None):
    """Wax poured into a tumbler, with or without a wooden lid beside it."""
    line = s.fillet([(0, 0), (radius * 0.96, 0), (radius, height)], [0, 0.006, 0])
    profile = s.shell([(q[0], q[1]) for q in line], 0.0025 if vessel == "glass" else 0.004, 0.008)
    body = m.glass(tint) if vessel == "glass" else m.concrete(concrete) if concrete else m.ceramic(**glaze)
    s.lathe(profile, body)
    inner = radius - (0.0029 if vessel == "glass" else 0.0044)
    fill = height * (0.74 if vessel == "glass" else 0.84)
    s.lathe([(0, 0.0085), (inner * 0.95, 0.0085), (inner, fill), (inner * 0.9, fill - 0.0008), (0, fill - 0.001)], m.wax(wax))
    _wick(fill)
    if lid:
        disc = s.fillet([(0, 0), (radius + 0.002, 0), (radius + 0.002, 0.009), (0, 0.009)], 0.002)
        s.lathe([(q[0], q[1]) for q in disc], m.wood(lid, "X"), at=(radius * 1.35, -radius * 1.25, 0))
    # An opaque cup hides its wax from the side.
    return {"pitch": 17 if vessel == "glass" else 33, "gloss": vessel == "glass"}


def pillars(colors=("#efe6d2",), sizes=((0.035, 0.15),), twist=0.0, ribs=0):
    """Free-standing candles, plain, ribbed or twisted."""
    places = [(0, 0), (0.095, 0.05), (-0.07, 0.085)]
    for (radius, height), color, (x, y) in zip(sizes, colors, places):
        top = s.fillet([(0, 0), (radius, 0), (radius, height), (radius * 0.3, height - 0.002), (0, height - 0.003)],
                       [0, 0.002, 0.005, 0, 0])
        shape = s.flutes(ribs, 0.13, 0.8, twist) if ribs else s.thrown(3, 0.004)
        rows = []
        for a, b in zip(top, top[1:]):
            steps = max(1, int(math.dist((a[0], a[1]), (b[0], b[1])) / 0.003))
            rows += [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps)]
        s.lathe([*rows, (0, height - 0.003)], m.wax(color), around=360 if ribs else 96, form=shape, at=(x, y, 0))
        _wick(height, (x, y))
    return {"pitch": 12, "shape": "tall"}


def diffuser(tint="#c8b78f", square=False, collar="brass", reeds="#b58f58", oil="#e6cf9a", seed=2):
    """A bottle of oil with reeds."""
    dice = random.Random(seed)
    if square:
        s.box(0.075, 0.075, 0.08, m.glass(tint), 0.008, at=(0, 0, 0.04))
        s.box(0.062, 0.062, 0.045, m.liquid(oil), 0.005, at=(0, 0, 0.031))
        top = 0.08
    else:
        line = s.curve([(0.038, 0), (0.044, 0.004), (0.046, 0.04), (0.042, 0.07), (0.018, 0.09), (0.014, 0.1)], 10)
        s.lathe(s.shell([(0, 0), *[(q.x, q.y) for q in line]], 0.003, 0.008), m.glass(tint))
        s.lathe([(0, 0.009), (0.039, 0.009), (0.0425, 0.04), (0.041, 0.055), (0, 0.055)], m.liquid(oil))
        top = 0.1
    s.lathe([(0.012, top - 0.003), (0.017, top - 0.003), (0.017, top + 0.01), (0.009, top + 0.01), (0.009, top - 0.003),
             (0.012, top - 0.003)], m.metal(collar))
    stick = m.cord(reeds)
    for k in range(7):
        lean, turn = dice.uniform(0.1, 0.32), 2 * math.pi * k / 7 + dice.uniform(-0.3, 0.3)
        x, y = math.cos(turn) * lean, math.sin(turn) * lean
        s.tube([(-x * 0.04, -y * 0.04, 0.02), (0.004 * math.cos(turn), 0.004 * math.sin(turn), top), (x * 0.17, y * 0.17, top + 0.15)],
               0.0016, stick, sides=8)
    return {"pitch": 11, "gloss": True, "shape": "tall"}


def bottle(tint="#7a4a22", cap="ink", label="#efe9dc", words="No. 4", wide=0.034, height=0.13, wood=None):
    """A chemist's bottle with a paper label."""
    line = s.curve([(wide * 0.9, 0), (wide, 0.005), (wide, height * 0.62), (wide * 0.85, height * 0.72), (wide * 0.4, height * 0.8),
                    (wide * 0.38, height * 0.84)], 10)
    s.lathe(s.shell([(0, 0), *[(q.x, q.y) for q in line]], 0.0028, 0.007), m.glass(tint))
    top = height * 0.84
    lid = s.fillet([(0, top - 0.006), (wide * 0.5, top - 0.006), (wide * 0.5, height), (0, height)], 0.003)
    s.lathe([(q[0], q[1]) for q in lid], m.wood(wood, "Z") if wood else m.paint(cap, 0.4))
    low, high = height * 0.14, height * 0.5
    r = max(q.x for q in line if low <= q.y <= high) + 0.0003
    paper = [(r * math.sin(a), -r * math.cos(a)) for a in (math.radians(-62 + 124 * k / 48) for k in range(49))]
    import bpy

    verts = [(x, y, z) for z in (low, high) for x, y in paper]
    mesh = bpy.data.meshes.new("label")
    mesh.from_pydata(verts, [], [(k, k + 1, 49 + k + 1, 49 + k) for k in range(48)])
    made = bpy.data.objects.new("label", mesh)
    mesh.materials.append(m.paper(label))
    bpy.context.scene.collection.objects.link(made)
    type_ = s.letters(words, wide * 0.42, m.paint("ink", 0.7), at=(0, 0, (low + high) / 2))
    s.wrap(type_, r + 0.0004)
    return {"pitch": 10, "gloss": True, "shape": "tall", "turn": 0}
