"""Stages taken together: coarser columns and the levels of an ordinary map, people counted anew."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.errors import StudyError
from cxlab.journey.journey import build_journey
from cxlab.journey.proof import check_quotes
from cxlab.stages import BUILTIN, NONE, StageModel, builtin, roll_up
from cxlab.study import Study

MAP = runpy.run_path(str(Path(__file__).parent / "test_journey_map.py"))
person, complaint, column, tiny = MAP["person"], MAP["complaint"], MAP["column"], MAP["tiny"]
TOUCHPOINT = {
    "discover": "advertising", "compare": "price", "purchase": "checkout", "receive": "delivery",
    "use": "comfort", "support": "refund", "stay": "repurchase",
}  # fmt: skip


def report(**options):
    return MAP["make_study"](report={"language": "pt", "min_people": 2} | options)


def said(stage, valence=-1.5):
    return complaint(stage=stage, touchpoints=[TOUCHPOINT[stage]], valence=valence)


def built(documents, study):
    made = MAP["make_tables"](documents)
    journey = build_journey(*made, study, "ana")
    check_quotes(journey, made[2], made[0])
    return journey


def test_periods_and_steps_hold_the_stages_in_their_order():
    """Before, during, after; research, compare, purchase, use: with names in three languages."""
    periods, steps = (roll_up(builtin(), columns=one) for one in ("periods", "steps"))
    assert periods.model.ids == ("before", "during", "after")
    assert periods.stages("after") == ("use", "support", "stay")
    assert steps.model.ids == ("research", "compare", "purchase", "use")
    assert steps.stages("use") == ("receive", "use", "support", "stay")
    assert steps.model.stages[0].names == {"pt": "Pesquisar", "es": "Investigar", "en": "Research"}


def test_the_buyer_journey_leaves_the_rest_out():
    """Stages outside the scope have no column."""
    buyer = roll_up(builtin(), columns="periods", scope="buyer")
    assert buyer.model.ids == ("before", "during")
    assert buyer.column["use"] == NONE and buyer.stages("during") == ("purchase", "receive")


def test_who_speaks_of_two_stages_of_a_column_counts_once():
    """People are counted at the level of the column, and weigh the same however much they say."""
    documents = [
        person(1, [said("use", -2), said("support", -2), said("stay", -2)]),
        person(2, [said("use", 1)]),
    ]
    after = column(built(documents, report(columns="periods")), "after")
    assert (after.valence.people, after.valence.mentions, after.valence.value) == (2, 4, -0.5)
    assert [one.touchpoint for one in after.touchpoints if one.valence.people] == [
        "comfort", "refund", "repurchase",
    ]  # fmt: skip


def test_a_sentence_of_two_stages_counts_once_where_both_are_one():
    """What is said while using and about a refund is in both columns, and once in what holds them."""
    both = [person(number, [complaint(stage="use", touchpoints=["refund"])]) for number in (1, 2)]
    made = built(both, report())
    told = {one.stage: one.valence.mentions for one in made.stages}
    assert told["use"] == told["support"] == 2
    levels = {one.id: one.valence.mentions for one in made.rollups if one.valence.people}
    assert levels == {"after": 2, "use": 2, "full": 2}


def test_a_map_of_periods_is_a_whole_map():
    """Findings, goals and passages stand in the columns there are."""
    whole = tiny()
    made = tiny(report={"language": "pt", "min_people": 2, "columns": "periods"})
    assert made.columns == "periods" and [one.stage for one in made.stages] == [
        "before",
        "during",
        "after",
    ]
    ids = {one.finding_id: one for one in whole.findings}
    assert {one.finding_id for one in made.findings} == set(ids)
    assert all(
        (one.people, one.utt_ids) == (ids[one.finding_id].people, ids[one.finding_id].utt_ids)
        for one in made.findings
    )
    assert column(made, "during").goal == {"pt": "Receber no dia combinado"}
    assert made.people == whole.people and made.rollups == ()
    assert {place for move in made.paths.moves for place in (move.start, move.end)} <= {
        "before",
        "during",
        "after",
    }


def test_the_buyer_scope_shows_no_stage_after_it():
    """The segment's people stay the segment's; what is said of later stages is on no column."""
    made = built([person(1, [said("use")]), person(2, [said("receive")])], report(scope="buyer"))
    assert [one.stage for one in made.stages] == ["discover", "compare", "purchase", "receive"]
    assert made.people == 2 and made.scope == "buyer"
    assert [one.touchpoint for one in made.findings] == ["delivery"]


def test_goals_of_a_column_are_those_of_its_stages():
    """Each stage's goal, one after the other, language by language."""
    goals = {"use": {"pt": "Usar anos"}, "stay": {"pt": "Voltar", "en": "Return"}}
    study = MAP["make_study"](personas={"ana": {"goals": goals}}, report={"columns": "periods"})
    assert study.rolled().goals("ana", "after") == {"pt": "Usar anos · Voltar", "en": "Return"}
    assert study.goals("ana", "use") == {"pt": "Usar anos"}


@settings(max_examples=4, deadline=None)
@given(st.lists(st.lists(st.sampled_from(BUILTIN), min_size=1, max_size=4), min_size=2, max_size=5))
def test_levels_count_people_and_utterances_once(people):
    """At every level a person is counted once, and the parts of a level hold each utterance once."""
    documents = [
        person(number, [said(stage) for stage in stages]) for number, stages in enumerate(people)
    ]
    made = built(documents, report())
    for one in made.rollups:
        told = [set(stages) & set(one.stages) for stages in people]
        assert one.valence.people == sum(map(bool, told))
    for level in ("periods", "steps"):
        parts = [one for one in made.rollups if one.level == level]
        assert sum(one.valence.mentions for one in parts) == sum(map(len, people))
        rolled = built(documents, report(columns=level))
        assert [(one.id, one.valence) for one in parts] == [
            (one.stage, one.valence) for one in rolled.stages
        ]
    full = next(one for one in made.rollups if one.id == "full")
    assert (full.valence.people, full.valence.mentions) == (len(people), sum(map(len, people)))


def test_a_level_that_the_stages_do_not_tell_is_left_out_or_refused(tmp_path):
    """Own stages need no step and no buyer; who asks for such columns is told what to write."""
    own = StageModel.model_validate(
        {"id": "own", "stages": [{"id": "stay_there", "names": {}, "period": "during"}]}
    )
    with pytest.raises(
        StudyError, match=r"columns steps: stage\(s\) stay_there of 'own' have no step"
    ):
        roll_up(own, columns="steps")
    with pytest.raises(StudyError, match="scope buyer: no stage of 'own' is marked"):
        roll_up(own, scope="buyer")
    (tmp_path / "own.yml").write_text("id: own\nstages: [{id: stay, names: {}, period: during}]\n")
    text = "title: x\nstages: own.yml\nreport: {columns: steps}\nsources: [{name: a, kind: review, files: a.csv}]\n"
    (tmp_path / "study.yml").write_text(text)
    with pytest.raises(StudyError, match="Write `step:` for each stage"):
        Study.load(tmp_path)
