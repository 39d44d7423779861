"""Channels: what words name them, what looks alike and does not, and who falls back on the source."""

import json
from pathlib import Path

import pandas as pd
import pytest

from cxlab import languages
from cxlab.codebook import CHANNELS
from cxlab.prepare.channels import add_channels, named_channel

CASES = json.loads(
    (Path(__file__).parent / "cases" / "prepare_channels.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("lang", "text", "channel"),
    [(lang, text, channel) for lang, said in CASES.items() for text, channel in said.items()],
)
def test_words_name_a_channel_or_none(lang, text, channel):
    """A preposition or a verb makes a channel of a word; the bare word is none."""
    assert named_channel(text, lang) == channel


def test_every_language_knows_the_same_channels():
    """Nothing is told in one language that another cannot tell."""
    known = [set(languages.of(code).CHANNEL_WORDS) for code in languages.CODES]
    assert known[0] == known[1] == known[2] < set(CHANNELS)
    for code in languages.CODES:
        assert {*CASES[code].values()} - {""} == known[0], code


def test_the_first_channel_named_counts():
    """Of two, the one said first."""
    assert named_channel("Pedi no site e troquei na loja", "pt") == "web"
    assert named_channel("No chat", "und") == ""


def test_words_win_over_the_source_and_the_source_over_nothing():
    """Rows and their order stay."""
    documents = pd.DataFrame({"doc_id": ["a", "b"], "channel": ["web", ""]})
    utterances = pd.DataFrame({
        "doc_id": ["b", "a", "a"], "lang": "en",
        "text": ["Nothing to say", "I like it", "They helped me over the phone"],
    }, index=[7, 8, 9])  # fmt: skip
    told = add_channels(utterances, documents)
    assert told["channel"].tolist() == ["", "web", "phone"]
    assert told.index.tolist() == [7, 8, 9]
    assert "channel" not in utterances
    assert add_channels(utterances.iloc[:0], documents).empty
