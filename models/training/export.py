"""Write what ships: model.onnx, labels.json, base.bin and base.json, metrics.json, card.md."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper

from card import card
from domain import WEIGHT, nearest
from evaluate import KINDS, Pictures, Sight, base_of, examples
from head import Head, fit_head, softmax
from photos import GRADES, KNOWN, MEAN, SIDE, STD, TILE_SIDE, normalise
from seen import load_student, see, shown
from student import EMBEDDING as TRUNK
from student import PhotoEmbedding

NAME = "scalehouse-grading"
EMBEDDING = TRUNK + 1  # its last number is the foreignness
CHECKED = 12  # real photos whose outputs are written down


def write_graph(weights: Path, sight: Sight, head: Head, to: Path) -> None:
    """Trunk, mean over the views, length one, then the head as one Gemm whose numbers lie raw in the file."""
    pixels = torch.rand(3, 3, SIDE, SIDE) * 2 - 1
    parts = [sight.centre[None], WEIGHT * sight.foreignness.weight[:, None], WEIGHT * np.array([sight.foreignness.bias])]
    trunk = PhotoEmbedding(load_student(weights), *(torch.tensor(part, dtype=torch.float32) for part in parts)).eval()
    names = {"input_names": ["input"], "output_names": ["embedding"], "dynamic_axes": {"input": {0: "views"}}}
    torch.onnx.export(trunk, (pixels,), str(to), **names, opset_version=17, dynamo=False)
    model = onnx.load(to)
    graph = model.graph
    for name, values in (("head.weight", head.weight), ("head.bias", head.bias)):
        raw = np.ascontiguousarray(values, dtype="<f4").tobytes()
        graph.initializer.append(helper.make_tensor(name, TensorProto.FLOAT, values.shape, raw, raw=True))
    graph.node.append(helper.make_node("Gemm", ["embedding", "head.weight", "head.bias"], ["logits"], transB=1))
    graph.node.append(helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1))
    del graph.output[:]
    for name, columns in (("embedding", EMBEDDING), ("probabilities", len(GRADES))):
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, columns]))
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, to)
    with torch.no_grad():
        expected = trunk(pixels).numpy()
    embedding, probabilities = ort.InferenceSession(str(to)).run(["embedding", "probabilities"], {"input": pixels.numpy()})
    np.testing.assert_allclose(embedding, expected, atol=1e-4)
    np.testing.assert_allclose(probabilities, softmax(head.logits(expected)), atol=1e-3)


def head_place(model: bytes, head: Head) -> dict:
    """Where the head's numbers lie in the file; each must lie there exactly once."""
    place = {}
    for name, values in (("weightOffset", head.weight), ("biasOffset", head.bias)):
        raw = np.ascontiguousarray(values, dtype="<f4").tobytes()
        assert model.count(raw) == 1, name
        place[name] = model.index(raw)
    return {**place, "rows": len(GRADES), "columns": EMBEDDING}


def labels(version: str, model: bytes, head: Head, domain: dict, base: bytes, rows: int) -> dict:
    return {
        "name": NAME,
        "version": version,
        "task": "scrap-grade",
        "labels": GRADES,
        "known": KNOWN,
        "input": {
            **{"name": "input", "width": SIDE, "height": SIDE, "layout": "NCHW", "colours": "RGB"},
            **{"mean": [MEAN] * 3, "std": [STD] * 3, "resize": "shorter-side-lanczos3"},
        },
        "views": {"kind": "squares-and-tiles", "tileSide": TILE_SIDE},
        "outputs": {"probabilities": "probabilities", "embedding": "embedding", "embeddingLength": EMBEDDING},
        "head": head_place(model, head),
        "domain": {"k": domain["k"], "threshold": round(domain["threshold"], 4)},
        "base": {"examples": rows, "sha256": hashlib.sha256(base).hexdigest()},
        "sha256": hashlib.sha256(model).hexdigest(),
    }


def painted_figures(weights: Path, sight: Sight, pictures: Pictures, head: Head, base: np.ndarray, domain: dict) -> dict:
    """How the shipped weights do on painted pictures of seeds they never saw: the demo, not a yard."""
    embeddings = sight.embeddings(see(weights, pictures.painted_test, "painted-test"))
    probabilities = softmax(head.logits(embeddings))
    grade = np.array([photo.grade for photo in pictures.painted_test])
    said, sure, foreign = probabilities.argmax(axis=1), probabilities.max(axis=1), nearest(embeddings, base, domain["k"]) > domain["threshold"]
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


def shipped_outputs(model: Path, pictures: Pictures) -> list[dict]:
    """What the shipped file answers for some photos. It learned from them: this pins the file, it measures nothing."""
    session = ort.InferenceSession(str(model))
    chosen = pictures.real[:: len(pictures.real) // CHECKED][:CHECKED]
    out = []
    for photo in chosen:
        embedding, probabilities = session.run(["embedding", "probabilities"], {"input": normalise(shown(photo))})
        rounded = {g: round(float(p), 4) for g, p in zip(GRADES, probabilities[0]) if g in KNOWN}
        out.append({"file": photo.path.name, "probabilities": rounded, "embeddingStart": embedding[0, :8].round(4).tolist()})
    return out


def export(weights: Path, figures: dict, pictures: Pictures, out: Path, extra: dict) -> None:
    """Fill the folder `out`, whose name is the version, from the weights learned from all photos."""
    out.mkdir(parents=True, exist_ok=True)
    everything = np.arange(len(pictures.real))
    sight = Sight.by(weights, pictures, everything, KINDS[0] + KINDS[1])
    fitted = fit_head(*examples(sight, pictures, everything), figures["head"]["strength"], figures["head"]["balance"])
    head = fitted.at(figures["head"]["temperature"])
    write_graph(weights, sight, head, out / "model.onnx")
    base, _ = base_of(sight, pictures, everything)
    (out / "base.bin").write_bytes(np.ascontiguousarray(base, dtype="<f4").tobytes())
    real = [{"grade": GRADES[p.grade], "source": "real", "group": p.group} for p in pictures.real]
    painted = [{"grade": GRADES[p.grade], "source": "painted", "group": f"painted-{p.group}"} for p in pictures.painted]
    rows = ",\n".join(json.dumps(row) for row in [*real, *painted])
    (out / "base.json").write_text('{"examples": [\n' + rows + "\n]}\n")
    model = (out / "model.onnx").read_bytes()
    card_labels = labels(out.name, model, head, figures["domain"], (out / "base.bin").read_bytes(), len(base))
    (out / "labels.json").write_text(json.dumps(card_labels, indent=2) + "\n")
    figures = {
        **figures,
        "painted": painted_figures(weights, sight, pictures, head, base, figures["domain"]),
        "shippedOutputs": shipped_outputs(out / "model.onnx", pictures),
        **extra,
    }
    (out / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n")
    (out / "card.md").write_text(card(figures, card_labels, len(model)))
