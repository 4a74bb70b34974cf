"""Grade pictures as the shipped program does (mean over the views) and write down how well that went."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import precision_recall_fscore_support

from photos import GRADES, Photo, normalise, read, views
from student import Shipped, Student


def grade_photos(student: Student, photos: list[Photo], to: Path) -> None:
    """Write grade, group and probabilities of every picture. Only ever called with pictures not trained on."""
    shipped = Shipped(student).eval()
    rows = []
    with torch.no_grad():
        for photo in photos:
            pixels = torch.from_numpy(normalise(views(read(photo.path))))
            probabilities = shipped(pixels)[0].mean(dim=0).tolist()
            rows.append({"file": photo.path.name, "grade": photo.grade, "group": photo.group, "is": probabilities})
    to.write_text(json.dumps(rows))


def bootstrap_f1(true: np.ndarray, said: np.ndarray, group: np.ndarray, label: int) -> list[float]:
    """95 % interval of a grade's F1, drawing whole groups."""
    random = np.random.default_rng(1)
    members = [np.flatnonzero(group == g) for g in np.unique(group)]
    scores = []
    for _ in range(1000):
        rows = np.concatenate([members[i] for i in random.integers(0, len(members), len(members))])
        hit = np.sum((true[rows] == label) & (said[rows] == label))
        total = np.sum(true[rows] == label) + np.sum(said[rows] == label)
        if total:
            scores.append(2 * hit / total)
    return [round(float(v), 3) for v in np.percentile(scores, [2.5, 97.5])]


def summary(rows: list[dict]) -> dict:
    """Accuracy, macro-F1 over the grades that occur, and per grade precision, recall, F1 with its interval."""
    true = np.array([r["grade"] for r in rows])
    said = np.array([np.argmax(r["is"]) for r in rows])
    group = np.array([r["group"] for r in rows])
    present = sorted(set(true.tolist()))
    precision, recall, f1, count = precision_recall_fscore_support(true, said, labels=present, zero_division=0)
    per_grade = {
        GRADES[g]: {
            "photos": int(count[i]),
            "precision": round(float(precision[i]), 3),
            "recall": round(float(recall[i]), 3),
            "f1": round(float(f1[i]), 3),
            "f1Interval95": bootstrap_f1(true, said, group, g),
            "saidInstead": {GRADES[k]: n for k, n in Counter(said[(true == g) & (said != g)].tolist()).most_common(4)},
        }
        for i, g in enumerate(present)
    }
    six = [per_grade[g]["f1"] for g in ("new_bale", "heavy", "shredded", "turnings", "pressed", "cast")]
    share = np.bincount(true, minlength=len(GRADES)) / len(true)
    return {
        "pictures": len(rows),
        "accuracy": round(float(np.mean(true == said)), 3),
        "macroF1": round(float(np.mean(f1)), 3),
        "macroF1SixGrades": round(float(np.mean(six)), 3),
        "alwaysTheCommonest": round(float(share.max()), 3),
        "guessingByShare": round(float((share**2).sum()), 3),
        "unsure": round(float(np.mean([max(r["is"]) < 0.6 for r in rows])), 3),
        "perGrade": per_grade,
    }


def write_report(work: Path) -> None:
    """report.json from the folds that are there and the painted pictures of held-out seeds."""
    folds = [json.loads(f.read_text()) for f in sorted(work.glob("fold-*-photos.json"))]
    painted = work / "final-painted.json"
    report = {
        "folds": len(folds),
        "photos": summary([row for fold in folds for row in fold]) if folds else None,
        "foldAccuracy": [summary(fold)["accuracy"] for fold in folds],
        "painted": summary(json.loads(painted.read_text())) if painted.exists() else None,
    }
    (work / "report.json").write_text(json.dumps(report, indent=2))
    print(json.dumps(report, indent=1))
