"""Comma-, semicolon-, tab- and bar-separated tables, also broken ones.

The fast way is the standard library's reader over the whole file. Where a record has the wrong
number of cells, or a quote is never closed and would swallow the rest of the file, reading goes on
line by line: the bad record is quarantined with its line, and the next line starts a new record.
"""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cxlab.errors import ReadError
from cxlab.ingest.content import Fault, sample

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 50_000_000
# A quoted cell longer than this many lines is taken for a quote that was never closed.
MAX_CELL_LINES = 5_000
_SENTINEL = "\x02end of file\x02"


@dataclass(frozen=True)
class Record:
    """One record: its cells, its number as a spreadsheet counts rows, and its first line."""

    cells: list[str]
    row: int
    line: int


def split_record(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    _allow_long_cells()
    return next(csv.reader([line], delimiter=delimiter), [])


def _allow_long_cells() -> None:
    if csv.field_size_limit() < MAX_CELL:
        csv.field_size_limit(MAX_CELL)


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts the first records into the same number of cells, most cells first."""
    if text[:4].casefold() == "sep=" and len(text) > 4:
        return text[4]
    head = text[:100_000]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        widths = [len(cells) for cells in _quick(head, delimiter)[:200] if any(cells)]
        common, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        wide = [width for width in widths if width > 1]
        if common == 1 and wide:
            common, times = Counter(wide).most_common(1)[0]
        # Agreement between records counts most; more columns only break ties.
        score = times / max(len(widths), 1) + min(common, 50) / 200 if common > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _quick(text: str, delimiter: str) -> list[list[str]]:
    _allow_long_cells()
    try:
        return list(csv.reader(_lines(text), delimiter=delimiter))
    except csv.Error:
        return [split_record(line, delimiter) for line in text.split("\n")]


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; only `\\n` ends a line (splitlines would also cut at U+2028)."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop + 1
        yield text[start:stop]
        start = stop


def parse(text: str, delimiter: str) -> tuple[list[Record], list[Fault]]:
    """All records of the text and the pieces that are none.

    Records are not yet of one width: the caller knows which row is the header.
    """
    _allow_long_cells()
    if text[:4].casefold() == "sep=":
        # Excel's own hint; kept as an empty line so that line numbers stay true.
        text = "\n" + text.partition("\n")[2]
    records = _fast(text, delimiter)
    if records is not None:
        return records, []
    return _careful(text, delimiter)


def _fast(text: str, delimiter: str) -> list[Record] | None:
    """Every record, or None when a quote may be open at the end or swallow whole records."""
    records: list[Record] = []
    reader = csv.reader(_lines(text.rstrip("\n") + "\n" + _SENTINEL), delimiter=delimiter)
    line = 1
    try:
        for row, cells in enumerate(reader, start=1):
            records.append(Record(cells, row, line))
            line = reader.line_num + 1
    except csv.Error:
        return None
    if records[-1].cells != [_SENTINEL]:
        return None
    records.pop()
    widths = Counter(len(record.cells) for record in records if len(record.cells) > 1)
    usual = widths.most_common(1)[0][0] if widths else 1
    lines_of = [after.line - one.line for one, after in itertools.pairwise(records)]
    for record, taken in zip(records, [*lines_of, line - 1 - records[-1].line], strict=False):
        if taken > 1 and (len(record.cells) != usual or _swallows(record.cells, delimiter, usual)):
            return None
    return records


def _swallows(cells: list[str], delimiter: str, usual: int) -> bool:
    """Whether a cell over several lines looks as if it had eaten whole records."""
    if usual < 3:
        return False
    inner = [line for cell in cells if "\n" in cell for line in cell.split("\n")[1:-1] if line]
    if len(inner) < 2:
        return False
    whole = sum(1 for line in inner if line.count(delimiter) == usual - 1)
    return whole > 0.5 * len(inner)


def _careful(text: str, delimiter: str) -> tuple[list[Record], list[Fault]]:
    """Record by record; a quote that is never closed costs its own line and no more."""
    lines = text.rstrip("\n").split("\n")
    usual = _usual_width(lines, delimiter)
    records: list[Record] = []
    faults: list[Fault] = []
    offsets = _Offsets(lines)
    position = row = 0
    while position < len(lines):
        row += 1
        stop = _record_end(lines, position, delimiter, usual)
        if stop is not None:
            cells = _cells(lines[position : stop + 1], delimiter)
            whole = stop == position or (
                len(cells) == usual and not _swallows(cells, delimiter, usual)
            )
            if whole:
                records.append(Record(cells, row, position + 1))
                position = stop + 1
                continue
        faults.append(
            Fault(
                "a quote is opened and not closed",
                line=position + 1,
                byte=offsets.at(position),
                sample=sample(lines[position]),
            )
        )
        position += 1
    return records, faults


class _Offsets:
    """Byte positions (of the UTF-8 text) of line starts, asked for in rising order."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._line = 0
        self._bytes = 0

    def at(self, line: int) -> int:
        while self._line < line:
            self._bytes += len(self._lines[self._line].encode("utf-8", "surrogatepass")) + 1
            self._line += 1
        return self._bytes + 1


def _usual_width(lines: list[str], delimiter: str) -> int:
    widths = Counter(
        len(split_record(line, delimiter)) for line in lines[:500] if line.count('"') % 2 == 0
    )
    wide = [(times, width) for width, times in widths.items() if width > 1]
    return max(wide)[1] if wide else 1


def _cells(lines: list[str], delimiter: str) -> list[str]:
    return next(csv.reader([line + "\n" for line in lines], delimiter=delimiter), [])


def _record_end(lines: list[str], start: int, delimiter: str, usual: int) -> int | None:
    """The last line of the record that starts on `start`, or None when its quote never closes."""
    is_open = _open_after(lines[start], delimiter, is_open=False)
    position, whole = start, 0
    while is_open:
        position += 1
        if position >= len(lines) or position - start > MAX_CELL_LINES:
            return None
        is_open = _open_after(lines[position], delimiter, is_open=True)
        alone = lines[position].count(delimiter) >= usual - 1
        whole += alone and usual >= 3
        taken = position - start
        if taken >= 20 and whole > 0.8 * taken:
            return None
    return position


def _open_after(line: str, delimiter: str, *, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the end of the line."""
    position, length = 0, len(line)
    while True:
        if is_open:
            quote = line.find('"', position)
            if quote < 0:
                return True
            if line.startswith('""', quote):
                position = quote + 2
                continue
            is_open = False
            position = quote + 1
        # Outside quotes: a quote opens a cell only at its start.
        if not is_open and position == 0 and line.startswith('"'):
            is_open, position = True, 1
            continue
        follows = line.find(delimiter + '"', position)
        if follows < 0 or follows >= length:
            return False
        is_open, position = True, follows + 2


def square(
    records: list[Record], header: Record, *, faults: list[Fault]
) -> tuple[list[str], list[Record]]:
    """Column names, and the records below the header with exactly one cell for each.

    Records of another width go to `faults`, unless the writer leaves out empty cells at the end
    (more than a tenth of the rows are short) or the surplus cells are empty.
    Raises ReadError when no record follows the header.
    """
    body = [record for record in records if record.row > header.row and any(record.cells)]
    width = len(header.cells)
    widths = Counter(len(record.cells) for record in body)
    names = list(header.cells)
    if body and widths[width] < 0.5 * len(body):
        common = widths.most_common(1)[0][0]
        names += [""] * (common - width)
    width = len(names)
    short = sum(times for one, times in widths.items() if one < width)
    leaves_out = short > 0.1 * len(body) and short > 2
    kept = []
    for record in body:
        cells = record.cells
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) < width and leaves_out:
            cells = cells + [""] * (width - len(cells))
        if len(cells) == width:
            kept.append(Record(cells, record.row, record.line))
            continue
        faults.append(
            Fault(
                f"the row has {len(cells)} cells, the header {width}",
                line=record.line,
                sample=sample(" | ".join(cells)),
            )
        )
    if not kept and not faults:
        raise ReadError("the table has a header and no rows")
    return names, kept
