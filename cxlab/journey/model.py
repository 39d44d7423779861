"""The Journey object: the map of one segment, as plain frozen data that knows no HTML."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval over participants; None where nobody speaks.

    `value`, `low` and `high` are on the scale the field says; `people` is how many participants
    it rests on, `mentions` how many utterances.
    """

    value: float | None
    low: float | None
    high: float | None
    people: int
    mentions: int


@dataclass(frozen=True)
class Quote:
    """A literal piece of a redacted document, and where it stands.

    `before` and `after` are the neighbouring utterances (interviewers' questions included), as
    context only. `locator` is the row, line or time code in `file`.
    """

    utt_id: str
    text: str
    lang: str
    participant: str
    source: str
    source_kind: str
    file: str
    locator: str
    date: str
    stage: str
    valence: float
    emotion: str
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Finding:
    """A pain or a delight at a touchpoint, with all it rests on.

    `people` of `of_people` (those of the segment who mention the touchpoint). `quotes` are the
    shown ones, from different people first; `utt_ids` are all. `counter` is the strongest quote
    that contradicts, `disagree` the people who do.
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


@dataclass(frozen=True)
class TouchpointCell:
    """One touchpoint as this segment lives it."""

    touchpoint: str
    names: dict[str, str]
    stage: str
    control: str
    owner: str
    channels: tuple[str, ...]
    valence: Estimate
    grade: str
    promise: str = ""


@dataclass(frozen=True)
class StageColumn:
    """One column of the map: a stage and what fills each lane of it.

    `actions` are quotes that tell what people did (facts), `thoughts` what they want (wishes),
    `gaps` where what came is set against what was promised. `channels` and `emotions` count people.
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


@dataclass(frozen=True)
class SourceCount:
    """How much of a segment's material comes from one source."""

    name: str
    kind: str
    people: int
    documents: int
    utterances: int


@dataclass(frozen=True)
class Journey:
    """The map of one segment: stages x lanes, with evidence and intervals.

    `languages` counts customers' utterances. `headlines` are the findings to read first.
    `method` holds the parameters, versions and measured errors that the report prints.
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
