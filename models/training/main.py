"""Train, cross-validate and export the grading model. See README.md.

crops      cut the crops and ask the teacher, once
pretrain   learn to see from painted and household pictures only (no photo of scrap), shared by all that follow
fold N     from there, learn from four fifths of the photos; the held-out fifth is not looked at
final      from there, learn from all photos: the model that ships
evaluate   all of the above but final where it is missing, then grade each held-out fifth with its trunk quantised as the one
           that ships: report.json and the card's table
quantize   what each way of quantising costs and wins on the folds: quantized.json and a table
finer      would finer tiles help in large frames: finer.json
export     write what ships: the model from `final`, then as `card`
card       metrics.json and card.md beside the model that lies in --out, whose weights stay as they are
fold-model N  the model of one fold, which never saw that fold's photos, for a test to run on them
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import dataset
import quantize
from card import summary
from describe import describe
from evaluate import Pictures
from export import export
from finer import finer
from train import fit, new_student, sampling_weights


def pretrain(data: dataset.Dataset, to: Path) -> None:
    weights = sampling_weights(data.crops["grade"], data.source, photos=0, painted=0.6)
    student = fit(new_student(), data.crops, weights, 700, 4e-3, seed=100)
    torch.save(student.state_dict(), to)


def learn(data: dataset.Dataset, held_out: int | None, start: Path, to: Path) -> None:
    """From the pretrained weights, learn from the photos outside the held-out fold."""
    student = new_student()
    student.load_state_dict(torch.load(start))
    weights = sampling_weights(data.crops["grade"], data.source, photos=0.62, painted=0.26)
    if held_out is not None:
        weights[data.fold[data.crops["photo"]] == held_out] = 0
    fit(student, data.crops, weights / weights.sum(), 650, 3e-3, seed=held_out or 0)
    torch.save(student.state_dict(), to)


def run(what: str, number: int, told: argparse.Namespace) -> None:
    """One of the commands that train."""
    torch.manual_seed(number)
    data = dataset.load(told.data, told.painted / "train", told.work / "crops")
    start = told.work / "pretrained.pt"
    if what == "pretrain":
        pretrain(data, start)
    elif what == "fold":
        learn(data, number, start, told.work / f"fold-{number}.pt")
    elif what == "final":
        learn(data, None, start, told.work / "final.pt")


def evaluate(told: argparse.Namespace) -> dict:
    """Train what is missing, then measure: report.json, and the card's tables on the terminal."""
    if not (told.work / "pretrained.pt").exists():
        run("pretrain", 0, told)
    for fold in range(dataset.FOLDS):
        if not (told.work / f"fold-{fold}.pt").exists():
            run("fold", fold, told)
    figures = quantize.validate(quantize.SHIPPED, told.work, pictures_of(told))
    keep("report", figures, told)
    print(summary(figures))
    return figures


def ship(told: argparse.Namespace, figures: dict) -> None:
    pictures = pictures_of(told)
    trunk = quantize.trunk_of(quantize.SHIPPED, told.work, pictures, dataset.FOLDS)
    export(trunk, pictures, np.arange(len(pictures.real)), figures["head"], figures["domain"], told.out)


def describe_shipped(told: argparse.Namespace, figures: dict) -> None:
    """metrics.json and card.md, with the side measurements of `quantize` and `finer` where they were made."""
    texts = {"notes": told.notes, "domainNotes": told.domain_notes}
    extra = {name: file.read_text().strip() for name, file in texts.items() if file}
    for name in ("quantized", "finer"):
        if (told.work / f"{name}.json").exists():
            extra[name] = json.loads((told.work / f"{name}.json").read_text())
    describe(figures, pictures_of(told), told.out, extra)


def write_fold(told: argparse.Namespace, figures: dict) -> None:
    """The model of one fold, which never learned from that fold's photos, as a folder that the product loads."""
    pictures, fold = pictures_of(told), told.number
    learned = np.flatnonzero(pictures.fold != fold)
    trunk = quantize.trunk_of(quantize.SHIPPED, told.work, pictures, fold)
    export(trunk, pictures, learned, figures["folds"][fold], figures["domain"], told.out)


def pictures_of(told: argparse.Namespace) -> Pictures:
    return Pictures.load(told.data, told.painted)


def keep(name: str, figures: dict, told: argparse.Namespace) -> None:
    (told.work / f"{name}.json").write_text(json.dumps(figures, indent=1))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = ["crops", "pretrain", "fold", "final", "evaluate", "quantize", "finer", "export", "card", "fold-model"]
    ask.add_argument("what", choices=commands)
    ask.add_argument("number", nargs="?", type=int, default=0)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--painted", type=Path, default=Path("build/painted"))
    ask.add_argument("--work", type=Path, default=Path("build/training"))
    ask.add_argument("--out", type=Path, default=Path("models/grading/v3"))
    ask.add_argument("--notes", type=Path, help="text that the card carries below its table")
    ask.add_argument("--domain-notes", type=Path, help="text that the card carries below its out-of-domain figures")
    ask.add_argument("--threads", type=int, default=2)
    told = ask.parse_args()
    torch.set_num_threads(told.threads)
    if told.what in ("crops", "pretrain", "fold", "final"):
        run(told.what, told.number, told)
    elif told.what == "quantize":
        rows = quantize.quantize(told.work, pictures_of(told))
        keep("quantized", rows, told)
        print(quantize.summary(rows))
    elif told.what == "finer":
        figures = finer(told.work, pictures_of(told))
        keep("finer", figures, told)
        print(json.dumps(figures, indent=1))
    else:
        figures = evaluate(told)
        if told.what == "fold-model":
            write_fold(told, figures)
        elif told.what == "export":
            ship(told, figures)
        if told.what in ("export", "card"):
            describe_shipped(told, figures)


if __name__ == "__main__":
    main()
