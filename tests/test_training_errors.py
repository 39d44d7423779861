"""What training measures of labels: perfect ones err nowhere, bad ones are told by where they err."""

import numpy as np
import pandas as pd
import pytest

from training import errors

SOURCES = {"olist": "pt", "sfu_es": "es", "tesco": "en"}
FEELS = [("pain", -2, "frustration"), ("delight", 2, "satisfaction"), ("fact", 0, "none")]


@pytest.fixture
def table():
    """Three sources, ninety made-up labelled sentences each, two a document."""
    rows = [
        {
            "source": source, "lang": lang, "batch": "random", "document": f"{source}/{row // 2}",
            "stage": ("receive", "use")[row % 2], "kind": kind, "valence": valence, "emotion": emotion,
            "gap": row % 2,
        }
        for source, lang in SOURCES.items()
        for row in range(90)
        for kind, valence, emotion in [FEELS[row % 3]]
    ]  # fmt: skip
    return pd.DataFrame(rows)


def said_of(table):
    """What a machine that never errs says, half sure."""
    truth = errors.truth_of(table)
    sides = {
        side: (truth["sentiment"] == side) * 0.5 for side in ("negative", "neutral", "positive")
    }
    more = {"valence": table["valence"].astype(float), "sureness": 0.5, "stage_p": 0.9, **sides}
    return truth.assign(**more)


def test_labels_that_never_err_leave_nothing_to_allow_for(table):
    """Perfect labels: full agreement, and next to nothing that differs between places."""
    found = errors.label_error(table, said_of(table))
    assert found["agreement"]["pain"] == {"all": 1.0, "pt": 1.0, "es": 1.0, "en": 1.0}
    assert max(found["spread"].values()) < 0.01 and found["place"] < 0.01 and found["whole"] < 0.01


def test_a_source_read_wrong_is_told(table):
    """Where one source's pains pass for facts, agreement falls there and places differ."""
    said = said_of(table)
    missed = (table["source"] == "tesco") & (table["kind"] == "pain")
    said.loc[missed, ["kind", "valence"]] = ["fact", -0.2]
    found = errors.label_error(table, said)
    assert found["agreement"]["pain"]["en"] < 0.1 < found["agreement"]["pain"]["pt"] == 1.0
    assert found["spread"]["pain"] > 1 and found["spread"]["delight"] < 0.01
    assert found["whole"] > 0.2
    confusion = errors.confusion(table, said)
    assert confusion["en"]["pain"] == {"pain": 0, "delight": 0, "neither": 30}
    assert confusion["pt"]["pain"] == {"pain": 30, "delight": 0, "neither": 0}


def test_figures_are_cut_by_language_kind_of_source_and_variety(table):
    """Each cut has its rows, and their sizes add up."""
    rows = {(one["group"], one["name"]): one for one in errors.by_group(table, said_of(table))}
    assert rows["all", "all"]["n"] == 270 and rows["kind", "review"]["n"] == 180
    assert rows["kind", "social"]["n"] == rows["variety", "en-GB"]["n"] == 90
    assert [name for group, name in rows if group == "language"] == ["pt", "es", "en"]
    assert rows["all", "all"]["sentiment"] == {"accuracy": 1.0, "macro_f1": 1.0}


def test_being_right_more_often_than_sure_is_an_error_of_calibration(table):
    """Always right and half sure: off by a half."""
    bins = errors.reliability(table, said_of(table))["sentiment"]
    assert bins == [{"n": 270, "sure": 0.5, "right": 1.0}]
    assert errors.calibration_error(bins) == pytest.approx(0.5)
    assert np.isclose(errors.by_group(table, said_of(table))[0]["sentiment_ece"], 0.5)
