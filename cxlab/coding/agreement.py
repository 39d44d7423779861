"""How far coders agree with each other, and how often the machine agrees with them."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cxlab.coding.alpha import METRICS, alpha, alpha_interval
from cxlab.coding.labels import SIDES
from cxlab.ingest.decisions import NO, NONE, YES
from cxlab.journey.statistics import wilson
from cxlab.languages import CODES
from cxlab.tables import FEELINGS

# Field -> how its values differ between coders, and between people and the machine.
MEASURED = {
    "kind": ("nominal", "nominal"),
    "sentiment": ("nominal", "nominal"),
    "valence": ("ordinal", "interval"),
    "gap": ("nominal", "nominal"),
    "emotion": ("nominal", "nominal"),
    "stage": ("nominal", "nominal"),
    "touchpoint": ("sets", "sets"),
}
_DIGITS = 4
FEWEST = 10  # sentences a share is printed from


@dataclass(frozen=True)
class Coded:
    """Everything that is compared: one row per utterance, field and coder, and the machine's labels.

    `codings`: utt_id, coder, field, value (with `sentiment` beside `valence`). `machine`: utt_id,
    field, value. `about`: utt_id -> lang, source_kind, doc_id, weight (NaN where the utterance is
    of no drawn sample).
    """

    codings: pd.DataFrame
    machine: pd.DataFrame
    about: pd.DataFrame

    @property
    def coders(self) -> list[str]:
        return sorted(set(self.codings["coder"]))

    def people(self) -> pd.DataFrame:
        """utt_id, field, value: what most coders say; '?' where none is said by most."""
        rows = [
            (utt_id, field, majority(str(field), list(values)))
            for (utt_id, field), values in self.codings.groupby(["utt_id", "field"], sort=True)[
                "value"
            ]
        ]
        return pd.DataFrame(rows, columns=["utt_id", "field", "value"])


UNDECIDED = "?"


def with_sentiment(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings and, for every valence, the side it is on as `sentiment`."""
    side = codings[codings["field"] == "valence"].copy()
    side["value"] = [SIDES[int(np.sign(float(one))) + 1] for one in side["value"]]
    return pd.concat([codings, side.assign(field="sentiment")], ignore_index=True)


def majority(field: str, values: list[str]) -> str:
    """What more than half of the coders say, '?' where nothing is; of valences the median.

    Touchpoints are judged one by one; a valence counts only where most agree on its side.

    >>> majority("kind", ["pain", "pain", "fact"]), majority("kind", ["pain", "fact"])
    ('pain', '?')
    """
    if field == "valence":
        numbers = [float(one) for one in values]
        side = majority("sentiment", [str(np.sign(one)) for one in numbers])
        return UNDECIDED if side == UNDECIDED else f"{float(np.median(numbers)):g}"
    if field == "touchpoint":
        counts = Counter(one for value in values for one in value.split())
        if any(2 * count == len(values) for count in counts.values()):
            return UNDECIDED
        kept = sorted(one for one, count in counts.items() if 2 * count > len(values))
        return " ".join(kept) or UNDECIDED
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count > len(values) else UNDECIDED


def measure(coded: Coded, *, seed: int) -> dict[str, Any]:
    """Per field: alpha between coders and with the machine, the machine's accuracy, confusions.

    `coders`, `machine`: alpha, low, high (95 %, documents drawn again; None where undefined), n
    and metric. `accuracy`: 'all', each language and each kind of source -> share (0-1) of the
    study's sentences on which the machine says what people say, low, high, n. `confusion`: rows of
    (people, machine, sentences). Undecided sentences are left out.
    """
    people = coded.people()
    fields = {}
    for field, (between, against) in MEASURED.items():
        codings = coded.codings[coded.codings["field"] == field]
        if codings.empty:
            continue
        truth = people[(people["field"] == field) & (people["value"] != UNDECIDED)]
        both = truth.merge(coded.machine, on=["utt_id", "field"], suffixes=("_people", "_machine"))
        both = both.merge(coded.about, on="utt_id")
        fields[field] = {
            "coded": int(codings["utt_id"].nunique()),
            "undecided": int(codings["utt_id"].nunique() - len(truth)),
            "coders": _between(codings, coded.about, between, seed=seed),
            "machine": _against(both, against, seed=seed),
            "accuracy": _accuracies(both, field),
            "confusion": [] if field in ("valence", "touchpoint") else _confusion(both),
        }
        if field == "valence":
            off = (both["value_people"].astype(float) - both["value_machine"].astype(float)).abs()
            fields[field]["error"] = _rounded(_weighted(off, _weights(both)))
            fields[field]["accuracy"] = {}
    return {
        "sentences": int(coded.codings["utt_id"].nunique()),
        "coders": len(coded.coders),
        "drawn": int(coded.about["weight"].notna().sum()),
        "fields": fields,
    }


def _values(metric: str, values: Iterable[str]) -> list[Hashable]:
    """Values as the metric compares them."""
    if metric == "sets":
        return [frozenset(one.split()) - {NONE} for one in values]
    if metric in ("interval", "ordinal"):
        return [float(one) for one in values]
    return list(values)


def _alpha(
    units: Sequence[Sequence[Hashable]],
    groups: Sequence[Hashable],
    metric: str,
    weights: Sequence[float] | None,
    seed: int,
) -> dict[str, Any]:
    paired = [row for row, unit in enumerate(units) if len(unit) > 1]
    value = alpha(units, METRICS[metric], weights)
    ends = alpha_interval(units, groups, METRICS[metric], weights, seed=seed)
    low, high = ends or (None, None)
    return {
        "alpha": _rounded(value),
        "low": _rounded(low),
        "high": _rounded(high),
        "n": len(paired),
        "metric": metric,
    }


def _between(
    codings: pd.DataFrame, about: pd.DataFrame, metric: str, *, seed: int
) -> dict[str, Any]:
    """Alpha between the coders, over the sentences two or more of them coded; unweighted."""
    documents = dict(zip(about["utt_id"], about["doc_id"], strict=True))
    said = [(utt_id, list(one["value"])) for utt_id, one in codings.groupby("utt_id", sort=True)]
    shared = [(utt_id, values) for utt_id, values in said if len(values) > 1]
    units = [_values(metric, values) for _, values in shared]
    return _alpha(units, [documents[utt_id] for utt_id, _ in shared], metric, None, seed)


def _against(both: pd.DataFrame, metric: str, *, seed: int) -> dict[str, Any]:
    """Alpha between people (together) and the machine, weighted to speak for the study."""
    known = _known(both)
    sides = (_values(metric, known[f"value_{side}"]) for side in ("people", "machine"))
    units = list(zip(*sides, strict=True))
    return _alpha(units, known["doc_id"].tolist(), metric, _weights(known).tolist(), seed)


def _known(both: pd.DataFrame) -> pd.DataFrame:
    """The rows with a weight, or all of them (each counting the same) where none has one."""
    return both[both["weight"].notna()] if both["weight"].notna().any() else both


def _weights(rows: pd.DataFrame) -> np.ndarray:
    known: np.ndarray = rows["weight"].fillna(1.0).to_numpy(dtype=float)
    return known


def _accuracies(both: pd.DataFrame, field: str) -> dict[str, dict[str, Any]]:
    known = _known(both)
    known = known.assign(right=_right(known, field))
    groups = {"all": known}
    groups |= {code: known[known["lang"] == code] for code in CODES}
    groups |= {f"source {kind}": rows for kind, rows in known.groupby("source_kind", sort=True)}
    return {
        name: _share(rows["right"], _weights(rows)) for name, rows in groups.items() if len(rows)
    }


def _right(rows: pd.DataFrame, field: str) -> pd.Series:
    """Whether the machine says what people say; of touchpoints, all of them and no other."""
    return rows["value_people"] == rows["value_machine"]


def _share(right: pd.Series, weights: np.ndarray) -> dict[str, Any]:
    """A weighted share with Wilson's interval at the sample's effective size.

    Effective size (sum w)^2 / sum w^2: L. Kish, Survey Sampling, 1965.
    """
    size = float(weights.sum() ** 2 / (weights**2).sum())
    share = _weighted(right, weights)
    low, high = wilson(share * size, size)
    return {
        "share": _rounded(share), "low": _rounded(low), "high": _rounded(high), "n": len(right),
    }  # fmt: skip


def _weighted(values: pd.Series, weights: np.ndarray) -> float:
    if not len(values):
        return math.nan
    return min(float(values.to_numpy(dtype=float) @ weights / weights.sum()), np.inf)


def _confusion(both: pd.DataFrame) -> list[tuple[str, str, int]]:
    counts = Counter(zip(both["value_people"], both["value_machine"], strict=True))
    return sorted((one, other, count) for (one, other), count in counts.items())


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(float(value), _DIGITS)


def order_of(labels: Iterable[str], stages: Sequence[str]) -> list[str]:
    """Labels in the order people know: feelings, sides, the study's stages, then the rest."""
    known = [*FEELINGS, *SIDES, YES, NO, *stages, NONE]
    found = set(labels)
    return [one for one in known if one in found] + sorted(found - set(known))
