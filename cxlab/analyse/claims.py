"""Topics found anew, and what people decided about topics found before: joined by content.

A decision points at texts (hashes of some that belonged to the topic), so it holds when rows are
shuffled, texts are added, or the machine numbers its topics otherwise.
"""

from collections.abc import Sequence

import numpy as np

from cxlab.analyse import grouping
from cxlab.tables import stable_id
from cxlab.topicsheet import TopicRow, merged_into

_CLAIM = 0.3  # share of a row's texts in a new topic from which it is, also, that topic
_NAMED = 0.5  # share of a new topic that a row names from which it is, also, that row's
_MEMBERS = 24  # texts a topic is found again by
_KEY = 6  # hexadecimal digits of a topic's code


def apply(
    labels: np.ndarray, hashes: Sequence[str], points: np.ndarray, rows: Sequence[TopicRow]
) -> tuple[np.ndarray, dict[str, str]]:
    """The topic code of each text ('' for none) before mergers, and code -> code it ends in.

    `labels` int (n,) with -1 for none, `hashes` (see topicsheet.content_hash) and `points` (n, d)
    describe the texts. A new topic belongs to the rows that have a third of their texts in it or
    name half of it: to one, wholly; to several, each text to the row whose texts lie nearest. A text that a row names is
    that row's. Topics no row knows get a code of their own; a row that is to be split becomes
    `code.1`, `code.2` and so on, the largest first.
    """
    codes = np.full(len(labels), "", dtype=object)
    named = _named(hashes, rows)
    shares = _shares(labels, named, len(rows))
    for label in range(int(labels.max(initial=-1)) + 1):
        inside = np.flatnonzero(labels == label)
        claims = np.flatnonzero(shares[:, label]) if len(rows) else np.array([], dtype=int)
        if len(claims) == 1:
            codes[inside] = rows[claims[0]].topic
        elif len(claims):
            codes[inside] = _nearest(inside, claims, named, points, rows)
        else:
            taken = {*codes, *(row.topic for row in rows)}
            codes[inside] = _own_code(inside, hashes, points, taken)
    for place, row in enumerate(rows):
        codes[(named == place) & (labels >= 0)] = row.topic
    for row in rows:
        if row.split > 1:
            _split(codes, row, hashes, points)
    by_topic = {row.topic: row for row in rows}
    ends = {str(code): merged_into(str(code), by_topic) for code in np.unique(codes[codes != ""])}
    return codes, ends


def members(inside: np.ndarray, hashes: Sequence[str], margins: np.ndarray) -> tuple[str, ...]:
    """The hashes a topic is found again by: of its clearest texts, in alphabetical order.

    `inside` are the topic's rows; `margins` (n,) say how clearly each text belongs.
    """
    found: dict[str, None] = {}
    for row in sorted(inside, key=lambda row: (-round(float(margins[row]), 6), hashes[row])):
        found.setdefault(hashes[row])
        if len(found) == _MEMBERS:
            break
    return tuple(sorted(found))


def _named(hashes: Sequence[str], rows: Sequence[TopicRow]) -> np.ndarray:
    """Per text, the place of the row that names it, or -1; the first row wins."""
    owner: dict[str, int] = {}
    for place, row in enumerate(rows):
        for one in row.members:
            owner.setdefault(one, place)
    return np.array([owner.get(one, -1) for one in hashes], dtype=int)


def _shares(labels: np.ndarray, named: np.ndarray, rows: int) -> np.ndarray:
    """Share of each row's found texts in each new topic, 0 below a claim: (rows, topics)."""
    shares = np.zeros((rows, int(labels.max(initial=-1)) + 1))
    sizes = np.bincount(labels[labels >= 0], minlength=shares.shape[1])
    for place in range(rows):
        found = labels[(named == place) & (labels >= 0)]
        if len(found) and shares.shape[1]:
            counts = np.bincount(found, minlength=shares.shape[1])
            part = counts / len(found)
            claimed = (part >= _CLAIM) | (part == part.max()) | (counts >= _NAMED * sizes)
            shares[place] = np.where(claimed, part, 0)
    return shares


def _nearest(
    inside: np.ndarray, claims: np.ndarray, named: np.ndarray, points: np.ndarray,
    rows: Sequence[TopicRow],
) -> np.ndarray:  # fmt: skip
    """The code of each text of a new topic that several rows claim."""
    centres = np.stack([points[named == claim].mean(axis=0) for claim in claims])
    best = (grouping.unit(points[inside]) @ grouping.unit(centres).T).argmax(axis=1)
    return np.array([rows[claims[one]].topic for one in best], dtype=object)


def _own_code(
    inside: np.ndarray, hashes: Sequence[str], points: np.ndarray, taken: set[str]
) -> str:
    """A code for a topic nobody decided about, made of its most central text."""
    near = grouping.unit(points[inside]) @ grouping.unit(points[inside].mean(axis=0)[None])[0]
    told = [hashes[row] for row in inside.tolist()]
    for _, one in sorted(zip((-near).round(5).tolist(), told, strict=True)):
        code = f"t-{stable_id(one)[:_KEY]}"
        if code not in taken:
            return code
    return f"t-{stable_id(*sorted(told))}"


def _split(codes: np.ndarray, row: TopicRow, hashes: Sequence[str], points: np.ndarray) -> None:
    """Part a topic where its texts part best; too few texts stay together."""
    found = np.flatnonzero(codes == row.topic).tolist()
    inside = np.array(sorted(found, key=lambda at: hashes[at]), dtype=int)
    if len(inside) < 2 * row.split:
        return
    parts = grouping.grow(points[inside], len(inside) // row.split).groups(row.split)
    order = np.argsort(-np.bincount(parts), kind="stable")
    for number, part in enumerate(order, start=1):
        codes[inside[parts == part]] = f"{row.topic}.{number}"
