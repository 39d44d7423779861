"""Points -> groups of like points, with no random start: the same points give the same groups.

Each point is drawn toward its nearest neighbours, the nearer the more, which thins out what lies
between groups; Ward's tree (1963) is cut; KMeans, started from the cut, moves what lies wrong.
"""

from dataclasses import dataclass

import numpy as np

_FEWEST, _MOST = 4, 10  # neighbours
_ROUNDS = 3
_DIMS = 100  # of the drawn points; what is left out is noise and costs time
_SQUARE = 2_000  # rows whose similarities to all are held at once


@dataclass(frozen=True)
class Tree:
    """Ward's tree over n points: `points` float32 (n, d) as drawn; `merges` as scipy's linkage."""

    points: np.ndarray
    merges: np.ndarray

    def groups(self, number: int) -> np.ndarray:
        """Labels 0…number-1 of the n points, numbered as they first appear."""
        from scipy.cluster.hierarchy import fcluster
        from sklearn.cluster import KMeans

        cut = fcluster(self.merges, number, criterion="maxclust") - 1
        centres = means(self.points, cut)
        return in_order(KMeans(len(centres), init=centres, n_init=1).fit(self.points).labels_)


@dataclass(frozen=True)
class Likest:
    """The group a further point belongs to, by linear discriminants (Fisher, 1936).

    Groups share one covariance, shrunk after Ledoit and Wolf (2004). On 13,000 banking texts this
    agreed better with people's classes than the nearest centre (NMI .55 against .53 at 14 classes,
    .71 against .68 at 77).
    """

    weights: np.ndarray
    offsets: np.ndarray

    @classmethod
    def of(cls, points: np.ndarray, labels: np.ndarray) -> "Likest":
        from sklearn.covariance import ledoit_wolf

        centres = means(points, labels).astype(np.float64)
        spread, _ = ledoit_wolf(points.astype(np.float64) - centres[labels])
        weights = np.linalg.solve(spread, centres.T)
        shares = np.bincount(labels) / len(labels)
        return cls(weights, np.log(shares) - (centres.T * weights).sum(axis=0) / 2)

    def groups(self, points: np.ndarray) -> np.ndarray:
        """Labels of points, (n,)."""
        labels: np.ndarray = (points @ self.weights + self.offsets).argmax(axis=1)
        return labels


def grow(points: np.ndarray, smallest: int) -> Tree:
    """The tree over points drawn toward so many neighbours that groups of `smallest` survive."""
    from scipy.cluster.hierarchy import linkage

    drawn = narrowed(drawn_together(points, int(np.clip(smallest, _FEWEST, _MOST))))
    return Tree(drawn, linkage(drawn, "ward"))


def grouped(points: np.ndarray, number: int) -> np.ndarray:
    """Labels 0…number-1 of the points."""
    if number == 1 or len(points) < 2:
        return np.zeros(len(points), dtype=int)
    if number == len(points):
        return np.arange(len(points))
    return grow(points, len(points) // number).groups(number)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: np.ndarray = vectors / np.maximum(lengths, 1e-9)
    return result


def means(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Mean of each label 0…k-1, shape (k, d)."""
    from scipy.sparse import csr_matrix

    number, rows = int(labels.max()) + 1, np.arange(len(labels))
    member = csr_matrix((np.ones(len(labels)), (labels, rows)), shape=(number, len(labels)))
    counts = np.maximum(np.bincount(labels, minlength=number), 1)
    result: np.ndarray = (member @ points / counts[:, None]).astype(points.dtype)
    return result


def in_order(labels: np.ndarray) -> np.ndarray:
    """The labels renumbered 0…k-1 as they first appear."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank: np.ndarray = np.argsort(np.argsort(first))
    return rank[inverse]


def drawn_together(points: np.ndarray, neighbours: int) -> np.ndarray:
    """Points moved, a few rounds, to the weighted mean of themselves and their neighbours.

    A point weighs 1 for itself; a neighbour weighs its squared cosine, so that a text that is like
    no other stays what it is.
    """
    from scipy.sparse import csr_matrix, diags, eye

    number = len(points)
    near = min(neighbours, number - 1)
    directed = unit(points)
    columns, weights = [], []
    for start in range(0, number, _SQUARE):
        alike = directed[start : start + _SQUARE] @ directed.T
        alike[np.arange(len(alike)), np.arange(start, start + len(alike))] = -np.inf
        nearest = np.argpartition(alike, number - near, axis=1)[:, number - near :]
        columns.append(nearest.ravel())
        weights.append(np.take_along_axis(alike, nearest, axis=1).ravel().clip(0) ** 2)
    rows = np.repeat(np.arange(number), near)
    values = np.concatenate(weights).astype(np.float32)
    graph = csr_matrix((values, (rows, np.concatenate(columns))), shape=(number, number))
    graph = (graph.maximum(graph.T) + eye(number, dtype=np.float32)).tocsr()
    graph = diags(1 / np.asarray(graph.sum(axis=1)).ravel()) @ graph
    for _ in range(_ROUNDS):
        points = graph @ points
    return points


def narrowed(points: np.ndarray) -> np.ndarray:
    """The points in the at most 100 directions in which they differ most."""
    if min(points.shape) <= _DIMS:
        return points
    centred = points - points.mean(axis=0)
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    result: np.ndarray = (centred @ directions[:, -_DIMS:]).astype(np.float32)
    return result
