"""Tables that people open in a spreadsheet: CSV with a BOM, in which no cell can be a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cxlab.journey.model import Journey
from cxlab.report.words import MINUS, plain

TOUCHPOINTS = ("segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high")
FINDINGS = (
    "finding_id", "segment", "stage", "touchpoint", "kind", "theme", "title", "people", "of_people",
    "mentions", "valence", "low", "high", "effect", "severity", "grade", "disagree", "utt_ids", "counter_ids",
)  # fmt: skip
PATHS = (
    "segment", "start", "end", "kind", "people", "of_people", "low", "high", "mentions",
    "documents", "of_documents", "utt_ids",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", MINUS, "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """The value, or for text that a spreadsheet would run as a formula, the text after a quote.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell(-1.5)
    ("'=HYPERLINK(1)", -1.5)
    """
    if not isinstance(value, str):
        return "" if value is None else value
    text = plain(value).replace("\r\n", "\n")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def touchpoints_csv(journeys: Iterable[Journey], path: Path) -> Path:
    """Write one row per segment and touchpoint."""
    rows = [
        (
            journey.segment, stage.stage, cell.touchpoint, cell.valence.people, cell.valence.mentions,
            _round(cell.valence.value), _round(cell.valence.low), _round(cell.valence.high),
        )
        for journey in journeys for stage in journey.stages for cell in stage.touchpoints
    ]  # fmt: skip
    return write_csv(TOUCHPOINTS, rows, path)


def findings_csv(journeys: Iterable[Journey], path: Path) -> Path:
    """Write one row per finding, with the ids of all it rests on."""
    rows = [
        (
            one.finding_id, journey.segment, one.stage, one.touchpoint, one.kind, one.theme, one.title, one.people,
            one.of_people, one.mentions, _round(one.valence.value), _round(one.valence.low),
            _round(one.valence.high), _round(one.effect), _round(one.severity), one.grade, one.disagree,
            " ".join(one.utt_ids), " ".join(one.counter_ids),
        )
        for journey in journeys
        for stage in journey.stages
        for one in (*stage.pains, *stage.delights)
    ]  # fmt: skip
    return write_csv(FINDINGS, rows, path)


def paths_csv(journeys: Iterable[Journey], path: Path) -> Path:
    """Write one row per segment and move between two stages, with the sentences it rests on."""
    rows = [
        (
            journey.segment, one.start, one.end, one.kind, one.people, one.of_people,
            _round(one.low), _round(one.high), one.mentions, one.documents,
            journey.paths.documents, " ".join(one.utt_ids),
        )
        for journey in journeys for one in journey.paths.moves
    ]  # fmt: skip
    return write_csv(PATHS, rows, path)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path) -> Path:
    """Write the rows with safe cells; the BOM makes Excel read the accents."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8"))
    return path


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
