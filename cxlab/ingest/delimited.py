"""Comma-, semicolon-, tab- and bar-separated tables, also broken ones.

The fast way is the standard library's reader over the whole file. Where a record has the wrong
number of cells, or a quote is never closed and would swallow the rest of the file, reading goes on
line by line: the bad record is quarantined with its line, and the next line starts a new record.
"""

import csv
from collections import Counter
from collections.abc import Iterator

from cxlab.errors import ReadError
from cxlab.ingest.content import Fault, sample
from cxlab.ingest.quotes import (
    Record,
    Shape,
    allow_long_cells,
    is_strange,
    read_carefully,
    split_record,
)

DELIMITERS = (",", ";", "\t", "|")
# Stands nowhere in a text, so that each line is one cell.
_NO_DELIMITER = "\x1f"


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
    allow_long_cells()
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
    allow_long_cells()
    if text[:4].casefold() == "sep=":
        # Excel's own hint; kept as an empty line so that line numbers stay true.
        text = "\n" + text.partition("\n")[2]
    records = _fast(text, delimiter, strict=True)
    whole = records is not None
    if records is None:
        records = _fast(text, delimiter, strict=False) or []
    shape = Shape.of(records, text, delimiter)
    if whole and not any(is_strange(record, shape) for record in records):
        return records, []
    return read_carefully(text, delimiter, shape)


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
