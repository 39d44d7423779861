"""What goes with customers' own verdicts: drivers of the rating, and the moments of truth.

A moment of truth is where strong feeling decides what people think of the whole (J. Carlzon, Moments of Truth,
1987; M. Beaujean, J. Davidson and S. Madge, "The 'moment of truth' in customer service", McKinsey Quarterly,
2006). Here:

- strong feeling: the touchpoint's mean valence is half a step or more from 0, the bar from which a pain or a
  delight is claimed of a single sentence, and its interval leaves out 0; `min_people` or more speak of it;
- high effect: the interval of its importance leaves out 0, above, and still does when the segment's drivers are
  corrected together (Benjamini and Hochberg): where nothing moves the rating, every second segment of 400 people
  would show an interval above 0, and corrected so one in forty (`benchmarks/statistics.py`).
"""

import math
from dataclasses import replace

import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.evidence import CLAIM, agreement, claims, people, rounded
from cxlab.journey.labelerror import attenuated
from cxlab.journey.material import Material
from cxlab.journey.measures import Driver, Moment
from cxlab.journey.pieces import NOBODY, Estimate
from cxlab.journey.ratings import Scale
from cxlab.journey.statistics import Slope
from cxlab.journey.verdicts import Verdicts
from cxlab.study import Persona

_NPS: Scale = (0.0, 10.0)
FEWEST = 5  # people on each side: intervals were simulated from here on
_ALPHA = 0.05
KINDS = ("pain", "delight")
_ROLES = {(True, False): "basic", (False, True): "excitement", (True, True): "performance"}


def drivers(material: Material, cells: dict[str, Estimate]) -> tuple[Driver, ...]:
    """The touchpoints at which enough people complain, or praise, and judge; most important first.

    `cells`: touchpoint -> its valence, of the touchpoints on the map. In points of the rating, or of
    NPS where fewer rate than answer that. Labels that err hide part of what goes with them: the
    intervals' far ends allow for it.
    """
    evidence, error = material.evidence, material.error
    verdicts = Verdicts.of(evidence)
    if verdicts.rows.empty:
        return ()
    outcome, points, ends = _outcome(evidence.documents, material.ratings, material.rating_scale)
    drawn = verdicts.drawn(seed=material.seed)
    found, chances = [], []
    for touchpoint in material.study.codebook.touchpoints:
        beside = verdicts.beside(touchpoint.id)
        slopes = verdicts.slopes(beside, least=max(FEWEST, material.min_people), drawn=drawn)
        if touchpoint.id not in cells or (slopes[0] is None and slopes[1] is None):
            continue
        said = material.mentions(touchpoint.id)
        voiced = [said[claims(said, kind)] for kind in KINDS]
        kappas = [agreement(part, kind, error) for part, kind in zip(voiced, KINDS, strict=True)]
        penalty, reward = (
            _estimate(slope, part, kappa, points, ends)
            for slope, part, kappa in zip(slopes[:2], voiced, kappas, strict=True)
        )
        both = [kappa * people(part) for kappa, part in zip(kappas, voiced, strict=True)]
        importance = _estimate(
            slopes[2], pd.concat(voiced), sum(both) / sum(map(people, voiced)), points, ends
        )
        found.append(
            Driver(
                touchpoint=touchpoint.id,
                stage=touchpoint.stage,
                penalty=penalty,
                reward=reward,
                importance=importance,
                valence=cells[touchpoint.id],
                outcome=outcome,
                scale=ends,
                of_people=people(verdicts.rows),
                role=_ROLES.get((_below(penalty), _above(reward)), ""),
            )
        )
        chances.append(slopes[2].p if slopes[2] else math.nan)
    adjusted = statistics.benjamini_hochberg(chances)
    found = [
        replace(one, q=None if math.isnan(q) else round(float(q), 6))
        for one, q in zip(found, adjusted, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-(one.importance.value or 0.0), one.touchpoint)))


def _outcome(
    documents: pd.DataFrame, ratings: pd.DataFrame, scale: Scale
) -> tuple[str, float, Scale]:
    """What most verdicts are, how many of its points one standard deviation is, and its ends."""
    asked = documents[documents["rating"].isna() & documents["nps"].between(*_NPS)]
    if len(ratings) >= len(asked):
        return "rating", _within(ratings["rating"], ratings["source"]), scale
    return "nps", _within(asked["nps"], asked["source"]), _NPS


def _within(given: pd.Series, source: pd.Series) -> float:
    """The standard deviation around the means of the sources."""
    return float(((given - given.groupby(source).transform("mean")) ** 2).mean() ** 0.5)


def _estimate(
    slope: Slope | None, said: pd.DataFrame, agreement: float, points: float, scale: Scale
) -> Estimate:
    """The slope in points of the outcome; no difference is larger than its scale."""
    if slope is None:
        return NOBODY
    most = scale[1] - scale[0]
    ends = attenuated(slope.low * points, slope.high * points, agreement)
    value, low, high = (min(max(one, -most), most) for one in (slope.value * points, *ends))
    return rounded(value, low, high, slope.people, len(said))


def _below(estimate: Estimate) -> bool:
    return estimate.high is not None and estimate.high < 0


def _above(estimate: Estimate) -> bool:
    return estimate.low is not None and estimate.low > 0


def moments(
    material: Material, cells: dict[str, Estimate], found: tuple[Driver, ...]
) -> tuple[Moment, ...]:
    """The moments of truth in the codebook's order: by the numbers, and where people say so."""
    by_touchpoint = {one.touchpoint: one for one in found}
    persona = material.study.file.personas.get(material.segment, Persona())
    chosen = []
    for touchpoint in material.study.codebook.touchpoints:
        if touchpoint.id not in cells:
            continue
        valence = cells[touchpoint.id]
        driver = by_touchpoint.get(touchpoint.id)
        told = driver is not None and _strong(valence, material.min_people) and _high(driver)
        written = touchpoint.moment or touchpoint.id in persona.moments
        if not told and not written:
            continue
        said = material.mentions(touchpoint.id)
        pains, delights = (people(said[claims(said, kind)]) for kind in KINDS)
        chosen.append(
            Moment(
                touchpoint=touchpoint.id,
                stage=touchpoint.stage,
                by="both" if told and written else "data" if told else "people",
                kind="" if pains == delights else "pain" if pains > delights else "delight",
                valence=valence,
                importance=driver.importance if driver else NOBODY,
            )
        )
    return tuple(chosen)


def _strong(valence: Estimate, min_people: int) -> bool:
    if valence.value is None or valence.people < min_people or abs(valence.value) < CLAIM:
        return False
    return _below(valence) or _above(valence)


def _high(driver: Driver) -> bool:
    return _above(driver.importance) and driver.q is not None and driver.q <= _ALPHA
