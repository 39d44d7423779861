"""The sections of a report as HTML fragments: the map, then one function for each that follows it.

`Journey` knows no HTML and the templates only loop: what they show is decided here and in `cells`.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cxlab.journey.model import Journey
from cxlab.report import (
    accuracy,
    cells,
    channels,
    drawing,
    dress,
    heard,
    moves,
    people,
    priorities,
    refs,
)
from cxlab.report.words import Words

# How many columns an opened finding takes, so that its quotes have room to be read.
PANEL_COLUMNS = 3
# Columns of the narrowest width (style.css) that a wide page takes without a scrolling box.
COLUMNS_FIT = 7
QUOTES_SHOWN = 2
# A page may have export.MOST_BYTES; the other sections take up to a third of it.
_MOST_BYTES = 1_000_000
_FEWER_QUOTES = (3, 1)
# Entries of Journey.method that the page says elsewhere, in the report's language.
_SHOWN_APART = (
    "measured", "measured_groups", "label_error", "taught", "decided", "lessons", "agreement",
    "versions", "mean", "interval", "severity", "shareable",
)  # fmt: skip


def map_html(journey: Journey, lang: str) -> str:
    """The map as an HTML fragment, its style included, for a notebook cell or a page.

    A map of very many findings shows fewer quotes of each, so that its page can be sent and opened;
    each says how many of all are shown, and `cxlab trace` has the others.
    """
    html = _map(journey, lang)
    for quotes in _FEWER_QUOTES:
        if len(html.encode()) <= _MOST_BYTES:
            break
        html = _map(cells.lighter(journey, quotes), lang)
    return html


def _map(journey: Journey, lang: str) -> str:
    words = Words.of(lang)
    columns = len(journey.stages)
    span = min(PANEL_COLUMNS, max(1, columns))
    stage_names = cells.stage_names(journey, words)
    return _fragment(
        "map.html.j2",
        journey,
        words,
        name=words.name(journey.name, journey.segment),
        phrase_of=lambda finding: cells.phrase_of(finding, journey),
        pains_of={stage.stage: cells.split(stage.pains) for stage in journey.stages},
        delights_of={stage.stage: cells.split(stage.delights) for stage in journey.stages},
        printed={stage.stage: cells.printed(stage, journey) for stage in journey.stages},
        findings_at=cells.findings_at(journey),
        spoken={stage.stage: cells.spoken(stage) for stage in journey.stages},
        quotes_shown=QUOTES_SHOWN,
        columns_fit=COLUMNS_FIT,
        tally_shown=cells.TALLY_SHOWN,
        told=cells.told,
        periods=cells.periods(journey, words),
        lanes=cells.lanes(journey, words),
        channels=Markup(channels.channel_matrix(journey, words)),
        channel_rows=channels.ranked(journey),
        curve=Markup(drawing.emotion_curve(journey, words)),
        mini=Markup(drawing.sparkline(journey, words, width=360, height=96)),
        glance=cells.glance(journey, words),
        rollups=[
            (level, [(one, Markup(drawing.interval_bar(one.valence))) for one in parts])
            for level, parts in groupby(journey.rollups, key=lambda one: one.level)
        ],
        stages_named=lambda ids: ", ".join(stage_names.get(one, one) for one in ids),
        kept_or_broken=lambda promise: cells.kept_or_broken(promise, words),
        satisfied=lambda share: cells.share_of_people(share, words),
        numbered={one.action_id: number for number, one in enumerate(cells.register(journey), 1)},
        twin=[(stage, Markup(drawing.interval_bar(stage.valence))) for stage in journey.stages],
        grades=[
            (grade, words(f"grade_{grade}_means", n=journey.min_people)) for grade in cells.GRADES
        ],
        shifts=[index - max(0, min(index - 1, columns - span)) for index in range(columns)],
        span=span,
        languages=[
            f"{words.word('language', code)} {words.count(count)}"
            for code, count in journey.languages.items()
        ],
        version=_version(journey),
    )


def touchpoints_html(journey: Journey, lang: str) -> str:
    """The chart of touchpoints and its table, as an HTML fragment."""
    from cxlab.report.chart import touchpoint_chart, worst_first

    words = Words.of(lang)
    told = worst_first(journey)
    return _fragment(
        "touchpoints.html.j2",
        journey,
        words,
        chart=Markup(touchpoint_chart(journey, words)) if told else "",
        rows=[(cell, Markup(drawing.interval_bar(cell.valence))) for cell in told],
    )


def drivers_html(journey: Journey, lang: str) -> str:
    """Which touchpoints go with people's own rating, against how they feel there, as an HTML fragment."""
    words = Words.of(lang)
    found = priorities.priorities(journey, cells.touchpoint_names(journey, words))
    low, high = found[0].driver.scale if found else (0, 0)
    return _fragment(
        "drivers.html.j2",
        journey,
        words,
        rows=found,
        chart=Markup(priorities.priorities_chart(journey, found, words)) if found else "",
        outcome=words(found[0].driver.outcome) if found else "",
        points=words("range", low=words.count(low), high=words.count(high)),
        moments={one.touchpoint for one in journey.moments},
    )


def promises_html(journey: Journey, lang: str) -> str:
    """What is promised against what customers say came of it, both sides quoted, as an HTML fragment."""
    words = Words.of(lang)
    return _fragment(
        "promises.html.j2",
        journey,
        words,
        promises=[one for stage in journey.stages for one in stage.promises],
    )


def opportunities_html(journey: Journey, lang: str) -> str:
    """The register of what people plan to do about it, as an HTML fragment."""
    words = Words.of(lang)
    return _fragment(
        "opportunities.html.j2",
        journey,
        words,
        actions=cells.register(journey),
    )


def paths_html(journey: Journey, lang: str) -> str:
    """How people move between stages, drawn and as a table, as an HTML fragment."""
    words = Words.of(lang)
    lines = moves.lines(journey, words)
    return _fragment(
        "paths.html.j2",
        journey,
        words,
        moves=lines,
        rest=len(journey.paths.moves) - len(lines),
        summary=moves.summary(journey, words),
        arcs=Markup(moves.arcs(journey, words)),
    )


def method_html(journey: Journey, lang: str) -> str:
    """How the map was made, its limits and its measured errors, as an HTML fragment."""
    words = Words.of(lang)
    method = journey.method
    measured = method.get("measured")
    parameters = {key: value for key, value in method.items() if key not in _SHOWN_APART}
    return _fragment(
        "method.html.j2",
        journey,
        words,
        accuracy=accuracy.accuracy_table(measured if isinstance(measured, Mapping) else {}, words),
        groups=accuracy.group_table(journey, words),
        allowed=bool(method.get("label_error")),
        taught=_taught(method.get("taught"), words),
        agreement=people.agreement_table(method, words),
        decided=people.decided_sentences(method, words),
        parameters=[
            (_label(words, "method", key), words.value(parameters[key])) for key in parameters
        ],
        versions=words.value(method.get("versions", "")),
        coverage=heard.coverage_rows(journey),
        saturation=[
            (one, heard.told(one, words), Markup(heard.saturation_curve(journey, one, words)))
            for one in journey.saturation
            if one.steps
        ],
        shown_steps=heard.shown_steps,
    )


def _taught(figures: Any, words: Words) -> str:
    """What the study's own ratings taught the machine, as a sentence; '' where nobody tells."""
    if not isinstance(figures, Mapping):
        return ""
    said = {
        key: words.number(figures[key], 2) if key in figures else "–" for key in ("before", "after")
    }
    key = "taught_used" if figures.get("used") else "taught_not"
    return words(key, documents=words.how_many("documents", figures.get("documents", 0)), **said)


def _version(journey: Journey) -> str:
    """The program's version and the mark of the tables the map was made from."""
    parts = (str(journey.method.get("cxlab", "")), str(journey.method.get("tables", ""))[:8])
    return " · ".join(part for part in parts if part)


def _label(words: Words, group: str, key: object) -> str:
    return words.word(group, str(key))


def _fragment(template: str, journey: Journey, words: Words, **values: Any) -> str:
    """A template filled in with what every section may ask for, and with values of its own."""
    names = cells.touchpoint_names(journey, words)
    html = dress.render(
        template,
        words=words,
        journey=journey,
        stage_names=cells.stage_names(journey, words),
        touchpoint=lambda one: cells.place(one, names, words),
        ref_of=lambda one: refs.ref_of(one, journey.segment),
        anchor=cells.anchor,
        anchors={one.finding_id: cells.anchor(one) for one in journey.findings},
        grade=cells.grade_of,
        enough=lambda people: cells.may_quote(people, journey),
        may_show=lambda promise: cells.may_show(promise, journey),
        lang_of_text=words.lang_of,
        in_points=lambda estimate: cells.in_points(estimate, words),
        **values,
    )
    return f"{dress.style_element()}\n{html}"
