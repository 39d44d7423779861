"""topics.csv: what people decide about the topics of a study. Read here, never rewritten.

`cxlab discover` writes `topics.proposed.csv`; a person edits it and saves it as `topics.csv` beside
study.yml. A row finds its topic again by `members`, hashes of texts that belong to it, and so
outlives new numbers, other orders and new data.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxlab.codebook import CHANNELS, Codebook, Touchpoint
from cxlab.errors import StudyError
from cxlab.languages import CODES
from cxlab.tables import stable_id
from cxlab.yamlfile import nearest

FILE = "topics.csv"
SHEET = "topics.proposed.csv"  # the machine's, made anew by each discovery
WRITTEN = "discover.json"  # what a discovery leaves beside it
# What people decide stands first; what the machine tells them, after; what it finds them by, last.
COLUMNS = (
    "topic", "accept", "touchpoint", "stage", *(f"name_{code}" for code in CODES), "merge_into",
    "split", "people", "mentions", "valence", "new", "known", "channels",
    *(f"examples_{code}" for code in CODES), "members",
)  # fmt: skip
_NEEDED = ("topic", "members")
_YES = frozenset(
    ["yes", "y", "true", "1", "x", "ok", "sim", "s", "si", "sí", "verdadeiro", "verdadero"]
)
_NO = frozenset(["", "no", "n", "false", "0", "não", "nao", "-", "falso"])
_PARTS = 12
BETWEEN = " | "


@dataclass(frozen=True)
class TopicRow:
    """One row of topics.csv, checked. `cells` are all its cells as the person left them."""

    topic: str
    accept: bool
    merge_into: str
    split: int
    members: frozenset[str]
    cells: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        """The name in each language that has one."""
        named = {code: self.cells.get(f"name_{code}", "") for code in CODES}
        return {code: name for code, name in named.items() if name}

    def touchpoint(self) -> Touchpoint:
        """The row as an entry of the codebook."""
        examples = {
            code: tuple(one for one in map(str.strip, told.split(BETWEEN.strip())) if one)
            for code in CODES
            if (told := self.cells.get(f"examples_{code}", ""))
        }
        channels = self.cells.get("channels", "").replace(",", " ").split()
        return Touchpoint(
            id=self.cells.get("touchpoint", ""),
            names=self.names,
            stage=self.cells.get("stage", ""),
            channels=tuple(channels),
            examples=examples,
        )


def content_hash(text: str) -> str:
    """Eight hexadecimal digits by which a text is found again, whatever its case and spaces.

    >>> content_hash("Não  chegou") == content_hash("não chegou ")
    True
    """
    return stable_id(" ".join(text.casefold().split()))[:8]


def read_topics(path: Path) -> tuple[TopicRow, ...]:
    """The rows of a topics.csv, in order; none where there is no file.

    Semicolons and tabs are understood too, and files that a spreadsheet saved in Windows' encoding.
    Raises StudyError for missing columns, doubled topics, an `accept` that is neither yes nor no,
    a `split` that is no small number, and a `merge_into` that names no row or runs in a circle.
    """
    if not path.is_file():
        return ()
    header, records = _read(path)
    for name in _NEEDED:
        if name not in header:
            raise StudyError(
                f"{path.name}: column '{name}' is missing. Found: {', '.join(header) or 'nothing'}. "
                "Take the columns of topics.proposed.csv, which cxlab discover writes"
            )
    rows: dict[str, TopicRow] = {}
    for record in records:
        row = _row(record, path.name)
        if row.topic in rows:
            raise StudyError(f"{path.name}: topic '{row.topic}' stands there twice. Take one out")
        rows[row.topic] = row
    for row in rows.values():
        merged_into(row.topic, rows, path.name)
    return tuple(rows.values())


def merged_into(topic: str, rows: Mapping[str, TopicRow], name: str = FILE) -> str:
    """The topic that a topic ends in after all mergers.

    Raises StudyError for a merger into a topic that has no row, and for a circle.
    """
    seen = [topic]
    while topic in rows and rows[topic].merge_into:
        topic = rows[topic].merge_into
        if topic not in rows:
            raise StudyError(
                f"{name}: topic '{seen[-1]}' is merged into '{topic}', which has no row."
                f"{nearest(topic, [one for one in rows if one not in seen])}"
            )
        if topic in seen:
            raise StudyError(f"{name}: mergers run in a circle: {' > '.join([*seen, topic])}")
        seen.append(topic)
    return topic


def with_accepted(
    codebook: Codebook, rows: Iterable[TopicRow], stages: Sequence[str], name: str = FILE
) -> Codebook:
    """The codebook and the topics that a person accepted.

    A new id is a touchpoint of its own; the id of a touchpoint there is gives it more examples and
    the names it lacks. Raises StudyError for a row without id, name or example, with an unknown
    stage or channel.
    """
    found = {one.id: one for one in codebook.touchpoints}
    by_topic = {row.topic: row for row in rows}
    for row in by_topic.values():
        if not row.accept or row.merge_into:
            continue
        entry = row.touchpoint()
        _check_entry(entry, row, stages, name, known=entry.id in found)
        for other in by_topic.values():
            if other.merge_into and merged_into(other.topic, by_topic, name) == row.topic:
                entry = _joined(entry, other.touchpoint())
        found[entry.id] = _joined(found[entry.id], entry) if entry.id in found else entry
    return Codebook(touchpoints=tuple(found.values()))


def _check_entry(
    entry: Touchpoint, row: TopicRow, stages: Sequence[str], name: str, *, known: bool
) -> None:
    where = f"{name}: topic '{row.topic}' is accepted but"
    if not entry.id:
        raise StudyError(f"{where} has no touchpoint. Write an id, such as waiting_room")
    if not any(entry.examples.values()):
        raise StudyError(f"{where} has no examples. Write one in examples_pt, _es or _en")
    if known:
        return
    if not entry.names:
        raise StudyError(f"{where} has no name. Write one in name_pt, name_es or name_en")
    if entry.stage not in stages:
        raise StudyError(
            f"{where} is in stage '{entry.stage}'.{nearest(entry.stage, list(stages))} "
            f"Stages of this study: {', '.join(stages)}"
        )
    for channel in entry.channels:
        if channel not in CHANNELS:
            raise StudyError(
                f"{where} has channel '{channel}'.{nearest(channel, CHANNELS)} "
                f"Known: {', '.join(CHANNELS)}"
            )


def _joined(there: Touchpoint, entry: Touchpoint) -> Touchpoint:
    """A touchpoint with the examples of an accepted topic, and with the names it lacked."""
    examples = {
        code: tuple(dict.fromkeys((*there.examples.get(code, ()), *entry.examples.get(code, ()))))
        for code in (*there.examples, *entry.examples)
    }
    return there.model_copy(update={"names": {**entry.names, **there.names}, "examples": examples})


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise StudyError(f"{path.name}: cannot be read as a table ({error})") from None
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    return header, [dict(zip(header, map(_cell, line), strict=False)) for line in lines[1:]]


def _cell(value: str) -> str:
    """A cell without the quote that keeps a spreadsheet from running it."""
    text = value.strip()
    return text[1:] if text.startswith("'") and text[1:2] in "=+-@＝＋－＠−" else text


def _row(record: Mapping[str, str], name: str) -> TopicRow:
    topic = record.get("topic", "")
    if not topic:
        raise StudyError(f"{name}: a row has no topic. Each row needs its topic's code")
    accept = record.get("accept", "").lower()
    if accept not in _YES | _NO:
        raise StudyError(f"{name}: topic '{topic}': accept is yes or empty, found '{accept}'")
    split = record.get("split", "").removesuffix(".0")
    if split and not (split.isdigit() and 2 <= int(split) <= _PARTS):
        raise StudyError(
            f"{name}: topic '{topic}': split says into how many parts, 2 to {_PARTS}, "
            f"found '{split}'"
        )
    return TopicRow(
        topic,
        accept in _YES,
        record.get("merge_into", ""),
        int(split or 1),
        frozenset(record.get("members", "").split()),
        dict(record),
    )
