"""A trace as lines of text: the place and its numbers, then the words with file, place and labels."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from cxlab.report.words import plain
from cxlab.trace.desk import Desk
from cxlab.trace.found import Trace

_WIDE = 100
_SHOWN, _AGAINST, _ANSWERS = 6, 3, 20
_AROUND = 120  # letters of context on each side


def told(trace: Trace, desk: Desk, *, every: bool = False) -> str:
    """The trace as text in the study's language; `every` utterance or the most telling ones."""
    words = desk.words
    lines = [f"{trace.heading}  [{trace.ref}]", *_wrapped(trace.facts, "  ")]
    if trace.utt_ids:
        lines += [] if trace.is_text else ["", f"{words('evidence_of')}:"]
        lines += _rows(trace.utt_ids, None if every else _SHOWN, desk)
    if trace.answers:
        lines += ["", f"{words('evidence_of')}:"]
        lines += _answers(trace, None if every else _ANSWERS, desk)
    if trace.disagree is not None:
        lines += ["", f"{words('contradicts')}: {words.disagree(trace.disagree)}"]
        lines += _rows(trace.against, None if every else _AGAINST, desk)
    return "\n".join([*lines, "", words("trace_team")])


def _rows(utt_ids: Sequence[str], most: int | None, desk: Desk) -> Iterator[str]:
    for number, utt_id in enumerate(utt_ids[:most], start=1):
        yield from _utterance(desk, utt_id, number)
    if most is not None and len(utt_ids) > most:
        words = desk.words
        shown = words("shown_of", shown=words.count(most), all=words.count(len(utt_ids)))
        yield f"  {shown}; {words('trace_all')}"


def _utterance(desk: Desk, utt_id: str, number: int) -> Iterator[str]:
    """Where it stands, who said it, the words between their neighbours, and how it is labelled."""
    row, words = desk.row(utt_id), desk.words
    parts = [
        f"{row['file']} · {words.locator(row['locator'])}".strip(" ·"), row["participant"],
        "" if pd.isna(row["date"]) else words.date(f"{row['date']:%Y-%m-%d}"),
        row["segment"], "" if row["role"] == "customer" else words.word("role", row["role"]), utt_id,
    ]  # fmt: skip
    yield from ("", f"{number:>3}. {' · '.join(plain(part) for part in parts if part)}")
    before, after = desk.context.around(utt_id)
    if before:
        yield from _wrapped([f"… {_end(before)}"], " " * 7)
    yield from _wrapped([f"“{row['text']}”"], " " * 5)
    if after:
        yield from _wrapped([f"{_start(after)} …"], " " * 7)
    if row["role"] in ("customer", "frontline"):
        yield from _wrapped([f"{words('trace_machine')}: {_labels(desk, row)}"], " " * 5)
        yield from _wrapped(_decided(desk, row), " " * 5)


def _labels(desk: Desk, row: dict[str, Any]) -> str:
    words = desk.words
    mentions = desk.mentions
    tied = mentions.loc[mentions["utt_id"] == row["utt_id"], "touchpoint"]
    parts = [
        words.word("", row["kind"]),
        f"{words('head_valence').lower()} {words.signed(row['valence'])}",
        words.word("emotion", row["emotion"]) if row["emotion"] not in ("", "none") else "",
        f"{words('stage').lower()} {desk.stage(row['stage'])}" if row["stage"] != "none" else "",
        *(desk.touchpoint(one) for one in tied),
        words("head_gap").lower() if row["gap"] else "",
    ]
    return ", ".join(part for part in parts if part)


def _decided(desk: Desk, row: dict[str, Any]) -> list[str]:
    """One line per decision: what a person decided, who, when, why, and what the machine had said."""
    words, overrides = desk.words, desk.processed.overrides
    lines = []
    for one in overrides[overrides["utt_id"] == row["utt_id"]].to_dict("records"):
        who = ", ".join(part for part in (one["author"], words.date(one["date"])) if part)
        machine = f" ({words('trace_machine')}: {one['machine']})" if one["machine"] else ""
        reason = f": {one['reason']}" if one["reason"] else ""
        lines.append(
            f"✎ {words.word('head', one['field'])}: {one['value']}{machine} · {who}{reason}"
        )
    if not lines and len(row["human"]):
        fields = words.joined([words.word("head", one) for one in row["human"]])
        lines.append(words("by_hand", fields=fields))
    return lines


def _answers(trace: Trace, most: int | None, desk: Desk) -> Iterator[str]:
    words = desk.words
    given = desk.processed.documents.set_index("doc_id").loc[list(trace.answers[:most])]
    for doc_id, row in zip(given.index, given.to_dict("records"), strict=True):
        parts = [
            words.number(float(row[trace.metric]), 0), f"{row['file']} · {words.locator(row['locator'])}",
            row["participant"], "" if pd.isna(row["date"]) else words.date(f"{row['date']:%Y-%m-%d}"),
            doc_id,
        ]  # fmt: skip
        yield f"  {' · '.join(plain(part) for part in parts if part)}"
    if most is not None and len(trace.answers) > most:
        shown = words("trace_shown", shown=most, all=words.count(len(trace.answers)))
        yield f"  {shown}; {words('trace_all')}"


def _wrapped(lines: Sequence[str], indent: str) -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(
            plain(line), _WIDE, initial_indent=indent, subsequent_indent=f"{indent}  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else text[-_AROUND:].partition(" ")[2]


def _start(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0]
