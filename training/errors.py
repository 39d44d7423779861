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
from scipy.special import logit
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score

from cxlab.journey.evidence import claims
from cxlab.journey.labelerror import of_the_next
from cxlab.stages import NONE
from training.sources import groups

HEADS = ("sentiment", "kind", "emotion", "gap", "stage")
CLAIMS = ("pain", "delight")
FEWEST = 25  # sentences of a group or of a place that a figure may rest on
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

    Agreement is that on all rows. How much places differ is measured by what was said of sources
    never seen, `away`: a table of both kinds of columns, what was said with `said_` before it;
    sources not in it are measured by the same rows.
    """
    both = pd.concat([table.reset_index(drop=True), _prefixed(said)], axis=1)
    unseen = both
    if away is not None:
        rest = both[~both["source"].isin(away["source"])]
        unseen = pd.concat([away, rest], ignore_index=True)
    agreement = {kind: _agreement(both, kind) for kind in CLAIMS}
    return {
        "agreement": agreement,
        "spread": {
            kind: round(_spread(unseen, kind, agreement[kind]["all"]), 4) for kind in CLAIMS
        },
        "whole": round(_mean_error(unseen, None), 4),
        "place": round(_mean_error(unseen, "stage"), 4),
    }


def _prefixed(said: pd.DataFrame) -> pd.DataFrame:
    return said.reset_index(drop=True).add_prefix("said_")


def voices(both: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Per document: whether it voices this kind (`truly`), whether the machine says so (`counted`), lang."""
    said = both[["said_kind", "said_valence"]].rename(columns=lambda one: one[len("said_") :])
    told = both.assign(truly=both["kind"] == kind, counted=claims(said, kind))
    return told.groupby("document").agg(
        truly=("truly", "max"), counted=("counted", "max"), lang=("lang", "first")
    )


def _agreement(both: pd.DataFrame, kind: str) -> dict[str, float]:
    """Cohen's kappa about documents, of all and per language."""
    found = voices(both, kind)
    parts = {"all": found} | {lang: found[found["lang"] == lang] for lang in ("pt", "es", "en")}
    return {
        lang: round(float(cohen_kappa_score(part["truly"], part["counted"])), 3)
        for lang, part in parts.items()
        if len(part) >= FEWEST
    }


def _spread(both: pd.DataFrame, kind: str, agreement: float) -> float:
    """The sd of the log odds ratio of true and counted documents between places.

    A place is what a map would show: a source's sentences said to be of one stage.
    """
    off, own = [], []
    for _, rows in both[both["said_stage"] != NONE].groupby(["source", "said_stage"]):
        if len(rows) >= FEWEST:
            found = voices(rows, kind)
            true, counted = (
                (found[one].sum() + 0.5) / (len(found) + 1) for one in ("truly", "counted")
            )
            middle = (true + counted) / 2
            off.append(logit(true) - logit(counted))
            own.append(2 * (1 - agreement) / ((len(found) + 1) * middle * (1 - middle)))
    return of_the_next(off, own)


def _mean_error(both: pd.DataFrame, column: str | None) -> float:
    """The sd to expect of a mean valence's error, of whole sources or of their stages.

    Truth is the mean over the sentences that are of a stage, the machine's over those it says are:
    what lands in the wrong column counts. The variance within is a bootstrap's.
    """
    generator, off, own = np.random.default_rng(0), [], []
    for _, rows in both.groupby("source"):
        names = [""] if column is None else sorted(set(rows[column]) - {NONE})
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
