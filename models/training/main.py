"""Train, cross-validate and export the grading model. See README.md.

pretrain   learn to see from painted and household pictures only (no photo of scrap), shared by all that follow
fold N     from there, learn from four fifths of the photos; grade the held-out fifth
final      from there, learn from all photos: the model that ships
report     join the folds into the table of the card
export     write model.onnx, labels.json and card.md
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import dataset
from evaluate import grade_photos, write_report
from export import export
from photos import painted_pictures
from train import fit, new_student, sampling_weights


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("what", choices=["crops", "pretrain", "fold", "final", "report", "export"])
    ask.add_argument("number", nargs="?", type=int, default=0)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--painted", type=Path, default=Path("build/painted"))
    ask.add_argument("--work", type=Path, default=Path("build/training"))
    ask.add_argument("--out", type=Path, default=Path("models/grading/v1"))
    ask.add_argument("--steps", type=int, default=0)
    ask.add_argument("--threads", type=int, default=2)
    told = ask.parse_args()
    torch.set_num_threads(told.threads)
    torch.manual_seed(told.number)
    if told.what in ("report", "export"):
        write_report(told.work)
        if told.what == "export":
            export(told.work / "final.pt", told.work / "report.json", told.out)
        return

    data = dataset.load(told.data, told.painted / "train", told.work / "crops")
    if told.what == "crops":
        return
    student = new_student()
    grade = data.crops["grade"]
    if told.what == "pretrain":
        weights = sampling_weights(grade, data.source, photos=0, painted=0.6)
        fit(student, data.crops, weights, told.steps or 700, 4e-3, seed=100)
        torch.save(student.state_dict(), told.work / "pretrained.pt")
        return

    student.load_state_dict(torch.load(told.work / "pretrained.pt"))
    name = "final" if told.what == "final" else f"fold-{told.number}"
    held_out = np.flatnonzero(data.fold == told.number) if told.what == "fold" else np.array([], int)
    weights = sampling_weights(grade, data.source, photos=0.62, painted=0.26)
    weights[np.isin(data.crops["photo"], held_out)] = 0
    fit(student, data.crops, weights / weights.sum(), told.steps or 650, 3e-3, seed=told.number)
    torch.save(student.state_dict(), told.work / f"{name}.pt")
    grade_photos(student, [data.photos[i] for i in held_out], told.work / f"{name}-photos.json")
    grade_photos(student, painted_pictures(told.painted / "test"), told.work / f"{name}-painted.json")


if __name__ == "__main__":
    main()
