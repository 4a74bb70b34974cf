"""metrics.json and card.md of a model's folder: the cross-validation's figures, and what the file that ships says itself."""

import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

from card import card
from domain import nearest
from evaluate import Pictures
from kernels import kernels
from photos import GRADES, KNOWN, Photo, normalise
from seen import shown

CHECKED = 12  # real photos whose outputs are written down
# what a folder's metrics.json keeps unless it is told anew
KEPT = ("notes", "domainNotes", "quantized", "finer")


class Shipped:
    """The model.onnx of a folder, with its base set."""

    def __init__(self, folder: Path):
        self.labels = json.loads((folder / "labels.json").read_text())
        self.size = (folder / "model.onnx").stat().st_size
        self.session = ort.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        columns = self.labels["outputs"]["embeddingLength"]
        self.base = np.frombuffer((folder / "base.bin").read_bytes(), "<f4").reshape(-1, columns)

    def says(self, photos: list[Photo]) -> tuple[np.ndarray, np.ndarray]:
        """Embeddings and probabilities, one row for each photo."""
        names = ["embedding", "probabilities"]
        rows = [self.session.run(names, {"input": normalise(shown(photo))}) for photo in photos]
        return np.concatenate([e for e, _ in rows]), np.concatenate([p for _, p in rows])


def painted_figures(shipped: Shipped, pictures: list[Photo]) -> dict:
    """How the shipped file does on painted pictures of seeds it never saw: the demo, not a yard."""
    embeddings, probabilities = shipped.says(pictures)
    grade = np.array([photo.grade for photo in pictures])
    said, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    domain = shipped.labels["domain"]
    foreign = nearest(embeddings, shipped.base, domain["k"]) > domain["threshold"]
    known = np.isin(grade, [GRADES.index(g) for g in KNOWN])
    return {
        "pictures": int(known.sum()),
        "accuracy": round(float((said == grade)[known].mean()), 4),
        "outOfDomain": round(float(foreign[known].mean()), 4),
        "recall": {g: round(float((said == grade)[grade == GRADES.index(g)].mean()), 4) for g in KNOWN},
        "unknownGrades": {
            g: {
                "pictures": int((rows := grade == GRADES.index(g)).sum()),
                "outOfDomain": round(float(foreign[rows].mean()), 4),
                "outOfDomainOrUnsure": round(float((foreign | (sure < 0.6))[rows].mean()), 4),
                "meanConfidence": round(float(sure[rows].mean()), 4),
            }
            for g in GRADES
            if g not in KNOWN
        },
    }


def shipped_outputs(shipped: Shipped, pictures: list[Photo]) -> list[dict]:
    """What the shipped file answers for some photos. It learned from them: this pins the file, it measures nothing."""
    chosen = pictures[:: len(pictures) // CHECKED][:CHECKED]
    return [
        {
            "file": photo.path.name,
            "probabilities": {g: round(float(p), 4) for g, p in zip(GRADES, probabilities) if g in KNOWN},
            "embeddingStart": embedding[:8].round(4).tolist(),
        }
        for photo, embedding, probabilities in zip(chosen, *shipped.says(chosen))
    ]


def in_lines(figures: dict) -> str:
    """As JSON, each held-out photo on a line of its own."""
    rows = ",\n".join(json.dumps(row) for row in figures["heldOut"])
    return json.dumps({**figures, "heldOut": "@"}, indent=1).replace('"@"', f"[\n{rows}\n]") + "\n"


def describe(figures: dict, pictures: Pictures, folder: Path, extra: dict) -> None:
    """Write metrics.json and card.md beside the model that lies in `folder`; its weights and labels stay as they are."""
    shipped = Shipped(folder)
    metrics = folder / "metrics.json"
    before = json.loads(metrics.read_text()) if metrics.exists() else {}
    figures = {
        **{name: before[name] for name in KEPT if name in before},
        **figures,
        "painted": painted_figures(shipped, pictures.painted_test),
        "kernels": kernels(folder / "model.onnx", pictures.real),
        "shippedOutputs": shipped_outputs(shipped, pictures.real),
        **extra,
    }
    metrics.write_text(in_lines(figures))
    (folder / "card.md").write_text(card(figures, shipped.labels, shipped.size))
