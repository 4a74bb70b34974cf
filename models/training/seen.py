"""What a trained student makes of whole pictures: the embedding of every view, cached beside its weights."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from photos import Photo, normalise, read, views
from student import Student
from train import new_student

Seen = list[np.ndarray]  # per picture: float32 [views, EMBEDDING]


def load_student(weights: Path) -> Student:
    student = new_student()
    student.load_state_dict(torch.load(weights))
    return student.eval()


def see(weights: Path, photos: list[Photo], name: str) -> Seen:
    """Trunk outputs of every view of every picture by the student in `weights`, or by the trunk's graph (.onnx)."""
    cache = weights.with_name(f"{weights.stem}-{name}.npz")
    if cache.exists() and cache.stat().st_mtime > weights.stat().st_mtime:
        kept = np.load(cache)
        return np.split(kept["rows"], kept["ends"][:-1])
    trunk = runtime(weights) if weights.suffix == ".onnx" else eyes(weights)
    out = [trunk(normalise(shown(photo))) for photo in photos]
    np.savez(cache, rows=np.concatenate(out), ends=np.cumsum([len(rows) for rows in out]))
    return out


def eyes(weights: Path) -> Callable[[np.ndarray], np.ndarray]:
    student = load_student(weights).to(memory_format=torch.channels_last)

    def trunk(views: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return student.embed(torch.from_numpy(views).contiguous(memory_format=torch.channels_last)).numpy()

    return trunk


def runtime(graph: Path) -> Callable[[np.ndarray], np.ndarray]:
    session = ort.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    return lambda views: session.run(None, {"input": views})[0]


shown_before: dict[Path, np.ndarray] = {}


def shown(photo: Photo) -> np.ndarray:
    """The views of a picture, decoded once per run."""
    if photo.path not in shown_before:
        shown_before[photo.path] = views(read(photo.path))
    return shown_before[photo.path]


def centre_of(seen: Seen) -> np.ndarray:
    """The mean embedding of the pictures that taught a model: what they have in common says nothing about one of them."""
    return np.stack([rows.mean(axis=0) for rows in seen]).mean(axis=0)


def directions(seen: Seen, centre: np.ndarray) -> np.ndarray:
    """float32 [pictures, TRUNK]: mean over the views less the centre, of length one."""
    return unit(np.stack([rows.mean(axis=0) for rows in seen]) - centre)


def halves_of(seen: Seen, times: int, seed: int) -> Seen:
    """`times` random halves of each picture's views: more to fit on."""
    random = np.random.default_rng(seed)
    return [
        rows[random.choice(len(rows), max(1, len(rows) // 2), replace=False)] for rows in seen for _ in range(times)
    ]


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
