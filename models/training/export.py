"""Write a model's folder: model.onnx, labels.json, base.bin and base.json."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper

from domain import WEIGHT
from evaluate import KINDS, Pictures, Sight, base_of, examples
from head import Head, fit_head, softmax
from photos import GRADES, KNOWN, MEAN, SIDE, STD, TILE_SIDE
from seen import load_student
from student import EMBEDDING as TRUNK
from student import PhotoEmbedding

NAME = "scalehouse-grading"
EMBEDDING = TRUNK + 1  # its last number is the foreignness


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


def halve(path: Path) -> None:
    """Store the trunk's numbers as half floats, which the runtime widens again when it loads: half the file, as fast."""
    model = onnx.load(path)
    graph = model.graph
    wide = [one for one in graph.initializer if one.data_type == TensorProto.FLOAT and not one.name.startswith("head.")]
    for one in wide:
        half = numpy_helper.from_array(numpy_helper.to_array(one).astype(np.float16), f"{one.name}.half")
        graph.initializer.remove(one)
        graph.initializer.append(half)
        graph.node.insert(0, helper.make_node("Cast", [half.name], [one.name], to=TensorProto.FLOAT))
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def export(weights: Path, pictures: Pictures, learned: np.ndarray, head: dict, domain: dict, out: Path, half: bool = False) -> None:
    """Fill the folder `out`, whose name is the version, from weights that learned from the photos `learned`.

    `head`: strength, balance and temperature; `domain`: k and threshold.
    """
    out.mkdir(parents=True, exist_ok=True)
    sight = Sight.by(weights, pictures, learned, KINDS[0] + KINDS[1])
    fitted = fit_head(*examples(sight, pictures, learned), head["strength"], head["balance"]).at(head["temperature"])
    write_graph(weights, sight, fitted, out / "model.onnx")
    if half:
        halve(out / "model.onnx")
    base, _ = base_of(sight, pictures, learned)
    (out / "base.bin").write_bytes(np.ascontiguousarray(base, dtype="<f4").tobytes())
    photos = [pictures.real[at] for at in learned]
    real = [{"grade": GRADES[p.grade], "source": "real", "group": p.group} for p in photos]
    painted = [{"grade": GRADES[p.grade], "source": "painted", "group": f"painted-{p.group}"} for p in pictures.painted]
    rows = ",\n".join(json.dumps(row) for row in [*real, *painted])
    (out / "base.json").write_text('{"examples": [\n' + rows + "\n]}\n")
    model = (out / "model.onnx").read_bytes()
    card_labels = labels(out.name, model, fitted, domain, (out / "base.bin").read_bytes(), len(base))
    (out / "labels.json").write_text(json.dumps(card_labels, indent=2) + "\n")
