"""Language: pt, es, en or none, alone and in the light of a document."""

import json
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.languages import CODES
from cxlab.prepare.language import add_language, detect_language, plain, word_votes

CASES = json.loads(
    (Path(__file__).parent / "cases" / "prepare_language.json").read_text(encoding="utf-8")
)
MODEL = Path(__file__).parents[1] / "cxlab" / "models" / "language.npz"


@pytest.mark.parametrize("case", CASES["detect"], ids=lambda case: case["text"][:30])
def test_short_customer_texts_are_recognised(case):
    """Without accents, in capitals, with links, loan words and both kinds of Portuguese."""
    assert detect_language([case["text"]]) == [case["lang"]]


@pytest.mark.parametrize("text", CASES["undetermined"])
def test_texts_without_words_have_no_language(text):
    """Emoji, numbers, links, placeholders and other scripts are 'und'."""
    assert detect_language([text]) == ["und"]


@pytest.mark.parametrize("case", CASES["other_languages"], ids=lambda case: case["text"][:30])
def test_other_languages_are_not_taken_for_ours(case):
    """A sentence in French, Italian, German, Catalan, Galician… is 'und'."""
    assert detect_language([case["text"]]) == ["und"]


@pytest.mark.parametrize("case", CASES["by_document"], ids=lambda case: case["texts"][0][:30])
def test_short_texts_follow_their_document(case):
    """'ok' takes its document's language; a whole sentence in another one keeps its own."""
    utterances = pd.DataFrame({"doc_id": "d1", "text": case["texts"]})
    assert list(add_language(utterances)["lang"]) == case["langs"]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(reason="two words that fit two languages")
def test_known_failures(case):
    """Still wrong alone; the day one passes, it moves up."""
    assert detect_language([case["text"]]) == [case["lang"]]


def test_documents_do_not_mix():
    """The same short text takes each document's own language, whatever the order of the rows."""
    utterances = pd.DataFrame(
        {
            "doc_id": ["a", "b", "a", "b"],
            "text": ["ok", "ok", "Chegou tudo certo e gostei muito", "Llegó todo bien y me gustó"],
        },
        index=[7, 3, 9, 1],
    )
    result = add_language(utterances)
    assert list(result["lang"]) == ["pt", "es", "pt", "es"]
    pd.testing.assert_frame_equal(result.drop(columns="lang"), utterances)


def test_no_rows_give_no_languages():
    """Empty input gives empty output with the column."""
    assert detect_language([]) == []
    empty = add_language(pd.DataFrame({"doc_id": [], "text": []}))
    assert list(empty.columns) == ["doc_id", "text", "lang"]


@given(st.lists(st.text(max_size=30), max_size=6))
@settings(max_examples=80, deadline=None)
def test_each_text_is_judged_alone(texts):
    """detect_language gives one known code for each text, the same as for the text alone."""
    codes = detect_language(texts)
    assert set(codes) <= {*CODES, "und"}
    assert codes == [detect_language([text])[0] for text in texts]


def test_missing_text_is_undetermined_and_one_string_is_refused():
    """A missing cell is 'und'; a single string, which would be read letter by letter, is an error."""
    assert detect_language([None, float("nan")]) == ["und", "und"]  # type: ignore[list-item]
    with pytest.raises(TypeError, match="texts is a list of strings; found one string: 'oi'"):
        detect_language("oi")


def test_placeholders_and_handles_tell_no_language():
    """[NAME], @user, #tag and links are no words of any language."""
    assert plain("Olá [NAME], @user #tag https://x.com/a 12").split() == ["olá", ","]


def test_no_word_speaks_louder_than_two():
    """A loan word cannot outvote the sentence around it, however English it looks."""
    with np.load(MODEL, allow_pickle=False) as arrays:
        weights = arrays["weights"] * np.float32(arrays["scale"])
    spoken = word_votes(["feedback", "checkout", "não", "ñandú", "the"], weights)
    assert (np.abs(spoken) < 2).all()
    assert list(spoken.argmax(axis=1)) == [2, 2, 0, 1, 2]


def test_weights_are_plain_arrays_with_a_card():
    """The model holds no pickle, and a card beside it says what it was trained on."""
    with np.load(MODEL, allow_pickle=False) as arrays:
        assert arrays["weights"].dtype == np.int8
        assert arrays["weights"].shape[1] == len(CODES)
    card = MODEL.with_suffix(".md").read_text(encoding="utf-8")
    assert "Trained on" in card
    assert "Retrain" in card


def test_an_endless_word_costs_no_minute():
    """A word of 100,000 letters, as a stuck key or a pasted file leaves it, is read in a moment."""
    began = time.perf_counter()
    assert detect_language(["a entrega atrasou demais " + "w" * 100_000]) == ["pt"]
    assert time.perf_counter() - began < 5
