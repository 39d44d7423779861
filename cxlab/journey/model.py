"""The Journey object: the map of one segment, as plain frozen data that knows no HTML templates.

New fields of these classes need a default: journeys written before are read back with
`Journey.from_dict`.
"""

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from cxlab.journey.measures import Coverage, Driver, Moment, Saturation, SaturationStep
from cxlab.journey.pieces import NOBODY, Count, Estimate, Quote
from cxlab.journey.shapes import plain, shaped
from cxlab.journey.written import Action, Promise, Service
from cxlab.study import LANES

__all__ = [
    "NOBODY", "Action", "Count", "Coverage", "Driver", "Estimate", "Finding", "Journey", "Moment",
    "Move", "Paths", "Promise", "Quote", "Rollup", "Saturation", "SaturationStep", "Service", "SourceCount",
    "StageColumn", "TouchpointCell",
]  # fmt: skip

# MathJax, which JupyterLab sets formulas with, passes by what is in an element of this class.
NO_FORMULAS = "mathjax_ignore"
FRAME = (
    "segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high", "grade",
)  # fmt: skip
# The file of the schema, which lies beside a journey's and which its "$schema" names.
SCHEMA = "journey.schema.json"


@dataclass(frozen=True)
class Finding:
    """A pain or a delight at a touchpoint, with all it rests on.

    `people` of `of_people` (those of the segment who mention the touchpoint), as the machine labelled
    them; `allowing` for its errors, where they were measured. `quotes` are the
    shown ones, from different people first; `utt_ids` are all. `counter` is the strongest quote
    that contradicts, None where none does so clearly, `disagree` the people who do; a person who says both is in both counts.
    `frontline` corroborates: what staff say of the same, `frontline_people` of them; they are
    never among `people`. The counter quote is one of the touchpoint's `of_people`, however few
    contradict. A thin finding of a shareable map has no quotes, and its title is the
    touchpoint's name instead of anybody's words. `theme` tells it from the touchpoint's other
    findings of its kind, '' where it is the only one or holds what is left of them. `severity`
    (0..4) and `effect` (0.5..2) are as `cxlab.journey.severity` defines them.
    """

    finding_id: str
    kind: str
    stage: str
    touchpoint: str
    title: str
    people: int
    of_people: int
    mentions: int
    valence: Estimate
    severity: float
    grade: str
    gap_people: int
    quotes: tuple[Quote, ...]
    counter: Quote | None
    disagree: int
    utt_ids: tuple[str, ...]
    counter_ids: tuple[str, ...]
    frontline_people: int = 0
    frontline: tuple[Quote, ...] = ()
    allowing: Count | None = None
    theme: str = ""
    effect: float = 1.0


@dataclass(frozen=True)
class TouchpointCell:
    """One touchpoint as this segment lives it; grade 'gap' where nobody mentions it.

    `quotes` feel as most of its mean does (a mean below 0: pains; else delights), `counter` is the strongest
    that feels the opposite and `disagree` the people who do, who may be in both counts. `everyone` is
    the mean over all people of the segment, not only those who mention it (`cxlab.journey.everyone`).
    """

    touchpoint: str
    names: dict[str, str]
    stage: str
    control: str
    owner: str
    channels: tuple[str, ...]
    valence: Estimate
    grade: str
    quotes: tuple[Quote, ...] = ()
    counter: Quote | None = None
    disagree: int = 0
    everyone: Estimate = NOBODY


@dataclass(frozen=True)
class StageColumn:
    """One column of the map: a stage and what fills each lane of it.

    `actions` are quotes that tell what people did (facts), `thoughts` what they want (wishes),
    `gaps` where what came is set against what was promised. `channels` and `emotions` count people,
    most first. `touchpoints` are all of the codebook's, in its order. `valence` counts the
    utterances of the stage; a touchpoint's counts the utterances that mention it. `hidden` tells,
    for each lane whose quotes are all withheld because too few speak of the stage or the
    touchpoint, how many people fill it. `pain_people` and `delight_people` voice a pain or a delight here;
    somebody may voice both. `opportunities` stand in the order to take them up,
    `blueprint` has the layers (evidence, frontstage, backstage, support) that anybody described. `csat` is the
    share (0..1) of the people who rate in the top boxes, `effort` the mean on `Journey.effort_scale`.
    """

    stage: str
    names: dict[str, str]
    period: str
    goal: dict[str, str]
    valence: Estimate
    grade: str
    touchpoints: tuple[TouchpointCell, ...]
    channels: dict[str, int]
    emotions: dict[str, int]
    actions: tuple[Quote, ...]
    thoughts: tuple[Quote, ...]
    quotes: tuple[Quote, ...]
    pains: tuple[Finding, ...]
    delights: tuple[Finding, ...]
    gaps: tuple[Quote, ...]
    gap_people: int
    rating: Estimate
    nps: Estimate
    owners: tuple[str, ...]
    hidden: dict[str, int] = field(default_factory=dict)
    pain_people: int = 0
    delight_people: int = 0
    promises: tuple[Promise, ...] = ()
    opportunities: tuple[Action, ...] = ()
    blueprint: dict[str, tuple[Service, ...]] = field(default_factory=dict)
    csat: Estimate = NOBODY
    effort: Estimate = NOBODY


@dataclass(frozen=True)
class SourceCount:
    """How much of a segment's material comes from one source."""

    name: str
    kind: str
    people: int
    documents: int
    utterances: int


@dataclass(frozen=True)
class Move:
    """A passage from one stage to another, in the order in which people tell it.

    `kind`: 'next' (to the stage that follows), 'jump' (stages in between are left out) or 'loop'
    (back to an earlier stage). `people` of `of_people`, those who speak of stage `start` in a
    document told in order, with the share's 95 % interval (Wilson; 0..1) in `low` and `high`.
    `mentions` counts passages, `documents` those with at least one, of `Paths.documents`.
    `utt_ids` are the sentences before and after each passage; `quote` is one that arrives, None
    where fewer than `min_people` tell the passage.
    """

    start: str
    end: str
    kind: str
    people: int
    of_people: int
    low: float
    high: float
    mentions: int
    documents: int
    utt_ids: tuple[str, ...]
    quote: Quote | None = None


@dataclass(frozen=True)
class Paths:
    """How people move between stages in what they tell in order: interviews, chats, long texts.

    `people` and `documents` speak of at least two stages there; of these people `returning` go back to an earlier
    stage at least once and `skipping` leave stages out. `moves`: most people first.
    """

    people: int = 0
    documents: int = 0
    returning: int = 0
    skipping: int = 0
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Rollup:
    """Several stages taken as one, counted anew at that level.

    `level` is 'periods' (before, during, after), 'steps' (research, compare, purchase, use) or
    'scope' (the buyer journey, the full experience); `id` is one of its parts.
    """

    id: str
    level: str
    names: dict[str, str]
    stages: tuple[str, ...]
    valence: Estimate
    grade: str


@dataclass(frozen=True)
class Journey:
    """The map of one segment: stages x lanes, with evidence and intervals.

    `languages` counts customers' utterances. `headlines` are the findings to read first.
    `method` holds the parameters, versions and measured errors that the report prints. `state` is
    'as_is' or 'to_be', `scope` 'full' or 'buyer', `columns` 'stages', 'periods' or 'steps'. `lanes` are
    the ids of the lanes to draw, in order. `effort_scale` goes from the most effort to the least.
    `drivers`: the most important first; `moments`: as the journey goes; `coverage`: every stage and
    source; `saturation`: of interviews where there are any, and of all people.
    """

    study: str
    title: str
    segment: str
    name: dict[str, str]
    description: dict[str, str]
    scenario: dict[str, str]
    synthetic: bool
    min_people: int
    people: int
    documents: int
    utterances: int
    sources: tuple[SourceCount, ...]
    languages: dict[str, int]
    first_date: str
    last_date: str
    valence: Estimate
    rating: Estimate
    rating_scale: tuple[float, float]
    nps: Estimate
    stages: tuple[StageColumn, ...]
    headlines: tuple[Finding, ...]
    method: dict[str, Any] = field(default_factory=dict)
    paths: Paths = Paths()
    state: str = "as_is"
    scope: str = "full"
    columns: str = "stages"
    lanes: tuple[str, ...] = LANES
    rollups: tuple[Rollup, ...] = ()
    csat: Estimate = NOBODY
    effort: Estimate = NOBODY
    effort_scale: tuple[float, float] = (1.0, 7.0)
    drivers: tuple[Driver, ...] = ()
    moments: tuple[Moment, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    saturation: tuple[Saturation, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All pains and delights, stage by stage, the weightiest first."""
        return tuple(one for stage in self.stages for one in (*stage.pains, *stage.delights))

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, dicts, texts and numbers, ready for JSON: no NaN, always the same order."""
        content: dict[str, Any] = plain(self)
        return content

    def to_json(self) -> str:
        """The content of a journey's file; it begins with the name of its schema, for editors to check it."""
        content = {"$schema": SCHEMA} | self.to_dict()
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_dict(content: dict[str, Any]) -> "Journey":
        """The Journey that `to_dict` or `to_json` wrote, or StudyError that names what is missing or unknown."""
        if isinstance(content, dict):
            content = {key: value for key, value in content.items() if key != "$schema"}
        return shaped(Journey, content, "journey")

    def to_frame(self) -> pd.DataFrame:
        """One row per stage x touchpoint, in the map's order; valence is NaN where nobody speaks."""
        rows = [
            (
                self.segment, column.stage, cell.touchpoint, cell.valence.people,
                cell.valence.mentions, cell.valence.value, cell.valence.low, cell.valence.high,
                cell.grade,
            )
            for column in self.stages
            for cell in column.touchpoints
        ]  # fmt: skip
        numbers = {"valence": "float64", "low": "float64", "high": "float64"}
        counts = {"people": "int64", "mentions": "int64"}
        return pd.DataFrame(rows, columns=list(FRAME)).astype({**counts, **numbers})

    def _repr_html_(self) -> str:
        """A plain table of the touchpoints people speak of, for a notebook."""
        frame = self.to_frame()
        told = frame[frame["people"] > 0].drop(columns="segment").round(2)
        caption = escape(f"{self.title} · {self.segment} · n = {self.people}")
        table = told.to_html(index=False, escape=True, na_rep="–", border=0)
        return f'<div class="{NO_FORMULAS}"><p>{caption}</p>\n{table}</div>'
