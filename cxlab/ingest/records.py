"""JSON and JSON lines: records, records with messages inside, and speech recognisers' segments."""

import json
import math
import re
from typing import Any

import pandas as pd

from cxlab.errors import ReadError
from cxlab.ingest.content import (
    LINE,
    LOCATOR,
    NESTED_POSITION,
    NESTED_THREAD,
    Content,
    Fault,
    Turn,
    clock,
    sample,
)

# Lists inside a record that are what people said one after the other.
_SAID = (
    "messages", "comments", "conversation_parts", "turns", "replies", "events", "chat", "transcript",
    "utterances", "segments", "thread", "mensagens", "mensajes", "parts",
)  # fmt: skip
_RECORDS = (
    "data",
    "results",
    "reviews",
    "items",
    "records",
    "tickets",
    "conversations",
    "rows",
    "value",
)
_WORDS = (
    "text",
    "body",
    "content",
    "message",
    "plain_body",
    "html_body",
    "value",
    "comment",
    "words",
)
# What a record says before its messages, and what names it.
_OPENINGS = ("description", "body", "text", "source.body")
_IDS = ("id", "_id", "conversation_id", "ticket_id")
_MAX_DEPTH = 6
_HALF = re.compile("[\ud800-\udfff]")


def read_jsonl(text: str) -> Content:
    """One record a line; a line that is no JSON object is a fault with its line and byte."""
    records: list[tuple[int, dict[str, Any]]] = []
    faults: list[Fault] = []
    byte = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            value, reason = _object(line)
            if value is None:
                faults.append(Fault(reason, line=number, byte=byte, sample=sample(line)))
            else:
                records.append((number, value))
        byte += len(line.encode("utf-8", "surrogatepass")) + 1
    if not records and not faults:
        raise ReadError("the file has no records")
    return _content("jsonl", records, faults, line_word="line")


def _object(line: str) -> tuple[dict[str, Any] | None, str]:
    try:
        value = _paired(json.loads(line, parse_constant=lambda _: None))
    except RecursionError:
        return None, "the record nests too deeply"
    except ValueError as error:
        return None, f"not JSON: {error}"[:120]
    if not isinstance(value, dict):
        return None, "not a JSON object"
    return value, ""


def _paired(value: Any) -> Any:
    """The value with '\ufffd' for each half of a pair: an export that cuts an emoji in two writes one.

    No table and no page can hold half a character.
    """
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_paired(one) for one in value]
    if isinstance(value, dict):
        return {_paired(key): _paired(one) for key, one in value.items()}
    return value


def read_json(text: str) -> Content:
    """A JSON array of records, an object that holds one, or one transcript.

    Raises ReadError when it is not JSON or holds no records.
    """
    try:
        value = _paired(json.loads(text, parse_constant=lambda _: None))
    except RecursionError:
        raise ReadError("the file nests too deeply to be a data export") from None
    except ValueError as error:
        return _salvage(text, error)
    if isinstance(value, dict):
        turns = _segments(value)
        if turns:
            return Content("json", turns=tuple(turns))
        value = _inner_records(value)
    records = [(number, one) for number, one in enumerate(value, start=1) if isinstance(one, dict)]
    faults = [
        Fault("not a JSON object", line=number, sample=sample(str(one)))
        for number, one in enumerate(value, start=1)
        if not isinstance(one, dict)
    ]
    if not records:
        raise ReadError("the JSON holds no records (objects with a text)")
    whole = _segments({"segments": [one for _, one in records]})
    if whole and not faults:
        return Content("json", turns=tuple(whole))
    return _content("json", records, faults, line_word="record")


def _salvage(text: str, error: ValueError) -> Content:
    """Records of a damaged array, up to where it breaks; the rest is a fault with its line."""
    decoder = json.JSONDecoder()
    start = text.find("[") + 1
    records: list[tuple[int, dict[str, Any]]] = []
    position = start
    while start:
        while position < len(text) and text[position] in " \n\t,":
            position += 1
        if not text.startswith("{", position):
            break
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        records.append((len(records) + 1, _paired(value)))
    if not records:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ReadError(f"the file is not valid JSON{where}: {str(error)[:80]}")
    line = text.count("\n", 0, position) + 1
    byte = len(text[:position].encode("utf-8", "surrogatepass")) + 1
    fault = Fault(
        "the JSON breaks here; what follows was not read", line=line, byte=byte,
        sample=sample(text[position:]),
    )  # fmt: skip
    return _content("json", records, [fault], line_word="record")


def _inner_records(value: dict[str, Any]) -> list[Any]:
    lists = {key: one for key, one in value.items() if isinstance(one, list) and one}
    for key in _RECORDS:
        if key in lists:
            return list(lists[key])
    of_records = [one for one in lists.values() if isinstance(one[0], dict)]
    inner = list(value.values())
    if len(inner) > 1 and all(isinstance(one, dict) for one in inner) and _alike(inner):
        return [{"id": key, **one} for key, one in value.items()]
    # A record with messages inside is one record, not a list of records.
    if len(of_records) == 1 and not any(key in lists for key in _SAID):
        return list(of_records[0])
    return [value]


def _alike(records: list[dict[str, Any]]) -> bool:
    """Whether objects are records of one kind: most of their keys are the same."""
    shared = set.intersection(*(set(one) for one in records))
    return 2 * len(shared) >= max(len(one) for one in records) > 0


def _segments(value: dict[str, Any]) -> list[Turn]:
    """Turns of Whisper, WhisperX and podcast transcripts; none for anything else."""
    segments = value.get("segments") or value.get("utterances")
    if not isinstance(segments, list) or not segments:
        return []
    turns: list[Turn] = []
    for number, one in enumerate(segments, start=1):
        if not isinstance(one, dict):
            return []
        start = one.get("start", one.get("startTime", one.get("start_time")))
        end = one.get("end", one.get("endTime", one.get("end_time")))
        words = one.get("text", one.get("body"))
        if not isinstance(start, (int, float)) or not isinstance(words, str):
            return []
        seconds = float(start)
        stop = float(end) if isinstance(end, (int, float)) else seconds
        if not math.isfinite(seconds) or seconds < 0:
            return []
        speaker = str(one.get("speaker") or "")
        if words.strip():
            turns.append(Turn(speaker, words.strip(), seconds, stop, clock(seconds), line=number))
    from cxlab.ingest.subtitles import merge_turns

    return merge_turns(turns)


def _content(
    layout: str, records: list[tuple[int, dict[str, Any]]], faults: list[Fault], *, line_word: str
) -> Content:
    rows: list[dict[str, Any]] = []
    for number, record in records:
        place = {LOCATOR: f"{line_word} {number}", LINE: number}
        rows.extend({**row, **place} for row in _rows(record, number))
    if any(NESTED_THREAD in row for row in rows):
        # Beside conversations, a record without messages is one with a single turn.
        rows = [row if NESTED_THREAD in row else _lone(row) for row in rows]
    sheet = pd.DataFrame(rows)
    header = tuple(name for name in sheet.columns if not str(name).startswith("#"))
    for name in sheet.columns:
        if name not in (LINE, NESTED_POSITION):
            sheet[name] = sheet[name].astype("object").where(sheet[name].notna(), "")
    if NESTED_THREAD in sheet.columns:
        sheet[NESTED_POSITION] = sheet[NESTED_POSITION].fillna(0).astype(int)
    return Content(layout, sheet=sheet, faults=tuple(faults), header=header)


def _lone(row: dict[str, Any]) -> dict[str, Any]:
    """A record without messages as the only turn of its conversation."""
    said = next((row[name] for name in ("text", *_OPENINGS) if row.get(name)), "")
    return {**row, "text": said, NESTED_THREAD: _thread(row, row[LINE]), NESTED_POSITION: 0}


def _thread(row: dict[str, Any], number: int) -> str:
    ids = [row[name] for name in row if name.casefold() in _IDS]
    return str(ids[0]) if ids else f"record {number}"


def _rows(record: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """One row for a flat record; for one with messages inside, one for each message."""
    said = _said_list(record)
    if said is None:
        return [_flat(record)]
    key, messages = said
    outer = _flat({name: one for name, one in record.items() if name != key})
    thread = _thread(outer, number)
    opening = next((outer[name] for name in _OPENINGS if outer.get(name)), "")
    rows: list[dict[str, Any]] = []
    for position, message in enumerate(messages):
        inner = _flat(message) if isinstance(message, dict) else {"text": str(message)}
        words = next((inner[name] for name in _WORDS if inner.get(name)), "")
        if position == 0 and opening and words.strip() != opening.strip():
            rows.append({**outer, "text": opening, NESTED_THREAD: thread, NESTED_POSITION: 0})
        row = {**outer, **inner, NESTED_THREAD: thread, NESTED_POSITION: position + 1}
        rows.append({**row, "text": words} if words else row)
    return rows or [outer]


def _said_list(record: dict[str, Any]) -> tuple[str, list[Any]] | None:
    for key in _SAID:
        value = record.get(key)
        if isinstance(value, dict):
            value = next((one for one in value.values() if isinstance(one, list)), None)
        if isinstance(value, list) and value and all(isinstance(one, (dict, str)) for one in value):
            return key, value
    return None


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Nested keys as `outer.inner`; lists of plain values joined by `; `."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < _MAX_DEPTH:
            flat.update(_flat(value, f"{name}.", depth + 1))
        elif isinstance(value, list):
            flat[name] = "; ".join(
                _plain(one) for one in value if not isinstance(one, (dict, list))
            )
        else:
            flat[name] = _plain(value)
    return flat


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
