"""Is a visit's confidence right? Trucks made of held-out photos, judged as domain/visits/judging.ts judges them.

No photo set of whole trucks exists, so trucks are drawn: of one grade, or of two, all photos of one held-out fold (hence
judged by one model), no two of a group of near-duplicates. What cannot be drawn is that photos of one real truck may err
together; the groups, each taken as a truck of one lift, say how much that matters where photos are nearly the same.
"""

import numpy as np

from photos import GRADES
from scores import calibration_error, reliability

MOST_LIFTS = 8
TRUCKS = 4000
MIXED = (0.0, 0.25, 0.5)  # share of trucks that hold two grades
UNEVEN = 0.4  # spread (natural logarithm) of the lifts' kilograms on every second truck


def confidence_of_visit(mean: float, weights: np.ndarray) -> float:
    """Mirrors `confidenceOfVisit` of domain/visits/judging.ts; weights add up to 1."""
    more = mean * (np.sqrt(1 / (weights**2).sum()) - 1)
    return mean + (1 - mean) * more / (1 + more)


class Judged:
    """Held-out photos: true grade, fold, group, probabilities, and whether each has a say (is in domain)."""

    def __init__(self, grade, fold, group, probabilities, has_say):
        self.grade, self.fold, self.group, self.probabilities, self.has_say = grade, fold, group, probabilities, has_say

    def lifts(self, fold: int, grade: int, count: int, random: np.random.Generator) -> list[int]:
        """At most `count` photos of a grade and fold, one of a group."""
        candidates = random.permutation(np.flatnonzero((self.fold == fold) & (self.grade == grade)))
        _, first = np.unique(self.group[candidates], return_index=True)
        return list(candidates[np.sort(first)][:count])

    def truck(self, mixed: float, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Photos and the share of the truck that each shows."""
        first, lifts = random.integers(len(self.grade)), random.integers(1, MOST_LIFTS + 1)
        fold, grade = self.fold[first], self.grade[first]
        others = 0
        if lifts > 1 and random.random() < mixed:
            others = random.integers(1, lifts // 2 + 1)
        photos = self.lifts(fold, grade, lifts - others, random)
        if others:
            second = random.choice(self.grade[(self.fold == fold) & (self.grade != grade)])
            photos += self.lifts(fold, second, others, random)
        weights = np.exp(random.normal(0, UNEVEN * random.integers(2), len(photos)))
        return np.array(photos), weights / weights.sum()

    def judge(self, photos: np.ndarray, weights: np.ndarray) -> tuple[float, float, bool] | None:
        """Plain mean, the visit's confidence, whether its leading grade is the truck's; None where no photo has a say."""
        heard = self.has_say[photos]
        if not heard.any():
            return None
        said, shares = self.probabilities[photos[heard]], weights[heard] / weights[heard].sum()
        on_truck = np.bincount(self.grade[photos], weights=weights, minlength=len(GRADES))
        leading = (shares @ said).argmax()
        mean = float(shares @ said.max(axis=1))
        return mean, confidence_of_visit(mean, shares), bool(on_truck[leading] >= on_truck.max() - 1e-9)


def trucks(judged: Judged, mixed: float) -> np.ndarray:
    """[trucks, (plain mean, confidence, right)]"""
    random = np.random.default_rng(11)
    drawn = (judged.judge(*judged.truck(mixed, random)) for _ in range(TRUCKS))
    return np.array([row for row in drawn if row is not None], float)


def visit_figures(judged: Judged) -> dict:
    """Calibration of visits, for metrics.json and the card."""
    drawn = []
    for mixed in MIXED:
        mean, confidence, right = trucks(judged, mixed).T
        bins = reliability(confidence, right)
        drawn.append(
            {
                "mixed": mixed,
                "trucks": len(right),
                "right": round(float(right.mean()), 4),
                "confidence": round(float(confidence.mean()), 4),
                "calibrationError": round(calibration_error(bins), 4),
                "calibrationErrorOfPlainMean": round(calibration_error(reliability(mean, right)), 4),
                "reliability": [{("trucks" if k == "photos" else k): v for k, v in row.items()} for row in bins],
            }
        )
    groups = [rows for name in np.unique(judged.group) if len(rows := np.flatnonzero(judged.group == name)) > 1]
    # photos of one lift: their mean says what the lift says
    said = np.array([judged.probabilities[rows].mean(axis=0).argmax() == judged.grade[rows[0]] for rows in groups])
    sure = np.array([judged.probabilities[rows].max(axis=1).mean() for rows in groups])
    alike = {"groups": len(groups), "right": round(float(said.mean()), 4), "confidence": round(float(sure.mean()), 4)}
    return {"drawn": drawn, "nearDuplicates": alike}
