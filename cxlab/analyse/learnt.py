"""What a study's own sentences teach about its touchpoints: the sure ones, and what people decided.

Names and examples say what a touchpoint is; a corpus says in which words its customers put it. One
ridge regression learns from the codebook's sentences, from those of the corpus whose scores leave
no doubt (for a touchpoint, or for none), and from people's decisions, which count most. It has one
solution, so neither the order of the texts nor chance changes it. A second one learns from
people's decisions where the first goes wrong; how far it is believed is chosen by how well it
foretells decisions it has not seen; so is how much a text must say to have a touchpoint at all.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxlab.analyse.linear import LinearMap
from cxlab.analyse.prototypes import Reading

FEWEST = 100  # texts below which a corpus teaches nothing and each text is read alone
MOST = 6_000  # texts of a larger corpus to learn from
# Chosen on the corpora of benchmarks/touchpoints.py.
_SHARE = 0.6  # of what was learnt in a large corpus; the rest is names and examples
_GAIN, _LIKELY = 0.7, 0.2  # a share of 0…1 as a raw score; the share that counts as nothing
_SURE = 0.05  # raw score above or below the lowest that leaves no doubt
_PENALTY, _PENALTY_DECIDED = 5.0, 3.0
_DECIDED = 3.0  # a decision counts as so many sure sentences
_SCORES = 8.0  # weight of the scores beside the vectors in the second regression
_STRENGTHS = (0.0, 0.3, 1.0, 3.0)
_LIFTS = (0.0, 0.05, 0.1, 0.2)  # what may be added to every score, so that fewer texts get none
_FOLDS = 5
_FEWEST_DECIDED = 10
# How far a further touchpoint may lie behind the best; how far if it leads a clause.
_CLOSE, _FAR = 0.1, 0.45

Decided = Mapping[int, Collection[int]]


@dataclass(frozen=True)
class Learnt:
    """Scores of raw scores and features: at or above 0 where a text speaks of a touchpoint."""

    lowest: float
    share: float = 0.0
    line: LinearMap | None = None
    strength: float = 0.0
    correction: LinearMap | None = None
    lift: float = 0.0

    def scores(self, reading: Reading) -> np.ndarray:
        """Scores, (n, touchpoints)."""
        result: np.ndarray = reading.raw - self.lowest
        if self.line is not None:
            told = _GAIN * (self.line(reading.features) - _LIKELY)
            result = (1 - self.share) * result + self.share * told
        if self.correction is not None and self.strength:
            result = _corrected(result, reading.features, self.correction, self.strength)
        return result + self.lift


def kept(scores: np.ndarray, behind: np.ndarray) -> np.ndarray:
    """Which touchpoints a text has, (n, touchpoints): those at or above 0 that lie close to its
    best, or not too far behind it where they lead a clause."""
    below = scores.max(axis=1, keepdims=True) - scores
    result: np.ndarray = (scores >= 0) & (below <= np.where(behind <= 0, _FAR, _CLOSE))
    return result


def chosen_rows(texts: Sequence[str], always: Collection[int] = ()) -> np.ndarray:
    """Rows to learn from: one of each text, `MOST` at most, in an order that is the texts' own."""
    first: dict[str, int] = {}
    for row, text in enumerate(texts):
        first.setdefault(text, row)
    by_content = sorted(first, key=lambda text: (_digest(text), text))[:MOST]
    rows = dict.fromkeys(first[text] for text in by_content)
    return np.array([*rows, *sorted(set(always) - rows.keys())], dtype=int)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def learn(
    reading: Reading, lowest: float, examples: np.ndarray, owner: np.ndarray, decided: Decided
) -> Learnt:
    """What n texts teach: how they were read, and decisions by row.

    `examples` are the features of the codebook's sentences, `owner` their touchpoints. A decision
    of no touchpoint is an empty collection.
    """
    n = len(reading.raw)
    if n < FEWEST and len(decided) < _FEWEST_DECIDED:
        return Learnt(lowest)
    share = _SHARE * max(n - FEWEST, len(decided)) / (n + FEWEST)
    task = _Task(reading, lowest, share, examples, owner)
    first = task.fit(decided)
    if len(decided) < _FEWEST_DECIDED:
        return first
    correction = _correction(first.scores(reading), reading.features, decided)
    strength, lift = _believed(task, decided)
    return replace(first, strength=strength, correction=correction, lift=lift)


@dataclass(frozen=True)
class _Task:
    reading: Reading
    lowest: float
    share: float
    examples: np.ndarray
    owner: np.ndarray

    def fit(self, decided: Decided) -> Learnt:
        """What is learnt from the codebook, the sure texts and some decisions."""
        above = self.reading.raw - self.lowest
        sure = np.abs(above.max(axis=1)) >= _SURE
        targets = kept(above, self.reading.behind).astype(float)
        weights = np.ones(len(above))
        for row, columns in decided.items():
            targets[row] = 0
            targets[row, list(columns)] = 1
            sure[row], weights[row] = True, _DECIDED
        names = np.eye(above.shape[1])[self.owner]
        line = _ridge(
            np.vstack([self.reading.features[sure], self.examples]),
            np.vstack([targets[sure], names]),
            np.concatenate([weights[sure], np.ones(len(names))]),
            _PENALTY,
        )
        return Learnt(self.lowest, self.share, line)


def _correction(scores: np.ndarray, features: np.ndarray, decided: Decided) -> LinearMap:
    """Decisions out of the vectors and what the scores already say."""
    rows = np.array(list(decided), dtype=int)
    targets = np.zeros((len(rows), scores.shape[1]))
    for place, columns in enumerate(decided.values()):
        targets[place, list(columns)] = 1
    seen = np.hstack([features[rows], _SCORES * scores[rows]])
    return _ridge(seen, targets, np.ones(len(rows)), _PENALTY_DECIDED)


def _corrected(
    scores: np.ndarray, features: np.ndarray, correction: LinearMap, strength: float
) -> np.ndarray:
    """Scores in the order of the correction, the best as high as before.

    People decide on sentences that say something, so the correction knows which touchpoint, and
    little of whether there is one.
    """
    moved: np.ndarray = scores + strength * correction(np.hstack([features, _SCORES * scores]))
    moved += scores.max(axis=1, keepdims=True) - moved.max(axis=1, keepdims=True)
    return moved


def _believed(task: _Task, decided: Decided) -> tuple[float, float]:
    """The strength of the correction and the lift that foretell unseen decisions best."""
    rows = list(decided)
    right = np.zeros((len(_STRENGTHS), len(_LIFTS)))
    for fold in range(_FOLDS):
        unseen = rows[fold::_FOLDS]
        seen = {row: decided[row] for row in rows if row not in set(unseen)}
        scores, features = task.fit(seen).scores(task.reading), task.reading.features
        correction = _correction(scores, features, seen)
        for place, strength in enumerate(_STRENGTHS):
            told = _corrected(scores[unseen], features[unseen], correction, strength)
            for one, row in zip(told, unseen, strict=True):
                best, columns = int(one.argmax()), decided[row]
                above = one[best] + np.array(_LIFTS) >= 0
                right[place] += (above if best in columns else False) if columns else ~above
    strength, lift = divmod(int(right.argmax()), len(_LIFTS))  # of equals, the weakest
    return _STRENGTHS[strength], _LIFTS[lift]


def _ridge(
    features: np.ndarray, targets: np.ndarray, weights: np.ndarray, penalty: float
) -> LinearMap:
    """Weighted ridge regression with a free intercept (Hoerl and Kennard 1970)."""
    x, y = features.astype(np.float64), targets.astype(np.float64)
    x_mean = np.average(x, axis=0, weights=weights)
    y_mean = np.average(y, axis=0, weights=weights)
    root = np.sqrt(weights)[:, None]
    x, y = (x - x_mean) * root, (y - y_mean) * root
    if len(x) < x.shape[1]:  # the smaller of two equal systems
        inner = x @ x.T + penalty * np.eye(len(x))
        solved: np.ndarray = x.T @ np.linalg.solve(inner, y)
    else:
        solved = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ y)
    return LinearMap(solved, y_mean - x_mean @ solved)
