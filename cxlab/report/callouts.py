"""Customers' words beside the high and the low point of the curve, where there is room for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from cxlab.journey.model import Journey, Quote
from cxlab.report.geometry import BOTTOM, TOP, Point, extremes

LINE = 19  # drawing units between two lines
_LETTERS, _LINES = 40, 2
_LETTER = 7.4  # drawing units; wide on purpose, since fonts differ
_LABEL, _HALF = 25, 40  # what the value of a point takes above or below it, and to each side
_ABOVE, _BELOW = 0, 28  # how far words may go past the ends of the scale


@dataclass(frozen=True)
class Callout:
    """Lines of a quote around `x`; `y` is the base of the first, all in drawing units."""

    quote: Quote
    lines: tuple[str, ...]
    x: float
    y: float


def callouts(journey: Journey, placed: Sequence[Point | None], width: float) -> list[Callout]:
    """A short quote above the high point and one below the low point, if they cover nothing."""
    found = []
    for stage, up in zip(extremes(journey), (True, False), strict=True):
        point = next((one for one in placed if one and one.stage is stage), None)
        quote = _quote(point, up=up) if point else None
        if point and quote:
            made = _placed(quote, point, placed, width, up=up)
            found += [made] if made else []
    return found


def _quote(point: Point, *, up: bool) -> Quote | None:
    """The stage's first quote of that side whose words fit in two lines."""
    for one in point.stage.quotes:
        fits = len(wrap(one.text, _LETTERS)) <= _LINES
        if fits and (one.valence > 0) == up and one.valence:
            return one
    return None


def _placed(
    quote: Quote, point: Point, placed: Sequence[Point | None], width: float, *, up: bool
) -> Callout | None:
    lines = tuple(wrap(f"“{quote.text}”", _LETTERS + 2))
    reach = max(len(line) for line in lines) * _LETTER / 2
    x = min(max(point.x, reach), width - reach)
    tall = LINE * (len(lines) - 1)
    y = _edge(point, up=True) - _LABEL - tall if up else _edge(point, up=False) + _LABEL + LINE
    if y - LINE < TOP - _ABOVE - LINE or y + tall > BOTTOM + _BELOW:
        return None
    for other in placed:
        if other is None or other is point or abs(other.x - x) > reach + _HALF:
            continue
        clear = (
            _edge(other, up=True) - _LABEL > y + tall
            if up
            else _edge(other, up=False) + _LABEL < y - LINE
        )
        if not clear:
            return None
    return Callout(quote, lines, x, y)


def _edge(point: Point, *, up: bool) -> float:
    """Where a point with its interval begins, seen from above or from below."""
    if up:
        return min(point.high, point.y - point.radius)
    return max(point.low, point.y + point.radius)
