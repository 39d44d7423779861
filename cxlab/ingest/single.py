"""One file -> its turns, for a notebook or a script that has no study."""

import math
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab.errors import ReadError, ReadWarning
from cxlab.ingest import columns as column_names
from cxlab.ingest import fields, profiles
from cxlab.ingest.content import NESTED_THREAD, Content
from cxlab.ingest.drafts import ANSWERS, choose_columns, from_sheet, from_turns
from cxlab.ingest.labels import label_role
from cxlab.ingest.people import People
from cxlab.ingest.reader import read_file
from cxlab.ingest.roles import GUESSED, assign_roles
from cxlab.ingest.threads import Draft

_FIRST = ("speaker", "role", "seconds", "text", "locator")


def read(
    path: str | Path,
    profile: str | None = None,
    columns: Mapping[str, str | list[str] | tuple[str, ...]] | None = None,
) -> pd.DataFrame:
    """The turns of one file: speaker, role, seconds, text, locator, then the fields of their document.

    `columns` maps our fields to the file's columns (`{"text": "comentario", "rating": "nota"}`);
    without it the file's profile is recognised or its columns are guessed. Fields found (title, rating,
    nps, date, participant, segment, channel, id, thread) become columns; `rating`, `nps` and `effort` are numbers,
    `date` is a date. Speakers and participants are as in the file: not redacted.

    Raises ReadError when nothing of the file can be read, StudyError for a column it lacks; warns
    (ReadWarning) of lines left out and of everything guessed.
    """
    path = Path(path).expanduser()
    wanted = _columns(columns or {})
    known = profiles.named(profile) if profile else None
    listed = [name for names in wanted.values() for name in names]
    if known:
        listed += [name for names in known.columns.values() for name in names]
    try:
        content = read_file(path, wanted=tuple(listed))
    except ReadError as error:
        raise ReadError(f"{path.name}: {error}") from error
    found: set[str] = set()
    if content.sheet is None:
        kind = known.kind if known else "chat" if content.format == "whatsapp" else "interview"
        drafted = from_turns(content, kind=kind)
    else:
        chosen, known = choose_columns(content, file=path.name, columns=wanted, profile=profile)
        kind = known.kind if known else _kind(chosen, content)
        drafted = from_sheet(content, kind=kind, columns=chosen, known=known, dates="auto")
        found = set(chosen)
    faults = (*content.faults, *drafted.faults)
    if not drafted.drafts:
        raise ReadError(f"{path.name}: {faults[0].reason if faults else 'nothing to read'}")
    found |= {"date"} if any(draft.date for draft in drafted.drafts) else set()
    found |= {"thread"} if any(draft.thread for draft in drafted.drafts) else set()
    table, told = _table(drafted.drafts, kind=kind, found=found)
    if faults:
        lines = "; ".join(f"line {fault.line}: {fault.reason}" for fault in faults[:5])
        told.append(f"{len(faults)} piece(s) could not be read and were left out ({lines})")
    for note in dict.fromkeys((*content.notes, *drafted.notes, *told)):
        warnings.warn(f"{path.name}: {note}", ReadWarning, stacklevel=2)
    return table


def _table(
    drafts: Sequence[Draft], *, kind: str, found: set[str]
) -> tuple[pd.DataFrame, list[str]]:
    """One row a turn, and what was guessed."""
    notes: list[str] = []
    rows: list[dict[str, Any]] = []
    guessed = 0
    for draft in drafts:
        roles, told = assign_roles(
            draft.turns, kind=kind, people=People(), roles={}, positions=draft.positions,
            has_start=draft.has_start,
        )  # fmt: skip
        guessed += sum(int(note.split()[0]) for note in told if note.endswith(GUESSED))
        notes += [note for note in told if not note.endswith(GUESSED)]
        values: dict[str, Any] = {
            name: text for name, text in draft.values.items() if name in found
        }
        if "date" in found:
            values["date"] = draft.date
        if "thread" in found:
            values["thread"] = draft.thread.replace("\x1f", " · ")
        said = [
            (turn.speaker, role, turn.seconds, turn.text, turn.locator)
            for turn, role in zip(draft.turns, roles, strict=True)
        ]
        # A rating without words is still an answer.
        said = said or [("", "customer", math.nan, "", draft.locator)]
        rows += [{**dict(zip(_FIRST, one, strict=True)), **values} for one in said]
    if guessed:
        notes.append(f"the role of {guessed} turn(s) was guessed from their words")
    table = pd.DataFrame(rows, columns=list(rows[0]))
    for name in ANSWERS:
        if name in table.columns:
            numbers = [fields.read_number(str(one)) for one in table[name]]
            table[name] = pd.Series(numbers, index=table.index, dtype="float64")
    if "date" in table.columns:
        table["date"] = pd.to_datetime(table["date"]).astype("datetime64[us]")
    table["seconds"] = table["seconds"].astype("float64")
    return table, notes


def _columns(columns: Mapping[str, str | list[str] | tuple[str, ...]]) -> column_names.Columns:
    return {
        field: (names,) if isinstance(names, str) else tuple(names)
        for field, names in columns.items()
    }


def _kind(columns: column_names.Columns, content: Content) -> str:
    """The kind of source that a table's fields tell."""
    if "nps" in columns:
        return "survey"
    if "rating" in columns:
        return "review"
    if {"speaker", "role"} & columns.keys():
        sheet = content.sheet
        assert sheet is not None
        named = [*columns.get("speaker", ()), *columns.get("role", ())]
        labels = {str(cell) for name in named for cell in sheet[name].head(2000)}
        asked = any(label_role(label) == "interviewer" for label in labels)
        return "interview" if asked or "seconds" in columns else "chat"
    nested = content.sheet is not None and NESTED_THREAD in content.sheet.columns
    return "chat" if nested or "thread" in columns else "review"
