"""Random crops of every photo and what the teacher sees in them, made once and kept in memory-mapped files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image

from photos import Photo, normalise, read

CROP = 176


def random_crops(photo: Photo, count: int, seed: int) -> np.ndarray:
    """uint8 [count, CROP, CROP, 3]: a third of them nearly the whole shorter side, the rest closer."""
    random = np.random.default_rng(seed)
    image = read(photo.path)
    width, height = image.size
    out = []
    for k in range(count):
        share = random.uniform(0.8, 1.0) if k % 3 == 0 else random.uniform(0.35, 0.85)
        short = share * min(width, height)
        aspect = random.uniform(0.8, 1.25)
        w, h = min(width, short * aspect**0.5), min(height, short / aspect**0.5)
        x, y = random.uniform(0, width - w), random.uniform(0, height - h)
        out.append(np.asarray(image.resize((CROP, CROP), Image.Resampling.BICUBIC, box=(x, y, x + w, y + h))))
    return np.stack(out)


class Teacher:
    """The frozen ImageNet network. It is only asked; its weights never enter the student."""

    def __init__(self, path: Path):
        self.session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def embed(self, crops: np.ndarray) -> np.ndarray:
        """uint8 [N,CROP,CROP,3] -> float16 [N,1280]."""
        large = np.stack([np.asarray(Image.fromarray(c).resize((224, 224), Image.Resampling.BILINEAR)) for c in crops])
        return self.session.run(["embedding"], {"input": normalise(large)})[0].astype(np.float16)


def make_crops(photos: list[Photo], per_photo: int, teacher: Teacher, cache: Path) -> dict[str, np.ndarray]:
    """Crops of all photos: pixels [M,CROP,CROP,3], taught [M,1280], grade [M] (-1: none), photo [M] (index)."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    names = {key: cache.with_name(f"{cache.name}-{key}.npy") for key in ("pixels", "taught", "grade", "photo")}
    if not all(path.exists() for path in names.values()):
        with ThreadPoolExecutor(2) as pool:
            batches = list(pool.map(lambda ip: random_crops(ip[1], per_photo, ip[0]), enumerate(photos)))
        np.save(names["pixels"], np.concatenate(batches))
        np.save(names["taught"], np.concatenate([teacher.embed(batch) for batch in batches]))
        grades = [-1 if p.grade is None else p.grade for p in photos]
        np.save(names["grade"], np.repeat(grades, per_photo))
        np.save(names["photo"], np.repeat(np.arange(len(photos)), per_photo))
    return {key: np.load(path, mmap_mode="r") for key, path in names.items()}
