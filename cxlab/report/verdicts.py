"""What the comparison of segments says, as words: looked up by place and segment, or gathered by place.

The table is that of `cxlab.journey.compare.differences`; rows of a stage have touchpoint ''.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from cxlab.journey.model import Journey
from cxlab.report.cells import touchpoint_names
from cxlab.report.words import Words

HIGHER, LOWER, TOO_FEW = "higher", "lower", "too few people"
_SAID = {HIGHER: "verdict_higher", LOWER: "verdict_lower", TOO_FEW: "verdict_too_few"}


@dataclass(frozen=True)
class Verdict:
    """One segment at one place against all the others; numbers are None where nothing was tested.

    `kind`: 'higher', 'lower', 'too few people', anything else is no evidence of a difference.
    """

    segment: str
    stage: str
    touchpoint: str
    people: int
    valence: float | None
    difference: float | None
    q: float | None
    kind: str

    @property
    def differs(self) -> bool:
        return self.kind in (HIGHER, LOWER)

    def said(self, words: Words) -> str:
        """'▲ better', 'no evidence of difference' or 'too few people to compare'."""
        return words(_SAID.get(self.kind, "verdict_none"))

    def measured(self, words: Words) -> str:
        """'(−1.4, q 0.003)'; '' where nothing was tested."""
        if self.q is None or self.difference is None:
            return ""
        return words(
            "side_difference", n=words.signed(self.difference), q=probability(self.q, words)
        )


@dataclass(frozen=True)
class Verdicts:
    """All verdicts of a comparison."""

    every: tuple[Verdict, ...]

    @staticmethod
    def of(table: pd.DataFrame | None) -> "Verdicts":
        """The verdicts of a comparison's table; none where there is no table."""
        records = [] if table is None else table.to_dict("records")
        return Verdicts(tuple(_verdict(record) for record in records))

    @cached_property
    def _places(self) -> dict[tuple[str, str, str], Verdict]:
        return {(one.stage, one.touchpoint, one.segment): one for one in self.every}

    def at(self, stage: str, touchpoint: str, segment: str) -> Verdict | None:
        """What is said of a segment at a stage (touchpoint '') or touchpoint, if anything."""
        return self._places.get((stage, touchpoint, segment))

    def parted(self) -> list[tuple[str, str]]:
        """The (stage, touchpoint) at which a difference holds: the surest first, then the largest."""
        found: dict[tuple[str, str], tuple[float, float]] = {}
        for one in self.every:
            if one.touchpoint and one.differs:
                place = (one.stage, one.touchpoint)
                sure, large = 1.0 if one.q is None else one.q, abs(one.difference or 0.0)
                before = found.get(place, (sure, -large))
                found[place] = (min(before[0], sure), min(before[1], -large))
        return sorted(found, key=lambda place: (*found[place], place))

    @property
    def tested(self) -> int:
        """At how many touchpoints any segment could be tested."""
        return len({one.touchpoint for one in self.every if one.touchpoint and one.q is not None})

    def __len__(self) -> int:
        return len(self.every)


@dataclass(frozen=True)
class Names:
    """What ids are called in the report's language."""

    segments: Mapping[str, str]
    stages: Mapping[str, str]
    touchpoints: Mapping[str, str]

    @staticmethod
    def of(journeys: Sequence[Journey], words: Words) -> "Names":
        """The names on some maps of one study."""
        stages: dict[str, str] = {}
        touchpoints: dict[str, str] = {}
        for journey in journeys:
            stages |= {one.stage: words.name(one.names, one.stage) for one in journey.stages}
            touchpoints |= touchpoint_names(journey, words)
        named = {one.segment: words.name(one.name, one.segment) for one in journeys}
        return Names(named, stages, touchpoints)

    def segment(self, name: str) -> str:
        return self.segments.get(name, name)

    def stage(self, name: str) -> str:
        return self.stages.get(name, name)

    def touchpoint(self, name: str) -> str:
        return self.touchpoints.get(name, name)


def in_short(verdicts: Verdicts, names: Names, words: Words, *, most: int) -> list[dict[str, Any]]:
    """The first differences between touchpoints: place, stage and who is better or worse, as texts."""
    told = []
    for stage, touchpoint in verdicts.parted()[:most]:
        here = [
            one
            for one in verdicts.every
            if (one.stage, one.touchpoint) == (stage, touchpoint) and one.differs
        ]
        told.append(
            {
                "place": names.touchpoint(touchpoint),
                "stage": names.stage(stage),
                "who": [
                    (
                        one.said(words),
                        names.segment(one.segment),
                        f"{words.signed(one.valence)} ({words.people(one.people)})",
                        one.kind,
                    )
                    for one in sorted(here, key=lambda one: (one.valence or 0.0, one.segment))
                ],
            }
        )
    return told


def probability(value: float, words: Words) -> str:
    """'0.012', or '< 0.001'."""
    if value < 0.001:
        return words("less_than", n=words.number(0.001, 3))
    return words.number(value, 3)


def _verdict(record: Mapping[Any, Any]) -> Verdict:
    return Verdict(
        segment=str(record["segment"]),
        stage=str(record.get("stage", "")),
        touchpoint=str(record.get("touchpoint", "")),
        people=int(record.get("people") or 0),
        valence=_known(record.get("valence")),
        difference=_known(record.get("difference")),
        q=_known(record.get("q")),
        kind=str(record.get("verdict", "")).strip().casefold(),
    )


def _known(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
