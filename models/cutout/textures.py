# SPDX-License-Identifier: Apache-2.0
"""Surfaces: cloth, boards, tiles, carpets, folds. Arrays are float32, sRGB, 0 .. 1."""

import numpy as np
from scipy import ndimage


def noise(rng, height, width, cell, octaves=1, stretch=1.0):
    """Value noise, about -1 .. 1: a grid of `cell` pixels, `stretch` times longer down than across."""
    total, weight = np.zeros((height, width), np.float32), 0.0
    for octave in range(octaves):
        size = max(cell / 2**octave, 1.0)
        rows = int(height / (size * stretch)) + 4
        columns = int(width / size) + 4
        grid = rng.uniform(-1, 1, (rows, columns)).astype(np.float32)
        zoomed = ndimage.zoom(grid, (size * stretch, size), order=1 if size < 4 else 3)
        y, x = rng.integers(0, zoomed.shape[0] - height + 1), rng.integers(0, zoomed.shape[1] - width + 1)
        total += zoomed[y : y + height, x : x + width] * 0.5**octave
        weight += 0.5**octave
    return total / weight


def turned(rng, height, width, angle=None):
    """Coordinates along and across a direction, in pixels."""
    angle = rng.uniform(0, np.pi) if angle is None else angle
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)


def colour(rng, kind=None):
    """A colour as things have it: many are grey, white, black, brown or blue."""
    kind = kind or rng.choice(["grey", "earth", "any", "pale", "dark", "denim"], p=[0.2, 0.2, 0.28, 0.14, 0.12, 0.06])
    if kind == "grey":
        return np.float32(rng.uniform(0.06, 0.97)) + rng.normal(0, 0.012, 3).astype(np.float32)
    if kind == "earth":
        return hsv(rng.uniform(0.02, 0.14), rng.uniform(0.15, 0.65), rng.uniform(0.25, 0.92))
    if kind == "pale":
        return hsv(rng.uniform(0, 1), rng.uniform(0.02, 0.22), rng.uniform(0.8, 1.0))
    if kind == "dark":
        return hsv(rng.uniform(0, 1), rng.uniform(0, 0.5), rng.uniform(0.04, 0.22))
    if kind == "denim":
        return hsv(rng.uniform(0.56, 0.64), rng.uniform(0.25, 0.65), rng.uniform(0.2, 0.75))
    return hsv(rng.uniform(0, 1), rng.uniform(0.2, 0.95), rng.uniform(0.2, 0.98))


def hsv(hue, saturation, value):
    channels = np.abs((hue * 6 + np.array([0.0, 4.0, 2.0])) % 6 - 3) - 1
    return (value * (1 - saturation + saturation * np.clip(channels, 0, 1))).astype(np.float32)


def mixed(first, second, share):
    return first + (second - first) * share[..., None]


def cloth(rng, height, width):
    """What garments and bedspreads are made of: plain, striped, chequered, dotted, flowered, knitted."""
    base = np.broadcast_to(colour(rng), (height, width, 3)).astype(np.float32)
    kind = rng.choice(["plain", "stripes", "checks", "dots", "flowers", "mottled"], p=[0.44, 0.13, 0.12, 0.07, 0.14, 0.1])
    other = colour(rng)
    if kind == "stripes":
        along, _ = turned(rng, height, width, rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)]))
        period = rng.uniform(4, 50)
        base = mixed(base, other, (along % period < period * rng.uniform(0.1, 0.6)).astype(np.float32))
    elif kind == "checks":
        along, across = turned(rng, height, width, rng.choice([0, rng.uniform(-0.3, 0.3)]))
        period, share = rng.uniform(8, 60), rng.uniform(0.15, 0.5)
        for axis in (along, across):
            base = mixed(base, other, 0.5 * (axis % period < period * share))
        third = colour(rng)
        for axis in (along, across):
            base = mixed(base, third, 0.4 * ((axis + period / 3) % period < 2))
    elif kind == "dots":
        along, across = turned(rng, height, width)
        period = rng.uniform(6, 30)
        far = np.hypot((along % period) - period / 2, (across % period) - period / 2)
        base = mixed(base, other, (far < period * rng.uniform(0.15, 0.35)).astype(np.float32))
    elif kind == "flowers":
        for _ in range(rng.integers(1, 4)):
            where = noise(rng, height, width, rng.uniform(5, 40), 2) > rng.uniform(0.0, 0.35)
            base = mixed(base, colour(rng), where.astype(np.float32))
    elif kind == "mottled":
        base = mixed(base, other, 0.5 * rng.uniform(0.2, 1) * (noise(rng, height, width, rng.uniform(8, 80), 3) + 1))
    grain = noise(rng, height, width, rng.uniform(1, 3), 1, rng.choice([1, 4, 0.3])) * rng.uniform(0, 0.06)
    return base * (1 + grain[..., None])


def folds(rng, height, width, strength):
    """Creases and drapes as a factor of the light, about 1."""
    light = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(1, 4)):
        along, across = turned(rng, height, width)
        period = rng.uniform(0.06, 0.5) * max(height, width)
        bend = noise(rng, height, width, period * 1.5, 2) * period * rng.uniform(0.2, 1.2)
        light += np.abs(np.sin((across + bend) / period * np.pi)) ** rng.uniform(0.5, 3) * rng.uniform(0.2, 1)
    light += noise(rng, height, width, rng.uniform(0.15, 0.6) * max(height, width), 3)
    return 1 + strength * (light - light.mean())


def boards(rng, height, width):
    angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
    along, across = turned(rng, height, width, angle)
    broad, long = rng.uniform(14, 70), rng.uniform(120, 500)
    number = np.floor(across / broad).astype(int)
    offset = rng.uniform(0, long, 4096)[number % 4096]
    piece = (number * 31 + np.floor((along + offset) / long).astype(int) * 17) % 4096
    base = colour(rng, rng.choice(["earth", "grey"], p=[0.75, 0.25]))
    light = 1 + rng.normal(0, rng.uniform(0.02, 0.14), 4096).astype(np.float32)[piece]
    grain = ndimage.map_coordinates(
        noise(rng, 512, 512, rng.uniform(2, 6), 3, rng.uniform(8, 25)),
        [(along + piece * 37) % 511, (across * rng.uniform(0.8, 2) + piece * 11) % 511], order=1)
    joint = (np.abs(across % broad) < rng.uniform(0.6, 2.2)) | (np.abs((along + offset) % long) < 1.2)
    made = base * (light * (1 + grain * rng.uniform(0.03, 0.25)))[..., None]
    return mixed(made, made * rng.uniform(0.3, 0.8), joint.astype(np.float32))


def tiles(rng, height, width):
    along, across = turned(rng, height, width, rng.choice([0, np.pi / 4, rng.uniform(0, np.pi)]))
    side = rng.uniform(25, 160)
    ratio = rng.choice([1.0, 2.0])
    piece = (np.floor(along / side).astype(int) * 29 + np.floor(across / side / ratio).astype(int) * 13) % 1024
    base = colour(rng, rng.choice(["grey", "pale", "earth"]))
    light = 1 + rng.normal(0, rng.uniform(0, 0.05), 1024).astype(np.float32)[piece]
    made = base * (light * (1 + rng.uniform(0, 0.08) * noise(rng, height, width, 30, 4)))[..., None]
    line = rng.uniform(0.8, 3)
    joint = (along % side < line) | (across % (side * ratio) < line)
    return mixed(made, np.float32(rng.uniform(0.3, 0.9)) * np.ones(3, np.float32), joint.astype(np.float32))


def carpet(rng, height, width):
    made = np.broadcast_to(colour(rng), (height, width, 3)).astype(np.float32)
    rough = noise(rng, height, width, rng.uniform(1, 4)) * rng.uniform(0.1, 0.35)
    rough = rough + noise(rng, height, width, rng.uniform(10, 40), 2) * rng.uniform(0, 0.12)
    return made * (1 + rough[..., None])


def ornament(rng, height, width):
    """A pattern that comes back in rows and columns, as on bedspreads and rugs."""
    size = int(rng.uniform(20, 110))
    motif = cloth(rng, size, size)
    for _ in range(rng.integers(1, 5)):
        where = noise(rng, size, size, rng.uniform(4, 20), 2) > rng.uniform(-0.1, 0.3)
        motif = mixed(motif, colour(rng), where.astype(np.float32))
    if rng.random() < 0.6:
        motif = (motif + motif[:, ::-1]) / 2
    tiled = np.tile(motif, (height // size + 2, width // size + 2, 1))
    return tiled[:height, :width] * folds(rng, height, width, rng.uniform(0, 0.2))[..., None]


def bedding(rng, height, width):
    return cloth(rng, height, width) * folds(rng, height, width, rng.uniform(0.02, 0.35))[..., None]


def plaster(rng, height, width):
    base = colour(rng, rng.choice(["grey", "pale", "earth"]))
    rough = noise(rng, height, width, rng.uniform(2, 60), 4) * rng.uniform(0, 0.08)
    return base * (1 + rough[..., None])


SURFACES = (boards, tiles, carpet, bedding, bedding, ornament, plaster)
