"""Photos on disk, their grades and groups, and the views of a photo that the model is shown."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

# the canonical grades in the order of domain/grades.ts; it is also the order of the model's output
GRADES = ["new_sheet", "new_bale", "heavy", "guillotine", "light", "shredded", "pressed", "cast", "turnings", "foreign"]
# the grades that real photos taught; the others get probability 0
KNOWN = [grade for grade in GRADES if grade not in ("light", "guillotine")]
SIDE = 224
TILE_SIDE = 336  # shorter side of the picture that tiles are cut from
MEAN = STD = 127.5


@dataclass(frozen=True)
class Photo:
    path: Path
    grade: int | None  # index into GRADES; None where the picture shows no scrap
    group: str  # near-duplicates share it
    source: str  # "photo", "painted" or "household"


def scrap_photos(folder: Path) -> list[Photo]:
    """The real photos with their labels.json."""
    rows = json.loads((folder / "labels.json").read_text())
    return [Photo(folder / r["file"], GRADES.index(r["grade"]), f"photo-{r['group']}", "photo") for r in rows]


def painted_pictures(folder: Path) -> list[Photo]:
    """Pictures of paint-folder.ts; the grade stands in the name: <grade>-<seed>.jpg."""
    files = sorted(folder.glob("*.jpg"))
    return [Photo(f, GRADES.index(f.stem.rsplit("-", 1)[0]), f.stem, "painted") for f in files]


def household_photos(folder: Path) -> list[Photo]:
    """Things that are no scrap: they teach the embedding what the world looks like, never a grade."""
    files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in {".jpg", ".jpeg", ".png"})
    return [Photo(f, None, f.stem, "household") for f in files]


def read(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def starts(length: int, count: int) -> list[int]:
    """Where `count` windows of SIDE begin, evenly over `length`."""
    return [0] if count == 1 else [(length - SIDE) * i // (count - 1) for i in range(count)]


def sized(image: Image.Image, short: int) -> Image.Image:
    """The picture with its shorter side at `short` pixels."""
    scale = short / min(image.size)
    size = tuple(max(short, int(length * scale + 0.5)) for length in image.size)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def views(image: Image.Image) -> np.ndarray:
    """What the shipped program shows the model of a photo: squares of its shorter side, and tiles of two thirds of it.

    uint8 [views, SIDE, SIDE, 3]; nine for 16:9, five for a square photo. Mirrors collector/grading/views.ts.
    """
    fine = sized(image, TILE_SIDE)
    coarse = sized(fine, SIDE)
    aspect = max(fine.size) / min(fine.size)
    nearly_square = aspect < 1.05
    along = min(6, max(3, math.ceil(1.5 * aspect)))
    out = []
    for picture, across, lengthways in ((coarse, 1, 1 if nearly_square else along), (fine, 2, 2 if nearly_square else along)):
        pixels = np.asarray(picture)
        high, wide = pixels.shape[:2]
        rows, columns = (across, lengthways) if wide >= high else (lengthways, across)
        for y in starts(high, rows):
            out += [pixels[y : y + SIDE, x : x + SIDE] for x in starts(wide, columns)]
    return np.stack(out)


def normalise(pixels: np.ndarray) -> np.ndarray:
    """uint8 [N,H,W,3] -> float32 [N,3,H,W], about -1 to 1."""
    return ((pixels.astype(np.float32) - MEAN) / STD).transpose(0, 3, 1, 2).copy()
