"""Customers' own ratings, NPS and effort answers, person by person, on one scale."""

import numpy as np
import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.evidence import estimate, rounded
from cxlab.journey.model import NOBODY, Estimate
from cxlab.study import Study

Scale = tuple[float, float]
_DEFAULT: Scale = (1.0, 5.0)
_EFFORT: Scale = (1.0, 7.0)
# How far up its scale a rating is satisfied: the top two boxes of five, and as far up any other scale.
_TOP = 0.75


def _scales(documents: pd.DataFrame, study: Study) -> pd.DataFrame:
    """low and high of each rated document: its own, else its source's in study.yml."""
    declared = {source.name: source.rating_scale for source in study.file.sources}
    fallback = [declared.get(name, _DEFAULT) for name in documents["source"]]
    table = pd.DataFrame(
        {
            "low": documents["rating_low"].to_numpy(dtype="float64"),
            "high": documents["rating_high"].to_numpy(dtype="float64"),
        },
        index=documents.index,
    )
    known = table["low"] < table["high"]  # a missing or upside-down scale is no scale
    given = pd.DataFrame(fallback, columns=["low", "high"], index=documents.index, dtype="float64")
    return table.where(known, given)


def rating_scale(documents: pd.DataFrame, study: Study) -> Scale:
    """The scale most of the rated documents use; 1 to 5 where nobody rates."""
    rated = documents[documents["rating"].notna()]
    if rated.empty:
        return _DEFAULT
    counts = _scales(rated, study).value_counts()
    low, high = min(counts.index, key=lambda scale: (-counts[scale], scale))
    return float(low), float(high)


def ratings(documents: pd.DataFrame, scale: Scale, study: Study) -> pd.DataFrame:
    """person, source, rating of every rated document, moved to `scale`; ratings off their scale are left out."""
    rated = documents[documents["rating"].notna()]
    ends = _scales(rated, study)
    share = (rated["rating"] - ends["low"]) / (ends["high"] - ends["low"])
    table = pd.DataFrame(
        {
            "person": rated["person"],
            "source": rated["source"],
            "rating": scale[0] + share * (scale[1] - scale[0]),
        }
    )
    return table[share.between(0, 1)].reset_index(drop=True)


def nps_estimate(documents: pd.DataFrame) -> Estimate:
    """NPS of the people of these documents, each counted once with the mean of their answers."""
    answered = documents[documents["nps"].between(0, 10)]
    if answered.empty:
        return NOBODY
    scores = statistics.person_means(answered["nps"], answered["person"].tolist())
    return rounded(*statistics.nps(scores), len(scores), len(answered))


def csat_estimate(rated: pd.DataFrame, scale: Scale) -> Estimate:
    """CSAT: the share (0..1) of people who are satisfied, each counted once with the mean of their ratings.

    `rated` is what `ratings` gives. Satisfied are the top two boxes of a five-point scale (4 and 5), the usual
    top-two-box score (P. Farris, N. Bendle, P. Pfeifer and D. Reibstein, Marketing Metrics, 2nd ed. 2010,
    2.7); on any other scale whoever rates as far up: three quarters of the way (6 of 7, 8 of 10).
    Interval: Wilson.
    """
    if rated.empty:
        return NOBODY
    means = statistics.person_means(rated["rating"], rated["person"].tolist())
    bar = scale[0] + _TOP * (scale[1] - scale[0])
    satisfied = int(np.sum(means >= bar - 1e-9))
    low, high = statistics.wilson(satisfied, len(means))
    return rounded(satisfied / len(means), low, high, len(means), len(rated))


def effort_scale(documents: pd.DataFrame, study: Study) -> Scale:
    """The scale most of the effort answers use, from the most effort to the least; 1 to 7 where none are."""
    counts = _effort_scales(documents[documents["effort"].notna()], study).value_counts()
    if counts.empty:
        return _EFFORT
    first, last = min(counts.index, key=lambda scale: (-counts[scale], scale))
    return float(first), float(last)


def efforts(documents: pd.DataFrame, scale: Scale, study: Study) -> pd.DataFrame:
    """person, effort of every answer to how easy it was, moved to `scale`; off their scale they are left out.

    The customer effort score (M. Dixon, K. Freeman and N. Toman, Harvard Business Review, July 2010).
    """
    asked = documents[documents["effort"].notna()]
    ends = _effort_scales(asked, study)
    share = (asked["effort"] - ends["low"]) / (ends["high"] - ends["low"])
    moved = scale[0] + share * (scale[1] - scale[0])
    table = pd.DataFrame({"person": asked["person"], "effort": moved})
    return table[share.between(0, 1)].reset_index(drop=True)


def effort_estimate(asked: pd.DataFrame, scale: Scale, *, seed: int) -> Estimate:
    """The mean effort over people on `scale`; `asked` is what `efforts` gives."""
    bounds = (min(scale), max(scale))
    return estimate(asked, seed=seed, column="effort", bounds=bounds)


def _effort_scales(documents: pd.DataFrame, study: Study) -> pd.DataFrame:
    """low (most effort) and high (least) of each document: what its source says in study.yml."""
    told = {source.name: source.effort_scale for source in study.file.sources}
    ends = [told.get(name, _EFFORT) for name in documents["source"]]
    return pd.DataFrame(ends, columns=["low", "high"], index=documents.index, dtype="float64")
