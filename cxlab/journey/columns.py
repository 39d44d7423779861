"""One column of the map: a stage and what fills each of its lanes."""

from dataclasses import dataclass

import pandas as pd

from cxlab.codebook import Touchpoint
from cxlab.journey.evidence import Context, Evidence, estimate, feeling, people
from cxlab.journey.findings import Basis, as_row, grade
from cxlab.journey.model import Finding, Quote, StageColumn, TouchpointCell
from cxlab.journey.quotes import choose, quote_all, ranked
from cxlab.journey.ratings import Scale, nps_estimate
from cxlab.stages import Stage
from cxlab.study import Persona, Study

_QUOTES = 5  # of a finding
_LANE = 4  # of a lane
_STAFF = 2


@dataclass(frozen=True)
class Material:
    """All that the columns of one segment's map are made of."""

    study: Study
    segment: str
    evidence: Evidence
    bases: tuple[Basis, ...]
    context: Context
    ratings: pd.DataFrame
    rating_scale: Scale
    shareable: bool

    @property
    def seed(self) -> int:
        return self.study.file.seed

    @property
    def min_people(self) -> int:
        return self.study.file.report.min_people

    def hides(self, count: int) -> bool:
        """Whether words of so few people are withheld: they could point at a person."""
        return self.shareable and count < self.min_people

    def spoken(self, stage: str) -> pd.DataFrame:
        """What is said of a stage: utterances in it or with a mention of one of its touchpoints.

        A sentence may so speak of two stages, and nobody speaks of a touchpoint without
        speaking of its stage.
        """
        own = {one.id for one in self.study.codebook.touchpoints if one.stage == stage}
        tied = self.evidence.mentions
        mentioned = set(tied.loc[tied["touchpoint"].isin(own), "utt_id"])
        said = self.evidence.said
        return said[(said["stage"] == stage) | said["utt_id"].isin(mentioned)]


def stage_column(stage: Stage, material: Material) -> StageColumn:
    """The column of one stage, every lane filled from the segment's evidence."""
    study = material.study
    spoken = material.spoken(stage.id)
    touchpoints = [one for one in study.codebook.touchpoints if one.stage == stage.id]
    speakers = material.evidence.documents["person"].isin(spoken["person"])
    rated = material.ratings[material.ratings["person"].isin(spoken["person"])]
    findings = [
        _finding(basis, material) for basis in material.bases if basis.touchpoint.stage == stage.id
    ]
    findings.sort(key=lambda one: (one.grade == "thin", -one.severity * one.people, one.finding_id))
    gaps = spoken[spoken["gap"].astype(bool)]
    facts, wishes = (
        ranked(spoken[spoken["kind"] == kind], plain=True) for kind in ("fact", "wish")
    )
    felt = {kind: ranked(feeling(spoken, kind)) for kind in ("pain", "delight")}
    counts = {
        "actions": people(facts),
        "thoughts": people(wishes),
        "quotes": people(pd.concat(felt.values())),
        "gaps": people(gaps),
    }
    persona = study.file.personas.get(material.segment, Persona())
    goal = {str(lang): text for lang, text in persona.goals.get(stage.id, {}).items()}
    return StageColumn(
        stage=stage.id,
        names=dict(stage.names),
        period=stage.period,
        goal=goal,
        valence=estimate(spoken, seed=material.seed),
        grade=grade(
            people(spoken),
            spoken["source_kind"].nunique(),
            min_people=material.min_people,
            written=bool(goal),
        ),
        touchpoints=tuple(_cell(one, material) for one in touchpoints),
        channels=_channels(touchpoints, material),
        emotions=_people_by(spoken, "emotion", skip={"none", ""}),
        actions=_lane(facts, material),
        thoughts=_lane(wishes, material),
        quotes=_both_sides(felt, material),
        pains=tuple(one for one in findings if one.kind == "pain"),
        delights=tuple(one for one in findings if one.kind == "delight"),
        gaps=_lane(ranked(gaps), material),
        gap_people=people(gaps),
        rating=estimate(rated, seed=material.seed, column="rating", bounds=material.rating_scale),
        nps=nps_estimate(material.evidence.documents[speakers]),
        owners=tuple(dict.fromkeys(one.owner for one in touchpoints if one.owner)),
        hidden={name: count for name, count in counts.items() if count and material.hides(count)},
    )


def _lane(rows: pd.DataFrame, material: Material) -> tuple[Quote, ...]:
    if material.hides(people(rows)):
        return ()
    return quote_all(choose(rows, _LANE), material.context)


def _both_sides(felt: dict[str, pd.DataFrame], material: Material) -> tuple[Quote, ...]:
    """Pains and delights of a stage, the side that more people take first and most.

    Both sides of a stage are quoted where there are two: two quotes of the smaller side when it has
    a third of the people, else one.
    """
    if material.hides(people(pd.concat(felt.values()))):
        return ()
    larger, smaller = sorted(felt.values(), key=people, reverse=True)
    least = 2 if 3 * people(smaller) >= people(larger) + people(smaller) else 1
    few = choose(smaller, least)
    many = choose(larger, _LANE - len(few))
    return (*quote_all(many, material.context), *quote_all(few, material.context))


def _finding(basis: Basis, material: Material) -> Finding:
    row = as_row(
        basis,
        material.evidence,
        segment=material.segment,
        lang=material.study.file.report.language,
        shareable=material.shareable,
    )
    hidden = material.hides(people(basis.rows))
    quotes = () if hidden else quote_all(choose(basis.rows, _QUOTES), material.context)
    counter = () if hidden else quote_all(basis.counter.head(1), material.context)
    staff = () if hidden else quote_all(choose(basis.staff, _STAFF), material.context)
    return Finding(
        finding_id=str(row["finding_id"]),
        kind=basis.kind,
        stage=basis.touchpoint.stage,
        touchpoint=basis.touchpoint.id,
        title=str(row["title"]),
        people=people(basis.rows),
        of_people=people(basis.every),
        mentions=len(basis.rows),
        valence=basis.valence,
        severity=basis.severity,
        grade=basis.grade,
        gap_people=people(basis.rows[basis.rows["gap"].astype(bool)]),
        quotes=quotes,
        counter=counter[0] if counter else None,
        disagree=people(basis.counter),
        utt_ids=tuple(basis.rows["utt_id"]),
        counter_ids=tuple(basis.counter["utt_id"]),
        frontline_people=people(basis.staff),
        frontline=staff,
    )


def _cell(touchpoint: Touchpoint, material: Material) -> TouchpointCell:
    mentions = material.evidence.mentions
    rows = mentions[mentions["touchpoint"] == touchpoint.id]
    return TouchpointCell(
        touchpoint=touchpoint.id,
        names=dict(touchpoint.names),
        stage=touchpoint.stage,
        control=touchpoint.control,
        owner=touchpoint.owner,
        channels=touchpoint.channels,
        valence=estimate(rows, seed=material.seed),
        grade=grade(
            people(rows),
            rows["source_kind"].nunique(),
            min_people=material.min_people,
            written=bool(touchpoint.promise),
        ),
        promise=touchpoint.promise,
    )


def _channels(touchpoints: list[Touchpoint], material: Material) -> dict[str, int]:
    """channel -> people who speak of a touchpoint that runs on it.

    A document's own channel narrows a touchpoint that runs on several; it counts by itself where
    the codebook names none.
    """
    told: dict[str, set[str]] = {}
    mentions = material.evidence.mentions
    for touchpoint in touchpoints:
        rows = mentions[mentions["touchpoint"] == touchpoint.id]
        for person, channel in zip(rows["person"], rows["channel"], strict=True):
            possible = touchpoint.channels or ((channel,) if channel else ())
            for one in (channel,) if channel in possible else possible:
                told.setdefault(one, set()).add(person)
    return most_first({channel: len(persons) for channel, persons in told.items()})


def _people_by(rows: pd.DataFrame, column: str, *, skip: set[str]) -> dict[str, int]:
    counts = rows.groupby(column)["person"].nunique()
    return most_first({str(key): int(count) for key, count in counts.items() if key not in skip})


def most_first(counts: dict[str, int]) -> dict[str, int]:
    """The counts, largest first, then by name."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
