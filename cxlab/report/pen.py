"""Drawing by matplotlib in millimetres, downwards from the upper left corner: letters, boxes, marks.

What is drawn is text in lines and blocks of lines; `size` is always in points.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from cxlab.report.chart import INK, PAPER, SOFT
from cxlab.report.lettering import LEADING, MM, font, wrapped
from cxlab.report.words import plain

WIDE, HIGH = 420.0, 297.0  # A3 landscape
GOOD_WASH, BAD_WASH, FAINT, PAGE = "#e3efee", "#f7e7e2", "#eceae4", "#f7f6f2"
INSET, BETWEEN = 1.8, 1.7  # within and between framed blocks
MARK = 4.0  # the room of a grade's mark
_DOTS = 200  # of a PNG, per inch
_SANS = "'Segoe UI','Noto Sans','Helvetica Neue',Arial,'DejaVu Sans',sans-serif"
_SERIF = "Charter,Georgia,'Liberation Serif','DejaVu Serif',serif"

# Of the fonts that matplotlib names, the first one says which it is; it also turns texts by nothing.
_FAMILY = re.compile(r"font-family: ([^,;]+)[^;]*; ")
_TURN = re.compile(r' transform="rotate\(-0 [^"]*\)"')


@dataclass(frozen=True)
class Line:
    """One line of text; `before` is the space above it."""

    text: str
    size: float
    colour: str = INK
    style: str = "normal"
    before: float = 0.0


@dataclass(frozen=True)
class Block:
    """Lines that belong together: `frame` is '', 'solid', 'dashed' or the colour of a bar at the left."""

    lines: tuple[Line, ...]
    frame: str = ""
    wash: str = ""
    mark: str = ""

    @property
    def height(self) -> float:
        return text_height(self.lines) + (2 * INSET if self.frame else 0.0)


def lines(
    text: str, size: float, room: float, *, colour: str = INK, style: str = "normal",
    before: float = 0.0, most: int | None = None,
) -> Iterator[Line]:  # fmt: skip
    """The text broken into lines of that room; nothing of no text."""
    for number, one in enumerate(wrapped(plain(text), size, room, style, most)):
        yield Line(one, size, colour, style, before if number == 0 else 0.0)


def text_height(lines: Sequence[Line]) -> float:
    """How high lines stand below one another."""
    return sum(one.before + one.size * MM * LEADING for one in lines)


def height(blocks: Sequence[Block]) -> float:
    """How high blocks stand below one another."""
    return sum(one.height for one in blocks) + BETWEEN * max(0, len(blocks) - 1)


def paper(
    path: Path, scale: float, drawn: Callable[["Pen"], None], *, lang: str, title: str, told: str
) -> Path:
    """Write a sheet of A3 that `drawn` fills, as a .svg or a .png file; the same strokes, the same bytes.

    `scale` of its millimetres are one on paper. `title` and `told` name and describe it for readers.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    options: Any = {
        "svg.fonttype": "none", "svg.hashsalt": "cxlab", "text.parse_math": False, "path.simplify": False,
        "text.hinting": "no_hinting",
    }  # fmt: skip
    content = io.BytesIO()
    with rc_context(options), warnings.catch_warnings():
        # A letter that the font lacks is a box in the PNG and itself in the SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(WIDE / 25.4, HIGH / 25.4), facecolor=PAPER)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDE * scale)
        axes.set_ylim(HIGH * scale, 0)
        drawn(Pen(axes, scale))
        if path.suffix.lower() == ".png":
            figure.savefig(content, format="png", dpi=_DOTS, metadata={"Software": None})
            path.write_bytes(content.getvalue())
            return path
        figure.savefig(content, format="svg", metadata={"Date": None})
    svg = _dressed(content.getvalue().decode("utf-8"), lang, title, told)
    path.write_bytes(svg.encode("utf-8"))
    return path


class Pen:
    """Draws on the axes of a sheet."""

    def __init__(self, axes: Any, scale: float) -> None:
        self.axes, self.scale = axes, scale

    def text(
        self, text: str, x: float, y: float, size: float, *, colour: str = INK,
        style: str = "normal", align: str = "left", over: int = 5,
    ) -> None:  # fmt: skip
        """One line of text on its baseline."""
        self.axes.text(
            x, y, text, color=colour, fontproperties=font(style, size / self.scale), ha=align,
            va="baseline", zorder=over,
        )  # fmt: skip

    def text_lines(self, lines: Sequence[Line], x: float, y: float, align: str = "left") -> None:
        for one in lines:
            y += one.before + one.size * MM * LEADING
            base = y - one.size * MM * 0.3
            self.text(one.text, x, base, one.size, colour=one.colour, style=one.style, align=align)

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str, wide: float, **more: Any) -> None:  # fmt: skip
        self.axes.plot(xs, ys, color=colour, linewidth=wide / self.scale, **more)

    def shape(self, corners: Sequence[tuple[float, float]], fill: str, **more: Any) -> None:
        from matplotlib.patches import Polygon

        self.axes.add_patch(Polygon(list(corners), closed=True, facecolor=fill, **more))

    def box(self, x: float, y: float, wide: float, tall: float, *, fill: str, edge: str = "none", style: str = "solid") -> None:  # fmt: skip
        from matplotlib.patches import FancyBboxPatch

        self.axes.add_patch(
            FancyBboxPatch(
                (x, y), wide, tall, boxstyle="round,pad=0,rounding_size=1", facecolor=fill, edgecolor=edge,
                linewidth=0.7 / self.scale, linestyle=(0, (4, 3)) if style == "dashed" else "solid", zorder=2,
            )
        )  # fmt: skip

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str, wide: float, **more: Any) -> None:  # fmt: skip
        from matplotlib.patches import Circle

        self.axes.add_patch(
            Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=wide / self.scale, **more)
        )  # fmt: skip

    def grade(self, grade: str, x: float, y: float) -> None:
        """The mark of an evidence grade around a middle, as on the page."""
        from matplotlib.patches import Wedge

        radius = 1.15
        if grade == "assumed":
            corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
            self.shape(corners, "none", edgecolor=SOFT, linewidth=0.8 / self.scale, zorder=4)
            return
        style = (0, (1.4, 1.4)) if grade == "gap" else "solid"
        fill = SOFT if grade == "observed" else "none"
        self.disc(x, y, radius, fill, SOFT, 0.8, linestyle=style, zorder=4)
        if grade == "reported":
            self.axes.add_patch(Wedge((x, y), radius, -90, 90, facecolor=SOFT, edgecolor="none", zorder=4))  # fmt: skip


def _dressed(svg: str, lang: str, title: str, told: str) -> str:
    """The drawing alone, named for readers, in the reader's own sans serif; no rule that leaks."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    opening, box = re.match(r"<svg[^>]*>", svg), re.search(r'viewBox="([^"]+)"', svg)
    if not opening or not box:
        raise ValueError("matplotlib wrote an SVG without a viewBox")
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box[1]}" width="420mm" height="297mm" lang="{lang}" role="img" '
        f'aria-label="{escape(plain(told))}" '
        f'style="font-family:{_SANS};stroke-linejoin:round;stroke-linecap:butt">\n<title>{escape(plain(title))}</title>\n'
    )
    body = re.sub(r'<g id="[a-zA-Z]+_\d+">', "<g>", svg[opening.end() :])
    body = _FAMILY.sub(lambda one: f"font-family: {_SERIF}; " if "Serif'" in one[1] else "", body)
    body = _TURN.sub("", body)
    return head + "\n".join(line.strip() for line in body.splitlines() if line.strip()) + "\n"
