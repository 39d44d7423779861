"""Content of a file -> drafts: one for each document, with its turns and its raw fields."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cxlab.ingest import fields, profiles
from cxlab.ingest.columns import Columns, guess, mapped, resolve
from cxlab.ingest.content import (
    LINE,
    LOCATOR,
    NESTED_POSITION,
    NESTED_THREAD,
    Content,
    Fault,
    Turn,
    sample,
    seconds_of,
)

# Kinds in which a text without speakers holds one document a paragraph.
_MANY_IN_ONE = ("review", "survey", "social", "ticket", "frontline")
# A text this short may well be written by two people; a longer one was exported twice.
SHORT = 60
_PLAIN_FIELDS = ("title", "rating", "nps", "participant", "segment", "channel", "id", "wave")
_ROW_FIELDS = (
    "text", "date", "thread", "position", "speaker", "role", "seconds", "reply", *_PLAIN_FIELDS,
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


@dataclass(frozen=True)
class Drafted:
    """The drafts of one file, its rows that are none, rows that repeat others, and doubts."""

    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...] = ()
    duplicates: int = 0
    notes: tuple[str, ...] = ()
    profile: str = ""


def choose_columns(
    content: Content,
    *,
    file: str,
    columns: Columns,
    profile: str | None,
    attributes: Sequence[str] = (),
) -> tuple[Columns, profiles.Profile | None]:
    """Field -> column of a sheet: what the study maps, a profile's columns, or a guess.

    Raises StudyError for a mapped column that the file lacks.
    """
    header = content.header
    explicit = resolve(columns, header, file=file, attributes=attributes)
    known = profiles.named(profile) if profile else None
    if known is None and not columns:
        known = profiles.recognise(header)
    sheet = content.sheet
    assert sheet is not None
    chosen: Columns = {}
    if known and known.columns:
        chosen = known.present(header)
        rest = sheet[[name for name in header if (name,) not in chosen.values()]]
        # Teams join what they know of their customers to an export.
        joined = [name for name in ("participant", "segment") if name not in chosen]
        chosen.update(guess(rest, joined))
        if known.guess:
            asked = [name for name in known.guess if name not in explicit]
            questions = known.question_columns(header)
            chosen.update(guess(rest[questions] if questions else rest, asked))
            if "text" in asked and questions:
                open_ones = _open_questions(sheet, questions)
                chosen.update({"text": open_ones} if open_ones else {})
    elif not columns:
        chosen = guess(sheet.drop(columns=[NESTED_THREAD], errors="ignore"))
    chosen = {**chosen, **explicit}
    if "text" not in chosen:
        chosen.update(guess(sheet, ["text"]))
    return chosen, known


def _open_questions(sheet: pd.DataFrame, questions: list[str]) -> tuple[str, ...]:
    """The questions answered in words."""
    found = []
    for name in questions:
        filled = [cell for cell in sheet[name].astype(str) if cell.strip()]
        worded = sum(1 for cell in filled if len(cell.split()) >= 3)
        if filled and worded >= 0.3 * len(filled):
            found.append(name)
    return tuple(found)


# ---- sheets ----


def from_sheet(
    content: Content,
    *,
    kind: str,
    columns: Columns,
    known: profiles.Profile | None,
    dates: str,
    extras: Sequence[str] = (),
) -> Drafted:
    """The documents of a sheet: one a row, or one a thread."""
    sheet = content.sheet
    assert sheet is not None
    notes: list[str] = []
    if known is not None and known.drop:
        answered = known.answered(sheet)
        if not answered.all():
            notes.append(f"{int((~answered).sum())} preview or spam row(s) were left out")
            sheet = sheet[answered]
    table = mapped(sheet, columns)
    moments, told = fields.read_dates(table["date"], order=dates) if "date" in table else ([], [])
    notes += told
    table[LOCATOR] = [str(place) for place in sheet[LOCATOR]]
    table.update({f"+{name}": [str(cell) for cell in sheet[name]] for name in extras})
    nested = "thread" not in columns and NESTED_THREAD in sheet.columns
    if nested:
        table["thread"] = [str(one) for one in sheet[NESTED_THREAD]]
        table.setdefault("position", [str(one) for one in sheet[NESTED_POSITION]])
        nested = any(table["thread"])
    rows = _rows(table, lines=[int(line) for line in sheet[LINE]], moments=moments)
    whole = "thread" not in columns and not nested and _is_one_talk(table, kind)
    if whole:
        for row in rows:
            row["thread"] = "file"
    if "thread" not in table and not whole:
        for row in rows:
            row["text"] = row["text"] or row["title"]
    faults = [
        Fault("the row has no text, rating or nps", line=int(row[LINE]), sample=sample(_shown(row)))
        for row in rows
        if _is_void(row)
    ]
    kept = [row for row in rows if not _is_void(row)]
    threaded = "thread" in columns or nested or whole
    positioned = "position" in columns or nested
    if threaded:
        drafts, duplicates = _threads(kept, positioned=positioned, extras=extras)
        starts = [_number(d.positions[0]) for d in drafts if d.positions]
        if positioned and starts:
            lowest = min(starts)
            drafts = [
                replace(d, has_start=not d.positions or _number(d.positions[0]) <= lowest)
                for d in drafts
            ]
        if whole:
            drafts = [replace(draft, thread="") for draft in drafts]
    else:
        drafts, duplicates = [_single(row, extras) for row in kept], 0
    return Drafted(
        tuple(drafts), tuple(faults), duplicates, tuple(notes), known.name if known else ""
    )


def _rows(
    table: dict[str, list[str]], *, lines: list[int], moments: list[fields.Moment]
) -> list[dict[str, Any]]:
    """One dict a row with every field of ours, empty where the sheet has none."""
    blank: dict[str, Any] = dict.fromkeys(_ROW_FIELDS, "")
    dated = moments or [None] * len(lines)
    return [
        {**blank, **dict(zip(table, cells, strict=True)), LINE: line, "#date": moment}
        for cells, line, moment in zip(zip(*table.values(), strict=True), lines, dated, strict=True)
    ]


def _is_one_talk(table: dict[str, list[str]], kind: str) -> bool:
    """Whether all rows are turns of one conversation: speakers take turns and nothing parts them."""
    who = table.get("speaker") or table.get("role")
    if kind not in ("interview", "chat") or not who:
        return False
    return 1 < len(set(who)) <= 20 and len(set(who)) < 0.8 * len(who)


def _is_void(row: dict[str, Any]) -> bool:
    return not any(str(row[name]).strip() for name in ("text", "reply", "rating", "nps"))


def _shown(row: dict[str, Any]) -> str:
    return " | ".join(
        str(row[name]) for name in ("id", "participant", "date", "title") if row[name]
    )


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(
        " ".join(str(row["speaker"]).split()), row["text"], seconds_of(str(row["seconds"])),
        locator=row[LOCATOR], role=row["role"], line=int(row[LINE]), when=row["date"],
    )  # fmt: skip


def _reply(row: dict[str, Any]) -> list[Turn]:
    if not str(row["reply"]).strip():
        return []
    return [Turn("", row["reply"], locator=row[LOCATOR], role="company", line=int(row[LINE]))]


def _single(row: dict[str, Any], extras: Sequence[str]) -> Draft:
    turns = [_turn(row)] if row["text"].strip() else []
    return Draft(
        1, row[LOCATOR], int(row[LINE]), tuple(turns + _reply(row)),
        {name: str(row[name]) for name in _PLAIN_FIELDS}, date=row["#date"],
        positions=tuple([row["position"]] * len(turns) + [""] * len(_reply(row))),
        extras={name: row[f"+{name}"] for name in extras},
    )  # fmt: skip


def _threads(
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
    return _number(str(row["position"]))


def _number(position: str) -> float:
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
        for name in _PLAIN_FIELDS
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


def from_turns(content: Content, *, kind: str) -> Drafted:
    """The document of a transcript; a list of unsigned reviews gives one document each."""
    turns = content.turns
    if not turns:
        return Drafted((), notes=())
    if kind in _MANY_IN_ONE and not any(turn.speaker for turn in turns):
        return Drafted(
            tuple(
                Draft(1, turn.locator, turn.line, (turn,), dict.fromkeys(_PLAIN_FIELDS, ""))
                for turn in turns
            )
        )
    when = next((turn.when for turn in turns if turn.when), "")
    dates, _ = fields.read_dates([when])
    return Drafted(
        (
            Draft(
                len(turns), turns[0].locator, turns[0].line, turns,
                dict.fromkeys(_PLAIN_FIELDS, ""), date=dates[0],
            ),
        )
    )  # fmt: skip
