"""Stages taken together: the rows moved into coarser columns, and what people feel at each level."""

from collections.abc import Iterator

import pandas as pd

from cxlab.journey.evidence import estimate, people
from cxlab.journey.findings import grade
from cxlab.journey.material import Material
from cxlab.journey.model import Rollup
from cxlab.stages import NONE, StageModel, names_of, roll_up
from cxlab.study import Study


def moved(
    utterances: pd.DataFrame, mentions: pd.DataFrame, study: Study
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Settled utterances and mentions in the columns of a rolled study (`Study.rolled`).

    What lies outside its scope is in no stage, and mentions of touchpoints outside it are left out;
    people are counted afterwards, so that whoever speaks of two stages of a column counts once.
    """
    if study.rollup is None:
        return utterances, mentions
    column = {**study.rollup.column, NONE: NONE, "": ""}
    changed = {
        name: utterances[name].map(lambda stage: column.get(stage, NONE))
        for name in ("stage", "stage2")
        if name in utterances
    }
    known = {one.id for one in study.codebook.touchpoints}
    own = {one.id for one in study.whole.codebook.touchpoints}
    outside = mentions["touchpoint"].isin(own - known)
    return utterances.assign(**changed), mentions[~outside]


def rollups(material: Material) -> tuple[Rollup, ...]:
    """Before, during, after; the steps; the buyer journey and the full experience: each counted anew.

    Levels that the stages do not tell (no `step`, no `buyer`) are left out, and all of them on a map
    that is already rolled up.
    """
    if material.study.rollup is not None:
        return ()
    found = []
    for level, part, names, held in _parts(material.study.stages):
        rows = pd.concat([material.spoken(stage) for stage in held]).drop_duplicates("utt_id")
        kinds = rows["source_kind"].nunique()
        found.append(
            Rollup(
                id=part,
                level=level,
                names=names,
                stages=held,
                valence=estimate(rows, seed=material.seed, error=material.error.place),
                grade=grade(people(rows), kinds, min_people=material.min_people),
            )
        )
    return tuple(found)


def _parts(model: StageModel) -> Iterator[tuple[str, str, dict[str, str], tuple[str, ...]]]:
    """Level, id, names and stages of every part."""
    levels = ["periods"] + ["steps"] * all(one.step for one in model.stages)
    for level in levels:
        rolled = roll_up(model, columns=level)
        for one in rolled.model.stages:
            yield level, one.id, one.names, rolled.stages(one.id)
    buyer = tuple(one.id for one in model.stages if one.buyer)
    if buyer:
        yield "scope", "buyer", names_of("scope", "buyer"), buyer
    yield "scope", "full", names_of("scope", "full"), model.ids
