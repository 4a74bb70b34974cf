"""Teach a student: the grade of every crop that has one, and the teacher's embedding of every crop."""

import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from photos import GRADES, MEAN, STD
from student import EMBEDDING, Student

WINDOW = 160


def sampling_weights(grade: np.ndarray, source: np.ndarray, photos: float, painted: float) -> np.ndarray:
    """How often each crop is drawn: the sources in the given shares, rare grades more often than their number."""
    weights = np.zeros(len(grade))
    for name, share in (("photo", photos), ("painted", painted), ("household", 1 - photos - painted)):
        of_source = source == name
        for value in np.unique(grade[of_source]):
            chosen = of_source & (grade == value)
            weights[chosen] = chosen.sum() ** -0.7
        if of_source.any():
            weights[of_source] *= share / weights[of_source].sum()
    return weights / weights.sum()


def augment(pixels: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """uint8 [N,C,C,3] -> float [N,3,WINDOW,WINDOW]: shifted, mirrored, relit, tinted, noisy."""
    n, side = pixels.shape[0], pixels.shape[1]
    x, y = (int(torch.randint(0, side - WINDOW + 1, (1,), generator=random)) for _ in range(2))
    out = (pixels[:, y : y + WINDOW, x : x + WINDOW].permute(0, 3, 1, 2).float() - MEAN) / STD
    mirrored = torch.rand(n, generator=random) < 0.5
    out[mirrored] = out[mirrored].flip(3)
    grey = out.mean(dim=1, keepdim=True)
    saturation = torch.empty(n, 1, 1, 1).uniform_(0.4, 1.3, generator=random)
    contrast = torch.empty(n, 1, 1, 1).uniform_(0.7, 1.35, generator=random)
    tint = torch.empty(n, 3, 1, 1).uniform_(-0.08, 0.08, generator=random)
    light = torch.empty(n, 1, 1, 1).uniform_(-0.25, 0.25, generator=random)
    out = (grey + (out - grey) * saturation) * contrast + tint + light
    out = out + 0.04 * torch.rand(n, 1, 1, 1, generator=random) * torch.randn(out.shape, generator=random)
    return out.clamp(-1, 1).contiguous(memory_format=torch.channels_last)


def fit(student: Student, crops: dict, weights: np.ndarray, steps: int, rate: float, seed: int, batch: int = 64):
    """Train in place for `steps` batches drawn by `weights`; crops with weight 0 are never looked at."""
    drawn = np.random.default_rng(seed)
    random = torch.Generator().manual_seed(seed)
    allowed = np.flatnonzero(weights)
    chances = weights[allowed]
    imitate = nn.Linear(EMBEDDING, crops["taught"].shape[1])
    parameters = [*student.parameters(), *imitate.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    student.to(memory_format=torch.channels_last).train()
    started = time.monotonic()
    for step in range(steps):
        rows = np.sort(drawn.choice(allowed, batch, p=chances))
        pixels = augment(torch.from_numpy(crops["pixels"][rows]), random)
        grade = torch.from_numpy(crops["grade"][rows])
        taught = torch.from_numpy(crops["taught"][rows].astype(np.float32))
        with torch.autocast("cpu", torch.bfloat16):
            logits, embedding = student(pixels)
            imitated = imitate(embedding)
        likeness = F.cosine_similarity(imitated.float(), taught).mean()
        graded = F.cross_entropy(logits.float(), grade, ignore_index=-1, label_smoothing=0.05)
        loss = graded + 3 * (1 - likeness)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 2.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 49:
            pace = (time.monotonic() - started) / (step + 1)
            print(f"{step + 1}/{steps} grade {graded:.3f} likeness {likeness:.3f} {pace * 1000:.0f} ms/step", flush=True)
    return student.eval()


def new_student() -> Student:
    return Student(len(GRADES))
