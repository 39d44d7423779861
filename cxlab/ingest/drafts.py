"""Content of a file -> drafts: one for each document, with its turns and its raw fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    sample,
)
from cxlab.ingest.threads import PLAIN_FIELDS, Draft, conversations, number_of, single

# Kinds in which a text without speakers holds one document a paragraph.
_MANY_IN_ONE = ("review", "survey", "social", "ticket", "frontline")
# Fields that are an answer by themselves, without a word.
ANSWERS = ("rating", "nps", "effort")
_ROW_FIELDS = (
    "text", "date", "thread", "position", "speaker", "role", "seconds", "reply", *PLAIN_FIELDS,
)  # fmt: skip


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
    for name in table:
        table[name] = [_filled(name, cell) for cell in table[name]]
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
        Fault(
            "the row has no text, rating, nps or effort",
            line=int(row[LINE]),
            sample=sample(_shown(row)),
        )
        for row in rows
        if _is_void(row)
    ]
    kept = [row for row in rows if not _is_void(row)]
    threaded = "thread" in columns or nested or whole
    positioned = "position" in columns or nested
    if threaded:
        drafts, duplicates = conversations(kept, positioned=positioned, extras=extras)
        starts = [number_of(d.positions[0]) for d in drafts if d.positions]
        if positioned and starts:
            lowest = min(starts)
            drafts = [
                replace(d, has_start=not d.positions or number_of(d.positions[0]) <= lowest)
                for d in drafts
            ]
        if whole:
            drafts = [replace(draft, thread="") for draft in drafts]
    else:
        drafts, duplicates = [single(row, extras) for row in kept], 0
    return Drafted(
        tuple(drafts), tuple(faults), duplicates, tuple(notes), known.name if known else ""
    )


# What programs write where there is nothing. "None" alone may be an answer in words.
_MISSING = {"nan", "NaN", "NULL", "null", "#N/A", "N/A", "n/a", "<NA>", "NaT", "#NULL!", "None"}


def _filled(name: str, cell: str) -> str:
    """A cell without what stands for nothing; ids without the apostrophe of some exports."""
    if cell in _MISSING and not (name == "text" and cell == "None"):
        return ""
    if name == "participant" and fields.is_nobody(cell):
        return ""
    return cell.removeprefix("'") if name in ("id", "participant") else cell


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
    return not any(str(row[name]).strip() for name in ("text", "reply", *ANSWERS))


def _shown(row: dict[str, Any]) -> str:
    return " | ".join(
        str(row[name]) for name in ("id", "participant", "date", "title") if row[name]
    )


def from_turns(content: Content, *, kind: str) -> Drafted:
    """The document of a transcript; a list of unsigned reviews gives one document each."""
    turns = content.turns
    if not turns:
        return Drafted((), notes=())
    if kind in _MANY_IN_ONE and not any(turn.speaker for turn in turns):
        return Drafted(
            tuple(
                Draft(1, turn.locator, turn.line, (turn,), dict.fromkeys(PLAIN_FIELDS, ""))
                for turn in turns
            )
        )
    when = next((turn.when for turn in turns if turn.when), "")
    dates, _ = fields.read_dates([when])
    return Drafted(
        (
            Draft(
                len(turns), turns[0].locator, turns[0].line, turns,
                dict.fromkeys(PLAIN_FIELDS, ""), date=dates[0],
            ),
        )
    )  # fmt: skip
