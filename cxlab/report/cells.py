"""What each cell of the map shows, and what it must not: decided here, laid out by the templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from cxlab.codebook import Codebook
from cxlab.journey.model import (
    Action,
    Estimate,
    Finding,
    Journey,
    Promise,
    Quote,
    StageColumn,
)
from cxlab.languages import CODES, UNKNOWN
from cxlab.report.geometry import extremes, has_data
from cxlab.report.words import Words
from cxlab.tables import stable_id

# What a cell shows at once; more findings open on a click, more quotes are in the findings.
FINDINGS_SHOWN = 3
TOUCHPOINTS_SHOWN, TOUCHPOINTS_MOST = 3, 8
TALLY_SHOWN = 4
# The lines of a service blueprint, by the lane below each.
LINES = {"frontstage": "interaction", "backstage": "visibility", "support": "internal"}
GRADES = ("observed", "reported", "thin", "assumed", "gap")


@dataclass(frozen=True)
class Lane:
    """One row of the map: its label, what fills it, and what an empty cell of it says.

    `line` is the line of the service blueprint that is drawn above it, '' for none.
    """

    id: str
    label: str
    empty: str
    filled: tuple[bool, ...]
    line: str = ""

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


def may_show(promise: Promise, journey: Journey) -> bool:
    """Whether enough people compare a promise with what came for their words to be shown."""
    return may_quote(promise.kept_people + promise.broken_people, journey)


def shown_quotes(stage: StageColumn, journey: Journey) -> Sequence[Quote]:
    """The quotes of a stage; none where too few people speak of it."""
    return stage.quotes if may_quote(stage.valence.people, journey) else ()


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


def printed(stage: StageColumn, journey: Journey) -> list[Finding]:
    """The findings of a stage whose evidence goes on paper: those its cells show, and the headlines."""
    first = {one.finding_id for one in journey.headlines}
    shown = [*split(stage.pains).shown, *split(stage.delights).shown]
    rest = [*split(stage.pains).rest, *split(stage.delights).rest]
    return [*shown, *(one for one in rest if one.finding_id in first)]


def lighter(journey: Journey, quotes: int) -> Journey:
    """The journey with at most so many quotes of each finding."""

    def fewer(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(replace(one, quotes=one.quotes[:quotes]) for one in findings)

    stages = tuple(
        replace(stage, pains=fewer(stage.pains), delights=fewer(stage.delights))
        for stage in journey.stages
    )
    return replace(journey, stages=stages)


def spoken(stage: StageColumn) -> Split:
    """The touchpoints enough people speak of, most people first; the others wait.

    Where few are spoken of by enough people, the next ones fill up the cell; of many, the first do.
    """
    ranked = sorted(stage.touchpoints, key=lambda one: -one.valence.people)
    some = [one for one in ranked if one.valence.people]
    solid = [one for one in some if one.grade != "thin"]
    shown = some[: min(max(len(solid), TOUCHPOINTS_SHOWN), TOUCHPOINTS_MOST)]
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


def anchor(one: Finding | Action) -> str:
    """The id on its page of a finding's opened evidence, or of an action's row in the register."""
    if isinstance(one, Action):
        return f"act-{stable_id(one.action_id)}"
    return f"ev-{stable_id(one.finding_id)}"


def touchpoint_names(journey: Journey, words: Words) -> dict[str, str]:
    """The names of the touchpoints on the map, by id."""
    return {
        cell.touchpoint: words.name(cell.names, cell.touchpoint)
        for stage in journey.stages
        for cell in stage.touchpoints
    }


def stage_names(journey: Journey, words: Words) -> dict[str, str]:
    """The names of the map's stages, by id."""
    return {stage.stage: words.name(stage.names, stage.stage) for stage in journey.stages}


def place(one: Any, names: Mapping[str, str], words: Words) -> str:
    """The name of a cell's or a finding's touchpoint, with the finding's theme where it has one."""
    name = names.get(one.touchpoint, one.touchpoint)
    known = {theme.id: theme for theme in Codebook.themes().touchpoints}
    theme = known.get(getattr(one, "theme", ""))
    return f"{name} · {theme.name(words.lang)}" if theme else name


def glance(journey: Journey, words: Words) -> str:
    """The journey in a sentence or two: its high point, its low point, its moments of truth."""
    names, said = stage_names(journey, words), []
    for key, stage in zip(("glance_high", "glance_low"), extremes(journey), strict=True):
        if stage:
            value, people = words.signed(stage.valence.value), words.people(stage.valence.people)
            said.append(words(key, stage=names[stage.stage], value=value, people=people))
    touchpoints = touchpoint_names(journey, words)
    moments = [touchpoints.get(one.touchpoint, one.touchpoint) for one in journey.moments]
    if moments:
        said.append(words("glance_moments", names=words.joined(moments)))
    return " ".join(said)


def in_points(estimate: Estimate, words: Words) -> str:
    """An effect in points of rating with its interval: '−1,2 (−1,9 a −0,5)'."""
    return words.estimate(estimate) if estimate.value is not None else "–"


def share_of_people(share: Estimate, words: Words) -> str:
    """A share as people first: '6 de 15 pessoas', with per cent from 30 people on."""
    if share.value is None:
        return "–"
    return words.k_of_n(round(share.value * share.people), share.people)


def kept_or_broken(promise: Promise, words: Words) -> str:
    """How many people say that a promise was broken and how many that it was kept."""
    if not promise.broken_people + promise.kept_people:
        return words("promise_untold")
    said = []
    for side, count in (("broken", promise.broken_people), ("kept", promise.kept_people)):
        if count:
            one = "_one" if count == 1 else ""
            said.append(words(f"promise_{side}_people{one}", people=words.people(count)))
    return " · ".join(said)


def register(journey: Journey) -> list[Action]:
    """Every action of the map once, in the order to take them up."""
    found = {one.action_id: one for stage in journey.stages for one in stage.opportunities}
    return sorted(found.values(), key=lambda one: one.turn)


def periods(journey: Journey, words: Words) -> list[tuple[str, int]]:
    """The before / during / after band: each word with the number of stages it spans."""
    runs = groupby(journey.stages, key=lambda stage: stage.period)
    return [(words.word("period", period), len(list(stages))) for period, stages in runs]


def lanes(journey: Journey, words: Words) -> list[Lane]:
    """The lanes below the stages that the study asks for, in its order."""
    moments = {one.stage for one in journey.moments}
    # Lane -> what an empty cell of it says, and what fills it.
    fills: dict[str, tuple[str, Callable[[StageColumn], object]]] = {
        "goals": ("not_written", lambda stage: stage.goal),
        "actions": ("none_told", lambda stage: _quoted(stage, "actions", stage.actions)),
        "touchpoints": ("no_data", lambda stage: spoken(stage).shown),
        "channels": ("no_data", lambda stage: stage.channels),
        "thoughts": ("none_told", lambda stage: _quoted(stage, "thoughts", stage.thoughts)),
        "curve": ("no_data", has_data),
        "emotions": ("no_data", told),
        "quotes": ("no_data", lambda stage: _quoted(stage, "quotes", stage.quotes)),
        "pains": ("no_pain", lambda stage: stage.pains),
        "delights": ("no_delight", lambda stage: stage.delights),
        "moments": ("no_moment", lambda stage: stage.stage in moments),
        "promise": ("no_promise", lambda stage: stage.promises or stage.gap_people),
        "metrics": ("no_data", _measured),
        "opportunities": ("no_opportunity", lambda stage: stage.opportunities),
        "owner": ("no_owner", lambda stage: stage.owners),
        "physical_evidence": ("no_blueprint", lambda stage: stage.blueprint.get("evidence")),
        "frontstage": ("no_blueprint", lambda stage: stage.blueprint.get("frontstage")),
        "backstage": ("no_blueprint", lambda stage: stage.blueprint.get("backstage")),
        "support": ("no_blueprint", lambda stage: stage.blueprint.get("support")),
        "evidence": ("no_data", lambda stage: True),
    }
    found = []
    for name in journey.lanes:
        empty, fill = fills[name]
        filled = tuple(bool(fill(stage)) for stage in journey.stages)
        line = LINES.get(name, "")
        found.append(Lane(name, words(f"lane_{name}"), words(empty), filled, line))
    return found


def _quoted(stage: StageColumn, lane: str, quotes: Sequence[Quote]) -> bool:
    return bool(quotes) or lane in stage.hidden


def told(stage: StageColumn) -> dict[str, int]:
    """The emotions people show at a stage; 'none' is no emotion."""
    return {emotion: people for emotion, people in stage.emotions.items() if emotion != "none"}


def _measured(stage: StageColumn) -> bool:
    measures = (stage.rating, stage.nps, stage.csat, stage.effort)
    return any(one.value is not None for one in measures)
