"""Drawings: a journey -> SVG strings. Pure functions; all text is escaped; colours come from CSS.

Shapes carry the meaning together with colour: a filled circle rests on enough people, a hollow
one on too few, a dotted line on nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cxlab.journey.model import Estimate, Journey, StageColumn
from cxlab.report.words import MINUS, Words, plain

# One drawing unit is one CSS pixel when the map is as wide as its columns ask for.
COLUMN = 172
WIDEST = 1240
HEIGHT = 336
TOP, BOTTOM = 58, 274
LOWEST, HIGHEST = -2.0, 2.0
SMALLEST_POINT, LARGEST_POINT = 5.0, 13.0


@dataclass(frozen=True)
class Point:
    """A stage on the curve, in drawing units; `low` and `high` are the ends of its interval."""

    stage: StageColumn
    x: float
    y: float
    low: float
    high: float
    radius: float


def has_data(stage: StageColumn) -> bool:
    """Whether anybody said anything with a feeling at this stage."""
    return stage.valence.value is not None and stage.valence.people > 0


def extremes(journey: Journey) -> tuple[StageColumn | None, StageColumn | None]:
    """The highest and the lowest stage among those with enough people, if two or more differ."""
    solid = [
        (stage.valence.value, stage)
        for stage in journey.stages
        if stage.valence.value is not None and stage.valence.people >= journey.min_people
    ]
    if len(solid) < 2:
        return None, None
    high = max(solid, key=lambda pair: pair[0])
    low = min(solid, key=lambda pair: pair[0])
    return (high[1], low[1]) if high[0] > low[0] else (None, None)


def curve_description(journey: Journey, words: Words, key: str = "curve_alt") -> str:
    """The curve in words: every stage with its mean and people, the high and the low point."""
    points = []
    for stage in journey.stages:
        name = words.name(stage.names, stage.stage)
        if has_data(stage):
            value, people = words.signed(stage.valence.value), words.people(stage.valence.people)
            points.append(words("curve_point", stage=name, value=value, people=people))
        else:
            points.append(words("curve_gap", stage=name))
    text = "; ".join(points) + "." if points else words("no_data")
    for key_of, extreme in zip(("curve_peak", "curve_trough"), extremes(journey), strict=True):
        if extreme:
            text += " " + words(key_of, stage=words.name(extreme.names, extreme.stage))
    return words(key, name=words.name(journey.name, journey.segment), points=text)


def emotion_curve(journey: Journey, words: Words) -> str:
    """The emotion curve as SVG, one equal column per stage, so that it lies on the map's grid.

    Mean from -2 to +2 with its interval as a band and a whisker; points sized by the square root
    of people; the line breaks where nobody spoke. Straight lines: a smooth one would invent data.
    """
    count = max(1, len(journey.stages))
    width = count * max(COLUMN, round(WIDEST / count))
    points = _points(journey.stages, width)
    high, low = extremes(journey)
    parts = [_scale(width, words), *_columns(journey, words, width)]
    for run in _runs(points):
        parts += _band(run)
    for run in _runs(points):
        if len(run) > 1:
            line = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in run)
            parts.append(f'<polyline class="cx-line" points="{line}"/>')
    for point in points:
        if point:
            tag = "peak" if point.stage is high else "trough" if point.stage is low else ""
            parts += _dot(
                point, words, tag, enough=point.stage.valence.people >= journey.min_people
            )
    if journey.synthetic:
        parts.append(_synthetic(words, width - 8, HEIGHT - 8))
    return _svg("cx-curve", width, HEIGHT, curve_description(journey, words), parts)


def sparkline(journey: Journey, words: Words, *, width: int = 280, height: int = 84) -> str:
    """The curve in miniature for a card: line, zero line, the high and the low point marked."""
    points = _points(journey.stages, width, top=12, bottom=height - 12, radii=(2.5, 2.5))
    high, low = extremes(journey)
    middle = height / 2
    parts = [f'<line class="cx-zero" x1="0" y1="{middle:.1f}" x2="{width}" y2="{middle:.1f}"/>']
    for run in _runs(points):
        parts += _band(run)[:1]
        line = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in run)
        if len(run) > 1:
            parts.append(f'<polyline class="cx-line" points="{line}"/>')
    for point in points:
        if point and point.stage is high:
            parts.append(f'<path class="cx-up" d="{_triangle(point.x, point.y, 5.5, up=True)}"/>')
        elif point and point.stage is low:
            parts.append(
                f'<path class="cx-down" d="{_triangle(point.x, point.y, 5.5, up=False)}"/>'
            )
        elif point:
            parts.append(f'<circle class="cx-flat" cx="{point.x:.1f}" cy="{point.y:.1f}" r="2.5"/>')
    if journey.synthetic:
        parts.append(_synthetic(words, width, height - 1, size=8))
    description = curve_description(journey, words, "sparkline_alt")
    return _svg("cx-sparkline", width, height, description, parts)


def _svg(name: str, width: int, height: int, description: str, parts: Sequence[str]) -> str:
    label = escape(plain(description))
    return (
        f'<svg class="{name}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def _vertical(value: float, top: float, bottom: float) -> float:
    return bottom - (_held(value) - LOWEST) / (HIGHEST - LOWEST) * (bottom - top)


def _points(
    stages: Sequence[StageColumn],
    width: int,
    *,
    top: float = TOP,
    bottom: float = BOTTOM,
    radii: tuple[float, float] = (SMALLEST_POINT, LARGEST_POINT),
) -> list[Point | None]:
    """One point per stage, None where there are no data."""
    most = max((stage.valence.people for stage in stages if has_data(stage)), default=1)
    points: list[Point | None] = []
    for index, stage in enumerate(stages):
        mean = stage.valence
        if mean.value is None or not has_data(stage):
            points.append(None)
            continue
        low = mean.low if mean.low is not None else mean.value
        high = mean.high if mean.high is not None else mean.value
        share = (mean.people / most) ** 0.5
        points.append(
            Point(
                stage=stage,
                x=(index + 0.5) * width / len(stages),
                y=_vertical(mean.value, top, bottom),
                low=_vertical(low, top, bottom),
                high=_vertical(high, top, bottom),
                radius=radii[0] + (radii[1] - radii[0]) * share,
            )
        )
    return points


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """Neighbouring points, cut where there is a gap."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _band(run: Sequence[Point]) -> list[str]:
    parts = []
    if len(run) > 1:
        upper = [f"{one.x:.1f},{one.high:.1f}" for one in run]
        lower = [f"{one.x:.1f},{one.low:.1f}" for one in reversed(run)]
        parts.append(f'<polygon class="cx-band" points="{" ".join(upper + lower)}"/>')
    for one in run:
        if one.low != one.high:
            ends = f"M{one.x - 5:.1f},{one.high:.1f}h10M{one.x - 5:.1f},{one.low:.1f}h10"
            stem = f"M{one.x:.1f},{one.high:.1f}V{one.low:.1f}"
            parts.append(f'<path class="cx-whisker" d="{stem}{ends}"/>')
    return parts


def _scale(width: int, words: Words) -> str:
    """Lines at -2 … +2 with their words at the left edge."""
    parts = []
    said = {2: words("very_good"), 0: words("neutral"), -2: words("very_bad")}
    for value in (2, 1, 0, -1, -2):
        y = _vertical(value, TOP, BOTTOM)
        name = "cx-zero" if value == 0 else "cx-rule"
        parts.append(f'<line class="{name}" x1="0" y1="{y:.1f}" x2="{width}" y2="{y:.1f}"/>')
        text = (
            f"{words.signed(value, 0)} {said[value]}" if value in said else words.signed(value, 0)
        )
        parts.append(f'<text class="cx-tick" x="6" y="{y - 5:.1f}">{escape(text)}</text>')
    return "".join(parts)


def _columns(journey: Journey, words: Words, width: int) -> list[str]:
    """Above each column its stage, below it the people; what is missing is said in its place."""
    parts = []
    step = width / max(1, len(journey.stages))
    room = max(12, int(step / 7.2))
    for index, stage in enumerate(journey.stages):
        x = (index + 0.5) * step
        name = words.name(stage.names, stage.stage)
        short = name if len(name) <= room else name[: room - 1].rstrip() + "…"
        parts.append(f'<text class="cx-stage" x="{x:.1f}" y="18">{escape(short)}</text>')
        if index:
            parts.append(
                f'<line class="cx-fold" x1="{index * step:.1f}" y1="28" '
                f'x2="{index * step:.1f}" y2="{HEIGHT - 24}"/>'
            )
        if has_data(stage):
            said = words.people(stage.valence.people)
        else:
            said = words("no_data")
            middle = _vertical(0, TOP, BOTTOM)
            parts.append(
                f'<line class="cx-gap" x1="{x - 26:.1f}" y1="{middle:.1f}" '
                f'x2="{x + 26:.1f}" y2="{middle:.1f}"/>'
            )
        parts.append(f'<text class="cx-count" x="{x:.1f}" y="{HEIGHT - 28}">{escape(said)}</text>')
    return parts


def _dot(point: Point, words: Words, tag: str, *, enough: bool) -> list[str]:
    """The point itself, its value, and the word for the high or low point of the journey."""
    value = point.stage.valence.value or 0.0
    side = _side(value, words)
    hollow = "" if enough else " cx-thin"
    parts = [
        f'<circle class="cx-point {side}{hollow}" cx="{point.x:.1f}" cy="{point.y:.1f}" '
        f'r="{point.radius:.1f}"/>'
    ]
    above = value >= 0
    edge = (
        min(point.high, point.y - point.radius) if above else max(point.low, point.y + point.radius)
    )
    y = edge - 8 if above else edge + 18
    said = f'<tspan class="cx-number">{escape(words.signed(value))}</tspan>'
    if tag:
        mark = "▲" if tag == "peak" else "▼"
        said += f'<tspan class="cx-tag" dx="5">{mark} {escape(words(tag))}</tspan>'
    parts.append(f'<text class="cx-value {side}" x="{point.x:.1f}" y="{y:.1f}">{said}</text>')
    return parts


def _side(value: float, words: Words) -> str:
    """The class of a value as it is printed: what rounds to 0.0 takes no side."""
    shown = words.signed(value)
    return (
        "cx-good" if shown.startswith("+") else "cx-bad" if shown.startswith(MINUS) else "cx-even"
    )


def _triangle(x: float, y: float, size: float, *, up: bool) -> str:
    tip, base = (y - size, y + size * 0.75) if up else (y + size, y - size * 0.75)
    return f"M{x - size:.1f},{base:.1f}H{x + size:.1f}L{x:.1f},{tip:.1f}Z"


def _synthetic(words: Words, x: float, y: float, size: int = 11) -> str:
    text = escape(words("synthetic"))
    return f'<text class="cx-synthetic" x="{x}" y="{y}" font-size="{size}">{text}</text>'


def interval_bar(estimate: Estimate, *, width: int = 150, height: int = 16) -> str:
    """A mean with its interval on a line from -2 to +2; a picture for the eye beside its numbers."""
    middle = height / 2
    parts = [
        f'<line class="cx-rule" x1="0" y1="{middle}" x2="{width}" y2="{middle}"/>',
        f'<line class="cx-zero" x1="{width / 2}" y1="1" x2="{width / 2}" y2="{height - 1}"/>',
    ]
    if estimate.value is not None:
        low = estimate.value if estimate.low is None else estimate.low
        high = estimate.value if estimate.high is None else estimate.high
        x, left, right = (_horizontal(value, width) for value in (estimate.value, low, high))
        side = "cx-good" if estimate.value >= 0 else "cx-bad"
        parts.append(f'<path class="cx-span {side}" d="M{left:.1f},{middle}H{right:.1f}"/>')
        parts.append(f'<circle class="cx-point {side}" cx="{x:.1f}" cy="{middle}" r="4"/>')
    return (
        f'<svg class="cx-bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _horizontal(value: float, width: float) -> float:
    margin = 5
    share = (_held(value) - LOWEST) / (HIGHEST - LOWEST)
    return margin + share * (width - 2 * margin)


def _held(value: float) -> float:
    return min(HIGHEST, max(LOWEST, value))
