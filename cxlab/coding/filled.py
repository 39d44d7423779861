"""Filled sheets -> codings: who said what of which utterance, checked with errors that teach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxlab import languages
from cxlab.coding.sheet import FILLED, GIVEN
from cxlab.errors import StudyError
from cxlab.ingest.decisions import FIELDS, NONE, Values
from cxlab.ingest.forms import Row, read_form
from cxlab.study import CODING, Study

# Column of a sheet -> the field it fills; two columns may fill one field.
_FIELD_OF = {**{field: field for field in FIELDS}, "touchpoint_2": "touchpoint"}
_SHOWN = 10
COLUMNS = ("utt_id", "coder", "field", "value", "file", "line")


@dataclass(frozen=True)
class _Sheet:
    """One file's rows, and the coder of rows that do not say."""

    path: Path
    rows: list[Row]
    coder: str


def read_sheets(study: Study, paths: Sequence[Path]) -> pd.DataFrame:
    """Every value that people filled in: utt_id, coder, field, value, file, line.

    Values are the study's ids (see `cxlab.ingest.decisions`); several touchpoints of an utterance
    stand in one value, in alphabetical order and parted by a space. Where nobody filled the column
    of the coder, the file's name is the coder. A row that a coder has twice with the same values
    counts once. Raises StudyError that lists every fault with file and line: unknown values, two
    rows that contradict each other, two files by coders of the same name.
    """
    values = Values.of(study)
    columns = {
        name: [languages.of(code).SHEET_COLUMNS[name] for code in languages.CODES]
        for name in (*GIVEN, *FILLED)
    } | {"emotion": ("emoção", "emoción")}
    faults: list[str] = []
    found: dict[tuple[str, str, str], tuple[str, Path, int]] = {}
    for path in paths:
        sheet = _opened(path, read_form(path, columns, ("utt_id",)), columns, faults)
        for row in sheet.rows:
            coder = row["coder"] or sheet.coder
            for field, value in _filled(row, path, values, faults).items():
                key = (row["utt_id"], coder, field)
                before = found.setdefault(key, (value, path, row.line))
                if before[1] != path:
                    raise StudyError(
                        f"{before[1].name} and {path.name} both code {row['utt_id']} as '{coder}'. "
                        "If these are two people, give them different names in the column of the "
                        "coder; if it is one person's sheet twice, leave one file out"
                    )
                if before[0] != value:
                    faults.append(
                        f"{path.name}, line {row.line}: {row['utt_id']} has {field} '{value}', and "
                        f"line {before[2]} says '{before[0]}'. Keep one of them"
                    )
    if faults:
        shown = "\n".join(f"  - {fault}" for fault in faults[:_SHOWN])
        rest = f"\n  - and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise StudyError(f"the sheets have {len(faults)} fault(s):\n{shown}{rest}")
    rows = [(*key, value, path.name, line) for key, (value, path, line) in found.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def find_sheets(study: Study) -> list[Path]:
    """The sheets in the study's coding folder, in alphabetical order."""
    folder = study.folder / CODING
    every = sorted(folder.glob("*.xlsx")) + sorted(folder.glob("*.csv"))
    own = (".weights.csv", ".disagreements.csv", ".overrides.csv")
    return [
        path for path in every if not path.name.startswith("~$") and not path.name.endswith(own)
    ]


def _opened(
    path: Path, rows: list[Row], columns: Mapping[str, Sequence[str]], faults: list[str]
) -> _Sheet:
    fillable = set(_FIELD_OF) & {name for row in rows[:1] for name in row.cells}
    if rows and not fillable:
        raise StudyError(
            f"{path.name} has no column to read. Its columns are: {', '.join(columns)}"
        )
    named = list(dict.fromkeys(row["coder"] for row in rows if row["coder"]))
    if len(named) > 1:
        faults += [
            f"{path.name}, line {row.line}: no coder, and the file has {len(named)}: "
            f"{', '.join(named)}. Say who coded the row"
            for row in rows
            if not row["coder"] and any(row[name] for name in _FIELD_OF)
        ]
    return _Sheet(path, rows, named[0] if named else path.stem)


def _filled(row: Row, path: Path, values: Values, faults: list[str]) -> dict[str, str]:
    """Field -> value of what one row has filled in."""
    said: dict[str, list[str]] = {}
    for column, field in _FIELD_OF.items():
        try:
            value = values.read(field, row[column])
        except ValueError as error:
            faults.append(f"{path.name}, line {row.line}: {error}")
            continue
        if value:
            said.setdefault(field, []).append(value)
    if said and not row["utt_id"]:
        faults.append(f"{path.name}, line {row.line}: no utt_id, so nobody knows which sentence")
        return {}
    if NONE in said.get("touchpoint", []) and len(set(said["touchpoint"])) > 1:
        faults.append(
            f"{path.name}, line {row.line}: touchpoint is '{NONE}' and another one. Keep one"
        )
    return {field: " ".join(sorted(set(many))) for field, many in said.items()}
