"""All sources of a study -> documents, turns, quarantine and counts."""

import glob
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxlab import tables
from cxlab.errors import StudyError
from cxlab.ingest import segments
from cxlab.ingest.answers import Gathered, attribute_column
from cxlab.ingest.gather import gather_file, tell
from cxlab.ingest.labels import fold_label, label_role
from cxlab.ingest.people import People, read_people
from cxlab.study import DECISIONS, Source, Study

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
    file rows = kept + quarantined + duplicates; `roster` are names to
    redact.
    """

    documents: pd.DataFrame
    turns: pd.DataFrame
    quarantine: pd.DataFrame
    counts: pd.DataFrame
    roster: tuple[str, ...] = ()


def read_sources(study: Study) -> Raw:
    """Read every source of a study; what cannot be read is quarantined, the rest is delivered.

    Raises StudyError for a source without files, a mapped column that a file lacks, or when nothing at
    all could be read. Warns (ReadWarning) of everything read with a doubt.
    """
    gathered = Gathered()
    attributes: dict[str, None] = {}
    owner: dict[Path, str] = {}
    for source in study.file.sources:
        people = People()
        if source.people:
            path = study.folder / source.people
            people = read_people(path)
            attributes.update(dict.fromkeys(people.attributes))
            gathered.roster.update(
                dict.fromkeys(
                    name for one in people.everybody for name in one.names if not label_role(name)
                )
            )
        for pattern in source.files if len(source.files) > 1 else ():
            if not _matching(pattern, study.folder):
                tell(f"source '{source.name}'", [f"no file matches {pattern}"])
        for path in find_files(source, study.folder):
            if owner.setdefault(path, source.name) != source.name:
                note = f"the file is in two sources, {owner[path]} and {source.name}: its people count twice"
                tell(shown_path(path, study.folder), [note])
            gather_file(
                gathered, path, shown_path(path, study.folder),
                source=source, people=people, study=study,
            )  # fmt: skip
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
        tuple(gathered.roster),
    )


def find_files(source: Source, folder: Path) -> list[Path]:
    """The files of a source in a fixed order, each once; StudyError that says what is there instead."""
    found: dict[Path, None] = {}
    for pattern in source.files:
        for match in _matching(pattern, folder):
            path = Path(os.path.abspath(match))  # noqa: PTH100 - links keep the name people know
            hidden = path.name.startswith((".", "~$")) or _is_decision(path, pattern, folder)
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


def _is_decision(path: Path, pattern: str, folder: Path) -> bool:
    """Whether `*.csv` caught a file in which people decide: it is a source only where it is named."""
    own = Path(shown_path(path, folder)).parts[0]
    return own in DECISIONS and path.name != Path(pattern).name


def _matching(pattern: str, folder: Path) -> list[str]:
    full = str(folder / Path(pattern).expanduser())
    # A file whose own name holds [ ] is no pattern; pathlib cannot glob absolute patterns.
    return [full] if Path(full).is_file() else sorted(glob.glob(full, recursive=True))  # noqa: PTH207


def shown_path(path: Path, folder: Path) -> str:
    """The path as a person of the study knows it: below its folder, else relative or its name."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        relative = os.path.relpath(path, folder) if path.drive == folder.drive else path.name
        return Path(relative).as_posix()


def _nothing(gathered: Gathered, study: Study) -> str:
    reasons = "; ".join(f"{one['file']}: {one['reason']}" for one in gathered.quarantine[:5])
    return f"nothing could be read in {study.folder}. {reasons or 'The files hold no rows'}"


def _documents(gathered: Gathered, attributes: tuple[str, ...], study: Study) -> pd.DataFrame:
    documents = tables.conform("documents", pd.DataFrame(gathered.documents))
    for name in attributes:
        column = attribute_column(name)
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
    documents["segment"], merged = _one_spelling(list(documents["segment"]))
    if merged:
        tell("segments", [f"spellings of one segment were put together: {'; '.join(merged)}"])
    return documents


def _one_spelling(segments: list[str]) -> tuple[list[str], list[str]]:
    """Segments that differ only in case, accents or spaces under their commonest spelling."""
    spaced = [" ".join(str(one).split()) for one in segments]
    forms: dict[str, Counter[str]] = {}
    for one in spaced:
        forms.setdefault(fold_label(one), Counter())[one] += 1
    best = {key: max(sorted(counts), key=lambda one: counts[one]) for key, counts in forms.items()}
    merged = [" = ".join(sorted(counts)) for counts in forms.values() if len(counts) > 1]
    return [best[fold_label(one)] for one in spaced], merged


__all__ = ["Raw", "find_files", "read_sources"]
