"""Temperatures and class offsets, fitted on held-out sentences only.

`python -m training.encoder.calibrate DATA RUN`, after beside.py, fits on the dev documents, prints what that does to
the test documents, then fits again on both and writes `RUN/calibration.json` for export.py. It
needs no torch: use the project's own environment.
A task's calibrated logits are z / temperature + bias (vector scaling with one slope; Guo et al.
2017), fitted by likelihood with a pull of the biases towards 0.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from training import choose
from training.encoder import data as corpora
from training.encoder.measure import calibrated, figures, line, softmax

PULL = 0.02  # of the biases' squares, against the mean log-likelihood


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


def weighed(
    chances: dict[str, np.ndarray], fast: dict[str, np.ndarray], shares: dict[str, list[float]]
) -> dict[str, np.ndarray]:
    """Probabilities of both encoders together: softmax(a · log accurate + b · log fast)."""
    return {
        task: softmax(shares[task][0] * np.log(part + 1e-9) + shares[task][1] * fast[task])
        for task, part in chances.items()
    }


def shares_of(
    table: pd.DataFrame, chances: dict[str, np.ndarray], fast: dict[str, np.ndarray]
) -> dict[str, list[float]]:
    """How much each encoder counts, a task: [a, b] that make the truth likeliest."""
    from scipy.optimize import minimize

    found = {}
    for task, part in chances.items():
        truth, own = truth_of(table, task), np.log(part + 1e-9)

        def loss(values: np.ndarray, own=own, other=fast[task], truth=truth) -> float:
            together = softmax(values[0] * own + values[1] * other)
            right = np.maximum(together[np.arange(len(truth)), truth], 1e-12)
            return float(-np.log(right).mean())

        best = minimize(loss, [0.8, 0.3], method="L-BFGS-B", bounds=[(0, 2), (0, 2)]).x
        found[task] = [round(float(one), 4) for one in best]
    return found


def truth_of(table: pd.DataFrame, task: str) -> np.ndarray:
    """Column of each sentence's class."""
    place = {label: at for at, label in enumerate(corpora.TASKS[task])}
    return table[task].map(place).to_numpy()


def fit_all(table: pd.DataFrame, logits: dict[str, np.ndarray]) -> dict[str, dict]:
    """Calibration of every task on these sentences."""
    return {task: fitted(logits[task], truth_of(table, task)) for task in corpora.TASKS}


def part_of(values: dict[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Some rows of every task."""
    return {task: part[rows] for task, part in values.items()}


def in_order(
    chances: dict[str, np.ndarray], classes: dict[str, list[str]]
) -> dict[str, np.ndarray]:
    """Log-probabilities a task of the library's heads, columns in the order of `classes`."""
    found = {}
    for task, names in classes.items():
        source = "sentiment" if task == "polarity" else task
        ours = ["no", "yes"] if task == "gap" else [str(one) for one in corpora.TASKS[source]]
        found[task] = np.log(chances[source][:, [ours.index(one) for one in names]] + 1e-9)
    return found


def settings_of(table: pd.DataFrame, chances: dict[str, np.ndarray]) -> dict:
    """Joint table and thresholds that `score_sentiment` and `assign_stages` decide with."""
    labels = {task: table[task].astype(str).to_numpy() for task in chances if task != "sentiment"}
    labels["polarity"] = table["sentiment"].to_numpy(dtype=str)
    labels["gap"] = np.where(table["gap"] == 1, "yes", "no")
    classes = {task: sorted(set(part), key=choose.class_order) for task, part in labels.items()}
    logits = in_order(chances, classes)
    chosen = choose.choose(
        {"network": logits, "grams": logits}, labels, table["stage2"].fillna("").to_numpy()
    )
    joint = choose.joint_table(labels, classes)
    return {
        "classes": classes,
        "settings": chosen["settings"],
        "joint": np.round(joint, 4).tolist(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    stored = np.load(given.run / "held_out.npz")
    table = corpora.journey(given.data).set_index("item").loc[stored["item"]].reset_index()
    table["part"] = stored["part"]
    logits = {task: stored[task] for task in corpora.TASKS}
    dev, test = (np.flatnonzero(table["part"] == part) for part in ("dev", "test"))

    def rows(which: np.ndarray) -> dict[str, np.ndarray]:
        return part_of(logits, which)

    stored_fast = np.load(given.run / "fast.npz")
    fast = {task: stored_fast[task] for task in corpora.TASKS}
    how = fit_all(table.iloc[dev], rows(dev))
    alone = calibrated(logits, how)
    shares = shares_of(table.iloc[dev], part_of(alone, dev), part_of(fast, dev))
    ways = {
        "raw": {task: softmax(part) for task, part in rows(test).items()},
        "calibrated": part_of(alone, test),
        "together": weighed(part_of(alone, test), part_of(fast, test), shares),
    }
    groups = {"all": slice(None), "random": (table["batch"].iloc[test] == "random").to_numpy()}
    groups |= {t: (table["lang"].iloc[test] == t).to_numpy() for t in ("pt", "es", "en")}
    written = {}
    for name, chances in ways.items():
        for group, chosen in groups.items():
            part = table.iloc[test][chosen]
            found = figures(part, {task: values[chosen] for task, values in chances.items()})
            written[f"{name} {group}"] = {"n": len(part), **found}
            print(f"{name:<10} {group:<6} {len(part):>5} {line(found)}")
        print(name, "ECE", {t: round(written[f"{name} all"][f"{t}_ece"], 3) for t in corpora.TASKS if t != "valence"})  # fmt: skip
    final = fit_all(table, logits)
    alone = calibrated(logits, final)
    shares = shares_of(table, alone, fast)
    final["decide"] = settings_of(table, weighed(alone, fast, shares)) | {"shares": shares}
    (given.run / "calibration.json").write_text(
        json.dumps(final, indent=1) + "\n", encoding="utf-8"
    )
    (given.run / "test.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
