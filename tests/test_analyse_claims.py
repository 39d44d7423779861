"""What people decided about topics holds when the machine finds them anew."""

import numpy as np
import pytest

from cxlab.analyse import claims
from cxlab.topicsheet import TopicRow

RANDOM = np.random.default_rng(5)
CENTRES = np.eye(6)[:4] * 4


def texts(sizes):
    """Points around the first centres, a hash and a true group each."""
    truth = np.repeat(np.arange(len(sizes)), sizes)
    points = CENTRES[truth] + RANDOM.normal(0, 0.4, (len(truth), 6))
    hashes = [f"h{number:04}" for number in range(len(truth))]
    return truth, hashes, points


def row(topic, members, **more):
    more = {"accept": False, "merge_into": "", "split": 1, "cells": {}} | more
    return TopicRow(topic, members=frozenset(members), **more)


def of(truth, hashes, group, most=12):
    return [one for one, label in zip(hashes, truth, strict=True) if label == group][:most]


def test_without_decisions_topics_get_codes_of_their_content():
    """The same texts give the same codes, however they are numbered or ordered."""
    truth, hashes, points = texts([20, 15, 10])
    codes, _ = claims.apply(truth, hashes, points, ())
    order = RANDOM.permutation(len(truth))
    renamed = np.array([2, 0, 1])[truth][order]
    again, _ = claims.apply(renamed, [hashes[at] for at in order], points[order], ())
    assert len(set(codes)) == 3
    assert again.tolist() == codes[order].tolist()


def test_decisions_hold_when_rows_are_shuffled_and_a_fifth_is_new():
    """Names stay with their content after new texts, another order and other numbers."""
    truth, hashes, points = texts([40, 30, 20, 10])
    rows = [row(f"row-{group}", of(truth, hashes, group)) for group in range(4)]
    more, _, new_points = texts([8, 6, 4, 2])
    order = RANDOM.permutation(120)
    labels = np.array([3, 1, 0, 2])[np.concatenate([truth, more])[order]]
    every = np.array([*hashes, *(f"new{at}" for at in range(20))])[order]
    codes, _ = claims.apply(labels, list(every), np.vstack([points, new_points])[order], rows)
    expected = [f"row-{group}" for group in np.concatenate([truth, more])[order]]
    assert codes.tolist() == expected


def test_two_decided_topics_stay_apart_in_one_new_cluster():
    """The machine may see one topic where a person named two."""
    truth, hashes, points = texts([30, 30, 20])
    rows = [row("left", of(truth, hashes, 0)), row("right", of(truth, hashes, 1))]
    codes, _ = claims.apply(np.where(truth == 2, 1, 0), hashes, points, rows)
    assert np.mean(codes[truth == 0] == "left") > 0.95
    assert np.mean(codes[truth == 1] == "right") > 0.95
    assert not set(codes[truth == 2]) & {"left", "right"}


def test_one_decided_topic_stays_one_in_two_new_clusters():
    """The machine may see two topics where a person saw one."""
    truth, hashes, points = texts([40, 20])
    halves = np.where(truth == 0, np.arange(len(truth)) % 2, 2)
    rows = [row("whole", of(truth, hashes, 0, most=40))]
    codes, _ = claims.apply(halves, hashes, points, rows)
    assert set(codes[truth == 0]) == {"whole"}


def test_mergers_join_and_keep_their_parts():
    """Texts keep the code they were found under; its end is another's."""
    truth, hashes, points = texts([20, 20])
    rows = [
        row("a", of(truth, hashes, 0), merge_into="b"),
        row("b", of(truth, hashes, 1)),
    ]
    codes, ends = claims.apply(truth, hashes, points, rows)
    assert set(codes) == {"a", "b"}
    assert ends == {"a": "b", "b": "b"}


def test_a_split_parts_where_the_texts_part():
    """Two subjects in one topic become two, the larger first, in any order of rows."""
    truth, hashes, points = texts([30, 18])
    rows = [row("mixed", [*of(truth, hashes, 0), *of(truth, hashes, 1)], split=2)]
    codes, _ = claims.apply(np.zeros(48, dtype=int), hashes, points, rows)
    assert codes.tolist() == ["mixed.1"] * 30 + ["mixed.2"] * 18
    order = RANDOM.permutation(48)
    again, _ = claims.apply(
        np.zeros(48, dtype=int), [hashes[at] for at in order], points[order], rows
    )
    assert again.tolist() == codes[order].tolist()


def test_a_topic_too_small_to_split_stays():
    """Three texts are not parted into two topics of one and two."""
    truth, hashes, points = texts([3])
    rows = [row("few", hashes, split=2)]
    assert set(claims.apply(truth, hashes, points, rows)[0]) == {"few"}


def test_a_decision_about_texts_that_are_gone_takes_nothing():
    """A row whose texts left the study claims no other topic."""
    truth, hashes, points = texts([20])
    codes, _ = claims.apply(truth, hashes, points, [row("gone", ["x1", "x2"])])
    assert "gone" not in set(codes)


@pytest.mark.parametrize("size", [0, 3])
def test_texts_without_a_topic_have_no_code(size):
    """-1 stays without a topic, even where a row names the text."""
    labels = np.full(size, -1)
    codes, ends = claims.apply(
        labels, [f"h{at}" for at in range(size)], np.zeros((size, 4)), [row("a", ["h0"])]
    )
    assert codes.tolist() == [""] * size
    assert ends == {}


def test_members_are_the_clearest_texts_once():
    """Equal texts are one member; the clearest come first until there are enough."""
    hashes = ["b", "a", "b", "c"]
    assert claims.members(np.arange(4), hashes, np.array([0.9, 0.1, 0.8, 0.5])) == ("a", "b", "c")
    many = [f"{at:03}" for at in range(100)]
    kept = claims.members(np.arange(100), many, np.arange(100) / 100)
    assert len(kept) == 24
    assert "099" in kept
    assert "000" not in kept
