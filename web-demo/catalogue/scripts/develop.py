# SPDX-License-Identifier: Apache-2.0
"""Turns a linear render into the photograph: denoise, expose, tone curve, grain, JPEG."""

import io
import zlib

import numpy as np
import OpenEXR
import pyoidn
from PIL import Image

MAX_BYTES = 122_000
GAIN = 1.0


def read_layers(path):
    """The colour, albedo and normal passes of a render, each (height, width, 3) float32."""
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = {name: c.pixels for name, c in file.channels().items()}

    def layer(ending, parts):
        names = [next(n for n in channels if n.endswith(ending + "." + p)) for p in parts]
        return np.ascontiguousarray(np.stack([channels[n] for n in names], -1).astype(np.float32))

    return layer("Combined", "RGB"), layer("Denoising Albedo", "RGB"), layer("Denoising Normal", "XYZ")


def denoised(color, albedo, normal):
    return pyoidn.denoise(color, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True)


def exposed(linear, level):
    """Sets the exposure by the backdrop: the median of the border reaches `level` (linear)."""
    h, w, _ = linear.shape
    edge = max(4, h // 40)
    border = np.concatenate([linear[:edge].reshape(-1, 3), linear[:, :edge].reshape(-1, 3),
                             linear[:, -edge:].reshape(-1, 3)])
    light = np.median(border @ np.float32([0.2126, 0.7152, 0.0722]))
    return linear * (level / max(light, 1e-4))


def toned(linear, contrast=1.34, mid=0.19, white=3.2, wash=0.06):
    """A film-like curve (Naka-Rushton) through middle grey; bright colours lose some chroma."""
    luma = (linear @ np.float32([0.2126, 0.7152, 0.0722]))[..., None]
    x = np.maximum(linear * (1 - wash) + luma * wash, 0)
    # Solve the half-saturation so that `mid` maps to itself after `white` is scaled to 1.
    half = mid**contrast * (1 / mid - 1)
    top = white**contrast / (white**contrast + half)
    y = x**contrast / (x**contrast + half) / top
    luma = (y @ np.float32([0.2126, 0.7152, 0.0722]))[..., None]
    return np.clip(luma + (y - luma) * (1 + wash), 0, 1)


def encoded_srgb(linear):
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055)


def grain(shape, seed, amount=0.0045):
    """Monochrome sensor noise, a little soft, the same for the same product."""
    noise = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    noise = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1)) / 3**0.5
    return noise[..., None] * amount


def jpeg(pixels):
    """The best quality that stays under MAX_BYTES, progressive, 4:2:0."""
    image = Image.fromarray(pixels)
    for quality in (90, 88, 86, 84, 82, 80, 77, 74, 70, 66, 62):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if buffer.tell() <= MAX_BYTES:
            break
    return buffer.getvalue()


def develop(exr, name, level):
    """The JPEG bytes of one rendered product; `level` is the linear brightness of its backdrop."""
    color, albedo, normal = read_layers(exr)
    picture = encoded_srgb(toned(exposed(denoised(color, albedo, normal), level)))
    picture = picture + grain(picture.shape[:2], zlib.crc32(name.encode()))
    return jpeg((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
