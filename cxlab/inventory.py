"""What is in a study before it is run: sources x segments x languages, and what could not be read."""

from pathlib import Path

import pandas as pd

from cxlab.analyse.encode import require_encoder
from cxlab.ingest import read_actions, read_overrides, read_promises, read_sources
from cxlab.ingest.overrides import people_in
from cxlab.ingest.written import CLOSED
from cxlab.prepare import prepare
from cxlab.study import ACTIONS, OVERRIDES, PROMISES, Study

_SHOWN = 10


def inventory(reference: str | Path, out: str | Path | None = None) -> str:
    """The study's inventory as lines of text.

    Raises StudyError when study.yml, the codebook, what people wrote, the encoder or a mapped column
    has a fault, or when nothing can be read.
    """
    study = Study.load(reference, out)
    require_encoder(study.encoder)
    overrides = read_overrides(study)
    raw = read_sources(study)
    documents = prepare(raw.documents, raw.turns, roster=raw.roster).documents
    return "\n".join(
        [
            f"{study.file.title} ({study.folder})",
            f"stages: {', '.join(study.stages.ids)}; touchpoints: {len(study.codebook)}",
            *_decided(overrides),
            *_wrote(read_promises(study), read_actions(study)),
            "",
            _grid(documents).to_string(index=False),
            "",
            *_losses(raw.counts, raw.quarantine),
        ]
    )


def _decided(overrides: pd.DataFrame) -> list[str]:
    """How much people decided."""
    if overrides.empty:
        return []
    people, utterances = people_in(overrides["author"]), overrides["utt_id"].nunique()
    return [
        f"{OVERRIDES}: {len(overrides)} decision(s) about {utterances} sentence(s), by {people} "
        f"{'person' if people == 1 else 'people'}"
    ]


def _wrote(promises: pd.DataFrame, actions: pd.DataFrame) -> list[str]:
    """How much people promise and plan."""
    told = []
    if len(promises):
        places = promises["touchpoint"].nunique()
        told.append(f"{PROMISES}: {len(promises)} promise(s) at {places} touchpoint(s)")
    if len(actions):
        open_ones = int((~actions["status"].isin(CLOSED)).sum())
        told.append(f"{ACTIONS}: {len(actions)} action(s), {open_ones} of them open")
    return told


def _grid(documents: pd.DataFrame) -> pd.DataFrame:
    """One row per source x segment x language: people, documents, first and last date."""
    named = documents["segment"].where(documents["segment"] != "", "(none)")
    shown = documents.assign(segment=named)
    grouped = shown.groupby(["source", "kind", "segment", "lang"], sort=True)
    grid = grouped.agg(
        people=("participant", "nunique"),
        documents=("doc_id", "size"),
        first=("date", "min"),
        last=("date", "max"),
    ).reset_index()
    for column in ("first", "last"):
        grid[column] = grid[column].dt.strftime("%Y-%m-%d").fillna("")
    return grid


def _losses(counts: pd.DataFrame, quarantine: pd.DataFrame) -> list[str]:
    """What was left out and why: duplicates by file, then what could not be read."""
    lines = [
        f"{row['file']}: {row['duplicates']} duplicate row(s) dropped of {row['rows']}"
        for row in counts.to_dict("records")
        if row["duplicates"]
    ]
    lines += [
        f"not read: {row['file']}, line {row['line']}: {row['reason']}"
        for row in quarantine.head(_SHOWN).to_dict("records")
    ]
    if len(quarantine) > _SHOWN:
        lines.append(f"... and {len(quarantine) - _SHOWN} more that could not be read")
    return lines
