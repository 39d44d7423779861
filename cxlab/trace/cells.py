"""The places of a map: each with its numbers as the map shows them, and the rows they count."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from cxlab.journey.evidence import feeling, people
from cxlab.journey.findings import OPPOSITE
from cxlab.journey.model import Action, Estimate, Finding, Journey, Move, Promise, StageColumn
from cxlab.journey.quotes import ranked
from cxlab.report.cells import phrase_of
from cxlab.report.refs import ARRIVES, ref_of, segment_ref
from cxlab.report.words import plain
from cxlab.tables import EMOTIONS
from cxlab.trace.desk import Desk
from cxlab.trace.found import Trace, both_sides, first, heading
from cxlab.trace.measured import METRICS, driver, metric

# Part of a cell -> the kind of utterance it counts.
_KINDS = {
    "pain": "pain", "delight": "delight", "pains": "pain", "delights": "delight",
    "thoughts": "wish", "actions": "fact",
}  # fmt: skip


def place(desk: Desk, segment: str, parts: Sequence[str]) -> Trace | None:
    """What stands at [stage[, touchpoint[, part[, theme]]]] of a segment's map; None if nothing does."""
    journey = desk.journey(segment)
    columns = {one.stage: one for one in journey.stages}
    match parts:
        case []:
            return _segment(desk, journey)
        case [name] if name in METRICS:
            return metric(desk, journey, name)
        case [passage] if ARRIVES in passage:
            moves = {f"{one.start}{ARRIVES}{one.end}": one for one in journey.paths.moves}
            return _move(desk, journey, moves[passage]) if passage in moves else None
        case [stage, *rest] if stage in columns:
            return _in_stage(desk, journey, columns[stage], rest)
    return None


def _in_stage(
    desk: Desk, journey: Journey, column: StageColumn, parts: Sequence[str]
) -> Trace | None:
    touchpoints = {one.touchpoint for one in column.touchpoints}
    match parts:
        case []:
            return _stage(desk, journey, column)
        case [name] if name in METRICS:
            return metric(desk, journey, name, column)
        case [touchpoint] if touchpoint in touchpoints:
            return _touchpoint(desk, journey, column, touchpoint)
        case [touchpoint, *rest] if touchpoint in touchpoints:
            return _at_touchpoint(desk, journey, column, touchpoint, rest)
        case [part]:
            rows = desk.spoken(journey.segment, column.stage)
            title = (column.stage, "")
            return _part(desk, journey, title, rows, part, ref_of(column, journey.segment, part))
    return None


def _segment(desk: Desk, journey: Journey) -> Trace:
    words = desk.words
    facts = [
        f"{words.people(journey.people)} · {words.how_many('documents', journey.documents)} · "
        f"{words.how_many('utterances', journey.utterances)}",
        f"{words('mean')} {words.estimate(journey.valence)}",
    ]
    rows = ranked(desk.evidence(journey.segment).said)
    ref = segment_ref(journey.segment)
    return both_sides(ref, heading(desk, journey, words("segment")), facts, rows)


def _stage(desk: Desk, journey: Journey, column: StageColumn) -> Trace:
    rows, words = desk.spoken(journey.segment, column.stage), desk.words
    told = {kind: feeling(rows, kind) for kind in OPPOSITE}
    facts = _felt(desk, column.valence, column.grade, journey)
    for kind, one in told.items():
        ref = ref_of(column, journey.segment, kind)
        share = words.k_of_n(people(one), people(rows))
        facts.append(f"{words.word('', kind)}: {share} ({ref})")
    less, more = sorted(told.values(), key=people)
    title = heading(desk, journey, words("stage"), column.stage)
    ref = ref_of(column, journey.segment)
    return both_sides(ref, title, facts, ranked(more), ranked(less), rest=rows)


def _touchpoint(desk: Desk, journey: Journey, column: StageColumn, touchpoint: str) -> Trace:
    cell = next(one for one in column.touchpoints if one.touchpoint == touchpoint)
    rows = _mentions(desk, journey, touchpoint)
    facts = _felt(desk, cell.valence, cell.grade, journey)
    facts += [
        f"{desk.words('promised')}: “{desk.words.name(one.text)}” ({one.promise_id})"
        for one in column.promises
        if one.touchpoint == touchpoint
    ]
    facts += [_line(desk, one) for one in journey.findings if one.touchpoint == touchpoint]
    side = "pain" if (cell.valence.value or 0.0) < 0 else "delight"
    agree, against = (
        ranked(feeling(rows, kind), desk.study.codebook[touchpoint])
        for kind in (side, OPPOSITE[side])
    )
    name = desk.touchpoint(touchpoint)
    title = heading(desk, journey, desk.words("touchpoint"), column.stage, name)
    return both_sides(ref_of(cell, journey.segment), title, facts, agree, against, rest=rows)


def _at_touchpoint(
    desk: Desk, journey: Journey, column: StageColumn, touchpoint: str, parts: Sequence[str]
) -> Trace | None:
    part, *theme = parts
    here = [
        one
        for one in journey.findings
        if one.touchpoint == touchpoint
        and one.kind == _KINDS.get(part)
        and (not theme or [one.theme] == theme)
    ]
    if len(here) == 1:
        return finding(desk, here[0], journey)
    if theme:
        return None
    if part in METRICS:
        return driver(desk, journey, touchpoint, part)
    rows = _mentions(desk, journey, touchpoint)
    facts = [_line(desk, one) for one in here]
    cell = next(one for one in column.touchpoints if one.touchpoint == touchpoint)
    title = (column.stage, desk.touchpoint(touchpoint))
    return _part(desk, journey, title, rows, part, ref_of(cell, journey.segment, part), facts)


def _part(
    desk: Desk,
    journey: Journey,
    where: tuple[str, str],
    rows: pd.DataFrame,
    part: str,
    ref: str,
    facts: Sequence[str] = (),
) -> Trace | None:
    """One kind of what is said at a place: pains, wishes, promises compared, an emotion."""
    words, against = desk.words, None
    if part in _KINDS:
        kind = _KINDS[part]
        label, told = words.word("", kind), ranked(feeling(rows, kind), plain=kind not in OPPOSITE)
        against = ranked(feeling(rows, OPPOSITE[kind])) if kind in OPPOSITE else None
    elif part == "gaps":
        label, told = words("head_gap"), ranked(rows[rows["gap"].astype(bool)])
    elif part in EMOTIONS:
        label, told = words.word("emotion", part), ranked(rows[rows["emotion"] == part])
    else:
        return None
    share = f"{words.k_of_n(people(told), people(rows))} {words('who_speak')}"
    counted = f"{share} · {words.how_many('mentions', len(told))}"
    title = heading(desk, journey, label, *where)
    return both_sides(ref, title, [counted, *facts], told, against)


def finding(desk: Desk, one: Finding, journey: Journey) -> Trace:
    """A pain or a delight with all it rests on."""
    words = desk.words
    facts = [
        f"{words.k_of_n(one.people, one.of_people)} {words('who_speak')} · "
        f"{words.how_many('mentions', one.mentions)}",
        f"{words('mean')} {words.estimate(one.valence)} · "
        f"{words('severity')} {words.number(one.severity, 2)}",
        _grade(desk, one.grade, journey),
    ]
    if one.allowing:
        facts.insert(1, words.allowing(one.allowing, one.of_people))
    if one.frontline_people:
        said = "; ".join(f"“{plain(quote.text)}” ({quote.utt_id})" for quote in one.frontline)
        facts.append(
            f"{words('frontline')}: {words.people(one.frontline_people)}{said and f': {said}'}"
        )
    name = desk.touchpoint(one.touchpoint, one.theme)
    title = heading(desk, journey, words.word("", one.kind), one.stage, name)
    phrase = phrase_of(one, journey)
    said_of = _mentions(desk, journey, one.touchpoint).set_index("utt_id", drop=False)
    # The finding's own order is that of `ranked`; only the people are spread.
    ordered = (
        said_of.loc[list(one.utt_ids)]
        .reset_index(drop=True)
        .assign(rank=range(len(one.utt_ids), 0, -1))
    )
    return Trace(
        ref=one.finding_id,
        heading=f"{title} · “{plain(phrase.text)}”" if phrase else title,
        facts=tuple(facts),
        utt_ids=first(ordered),
        against=one.counter_ids,
        disagree=one.disagree,
    )


def finding_line(desk: Desk, row: Mapping[Any, Any]) -> str:
    """A row of the findings table in one line, with its reference."""
    name = desk.touchpoint(row["touchpoint"], row["theme"])
    return f"{desk.words.word('', row['kind'])} · {name} ({row['finding_id']})"


def _line(desk: Desk, one: Finding) -> str:
    words, name = desk.words, desk.touchpoint(one.touchpoint, one.theme)
    share = words.k_of_n(one.people, one.of_people)
    return f"{words.word('', one.kind)} · {name}: {share} ({one.finding_id})"


def written(desk: Desk, one: Any, journey: Journey) -> Trace | None:
    """What people wrote: a promise with what customers say of it, an opportunity."""
    words = desk.words
    if isinstance(one, Promise):
        facts = [
            " · ".join(part for part in (f"“{words.name(one.text)}”", plain(one.said_in)) if part),
            f"{words('trace_kept')}: {words.k_of_n(one.kept_people, one.of_people)} · "
            f"{words('trace_broken')}: {words.k_of_n(one.broken_people, one.of_people)}",
            _grade(desk, one.grade, journey),
        ]
        title = heading(
            desk, journey, words("promised"), one.stage, desk.touchpoint(one.touchpoint)
        )
        rows = _mentions(desk, journey, one.touchpoint)
        return both_sides(
            one.promise_id, title, facts, ranked(rows[rows["utt_id"].isin(one.utt_ids)])
        )
    if isinstance(one, Action):
        title = heading(
            desk, journey, words("trace_action"), one.stage, desk.touchpoint(one.touchpoint)
        )
        facts = [plain(part) for part in (one.title, one.to_be, one.owner, one.due) if part]
        here = [found for found in journey.findings if found.finding_id == one.finding_id]
        if not here:
            return Trace(one.action_id, title, tuple(facts))
        basis = finding(desk, here[0], journey)
        return Trace(
            one.action_id, title, (*facts, _line(desk, here[0]), *basis.facts), basis.utt_ids,
            basis.against, basis.disagree,
        )  # fmt: skip
    return None


def _move(desk: Desk, journey: Journey, one: Move) -> Trace:
    words = desk.words
    share = words(
        "range",
        low=words.number(100 * one.low, 0),
        high=words("percent", n=words.number(100 * one.high, 0)),
    )
    facts = (
        f"{words.k_of_n(one.people, one.of_people)} · {words('interval_label')} {share}",
        f"{words('path_mentions')}: {words.count(one.mentions)} · "
        f"{words.how_many('documents', one.documents)}",
    )
    title = heading(desk, journey, words("path_from_to"))
    title = f"{title} · {desk.stage(one.start)} → {desk.stage(one.end)}"
    return Trace(ref_of(one, journey.segment), title, facts, one.utt_ids)


def _felt(desk: Desk, estimate: Estimate, grade: str, journey: Journey) -> list[str]:
    words = desk.words
    return [
        f"{words.people(estimate.people)} · {words.how_many('mentions', estimate.mentions)} · "
        f"{words('mean')} {words.estimate(estimate)}",
        _grade(desk, grade, journey),
    ]


def _grade(desk: Desk, grade: str, journey: Journey) -> str:
    words = desk.words
    means = words(f"grade_{grade}_means", n=journey.min_people)
    return f"{words('grade')}: {words.word('grade', grade)} ({means})"


def _mentions(desk: Desk, journey: Journey, touchpoint: str) -> pd.DataFrame:
    rows = desk.evidence(journey.segment).mentions
    return rows[rows["touchpoint"] == touchpoint]
