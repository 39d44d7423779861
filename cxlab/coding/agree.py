"""cxlab agreement: filled sheets -> figures kept for the reports, disagreements, proposed overrides."""

import datetime
import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab.coding.agreement import UNDECIDED, Coded, measure, with_sentiment
from cxlab.coding.draw import population
from cxlab.coding.filled import find_sheets, read_sheets
from cxlab.coding.labels import machine_labels
from cxlab.coding.sample import WEIGHTS
from cxlab.errors import OverrideWarning, StudyError
from cxlab.ingest.decisions import FIELDS
from cxlab.ingest.overrides import COLUMNS as OVERRIDE_COLUMNS
from cxlab.ingest.overrides import read_overrides
from cxlab.journey.evidence import Context
from cxlab.opened import AGREEMENT, Processed
from cxlab.report.sheets import write_csv
from cxlab.study import CODING, Study

DISAGREEMENTS = "disagreements.csv"
_SHOWN = 5


@dataclass(frozen=True)
class Agreement:
    """The figures (see `cxlab.coding.agreement.measure`), what they rest on, where sheets disagree."""

    figures: dict[str, Any]
    coded: Coded
    disagreements: Path
    differing: int


def agree(study: Study, files: Sequence[Path] = ()) -> Agreement:
    """Measure filled sheets against each other and the machine; keep the figures for the reports.

    Without files, all sheets in the study's `coding` folder are read. Writes `agreement.json` and
    `disagreements.csv` into the processed folder. Raises StudyError when the study has not been
    run, when there is no sheet, when nothing is filled in, or when a sheet has faults.
    """
    processed = Processed(study.processed)
    key = processed.manifest["key"]
    chosen = [Path(file) for file in files] or find_sheets(study)
    if not chosen:
        raise StudyError(
            f"no sheet in {study.folder / CODING}. Make one with: cxlab sample {study.name}; "
            "or name the files: cxlab agreement STUDY FILE..."
        )
    coded = _coded(study, processed, read_sheets(study, chosen), chosen)
    figures = measure(coded, seed=study.file.seed)
    figures |= {"tables": key, "files": [_stored(path, study) for path in chosen]}
    (processed.folder / AGREEMENT).write_text(
        json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    rows = _disagreements(coded, processed)
    path = write_csv(list(rows.columns), rows.to_numpy().tolist(), processed.folder / DISAGREEMENTS)
    return Agreement(figures, coded, path, len(rows))


def renew(study: Study, processed: Processed) -> None:
    """Measure again what was measured on other tables; drop it, with a warning, where that fails."""
    path = processed.folder / AGREEMENT
    if not path.exists() or processed.agreement is not None:
        return
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        agree(study, [study.folder / file for file in stored["files"]])
    except (StudyError, ValueError, KeyError) as problem:
        path.unlink(missing_ok=True)
        warnings.warn(
            f"the agreement with people was measured on other tables and could not be measured "
            f"again: {problem}. The reports leave it out. Run: cxlab agreement {study.name} FILE...",
            OverrideWarning,
            stacklevel=2,
        )


def _stored(path: Path, study: Study) -> str:
    """The path from the study's folder, so that a moved project still finds its sheets."""
    try:
        return Path(os.path.relpath(path.resolve(), study.folder.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        return path.resolve().as_posix()


def _coded(
    study: Study, processed: Processed, codings: pd.DataFrame, files: Sequence[Path]
) -> Coded:
    """The codings of utterances that are there, with what the machine says and what they are of."""
    if codings.empty:
        names = ", ".join(path.name for path in files)
        raise StudyError(
            f"nothing is filled in: {names}. Fill the empty columns and save the sheet"
        )
    said = population(processed.utterances, processed.documents)
    lost = sorted(set(codings["utt_id"]) - set(said["utt_id"]))
    if len(lost) == codings["utt_id"].nunique():
        raise StudyError(
            f"none of the {len(lost)} sentences coded is in study '{study.name}'. Is it the sheet of "
            "another study, or did its files change?"
        )
    if lost:
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        warnings.warn(
            f"{len(lost)} coded sentence(s) are not in the study: {', '.join(lost[:_SHOWN])}{more}. "
            "They are left out. A file was changed or taken away since the sample was drawn",
            OverrideWarning,
            stacklevel=3,
        )
    codings = codings[codings["utt_id"].isin(said["utt_id"])]
    ids = set(codings["utt_id"])
    machine = machine_labels(processed.utterances, processed.mentions, processed.overrides)
    about = said.loc[said["utt_id"].isin(ids), ["utt_id", "lang", "source_kind", "doc_id"]]
    return Coded(
        with_sentiment(codings),
        machine[machine["utt_id"].isin(ids)].reset_index(drop=True),
        about.assign(weight=about["utt_id"].map(_weights(study))).reset_index(drop=True),
    )


def _weights(study: Study) -> dict[str, float]:
    """utt_id -> its weight in the samples drawn; of several samples each counts by its size."""
    samples = [
        pd.read_csv(path, dtype={"utt_id": str})
        for path in sorted((study.folder / CODING).glob(f"*{WEIGHTS}"))
    ]
    total = sum(len(one) for one in samples)
    weights: dict[str, float] = {}
    for sample in samples:
        for utt_id, weight in zip(sample["utt_id"], sample["weight"], strict=True):
            weights[utt_id] = weights.get(utt_id, 0.0) + weight * len(sample) / total
    return weights


def _disagreements(coded: Coded, processed: Processed) -> pd.DataFrame:
    """One row per utterance and field where coders differ, or where people differ from the machine."""
    people = coded.people()
    table = people.merge(coded.machine, on=["utt_id", "field"], suffixes=("_people", "_machine"))
    table = table[table["field"] != "valence"]  # its side is compared, as sentiment
    by_coder = coded.codings.pivot(index=["utt_id", "field"], columns="coder", values="value")
    table = table.join(by_coder, on=["utt_id", "field"])
    table["who"] = ""
    table.loc[table["value_people"] != table["value_machine"], "who"] = "people and machine"
    table.loc[table["value_people"] == UNDECIDED, "who"] = "coders"
    spread = by_coder.nunique(axis=1) > 1
    differ = pd.MultiIndex.from_frame(table[["utt_id", "field"]]).isin(spread[spread].index)
    table.loc[differ & (table["who"] == ""), "who"] = "coders"
    table = table[table["who"] != ""]
    context = Context(processed.utterances)
    said = processed.utterances.set_index("utt_id")
    around = [context.around(utt_id) for utt_id in table["utt_id"]]
    made = pd.DataFrame(
        {
            "utt_id": table["utt_id"], "field": table["field"], "who": table["who"],
            "before": [one[0] for one in around], "text": said["text"].reindex(table["utt_id"]).to_numpy(),
            "after": [one[1] for one in around], "people": table["value_people"],
            "machine": table["value_machine"],
        }
    )  # fmt: skip
    for coder in coded.coders:
        made[f"coder {coder}"] = table[coder].fillna("")
    return made.sort_values(["field", "people", "machine", "utt_id"], ignore_index=True)


def propose_overrides(study: Study, agreement: Agreement, path: Path) -> int:
    """Write what people agree on as proposed overrides into a new file; how many rows.

    Decisions that overrides.csv already holds are left out; sentences on which no majority agrees
    too. Raises StudyError when the file exists: what people decided is never written over.
    """
    if path.exists():
        raise StudyError(f"{path} is there already and is left as it is. Name a new file")
    people = agreement.coded.people()
    decided = people[(people["value"] != UNDECIDED) & people["field"].isin(FIELDS)]
    already = read_overrides(study)
    known = set(zip(already["utt_id"], already["field"], strict=True))
    coders = agreement.coded.codings.groupby(["utt_id", "field"])["coder"].agg(sorted)
    texts = Processed(study.processed).utterances.set_index("utt_id")["text"]
    today = datetime.date.today().isoformat()
    rows = []
    for utt_id, field, value in zip(
        decided["utt_id"], decided["field"], decided["value"], strict=True
    ):
        if (utt_id, field) in known:
            continue
        by = coders[(utt_id, field)]
        rows += [
            # A number, for a spreadsheet's guard against formulas would quote "-1".
            (
                utt_id,
                field,
                float(one) if field == "valence" else one,
                "; ".join(by),
                today,
                "coded sample",
                texts[utt_id],
            )
            for one in (value.split() if field == "touchpoint" else [value])
        ]
    write_csv([*OVERRIDE_COLUMNS, "text"], rows, path)
    return len(rows)
