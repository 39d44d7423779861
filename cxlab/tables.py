"""The tables that go from room to room: their columns, their checks, parquet in and out.

Each table is a pandas DataFrame; this module is the one place that says which columns it has, of
which kind, and which promises it keeps. A table is checked when it is written, so that a broken
promise stops the run where it was broken and not on a report.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from cxlab.errors import CxlabError

KINDS = ("interview", "review", "chat", "ticket", "survey", "social", "frontline")
ROLES = ("customer", "interviewer", "agent", "company", "frontline")
EVIDENCE_ROLES = ("customer", "frontline")
FEELINGS = ("pain", "delight", "wish", "fact")
EMOTIONS = (
    "frustration", "disappointment", "worry", "satisfaction", "gratitude", "surprise", "none",
)  # fmt: skip

# Column kinds: text ("" when unknown), date (datetime64, NaT), number (float64, NaN),
# count (int64, never missing), flag (bool), list (of text).
_DOCUMENTS = {
    "doc_id": "text", "source": "text", "kind": "text", "file": "text", "locator": "text",
    "participant": "text", "segment": "text", "date": "date", "wave": "text", "channel": "text",
    "lang": "text", "rating": "number", "rating_low": "number", "rating_high": "number",
    "nps": "number", "effort": "number", "text": "text",
}  # fmt: skip
_TURNS = {
    "doc_id": "text", "turn": "count", "speaker": "text", "role": "text", "seconds": "number",
    "locator": "text", "start": "count", "end": "count",
}  # fmt: skip
_UTTERANCES = {
    "utt_id": "text", "doc_id": "text", "position": "count", "speaker": "text", "role": "text",
    "participant": "text", "start": "count", "end": "count", "seconds": "number", "locator": "text", "text": "text",
    "lang": "text", "channel": "text",
}  # fmt: skip
_FEELING = {
    "valence": "number", "negative": "number", "neutral": "number", "positive": "number",
    "emotion": "text", "kind": "text", "gap": "flag",
}  # fmt: skip
_STAGE = {"stage": "text", "stage_p": "number", "stage2": "text"}
# Which fields of an utterance a person decided: see `cxlab.ingest.overrides`.
_DECIDED = {"human": "list"}

SCHEMAS: dict[str, dict[str, str]] = {
    "documents": _DOCUMENTS,
    "turns": _TURNS,
    "utterances": {**_UTTERANCES, **_FEELING, **_STAGE, **_DECIDED},
    "mentions": {
        "utt_id": "text", "touchpoint": "text", "score": "number", "how": "text", "why": "text",
        "theme": "text",
    },
    "findings": {
        "finding_id": "text", "segment": "text", "stage": "text", "touchpoint": "text",
        "kind": "text", "theme": "text", "title": "text", "people": "count", "mentions": "count",
        "valence": "number", "low": "number", "high": "number", "effect": "number",
        "severity": "number", "grade": "text", "utt_ids": "list", "counter_ids": "list",
    },
    "overrides": {
        "utt_id": "text", "field": "text", "value": "text", "author": "text", "date": "text",
        "reason": "text", "line": "count", "machine": "text",
    },
    "promises": {
        "touchpoint": "text", "segment": "text", "promise": "text", "promise_pt": "text",
        "promise_es": "text", "promise_en": "text", "said_in": "text", "author": "text", "date": "text", "line": "count",
    },
    "actions": {
        "action_id": "text", "action": "text", "stage": "text", "touchpoint": "text",
        "finding_id": "text", "segment": "text", "impact": "number", "effort": "number",
        "owner": "text", "due": "text", "status": "text", "to_be": "text", "author": "text",
        "date": "text", "line": "count",
    },
    "topics": {"utt_id": "text", "topic": "text", "part": "text", "margin": "number", "other": "text"},
    "quarantine": {
        "file": "text", "line": "count", "byte": "count", "reason": "text", "sample": "text",
    },
}  # fmt: skip


class TableError(CxlabError):
    """A table breaks a promise that the next room counts on."""


def stable_id(*parts: object, prefix: str = "") -> str:
    """Twelve hexadecimal digits of the SHA-256 of the parts: the same parts, the same id.

    >>> stable_id("lounge", 3) == stable_id("lounge", 3) != stable_id("lounge", 4)
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def utterance_id(doc_id: str, start: int, end: int, text: str) -> str:
    """The id of what was said at a place of a document: the same words there, the same id.

    It begins with a letter, for a spreadsheet would take one of digits and an `e` for a number and
    save it changed.
    """
    return stable_id(doc_id, start, end, text, prefix="u")


def conform(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with every column of its schema, in order and of the right kind.

    Missing columns are filled with "nothing known"; columns outside the schema (a study's own
    attributes) are kept at the end.
    """
    schema = SCHEMAS[name]
    columns = {column: _column(table, column, kind) for column, kind in schema.items()}
    extra = {column: table[column] for column in table.columns if column not in schema}
    return pd.DataFrame({**columns, **extra}, index=table.index).reset_index(drop=True)


def _column(table: pd.DataFrame, column: str, kind: str) -> pd.Series:
    values = table[column] if column in table.columns else pd.Series(pd.NA, index=table.index)
    if kind == "text":
        return values.astype("object").where(values.notna(), "").astype(str).astype("object")
    if kind == "date":
        return pd.to_datetime(values, errors="coerce").astype("datetime64[us]")
    if kind == "number":
        return pd.to_numeric(values, errors="coerce").astype("float64")
    if kind == "count":
        return pd.to_numeric(values, errors="coerce").fillna(0).astype("int64")
    if kind == "flag":
        return values.astype("object").where(values.notna(), False).astype(bool)
    return values.map(lambda items: [str(item) for item in items] if _is_list(items) else [])


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def customer_segments(documents: pd.DataFrame) -> list[str]:
    """The segments of customers' documents, in alphabetical order; staff's notes make none."""
    return sorted(set(documents.loc[documents["kind"] != "frontline", "segment"]) - {""})


def empty(name: str) -> pd.DataFrame:
    """The table with its columns and no rows."""
    return conform(name, pd.DataFrame())


def check(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The same table, or TableError with the first broken promise and the rows that break it."""
    missing = [column for column in SCHEMAS[name] if column not in table.columns]
    if missing:
        raise TableError(f"table '{name}' lacks {', '.join(missing)}. Found: {_names(table)}")
    key = {"documents": "doc_id", "utterances": "utt_id", "findings": "finding_id"}.get(name)
    if key:
        doubled = table.loc[table[key].duplicated(), key]
        if len(doubled):
            raise TableError(f"table '{name}' has {len(doubled)} repeated {key}: {doubled.iloc[0]}")
    allowed = {"documents": ("kind", KINDS), "utterances": ("role", ROLES)}.get(name)
    if allowed:
        column, values = allowed
        strange = table.loc[~table[column].isin(values), column]
        if len(strange):
            raise TableError(
                f"table '{name}': {column} {strange.iloc[0]!r} is not one of {', '.join(values)}"
            )
    return table


def check_spans(documents: pd.DataFrame, utterances: pd.DataFrame) -> None:
    """Every utterance is a literal piece of its document, or TableError with the first that is not."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    rows = zip(
        utterances["utt_id"], utterances["doc_id"], utterances["start"], utterances["end"],
        utterances["text"], strict=True,
    )  # fmt: skip
    for utt_id, doc_id, start, end, text in rows:
        if doc_id not in texts:
            raise TableError(f"utterance {utt_id} belongs to document {doc_id}, which is not there")
        if texts[doc_id][start:end] != text:
            raise TableError(
                f"utterance {utt_id} is not what stands at {start}:{end} of document {doc_id}"
            )


def check_known(rows: pd.DataFrame, utterances: pd.DataFrame) -> None:
    """Every utterance that a mention or a finding rests on exists, or TableError."""
    known = set(utterances["utt_id"])
    if "utt_ids" in rows.columns:
        named: Iterable[str] = (
            utt_id for ids in (*rows["utt_ids"], *rows["counter_ids"]) for utt_id in ids
        )
    else:
        named = rows["utt_id"]
    for utt_id in named:
        if utt_id not in known:
            raise TableError(f"evidence {utt_id} is not in the utterances table")


def write(name: str, table: pd.DataFrame, folder: Path) -> Path:
    """Check the table and write `<folder>/<name>.parquet`, all of it or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.parquet"
    partial = target.with_suffix(f".{os.getpid()}.part")
    try:
        check(name, conform(name, table)).to_parquet(partial, index=False)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def read(name: str, folder: Path) -> pd.DataFrame:
    """The table written before, or TableError that says how to make it."""
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise TableError(f"{path} is not there. Make it with: cxlab run {folder.name}")
    return conform(name, pd.read_parquet(path))


def _names(table: pd.DataFrame) -> str:
    return ", ".join(str(column) for column in table.columns) or "no columns"
