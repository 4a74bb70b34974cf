"""Write a model's folder: model.onnx, labels.json, base.bin and base.json."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper
from onnx.compose import add_prefix, merge_models

from domain import WEIGHT
from evaluate import KINDS, Pictures, Sight, base_of, examples
from head import Head, fit_head, softmax
from photos import GRADES, KNOWN, MEAN, SIDE, STD, TILE_SIDE
from seen import runtime
from student import EMBEDDING as TRUNK
from student import PhotoEmbedding

NAME = "scalehouse-grading"
EMBEDDING = TRUNK + 1  # its last number is the foreignness


def write_graph(trunk: Path, sight: Sight, head: Head, to: Path) -> None:
    """The trunk's graph, mean over the views, length one, then the head as one Gemm whose numbers lie raw in the file."""
    parts = [sight.centre[None], WEIGHT * sight.foreignness.weight[:, None], WEIGHT * np.array([sight.foreignness.bias])]
    photo = PhotoEmbedding(*(torch.tensor(part, dtype=torch.float32) for part in parts)).eval()
    names = {"input_names": ["of_views"], "output_names": ["embedding"], "dynamic_axes": {"of_views": {0: "views"}}}
    torch.onnx.export(photo, (torch.rand(3, TRUNK),), str(to), **names, opset_version=17, dynamo=False)
    seeing = add_prefix(onnx.load(trunk), "trunk/", rename_inputs=False, rename_outputs=False)
    model = merge_models(seeing, onnx.load(to), io_map=[("seen", "of_views")], outputs=["embedding"])
    graph = model.graph
    for name, values in (("head.weight", head.weight), ("head.bias", head.bias)):
        raw = np.ascontiguousarray(values, dtype="<f4").tobytes()
        graph.initializer.append(helper.make_tensor(name, TensorProto.FLOAT, values.shape, raw, raw=True))
    graph.node.append(helper.make_node("Gemm", ["embedding", "head.weight", "head.bias"], ["logits"], transB=1))
    graph.node.append(helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1))
    del graph.output[:]
    for name, columns in (("embedding", EMBEDDING), ("probabilities", len(GRADES))):
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, columns]))
    used = {node.domain for node in graph.node}
    for opset in [one for one in model.opset_import if one.domain not in used]:
        model.opset_import.remove(opset)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, to)
    check(to, trunk, photo, head)


def check(model: Path, trunk: Path, photo: PhotoEmbedding, head: Head) -> None:
    """The written graph says of three views what its parts say."""
    views = (torch.rand(3, 3, SIDE, SIDE) * 2 - 1).numpy()
    with torch.no_grad():
        expected = photo(torch.from_numpy(runtime(trunk)(views))).numpy()
    embedding, probabilities = ort.InferenceSession(str(model)).run(["embedding", "probabilities"], {"input": views})
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


def export(trunk: Path, pictures: Pictures, learned: np.ndarray, head: dict, domain: dict, out: Path) -> None:
    """Fill the folder `out`, whose name is the version, from the graph of a trunk that learned from the photos `learned`.

    `head`: strength, balance and temperature; `domain`: k and threshold.
    """
    out.mkdir(parents=True, exist_ok=True)
    sight = Sight.by(trunk, pictures, learned, KINDS[0] + KINDS[1])
    fitted = fit_head(*examples(sight, pictures, learned), head["strength"], head["balance"]).at(head["temperature"])
    write_graph(trunk, sight, fitted, out / "model.onnx")
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
