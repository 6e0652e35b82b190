# SPDX-License-Identifier: Apache-2.0
"""Puts subjects before backgrounds, a batch at a time: sizes, turns, shadows, light, blur, noise, JPEG."""

import io

import numpy as np
import torch
from PIL import Image
from torch.nn import functional


class Scenes:
    """Endless composites of what pool.py drew."""

    def __init__(self, folder, seed):
        self.subjects = np.load(folder / "subjects.npy")
        self.backgrounds = np.load(folder / "backgrounds.npy")
        self.rng = np.random.default_rng(seed)

    def batch(self, count, side):
        """Pictures [count, 3, side, side], 0 .. 1, and the subject's alpha [count, 1, side, side]."""
        rng = self.rng
        behind = self._behind(count, side)
        for _ in range(2):
            # Things that lie about, most of them cut by the picture's edge.
            front, alpha = self._placed(count, side, stray=True)
            alpha = alpha * per_picture(rng.random(count) < 0.16)
            behind = behind + (front - behind) * alpha
        front, alpha = self._placed(count, side, stray=False)
        behind = behind * self._shadow(alpha)
        front = front * per_picture(np.exp(rng.normal(0, 0.2, count)))
        # Subjects of nearly their background's colour are what is hard.
        area = alpha.sum((2, 3), keepdim=True).clamp(min=1)
        apart = ((behind - front) * alpha).sum((2, 3), keepdim=True) / area
        nearer = rng.uniform(0.4, 0.9, count) * (rng.random(count) < 0.2)
        front = (front + apart * per_picture(nearer)).clamp(0, 1)
        picture = behind + (front - behind) * alpha
        return self._photographed(picture).clamp(0, 1), alpha

    def _behind(self, count, side):
        rng = self.rng
        quarter = len(self.backgrounds) // 4
        plain = rng.random(count) < 0.22
        chosen = np.where(plain, rng.integers(0, quarter, count), rng.integers(quarter, len(self.backgrounds), count))
        pictures = torch.from_numpy(self.backgrounds[chosen]).permute(0, 3, 1, 2).float() / 255
        zoom, shift = rng.uniform(0.55, 1.0, count), rng.uniform(-1, 1, (count, 2))
        shift *= (1 - zoom)[:, None]
        mirror = rng.choice([-1, 1], count)
        return sampled(pictures, zoom * mirror, np.zeros(count), np.zeros(count), zoom, shift, side)

    def _placed(self, count, side, stray):
        rng = self.rng
        pictures = torch.from_numpy(self.subjects[rng.integers(0, len(self.subjects), count)])
        pictures = pictures.permute(0, 3, 1, 2).float() / 255
        pictures = torch.cat([pictures[:, :3] * pictures[:, 3:], pictures[:, 3:]], 1)
        # A share of the picture's side; pictures of all shapes are stretched to a square.
        size = rng.uniform(0.3, 1.1, count) if stray else np.clip(rng.normal(0.78, 0.15, count), 0.35, 1.08)
        stretch = np.exp(rng.normal(0.05, 0.2, count))
        angle = rng.normal(0, 0.1, count) + np.where(rng.random(count) < 0.15, rng.uniform(-np.pi, np.pi, count), 0)
        if stray:
            side_ = rng.uniform(0, 2 * np.pi, count)
            shift = np.stack([np.cos(side_), np.sin(side_)], 1) * rng.uniform(0.9, 1.4, (count, 1))
        else:
            shift = rng.normal(0, 0.1, (count, 2)) * (1.3 - size)[:, None]
        mirror = rng.choice([-1, 1], count)
        wide, high = 1 / (size * stretch), 1 / size
        move = np.stack([-shift[:, 0] * wide, -shift[:, 1] * high], 1)
        made = sampled(pictures, wide * mirror * np.cos(angle), -np.sin(angle) * high, np.sin(angle) * wide,
                       high * np.cos(angle), move, side, "zeros")
        alpha = made[:, 3:].clamp(0, 1)
        return (made[:, :3] / alpha.clamp(min=1e-3)).clamp(0, 1), alpha

    def _shadow(self, alpha):
        """As a factor: soft and near, or long and sharp; on a third there is none."""
        rng = self.rng
        count, side = len(alpha), alpha.shape[-1]
        shadow = alpha
        for _ in range(2):
            width = 2 * int(rng.integers(1, max(2, side // 24))) + 1
            shadow = functional.avg_pool2d(shadow, width, 1, width // 2)
        far = (rng.normal(0, 0.03, 2) + (0, 0.015)) * side
        shadow = torch.roll(shadow, (int(far[1]), int(far[0])), (2, 3))
        strength = rng.uniform(0, 0.65, count) * (rng.random(count) < 0.7)
        return 1 - shadow * per_picture(strength)

    def _photographed(self, picture):
        rng = self.rng
        count, side = len(picture), picture.shape[-1]
        tint = torch.from_numpy(np.exp(rng.normal(0, 0.07, (count, 3, 1, 1)))).float()
        picture = (picture * tint).clamp(1e-4, 1) ** per_picture(np.exp(rng.normal(0, 0.2, count)))
        if rng.random() < 0.4:
            soft = functional.avg_pool2d(picture, 3, 1, 1, count_include_pad=False)
            picture = picture + (soft - picture) * per_picture(rng.uniform(0, 1.3, count))
        picture = picture + torch.randn(count, 3, side, side) * per_picture(rng.uniform(0, 0.03, count))
        for i in np.flatnonzero(rng.random(count) < 0.3):
            picture[i] = through_jpeg(picture[i], int(rng.integers(20, 90)))
        return picture


def per_picture(values):
    return torch.from_numpy(np.asarray(values, np.float32))[:, None, None, None]


def sampled(pictures, xx, xy, yx, yy, move, side, outside="reflection"):
    """Affine: the output's (x, y) in -1 .. 1 is read at (xx x + xy y + move_x, yx x + yy y + move_y)."""
    theta = np.stack([np.stack([xx, xy, move[:, 0]], 1), np.stack([yx, yy, move[:, 1]], 1)], 1)
    grid = functional.affine_grid(torch.from_numpy(theta.astype(np.float32)), (len(pictures), 1, side, side), align_corners=False)
    # Shrunk first where a pixel would skip some.
    if side < 160:
        pictures = functional.avg_pool2d(pictures, 2)
    return functional.grid_sample(pictures, grid, "bilinear", outside, align_corners=False)


def through_jpeg(picture, quality):
    data = io.BytesIO()
    Image.fromarray((picture.clamp(0, 1).permute(1, 2, 0).numpy() * 255).astype(np.uint8)).save(data, "JPEG", quality=quality)
    return torch.from_numpy(np.array(Image.open(data), np.float32) / 255).permute(2, 0, 1)
