"""Figures of held-out judgements: per grade with 95 % intervals, reliability, expected calibration error."""

import numpy as np

from photos import GRADES

SIX = ["new_bale", "heavy", "shredded", "turnings", "pressed", "cast"]
BINS = 15
DRAWS = 1000


def table(true: np.ndarray, said: np.ndarray) -> np.ndarray:
    """How often each true grade (row) was said to be each grade (column)."""
    counts = np.zeros((len(GRADES), len(GRADES)), int)
    np.add.at(counts, (true, said), 1)
    return counts


def per_grade(counts: np.ndarray) -> dict[str, np.ndarray]:
    right, there, said = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = {"precision": right / said, "recall": right / there, "f1": 2 * right / (said + there)}
    return {name: np.nan_to_num(value) for name, value in values.items()}


def macro(counts: np.ndarray, grades: list[str] | None = None) -> float:
    """Macro-F1 over the named grades, else over those that occur."""
    chosen = [GRADES.index(g) for g in grades] if grades else np.flatnonzero(counts.sum(axis=1))
    return float(per_grade(counts)["f1"][chosen].mean())


def drawn_tables(true: np.ndarray, said: np.ndarray, group: np.ndarray) -> list[np.ndarray]:
    """Tables of whole groups drawn with replacement: photos of one group resemble each other."""
    random = np.random.default_rng(1)
    members = [np.flatnonzero(group == g) for g in np.unique(group)]
    tables = []
    for _ in range(DRAWS):
        rows = np.concatenate([members[i] for i in random.integers(0, len(members), len(members))])
        tables.append(table(true[rows], said[rows]))
    return tables


def interval(values) -> list[float]:
    return [round(float(v), 4) for v in np.percentile(list(values), [2.5, 97.5])]


def reliability(confidence: np.ndarray, right: np.ndarray) -> list[dict]:
    """Bins of confidence, all equally wide; those without photos are left out."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": round(float(confidence[bins == b].mean()), 4),
            "right": round(float(right[bins == b].mean()), 4),
            "photos": int((bins == b).sum()),
        }
        for b in np.unique(bins)
    ]


def calibration_error(bins: list[dict]) -> float:
    """Mean gap between confidence and share right, weighted by photos (expected calibration error)."""
    photos = sum(b["photos"] for b in bins)
    return sum(b["photos"] / photos * abs(b["confidence"] - b["right"]) for b in bins)


def scores(true: np.ndarray, probabilities: np.ndarray, group: np.ndarray) -> dict:
    """In the shape of ModelScores (domain/wire/http-api.ts), with the table and more intervals beside it."""
    said = probabilities.argmax(axis=1)
    counts, drawn = table(true, said), drawn_tables(true, said, group)
    bins = reliability(probabilities.max(axis=1), said == true)
    figures = per_grade(counts)
    drawn_figures = [per_grade(t) for t in drawn]
    present = np.flatnonzero(counts.sum(axis=1))

    def between(name: str, grade: int) -> list[float]:
        return interval(f[name][grade] for t, f in zip(drawn, drawn_figures) if t[grade].sum())

    low, high = interval(np.trace(t) / t.sum() for t in drawn)
    rows = []
    for grade in present:
        f1_low, f1_high = between("f1", grade)
        rows.append(
            {
                "grade": GRADES[grade],
                "photos": int(counts[grade].sum()),
                **{name: round(float(figures[name][grade]), 4) for name in figures},
                "low": f1_low,
                "high": f1_high,
                "precisionInterval": between("precision", grade),
                "recallInterval": between("recall", grade),
            }
        )
    return {
        "accuracy": round(float(np.trace(counts) / counts.sum()), 4),
        "low": low,
        "high": high,
        "macroF1": round(macro(counts), 4),
        "macroF1SixGrades": round(macro(counts, SIX), 4),
        "macroF1SixGradesInterval": interval(macro(t, SIX) for t in drawn),
        "photos": int(counts.sum()),
        "trucks": len(np.unique(group)),
        "grades": rows,
        "reliability": bins,
        "calibrationError": round(calibration_error(bins), 4),
        "confusion": {"grades": GRADES, "counts": counts.tolist()},
    }
