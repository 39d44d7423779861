"""Customers' own ratings and NPS answers, person by person, on one scale."""

import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.evidence import rounded
from cxlab.journey.model import NOBODY, Estimate
from cxlab.study import Study

Scale = tuple[float, float]
_DEFAULT: Scale = (1.0, 5.0)


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
    """person, rating of every rated document, moved to `scale`; ratings off their scale are left out."""
    rated = documents[documents["rating"].notna()]
    ends = _scales(rated, study)
    share = (rated["rating"] - ends["low"]) / (ends["high"] - ends["low"])
    table = pd.DataFrame(
        {"person": rated["person"], "rating": scale[0] + share * (scale[1] - scale[0])}
    )
    return table[share.between(0, 1)].reset_index(drop=True)


def nps_estimate(documents: pd.DataFrame) -> Estimate:
    """NPS of the people of these documents, each counted once with the mean of their answers."""
    answered = documents[documents["nps"].between(0, 10)]
    if answered.empty:
        return NOBODY
    scores = statistics.person_means(answered["nps"], answered["person"].tolist())
    return rounded(*statistics.nps(scores), len(scores), len(answered))
