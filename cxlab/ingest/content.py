"""What every reader gives back: turns or a sheet, and what could not be read."""

import math
from dataclasses import dataclass, field, replace

import pandas as pd


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of a file that could not be read; `line` and `byte` count from 1, 0 when unknown."""

    reason: str
    line: int = 0
    byte: int = 0
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another did.

    `seconds` is the time into the recording (NaN when unknown), `end` the time the turn stops;
    `locator` is where a person finds it: `row 12`, `line 34` or `00:01:02`.
    """

    speaker: str
    text: str
    seconds: float = math.nan
    end: float = math.nan
    locator: str = ""
    role: str = ""
    line: int = 0
    when: str = ""


@dataclass(frozen=True)
class Content:
    """What stands in one file.

    Either `turns` (a transcript: one document) or `sheet` (a table of text cells, whose columns
    `#locator` and `#line` say where each row stands). `notes` are doubts a person should know of.
    """

    format: str
    turns: tuple[Turn, ...] = ()
    sheet: pd.DataFrame | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    encoding: str = ""
    header: tuple[str, ...] = field(default=())

    def noting(self, *notes: str) -> "Content":
        return replace(self, notes=(*self.notes, *notes))


LOCATOR = "#locator"
LINE = "#line"
# Added when nested records (a ticket with its comments) are laid out as rows.
NESTED_THREAD = "#thread"
NESTED_POSITION = "#position"
HIDDEN = (LOCATOR, LINE, NESTED_THREAD, NESTED_POSITION)

SAMPLE_LENGTH = 80


def sample(text: str) -> str:
    """The first words of a piece of text, on one line, for a person to recognise it by."""
    return " ".join(text[: SAMPLE_LENGTH * 4].split())[:SAMPLE_LENGTH]


def clock(seconds: float) -> str:
    """Seconds as `HH:MM:SS`.

    >>> clock(62.4)
    '00:01:02'
    """
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def seconds_of(text: str) -> float:
    """`1:02:03.5`, `02:03`, `00:02:03,500` or a plain number as seconds; NaN for anything else.

    >>> seconds_of("01:02,500")
    62.5
    """
    if not text:
        return math.nan
    parts = text.strip().replace(",", ".").split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return math.nan
    if len(numbers) > 3 or any(number < 0 or not math.isfinite(number) for number in numbers):
        return math.nan
    total = 0.0
    for number in numbers:
        total = total * 60 + number
    return total
