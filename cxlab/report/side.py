"""One page on which the maps of all segments, or periods, stand side by side: curves, then numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from cxlab.journey.model import Estimate, Finding, Journey, StageColumn
from cxlab.report import cells, drawing, dress
from cxlab.report.geometry import extremes
from cxlab.report.index import Card, whole_page
from cxlab.report.multiples import most_people, multiple, scale_ticks
from cxlab.report.sheets import rounded, write_csv
from cxlab.report.verdicts import Names, Verdict, Verdicts
from cxlab.report.words import Words

# Touchpoints that differ are shown at once up to this many; all stand in the table.
PARTED = 5
# With more segments than this, a touchpoint at which some differ names these only.
ALL_NAMED = 4
# More stages than this are named upright above the curves; on a telephone they, or names longer
# than this, stand in a list below each curve.
MOST_ACROSS, LONGEST_UPRIGHT = 8, 26
TOP = 3
SEGMENTS = (
    "segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high", "grade",
    "others_people", "others_valence", "difference", "p", "q", "verdict",
)  # fmt: skip
NOBODY = Estimate(None, None, None, 0, 0)


@dataclass(frozen=True)
class Cell:
    """One segment at one stage or touchpoint: its mean, and what the comparison says of it."""

    name: str
    valence: Estimate
    grade: str
    bar: Markup
    side: str
    verdict: Verdict | None


def side_html(
    title: str,
    cards: Sequence[Card],
    differences: pd.DataFrame,
    *,
    lang: str,
    waves: bool = False,
    downloads: Mapping[str, str] | None = None,
    undated: int = 0,
) -> str:
    """The whole page.

    `cards` are the segments with a journey, in the order to show them; a card with an `href` links
    to its findings' evidence there, one without shows it here. `differences` is the comparison at
    touchpoints and, with touchpoint '', at stages. `waves`: they are periods of a study, and
    `undated` customers' documents belong to none.
    """
    words = Words.of(lang)
    journeys = [card.journey for card in cards if card.journey]
    names, verdicts = Names.of(journeys, words), Verdicts.of(differences)
    parted = verdicts.parted()
    heading = words("side_waves_title" if waves else "side_title")
    minimum = max((one.min_people for one in journeys), default=0)
    body = dress.render(
        "side.html.j2",
        words=words,
        title=title,
        heading=heading,
        how_many=words.how_many("waves" if waves else "segments", len(journeys)),
        synthetic=any(one.synthetic for one in journeys),
        names=names,
        parted=[_place(*place, journeys, verdicts, names, words) for place in parted[:PARTED]],
        more=len(parted) - PARTED,
        lede=words(
            "side_lede",
            k=words.count(len(parted)),
            n=words.how_many("compared", verdicts.tested),
        ),
        alone=len(journeys) < 2 and not len(verdicts),
        strips=_strips(cards, verdicts, names, words),
        ticks=scale_ticks(words),
        stages=[names.stage(one.stage) for one in _stages(journeys)],
        most_across=MOST_ACROSS,
        listed=len(_stages(journeys)) > MOST_ACROSS
        or any(len(name) > LONGEST_UPRIGHT for name in names.stages.values()),
        segments=list(names.segments.values()),
        by_stage=[
            (names.stage(one.stage), _cells(one.stage, "", journeys, verdicts, names, words))
            for one in _stages(journeys)
        ],
        by_touchpoint=_by_touchpoint(journeys, verdicts, names, words),
        unmentioned=words.joined([names.touchpoint(one) for one in _unmentioned(journeys)]),
        grades=[(one, words(f"grade_{one}_means", n=minimum)) for one in cells.GRADES],
        grade=cells.grade_of,
        minimum=minimum,
        downloads=dict(downloads or {}),
        undated=words("side_undated", documents=words.how_many("documents", undated))
        if undated
        else "",
    )
    return whole_page(body, title=f"{title} · {heading}", lang=lang, index="index.html")


def segments_csv(journeys: Iterable[Journey], differences: pd.DataFrame, path: Path) -> Path:
    """Write one row per segment and stage (touchpoint empty) or touchpoint, beside its comparison.

    `differences` is that of `cxlab.journey.compare`, at stages and at touchpoints.
    """
    told = {
        (one["segment"], one["stage"], one["touchpoint"]): [one[name] for name in SEGMENTS[9:]]
        for one in differences.astype(object).where(differences.notna(), None).to_dict("records")
    }
    rows = []
    for journey in journeys:
        for stage in journey.stages:
            cells = [("", stage.valence, stage.grade)]
            cells += [(one.touchpoint, one.valence, one.grade) for one in stage.touchpoints]
            for touchpoint, mean, grade in cells:
                place = (journey.segment, stage.stage, touchpoint)
                lived = (
                    mean.people,
                    mean.mentions,
                    *map(rounded, (mean.value, mean.low, mean.high)),
                )
                compared = told.get(place, [None] * len(SEGMENTS[9:]))
                rows.append((*place, *lived, grade, *compared))
    return write_csv(SEGMENTS, rows, path)


def _stages(journeys: Sequence[Journey]) -> tuple[StageColumn, ...]:
    """The stages of the study: every map of it has them all."""
    return journeys[0].stages if journeys else ()


def _cells(
    stage: str,
    touchpoint: str,
    journeys: Sequence[Journey],
    verdicts: Verdicts,
    names: Names,
    words: Words,
) -> list[Cell]:
    """Each segment at a stage (touchpoint '') or a touchpoint."""
    found = []
    for journey in journeys:
        valence, grade = _lived(journey, stage, touchpoint)
        found.append(
            Cell(
                name=names.segment(journey.segment),
                valence=valence,
                grade=grade,
                bar=Markup(drawing.interval_bar(valence)),
                side=drawing.side_of(valence.value or 0.0, words),
                verdict=verdicts.at(stage, touchpoint, journey.segment),
            )
        )
    return found


def _lived(journey: Journey, stage: str, touchpoint: str) -> tuple[Estimate, str]:
    for column in journey.stages:
        if column.stage != stage:
            continue
        if not touchpoint:
            return column.valence, column.grade
        for cell in column.touchpoints:
            if cell.touchpoint == touchpoint:
                return cell.valence, cell.grade
    return NOBODY, "gap"


def _place(
    stage: str,
    touchpoint: str,
    journeys: Sequence[Journey],
    verdicts: Verdicts,
    names: Names,
    words: Words,
) -> dict[str, Any]:
    """A touchpoint at which a difference holds, with every segment there, the worst first."""
    here = _cells(stage, touchpoint, journeys, verdicts, names, words)
    shown = [
        one
        for one in here
        if len(here) <= ALL_NAMED or (one.verdict is not None and one.verdict.differs)
    ]
    shown.sort(key=lambda one: (one.valence.value is None, one.valence.value or 0.0))
    rest = len(here) - len(shown)
    return {
        "stage": names.stage(stage),
        "touchpoint": names.touchpoint(touchpoint),
        "cells": shown,
        "rest": words.how_many("side_rest", rest) if rest else "",
    }


def _by_touchpoint(
    journeys: Sequence[Journey], verdicts: Verdicts, names: Names, words: Words
) -> list[tuple[str, list[tuple[str, list[Cell]]]]]:
    """Stage by stage the touchpoints that anybody mentions, each with every segment."""
    silent = set(_unmentioned(journeys))
    found = []
    for column in _stages(journeys):
        rows = [
            (
                names.touchpoint(one.touchpoint),
                _cells(column.stage, one.touchpoint, journeys, verdicts, names, words),
            )
            for one in column.touchpoints
            if one.touchpoint not in silent
        ]
        if rows:
            found.append((names.stage(column.stage), rows))
    return found


def _unmentioned(journeys: Sequence[Journey]) -> list[str]:
    every = [one for journey in journeys for stage in journey.stages for one in stage.touchpoints]
    told = {one.touchpoint for one in every if one.valence.people}
    return list(dict.fromkeys(one.touchpoint for one in every if one.touchpoint not in told))


def _strips(
    cards: Sequence[Card], verdicts: Verdicts, names: Names, words: Words
) -> list[dict[str, Any]]:
    """Each segment's curve with its numbers, its high and low point and its strongest findings."""
    journeys = [card.journey for card in cards if card.journey]
    most = most_people(journeys)
    found = []
    for card in cards:
        journey = card.journey
        if journey is None:
            continue
        here = {one.stage: verdicts.at(one.stage, "", journey.segment) for one in journey.stages}
        differing = [stage for stage, verdict in here.items() if verdict and verdict.differs]
        others = [one for one in journeys if one is not journey]
        found.append(
            {
                "name": names.segment(journey.segment),
                "href": card.href,
                "journey": journey,
                "curve": Markup(multiple(journey, others, words, differing=differing, most=most)),
                "stages": [
                    (one, drawing.side_of(one.valence.value or 0.0, words), here[one.stage])
                    for one in journey.stages
                ],
                "extremes": [
                    (key, mark, names.stage(one.stage), words.signed(one.valence.value))
                    for key, mark, one in zip(
                        ("peak", "trough"), "▲▼", extremes(journey), strict=True
                    )
                    if one
                ],
                "moments": list(
                    dict.fromkeys(names.touchpoint(one.touchpoint) for one in journey.moments)
                ),
                "pains": _top(journey, "pain", words),
                "delights": _top(journey, "delight", words),
                "enough": lambda people, journey=journey: cells.may_quote(people, journey),
                "phrase_of": lambda finding, journey=journey: cells.phrase_of(finding, journey),
            }
        )
    return found


def _top(journey: Journey, kind: str, words: Words) -> list[tuple[Finding, str, str]]:
    """The findings of enough people that weigh most: each with its place and its anchor."""
    places = cells.touchpoint_names(journey, words)
    enough = [
        one for one in journey.findings if one.kind == kind and one.people >= journey.min_people
    ]
    ranked = sorted(enough, key=lambda one: (-one.severity, one.finding_id))[:TOP]
    return [(one, cells.place(one, places, words), cells.anchor(one)) for one in ranked]
