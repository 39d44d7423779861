"""overrides.csv: what people decided against or instead of the machine; read, never written.

One row a decision: utt_id, field, value, author, date, reason. It lies beside study.yml and lasts:
every run applies it, and `cxlab.analyse` learns from it.
"""

import re
import warnings
from collections.abc import Iterable

import pandas as pd

from cxlab import tables
from cxlab.errors import OverrideWarning
from cxlab.ingest.decisions import FIELDS, NONE, Values
from cxlab.ingest.forms import Row, read_form, refuse
from cxlab.study import OVERRIDES, Study
from cxlab.yamlfile import nearest

COLUMNS = ("utt_id", "field", "value", "author", "date", "reason")
SEVERAL = ("touchpoint",)  # fields of which an utterance may have more than one value
_REQUIRED = COLUMNS[:4]
_SHOWN = 5


def read_overrides(study: Study) -> pd.DataFrame:
    """The decisions in the study's overrides.csv as the table `overrides`; empty without the file.

    One row per utterance, field and value, in the order of the file; valence is a number as text,
    gap 'yes' or 'no', stage and touchpoint are ids of the study or 'none'; several touchpoints of
    an utterance are several rows. Raises StudyError that lists every fault with file, line and the
    nearest known word: unknown fields and values, no author, two decisions that exclude each other.
    """
    path = study.folder / OVERRIDES
    if not path.is_file():
        return tables.empty("overrides")
    values = Values.of(study)
    faults: list[str] = []
    rows = []
    for row in read_form(path, dict.fromkeys(COLUMNS, ()), _REQUIRED):
        try:
            rows.append(_decision(row, values))
        except ValueError as error:
            faults.append(f"line {row.line}: {error}")
    faults += _contradictions(rows)
    refuse(path, faults)
    table = tables.conform("overrides", pd.DataFrame(rows))
    return table.drop_duplicates(["utt_id", "field", "value"], ignore_index=True)


def _decision(row: Row, values: Values) -> dict[str, object]:
    """One row, checked; ValueError with what is wrong."""
    if not row["utt_id"]:
        raise ValueError("no utt_id. Say which utterance the decision is about")
    field = row["field"].casefold()
    if field not in FIELDS:
        raise ValueError(
            f"unknown field '{row['field']}'.{nearest(field, FIELDS)} Known: {', '.join(FIELDS)}"
        )
    value = values.read(field, row["value"])
    if not value:
        raise ValueError(f"no value for {field}. Known: {', '.join(values.known(field))}")
    if not row["author"]:
        raise ValueError("no author. Say who decided")
    kept = {name: row[name] for name in ("utt_id", "author", "date", "reason")}
    return {**kept, "field": field, "value": value, "line": row.line}


def _contradictions(rows: list[dict[str, object]]) -> list[str]:
    """Sentences for decisions about one utterance and field of which only one can hold."""
    first: dict[tuple[object, object], dict[str, object]] = {}
    faults = []
    for row in rows:
        before = first.setdefault((row["utt_id"], row["field"]), row)
        exclude = row["field"] not in SEVERAL or NONE in (before["value"], row["value"])
        if before["value"] != row["value"] and exclude:
            faults.append(
                f"line {row['line']}: {row['utt_id']} has {row['field']} '{row['value']}' "
                f"({row['author']}), and line {before['line']} says '{before['value']}' "
                f"({before['author']}). Keep one of them"
            )
    return faults


def mark_decided(
    utterances: pd.DataFrame, overrides: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The utterances with `human`, the fields people decided; and the decisions that concern them.

    Same utterances, same order. Decisions about utterances that are not there, or about what an
    interviewer, an agent or the company said, are left out with an OverrideWarning that names them.
    """
    evidence = utterances["role"].isin(tables.EVIDENCE_ROLES)
    there = overrides["utt_id"].isin(utterances["utt_id"])
    usable = overrides["utt_id"].isin(utterances.loc[evidence, "utt_id"])
    _tell(
        overrides[~there],
        "are about utterances that the study does not hold",
        "A file was changed or taken away since: decide those sentences again, or drop the rows",
    )
    _tell(
        overrides[there & ~usable],
        "are about words of an interviewer, an agent or the company",
        "Those are context, never evidence: drop the rows, or mend the roles in study.yml",
    )
    kept = overrides[usable].reset_index(drop=True)
    decided = {
        utt_id: sorted(set(fields), key=FIELDS.index)
        for utt_id, fields in kept.groupby("utt_id", sort=False)["field"]
    }
    fields = pd.Series([decided.get(one, []) for one in utterances["utt_id"]], utterances.index)
    return utterances.assign(human=fields), kept


def people_in(authors: Iterable[str]) -> int:
    """How many different people decided; several in one cell are parted by `;` or `+`."""
    names = (name.strip().casefold() for one in authors for name in re.split("[;+]", one))
    return len(set(names) - {""})


def _tell(lost: pd.DataFrame, about: str, remedy: str) -> None:
    if lost.empty:
        return
    ids = list(dict.fromkeys(lost["utt_id"]))
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    warnings.warn(
        f"{len(lost)} decision(s) in {OVERRIDES} {about}: {', '.join(ids[:_SHOWN])}{more}. "
        f"They change nothing. {remedy}",
        OverrideWarning,
        stacklevel=3,
    )
