"""Excel workbooks: streamed, values only, sheets with the same header one after the other."""

import datetime
import io
import warnings
import zipfile
from typing import Any

from cxlab.errors import ReadError
from cxlab.ingest.detect import refuse_doctype
from cxlab.ingest.quotes import Record

# Rows without anything in them before the end of a sheet is believed.
MAX_BLANK_ROWS = 20_000
MAX_COLUMNS = 2_000


def read_workbook(data: bytes) -> dict[str, list[Record]]:
    """Sheet name -> records, for every sheet with something in it, in the workbook's order.

    Raises ReadError when the workbook cannot be opened.
    """
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                with archive.open(name) as part:
                    refuse_doctype(part.read(20_000))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = {sheet.title: _records(sheet) for sheet in book.worksheets}
            book.close()
    except ReadError:
        raise
    except Exception as error:
        # openpyxl raises a dozen kinds of errors for a damaged part; all mean the same to a person.
        raise ReadError(
            f"the workbook is damaged ({type(error).__name__}); open it in Excel and save it again"
        ) from error
    filled = {name: records for name, records in sheets.items() if records}
    if not filled:
        raise ReadError("the workbook has no cell with anything in it")
    return filled


def _records(sheet: Any) -> list[Record]:
    sheet.reset_dimensions()
    records: list[Record] = []
    blank = 0
    for row, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in values[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            blank += 1
            if blank > MAX_BLANK_ROWS:
                break
            continue
        blank = 0
        records.append(Record(cells, row, row))
    width = max((len(record.cells) for record in records), default=0)
    return [
        Record(record.cells + [""] * (width - len(record.cells)), record.row, record.line)
        for record in records
    ]


def _text(value: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    # Excel writes some characters as _x000D_.
    return (
        str(value)
        .replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x00", "")
    )
