"""The card of the accurate encoder from what the runs measured, and its numbers for code.

`python -m training.encoder.card DATA HELD FOLDER --without RUN` writes `FOLDER.md` and `FOLDER.json`
(`training.errors`: accuracy by kind of source and variety, reliability, label error). It needs no
torch. HELD is the run with documents held out (after calibrate.py), RUN the one that left whole
sources out, FOLDER the files that ship.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from training import errors as measured
from training.encoder import data as corpora
from training.encoder import said
from training.encoder.measure import calibrated, figures
from training.figures import figures_table

_TASKS = ("sentiment", "kind", "gap", "stage", "emotion")
_FILES = {
    "reader.onnx": "the network, 8-bit weights, a scale for each 32",
    "words.npz": "vectors of the word pieces in the 4-bit blocks they came in",
    "pieces.model": "the word pieces (sentencepiece, nmt_nfkc)",
    "heads.json": "classes of the tasks, settings of decisions",
}


def row(name: str, found: dict[str, float]) -> str:
    """One line of the table of figures."""
    cells = [f"{found[task]:.3f} / {found[task + '_f1']:.3f}" for task in _TASKS]
    cells += [f"{found[one]:.3f}" for one in ("polarity", "valence_mae", "valence_r")]
    return f"| {name} | {int(found['n']):,} | " + " | ".join(cells) + " |"


def sources(data: Path, run: Path, calibration: dict) -> list[str]:
    """Lines for the sources that a run never saw."""
    stored = np.load(run / "held_out.npz")
    table = corpora.journey(data).set_index("item").loc[stored["item"]].reset_index()
    chances = calibrated({task: stored[task] for task in corpora.TASKS}, calibration)
    lines = []
    for source in sorted(table["source"].unique()):
        rows = (table["source"] == source).to_numpy()
        found = figures(table[rows], {task: part[rows] for task, part in chances.items()})
        tongue = "/".join(sorted(table["lang"][rows].unique()))
        lines.append(row(f"alone, without {source} ({tongue})", {"n": rows.sum(), **found}))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", type=Path)
    given = parser.parse_args()
    test = json.loads((given.held / "test.json").read_text(encoding="utf-8"))
    calibration = json.loads((given.held / "calibration.json").read_text(encoding="utf-8"))
    groups = {
        "all": "held-out documents",
        "random": "of these, the random batch",
        "pt": "Portuguese",
        "es": "Spanish",
        "en": "English",
    }
    lines = [row(f"**{name}**", test[f"together {group}"]) for group, name in groups.items()]
    lines += [row(f"alone, {name}", test[f"calibrated {group}"]) for group, name in groups.items()]
    if given.without:
        lines += sources(given.data, given.without, calibration)
    content = measured.written(
        given.folder.with_suffix(".json"),
        *said.held_out(given.data, given.held),
        away=said.away(given.data, given.without, calibration) if given.without else None,
    )
    errors = [
        f"{task} {test['raw all'][f'{task}_ece']:.3f} → {test['together all'][f'{task}_ece']:.3f}"
        for task in _TASKS
    ]
    files, total = [], 0
    for name, what in _FILES.items():
        stored = (given.folder / name).read_bytes()
        total += len(stored)
        files.append(
            f"- `{name}` ({len(stored) / 1e6:.1f} MB), {what}: `{hashlib.sha256(stored).hexdigest()}`"
        )
    text = (Path(__file__).parent / "card.txt").read_text(encoding="utf-8")
    filled = text.format(
        files="\n".join(files),
        total=f"{total / 1e6:.1f}",
        rows="\n".join(lines),
        tables="\n".join(figures_table(content)),
        ece="; ".join(errors),
    )
    given.folder.with_suffix(".md").write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    main()
