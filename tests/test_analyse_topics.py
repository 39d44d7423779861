"""Topics are the same whatever the order of a file, cross languages, and say how sure they are."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

import cxlab
from cxlab.analyse import grouping, topics
from cxlab.analyse.topics import TopicsWarning
from cxlab.errors import StudyError

CASES = json.loads(
    (Path(__file__).parent / "cases" / "analyse_topics.json").read_text(encoding="utf-8")
)
SAID = pd.DataFrame(
    [
        (text, lang, subject)
        for subject, by_lang in CASES.items()
        for lang, texts in by_lang.items()
        for text in texts
    ],
    columns=["text", "lang", "subject"],
)
TEXTS, LANGS = SAID["text"].tolist(), SAID["lang"].tolist()
FEW = TEXTS[:27]  # late, price, login
# Cross-lingual golden set: fast 1.00, accurate 0.98. See benchmarks/topics.py for real texts.
NMI, PURE = 0.95, 1.0


@pytest.fixture(scope="module")
def found():
    return cxlab.discover_topics(TEXTS, LANGS, n_topics=len(CASES), encoder="fast")


def discover_few(texts, **options):
    with pytest.warns(TopicsWarning, match="distinct texts: topics of fewer than 50"):
        return cxlab.discover_topics(texts, encoder="fast", **options)


@pytest.mark.parametrize("encoder", ["fast", "accurate"])
def test_subjects_are_found_across_languages(encoder):
    """Thirteen subjects told in three languages come out as topics, not the languages."""
    made = cxlab.discover_topics(TEXTS, LANGS, n_topics=len(CASES), encoder=encoder)
    assert normalized_mutual_info_score(SAID["subject"], made.labels) >= NMI
    assert normalized_mutual_info_score(LANGS, made.labels) <= 0.05
    mixed = [set(langs) == {"pt", "es", "en"} for langs in made.table["languages"]]
    assert np.mean(mixed) >= PURE


def test_the_same_topics_whatever_the_order(found):
    """Rows shuffled, each text keeps its topic, margin and neighbour, and the tables are the same."""
    order = np.random.default_rng(1).permutation(len(TEXTS))
    shuffled = cxlab.discover_topics(
        [TEXTS[row] for row in order], [LANGS[row] for row in order], n_topics=len(CASES),
        encoder="fast",
    )  # fmt: skip
    assert (shuffled.labels == found.labels[order]).all()
    assert (shuffled.others == found.others[order]).all()
    np.testing.assert_array_equal(shuffled.margins, found.margins[order])
    assert shuffled.stability == found.stability
    same = ["topic", "parent", "size", "languages", "names", "stability"]
    pd.testing.assert_frame_equal(shuffled.table[same], found.table[same])
    told = [[order[row] for row in rows] for rows in shuffled.table["exemplars"]]
    assert told == [list(rows) for rows in found.table["exemplars"]]


def test_the_same_call_gives_the_same_bytes(found):
    """Nothing is random but the resamples, and those are drawn by the seed."""
    again = cxlab.discover_topics(TEXTS, LANGS, n_topics=len(CASES), encoder="fast")
    pd.testing.assert_frame_equal(again.to_frame(), found.to_frame())
    pd.testing.assert_frame_equal(again.table, found.table)
    other = cxlab.discover_topics(TEXTS, LANGS, n_topics=len(CASES), seed=5, encoder="fast")
    pd.testing.assert_frame_equal(other.to_frame(), found.to_frame())
    assert other.stability != found.stability


def test_tables_agree_with_the_labels(found):
    """Sizes, shares, languages, exemplars, boundary and leftovers are counted on the labels."""
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=len(found.table))
    assert found.table["size"].tolist() == sizes.tolist()
    assert (np.diff(sizes) <= 0).all()
    assert found.table["share"].sum() == pytest.approx(1)
    assert [sum(langs.values()) for langs in found.table["languages"]] == sizes.tolist()
    for topic, rows in zip(found.table["topic"], found.table["exemplars"], strict=True):
        assert (found.labels[list(rows)] == topic).all()
    assert found.leftovers["row"].tolist() == np.flatnonzero(found.labels < 0).tolist()
    assert len(found.leftovers) <= topics.MOST_LEFT * len(TEXTS)
    assert (found.boundary["topic"] != found.boundary["other"]).all()
    assert found.boundary["margin"].is_monotonic_increasing
    assert found.table["stability"].between(0, 1).all()
    assert 0.5 < found.stability <= 1
    assert repr(found).startswith(f"Topics({len(TEXTS)} texts, 13 topics, ")


def test_names_are_phrases_of_the_texts(found):
    """A topic is named in the languages it is spoken of in, in words that stand in its texts."""
    named = [names for names in found.table["names"] if names]
    assert len(named) >= 8
    for topic, names in zip(found.table["topic"], found.table["names"], strict=True):
        own = " ".join(SAID["text"][found.labels == topic]).lower()
        for name in names.values():
            assert all(phrase.lower() in own for phrase in name.split(", "))


def test_topics_merge_into_broader_ones(found):
    """Above twelve topics each stands under a node of the tree that holds all texts at its root."""
    merges = found.hierarchy
    assert len(merges) == len(found.table) - 1
    assert merges["size"].iloc[-1] == found.table["size"].sum()
    known = set(found.table["topic"]) | set(merges["node"])
    assert set(found.table["parent"]) <= known
    assert 2 <= found.table["parent"].nunique() <= 6


def test_the_number_of_topics_is_chosen_by_what_parts_the_texts():
    """Left open, the number lies near the thirteen subjects, and every number tried is told."""
    chosen = cxlab.discover_topics(TEXTS, LANGS, encoder="fast")
    assert 8 <= len(chosen.table) <= 20
    assert len(chosen.table) in chosen.choices["topics"].tolist()
    best = chosen.choices["score"].max()
    taken = chosen.choices.set_index("topics")["score"][len(chosen.table)]
    assert taken >= best - 0.05


def test_equal_texts_stay_together_and_empty_ones_have_no_topic():
    """What is said twice is one thing; what says nothing is shown as a leftover."""
    made = discover_few([*FEW, *FEW, "", "  ", "!!!", "123 👍"], n_topics=3)
    assert (made.labels[:27] == made.labels[27:54]).all()
    assert (made.labels[-4:] == -1).all()
    assert made.leftovers["row"].tolist()[-4:] == [54, 55, 56, 57]
    assert made.leftovers["why"].tolist()[-4:] == ["no words"] * 4
    assert np.isnan(made.margins[-4:]).all()


@pytest.mark.parametrize("number", [1, 2, 5, 20, 27])
def test_any_number_up_to_the_texts_can_be_asked_for(number):
    """As many topics as asked for, down to one and up to a topic a text."""
    made = discover_few(FEW, n_topics=number)
    assert len(made.table) == number
    assert set(made.labels) | {-1} == {-1, *range(number)}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 7, 11])
def test_a_handful_of_texts_is_read_too(number):
    """From one text on there are topics, with a warning that they rest on little."""
    made = discover_few(TEXTS[::5][:number])
    assert len(made.labels) == number
    assert len(made.table) >= 1


def test_what_cannot_be_done_is_told_with_what_can():
    """An impossible number, one string and a missing text are refused with the way out."""
    with pytest.raises(StudyError, match="only 2 distinct texts with words"):
        cxlab.discover_topics(["bom", "ruim", "bom"], n_topics=3, encoder="fast")
    with pytest.raises(StudyError, match="must be at least 1"):
        cxlab.discover_topics(["bom", "ruim"], n_topics=0, encoder="fast")
    with pytest.raises(StudyError, match="Found: one string"):
        cxlab.discover_topics("bom", encoder="fast")
    with pytest.raises(StudyError, match="row 1 is not a string"):
        cxlab.discover_topics(["bom", None], encoder="fast")


@pytest.mark.parametrize("texts", [[], ["", "?", "42"]])
def test_nothing_to_read_is_no_error(texts):
    """A column without words gives no topics and only leftovers."""
    made = cxlab.discover_topics(texts, encoder="fast")
    assert made.labels.tolist() == [-1] * len(texts)
    assert made.table.empty
    assert len(made.leftovers) == len(made.to_frame()) == len(texts)


def test_many_texts_follow_a_sample(monkeypatch, found):
    """Texts beyond those that are grouped follow the nearest topic, still in any order of rows."""
    monkeypatch.setattr(topics, "_GROUPED", 90)
    monkeypatch.setattr(topics, "_CHUNK", 10)
    made = cxlab.discover_topics(TEXTS, LANGS, n_topics=len(CASES), encoder="fast")
    back = cxlab.discover_topics(TEXTS[::-1], LANGS[::-1], n_topics=len(CASES), encoder="fast")
    assert (made.labels == back.labels[::-1]).all()
    assert normalized_mutual_info_score(SAID["subject"], made.labels) >= 0.7
    assert adjusted_rand_score(found.labels, made.labels) >= 0.5


def test_further_points_join_the_group_they_are_likest():
    """What is like a group joins it, also where another group's centre is as near."""
    random = np.random.default_rng(0)
    human = np.repeat([0, 1], 200)
    spread = np.array([3.0, 0.1])  # the groups are long and lie side by side
    points = np.array([[0, 0], [0, 1]])[human] + random.normal(0, 1, (400, 2)) * spread
    likest = grouping.Likest.of(points[::2].astype(np.float32), human[::2])
    assert (likest.groups(points[1::2]) == human[1::2]).mean() > 0.99


def test_groups_of_plain_clouds_are_found_again():
    """Five clouds far apart are five groups, whatever the number of points in each."""
    random = np.random.default_rng(0)
    human = np.repeat(np.arange(5), [5, 10, 20, 40, 80])
    points = (np.eye(5, 8)[human] + random.normal(0, 0.1, (155, 8))).astype(np.float32)
    assert adjusted_rand_score(human, grouping.grouped(points, 5)) == 1
