"""Drawings: a journey -> SVG strings. Pure functions; all text is escaped; colours come from CSS.

Shapes carry the meaning together with colour: a filled circle rests on enough people, a hollow
one on too few, a dotted line on nobody.
"""

from collections.abc import Sequence
from html import escape

from cxlab.journey.model import Estimate, Journey
from cxlab.languages import CODES, UNKNOWN
from cxlab.report.callouts import LINE, Callout, callouts
from cxlab.report.cells import touchpoint_names
from cxlab.report.geometry import (
    BOTTOM,
    COLUMN,
    HEIGHT,
    TOP,
    WIDEST,
    Point,
    extremes,
    has_data,
    horizontal,
    points,
    runs,
    vertical,
)  # fmt: skip
from cxlab.report.words import MINUS, Words, plain

MOMENTS_SHOWN, MOMENT_LINE = 2, 14  # of a stage, on the curve; drawing units between two of them


def curve_description(journey: Journey, words: Words, key: str = "curve_alt") -> str:
    """The curve in words: every stage with its mean and people, the high and the low point."""
    said = []
    for stage in journey.stages:
        name = words.name(stage.names, stage.stage)
        if has_data(stage):
            value, people = words.signed(stage.valence.value), words.people(stage.valence.people)
            said.append(words("curve_point", stage=name, value=value, people=people))
        else:
            said.append(words("curve_gap", stage=name))
    text = "; ".join(said) + "." if said else words("no_data")
    for key_of, extreme in zip(("curve_peak", "curve_trough"), extremes(journey), strict=True):
        if extreme:
            text += " " + words(key_of, stage=words.name(extreme.names, extreme.stage))
    names = touchpoint_names(journey, words)
    moments = [names.get(one.touchpoint, one.touchpoint) for one in journey.moments]
    if moments:
        text += " " + words("glance_moments", names=words.joined(moments))
    return words(key, name=words.name(journey.name, journey.segment), points=text)


def emotion_curve(journey: Journey, words: Words) -> str:
    """The emotion curve as SVG, one equal column per stage, so that it lies on the map's grid.

    Mean from -2 to +2 with its interval as a band and a whisker; points sized by the square root
    of people; the line breaks where nobody spoke. Straight lines: a smooth one would invent data.
    """
    count = max(1, len(journey.stages))
    width = count * max(COLUMN, round(WIDEST / count))
    placed = points(journey.stages, width)
    high, low = extremes(journey)
    parts = [_scale(width, words), *_columns(journey, words, width)]
    for run in runs(placed):
        parts += _band(run)
    parts += _moments(journey, placed, words, width)
    for run in runs(placed):
        if len(run) > 1:
            line = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in run)
            parts.append(f'<polyline class="cx-line" points="{line}"/>')
    for point in placed:
        if point:
            tag = "peak" if point.stage is high else "trough" if point.stage is low else ""
            parts += _dot(
                point, words, tag, enough=point.stage.valence.people >= journey.min_people
            )
    parts += [_said(one) for one in callouts(journey, placed, width)]
    if journey.synthetic:
        parts.append(synthetic_mark(words, width - 8, HEIGHT - 8))
    return svg("cx-curve", width, HEIGHT, curve_description(journey, words), parts)


def sparkline(journey: Journey, words: Words, *, width: int = 280, height: int = 84) -> str:
    """The curve in miniature for a card: line, zero line, the high and the low point marked."""
    placed = points(journey.stages, width, top=12, bottom=height - 12, radii=(2.5, 2.5))
    high, low = extremes(journey)
    middle = height / 2
    parts = [f'<line class="cx-zero" x1="0" y1="{middle:.1f}" x2="{width}" y2="{middle:.1f}"/>']
    for run in runs(placed):
        parts += _band(run)[:1]
        line = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in run)
        if len(run) > 1:
            parts.append(f'<polyline class="cx-line" points="{line}"/>')
    for point in placed:
        if point and point.stage is high:
            parts.append(f'<path class="cx-up" d="{_triangle(point.x, point.y, 5.5, up=True)}"/>')
        elif point and point.stage is low:
            parts.append(
                f'<path class="cx-down" d="{_triangle(point.x, point.y, 5.5, up=False)}"/>'
            )
        elif point:
            parts.append(f'<circle class="cx-flat" cx="{point.x:.1f}" cy="{point.y:.1f}" r="2.5"/>')
    if journey.synthetic:
        parts.append(synthetic_mark(words, width, height - 1, size=8))
    description = curve_description(journey, words, "sparkline_alt")
    return svg("cx-sparkline", width, height, description, parts)


def svg(name: str, width: float, height: float, description: str, parts: Sequence[str]) -> str:
    """The whole drawing, with what it shows in words for who cannot see it."""
    label = escape(plain(description))
    return (
        f'<svg class="{name}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


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
        y = vertical(value, TOP, BOTTOM)
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
            middle = vertical(0, TOP, BOTTOM)
            parts.append(
                f'<line class="cx-gap" x1="{x - 26:.1f}" y1="{middle:.1f}" '
                f'x2="{x + 26:.1f}" y2="{middle:.1f}"/>'
            )
        parts.append(f'<text class="cx-count" x="{x:.1f}" y="{HEIGHT - 28}">{escape(said)}</text>')
    return parts


def _dot(point: Point, words: Words, tag: str, *, enough: bool) -> list[str]:
    """The point itself, its value, and the word for the high or low point of the journey."""
    value = point.stage.valence.value or 0.0
    side = side_of(value, words)
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


def _moments(
    journey: Journey, placed: Sequence[Point | None], words: Words, width: int
) -> list[str]:
    """The moments of truth, pinned above their stage: at most two names, and how many more."""
    names = touchpoint_names(journey, words)
    room = max(12, int(width / max(1, len(journey.stages)) / 7.2))
    parts = []
    for index, stage in enumerate(journey.stages):
        here = [one for one in journey.moments if one.stage == stage.stage]
        if not here:
            continue
        point = placed[index]
        x = (index + 0.5) * width / len(journey.stages)
        said = [names.get(one.touchpoint, one.touchpoint) for one in here[:MOMENTS_SHOWN]]
        if len(here) > MOMENTS_SHOWN:
            said[-1] += f" {words('more', n=words.count(len(here) - MOMENTS_SHOWN))}"
        if point:
            top = 26 + MOMENT_LINE * len(said)
            above = (point.stage.valence.value or 0.0) >= 0  # its value then stands there
            end = min(point.high, point.y - point.radius) - (24 if above else 0)
            parts.append(f'<path class="cx-pin" d="M{x:.1f},{top}V{max(top, end):.1f}"/>')
        for line, name in enumerate(said):
            short = name if len(name) <= room else name[: room - 1].rstrip() + "…"
            parts.append(
                f'<text class="cx-moment" x="{x:.1f}" y="{36 + MOMENT_LINE * line}">'
                f"◆ {escape(plain(short))}</text>"
            )
    return parts


def _said(callout: Callout) -> str:
    """A quote's lines; whoever hears the page hears it in the lane of quotes, so it is silent here."""
    lines = "".join(
        f'<tspan x="{callout.x:.1f}" y="{callout.y + LINE * at:.1f}">{escape(plain(line))}</tspan>'
        for at, line in enumerate(callout.lines)
    )
    lang = callout.quote.lang if callout.quote.lang in CODES else UNKNOWN
    return f'<text class="cx-said" lang="{lang}">{lines}</text>'


def side_of(value: float, words: Words) -> str:
    """The class of a value as it is printed: what rounds to 0.0 takes no side."""
    shown = words.signed(value)
    return (
        "cx-good" if shown.startswith("+") else "cx-bad" if shown.startswith(MINUS) else "cx-even"
    )


def _triangle(x: float, y: float, size: float, *, up: bool) -> str:
    tip, base = (y - size, y + size * 0.75) if up else (y + size, y - size * 0.75)
    return f"M{x - size:.1f},{base:.1f}H{x + size:.1f}L{x:.1f},{tip:.1f}Z"


def synthetic_mark(words: Words, x: float, y: float, size: int = 11) -> str:
    """The word that the data are invented, at the end of a line: inside the drawing, so that copies keep it."""
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
        x, left, right = (horizontal(value, width) for value in (estimate.value, low, high))
        near_zero = round(estimate.value, 1) == 0  # as its number is printed, it takes no side
        side = "cx-even" if near_zero else "cx-good" if estimate.value > 0 else "cx-bad"
        parts.append(f'<path class="cx-span {side}" d="M{left:.1f},{middle}H{right:.1f}"/>')
        parts.append(f'<circle class="cx-point {side}" cx="{x:.1f}" cy="{middle}" r="4"/>')
    return (
        f'<svg class="cx-bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )
