# SPDX-License-Identifier: Apache-2.0
"""Clocks for a shelf or a wall, their faces towards the camera (the -y side)."""

import math

import materials as m
import shapes as s


def _face(radius, y, z, dial, marks, hands, second=None, hour=10, minute=9, numbers=False):
    """A dial in the xz plane at depth y: disc, marks and hands."""
    s.lathe([(0, 0), (radius, 0), (radius, 0.002), (0, 0.002)], m.paint(dial, 0.6), at=(0, y, z), rot=(90, 0, 0))
    ink, steel = m.paint(marks, 0.5), m.metal(hands) if hands in m.METALS else m.paint(hands, 0.4)
    for k in range(12):
        a = math.radians(30 * k)
        if numbers and k % 3 == 0:
            s.letters(str(12 if k == 0 else k), radius * 0.24, ink,
                      at=(radius * 0.74 * math.sin(a), y - 0.0026, z + radius * 0.74 * math.cos(a)), rot=(90, 0, 0))
            continue
        long = radius * (0.15 if k % 3 == 0 else 0.09)
        mid = radius * 0.88 - long / 2
        s.box(radius * 0.022, 0.0012, long, ink, 0.0002, at=(mid * math.sin(a), y - 0.0026, z + mid * math.cos(a)),
              rot=(0, math.degrees(a), 0))
    turns = ((hour + minute / 60) * 30, 0.52, 0.045), (minute * 6, 0.8, 0.032)
    for i, (degrees, reach, wide) in enumerate(turns):
        a = math.radians(degrees)
        mid = radius * (reach / 2 - 0.06)
        s.box(radius * wide, 0.0012, radius * (reach + 0.12), steel, 0.0003,
              at=(mid * math.sin(a), y - 0.0045 - 0.0018 * i, z + mid * math.cos(a)), rot=(0, degrees, 0))
    if second:
        a = math.radians(210)
        s.box(radius * 0.01, 0.0008, radius * 0.95, m.paint(second, 0.4), 0.0002,
              at=(radius * 0.3 * math.sin(a), y - 0.0085, z + radius * 0.3 * math.cos(a)), rot=(0, 210, 0))
    s.lathe([(0, 0), (radius * 0.035, 0), (radius * 0.035, 0.008), (0, 0.009)], steel, at=(0, y - 0.002, z), rot=(90, 0, 0))


def _material(wood=None, color=None, metal=None, stone=None, along="Z"):
    if wood:
        return m.wood(wood, along)
    if stone:
        return m.stone(stone)
    return m.metal(metal) if metal else m.paint(color, 0.4, 0.4)


def round_clock(radius=0.09, deep=0.035, dial="chalk", marks="ink", hands="ink", second=None, numbers=False, **case):
    """A drum on its side, on a small foot."""
    body = _material(**case)
    rim = s.fillet([(0, 0), (radius, 0), (radius, deep), (radius * 0.92, deep), (radius * 0.91, deep - 0.006), (0, deep - 0.006)],
                   [0, 0.004, 0.004, 0.002, 0.001, 0])
    s.lathe([(q[0], q[1]) for q in rim], body, at=(0, 0, radius + 0.008), rot=(90, 0, 0))
    s.box(radius * 0.9, deep * 1.2, 0.014, body, 0.003, at=(0, -deep / 2, 0.007))
    _face(radius * 0.905, -deep + 0.0055, radius + 0.008, dial, marks, hands, second, numbers=numbers)
    return {"pitch": 7, "turn": -14}


def block_clock(wide=0.15, tall=0.15, deep=0.05, arch=False, dial="chalk", marks="ink", hands="ink", second=None, numbers=False,
                **case):
    """A block of timber or stone with a dial let in; arched like a doorway if asked."""
    body = _material(**case)
    if arch:
        half = wide / 2
        line = [(-half, 0), (half, 0), (half, tall - half)]
        line += [(half * math.cos(a), tall - half + half * math.sin(a)) for a in (math.pi * k / 40 for k in range(1, 41))]
        s.plate(line, deep, body, 0.004, at=(0, 0, 0), rot=(90, 0, 0))
        middle, y = tall - half, -deep
    else:
        s.box(wide, deep, tall, body, 0.005, at=(0, -deep / 2, tall / 2))
        middle, y = tall / 2, -deep
    _face(min(wide, tall) * 0.39, y - 0.0002, middle, dial, marks, hands, second, numbers=numbers)
    return {"pitch": 8, "turn": -18}


def wall_clock(radius=0.15, deep=0.03, dial="chalk", marks="ink", hands="ink", second=None, numbers=False, **case):
    """A ring and a dial, on the wall."""
    body = _material(**case)
    rim = s.fillet([(radius * 0.9, 0), (radius, 0), (radius, deep), (radius * 0.93, deep), (radius * 0.9, deep - 0.012)], 0.003)
    s.lathe([*[(q[0], q[1]) for q in rim], (rim[0][0], rim[0][1])], body, around=200, rot=(90, 0, 0), at=(0, 0, radius))
    _face(radius * 0.91, -deep + 0.014, radius, dial, marks, hands, second, numbers=numbers)
    return {"on": "wall", "pitch": 3, "turn": 0, "azimuth": 10}
