"""The map of one segment as HTML: header, headlines, the grid of lanes, its twin, its method.

`Journey` knows no HTML and the templates only loop: what a cell shows is decided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cxlab.journey.model import Estimate, Finding, Journey, Quote, StageColumn
from cxlab.report import drawing, dress
from cxlab.report.words import Words
from cxlab.tables import stable_id

# How many columns an opened finding takes, so that its quotes have room to be read.
PANEL_COLUMNS = 3
SENTINEL = "cxlab: complete"
GRADES = ("observed", "reported", "thin", "assumed", "gap")
# Entries of Journey.method that the page prints elsewhere than in the list of parameters.
_SHOWN_APART = ("measured", "versions")


@dataclass(frozen=True)
class Lane:
    """One row of the map: its label, what fills it, and what an empty cell of it says."""

    id: str
    label: str
    empty: str
    filled: tuple[bool, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.filled)


def map_html(journey: Journey, lang: str) -> str:
    """The map as an HTML fragment, its style included, for a notebook cell or a page."""
    words = Words.of(lang)
    columns = len(journey.stages)
    span = min(PANEL_COLUMNS, max(1, columns))
    shown = {one.finding_id for stage in journey.stages for one in (*stage.pains, *stage.delights)}
    return _fragment(
        "map.html.j2",
        words,
        journey=journey,
        name=words.name(journey.name, journey.segment),
        stage_names={stage.stage: words.name(stage.names, stage.stage) for stage in journey.stages},
        touchpoint_names=touchpoint_names(journey, words),
        periods=_periods(journey, words),
        lanes=_lanes(journey, words),
        curve=Markup(drawing.emotion_curve(journey, words)),
        has_curve=any(drawing.has_data(stage) for stage in journey.stages),
        twin=[(stage, bar(stage.valence)) for stage in journey.stages],
        grades=[(grade, words(f"grade_{grade}_means", n=journey.min_people)) for grade in GRADES],
        grade=grade_of,
        anchors={name: f"ev-{stable_id(name)}" for name in shown},
        enough=lambda people: people >= journey.min_people,
        shifts=[index - max(0, min(index - 1, columns - span)) for index in range(columns)],
        span=span,
        languages=[
            f"{words.word('language', code)} {words.count(count)}"
            for code, count in journey.languages.items()
        ],
        version=journey.method.get("cxlab", ""),
    )


def touchpoints_html(journey: Journey, lang: str) -> str:
    """The chart of touchpoints and its table, as an HTML fragment."""
    from cxlab.report.chart import touchpoint_chart, worst_first

    words = Words.of(lang)
    cells = worst_first(journey)
    return _fragment(
        "touchpoints.html.j2",
        words,
        journey=journey,
        chart=Markup(touchpoint_chart(journey, words)) if cells else "",
        rows=[(cell, bar(cell.valence)) for cell in cells],
        stage_names={stage.stage: words.name(stage.names, stage.stage) for stage in journey.stages},
        grade=grade_of,
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
        accuracy=accuracy_table(measured if isinstance(measured, Mapping) else {}, words),
        parameters=[
            (_label(words, "method", key), words.value(parameters[key])) for key in parameters
        ],
        versions=words.value(method.get("versions", "")),
    )


def show(journey: Journey, lang: str) -> "Display":
    """The map, for the end of a notebook cell."""
    return Display(map_html(journey, lang), f"{journey.title}: {journey.segment}")


def show_touchpoints(journey: Journey, lang: str) -> "Display":
    """The chart of touchpoints and its table, for the end of a notebook cell."""
    return Display(touchpoints_html(journey, lang), "touchpoints")


def show_method(journey: Journey, lang: str) -> "Display":
    """How the map was made, for the end of a notebook cell."""
    return Display(method_html(journey, lang), "method")


@dataclass(frozen=True)
class Display:
    """HTML made by this room, so that the exporter can tell it from anybody else's."""

    html: str
    title: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": self.title}, {"cxlab": {"report": True}}


def grade_of(grade: str) -> str:
    """The grade, if it is one of ours: it becomes part of a class name."""
    return grade if grade in GRADES else "gap"


def touchpoint_names(journey: Journey, words: Words) -> dict[str, str]:
    """The names of the touchpoints on the map; `words.word('', id)` names any other."""
    return {
        cell.touchpoint: words.name(cell.names, cell.touchpoint)
        for stage in journey.stages
        for cell in stage.touchpoints
    }


def bar(estimate: Estimate) -> Markup:
    """A mean and its interval on a line from -2 to +2, for a table; the numbers stand beside it."""
    return Markup(drawing.interval_bar(estimate))


def accuracy_table(
    measured: Mapping[str, Any], words: Words
) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Measured accuracy per head and language: the languages and one row of texts per head.

    `measured` is head -> language -> {accuracy, macro_f1, n}, or a number; 'all' stands for every
    language together.
    """
    known = ("all", "pt", "es", "en")
    found = {str(lang) for one in measured.values() if isinstance(one, Mapping) for lang in one}
    langs = [lang for lang in known if lang in found] + sorted(found - set(known))
    heads = [
        words("all_languages") if one == "all" else words.word("language", one) for one in langs
    ]
    rows = []
    for head, figures in measured.items():
        if isinstance(figures, Mapping):
            cells = [_accuracy(figures.get(lang), words) for lang in langs]
            rows.append((_label(words, "head", str(head)), cells))
    return heads, rows


def _accuracy(figures: Any, words: Words) -> str:
    if isinstance(figures, int | float):
        return words("percent", n=words.number(100 * figures, 0))
    if not isinstance(figures, Mapping) or not isinstance(figures.get("accuracy"), int | float):
        return words("accuracy_unknown")
    text = words("percent", n=words.number(100 * figures["accuracy"], 0))
    if isinstance(figures.get("macro_f1"), int | float):
        text += f" ({words.number(figures['macro_f1'], 2)})"
    if isinstance(figures.get("n"), int):
        text += f" · n = {words.count(figures['n'])}"
    return text


def _label(words: Words, group: str, key: object) -> str:
    return words.word(group, str(key))


def _fragment(template: str, words: Words, **values: Any) -> str:
    return dress.style_element() + "\n" + dress.render(template, words=words, **values)


def _periods(journey: Journey, words: Words) -> list[tuple[str, int]]:
    """The before / during / after band: each word with the number of stages it spans."""
    runs = groupby(journey.stages, key=lambda stage: stage.period)
    return [(words.word("period", period), len(list(stages))) for period, stages in runs]


def _lanes(journey: Journey, words: Words) -> dict[str, Lane]:
    """The lanes below the stages, by id; the template lays them out in its order."""
    stages = journey.stages

    def lane(name: str, empty: str, filled: Iterable[object]) -> Lane:
        return Lane(name, words(f"lane_{name}"), words(empty), tuple(bool(one) for one in filled))

    lanes = [
        lane("goals", "not_written", (stage.goal for stage in stages)),
        lane("actions", "none_told", (stage.actions for stage in stages)),
        lane("touchpoints", "no_data", (stage.touchpoints for stage in stages)),
        lane("channels", "no_data", (stage.channels for stage in stages)),
        lane("thoughts", "none_told", (stage.thoughts for stage in stages)),
        lane("curve", "no_data", (drawing.has_data(stage) for stage in stages)),
        lane("emotions", "no_data", (_told(stage) for stage in stages)),
        lane("quotes", "no_data", (stage.quotes for stage in stages)),
        lane("pains", "no_pain", (stage.pains for stage in stages)),
        lane("delights", "no_delight", (stage.delights for stage in stages)),
        lane("promise", "no_promise", (_promises(stage) for stage in stages)),
        lane("metrics", "no_data", (_measured(stage) for stage in stages)),
        lane("owner", "no_owner", (stage.owners for stage in stages)),
        lane("evidence", "no_data", (True for _ in stages)),
    ]
    return {one.id: one for one in lanes}


def _told(stage: StageColumn) -> list[str]:
    return [emotion for emotion in stage.emotions if emotion != "none"]


def _promises(stage: StageColumn) -> bool:
    return bool(stage.gaps or stage.gap_people or any(one.promise for one in stage.touchpoints))


def _measured(stage: StageColumn) -> bool:
    return stage.rating.value is not None or stage.nps.value is not None


def evidence(findings: Sequence[Finding]) -> list[Quote]:
    """Every quote the findings show, contradicting ones included."""
    return [
        quote
        for finding in findings
        for quote in (*finding.quotes, *((finding.counter,) if finding.counter else ()))
    ]


def complete() -> "Complete":
    """The last cell's word: whoever runs the notebook takes it as finished only with this."""
    return Complete()


class Complete:
    """Shows as the sentinel that a batch run looks for; a report leaves it out."""

    def __repr__(self) -> str:
        return SENTINEL
