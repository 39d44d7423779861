"""One file of a study: read it, keep each document once, and account for every row."""

import logging
import warnings
from collections import Counter
from pathlib import Path

from cxlab import tables
from cxlab.errors import ReadError, ReadWarning, StudyError
from cxlab.ingest import segments
from cxlab.ingest.answers import Gathered, add_documents
from cxlab.ingest.columns import find_column
from cxlab.ingest.content import Content, Fault
from cxlab.ingest.drafts import ANSWERS, Drafted, choose_columns, from_sheet, from_turns
from cxlab.ingest.people import People
from cxlab.ingest.reader import read_file
from cxlab.ingest.threads import SHORT, Draft
from cxlab.study import Source, Study

_log = logging.getLogger(__name__)


def tell(file: str, notes: tuple[str, ...] | list[str]) -> None:
    """Warn of each doubt once, with the file (or part of the study) it is about."""
    for note in dict.fromkeys(notes):
        warnings.warn(f"{file}: {note}", ReadWarning, stacklevel=2)


def gather_file(
    gathered: Gathered, path: Path, name: str, *, source: Source, people: People, study: Study
) -> None:
    """Read one file, called `name` to people, into what is gathered; a file that cannot be read is
    quarantined and told.

    Raises StudyError for a mapped column that the file lacks.
    """
    # Our own files may lie in the folder that a wide pattern takes in.
    if path == study.folder / "study.yml" or (
        source.people and path == study.folder / source.people
    ):
        return
    wanted = tuple(column for columns in source.columns.values() for column in columns)
    try:
        content = read_file(
            path, wanted=wanted, encoding=source.encoding, known_names=_known(source, people),
            dates=source.dates,
        )  # fmt: skip
        drafted = _drafted(content, name, source=source, people=people, study=study)
    except ReadError as error:
        tell(name, [f"{error}. The other files are read"])
        gathered.quarantine.append({"file": name, "reason": str(error)})
        gathered.counts.append(
            {"source": source.name, "file": name, "format": "unreadable", "encoding": "", "rows": 1,
             "kept": 0, "documents": 0, "duplicates": 0, "quarantined": 1}
        )  # fmt: skip
        return
    faults = (*content.faults, *drafted.faults)
    kept, documents, duplicates, notes = _gather_drafts(
        gathered, drafted, path, name, source=source, people=people
    )
    duplicates += drafted.duplicates
    gathered.quarantine += [_quarantined(name, fault) for fault in faults]
    if faults:
        lines = ", ".join(str(fault.line) for fault in faults[:5])
        notes.append(f"{len(faults)} piece(s) could not be read and were left out (line {lines})")
    gathered.counts.append(
        {"source": source.name, "file": name, "format": drafted.profile or content.format,
         "encoding": content.encoding, "rows": kept + duplicates + len(faults), "kept": kept,
         "documents": documents, "duplicates": duplicates, "quarantined": len(faults)}
    )  # fmt: skip
    _log.info("%s: %d rows kept, %d duplicates, %d left out", name, kept, duplicates, len(faults))
    tell(name, [*content.notes, *drafted.notes, *notes])


def _known(source: Source, people: People) -> tuple[str, ...]:
    listed = [name for names in source.roles.values() for name in names]
    return (*people.known_names, *listed)


def _quarantined(name: str, fault: Fault) -> dict[str, object]:
    return {
        "file": name, "line": fault.line, "byte": fault.byte, "reason": fault.reason,
        "sample": fault.sample,
    }  # fmt: skip


def _drafted(
    content: Content, name: str, *, source: Source, people: People, study: Study
) -> Drafted:
    if content.sheet is None:
        return from_turns(content, kind=source.kind)
    columns, known = choose_columns(
        content, file=name, columns=source.columns, profile=source.profile,
        attributes=people.attributes,
    )  # fmt: skip
    if "text" not in columns and not columns.keys() & set(ANSWERS):
        raise StudyError(
            f"column for 'text' not told in {name}. Found: {', '.join(content.header)}. "
            "Map it: columns: {text: <one of these>}"
        )
    return from_sheet(
        content, kind=source.kind, columns=columns, known=known, dates=source.dates,
        extras=_extras(content, columns, people, study),
    )  # fmt: skip


def _extras(
    content: Content, columns: dict[str, tuple[str, ...]], people: People, study: Study
) -> list[str]:
    """Columns nobody mapped but the segments ask for."""
    asked = [study.file.segments.by, *segments.rule_names(study.file.segments.rules)]
    own = {*tables.SCHEMAS["documents"], "title", *people.attributes, *columns}
    found = [find_column(name, content.header) for name in asked if name not in own]
    return [name for name in dict.fromkeys(found) if name]


# ---- one file's drafts ----


def _gather_drafts(
    gathered: Gathered, drafted: Drafted, path: Path, name: str, *, source: Source, people: People
) -> tuple[int, int, int, list[str]]:
    """Keep each draft once; returns rows kept, documents, rows dropped as duplicates, and notes."""
    fresh: list[tuple[str, Draft]] = []
    notes: list[str] = []
    duplicates = 0
    versions: dict[str, str] = {}
    for draft in drafted.drafts:
        doc_id = _doc_id(draft, source.name, gathered.short)
        told = _telling(draft)
        if doc_id in gathered.seen and draft.values["id"]:
            # The same id with other words: an edited review, or a column that is no id.
            if stated(gathered, doc_id, told):
                duplicates += draft.rows
                continue
            doc_id = tables.stable_id(doc_id, told)
            versions.setdefault(draft.values["id"], draft.locator)
        twin = tables.stable_id(source.name, "twin", told) if _is_telling(draft) else ""
        if doc_id in gathered.seen or (twin and twin in gathered.seen):
            duplicates += draft.rows
            continue
        gathered.seen.update(
            {doc_id, tables.stable_id(doc_id, "told", told)} | ({twin} if twin else set())
        )
        fresh.append((doc_id, draft))
    if versions:
        shown = ", ".join(list(versions)[:5])
        notes.append(f"{len(versions)} id(s) stand for different texts ({shown}); all are kept")
    notes += add_documents(gathered, fresh, path, name, source=source, people=people)
    return sum(draft.rows for _, draft in fresh), len(fresh), duplicates, notes


def stated(gathered: Gathered, doc_id: str, told: str) -> bool:
    """Whether the document was already seen with exactly these words and fields."""
    return tables.stable_id(doc_id, "told", told) in gathered.seen


def _words(draft: Draft) -> str:
    return "\x1e".join(turn.text for turn in draft.turns)


def _telling(draft: Draft) -> str:
    """Everything a draft says but its id, as one text."""
    values = "\x1f".join(f"{key}={value}" for key, value in draft.values.items() if key != "id")
    return f"{draft.thread}\x1d{draft.date or ''}\x1d{values}\x1d{_words(draft)}"


def _is_telling(draft: Draft) -> bool:
    """Whether the words are so long that only a second export repeats them with all their fields."""
    return len(_words(draft)) >= SHORT


def _doc_id(draft: Draft, source: str, short: Counter[str]) -> str:
    """The document's stable id, whatever the file it came in or its place there."""
    values = draft.values
    if values["id"]:
        return tables.stable_id(source, "id", values["id"])
    words = draft.turns[0].text if draft.thread and draft.turns else _words(draft)
    parts = (
        source,
        values["participant"],
        str(draft.date or ""),
        draft.thread,
        words,
        values["rating"],
    )
    if draft.thread or values["participant"] or len(words) >= SHORT:
        return tables.stable_id(*parts)
    # Two people may both write "ótimo": the second one is another document.
    key = "\x1f".join(parts)
    short[key] += 1
    return tables.stable_id(*parts, short[key])
