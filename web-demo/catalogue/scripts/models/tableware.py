# SPDX-License-Identifier: Apache-2.0
"""Cups, bowls, plates, pots and boards."""

import math

import materials as m
import shapes as s


def _footed(outline, wall, steps=10):
    """A thrown profile with a foot ring; `outline` in metres from the foot's edge to the lip."""
    foot = outline[0][0]
    base = s.fillet([(0, wall), (foot - wall * 1.6, wall), (foot - wall * 1.2, 0), outline[0]], wall * 0.4)
    return s.shell(base[:-1] + s.curve(outline, steps), wall, wall * 1.6)


def _handle(points, material, thick, squash=0.55, at=(0, 0, 0), turn=0):
    """An ear in the xz plane; points are (x, z) in metres."""
    path = [(q.x, 0, q.y) for q in s.curve(points, 12)]
    made = s.sweep(path, s.circle(thick, 18, squash), material, up=(0, 1, 0),
                   scale=lambda t: 1.3 - 0.5 * math.sin(math.pi * t))
    made.location = at
    made.rotation_euler.z = math.radians(turn)
    return made


CUPS = {
    "mug": [(0.03, 0), (0.037, 0.006), (0.041, 0.03), (0.0415, 0.06), (0.041, 0.092)],
    "round": [(0.022, 0), (0.034, 0.012), (0.043, 0.035), (0.044, 0.055), (0.041, 0.075)],
    "tumbler": [(0.026, 0), (0.031, 0.003), (0.034, 0.03), (0.038, 0.07), (0.041, 0.1)],
    "espresso": [(0.02, 0), (0.026, 0.005), (0.03, 0.025), (0.031, 0.055)],
}


def cup(form="mug", glaze=None, handle=True, saucer=False, coffee=True, count=1, seed=1, turn_each=0):
    for k in range(count):
        line = CUPS[form]
        material = m.ceramic(**glaze)
        lift = 0.009 if saucer else 0
        x, y = ((0, 0), (0.098, 0.05), (-0.062, 0.105))[k]
        s.lathe(_footed(line, 0.003), material, form=s.thrown(seed + k, 0.006), at=(x, y, lift))
        top, radius = line[-1][1], line[-1][0]
        if coffee:
            drink = m.ceramic("#2a1710", rough=0.08, mottle=0.25)
            fill = top * 0.82
            inner = min(r for r, z in line if z > top * 0.5) - 0.0028
            s.lathe([(0, fill), (inner - 0.001, fill), (inner, fill + 0.0006)], drink, at=(x, y, lift))
        if handle:
            _handle([(radius - 0.004, top * 0.82), (radius + 0.012, top * 0.86), (radius + 0.026, top * 0.62),
                     (radius + 0.018, top * 0.34), (radius - 0.004, top * 0.24)], material, 0.0062,
                    at=(x, y, lift), turn=-28 + turn_each * k)
        if saucer:
            s.lathe(_footed([(0.036, 0), (0.045, 0.003), (0.062, 0.009), (0.075, 0.016)], 0.003), material,
                    form=s.thrown(seed + 9, 0.004), at=(x, y, 0))


def bowls(radius=0.085, height=0.07, glazes=(), nested=True, seed=1, wall=0.0035):
    """One bowl, or several nested in one another."""
    z = 0.0
    for k, glaze in enumerate(glazes):
        r = radius * (1 - 0.0 * k)
        line = [(r * 0.46, 0), (r * 0.55, height * 0.05), (r * 0.82, height * 0.34), (r * 0.97, height * 0.72),
                (r * 1.0, height)]
        made = s.lathe(_footed(line, wall), m.ceramic(**glaze), form=s.thrown(seed + k, 0.008), at=(0.002 * k, -0.001 * k, z))
        made.rotation_euler = (math.radians(0.8 * ((k % 2) * 2 - 1)), 0, k * 1.3)
        z += height * 0.3


def plates(radius=0.135, glazes=(), seed=1, rim=0.022, coupe=True):
    """A stack, the smallest on top."""
    z = 0.0
    for k, (scale, glaze) in enumerate(glazes):
        r = radius * scale
        line = ([(r * 0.6, 0), (r * 0.68, 0.003), (r * 0.9, 0.009), (r * 0.985, rim * 0.8), (r, rim)] if coupe else
                [(r * 0.58, 0), (r * 0.64, 0.004), (r * 0.7, 0.012), (r * 0.74, 0.015), (r * 0.98, rim * 0.9), (r, rim)])
        s.lathe(_footed(line, 0.0042), m.ceramic(**glaze), form=s.thrown(seed + k, 0.005), at=(0.001 * k, 0.0015 * k, z))
        z += 0.0095


def teapot(glaze=None, handle="cane", height=0.115, seed=2):
    material = m.ceramic(**glaze)
    h = height
    body = s.curve([(h * 0.42, 0), (h * 0.5, h * 0.03), (h * 0.72, h * 0.25), (h * 0.78, h * 0.45), (h * 0.66, h * 0.72),
                    (h * 0.42, h * 0.86), (h * 0.36, h * 0.88)], 12)
    base = s.fillet([(0, 0.004), (h * 0.37, 0.004), (h * 0.39, 0), (h * 0.42, 0)], 0.001)
    s.lathe(s.shell(base[:-1] + body, 0.004), material, form=s.thrown(seed, 0.006))
    lid = s.curve([(h * 0.375, h * 0.875), (h * 0.37, h * 0.9), (h * 0.3, h * 0.945), (h * 0.12, h * 0.985),
                   (h * 0.055, h * 1.0), (h * 0.05, h * 1.03), (h * 0.085, h * 1.075), (h * 0.075, h * 1.12), (0, h * 1.135)], 8)
    s.lathe([(0, h * 0.86), (h * 0.33, h * 0.86), *lid], material)
    spout = s.curve([(h * 0.62, 0, h * 0.3), (h * 0.9, 0, h * 0.42), (h * 1.08, 0, h * 0.66), (h * 1.24, 0, h * 0.86)], 12)
    s.sweep(spout, s.circle(0.0135, 24), material, up=(0, 1, 0), scale=lambda t: 1.7 - 0.95 * t**0.7)
    dark = m.paint("#15110e", 0.8)
    tip = spout[-1]
    made = s.lathe([(0, 0.0005), (0.0072, 0.0005)], dark, at=tuple(tip))
    made.rotation_euler = (0, math.radians(40), 0)
    if handle == "cane":
        bar = m.cord("#a97d4a")
        path = [(x * h, 0, z * h) for x, z in ((q.x, q.y) for q in s.curve(
            [(0.5, 0.84), (0.56, 1.15), (0.42, 1.5), (0, 1.66), (-0.42, 1.5), (-0.56, 1.15), (-0.5, 0.84)], 14))]
        s.sweep(path, s.circle(0.0055, 16), bar, up=(0, 1, 0))
        for k in range(60):  # the binding
            t = 0.18 + 0.64 * k / 59
            at = path[int(t * (len(path) - 1))]
            ahead = path[int(t * (len(path) - 1)) + 1]
            made = s.ring(0.0062, 0.0013, bar, around=20, at=at)
            made.rotation_euler.y = math.atan2(ahead[0] - at[0], ahead[2] - at[2])
        for sign in (-1, 1):
            made = s.ring(0.011, 0.0032, material, around=32, at=(sign * h * 0.5, 0, h * 0.84))
            made.rotation_euler.x = math.radians(90)
    else:
        _handle([(-h * 0.62, h * 0.7), (-h * 0.95, h * 0.82), (-h * 1.15, h * 0.6), (-h * 1.02, h * 0.34),
                 (-h * 0.7, h * 0.3)], material, 0.0075)


def jug(glaze=None, height=0.2, seed=3, fat=1.0):
    """A pitcher with a pulled lip."""
    material = m.ceramic(**glaze)
    h = height
    outline = [(h * 0.25 * fat, 0), (h * 0.27 * fat, h * 0.02), (h * 0.33 * fat, h * 0.22), (h * 0.31 * fat, h * 0.5),
               (h * 0.225 * fat, h * 0.78), (h * 0.22 * fat, h * 0.88), (h * 0.25 * fat, h)]
    made = s.lathe(_footed(outline, 0.004), material, around=192, form=s.thrown(seed, 0.006))
    for vertex in made.data.vertices:  # pull the lip towards +x
        x, y, z = vertex.co
        t = max(0.0, (z / h - 0.72) / 0.28)
        angle = math.atan2(y, x)
        pull = math.exp(-(angle / 0.42) ** 2) * t * t
        vertex.co = (x * (1 + 0.42 * pull), y * (1 - 0.25 * t * t * math.exp(-(angle / 0.8) ** 2)), z + h * 0.035 * pull)
    made.data.update()
    r = 0.235 * fat
    _handle([(-h * (r - 0.02), h * 0.88), (-h * (r + 0.1), h * 0.93), (-h * (r + 0.25), h * 0.72),
             (-h * (r + 0.2), h * 0.42), (-h * (r + 0.05), h * 0.3)], material, 0.0085)


def board(kind="walnut", length=0.44, width=0.22, thick=0.02, style="paddle"):
    """A serving board that lies flat."""
    if style == "paddle":
        outline = s.fillet([(-length * 0.5, -width / 2), (length * 0.22, -width / 2), (length * 0.27, -0.019),
                            (length * 0.5, -0.019), (length * 0.5, 0.019), (length * 0.27, 0.019),
                            (length * 0.22, width / 2), (-length * 0.5, width / 2)],
                           [0.05, 0.06, 0.03, 0.018, 0.018, 0.03, 0.06, 0.05], 8, closed=True)
        hole = [(length * 0.465 + q[0], q[1]) for q in s.circle(0.0065, 32)]
        s.plate(outline, thick, m.wood(kind, "X"), soft=0.004, holes=[hole])
        s.ring(0.012, 0.0012, m.leather("tobacco"), at=(length * 0.478, 0, thick * 0.4), rot=(68, 0, 30))
    else:
        s.lathe(s.fillet([(0, 0), (width * 0.97, 0), (width, thick * 0.5), (width * 0.985, thick), (0, thick)], 0.004),
                m.wood(kind, "X"))


def mortar(kind="marble"):
    stone = m.stone(kind, 0.5)
    s.lathe(s.shell(s.fillet([(0, 0), (0.05, 0), (0.052, 0.012), (0.066, 0.085), (0.068, 0.095)], 0.006), 0.011, 0.02), stone)
    pestle = s.lathe(s.curve([(0, 0), (0.014, 0.002), (0.018, 0.014), (0.0135, 0.05), (0.0105, 0.09), (0.013, 0.13), (0.01, 0.142), (0, 0.145)], 8),
                     stone, at=(-0.018, 0, 0.022), rot=(0, 41, 12))
    return {"gloss": False} if pestle else None


def mill_pair(first="walnut", second="oak"):
    for kind, x, y, h in ((first, -0.036, 0, 0.2), (second, 0.036, -0.022, 0.155)):
        wood = m.wood(kind, "Z")
        lower = h * 0.66
        s.lathe(s.fillet([(0, 0), (0.027, 0), (0.028, 0.01), (0.02, lower * 0.55), (0.0255, lower), (0, lower)], [0, .003, .004, .08, .003, 0], 10),
                wood, at=(x, y, 0))
        s.lathe(s.curve([(0, lower + 0.001), (0.0245, lower + 0.0012), (0.0245, lower + 0.0012), (0.0262, lower + 0.012), (0.021, h * 0.86), (0.0115, h * 0.945), (0, h * 0.955)], 8),
                wood, at=(x, y, 0))
        s.lathe(s.curve([(0, h * 0.95), (0.0045, h * 0.952), (0.004, h * 0.965), (0.0075, h * 0.985), (0.0055, h), (0, h * 1.003)], 8),
                m.metal("brass"), at=(x, y, 0))


def lidded(glaze=None, lid="oak", height=0.13, radius=0.06):
    s.lathe(s.shell(s.fillet([(0, 0), (radius, 0), (radius, height)], 0.008), 0.004), m.ceramic(**glaze), form=s.thrown(4, 0.003))
    wood = m.wood(lid, "X")
    s.lathe(s.fillet([(0, height + 0.0005), (radius + 0.001, height + 0.0005), (radius + 0.001, height + 0.014), (0, height + 0.014)], 0.003), wood)
    s.lathe(s.curve([(0, height + 0.014), (0.009, height + 0.0145), (0.0075, height + 0.022), (0.0125, height + 0.031), (0.009, height + 0.036), (0, height + 0.037)], 8), wood)
