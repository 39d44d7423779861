"""Tables that people fill by hand: read whatever the program that saved them made of them.

Semicolons, tabs, Latin-1, a `sep=` line, columns in another order: all the same. A row that cannot
be read is an error with its line, never left out in silence: a decision must not get lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxlab.errors import ReadError, StudyError
from cxlab.ingest import delimited, detect
from cxlab.ingest.decode import decode
from cxlab.ingest.quotes import Record
from cxlab.ingest.sheets import MAX_PREAMBLE, fold_header
from cxlab.ingest.workbook import read_workbook
from cxlab.yamlfile import nearest

_SHOWN = 5


@dataclass(frozen=True)
class Row:
    """One filled row: the line (a workbook's row) it stands on, and column -> text ('' if empty)."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_form(
    path: Path, columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> list[Row]:
    """The rows of a table whose columns are `columns`: our name -> the names it may have there.

    Case, accents and order of columns do not matter; columns nobody asked for are left alone, rows
    without anything in them too. A table of a header alone has no rows. Raises StudyError when the
    file cannot be read, lacks a required column, has one twice, or holds a row of another width.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StudyError(f"{path} cannot be opened ({error.strerror or error})") from None
    try:
        detect.refuse_ole(data)
        if detect.is_zip(data):
            tables = list(read_workbook(data).values())
        else:
            text = decode(data).text
            records, faults = delimited.parse(text, delimited.sniff_delimiter(text))
            if faults:
                raise StudyError(f"{path.name}, line {faults[0].line}: {faults[0].reason}")
            tables = [records]
    except ReadError as error:
        raise StudyError(f"{path.name}: {error}") from None
    return _rows(path, tables, columns, required)


def refuse(path: Path, faults: Sequence[str]) -> None:
    """Raise StudyError that lists the faults of a form, each with its line; nothing for none."""
    if faults:
        shown = "\n".join(f"  - {path.name}, {fault}" for fault in faults[:_SHOWN])
        rest = f"\n  - and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise StudyError(f"{path} has {len(faults)} fault(s):\n{shown}{rest}")


def _rows(
    path: Path,
    tables: list[list[Record]],
    columns: Mapping[str, Sequence[str]],
    required: Sequence[str],
) -> list[Row]:
    names = {
        fold_header(alias): own for own, aliases in columns.items() for alias in (own, *aliases)
    }
    best: tuple[int, list[Record], int] = (0, tables[0], 0)
    for records in tables:
        for place, record in enumerate(records[:MAX_PREAMBLE]):
            hits = len({names.get(fold_header(cell)) for cell in record.cells} - {None})
            if hits > best[0]:
                best = (hits, records, place)
    _, records, place = best
    header = [names.get(fold_header(cell), "") for cell in records[place].cells]
    found = [cell for cell in records[place].cells if cell.strip()]
    for own in required:
        if own not in header:
            raise StudyError(
                f"column '{own}' not in {path.name}.{nearest(own, found)} "
                f"Found: {', '.join(found) or 'nothing'}. Its columns are: {', '.join(columns)}"
            )
    doubled = [own for own in columns if header.count(own) > 1]
    if doubled:
        raise StudyError(f"{path.name} has two columns '{doubled[0]}'. Keep one")
    rows = []
    for record in records[place + 1 :]:
        cells = [cell.strip() for cell in record.cells]
        if not any(cells):
            continue
        if any(cells[len(header) :]):
            raise StudyError(
                f"{path.name}, line {record.line}: the row has {len(cells)} cells, the header "
                f"{len(header)}. Put a text that holds the separator between quotes"
            )
        rows.append(
            Row(record.line, {own: one for own, one in zip(header, cells, strict=False) if own})
        )
    return rows
