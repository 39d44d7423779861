"""Letters of a poster: how wide a text is, and where its lines break. Units are millimetres.

Everything is measured in DejaVu, which matplotlib brings along, so that a poster is laid out alike on
every machine. It is wide: in the reader's own sans serif the same lines are shorter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

# One scale of type, in points: notes, what is read, stages, values on the curve, facts, the name.
SMALL, BODY, LEAD, VALUE, FACT, TITLE = 7.5, 8.75, 11.0, 13.0, 20.0, 30.0
MM = 25.4 / 72  # a point in millimetres
LEADING = 1.28  # between two lines, in sizes
_FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "said": "DejaVuSerif.ttf"}


@cache
def font(style: str, size: float) -> Any:
    """The font of a style: 'normal', 'bold', or 'said' for customers' words; size in points."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family="serif" if style == "said" else "sans-serif",
        weight="bold" if style == "bold" else "normal",
        size=size,
        fname=str(Path(get_data_path()) / "fonts" / "ttf" / _FILES[style]),
    )


@cache
def _letters(style: str) -> tuple[Any, frozenset[int]]:
    """The open font file, and the characters it can draw."""
    from matplotlib.ft2font import FT2Font

    opened = FT2Font(font(style, 10).get_file())
    return opened, frozenset(opened.get_charmap())


@cache
def _advance(letter: str, style: str) -> float:
    """The width of one character, in sizes."""
    from matplotlib.ft2font import LoadFlags

    opened, known = _letters(style)
    if ord(letter) not in known:
        return 0.0 if unicodedata.combining(letter) else 1.0  # a viewer's emoji is about a square
    opened.set_size(100, 72)
    return (
        float(opened.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 6553600
    )


def width(text: str, size: float, style: str = "normal") -> float:
    """How wide a line of text is, in millimetres; `size` in points."""
    return sum(_advance(letter, style) for letter in text) * size * MM


def drawable(text: str, style: str) -> str:
    """The text on one line, without what the font lacks at its ends (emoji, mostly)."""
    _, known = _letters(style)
    one_line = " ".join(text.split())
    kept = [place for place, letter in enumerate(one_line) if ord(letter) in known]
    return one_line[kept[0] : kept[-1] + 1].strip() if kept else ""


def wrapped(
    text: str, size: float, room: float, style: str = "normal", most: int | None = None
) -> list[str]:
    """The text in lines no wider than `room`; words that are wider are broken.

    Of more than `most` lines the last kept one ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in _words(text, size, room, style):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, style) > room:
            lines.append(line)
            line = word
        else:
            line = longer
        if most and len(lines) > most:
            break
    lines += [line] if line else []
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width(f"{last}…", size, style) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip(' ,;:.')}…"]
    return lines


def _words(text: str, size: float, room: float, style: str) -> Iterator[str]:
    for word in re.split(
        r"[^\S\u00a0]+", text.strip()
    ):  # a no-break space holds its words together
        part = ""
        for letter in word:
            if part and width(part + letter, size, style) > room:
                yield part
                part = ""
            part += letter
        yield part
