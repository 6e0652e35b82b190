#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the segmentation model and writes it as ONNX.

    train.py POOL OUT [--steps 10400] [--start CHECKPOINT] [--threads 1]

POOL is what pool.py wrote. OUT gets `checkpoint.pt`, from which a run that was stopped goes on, and
`cutout.onnx`, which is written anew every thousand steps. The first steps see small pictures, the last ones
pictures of the size that the model is for. With --start it is another round of what a run before made: at a
lower rate, without the smallest pictures.
"""

import argparse
import math
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from network import Network
from scenes import Scenes

SIDE = 224
BATCH = 16
# From which share of the steps on the pictures are how large.
SIDES = ((0.0, 128), (0.385, 192), (0.9375, SIDE))
RATE = 3e-3
ROUND_SIDES = ((0.0, 192), (0.6, SIDE))
ROUND_RATE = 1e-3


def side_at(share, sides):
    return [side for start, side in sides if share >= start][-1]


class Batches(IterableDataset):
    def __init__(self, folder, first, steps, sides):
        self.folder, self.first, self.steps, self.sides = folder, first, steps, sides

    def __iter__(self):
        torch.set_num_threads(1)
        torch.manual_seed(self.first + 11)
        scenes = Scenes(self.folder, seed=self.first + 11)
        for step in range(self.first, self.steps):
            yield scenes.batch(BATCH, side_at(step / self.steps, self.sides))


def loss_of(logits, alpha):
    """Each pixel's cross entropy, the edges' counting more; and what the areas do not share."""
    around = functional.avg_pool2d(alpha, 9, 1, 4, count_include_pad=False)
    weight = 1 + 4 * (around - alpha).abs()
    entropy = (weight * functional.binary_cross_entropy_with_logits(logits, alpha, reduction="none")).mean()
    found = torch.sigmoid(logits)
    both = (found * alpha).sum((1, 2, 3))
    either = (found + alpha - found * alpha).sum((1, 2, 3))
    return entropy + (1 - (both + 1) / (either + 1)).mean()


def overlap_of(logits, alpha):
    found, is_ = logits > 0, alpha >= 0.5
    return ((found & is_).sum((1, 2, 3)) / (found | is_).sum((1, 2, 3)).clamp(min=1)).mean().item()


class Averaged:
    """The weights' running mean, which wanders less than they do."""

    def __init__(self, network):
        self.network = Network().to(memory_format=torch.channels_last)
        self.network.load_state_dict(network.state_dict())

    def follow(self, network, step):
        share = min(0.999, (step + 1) / (step + 20))
        with torch.no_grad():
            for mine, its in zip(self.network.state_dict().values(), network.state_dict().values()):
                if mine.dtype.is_floating_point:
                    mine.lerp_(its, 1 - share)
                else:
                    mine.copy_(its)


class Exported(nn.Module):
    """The mean of what the network says of the picture and of its mirror image."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, picture):
        both = torch.sigmoid(self.network(torch.cat([picture, picture.flip(3)])))
        return (both[:1] + both[1:].flip(3)) / 2


def export(network, path):
    whole = Exported(network).eval()
    new = path.with_suffix(".part")
    torch.onnx.export(whole, torch.zeros(1, 3, SIDE, SIDE), str(new), input_names=["picture"],
                      output_names=["likelihood"], opset_version=13, do_constant_folding=True)
    new.replace(path)
    whole.train()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pool", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=10400)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    network = Network().to(memory_format=torch.channels_last)
    averaged = Averaged(network)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.01)
    first, rate, sides = 0, RATE, SIDES
    if options.start:
        rate, sides = ROUND_RATE, ROUND_SIDES
        saved = torch.load(options.start)
        network.load_state_dict(saved["averaged"])
        averaged.network.load_state_dict(saved["averaged"])
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        first = saved["step"]
        network.load_state_dict(saved["network"])
        averaged.network.load_state_dict(saved["averaged"])
        optimiser.load_state_dict(saved["optimiser"])
    batches = DataLoader(Batches(options.pool, first, options.steps, sides), batch_size=None, num_workers=1, prefetch_factor=4)
    started, losses, overlaps = time.monotonic(), [], []
    for step, (pictures, alpha) in enumerate(batches, first):
        warm = min(1, (step + 1) / 300)
        optimiser.param_groups[0]["lr"] = rate * warm * (0.01 + 0.99 * (1 + math.cos(math.pi * step / options.steps)) / 2)
        logits = network(pictures.contiguous(memory_format=torch.channels_last))
        loss = loss_of(logits, alpha)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        averaged.follow(network, step)
        losses.append(loss.item())
        overlaps.append(overlap_of(logits.detach(), alpha))
        if (step + 1) % 200 == 0:
            done = step + 1 - first
            left = (time.monotonic() - started) / done * (options.steps - step - 1) / 60
            print(f"step {step + 1}: loss {sum(losses) / len(losses):.4f}, overlap {sum(overlaps) / len(overlaps):.4f}, "
                  f"about {left:.0f} min left", flush=True)
            losses, overlaps = [], []
        if (step + 1) % 1000 == 0 or step + 1 == options.steps:
            torch.save({"step": step + 1, "network": network.state_dict(), "averaged": averaged.network.state_dict(),
                        "optimiser": optimiser.state_dict()}, checkpoint)
            export(averaged.network, options.out / "cutout.onnx")


if __name__ == "__main__":
    main()
