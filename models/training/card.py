"""card.md from metrics.json: the template with the measured figures in it, and the same table for the terminal."""

from pathlib import Path

from photos import GRADES, KNOWN


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def span(low: float, high: float) -> str:
    return f"{low:.2f}-{high:.2f}"


def grade_rows(scores: dict) -> str:
    """One line per grade: precision, recall, F1 with intervals, and what was said instead."""
    lines = []
    for row in scores["grades"]:
        counts = scores["confusion"]["counts"][GRADES.index(row["grade"])]
        wrong = sorted(((n, g) for n, g in zip(counts, GRADES) if n and g != row["grade"]), reverse=True)
        cells = [
            row["grade"],
            str(row["photos"]),
            f"{row['precision']:.2f} ({span(*row['precisionInterval'])})",
            f"{row['recall']:.2f} ({span(*row['recallInterval'])})",
            f"{row['f1']:.2f} ({span(row['low'], row['high'])})",
            ", ".join(f"{g} {n}" for n, g in wrong[:4]) or "-",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def reliability_rows(scores: dict) -> str:
    return "\n".join(
        f"| {b['confidence']:.2f} | {b['right']:.2f} | {b['photos']} |" for b in scores["reliability"]
    )


def domain_rows(figures: dict) -> str:
    return "\n".join(
        f"| {d['measure']} | {percent(d['scrapFlagged'])} | {percent(d['notScrapFlagged'])} "
        f"({', '.join(f'{k} {percent(v)}' for k, v in d['notScrapFlaggedByKind'].items())}) |"
        for d in figures["domainMeasures"]
    )


def facts(figures: dict) -> dict:
    """Everything the template takes from the figures of the cross-validation."""
    scores, domain = figures["scores"], figures["domain"]
    commonest = max(row["photos"] for row in scores["grades"]) / scores["photos"]
    return {
        "photos": scores["photos"],
        "accuracy": percent(scores["accuracy"]),
        "accuracy_interval": f"{percent(scores['low'])} to {percent(scores['high'])}",
        "fold_accuracy": ", ".join(percent(f["accuracy"]) for f in figures["folds"]),
        "six": f"{scores['macroF1SixGrades']:.3f}",
        "six_interval": span(*scores["macroF1SixGradesInterval"]),
        "macro": f"{scores['macroF1']:.2f}",
        "majority": percent(commonest),
        "rows": grade_rows(scores),
        "ece": f"{scores['calibrationError']:.3f}",
        "temperature": f"{figures['head']['temperature']:.2f}",
        "reliability": reliability_rows(scores),
        "domain_measure": domain["measure"],
        "domain_scrap": percent(domain["scrapFlagged"]),
        "domain_foreign": percent(domain["notScrapFlagged"]),
        "domain_foreign_photos": domain["notScrapPhotos"],
        "domain_rows": domain_rows(figures),
    }


def card(figures: dict, labels: dict, size: int) -> str:
    painted = figures["painted"]
    lowest = min(KNOWN, key=lambda grade: painted["recall"][grade])
    unknown = "; ".join(
        f"`{g}`: {percent(r['outOfDomain'])} out of domain, {percent(r['outOfDomainOrUnsure'])} out of domain or below "
        "0.6 sure"
        for g, r in painted["unknownGrades"].items()
    )
    told = {
        **facts(figures),
        "version": labels["version"],
        "megabytes": f"{size / 1e6:.2f}",
        "base": labels["base"]["examples"],
        "threshold": f"{labels['domain']['threshold']:.3f}",
        "k": labels["domain"]["k"],
        "painted_pictures": painted["pictures"],
        "painted_accuracy": percent(painted["accuracy"]),
        "painted_lowest": f"{lowest} {percent(painted['recall'][lowest])}",
        "painted_foreign": percent(painted["outOfDomain"]),
        "painted_unknown": unknown,
        "notes": figures.get("notes", ""),
        "domain_notes": figures.get("domainNotes", ""),
    }
    text = (Path(__file__).parent / "card-template.md").read_text()
    for key, value in told.items():
        text = text.replace(f"[[{key}]]", str(value))
    return text


def summary(figures: dict) -> str:
    """The card's tables, for the terminal."""
    f = facts(figures)
    return "\n".join(
        [
            f"accuracy {f['accuracy']} ({f['accuracy_interval']}); folds {f['fold_accuracy']}",
            f"macro-F1 of six grades {f['six']} ({f['six_interval']}), of all present {f['macro']}",
            "",
            "| grade | photos | precision | recall | F1 | said instead |",
            f["rows"],
            "",
            f"expected calibration error {f['ece']} (15 bins), temperature {f['temperature']}",
            "| confidence | right | photos |",
            f["reliability"],
            "",
            "| distance | scrap out of domain | not scrap out of domain |",
            f["domain_rows"],
        ]
    )
