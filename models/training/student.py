"""The student: a small residual network of depthwise convolutions, about 120 million multiplications for a 224 crop."""

import torch
import torch.nn.functional as F
from torch import nn

EMBEDDING = 256


class Block(nn.Module):
    """Widen, look around (3x3 per channel), narrow, add."""

    def __init__(self, channels: int, widening: int):
        super().__init__()
        wide = channels * widening
        self.body = nn.Sequential(
            nn.Conv2d(channels, wide, 1, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            nn.Conv2d(wide, wide, 3, padding=1, groups=wide, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            nn.Conv2d(wide, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return x + self.body(x)


def shrink(channels_in: int, channels_out: int, factor: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, factor, stride=factor, bias=False), nn.BatchNorm2d(channels_out)
    )


class Student(nn.Module):
    """pixels [N,3,H,W], about -1 to 1 -> embedding [N,EMBEDDING]; `head` turns that into logits [N,grades].

    `head` serves training alone; the one that ships is fitted afterwards (head.py).
    """

    def __init__(self, grades: int):
        super().__init__()
        self.trunk = nn.Sequential(
            *[shrink(3, 24, 4), Block(24, 4)],
            *[shrink(24, 48, 2), Block(48, 4), Block(48, 4)],
            *[shrink(48, 96, 2), Block(96, 4), Block(96, 4), Block(96, 4)],
            *[shrink(96, 192, 2), Block(192, 3), Block(192, 3)],
            *[nn.Conv2d(192, EMBEDDING, 1, bias=False), nn.BatchNorm2d(EMBEDDING), nn.ReLU()],
        )
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(EMBEDDING, grades))

    def embed(self, pixels):
        return self.trunk(pixels).mean(dim=(2, 3))

    def forward(self, pixels):
        embedding = self.embed(pixels)
        return self.head(embedding), embedding


class PhotoEmbedding(nn.Module):
    """What the trunk makes of the views of ONE photo [N,EMBEDDING] -> embedding [1,EMBEDDING+1] of length one.

    The direction of the views' mean from `centre`, and last the foreignness of domain.py (`weight`, `bias` with its weight).
    """

    def __init__(self, centre, weight, bias):
        super().__init__()
        for name, value in (("centre", centre), ("weight", weight), ("bias", bias)):
            self.register_buffer(name, value)

    def forward(self, seen):
        direction = F.normalize(seen.mean(dim=0, keepdim=True) - self.centre, dim=1)
        foreignness = torch.relu(direction @ self.weight + self.bias)
        return F.normalize(torch.cat([direction, foreignness], dim=1), dim=1)


class Trunk(nn.Module):
    """views [N,3,H,W] -> what the trunk makes of each [N,EMBEDDING]: what is quantised, and all that quantising changes."""

    def __init__(self, student: Student):
        super().__init__()
        self.student = student

    def forward(self, input):
        return self.student.embed(input)
