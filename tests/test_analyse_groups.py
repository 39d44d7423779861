"""Groups of people: found where they are, never claimed where sentences were dealt at random."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from cxlab.analyse.groups import find_groups

TOUCHPOINTS = ("delivery", "price", "app", "staff", "returns", "payment")


def talk(people, said, leanings, seed=0):
    """Sentences of people, and the touchpoint of each: group g draws from leanings[g]."""
    random = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        group = person % len(leanings)
        for at in range(said):
            touchpoint = random.choice(TOUCHPOINTS, p=leanings[group])
            rows.append(
                {
                    "utt_id": f"u{person:03}-{at}", "person": f"p{person:03}",
                    "stage": random.choice(["use", "support"]), "touchpoint": touchpoint,
                    "valence": float(random.normal(0.2 * group, 1)),
                }
            )  # fmt: skip
    told = pd.DataFrame(rows)
    return told.drop(columns="touchpoint"), told[["utt_id", "touchpoint"]]


LEANING = ([0.45, 0.35, 0.05, 0.05, 0.05, 0.05], [0.05, 0.05, 0.45, 0.35, 0.05, 0.05], [0.05, 0.05, 0.05, 0.05, 0.4, 0.4])  # fmt: skip
SAME = ([1 / 6] * 6,)


def test_groups_that_are_there_are_found():
    """Three kinds of people, eight sentences each, are told apart, and their number is found."""
    groups = find_groups(*talk(60, 8, LEANING))
    assert groups.stable
    assert groups.p < 0.05
    assert groups.resampled > 0.7
    found = [groups.people[f"p{person:03}"] for person in range(60)]
    assert len(set(found)) == 3
    assert adjusted_rand_score([person % 3 for person in range(60)], found) > 0.8


@pytest.mark.parametrize("seed", range(6))
def test_no_groups_are_claimed_among_people_who_are_alike(seed):
    """Everybody draws from the same touchpoints: nothing sets anybody apart."""
    groups = find_groups(*talk(60, 8, SAME, seed), seed=seed)
    assert not groups.stable
    assert groups.people == {}


def test_no_groups_are_claimed_when_sentences_are_dealt_at_random():
    """The same sentences, of other people each, hold no groups any more."""
    said, mentions = talk(60, 8, LEANING)
    random = np.random.default_rng(2)
    dealt = said.assign(person=random.permutation(said["person"].to_numpy()))
    groups = find_groups(dealt, mentions)
    assert not groups.stable
    assert len(groups.choices) == 5


def test_the_order_of_rows_changes_nothing():
    """Groups depend on what people say, not on where it stands."""
    said, mentions = talk(45, 8, LEANING)
    shuffled = said.sample(frac=1, random_state=1), mentions.sample(frac=1, random_state=2)
    assert find_groups(*shuffled).people == find_groups(said, mentions).people


def test_a_given_number_is_kept():
    """Who asks for two groups gets two, if two are stable."""
    groups = find_groups(*talk(60, 8, LEANING[:2]), 2)
    assert groups.choices["groups"].tolist() == [2]
    assert set(groups.people.values()) == {0, 1}


def test_people_who_say_little_are_not_placed():
    """Below six sentences a person is in no group, and is counted."""
    said, mentions = talk(60, 8, LEANING)
    quiet = said[(said["person"] != "p007") | said["utt_id"].str.endswith(("-0", "-1"))]
    groups = find_groups(quiet, mentions)
    assert groups.unplaced == 1
    assert "p007" not in groups.people


@pytest.mark.parametrize(("people", "said"), [(0, 0), (8, 9), (60, 5)])
def test_too_few_people_make_no_groups(people, said):
    """Thirty people with six sentences are the least; nothing is computed below."""
    told, mentions = talk(people, said, LEANING) if people else talk(1, 1, LEANING)
    groups = find_groups(told, mentions)
    assert not groups.stable
    assert groups.choices.empty
