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
from cxlab.ingest.reader import read_file
from cxlab.ingest.sheets import fold
from cxlab.study import FIELDS


def propose(files: Sequence[str | Path]) -> list[dict[str, Any]]:
    """One source for each group of alike files: name, kind, files, and what could be told of columns.

    Each is a dict with the keys of a source in study.yml; `note` says in words what a person should
    look at (a file that cannot be read, a guess). Files of one format and one header go together.
    """
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for path in (Path(one).expanduser() for one in files):
        try:
            content = read_file(path)
        except ReadError as error:
            groups[("unreadable", str(path))] = {
                "name": _name(path), "kind": "review", "files": [str(path)], "note": str(error),
            }  # fmt: skip
            continue
        if _is_people(content):
            groups[("people", str(path))] = {"people": str(path), "note": "the people of the study"}
            continue
        key = (
            ("turns", _turn_kind(content)) if content.sheet is None else ("sheet", *content.header)
        )
        if key in groups:
            groups[key]["files"].append(str(path))
        else:
            groups[key] = _proposal(path, content)
    return _with_distinct_names([one for one in groups.values() if one])


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
    """Whether the file lists people: a participant column, no text, a name like ours."""
    if content.sheet is None:
        return False
    names = {fold(name) for name in content.header}
    return bool(names & {"participant", "participante"}) and "text" not in guess(content.sheet)


def _proposal(path: Path, content: Content) -> dict[str, Any]:
    if content.sheet is None:
        kind = _turn_kind(content)
        proposal: dict[str, Any] = {
            "name": {"chat": "chats", "interview": "interviews", "text": _name(path)}[kind],
            "kind": "review" if kind == "text" else kind,
            "files": [str(path)],
        }
        if kind == "text":
            proposal["note"] = "text without speakers: each paragraph is taken for one answer"
        return proposal
    known = profiles.recognise(content.header)
    if known is not None:
        proposal = {
            "name": known.name,
            "kind": known.kind,
            "files": [str(path)],
            "profile": known.name,
        }
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
    nested = NESTED_THREAD in sheet.columns
    proposal: dict[str, Any] = {
        "name": _name(path),
        "kind": _kind(set(columns), nested=nested),
        "files": [str(path)],
        "columns": {field: columns[field][0] for field in FIELDS if field in columns},
    }
    if "rating" in columns:
        low, high = _scale([str(one) for one in sheet[columns["rating"][0]]])
        if (low, high) != (1, 5):
            proposal["rating_scale"] = [low, high]
    if "text" not in columns:
        proposal["note"] = f"no column with words was found among {', '.join(content.header)}"
    return proposal


def _kind(found: set[str], *, nested: bool) -> str:
    if nested or "thread" in found:
        return "interview" if "seconds" in found else "chat"
    if "nps" in found:
        return "survey"
    if {"speaker", "role"} & found:
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
        name = proposal.get("name")
        if name is None:
            continue
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            proposal["name"] = f"{name}_{seen[name]}"
    return proposals
