"""Machine labels err: how far a count of people or a mean can be off because of it.

Sensitivity and specificity, inverted (W. Rogan and B. Gladen, American Journal of Epidemiology 107,
1978: `rogan_gladen`), correct a count when they are the same everywhere. Here they are not: they
rise and fall with how common a pain is, so that correcting with them moves shares further from the
truth than counting does (`benchmarks/labelerror.py`). What does carry over to sources a machine
never saw is the chance that a sentence is a pain given what the machine said of it. So people are
counted by these chances (A. Bella et al., "Quantification via probability estimators", ICDM 2010),
and how much a source differs from the others goes into the interval as between-study variance
does in a meta-analysis.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cxlab.journey.model import Count
from cxlab.journey.statistics import Floats, normal_quantile, wilson

_NODES = 11  # of Gauss-Hermite quadrature
_MANY = 300


@dataclass(frozen=True)
class LabelError:
    """What training measured of an encoder's labels (`label_error` beside its card).

    `chances`: kind -> weights of the log odds that a sentence is of that kind: 'start', 'valence' (a
    step of the machine's), 'claimed' (by the machine), and one per language. `spread`: kind -> sd of these
    log odds between places of sources never seen. `alike`: kind -> correlation of one person's
    sentences. `place`, `whole`: sd of the error of a mean valence, of a stage and of a source.
    """

    chances: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    alike: Mapping[str, float] = field(default_factory=dict)
    place: float = 0.0
    whole: float = 0.0

    @staticmethod
    def of(method: Mapping[str, Any]) -> "LabelError":
        """From a method's `label_error`; where nobody measured it, nothing is widened or counted."""
        return LabelError(**(method.get("label_error") or {}))

    def log_odds(
        self, kind: str, valence: ArrayLike, claimed: ArrayLike, langs: Sequence[str]
    ) -> Floats:
        """Log odds that each sentence is of this kind, given what the machine said of it."""
        weight = self.chances[kind]
        own = np.array([weight.get(lang, 0.0) for lang in langs])
        steps = np.nan_to_num(np.asarray(valence, dtype=np.float64))
        odds: Floats = weight["start"] + weight["valence"] * steps + own
        return odds + weight["claimed"] * np.asarray(claimed, dtype=np.float64)


def rogan_gladen(share: float, sensitivity: float, specificity: float) -> float:
    """The true share behind an apparent one, 0..1, if these two hold where it was counted.

    Source: W. Rogan and B. Gladen, American Journal of Epidemiology 107 (1978), 71-76.

    >>> round(rogan_gladen(23 / 150, 0.96, 0.89), 3)
    0.051
    """
    if sensitivity + specificity <= 1:
        raise ValueError("labels that are no better than chance cannot be corrected")
    found = (share + specificity - 1) / (sensitivity + specificity - 1)
    return min(max(found, 0.0), 1.0)


def between(values: ArrayLike, variances: ArrayLike) -> tuple[float, float, float]:
    """Mean of three or more measurements, its variance, and the variance between them.

    Expectations after the data, all means and all sd between equally likely before (A. Gelman,
    Bayesian Analysis 1, 2006, 515-534; the eight schools of D. Rubin, 1981, are its example). An
    estimate of moments is often 0 where measurements are few, as if all places were the same.
    """
    found, own = np.asarray(values, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    top = 5 * max(float(np.ptp(found)), math.sqrt(own.max()))
    tau = np.linspace(0, top, 2001)
    spread = own + tau[:, None] ** 2
    weight = (1 / spread).sum(axis=1)
    mean = (found / spread).sum(axis=1) / weight
    fit = np.log(spread).sum(axis=1) + np.log(weight)
    fit += ((found - mean[:, None]) ** 2 / spread).sum(axis=1)
    chance = np.exp(-(fit - fit.min()) / 2)
    chance /= chance.sum()
    middle = float(chance @ mean)
    return middle, float(chance @ (1 / weight + mean**2)) - middle**2, float(chance @ tau**2)


def of_the_next(values: ArrayLike, variances: ArrayLike) -> float:
    """The sd around 0 to expect of one more measurement: of the mean, of places, and the mean itself.

    As J. Higgins, S. Thompson and D. Spiegelhalter predict a further study (JRSS A 172, 2009,
    137-159). Fewer than three measurements tell no more than how large they are.
    """
    found = np.asarray(values, dtype=np.float64)
    if len(found) < 3:
        return float(math.sqrt((found**2).mean())) if len(found) else 0.0
    mean, own, tau = between(found, variances)
    return math.sqrt(tau + own + mean**2)


def widened(
    value: float, low: float, high: float, error: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    """An interval of sampling with an independent error of that sd added, within `bounds`.

    Each side's distances add as squares: the combined uncertainty of JCGM 100:2008 (GUM), 5.1.2,
    side by side as in G. Zou and A. Donner, Statistics in Medicine 27 (2008). Never narrower; the same
    when the error is 0.

    >>> [round(end, 2) for end in widened(-1.0, -1.3, -0.7, 0.2, (-2.0, 2.0))]
    [-1.49, -0.51]
    """
    reach = normal_quantile(0.95) * error
    below, above = math.hypot(value - low, reach), math.hypot(high - value, reach)
    return min(low, max(bounds[0], value - below)), max(high, min(bounds[1], value + above))


def count_people(
    log_odds: Sequence[Floats], *, spread: float, alike: float, level: float = 0.95
) -> Count:
    """How many people voice a thing, from the log odds of each one's sentences.

    One array a person: of all of the person's sentences that speak of the place. All may be off by
    the same shift (normal, sd `spread`); sentences of a person go together (one-factor probit, `alike`
    the correlation: Y. Ochi and R. Prentice, Biometrika 71, 1984). Bounds are quantiles of the
    number of people, which given the shift is a sum of independent yes and no. The share's
    bounds add, as squares, Wilson's interval and the shift.
    """
    nodes, weights = _normal_nodes()
    chances = np.array([voiced(log_odds, spread * node, alike) for node in nodes])
    people = len(log_odds)
    likely = float(weights @ chances.sum(axis=1))
    cumulated = np.cumsum(weights @ number_of(chances))
    tail = (1 - level) / 2
    low, high = (int(np.searchsorted(cumulated, one)) for one in (tail, 1 - tail))
    share = min(max(likely / people, 0.0), 1.0)
    reach = normal_quantile(level) * spread
    less, more = (float(voiced(log_odds, sign * reach, alike).mean()) for sign in (-1, 1))
    bottom, top = wilson(share * people, people, level=level)
    return Count(
        likely=likely,
        low=min(low, people),
        high=min(high, people),
        share_low=max(0.0, share - math.hypot(share - bottom, share - less)),
        share_high=min(1.0, share + math.hypot(top - share, more - share)),
    )


def number_of(chances: Floats) -> Floats:
    """Probabilities that 0, 1, … n independent events happen (the Poisson binomial), a row each.

    `chances` has shape (rows, n). From _MANY events on, the normal distribution with their mean
    and variance.

    >>> number_of(np.array([[0.5, 0.5]])).tolist()
    [[0.25, 0.5, 0.25]]
    """
    rows, count = chances.shape
    if count > _MANY:
        from scipy.special import ndtr

        mean, sd = chances.sum(1)[:, None], np.sqrt((chances * (1 - chances)).sum(1))[:, None]
        below = ndtr((np.arange(count + 1) + 0.5 - mean) / np.maximum(sd, 1e-9))
        below[:, -1] = 1.0
        return np.asarray(np.diff(below, prepend=0.0, axis=1))
    found = np.zeros((rows, count + 1))
    found[:, 0] = 1.0
    for chance in chances.T[:, :, None]:
        found[:, 1:] = found[:, 1:] * (1 - chance) + found[:, :-1] * chance
        found[:, :1] *= 1 - chance
    return found


def _normal_nodes() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    return nodes, weights / weights.sum()


def voiced(log_odds: Sequence[Floats], shift: float, alike: float) -> Floats:
    """Chance of each person that at least one of the sentences is of the kind, 0..1.

    `shift` moves all log odds; `alike` as in `count_people`.
    """
    from scipy.special import expit, ndtr, ndtri

    nodes, weights = _normal_nodes()
    starts = np.cumsum([0, *(len(one) for one in log_odds)])[:-1]
    cut = ndtri(np.clip(expit(np.concatenate(list(log_odds)) + shift), 1e-12, 1 - 1e-12))
    not_said = ndtr(-(cut + math.sqrt(alike) * nodes[:, None]) / math.sqrt(1 - alike))
    silent = np.multiply.reduceat(not_said, starts, axis=1)
    found: Floats = 1 - weights @ silent
    return found
