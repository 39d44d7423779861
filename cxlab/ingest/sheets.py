"""Records of a table -> a sheet: find the header row, name the columns, say where each row stands."""

import re
from collections import Counter
from dataclasses import replace

import pandas as pd

from cxlab import languages
from cxlab.errors import ReadError
from cxlab.ingest import delimited, quotes
from cxlab.ingest.content import HIDDEN, LINE, LOCATOR, Content, Fault
from cxlab.ingest.quotes import Record

# How far down a header row is looked for (reports put their title and filters above it).
MAX_PREAMBLE = 40
_DATA_CELL = re.compile(r"^[\d\s.,:/+\-T%R$€]+Z?$|^https?://|@.+\.")


def fold_header(text: str) -> str:
    """A column name as people mean it: no case, accents, marks at the ends or double spaces.

    >>> fold_header(" Comentário_do Cliente: ")
    'comentario do cliente'
    """
    plain = languages.without_accents(text.replace("\ufeff", "").replace("_", " ")).casefold()
    return " ".join(plain.split()).strip(" :*?!'\"")


def from_text(text: str, *, wanted: tuple[str, ...], known: frozenset[str]) -> Content:
    """The table in a delimited text.

    `wanted` are column names the header must hold, `known` names that headers often have.
    """
    delimiter = delimited.sniff_delimiter(text)
    records, faults = delimited.parse(text, delimiter)
    content = build(records, wanted=wanted, known=known, faults=faults)
    return replace(content, format="tsv" if delimiter == "\t" else "csv")


def from_workbook(
    book: dict[str, list[Record]], *, wanted: tuple[str, ...], known: frozenset[str]
) -> Content:
    """The first sheet with rows, and every later sheet with the same header below it.

    When columns are wanted, the first sheet that has them comes first.
    """
    contents: dict[str, Content] = {}
    for name, records in book.items():
        try:
            contents[name] = build(records, wanted=wanted, known=known, faults=[])
        except ReadError:
            continue
    if not contents:
        raise ReadError("no sheet of the workbook has a header with rows below it")
    asked = {fold_header(name) for name in wanted}

    def hits(content: Content) -> int:
        names = {fold_header(name) for name in content.header}
        return len(asked & names) if asked else len(known & names)

    first = max(contents, key=lambda name: hits(contents[name]))
    same = [name for name, one in contents.items() if one.header == contents[first].header]
    sheets: list[pd.DataFrame] = []
    faults: list[Fault] = []
    for name in same:
        sheet = contents[name].sheet
        assert sheet is not None
        if len(same) > 1:
            sheet = sheet.assign(**{LOCATOR: f"{name} " + sheet[LOCATOR]})
        sheets.append(sheet)
        faults.extend(contents[name].faults)
    left = [name for name in book if name not in same]
    notes = (f"of the workbook's sheets, {', '.join(left)} were not read",) if left else ()
    return Content(
        "xlsx",
        sheet=pd.concat(sheets, ignore_index=True),
        faults=tuple(faults),
        notes=(*contents[first].notes, *notes),
        header=contents[first].header,
    )


def build(
    records: list[Record],
    *,
    wanted: tuple[str, ...],
    known: frozenset[str],
    faults: list[Fault],
) -> Content:
    """The sheet made of the records below the header row; see `Content`."""
    filled = [record for record in records if any(cell.strip() for cell in record.cells)]
    if not filled:
        raise ReadError("the table has no rows")
    filled = _whole_lines(filled, known)
    header, notes = _find_header(filled, wanted=wanted, known=known)
    names, rows = delimited.square(filled, header, faults=faults)
    names = _unique(names)
    rows, more = _drop_second_headers(names, rows)
    sheet = pd.DataFrame([record.cells for record in rows], columns=names, dtype="object")
    sheet[LOCATOR] = [f"row {record.row}" for record in rows]
    sheet[LINE] = [record.line for record in rows]
    return Content(
        "csv", sheet=sheet, faults=tuple(faults), notes=(*notes, *more), header=tuple(names)
    )


def _whole_lines(records: list[Record], known: frozenset[str]) -> list[Record]:
    """Records cut into cells when every line stands whole in its first cell.

    That is what is left of a table of semicolons that was opened as one of commas and saved.
    """
    if any(sum(1 for cell in record.cells if cell.strip()) != 1 for record in records[:50]):
        return records
    first = records[0].cells[0]
    for delimiter in ";\t|,":
        names = {fold_header(cell) for cell in quotes.split_record(first, delimiter)}
        if len(names & known) >= 2:
            return [
                Record(quotes.split_record(record.cells[0], delimiter), record.row, record.line)
                for record in records
            ]
    return records


def _find_header(
    records: list[Record], *, wanted: tuple[str, ...], known: frozenset[str]
) -> tuple[Record, list[str]]:
    """The header row: the one with most wanted names, else most known ones, else the first full row.

    A table without one (its first row is already data) gets `column 1`, `column 2`…
    """
    asked = {fold_header(name) for name in wanted} or known
    widths = Counter(
        len([cell for cell in record.cells if cell.strip()]) for record in records[:300]
    )
    usual = max(widths, key=lambda width: (widths[width], width))
    head = records[:MAX_PREAMBLE]
    scores = [len({fold_header(cell) for cell in record.cells} & asked) for record in head]
    best = max(range(len(head)), key=lambda position: (scores[position], -position))
    if scores[best]:
        notes = [f"{best} row(s) above the header were left out"] if best else []
        return head[best], notes
    full = next(
        (p for p, r in enumerate(head) if sum(1 for c in r.cells if c.strip()) >= max(usual, 1)), 0
    )
    if _is_data(head[full].cells):
        first = records[full]
        made = [f"column {number}" for number in range(1, len(first.cells) + 1)]
        note = "no header row was found; columns are called column 1, column 2…"
        return Record(made, first.row - 1, first.line), [note]
    notes = [f"{full} row(s) above the header were left out"] if full else []
    return head[full], notes


def _is_data(cells: list[str]) -> bool:
    """Whether a first row holds values and no names."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    distinct = len({fold_header(cell) for cell in filled}) == len(filled)
    return (
        not distinct
        or any(len(cell) > 80 for cell in filled)
        or any(_DATA_CELL.search(cell) for cell in filled)
    )


def _unique(names: list[str]) -> list[str]:
    """Names without marks at the ends, each once: an empty one is `column 3`, a second one `x (2)`."""
    seen: Counter[str] = Counter()
    unique = []
    for number, raw in enumerate(names, start=1):
        name = " ".join(raw.replace("\ufeff", "").split()).strip("'\"") or f"column {number}"
        if name in HIDDEN:
            name = f"{name} "
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique


def _drop_second_headers(names: list[str], rows: list[Record]) -> tuple[list[Record], list[str]]:
    """Leave out the label and `ImportId` rows of Qualtrics and the answer-option row of SurveyMonkey."""
    for position, record in enumerate(rows[:3]):
        if any(cell.lstrip().startswith('{"ImportId"') for cell in record.cells):
            return rows[position + 1 :], [f"{position + 1} further header row(s) were left out"]
    if rows and fold_header(names[0]) in ("respondent id", "respondentid"):
        options = {"response", "open-ended response"}
        if {fold_header(cell) for cell in rows[0].cells} & options and not rows[0].cells[0].strip():
            return rows[1:], ["1 further header row was left out"]
    repeated = [fold_header(name) for name in names]
    kept = [
        record
        for record in rows
        # The first cell tells nearly every row apart; only the rest is worth folding.
        if len(record.cells[0]) > 80
        or fold_header(record.cells[0]) != repeated[0]
        or [fold_header(cell) for cell in record.cells] != repeated
    ]
    if len(kept) < len(rows):
        return kept, [f"{len(rows) - len(kept)} repeated header row(s) were left out"]
    return rows, []
