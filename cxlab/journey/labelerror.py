"""Machine labels err: how far a count of people or a mean can be off because of it.

Sensitivity and specificity, inverted (W. Rogan and B. Gladen, American Journal of Epidemiology 107,
1978: `rogan_gladen`), correct a count where they are the same everywhere. Here they are not: they
rise and fall with how common a pain is, so that shares corrected with them lie twice as far from the truth
as those counted, whose errors cancel (`benchmarks/labelerror.py`; chances summed over sentences do not
carry over to sources never seen either). So a count stays what was counted, and its interval takes in how
far counts were off where both were known: by chance of single labels, and because places
differ, as studies do in a meta-analysis.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cxlab.journey.model import Count
from cxlab.journey.statistics import normal_quantile, wilson


@dataclass(frozen=True)
class LabelError:
    """What training measured of an encoder's labels (`label_error` beside its card).

    `agreement`: kind -> language (and 'all') -> Cohen's kappa of machine and people about who voices
    it. `spread`: kind -> sd of the log odds ratio of true and counted people between places of sources
    never seen. `place`, `whole`: sd of the error of a mean valence, of a stage and of a source.
    """

    agreement: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    place: float = 0.0
    whole: float = 0.0

    @staticmethod
    def of(method: Mapping[str, Any]) -> "LabelError":
        """From a method's `label_error`; where nobody measured it, nothing is widened or counted."""
        return LabelError(**(method.get("label_error") or {}))

    @property
    def apart(self) -> float:
        """The sd of a mean's error that is not common to a study: what two of its segments differ by.

        A place errs as its whole source does, and on top of that by itself; the first cancels in a
        difference. That segments share a touchpoint, and with it part of the second, is left aside.
        """
        return math.sqrt(max(self.place**2 - self.whole**2, 0.0))

    def agreement_on(self, kind: str, langs: Iterable[str]) -> float:
        """Mean agreement over sentences of these languages; an unknown one has that of all."""
        known = self.agreement[kind]
        return float(np.mean([known.get(lang, known["all"]) for lang in langs]))


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
    own = np.maximum(own, 1e-8)  # nothing is measured without any error
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


def attenuated(low: float, high: float, agreement: float) -> tuple[float, float]:
    """The interval of a difference between who is labelled and who is not, as wide as labels may hide it.

    Yes-no labels that err without regard to the outcome shrink a difference to (positive + negative
    predictive value - 1) of it (D. Aigner, Journal of Econometrics 1, 1973, 49-59), which is Cohen's kappa
    where as many are labelled as should be. An end that lies away from 0 moves out by as much; one
    between 0 and the estimate stays.

    >>> [round(end, 4) for end in attenuated(-1.2, -0.4, 0.8)]
    [-1.5, -0.4]
    """
    agreement = max(agreement, 0.1)
    return low / agreement if low < 0 else low, high / agreement if high > 0 else high


def count_people(
    people: int, of_people: int, *, agreement: float, spread: float, level: float = 0.95
) -> Count:
    """Bounds of how many of these people really voice what so many were counted for.

    Log odds of the share, half a person added to each side (J. Haldane, Annals of Human Genetics 20,
    1956), are off by an error with two variances. Single labels: with agreement kappa,
    a share (1 - kappa) 2 s (1 - s) of people is labelled wrong by definition of kappa (J. Cohen,
    Educational and Psychological Measurement 20, 1960), half of them to each side. Places: `spread`
    squared. Bounds of the share among all such people add, as squares, Wilson's interval and what
    places differ. With agreement 1 and no spread: the count itself, and Wilson's interval.

    >>> count_people(7, 12, agreement=0.7, spread=0.5).low
    3
    """
    from scipy.special import expit, logit

    middle = (people + 0.5) / (of_people + 1)
    odds, reach = float(logit(middle)), normal_quantile(level)
    own = 2 * (1 - agreement) / ((of_people + 1) * middle * (1 - middle))
    ends = expit(odds + reach * math.hypot(math.sqrt(own), spread) * np.array([-1, 1]))
    low, high = np.rint(ends * (of_people + 1) - 0.5)
    less, more = expit(odds + reach * spread * np.array([-1, 1]))
    share = people / of_people
    bottom, top = wilson(people, of_people, level=level)
    return Count(
        low=int(min(max(low, 0), people)),
        high=int(max(min(high, of_people), people)),
        share_low=float(max(0.0, share - math.hypot(share - bottom, middle - less))),
        share_high=float(min(1.0, share + math.hypot(top - share, more - middle))),
    )
