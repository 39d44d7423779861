"""What people write on the map: promises against delivery, opportunities, the blueprint, CSAT and effort."""

import runpy
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab import tables
from cxlab.codebook import Blueprint, Codebook
from cxlab.journey.journey import build_journey
from cxlab.journey.model import Journey
from cxlab.journey.proof import check_quotes
from cxlab.journey.ratings import csat_estimate, effort_scale, efforts
from cxlab.journey.statistics import wilson

MAP = runpy.run_path(str(Path(__file__).parent / "test_journey_map.py"))
person, complaint, column = MAP["person"], MAP["complaint"], MAP["column"]


def praise(text="Chegou no dia prometido.", **more):
    return complaint(text, 1.6, "delight") | more


def promise(**more):
    row = {"touchpoint": "delivery", "promise_pt": "No dia combinado", "said_in": "anúncio"}
    return pd.DataFrame([row | more])


def action(*rows):
    base = {"impact": float("nan"), "effort": float("nan"), "status": "idea", "line": 2}
    return pd.DataFrame(
        [base | {"action_id": f"a{n}", "action": "x"} | row for n, row in enumerate(rows)]
    )


def journey(documents, segment="ana", *, study=None, **more):
    """The proved journey of a corpus."""
    made = MAP["make_tables"](documents)
    built = build_journey(*made, study or MAP["make_study"](), segment, **more)
    utterances, mentions, table = made
    check_quotes(built, table, utterances, mentions)
    assert Journey.from_dict(built.to_dict()) == built
    return built


OTHERS = [person(99 + number, [complaint(touchpoints=["refund"])]) for number in range(2)]


def delivered(broken, kept, silent=0):
    """People who say the delivery was not what was promised, who say it was, and who do not compare."""
    said = [complaint(gap=True)] * broken + [praise(gap=True)] * kept + [complaint()] * silent
    return [person(number, [one]) for number, one in enumerate(said)]


# ---- promise against delivery ------------------------------------------------------------------


def test_a_promise_has_both_sides_counted_and_quoted():
    """People first: those who compare and complain, those who compare and praise, of all who mention it."""
    [one] = column(journey(delivered(3, 2, 4), promises=promise()), "receive").promises
    assert (one.broken_people, one.kept_people, one.of_people) == (3, 2, 9)
    assert one.text == {"pt": "No dia combinado"} and one.said_in == "anúncio"
    assert one.broken is not None and "atrasou" in one.broken.text
    assert one.kept is not None and "prometido" in one.kept.text
    assert len(one.utt_ids) == 5 and one.grade == "reported"


def test_a_promise_nobody_speaks_of_is_still_on_the_map():
    """What people wrote stands there, graded as assumed, with nothing said for or against it."""
    [one] = column(journey(delivered(0, 0, 2), promises=promise()), "receive").promises
    assert (one.broken_people, one.kept_people, one.of_people) == (0, 0, 2)
    assert one.broken is None and one.kept is None and one.grade == "assumed"


def test_words_of_too_few_who_compare_are_withheld():
    """One who compares among many could be recognised; a few of the other side are among enough."""
    [few] = column(journey(delivered(1, 0, 5), promises=promise()), "receive").promises
    assert few.broken_people == 1 and few.broken is None and few.grade == "thin"
    [own] = column(
        journey(delivered(1, 0, 5), promises=promise(), shareable=False), "receive"
    ).promises
    assert own.broken is not None
    [many] = column(journey(delivered(1, 1, 5), promises=promise()), "receive").promises
    assert many.broken is not None and many.kept is not None


def test_a_doubtful_label_is_neither_side():
    """A comparison whose feeling does not bear out its kind is no claim, as in findings."""
    doubtful = [
        person(1, [complaint(valence=-0.1, gap=True)]),
        person(2, [complaint(kind="fact", gap=True)]),
    ]
    [one] = column(journey(doubtful, promises=promise()), "receive").promises
    assert (one.broken_people, one.kept_people) == (0, 0)


def test_codebook_and_file_make_promises_of_one_shape(tmp_path):
    """The codebook's promise comes first; the same words at the same touchpoint are one promise."""
    text = (
        "- {id: delivery, names: {pt: Entrega}, stage: receive, promise: {pt: No dia combinado}}\n"
    )
    study = own_codebook(tmp_path, text)
    same = journey(delivered(2, 1), study=study, promises=promise())
    other = journey(delivered(2, 1), study=study, promises=promise(promise_pt="", promise="Grátis"))
    assert [one.text for one in column(same, "receive").promises] == [{"pt": "No dia combinado"}]
    made = column(other, "receive").promises
    assert [one.text for one in made] == [{"pt": "No dia combinado"}, {"und": "Grátis"}]
    assert made[0].broken_people == made[1].broken_people == 2
    assert made[0].promise_id != made[1].promise_id


@pytest.mark.parametrize(("segment", "count"), [("", 1), ("Ána ", 1), ("rui", 0)])
def test_a_promise_to_one_segment_is_on_its_map_only(segment, count):
    """An empty segment is every segment; case and accents do not matter."""
    made = column(journey(delivered(2, 1), promises=promise(segment=segment)), "receive").promises
    assert len(made) == count


@settings(max_examples=6, deadline=None)
@given(
    broken=st.integers(0, 4), kept=st.integers(0, 4), silent=st.integers(0, 3), seed=st.randoms()
)
def test_sides_are_counted_whatever_the_order(broken, kept, silent, seed):
    """Rows in any order give the same promise, and a side has as many people as say it."""
    documents = [*delivered(broken, kept, silent), *OTHERS]
    shuffled = documents[:]
    seed.shuffle(shuffled)
    one, other = (journey(rows, promises=promise()).stages for rows in (documents, shuffled))
    assert one == other
    [made] = next(stage for stage in one if stage.stage == "receive").promises
    assert (made.broken_people, made.kept_people) == (broken, kept)
    assert made.of_people == broken + kept + silent


# ---- opportunities and blueprint ---------------------------------------------------------------


def test_opportunities_come_in_the_order_to_take_them_up():
    """Open before closed, high impact first, low effort next, then the nearest date; unjudged last."""
    rows = [
        {"action": "closed", "impact": 5.0, "effort": 1.0, "status": "done"},
        {"action": "unjudged"},
        {"action": "hard", "impact": 5.0, "effort": 5.0},
        {"action": "later", "impact": 5.0, "effort": 2.0, "due": ""},
        {"action": "sooner", "impact": 5.0, "effort": 2.0, "due": "2026-09-30"},
        {"action": "small", "impact": 2.0, "effort": 1.0},
    ]
    planned = action(*({"touchpoint": "delivery"} | row for row in rows))
    found = column(journey(delivered(1, 1), actions=planned), "receive").opportunities
    assert [one.title for one in found] == [
        "sooner", "later", "hard", "small", "unjudged", "closed",
    ]  # fmt: skip
    assert found[0].impact == 5 and found[4].impact is None


def test_an_action_stands_at_its_stage_else_touchpoint_else_finding():
    """What people name decides; an action on a finding of another segment is not on this map."""
    pain = journey(delivered(3, 0)).findings[0]
    rows = action(
        {"stage": "compare", "touchpoint": "delivery"},
        {"touchpoint": "refund"},
        {"finding_id": pain.finding_id},
        {"finding_id": "f000000000000"},
        {"stage": "use", "segment": "rui"},
    )
    made = journey(delivered(3, 0), actions=rows)
    placed = {
        one.action_id: (stage.stage, one.touchpoint)
        for stage in made.stages
        for one in stage.opportunities
    }
    assert placed == {
        "a0": ("compare", "delivery"), "a1": ("support", "refund"), "a2": ("receive", "delivery"),
    }  # fmt: skip


def own_codebook(folder, text):
    """The tiny study with a codebook of its own."""
    (folder / "codebook.yml").write_text(text, encoding="utf-8")
    study = MAP["make_study"](codebook="codebook.yml")
    return type(study)(folder, study.file, folder)


def test_blueprint_texts_stand_on_their_layers(tmp_path):
    """Layers that nobody described stay out, for an empty lane is drawn empty."""
    text = """\
- id: delivery
  names: {pt: Entrega}
  stage: receive
  blueprint: {evidence: [Nota fiscal, {en: Parcel}], backstage: {pt: Roteirizar}}
- {id: courier, names: {pt: Entregador}, stage: receive, blueprint: {backstage: Carregar}}
"""
    made = column(journey(delivered(1, 1), study=own_codebook(tmp_path, text)), "receive").blueprint
    assert list(made) == ["evidence", "backstage"]
    assert [one.text for one in made["evidence"]] == [{"und": "Nota fiscal"}, {"en": "Parcel"}]
    assert [one.touchpoint for one in made["backstage"]] == ["delivery", "courier"]
    assert Codebook.builtin()["delivery"].blueprint == Blueprint()


# ---- CSAT and effort ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "satisfied"),
    [((1, 5), [4, 5]), ((1, 7), [6, 7]), ((1, 10), [8, 9, 10]), ((0, 10), [8, 9, 10])],
)
def test_csat_is_the_share_in_the_top_boxes(scale, satisfied):
    """The top two of five boxes, and as far up any other scale, with Wilson's interval."""
    answers = list(range(scale[0], scale[1] + 1))
    rated = pd.DataFrame(
        {"person": [str(one) for one in answers], "rating": [float(n) for n in answers]}
    )
    found = csat_estimate(rated, scale)
    assert found.value == pytest.approx(len(satisfied) / len(answers), abs=1e-6)
    assert (found.low, found.high) == pytest.approx(wilson(len(satisfied), len(answers)), abs=1e-6)
    assert csat_estimate(rated.head(0), scale).value is None


def test_csat_counts_a_person_once():
    """Whoever rates five times is one person, with the mean of their ratings."""
    rated = pd.DataFrame({"person": list("aaab"), "rating": [5.0, 5.0, 1.0, 5.0]})
    found = csat_estimate(rated, (1.0, 5.0))
    assert (found.value, found.people, found.mentions) == (0.5, 2, 4)


def test_effort_is_told_on_the_scale_most_answers_use():
    """Scales may run either way; answers of another source are moved to the commonest one."""
    sources = [
        {"name": "a", "kind": "survey", "files": "a.csv"},
        {"name": "b", "kind": "survey", "files": "b.csv", "effort_scale": [5, 1]},
    ]
    study = MAP["make_study"](sources=sources)
    rows = [
        ("a", 7.0, "p1"),
        ("a", 1.0, "p2"),
        ("b", 1.0, "p3"),
        ("b", 5.0, "p4"),
        ("a", 4.0, "p5"),
        ("b", 9.0, "p6"),
    ]
    documents = tables.conform(
        "documents", pd.DataFrame(rows, columns=["source", "effort", "person"])
    )
    assert effort_scale(documents.head(5), study) == (1.0, 7.0)
    moved = efforts(documents, (1.0, 7.0), study).set_index("person")["effort"]
    assert moved.to_dict() == {"p1": 7.0, "p2": 1.0, "p3": 7.0, "p4": 1.0, "p5": 4.0}
    assert effort_scale(documents.head(0), study) == (1.0, 7.0)


def test_csat_and_effort_of_a_stage_are_of_the_people_who_speak_of_it():
    """As ratings are: whoever speaks of a stage, not whoever answered anywhere."""
    documents = [
        person(1, [complaint()], rating=2.0, effort=2.0, source="avaliacoes"),
        person(2, [complaint(stage="use", touchpoints=["comfort"])], rating=5.0, effort=6.0),
    ]
    made = journey(documents)
    stage = column(made, "receive")
    assert (stage.csat.value, stage.effort.value) == (0.0, 2.0)
    assert (made.csat.value, made.effort.value, made.effort.people) == (0.5, 4.0, 2)
    assert made.effort_scale == (1.0, 7.0)
