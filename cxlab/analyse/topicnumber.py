"""Points -> how many topics there are, and how firmly each is found."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cxlab.analyse import grouping

RESAMPLES = 5
SHARE = 0.8  # of the texts, drawn without putting back, in each resample
_MOST = 60
_STEP = 1.25


def choose(points: np.ndarray, sense: np.ndarray) -> tuple[int, pd.DataFrame]:
    """The number of topics, and the score of every number tried.

    The score is the mean silhouette (Rousseeuw, 1987) by cosine in sense, as it is, not as it was
    drawn together. Taken is the smallest number whose score lies within one standard error of the
    best (Breiman et al., 1984): fewer topics are easier to read. Of 2, 3, 4, 5, 6, 8, 10 … 57,
    a quarter more each time, those are tried that lie between the fourth root of the texts (two topics
    of a thousand texts say little) and the square root of twice their number.
    """
    from sklearn.metrics import silhouette_samples

    least = max(2, int(len(points) ** 0.25))
    most = min(int((2 * len(points)) ** 0.5), _MOST, len(points) - 1)
    tried = sorted({round(2 * _STEP**step) for step in range(17)} & set(range(least, most + 1)))
    if not tried:
        return 1, pd.DataFrame({"topics": [], "score": []})
    tree = grouping.grow(points, len(points) // 8)
    alike = grouping.unit(sense)
    distances = (1 - alike @ alike.T).clip(0)
    np.fill_diagonal(distances, 0)
    each = [
        silhouette_samples(distances, tree.groups(number), metric="precomputed") for number in tried
    ]
    scores = np.array([one.mean() for one in each])
    best = int(scores.argmax())
    error = float(each[best].std()) / len(points) ** 0.5
    taken = tried[int(np.argmax(scores >= scores[best] - error))]
    return taken, pd.DataFrame({"topics": tried, "score": np.round(scores, 4)})


def firmness(points: np.ndarray, found: np.ndarray, seed: int) -> tuple[np.ndarray, float]:
    """Per group, and over all, how well groups are found again in resamples; nan below 10 points.

    Per group: mean of its best Jaccard overlap with a group of the resample (Hennig, 2007), 0…1.
    Over all: mean adjusted Rand index with the resample's groups, at most 1.
    """
    from sklearn.metrics import adjusted_rand_score

    number = int(found.max()) + 1
    if number < 2 or len(points) < 10:
        return np.full(number, np.nan), float("nan")
    random = np.random.default_rng(seed)
    overall: list[float] = []
    each: list[np.ndarray] = []
    for _ in range(RESAMPLES):
        rows = np.sort(random.choice(len(points), int(len(points) * SHARE), replace=False))
        again = grouping.grouped(points[rows], min(number, len(rows)))
        overall.append(float(adjusted_rand_score(found[rows], again)))
        each.append(_overlap(found[rows], again, number))
    return np.mean(each, axis=0), float(np.mean(overall))


def _overlap(found: np.ndarray, again: np.ndarray, number: int) -> np.ndarray:
    """Best Jaccard index of each of `number` groups with a group of the resample."""
    both = np.zeros((number, int(again.max()) + 1))
    np.add.at(both, (found, again), 1)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    best: np.ndarray = (both / np.maximum(either, 1)).max(axis=1)
    return best


def broader(centres: np.ndarray, sizes: Sequence[int]) -> tuple[pd.DataFrame, np.ndarray]:
    """How topics merge into broader ones, and the node each stands under (−1 when they are few).

    A row a merge: node, left, right, distance, size (texts); nodes below the number of topics are
    topics. Above 12 topics, the broader ones are about as many as the square root of the topics.
    """
    from scipy.cluster.hierarchy import linkage

    number = len(centres)
    under = np.full(number, -1)
    columns = ["node", "left", "right", "distance", "size"]
    if number < 2:
        return pd.DataFrame({name: [] for name in columns}), under
    held = [[topic] for topic in range(number)]
    total = [int(size) for size in sizes]
    rows = []
    last = number - round(number**0.5) if number > 12 else 0
    for step, (left, right, distance, _) in enumerate(linkage(centres, "ward")):
        pair = int(left), int(right)
        total.append(total[pair[0]] + total[pair[1]])
        held.append(held[pair[0]] + held[pair[1]])
        rows.append((number + step, *pair, round(float(distance), 6), total[-1]))
        if step < last:
            under[held[-1]] = number + step
    return pd.DataFrame(rows, columns=columns), under
