"""What everyone would say of a touchpoint, from those who speak of it and how all feel."""

import numpy as np
import pandas as pd
import pytest

from cxlab.journey.everyone import Moods
from cxlab.journey.evidence import Evidence, estimate
from cxlab.journey.model import NOBODY


def evidence(said: list[tuple[str, str, float]]) -> Evidence:
    """Rows of (person, touchpoint or '', valence), each an utterance of its own."""
    rows = pd.DataFrame(said, columns=["person", "touchpoint", "valence"])
    rows.insert(0, "utt_id", [f"u{at:03}" for at in range(len(rows))])
    none = rows.head(0)
    tied = rows[rows["touchpoint"] != ""].reset_index(drop=True)
    return Evidence(none, rows.drop(columns="touchpoint"), tied, none, none)


def wifi(told: Evidence) -> pd.DataFrame:
    return told.mentions[told.mentions["touchpoint"] == "wifi"]


def test_the_mean_moves_as_far_as_the_mood_of_those_who_speak_lies_from_everyones():
    """Worked by hand: in all else they say, those who speak feel 0 in the mean and everyone 0.75; the
    slope is that of the two who speak, 1."""
    told = evidence(
        [
            ("ana", "wifi", -1.5), ("ana", "", -0.5),
            ("bia", "wifi", -0.5), ("bia", "", 0.5),
            ("caio", "", 1.0), ("davi", "", 2.0),
        ]
    )  # fmt: skip
    moods = Moods.among(told)
    assert moods.slope == pytest.approx(1.0)
    found = moods.everyone(wifi(told), min_people=2, seed=0)
    assert (found.value, found.people, found.mentions) == (-0.25, 2, 2)


def test_what_is_said_of_the_touchpoint_itself_is_no_mood():
    """Where people say one thing each, nothing tells how those who speak differ, and nothing moves."""
    told = evidence(
        [(f"p{at}", "wifi", at / 5 - 1.5) for at in range(6)] + [("zoe", "", 1.7), ("ivo", "", 1.3)]
    )
    moods = Moods.among(told)
    assert moods.slope == 0.0
    found = moods.everyone(wifi(told), min_people=5, seed=0)
    assert found.value == pytest.approx(estimate(wifi(told), seed=0).value)


def test_where_all_speak_of_it_nothing_moves():
    """Nobody is missing, so the mean is the mean."""
    told = evidence(
        [
            (f"p{at}", touchpoint, at / 5 - 1 + more)
            for at in range(10)
            for touchpoint, more in (("wifi", 0.2), ("", 0.1))
        ]
    )
    assert Moods.among(told).slope == pytest.approx(1.0)
    found = Moods.among(told).everyone(wifi(told), min_people=5, seed=0)
    assert found.value == pytest.approx(estimate(wifi(told), seed=0).value, abs=1e-6)


def test_few_people_tell_nothing_of_everyone():
    """Below min_people there is no such figure."""
    told = evidence([("ana", "wifi", -1.0), ("bia", "", 1.0)])
    assert Moods.among(told).everyone(wifi(told), min_people=2, seed=0) == NOBODY


def test_a_segment_that_mentions_nothing_has_no_slope():
    """People may speak of no touchpoint at all."""
    assert Moods.among(evidence([("ana", "", -1.0), ("bia", "", 1.0)])).slope == 0.0


def test_one_mood_for_all_moves_nothing_and_the_order_of_rows_neither():
    """Without a spread of moods there is no slope; sorted or reversed, the same figure."""
    flat = evidence([(f"p{at}", touchpoint, 0.5) for at in range(6) for touchpoint in ("wifi", "")])
    assert Moods.among(flat).slope == 0.0
    mixed = evidence(
        [
            (f"p{at}", touchpoint, at / 3 - 1)
            for at in range(6)
            for touchpoint in ("wifi", "", "staff")
        ]
        + [("zoe", "", 1.7), ("ivo", "", -0.3)]
    )
    turned = Evidence(*[
        table.iloc[::-1] for table in (mixed.documents, mixed.said, mixed.mentions, mixed.staff, mixed.frontline)
    ])  # fmt: skip
    one, other = (
        Moods.among(each).everyone(wifi(each), min_people=5, seed=0) for each in (mixed, turned)
    )
    assert one == other


def test_it_is_nearer_the_truth_than_those_who_speak_and_its_interval_holds_it():
    """The angry speak of the wifi three times as often as the content: their mean is biased, this is not."""
    draw = np.random.default_rng(0)
    plain, moved, held = [], [], 0
    for _ in range(100):
        mood = draw.normal(0.0, 0.6, 120)
        feels = (0.1 + mood + draw.normal(0, 0.4, 120)).clip(-2, 2)
        speaks = draw.random(120) < np.where(mood < 0, 0.6, 0.2)
        rows = [(f"p{at}", "", mood[at]) for at in range(120)]
        rows += [(f"p{at}", "", mood[at]) for at in range(120)]
        rows += [(f"p{at}", "wifi", feels[at]) for at in np.flatnonzero(speaks)]
        told = evidence(rows)
        found = Moods.among(told).everyone(wifi(told), min_people=5, seed=0)
        plain.append(wifi(told)["valence"].mean() - 0.1)
        moved.append(found.value - 0.1)
        held += found.low <= 0.1 <= found.high
    assert abs(np.mean(plain)) > 0.2
    assert abs(np.mean(moved)) < 0.05
    assert held >= 90
