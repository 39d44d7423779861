"""The curves of several journeys, drawn alike: one scale, one column a stage, circles sized by people.

Across the page a place is a share of the width, so that a drawing fills its box while its circles
and lines keep their size; down the page a unit is one CSS pixel.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from html import escape

from cxlab.journey.model import Journey
from cxlab.report.drawing import curve_description, side_of
from cxlab.report.geometry import Point, extremes, has_data, points, runs, vertical
from cxlab.report.words import Words, plain

TALL = 156
_TOP, _BOTTOM = 20, 136
_SMALLEST, _LARGEST = 3.5, 9.0
SCALE = (2, 1, 0, -1, -2)


def multiple(
    journey: Journey,
    others: Sequence[Journey],
    words: Words,
    *,
    differing: Collection[str] = (),
    most: int = 1,
) -> str:
    """One journey's curve with its interval as SVG, the others' faint behind it.

    `differing` are the stages at which this journey differs from the others: their points wear a
    ring; ◆ marks those with a moment of truth. `most` is how many people the largest circle of all drawings stands for.
    """
    placed = _placed(journey, most)
    behind = [
        f'<svg viewBox="0 0 100 {TALL}" width="100%" height="{TALL}" preserveAspectRatio="none">'
    ]
    for value in SCALE:
        y = vertical(value, _TOP, _BOTTOM)
        name = "cx-zero" if value == 0 else "cx-rule"
        behind.append(f'<line class="{name}" x1="0" y1="{y:.1f}" x2="100" y2="{y:.1f}"/>')
    for other in others:
        behind += [_line("cx-ghost", run) for run in runs(_placed(other, most)) if len(run) > 1]
    for run in runs(placed):
        if len(run) > 1:
            edge = [f"{one.x:.2f},{one.high:.1f}" for one in run]
            edge += [f"{one.x:.2f},{one.low:.1f}" for one in reversed(run)]
            behind.append(f'<polygon class="cx-band" points="{" ".join(edge)}"/>')
            behind.append(_line("cx-line", run))
    parts = ["".join(behind), "</svg>"]
    for number in range(1, len(placed)):
        fold = f"{100 * number / len(placed):.2f}%"
        parts.append(f'<line class="cx-fold" x1="{fold}" y1="0" x2="{fold}" y2="{TALL}"/>')
    high, low = extremes(journey)
    moments = {one.stage for one in journey.moments}
    for stage, point, x in zip(journey.stages, placed, _middles(journey), strict=True):
        if stage.stage in moments:
            parts.append(_tag("◆", x, TALL - 3))
        if point is None:
            parts.append(_gap(x))
            continue
        parts += _dot(
            point,
            side_of(point.stage.valence.value or 0.0, words),
            enough=point.stage.valence.people >= journey.min_people,
            ring=point.stage.stage in differing,
        )
        if point.stage is high:
            parts.append(_tag("▲", x, min(point.high, point.y - point.radius) - 6))
        if point.stage is low:
            parts.append(_tag("▼", x, max(point.low, point.y + point.radius) + 14))
    label = escape(plain(curve_description(journey, words)))
    return (
        f'<svg class="cx-multiple" xmlns="http://www.w3.org/2000/svg" width="100%" '
        f'height="{TALL}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def most_people(journeys: Sequence[Journey]) -> int:
    """The most people that speak of any one stage on these maps, at least 1."""
    stages = [stage for journey in journeys for stage in journey.stages if has_data(stage)]
    return max((stage.valence.people for stage in stages), default=1)


def scale_ticks(words: Words) -> list[tuple[str, float]]:
    """The scale's numbers, each with its height in pixels from the drawing's top."""
    return [
        (words.signed(value, 0), round(vertical(value, _TOP, _BOTTOM), 1)) for value in (2, 0, -2)
    ]


def _placed(journey: Journey, most: int) -> list[Point | None]:
    """The journey's points, across in percent of the width, sized by the people of all journeys."""
    found = points(journey.stages, 100, top=_TOP, bottom=_BOTTOM)
    return [
        point
        and replace(
            point,
            radius=_SMALLEST
            + (_LARGEST - _SMALLEST) * min(1.0, point.stage.valence.people / most) ** 0.5,
        )
        for point in found
    ]


def _middles(journey: Journey) -> list[float]:
    count = len(journey.stages)
    return [(index + 0.5) * 100 / count for index in range(count)]


def _line(name: str, run: Sequence[Point]) -> str:
    path = " ".join(f"{one.x:.2f},{one.y:.1f}" for one in run)
    return f'<polyline class="{name}" points="{path}"/>'


def _dot(point: Point, side: str, *, enough: bool, ring: bool) -> list[str]:
    at = f'cx="{point.x:.2f}%" cy="{point.y:.1f}"'
    parts = []
    if point.low != point.high:
        parts.append(
            f'<line class="cx-whisker" x1="{point.x:.2f}%" y1="{point.high:.1f}" '
            f'x2="{point.x:.2f}%" y2="{point.low:.1f}"/>'
        )
    thin = "" if enough else " cx-thin"
    parts.append(f'<circle class="cx-point {side}{thin}" {at} r="{point.radius:.1f}"/>')
    if ring:
        parts.append(f'<circle class="cx-ring" {at} r="{point.radius + 3.5:.1f}"/>')
    return parts


def _gap(x: float) -> str:
    y = vertical(0, _TOP, _BOTTOM)
    return f'<line class="cx-gap" x1="{x - 2:.2f}%" y1="{y:.1f}" x2="{x + 2:.2f}%" y2="{y:.1f}"/>'


def _tag(mark: str, x: float, y: float) -> str:
    held = min(TALL - 2, max(10, y))
    return f'<text class="cx-tag cx-value" x="{x:.2f}%" y="{held:.1f}">{mark}</text>'
