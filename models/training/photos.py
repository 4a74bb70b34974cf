"""Photos on disk, their grades and groups, and the views of a photo that the model is shown."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

# the canonical grades in the order of domain/grades.ts; it is also the order of the model's output
GRADES = ["new_sheet", "new_bale", "heavy", "guillotine", "light", "shredded", "pressed", "cast", "turnings", "foreign"]
SIDE = 224
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


def views(image: Image.Image, side: int = SIDE) -> np.ndarray:
    """What the shipped program shows the model: squares of the shorter side, evenly along the longer one.

    uint8 [views, side, side, 3]; one view for a square photo, else three. Mirrors collector/grading/preprocess.ts.
    """
    width, height = image.size
    scale = side / min(width, height)
    wide, high = max(side, round(width * scale)), max(side, round(height * scale))
    small = np.asarray(image.resize((wide, high), Image.Resampling.LANCZOS))
    spare = max(wide, high) - side
    starts = [0] if spare < 0.05 * side else [0, spare // 2, spare]
    if wide >= high:
        return np.stack([small[:, s : s + side] for s in starts])
    return np.stack([small[s : s + side] for s in starts])


def normalise(pixels: np.ndarray) -> np.ndarray:
    """uint8 [N,H,W,3] -> float32 [N,3,H,W], about -1 to 1."""
    return ((pixels.astype(np.float32) - MEAN) / STD).transpose(0, 3, 1, 2).copy()
