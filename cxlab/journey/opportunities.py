"""The opportunities people wrote down, in the order to take them up, and what lies behind each touchpoint."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from cxlab.codebook import LAYERS, Touchpoint
from cxlab.journey.material import Material
from cxlab.journey.model import Action, Service


def opportunities(stage: str, material: Material) -> tuple[Action, ...]:
    """The actions of actions.csv at a stage for a segment.

    An action is at the stage it names, else at its touchpoint's, else at its finding's. In order of
    `Action.turn`, then as they stand in the file.
    """
    written = material.actions[material.concerns(material.actions)]
    rows: list[dict[str, Any]] = written.to_dict("records")  # type: ignore[assignment]
    places = {one.id: one.stage for one in material.study.codebook.touchpoints}
    places |= {basis_id: basis.touchpoint.stage for basis_id, basis in material.by_id.items()}
    here = [row for row in rows if _place(row, places, material) == stage]
    found = [_action(row, stage, material) for row in sorted(here, key=lambda row: row["line"])]
    return tuple(sorted(found, key=lambda one: one.turn))


def _place(row: Mapping[str, Any], places: Mapping[str, str], material: Material) -> str:
    """The column an action stands in, '' for none on this map."""
    if row["stage"]:
        rollup = material.study.rollup
        return rollup.column.get(row["stage"], "") if rollup else str(row["stage"])
    return places.get(row["touchpoint"] or row["finding_id"], "")


def _action(row: Mapping[str, Any], stage: str, material: Material) -> Action:
    touchpoint = row["touchpoint"]
    if not touchpoint and row["finding_id"] in material.by_id:
        touchpoint = material.by_id[row["finding_id"]].touchpoint.id
    return Action(
        action_id=row["action_id"],
        title=row["action"],
        stage=stage,
        touchpoint=touchpoint,
        finding_id=row["finding_id"],
        impact=None if pd.isna(row["impact"]) else int(row["impact"]),
        effort=None if pd.isna(row["effort"]) else int(row["effort"]),
        owner=row["owner"],
        due=row["due"],
        status=row["status"],
        to_be=row["to_be"],
    )


def blueprint(touchpoints: Iterable[Touchpoint]) -> dict[str, tuple[Service, ...]]:
    """What the codebook says of each layer of some touchpoints; a layer nobody described is left out."""
    layers = {
        layer: tuple(
            Service(one.id, {str(lang): words for lang, words in text.items()})
            for one in touchpoints
            for text in getattr(one.blueprint, layer)
        )
        for layer in LAYERS
    }
    return {layer: services for layer, services in layers.items() if services}
