"""Figures of predictions: accuracy, macro-F1, polarity, error of the valence, calibration."""

import numpy as np
import pandas as pd

from training.encoder.data import SENTIMENTS, TASKS, VALENCES


def figures(table: pd.DataFrame, chances: dict[str, np.ndarray]) -> dict[str, float]:
    """Accuracy and macro-F1 a task over rows of `table`; `chances` holds (n, classes) a task."""
    from sklearn.metrics import f1_score

    found: dict[str, float] = {}
    for task, classes in TASKS.items():
        truth = table[task].map({label: at for at, label in enumerate(classes)}).to_numpy()
        guess = chances[task].argmax(1)
        if task == "valence":
            expected = chances[task] @ np.array(VALENCES)
            found["valence_mae"] = float(np.abs(expected - table["valence"]).mean())
            found["valence_r"] = float(np.corrcoef(expected, table["valence"])[0, 1])
            continue
        found[task] = float((guess == truth).mean())
        found[f"{task}_f1"] = float(f1_score(truth, guess, average="macro", zero_division=0))
        found[f"{task}_ece"] = calibration_error(chances[task], truth)
    told = (table["sentiment"] != "neutral").to_numpy()
    sides = chances["sentiment"][told]
    positive = sides[:, SENTIMENTS.index("positive")] > sides[:, SENTIMENTS.index("negative")]
    found["polarity"] = float((positive == (table["sentiment"][told] == "positive")).mean())
    return found


def softmax(logits: np.ndarray) -> np.ndarray:
    """Rows of probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def calibrated(logits: dict[str, np.ndarray], how: dict[str, dict]) -> dict[str, np.ndarray]:
    """Probabilities a task."""
    return {
        task: softmax(part / how[task]["temperature"] + np.array(how[task]["bias"]))
        for task, part in logits.items()
    }


def calibration_error(chances: np.ndarray, truth: np.ndarray, *, bins: int = 15) -> float:
    """Expected calibration error of the top class, equal-width bins (Guo et al. 2017)."""
    top, right = chances.max(1), chances.argmax(1) == truth
    place = np.minimum((top * bins).astype(int), bins - 1)
    gaps = [
        abs(top[place == at].mean() - right[place == at].mean()) * (place == at).mean()
        for at in range(bins)
        if (place == at).any()
    ]
    return float(sum(gaps))


def line(found: dict[str, float]) -> str:
    """The figures a person looks at first, on one line."""
    pairs = [
        f"{task} {found[task]:.3f}/{found[task + '_f1']:.3f}"
        for task in ("sentiment", "kind", "gap", "stage", "emotion")
    ]
    return (
        f"{' · '.join(pairs)} · polarity {found['polarity']:.3f} · mae {found['valence_mae']:.3f}"
    )
