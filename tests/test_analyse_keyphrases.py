"""Key phrases and names of topics: readable, of many people, told apart from the rest."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.analyse.keyphrases import COLUMNS, key_phrases, name_topics
from cxlab.analyse.phrases import NOT, find_phrases
from cxlab.errors import StudyError
from cxlab.languages.keyness import log_likelihood, log_ratio
from cxlab.languages.words import is_a, words

CASES = json.loads(
    (Path(__file__).parent / "cases" / "topic_names.json").read_text(encoding="utf-8")
)
LATE = [
    "A entrega atrasou dez dias", "Entrega atrasada outra vez", "O atraso da entrega foi longo",
    "El envío llegó tarde", "El retraso del envío fue enorme", "Un envío con retraso",
    "The delivery came late", "Late delivery again", "The delivery was a week late",
]  # fmt: skip
SIZE = [
    "O tamanho ficou apertado", "Tamanho errado para mim", "O tamanho da tabela não bate",
    "La talla me queda pequeña", "Pedí otra talla", "La talla de la tabla engaña",
    "The size runs small", "Wrong size on the label", "Their size chart is off",
]  # fmt: skip
LANGS = ["pt"] * 3 + ["es"] * 3 + ["en"] * 3


def labelled(case):
    texts = case["topic"] + case["rest"]
    return texts, [case["lang"]] * len(texts), [0] * len(case["topic"]) + [1] * len(case["rest"])


@pytest.mark.parametrize("case", CASES["named"], ids=lambda case: case["what"])
def test_names(case):
    """The first phrase of a name is what these people talk about, in the words they use."""
    named = name_topics(*labelled(case)).query("topic == 0")
    assert named["name"].tolist()[0].split(", ")[0] == case["name"]


@pytest.mark.parametrize("case", CASES["unnamed"], ids=lambda case: case["what"])
def test_no_name_where_nothing_tells(case):
    """A topic without a telling phrase has no name rather than a bad one."""
    assert name_topics(*labelled(case)).query("topic == 0").empty


def test_one_topic_is_named_in_each_language_it_is_spoken_of_in():
    """Names come in the languages of the evidence, Portuguese, Spanish, English."""
    named = name_topics(LATE + SIZE, LANGS * 2, [4] * 9 + [7] * 9)
    assert named["topic"].tolist() == [4, 4, 4, 7, 7, 7]
    assert named["lang"].tolist() == ["pt", "es", "en"] * 2
    firsts = [name.split(", ")[0] for name in named["name"]]
    assert firsts == ["entrega", "envío", "delivery", "tamanho", "talla", "size"]


def test_without_evidence_in_a_language_there_is_no_name_in_it():
    """One Spanish sentence is not how Spanish speakers call it."""
    texts, langs = [*LATE[:3], LATE[3], *SIZE[:3]], ["pt"] * 3 + ["es"] + ["pt"] * 3
    named = name_topics(texts, langs, [0] * 4 + [1] * 3)
    assert set(named["lang"]) == {"pt"}


def test_a_talkative_person_defines_nothing():
    """Ten sentences of one person count as one; so do ten copies of a text."""
    loud = [f"A cafeteira azul pinga, parte {letter}" for letter in "abcdefghij"]
    rest = [*SIZE[:3], "A cor desbotou", "Costura aberta", "O zíper quebrou", "Gola torta"]
    labels = [0] * 13 + [1] * 7
    people = ["a", "b", "c", *["d"] * 10, *"efghijk"]
    told = key_phrases(LATE[:3] + loud + rest, ["pt"] * 20, labels, people)
    assert not told["phrase"].str.contains("cafeteira").any()
    assert told.loc[told["topic"] == 0, "phrase"].tolist()[0] == "entrega"
    told = key_phrases(LATE[:3] + ["A cafeteira pinga"] * 10 + rest, ["pt"] * 20, labels)
    assert not told["phrase"].str.contains("cafeteira").any()


def test_rows_may_come_in_any_order():
    """Names depend on the texts, not on where they stand."""
    texts, langs = np.array(LATE + SIZE), np.array(LANGS * 2)
    labels = np.array([0] * 9 + [1] * 9)
    order = np.random.default_rng(3).permutation(18)
    here = name_topics(texts, langs, labels)
    there = name_topics(texts[order], langs[order], labels[order])
    pd.testing.assert_frame_equal(here, there)


def test_texts_without_a_topic_are_background():
    """-1 has no phrases of its own, but what is common there is not key elsewhere."""
    told = key_phrases(LATE[:3] + SIZE[:3], ["pt"] * 6, [0] * 3 + [-1] * 3)
    assert set(told["topic"]) == {0}
    assert told["rest"].max() >= 0
    assert key_phrases(LATE[:3] * 2, ["pt"] * 6, [0] * 3 + [-1] * 3).empty


def test_counts_are_those_of_people():
    """people of `of`, and `rest` elsewhere; G2 and the log ratio follow from them."""
    told = key_phrases(LATE[:3] + SIZE[:3], ["pt"] * 6, [0] * 3 + [1] * 3)
    row = told.query("topic == 0 and phrase == 'entrega'").iloc[0]
    assert (row["people"], row["of"], row["rest"]) == (3, 3, 0)
    assert row["g2"] == pytest.approx(float(log_likelihood(3, 3, 0, 3)), abs=0.05)
    assert row["log_ratio"] == pytest.approx(float(log_ratio(3, 3, 0, 3)), abs=0.01)


@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(1, 60), st.integers(1, 60)
)  # fmt: skip
def test_keyness_is_that_of_nltk(count, other, more, other_more):
    """Our G2 is the likelihood ratio of NLTK, which reads the same table by its margins."""
    from nltk.metrics import BigramAssocMeasures

    total, other_total = count + more, other + other_more
    ours = float(log_likelihood(count, total, other, other_total))
    theirs = BigramAssocMeasures.likelihood_ratio(
        count, (count + other, total), total + other_total
    )
    assert ours == pytest.approx(theirs, abs=1e-6)


def test_keyness_without_people_is_nothing():
    """Empty sides give no number that looks like evidence."""
    assert float(log_likelihood(0, 0, 0, 0)) == 0
    assert float(log_likelihood(0, 10, 0, 0)) == 0
    assert np.isfinite(log_ratio(0, 0, 0, 0))


@settings(max_examples=60)
@given(
    st.sampled_from(["pt", "es", "en"]),
    st.lists(
        st.sampled_from(
            [
                "não",
                "de",
                "a",
                "entrega",
                "no",
                "prazo,",
                "e",
                "foi",
                "muito",
                "boa",
                ".",
                "la",
                "talla",
                "sin",
                "el",
                "the",
                "box",
                "was",
                "of",
                "never",
                "12",
                "[EMAIL]",
                "Wi-Fi",
                "pós-venda",
            ]
        ),
        max_size=12,
    ),
)
def test_phrases_are_pieces_of_the_text_that_can_stand_alone(lang, spoken):
    """Literal, one to four words, inside a clause, no function word at either end."""
    text = " ".join(spoken)
    empty = ("CLAUSE_WORDS", "PREPOSITIONS", "LEADING_WORDS", "OTHER_WORDS")
    for phrase in find_phrases(text, lang):
        piece = text[phrase.start : phrase.end]
        assert piece.split() == list(phrase.words)
        assert 1 <= len(phrase.words) <= 4
        found = words(piece)
        assert len({word.clause for word in found}) == 1
        assert not is_a(found[-1], lang, *empty)
        assert phrase.key[0] == NOT or not is_a(found[0], lang, *empty)


HOSTILE = [
    "", " ", "\x00\x01", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\ud83d", "😀😀😀",
    "a" * 5000, "palavra " * 3000, "%s {0} {x}", "'; DROP TABLE topics;--", "\u202eabc", "[EMAIL]",
]  # fmt: skip


def test_hostile_texts_are_read_as_texts():
    """Nothing that people send stops the naming, and nothing of it is run or lost in time."""
    told = key_phrases(HOSTILE * 2, None, [0] * len(HOSTILE) + [1] * len(HOSTILE))
    assert list(told.columns) == list(COLUMNS)


def test_no_texts_no_names():
    """An empty study has a table without rows."""
    assert name_topics([], [], []).empty
    assert list(key_phrases([], [], []).columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("labels", "people", "match"),
    [
        ([0], None, r"labels must hold one entry per text. Found: 1 for 2"),
        ([0, 1], ["a"], r"people must hold one entry per text. Found: 1 for 2"),
    ],
)
def test_wrong_lengths_are_told(labels, people, match):
    """One label and one person per text, or a sentence that says so."""
    with pytest.raises(StudyError, match=match):
        key_phrases(["um", "dois"], ["pt", "pt"], labels, people)


def test_a_name_says_no_thing_twice():
    """ "e-mail" and "email" are one thing, and so are a word and its plural."""
    texts = [
        "Mandei um e-mail com o link", "O e-mail não tem link", "Outro email sem link",
        "O link do email quebrou", "Email e e-mail com links",
    ]  # fmt: skip
    rest = [*SIZE[:3], "A cor desbotou", "Costura aberta", "O zíper quebrou", "Gola torta"]
    named = name_topics(texts + rest, ["pt"] * 12, [0] * 5 + [1] * 7)
    parts = named.query("topic == 0")["name"].iloc[0].split(", ")
    assert len([part for part in parts if "mail" in part]) == 1
    assert len([part for part in parts if "link" in part]) == 1
