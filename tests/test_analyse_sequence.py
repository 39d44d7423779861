"""Stages in their documents: neighbours inform, never overrule what is sure."""

import numpy as np
import pandas as pd
import pytest

from cxlab.analyse.sequence import add_stages, read_in_order, without_none
from cxlab.analyse.stages import COLUMNS, assign_stages
from cxlab.tables import conform

PRIOR = np.array([0.5, 0.3, 0.2])


def readings(*rows):
    return np.array(rows, dtype=float)


def test_a_doubtful_sentence_takes_the_stage_around_it():
    """Between two sure sentences of one stage, a torn one joins them; the sure ones stay sure."""
    told = readings([0.05, 0.9, 0.05], [0.42, 0.40, 0.18], [0.05, 0.9, 0.05])
    read = read_in_order(told, PRIOR)
    assert told[1].argmax() == 0
    assert read.argmax(axis=1).tolist() == [1, 1, 1]
    assert np.allclose(read.sum(axis=1), 1)


def test_a_sure_sentence_stands_against_its_neighbours():
    """Neighbours of another stage do not drown a clear word."""
    told = readings([0.05, 0.9, 0.05], [0.9, 0.05, 0.05], [0.05, 0.9, 0.05])
    assert read_in_order(told, PRIOR).argmax(axis=1).tolist() == [1, 0, 1]


def test_without_neighbours_or_strength_nothing_changes():
    """A document of one sentence, and a strength of 0, give the readings back."""
    told = readings([0.2, 0.5, 0.3], [0.6, 0.3, 0.1], [0.1, 0.1, 0.8])
    assert np.array_equal(read_in_order(told[:1], PRIOR), told[:1])
    assert np.allclose(read_in_order(told, PRIOR, stay=0), told)
    assert np.allclose(read_in_order(told, PRIOR, stay=1e-9), told)


def test_an_answer_keeps_to_its_question_more_than_a_sentence_to_the_one_before():
    """The same readings, once as question and answer."""
    told = readings([0.05, 0.9, 0.05], [0.42, 0.40, 0.18])
    beside = read_in_order(told, PRIOR)
    answered = read_in_order(told, PRIOR, np.array([False, True]))
    assert told[1, 1] < beside[1, 1] < answered[1, 1]


def test_a_question_of_no_stage_says_nothing_of_the_answer():
    """ "And then?" leaves the answer as it would be alone."""
    told = without_none(readings([0.02, 0.03, 0.95], [0.5, 0.3, 0.2]), PRIOR, 2)
    told[1] = [0.5, 0.3, 0.2]
    read = read_in_order(told, PRIOR, np.array([False, True]))
    assert np.allclose(read[1], told[1], atol=0.01)


def test_a_document_reads_the_same_backwards():
    """Staying has no direction, so neither has the reading."""
    told = readings([0.2, 0.6, 0.2], [0.5, 0.1, 0.4], [0.3, 0.3, 0.4])
    assert np.allclose(read_in_order(told, PRIOR)[::-1], read_in_order(told[::-1], PRIOR))


def spoken(*rows):
    """Utterances of (document, role, text), in order."""
    place: dict[str, int] = {}
    table = []
    for number, (document, role, text) in enumerate(rows):
        place[document] = place.get(document, -1) + 1
        table.append({"utt_id": f"u{number}", "doc_id": document, "position": place[document],
                      "role": role, "text": text, "lang": "en"})  # fmt: skip
    return conform("utterances", pd.DataFrame(table))


TALK = spoken(
    ("a", "customer", "It took a while."),
    ("b", "interviewer", "And how was the delivery of your order?"),
    ("b", "customer", "It took a while."),
    ("c", "interviewer", "And then?"),
    ("c", "customer", "It took a while."),
    ("d", "interviewer", "Would you buy from them again?"),
    ("d", "customer", "Yes, for a month or so."),
    ("e", "customer", "Yes, for a month or so."),
)


@pytest.fixture(scope="module")
def read():
    return add_stages(TALK, "fast")


def test_a_sentence_alone_is_read_as_any_text(read):
    """Without neighbours the document adds nothing."""
    texts = ["It took a while.", "Yes, for a month or so."]
    alone = assign_stages(texts, ["en", "en"], "fast")
    assert read.loc[[0, 7], list(COLUMNS)].values.tolist() == alone.values.tolist()


def test_the_question_informs_the_answer(read):
    """The same words receive after a question about delivery; questions are no evidence themselves."""
    assert read.loc[[2, 6], "stage"].tolist() == ["receive", "stay"]
    assert read.loc[[0, 4, 7], "stage"].isin(["receive", "stay"]).sum() == 0
    assert (read.loc[[1, 3, 5], "stage"] == "").all()
    assert read.loc[[1, 3, 5], "stage_p"].isna().all()


def test_row_order_does_not_matter(read):
    """Position orders a document, not the rows of the table; rows keep their order."""
    shuffled = TALK.sample(frac=1, random_state=5)
    again = add_stages(shuffled, "fast")
    assert again["utt_id"].tolist() == shuffled["utt_id"].tolist()
    pd.testing.assert_frame_equal(again.sort_index(), read)
