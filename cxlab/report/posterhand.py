"""A poster laid out -> its parts drawn: facts, stages, lanes, curve, legend."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cxlab.journey.model import Journey
from cxlab.report.cells import GRADES, may_quote, periods, shown_quotes
from cxlab.report.chart import BAD, GOOD, INK, LINE, PAPER, SOFT
from cxlab.report.geometry import Point, extremes, has_data, points, runs, vertical
from cxlab.report.lettering import BODY, FACT, LEADING, MM, SMALL, VALUE, drawable, width
from cxlab.report.pen import BETWEEN, FAINT, INSET, MARK, PAGE, Block, Line, Pen, lines, text_height
from cxlab.report.words import MINUS, Words, plain

if TYPE_CHECKING:
    from cxlab.report.poster import Row, Sheet

PAD = 2.4  # between a cell and its column's edge
TIP = 4.0  # the point of a chevron
LEGEND, GAP = 10.0, 4.4
_HEADER_GAP = 6.0
_NUMBERS = 21.0  # the height of the numbers beside the name
_PERIODS, _CHEVRON = 6.5, 10.5
_BEST_CURVE = 0.42  # of the sheet's height
_FACTS = 0.46  # of the sheet's width
_WORDS = 3  # lines of a quote on the curve


def stages_height(chevrons: Sequence[Sequence[Line]]) -> float:
    """The height of the periods' band and of the stages below it."""
    tallest = max((text_height(one) for one in chevrons), default=0.0)
    return _PERIODS + max(_CHEVRON, tallest + 4.5) + 3.0


def header_height(header: Sequence[Line], beside: Sequence[Line]) -> float:
    """The height of who it is, or of the numbers and the notes beside it."""
    return max(text_height(header), _NUMBERS + text_height(beside)) + _HEADER_GAP


def beside(journey: Journey, words: Words, across: float) -> Iterator[Line]:
    """What the numbers rest on: sources, languages, period; `across` is the room of the whole header."""
    sources = " · ".join(
        f"{plain(one.name)} ({words.word('source', one.kind)}, {words.people(one.people)})"
        for one in journey.sources
    )
    languages = " · ".join(
        f"{words.word('language', code)} {words.count(count)}"
        for code, count in journey.languages.items()
    )
    parts = [
        (words("sources"), sources or words("no_data")),
        (words("utterances_by_language"), languages or words("no_data")),
        (words("period_label"), words.span(journey.first_date, journey.last_date)),
    ]
    for label, said in parts:
        yield from lines(
            f"{label}: {said}", SMALL, across * _FACTS, colour=SOFT, before=0.6, most=2
        )


class Hand:
    """Draws one sheet with a pen; every method begins at a given place, in the sheet's millimetres."""

    def __init__(self, pen: Pen, sheet: "Sheet") -> None:
        self.pen, self.sheet = pen, sheet
        self.words, self.journey = sheet.words, sheet.journey
        self.margin = sheet.margin

    def sheet_drawn(self) -> None:
        """The whole sheet, from the top."""
        sheet, y = self.sheet, self.margin
        self.facts(y)
        self.pen.text_lines(sheet.header, self.margin, y)
        y += header_height(sheet.header, sheet.beside)
        y = self.stages(y)
        best = min(sheet.curve, _BEST_CURVE * sheet.high)
        free = max(sheet.curve - best, 0.0)
        gap = GAP + free / max(1, len(sheet.rows))
        for row in sheet.rows:
            tall = best if row.id == "curve" else row.height
            self.lane(row, y, tall)
            y += tall + gap
        self.legend(sheet.high - self.margin - text_height(sheet.notes) - LEGEND)
        self.pen.text_lines(
            sheet.notes, self.margin, sheet.high - self.margin - text_height(sheet.notes)
        )

    def facts(self, y: float) -> None:
        """The numbers beside the name, and what they rest on."""
        journey, words = self.journey, self.words
        told = [(words("people"), words.count(journey.people), words.how_many("utterances", journey.utterances))]  # fmt: skip
        low, high = journey.valence.low, journey.valence.high
        told.append((words("feeling"), words.signed(journey.valence.value), words.interval(low, high)))  # fmt: skip
        if journey.rating.value is not None and may_quote(journey.rating.people, journey):
            value = words.number(journey.rating.value)
            said = words("rating_of", value=value, top=words.count(journey.rating_scale[1]))
            told.append((words("rating"), said, words.people(journey.rating.people)))
        if journey.nps.value is not None and may_quote(journey.nps.people, journey):
            value = words.signed(journey.nps.value, 0)
            told.append((words("nps"), value, words.people(journey.nps.people)))
        right = self.sheet.wide - self.margin
        left = right - (right - self.margin) * _FACTS
        step = (right - left) / 4
        for number, (label, value, note) in enumerate(told):
            x = left + number * step
            self.pen.line([x, x + step - 4], [y + 1, y + 1], LINE, 0.8)
            self.pen.text(label, x, y + 5.4, SMALL, colour=SOFT)
            self.pen.text(value, x, y + 13.6, _fitted(value, FACT, step - 4), style="normal")
            self.pen.text(note, x, y + 18.4, _fitted(note, SMALL, step - 4), colour=SOFT)
        self.pen.text_lines(self.sheet.beside, left, y + _NUMBERS)
        if journey.synthetic:
            self.tag(words("synthetic"), right, self.margin - 3.4)

    def tag(self, text: str, right: float, y: float) -> None:
        """The mark of invented data, in a dashed frame that ends at `right`."""
        wide = width(text, BODY, "bold") + 4
        self.pen.box(right - wide, y - 4.6, wide, 5.6, fill=PAPER, edge=SOFT, style="dashed")
        self.pen.text(text, right - wide + 2, y - 0.7, BODY, style="bold", colour=SOFT)

    def stages(self, y: float) -> float:
        """The periods' band and the stages as chevrons; the height below them."""
        sheet = self.sheet
        x = sheet.left
        for word, count in periods(self.journey, self.words):
            end = x + count * sheet.column
            self.pen.text(word, x + 1, y + 2.6, SMALL, colour=SOFT)
            self.pen.line([x, end - PAD], [y + 4, y + 4], SOFT, 0.7)
            x = end
        top, tall = y + _PERIODS, stages_height(sheet.chevrons) - _PERIODS - 3.0
        for number, name in enumerate(sheet.chevrons):
            x = sheet.left + number * sheet.column
            end, notch = x + sheet.column - 0.8, TIP * 0.7 if number else 0.0
            middle = top + tall / 2
            corners = [
                (x, top), (end - TIP * 0.7, top), (end, middle), (end - TIP * 0.7, top + tall),
                (x, top + tall), (x + notch, middle),
            ]  # fmt: skip
            self.pen.shape(corners, FAINT, edgecolor="none", zorder=1)
            self.pen.text_lines(name, x + PAD + notch, top + (tall - text_height(name)) / 2)
        return top + tall + 3.0

    def lane(self, row: "Row", y: float, tall: float) -> None:
        """One lane with its label."""
        self.pen.text_lines(row.label, self.margin, y - 0.4)
        if row.id == "curve":
            self.curve(y, tall)
            return
        right = self.sheet.wide - self.margin
        self.pen.line([self.margin, right], [y - 2.3, y - 2.3], FAINT, 0.8, zorder=1)
        for number, cell in enumerate(row.cells):
            self.blocks(cell, self.sheet.left + number * self.sheet.column + PAD, y)

    def blocks(self, cell: Sequence[Block], x: float, y: float) -> None:
        room = self.sheet.column - 2 * PAD
        for block in cell:
            inset = INSET if block.frame else 0.0
            if block.frame in ("solid", "dashed"):
                self.pen.box(x, y, room, block.height, fill=PAPER, edge=SOFT if block.frame == "dashed" else LINE, style=block.frame)  # fmt: skip
            elif block.frame:
                self.pen.box(x, y, room, block.height, fill=block.wash)
                self.pen.shape(
                    [(x, y), (x + 0.8, y), (x + 0.8, y + block.height), (x, y + block.height)],
                    block.frame, edgecolor="none", zorder=3,
                )  # fmt: skip
            if block.mark:
                self.pen.grade(block.mark, x + 1.3, y + SMALL * MM * LEADING / 2)
                inset = MARK
            self.pen.text_lines(block.lines, x + inset, y + (INSET if block.frame else 0.0))
            y += block.height + BETWEEN

    def curve(self, y: float, tall: float) -> None:
        """The emotion curve: mean, interval, people; what is missing is said in its place."""
        sheet, journey, words = self.sheet, self.journey, self.words
        left, right = sheet.left, sheet.wide - self.margin
        top, bottom = y + 11, y + tall - 17
        self.pen.shape([(left, y), (right, y), (right, y + tall), (left, y + tall)], PAGE, edgecolor=LINE, linewidth=0.7 / sheet.scale, zorder=0.5)  # fmt: skip
        said = {2: words("very_good"), 0: words("neutral"), -2: words("very_bad")}
        for value in (2, 1, 0, -1, -2):
            level = vertical(value, top, bottom)
            zero = value == 0
            self.pen.line([left, right], [level, level], SOFT if zero else LINE, 0.9 if zero else 0.5, zorder=1)  # fmt: skip
            self.pen.text(
                words.signed(value, 0), left - 1.6, level + 1, BODY, colour=SOFT, align="right"
            )
            if value in said:
                told = tuple(lines(said[value], SMALL, 17, colour=SOFT))
                self.pen.text_lines(
                    told, left - 7, level + 1.1 - SMALL * MM * LEADING * 0.95, "right"
                )
        stages = journey.stages
        for number in range(1, len(stages)):
            x = left + number * sheet.column
            self.pen.line([x, x], [y + 2, y + tall - 2], FAINT, 0.8, zorder=0.8)
        placed = points(stages, int(100 * (right - left)), top=top, bottom=bottom, radii=(1.3, 3.6))
        for number, stage in enumerate(stages):
            x = left + (number + 0.5) * sheet.column
            count = words.people(stage.valence.people) if has_data(stage) else words("no_data")
            self.pen.text(count, x, y + tall - 3, SMALL, colour=SOFT, align="center")
            if not has_data(stage):
                level = vertical(0, top, bottom)
                self.pen.disc(x, level, 1.7, PAGE, SOFT, 0.9, linestyle=(0, (1.4, 1.4)), zorder=3)
        for run in runs(placed):
            xs = [left + one.x / 100 for one in run]
            if len(run) > 1:
                self.pen.axes.fill_between(xs, [one.low for one in run], [one.high for one in run], color=INK, alpha=0.09, linewidth=0, zorder=1.5)  # fmt: skip
                self.pen.line(
                    xs, [one.y for one in run], INK, 1.8, zorder=3, solid_joinstyle="round"
                )
        high, low = extremes(journey)
        for one in placed:
            if one is not None:
                tag = "peak" if one.stage is high else "trough" if one.stage is low else ""
                end = self.point(one, left + one.x / 100, tag)
                if tag and not any(row.id == "quotes" for row in sheet.rows):
                    room = end - y if tag == "peak" else y + tall - 7 - end
                    self.said(one, left + one.x / 100, end, room, up=tag == "peak")

    def point(self, point: Point, x: float, tag: str) -> float:
        """A stage on the curve with its interval, its value and the word for an extreme; where they end."""
        words, value = self.words, point.stage.valence.value or 0.0
        shown = words.signed(value)
        colour = GOOD if shown.startswith("+") else BAD if shown.startswith(MINUS) else INK
        for end in (point.low, point.high):
            self.pen.line([x - 1.4, x + 1.4], [end, end], SOFT, 0.9, zorder=2)
        self.pen.line([x, x], [point.low, point.high], SOFT, 0.9, zorder=2)
        enough = point.stage.valence.people >= self.journey.min_people
        self.pen.disc(x, point.y, point.radius, colour if enough else PAPER, colour, 1.6, zorder=4)
        above = value >= 0
        edge = min(point.high, point.y - point.radius) if above else max(point.low, point.y + point.radius)  # fmt: skip
        base = edge - 2.2 if above else edge + 5.8
        self.pen.text(shown, x, base, VALUE, colour=colour, style="bold", align="center")
        if not tag:
            return base
        near = base - 5.4 if above else base + 4.2
        self.pen.text(f"{'▲' if tag == 'peak' else '▼'} {words(tag)}", x, near, SMALL, colour=colour, align="center")  # fmt: skip
        return near - 2.6 if above else near + 0.8

    def said(self, point: Point, x: float, end: float, room: float, *, up: bool) -> None:
        """A customer's words beyond an extreme of the curve, where they fit between it and the edge."""
        for quote in shown_quotes(point.stage, self.journey):
            text = drawable(quote.text, "said")
            told = tuple(lines(f"“{text}”", BODY, self.sheet.column - 2 * PAD, style="said"))
            tall = text_height(told)
            if text and (quote.valence > 0) == up and len(told) <= _WORDS and tall <= room - 2:
                self.pen.text_lines(told, x, end - tall - 0.8 if up else end + 0.4, "center")
                return

    def legend(self, y: float) -> None:
        """The marks and their words in one line, and what made the sheet."""
        words, right = self.words, self.sheet.wide - self.margin
        self.pen.line([self.margin, right], [y - 1, y - 1], LINE, 0.8)
        x, base = self.margin, y + 5.6
        marks = [("▼", BAD, words("pain")), ("▲", GOOD, words("delight"))]
        if self.journey.moments:
            marks.append(("◆", INK, words("moment")))
        for mark, colour, said in marks:
            self.pen.text(mark, x, base, BODY, colour=colour)
            self.pen.text(said, x + 4, base, SMALL)
            x += 4 + width(said, SMALL) + 6
        self.pen.box(x, base - 2.4, 5, 3, fill=PAPER, edge=SOFT, style="dashed")
        said = f"{words('indirect')}: {words('indirect_means')}"
        self.pen.text(said, x + 6.6, base, SMALL)
        x += 6.6 + width(said, SMALL) + 8
        grades = {stage.grade for stage in self.journey.stages}
        for grade in (one for one in GRADES if one in grades):
            said = f"{words.word('grade', grade)}: {words(f'grade_{grade}_means', n=self.journey.min_people)}"
            self.pen.grade(grade, x + 1.2, base - 1.1)
            self.pen.text(said, x + MARK, base, SMALL)
            x += MARK + width(said, SMALL) + 6


def _fitted(text: str, size: float, room: float) -> float:
    """The size at which a line fits its room."""
    return min(size, size * room / max(width(text, size), 0.01))
