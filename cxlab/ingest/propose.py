"""Files -> the sources of a first study.yml, for `cxlab new`."""

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cxlab.errors import ReadError
from cxlab.ingest import fields, profiles
from cxlab.ingest.columns import guess
from cxlab.ingest.content import NESTED_THREAD, Content
from cxlab.ingest.labels import label_role
from cxlab.ingest.reader import read_file
from cxlab.ingest.sheets import fold_header
from cxlab.study import DECISIONS, FIELDS

# What teams join to an export of somebody else.
_JOINED = ("participant", "segment")
# Files about a study, not of it.
_ABOUT = {
    "readme",
    "license",
    "licence",
    "truth",
    "changelog",
    "notes",
    "leiame",
    "leia-me",
    "leeme",
}
_DECIDED = set(DECISIONS) - {"people.csv"}  # which the interviews are told of
_PARTICIPANT = {"participant", "participante", "participant id"}


class Proposals(list[dict[str, Any]]):
    """The sources of a first study.yml, each a dict with keys that a study knows.

    `notes` says in words what a person should look at: (source or file name, note).
    """

    def __init__(self, sources: Sequence[dict[str, Any]], notes: Sequence[tuple[str, str]]) -> None:
        super().__init__(sources)
        self.notes = tuple(notes)


def propose(files: Sequence[str | Path]) -> Proposals:
    """One source for each group of alike files: name, kind, files, and what could be told of columns.

    Files are given by their names alone, as they lie beside study.yml. Those of one format and one
    header go together; what people decide and write for the map (overrides.csv, promises.csv…, a codebook)
    is no source, and a people.csv becomes the `people` of the interviews; a file that cannot be read
    is only in the notes.
    """
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    notes: list[tuple[str, str]] = []
    people = ""
    for path in (Path(one).expanduser() for one in files):
        if path.stem.casefold() in _ABOUT or _is_own(path):
            continue
        try:
            content = read_file(path)
        except ReadError as error:
            notes.append((path.name, f"not read: {error}"))
            continue
        if _is_people(content):
            people = path.name
            continue
        turns = content.sheet is None
        key = ("turns", _turn_kind(content)) if turns else ("sheet", *content.header)
        if key in groups:
            groups[key]["files"].append(path.name)
        else:
            groups[key] = _proposal(path, content)
    proposals = _with_distinct_names(list(groups.values()))
    interviews = [one for one in proposals if one["kind"] == "interview"]
    for one in (interviews or proposals) if people else ():
        one["people"] = people
    told = [(str(one["name"]), str(one.pop("note"))) for one in proposals if "note" in one]
    return Proposals(proposals, (*told, *notes))


def _is_own(path: Path) -> bool:
    """Whether a file is the study's own by its name: nothing a customer said."""
    return path.name in _DECIDED or path.suffix.casefold() in (".yml", ".yaml")


def _name(path: Path) -> str:
    return re.sub(r"[^\w-]+", "_", path.stem.casefold()).strip("_") or "source"


def _turn_kind(content: Content) -> str:
    if content.format == "whatsapp":
        return "chat"
    return (
        "interview"
        if any(turn.speaker for turn in content.turns) or content.format in ("vtt", "srt", "sbv")
        else "text"
    )


def _is_people(content: Content) -> bool:
    """Whether the file lists people: a participant column and nothing anybody said."""
    sheet = content.sheet
    if sheet is None or not {fold_header(name) for name in content.header} & _PARTICIPANT:
        return False
    words = guess(sheet, ["text"]).get("text")
    return words is None or float(sheet[words[0]].str.len().mean()) < 40


def _proposal(path: Path, content: Content) -> dict[str, Any]:
    if content.sheet is None:
        kind = _turn_kind(content)
        proposal: dict[str, Any] = {
            "name": {"chat": "chats", "interview": "interviews", "text": _name(path)}[kind],
            "kind": "review" if kind == "text" else kind,
            "files": [path.name],
        }
        if kind == "text":
            proposal["note"] = "text without speakers: each paragraph is taken for one answer"
        return proposal
    known = profiles.recognise(content.header)
    if known is not None:
        proposal = {
            "name": known.name,
            "kind": known.kind,
            "files": [path.name],
            "profile": known.name,
        }
        sheet = content.sheet
        taken = {name for names in known.present(content.header).values() for name in names}
        rest = guess(sheet[[name for name in content.header if name not in taken]], _JOINED)
        if rest:
            proposal["columns"] = {field: names[0] for field, names in rest.items()}
        if known.channel:
            proposal["channel"] = known.channel
        scale = known.rating_scale
        if scale:
            proposal["rating_scale"] = list(scale)
        return proposal
    return _from_columns(path, content)


def _from_columns(path: Path, content: Content) -> dict[str, Any]:
    sheet = content.sheet
    assert sheet is not None
    columns = guess(sheet.drop(columns=[NESTED_THREAD], errors="ignore"))
    columns.pop("reply", None)
    if "position" in columns and "thread" not in columns and "title" in columns:
        # Messages that are counted belong to something, and only a title names it.
        columns["thread"] = columns["title"]
    nested = NESTED_THREAD in sheet.columns
    named = [
        str(cell)
        for field in ("speaker", "role")
        for name in columns.get(field, ())
        for cell in sheet[name].head(2000)
    ]
    proposal: dict[str, Any] = {
        "name": _name(path),
        "kind": _kind(set(columns), nested=nested, labels=named),
        "files": [path.name],
        "columns": {
            field: list(names) if len(names) > 1 else names[0]
            for field in FIELDS
            if (names := columns.get(field))
        },
    }
    if "rating" in columns:
        low, high = _scale([str(one) for one in sheet[columns["rating"][0]]])
        if (low, high) != (1, 5):
            proposal["rating_scale"] = [low, high]
    notes = []
    if "text" not in columns:
        notes.append(f"no column with words was found among {', '.join(content.header)}")
    groups = _groups(content, {name for names in columns.values() for name in names})
    if "segment" not in columns and groups:
        notes.append(f"columns that could be the segment: {', '.join(groups)}")
    if notes:
        proposal["note"] = "; ".join(notes)
    return proposal


def _groups(content: Content, taken: set[str]) -> list[str]:
    """Columns with a few values that most rows have: what a segment looks like."""
    sheet = content.sheet
    assert sheet is not None
    found = []
    for name in content.header:
        filled = [text for cell in sheet[name] if (text := str(cell).strip())]
        if name in taken or len(filled) < 0.5 * len(sheet) or len(sheet) < 10:
            continue
        values = set(filled)
        if 2 <= len(values) <= 12 and not all(map(_is_number, values)):
            found.append(name)
    return found[:6]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdecimal()


def _kind(found: set[str], *, nested: bool, labels: list[str]) -> str:
    roles = [role for label in labels if (role := label_role(label))]
    if "interviewer" in roles:
        return "interview"
    if roles and not {"customer", "company"} & set(roles) and not {"thread", "seconds"} & found:
        return "frontline"
    if nested or "thread" in found:
        return "interview" if "seconds" in found else "chat"
    if "nps" in found:
        return "survey"
    if {"speaker", "role"} <= found or {"speaker", "seconds"} <= found:
        return "interview"
    return "review" if "rating" in found else "survey"


def _scale(values: list[str]) -> tuple[int, int]:
    """The usual scale that holds nearly all ratings."""
    numbers = sorted(n for n in map(fields.read_number, values) if not math.isnan(n))
    if not numbers:
        return 1, 5
    low, high = numbers[int(0.005 * len(numbers))], numbers[int(0.995 * (len(numbers) - 1))]
    for bottom, top in ((1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (0, 100)):
        if bottom <= low and high <= top:
            return bottom, top
    return int(low), int(high) + 1


def _with_distinct_names(proposals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[str, int] = {}
    for proposal in proposals:
        name = proposal["name"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            proposal["name"] = f"{name}_{seen[name]}"
    return proposals
