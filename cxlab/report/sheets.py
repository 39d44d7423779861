"""Tables that people open in a spreadsheet: CSV with a BOM, in which no cell can be a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlab.report.words import MINUS, plain

# What begins a formula, also in its full-width form.
_SIGNS = f"=+\\-@{MINUS}＝＋－＠"
_FORMULA = re.compile(rf"\s*[{_SIGNS}]| *[\t\n]")
# A spreadsheet set to semicolons or tabs takes neither our commas nor our quotes for its own: it cuts
# a text there, and what follows begins a cell.
_CUT = re.compile(rf'([;\t\n][\s"]*)(?=[{_SIGNS}])')


@dataclass(frozen=True)
class Sheet:
    """A table with one kind of row: its name, its columns, its rows of texts and numbers."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    def only(self, columns: Sequence[str]) -> "Sheet":
        """The same rows with these columns, in this order."""
        places = [self.columns.index(name) for name in columns]
        rows = [[row[place] for place in places] for row in self.rows]
        return Sheet(self.name, tuple(columns), rows)


def safe_cell(value: Any) -> Any:
    """The value; text without what no cell may hold, after a quote mark where it would run as a formula.

    Every kind of line end becomes a line feed.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell(-1.5)
    ("'=HYPERLINK(1)", -1.5)
    """
    if not isinstance(value, str):
        return "" if value is None else value
    text = plain(value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path) -> Path:
    """Write the rows with safe cells; the BOM makes Excel read the accents.

    A formula's sign after a semicolon, a tab or a line feed gets its quote mark too.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe_field(value) for value in row] for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8"))
    return path


def rounded(value: float | None) -> float | None:
    """A measure with the four decimals a table shows."""
    return None if value is None else round(value, 4)


def _safe_field(value: Any) -> Any:
    cell = safe_cell(value)
    return _CUT.sub(r"\1'", cell) if isinstance(cell, str) else cell
