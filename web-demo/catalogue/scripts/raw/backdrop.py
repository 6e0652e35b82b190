# SPDX-License-Identifier: Apache-2.0
"""Tells a rendered product from the smooth backdrop that it stands before."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# What differs from the backdrop by this much, in parts of its brightness, is the subject.
LEAST_DIFFERENCE, SURE_DIFFERENCE = 0.10, 0.22
# A shadow has the backdrop's colour and is not as dark as this part of it.
DARKEST_SHADOW = 0.22


def backdrop_of(picture):
    """The backdrop alone: along each row from the left margin to the right one, smoothed downwards."""
    height, width, _ = picture.shape
    margin, window = max(width // 25, 1), height // 30
    kernel = np.ones(window) / window

    def smooth(column):
        padded = np.pad(column, (window // 2, window - window // 2 - 1), mode="edge")
        return np.convolve(padded, kernel, mode="valid")

    sides = [np.median(picture[:, edge], axis=1) for edge in (slice(margin), slice(width - margin, width))]
    left, right = (np.stack([smooth(side[:, k]) for k in range(3)], axis=-1) for side in sides)
    along = np.linspace(0, 1, width)[None, :, None]
    return np.clip(left[:, None] * (1 - along) + right[:, None] * along, 0.02, 1)


def subject_of(picture, backdrop):
    """How much of each pixel is subject, 0 .. 1. Holes are filled: a label is as pale as a backdrop."""
    ratio = picture / backdrop
    light = ratio.mean(axis=2, keepdims=True)
    hue = np.abs(ratio - light).max(axis=2)
    shade = np.where(light[..., 0] < DARKEST_SHADOW, 1, np.maximum(0, light[..., 0] - 1.1))
    difference = np.maximum(hue * 2, shade)
    mask = np.clip((difference - LEAST_DIFFERENCE) / (SURE_DIFFERENCE - LEAST_DIFFERENCE), 0, 1)
    image = Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(7))
    # Whatever cannot be reached from outside is inside.
    framed = Image.new("L", (image.width + 2, image.height + 2), 0)
    framed.paste(image.point(lambda value: 255 if value > 128 else 0), (1, 1))
    ImageDraw.floodfill(framed, (0, 0), 128)
    inside = framed.crop((1, 1, image.width + 1, image.height + 1)).point(lambda value: 0 if value == 128 else 255)
    filled = np.maximum(np.asarray(image), np.asarray(inside))
    return np.asarray(Image.fromarray(filled).filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float64)[..., None] / 255
