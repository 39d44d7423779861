"""Themes: the sides on which a touchpoint goes wrong or right, the same in three languages."""

import json
from pathlib import Path

import pandas as pd
import pytest

from cxlab.analyse.themes import add_themes, theme_of
from cxlab.codebook import Codebook
from cxlab.tables import conform

CASES = json.loads((Path(__file__).parent / "cases" / "themes.json").read_text(encoding="utf-8"))
LEAST_RIGHT, MOST_WRONG = 0.85, 0.05


@pytest.fixture(scope="module")
def told():
    langs, touchpoints, texts, _ = zip(*CASES["cases"], strict=True)
    return theme_of(list(texts), list(langs), list(touchpoints), "fast")


@pytest.mark.parametrize("lang", ["pt", "es", "en"])
def test_sentences_find_their_theme(told, lang):
    """Of sentences written for this test, most get the theme a reader gives them, few another."""
    pairs = [
        (said, case[3]) for said, case in zip(told, CASES["cases"], strict=True) if case[0] == lang
    ]
    right = sum(said == wanted for said, wanted in pairs) / len(pairs)
    wrong = sum(said not in ("", wanted) for said, wanted in pairs) / len(pairs)
    assert right >= LEAST_RIGHT - 0.06
    assert wrong <= MOST_WRONG + 0.02
    assert {case[3] for case in CASES["cases"]} <= {one.id for one in Codebook.themes().touchpoints}


def test_what_is_near_no_theme_has_none():
    """A plain sentence, and a threat, are no side of anything."""
    langs, touchpoints, texts = zip(*CASES["none"], strict=True)
    assert theme_of(list(texts), list(langs), list(touchpoints), "fast") == [""] * len(texts)


def tables():
    rows = [
        ("u1", "A entrega atrasou duas semanas", "pain"), ("u2", "A caixa veio rasgada e o vaso quebrado", "pain"),
        ("u3", "A entrega atrasou duas semanas", "fact"), ("u4", "El jarrón llegó roto", "pain"),
    ]  # fmt: skip
    utterances = pd.DataFrame(rows, columns=["utt_id", "text", "kind"]).assign(lang="pt")
    mentions = pd.DataFrame({"utt_id": ["u1", "u2", "u3", "u4", "u1"],
                             "touchpoint": ["delivery"] * 4 + ["courier"], "score": 0.6})  # fmt: skip
    return conform("mentions", mentions), conform("utterances", utterances)


def test_themes_are_added_to_judging_mentions_only():
    """Same rows, same order; facts have none; languages share a theme."""
    mentions, utterances = tables()
    done = add_themes(mentions, utterances, "fast")
    assert done["theme"].tolist() == ["late", "damage", "", "damage", "late"]
    pd.testing.assert_frame_equal(done.drop(columns="theme"), mentions.drop(columns="theme"))


def test_row_order_changes_no_theme():
    """The same mentions shuffled get the same themes."""
    mentions, utterances = tables()
    done = add_themes(mentions, utterances, "fast")
    shuffled = add_themes(mentions.sample(frac=1, random_state=2), utterances.iloc[::-1], "fast")
    pd.testing.assert_frame_equal(shuffled.sort_index(), done)


def test_no_mentions_give_no_themes():
    """An empty study is no crash."""
    mentions, utterances = tables()
    assert add_themes(mentions.head(0), utterances, "fast").empty


def test_every_theme_speaks_three_languages():
    """Names and at least six examples in each."""
    for one in Codebook.themes().touchpoints:
        assert set(one.names) == set(one.examples) == {"pt", "es", "en"}
        assert all(len(told) >= 6 for told in one.examples.values()), one.id
