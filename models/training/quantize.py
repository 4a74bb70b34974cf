"""The trunk in int8: the ways that were measured on the folds, and the one that ships.

Head, temperature, base set and threshold are fitted to what the quantised trunk gives, for each way as for the one that ships.

Processors without VNNI multiply an activation (0 to 255) by a signed weight and add two such products in 16 bits, which
saturates beyond 32767 (VPMADDUBSW of AVX2). Weights within 64 keep 2 x 255 x 64 = 32640 below that; unsigned weights take slower
instructions that cannot saturate (VPMADDWD). Either way the same photo is judged alike on every processor.
"""

import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from card import quantized_rows
from dataset import FOLDS
from evaluate import NEIGHBOURS_SHIPPED, Pictures, cross_validate
from photos import SIDE, normalise
from seen import load_student, shown
from student import Trunk

CALIBRATED = 90  # photos that a fold learned from, one view of each: they set the ranges of the activations
SPEED_VIEWS = 9  # of a 16:9 photo


class LearnedViews(CalibrationDataReader):
    """One view of each of some photos that the fold learned from; `fold` FOLDS stands for the model that learned from all."""

    def __init__(self, pictures: Pictures, fold: int):
        learned = [p for p, own in zip(pictures.real, pictures.fold) if own != fold]
        chosen = learned[:: max(1, len(learned) // CALIBRATED)][:CALIBRATED]
        random = np.random.default_rng(fold)
        self.views = iter([self.one_of(normalise(shown(photo)), random) for photo in chosen])

    @staticmethod
    def one_of(views: np.ndarray, random: np.random.Generator) -> np.ndarray:
        return views[[random.integers(len(views))]]

    def get_next(self):
        view = next(self.views, None)
        return None if view is None else {"input": view}


def write_trunk(weights: Path, to: Path) -> None:
    """The trunk alone: views [N,3,SIDE,SIDE] -> [N,EMBEDDING], batch normalisation folded into the convolutions."""
    raw = to.with_suffix(".raw")
    names = {"input_names": ["input"], "output_names": ["seen"], "dynamic_axes": {"input": {0: "views"}, "seen": {0: "views"}}}
    pixels = torch.zeros(2, 3, SIDE, SIDE)
    torch.onnx.export(Trunk(load_student(weights)).eval(), (pixels,), str(raw), **names, opset_version=17, dynamo=False)
    quant_pre_process(str(raw), str(to), skip_symbolic_shape=True)
    raw.unlink()


def static(trunk: Path, to: Path, pictures: Pictures, fold: int, spared: list[str], **kind) -> None:
    """Weights int8 per channel, activations uint8, as quantise-dequantise pairs around the convolutions but `spared`."""
    kinds = {"weight_type": QuantType.QInt8, "activation_type": QuantType.QUInt8, "per_channel": True, **kind}
    reader = LearnedViews(pictures, fold)
    quantize_static(str(trunk), str(to), reader, QuantFormat.QDQ, **kinds, nodes_to_exclude=spared)


def group_of(convolution: onnx.NodeProto) -> int:
    return next(a.i for a in convolution.attribute if a.name == "group")


def depthwise(trunk: Path) -> list[str]:
    """Names of the convolutions that look at each channel alone, and of the first."""
    convolutions = [node for node in onnx.load(trunk).graph.node if node.op_type == "Conv"]
    return [node.name for at, node in enumerate(convolutions) if at == 0 or group_of(node) > 1]


def unsigned(graph: Path) -> None:
    """The same graph with weights as uint8 about 128 instead of int8 about 0, of convolutions over several channels.

    They mean the same numbers. Convolutions of each channel alone stay signed: their kernels add in 32 bits.
    """
    model = onnx.load(graph)
    values = {one.name: one for one in model.graph.initializer}
    taken = {node.output[0]: node for node in model.graph.node if node.op_type == "DequantizeLinear"}
    for conv in (node for node in model.graph.node if node.op_type == "Conv" and group_of(node) == 1):
        weight, _, zero = taken[conv.input[1]].input
        for name in (weight, zero):
            signed = numpy_helper.to_array(values[name])
            assert signed.dtype == np.int8
            values[name].CopyFrom(numpy_helper.from_array((signed.astype(int) + 128).astype(np.uint8), name))
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, graph)


def static_unsigned(trunk: Path, to: Path, pictures: Pictures, fold: int) -> None:
    static(trunk, to, pictures, fold, [])
    unsigned(to)


WAYS = {
    "float32": lambda trunk, to, pictures, fold: to.write_bytes(trunk.read_bytes()),
    "int8": lambda trunk, to, pictures, fold: static(trunk, to, pictures, fold, []),
    "int8, depthwise and first float32": lambda trunk, to, pictures, fold: static(trunk, to, pictures, fold, depthwise(trunk)),
    "int8, weights within 64": lambda trunk, to, pictures, fold: static(trunk, to, pictures, fold, [], reduce_range=True),
    "int8, weights about 128": static_unsigned,
}
SHIPPED = "int8, weights about 128"


def names_of(way: str) -> str:
    """The file of each fold's trunk, made `way`, in the folder of the weights."""
    return f"trunk-{{}}-way{list(WAYS).index(way)}.onnx"


def newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def trunk_of(way: str, work: Path, pictures: Pictures, fold: int) -> Path:
    """The trunk of one fold, or with FOLDS of the final model, made `way`; made once."""
    name = fold if fold < FOLDS else "final"
    weights = work / (f"fold-{fold}.pt" if fold < FOLDS else "final.pt")
    trunk, graph = work / f"trunk-{name}.onnx", work / names_of(way).format(name)
    if not newer(trunk, weights):
        write_trunk(weights, trunk)
    if not newer(graph, trunk):
        WAYS[way](trunk, graph, pictures, fold)
    return graph


def milliseconds(graphs: list[Path], views: int) -> list[float]:
    """Shortest of forty runs of each graph on one core, the graphs taking turns: others may use the machine too."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    sessions = [ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"]) for graph in graphs]
    pixels = np.random.default_rng(1).uniform(-1, 1, (views, 3, SIDE, SIDE)).astype(np.float32)
    times: list[list[float]] = [[] for _ in graphs]
    for turn in range(43):
        for session, own in zip(sessions, times):
            began = time.perf_counter()
            session.run(None, {"input": pixels})
            if turn >= 3:
                own.append(1000 * (time.perf_counter() - began))
    return [min(own) for own in times]


def validate(way: str, work: Path, pictures: Pictures) -> dict:
    """Cross-validation with the folds' trunks made `way`."""
    for fold in range(FOLDS):
        trunk_of(way, work, pictures, fold)
    return cross_validate(work, pictures, names_of(way))


def quantize(work: Path, pictures: Pictures) -> dict:
    """Figures of each way over all folds."""
    rows, graphs = {}, []
    for way in WAYS:
        figures = validate(way, work, pictures)
        graphs.append(trunk_of(way, work, pictures, 0))
        domain = next(d for d in figures["domainMeasures"] if d["k"] == NEIGHBOURS_SHIPPED)
        rows[way] = {
            "macroF1SixGrades": figures["scores"]["macroF1SixGrades"],
            "accuracy": figures["scores"]["accuracy"],
            "calibrationError": figures["scores"]["calibrationError"],
            "scrapFlagged": domain["scrapFlagged"],
            "notScrapFlagged": domain["notScrapFlagged"],
            "megabytes": round(graphs[-1].stat().st_size / 1e6, 2),
        }
        print(way, rows[way], flush=True)
    for name, views in (("millisecondsOneView", 1), ("millisecondsNineViews", SPEED_VIEWS)):
        for way, spent in zip(WAYS, milliseconds(graphs, views)):
            rows[way][name] = round(spent, 2)
    return rows


def summary(rows: dict) -> str:
    """The card's table, for the terminal."""
    return "\n".join(["| trunk | F1 | accuracy | ECE | scrap beyond | not scrap beyond | MB | ms | ms of nine |", quantized_rows(rows)])
