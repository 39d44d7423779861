"""One file -> its turns, for a notebook or a script that has no study."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cxlab.errors import ReadWarning
from cxlab.ingest import columns as column_names
from cxlab.ingest import fields, profiles
from cxlab.ingest.drafts import choose_columns, from_sheet, from_turns
from cxlab.ingest.people import People
from cxlab.ingest.reader import read_file
from cxlab.ingest.roles import assign_roles

_FIRST = ("speaker", "role", "seconds", "text", "locator")


def read(
    path: str | Path,
    profile: str | None = None,
    columns: Mapping[str, str | list[str] | tuple[str, ...]] | None = None,
) -> pd.DataFrame:
    """The turns of one file: speaker, role, seconds, text, locator, then the fields of their document.

    `columns` maps our fields to the file's columns (`{"text": "comentario", "rating": "nota"}`);
    without it the file's profile is recognised or its columns are guessed. Fields found (title, rating,
    nps, date, participant, segment, channel, id, thread) become columns; `rating` and `nps` are numbers,
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
    content = read_file(path, wanted=tuple(listed))
    notes = list(content.notes)
    if content.sheet is None:
        kind = known.kind if known else "chat" if content.format == "whatsapp" else "interview"
        drafted = from_turns(content, kind=kind)
        found: set[str] = set()
    else:
        chosen, known = choose_columns(content, file=path.name, columns=wanted, profile=profile)
        kind = known.kind if known else _kind(chosen)
        drafted = from_sheet(content, kind=kind, columns=chosen, known=known, dates="auto")
        found = set(chosen) | ({"thread"} if any(d.thread for d in drafted.drafts) else set())
    rows = []
    guessed = 0
    for draft in drafted.drafts:
        roles, told = assign_roles(
            draft.turns,
            kind=kind,
            people=People(),
            roles={},
            positions=draft.positions,
            has_start=draft.has_start,
        )
        guessed += sum(int(note.split()[0]) for note in told if note.endswith("from their words"))
        notes += [note for note in told if not note.endswith("from their words")]
        values = {name: value for name, value in draft.values.items() if name in found}
        if "date" in found or draft.date is not None:
            values["date"] = draft.date
        if "thread" in found:
            values["thread"] = draft.thread
        for turn, role in zip(draft.turns, roles, strict=True):
            first = (turn.speaker, role, turn.seconds, turn.text, turn.locator)
            rows.append({**dict(zip(_FIRST, first, strict=True)), **values})
        if not draft.turns:
            # A rating without words is still an answer.
            first = ("", "customer", float("nan"), "", draft.locator)
            rows.append({**dict(zip(_FIRST, first, strict=True)), **values})
    faults = (*content.faults, *drafted.faults)
    if faults:
        lines = "; ".join(f"line {fault.line}: {fault.reason}" for fault in faults[:5])
        notes.append(f"{len(faults)} piece(s) could not be read and were left out ({lines})")
    if guessed:
        notes.append(f"the role of {guessed} turn(s) was guessed from their words")
    for note in dict.fromkeys((*notes, *drafted.notes)):
        warnings.warn(f"{path.name}: {note}", ReadWarning, stacklevel=2)
    table = pd.DataFrame(
        rows, columns=list(dict.fromkeys([*_FIRST, *(k for r in rows for k in r)]))
    )
    for name in ("rating", "nps"):
        if name in table.columns:
            table[name] = (
                table[name].map(lambda one: fields.read_number(str(one))).astype("float64")
            )
    table["seconds"] = table["seconds"].astype("float64")
    return table


def _columns(columns: Mapping[str, str | list[str] | tuple[str, ...]]) -> column_names.Columns:
    return {
        field: (names,) if isinstance(names, str) else tuple(names)
        for field, names in columns.items()
    }


def _kind(columns: column_names.Columns) -> str:
    """The kind of source that a table's fields tell."""
    if "nps" in columns:
        return "survey"
    if "rating" in columns:
        return "review"
    if "thread" in columns and "position" not in columns and "seconds" not in columns:
        return "chat"
    if {"speaker", "role"} & columns.keys():
        return "interview" if "seconds" in columns else "chat"
    return "chat" if "thread" in columns else "review"
