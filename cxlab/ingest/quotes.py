"""Records of a delimited text whose quotes are wrong: what a record looks like, and where one ends."""

import csv
from collections import Counter
from dataclasses import dataclass

from cxlab.ingest.content import Fault, sample

MAX_CELL = 50_000_000
# A quoted cell longer than this many lines is taken for a quote that was never closed.
MAX_CELL_LINES = 5_000


@dataclass(frozen=True)
class Record:
    """One record: its cells, its number as a spreadsheet counts rows, and its first line."""

    cells: list[str]
    row: int
    line: int


def split_record(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    allow_long_cells()
    return next(csv.reader([line], delimiter=delimiter), [])


def allow_long_cells() -> None:
    """Let the standard library read long cells; its own limit is 131,072 characters."""
    if csv.field_size_limit() < MAX_CELL:
        csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True)
class Shape:
    """What most records of a table look like: how many cells, which are short, which are numbers."""

    width: int
    longest: dict[int, int]
    numeric: frozenset[int]
    delimiter: str

    @staticmethod
    def of(records: list[Record], text: str, delimiter: str) -> "Shape":
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
        return Shape(width, longest, frozenset(numeric), delimiter)

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


def is_strange(record: Record, shape: Shape) -> bool:
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


def read_carefully(text: str, delimiter: str, shape: Shape) -> tuple[list[Record], list[Fault]]:
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
    lines: list[str], start: int, row: int, delimiter: str, shape: Shape
) -> Record | None:
    """The record that starts on a line, or None when a quote in it is wrong."""
    stop = _record_end(lines, start, delimiter, shape)
    if stop is None:
        return None
    cells = next(
        csv.reader([f"{line}\n" for line in lines[start : stop + 1]], delimiter=delimiter), []
    )
    record = Record(cells, row, start + 1)
    return None if stop > start and is_strange(record, shape) else record


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


def _record_end(lines: list[str], start: int, delimiter: str, shape: Shape) -> int | None:
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
