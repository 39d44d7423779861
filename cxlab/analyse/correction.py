"""How a handful of decisions corrects a task's log-probabilities, and whether that holds elsewhere.

See `cxlab.analyse.corrected` for what is learnt from whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxlab.analyse.encode import Encoder
from cxlab.analyse.heads import log_softmax
from cxlab.analyse.linear import LinearMap

FOLDS = 5
STRENGTHS = (0.0, 0.25, 0.5, 0.75, 1.0)
# Chosen on half of the documents of one source (see benchmarks/corrections.py).
_PENALTY, _BIAS_PENALTY = 0.4, 1.0
_RESAMPLES = 1_000
_LEVEL = 0.1  # of one side: the gain must hold in 90 % of the resamples
_LANGUAGE_ROWS = 30  # fewer texts of a language say nothing of its centre


@dataclass(frozen=True)
class Space:
    """Vectors of the study's sentences less their language's mean, of mean length one."""

    ear: Encoder
    centre: dict[str, np.ndarray]
    scale: float

    @classmethod
    def of(cls, texts: Sequence[str], langs: Sequence[str], ear: Encoder) -> "Space":
        """The space that the study's own sentences span; which language a text is in is no label."""
        vectors = ear.encode(texts).astype(np.float64)
        codes = np.array(langs)
        centre = {"": vectors.mean(axis=0)}
        for code in sorted(set(langs)):
            if (codes == code).sum() >= _LANGUAGE_ROWS:
                centre[code] = vectors[codes == code].mean(axis=0)
        places = np.stack([centre.get(code, centre[""]) for code in langs])
        return cls(ear, centre, float(np.sqrt(((vectors - places) ** 2).sum(axis=1).mean())) or 1.0)

    def place(self, texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
        """Where the texts lie in it, of shape (n, dims)."""
        places = np.stack([self.centre.get(code, self.centre[""]) for code in langs])
        result: np.ndarray = (self.ear.encode(texts) - places) / self.scale
        return result


@dataclass(frozen=True)
class Lesson:
    """What came of one task: how many decisions, and accuracy (0-1) on documents not learnt from.

    `decisions` are those learnt from, `anchors` sentences nobody decided that stood beside them;
    `strength` is 0 where the correction is not used.
    """

    task: str
    decisions: int
    anchors: int
    before: float
    after: float
    strength: float


@dataclass(frozen=True)
class Rows:
    """What one task learns from: place, log-probabilities, right class, weight, fold, group."""

    places: np.ndarray
    base: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    fold: np.ndarray
    group: np.ndarray
    decided: np.ndarray  # False for an anchor
    lean: np.ndarray  # added before a class is chosen, never learnt from

    def take(self, mask: np.ndarray) -> "Rows":
        """The rows of a mask."""
        parts = (
            self.places, self.base, self.right, self.weight, self.fold, self.group, self.decided,
            self.lean,
        )  # fmt: skip
        return Rows(*(part[mask] for part in parts))


def study(task: str, rows: Rows) -> tuple[Lesson, LinearMap, list[LinearMap]]:
    """Whether and how strongly a task's correction helps, the correction, and those of each fold."""
    shift = np.zeros_like(rows.base)
    parts = []
    for number in range(FOLDS):
        away = rows.fold == number
        parts.append(fit(rows.take(~away)))
        shift[away] = parts[-1](rows.places[away])
    chances = np.stack([log_softmax(rows.base + one * shift) for one in STRENGTHS])
    at = np.arange(len(rows.right))
    loss = -chances[:, at, rows.right]
    hit = (chances + rows.lean).argmax(axis=2) == rows.right
    best = int(np.argmin(np.round((loss * rows.weight).sum(axis=1), 6)))
    share = rows.weight / rows.weight.sum()
    before, after = float(hit[0] @ share), float(hit[best] @ share)
    strength = STRENGTHS[best]
    if strength and (
        after < before or not _holds((loss[0] - loss[best]) * rows.weight, rows.group)
    ):
        strength = 0.0
    lesson = Lesson(
        task, int(rows.decided.sum()), int((~rows.decided).sum()), round(before, 4),
        round(after, 4), strength,
    )  # fmt: skip
    return lesson, _scaled(fit(rows), strength), [_scaled(part, strength) for part in parts]


def _scaled(one: LinearMap, strength: float) -> LinearMap:
    return LinearMap(one.weights * strength, one.intercept * strength)


def _holds(gain: np.ndarray, group: np.ndarray) -> bool:
    """Whether the summed gain stays above zero in 90 % of resamples of the documents."""
    _, owner = np.unique(group.astype(str), return_inverse=True)
    by_group = np.bincount(owner, gain)
    random = np.random.default_rng(0)
    drawn = random.integers(0, len(by_group), (_RESAMPLES, len(by_group)))
    return float(np.quantile(by_group[drawn].sum(axis=1), _LEVEL)) > 0


def fit(rows: Rows) -> LinearMap:
    """The correction that fits the rows, drawn towards no correction at all.

    Minimises the weighted cross-entropy of softmax(base + places W + b) plus
    0.4/2 |W|^2 + 1/2 |b|^2.
    """
    from scipy.optimize import minimize

    count, dims = rows.base.shape[1], rows.places.shape[1]
    truth = np.eye(count)[rows.right]
    weight = rows.weight[:, None]

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(dims + 1, count)
        chances = log_softmax(rows.base + rows.places @ table[:-1] + table[-1])
        error = weight * (np.exp(chances) - truth)
        penalty = np.vstack([np.full((dims, 1), _PENALTY), [[_BIAS_PENALTY]]])
        value = -float((weight * truth * chances).sum()) + float((penalty * table**2).sum()) / 2
        slope = np.vstack([rows.places.T @ error, error.sum(axis=0)]) + penalty * table
        return value, slope.ravel()

    found = minimize(
        cost, np.zeros((dims + 1) * count), jac=True, method="L-BFGS-B", options={"maxiter": 100}
    ).x.reshape(dims + 1, count)
    return LinearMap(found[:-1], found[-1])
