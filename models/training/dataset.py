"""Everything a student may learn from, as crops, and the folds that keep near-duplicates together."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from crops import Teacher, make_crops
from photos import Photo, household_photos, painted_pictures, scrap_photos

FOLDS = 5
PER_PHOTO = {"photo": 32, "painted": 4, "household": 6}


@dataclass
class Dataset:
    photos: list[Photo]
    crops: dict[str, np.ndarray]
    source: np.ndarray  # of each crop
    fold: np.ndarray  # of each photo; -1 for what is no real photo of scrap


def folds_of(photos: list[Photo]) -> np.ndarray:
    """Five folds over the real photos, stratified by grade, no group on two sides; always the same."""
    real = [i for i, photo in enumerate(photos) if photo.source == "photo"]
    grades = [photos[i].grade for i in real]
    groups = [photos[i].group for i in real]
    fold = np.full(len(photos), -1)
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=7)
    for number, (_, held_out) in enumerate(splitter.split(real, grades, groups)):
        fold[np.asarray(real)[held_out]] = number
    return fold


def load(data: Path, painted: Path, cache: Path) -> Dataset:
    teacher = Teacher(data / "teacher" / "imagenet-mobilenet-v2.onnx")
    parts = {
        "photo": scrap_photos(data / "scrap-photos"),
        "painted": painted_pictures(painted),
        "household": household_photos(data / "not-scrap-photos"),
    }
    photos: list[Photo] = []
    crops: list[dict[str, np.ndarray]] = []
    for name, part in parts.items():
        made = make_crops(part, PER_PHOTO[name], teacher, cache / name)
        crops.append({**made, "photo": made["photo"] + len(photos)})
        photos += part
    joined = {key: np.concatenate([c[key] for c in crops]) for key in crops[0]}
    source = np.array([photos[i].source for i in joined["photo"]])
    return Dataset(photos, joined, source, folds_of(photos))
