"""The chart of touchpoints, drawn by matplotlib as SVG text that follows the page's colours."""

import io
import re
import warnings
from html import escape
from typing import Any

from cxlab.journey.model import Journey, TouchpointCell
from cxlab.report.words import Words, plain

MOST = 16
LONGEST_NAME = 38
# Colours that matplotlib writes and the page's variables they become.
INK, SOFT, LINE, GOOD, BAD, PAPER = (
    "#1b2427", "#566166", "#d9d8d2", "#0d6873", "#a23f2b", "#fffefc",
)  # fmt: skip
_VARIABLES = {
    INK: "ink", SOFT: "soft", LINE: "line", GOOD: "good", BAD: "bad", PAPER: "card",
}  # fmt: skip
_FONT = re.compile(r"font-family: [^;\"]+; ")
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r'<g id="[a-zA-Z]+_\d+">')


def worst_first(journey: Journey) -> list[TouchpointCell]:
    """The touchpoints somebody speaks of, from the worst feeling to the best."""
    cells = [cell for stage in journey.stages for cell in stage.touchpoints]
    spoken = [cell for cell in cells if cell.valence.value is not None]
    return sorted(
        spoken, key=lambda cell: (cell.valence.value, -cell.valence.people, cell.touchpoint)
    )


def touchpoint_chart(journey: Journey, words: Words) -> str:
    """Mean feeling per touchpoint with its interval, worst first, points sized by people, as SVG.

    Of more than MOST touchpoints those with most people are drawn. The marker says the side even
    without colour: a triangle down or up when the whole interval is below or above zero.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    cells = worst_first(journey)
    if len(cells) > MOST:
        often = sorted(cells, key=lambda cell: (-cell.valence.people, cell.touchpoint))[:MOST]
        kept = {cell.touchpoint for cell in often}
        cells = [cell for cell in cells if cell.touchpoint in kept]
    options: Any = {
        "svg.fonttype": "none", "svg.hashsalt": "cxlab", "text.parse_math": False, "font.size": 11,
    }  # fmt: skip
    with rc_context(options), warnings.catch_warnings():
        # The reader's browser has the letters of every script; only their widths are guessed here.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        height = 0.31 * len(cells) + 0.62
        figure = Figure(figsize=(10.4, height))
        axes = figure.add_axes((0.25, 0.2 / height, 0.63, (height - 0.62) / height))
        _draw(axes, cells, words, journey.min_people)
        if journey.synthetic:
            figure.text(0.995, 0.1 / height, words("synthetic"), ha="right", color=SOFT, fontsize=9)
        stream = io.StringIO()
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    return _dress(stream.getvalue(), _description(journey, words))


def _draw(axes: Any, cells: list[TouchpointCell], words: Words, min_people: int) -> None:
    most = max(cell.valence.people for cell in cells)
    for row, cell in enumerate(cells):
        mean = cell.valence
        value = mean.value or 0.0
        low = value if mean.low is None else mean.low
        high = value if mean.high is None else mean.high
        marker, colour = ("v", BAD) if high < 0 else ("^", GOOD) if low > 0 else ("o", SOFT)
        axes.plot([-2, 2], [row, row], color=LINE, linewidth=0.6, zorder=1, clip_on=False)
        axes.plot([low, high], [row, row], color=colour, linewidth=2, zorder=2, clip_on=False)
        axes.scatter(
            [value], [row], s=38 + 150 * mean.people / most, marker=marker, zorder=3,
            facecolor=colour if mean.people >= min_people else PAPER, edgecolor=colour, linewidth=1.4, clip_on=False,
        )  # fmt: skip
        name = words.name(cell.names, cell.touchpoint)
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
        axes.text(-2.08, row, short, ha="right", va="center", color=INK)
        said = words.people(mean.people)
        axes.text(2.08, row, said, ha="left", va="center", color=SOFT, fontsize=10)
    axes.axvline(0, color=SOFT, linewidth=0.9, zorder=1)
    axes.set_xlim(-2, 2)
    axes.set_ylim(len(cells) - 0.5, -0.5)
    axes.set_yticks([])
    ticks = [-2, -1, 0, 1, 2]
    sides = {-2: words("very_bad"), 0: words("neutral"), 2: words("very_good")}
    labels = [" ".join([words.signed(tick, 0), sides.get(tick, "")]).strip() for tick in ticks]
    axes.set_xticks(ticks, labels, color=SOFT, fontsize=10)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=6)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _description(journey: Journey, words: Words) -> str:
    points = [
        words(
            "curve_point",
            stage=words.name(cell.names, cell.touchpoint),
            value=words.signed(cell.valence.value),
            people=words.people(cell.valence.people),
        )
        for cell in worst_first(journey)
    ]
    return words("touchpoints_alt", points="; ".join(points) + ".")


def _dress(svg: str, description: str) -> str:
    """Only the drawing, named for readers, with the page's colours and font, and no global style."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    # matplotlib's own <style> speaks to every element of the page.
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    opening = re.match(r"<svg[^>]*>", svg)
    box = re.search(r'viewBox="([^"]+)"', svg)
    if not opening or not box:
        raise ValueError("matplotlib wrote an SVG without a viewBox")
    label = escape(plain(description))
    head = (
        f'<svg class="cx-chart" xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box[1]}" role="img" '
        f'aria-label="{label}" style="stroke-linejoin:round;stroke-linecap:butt">'
    )
    # Only within tags: a touchpoint may be called like a colour or a font.
    body = _TAG.sub(lambda tag: _themed(tag[0]), svg[opening.end() :])
    return head + "".join(line.strip() + " " for line in body.splitlines()).strip()


def _themed(tag: str) -> str:
    """An element's opening with the page's colours and font, without matplotlib's numbered names."""
    tag = _NAME.sub("<g>", _FONT.sub("", tag))
    for colour, variable in _VARIABLES.items():
        tag = tag.replace(colour, f"var(--cx-{variable},{colour})")
    return tag
