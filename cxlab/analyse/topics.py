"""Texts -> what they talk about: topics over languages, proposed by the texts themselves.

Distinct texts are put in an order that their content alone decides, and nothing starts at random,
so the same texts give the same topics in whatever order a file holds them. Of very many texts, the
first in that order are grouped; the others follow the topic whose texts they are likest in sense.
"""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse import grouping, topicnumber, topicspace
from cxlab.analyse.encode import Encoder, checked_texts, get_encoder
from cxlab.analyse.keyphrases import name_topics
from cxlab.analyse.words import known_languages
from cxlab.errors import CxlabWarning, StudyError

FEW = 50  # distinct texts; below it topics are a first reading
MOST_LEFT = 0.05  # of the texts, at most so many are left out because no topic is like them
# Distinct texts that are grouped; with 3,000, 13,000 banking texts agreed with their 14 and 77 classes
# no better (NMI .53 and .71 against .55 and .71), and the time grows with the square.
_GROUPED = 2_000
_CHUNK = 8_192
_NONE = -1
_EXEMPLARS = 5
_NARROW = 0.05  # a text this little nearer to its topic than to another lies on the boundary
_COLUMNS = ("topic", "parent", "size", "share", "languages", "names", "stability", "exemplars")


class TopicsWarning(CxlabWarning):
    """Topics that rest on little."""


@dataclass(frozen=True)
class Topics:
    """What n texts talk about.

    `labels`: topic of each text, int (n,); −1 for none. `table`: a row a topic, largest first:
    topic, parent (the node of `hierarchy` it stands under, −1 when topics are 12 or fewer), size
    (texts), share (of the texts with a topic, 0…1), languages ({code: texts}), names ({code: key
    phrases}), stability (0…1, how well it is found again in resamples), exemplars (rows of the
    texts nearest its centre).

    `stability`: mean adjusted Rand index between these topics and those of resamples, at most 1;
    nan where there are too few texts to draw from. `leftovers`: row, why. `boundary`: row, topic,
    other, margin, narrowest first. `hierarchy`: the merges of topics into broader ones: node, left,
    right, distance, size. `choices`: topics, score for each number of topics tried; empty where the
    number was given. `margins`: per text, how much nearer its topic is than the next, cosine, 0…2;
    nan without a topic. `others`: that next topic, −1 for none.
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
        rows = np.arange(len(self.labels))
        columns = {"topic": self.labels, "other": self.others, "margin": self.margins}
        return pd.DataFrame({"row": rows, **columns})


def discover_topics(
    texts: Sequence[str],
    langs: Sequence[str] | None = None,
    n_topics: int | None = None,
    seed: int = 0,
    encoder: str | Encoder = "auto",
) -> Topics:
    """Topics of the texts: `n_topics` of them, or as many as part the texts best.

    Equal texts share a topic; texts without a word have none. Topics are numbered from 0 by size.
    `seed` draws the resamples that stability is measured on, nothing else. Raises StudyError for a
    bare string, texts that are not strings, an unknown encoder, and for more topics than there are
    distinct texts. Warns (TopicsWarning) below 50 distinct texts.
    """
    checked = checked_texts(texts)
    codes = known_languages(checked, langs)
    distinct, spoken_in, place = _distinct(checked, codes)
    _check_number(n_topics, len(distinct))
    if not distinct:
        return _nothing(len(checked))
    if len(distinct) < FEW:
        warnings.warn(
            f"{len(distinct)} distinct texts: topics of fewer than {FEW} are a first reading; "
            "read all of them before deciding",
            TopicsWarning,
            stacklevel=2,
        )
    chosen = get_encoder(encoder, len(distinct))
    first = distinct[:_GROUPED]
    senses, sense, points = topicspace.points(first, spoken_in[:_GROUPED], chosen)
    choices = pd.DataFrame({"topics": [], "score": []})
    if n_topics is None:
        n_topics, choices = topicnumber.choose(points, sense)
    found = grouping.grouped(points, min(n_topics, len(first)))
    each, overall = topicnumber.firmness(points, found, seed)
    centres = grouping.unit(grouping.means(grouping.unit(sense), found))
    near = _Near.of(sense, centres, found)
    if len(first) < len(distinct):
        likest = grouping.Likest.of(sense, found)
        for start in range(len(first), len(distinct), _CHUNK):
            more = senses.encode(distinct[start : start + _CHUNK])
            near = near.and_then(_Near.of(more, centres, likest.groups(more)))
    return _told(checked, codes, place, len(first), near, centres, each, overall, choices)


@dataclass(frozen=True)
class _Near:
    """Per text: its topic, how near that is (cosine), the next topic and how much farther it is."""

    topic: np.ndarray
    nearness: np.ndarray
    other: np.ndarray
    margin: np.ndarray

    @classmethod
    def of(cls, sense: np.ndarray, centres: np.ndarray, topic: np.ndarray) -> "_Near":
        """Nearness of texts with a topic to the topics' centres."""
        alike = np.round(grouping.unit(sense) @ centres.T, 5)
        rows = np.arange(len(topic))
        nearness = alike[rows, topic].copy()
        if len(centres) == 1:
            return cls(topic, nearness, np.full(len(topic), _NONE), np.ones(len(topic)))
        alike[rows, topic] = -np.inf
        other = alike.argmax(axis=1)
        return cls(topic, nearness, other, (nearness - alike[rows, other]).clip(0))

    def and_then(self, more: "_Near") -> "_Near":
        return _Near(
            np.concatenate([self.topic, more.topic]),
            np.concatenate([self.nearness, more.nearness]),
            np.concatenate([self.other, more.other]),
            np.concatenate([self.margin, more.margin]),
        )


def _distinct(
    texts: Sequence[str], langs: Sequence[str]
) -> tuple[list[str], list[str], np.ndarray]:
    """Distinct texts that hold a word, ordered by their hash; their languages; each text's place.

    The place of a text without words is −1. Of equal texts in several languages the first in the
    alphabet counts.
    """
    stripped = [text.strip() for text in texts]
    told: dict[str, str] = {}
    for text, lang in zip(stripped, langs, strict=True):
        if text in told or any(letter.isalpha() for letter in text):
            told[text] = min(lang, told.get(text, lang))
    ordered = sorted(told, key=_hash)
    places = {text: number for number, text in enumerate(ordered)}
    place = np.array([places.get(text, _NONE) for text in stripped], dtype=int)
    return ordered, [told[text] for text in ordered], place


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


def _told(
    texts: list[str], langs: list[str], place: np.ndarray, read: int, near: _Near, centres: np.ndarray,
    each: np.ndarray, overall: float, choices: pd.DataFrame,
) -> Topics:  # fmt: skip
    """Everything said per distinct text and per group, said per text and per topic.

    The topics' names are made of the first `read` distinct texts.
    """
    spoken = place >= 0
    lost = _lost(near, place[spoken])
    number = len(centres)
    sizes = np.bincount(near.topic[place[spoken]], minlength=number)
    order = np.lexsort((np.arange(number), -sizes))
    rank = np.append(np.argsort(order), _NONE)  # rank[-1] is −1: none stays none
    given = spoken.copy()
    given[spoken] = ~lost[place[spoken]]
    labels = np.where(given, rank[near.topic[place]], _NONE)
    others = np.where(given, rank[near.other[place]], _NONE)
    margins = np.where(given, near.margin[place], np.nan)
    rows = np.flatnonzero(~given)
    why = np.where(spoken[rows], "like no topic", "no words")
    edge = np.flatnonzero(given & (margins < _NARROW) & (others >= 0))
    boundary = pd.DataFrame(
        {"row": edge, "topic": labels[edge], "other": others[edge], "margin": margins[edge]}
    )
    hierarchy, parents = topicnumber.broader(centres[order], sizes[order].tolist())
    table = _table(texts, langs, labels, near.nearness[place], place < read, number)
    table = table.assign(stability=np.round(each[order], 4), parent=parents)
    return Topics(
        labels, table[list(_COLUMNS)], overall,
        pd.DataFrame({"row": rows, "why": why}),
        boundary.sort_values(["margin", "row"], ignore_index=True),
        hierarchy, choices, margins, others,
    )  # fmt: skip


def _lost(near: _Near, places: np.ndarray) -> np.ndarray:
    """Distinct texts that are no more like their topic than like the average text; 5 % at most."""
    counts = np.bincount(places, minlength=len(near.topic))
    far = np.flatnonzero(near.nearness <= 0)
    far = far[np.lexsort((far, near.nearness[far]))]
    far = far[np.cumsum(counts[far]) <= MOST_LEFT * len(places)]
    lost = np.zeros(len(near.topic), dtype=bool)
    lost[far] = True
    return lost


def _table(
    texts: list[str], langs: list[str], labels: np.ndarray, nearness: np.ndarray, read: np.ndarray,
    number: int,
) -> pd.DataFrame:  # fmt: skip
    """Topics with their size, languages, names (of the texts to be read) and exemplars."""
    told = np.flatnonzero(read & (labels >= 0))
    named = name_topics([texts[row] for row in told], [langs[row] for row in told], labels[told])
    names: list[dict[str, str]] = [{} for _ in range(number)]
    for topic, lang, name in zip(named["topic"], named["lang"], named["name"], strict=True):
        names[int(topic)][str(lang)] = str(name)
    rows = []
    for topic in range(number):
        own = np.flatnonzero(labels == topic)
        spoken_in, counts = np.unique([langs[row] for row in own], return_counts=True)
        rows.append(
            {
                "topic": topic,
                "size": len(own),
                "share": len(own) / max(int((labels >= 0).sum()), 1),
                "languages": dict(zip(spoken_in.tolist(), counts.tolist(), strict=True)),
                "names": names[topic],
                "exemplars": _exemplars(texts, own, nearness),
            }
        )
    return pd.DataFrame(rows)


def _exemplars(texts: list[str], own: np.ndarray, nearness: np.ndarray) -> tuple[int, ...]:
    """Rows of the distinct texts nearest the centre of a topic, nearest first."""
    found: dict[str, int] = {}
    for row in sorted(own, key=lambda row: (-nearness[row], texts[row].strip(), row)):
        found.setdefault(texts[row].strip(), int(row))
        if len(found) == _EXEMPLARS:
            break
    return tuple(found.values())


def _nothing(texts: int) -> Topics:
    """Topics of texts without a word."""
    return Topics(
        np.full(texts, _NONE),
        pd.DataFrame(columns=list(_COLUMNS)),
        float("nan"),
        pd.DataFrame({"row": np.arange(texts), "why": "no words"}),
        pd.DataFrame(columns=["row", "topic", "other", "margin"]),
        pd.DataFrame(columns=["node", "left", "right", "distance", "size"]),
        pd.DataFrame(columns=["topics", "score"]),
        np.full(texts, np.nan),
        np.full(texts, _NONE),
    )
