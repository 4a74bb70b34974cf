"""What int8 would cost and win: the folds' trunks quantised, then everything that the card measures measured again.

Head, temperature, base set and threshold are fitted to what the quantised trunk gives, as they would be if it shipped.
"""

import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
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
    """One view of each of some photos that the fold learned from."""

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


def static(trunk: Path, to: Path, pictures: Pictures, fold: int, spared: list[str]) -> None:
    """Weights int8 per channel, activations uint8, as quantise-dequantise pairs around the convolutions but `spared`."""
    kinds = {"weight_type": QuantType.QInt8, "activation_type": QuantType.QUInt8, "per_channel": True}
    reader = LearnedViews(pictures, fold)
    quantize_static(str(trunk), str(to), reader, QuantFormat.QDQ, **kinds, nodes_to_exclude=spared)


def depthwise(trunk: Path) -> list[str]:
    """Names of the convolutions that look at each channel alone, and of the first."""
    convolutions = [node for node in onnx.load(trunk).graph.node if node.op_type == "Conv"]
    group = {node.name: next(a.i for a in node.attribute if a.name == "group") for node in convolutions}
    return [node.name for at, node in enumerate(convolutions) if at == 0 or group[node.name] > 1]


WAYS = {
    "float32": None,
    "int8": lambda trunk, to, pictures, fold: static(trunk, to, pictures, fold, []),
    "int8, depthwise and first float32": lambda trunk, to, pictures, fold: static(trunk, to, pictures, fold, depthwise(trunk)),
}


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


def quantize(work: Path, pictures: Pictures) -> dict:
    """Figures of each way over all folds."""
    rows, graphs = {}, []
    for number, (way, make) in enumerate(WAYS.items()):
        for fold in range(FOLDS):
            trunk, graph = work / f"trunk-{fold}.onnx", work / f"trunk-{fold}-way{number}.onnx"
            if not trunk.exists() or trunk.stat().st_mtime < (work / f"fold-{fold}.pt").stat().st_mtime:
                write_trunk(work / f"fold-{fold}.pt", trunk)
            if graph.exists() and graph.stat().st_mtime >= trunk.stat().st_mtime:
                continue
            if make is None:
                graph.write_bytes(trunk.read_bytes())
            else:
                make(trunk, graph, pictures, fold)
        graphs.append(work / f"trunk-0-way{number}.onnx")
        figures = cross_validate(work, pictures, f"trunk-{{}}-way{number}.onnx")
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
