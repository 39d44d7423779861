"""Cleaning: golden cases, what must not change, idempotence, and time on hostile text."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.prepare.clean import STEPS, clean, explain

CASES = json.loads(
    (Path(__file__).parent / "cases" / "prepare_clean.json").read_text(encoding="utf-8")
)
PIECES = st.sampled_from(
    ["[00:01] ", "ENT: ", "[risos]", "(inaudível)", "NÃ£o", "&amp;", "&lt;br&gt;", "<p>", "\u200d", "👨‍👩‍👧",
     "🇧🇷", "\ufe0f", "e\u0301", "\u0327", "!!!!!!", "\r\n", "\u2028", " ", "_x000D_", "00:01:02 ", " --> ", "R$ 5",
     "\ud83d", "\ude00", "*", "[", "]", "(", ")", "<", ">", "ﬁ", "\x93", "â€", "ã", ":", "ri", "\t"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=60),
    st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=14).map("".join),
)


@pytest.mark.parametrize("case", CASES["fixes"], ids=lambda case: case["text"][:30])
def test_damage_is_repaired_and_explained(case):
    """Each kind of damage is mended, and the explanation names the steps that did it."""
    explained = explain(case["text"])
    assert explained.text == case["clean"]
    if case["steps"]:
        assert explained.steps == tuple(case["steps"])


@pytest.mark.parametrize("text", CASES["must_not_change"])
def test_clean_text_stays_as_it_is(text):
    """Money, clock times, emoji, irony, capitals and quotation marks survive untouched."""
    assert clean(text) == text.strip()


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(reason="damage through DOS code pages is not told from box drawing")
def test_known_failures(case):
    """Still wrong; the day one passes, it moves up to the fixes."""
    assert clean(case["text"]) == case["clean"]


def test_halves_of_an_emoji_are_joined():
    """Surrogate pairs of JSON exports become one character; a lone half becomes U+FFFD."""
    assert clean("\ud83d\ude0d oi \ud83d") == "😍 oi \ufffd"


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_changes_nothing(text):
    """clean(clean(text)) == clean(text), whatever the text."""
    once = clean(text)
    assert clean(once) == once


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_result_can_be_written_as_utf8_without_hidden_characters(text):
    """What comes out fits a file: valid UTF-8, no control characters but new lines, no outer spaces."""
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff]", cleaned)
    assert cleaned == cleaned.strip()


@given(st.lists(st.sampled_from(["bom", "não", "llegó", "the", "R$ 5", "ok!"]), min_size=1))
def test_words_never_vanish(words):
    """Stamps, labels and notes go; the words between them stay, in order."""
    noisy = "[00:01:02] ENT: " + " [risos] ".join(words)
    assert clean(noisy) == " ".join(words)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<p", " ", "\u00a0", "[", "[risos ", "(", "(ri ", "[00:01", "00:01:02 ", "&amp;", "&", "&amp;#",
     "NÃ£o ", "\u200d", "\ufe0f", "ENT: ", "\n", "!", "-- ", "00:00 --> ", "*", "*ri", "👨\u200d", "\x93â€", "Ã",
     "\u0301\u0327", "a@", "\U000e0041"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit):
    """Sixty kilobytes of any repeated pattern are cleaned in well under a second."""
    text = "a" + unit * (60_000 // len(unit)) + "b"
    clean(text[:200])
    begin = time.perf_counter()
    clean(text)
    assert time.perf_counter() - begin < 1.5  # 0.02 to 0.2 s on a quiet core


def test_every_step_gives_its_reason():
    """The order of the steps is a decision: each step says why it stands where it stands."""
    assert all(step.why and step.apply.__doc__ for step in STEPS)


def test_anything_but_text_is_refused():
    """An empty cell is the caller's to decide: clean() names what it got."""
    with pytest.raises(TypeError, match=r"clean\(\) needs a string; found float: nan"):
        clean(float("nan"))  # type: ignore[arg-type]
