"""Write what ships: model.onnx, labels.json with its SHA-256, and card.md with the measured results."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch

from photos import GRADES, MEAN, SIDE, STD
from student import EMBEDDING, Shipped
from train import new_student

SYNTHETIC_ONLY = ["light", "guillotine"]
OUTPUTS = ["probabilities", "embedding"]


def write_graph(weights: Path, to: Path) -> None:
    """Export, then make sure that onnxruntime answers what torch answers."""
    student = new_student()
    student.load_state_dict(torch.load(weights))
    shipped = Shipped(student).eval()
    pixels = torch.rand(3, 3, SIDE, SIDE) * 2 - 1
    names = {"input_names": ["input"], "output_names": OUTPUTS}
    free = {name: {0: "views"} for name in ["input", *OUTPUTS]}
    torch.onnx.export(shipped, (pixels,), str(to), **names, dynamic_axes=free, opset_version=17, dynamo=False)
    graph = onnx.load(to)
    onnx.checker.check_model(graph, full_check=True)
    with torch.no_grad():
        expected = [answer.numpy() for answer in shipped(pixels)]
    answered = ort.InferenceSession(str(to)).run(OUTPUTS, {"input": pixels.numpy()})
    for one, other in zip(expected, answered):
        np.testing.assert_allclose(one, other, atol=1e-4)


def labels(sha256: str, version: str) -> dict:
    return {
        "name": "scalehouse-grading",
        "version": version,
        "task": "scrap-grade",
        "labels": GRADES,
        "syntheticOnly": SYNTHETIC_ONLY,
        "input": {
            **{"name": "input", "width": SIDE, "height": SIDE, "layout": "NCHW", "colours": "RGB"},
            **{"mean": [MEAN] * 3, "std": [STD] * 3, "resize": "shorter-side-lanczos3"},
        },
        "views": {"most": 3, "fold": "mean"},
        "outputs": {"probabilities": OUTPUTS[0], "embedding": OUTPUTS[1], "embeddingLength": EMBEDDING},
        "sha256": sha256,
    }


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def grade_rows(part: dict) -> str:
    rows = []
    for grade, r in part["perGrade"].items():
        low, high = r["f1Interval95"]
        instead = ", ".join(f"{name} {count}" for name, count in r["saidInstead"].items()) or "-"
        cells = [grade, r["photos"], f"{r['precision']:.2f}", f"{r['recall']:.2f}", f"{r['f1']:.2f} ({low:.2f}-{high:.2f})"]
        rows.append("| " + " | ".join(map(str, [*cells, instead])) + " |")
    return "\n".join(rows)


def card(report: dict, version: str, size: int) -> str:
    photos, painted = report["photos"], report["painted"]
    text = (Path(__file__).parent / "card-template.md").read_text()
    facts = {
        "version": version,
        "megabytes": f"{size / 1e6:.1f}",
        "folds": report["folds"],
        "pictures": photos["pictures"],
        "accuracy": percent(photos["accuracy"]),
        "fold_accuracy": ", ".join(percent(a) for a in report["foldAccuracy"]),
        "macro": f"{photos['macroF1']:.2f}",
        "six": f"{photos['macroF1SixGrades']:.2f}",
        "majority": percent(photos["alwaysTheCommonest"]),
        "chance": percent(photos["guessingByShare"]),
        "rows": grade_rows(photos),
        "painted_pictures": painted["pictures"],
        "painted_accuracy": percent(painted["accuracy"]),
        "painted_lowest": min(f"{r['recall']:.2f} ({g})" for g, r in painted["perGrade"].items()),
    }
    for key, value in facts.items():
        text = text.replace(f"[[{key}]]", str(value))
    return text


def export(weights: Path, report: Path, out: Path) -> None:
    """Fill the folder `out`, whose name is the version."""
    out.mkdir(parents=True, exist_ok=True)
    write_graph(weights, out / "model.onnx")
    graph = (out / "model.onnx").read_bytes()
    digest = hashlib.sha256(graph).hexdigest()
    (out / "labels.json").write_text(json.dumps(labels(digest, out.name), indent=2) + "\n")
    (out / "card.md").write_text(card(json.loads(report.read_text()), out.name, len(graph)))
