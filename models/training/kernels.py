"""Would another processor judge the same photos alike? What the file itself says, and its kernels against plain float."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto

from photos import Photo, normalise
from quantize import group_of
from seen import shown

COMPARED = 5  # every fifth photo


def may_saturate(model: Path) -> int:
    """Convolutions over several channels whose weights are signed (see quantize.py)."""
    graph = onnx.load(model).graph
    kinds = {one.name: one.data_type for one in graph.initializer}
    taken = {node.output[0]: kinds.get(node.input[0]) for node in graph.node if node.op_type == "DequantizeLinear"}
    convolutions = [node for node in graph.node if node.op_type == "Conv" and group_of(node) == 1]
    return sum(taken[node.input[1]] != TensorProto.UINT8 for node in convolutions)


def said(model: Path, photos: list[Photo], level: ort.GraphOptimizationLevel) -> np.ndarray:
    """Probabilities of each photo."""
    options = ort.SessionOptions()
    options.graph_optimization_level = level
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(["probabilities"], {"input": normalise(shown(photo))})[0] for photo in photos])


def kernels(model: Path, pictures: list[Photo]) -> dict:
    """Integer kernels of this processor beside the same graph without them: every step dequantised, reckoned in float32.

    What remains between the two is rounding at the edge of two steps, which saturation would exceed.
    """
    photos = pictures[::COMPARED]
    whole = said(model, photos, ort.GraphOptimizationLevel.ORT_ENABLE_ALL)
    plain = said(model, photos, ort.GraphOptimizationLevel.ORT_DISABLE_ALL)
    apart = np.abs(whole - plain).max(axis=1)
    return {
        "maySaturate": may_saturate(model),
        "photos": len(photos),
        "largestDifference": round(float(apart.max()), 4),
        "medianDifference": round(float(np.median(apart)), 4),
        "otherGrade": int((whole.argmax(axis=1) != plain.argmax(axis=1)).sum()),
    }
