"""Where segments (or waves) live a stage or a touchpoint differently, and where nothing says they do."""

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
import pandas as pd

from cxlab import tables
from cxlab.journey import statistics
from cxlab.journey.evidence import Evidence, complete, estimate, gather
from cxlab.journey.labelerror import LabelError, widened
from cxlab.journey.rollup import moved
from cxlab.study import Study

Difference = tuple[float, float | None, float | None]  # with its interval's ends
LOWER, HIGHER = "lower", "higher"
NO_EVIDENCE = "no evidence of difference"
TOO_FEW = "too few people"
COLUMNS = (
    "stage", "touchpoint", "segment", "people", "valence", "others_people", "others_valence",
    "difference", "low", "high", "p", "q", "verdict",
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
    error: LabelError | None = None,
) -> pd.DataFrame:
    """Each segment's valence at each touchpoint, or stage, against that of all other segments.

    One row per touchpoint (codebook order) and segment (alphabetical) that mentions it; with
    `level` 'stage' one per stage and segment that speaks of it, as the map's curve counts it, and
    `touchpoint` is ''. Stages are the columns that the study's `report` asks for. With 'both',
    stages come first, and all cells are corrected together: a page that shows both claims no more
    than one that shows one. `valence`
    and `others_valence` are means over people, -2..2; `difference` is the first less the second,
    `low` and `high` its 95 % interval, which allows for the machine's errors (`error`).
    `p` comes from a permutation test over participants, or from the interval where that says less
    (`chance`); `q` is p after Benjamini and Hochberg across all tested cells; the verdict is 'lower'
    or 'higher' when q <= alpha, else 'no evidence of difference', or 'too few people' where a side
    has fewer than `min_people` and no test is made. With two segments the second row mirrors the
    first, and counts as one test. Somebody in two segments is compared with themself.
    """
    documents = complete("documents", documents)
    study = study.rolled()
    utterances, mentions = moved(
        complete("utterances", utterances), complete("mentions", mentions), study
    )
    grouped = documents.assign(segment=documents[by].fillna("").astype(str))
    segments, error = tables.customer_segments(grouped), error or LabelError()
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
            rows += _rows(every.dropna(subset="valence"), segments, study, place, error)
    table = pd.DataFrame(rows, columns=list(COLUMNS[:-2]))
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
    said: pd.DataFrame,
    segments: list[str],
    study: Study,
    place: tuple[str, str],
    error: LabelError,
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
        means = float(here.mean()), float(there.mean()) if len(there) else math.nan
        difference = apart(own, others, seed=study.file.seed, error=error.apart)
        p = math.nan
        if min(len(here), len(there)) >= max(2, study.file.report.min_people):
            p = mirror
            if math.isnan(p):
                p = chance(own, others, difference, seed=study.file.seed, error=error.apart)
            mirror = p if len(segments) == 2 else math.nan
        row = (len(here), means[0], len(there), means[1], *difference, p)
        rows.append((*place, segment, *row))
    return rows


def apart(own: pd.DataFrame, others: pd.DataFrame, *, seed: int, error: float) -> Difference:
    """The difference of two means with its interval, from both sides' own intervals.

    The distances to the ends that face each other add as squares, less what people on both sides have
    in common (G. Zou, Psychological Methods 12, 2007, 399-413). Both sides' labels err by `error`.
    """
    here, there = estimate(own, seed=seed), estimate(others, seed=seed)
    if here.value is None or there.value is None:
        return math.nan, None, None
    difference = here.value - there.value
    if here.low is None or here.high is None or there.low is None or there.high is None:
        return difference, None, None
    common = _common(own, others)
    left, right = here.value - here.low, there.high - there.value
    below = math.sqrt(max(left**2 + right**2 - 2 * common * left * right, 0.0))
    left, right = here.high - here.value, there.value - there.low
    above = math.sqrt(max(left**2 + right**2 - 2 * common * left * right, 0.0))
    ends = difference - below, difference + above
    return difference, *widened(difference, *ends, math.sqrt(2) * error, (-4.0, 4.0))


def _common(own: pd.DataFrame, others: pd.DataFrame) -> float:
    """The correlation of two means that some people are in both of."""
    sides = [side.groupby("person")["valence"].mean() for side in (own, others)]
    both = pd.concat(sides, axis=1, join="inner")
    if len(both) < 3 or both.nunique().min() < 2:
        return 0.0
    alike = float(np.corrcoef(both.to_numpy().T)[0, 1])
    return alike * len(both) / math.sqrt(len(sides[0]) * len(sides[1]))


def chance(
    own: pd.DataFrame, others: pd.DataFrame, difference: Difference, *, seed: int, error: float
) -> float:
    """How often people, and labels that err by `error`, alone make as large a difference.

    Shuffled people know nothing of labels that err in one segment more than in another: with errors
    as measured that test, corrected, finds a difference in 42 to 68 of 100 made-up studies that have
    none, this in 0 to 2 (`benchmarks/statistics.py`, the smaller encoder). So where labels err, p is at least that of the interval: of a
    normal distribution whose 95 % reach from the difference as far as it does toward 0.
    """
    from scipy.special import ndtr

    _, p = statistics.permutation_test(
        (own["valence"], own["person"].tolist()),
        (others["valence"], others["person"].tolist()),
        seed=seed,
    )
    value, low, high = difference
    if not error or low is None or high is None:
        return p
    reach = value - low if value > 0 else high - value
    sure = statistics.normal_quantile(0.95) * abs(value) / max(reach, 1e-9)
    return max(p, float(2 * ndtr(-sure)))


def _with_verdicts(table: pd.DataFrame, *, mirrored: bool, alpha: float) -> pd.DataFrame:
    once = table["p"].astype("float64")
    if mirrored:
        place = table["stage"] + "\x1f" + table["touchpoint"]
        first = ~place.duplicated()
        adjusted = statistics.benjamini_hochberg(once[first])
        q = place.map(dict(zip(place[first], adjusted, strict=True)))
    else:
        q = pd.Series(statistics.benjamini_hochberg(once), index=table.index)
    numbers = ["valence", "others_valence", "difference", "low", "high", "p"]
    table = table.astype(dict.fromkeys(numbers, "float64")).assign(q=q.astype("float64"))
    verdict = pd.Series(NO_EVIDENCE, index=table.index, dtype=object)
    verdict[(table["q"] <= alpha) & (table["difference"] < 0)] = LOWER
    verdict[(table["q"] <= alpha) & (table["difference"] > 0)] = HIGHER
    verdict[table["q"].isna()] = TOO_FEW
    return table.assign(verdict=verdict)[list(COLUMNS)].round(6)
