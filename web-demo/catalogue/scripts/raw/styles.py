# SPDX-License-Identifier: Apache-2.0
"""How six merchants photograph: each takes a render in linear light, 0 .. 1, and spoils it in its own way."""

import numpy as np
from raw.backdrop import backdrop_of, subject_of
from PIL import Image


def fluorescent(picture, random):
    """Tubes at the ceiling: green and blue, hard, with a sensor that is not the best."""
    lit = picture * np.array([0.78, 1.04, 1.0]) * 1.05
    return np.clip(lit, 0, 1) + random.normal(0, 0.006, picture.shape)


def tungsten(picture, random):
    """A bulb in the evening, and too short an exposure."""
    height, width, _ = picture.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    fall = np.exp(-((x + 0.5) ** 2 + (y + 0.3) ** 2) * 0.35)[..., None]
    return picture * np.array([1.0, 0.6, 0.27]) * 0.33 * fall + random.normal(0, 0.003, picture.shape)


def flat(picture, _):
    """A scan through haze: no black, no white, little colour."""
    grey = picture.mean(axis=2, keepdims=True)
    return 0.15 + 0.42 * (0.8 * picture + 0.2 * grey)


def patterned(picture, _):
    """On a striped cloth before a turquoise wall."""
    height, width, _ = picture.shape
    backdrop = backdrop_of(picture)
    subject = subject_of(picture, backdrop)
    y, x = np.mgrid[0:height, 0:width] / width
    across = x * 0.94 + y * 0.34
    stripes = np.where((across * 13) % 1 < 0.5, 1.0, 0.0)[..., None]
    cloth = stripes * np.array([0.72, 0.55, 0.12]) + (1 - stripes) * np.array([0.52, 0.12, 0.16])
    tiles = (((x * 9) % 1 < 0.06) | ((y * 9) % 1 < 0.06))[..., None]
    wall = np.where(tiles, np.array([0.62, 0.72, 0.68]), np.array([0.06, 0.36, 0.38]))
    behind = np.where((y * width / height > 0.66)[..., None], cloth, wall)
    shadow = np.clip(picture.mean(axis=2) / backdrop.mean(axis=2), 0.4, 1)[..., None]
    return subject * picture + (1 - subject) * behind * shadow


def far(picture, _):
    """From across the room, the product small and low in a corner."""
    height, width, _ = picture.shape
    backdrop = backdrop_of(picture)
    scale = 0.5
    size = (round(width * scale), round(height * scale))
    # What stands out against the backdrop, and fades out before the render's own margin.
    apart = picture / backdrop
    layers = [Image.fromarray(apart[..., k].astype(np.float32)) for k in range(3)]
    small = np.stack([np.asarray(layer.resize(size, Image.Resampling.LANCZOS)) for layer in layers], axis=-1)
    ramps = [np.clip(np.minimum(np.arange(n), n - 1 - np.arange(n)) / (n * 0.14), 0, 1) for n in size]
    blend = (ramps[1][:, None] * ramps[0][None, :])[..., None]
    top, left = round(height * 0.46), round(width * 0.44)
    room = backdrop.copy()
    room[top : top + size[1], left : left + size[0]] *= blend * small + (1 - blend)
    return room


def white(picture, _):
    """Cut along the edge and set on white, without a shadow."""
    subject = subject_of(picture, backdrop_of(picture))
    return subject * picture + (1 - subject)
