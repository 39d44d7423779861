"""Utterances, mentions and documents -> the Journey of one segment."""

import warnings
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd

from cxlab import languages, tables
from cxlab.errors import SmallSampleWarning, StudyError
from cxlab.journey import statistics
from cxlab.journey.columns import Lanes, most_first, stage_column, withheld
from cxlab.journey.coverage import coverage, saturation
from cxlab.journey.drivers import drivers, moments
from cxlab.journey.evidence import Context, Evidence, complete, estimate, gather, people
from cxlab.journey.findings import bases, titles
from cxlab.journey.labelerror import LabelError
from cxlab.journey.material import Material
from cxlab.journey.model import Finding, Journey, SourceCount
from cxlab.journey.paths import find_paths
from cxlab.journey.ratings import (
    csat_estimate,
    effort_estimate,
    effort_scale,
    efforts,
    nps_estimate,
    rating_scale,
    ratings,
)
from cxlab.journey.rollup import moved, rollups
from cxlab.journey.settle import settle_stages
from cxlab.study import Persona, Study
from cxlab.yamlfile import nearest

__all__ = ["build_journey", "settle_stages"]
_HEADLINES = 5


def build_journey(
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    study: Study,
    segment: str,
    *,
    method: dict[str, Any] | None = None,
    shareable: bool = True,
    promises: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
) -> Journey:
    """The map of one segment; the same rows in any order give the same Journey.

    `utterances` carry the study's stages (settle_stages). `method` is printed with the map beside
    the parameters used here (versions, measured errors of the heads); its `label_error`
    (`cxlab.journey.labelerror.LabelError`) widens the intervals. A shareable map shows no
    words of a finding, touchpoint or stage that fewer than `min_people` people speak of. A segment of fewer people still gets
    its map and a SmallSampleWarning. `promises` and `actions` are the tables of what people wrote
    (`cxlab.ingest.read_promises`, `read_actions`). The columns are those that the study's `report` asks for.
    Raises StudyError when nobody knows the segment.
    """
    utterances, documents = complete("utterances", utterances), complete("documents", documents)
    mentions = complete("mentions", mentions)
    _require(segment, documents, study)
    study = study.rolled()
    utterances, mentions = moved(utterances, mentions, study)
    minimum = study.file.report.min_people
    evidence = gather(utterances, mentions, documents, segment=segment, codebook=study.codebook)
    own = evidence.documents
    count = evidence.people
    if count < minimum:
        warnings.warn(small_sample(segment, count, minimum), SmallSampleWarning, stacklevel=2)
    seed, scale, ease = study.file.seed, rating_scale(own, study), effort_scale(own, study)
    rated = ratings(own, scale, study)
    error = LabelError.of(method or {})
    found = tuple(
        bases(evidence, codebook=study.codebook, min_people=minimum, seed=seed, error=error)
    )
    named = titles(found, evidence.said, lang=study.file.report.language, shareable=shareable)
    material = Material(
        study=study,
        segment=segment,
        evidence=evidence,
        bases=found,
        titles=tuple(named),
        ratings=rated,
        rating_scale=scale,
        efforts=efforts(own, ease, study),
        effort_scale=ease,
        promises=_written("promises", promises),
        actions=_written("actions", actions),
        shareable=shareable,
        error=error,
    )
    lanes = {one.id: Lanes.of(material.spoken(one.id)) for one in study.stages.stages}
    spoken = {stage: one.spoken for stage, one in lanes.items()}
    unseen = withheld(material, lanes.values())
    context = Context(utterances, unseen)
    columns = tuple(
        stage_column(stage, lanes[stage.id], lanes[stage.id].without(unseen), material, context)
        for stage in study.stages.stages
    )
    cells = {one.touchpoint: one.valence for column in columns for one in column.touchpoints}
    driving = drivers(material, cells)
    persona = study.file.personas.get(segment, Persona())
    dates = pd.to_datetime(own["date"], errors="coerce").dropna()
    said = evidence.said
    return Journey(
        study=study.name,
        title=study.file.title,
        segment=segment,
        name=_texts(persona.name) or dict.fromkeys(languages.CODES, segment),
        description=_texts(persona.description),
        scenario=_texts(study.file.scenario),
        synthetic=study.file.synthetic,
        min_people=minimum,
        people=count,
        documents=len(own),
        utterances=len(said),
        sources=_sources(evidence),
        languages=most_first(_counts(said["lang"])),
        first_date="" if dates.empty else f"{dates.min():%Y-%m-%d}",
        last_date="" if dates.empty else f"{dates.max():%Y-%m-%d}",
        valence=estimate(said, seed=seed, error=error.whole),
        rating=estimate(rated, seed=seed, column="rating", bounds=scale),
        rating_scale=scale,
        nps=nps_estimate(own),
        stages=columns,
        headlines=_headlines(
            [one for column in columns for one in (*column.pains, *column.delights)]
        ),
        method=_method(study, shareable) | (method or {}),
        paths=find_paths(
            evidence, study.stages, context, unseen, min_people=minimum if shareable else 0
        ),
        state=study.file.report.state,
        scope=study.file.report.scope,
        columns=study.file.report.columns,
        lanes=study.file.report.lanes,
        rollups=rollups(material),
        csat=csat_estimate(rated, scale),
        effort=effort_estimate(material.efforts, ease, seed=seed),
        effort_scale=ease,
        drivers=driving,
        moments=moments(material, cells, driving),
        coverage=coverage(evidence, spoken),
        saturation=saturation(evidence),
    )


def _written(name: str, table: pd.DataFrame | None) -> pd.DataFrame:
    """What people wrote as its table, empty where they wrote nothing."""
    return tables.empty(name) if table is None else tables.conform(name, table)


def small_sample(segment: str, count: int, minimum: int) -> str:
    """The sentence for a segment of too few people, with its consequence."""
    noun = "person" if count == 1 else "people"
    return (
        f"segment '{segment}' has {count} {noun}; findings need {minimum}, "
        "so its map will be mostly gaps"
    )


def _require(segment: str, documents: pd.DataFrame, study: Study) -> None:
    found = set(documents["segment"].dropna().astype(str)) - {""}
    known = sorted(found | set(study.file.personas) | set(study.file.segments.rules))
    if segment not in known:
        raise StudyError(
            f"study '{study.name}' has no segment '{segment}'.{nearest(segment, known)} "
            f"Found: {', '.join(known) or 'none'}"
        )


def _sources(evidence: Evidence) -> tuple[SourceCount, ...]:
    """The segment's sources in alphabetical order; frontline ones count staff, never customers."""
    said = evidence.said
    found = []
    for (name, kind), rows in evidence.documents.groupby(["source", "kind"]):
        here = said[said["source"] == name]
        count = evidence.people_of(rows, here)
        found.append(SourceCount(str(name), str(kind), count, len(rows), len(here)))
    for (name, kind), rows in evidence.staff.groupby(["source", "source_kind"]):
        documents = int(rows["doc_id"].nunique())
        found.append(SourceCount(str(name), str(kind), people(rows), documents, len(rows)))
    return tuple(sorted(found, key=lambda one: (one.name, one.kind)))


def _texts(names: Mapping[Any, str]) -> dict[str, str]:
    return {str(lang): text for lang, text in names.items()}


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(key): int(count) for key, count in values.value_counts().items()}


def _headlines(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings to read first: the severest, never thin, both kinds if there are."""
    solid = [one for one in findings if one.grade != "thin"]
    solid.sort(key=lambda one: (-one.severity, one.finding_id))
    chosen = solid[:_HEADLINES]
    missing = {one.kind for one in solid} - {one.kind for one in chosen}
    for kind in missing:
        chosen[-1] = next(one for one in solid if one.kind == kind)
    return tuple(chosen)


def _method(study: Study, shareable: bool) -> dict[str, Any]:
    return {
        "seed": study.file.seed,
        "min_people": study.file.report.min_people,
        "shareable": shareable,
        "level": 0.95,
        "resamples": statistics.RESAMPLES,
        "interval": "bootstrap over participants, expanded percentiles",
        "mean": "mean over participants of each one's mean",
        "severity": "|valence| x people / people of the segment x effect on ratings, 0 to 4",
        "versions": {name: _version(name) for name in ("cxlab", "numpy", "pandas", "scipy")},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
