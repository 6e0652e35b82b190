#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the mean of the weights of two rounds of training as ONNX.

    average.py FIRST SECOND SHARE OUT.onnx

FIRST and SECOND are the checkpoints of a run of train.py and of another round of it; SHARE is the second's.
Source: M. Wortsman et al., "Model soups", ICML 2022: between two rounds of one model the weights' mean is often
better at what neither has seen.
"""

import argparse
from pathlib import Path

import torch

from network import Network
from train import export


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    first, second = (torch.load(path)["averaged"] for path in (options.first, options.second))
    network = Network().to(memory_format=torch.channels_last)
    network.load_state_dict({name: values.lerp(second[name], options.share) if values.dtype.is_floating_point else values
                             for name, values in first.items()})
    export(network, options.out)


if __name__ == "__main__":
    main()
