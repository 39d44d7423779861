"""Sheets -> one xlsx file in which no cell is a formula; the same sheets, the same bytes."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from cxlab.report.sheets import Sheet, safe_cell

# Excel's own limits: UTF-16 units a cell, rows a sheet.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 60, 300
# "_x0041_" in a cell is read as "A": its first sign is written as such an escape itself.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file can hold


def write_xlsx(sheets: Sequence[Sheet], path: Path, *, title: str = "") -> Path:
    """Write a workbook of the sheets: headers frozen and filterable, long texts wrapped.

    Text longer than LONGEST_CELL and rows beyond MOST_ROWS are cut, as Excel would; csv holds all.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    bold, shade = Font(bold=True), PatternFill("solid", fgColor="E3EFEE")
    wrapped = Alignment(wrap_text=True, vertical="top")
    top = Alignment(vertical="top")
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "cxlab", safe_cell(title)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        widths = [_width(sheet, place) for place in range(len(sheet.columns))]
        for place, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        rows = sheet.rows[: MOST_ROWS - 1]
        page.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{len(rows) + 1}"
        for number, row in enumerate((sheet.columns, *rows)):
            cells = []
            for value, width in zip(row, widths, strict=True):
                cell = WriteOnlyCell(page, _shown(value))
                if isinstance(value, str):
                    cell.data_type = "s"  # text, whatever it begins with
                if number == 0:
                    cell.font, cell.fill = bold, shade
                else:
                    cell.alignment = wrapped if width == _WIDEST else top
                cells.append(cell)
            page.append(cells)
    return save(book, path)


def save(book: Any, path: Path) -> Path:
    """Write an openpyxl workbook without the times of its making: the same content is the same file."""
    saved, made = BytesIO(), BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = old.read(name)
            new.writestr(
                entry, _TIMES.sub(b"", content) if name.startswith("docProps/") else content
            )
    path.write_bytes(made.getvalue())
    return path


def _shown(value: Any) -> Any:
    cell = safe_cell(value)
    if cell == "" or not isinstance(cell, str):
        return None if cell == "" else cell
    units = cell.encode("utf-16-le")
    if len(units) > 2 * LONGEST_CELL:
        cell = units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
    return _ESCAPE.sub("_x005F_", cell)


def _width(sheet: Sheet, place: int) -> int:
    """As wide as most of a column's cells need, in characters."""
    lengths = sorted(len(str(row[place] or "")) for row in sheet.rows[:_ROWS_MEASURED])
    usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    return max(_NARROWEST, min(_WIDEST, max(usual, len(sheet.columns[place])) + 2))
