# SPDX-License-Identifier: Apache-2.0
"""Stools, benches, poufs and small tables."""

import math

import materials as m
import shapes as s


def _legs(places, height, thick, splay, material, top=1.0):
    for x, y in places:
        away = math.hypot(x, y) or 1
        out = (x + x / away * splay, y + y / away * splay)
        s.tube([(out[0], out[1], 0), ((x + out[0]) / 2, (y + out[1]) / 2, height / 2), (x, y, height * top)], thick,
               material, scale=lambda t: 0.72 + 0.36 * t)


def _around(count, radius, start=45):
    return [(radius * math.cos(math.radians(start + 360 * k / count)),
             radius * math.sin(math.radians(start + 360 * k / count))) for k in range(count)]


def stool(radius=0.17, height=0.44, legs=3, wood="oak", seat=None, dish=0.008, splay=0.06):
    """A dished seat on splayed legs; `seat` covers it in cloth or leather: (kind, colour)."""
    timber = m.wood(wood, "X")
    thick = 0.032
    line = s.curve([(radius * 0.3, height - dish), (radius * 0.75, height - dish * 0.6), (radius - 0.012, height),
                    (radius, height - 0.008), (radius - 0.004, height - thick + 0.006), (radius - 0.02, height - thick)], 8)
    s.lathe([(0, height - dish), *[(q.x, q.y) for q in line], (0, height - thick)], timber)
    if seat:
        kind, color = seat
        cover = {"boucle": m.boucle, "leather": m.leather, "cloth": m.fabric}[kind](color)
        puff = s.curve([(radius * 0.99, height - 0.006), (radius * 1.015, height + 0.012), (radius * 0.9, height + 0.032),
                        (radius * 0.5, height + 0.04)], 8)
        s.lathe([*[(q.x, q.y) for q in puff], (0, height + 0.041)], cover)
    _legs(_around(legs, radius * 0.62), height - thick * 0.6, 0.017, splay, m.wood(wood, "Z"))
    return {"pitch": 14, "shape": "tall"}


def bench(length=1.05, height=0.43, wood="oak", seat=None):
    """A plank or an upholstered slab on four turned legs."""
    s.box(length, 0.34, 0.036, m.wood(wood, "X"), 0.006, at=(0, 0, height))
    if seat:
        kind, color = seat
        cover = {"boucle": m.boucle, "leather": m.leather, "cloth": m.fabric}[kind](color)
        s.cushion(length * 0.985, 0.33, 0.07, cover, puff=0.12, at=(0, 0, height + 0.05))
    places = [(x * length * 0.41, y * 0.12) for x in (-1, 1) for y in (-1, 1)]
    _legs(places, height - 0.01, 0.02, 0.04, m.wood(wood, "Z"))
    return {"pitch": 13, "shape": "wide", "turn": -18}


def pouf(radius=0.26, height=0.36, cover="boucle", color="chalk", seams=8):
    """A stuffed drum; seams draw it in."""
    cloth = {"boucle": m.boucle, "leather": m.leather, "cloth": m.fabric}[cover](color)
    line = s.curve([(radius * 0.7, 0.0), (radius * 0.93, 0.012), (radius * 1.04, height * 0.3), (radius * 1.05, height * 0.6),
                    (radius * 0.95, height * 0.92), (radius * 0.7, height), (radius * 0.3, height * 1.012)], 14)

    def drawn(angle, z):
        return 1 - (0.035 * abs(math.cos(seams / 2 * angle)) ** 14 if seams else 0)

    s.lathe([(0, 0), *[(q.x, q.y) for q in line], (0, height * 1.013)], cloth, around=320, form=drawn)
    return {"pitch": 16}


def drum(radius=0.2, height=0.45, stone=None, wood=None, concrete=None, flutes=None, waist=0.0):
    """A solid side table: a drum, waisted or fluted."""
    body = m.stone(stone) if stone else m.wood(wood, "Z") if wood else m.concrete(concrete)
    line = s.fillet([(0, 0), (radius * 0.94, 0), (radius * (0.94 - waist), height * 0.5), (radius, height - 0.022),
                     (radius, height), (0, height)], [0, 0.006, radius * 0.8 if waist else 0.001, 0.004, 0.006, 0])
    shape = s.flutes(**flutes) if flutes else None
    s.lathe([(q[0], q[1]) for q in line], body, around=640 if flutes else 160, form=shape)
    return {"pitch": 17}


def tray_table(radius=0.22, height=0.5, top="brass", legs="ink"):
    """A rimmed metal tray on a bent-rod frame."""
    sheet = m.metal(top, brushed="X") if top in m.METALS else m.paint(top, 0.4, 0.6)
    s.lathe([(0, height), (radius, height), (radius + 0.004, height + 0.026), (radius + 0.001, height + 0.026),
             (radius - 0.002, height + 0.004), (0, height + 0.004)], sheet)
    rod = m.paint(legs, 0.42, 0.6)
    for k in range(3):
        a = 2 * math.pi * k / 3 + 0.5
        b = a + 2 * math.pi / 3
        inner, outer = radius * 0.78, radius * 0.9
        s.tube([(inner * math.cos(a), inner * math.sin(a), height), (outer * math.cos(a), outer * math.sin(a), 0.005),
                (outer * math.cos(b) * 0.98, outer * math.sin(b) * 0.98, 0.005)], 0.006, rod)
    return {"pitch": 15}


def tripod(radius=0.21, height=0.5, wood="walnut", stone=None):
    """A round top on three crossing legs."""
    top = m.stone(stone) if stone else m.wood(wood, "X")
    s.lathe(s.fillet([(0, height - 0.022), (radius, height - 0.022), (radius, height), (0, height)], 0.006), top)
    _legs(_around(3, radius * 0.42, 20), height - 0.02, 0.016, 0.08, m.wood(wood, "Z"))
    return {"pitch": 15}
