"""Reference -> what it means on the maps, its numbers, and the utterances and answers behind them."""

import re
from collections.abc import Iterator

import pandas as pd

from cxlab.errors import StudyError
from cxlab.journey.evidence import people
from cxlab.journey.model import Finding
from cxlab.journey.proof import walk
from cxlab.languages.words import fold
from cxlab.report.refs import ARRIVES, ref_of, segment_ref
from cxlab.tables import EVIDENCE_ROLES
from cxlab.trace import cells
from cxlab.trace.desk import Desk
from cxlab.trace.found import Trace
from cxlab.trace.measured import METRICS
from cxlab.yamlfile import nearest

_LETTERS = re.compile(r"[^\W_]+")
_LOOKS = (
    "A reference is an id from a report (u… an utterance, f… a finding), a place such as {place}, "
    "{place}/pain, {segment}/rating, {segment}/{first}{arrives}{second}, or some words of a quote"
)


def find(desk: Desk, ref: str) -> Trace:
    """What a reference means, or StudyError that says what references look like."""
    ref = ref.strip()
    for look in (_utterance, _finding, _document, _written, _place, _words):
        found = look(desk, ref)
        if found is not None:
            return found
    raise StudyError(
        f"'{ref}' is no reference of study '{desk.study.name}', and nobody said these words."
        f"{nearest(ref, list(_known(desk))) or _nearest_words(desk, ref)} {_looks(desk)}"
    )


def _looks(desk: Desk) -> str:
    touchpoint = desk.study.codebook.touchpoints[0]
    stages = desk.study.stages.ids
    segment = segment_ref(desk.segments[0])
    return _LOOKS.format(
        place=f"{segment}/{touchpoint.stage}/{touchpoint.id}",
        segment=segment,
        first=stages[0],
        second=stages[-1],
        arrives=ARRIVES,
    )


def _known(desk: Desk) -> Iterator[str]:
    """The places that a study's maps may have, and its findings."""
    for segment in map(segment_ref, desk.segments):
        yield segment
        yield from (f"{segment}/{one}" for one in (*desk.study.stages.ids, *METRICS))
        for touchpoint in desk.study.codebook.touchpoints:
            place = f"{segment}/{touchpoint.stage}/{touchpoint.id}"
            yield from (place, f"{place}/pain", f"{place}/delight")
    yield from desk.processed.findings["finding_id"]


def _utterance(desk: Desk, ref: str) -> Trace | None:
    if ref not in desk.said.index:
        return None
    row = desk.row(ref)
    findings = desk.processed.findings
    of = {"trace_for": "utt_ids", "trace_against": "counter_ids"}
    facts = [
        f"{desk.words(label)}: {cells.finding_line(desk, one)}"
        for label, column in of.items()
        for one in findings[[ref in ids for ids in findings[column]]].to_dict("records")
    ]
    if row["role"] == "customer" and row["segment"]:
        segment = segment_ref(row["segment"])
        mentions = desk.mentions
        for touchpoint in mentions.loc[mentions["utt_id"] == ref, "touchpoint"]:
            stage = desk.study.codebook[touchpoint].stage
            facts.append(
                f"{desk.words('touchpoint')}: {desk.touchpoint(touchpoint)} "
                f"({segment}/{stage}/{touchpoint})"
            )
        if row["stage"] in desk.study.stages.ids:
            name = desk.stage(row["stage"])
            facts.append(f"{desk.words('stage')}: {name} ({segment}/{row['stage']})")
    if not facts:
        facts = [desk.words("trace_nowhere")]
    return Trace(ref, desk.words("trace_utterance"), tuple(facts), (ref,), is_text=True)


def _finding(desk: Desk, ref: str) -> Trace | None:
    findings = desk.processed.findings
    known = findings[findings["finding_id"] == ref]
    if known.empty:
        return None
    segment = known["segment"].iloc[0]
    for one in desk.journey(segment).findings:
        if one.finding_id == ref:
            return cells.finding(desk, one, desk.journey(segment))
    return None


def _document(desk: Desk, ref: str) -> Trace | None:
    documents = desk.processed.documents
    if ref not in set(documents["doc_id"]):
        return None
    row = documents[documents["doc_id"] == ref].iloc[0]
    words = desk.words
    parts = [
        words.word("source", row["kind"]), row["source"], row["file"], words.locator(row["locator"]),
        row["participant"], row["segment"], "" if pd.isna(row["date"]) else words.date(row["date"]),
    ]  # fmt: skip
    facts = [" · ".join(part for part in parts if part)]
    for metric in ("rating", "nps"):
        if not pd.isna(row[metric]):
            facts.append(f"{words(metric)}: {words.number(row[metric], 0)}")
    told = desk.said[desk.said["doc_id"] == ref]
    return Trace(ref, words("trace_document"), tuple(facts), tuple(told["utt_id"]), is_text=True)


def _written(desk: Desk, ref: str) -> Trace | None:
    """A promise, an opportunity or anything else with an id of its own on a map."""
    for segment in desk.segments if re.fullmatch(r"[\w.-]+", ref) else ():
        for _, one in walk(desk.journey(segment)):
            if not isinstance(one, Finding) and ref_of(one, "") == ref:
                return cells.written(desk, one, desk.journey(segment))
    return None


def _place(desk: Desk, ref: str) -> Trace | None:
    written, *parts = (part.strip() for part in ref.split("/"))
    segment = desk.segment(written)
    if segment is None:
        return None
    found = cells.place(desk, segment, parts)
    if found is None:
        known = [one for one in _known(desk) if one.startswith(segment_ref(segment))]
        raise StudyError(
            f"segment '{segment}' has no '{'/'.join(parts)}'.{nearest(ref, known)} {_looks(desk)}"
        )
    return found


def _words(desk: Desk, ref: str) -> Trace | None:
    """The utterances in which these words stand, customers' first; one alone is traced itself."""
    wanted = _bare(ref)
    if not wanted.strip():
        return None
    said = desk.said
    rows = said[[wanted in _bare(text) for text in said["text"]]]
    if rows.empty:  # the middle of a word
        rows = said[[wanted.strip() in _bare(text) for text in said["text"]]]
    if rows.empty:
        return None
    ids = tuple(
        rows.sort_values("role", key=lambda role: role.map(_order), kind="stable")["utt_id"]
    )
    if len(ids) == 1:
        return _utterance(desk, ids[0])
    words = desk.words
    facts = (f"{words.how_many('utterances', len(ids))} · {words.people(_speakers(rows))}",)
    return Trace(ref, words("trace_words", words=ref), facts, ids, is_text=True)


def _nearest_words(desk: Desk, ref: str) -> str:
    """The utterance that shares most words with these, if it shares at least half of several."""
    wanted = set(_bare(ref).split())
    shared = [(len(wanted & set(_bare(text).split())), -len(text)) for text in desk.said["text"]]
    best = max(range(len(shared)), key=lambda at: shared[at], default=None)
    if best is None or len(wanted) < 2 or 2 * shared[best][0] < len(wanted):
        return ""
    row = desk.said.iloc[best]
    return f" Nearest: “{row['text']}” ({row['utt_id']})."


def _order(role: str) -> int:
    """Customers first, then staff, then who is no evidence."""
    return EVIDENCE_ROLES.index(role) if role in EVIDENCE_ROLES else len(EVIDENCE_ROLES)


def _bare(text: str) -> str:
    """Words alone, folded, with a space at each end: typographic quotes and dashes do not matter."""
    return f" {' '.join(_LETTERS.findall(fold(text)))} "


def _speakers(rows: pd.DataFrame) -> int:
    spoken = rows[rows["role"].isin(EVIDENCE_ROLES)]
    named = spoken["participant"].where(spoken["participant"] != "", spoken["doc_id"])
    return people(spoken.assign(person=named))
