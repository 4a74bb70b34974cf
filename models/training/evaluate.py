"""Cross-validation, calibration and out-of-domain figures. Everything reported is from pictures that were not learned from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dataset import FOLDS, folds_of
from domain import Foreignness, as_base, fit_foreignness, nearest
from head import Head, best_temperature, fit_head, softmax, surprise
from photos import GRADES, KNOWN, Photo, household_photos, painted_pictures, scrap_photos
from scores import SIX, macro, scores, table
from seen import Seen, centre_of, directions, halves_of, see
from visits import Judged, visit_figures

# what is tried for the head; a fold's own photos have no say in which is taken
HEADS = [(strength, balance) for strength in (0.01, 0.03, 0.1, 0.3) for balance in (0.3, 0.7)]
PAINTED_SHARE = 0.3  # a painted picture counts this much beside a real one
BASE_PAINTED = 40  # painted pictures of each known grade that the head and the base set use
NEIGHBOURS = (1, 3, 5, 10)
NEIGHBOURS_SHIPPED = 5  # the best where the trunk had never seen the objects either
# kinds of objects: those of one half are tested with a discriminant that the other half taught
KINDS = (("cardboard", "glass", "plastic"), ("metal", "paper", "trash"))
FLAGGED = 0.08  # share of held-out scrap photos beyond the threshold; the bar is 0.10


@dataclass
class Pictures:
    real: list[Photo]
    fold: np.ndarray  # of each real photo
    painted: list[Photo]  # known grades, of training seeds
    painted_test: list[Photo]  # all grades, of other seeds
    household: list[Photo]  # no scrap; the trunk imitated the teacher on them, no head and no base set has them

    @staticmethod
    def load(data: Path, painted: Path) -> "Pictures":
        real = scrap_photos(data / "scrap-photos")
        known = [p for p in painted_pictures(painted / "train") if GRADES[p.grade] in KNOWN]
        some = [p for g in range(len(GRADES)) for p in [q for q in known if q.grade == g][:BASE_PAINTED]]
        household = household_photos(data / "not-scrap-photos")
        return Pictures(real, folds_of(real), some, painted_pictures(painted / "test"), household)


@dataclass
class Sight:
    """What one student sees in the pictures. Centre and foreignness come from the pictures that taught it."""

    real: Seen
    painted: Seen
    household: Seen
    centre: np.ndarray
    foreignness: Foreignness

    @staticmethod
    def by(weights: Path, pictures: Pictures, learned: np.ndarray, kinds: tuple[str, ...]) -> "Sight":
        real, painted = see(weights, pictures.real, "real"), see(weights, pictures.painted, "painted")
        household = see(weights, pictures.household, "household")
        scrap = [real[i] for i in learned]
        objects = [household[i] for i in np.flatnonzero(np.isin(kinds_of(pictures), kinds))]
        centre = centre_of(scrap)
        material = [directions(part, centre) for part in (scrap, halves_of(scrap, 2, 1), painted)]
        others = [directions(part, centre) for part in (objects, halves_of(objects, 2, 1))]
        foreignness = fit_foreignness(np.concatenate(material), np.concatenate(others))
        return Sight(real, painted, household, centre, foreignness)

    def embeddings(self, seen: Seen) -> np.ndarray:
        """As the shipped graph gives them."""
        return self.foreignness.embed(directions(seen, self.centre))


def kinds_of(pictures: Pictures) -> np.ndarray:
    return np.array([photo.path.stem.split("-")[0] for photo in pictures.household])


def grades_of(photos: list[Photo]) -> np.ndarray:
    return np.array([photo.grade for photo in photos])


def examples(sight: Sight, pictures: Pictures, learned: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What a head is fitted on: each learned photo whole and by halves of its views, and painted pictures."""
    chosen = [sight.real[i] for i in learned]
    grade = grades_of(pictures.real)[learned]
    painted = grades_of(pictures.painted)
    halves = 3
    embeddings = [
        *[sight.embeddings(chosen), sight.embeddings(halves_of(chosen, halves, 1))],
        sight.embeddings(sight.painted),
    ]
    grades = [grade, np.repeat(grade, halves), painted]
    shares = [np.ones(len(grade)), np.full(len(grade) * halves, 0.5), np.full(len(painted), PAINTED_SHARE)]
    return np.concatenate(embeddings), np.concatenate(grades), np.concatenate(shares)


def base_of(sight: Sight, pictures: Pictures, learned: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings and grades of the pictures whose nearness means scrap."""
    embeddings = [sight.embeddings([sight.real[i] for i in learned]), sight.embeddings(sight.painted)]
    return as_base(np.concatenate(embeddings)), np.concatenate([grades_of(pictures.real)[learned], grades_of(pictures.painted)])


@dataclass
class HeldOut:
    """What the fold that did not learn from a real photo says of it."""

    logits: np.ndarray  # [heads, photos, 10], for each way of fitting the head
    scrap: np.ndarray  # [halves of kinds, NEIGHBOURS, photos] distance
    objects: np.ndarray  # [folds, NEIGHBOURS, household photos] distance, by the half of kinds that the photo is not of


def hold_out(work: Path, pictures: Pictures, trunks: str) -> HeldOut:
    count, kinds = len(pictures.real), kinds_of(pictures)
    out = HeldOut(
        np.zeros((len(HEADS), count, len(GRADES))),
        np.zeros((len(KINDS), len(NEIGHBOURS), count)),
        np.zeros((FOLDS, len(NEIGHBOURS), len(kinds))),
    )
    for fold in range(FOLDS):
        weights = work / trunks.format(fold)
        learned, held = np.flatnonzero(pictures.fold != fold), np.flatnonzero(pictures.fold == fold)
        sight = Sight.by(weights, pictures, learned, KINDS[0] + KINDS[1])
        material, embeddings = examples(sight, pictures, learned), sight.embeddings([sight.real[i] for i in held])
        for number, (strength, balance) in enumerate(HEADS):
            out.logits[number, held] = fit_head(*material, strength, balance).logits(embeddings)
        for half, taught in enumerate(KINDS):
            sight = Sight.by(weights, pictures, learned, taught)
            base, tested = base_of(sight, pictures, learned)[0], np.flatnonzero(~np.isin(kinds, taught))
            for n, k in enumerate(NEIGHBOURS):
                out.scrap[half, n, held] = nearest(sight.embeddings([sight.real[i] for i in held]), base, k)
                out.objects[fold, n, tested] = nearest(sight.embeddings(sight.household)[tested], base, k)
    return out


def choose_head(held: HeldOut, grade: np.ndarray, photos: np.ndarray) -> int:
    """The way of fitting that does best on the given held-out photos: macro-F1 of the grades there, then surprise."""

    def worth(number: int) -> float:
        logits = held.logits[number, photos]
        tempered = logits / best_temperature(logits, grade[photos])
        return macro(table(grade[photos], logits.argmax(axis=1))) - surprise(tempered, grade[photos])

    return max(range(len(HEADS)), key=worth)


def judge(held: HeldOut, pictures: Pictures) -> tuple[np.ndarray, list[dict]]:
    """Probabilities of every real photo; head and temperature chosen on the other folds. And what was chosen."""
    grade = grades_of(pictures.real)
    probabilities, chosen = np.zeros((len(grade), len(GRADES))), []
    for fold in range(FOLDS):
        own, others = pictures.fold == fold, np.flatnonzero(pictures.fold != fold)
        number = choose_head(held, grade, others)
        temperature = best_temperature(held.logits[number, others], grade[others])
        probabilities[own] = softmax(held.logits[number, own] / temperature)
        said = probabilities[own].argmax(axis=1)
        chosen.append(
            {
                "fold": fold,
                "photos": int(own.sum()),
                "accuracy": round(float((said == grade[own]).mean()), 4),
                "macroF1SixGrades": round(macro(table(grade[own], said), SIX), 4),
                "strength": HEADS[number][0],
                "balance": HEADS[number][1],
                "temperature": round(temperature, 4),
            }
        )
    return probabilities, chosen


def out_of_domain(held: HeldOut, pictures: Pictures, n: int) -> dict:
    """Shares beyond a threshold that is taken from the other folds' held-out scrap photos."""
    kinds = kinds_of(pictures)
    flagged, caught = np.zeros((len(KINDS), len(pictures.real)), bool), np.zeros((FOLDS, len(kinds)), bool)
    for fold in range(FOLDS):
        own = pictures.fold == fold
        for half, taught in enumerate(KINDS):
            threshold = np.quantile(held.scrap[half, n, ~own], 1 - FLAGGED)
            flagged[half, own] = held.scrap[half, n, own] > threshold
            tested = ~np.isin(kinds, taught)
            caught[fold, tested] = held.objects[fold, n, tested] > threshold
    return {
        "measure": f"nearest-{NEIGHBOURS[n]}",
        "k": NEIGHBOURS[n],
        "threshold": float(np.quantile(held.scrap[:, n], 1 - FLAGGED)),
        "scrapFlagged": round(float(flagged.mean()), 4),
        "notScrapFlagged": round(float(caught.mean()), 4),
        "notScrapFlaggedPerFold": [round(float(c.mean()), 4) for c in caught],
        "notScrapFlaggedByKind": {k: round(float(caught[:, kinds == k].mean()), 4) for k in np.unique(kinds)},
        "notScrapPhotos": len(kinds),
    }


def cross_validate(work: Path, pictures: Pictures, trunks: str = "fold-{}.pt") -> dict:
    """Everything the card says of real photos, and what the final head needs: its way of fitting and temperature.

    `trunks` names the file of each fold's trunk in `work`.
    """
    held = hold_out(work, pictures, trunks)
    grade = grades_of(pictures.real)
    group = np.array([photo.group for photo in pictures.real])
    probabilities, folds = judge(held, pictures)
    everything = np.arange(len(grade))
    number = choose_head(held, grade, everything)
    domains = [out_of_domain(held, pictures, n) for n in range(len(NEIGHBOURS))]
    best = next(d for d in domains if d["k"] == NEIGHBOURS_SHIPPED)
    distance = held.scrap[:, NEIGHBOURS.index(best["k"])].mean(axis=0)
    return {
        "scores": scores(grade, probabilities, group),
        "visits": visit_figures(Judged(grade, pictures.fold, group, probabilities, distance <= best["threshold"])),
        "folds": folds,
        "head": {
            "strength": HEADS[number][0],
            "balance": HEADS[number][1],
            "temperature": best_temperature(held.logits[number], grade),
        },
        "domain": best,
        "domainMeasures": domains,
        "heldOut": [
            {
                "file": photo.path.name,
                "fold": int(pictures.fold[at]),
                "group": photo.group,
                "grade": GRADES[photo.grade],
                "said": GRADES[int(probabilities[at].argmax())],
                "confidence": round(float(probabilities[at].max()), 4),
                "probabilities": {g: round(float(p), 4) for g, p in zip(GRADES, probabilities[at]) if g in KNOWN},
                "distance": round(float(distance[at]), 4),
            }
            for at, photo in enumerate(pictures.real)
        ],
    }
