"""Rows -> drafts: a document each, or one for the rows of each conversation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cxlab.ingest import fields
from cxlab.ingest.content import LINE, LOCATOR, Turn, seconds_of

# A text this short may well be written by two people; a longer one was exported twice.
SHORT = 60
PLAIN_FIELDS = (
    "title", "rating", "nps", "effort", "participant", "segment", "channel", "id", "wave",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """One document before ids: the rows it was made of, its turns and its fields as text.

    `has_start` is false for a conversation whose first message is not in the file.
    """

    rows: int
    locator: str
    line: int
    turns: tuple[Turn, ...]
    values: dict[str, Any]
    thread: str = ""
    positions: tuple[str, ...] = ()
    date: fields.Moment = None
    has_start: bool = True
    extras: dict[str, Any] = field(default_factory=dict)


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(
        " ".join(str(row["speaker"]).split()), row["text"], seconds_of(str(row["seconds"])),
        locator=row[LOCATOR], role=row["role"], line=int(row[LINE]), when=row["date"],
    )  # fmt: skip


def _reply(row: dict[str, Any]) -> list[Turn]:
    if not str(row["reply"]).strip():
        return []
    return [Turn("", row["reply"], locator=row[LOCATOR], role="company", line=int(row[LINE]))]


def single(row: dict[str, Any], extras: Sequence[str]) -> Draft:
    """The document of one row: its words, and the reply that stands beside them."""
    turns = [_turn(row)] if row["text"].strip() else []
    return Draft(
        1, row[LOCATOR], int(row[LINE]), tuple(turns + _reply(row)),
        {name: str(row[name]) for name in PLAIN_FIELDS}, date=row["#date"],
        positions=tuple([row["position"]] * len(turns) + [""] * len(_reply(row))),
        extras={name: row[f"+{name}"] for name in extras},
    )  # fmt: skip


def conversations(
    rows: list[dict[str, Any]], *, positioned: bool, extras: Sequence[str]
) -> tuple[list[Draft], int]:
    """Conversations from rows, and how many rows said again what the same conversation already had.

    With a position, a conversation starts anew whenever the position of its thread does not rise: a
    title is not always a thread of its own. Two pieces of one thread are then put together when they
    share a long message at the same place and disagree at none (the same thread exported twice, the
    second time with more answers).
    """
    pieces: dict[str, list[list[dict[str, Any]]]] = {}
    for row in rows:
        threads = pieces.setdefault(row["thread"] or f"\x00{row[LOCATOR]}", [])
        if not threads or (positioned and not _rises(threads[-1][-1], row)):
            threads.append([])
        threads[-1].append(row)
    drafts: list[tuple[int, Draft]] = []
    duplicates = 0
    for thread, parts in pieces.items():
        for part in _put_together(parts) if positioned else parts:
            unique = _once(part, positioned=positioned)
            duplicates += len(part) - len(unique)
            ordered = _in_order(unique, positioned=positioned)
            drafts.append((int(part[0][LINE]), _conversation(thread, ordered, extras)))
    drafts.sort(key=lambda one: one[0])
    return [draft for _, draft in drafts], duplicates


def _place(row: dict[str, Any]) -> float:
    return number_of(str(row["position"]))


def number_of(position: str) -> float:
    """The number in a position, -1 when there is none."""
    number = fields.read_number(position)
    return -1.0 if math.isnan(number) else number


def _rises(before: dict[str, Any], row: dict[str, Any]) -> bool:
    return _place(row) > _place(before) or _place(row) == _place(before) == -1.0


def _put_together(parts: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    merged: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    by_message: dict[tuple[str, str], list[int]] = {}
    for part in parts:
        said = {row["position"]: row["text"] for row in part}
        keys = [(place, text) for place, text in said.items() if len(text) >= SHORT]
        targets = {number for key in keys for number in by_message.get(key, ())}
        same = next(
            (
                n
                for n in sorted(targets)
                if all(merged[n][0].get(p, t) == t for p, t in said.items())
            ),
            None,
        )
        if same is None:
            same = len(merged)
            merged.append(({}, []))
        merged[same][0].update(said)
        merged[same][1].extend(part)
        for key in keys:
            by_message.setdefault(key, []).append(same)
    return [rows for _, rows in merged]


def _once(rows: list[dict[str, Any]], *, positioned: bool) -> list[dict[str, Any]]:
    """Rows without the ones that say the same at the same place."""
    seen = set()
    unique = []
    for number, row in enumerate(rows):
        marks = (row["speaker"], row["role"], row["text"])
        if positioned:
            key: tuple[object, ...] = (row["position"], *marks)
        elif row["id"] or row["date"] or row["seconds"] or len(row["text"]) >= SHORT:
            key = (row["id"], row["date"], row["seconds"], *marks)
        else:
            key = (number,)
        if key not in seen:
            seen.add(key)
            unique.append(row)
    return unique


def _in_order(rows: list[dict[str, Any]], *, positioned: bool) -> list[dict[str, Any]]:
    """By position, else by date where every row has one (some exports put the newest first)."""
    if positioned:
        return sorted(rows, key=_place)
    if all(row["#date"] is not None for row in rows):
        return sorted(rows, key=lambda row: row["#date"])
    return rows


def _conversation(thread: str, rows: list[dict[str, Any]], extras: Sequence[str]) -> Draft:
    turns: list[Turn] = []
    positions: list[str] = []
    for row in rows:
        said = ([_turn(row)] if row["text"].strip() else []) + _reply(row)
        turns += said
        positions += [row["position"]] * len(said)
    first = rows[0]
    values = {
        name: next((str(row[name]) for row in rows if str(row[name]).strip()), "")
        for name in PLAIN_FIELDS
    }
    # The id of one message does not name the conversation.
    values["id"] = ""
    dates = [row["#date"] for row in rows if row["#date"] is not None]
    return Draft(
        len(rows), first[LOCATOR], int(first[LINE]), tuple(turns), values,
        thread=thread.lstrip("\x00"), positions=tuple(positions),
        date=min(dates) if dates else None,
        extras={name: first[f"+{name}"] for name in extras},
    )  # fmt: skip


# ---- transcripts ----
