"""The sentences of our own that train the models: well labelled, and never those that judge them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxlab.analyse.sentiment import VALENCE_RANGE
from cxlab.stages import BUILTIN
from cxlab.tables import EMOTIONS, FEELINGS
from training.encoder.sayings import patterns_of_heads, sayings, sentences
from training.sentences import read_sentences

# The golden cases that judge feeling and stage.
CASES = [
    path
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    if path.name.startswith(("analyse_", "hard_"))
]
TABLES = dict(list(read_sentences().groupby("lang")))


def folded(text: str) -> str:
    """Letters, digits and emoji of a text: what is left when it is written another way."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or ord(sign) > 0x2600)


def strings(value: object) -> Iterator[str]:
    """Every string anywhere in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def test_each_language_has_its_sentences():
    """Three languages, none with twice as many as another."""
    assert set(TABLES) == {"pt", "es", "en"}
    sizes = [len(table) for table in TABLES.values()]
    assert min(sizes) >= 280
    assert max(sizes) < 2 * min(sizes)


@pytest.mark.parametrize("lang", TABLES)
def test_labels_are_known_and_agree(lang):
    """Known names only; no delight below zero, no pain above; a language's own varieties.

    A pain or delight of valence 0 is a mixed sentence: it has an emotion all the same.
    """
    table = TABLES[lang]
    assert set(table["stage"]) == {*BUILTIN, "none"}
    assert set(table["kind"]) == set(FEELINGS)
    assert set(table["emotion"]) <= set(EMOTIONS)
    assert set(table["gap"]) == {0, 1}
    assert {variety.partition("-")[0] for variety in table["variety"]} == {lang}
    for kind, valences in table.groupby("kind")["valence"]:
        low, high = VALENCE_RANGE[kind]
        assert valences.between(low, high).all(), kind
    felt = table["kind"].isin(["pain", "delight"])
    assert (table["emotion"] != "none")[felt].all()
    assert not table["text"].map(folded).duplicated().any()


def test_no_golden_case_was_learnt():
    """What a test asks is in none of our training sentences, however it is written."""
    ours = (read_sentences()["text"], sayings(broken=90).texts, patterns_of_heads().texts)
    learnt = {folded(text) for texts in ours for text in texts}
    asked = {text for path in CASES for text in strings(json.loads(path.read_text("utf-8")))}
    assert len(asked) > 100
    assert not {text for text in asked if len(text) > 12 and folded(text) in learnt}


def test_they_teach_the_encoder_every_task():
    """One row of the targets a sentence; each row is a distribution."""
    taught = sentences()
    assert len(taught) == sum(map(len, TABLES.values()))
    for task, target in taught.targets.items():
        assert target.shape[0] == len(taught), task
        assert (target.sum(axis=1) == 1).all(), task
