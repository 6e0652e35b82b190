# SPDX-License-Identifier: Apache-2.0
"""Garments, shoes, bags and furniture as flat shapes with folds, and their alpha.

A shape is a list of parts; a part is a closed line of points, in units in which the subject is about 2 high and
lies around 0, mirrored where it has two sides. `HELD_OUT` is never trained with: it is for measuring.
"""

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

import textures

SCALE = 3  # Drawn this much larger, for soft edges.


def smooth(points, steps=8):
    """A closed Catmull-Rom line through the points; one given twice in a row is a corner."""
    p = np.asarray(points, np.float32)
    line = []
    for i in range(len(p)):
        a, b, c, d = p[i - 1], p[i], p[(i + 1) % len(p)], p[(i + 2) % len(p)]
        if (b == c).all():
            continue
        for t in np.arange(steps, dtype=np.float32) / steps:
            line.append(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return np.array(line)


def both(points):
    """A right half, from the middle at the top to the middle at the bottom, and its mirror image."""
    half = [tuple(q) for q in points]
    return half + [(-x, y) for x, y in reversed(half) if abs(x) > 1e-3]


def shirt(rng, sleeve=None, length=None):
    sleeve = rng.uniform(0.25, 1.25) if sleeve is None else sleeve
    length = rng.uniform(0.75, 1.1) if length is None else length
    neck, wide = rng.uniform(0.14, 0.26), rng.uniform(0.45, 0.62)
    drop, arm = rng.uniform(0.15, 1.35), rng.uniform(0.15, 0.26)
    along = np.array([np.cos(drop - 0.35), np.sin(drop - 0.35)])
    aside = np.array([-along[1], along[0]])
    shoulder = np.array([wide, -0.78])
    cuff = shoulder + along * sleeve
    inner = cuff + aside * arm
    pit = np.array([wide * rng.uniform(0.85, 1.0), -0.78 + arm * 1.5])
    body = [(0, -0.86 + rng.uniform(0.02, 0.3)), (neck, -0.9), (neck, -0.9), shoulder, cuff, cuff, inner, inner, pit,
            (wide * rng.uniform(0.8, 1.0), 0.1), (wide * rng.uniform(0.8, 1.25), length), (wide, length), (0, length)]
    return [both(body)]


def vest(rng):
    wide = rng.uniform(0.4, 0.6)
    return [both([(0, -0.4 + rng.uniform(-0.2, 0.2)), (0.2, -0.7), (0.22, -0.95), (0.32, -0.95), (0.34, -0.6),
                  (wide, -0.35), (wide * 0.9, 0.1), (wide * 1.1, 0.9), (wide * 1.05, 0.95), (0, 0.97)])]


def dress(rng):
    waist, hem, length = rng.uniform(0.22, 0.4), rng.uniform(0.4, 0.95), rng.uniform(0.9, 1.2)
    sleeve = rng.uniform(0.0, 0.45)
    return [both([(0, -0.8), (0.15, -1), (0.15, -1), (0.38, -0.94), (0.38 + sleeve, -0.94 + sleeve), (0.36 + sleeve, -0.8 + sleeve),
                  (0.36, -0.55), (waist, -0.15), (hem * 0.8, 0.5), (hem, length), (hem, length),
                  (0, length + rng.uniform(0, 0.08))])]


def skirt(rng):
    waist, hem = rng.uniform(0.3, 0.5), rng.uniform(0.45, 1.05)
    height = rng.uniform(0.5, 1)
    return [both([(0, -height), (waist, -height), (waist, -height), (waist * 1.1, -height * 0.8), (hem, height), (hem, height),
                  (0, height * rng.uniform(1.0, 1.12))])]


def trousers(rng, length=None):
    length = rng.choice([rng.uniform(-0.15, 0.2), rng.uniform(0.7, 1.1)]) if length is None else length
    waist, knee, hem = rng.uniform(0.28, 0.45), rng.uniform(0.16, 0.3), rng.uniform(0.12, 0.34)
    apart = rng.uniform(0.01, 0.25)
    crotch = rng.uniform(-0.5, -0.3)
    return [both([(0, -0.97), (waist, -1), (waist, -1), (waist * 1.18, -0.6), (apart + knee * 1.6, 0.1 * length),
                  (apart + 2 * hem, length), (apart + 2 * hem, length), (apart, length), (apart, length),
                  (apart * 0.6 + 0.01, crotch + 0.3 * (length - crotch)), (0, crotch), (0, crotch)])]


def shoe_line(rng):
    heel, toe = rng.uniform(0.25, 0.7), rng.uniform(0.15, 0.3)
    return np.array([(-0.9, 0.3), (-0.92, -heel), (-0.5, -heel - 0.04), (-0.3, -heel * 0.8), (0.3, -toe * 1.2), (0.85, -toe * 0.3),
                     (1.0, 0.18), (0.9, 0.34), (0.0, 0.34 - rng.uniform(0, 0.1)), (-0.5, 0.36)])


def shoes(rng):
    one = shoe_line(rng)
    if rng.random() < 0.35:
        return [one]
    if rng.random() < 0.5:
        return [one * 0.8 + (-0.15, -0.3), one * 0.8 + (0.12, 0.35)]
    wide = rng.uniform(0.28, 0.4)
    sole = np.array(both([(0, -1), (wide * 0.8, -0.75), (wide, -0.3), (wide * 0.75, 0.3), (wide * 0.8, 0.8), (0, 1)]))
    return [sole + (-wide * 1.15, 0), sole + (wide * 1.15, rng.uniform(-0.1, 0.1))]


def hat(rng):
    return [both([(0, -0.55), (0.45, -0.48), (0.62, 0.0), (0.6, 0.12), (rng.uniform(0.65, 1.1), rng.uniform(0.2, 0.4)),
                  (0.5, 0.5), (0, rng.uniform(0.4, 0.6))])]


def bag(rng):
    wide, top = rng.uniform(0.5, 0.9), rng.uniform(0.35, 0.6)
    body = both([(0, -0.15), (top, -0.2), (top, -0.2), (wide, 0.75), (wide * 0.9, 0.9), (0, 0.95)])
    inner, outer = rng.uniform(0.2, 0.3), rng.uniform(0.05, 0.1)
    arch = np.linspace(np.pi, 2 * np.pi, 14)
    ring = [(np.cos(a) * (inner + outer), np.sin(a) * 0.75 - 0.15) for a in arch]
    ring += [(np.cos(a) * inner, np.sin(a) * (0.75 - outer) - 0.15) for a in reversed(arch)]
    return [body, ("exact", ring)]


def blob(rng):
    corners = np.linspace(0, 2 * np.pi, rng.integers(5, 12), endpoint=False)
    radius = rng.uniform(0.55, 1.0, len(corners))
    return [[(np.cos(a) * r, np.sin(a) * r * rng.uniform(0.8, 1.2)) for a, r in zip(corners, radius)]]


def ring(rng):
    corners = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    inner, power = rng.uniform(0.3, 0.8), rng.choice([0.5, 1.0])
    def line(size):
        return [(np.sign(np.cos(a)) * abs(np.cos(a)) ** power * size, np.sign(np.sin(a)) * abs(np.sin(a)) ** power * size)
                for a in corners]
    return [line(1.0), ("hole", line(inner))]


def rack(rng):
    """A frame with legs and rungs: what is behind shows through."""
    parts = []
    bar = rng.uniform(0.05, 0.12)
    wide, splay = rng.uniform(0.4, 0.8), rng.uniform(0, 0.2)
    for side in (-1, 1):
        parts.append(("exact", [(side * wide, -0.8), (side * (wide - bar), -0.8), (side * (wide + splay - bar), 1), (side * (wide + splay), 1)]))
    for _ in range(rng.integers(1, 4)):
        y, thick = rng.uniform(-0.8, 0.7), rng.uniform(0.05, 0.3)
        parts.append(("exact", [(-wide, y), (wide, y), (wide, y + thick), (-wide, y + thick)]))
    top = rng.uniform(0.06, 0.4)
    parts.append([(-wide - 0.1, -0.8), (-wide, -0.8 - top), (wide, -0.8 - top), (wide + 0.1, -0.8), (wide, -0.75), (-wide, -0.75)])
    return parts


def rounded(wide, high, power, points=20):
    """An ellipse, or with a small power nearly a rectangle."""
    corners = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return np.array([(np.sign(np.cos(a)) * abs(np.cos(a)) ** power * wide,
                      np.sign(np.sin(a)) * abs(np.sin(a)) ** power * high) for a in corners])


def assembly(rng):
    """Whatever things are put together from: each part begins on one of those before it."""
    parts, places = [], [np.zeros(2)]
    for _ in range(rng.integers(2, 7)):
        kind = rng.choice(["round", "bar", "lump"], p=[0.5, 0.25, 0.25])
        size = rng.uniform(0.15, 0.8)
        if kind == "round":
            line = rounded(size, size * rng.uniform(0.3, 1), rng.choice([0.15, 0.5, 1.0]))
        elif kind == "bar":
            line = rounded(rng.uniform(0.03, 0.12), size, 0.1)
        else:
            line = np.array(blob(rng)[0]) * size
        angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
        line = line @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        middle = places[rng.integers(len(places))]
        parts.append(line + middle)
        places.append(middle + line[rng.integers(len(line))])
        if rng.random() < 0.3:
            parts.append(("inlay", line * rng.uniform(0.3, 0.9) + middle))
        if rng.random() < 0.1:
            parts.append(("hole", line * rng.uniform(0.3, 0.7) + middle))
    return parts


def framed(rng):
    """A thing with a rim of its own: what lies inside is no opening."""
    outer = rounded(1.0, rng.uniform(0.5, 1), rng.choice([0.12, 0.4, 1.0]), 28)
    inner = outer * rng.uniform(0.6, 0.95)
    parts = [outer, ("inlay", inner)]
    for _ in range(rng.integers(0, 6)):
        bar = rounded(rng.uniform(0.01, 0.05), rng.uniform(0.1, 0.5), 0.2)
        angle = rng.uniform(0, np.pi)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        parts.append(("inlay", bar @ turn + rng.uniform(-0.3, 0.3, 2)))
    if rng.random() < 0.3:
        parts += [rounded(0.5, 0.12, 0.2) + (0, outer[:, 1].max())]
    return parts


def bar_between(a, b, thick_a, thick_b):
    """A straight bar, perhaps thinner at one end."""
    along = (b - a) / max(np.hypot(*(b - a)), 1e-6)
    aside = np.array([-along[1], along[0]])
    return ("exact", np.array([a + aside * thick_a, b + aside * thick_b, b - aside * thick_b, a - aside * thick_a]))


def branches(rng):
    """A stem that forks, with or without leaves: what is between the twigs is behind them."""
    parts, ends = [], [(np.array([0.0, 1.0]), -np.pi / 2, rng.uniform(0.03, 0.09))]
    for _ in range(rng.integers(4, 14)):
        start, angle, thick = ends[rng.integers(len(ends))]
        angle = angle + rng.normal(0, 0.5)
        end = start + np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(0.2, 0.7)
        parts.append(bar_between(start, end, thick, thick * 0.7))
        ends.append((end, angle, max(thick * 0.7, 0.012)))
        if rng.random() < 0.5:
            parts.append(rounded(rng.uniform(0.04, 0.2), rng.uniform(0.03, 0.12), 1.0, 12) + end)
    if rng.random() < 0.5:
        parts.append(rounded(rng.uniform(0.2, 0.5), rng.uniform(0.15, 0.4), rng.choice([0.3, 1.0])) + (0, 1.1))
    return parts


def lattice(rng):
    """Bars that cross in a frame, as baskets, grids and fences have them."""
    wide, high = rng.uniform(0.4, 1.0), rng.uniform(0.4, 1.0)
    corners = [np.array([x * wide, y * high]) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    thick = rng.uniform(0.02, 0.08)
    parts = [bar_between(corners[i - 1], corners[i], thick, thick) for i in range(4)]
    for axis in (0, 1):
        for place in np.linspace(-1, 1, rng.integers(2, 8))[1:-1]:
            a, b = np.array([-wide, place * high]), np.array([wide, place * high])
            if axis:
                a, b = np.array([place * wide, -high]), np.array([place * wide, high])
            parts.append(bar_between(a, b, thick * rng.uniform(0.4, 1), thick * rng.uniform(0.4, 1)))
    if rng.random() < 0.4:
        parts.append(rounded(wide * rng.uniform(0.4, 1.1), high * rng.uniform(0.1, 0.5), 0.3) + (0, high * rng.uniform(-1, 1)))
    return parts


def boots(rng):
    one = np.array([(-0.6, 0.9), (-0.62, -0.9), (-0.62, -0.9), (-0.05, -0.92), (-0.05, -0.92), (-0.02, 0.2), (0.6, 0.55),
                    (0.75, 0.85), (0.6, 0.95), (0, 0.95)]) * (0.7, 1)
    return [one + (-0.42, 0), one + (0.42, rng.uniform(-0.08, 0.08))]


def glove(rng):
    """A cuff, a palm, four fingers and a thumb, apart or close together."""
    line, apart = [(-0.42, 1.0), (-0.42, 1.0), (-0.4, 0.55), (-0.5, 0.1)], rng.uniform(0.0, 0.07)
    for finger, reach in enumerate((0.62, 0.85, 0.95, 0.8)):
        left, lean = -0.5 + finger * 0.25, (finger - 1.5) * rng.uniform(0.03, 0.12)
        line += [(left, -0.15), (left + lean, -reach + 0.1), (left + 0.11 + lean, -reach), (left + 0.22 + lean - apart, -reach + 0.1),
                 (left + 0.23 - apart, -0.12), (left + 0.23 - apart, -0.12)]
    thumb = rng.uniform(0.15, 0.4)
    line += [(0.5, 0.1), (0.5, 0.1), (0.62 + thumb, -0.25), (0.78 + thumb, -0.15), (0.7 + thumb * 0.6, 0.2), (0.42, 0.55), (0.42, 1.0), (0.42, 1.0)]
    return [line]


def swimsuit(rng):
    """Thin straps, a deep neck, legs cut high."""
    wide, waist, cut = rng.uniform(0.38, 0.5), rng.uniform(0.26, 0.36), rng.uniform(0.15, 0.5)
    return [both([(0, -0.3 + rng.uniform(-0.1, 0.25)), (0.16, -0.55), (0.18, -0.98), (0.18, -0.98), (0.25, -0.98), (0.25, -0.98), (0.28, -0.6),
                  (wide, -0.42), (waist, 0.05), (wide * 1.05, 0.5 - cut), (wide * 1.05, 0.5 - cut), (0.2, 0.72), (0.09, 0.9), (0, 0.91)])]


def umbrella(rng):
    """A dome with a scalloped hem, a thin stick and a crook."""
    dome = [(np.cos(a), 0.75 * np.sin(a)) for a in np.linspace(np.pi, 2 * np.pi, 15)]
    ribs = rng.integers(4, 8)
    hem = []
    for rib in range(ribs):
        right, left = 1 - 2 * rib / ribs, 1 - 2 * (rib + 1) / ribs
        hem += [(right, 0.0), (right, 0.0), ((right + left) / 2, -rng.uniform(0.08, 0.16))]
    stick, crook = rng.uniform(0.025, 0.05), rng.uniform(0.12, 0.2)
    outer = [(crook + np.cos(a) * (crook + stick), 1.0 + np.sin(a) * (crook + stick)) for a in np.linspace(np.pi, 0, 12)]
    inner = [(crook + np.cos(a) * (crook - stick), 1.0 + np.sin(a) * (crook - stick)) for a in np.linspace(0, np.pi, 12)]
    return [dome + hem, ("exact", [(-stick, -0.1), (stick, -0.1), (stick, 1.0), (-stick, 1.0)]), ("exact", outer + inner)]


def bow(rng):
    """Two loops, a knot and two tails."""
    loop = [(0.0, -0.08), (0.5, -0.5 - rng.uniform(0, 0.2)), (0.98, -0.42), (1.0, 0.3), (0.5, 0.22), (0.0, 0.1)]
    tail = [(0.0, 0.0), (0.14, 0.02), (0.5 + rng.uniform(0, 0.3), 0.85), (0.5, 0.75), (0.5, 0.75), (0.25, 0.9), (0.25, 0.9)]
    knot = rounded(rng.uniform(0.1, 0.17), rng.uniform(0.12, 0.2), 0.5)
    return [[(sign * x, y) for x, y in part] for part in (tail, loop) for sign in (-1, 1)] + [knot]


TRAINED = (shirt, shirt, shirt, vest, dress, skirt, trousers, trousers, shoes, hat, bag, blob, ring, rack, rack,
           assembly, assembly, assembly, framed, framed, branches, branches, lattice)
HELD_OUT = (boots, glove, swimsuit, umbrella, bow)


def drawn(rng, shape, size):
    """One subject: RGBA, straight, float32 0 .. 1, about filling a square of `size` pixels."""
    parts = shape(rng)
    lines = []
    for part in parts:
        kind, points = part if isinstance(part[0], str) else ("soft", part)
        points = np.asarray(points, np.float32)
        shake = rng.normal(0, 0.012, points.shape)
        again = (points == np.roll(points, 1, 0)).all(1)
        points = points + np.where(again[:, None], np.roll(shake, 1, 0), shake)
        lines.append((kind, points if kind == "exact" else smooth(points)))
    angle = rng.normal(0, 0.12)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    lines = [(kind, points @ turn) for kind, points in lines]
    low = np.min([p.min(0) for _, p in lines], 0)
    high = np.max([p.max(0) for _, p in lines], 0)
    big = size * SCALE
    scale = 0.94 * big / max(high - low)
    alpha = np.zeros((big, big), np.float32)
    made = np.zeros((size, size, 3), np.float32)
    main = textures.cloth(rng, size, size)
    for kind, points in lines:
        canvas = Image.new("L", (big, big))
        ImageDraw.Draw(canvas).polygon([tuple(q) for q in (points - (low + high) / 2) * scale + big / 2], fill=255)
        mask = np.asarray(canvas, np.float32) / 255
        if kind == "hole":
            alpha *= 1 - mask
            continue
        if kind == "inlay":
            small = mask.reshape(size, SCALE, size, SCALE).mean((1, 3))
            fill = textures.colour(rng) * np.ones((size, size, 1), np.float32)
            made = textures.mixed(made, fill if rng.random() < 0.7 else textures.cloth(rng, size, size), small)
            continue
        alpha = np.maximum(alpha, mask)
        small = mask.reshape(size, SCALE, size, SCALE).mean((1, 3))
        own = main if rng.random() < 0.75 else textures.cloth(rng, size, size)
        made = textures.mixed(made, own, small)
        edge = small - ndimage.gaussian_filter(small, rng.uniform(1, 4))
        made *= (1 - rng.uniform(0, 0.5) * np.clip(edge, 0, 1))[..., None]
    soft = alpha.reshape(size, SCALE, size, SCALE).mean((1, 3))
    return np.dstack([detailed(rng, made, soft), soft])


def detailed(rng, picture, alpha):
    """Prints, bands and seams inside the subject, then the folds' light and that of its round."""
    size = len(alpha)
    if rng.random() < 0.3:
        broad, high = int(size * rng.uniform(0.08, 0.35)), int(size * rng.uniform(0.05, 0.3))
        x, y = (size - broad) // 2 + rng.integers(-20, 20), int(size * rng.uniform(0.2, 0.6))
        picture[y : y + high, x : x + broad] = textures.cloth(rng, high, broad)[: max(0, size - y)]
    if rng.random() < 0.3:
        y, high = int(size * rng.uniform(0, 0.95)), int(size * rng.uniform(0.01, 0.2))
        picture[y : y + high] = textures.mixed(picture[y : y + high], textures.colour(rng), np.float32(rng.uniform(0.4, 1)) * np.ones(picture[y : y + high].shape[:2], np.float32))
    if rng.random() < 0.3:
        x = size // 2 + rng.integers(-8, 8)
        picture[:, x : x + rng.integers(1, 4)] *= rng.uniform(0.4, 1.3)
    if rng.random() < 0.5:
        picture = picture * textures.folds(rng, size, size, rng.uniform(0.03, 0.3))[..., None]
    round_ = ndimage.gaussian_filter(alpha, size * rng.uniform(0.01, 0.05))
    return np.clip(picture * (1 - rng.uniform(0, 0.6) * (1 - round_))[..., None], 0, 1)
