"""Texts -> what they talk about: topics over languages, found without a codebook.

Distinct texts are put in an order that their content alone decides (see `cxlab.analyse.grouping`), so
the same texts give the same topics in whatever order a file holds them.
"""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse import grouping
from cxlab.analyse.encode import Encoder, checked_texts, get_encoder
from cxlab.analyse.words import fold, known_languages
from cxlab.errors import CxlabWarning, StudyError

FEW = 50  # distinct texts; below it topics are a first reading
_NO_TOPIC = -1
_RESAMPLES = 5
_SHARE = 0.8  # of the texts, drawn without putting back, in each resample
_EXEMPLARS = 5
_NARROW = 0.05  # a text this little nearer to its topic than to another lies on the boundary
_WORDS = 6


class TopicsWarning(CxlabWarning):
    """Topics that rest on little."""


@dataclass(frozen=True)
class Topics:
    """What n texts talk about.

    `labels`: topic of each text, int (n,); −1 for none. `table`: a row a topic, largest first:
    topic, parent (the broader topic it stands under, −1 for none), size (texts), share (of the
    texts with a topic, 0…1), languages ({code: texts}), stability (0…1, how well the topic is found again in
    resamples), exemplars (rows of the texts nearest its centre), words. `stability`: adjusted Rand
    index between these topics and those of resamples, mean, at most 1; nan where none was drawn.
    `leftovers`: row, why. `boundary`: row, topic, other, margin (how much nearer the topic is,
    0…1), narrowest first. `hierarchy`: the merges of topics into broader ones: node, left, right,
    distance, size; nodes below the number of topics are topics. `choices`: for each number of
    topics tried: topics, score; empty where the number was given.
    """

    labels: np.ndarray
    table: pd.DataFrame
    stability: float
    leftovers: pd.DataFrame
    boundary: pd.DataFrame
    hierarchy: pd.DataFrame
    choices: pd.DataFrame
    margins: np.ndarray
    others: np.ndarray

    def __repr__(self) -> str:
        return (
            f"Topics({len(self.labels)} texts, {len(self.table)} topics, "
            f"{len(self.leftovers)} leftovers, stability {self.stability:.2f})"
        )

    def to_frame(self) -> pd.DataFrame:
        """A row a text, in the order given: row, topic, other (the next nearest), margin."""
        return pd.DataFrame(
            {
                "row": np.arange(len(self.labels)), "topic": self.labels,
                "other": self.others, "margin": self.margins,
            }
        )  # fmt: skip


def discover_topics(
    texts: Sequence[str],
    langs: Sequence[str] | None = None,
    n_topics: int | None = None,
    seed: int = 0,
    encoder: str | Encoder = "auto",
) -> Topics:
    """Topics of the texts: `n_topics` of them, or as many as part the texts best.

    Topics are numbered from 0 by size. `seed` only draws the resamples.
    Raises StudyError for a bare string, texts that are not strings, an unknown encoder, and for
    more topics than there are distinct texts. Warns (TopicsWarning) below 50 distinct texts.
    """
    checked = checked_texts(texts)
    codes = known_languages(checked, langs)
    distinct, place = _distinct(checked)
    _check_number(n_topics, len(distinct))
    if 0 < len(distinct) < FEW:
        warnings.warn(
            f"{len(distinct)} distinct texts: topics of fewer than {FEW} are a first reading; "
            "read all of them before deciding",
            TopicsWarning, stacklevel=2,
        )  # fmt: skip
    if not distinct:
        return _none(len(checked))
    chosen = get_encoder(encoder, len(distinct))
    vectors = chosen.encode(distinct)
    points = grouping.space([fold(text) for text in distinct], vectors)
    number, choices = n_topics, pd.DataFrame({"topics": [], "score": []})
    if number is None:
        number, choices = _number(points)
    found = _grouped(points, number)
    stabilities, overall = _stability(points, found, seed)
    return _assembled(checked, codes, place, points, found, stabilities, overall, choices)


def _distinct(texts: list[str]) -> tuple[list[str], np.ndarray]:
    """Distinct texts that hold a word, ordered by their hash; per text its place there or −1."""
    stripped = [text.strip() for text in texts]
    speaking = {text for text in stripped if any(letter.isalpha() for letter in text)}
    ordered = sorted(speaking, key=_hash)
    places = {text: number for number, text in enumerate(ordered)}
    return ordered, np.array([places.get(text, _NO_TOPIC) for text in stripped], dtype=int)


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _check_number(number: int | None, distinct: int) -> None:
    if number is None:
        return
    if number < 1:
        raise StudyError(
            f"n_topics must be at least 1. Found: {number}. Leave it out to have it chosen"
        )
    if number > distinct:
        raise StudyError(
            f"n_topics is {number}, but there are only {distinct} distinct texts with words. "
            f"Ask for at most {distinct}, better a fifth of it, or leave it out to have it chosen"
        )


def _grouped(points: np.ndarray, number: int) -> np.ndarray:
    if number == 1 or len(points) < 2:
        return np.zeros(len(points), dtype=int)
    return grouping.grow(points, len(points) // number).groups(number)


def _number(points: np.ndarray) -> tuple[int, pd.DataFrame]:
    """The number of topics with the best mean silhouette (Rousseeuw, 1987) of those tried."""
    from sklearn.metrics import silhouette_score

    most = min(len(points) // 5, 60)
    tried = sorted({round(2 * 1.25**step) for step in range(20)} & set(range(2, most + 1)))
    rows = []
    for number in tried:
        labels = _grouped(points, number)
        if 1 < labels.max() + 1 < len(points):
            rows.append((number, float(silhouette_score(points, labels, metric="cosine"))))
    choices = pd.DataFrame(rows, columns=["topics", "score"])
    if choices.empty:
        return 1, choices
    return int(choices["topics"].iloc[int(choices["score"].argmax())]), choices


def _stability(points: np.ndarray, found: np.ndarray, seed: int) -> tuple[np.ndarray, float]:
    """Per topic the mean best Jaccard (Hennig, 2007), and the mean adjusted Rand index, over resamples."""
    from sklearn.metrics import adjusted_rand_score

    number = int(found.max()) + 1
    if number < 2 or len(points) < 10:
        return np.full(number, np.nan), float("nan")
    random = np.random.default_rng(seed)
    overall, each = [], []
    for _ in range(_RESAMPLES):
        rows = np.sort(random.choice(len(points), int(len(points) * _SHARE), replace=False))
        again = _grouped(points[rows], min(number, len(rows)))
        overall.append(adjusted_rand_score(found[rows], again))
        both = np.zeros((number, again.max() + 1))
        np.add.at(both, (found[rows], again), 1)
        either = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
        each.append((both / np.maximum(either, 1)).max(axis=1))
    return np.mean(each, axis=0), float(np.mean(overall))


def _assembled(
    texts: list[str], codes: list[str], place: np.ndarray, points: np.ndarray, found: np.ndarray,
    stabilities: np.ndarray, overall: float, choices: pd.DataFrame,
) -> Topics:  # fmt: skip
    spoken = place >= 0
    order = _by_size(found, place[spoken])
    rank = np.argsort(order)
    found, stabilities = rank[found], stabilities[order]
    centres = grouping.unit(grouping.means(points, found))
    nearness = grouping.unit(points) @ centres.T
    margin, other = _margins(nearness, found)

    def spread(values: np.ndarray, absent: float) -> np.ndarray:
        return np.where(spoken, values[place], absent)

    labels = spread(found, _NO_TOPIC).astype(int)
    margins, others = spread(margin, np.nan), spread(other, _NO_TOPIC).astype(int)
    merges = _merges(centres, np.bincount(labels[spoken], minlength=len(centres)))
    leftovers = pd.DataFrame({"row": np.flatnonzero(~spoken), "why": "no words"})
    narrow = np.flatnonzero(spoken & (margins < _NARROW) & (others >= 0))
    boundary = pd.DataFrame(
        {"row": narrow, "topic": labels[narrow], "other": others[narrow], "margin": margins[narrow]}
    ).sort_values(["margin", "row"], ignore_index=True)  # fmt: skip
    table = _table(texts, codes, labels, spread(nearness[np.arange(len(found)), found], -1.0))
    table["stability"] = stabilities
    table["parent"] = _NO_TOPIC
    columns = ["topic", "parent", "size", "share", "languages", "stability", "exemplars", "words"]
    return Topics(
        labels, table[columns], overall, leftovers, boundary, merges, choices, margins, others
    )


def _by_size(found: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Labels by number of texts, largest first; of equals the one with the first text in order."""
    number = int(found.max()) + 1
    sizes = np.bincount(found[places], minlength=number)
    first = np.array([np.flatnonzero(found == one)[0] for one in range(number)])
    return np.lexsort((first, -sizes))


def _margins(nearness: np.ndarray, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much nearer each text is to its topic than to the next, 0…2, and that next topic."""
    rows = np.arange(len(found))
    if nearness.shape[1] < 2:
        return np.ones(len(found)), np.full(len(found), _NO_TOPIC)
    rest = nearness.copy()
    rest[rows, found] = -np.inf
    other = rest.argmax(axis=1)
    return np.maximum(nearness[rows, found] - rest[rows, other], 0), other


def _merges(centres: np.ndarray, sizes: np.ndarray) -> pd.DataFrame:
    from scipy.cluster.hierarchy import linkage

    names = ["node", "left", "right", "distance", "size"]
    if len(centres) < 2:
        return pd.DataFrame({name: [] for name in names})
    merged = linkage(centres, "average", metric="cosine")
    total, rows = [*map(int, sizes)], []
    for step, (left, right, distance, _) in enumerate(merged):
        total.append(total[int(left)] + total[int(right)])
        rows.append((len(centres) + step, int(left), int(right), float(distance), total[-1]))
    return pd.DataFrame(rows, columns=names)


def _table(
    texts: list[str], codes: list[str], labels: np.ndarray, nearness: np.ndarray
) -> pd.DataFrame:
    words = _telling_words(texts, labels)
    rows = []
    for topic in range(labels.max() + 1):
        own = np.flatnonzero(labels == topic)
        langs, counts = np.unique([codes[row] for row in own], return_counts=True)
        nearest, seen = [], set()
        for row in sorted(own, key=lambda row: (-round(float(nearness[row]), 6), texts[row], row)):
            if texts[row].strip() not in seen:
                seen.add(texts[row].strip())
                nearest.append(int(row))
            if len(nearest) == _EXEMPLARS:
                break
        rows.append(
            {
                "topic": topic, "size": len(own), "share": len(own) / max((labels >= 0).sum(), 1),
                "languages": {str(lang): int(n) for lang, n in zip(langs, counts, strict=True)},
                "exemplars": tuple(nearest), "words": words[topic],
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _telling_words(texts: list[str], labels: np.ndarray) -> list[tuple[str, ...]]:
    """Words that more texts of a topic hold than of the others, best first."""
    from sklearn.feature_extraction.text import CountVectorizer

    rows = np.flatnonzero(labels >= 0)
    try:
        counted = CountVectorizer(binary=True, preprocessor=fold, token_pattern=r"[a-z]{3,}")
        held = counted.fit_transform([texts[row] for row in rows])
    except ValueError:
        return [()] * (int(labels.max()) + 1)
    names = counted.get_feature_names_out()
    every = np.asarray(held.sum(axis=0)).ravel()
    told = []
    for topic in range(labels.max() + 1):
        own = labels[rows] == topic
        within = np.asarray(held[own].sum(axis=0)).ravel()
        rest = (every - within + 0.5) / (len(rows) - own.sum() + 1)
        share = (within + 0.5) / (own.sum() + 1)
        score = within / own.sum() * np.log(share / rest)
        best = np.lexsort((names, -score))[:_WORDS]
        told.append(tuple(str(names[one]) for one in best if score[one] > 0))
    return told


def _none(texts: int) -> Topics:
    empty = pd.DataFrame
    return Topics(
        np.full(texts, _NO_TOPIC),
        empty(columns=["topic", "parent", "size", "share", "languages", "stability", "exemplars", "words"]),
        float("nan"),
        pd.DataFrame({"row": np.arange(texts), "why": "no words"}),
        empty(columns=["row", "topic", "other", "margin"]),
        empty(columns=["node", "left", "right", "distance", "size"]),
        empty(columns=["topics", "score"]),
        np.full(texts, np.nan), np.full(texts, _NO_TOPIC),
    )  # fmt: skip
