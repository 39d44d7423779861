"""What a trace finds: a place with its numbers, and the rows behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cxlab.journey.evidence import people
from cxlab.journey.model import Journey
from cxlab.journey.quotes import choose
from cxlab.report.words import plain
from cxlab.trace.desk import Desk

# So many stand first, from different people; the others follow in their order.
_FIRST = 12


@dataclass(frozen=True)
class Trace:
    """A reference, what it is, its numbers, and what they rest on.

    `facts` are lines in the study's language. `utt_ids` are the utterances, the most telling first
    from different people; `against` those that say the opposite and `disagree` their people, None
    where nothing can be said against it. `answers` are the documents whose ratings were counted,
    `metric` the column they stand in. `is_text`: not a number that rests on utterances, but the
    utterances themselves.
    """

    ref: str
    heading: str
    facts: tuple[str, ...]
    utt_ids: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    disagree: int | None = None
    answers: tuple[str, ...] = ()
    metric: str = ""
    is_text: bool = False


def heading(desk: Desk, journey: Journey, label: str, stage: str = "", place: str = "") -> str:
    """'Pain · the family · Receive · Delivery'."""
    name = desk.words.name(journey.name, journey.segment)
    parts = [label, name, desk.stage(stage) if stage else "", place]
    return " · ".join(plain(part) for part in parts if part)


def first(rows: pd.DataFrame) -> tuple[str, ...]:
    """The ids of ranked rows: the best from different people, then all others."""
    if rows.empty:
        return ()
    chosen = list(choose(rows, _FIRST)["utt_id"])
    return tuple(dict.fromkeys([*chosen, *rows["utt_id"]]))


def both_sides(
    ref: str,
    title: str,
    facts: Sequence[str],
    rows: pd.DataFrame,
    against: pd.DataFrame | None = None,
    rest: pd.DataFrame | None = None,
) -> Trace:
    """What rests on ranked rows, and on the `rest` of them that takes no side, with who says the opposite."""
    ids = first(rows)
    opposed = () if against is None else first(against)
    if rest is not None:
        ids = tuple(dict.fromkeys([*ids, *(one for one in rest["utt_id"] if one not in opposed)]))
    return Trace(
        ref=ref,
        heading=title,
        facts=tuple(facts),
        utt_ids=ids,
        against=opposed,
        disagree=None if against is None else people(against),
    )
