"""What a card says in numbers that code can read: accuracy by group, confusion, reliability, label error.

All of it from two tables, row by row: labelled sentences nobody learnt from, and what the machine
says of them (`training.measure.predict` or `training.encoder.said`). `written` puts it beside the card
as `<weights>.json`; `cxlab.analyse.measured` reads it.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from sklearn.metrics import accuracy_score, f1_score

from cxlab.journey.evidence import claims
from cxlab.journey.labelerror import of_the_next, voiced
from training.sources import groups

HEADS = ("sentiment", "kind", "emotion", "gap", "stage")
CLAIMS = ("pain", "delight")
FEWEST = 25  # sentences of a group or of a place that a figure may rest on
_PULL = 0.01  # of the languages' own weights towards 0
_BINS = 10


def truth_of(table: pd.DataFrame) -> pd.DataFrame:
    """The labels of each head as the machine words them."""
    sign = np.sign(table["valence"])
    return pd.DataFrame(
        {
            "sentiment": np.select([sign < 0, sign > 0], ["negative", "positive"], "neutral"),
            "kind": table["kind"],
            "emotion": table["emotion"],
            "gap": np.where(table["gap"] == 1, "yes", "no"),
            "stage": table["stage"],
        }
    )


def by_group(table: pd.DataFrame, said: pd.DataFrame) -> list[dict[str, Any]]:
    """One row of figures per group of at least FEWEST sentences, as `training.sources.groups` cuts."""
    truth, found = truth_of(table), []
    for (group, name), rows in groups(table).items():
        part = rows.to_numpy()
        if part.sum() >= FEWEST:
            figures = _figures(table[part], truth[part], said[part])
            found.append({"group": group, "name": name, "n": int(part.sum()), **figures})
    return found


def _figures(table: pd.DataFrame, truth: pd.DataFrame, said: pd.DataFrame) -> dict[str, Any]:
    found: dict[str, Any] = {
        head: {
            "accuracy": round(accuracy_score(truth[head], said[head]), 3),
            "macro_f1": round(
                f1_score(truth[head], said[head], average="macro", zero_division=0), 3
            ),
        }
        for head in HEADS
    }
    told = (truth["sentiment"] != "neutral").to_numpy()
    sides = np.where(said["positive"] > said["negative"], "positive", "negative")
    found["polarity"] = round(float((sides == truth["sentiment"])[told].mean()), 3)
    off = table["valence"].to_numpy() - said["valence"].to_numpy()
    found["valence_error"] = round(float(np.abs(off).mean()), 3)
    pair = np.corrcoef(table["valence"], said["valence"])
    found["valence_r"] = round(float(pair[0, 1]), 3)
    found["valence_bias"] = round(float(-off.mean()), 3)
    found["sentiment_ece"] = round(calibration_error(_bins(truth, said, "sentiment")), 3)
    found["stage_ece"] = round(calibration_error(_bins(truth, said, "stage")), 3)
    return found


def _bins(truth: pd.DataFrame, said: pd.DataFrame, head: str) -> list[dict[str, float]]:
    sure = said["sureness" if head == "sentiment" else "stage_p"].to_numpy()
    right = (said[head].to_numpy() == truth[head].to_numpy()).astype(float)
    place = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return [
        {
            "n": int((place == one).sum()),
            "sure": round(float(sure[place == one].mean()), 3),
            "right": round(float(right[place == one].mean()), 3),
        }
        for one in range(_BINS)
        if (place == one).any()
    ]


def reliability(table: pd.DataFrame, said: pd.DataFrame) -> dict[str, list[dict[str, float]]]:
    """How sure the machine was and how often it was right, in ten bins, of sentiment and stage."""
    return {head: _bins(truth_of(table), said, head) for head in ("sentiment", "stage")}


def calibration_error(bins: list[dict[str, float]]) -> float:
    """Expected calibration error: mean distance of sureness and accuracy (Guo et al. 2017)."""
    total = sum(one["n"] for one in bins)
    return sum(one["n"] * abs(one["sure"] - one["right"]) for one in bins) / total


def confusion(table: pd.DataFrame, said: pd.DataFrame) -> dict[str, dict[str, dict[str, int]]]:
    """Language -> true kind -> what a report would claim of it: pain, delight, neither; sentences."""
    claimed = _claimed(said)
    found: dict[str, dict[str, dict[str, int]]] = {}
    for lang in ("all", "pt", "es", "en"):
        rows = np.full(len(table), True) if lang == "all" else (table["lang"] == lang).to_numpy()
        truth = table["kind"].where(table["kind"].isin(CLAIMS), "neither").to_numpy()[rows]
        found[lang] = {
            true: {
                one: int(((truth == true) & (claimed[rows] == one)).sum())
                for one in (*CLAIMS, "neither")
            }
            for true in (*CLAIMS, "neither")
        }
    return found


def _claimed(said: pd.DataFrame) -> np.ndarray:
    return np.select([claims(said, kind) for kind in CLAIMS], list(CLAIMS), "neither")


def label_error(
    table: pd.DataFrame, said: pd.DataFrame, away: pd.DataFrame | None = None
) -> dict[str, Any]:
    """Content of `cxlab.journey.labelerror.LabelError`.

    Chances are fitted on all rows. How much places differ is measured by what was said of sources
    never seen, `away`: a table of both kinds of columns, what was said with `said_` before it;
    sources not in it are measured by the same rows, each by chances fitted on the others.
    """
    both = pd.concat([table.reset_index(drop=True), _prefixed(said)], axis=1)
    unseen = both
    if away is not None:
        rest = both[~both["source"].isin(away["source"])]
        unseen = pd.concat([away, rest], ignore_index=True)
    found: dict[str, Any] = {"chances": {}, "spread": {}, "alike": {}}
    for kind in CLAIMS:
        weights = _fitted(both, kind)
        found["chances"][kind] = {name: round(float(one), 4) for name, one in weights.items()}
        odds = np.zeros(len(unseen))
        for source in unseen["source"].unique():
            rows = (unseen["source"] == source).to_numpy()
            others = _fitted(both[both["source"] != source], kind)
            odds[rows] = _inputs(unseen[rows], kind) @ np.array(list(others.values()))
        right = (unseen["kind"] == kind).to_numpy(dtype=float)
        alike = _alike(unseen, odds, right)
        found["alike"][kind] = round(alike, 2)
        found["spread"][kind] = round(_spread(unseen, odds, right, alike), 4)
    found["whole"] = round(_mean_error(unseen, None), 4)
    found["place"] = round(_mean_error(unseen, "stage"), 4)
    return found


def _prefixed(said: pd.DataFrame) -> pd.DataFrame:
    return said.reset_index(drop=True).add_prefix("said_")


def _inputs(both: pd.DataFrame, kind: str) -> np.ndarray:
    said = both[["said_kind", "said_valence"]].rename(columns=lambda one: one[len("said_") :])
    langs = [(both["lang"] == lang).to_numpy(dtype=float) for lang in ("pt", "es", "en")]
    ones, claimed = np.ones(len(both)), claims(said, kind).to_numpy(dtype=float)
    return np.column_stack([ones, said["valence"], claimed, *langs])


def _fitted(both: pd.DataFrame, kind: str) -> dict[str, float]:
    """Weights of a logistic regression; those of the languages are pulled towards 0."""
    inputs, right = _inputs(both, kind), (both["kind"] == kind).to_numpy(dtype=float)

    def loss(weights: np.ndarray) -> float:
        odds = inputs @ weights
        return float(
            (np.logaddexp(0, odds) - right * odds).mean() + _PULL * (weights[3:] ** 2).sum()
        )

    best = minimize(loss, np.zeros(inputs.shape[1]), method="L-BFGS-B").x
    return dict(zip(("start", "valence", "claimed", "pt", "es", "en"), best, strict=True))


def _places(both: pd.DataFrame) -> list[np.ndarray]:
    """Rows of each place a map would show: a source's sentences said to be of one stage."""
    found = both.groupby(["source", "said_stage"]).indices.values()
    return [rows for rows in found if len(rows) >= FEWEST]


def _spread(both: pd.DataFrame, odds: np.ndarray, right: np.ndarray, alike: float) -> float:
    """The sd between places of the shift of log odds under which as many documents speak as do.

    One step towards it: (observed - expected) documents over what a shift changes, with the variance
    of as many independent yes and no.
    """
    shifts, own = [], []
    for rows in _places(both):
        documents = list(both.iloc[rows].groupby("document").indices.values())
        said = [odds[rows[one]] for one in documents]
        expected = voiced(said, 0.0, alike)
        change = (voiced(said, 0.1, alike) - voiced(said, -0.1, alike)).sum() / 0.2
        observed = sum(float(right[rows[one]].max()) for one in documents)
        shifts.append((observed - expected.sum()) / change)
        own.append((expected * (1 - expected)).sum() / change**2)
    return of_the_next(shifts, own)


def _alike(both: pd.DataFrame, odds: np.ndarray, right: np.ndarray) -> float:
    """The correlation of one document's sentences under which "at least one" is likeliest."""
    documents = [rows for rows in both.groupby("document").indices.values() if len(rows) > 1]
    some = np.array([right[rows].max() for rows in documents])
    said = [odds[rows] for rows in documents]

    def loss(alike: float) -> float:
        chance = np.clip(voiced(said, 0.0, alike), 1e-9, 1 - 1e-9)
        return -float((some * np.log(chance) + (1 - some) * np.log(1 - chance)).sum())

    return float(min(np.arange(0.0, 0.96, 0.05), key=loss)) if documents else 0.0


def _mean_error(both: pd.DataFrame, column: str | None) -> float:
    """The sd to expect of a mean valence's error, of whole sources or of their stages.

    Truth is the mean over the sentences that are of a stage, the machine's over those it says are:
    what lands in the wrong column counts. The variance within is a bootstrap's.
    """
    generator, off, own = np.random.default_rng(0), [], []
    for _, rows in both.groupby("source"):
        names = [""] if column is None else sorted(set(rows[column]))
        for name in names:
            right = rows[column] == name if column else rows["valence"].notna()
            said = rows[f"said_{column}"] == name if column else right
            if min(right.sum(), said.sum()) < FEWEST:
                continue
            true = np.where(right, rows["valence"], np.nan)
            machine = np.where(said, rows["said_valence"], np.nan)
            picks = generator.integers(0, len(rows), (200, len(rows)))
            again = np.nanmean(true[picks], axis=1) - np.nanmean(machine[picks], axis=1)
            off.append(np.nanmean(true) - np.nanmean(machine))
            own.append(max(float(again.var()), 1e-6))
    return of_the_next(off, own)


def written(
    path: Path, table: pd.DataFrame, said: pd.DataFrame, *, away: pd.DataFrame | None = None
) -> dict[str, Any]:
    """Everything above as `path`, beside the card.

    `away` may hold some sources only, or be None where none was left out.
    """
    content = {
        "rows": by_group(table, said),
        "without": [] if away is None else _without(away),
        "confusion": confusion(table, said),
        "reliability": reliability(table, said),
        "label_error": label_error(table, said, away),
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return content


def _without(away: pd.DataFrame) -> list[dict[str, Any]]:
    said = away.filter(like="said_").rename(columns=lambda one: one[len("said_") :])
    return [one for one in by_group(away, said) if one["group"] == "source"]
