"""The student: a small residual network of depthwise convolutions, about 120 million multiplications for a 224 crop."""

import torch
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
    """pixels [N,3,H,W], about -1 to 1 -> embedding [N,EMBEDDING]; `head` turns that into logits [N,grades]."""

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


class Shipped(nn.Module):
    """What goes into the ONNX file: probabilities [N,grades] and embedding [N,EMBEDDING]."""

    def __init__(self, student: Student):
        super().__init__()
        self.student = student

    def forward(self, input):
        logits, embedding = self.student(input)
        return torch.softmax(logits, dim=1), embedding
