"""Paths: how people move between stages, in the order in which they tell it."""

import runpy
from pathlib import Path

import pandas as pd
import pytest

from cxlab.journey.journey import build_journey
from cxlab.journey.paths import LONG_REVIEW

MAP = runpy.run_path(str(Path(__file__).parent / "test_journey_map.py"))


def told(number, *stages, kind="interview", **more):
    """A document whose sentences lie in these stages, each sure of its stage."""
    said = [
        {"text": f"Frase {number} de {stage} {place}.", "valence": -1.0, "kind": "pain", "stage": stage}
        for place, stage in enumerate(stages)
    ]  # fmt: skip
    return MAP["person"](number, said, kind=kind, **more)


def paths(*documents, **changes):
    """The paths of these documents, with one person more who tells of no stage."""
    return MAP["tiny"](documents=[*documents, told(99, "none")], **changes).paths


def moves(found):
    return {(one.start, one.end): (one.kind, one.people, one.of_people, one.mentions) for one in found.moves}  # fmt: skip


def test_moves_are_next_jump_or_loop():
    """One stage on is next, more is a jump, an earlier one is a loop; runs are one stay."""
    found = paths(told(1, "purchase", "receive", "receive", "support", "receive"))
    assert moves(found) == {
        ("purchase", "receive"): ("next", 1, 1, 1),
        ("receive", "support"): ("jump", 1, 1, 1),
        ("support", "receive"): ("loop", 1, 1, 1),
    }
    assert (found.people, found.documents, found.returning, found.skipping) == (1, 1, 1, 1)


def test_people_are_counted_once_and_out_of_those_who_speak_of_the_stage():
    """Twice the same move of one person is one person and two mentions; all who speak are counted."""
    found = paths(
        told(1, "receive", "support", "receive", "support"), told(2, "receive"), told(3, "receive", "use")
    )  # fmt: skip
    assert moves(found)["receive", "support"] == ("jump", 1, 3, 2)
    (move,) = (one for one in found.moves if (one.start, one.end) == ("receive", "support"))
    assert 0 < move.low < 1 / 3 < move.high < 1
    assert move.utt_ids == ("d1-0", "d1-1", "d1-2", "d1-3")
    assert (found.people, found.documents) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "sentences", "counted"),
    [("interview", 2, True), ("chat", 2, True), ("ticket", 2, True), ("survey", 8, False),
     ("social", 8, False), ("review", LONG_REVIEW - 1, False), ("review", LONG_REVIEW, True)],
)  # fmt: skip
def test_only_what_is_told_in_order_counts(kind, sentences, counted):
    """A survey's answers and short reviews have no order of events."""
    stages = ["receive"] * (sentences - 1) + ["support"]
    assert bool(paths(told(1, *stages, kind=kind)).moves) is counted


def test_sentences_without_a_sure_stage_are_passed_over():
    """'none' and a doubtful stage make no move; a touchpoint of the stage makes it sure."""
    document = told(1, "receive", "none", "receive", "use")
    document["said"][3] |= {"stage_p": 0.3}
    assert not paths(document).moves
    document["said"][3] |= {"touchpoints": ["comfort"]}
    assert list(moves(paths(document))) == [("receive", "use")]


def test_people_of_one_conversation_are_followed_apart():
    """In a focus group one person's stage after another's is nobody's move."""
    documents = [told(1, "receive", "support", "receive", "support")]
    utterances, mentions, sources = MAP["make_tables"](documents)
    utterances["participant"] = ["ana", "rui", "ana", "rui"]
    journey = build_journey(
        utterances, mentions, sources, MAP["make_study"](), "ana", shareable=False
    )
    assert not journey.paths.moves


def test_few_people_are_counted_and_not_quoted():
    """A move of fewer than min_people people shows no words on a shareable map."""
    document = told(1, "receive", "support")
    assert paths(document).moves[0].quote is None
    assert paths(document, shareable=False).moves[0].quote.text == "Frase 1 de support 1."


def test_row_order_changes_nothing():
    """The same rows shuffled give the same paths."""
    documents = [told(n, "purchase", "receive", "use", "receive", "support") for n in range(1, 5)]
    tables = MAP["make_tables"](documents)
    shuffled = (one.sample(frac=1, random_state=3).reset_index(drop=True) for one in tables)
    study = MAP["make_study"]()
    ordered = build_journey(*tables, study, "ana").paths
    assert build_journey(*shuffled, study, "ana").paths == ordered
    assert isinstance(ordered.moves[0].utt_ids, tuple)
    assert pd.Series([one.people for one in ordered.moves]).is_monotonic_decreasing
