"""card.md from metrics.json: the template with the measured figures in it, and the same table for the terminal."""

from pathlib import Path

from photos import GRADES, KNOWN

SHOWN_MIXED = 0.25  # share of mixed trucks whose reliability the card shows


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


def fold_rows(figures: dict) -> str:
    return "\n".join(
        f"| {f['fold']} | {f['photos']} | {percent(f['accuracy'])} | {f['macroF1SixGrades']:.2f} |" for f in figures["folds"]
    )


def visit_rows(figures: dict) -> str:
    """One line per kind of truck drawn."""
    return "\n".join(
        f"| {percent(d['mixed']) if d['mixed'] else 'none'} | {d['trucks']} | {percent(d['right'])} | {percent(d['confidence'])} "
        f"| **{d['calibrationError']:.3f}** | {d['calibrationErrorOfPlainMean']:.3f} |"
        for d in figures["visits"]["drawn"]
    )


def visit_reliability_rows(figures: dict) -> str:
    """Of trucks of which a quarter hold two grades."""
    drawn = next(d for d in figures["visits"]["drawn"] if d["mixed"] == SHOWN_MIXED)
    return "\n".join(f"| {b['confidence']:.2f} | {b['right']:.2f} | {b['trucks']} |" for b in drawn["reliability"])


def quantized_rows(rows: dict) -> str:
    """One line per way of quantising the trunk, the float one first."""
    return "\n".join(
        f"| {way} | {r['macroF1SixGrades']:.3f} | {percent(r['accuracy'])} | {r['calibrationError']:.3f} | "
        f"{percent(r['scrapFlagged'])} | {percent(r['notScrapFlagged'])} | {r['megabytes']:.2f} | "
        f"{r['millisecondsOneView']:.1f} | {r['millisecondsNineViews']:.1f} |"
        for way, r in rows.items()
    )


def finer_rows(scenes: dict) -> str:
    return "\n".join(
        f"| {scene} | {r['usual']['macroF1SixGrades']:.3f} | {r['finer']['macroF1SixGrades']:.3f} | "
        f"{percent(r['usual']['accuracy'])} | {percent(r['finer']['accuracy'])} |"
        for scene, r in scenes.items()
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
    painted, alike = figures["painted"], figures["visits"]["nearDuplicates"]
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
        "folds": fold_rows(figures),
        "visits": visit_rows(figures),
        "visit_reliability": visit_reliability_rows(figures),
        "alike_groups": alike["groups"],
        "alike_right": percent(alike["right"]),
        "alike_confidence": percent(alike["confidence"]),
        "quantized": quantized_rows(figures.get("quantized", {})),
        **{f"kernels_{name}": value for name, value in figures["kernels"].items()},
        "finer": finer_rows(figures.get("finer", {})),
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
