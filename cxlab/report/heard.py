"""How much was heard: the curve of new things per interview, and people by source and stage."""

from dataclasses import dataclass
from html import escape

from cxlab.journey.model import Journey, Saturation, SaturationStep
from cxlab.report import drawing
from cxlab.report.words import Words

WIDTH, HEIGHT = 520, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 500, 20, 200
_ROWS = 12


@dataclass(frozen=True)
class Row:
    """A source of the coverage table: its people at each stage, and how dark each cell is (0..1)."""

    source: str
    kind: str
    people: tuple[int, ...]
    shades: tuple[float, ...]


def coverage_rows(journey: Journey) -> list[Row]:
    """Every source with the people who speak of each stage, in the map's order of stages."""
    stages = [stage.stage for stage in journey.stages]
    kinds = {one.source: one.kind for one in journey.coverage}
    counts = {(one.source, one.stage): one.people for one in journey.coverage}
    most = max(counts.values(), default=0) or 1
    rows = []
    for source in sorted(kinds):
        people = tuple(counts.get((source, stage), 0) for stage in stages)
        shades = tuple(round((count / most) ** 0.5, 2) for count in people)
        rows.append(Row(source, kinds[source], people, shades))
    return rows


def told(saturation: Saturation, words: Words) -> str:
    """The curve in a sentence or two: how many codes, how many there may be, whether it is enough."""
    unit = words.how_many(f"{saturation.unit}s", saturation.interviews)
    said = [words("saturation_said", units=unit, codes=words.count(saturation.codes))]
    every = saturation.all_codes
    if every.value is not None:
        interval = ""
        if every.low is not None and every.high is not None:
            interval = (
                f" ({words('range', low=words.count(every.low), high=words.count(every.high))})"
            )
        said.append(words("saturation_all", codes=words.count(every.value), interval=interval))
    if saturation.reached is None:
        said.append(words("saturation_not"))
    else:
        said.append(words("saturation_reached", n=words.count(saturation.reached)))
    return " ".join(said)  # fmt: skip


def shown_steps(saturation: Saturation) -> list[SaturationStep]:
    """The steps of the table: all of few, else the first, the last and ten in between."""
    steps = saturation.steps
    if len(steps) <= _ROWS:
        return list(steps)
    places = {round(at * (len(steps) - 1) / (_ROWS - 1)) for at in range(_ROWS)}
    return [steps[at] for at in sorted(places)]


def saturation_curve(journey: Journey, saturation: Saturation, words: Words) -> str:
    """Codes heard after so many interviews: as held (dots) and in any order (line and band), as SVG."""
    steps = saturation.steps
    ceiling = saturation.all_codes.value or 0.0
    highest = max(1.0, *(max(step.high, step.seen) for step in steps), ceiling)
    last = max(1, steps[-1].interviews)

    def x(interviews: float) -> float:
        return _LEFT + interviews / last * (_RIGHT - _LEFT)

    def y(codes: float) -> float:
        return _BOTTOM - codes / highest * (_BOTTOM - _TOP)

    upper = [f"{x(one.interviews):.1f},{y(one.high):.1f}" for one in steps]
    lower = [f"{x(one.interviews):.1f},{y(max(0.0, one.low)):.1f}" for one in reversed(steps)]
    line = " ".join(f"{x(one.interviews):.1f},{y(one.expected):.1f}" for one in steps)
    parts = [f'<line class="cx-zero" x1="{_LEFT}" y1="{_BOTTOM}" x2="{_RIGHT}" y2="{_BOTTOM}"/>']
    if ceiling:
        parts.append(
            f'<line class="cx-gap" x1="{_LEFT}" y1="{y(ceiling):.1f}" x2="{_RIGHT}" y2="{y(ceiling):.1f}"/>'
            f'<text class="cx-tick" x="{_LEFT}" y="{y(ceiling) - 5:.1f}">'
            f"{escape(words('saturation_ceiling', n=words.count(ceiling)))}</text>"
        )
    parts += [
        f'<polygon class="cx-band" points="{" ".join(upper + lower)}"/>',
        f'<polyline class="cx-line" points="{line}"/>',
        *(
            f'<circle class="cx-flat" cx="{x(one.interviews):.1f}" cy="{y(one.seen):.1f}" r="2.5"/>'
            for one in steps
        ),
        f'<text class="cx-tick" x="{_RIGHT}" y="{_BOTTOM + 16}" text-anchor="end">'
        f"{escape(words.how_many(f'{saturation.unit}s', last))}</text>",
        f'<text class="cx-tick" x="{_RIGHT}" y="{y(steps[-1].seen) - 8:.1f}" text-anchor="end">'
        f"{escape(words.how_many('codes', saturation.codes))}</text>",
    ]
    if journey.synthetic:
        parts.append(drawing.synthetic_mark(words, _RIGHT, HEIGHT - 4))
    description = words("saturation_alt", told=told(saturation, words))
    return drawing.svg("cx-small-chart", WIDTH, HEIGHT, description, parts)
