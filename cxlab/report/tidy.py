"""Journeys -> tidy sheets: one kind of row a sheet, one value a cell, ids beside names.

Sheets of plain parts (sources, moments, promises …) follow the classes of the model: a new field is
a new column, a new tuple of parts a new sheet.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cxlab.journey.model import (
    Finding,
    Journey,
    Quote,
    Saturation,
    SourceCount,
    StageColumn,
)
from cxlab.languages import of
from cxlab.report.flat import cell, flat_sheet, hints, parts_of
from cxlab.report.sheets import Sheet, rounded, write_csv
from cxlab.report.words import Words

TOUCHPOINTS = ("segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high")
FINDINGS = (
    "finding_id", "segment", "stage", "touchpoint", "kind", "theme", "title", "people", "of_people",
    "mentions", "valence", "low", "high", "effect", "severity", "grade", "disagree", "utt_ids", "counter_ids",
)  # fmt: skip
PATHS = (
    "segment", "start", "end", "kind", "people", "of_people", "low", "high", "mentions",
    "documents", "of_documents", "utt_ids",
)  # fmt: skip
_QUOTE = tuple(field.name for field in dataclasses.fields(Quote))
# Lanes of a stage that are quotes.
_LANES = ("actions", "thoughts", "quotes", "gaps")
# Fields whose rows are in sheets of their own making.
_TOLD = {"stages", "headlines", "sources", "touchpoints", "pains", "delights", *_LANES}


def sheets(journeys: Sequence[Journey], words: Words) -> list[Sheet]:
    """All sheets of a study's journeys; names of stages and touchpoints in the language of `words`.

    The same sheets with the same columns for any journeys, however empty.
    """
    made = [
        flat_sheet("segments", Journey, [((), one) for one in journeys], (), words),
        _parts("sources", SourceCount, journeys, words),
        _stages(journeys, words),
        touchpoints(journeys, words),
        findings(journeys, words),
        _evidence(journeys),
        _quotes(journeys),
        paths(journeys),
        _tallies(journeys),
        *_others(journeys, words),
        _steps(journeys, words),
        _blueprint(journeys, words),
        _accuracy(journeys),
    ]
    return [_about(journeys, made, words), *made]


def touchpoints_csv(journeys: Sequence[Journey], path: Path) -> Path:
    """Write one row per segment and touchpoint."""
    sheet = touchpoints(journeys, Words.of("en")).only(TOUCHPOINTS)
    return write_csv(sheet.columns, sheet.rows, path)


def findings_csv(journeys: Sequence[Journey], path: Path) -> Path:
    """Write one row per finding, with the ids of all it rests on."""
    sheet = findings(journeys, Words.of("en")).only(FINDINGS)
    return write_csv(sheet.columns, sheet.rows, path)


def paths_csv(journeys: Sequence[Journey], path: Path) -> Path:
    """Write one row per segment and move between two stages, with the sentences it rests on."""
    sheet = paths(journeys)
    return write_csv(sheet.columns, sheet.rows, path)


def touchpoints(journeys: Sequence[Journey], words: Words) -> Sheet:
    """A row per segment and touchpoint of the codebook, spoken of or not."""
    more = (
        "grade", "everyone", "everyone_low", "everyone_high", "control", "owner", "channels",
        "stage_name", "touchpoint_name",
    )  # fmt: skip
    rows = [
        (
            journey.segment, stage.stage, cell.touchpoint, cell.valence.people, cell.valence.mentions,
            rounded(cell.valence.value), rounded(cell.valence.low), rounded(cell.valence.high),
            cell.grade, rounded(cell.everyone.value), rounded(cell.everyone.low),
            rounded(cell.everyone.high), cell.control, cell.owner, " ".join(cell.channels),
            words.name(stage.names, stage.stage), words.name(cell.names, cell.touchpoint),
        )
        for journey in journeys for stage in journey.stages for cell in stage.touchpoints
    ]  # fmt: skip
    return Sheet("touchpoints", TOUCHPOINTS + more, rows)


def findings(journeys: Sequence[Journey], words: Words) -> Sheet:
    """A row per pain or delight; `likely_low` and `likely_high` are its people with the machine's errors."""
    more = (
        "gap_people", "frontline_people", "likely_low", "likely_high", "stage_name", "touchpoint_name",
    )  # fmt: skip
    rows = []
    for journey, stage, one in _findings(journeys):
        names = {cell.touchpoint: cell.names for cell in stage.touchpoints}
        likely = (one.allowing.low, one.allowing.high) if one.allowing else (None, None)
        rows.append(
            (
                one.finding_id, journey.segment, one.stage, one.touchpoint, one.kind, one.theme, one.title, one.people,
                one.of_people, one.mentions, rounded(one.valence.value), rounded(one.valence.low),
                rounded(one.valence.high), rounded(one.effect), rounded(one.severity), one.grade, one.disagree,
                " ".join(one.utt_ids), " ".join(one.counter_ids), one.gap_people, one.frontline_people, *likely,
                words.name(stage.names, stage.stage), words.name(names.get(one.touchpoint, {}), one.touchpoint),
            )
        )  # fmt: skip
    return Sheet("findings", FINDINGS + more, rows)


def paths(journeys: Sequence[Journey]) -> Sheet:
    """A row per segment and move between two stages."""
    rows = [
        (
            journey.segment, one.start, one.end, one.kind, one.people, one.of_people,
            rounded(one.low), rounded(one.high), one.mentions, one.documents,
            journey.paths.documents, " ".join(one.utt_ids),
        )
        for journey in journeys for one in journey.paths.moves
    ]  # fmt: skip
    return Sheet("paths", PATHS, rows)


def _findings(journeys: Sequence[Journey]) -> Iterator[tuple[Journey, StageColumn, Finding]]:
    for journey in journeys:
        for stage in journey.stages:
            for one in (*stage.pains, *stage.delights):
                yield journey, stage, one


def _evidence(journeys: Sequence[Journey]) -> Sheet:
    """A row per finding and sentence, for or against it."""
    rows = [
        (journey.segment, one.finding_id, side, utt_id)
        for journey, _, one in _findings(journeys)
        for side, ids in (("for", one.utt_ids), ("against", one.counter_ids))
        for utt_id in ids
    ]
    return Sheet("evidence", ("segment", "finding_id", "side", "utt_id"), rows)


def _quotes(journeys: Sequence[Journey]) -> Sheet:
    """A row per quote and place on the map, with its file and locator."""
    rows: list[list[Any]] = []

    def add(journey: Journey, lane: str, of_finding: str, quotes: Sequence[Quote | None]) -> None:
        for quote in quotes:
            if quote is not None:
                told = [cell(getattr(quote, name)) for name in _QUOTE]
                rows.append([journey.segment, lane, of_finding, *told])

    for journey in journeys:
        for stage in journey.stages:
            for lane in _LANES:
                add(journey, lane, "", getattr(stage, lane))
            for touchpoint in stage.touchpoints:
                add(journey, "touchpoints", "", (*touchpoint.quotes, touchpoint.counter))
            for promise in stage.promises:
                add(journey, "promises", "", (promise.broken, promise.kept))
            for one in (*stage.pains, *stage.delights):
                add(journey, one.kind, one.finding_id, one.quotes)
                add(journey, "against", one.finding_id, [one.counter])
                add(journey, "frontline", one.finding_id, one.frontline)
        add(journey, "paths", "", [move.quote for move in journey.paths.moves])
    return Sheet("quotes", ("segment", "lane", "finding_id", *_QUOTE), rows)


def _tallies(journeys: Sequence[Journey]) -> Sheet:
    """A row per stage and channel or emotion, with its people."""
    rows = [
        (journey.segment, stage.stage, what, name, people)
        for journey in journeys
        for stage in journey.stages
        for what, counts in (("channel", stage.channels), ("emotion", stage.emotions))
        for name, people in counts.items()
    ]
    return Sheet("tallies", ("segment", "stage", "what", "name", "people"), rows)


def _steps(journeys: Sequence[Journey], words: Words) -> Sheet:
    """A row per number of interviews: the saturation curve."""
    rows = [
        ((journey.segment, one.unit), step)
        for journey in journeys
        for one in journey.saturation
        for step in one.steps
    ]
    shape = dict(_part_fields(Saturation))["steps"]
    return flat_sheet("saturation_steps", shape, rows, ("segment", "unit"), words)


def _blueprint(journeys: Sequence[Journey], words: Words) -> Sheet:
    """A row per stage, layer and touchpoint: what the company does there."""
    rows = [
        (journey.segment, stage.stage, layer, one.touchpoint, words.name(one.text))
        for journey in journeys
        for stage in journey.stages
        for layer, services in stage.blueprint.items()
        for one in services
    ]
    return Sheet("blueprint", ("segment", "stage", "layer", "touchpoint", "text"), rows)


def _stages(journeys: Sequence[Journey], words: Words) -> Sheet:
    rows = [((one.segment,), stage) for one in journeys for stage in one.stages]
    return flat_sheet("stages", StageColumn, rows, ("segment",), words)


def _parts(name: str, shape: type, journeys: Sequence[Journey], words: Words) -> Sheet:
    rows = [((one.segment,), part) for one in journeys for part in getattr(one, name)]
    return flat_sheet(name, shape, rows, ("segment",), words)


def _others(journeys: Sequence[Journey], words: Words) -> Iterator[Sheet]:
    """A sheet for each further tuple of parts that the model has, of journeys and of stages."""
    for name, shape in _part_fields(Journey):
        yield _parts(name, shape, journeys, words)
    for name, shape in _part_fields(StageColumn):
        rows = [
            ((one.segment, stage.stage), part)
            for one in journeys
            for stage in one.stages
            for part in getattr(stage, name)
        ]
        yield flat_sheet(name, shape, rows, ("segment", "stage"), words)


def _part_fields(shape: type) -> Iterator[tuple[str, type]]:
    for name, hint in hints(shape):
        part = parts_of(hint)
        if part and name not in _TOLD:
            yield name, part


def _accuracy(journeys: Sequence[Journey]) -> Sheet:
    """How often the machine was right on sentences whose labels are known, by what it tells and language."""
    rows = []
    for head, by_lang in _mapping(_method(journeys).get("measured")).items():
        for lang, figures in _mapping(by_lang).items():
            numbers = _mapping(figures)
            values = [rounded(numbers.get(name)) for name in ("accuracy", "macro_f1", "n")]
            rows.append((head, lang, *values))
    return Sheet("accuracy", ("tells", "lang", "accuracy", "macro_f1", "n"), rows)


def _about(journeys: Sequence[Journey], made: Sequence[Sheet], words: Words) -> Sheet:
    """What the study is, how it was made, and what each sheet holds."""
    told = of(words.lang).SHEETS
    rows: list[tuple[str, Any]] = []
    if journeys:
        first = journeys[0]
        rows += [(words("study"), first.title), ("study", first.study)]
        rows += [(words("synthetic"), words("synthetic_note"))] if first.synthetic else []
        rows += [("min_people", first.min_people)]
        for key, value in _method(journeys).items():
            parts = _mapping(value)
            if key == "versions":
                rows += [(f"{key}.{name}", version) for name, version in parts.items()]
            elif isinstance(value, str | int | float | bool):
                rows.append((key, value))
    rows += [("", told["about"])]
    rows += [(sheet.name, told.get(sheet.name, "")) for sheet in made]
    return Sheet("about", ("key", "value"), list(dict.fromkeys(rows)))


def _method(journeys: Sequence[Journey]) -> Mapping[str, Any]:
    return journeys[0].method if journeys else {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
