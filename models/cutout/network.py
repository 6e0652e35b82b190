# SPDX-License-Identifier: Apache-2.0
"""The network: a small U-net of separable convolutions with a wide view at its bottom."""

import torch
from torch import nn
from torch.nn import functional


class Separable(nn.Module):
    """Each channel for itself over its neighbours, then each pixel for itself over its channels."""

    def __init__(self, inputs, outputs, size=3, stride=1):
        super().__init__()
        self.space = nn.Conv2d(inputs, inputs, size, stride, size // 2, groups=inputs, bias=False)
        self.norm_space = nn.BatchNorm2d(inputs)
        self.mix = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.same = inputs == outputs and stride == 1

    def forward(self, x):
        made = functional.relu(self.norm_space(self.space(x)))
        made = self.norm(self.mix(made))
        return functional.relu(made + x) if self.same else functional.relu(made)


class Surroundings(nn.Module):
    """Adds to each place what the picture as a whole is like."""

    def __init__(self, channels):
        super().__init__()
        self.mix = nn.Linear(channels, channels)

    def forward(self, x):
        return x + self.mix(x.mean((2, 3)))[:, :, None, None]


class Network(nn.Module):
    """[n, 3, S, S], sRGB 0 .. 1, to the logits [n, 1, S, S]; S a multiple of 32."""

    CHANNELS = (24, 48, 88, 160, 224)

    def __init__(self):
        super().__init__()
        a, b, c, d, e = self.CHANNELS
        self.stem = nn.Sequential(nn.Conv2d(3, a, 3, 2, 1, bias=False), nn.BatchNorm2d(a), nn.ReLU())
        self.down1 = nn.Sequential(Separable(a, b, 5, 2), Separable(b, b))
        self.down2 = nn.Sequential(Separable(b, c, 5, 2), Separable(c, c), Separable(c, c))
        self.down3 = nn.Sequential(Separable(c, d, 5, 2), Separable(d, d, 5), Separable(d, d, 5), Separable(d, d, 5))
        self.down4 = nn.Sequential(Separable(d, e, 5, 2), Separable(e, e, 7), Surroundings(e), Separable(e, e, 7),
                                   Separable(e, e, 7))
        self.up3 = nn.Sequential(Separable(e + d, d), Separable(d, d, 5), Separable(d, d))
        self.up2 = nn.Sequential(Separable(d + c, c), Separable(c, c))
        self.up1 = nn.Sequential(Separable(c + b, b), Separable(b, b))
        self.up0 = nn.Sequential(Separable(b + a, a), Separable(a, a))
        self.head = nn.Conv2d(a, 1, 3, 1, 1)

    def forward(self, x):
        s0 = self.stem(x * 4 - 2)
        s1 = self.down1(s0)
        s2 = self.down2(s1)
        s3 = self.down3(s2)
        y = self.down4(s3)
        for skip, up in ((s3, self.up3), (s2, self.up2), (s1, self.up1), (s0, self.up0)):
            y = up(torch.cat([doubled(y), skip], 1))
        return doubled(self.head(y))


def doubled(x):
    return functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
