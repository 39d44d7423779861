"""Where segments (or waves) live a touchpoint differently, and where nothing says they do."""

import math
from typing import Literal

import pandas as pd

from cxlab import tables
from cxlab.journey import statistics
from cxlab.journey.evidence import complete, gather
from cxlab.study import Study

LOWER, HIGHER = "lower", "higher"
NO_EVIDENCE = "no evidence of difference"
TOO_FEW = "too few people"
COLUMNS = (
    "stage", "touchpoint", "segment", "people", "valence", "others_people", "others_valence",
    "difference", "p", "q", "verdict",
)  # fmt: skip


def differences(
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    study: Study,
    *,
    by: Literal["segment", "wave"] = "segment",
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Each segment's valence at each touchpoint against that of all other segments.

    One row per touchpoint (codebook order) and segment (alphabetical) that mentions it. `valence`
    and `others_valence` are means over people, -2..2; `difference` is the first less the second.
    `p` comes from a permutation test over participants, `q` is p after Benjamini and Hochberg
    across all tested cells; the verdict is 'lower' or 'higher' when q <= alpha, else 'no evidence
    of difference', or 'too few people' where a side has fewer than `min_people` and no test is
    made. With two segments the second row mirrors the first, and counts as one test. Somebody in
    two segments is compared with themself.
    """
    documents = complete("documents", documents)
    grouped = documents.assign(segment=documents[by].fillna("").astype(str))
    segments = tables.customer_segments(grouped)
    told = [
        gather(utterances, mentions, grouped, segment=one, codebook=study.codebook)
        .mentions.assign(segment=one)
        .dropna(subset="valence")
        for one in segments
    ]
    rows = []
    if len(segments) > 1:
        every = pd.concat(told, ignore_index=True)
        for touchpoint in study.codebook.touchpoints:
            said = every[every["touchpoint"] == touchpoint.id]
            rows += _rows(said, segments, study, (touchpoint.stage, touchpoint.id))
    table = pd.DataFrame(rows, columns=list(COLUMNS[:9]))
    return _with_verdicts(table, mirrored=len(segments) == 2, alpha=alpha)


def _rows(
    said: pd.DataFrame, segments: list[str], study: Study, place: tuple[str, str]
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    mirror = math.nan
    for segment in segments:
        own, others = said[said["segment"] == segment], said[said["segment"] != segment]
        here, there = (
            statistics.person_means(side["valence"], side["person"].tolist())
            for side in (own, others)
        )
        if not len(here):
            continue
        mean = float(here.mean())
        other_mean = float(there.mean()) if len(there) else math.nan
        p = math.nan
        if min(len(here), len(there)) >= max(2, study.file.report.min_people):
            p = mirror
            if math.isnan(p):
                p = _p(own, others, seed=study.file.seed)
            mirror = p if len(segments) == 2 else math.nan
        row = (mean, len(there), other_mean, mean - other_mean, p)
        rows.append((*place, segment, len(here), *row))
    return rows


def _p(own: pd.DataFrame, others: pd.DataFrame, *, seed: int) -> float:
    return statistics.permutation_test(
        (own["valence"], own["person"].tolist()),
        (others["valence"], others["person"].tolist()),
        seed=seed,
    )[1]


def _with_verdicts(table: pd.DataFrame, *, mirrored: bool, alpha: float) -> pd.DataFrame:
    once = table["p"].astype("float64")
    if mirrored:
        first = ~table.duplicated("touchpoint")
        adjusted = pd.Series(statistics.benjamini_hochberg(once[first]), index=table.index[first])
        q = table["touchpoint"].map(
            dict(zip(table.loc[first, "touchpoint"], adjusted, strict=True))
        )
    else:
        q = pd.Series(statistics.benjamini_hochberg(once), index=table.index)
    numbers = ["valence", "others_valence", "difference", "p"]
    table = table.astype(dict.fromkeys(numbers, "float64")).assign(q=q.astype("float64"))
    verdict = pd.Series(NO_EVIDENCE, index=table.index, dtype=object)
    verdict[(table["q"] <= alpha) & (table["difference"] < 0)] = LOWER
    verdict[(table["q"] <= alpha) & (table["difference"] > 0)] = HIGHER
    verdict[table["q"].isna()] = TOO_FEW
    return table.assign(verdict=verdict)[list(COLUMNS)].round(6)
