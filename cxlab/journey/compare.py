"""Where segments (or waves) live a stage or a touchpoint differently, and where nothing says they do."""

import math
from collections.abc import Iterator
from typing import Literal

import pandas as pd

from cxlab import tables
from cxlab.journey import statistics
from cxlab.journey.evidence import Evidence, complete, gather
from cxlab.journey.rollup import moved
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
    level: Literal["touchpoint", "stage", "both"] = "touchpoint",
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Each segment's valence at each touchpoint, or stage, against that of all other segments.

    One row per touchpoint (codebook order) and segment (alphabetical) that mentions it; with
    `level` 'stage' one per stage and segment that speaks of it, as the map's curve counts it, and
    `touchpoint` is ''. Stages are the columns that the study's `report` asks for. With 'both', stages come first, and
    all cells are corrected together: a page that shows both claims no more than one that shows one. `valence`
    and `others_valence` are means over people, -2..2; `difference` is the first less the second.
    `p` comes from a permutation test over participants, `q` is p after Benjamini and Hochberg
    across all tested cells; the verdict is 'lower' or 'higher' when q <= alpha, else 'no evidence
    of difference', or 'too few people' where a side has fewer than `min_people` and no test is
    made. With two segments the second row mirrors the first, and counts as one test. Somebody in
    two segments is compared with themself.
    """
    documents = complete("documents", documents)
    study = study.rolled()
    utterances, mentions = moved(
        complete("utterances", utterances), complete("mentions", mentions), study
    )
    grouped = documents.assign(segment=documents[by].fillna("").astype(str))
    segments = tables.customer_segments(grouped)
    evidence = [
        gather(utterances, mentions, grouped, segment=one, codebook=study.codebook)
        for one in segments
    ]
    rows = []
    if len(segments) > 1:
        for place, told in _places(evidence, study, level):
            every = pd.concat(
                [one.assign(segment=name) for name, one in zip(segments, told, strict=True)],
                ignore_index=True,
            )
            rows += _rows(every.dropna(subset="valence"), segments, study, place)
    table = pd.DataFrame(rows, columns=list(COLUMNS[:9]))
    return _with_verdicts(table, mirrored=len(segments) == 2, alpha=alpha)


def _places(
    evidence: list[Evidence], study: Study, level: str
) -> Iterator[tuple[tuple[str, str], list[pd.DataFrame]]]:
    """(stage, touchpoint) and what each segment says of it."""
    if level != "touchpoint":
        for stage in study.stages.ids:
            yield (stage, ""), [one.spoken(stage, study.codebook) for one in evidence]
    if level == "stage":
        return
    for touchpoint in study.codebook.touchpoints:
        told = [one.mentions[one.mentions["touchpoint"] == touchpoint.id] for one in evidence]
        yield (touchpoint.stage, touchpoint.id), told


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
        place = table["stage"] + "\x1f" + table["touchpoint"]
        first = ~place.duplicated()
        adjusted = statistics.benjamini_hochberg(once[first])
        q = place.map(dict(zip(place[first], adjusted, strict=True)))
    else:
        q = pd.Series(statistics.benjamini_hochberg(once), index=table.index)
    numbers = ["valence", "others_valence", "difference", "p"]
    table = table.astype(dict.fromkeys(numbers, "float64")).assign(q=q.astype("float64"))
    verdict = pd.Series(NO_EVIDENCE, index=table.index, dtype=object)
    verdict[(table["q"] <= alpha) & (table["difference"] < 0)] = LOWER
    verdict[(table["q"] <= alpha) & (table["difference"] > 0)] = HIGHER
    verdict[table["q"].isna()] = TOO_FEW
    return table.assign(verdict=verdict)[list(COLUMNS)].round(6)
