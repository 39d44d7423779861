"""Clauses: mixed sentences are cut where the feeling turns, all others stay; nothing is lost."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab import tables
from cxlab.analyse import clauses
from cxlab.analyse.clauses import candidates, split_clauses
from cxlab.prepare import to_utterances

CASES = json.loads(
    (Path(__file__).parent / "cases" / "analyse_clauses.json").read_text(encoding="utf-8")
)


def utterances(*texts: str, lang: str = "en", role: str = "customer") -> pd.DataFrame:
    """One utterance a text, all of one document, one after another."""
    ends = (np.cumsum([len(text) + 1 for text in texts]) - 1).tolist()
    starts = [end - len(text) for end, text in zip(ends, texts, strict=True)]
    places = zip(starts, ends, texts, strict=True)
    return pd.DataFrame({
        "utt_id": [tables.utterance_id("d", *place) for place in places],
        "doc_id": "d", "position": range(len(texts)), "speaker": "Ana", "role": role,
        "participant": "p1", "start": starts,
        "end": ends, "seconds": [float(number) for number in range(len(texts))],
        "locator": [f"row {number}" for number in range(len(texts))], "text": texts, "lang": lang,
    })  # fmt: skip


@pytest.fixture(scope="module")
def cut() -> dict[str, list[str]]:
    """The clauses of every golden sentence, all read in one call."""
    cases = [case for name in ("split", "whole") for case in CASES[name]]
    table = pd.concat(
        [utterances(case["text"], lang=case["lang"]).assign(doc_id=case["text"]) for case in cases]
    )
    result = split_clauses(table, "accurate")
    return {text: own["text"].tolist() for text, own in result.groupby("doc_id")}


def params(name: str) -> list:
    return [
        pytest.param(case, id=case["text"], marks=[pytest.mark.xfail(strict=True, reason="not yet")] * case.get("known_failure", False))
        for case in CASES[name]
    ]  # fmt: skip


@pytest.mark.parametrize("case", params("split"))
def test_a_mixed_sentence_is_cut_where_its_feeling_turns(cut, case):
    """Each side is a literal piece, with its connective."""
    assert cut[case["text"]] == case["sides"]


@pytest.mark.parametrize("case", params("whole"))
def test_what_has_one_feeling_stays_whole(cut, case):
    """Additions, fixed phrases, names, plain facts and promises with what came of them."""
    assert cut[case["text"]] == [case["text"]]


def test_a_clause_keeps_its_place_and_its_speaker():
    """Span, id and position are the clause's own; who said it, when and where are the sentence's."""
    table = utterances("We arrived at noon.", "Great room but the staff was rude.", "Bye.")
    result = split_clauses(table, "accurate")
    words = ["We arrived at noon.", "Great room", "but the staff was rude.", "Bye."]
    assert result["text"].tolist() == words
    assert result["position"].tolist() == [0, 1, 2, 3]
    assert result["locator"].tolist() == ["row 0", "row 1", "row 1", "row 2"]
    same = result[["speaker", "role", "participant", "lang"]] == ["Ana", "customer", "p1", "en"]
    assert same.all(axis=None)
    document = pd.DataFrame({"doc_id": ["d"], "text": [" ".join(table["text"])]})
    tables.check_spans(document, result)
    places = result[["start", "end", "text"]].itertuples(index=False)
    assert result["utt_id"].tolist() == [tables.utterance_id("d", *place) for place in places]
    assert list(result.dtypes) == list(table.dtypes)


def test_what_people_decided_about_keeps_its_words():
    """A sentence they judged stays whole; a clause they judged stays one, however it is read."""
    table = utterances("Great room but the staff was rude.", "The bed is by the door, but wide.")
    whole, plain = table["utt_id"]
    assert len(split_clauses(table, "accurate", decided=[whole])) == 2
    clause = tables.utterance_id("d", 35 + 24, 35 + 33, "but wide.")
    result = split_clauses(table, "accurate", decided=[clause])
    assert result["text"].tolist()[2:] == ["The bed is by the door", "but wide."]
    assert clause in set(result["utt_id"])
    assert plain not in set(result["utt_id"])


def test_only_customers_and_staff_are_cut():
    """What an agent says is context and stays as it was said."""
    table = utterances("Great room but the staff was rude.", role="agent")
    pd.testing.assert_frame_equal(split_clauses(table, "accurate"), table, check_dtype=False)


def test_a_language_nobody_told_is_not_cut():
    """No connectives, no cut."""
    assert candidates("Great room but the staff was rude.", "und") == []


def test_no_utterances_give_no_clauses():
    """An empty table keeps its columns."""
    table = utterances("x").iloc[:0]
    result = split_clauses(table, "accurate")
    assert list(result.columns) == list(table.columns)
    assert len(result) == 0


WORDS = st.sampled_from(["mas", "but", "pero", "embora", "aunque,", "bom", "ruim", "great,", "awful", "(ok)", "\"sim\"", "não só", "e", "—", "R$ 5,00", "😡", "Mas", ",", "!", "\n", "é", "\u00a0", "nothing but"])  # fmt: skip


@given(
    words=st.lists(WORDS, max_size=25),
    lang=st.sampled_from(["pt", "es", "en", "und"]),
    seed=st.integers(0, 99),
)
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost_and_nothing_overlaps(words, lang, seed):
    """Whatever is felt, clauses cover what the sentences covered but commas, dashes and spaces."""

    def felt(texts, *_):
        chances = np.random.default_rng([seed, len(texts)]).dirichlet([0.3, 0.1, 0.3], len(texts))
        table = pd.DataFrame(chances, columns=["negative", "neutral", "positive"])
        return table.assign(gap=False)

    text = " ".join(words)
    documents = pd.DataFrame({"doc_id": ["d"], "text": [text], "lang": [lang]})
    turns = pd.DataFrame({"doc_id": ["d"], "turn": [0], "speaker": ["A"], "role": ["customer"], "start": [0], "end": [len(text)]})  # fmt: skip
    before = to_utterances(documents, turns)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clauses, "score_sentiment", felt)
        after = split_clauses(before, "fast")
    tables.check_spans(documents, after)
    assert after["utt_id"].is_unique
    assert after["position"].tolist() == list(range(len(after)))
    spans = after[["start", "end"]].to_numpy()
    assert (spans[1:, 0] >= spans[:-1, 1]).all() and (spans[:, 0] < spans[:, 1]).all()
    covered = np.zeros(len(text), bool)
    for start, end in spans:
        covered[start:end] = True
    for start, end in before[["start", "end"]].to_numpy():
        lost = "".join(np.array(list(text[start:end]), dtype=object)[~covered[start:end]])
        assert re.fullmatch(r"[\s,;:–—-]*", lost)
