"""What goes with people's own rating, and the moments of truth that it makes."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.journey import statistics
from cxlab.journey.labelerror import attenuated

MAP = runpy.run_path(str(Path(__file__).with_name("test_journey_map.py")))
complaint, person, tiny = MAP["complaint"], MAP["person"], MAP["tiny"]

# 32 cars (H. Henderson and P. Velleman, Biometrics 37, 1981): miles per gallon, engine straight or V, gears by hand or not.
MILES = [
    21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
    14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
]  # fmt: skip
STRAIGHT = [0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1]  # fmt: skip
BY_HAND = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]  # fmt: skip
MICE = [94, 197, 16, 38, 99, 141, 23], [52, 104, 146, 10, 51, 30, 40, 27, 46]


def slopes(outcome, complaint, praise=None, worse=None, better=None, *, who=None, seed=1, **more):
    """penalty_reward of plain lists; what is not given never happens."""
    count = len(outcome)
    columns = (complaint, praise, worse, better)
    said = tuple(np.zeros(count) if one is None else np.asarray(one, float) for one in columns)
    who = list(range(count)) if who is None else who
    drawn = statistics.people_drawn(who, seed=seed)
    return statistics.penalty_reward(outcome, said, who, drawn, **more)


def test_two_dummies_give_the_textbooks_regression():
    """mpg ~ am + vs of these cars: 6.067 and 6.929 (R's lm, mtcars)."""
    penalty, reward, _ = slopes(MILES, BY_HAND, STRAIGHT)
    assert penalty.value == pytest.approx(6.0667, abs=5e-4)
    assert reward.value == pytest.approx(6.9294, abs=5e-4)
    assert (penalty.people, reward.people) == (13, 14)


def test_a_lone_dummy_is_a_difference_of_means_with_the_bootstraps_error():
    """Efron and Tibshirani (1993), table 2.1: treated mice live 30.63 days longer; plug-in error 26.85."""
    treated, control = MICE
    penalty, reward, step = slopes([*treated, *control], [1] * 7 + [0] * 9)
    assert penalty.value == pytest.approx(30.63, abs=0.01)
    assert reward is None
    assert step.value == pytest.approx(-30.63, abs=0.01)
    plug_in = np.hypot(np.std(treated) / 7**0.5, np.std(control) / 9**0.5)
    assert plug_in == pytest.approx(26.9, abs=0.1)
    half = 2.4469 * (7 / 6) ** 0.5 * plug_in  # Student's t of the seven
    assert (penalty.high - penalty.low) / 2 == pytest.approx(half, rel=0.1)
    assert penalty.low < 0 < penalty.high
    assert penalty.p > 0.05


def test_what_is_said_elsewhere_is_taken_out():
    """Ten who complain of two things at once: what the other does is not this one's."""
    generator = np.random.default_rng(4)
    here, other = generator.random(400) < 0.3, generator.random(400) < 0.3
    here = here | (other & (generator.random(400) < 0.5))
    rating = 4 - 1.5 * other + generator.normal(0, 0.5, 400)
    alone = slopes(rating, here)[0]
    beside = slopes(rating, here, worse=other)[0]
    assert alone.high < -0.2
    assert beside.low < 0 < beside.high


def test_too_few_people_have_no_slope_and_count_with_the_others():
    """Four who praise give no reward; five do, whatever the number of their rows."""
    rating = [1.0, 2.0, 1.5, 2.0, 1.0, 5.0, 4.5, 5.0, 4.0] + [3.0, 3.5] * 10
    complains, praises = [1] * 5 + [0] * 24, [0] * 5 + [1] * 4 + [0] * 20
    penalty, reward, step = slopes(rating, complains, praises)
    assert reward is None
    assert penalty.people == 5
    assert step.people == 9
    assert penalty.value == pytest.approx(1.5 - np.mean([3.25] * 20), abs=0.01)
    one_person = ["a"] * 5 + list(range(24))
    assert slopes(rating, complains, who=one_person)[0] is None


def test_a_person_of_many_rows_weighs_as_one():
    """Saying and rating the same ten times over changes nothing."""
    generator = np.random.default_rng(2)
    rating, says = generator.normal(3, 1, 40), np.arange(40) < 12
    who = np.arange(40)
    times = np.where(who % 5 == 0, 10, 1)
    loud = slopes(rating.repeat(times), says.repeat(times), who=who.repeat(times).tolist())
    assert loud[0] == pytest.approx(slopes(rating, says)[0])


def test_all_rating_alike_is_no_driver():
    """Where nobody differs nothing goes with anything, and chance would do as much."""
    penalty, _, step = slopes([4.0] * 20, [1] * 8 + [0] * 12)
    assert penalty.value == pytest.approx(0, abs=1e-6)
    assert (penalty.low, penalty.high) == pytest.approx((0, 0), abs=1e-6)
    assert step.value == pytest.approx(0, abs=1e-6)


def test_crowds_are_quick_and_agree():
    """Above 2,000 people a few draws give the interval that many would."""
    generator = np.random.default_rng(3)
    says = generator.random(3000) < 0.2
    rating = 4 - says + generator.normal(0, 1, 3000)
    penalty = slopes(rating, says)[0]
    spread = np.hypot(1 / says.sum() ** 0.5, 1 / (~says).sum() ** 0.5)
    assert penalty.value == pytest.approx(-1, abs=0.1)
    assert penalty.high - penalty.low == pytest.approx(2 * 1.96 * spread, rel=0.12)


def test_labels_that_err_hide_part_of_what_goes_with_them():
    """At kappa .8 four fifths are seen: the far end moves out, the near one stays."""
    assert attenuated(-1.2, -0.4, 0.8) == pytest.approx((-1.5, -0.4))
    assert attenuated(0.4, 1.2, 0.8) == pytest.approx((0.4, 1.5))
    assert attenuated(-0.4, 0.8, 0.8) == pytest.approx((-0.5, 1.0))
    assert attenuated(-0.4, 0.8, 1.0) == (-0.4, 0.8)


def test_agreement_is_what_a_slope_shrinks_by():
    """Labels of kappa .6 that err without regard to the rating show .6 of the difference."""
    generator = np.random.default_rng(6)
    true = generator.random(200_000) < 0.3
    wrong = (
        0.4 * 0.3 * 0.7
    )  # kappa = 1 - wrong / (p (1 - p)) where as many are labelled as should be
    seen = np.where(
        true, generator.random(200_000) > wrong / 0.3, generator.random(200_000) < wrong / 0.7
    )
    rating = 4 - 1.0 * true
    assert rating[seen].mean() - rating[~seen].mean() == pytest.approx(-0.6, abs=0.01)


# ---- on a map ----------------------------------------------------------------------------------


def praise(text="Entrega rápida.", **more):
    return complaint(text, 1.5, "delight", **more)


def segment(rate=lambda number: 1.0 + number % 2, **more):
    """12 complain of the delivery, 12 praise it, 12 speak of the price; `rate` gives ratings."""
    documents = []
    for number in range(36):
        kind = number % 3
        said = complaint() if kind == 0 else praise() if kind == 1 else complaint(
            "O preço é esse.", 0.0, "fact", touchpoints=["price"], stage="compare"
        )  # fmt: skip
        rating = rate(number)
        documents.append(person(number, [said], rating=rating, rating_low=1.0, rating_high=5.0))
    return tiny(documents=documents, **more)


def by_feeling(number):
    return [1.0, 5.0, 3.0][number % 3] + 0.2 * (number % 5 == 0) * (1 if number % 3 == 0 else -1)


def test_a_driver_is_told_in_points_of_the_rating():
    """Two points lost where the delivery fails, two won where it pleases; price drives nothing."""
    (driver,) = segment(by_feeling).drivers
    assert (driver.touchpoint, driver.stage, driver.outcome) == ("delivery", "receive", "rating")
    assert driver.scale == (1.0, 5.0)
    assert driver.penalty.value == pytest.approx(-1.9, abs=0.01)
    assert driver.reward.value == pytest.approx(2.017, abs=0.01)
    assert driver.importance.value == pytest.approx(1.958, abs=0.01)
    assert driver.penalty.low <= driver.penalty.value <= driver.penalty.high < 0
    assert (driver.penalty.people, driver.reward.people, driver.of_people) == (12, 12, 36)
    assert driver.role == "performance"
    assert driver.q < 0.001


def test_ratings_that_follow_nothing_make_no_moment():
    """Strong feeling alone is no moment of truth, and neither is a rating without strong feeling."""
    journey = segment(lambda number: 1.0 + number % 4)
    assert journey.moments == ()
    assert all(one.role == "" for one in journey.drivers)
    assert segment(lambda number: 4.0).drivers == ()


def mostly_late(number):
    """Documents of 30 people: 20 complain of the delivery and rate low, 10 say nothing of it."""
    said = (
        complaint()
        if number < 20
        else complaint("O preço é esse.", 0.0, "fact", touchpoints=["price"])
    )
    rating = 1.0 + 0.5 * (number % 3) if number < 20 else 4.0 + 0.5 * (number % 2)
    return person(number, [said], rating=rating, rating_low=1.0, rating_high=5.0)


def test_strong_feeling_that_goes_with_the_rating_is_a_moment_of_truth():
    """Complaints of the delivery, and low ratings with them."""
    journey = tiny(documents=[mostly_late(number) for number in range(30)])
    (moment,) = journey.moments
    assert (moment.touchpoint, moment.by, moment.kind) == ("delivery", "data", "pain")
    assert moment.valence.value == pytest.approx(-1.5)
    assert moment.importance == journey.drivers[0].importance


def test_what_people_mark_is_a_moment_too():
    """A persona's moment is shown as people's, and as both where the data says so as well."""
    documents = [mostly_late(number) for number in range(30)]
    personas = {"ana": {"moments": ["delivery", "price", "store"]}}
    found = {one.touchpoint: one for one in tiny(documents=documents, personas=personas).moments}
    assert {name: one.by for name, one in found.items()} == {
        "delivery": "both", "price": "people", "store": "people",
    }  # fmt: skip
    assert found["store"].valence.value is None
    assert found["store"].kind == ""


def test_words_go_with_their_own_documents_rating():
    """Who praises in one review and complains in another is not counted in both; chats go with all."""
    documents = []
    for number in range(12):
        who = {"participant": f"p{number}", "rating_low": 1.0, "rating_high": 5.0}
        documents.append(person(f"{number}a", [complaint()], rating=1.0 + number % 2, **who))
        documents.append(
            person(f"{number}b", [praise(touchpoints=["price"])], rating=5.0 - number % 2, **who)
        )
        documents.append(person(f"{number}c", [], rating=3.0, **who))
    journey = tiny(documents=documents)
    late = next(one for one in journey.drivers if one.touchpoint == "delivery")
    assert late.penalty.value < -1
    assert late.of_people == 12
    chats = [
        person(f"{number}d", [complaint(touchpoints=["store"])], kind="chat", source="chats", participant=f"p{number}")
        for number in range(6)
    ]  # fmt: skip
    loose = next(
        one for one in tiny(documents=documents + chats).drivers if one.touchpoint == "store"
    )
    assert loose.penalty.people == 6
    assert loose.penalty.value == pytest.approx(0, abs=0.5)


def test_nps_drives_where_nobody_rates():
    """Points are those of the 0 to 10 answer."""
    fact = complaint("O preço é esse.", 0.0, "fact", touchpoints=["price"])
    documents = [
        person(number, [fact if number % 2 else complaint()], nps=(8.0 if number % 2 else 2.0) + number % 3)
        for number in range(24)
    ]  # fmt: skip
    (driver,) = tiny(documents=documents).drivers
    assert (driver.touchpoint, driver.outcome, driver.scale) == ("delivery", "nps", (0.0, 10.0))
    assert driver.penalty.value == pytest.approx(-6, abs=0.01)


def test_labels_that_err_widen_what_is_away_from_nothing():
    """Values and near ends stay as they were; far ends move out."""
    for before, after in zip(
        segment(by_feeling).drivers,
        segment(by_feeling, method={"label_error": MAP["ERROR"]}).drivers,
        strict=True,
    ):
        assert before.importance.value == after.importance.value
        assert after.penalty.low <= before.penalty.low
        assert after.penalty.high == before.penalty.high
        assert after.reward.high >= before.reward.high


@settings(max_examples=10, deadline=None)
@given(
    order=st.permutations(range(24)),
    ratings=st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]), min_size=24, max_size=24),
)
def test_the_order_of_rows_never_matters(order, ratings):
    """Drivers and moments are the same whatever the order of the documents."""
    documents = [
        person(number, [complaint() if number % 2 else praise()], rating=ratings[number])
        for number in range(24)
    ]
    first = tiny(documents=documents)
    again = tiny(documents=[documents[at] for at in order])
    assert first.drivers == again.drivers
    assert first.moments == again.moments
