"""Whether a study's own ratings make its sentences better understood: the gain, cross-validated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cxlab.analyse.voice import FOLDS, Labelled

SMALLEST_GAIN = 0.05  # of what the general heads leave to gain; less changes labels for nothing
_REPLICATES = 1_000
_LEVEL = 0.005  # of one side: the gain must hold in 99.5 % of replicates
_CHUNK = 100  # of replicates held at a time


@dataclass(frozen=True)
class Gain:
    """How well low-rated documents are told from high-rated ones that no model had seen.

    `before`, `after`: area under the ROC curve (0.5 chance, 1 perfect) of the general heads alone
    and with the study's own voice; `low`, `high`: 99 % interval of their difference, bootstrap over
    participants; `balanced_before`, `balanced_after`: mean of the shares of low and of high
    documents on the right side of zero.
    """

    before: float
    after: float
    low: float
    high: float
    balanced_before: float
    balanced_after: float

    @property
    def is_better(self) -> bool:
        """Whether the gain is sure, worth having, and does not move documents past zero."""
        enough = self.after - self.before >= SMALLEST_GAIN * (1 - self.before)
        return self.low > 0 and enough and self.balanced_after >= self.balanced_before


def measure(
    scores: np.ndarray, known: Labelled, weights: Sequence[float], seed: int
) -> tuple[Gain, float]:
    """The gain with weights chosen without the fold they are measured on, and the weight.

    `scores`: of each weight (rows) and labelled document; the first weight is no voice at all.
    """
    ends_only = known.label != 0.5
    high, group, fold_of = (a[ends_only] for a in (known.label > 0.5, known.group, known.fold))
    scores = scores[:, ends_only]
    chosen = np.zeros(len(high))
    for number in range(FOLDS):
        away = fold_of == number
        chosen[away] = scores[_best(scores[:, ~away], high[~away])][away]
    once = np.ones((1, len(high)))
    gains = np.concatenate(
        [
            _area(chosen, high, drawn) - _area(scores[0], high, drawn)
            for drawn in _replicates(group, seed)
        ]
    )
    gain = Gain(
        before=float(_area(scores[0], high, once)[0]),
        after=float(_area(chosen, high, once)[0]),
        low=float(np.quantile(gains, _LEVEL)),
        high=float(np.quantile(gains, 1 - _LEVEL)),
        balanced_before=_balanced(scores[0], high),
        balanced_after=_balanced(chosen, high),
    )
    return gain, weights[_best(scores, high)]


def _best(scores: np.ndarray, high: np.ndarray) -> int:
    """The first of the weights with the largest area: less of the study's voice when in doubt."""
    areas = [_area(one, high, np.ones((1, len(high))))[0] for one in scores]
    return int(np.argmax(np.round(areas, 4)))


def _area(scores: np.ndarray, high: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Area under the ROC curve, ties counted half, for each row of how often documents count."""
    _, place = np.unique(scores, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    good = np.add.reduceat((counts * high)[:, order], starts, axis=1)
    bad = np.add.reduceat((counts * ~high)[:, order], starts, axis=1)
    below = np.cumsum(bad, axis=1) - bad / 2
    pairs = good.sum(axis=1) * bad.sum(axis=1)
    result: np.ndarray = (good * below).sum(axis=1) / np.maximum(pairs, 1)
    return result


def _balanced(scores: np.ndarray, high: np.ndarray) -> float:
    return float(((scores[high] > 0).mean() + (scores[~high] < 0).mean()) / 2)


def _replicates(group: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """How often each document counts when participants are drawn with replacement, in chunks."""
    _, person = np.unique(group, return_inverse=True)
    size = int(person.max()) + 1
    random = np.random.default_rng(seed)
    share = np.full(size, 1 / size)
    for _ in range(_REPLICATES // _CHUNK):
        yield random.multinomial(size, share, size=_CHUNK)[:, person].astype(np.float32)
