"""Temperatures and class offsets, fitted on held-out sentences only.

`python -m training.encoder.calibrate DATA RUN` fits on the dev documents, prints what that does to
the test documents, then fits again on both and writes `RUN/calibration.json` for export.py.
A task's calibrated logits are z / temperature + bias (vector scaling with one slope; Guo et al.
2017), fitted by likelihood with a pull of the biases towards 0.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from training.encoder import data as corpora
from training.encoder.measure import figures, line

PULL = 0.02  # of the biases' squares, against the mean log-likelihood


def softmax(logits: np.ndarray) -> np.ndarray:
    """Rows of probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def fitted(logits: np.ndarray, truth: np.ndarray) -> dict:
    """Temperature and biases that make the truth likeliest."""
    from scipy.optimize import minimize

    def loss(values: np.ndarray) -> float:
        chances = softmax(logits * np.exp(values[0]) + values[1:])
        right = np.maximum(chances[np.arange(len(truth)), truth], 1e-12)
        return float(-np.log(right).mean() + PULL * (values[1:] ** 2).sum())

    found = minimize(loss, np.zeros(1 + logits.shape[1]), method="L-BFGS-B").x
    return {
        "temperature": round(float(np.exp(-found[0])), 4),
        "bias": [round(float(one), 4) for one in found[1:] - found[1:].mean()],
    }


def calibrated(logits: dict[str, np.ndarray], how: dict[str, dict]) -> dict[str, np.ndarray]:
    """Probabilities a task."""
    return {
        task: softmax(part / how[task]["temperature"] + np.array(how[task]["bias"]))
        for task, part in logits.items()
    }


def truth_of(table: pd.DataFrame, task: str) -> np.ndarray:
    """Column of each sentence's class."""
    place = {label: at for at, label in enumerate(corpora.TASKS[task])}
    return table[task].map(place).to_numpy()


def fit_all(table: pd.DataFrame, logits: dict[str, np.ndarray]) -> dict[str, dict]:
    """Calibration of every task on these sentences."""
    return {task: fitted(logits[task], truth_of(table, task)) for task in corpora.TASKS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    stored = np.load(given.run / "held_out.npz")
    table = corpora.journey(given.data).set_index("item").loc[stored["item"]].reset_index()
    logits = {task: stored[task] for task in corpora.TASKS}
    dev, test = (np.flatnonzero(table["part"] == part) for part in ("dev", "test"))

    def rows(which: np.ndarray) -> dict[str, np.ndarray]:
        return {task: part[which] for task, part in logits.items()}

    how = fit_all(table.iloc[dev], rows(dev))
    raw = {task: softmax(part) for task, part in rows(test).items()}
    groups = {"all": slice(None), "random": (table["batch"].iloc[test] == "random").to_numpy()}
    groups |= {t: (table["lang"].iloc[test] == t).to_numpy() for t in ("pt", "es", "en")}
    written = {}
    for name, chances in (("raw", raw), ("calibrated", calibrated(rows(test), how))):
        for group, chosen in groups.items():
            part = table.iloc[test][chosen]
            found = figures(part, {task: values[chosen] for task, values in chances.items()})
            written[f"{name} {group}"] = {"n": len(part), **found}
            print(f"{name:<10} {group:<6} {len(part):>5} {line(found)}")
        print(name, "ECE", {t: round(written[f"{name} all"][f"{t}_ece"], 3) for t in corpora.TASKS if t != "valence"})  # fmt: skip
    final = fit_all(table, logits)
    (given.run / "calibration.json").write_text(
        json.dumps(final, indent=1) + "\n", encoding="utf-8"
    )
    (given.run / "test.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
