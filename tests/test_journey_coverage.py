"""What was heard and what was not: the saturation curve and who speaks of which stage where."""

import runpy
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.journey.coverage import chao2, expected_codes, saturation
from cxlab.journey.evidence import gather

MAP = runpy.run_path(str(Path(__file__).with_name("test_journey_map.py")))
complaint, person, tiny = MAP["complaint"], MAP["person"], MAP["tiny"]


def test_expected_codes_are_the_mean_over_all_orders():
    """Four interviews and six codes, against every one of the 24 orders."""
    heard = [{0}, {0, 1, 2}, {0, 2, 3}, {4, 5, 0}]
    found = [sum(code in one for one in heard) for code in range(6)]
    orders = [
        [len(set().union(*order[:after])) for after in range(1, 5)] for order in permutations(heard)
    ]
    expected, sd = expected_codes(found, 4)
    assert expected == pytest.approx(np.mean(orders, axis=0))
    assert (np.diff(sd) > 0).all()


def test_expected_codes_give_magurrans_moths():
    """A. Magurran, Ecological Diversity (1988), worked example 3: 23 moths of 9 species, 6.56 in 13."""
    expected, _ = expected_codes([9, 3, 4, 2, 1, 1, 1, 1, 1], 23)
    assert expected[12] == pytest.approx(6.56, abs=0.005)
    assert expected[-1] == pytest.approx(9)


def test_chao2_gives_the_trees_of_barro_colorado():
    """225 species in 50 plots, 21 of them in one and 19 in two: 236.37, standard error 6.54 (vegan, specpool)."""
    there, low, high = chao2([1] * 21 + [2] * 19 + [9] * 185, 50)
    assert there == pytest.approx(236.3732, abs=5e-5)
    times = np.exp(1.959964 * np.sqrt(np.log1p((6.54361 / 11.3732) ** 2)))
    assert (low, high) == pytest.approx((225 + 11.3732 / times, 225 + 11.3732 * times), abs=5e-3)


def test_chao2_without_codes_heard_twice_and_without_any_left():
    """Nothing heard only once: all was heard. One of two interviews each: at least as many again."""
    assert chao2([3, 3, 2], 3) == (3, 3, 3)
    assert chao2([], 5) == (0, 0, 0)
    there, low, high = chao2([1, 1, 1], 2)
    assert 3 <= low <= there <= high
    assert there == pytest.approx(3 + 0.5 * 3 * 2 / 2)


@settings(deadline=None)
@given(st.integers(2, 12).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(1, n)))))
def test_a_saturation_curve_rises_ever_more_slowly(drawn):
    """From one interview's codes to all that were heard; nobody ever heard more than there are."""
    interviews, found = drawn
    expected, _ = expected_codes(found, interviews)
    assert expected[-1] == pytest.approx(len(found))
    steps = np.diff(expected, prepend=0)
    assert (steps >= -1e-9).all()
    assert (np.diff(steps) <= 1e-9).all()
    assert chao2(found, interviews)[0] >= len(found)


def interviews(codes):
    """One interview per entry, in the order of their dates; an entry lists the touchpoints it complains of."""
    return [
        person(
            number,
            [complaint(touchpoints=[one]) for one in named],
            kind="interview",
            source="entrevistas",
            date=pd.Timestamp(2026, 3, number + 1),
        )
        for number, named in enumerate(codes)
    ]


def curves(documents):
    made = MAP["make_tables"](documents)
    study = MAP["make_study"]()
    return saturation(gather(*made, segment="ana", codebook=study.codebook))


def test_the_curve_follows_the_order_of_the_interviews():
    """New codes are counted as they came, whatever the order of the rows."""
    codes = [["delivery"], ["delivery", "price"], ["price"], ["app", "store", "price"]]
    by_interview, by_person = curves(interviews(codes)[::-1])
    assert (by_interview.unit, by_person.unit) == ("interview", "person")
    assert [step.seen for step in by_interview.steps] == [1, 2, 2, 4]
    assert [step.new for step in by_interview.steps] == [1, 1, 0, 2]
    assert (by_interview.codes, by_interview.once) == (4, 2)
    assert by_interview.all_codes.value == pytest.approx(4 + 0.75 * 2**2 / (2 * 1))
    assert by_interview.reached is None


def test_saturation_is_reached_when_two_more_interviews_tell_little():
    """Guest, Namey and Chen (2020): at most 5 % of the base's codes are new in the next two."""
    alike = curves(interviews([["delivery", "price", "app"]] * 8))[0]
    assert alike.reached == 4
    always_new = curves(
        interviews(
            [["delivery"], ["price"], ["app"], ["store"], ["staff"], ["refund"], ["courier"]]
        )
    )[0]
    assert always_new.reached is None
    assert always_new.all_codes.value > always_new.codes


def test_one_voice_has_no_curve():
    """Nothing can be said of new codes after a single interview."""
    assert curves(interviews([["delivery"]])) == ()


def test_coverage_counts_people_and_mentions_of_each_source():
    """Every stage and source has a cell; who speaks twice is one person."""
    documents = [
        person(1, [complaint(), complaint()]),
        person(2, [complaint()], kind="chat", source="chats"),
    ]
    journey = tiny(documents=documents)
    cells = {(one.stage, one.source): (one.people, one.mentions) for one in journey.coverage}
    assert cells[("receive", "avaliacoes")] == (1, 2)
    assert cells[("receive", "chats")] == (1, 1)
    assert cells[("stay", "chats")] == (0, 0)
    assert len(cells) == 2 * len(journey.stages)
