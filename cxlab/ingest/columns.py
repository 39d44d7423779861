"""Which column of theirs is which field of ours: what a study says, a profile, or a guess."""

import difflib
import math
from collections.abc import Callable, Iterable
from functools import cache

import pandas as pd

from cxlab import languages
from cxlab.errors import StudyError
from cxlab.ingest import fields
from cxlab.ingest.content import HIDDEN, seconds_of
from cxlab.ingest.labels import label_role
from cxlab.ingest.sheets import fold_header

Columns = dict[str, tuple[str, ...]]
# The order in which fields choose among the columns of an unmapped file.
_ORDER = (
    "reply", "text", "rating", "nps", "date", "seconds", "thread", "position", "role", "speaker",
    "participant", "segment", "channel", "title", "id",
)  # fmt: skip


@cache
def _names(field: str) -> tuple[str, ...]:
    """Usual names of a field's column, best first, the languages taking turns."""
    lists = [languages.of(code).COLUMN_NAMES.get(field, ()) for code in ("en", "pt", "es")]
    longest = max(len(names) for names in lists)
    return tuple(
        dict.fromkeys(
            fold_header(names[rank])
            for rank in range(longest)
            for names in lists
            if rank < len(names)
        )
    )


@cache
def known_names() -> frozenset[str]:
    """Every column name that headers often have."""
    return frozenset(name for field in _ORDER for name in _names(field))


def find_column(name: str, header: Iterable[str]) -> str | None:
    """The column of that name: exactly, or but for case, accents and spaces."""
    names = list(header)
    if name in names:
        return name
    return next((one for one in names if fold_header(one) == fold_header(name)), None)


def resolve(
    wanted: Columns, header: tuple[str, ...], *, file: str, attributes: Iterable[str] = ()
) -> Columns:
    """The mapped columns under the names the file has.

    A field may name an attribute of people instead; it is left out here. Raises StudyError for a
    column that is in neither, with what was found and how to map it.
    """
    resolved: Columns = {}
    known_attributes = {fold_header(name) for name in attributes}
    for field, names in wanted.items():
        found = []
        for name in names:
            column = find_column(name, header)
            if column is not None:
                found.append(column)
            elif fold_header(name) not in known_attributes:
                raise StudyError(_missing(field, name, header, file=file))
        if found:
            resolved[field] = tuple(found)
    return resolved


def _missing(field: str, name: str, header: tuple[str, ...], *, file: str) -> str:
    folded = {fold_header(column): column for column in header}
    usual = (
        next((folded[one] for one in _names(field) if one in folded), None)
        if field in _ORDER
        else None
    )
    near = difflib.get_close_matches(fold_header(name), list(folded), n=1, cutoff=0.6)
    hint = folded[near[0]] if near else usual or "<one of these>"
    return (
        f"column '{name}' not in {file}. Found: {', '.join(header)}. "
        f"Map it: columns: {{{field}: {hint}}}"
    )


def guess(sheet: pd.DataFrame, fields_wanted: Iterable[str] = _ORDER) -> Columns:
    """The fields of a sheet that nobody mapped, by the names of its columns and what stands in them.

    Each column serves one field. A name alone is not enough: a date must read as dates, a rating as
    small numbers.
    """
    header = [name for name in sheet.columns if name not in HIDDEN]
    folded: dict[str, str] = {}
    for name in header:
        folded.setdefault(fold_header(str(name)), name)
    head = sheet.head(2000)
    guessed: Columns = {}
    taken: set[str] = set()
    asked = set(fields_wanted)
    for field in _ORDER:
        if field not in asked:
            continue
        names = [folded[name] for name in _names(field) if name in folded]
        names += [column for name, column in folded.items() if _speaks_of(field, name)]
        for column in names:
            if column not in taken and _fits(field, head[column]):
                guessed[field] = (column,)
                taken.add(column)
                break
    if "text" in asked and "text" not in guessed:
        longest = _longest([name for name in header if name not in taken], head)
        if longest:
            guessed["text"] = longest
    return guessed


def _speaks_of(field: str, name: str) -> bool:
    """Whether a longer header names a field inside it: whole questions, or `id_avaliacao`."""
    if field == "nps":
        return any(stem in name for stem in ("recomend", "recommend", "nps"))
    return field == "id" and name.startswith("id ") and name.count(" ") < 4


def _longest(header: list[str], head: pd.DataFrame) -> tuple[str, ...]:
    """The column with the longest words on average, if it holds sentences.

    Surveys ask several open questions: columns nearly as long that are headed by a question join it.
    """
    lengths = {
        name: float(head[name].str.len().mean())
        for name in header
        if _share(head[name], lambda cell: " " in cell.strip()) > 0.3
    }
    if not lengths:
        return tuple(header) if len(header) == 1 else ()
    best = max(lengths, key=lambda name: lengths[name])
    if lengths[best] < 12:
        return ()
    return tuple(
        name
        for name, length in lengths.items()
        if name == best or (name.rstrip().endswith("?") and length >= max(12, 0.4 * lengths[best]))
    )


def _share(column: pd.Series, test: Callable[[str], bool]) -> float:
    filled = [cell for cell in column.astype(str) if cell.strip()]
    return sum(1 for cell in filled if test(cell)) / len(filled) if filled else 0.0


def _fits(field: str, column: pd.Series) -> bool:
    """Whether what stands in a column can be that field."""
    filled = column[column.astype(str).str.strip() != ""].astype(str)
    if filled.empty:
        return field not in ("text",)
    if field == "text":
        return _share(column, lambda cell: any(one.isalpha() for one in cell)) > 0.3
    if field == "nps":
        return (
            _share(column, lambda cell: len(cell) <= 20 and 0 <= fields.read_number(cell) <= 10)
            > 0.9
        )
    if field == "rating":
        return _share(column, lambda cell: len(cell) <= 20 and _small(cell)) > 0.7
    if field == "date":
        dates, _ = fields.read_dates(list(filled.head(200)))
        return sum(1 for date in dates if date is not None) > 0.6 * len(dates)
    if field == "seconds":
        return _share(column, lambda cell: not math.isnan(seconds_of(cell))) > 0.8
    if field == "thread":
        return bool(filled.nunique() < 0.8 * len(filled))
    if field == "position":
        return _share(column, lambda cell: cell.strip().isdecimal()) > 0.9
    if field == "role":
        return _share(column, lambda cell: bool(label_role(cell))) > 0.5
    if field in ("speaker", "segment", "channel"):
        return bool(filled.str.len().mean() <= 40)
    if field == "id":
        return bool(filled.nunique() > 0.8 * len(filled))
    return True


def _small(cell: str) -> bool:
    number = fields.read_number(cell)
    return -1 <= number <= 100


def mapped(sheet: pd.DataFrame, columns: Columns) -> dict[str, list[str]]:
    """A list of texts for each field, the texts of several columns joined, one a line."""
    table: dict[str, list[str]] = {}
    for field, names in columns.items():
        if len(names) == 1:
            table[field] = [str(cell).strip() for cell in sheet[names[0]]]
        else:
            rows = zip(*(sheet[name] for name in names), strict=True)
            joiner = "\x1f" if field in ("thread", "id") else "\n"
            table[field] = [
                joiner.join(text for cell in row if (text := str(cell).strip())) for row in rows
            ]
    return table
