"""Train, cross-validate and export the grading model. See README.md.

crops      cut the crops and ask the teacher, once
pretrain   learn to see from painted and household pictures only (no photo of scrap), shared by all that follow
fold N     from there, learn from four fifths of the photos; the held-out fifth is not looked at
final      from there, learn from all photos: the model that ships
evaluate   all of the above but final where it is missing, then grade each held-out fifth: report.json and the card's table
export     write what ships
"""

import argparse
import json
from pathlib import Path

import torch

import dataset
from card import summary
from evaluate import Pictures, cross_validate
from export import export
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
    figures = cross_validate(told.work, Pictures.load(told.data, told.painted))
    (told.work / "report.json").write_text(json.dumps(figures, indent=1))
    print(summary(figures))
    return figures


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("what", choices=["crops", "pretrain", "fold", "final", "evaluate", "export"])
    ask.add_argument("number", nargs="?", type=int, default=0)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--painted", type=Path, default=Path("build/painted"))
    ask.add_argument("--work", type=Path, default=Path("build/training"))
    ask.add_argument("--out", type=Path, default=Path("models/grading/v2"))
    ask.add_argument("--notes", type=Path, help="text that the card carries below its table")
    ask.add_argument("--domain-notes", type=Path, help="text that the card carries below its out-of-domain figures")
    ask.add_argument("--threads", type=int, default=2)
    told = ask.parse_args()
    torch.set_num_threads(told.threads)
    if told.what == "evaluate":
        evaluate(told)
    elif told.what == "export":
        figures = evaluate(told)
        texts = {"notes": told.notes, "domainNotes": told.domain_notes}
        extra = {name: file.read_text().strip() for name, file in texts.items() if file}
        export(told.work / "final.pt", figures, Pictures.load(told.data, told.painted), told.out, extra)
    else:
        run(told.what, told.number, told)


if __name__ == "__main__":
    main()
