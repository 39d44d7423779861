"""promises.csv and actions.csv: what people promise and plan; read, never written.

They lie beside study.yml. A row points at a touchpoint or a stage by id or by its name in any of the
three languages, and at a segment by its name or its persona's.
"""

import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxlab import languages, tables
from cxlab.errors import OverrideWarning
from cxlab.ingest import fields
from cxlab.ingest.decisions import NONE, Values
from cxlab.ingest.forms import Row, read_form, refuse
from cxlab.ingest.sheets import fold_header
from cxlab.study import ACTIONS, PROMISES, Study
from cxlab.yamlfile import nearest

STATUSES = ("idea", "planned", "doing", "done", "dropped")
CLOSED = ("done", "dropped")
_TEXTS = ("promise", *(f"promise_{code}" for code in languages.CODES))
_PROMISE = ("touchpoint", *_TEXTS, "said_in", "segment", "author", "date")
_ACTION = (
    "action_id", "action", "stage", "touchpoint", "finding_id", "segment", "impact", "effort", "owner",
    "due", "status", "to_be", "author", "date",
)  # fmt: skip
_LEAST, _MOST = 1, 5  # impact and effort


@dataclass(frozen=True)
class _Names:
    """What people may call the places, segments and states that a row points at."""

    values: Values
    segments: dict[str, str]
    statuses: dict[str, str]

    @classmethod
    def of(cls, study: Study) -> "_Names":
        personas = study.file.personas.items()
        segments = {
            fold_header(name): segment
            for segment, persona in personas
            for name in (segment, *persona.name.values())
        }
        words = [(status, (status, *_said("STATUS_WORDS", status))) for status in STATUSES]
        labels = [languages.of(code).LABELS for code in languages.CODES]
        statuses = {
            fold_header(name): status
            for status, names in words
            for name in (*names, *(label[f"status_{status}"] for label in labels))
        }
        return cls(Values.of(study), segments, statuses)

    def place(self, field: str, text: str) -> str:
        """The id of a touchpoint or a stage, '' for nothing written; ValueError for an unknown one."""
        value = self.values.read(field, text)
        if value == NONE:
            raise ValueError(f"'{text}' is no {field}. Leave the cell empty, or name one")
        return value

    def segment(self, text: str) -> str:
        """A persona's segment by its id or name; any other text is a segment's own name."""
        return self.segments.get(fold_header(text), " ".join(text.split()))

    def status(self, text: str) -> str:
        known = self.statuses.get(fold_header(text)) if text else STATUSES[0]
        if known is None:
            near = nearest(fold_header(text), list(self.statuses))
            raise ValueError(f"unknown status '{text}'.{near} Known: {', '.join(STATUSES)}")
        return known


def read_promises(study: Study) -> pd.DataFrame:
    """The promises in the study's promises.csv as the table `promises`; empty without the file.

    `promise` is in no language that is told, `promise_pt`, `promise_es` and `promise_en` in theirs; an empty
    segment means every segment. Raises StudyError that lists every fault with its line: unknown
    touchpoints, no words.
    """
    names = _Names.of(study)

    def promise(row: Row) -> dict[str, object]:
        touchpoint = names.place("touchpoint", row["touchpoint"])
        if not touchpoint:
            raise ValueError("no touchpoint. Say where the promise is kept or broken")
        if not any(row[name] for name in _TEXTS):
            raise ValueError(
                "no words. Write the promise in 'promise', or in 'promise_pt' and so on"
            )
        cells = {name: row[name] for name in _PROMISE}
        segment = names.segment(row["segment"])
        return {**cells, "touchpoint": touchpoint, "segment": segment, "line": row.line}

    rows = _read(study.folder / PROMISES, _PROMISE, ("touchpoint",), promise)
    table = tables.conform("promises", pd.DataFrame(rows))
    return table.drop_duplicates(["touchpoint", "segment", *_TEXTS], ignore_index=True)


def read_actions(study: Study) -> pd.DataFrame:
    """The opportunities in the study's actions.csv as the table `actions`; empty without the file.

    `action_id` is the person's own or made of what the row says; `impact` and `effort` are 1 to 5 or NaN,
    `due` is an ISO date or ''. Raises StudyError that lists every fault with its line: no words, no
    place, unknown words, numbers and dates that are none, an id that stands there twice.
    """
    names = _Names.of(study)
    path = study.folder / ACTIONS

    def action(row: Row) -> dict[str, object]:
        if not row["action"]:
            raise ValueError("no action. Say what is to be done")
        places = {field: names.place(field, row[field]) for field in ("stage", "touchpoint")}
        if not (any(places.values()) or row["finding_id"]):
            raise ValueError("no place. Say a touchpoint, a stage or a finding_id")
        segment = names.segment(row["segment"])
        made = tables.stable_id(row["action"], *places.values(), segment, prefix="a")
        return {
            **{name: row[name] for name in _ACTION},
            **places,
            "action_id": row["action_id"] or made,
            "segment": segment,
            "impact": _judged("impact", row["impact"]),
            "effort": _judged("effort", row["effort"]),
            "status": names.status(row["status"]),
            "line": row.line,
        }

    rows = _read(path, _ACTION, ("action",), action)
    faults = _twice(rows) + _dated(rows)
    refuse(path, faults)
    return tables.conform("actions", pd.DataFrame(rows))


def tell_lost(
    promises: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    segments: Sequence[str],
    finding_ids: Collection[str],
) -> None:
    """Warn (OverrideWarning) of rows about a segment or a finding that the study does not have (any more)."""
    known = {fold_header(segment) for segment in segments}
    for name, table in ((PROMISES, promises), (ACTIONS, actions)):
        for row in table[~table["segment"].map(fold_header).isin({*known, ""})].to_dict("records"):
            _tell(
                f"{name}, line {row['line']}: no customer is in segment '{row['segment']}'."
                f"{nearest(row['segment'], segments)} Known: {', '.join(segments)}. It is on no map"
            )
    gone = ~actions["finding_id"].isin({*finding_ids, ""})
    for row in actions[gone].to_dict("records"):
        stands = row["stage"] or row["touchpoint"]
        where = f"It stands at '{stands}' without it" if stands else "It is on no map"
        _tell(
            f"{ACTIONS}, line {row['line']}: there is no finding '{row['finding_id']}' (any more). {where}: "
            "take the id of findings.csv, or say a touchpoint"
        )


def _tell(sentence: str) -> None:
    warnings.warn(sentence, OverrideWarning, stacklevel=3)


def _read(
    path: Path,
    columns: Sequence[str],
    required: Sequence[str],
    make: Callable[[Row], dict[str, object]],
) -> list[dict[str, object]]:
    """What `make` gives for each row; StudyError with every row it refuses."""
    if not path.is_file():
        return []
    rows, faults = [], []
    for row in read_form(path, {name: _aliases(name) for name in columns}, required):
        try:
            rows.append(make(row))
        except ValueError as error:
            faults.append(f"line {row.line}: {error}")
    refuse(path, faults)
    return rows


def _aliases(column: str) -> list[str]:
    """What a column may be called in any of the languages; `promise_pt` is also `promessa pt`."""
    if column in _TEXTS[1:]:
        name, _, code = column.partition("_")
        return [f"{alias} {code}" for alias in _said("FORM_NAMES", name)]
    return _said("FORM_NAMES", column)


def _said(table: str, key: str) -> list[str]:
    """The words of every language for a key."""
    return [word for code in languages.CODES for word in getattr(languages.of(code), table)[key]]


def _judged(field: str, text: str) -> float:
    """A judgement from 1 to 5, NaN for none."""
    if not text:
        return float("nan")
    if text not in [str(number) for number in range(_LEAST, _MOST + 1)]:
        raise ValueError(f"{field} is a whole number from {_LEAST} to {_MOST}, found '{text}'")
    return float(text)


def _dated(rows: list[dict[str, object]]) -> list[str]:
    """Puts ISO dates in the place of `due`; sentences for those that are none."""
    written = [str(row["due"]) for row in rows]
    dates, _ = fields.read_dates(written)
    faults = []
    for row, text, date in zip(rows, written, dates, strict=True):
        if text and date is None:
            faults.append(f"line {row['line']}: due '{text}' is no date. Write it as 2026-09-30")
        row["due"] = f"{date:%Y-%m-%d}" if date else ""
    return faults


def _twice(rows: list[dict[str, object]]) -> list[str]:
    """Sentences for action ids that stand there twice."""
    first: dict[object, object] = {}
    return [
        f"line {row['line']}: action_id '{row['action_id']}' stands on line {line} too. Keep one of them"
        for row in rows
        if (line := first.setdefault(row["action_id"], row["line"])) != row["line"]
    ]
