"""Vectors and words of texts -> groups of like texts, and how far a text belongs to its group.

Everything here takes distinct texts in an order that depends on their content alone, starts from
no random point, and so gives the same groups whatever the order of a file.

Method: sentence vectors, centred and of unit length, stand beside the texts' words (TF-IDF in few
dimensions); each text is drawn toward its nearest neighbours, which thins out what lies between
groups; Ward's tree (1963) is cut, and KMeans, started from the cut, moves what lies wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_WORD_DIMS = 100
_WORD_WEIGHT = 0.5
_NEIGHBOURS = 15
_ROUNDS = 3


@dataclass(frozen=True)
class Tree:
    """Ward's tree over n texts: `points` float32 (n, d) smoothed; `merges` as scipy's linkage."""

    points: np.ndarray
    merges: np.ndarray

    def groups(self, number: int) -> np.ndarray:
        """Labels 0…number-1 of the n texts."""
        from scipy.cluster.hierarchy import fcluster
        from sklearn.cluster import KMeans

        if number == 1:
            return np.zeros(len(self.points), dtype=int)
        cut = fcluster(self.merges, number, criterion="maxclust") - 1
        centres = means(self.points, cut)
        fitted = KMeans(len(centres), init=centres, n_init=1, max_iter=100).fit(self.points)
        labels: np.ndarray = np.unique(fitted.labels_, return_inverse=True)[1]
        return labels


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: np.ndarray = vectors / np.maximum(lengths, 1e-9)
    return result


def means(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Mean of each label 0…k-1, shape (k, d)."""
    number = int(labels.max()) + 1
    sums = np.zeros((number, points.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, points)
    counts = np.maximum(np.bincount(labels, minlength=number), 1)
    return (sums / counts[:, None]).astype(points.dtype)


def space(folded: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """Vectors beside words, float32 (n, d): what nearness is measured in."""
    sense = unit(vectors - vectors.mean(axis=0))
    words = word_space(folded)
    return np.hstack([sense, _WORD_WEIGHT * words]) if words.size else sense


def word_space(folded: Sequence[str]) -> np.ndarray:
    """TF-IDF of the words in at most 100 dimensions, rows of unit length; (n, 0) when too few."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    empty = np.zeros((len(folded), 0), dtype=np.float32)
    try:
        counted = TfidfVectorizer(min_df=2, max_df=0.5, sublinear_tf=True, dtype=np.float32)
        weights = counted.fit_transform(folded)
    except ValueError:  # no word occurs twice
        return empty
    dims = min(_WORD_DIMS, min(weights.shape) - 1)
    if dims < 2:
        return empty
    return unit(TruncatedSVD(dims, random_state=0).fit_transform(weights)).astype(np.float32)


def grow(points: np.ndarray, smallest: int) -> Tree:
    """The tree over points drawn toward their neighbours; groups of `smallest` texts survive."""
    from scipy.cluster.hierarchy import linkage

    smoothed = drawn_together(points, int(np.clip(smallest, 3, _NEIGHBOURS)))
    return Tree(smoothed, linkage(smoothed, "ward"))


def drawn_together(points: np.ndarray, neighbours: int) -> np.ndarray:
    """Points moved, a few rounds, to the mean of themselves and their nearest neighbours."""
    from sklearn.neighbors import NearestNeighbors

    near = min(neighbours, len(points) - 1)
    if near < 1:
        return points
    graph = NearestNeighbors(n_neighbors=near).fit(points).kneighbors_graph(mode="connectivity")
    graph = graph.maximum(graph.T).tolil()
    graph.setdiag(1)
    graph = graph.tocsr().astype(np.float32)
    graph = graph.multiply(1 / graph.sum(axis=1)).tocsr()
    for _ in range(_ROUNDS):
        points = graph @ points
    return points
