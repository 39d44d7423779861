"""The lane of channels: who comes by which channel at each stage, and where most people change over."""

from html import escape

from cxlab.journey.model import Journey
from cxlab.report import drawing
from cxlab.report.geometry import COLUMN, WIDEST
from cxlab.report.words import Words, plain

MOST = 6
_ROW, _TOP, _BELOW = 34, 22, 16
_SMALL, _LARGE = 3.0, 11.0


def ranked(journey: Journey) -> list[str]:
    """The channels of the map, those of most people first."""
    sums: dict[str, int] = {}
    for stage in journey.stages:
        for channel, people in stage.channels.items():
            sums[channel] = sums.get(channel, 0) + people
    return sorted(sums, key=lambda channel: (-sums[channel], channel))


def channel_matrix(journey: Journey, words: Words) -> str:
    """Channel x stage as SVG on the map's columns: dots sized by people, a line through each stage's first.

    The MOST channels of most people have a row; the table beside it has all.
    """
    rows = ranked(journey)[:MOST]
    count = max(1, len(journey.stages))
    width = count * max(COLUMN, round(WIDEST / count))
    step = width / count
    height = _TOP + _ROW * len(rows) + _BELOW
    most = max((stage.channels.get(row, 0) for stage in journey.stages for row in rows), default=1)
    parts, dots, line, said = [], [], [], []
    for at, channel in enumerate(rows):
        y = _TOP + _ROW * (at + 0.5)
        parts.append(f'<line class="cx-rule" x1="0" y1="{y}" x2="{width}" y2="{y}"/>')
        name = escape(plain(words.word("channel", channel)))
        parts.append(f'<text class="cx-tick" x="6" y="{y - 6}">{name}</text>')
    for index, stage in enumerate(journey.stages):
        x = (index + 0.5) * step
        here = [
            (stage.channels[row], -at) for at, row in enumerate(rows) if stage.channels.get(row)
        ]
        if here:
            first = -max(here)[1]
            line.append(f"{x:.1f},{_TOP + _ROW * (first + 0.5)}")
        told = []
        for people, place in here:
            y = _TOP + _ROW * (0.5 - place)
            radius = _SMALL + (_LARGE - _SMALL) * (people / max(1, most)) ** 0.5
            side = "cx-flat" if people >= journey.min_people else "cx-thin-dot"
            dots.append(f'<circle class="{side}" cx="{x:.1f}" cy="{y}" r="{radius:.1f}"/>')
            dots.append(
                f'<text class="cx-count cx-beside" x="{x + radius + 4:.1f}" y="{y - 3}">{words.count(people)}</text>'
            )
            told.append(f"{words.word('channel', rows[-place])} {words.people(people)}")
        if told:
            said.append(f"{words.name(stage.names, stage.stage)}: {', '.join(told)}")
    if len(line) > 1:
        parts.append(f'<polyline class="cx-swap" points="{" ".join(line)}"/>')
    if journey.synthetic:
        dots.append(drawing.synthetic_mark(words, width - 8, height - 4))
    description = words("channels_alt", channels="; ".join(said) + ".")
    return drawing.svg("cx-channels", width, height, description, parts + dots)
