"""Comma-, semicolon-, tab- and bar-separated tables, also broken ones.

The fast way is the standard library's reader over the whole file. Where a record has the wrong
number of cells, or a quote is never closed and would swallow the rest of the file, reading goes on
line by line: the bad record is quarantined with its line, and the next line starts a new record.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cxlab.errors import ReadError
from cxlab.ingest.content import Fault, sample

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 50_000_000
# A quoted cell longer than this many lines is taken for a quote that was never closed.
MAX_CELL_LINES = 5_000
# Stands nowhere in a text, so that each line is one cell.
_NO_DELIMITER = "\x1f"


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
    best, best_score, agreed = ",", 0.0, 0.0
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        widths = [len(cells) for cells in quick_records(head, delimiter)[:200] if any(cells)]
        common, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        wide = [width for width in widths if width > 1]
        if common == 1 and wide:
            common, times = Counter(wide).most_common(1)[0]
        # Agreement between records counts most; more columns only break ties.
        score = times / max(len(widths), 1) + min(common, 50) / 200 if common > 1 else 0.0
        if score > best_score:
            best, best_score, agreed = delimiter, score, times / max(len(widths), 1)
    first = next((line for line in head.split("\n") if line.strip()), "")
    if agreed < 0.5 and not any(delimiter in first for delimiter in DELIMITERS):
        # One column of sentences, whose commas part nothing.
        return _NO_DELIMITER
    return best


def quick_records(text: str, delimiter: str) -> list[list[str]]:
    """The cells of every record as the standard library reads them, for a first look."""
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
    records = _fast(text, delimiter, strict=True)
    whole = records is not None
    if records is None:
        records = _fast(text, delimiter, strict=False) or []
    shape = _Shape.of(records, text, delimiter)
    if whole and not any(_is_strange(record, shape) for record in records):
        return records, []
    return _careful(text, delimiter, shape)


def _fast(text: str, delimiter: str, *, strict: bool) -> list[Record] | None:
    """What the standard library reads; `strict`: None when a quote is open at the end or misplaced."""
    records: list[Record] = []
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=strict)
    line = 1
    try:
        for row, cells in enumerate(reader, start=1):
            records.append(Record(cells, row, line))
            line = reader.line_num + 1
    except csv.Error:
        return None if strict else records
    return records


@dataclass(frozen=True)
class _Shape:
    """What most records of a table look like: how many cells, which are short, which are numbers."""

    width: int
    longest: dict[int, int]
    numeric: frozenset[int]
    delimiter: str

    @staticmethod
    def of(records: list[Record], text: str, delimiter: str) -> "_Shape":
        widths = Counter(len(record.cells) for record in records[:20_000] if len(record.cells) > 1)
        width, times = widths.most_common(1)[0] if widths else (1, 0)
        if times < 3:
            width = max(width, len(split_record(text.lstrip("\n").partition("\n")[0], delimiter)))
        good = [record.cells for record in records[1:5_000] if len(record.cells) == width]
        longest: dict[int, int] = {}
        numeric = set()
        for column in range(width):
            filled = [cells[column] for cells in good if cells[column]]
            lengths = sorted(map(len, filled))
            if not lengths or len(filled) < 0.9 * len(good):
                continue
            usual = lengths[int(0.95 * (len(lengths) - 1))]
            if usual <= 40:
                longest[column] = 2 * usual + 8
            if sum(map(_is_number, filled)) >= 0.95 * len(filled):
                numeric.add(column)
        return _Shape(width, longest, frozenset(numeric), delimiter)

    @property
    def is_telling(self) -> bool:
        """Whether a line of text could hardly pass for a record."""
        return self.width >= 3 and (len(self.numeric) >= 1 or len(self.longest) >= 2)

    def fits(self, cells: list[str]) -> bool:
        return (
            len(cells) == self.width
            and all(0 < len(cells[column]) <= most for column, most in self.longest.items())
            and all(_is_number(cells[column]) for column in self.numeric)
        )

    def starts(self, cells: list[str]) -> bool:
        """Whether reading can go on with this record after a broken one."""
        numbers = bool(self.numeric) and all(
            column < len(cells) and _is_number(cells[column]) for column in self.numeric
        )
        return len(cells) == self.width and (numbers or self.fits(cells))

    def fits_line(self, line: str) -> bool:
        """Whether a single line looks like a whole record."""
        if not self.is_telling or line.count(self.delimiter) < self.width - 1:
            return False
        return self.fits(split_record(line, self.delimiter))


def _is_number(cell: str) -> bool:
    return cell.strip().replace(",", ".", 1).replace(".", "", 1).lstrip("-").isdecimal()


def _is_strange(record: Record, shape: _Shape) -> bool:
    """Whether a record over several lines has another width or seems to have eaten whole records."""
    if not any("\n" in cell for cell in record.cells):
        return False
    if len(record.cells) != shape.width:
        return True
    inner = [
        line for cell in record.cells if "\n" in cell for line in cell.split("\n")[1:-1] if line
    ]
    whole = sum(1 for line in inner if shape.fits_line(line))
    return whole > 0 and whole >= 0.5 * len(inner)


def _careful(text: str, delimiter: str, shape: _Shape) -> tuple[list[Record], list[Fault]]:
    """Record by record; a quote that is never closed costs its own record and no more."""
    lines = text.rstrip("\n").split("\n")
    records: list[Record] = []
    faults: list[Fault] = []
    offsets = _Offsets(lines)
    position = row = 0
    while position < len(lines):
        row += 1
        record = _record_at(lines, position, row, delimiter, shape)
        if record is not None:
            records.append(record)
            position += 1 + sum(cell.count("\n") for cell in record.cells)
            continue
        faults.append(
            Fault(
                "a quote is opened and not closed, or closed in the wrong place",
                line=position + 1,
                byte=offsets.at(position),
                sample=sample(lines[position]),
            )
        )
        position += 1
        # The rest of the broken record goes with it, up to the next line that starts a whole one.
        while position < len(lines) and shape.is_telling:
            follows = _record_at(lines, position, row + 1, delimiter, shape)
            if follows is not None and shape.starts(follows.cells):
                break
            position += 1
    return records, faults


def _record_at(
    lines: list[str], start: int, row: int, delimiter: str, shape: _Shape
) -> Record | None:
    """The record that starts on a line, or None when a quote in it is wrong."""
    stop = _record_end(lines, start, delimiter, shape)
    if stop is None:
        return None
    cells = next(
        csv.reader([f"{line}\n" for line in lines[start : stop + 1]], delimiter=delimiter), []
    )
    record = Record(cells, row, start + 1)
    return None if stop > start and _is_strange(record, shape) else record


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


def _record_end(lines: list[str], start: int, delimiter: str, shape: _Shape) -> int | None:
    """The last line of the record that starts on `start`, or None when its quote never closes.

    A quote that closes on a later line must stand at the end of its cell: one that has more words
    behind it is the opening quote of another record.
    """
    is_open, _ = _open_after(lines[start], delimiter, is_open=False)
    position, whole = start, 0
    while is_open:
        position += 1
        if position >= len(lines) or position - start > MAX_CELL_LINES:
            return None
        is_open, misplaced = _open_after(lines[position], delimiter, is_open=True)
        whole += shape.fits_line(lines[position])
        if misplaced or (whole >= 3 and whole >= 0.5 * (position - start)):
            return None
    return position


def _open_after(line: str, delimiter: str, *, is_open: bool) -> tuple[bool, bool]:
    """Whether a quoted cell is still open at the end of the line, and whether a quote is misplaced."""
    position, misplaced = 0, False
    if not is_open and line.startswith('"'):
        is_open, position = True, 1
    while True:
        if is_open:
            quote = line.find('"', position)
            if quote < 0:
                return True, misplaced
            if line.startswith('""', quote):
                position = quote + 2
                continue
            position = quote + 1
            misplaced = misplaced or not (position == len(line) or line[position] == delimiter)
        # Outside quotes: a quote opens a cell only at its start.
        follows = line.find(delimiter + '"', position)
        if follows < 0:
            return False, misplaced
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
