"""All sources of a study -> documents, turns, quarantine and counts."""

import glob
import hashlib
import logging
import math
import os
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from cxlab import tables
from cxlab.errors import ReadError, ReadWarning, StudyError
from cxlab.ingest import fields, segments
from cxlab.ingest.columns import find_column
from cxlab.ingest.content import Content, Fault
from cxlab.ingest.drafts import SHORT, Draft, Drafted, choose_columns, from_sheet, from_turns
from cxlab.ingest.labels import initial_of, is_name, label_role
from cxlab.ingest.people import People, Person, read_people
from cxlab.ingest.reader import read_file
from cxlab.ingest.roles import GUESSED, assign_roles
from cxlab.study import Source, Study

_log = logging.getLogger(__name__)
COUNT_COLUMNS = (
    "source", "file", "format", "encoding", "rows", "kept", "documents", "duplicates", "quarantined",
)  # fmt: skip
TURN_COLUMNS = ("doc_id", "turn", "speaker", "role", "seconds", "locator", "text", "participant")


@dataclass(frozen=True)
class Raw:
    """What the sources of a study hold, before cleaning and redaction.

    `documents` has the columns of `tables.SCHEMAS["documents"]` (with an empty `text`), `title`, and
    every attribute of people; `turns` has doc_id, turn, speaker (a code or a role, never a name), role,
    seconds, locator, text (raw) and participant; `quarantine` as in the schema; `counts` has for each
    file rows = kept + quarantined + duplicates; `inputs` are (path, SHA-256); `roster` are names to
    redact.
    """

    documents: pd.DataFrame
    turns: pd.DataFrame
    quarantine: pd.DataFrame
    counts: pd.DataFrame
    inputs: tuple[tuple[str, str], ...] = ()
    roster: tuple[str, ...] = ()


@dataclass
class _Gathered:
    """What is collected while the files of a study are read."""

    documents: list[dict[str, object]] = field(default_factory=list)
    turns: list[tuple[object, ...]] = field(default_factory=list)
    quarantine: list[dict[str, object]] = field(default_factory=list)
    counts: list[dict[str, object]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    short: Counter[str] = field(default_factory=Counter)
    roster: dict[str, None] = field(default_factory=dict)


def read_sources(study: Study) -> Raw:
    """Read every source of a study; what cannot be read is quarantined, the rest is delivered.

    Raises StudyError for a source without files, a mapped column that a file lacks, or when nothing at
    all could be read. Warns (ReadWarning) of everything read with a doubt.
    """
    gathered = _Gathered()
    inputs: dict[Path, str] = {}
    attributes: dict[str, None] = {}
    for source in study.file.sources:
        people = People()
        if source.people:
            path = study.folder / source.people
            people = read_people(path)
            inputs[path] = _sha256(path)
            attributes.update(dict.fromkeys(people.attributes))
            gathered.roster.update(
                dict.fromkeys(
                    name for one in people.everybody for name in one.names if not label_role(name)
                )
            )
        for path in find_files(source, study.folder):
            inputs.setdefault(path, _sha256(path))
            _gather_file(gathered, path, source=source, people=people, study=study)
    if not gathered.documents:
        raise StudyError(_nothing(gathered, study))
    documents = _documents(gathered, tuple(attributes), study)
    turns = pd.DataFrame(gathered.turns, columns=list(TURN_COLUMNS))
    turns["seconds"] = turns["seconds"].astype("float64")
    return Raw(
        documents,
        turns,
        tables.conform("quarantine", pd.DataFrame(gathered.quarantine)),
        pd.DataFrame(gathered.counts, columns=list(COUNT_COLUMNS)),
        tuple((shown_path(path, study.folder), digest) for path, digest in inputs.items()),
        tuple(gathered.roster),
    )


def find_files(source: Source, folder: Path) -> list[Path]:
    """The files of a source in a fixed order, each once; StudyError that says what is there instead."""
    found: dict[Path, None] = {}
    for pattern in source.files:
        full = str(folder / Path(pattern).expanduser())
        # A file whose own name holds [ ] is no pattern; pathlib cannot glob absolute patterns.
        matches = [full] if Path(full).is_file() else sorted(glob.glob(full, recursive=True))  # noqa: PTH207
        for match in matches:
            path = Path(os.path.abspath(match))  # noqa: PTH100 - links keep the name people know
            hidden = path.name.startswith((".", "~$"))
            if path.is_file() and not hidden:
                found.setdefault(path)
    if not found:
        where = (folder / source.files[0]).parent if source.files else folder
        while not where.is_dir() or any(mark in where.name for mark in "*?["):
            where = where.parent
        there = sorted(one.name for one in where.iterdir() if not one.name.startswith("."))
        listed = ", ".join(there[:12]) + (f" and {len(there) - 12} more" if len(there) > 12 else "")
        raise StudyError(
            f"source '{source.name}': no file matches {', '.join(source.files) or 'nothing'}. "
            f"In {where} there is: {listed or 'nothing'}. Mend `files` in study.yml"
        )
    return list(found)


def shown_path(path: Path, folder: Path) -> str:
    """The path as a person of the study knows it: below its folder, else relative or its name."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        relative = os.path.relpath(path, folder) if path.drive == folder.drive else path.name
        return Path(relative).as_posix()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _nothing(gathered: _Gathered, study: Study) -> str:
    reasons = "; ".join(f"{one['file']}: {one['reason']}" for one in gathered.quarantine[:5])
    return f"nothing could be read in {study.folder}. {reasons or 'The files hold no rows'}"


def _tell(file: str, notes: tuple[str, ...] | list[str]) -> None:
    for note in dict.fromkeys(notes):
        warnings.warn(f"{file}: {note}", ReadWarning, stacklevel=2)


def _gather_file(
    gathered: _Gathered, path: Path, *, source: Source, people: People, study: Study
) -> None:
    name = shown_path(path, study.folder)
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
        _tell(name, [f"{error}. The other files are read"])
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
    _tell(name, [*content.notes, *drafted.notes, *notes])


def roles_of(source: Source) -> dict[str, tuple[str, ...]]:
    """The values a study lists for each role."""
    return {str(role): values for role, values in source.roles.items()}


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
    if "text" not in columns and not {"rating", "nps"} & columns.keys():
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
    gathered: _Gathered, drafted: Drafted, path: Path, name: str, *, source: Source, people: People
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
    notes += _add_documents(gathered, fresh, path, name, source=source, people=people)
    return sum(draft.rows for _, draft in fresh), len(fresh), duplicates, notes


def stated(gathered: _Gathered, doc_id: str, told: str) -> bool:
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


def _add_documents(
    gathered: _Gathered, fresh: list[tuple[str, Draft]], path: Path, name: str, *,
    source: Source, people: People,
) -> list[str]:  # fmt: skip
    numbers, notes = _numbers(fresh, source)
    guesses: Counter[str] = Counter()
    guessed_turns = 0
    of_file = people.of_file(path) if people.everybody and source.kind == "interview" else None
    for (doc_id, draft), (rating, nps) in zip(fresh, numbers, strict=True):
        roles, told = assign_roles(
            draft.turns, kind=source.kind, people=people, roles=roles_of(source),
            positions=draft.positions, has_start=draft.has_start,
        )  # fmt: skip
        for note in told:
            if note.endswith(GUESSED):
                guessed_turns += int(note.split()[0])
            else:
                guesses[note] += 1
        person = people.find(draft.values["participant"]) or of_file
        codes, person = _participants(draft, roles, person, path, doc_id, people)
        _add_turns(gathered, doc_id, draft, roles, codes, kind=source.kind)
        gathered.documents.append(
            _document(doc_id, draft, person, codes, name, source, rating=rating, nps=nps)
        )
    if guessed_turns:
        notes.append(
            f"who is customer and who is the company was guessed from the words of {guessed_turns} "
            "turn(s). Say it: roles: {customer: [...], company: [...]}"
        )
    return notes + [
        note if times == 1 else f"{note} ({times} times)" for note, times in guesses.items()
    ]


def _numbers(
    fresh: list[tuple[str, Draft]], source: Source
) -> tuple[list[tuple[float, float]], list[str]]:
    names = [draft.values["id"] or draft.locator for _, draft in fresh]
    low, high = source.rating_scale
    ratings, notes = fields.read_ratings(
        [draft.values["rating"] for _, draft in fresh], names, low=low, high=high
    )
    nps, more = fields.read_ratings(
        [draft.values["nps"] for _, draft in fresh], names, low=0, high=10, what="nps"
    )
    return list(zip(ratings, nps, strict=True)), notes + more


def _participants(
    draft: Draft, roles: list[str], person: Person | None, path: Path, doc_id: str, people: People
) -> tuple[list[str], Person | None]:
    """A participant code for each turn ("" for context), and the person the document is of.

    Codes are never names: people.csv's code, a code in the data, else a pseudonym.
    """
    own = draft.values["participant"]
    fallback = "P" + doc_id[:8]
    if person:
        fallback = person.participant
    elif own:
        fallback = fields.pseudonym(own)
    elif (
        fields.is_code(path.stem)
        and not draft.values["id"]
        and len(draft.turns) > 1
        and not draft.thread
    ):
        fallback = path.stem
    codes = []
    customers = {
        turn.speaker for turn, role in zip(draft.turns, roles, strict=True)
        if role in tables.EVIDENCE_ROLES
    }  # fmt: skip
    for turn, role in zip(draft.turns, roles, strict=True):
        if role not in tables.EVIDENCE_ROLES:
            codes.append("")
            continue
        known = people.find(turn.speaker)
        if known:
            person = person or known
            codes.append(known.participant)
        elif own or person or len(customers) < 2 or not turn.speaker:
            codes.append("" if person and not own else fallback)
        else:
            codes.append(_speaker_code(turn.speaker, doc_id))
    main = person.participant if person and not own else fallback
    return [
        code or (main if role in tables.EVIDENCE_ROLES else "")
        for code, role in zip(codes, roles, strict=True)
    ], person


def _speaker_code(speaker: str, doc_id: str) -> str:
    """A code for one of several customers: a role label or letter holds only inside its document."""
    if label_role(speaker) or initial_of(speaker):
        return "P" + tables.stable_id(doc_id, speaker)[:8]
    return fields.pseudonym(speaker)


def _add_turns(
    gathered: _Gathered, doc_id: str, draft: Draft, roles: list[str], codes: list[str], *, kind: str
) -> None:
    context: dict[tuple[str, str], str] = {}
    for number, (turn, role, code) in enumerate(zip(draft.turns, roles, codes, strict=True)):
        if role in tables.EVIDENCE_ROLES:
            shown = code
        else:
            count = sum(1 for _, other in context if other == role) + 1
            shown = context.setdefault(
                (turn.speaker, role), role if count == 1 else f"{role} {count}"
            )
        if kind == "interview" and _is_person(turn.speaker):
            gathered.roster.setdefault(turn.speaker)
        gathered.turns.append(
            (doc_id, number, shown, role, turn.seconds, turn.locator, turn.text, code)
        )


def _is_person(speaker: str) -> bool:
    """Whether a speaker's label is a name, to be redacted wherever it is said."""
    return (
        len(speaker) > 2 and is_name(speaker) and not label_role(speaker)
        and not fields.is_code(speaker) and speaker[:1].isupper()
    )  # fmt: skip


def _document(
    doc_id: str, draft: Draft, person: Person | None, codes: list[str], name: str, source: Source,
    *, rating: float, nps: float,
) -> dict[str, object]:  # fmt: skip
    values = draft.values
    attributes = person.attributes if person else {}
    first = next((code for code in codes if code), "")
    own = fields.pseudonym(values["participant"]) if values["participant"] else ""
    participant = (person.participant if person else "") or own or first or "P" + doc_id[:8]

    def borrowed(field: str) -> str:
        """A field that the study maps to an attribute of people."""
        return next((attributes[n] for n in source.columns.get(field, ()) if n in attributes), "")

    date = draft.date
    if date is None and borrowed("date"):
        date = fields.read_dates([borrowed("date")], order=source.dates)[0][0]
    has_rating = not math.isnan(rating)
    document: dict[str, object] = {
        **{_attribute(key): value for key, value in attributes.items()},
        **draft.extras,
        "doc_id": doc_id, "source": source.name, "kind": source.kind, "file": name,
        "locator": draft.locator, "participant": participant,
        "segment": values["segment"] or borrowed("segment") or attributes.get("segment", ""),
        "date": date, "wave": values["wave"] or borrowed("wave"),
        "channel": values["channel"] or borrowed("channel") or source.channel,
        "lang": "", "rating": rating,
        "rating_low": source.rating_scale[0] if has_rating else float("nan"),
        "rating_high": source.rating_scale[1] if has_rating else float("nan"),
        "nps": nps, "text": "", "title": values["title"] or draft.thread.replace("\x1f", " · "),
    }  # fmt: skip
    return document


def _attribute(name: str) -> str:
    """The column an attribute of people gets: its own name, unless a column of ours has it."""
    return f"people_{name}" if name in tables.SCHEMAS["documents"] or name == "title" else name


def _documents(gathered: _Gathered, attributes: tuple[str, ...], study: Study) -> pd.DataFrame:
    documents = tables.conform("documents", pd.DataFrame(gathered.documents))
    for name in attributes:
        column = _attribute(name)
        if column not in documents.columns:
            documents[column] = ""
        documents[column] = documents[column].astype("object").where(documents[column].notna(), "")
    extra = [name for name in documents.columns if name not in tables.SCHEMAS["documents"]]
    documents[extra] = documents[extra].astype("object").where(documents[extra].notna(), "")
    rules, by = study.file.segments.rules, study.file.segments.by
    if rules:
        documents["segment"] = segments.apply_rules(documents, rules)
    elif by != "segment" and by in documents.columns:
        named = documents[by].astype(str)
        documents["segment"] = documents["segment"].where(documents["segment"] != "", named)
    elif by != "segment":
        known = ", ".join(name for name in documents.columns if name not in ("text", "doc_id"))
        raise StudyError(f"segments.by: nothing is called '{by}'. Known: {known}")
    waves = pd.Series(segments.waves(documents["date"], study.file.waves.breaks), dtype="object")
    documents["wave"] = documents["wave"].where(documents["wave"] != "", waves)
    documents["segment"] = documents["segment"].map(lambda one: " ".join(str(one).split()))
    return documents


__all__ = ["Raw", "find_files", "read_sources"]
