"""How good heads are: accuracy and macro-F1 per task and language, calibration error, valence."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score

from cxlab.analyse import sentiment, stages
from cxlab.analyse.heads import Heads

if TYPE_CHECKING:
    from training.heads import Rows

NAMES = ("sentiment", "kind", "emotion", "gap", "stage")


def predict(heads: Heads, rows: "Rows") -> pd.DataFrame:
    """The tables of sentiment and stages as the library makes them, with the vectors given."""
    logits = heads.logits(rows.texts, rows.langs, rows.vectors)
    scored = sentiment.decide(heads, sentiment.joint_probabilities(heads, logits))
    staged = stages.decide(np.exp(logits["stage"]), heads.classes["stage"], heads.settings)
    scored["sentiment"] = scored[["negative", "neutral", "positive"]].idxmax(axis=1)
    scored["sureness"] = scored[["negative", "neutral", "positive"]].max(axis=1)
    scored["gap"] = np.where(scored["gap"], "yes", "no")
    return pd.concat([scored, staged], axis=1)


def measure(heads: Heads, rows: "Rows", table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Figures for all rows, each language and the random batch."""
    said = predict(heads, rows)
    truth = {**rows.labels, "sentiment": rows.labels["polarity"]}
    masks = {"all": np.ones(len(said), dtype=bool)}
    masks |= {lang: (table["lang"] == lang).to_numpy() for lang in ("pt", "es", "en")}
    masks["random batch"] = (table["batch"] == "random").to_numpy()
    return {name: _figures(said[mask], truth, mask) for name, mask in masks.items() if mask.any()}


def _figures(said: pd.DataFrame, truth: dict[str, np.ndarray], mask: np.ndarray) -> dict[str, Any]:
    figures: dict[str, Any] = {"n": int(mask.sum())}
    for task in NAMES:
        right = truth[task][mask]
        figures[task] = (
            round(accuracy_score(right, said[task]), 3),
            round(f1_score(right, said[task], average="macro", zero_division=0), 3),
        )
    valence = truth["valence"][mask].astype(float)
    figures["valence error"] = round(float(np.abs(valence - said["valence"]).mean()), 3)
    figures["valence correlation"] = round(float(np.corrcoef(valence, said["valence"])[0, 1]), 3)
    hit = (said["sentiment"] == truth["sentiment"][mask]).to_numpy()
    figures["sentiment ECE"] = round(calibration_error(said["sureness"].to_numpy(), hit), 3)
    stage_hit = (said["stage"] == truth["stage"][mask]).to_numpy()
    figures["stage ECE"] = round(calibration_error(said["stage_p"].to_numpy(), stage_hit), 3)
    return figures


def calibration_error(sureness: np.ndarray, hit: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: mean gap of sureness and accuracy over equal-width bins."""
    place = np.minimum((sureness * bins).astype(int), bins - 1)
    gaps = [
        abs(sureness[place == one].mean() - hit[place == one].mean()) * (place == one).mean()
        for one in range(bins)
        if (place == one).any()
    ]
    return float(sum(gaps))
