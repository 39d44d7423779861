"""What each cell of the map shows, and what it must not: decided here, laid out by the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cxlab.codebook import Codebook
from cxlab.journey.model import Finding, Journey, StageColumn
from cxlab.languages import CODES, UNKNOWN
from cxlab.report.geometry import has_data
from cxlab.report.words import Words
from cxlab.tables import stable_id

# What a cell shows at once; more findings open on a click, more quotes are in the findings.
FINDINGS_SHOWN = 3
TOUCHPOINTS_SHOWN = 3
TALLY_SHOWN = 4
GRADES = ("observed", "reported", "thin", "assumed", "gap")


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


@dataclass(frozen=True)
class Phrase:
    """Words of customers, with their language for the screen reader."""

    text: str
    lang: str


@dataclass(frozen=True)
class Split:
    """What a cell shows at once, and what it opens on a click."""

    shown: Sequence[Any]
    rest: Sequence[Any]


def may_quote(people: int, journey: Journey) -> bool:
    """Whether words of that many people may be shown: fewer could be recognised.

    A map made for the team itself says so (`method["shareable"]` is False) and shows them all.
    """
    return people >= journey.min_people or journey.method.get("shareable") is False


def phrase_of(finding: Finding, journey: Journey) -> Phrase | None:
    """The customers' words in a finding's title; None where it only repeats the touchpoint's name."""
    names = {
        name
        for stage in journey.stages
        for cell in stage.touchpoints
        if cell.touchpoint == finding.touchpoint
        for name in (*cell.names.values(), cell.touchpoint)
    }
    if not finding.title or finding.title in names or not may_quote(finding.people, journey):
        return None
    langs = [one.lang for one in finding.quotes if finding.title in one.text]
    langs = langs or [one.lang for one in finding.quotes] or ["und"]
    lang = max(sorted(set(langs)), key=langs.count)
    return Phrase(finding.title, lang if lang in CODES else UNKNOWN)


def split(findings: Sequence[Finding]) -> Split:
    """The findings of a cell that rest on enough people; the thin ones and any others wait."""
    shown = [one for one in findings if one.grade != "thin"][:FINDINGS_SHOWN]
    return Split(shown, [one for one in findings if one not in shown])


def spoken(stage: StageColumn) -> Split:
    """The touchpoints enough people speak of, most people first; the others wait.

    Where few are spoken of by enough people, the next ones fill up the cell.
    """
    ranked = sorted(stage.touchpoints, key=lambda one: -one.valence.people)
    some = [one for one in ranked if one.valence.people]
    solid = [one for one in some if one.grade != "thin"]
    shown = some[: max(len(solid), TOUCHPOINTS_SHOWN)]
    return Split(shown, [one for one in ranked if one not in shown])


def findings_at(journey: Journey) -> dict[str, list[Finding]]:
    """Touchpoint -> its findings that rest on enough people, the weightiest first."""
    found: dict[str, list[Finding]] = {
        one.touchpoint: [] for stage in journey.stages for one in stage.touchpoints
    }
    for one in sorted(journey.findings, key=lambda one: -one.severity):
        if one.grade != "thin":
            found.setdefault(one.touchpoint, []).append(one)
    return found


def grade_of(grade: str) -> str:
    """The grade, if it is one of ours: it becomes part of a class name."""
    return grade if grade in GRADES else "gap"


def anchor(finding: Finding) -> str:
    """The id of a finding's opened evidence on its page."""
    return f"ev-{stable_id(finding.finding_id)}"


def touchpoint_names(journey: Journey, words: Words) -> dict[str, str]:
    """The names of the touchpoints on the map, by id."""
    return {
        cell.touchpoint: words.name(cell.names, cell.touchpoint)
        for stage in journey.stages
        for cell in stage.touchpoints
    }


def place(one: Any, names: Mapping[str, str], words: Words) -> str:
    """The name of a cell's or a finding's touchpoint, with the finding's theme where it has one."""
    name = names.get(one.touchpoint, one.touchpoint)
    known = {theme.id: theme for theme in Codebook.themes().touchpoints}
    theme = known.get(getattr(one, "theme", ""))
    return f"{name} · {theme.name(words.lang)}" if theme else name


def periods(journey: Journey, words: Words) -> list[tuple[str, int]]:
    """The before / during / after band: each word with the number of stages it spans."""
    runs = groupby(journey.stages, key=lambda stage: stage.period)
    return [(words.word("period", period), len(list(stages))) for period, stages in runs]


def lanes(journey: Journey, words: Words) -> dict[str, Lane]:
    """The lanes below the stages, by id; the template lays them out in its order."""
    stages = journey.stages

    def lane(name: str, empty: str, filled: Iterable[object]) -> Lane:
        return Lane(name, words(f"lane_{name}"), words(empty), tuple(bool(one) for one in filled))

    found = [
        lane("goals", "not_written", (stage.goal for stage in stages)),
        lane(
            "actions", "none_told", (stage.actions or "actions" in stage.hidden for stage in stages)
        ),
        lane("touchpoints", "no_data", (spoken(stage).shown for stage in stages)),
        lane("channels", "no_data", (stage.channels for stage in stages)),
        lane(
            "thoughts",
            "none_told",
            (stage.thoughts or "thoughts" in stage.hidden for stage in stages),
        ),
        lane("curve", "no_data", (has_data(stage) for stage in stages)),
        lane("emotions", "no_data", (told(stage) for stage in stages)),
        lane("quotes", "no_data", (stage.quotes or "quotes" in stage.hidden for stage in stages)),
        lane("pains", "no_pain", (stage.pains for stage in stages)),
        lane("delights", "no_delight", (stage.delights for stage in stages)),
        lane("promise", "no_promise", (_promises(stage) for stage in stages)),
        lane("metrics", "no_data", (_measured(stage) for stage in stages)),
        lane("owner", "no_owner", (stage.owners for stage in stages)),
        lane("evidence", "no_data", (True for _ in stages)),
    ]
    return {one.id: one for one in found}


def told(stage: StageColumn) -> dict[str, int]:
    """The emotions people show at a stage; 'none' is no emotion."""
    return {emotion: people for emotion, people in stage.emotions.items() if emotion != "none"}


def _promises(stage: StageColumn) -> bool:
    return bool(stage.gap_people or any(one.promise for one in stage.touchpoints))


def _measured(stage: StageColumn) -> bool:
    return stage.rating.value is not None or stage.nps.value is not None
