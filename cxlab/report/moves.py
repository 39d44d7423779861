"""How people move between stages: what the table of a map says of it, and its drawing."""

from dataclasses import dataclass
from html import escape

from cxlab.journey.model import Journey, Move, Quote
from cxlab.report import drawing
from cxlab.report.words import Words, plain

SHOWN = 12
_STEP, _MARGIN = 128, 64  # drawing units: between stages, at the ends
_FLAT = 0.62  # an arc's height against its half width
_MARK = {"next": "→", "jump": "↷", "loop": "↺"}


@dataclass(frozen=True)
class Line:
    """One row of the table, in words."""

    start: str
    end: str
    kind: str
    people: str
    interval: str
    mentions: int
    quote: Quote | None


def told(journey: Journey) -> list[Move]:
    """The moves of enough people, most people first; at most SHOWN."""
    return [one for one in journey.paths.moves if one.people >= journey.min_people][:SHOWN]


def lines(journey: Journey, words: Words) -> list[Line]:
    """The rows of the table of moves."""
    names = {stage.stage: words.name(stage.names, stage.stage) for stage in journey.stages}
    return [
        Line(
            start=names.get(one.start, one.start),
            end=names.get(one.end, one.end),
            kind=f"{_MARK.get(one.kind, '')} {words.word('move', one.kind)}".strip(),
            people=words.k_of_n(one.people, one.of_people),
            interval=words("share_interval", low=_share(one.low, words), high=_share(one.high, words)),
            mentions=one.mentions,
            quote=one.quote,
        )
        for one in told(journey)
    ]  # fmt: skip


def summary(journey: Journey, words: Words) -> str:
    """How many people tell stages in order, go back and leave stages out."""
    paths = journey.paths
    return words(
        "paths_summary",
        people=words.people(paths.people),
        documents=words.how_many("documents", paths.documents),
        returning=words.k_of_n(paths.returning, paths.people),
        skipping=words.k_of_n(paths.skipping, paths.people),
    )


def _share(value: float, words: Words) -> str:
    return words("percent", n=words.number(100 * value, 0))


def arcs(journey: Journey, words: Words) -> str:
    """The moves as arcs over a line of stages: ahead above it, back below; wider for more people."""
    moves = told(journey)
    if not moves:
        return ""
    place = {stage.stage: index for index, stage in enumerate(journey.stages)}
    moves = [one for one in moves if one.start in place and one.end in place]
    most = max((one.people for one in moves), default=1)
    width = 2 * _MARGIN + _STEP * max(0, len(place) - 1)
    reach = {side: _reach(moves, place, back=side == "below") for side in ("above", "below")}
    line = max(24.0, reach["above"] + 14)
    below = line + 34
    height = round(below + reach["below"] + 14)
    parts, said = [], []
    for one in sorted(moves, key=lambda move: (move.people, move.start, move.end)):
        first, last = (_MARGIN + _STEP * place[name] for name in (one.start, one.end))
        back = one.kind == "loop"
        y = below if back else line
        radius = abs(last - first) / 2
        # To the right above and to the left below are both clockwise.
        stroke = 1.5 + 6.5 * one.people / most
        name = "cx-arc-back" if back else "cx-arc"
        parts.append(
            f'<path class="{name}" stroke-width="{stroke:.1f}" d="M{first:.1f},{y:.1f}'
            f'A{radius:.1f},{_FLAT * radius:.1f} 0 0 1 {last:.1f},{y:.1f}"/>'
        )
        top = y + (1 if back else -1) * _FLAT * radius
        parts.append(
            f'<text class="cx-count" x="{(first + last) / 2:.1f}" '
            f'y="{top + (14 if back else -6):.1f}">{words.count(one.people)}</text>'
        )
    for stage in journey.stages:
        label = words.name(stage.names, stage.stage)
        short = label if len(label) <= 17 else label[:16].rstrip() + "…"
        x = _MARGIN + _STEP * place[stage.stage]
        parts.append(
            f'<text class="cx-stage" x="{x:.1f}" y="{line + 21:.1f}">{escape(plain(short))}</text>'
        )
    for row in lines(journey, words):
        said.append(f"{row.start} → {row.end}: {row.people}")
    if journey.synthetic:
        parts.append(drawing.synthetic_mark(words, width - 8, height - 4))
    label = escape(plain(words("paths_alt", moves="; ".join(said))), quote=True)
    return (
        f'<svg class="cx-curve cx-arcs" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 -8 {width} {height + 8}" '
        f'role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def _reach(moves: list[Move], place: dict[str, int], *, back: bool) -> float:
    """How far the widest arc of a side goes from the line of stages."""
    spans = [
        abs(place[one.end] - place[one.start]) for one in moves if (one.kind == "loop") == back
    ]
    return _FLAT * _STEP * max(spans, default=0) / 2 + (16 if spans else 0)
