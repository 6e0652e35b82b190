# SPDX-License-Identifier: Apache-2.0
"""Blown glass, empty or with a drink."""

import materials as m
import shapes as s

# Outside profiles in metres, from the foot's edge to the lip, and how thick the bottom is.
CUPS = {
    "tumbler": ([(0.03, 0), (0.034, 0.004), (0.036, 0.04), (0.039, 0.09)], 0.009),
    "highball": ([(0.029, 0), (0.032, 0.004), (0.033, 0.06), (0.035, 0.14)], 0.012),
    "bubble": ([(0.022, 0), (0.034, 0.008), (0.043, 0.032), (0.042, 0.055), (0.036, 0.08)], 0.008),
    "carafe": ([(0.04, 0), (0.05, 0.005), (0.058, 0.05), (0.05, 0.11), (0.028, 0.17), (0.022, 0.2), (0.031, 0.25)], 0.009),
    "flask": ([(0.05, 0), (0.062, 0.006), (0.07, 0.05), (0.055, 0.1), (0.024, 0.15), (0.018, 0.24), (0.024, 0.27)], 0.009),
    "bowl": ([(0.04, 0), (0.05, 0.004), (0.09, 0.035), (0.115, 0.08)], 0.01),
}
STEMS = {
    "wine": [(0.011, 0.085), (0.033, 0.1), (0.043, 0.135), (0.041, 0.17), (0.034, 0.215)],
    "coupe": [(0.008, 0.088), (0.03, 0.098), (0.05, 0.118), (0.054, 0.145)],
    "flute": [(0.008, 0.08), (0.02, 0.1), (0.026, 0.15), (0.024, 0.23)],
    "goblet": [(0.012, 0.05), (0.036, 0.064), (0.043, 0.1), (0.042, 0.135)],
}


def _drink(line, wall, bottom, share, color, at):
    """Fills a vessel to a share of its height, just inside the wall."""
    low, high = bottom + 0.0006, line[-1].y * share
    inner = [(max(0.002, q.x - wall - 0.0003), q.y) for q in line if low < q.y < high]
    s.lathe([(0, low), (inner[0][0], low), *inner, (inner[-1][0], high), (0, high)], m.liquid(color), at=at)


def cup(form="tumbler", tint="#ffffff", count=1, drink=None, share=0.55, wall=0.0016, flutes=None, ripple=0.0, gap=0.1):
    """One or several of a kind; tall forms stand alone."""
    outline, bottom = CUPS[form]
    places = [(0, 0), (gap, 0.045), (-gap * 0.55, gap * 0.95)]
    for x, y in places[:count]:
        line = s.curve(outline, 12)
        shape = s.flutes(**flutes) if flutes else None
        s.lathe(s.shell([(0, 0), *[(q.x, q.y) for q in line]], wall, bottom), m.glass(tint, ripple=ripple),
                around=360 if flutes else 144, form=shape, at=(x, y, 0))
        if drink and not flutes:
            _drink(line, wall, bottom, share, drink, (x, y, 0))
    return {"pitch": 13, "gloss": True, "shape": "tall" if outline[-1][1] > 0.2 else "square"}


def stem(form="wine", tint="#ffffff", foot=None, count=1, drink=None, share=0.72, gap=0.1):
    """A bowl on a drawn stem; `foot` tints stem and foot."""
    bowl = STEMS[form]
    for x, y in [(0, 0), (gap, 0.06), (-gap * 0.6, gap)][:count]:
        low = bowl[0][1]
        base = s.curve([(0.036, 0), (0.036, 0.0015), (0.02, 0.004), (0.0055, 0.012), (0.0038, low * 0.5), (0.005, low - 0.004),
                        (bowl[0][0], low + 0.001)], 10)
        s.lathe([(0, 0), *[(q.x, q.y) for q in base], (0, low + 0.001)], m.glass(foot or tint), at=(x, y, 0))
        line = s.curve(bowl, 12)
        outer = [(q.x, q.y) for q in line]
        inner = [(max(0.0, r - 0.0012), z + 0.0015) for r, z in reversed(outer[1:])]
        s.lathe([(0, low), *outer, *inner, (0, low + 0.003)], m.glass(tint), at=(x, y, 0))
        if drink:
            _drink(line, 0.0012, low + 0.003, share, drink, (x, y, 0))
    return {"pitch": 11, "gloss": True, "shape": "tall"}
