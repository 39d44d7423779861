"""What training measured, as the tables of a card and the reliability plot under docs/.

python -m training.figures            draws docs/reliability.svg from cxlab/models/*.json
"""

import json
from pathlib import Path
from typing import Any

from cxlab.analyse.heads import FOLDER
from training.errors import HEADS

_REST = {
    "polarity": "polarity", "valence_error": "valence error", "valence_r": "valence r",
    "valence_bias": "valence bias", "sentiment_ece": "ECE sentiment", "stage_ece": "ECE stage",
}  # fmt: skip


def figures_table(content: dict[str, Any], rough: dict[str, Any] | None = None) -> list[str]:
    """The lines of a card about figures: by group, by how sure, confusion of claims."""
    lines = [
        f"| measured on | n | {' | '.join([*HEADS, *_REST.values()])} |",
        f"|---|---|{'---|' * (len(HEADS) + len(_REST))}",
    ]
    named = [(_named(one), one) for one in content["rows"]]
    named += [("held out, written roughly", rough)] if rough else []
    named += [(f"without {one['name']}", one) for one in content["without"]]
    for label, one in named:
        cells = [f"{one[head]['accuracy']:.3f} / {one[head]['macro_f1']:.3f}" for head in HEADS]
        cells += [f"{one[key]:.3f}" for key in _REST]
        lines.append(f"| {label} | {one['n']:,} | {' | '.join(cells)} |")
    parts = (_reliability_table(content), _confusion_table(content), _label_error(content))
    return [*lines, *(line for part in parts for line in ("", *part))]


def _label_error(content: dict[str, Any]) -> list[str]:
    error = content["label_error"]
    spread = ", ".join(f"{kind} {value:.2f}" for kind, value in error["spread"].items())
    return [
        "What reports allow for (sd; `cxlab.journey.labelerror`): a mean valence is off by "
        f"{error['place']:.2f} at a stage, {error['whole']:.2f} over a source; the log odds of "
        f"a claim differ between places by {spread}."
    ]


def _named(one: dict[str, Any]) -> str:
    if one["group"] == "all":
        return "held out"
    return "held out, random batch" if one["group"] == "batch" else f"held out, {one['name']}"


def _reliability_table(content: dict[str, Any]) -> list[str]:
    lines = ["How sure, and how often right (held out; drawn in `docs/reliability.svg`):", ""]
    lines += ["| head | sure | right | n |", "|---|---|---|---|"]
    for head, bins in content["reliability"].items():
        lines += [
            f"| {head} | {one['sure']:.2f} | {one['right']:.2f} | {one['n']} |" for one in bins
        ]
    return lines


def _confusion_table(content: dict[str, Any]) -> list[str]:
    lines = [
        "What a report would claim of sentences that are a pain, a delight or neither (held out):"
    ]
    lines += ["", "| language | it is | said pain | said delight | said neither |"]
    lines.append("|---|---|---|---|---|")
    for lang, table in content["confusion"].items():
        for true, said in table.items():
            lines.append(f"| {lang} | {true} | {' | '.join(str(one) for one in said.values())} |")
    return lines


def draw(target: Path) -> None:
    """Sureness against accuracy of each encoder whose reliability was measured, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    measured = {}
    for path in sorted(FOLDER.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.get("reliability"):
            name = "fast" if path.stem.startswith("heads-") else path.stem
            measured[name] = content["reliability"]
    style = {"svg.fonttype": "none", "svg.hashsalt": "cxlab", "font.size": 9}
    with matplotlib.rc_context(style):
        figure, axes = plt.subplots(1, 2, figsize=(7, 3.4), sharey=True, layout="constrained")
        for axis, head in zip(axes, ("sentiment", "stage"), strict=True):
            axis.plot([0, 1], [0, 1], color="#999", linewidth=1, linestyle="--")
            for (name, heads), mark in zip(measured.items(), "os^D", strict=False):
                bins = [one for one in heads[head] if one["n"] >= 10]
                sure, right = ([one[key] for one in bins] for key in ("sure", "right"))
                axis.plot(sure, right, marker=mark, markersize=4, linewidth=1, label=name)
            axis.set(title=head, xlabel="how sure", xlim=(0.2, 1), ylim=(0.2, 1))
        axes[0].set_ylabel("how often right")
        axes[0].legend(frameon=False)
        figure.savefig(target, metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    draw(Path(__file__).parents[1] / "docs" / "reliability.svg")
