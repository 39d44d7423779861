"""Importance against performance: which touchpoints move people's own rating, and how they feel there.

Source: J. Martilla and J. James, "Importance-Performance Analysis", Journal of Marketing 41, 1977. They ask
people for importance; here it is what goes with their own rating (`cxlab.journey.model.Driver`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from cxlab.journey.model import Driver, Journey
from cxlab.report import drawing
from cxlab.report.words import Words, plain

WIDTH, HEIGHT = 880, 500
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 860, 34, 440
_SMALL, _LARGE = 10.0, 17.0
_LETTER, _LINE = 6.6, 16.0
_LONGEST = 30
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)
Scale = Callable[[float], float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Priority:
    """A touchpoint on the chart, numbered as in its table; `quadrant` is one of QUADRANTS."""

    number: int
    driver: Driver
    name: str
    quadrant: str


QUADRANTS = ("concentrate", "keep", "later", "enough")


def priorities(journey: Journey, names: dict[str, str]) -> list[Priority]:
    """The touchpoints whose importance is known, the most important first, each in its quadrant.

    The chart is parted at the middle of the feeling's scale and at the mean importance of these touchpoints.
    """
    known = [one for one in journey.drivers if _importance(one) is not None and one.valence.people]
    if not known:
        return []
    middle = _middle(known)
    ranked = sorted(known, key=lambda one: (-(_importance(one) or 0.0), one.touchpoint))
    found = []
    for number, one in enumerate(ranked, start=1):
        weighty = (_importance(one) or 0.0) >= middle
        good = (one.valence.value or 0.0) >= 0
        quadrant = (
            ("keep" if good else "concentrate") if weighty else ("enough" if good else "later")
        )
        found.append(Priority(number, one, names.get(one.touchpoint, one.touchpoint), quadrant))
    return found  # fmt: skip


def _importance(driver: Driver) -> float | None:
    return driver.importance.value


def _middle(drivers: Sequence[Driver]) -> float:
    values = [value for one in drivers if (value := _importance(one)) is not None]
    return sum(values) / len(values)


def priorities_chart(journey: Journey, found: Sequence[Priority], words: Words) -> str:
    """The chart as SVG: feeling from left to right, importance upwards, both with their intervals."""
    # The points fill the chart; an interval that goes further is cut at its edge and told in the table.
    values = [_importance(one.driver) or 0.0 for one in found]
    low, high = 1.3 * min(0.0, *values), 1.35 * max(0.1, *values)
    most = max(one.driver.valence.people for one in found)

    def x(value: float) -> float:
        return _LEFT + (min(2.0, max(-2.0, value)) + 2) / 4 * (_RIGHT - _LEFT)

    def y(value: float) -> float:
        return _BOTTOM - (min(high, max(low, value)) - low) / (high - low) * (_BOTTOM - _TOP)

    parting = y(_middle([one.driver for one in found]))
    parts = _frame(words, x(0.0), parting)
    step = next(one for one in _STEPS if high / one <= 5)
    for at in range(int(high / step) + 1):
        tick = escape(words.number(at * step, 2 if step < 0.1 else 1))
        parts.append(
            f'<text class="cx-tick" x="{_LEFT - 6}" y="{y(at * step) + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    taken: list[Box] = []
    dots: list[str] = []
    for one in found:
        centre = (x(one.driver.valence.value or 0.0), y(_importance(one.driver) or 0.0))
        radius = _SMALL + (_LARGE - _SMALL) * (one.driver.valence.people / most) ** 0.5
        taken.append(_around(centre, radius))
        parts.append(_whiskers(one.driver, centre, x, y))
        dots.append(_dot(one, centre, radius))
    for one, box in zip(found, list(taken), strict=True):
        dots += _name(one, box, taken)
    if journey.synthetic:
        dots.append(drawing.synthetic_mark(words, _RIGHT, HEIGHT - 6))
    said = "; ".join(
        words(
            "priority_said",
            name=one.name,
            quadrant=words(f"quadrant_{one.quadrant}"),
            value=words.signed(one.driver.valence.value),
            points=words.signed(_importance(one.driver)),
            people=words.people(one.driver.valence.people),
        )
        for one in found
    )
    description = words("priorities_alt", points=said + ".")
    return drawing.svg("cx-priorities-chart", WIDTH, HEIGHT, description, parts + dots)


def _frame(words: Words, zero: float, parting: float) -> list[str]:
    """The two lines that part the chart, the corners' words and the names of the axes."""
    corners = {
        "concentrate": (_LEFT + 8, _TOP + 16, "start"), "keep": (_RIGHT - 8, _TOP + 16, "end"),
        "later": (_LEFT + 8, _BOTTOM - 8, "start"), "enough": (_RIGHT - 8, _BOTTOM - 8, "end"),
    }  # fmt: skip
    parts = [
        f'<rect class="cx-plot" x="{_LEFT}" y="{_TOP}" width="{_RIGHT - _LEFT}" height="{_BOTTOM - _TOP}"/>',
        f'<rect class="cx-urgent" x="{_LEFT}" y="{_TOP}" width="{zero - _LEFT:.1f}" height="{parting - _TOP:.1f}"/>',
        f'<line class="cx-zero" x1="{zero:.1f}" y1="{_TOP}" x2="{zero:.1f}" y2="{_BOTTOM}"/>',
        f'<line class="cx-zero" x1="{_LEFT}" y1="{parting:.1f}" x2="{_RIGHT}" y2="{parting:.1f}"/>',
    ]
    for quadrant, (x, y, anchor) in corners.items():
        said = escape(words(f"quadrant_{quadrant}"))
        parts.append(
            f'<text class="cx-corner" x="{x}" y="{y}" text-anchor="{anchor}">{said}</text>'
        )
    sides = {-2: words("very_bad"), 0: words("neutral"), 2: words("very_good")}
    for value, side in sides.items():
        place = _LEFT + (value + 2) / 4 * (_RIGHT - _LEFT)
        anchor = {-2: "start", 0: "middle", 2: "end"}[value]
        said = escape(f"{words.signed(value, 0)} {side}")
        parts.append(
            f'<text class="cx-tick" x="{place:.1f}" y="{_BOTTOM + 18}" text-anchor="{anchor}">{said}</text>'
        )
    middle = (_LEFT + _RIGHT) / 2
    parts.append(
        f'<text class="cx-axis" x="{middle}" y="{_BOTTOM + 40}" text-anchor="middle">'
        f"{escape(words('priorities_x'))} →</text>"
    )
    up = (_TOP + _BOTTOM) / 2
    parts.append(
        f'<text class="cx-axis" transform="rotate(-90 {_LEFT - 40} {up})" x="{_LEFT - 40}" y="{up}" '
        f'text-anchor="middle">{escape(words("priorities_y"))} →</text>'
    )
    return parts


def _whiskers(driver: Driver, centre: tuple[float, float], x: Scale, y: Scale) -> str:
    lines = []
    feels, weighs = driver.valence, driver.importance
    if feels.low is not None and feels.high is not None:
        lines.append(f"M{x(feels.low):.1f},{centre[1]:.1f}H{x(feels.high):.1f}")
    if weighs.low is not None and weighs.high is not None:
        lines.append(f"M{centre[0]:.1f},{y(weighs.low):.1f}V{y(weighs.high):.1f}")
    return f'<path class="cx-whisker" d="{"".join(lines)}"/>' if lines else ""


def _dot(one: Priority, centre: tuple[float, float], radius: float) -> str:
    x, y = centre
    side = "cx-good" if (one.driver.valence.value or 0.0) >= 0 else "cx-bad"
    return (
        f'<circle class="cx-point {side}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
        f'<text class="cx-inside" x="{x:.1f}" y="{y + 4:.1f}">{one.number}</text>'
    )


def _name(one: Priority, box: Box, taken: list[Box]) -> list[str]:
    """The name beside its point, where it covers nothing; without it the number leads to the table."""
    name = one.name if len(one.name) <= _LONGEST else one.name[: _LONGEST - 1].rstrip() + "…"
    wide = _LETTER * len(name)
    left, top, right, bottom = box
    middle, centre = (left + right) / 2, (top + bottom) / 2
    # Beside the point, but off the lines of its intervals.
    places: list[tuple[float, float, str, Box]] = [
        (right + 2, centre - 6, "start", (right + 2, centre - 18, right + 2 + wide, centre - 2)),
        (left - 2, centre - 6, "end", (left - 2 - wide, centre - 18, left - 2, centre - 2)),
        (right + 2, centre + 14, "start", (right + 2, centre + 2, right + 2 + wide, centre + 18)),
        (left - 2, centre + 14, "end", (left - 2 - wide, centre + 2, left - 2, centre + 18)),
        (middle, top - 5, "middle", (middle - wide / 2, top - _LINE, middle + wide / 2, top - 2)),
        (
            middle, bottom + 13, "middle",
            (middle - wide / 2, bottom + 2, middle + wide / 2, bottom + _LINE),
        ),
    ]  # fmt: skip
    for x, y, anchor, place in places:
        inside = place[0] > _LEFT and place[2] < _RIGHT and place[1] > _TOP and place[3] < _BOTTOM
        if inside and not any(_cover(place, other) for other in taken if other is not box):
            taken.append(place)
            said = escape(plain(name))
            return [
                f'<text class="cx-named" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{said}</text>'
            ]
    return []


def _around(centre: tuple[float, float], radius: float) -> Box:
    x, y = centre
    return x - radius, y - radius, x + radius, y + radius


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
