"""The map of one segment as a poster of A3 landscape: SVG with text that can be searched, or PNG.

The curve is the hero and takes the height that the other lanes leave. Where they leave too little,
findings beyond the first ones wait on the page, everything is set a little smaller, quotes go.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxlab.journey.model import Finding, Journey, StageColumn
from cxlab.report import cells, pen
from cxlab.report.chart import BAD, GOOD, INK, SOFT
from cxlab.report.drawing import curve_description
from cxlab.report.lettering import BODY, LEAD, SMALL, TITLE, drawable, width, wrapped
from cxlab.report.pen import BAD_WASH, GOOD_WASH, HIGH, WIDE, Block, Line
from cxlab.report.posterhand import (
    GAP,
    LEGEND,
    PAD,
    TIP,
    Hand,
    beside,
    header_height,
    stages_height,
)
from cxlab.report.words import MINUS, Words

MARGIN, LABELS = 14.0, 28.0
WHO = 0.5  # the share of the width that says who it is
LEAST_CURVE = 62.0  # on paper
_QUOTE_LINES, _PHRASE_LINES, _TEXT_LINES = 4, 4, 4
# How much smaller than A3's own size all is set, how many findings a cell has, whether quotes are shown:
# the first of these at which the curve has its room.
_TRIALS = (
    (1.0, 3, True), (1.08, 3, True), (1.0, 2, True), (1.08, 2, True), (1.17, 2, True), (1.0, 2, False),
    (1.08, 2, False), (1.17, 2, False),
    *((scale, *shown) for scale in (1.3, 1.5, 1.75, 2.0, 2.5, 3.0) for shown in ((3, True), (2, True), (2, False), (1, False))),
)  # fmt: skip
_EMPTY = {"touchpoints": "no_data", "pains": "no_pain", "delights": "no_delight"}
_LANES = ("goals", "touchpoints", "curve", "quotes", "pains", "delights", "opportunities", "owner", "evidence")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One lane: its label and its cells, one a stage; the curve has none."""

    id: str
    label: tuple[Line, ...]
    cells: tuple[tuple[Block, ...], ...]

    @property
    def height(self) -> float:
        return max([pen.text_height(self.label), *(pen.height(cell) for cell in self.cells)])


@dataclass(frozen=True)
class Sheet:
    """A poster laid out: in its own millimetres, `scale` of which make one on paper."""

    journey: Journey
    words: Words
    scale: float
    rows: tuple[Row, ...]
    header: tuple[Line, ...]
    beside: tuple[Line, ...]
    chevrons: tuple[tuple[Line, ...], ...]
    notes: tuple[Line, ...]

    @property
    def wide(self) -> float:
        return WIDE * self.scale

    @property
    def high(self) -> float:
        return HIGH * self.scale

    @property
    def margin(self) -> float:
        """The white around all, the same on paper at any scale."""
        return MARGIN * self.scale

    @property
    def left(self) -> float:
        """Where the first stage begins."""
        return self.margin + LABELS

    @property
    def column(self) -> float:
        """The width of a stage."""
        return (self.wide - self.margin - self.left) / max(1, len(self.journey.stages))

    @property
    def curve(self) -> float:
        """The height that the other lanes leave to the curve."""
        others = [row.height + GAP for row in self.rows if row.id != "curve"]
        fixed = header_height(self.header, self.beside) + stages_height(self.chevrons)
        notes = pen.text_height(self.notes) + LEGEND
        return self.high - 2 * self.margin - fixed - sum(others) - GAP - notes


def draw_poster(journey: Journey, words: Words, path: Path) -> Path:
    """Write the poster as the file's ending says, .svg or .png; the same journey, the same bytes.

    An SVG's text stays text: it can be searched and is read aloud. A PNG is about 3300 x 2340 pixels.
    """
    sheet = lay_out(journey, words)
    return pen.paper(
        path,
        sheet.scale,
        lambda made: Hand(made, sheet).sheet_drawn(),
        lang=words.lang,
        title=f"{words('map_title')}: {words.name(journey.name, journey.segment)}",
        told=curve_description(journey, words),
    )


def lay_out(journey: Journey, words: Words) -> Sheet:
    """The largest setting in which the curve has room and no stage's name is broken."""
    made = None
    for scale, most, quotes in _TRIALS:
        made = _sheet(journey, words, scale, most, quotes=quotes)
        whole = all(_unbroken(one, journey, words, made) for one in journey.stages)
        if whole and made.curve >= LEAST_CURVE * scale:
            return made
    assert made is not None
    return made


def _sheet(journey: Journey, words: Words, scale: float, most: int, *, quotes: bool) -> Sheet:
    across = (WIDE - 2 * MARGIN) * scale
    room = (across - LABELS) / max(1, len(journey.stages)) - 2 * PAD
    cell = _Cells(journey, words, room, most)
    lanes = [one for one in journey.lanes if one in _LANES and (quotes or one != "quotes")]
    rows = []
    for lane in lanes:
        filled = () if lane == "curve" else tuple(cell.of(lane, one) for one in journey.stages)
        if lane in _EMPTY and not any(filled):
            note = pen.lines(words(_EMPTY[lane]), SMALL, room, colour=SOFT)
            filled = ((Block(tuple(note)),), *filled[1:])
        if lane == "curve" or any(filled):
            rows.append(Row(lane, tuple(_label(lane, words(f"lane_{lane}"))), filled))
    chevrons = tuple(
        tuple(
            Line(text, LEAD, style="bold")
            for text in wrapped(_name(one, words), LEAD, room - TIP, "bold")
        )
        for one in journey.stages
    )
    return Sheet(
        journey, words, scale, tuple(rows), tuple(_header(journey, words, across * WHO, scale**0.5)), tuple(beside(journey, words, across)), chevrons,
        tuple(_notes(journey, words, across)),
    )  # fmt: skip


def _label(lane: str, label: str) -> Iterator[Line]:
    if lane == "curve":
        return pen.lines(label, BODY, LABELS - PAD, style="bold")
    mark, colour = {"pains": ("▼\u00a0", BAD), "delights": ("▲\u00a0", GOOD)}.get(lane, ("", SOFT))
    return pen.lines(mark + label, SMALL, LABELS - PAD, colour=colour)


def _unbroken(stage: StageColumn, journey: Journey, words: Words, sheet: Sheet) -> bool:
    room = sheet.column - 2 * PAD - TIP
    names = [words.name(one.names, one.touchpoint) for one in cells.spoken(stage).shown]
    fits = all(width(word, LEAD, "bold") <= room for word in _name(stage, words).split())
    return fits and all(width(word, BODY, "bold") <= room for one in names for word in one.split())


def _name(stage: StageColumn, words: Words) -> str:
    return words.name(stage.names, stage.stage)


def _header(journey: Journey, words: Words, room: float, larger: float) -> Iterator[Line]:
    """Who it is, in what scenario."""
    said = f"{words('map_title')} · {journey.title} · {words(journey.state)}"
    yield from pen.lines(said, SMALL, room, colour=SOFT, most=2)
    name = words.name(journey.name, journey.segment)
    yield from pen.lines(name, TITLE * larger, room, style="bold", before=1.6, most=2)
    yield from pen.lines(words.name(journey.description), LEAD, room, before=2.4, most=3)
    scenario = words.name(journey.scenario)
    if scenario:
        told = f"{words('scenario')}: {scenario}"
        yield from pen.lines(told, BODY, room, colour=SOFT, before=1.6, most=3)


def _notes(journey: Journey, words: Words, room: float) -> Iterator[Line]:
    """How to read it, and what it is not."""
    said = [words("curve_note", n=journey.min_people), words("count_note"), words("limit_voice")]
    yield from pen.lines(" ".join(said), SMALL, room, colour=SOFT)


@dataclass(frozen=True)
class _Cells:
    """What the lanes show at a stage: blocks no wider than `room`, at most `most` of each."""

    journey: Journey
    words: Words
    room: float
    most: int

    def of(self, lane: str, stage: StageColumn) -> tuple[Block, ...]:
        return tuple(getattr(self, f"_{lane}")(stage))

    def _text(self, text: str, size: float = BODY, **more: object) -> tuple[Line, ...]:
        return tuple(pen.lines(text, size, self.room, **more))  # type: ignore[arg-type]

    def _goals(self, stage: StageColumn) -> Iterator[Block]:
        if stage.goal:
            yield Block(self._text(self.words.name(stage.goal), most=_TEXT_LINES))

    def _touchpoints(self, stage: StageColumn) -> Iterator[Block]:
        moments = {one.touchpoint for one in self.journey.moments}
        told = [one for one in cells.spoken(stage).shown if one.valence.people]
        # Stable sorting: moments of truth first, then most people first.
        shown = sorted(told, key=lambda one: one.touchpoint not in moments)[: self.most]
        inner = self.room - 2 * pen.INSET
        for one in shown:
            name = self.words.name(one.names, one.touchpoint)
            mark = "◆ " if one.touchpoint in moments else ""
            value = self.words.signed(one.valence.value)
            colour = SOFT if one.grade == "thin" else side(value)
            said = f"{value} · {self.words.people(one.valence.people)}"
            yield Block(
                (
                    *pen.lines(f"{mark}{name}", BODY, inner, style="bold"),
                    *pen.lines(said, SMALL, inner, colour=colour),
                ),
                frame="dashed" if one.control == "indirect" else "solid",
            )
        rest = sum(1 for one in stage.touchpoints if one.valence.people) - len(shown)
        if rest > 0:
            yield Block(self._text(self.words("more", n=rest), SMALL, colour=SOFT))

    def _quotes(self, stage: StageColumn) -> Iterator[Block]:
        for one in cells.shown_quotes(stage, self.journey):
            text = drawable(one.text, "said")
            made = self._text(f"“{text}”", style="said") if text else ()
            if text and len(made) <= _QUOTE_LINES:
                yield Block((*made, *self._text(one.participant, SMALL, colour=SOFT, most=1)))
                return

    def _pains(self, stage: StageColumn) -> Iterator[Block]:
        yield from self._findings(stage.pains, "▼", BAD, BAD_WASH)

    def _delights(self, stage: StageColumn) -> Iterator[Block]:
        yield from self._findings(stage.delights, "▲", GOOD, GOOD_WASH)

    def _findings(
        self, findings: Sequence[Finding], mark: str, tone: str, wash: str
    ) -> Iterator[Block]:
        names = cells.touchpoint_names(self.journey, self.words)
        split = cells.split(findings)
        shown = list(split.shown)[: self.most]
        inner = self.room - 2 * pen.INSET
        for one in shown:
            count = self.words.k_of_n(one.people, one.of_people)
            phrase = cells.phrase_of(one, self.journey)
            said = drawable(phrase.text, "said") if phrase else ""
            yield Block(
                (
                    *pen.lines(cells.place(one, names, self.words), BODY, inner, style="bold"),
                    *(
                        pen.lines(f"“{said}”", BODY, inner, style="said", most=_PHRASE_LINES)
                        if said
                        else ()
                    ),
                    *pen.lines(f"{mark} {count}", SMALL, inner, colour=tone, style="bold", before=0.6),
                ),
                frame=tone, wash=wash,
            )  # fmt: skip
        rest = len(findings) - len(shown)
        if rest:
            key = "more_findings" if shown else "thin_findings"
            yield Block(self._text(self.words(key, n=rest), SMALL, colour=SOFT))

    def _opportunities(self, stage: StageColumn) -> Iterator[Block]:
        for one in stage.opportunities[: self.most]:
            owner = self.words.word("owner", one.owner) if one.owner else ""
            parts = (self.words.word("status", one.status), owner, self.words.date(one.due))
            about = " · ".join(part for part in parts if part)
            yield Block(
                (*self._text(one.title, most=_TEXT_LINES), *self._text(about, SMALL, colour=SOFT))
            )

    def _owner(self, stage: StageColumn) -> Iterator[Block]:
        if stage.owners:
            named = [self.words.word("owner", one) for one in stage.owners]
            yield Block(self._text(", ".join(named), SMALL, most=3))

    def _evidence(self, stage: StageColumn) -> Iterator[Block]:
        grade = cells.grade_of(stage.grade)
        lines = pen.lines(self.words.word("grade", grade), SMALL, self.room - pen.MARK, colour=SOFT)
        yield Block(tuple(lines), mark=grade)


def side(value: str) -> str:
    """The colour of a feeling as it is printed: what rounds to 0.0 takes no side."""
    return GOOD if value.startswith("+") else BAD if value.startswith(MINUS) else INK
