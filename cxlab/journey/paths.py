"""The order in which people tell their stages: steps, jumps ahead and loops back, people counted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from cxlab.journey import statistics
from cxlab.journey.evidence import Context, Evidence
from cxlab.journey.model import Move, Paths, Quote
from cxlab.journey.quotes import choose, quote_all, ranked
from cxlab.journey.settle import SURE
from cxlab.stages import NONE, StageModel

# What is told as it went. A survey's answers and posts are given in no such order.
TOLD_IN_ORDER = ("interview", "chat", "ticket")
# A review of so many sentences tells a story; a shorter one lists what comes to mind.
LONG_REVIEW = 6


@dataclass
class _Tally:
    """The passages from one stage to another, while they are counted."""

    people: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    mentions: int = 0
    utt_ids: list[str] = field(default_factory=list)
    arrivals: set[str] = field(default_factory=set)


def find_paths(
    evidence: Evidence,
    model: StageModel,
    context: Context,
    withheld: Collection[str] = (),
    *,
    min_people: int,
) -> Paths:
    """How the people of a segment move between stages in what they tell in order.

    Counted are interviews, chats, tickets and reviews of LONG_REVIEW sentences or more, each
    person of a document apart. A sentence without a stage, or of which neither a touchpoint nor
    the stage head is sure, is passed over; neighbours of the same stage are one stay. The order is
    that of telling, which is not always that of happening. `withheld` sentences are not quoted,
    nor is a move of fewer than `min_people` people.
    """
    order = {stage: place for place, stage in enumerate(model.ids)}
    tallies: dict[tuple[str, str], _Tally] = {}
    speakers: dict[str, set[str]] = {}
    people: set[str] = set()
    documents: set[str] = set()
    told = _told_in_order(evidence, order)
    for (doc_id, person), rows in told.groupby(["doc_id", "person"], sort=True):
        stays = list(_stays(rows))
        for stage, _, _ in stays:
            speakers.setdefault(stage, set()).add(str(person))
        if len(stays) < 2:
            continue
        people.add(str(person))
        documents.add(str(doc_id))
        for (start, _, before), (end, after, _) in pairwise(stays):
            tally = tallies.setdefault((start, end), _Tally())
            tally.people.add(str(person))
            tally.documents.add(str(doc_id))
            tally.mentions += 1
            tally.utt_ids += [before, after]
            tally.arrivals.add(after)
    moves = [
        _move(pair, tally, len(speakers[pair[0]]), order,
              _quote(told, tally, context, withheld, min_people))
        for pair, tally in tallies.items()
    ]  # fmt: skip
    moves.sort(key=lambda one: (-one.people, -one.mentions, order[one.start], order[one.end]))
    return Paths(
        people=len(people),
        documents=len(documents),
        returning=_who(tallies, order, "loop"),
        skipping=_who(tallies, order, "jump"),
        moves=tuple(moves),
    )


def _told_in_order(evidence: Evidence, order: Mapping[str, int]) -> pd.DataFrame:
    """The sentences whose stage is told, of documents told in order, as they were said."""
    said = evidence.said
    length = said.groupby("doc_id")["utt_id"].transform("size")
    long_review = (said["source_kind"] == "review") & (length >= LONG_REVIEW)
    tied = said["utt_id"].isin(evidence.mentions["utt_id"])
    sure = tied | (pd.to_numeric(said["stage_p"], errors="coerce") >= SURE)
    staged = said["stage"].isin(order) & (said["stage"] != NONE) & sure
    kept = said[staged & (said["source_kind"].isin(TOLD_IN_ORDER) | long_review)]
    return kept.sort_values(["doc_id", "position", "utt_id"], ignore_index=True)


def _stays(rows: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Stage, first and last sentence of each stay at a stage, in order."""
    stage, first, last = "", "", ""
    for here, utt_id in zip(rows["stage"], rows["utt_id"], strict=True):
        if here != stage:
            if stage:
                yield stage, first, last
            stage, first = str(here), str(utt_id)
        last = str(utt_id)
    if stage:
        yield stage, first, last


def _kind(start: str, end: str, order: Mapping[str, int]) -> str:
    if order[end] < order[start]:
        return "loop"
    return "next" if order[end] == order[start] + 1 else "jump"


def _who(tallies: Mapping[tuple[str, str], _Tally], order: Mapping[str, int], kind: str) -> int:
    return len(
        {
            person
            for (start, end), tally in tallies.items()
            if _kind(start, end, order) == kind
            for person in tally.people
        }
    )


def _move(
    pair: tuple[str, str], tally: _Tally, of_people: int, order: Mapping[str, int],
    quote: Quote | None,
) -> Move:  # fmt: skip
    low, high = statistics.wilson(len(tally.people), of_people)
    return Move(
        start=pair[0],
        end=pair[1],
        kind=_kind(*pair, order),
        people=len(tally.people),
        of_people=of_people,
        low=round(low, 6),
        high=round(high, 6),
        mentions=tally.mentions,
        documents=len(tally.documents),
        utt_ids=tuple(dict.fromkeys(tally.utt_ids)),
        quote=quote,
    )


def _quote(
    told: pd.DataFrame,
    tally: _Tally,
    context: Context,
    withheld: Collection[str],
    min_people: int,
) -> Quote | None:
    """The sentence that best tells the arrival: of a strong feeling, sure and short."""
    if len(tally.people) < min_people:
        return None
    rows = told[told["utt_id"].isin(tally.arrivals) & ~told["utt_id"].isin(set(withheld))]
    found = quote_all(choose(ranked(rows), 1), context)
    return found[0] if found else None
