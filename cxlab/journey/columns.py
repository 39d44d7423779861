"""One column of the map: a stage and what fills each of its lanes."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from cxlab.codebook import Touchpoint
from cxlab.journey.evidence import Context, allowing, estimate, feeling, people
from cxlab.journey.findings import OPPOSITE, Basis, finding_id, grade
from cxlab.journey.material import Material
from cxlab.journey.model import Finding, Quote, StageColumn, TouchpointCell
from cxlab.journey.opportunities import blueprint, opportunities
from cxlab.journey.promises import promises
from cxlab.journey.quotes import choose, clearest, quote_all, ranked
from cxlab.journey.ratings import csat_estimate, effort_estimate, nps_estimate
from cxlab.stages import Stage

_QUOTES = 5  # of a finding
_LANE = 4  # of a lane
_STAFF = 2
_CELL = 2  # of a touchpoint


@dataclass(frozen=True)
class Lanes:
    """What is said of one stage, and what of it may fill each lane of quotes, best quote first."""

    spoken: pd.DataFrame
    actions: pd.DataFrame
    thoughts: pd.DataFrame
    pains: pd.DataFrame
    delights: pd.DataFrame
    gaps: pd.DataFrame

    @staticmethod
    def of(spoken: pd.DataFrame) -> "Lanes":
        """Sort what is said of a stage into its lanes."""
        return Lanes(
            spoken=spoken,
            actions=ranked(spoken[spoken["kind"] == "fact"], plain=True),
            thoughts=ranked(spoken[spoken["kind"] == "wish"], plain=True),
            pains=ranked(feeling(spoken, "pain")),
            delights=ranked(feeling(spoken, "delight")),
            gaps=ranked(spoken[spoken["gap"].astype(bool)]),
        )

    def without(self, utt_ids: set[str]) -> "Lanes":
        """The lanes less some utterances."""
        return Lanes(
            **{
                one.name: (rows := getattr(self, one.name))[~rows["utt_id"].isin(utt_ids)]
                for one in fields(self)
            }
        )

    def rows(self) -> dict[str, pd.DataFrame]:
        """Lane of the map -> the rows behind it."""
        return {
            "actions": self.actions,
            "thoughts": self.thoughts,
            "quotes": pd.concat([self.pains, self.delights]),
            "gaps": self.gaps,
        }


def withheld(material: Material, lanes: Iterable[Lanes]) -> set[str]:
    """The utterances whose words are shown nowhere: those of thin touchpoints and thin stages.

    They could point at a person. Who contradicts the many at a touchpoint that many speak of is
    one of these many, and may be quoted.
    """
    cells = [*material.by_touchpoint.values(), *(one.spoken for one in lanes)]
    return {utt_id for rows in cells if material.hides(people(rows)) for utt_id in rows["utt_id"]}


def stage_column(
    stage: Stage, lanes: Lanes, shown: Lanes, material: Material, context: Context
) -> StageColumn:
    """The column of one stage; `lanes` are counted, `shown` are what of them may be quoted."""
    study, spoken = material.study, lanes.spoken
    touchpoints = [one for one in study.codebook.touchpoints if one.stage == stage.id]
    speakers = material.evidence.documents["person"].isin(spoken["person"])
    rated = material.ratings[material.ratings["person"].isin(spoken["person"])]
    findings = [
        _finding(basis, title, material, context)
        for basis, title in zip(material.bases, material.titles, strict=True)
        if basis.touchpoint.stage == stage.id
    ]
    findings.sort(key=lambda one: (one.grade == "thin", -one.severity, one.finding_id))
    counts = {name: people(rows) for name, rows in lanes.rows().items()}

    def lane(rows: pd.DataFrame) -> tuple[Quote, ...]:
        return quote_all(choose(rows, _LANE), context)

    shown_counts = {name: people(rows) for name, rows in shown.rows().items()}
    hidden = {name: count for name, count in counts.items() if count and not shown_counts[name]}
    goal = study.goals(material.segment, stage.id)
    asked = material.efforts[material.efforts["person"].isin(spoken["person"])]
    made = promises(touchpoints, material, context)
    planned = opportunities(stage.id, material)
    described = blueprint(touchpoints)
    return StageColumn(
        stage=stage.id,
        names=dict(stage.names),
        period=stage.period,
        goal=goal,
        valence=estimate(spoken, seed=material.seed, error=material.error.place),
        grade=grade(
            people(spoken),
            spoken["source_kind"].nunique(),
            min_people=material.min_people,
            written=bool(goal or made or planned or described),
        ),
        touchpoints=tuple(_cell(one, material, context) for one in touchpoints),
        channels=_channels(touchpoints, material),
        emotions=_people_by(spoken, "emotion", skip={"none", ""}),
        actions=lane(shown.actions),
        thoughts=lane(shown.thoughts),
        quotes=_both_sides(shown, context),
        pains=tuple(one for one in findings if one.kind == "pain"),
        delights=tuple(one for one in findings if one.kind == "delight"),
        gaps=lane(shown.gaps),
        gap_people=counts["gaps"],
        rating=estimate(rated, seed=material.seed, column="rating", bounds=material.rating_scale),
        nps=nps_estimate(material.evidence.documents[speakers]),
        owners=tuple(dict.fromkeys(one.owner for one in touchpoints if one.owner)),
        hidden=hidden,
        pain_people=people(lanes.pains),
        delight_people=people(lanes.delights),
        promises=made,
        opportunities=planned,
        blueprint=described,
        csat=csat_estimate(rated, material.rating_scale),
        effort=effort_estimate(asked, material.effort_scale, seed=material.seed),
    )


def _both_sides(lanes: Lanes, context: Context) -> tuple[Quote, ...]:
    """Pains and delights of a stage, the side that more people take first and most.

    Both sides of a stage are quoted where there are two: two quotes of the smaller side when it has
    a third of the people, else one.
    """
    larger, smaller = sorted((lanes.pains, lanes.delights), key=people, reverse=True)
    least = 2 if 3 * people(smaller) >= people(larger) + people(smaller) else 1
    few = choose(smaller, least)
    many = choose(larger, _LANE - len(few))
    return (*quote_all(many, context), *quote_all(few, context))


def _finding(basis: Basis, title: str, material: Material, context: Context) -> Finding:
    hidden = material.hides(people(basis.rows))
    quotes = () if hidden else quote_all(choose(basis.rows, _QUOTES), context)
    counter = () if hidden else quote_all(clearest(basis.counter, basis.rows), context)
    staff = () if hidden else quote_all(choose(basis.staff, _STAFF), context)
    return Finding(
        finding_id=finding_id(basis, material.segment),
        kind=basis.kind,
        stage=basis.touchpoint.stage,
        touchpoint=basis.touchpoint.id,
        title=title,
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
        allowing=allowing(basis.every, basis.kind, material.error) if basis.whole else None,
        theme=basis.theme,
        effect=basis.effect,
    )


def _cell(touchpoint: Touchpoint, material: Material, context: Context) -> TouchpointCell:
    rows = material.mentions(touchpoint.id)
    valence = estimate(rows, seed=material.seed, error=material.error.place)
    side = "pain" if (valence.value or 0.0) < 0 else "delight"
    agreeing, against = (ranked(feeling(rows, kind), touchpoint) for kind in (side, OPPOSITE[side]))
    hidden = material.hides(people(rows))
    counter = () if hidden else quote_all(clearest(against, agreeing), context)
    return TouchpointCell(
        touchpoint=touchpoint.id,
        names=dict(touchpoint.names),
        stage=touchpoint.stage,
        control=touchpoint.control,
        owner=touchpoint.owner,
        channels=touchpoint.channels,
        valence=valence,
        grade=grade(
            people(rows),
            rows["source_kind"].nunique(),
            min_people=material.min_people,
            written=bool(touchpoint.promise),
        ),
        quotes=() if hidden else quote_all(choose(agreeing, _CELL), context),
        counter=counter[0] if counter else None,
        disagree=people(against),
        everyone=material.moods.everyone(
            rows, min_people=material.min_people, seed=material.seed, error=material.error.place
        ),
    )


def _channels(touchpoints: list[Touchpoint], material: Material) -> dict[str, int]:
    """channel -> people who speak of a touchpoint on it.

    The channel that an utterance names or its document came by narrows a touchpoint that runs on
    several; it counts by itself where the codebook names none.
    """
    told: dict[str, set[str]] = {}
    for touchpoint in touchpoints:
        rows = material.mentions(touchpoint.id)
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
