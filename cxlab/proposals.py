"""What a discovery proposes, written for people: a sheet to decide in and codebook entries to copy."""

import hashlib
import json
import math
from typing import Any

import pandas as pd
import yaml

from cxlab import topicsheet
from cxlab.errors import StudyError
from cxlab.languages import CODES
from cxlab.report.sheets import write_csv
from cxlab.study import Study
from cxlab.topicsheet import BETWEEN, SHEET, WRITTEN

CODEBOOK = "codebook.proposed.yml"
_INNER = ("decided",)  # columns that are no part of the sheet


def write(study: Study, topics: pd.DataFrame, new: pd.DataFrame, stability: float) -> None:
    """Write the sheet of all topics, the codebook entries of the new ones, and what was written.

    `topics` and `new` have the columns of topics.csv; columns of people's own follow them.
    """
    extra = [name for name in topics.columns if name not in (*topicsheet.COLUMNS, *_INNER)]
    shown = topics.reindex(columns=[*topicsheet.COLUMNS, *extra], fill_value="")
    shown = shown.assign(new=["yes" if one else "" for one in shown["new"]])
    sheet = study.processed / SHEET
    write_csv(list(shown.columns), shown.itertuples(index=False), sheet)
    (study.processed / CODEBOOK).write_text(_entries(study, new), encoding="utf-8")
    record = {"sheet": _sha256(sheet.read_bytes()), "stability": _number(stability)}
    (study.processed / WRITTEN).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def refuse_edited(study: Study) -> None:
    """Raise StudyError when somebody worked in the last proposal: their work would be lost."""
    sheet, record = study.processed / SHEET, study.processed / WRITTEN
    if not (sheet.exists() and record.exists()):
        return
    written = json.loads(record.read_text(encoding="utf-8"))["sheet"]
    if written != _sha256(sheet.read_bytes()):
        raise StudyError(
            f"{sheet} was edited, and discover would write over it. Save it as "
            f"{study.folder / topicsheet.FILE}, where it counts, then move the edited one away"
        )


def _entries(study: Study, new: pd.DataFrame) -> str:
    """The new topics as entries of a codebook, for people who rather copy them there."""
    entries = []
    for row in new.to_dict("records"):
        entry: dict[str, Any] = {
            "id": row["touchpoint"],
            "names": {code: row[f"name_{code}"] for code in CODES if row[f"name_{code}"]},
            "stage": row["stage"],
            "channels": str(row["channels"]).split(),
            "examples": {
                code: str(row[f"examples_{code}"]).split(BETWEEN)
                for code in CODES
                if row[f"examples_{code}"]
            },
        }
        entries.append({key: value for key, value in entry.items() if value})
    head = (
        f"# Proposed by cxlab discover for study {study.name}; made anew at each run.\n"
        f"# Copy what you want into your codebook.yml, or accept it in {topicsheet.FILE}.\n"
    )
    return head + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=100)


def _number(value: float) -> float | None:
    """A number as JSON has it: none where there is none."""
    return None if math.isnan(value) else round(value, 4)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
