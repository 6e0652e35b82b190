# SPDX-License-Identifier: Apache-2.0
"""What products are photographed before: studios' backdrops, and floors, beds, rooms."""

import numpy as np
from scipy import ndimage

import textures


def lit(rng, picture, strength):
    """Light from one side, falling off towards the corners."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    slope = ((x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle)) * rng.uniform(0, strength)
    corners = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * rng.uniform(0, strength)
    return picture * (1 + slope - corners)[..., None]


def studio(rng, height, width):
    """Paper or a wall, perhaps with a floor before it, evenly or unevenly lit."""
    white = rng.random() < 0.45
    base = np.float32(rng.uniform(0.86, 1.0)) * np.ones(3, np.float32) if white else textures.colour(
        rng, rng.choice(["grey", "pale", "earth", "any"], p=[0.4, 0.35, 0.15, 0.1]))
    picture = np.broadcast_to(base, (height, width, 3)).astype(np.float32).copy()
    if rng.random() < 0.45:
        y = np.arange(height, dtype=np.float32) / height
        edge = rng.uniform(0.5, 0.95)
        floor = 0.5 + 0.5 * np.tanh((y - edge) / rng.choice([0.006, 0.04, 0.16]))
        picture *= (1 + rng.uniform(-0.25, 0.2) * floor)[:, None, None]
    picture = lit(rng, picture, rng.choice([0.05, 0.25, 0.6]))
    return picture + rng.normal(0, rng.uniform(0.0, 0.012), picture.shape).astype(np.float32)


def floor(rng, height, width):
    """One surface seen from above or aslant."""
    surface = rng.choice(textures.SURFACES)
    if rng.random() < 0.4:
        # Aslant: what is far, at the top, is drawn together.
        big = surface(rng, height * 2, width * 2)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        depth = 1 - y / height * rng.uniform(0.2, 0.6)
        rows = (1 / depth - 1) * height / 2
        columns = width + (x - width / 2) / depth * 0.5
        picture = np.stack([ndimage.map_coordinates(big[..., c], [2 * height - 1 - rows, columns], order=1,
                                                    mode="reflect") for c in range(3)], -1)[::-1]
    else:
        picture = surface(rng, height, width)
    return lit(rng, np.ascontiguousarray(picture), 0.7)


def room(rng, height, width):
    """A wall, a floor, and things along the edges that are not the subject."""
    picture = rng.choice((textures.plaster, textures.plaster, textures.tiles, textures.bedding))(rng, height, width)
    line = int(height * rng.uniform(0.35, 0.95))
    picture[line:] = floor(rng, height, width)[line:]
    if rng.random() < 0.5:
        picture[line - rng.integers(1, 12) : line] *= rng.uniform(0.5, 1.4)
    for _ in range(rng.integers(0, 6)):
        broad, high = rng.uniform(0.05, 0.5) * width, rng.uniform(0.08, 0.7) * height
        x = rng.choice([rng.uniform(-0.6, 0.12) * broad, width - rng.uniform(0, 0.9) * broad, rng.uniform(0, width)])
        y = rng.uniform(-0.4, 1) * height
        x0, x1, y0, y1 = (int(np.clip(v, 0, m)) for v, m in ((x, width), (x + broad, width), (y, height), (y + high, height)))
        if x1 - x0 > 3 and y1 - y0 > 3:
            surface = rng.choice(textures.SURFACES)
            picture[y0:y1, x0:x1] = surface(rng, y1 - y0, x1 - x0) * rng.uniform(0.6, 1.1)
    if rng.random() < 0.5:
        picture = ndimage.gaussian_filter(picture, (*[rng.uniform(0, 5)] * 2, 0))
    return lit(rng, picture, 0.8)


def blurred(rng, height, width):
    """Far things out of focus."""
    picture = np.broadcast_to(textures.colour(rng), (height, width, 3)).astype(np.float32).copy()
    for _ in range(rng.integers(3, 25)):
        where = textures.noise(rng, height, width, rng.uniform(15, 120)) > rng.uniform(0.1, 0.6)
        picture = textures.mixed(picture, textures.colour(rng), where * rng.uniform(0.3, 1))
    return ndimage.gaussian_filter(picture, (*[rng.uniform(1, 9)] * 2, 0))


def unrest(picture):
    """What is left of a background's brightness, in standard deviations, when its smooth change of light is taken away."""
    grey = ndimage.zoom(picture.mean(2), (140 / picture.shape[0], 120 / picture.shape[1]), order=1)
    y, x = np.mgrid[-1 : 1 : grey.shape[0] * 1j, -1 : 1 : grey.shape[1] * 1j]
    smooth = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], -1).reshape(-1, 6)
    return (grey.ravel() - smooth @ np.linalg.lstsq(smooth, grey.ravel(), rcond=None)[0]).std()


def busy(rng, height, width):
    made = rng.choice((floor, floor, floor, room, room, blurred))(rng, height, width)
    return made + rng.normal(0, rng.uniform(0.0, 0.025), made.shape).astype(np.float32)
