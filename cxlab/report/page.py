"""The map of one segment as HTML: header, headlines, the grid of lanes, its twin, its method.

`Journey` knows no HTML and the templates only loop: what a cell shows is decided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cxlab.journey.model import NO_FORMULAS, Journey
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
from cxlab.report.words import Words, plain

# How many columns an opened finding takes, so that its quotes have room to be read.
PANEL_COLUMNS = 3
# Columns of the narrowest width (style.css) that a wide page takes without a scrolling box.
COLUMNS_FIT = 7
QUOTES_SHOWN = 2
SENTINEL = "cxlab: complete"
# Entries of Journey.method that the page says elsewhere, in the report's language.
_SHOWN_APART = (
    "measured", "measured_groups", "label_error", "taught", "decided", "lessons", "agreement",
    "versions", "mean", "interval", "severity", "shareable",
)  # fmt: skip


def map_html(journey: Journey, lang: str) -> str:
    """The map as an HTML fragment, its style included, for a notebook cell or a page."""
    words = Words.of(lang)
    columns = len(journey.stages)
    span = min(PANEL_COLUMNS, max(1, columns))
    names = cells.touchpoint_names(journey, words)
    stage_names = cells.stage_names(journey, words)
    return _fragment(
        "map.html.j2",
        words,
        journey=journey,
        name=words.name(journey.name, journey.segment),
        stage_names=stage_names,
        touchpoint=lambda one: cells.place(one, names, words),
        ref_of=lambda one: refs.ref_of(one, journey.segment),
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
        may_show=lambda promise: cells.may_show(promise, journey),
        satisfied=lambda share: cells.share_of_people(share, words),
        lang_of_text=words.lang_of,
        in_points=lambda estimate: cells.in_points(estimate, words),
        numbered={one.action_id: number for number, one in enumerate(cells.register(journey), 1)},
        anchor=cells.anchor,
        twin=[(stage, Markup(drawing.interval_bar(stage.valence))) for stage in journey.stages],
        grades=[
            (grade, words(f"grade_{grade}_means", n=journey.min_people)) for grade in cells.GRADES
        ],
        grade=cells.grade_of,
        anchors={one.finding_id: cells.anchor(one) for one in journey.findings},
        enough=lambda people: cells.may_quote(people, journey),
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
        words,
        journey=journey,
        chart=Markup(touchpoint_chart(journey, words)) if told else "",
        rows=[(cell, Markup(drawing.interval_bar(cell.valence))) for cell in told],
        stage_names=cells.stage_names(journey, words),
        grade=cells.grade_of,
    )


def drivers_html(journey: Journey, lang: str) -> str:
    """Which touchpoints go with people's own rating, against how they feel there, as an HTML fragment."""
    words = Words.of(lang)
    found = priorities.priorities(journey, cells.touchpoint_names(journey, words))
    low, high = found[0].driver.scale if found else (0, 0)
    return _fragment(
        "drivers.html.j2",
        words,
        journey=journey,
        rows=found,
        chart=Markup(priorities.priorities_chart(journey, found, words)) if found else "",
        outcome=words(found[0].driver.outcome) if found else "",
        points=words("range", low=words.count(low), high=words.count(high)),
        in_points=lambda estimate: cells.in_points(estimate, words),
        moments={one.touchpoint for one in journey.moments},
    )


def promises_html(journey: Journey, lang: str) -> str:
    """What is promised against what customers say came of it, both sides quoted, as an HTML fragment."""
    words = Words.of(lang)
    names = cells.touchpoint_names(journey, words)
    return _fragment(
        "promises.html.j2",
        words,
        journey=journey,
        promises=[one for stage in journey.stages for one in stage.promises],
        touchpoint=lambda one: cells.place(one, names, words),
        may_show=lambda promise: cells.may_show(promise, journey),
        lang_of_text=words.lang_of,
    )


def opportunities_html(journey: Journey, lang: str) -> str:
    """The register of what people plan to do about it, as an HTML fragment."""
    words = Words.of(lang)
    names = cells.touchpoint_names(journey, words)
    return _fragment(
        "opportunities.html.j2",
        words,
        journey=journey,
        actions=cells.register(journey),
        anchors={one.finding_id: cells.anchor(one) for one in journey.findings},
        anchor=cells.anchor,
        stage_names=cells.stage_names(journey, words),
        touchpoint=lambda one: cells.place(one, names, words),
    )


def paths_html(journey: Journey, lang: str) -> str:
    """How people move between stages, drawn and as a table, as an HTML fragment."""
    words = Words.of(lang)
    lines = moves.lines(journey, words)
    return _fragment(
        "paths.html.j2",
        words,
        journey=journey,
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
        words,
        journey=journey,
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
        stage_names=cells.stage_names(journey, words),
        saturation=[
            (one, heard.told(one, words), Markup(heard.saturation_curve(journey, one, words)))
            for one in journey.saturation
            if one.steps
        ],
        shown_steps=heard.shown_steps,
    )


def show(journey: Journey, lang: str) -> "Display":
    """The map, for the end of a notebook cell."""
    return Display(map_html(journey, lang), f"{journey.title}: {journey.segment}")


def show_touchpoints(journey: Journey, lang: str) -> "Display":
    """The chart of touchpoints and its table, for the end of a notebook cell."""
    return Display(touchpoints_html(journey, lang), "touchpoints")


def show_drivers(journey: Journey, lang: str) -> "Display":
    """Importance against feeling of each touchpoint, for the end of a notebook cell."""
    return Display(drivers_html(journey, lang), "drivers")


def show_promises(journey: Journey, lang: str) -> "Display":
    """Promise against delivery, for the end of a notebook cell."""
    return Display(promises_html(journey, lang), "promises")


def show_opportunities(journey: Journey, lang: str) -> "Display":
    """The register of opportunities, for the end of a notebook cell."""
    return Display(opportunities_html(journey, lang), "opportunities")


def show_paths(journey: Journey, lang: str) -> "Display":
    """How people move between stages, for the end of a notebook cell."""
    return Display(paths_html(journey, lang), "paths")


def show_method(journey: Journey, lang: str) -> "Display":
    """How the map was made, for the end of a notebook cell."""
    return Display(method_html(journey, lang), "method")


@dataclass(frozen=True)
class Display:
    """HTML made by this room, so that the exporter can tell it from anybody else's.

    JupyterLab reads `R$ 5 ... R$ 6` in an output as a formula, and a formula may hold a link that
    runs: our outputs say that they have none.
    """

    html: str
    title: str

    def _repr_html_(self) -> str:
        return f'<div class="{NO_FORMULAS}">{self.html}</div>'

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data = {"text/html": self._repr_html_(), "text/plain": plain(self.title)}
        return data, {"cxlab": {"report": True}}


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


def _fragment(template: str, words: Words, **values: Any) -> str:
    return dress.style_element() + "\n" + dress.render(template, words=words, **values)


def complete() -> "Complete":
    """The last cell's word: whoever runs the notebook takes it as finished only with this."""
    return Complete()


class Complete:
    """Shows as the sentinel that a batch run looks for; a report leaves it out."""

    def __repr__(self) -> str:
        return SENTINEL
