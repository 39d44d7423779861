"""Touchpoints: golden sentences, the built-in codebook's balance, a study's own codebook."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab import languages
from cxlab.analyse import heads
from cxlab.analyse.codewords import codewords, stem, stems
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.touchpoints import LOWEST, assign_touchpoints, make_mentions
from cxlab.codebook import CHANNELS, Codebook, Touchpoint
from cxlab.errors import StudyError
from cxlab.stages import BUILTIN
from cxlab.tables import SCHEMAS, conform

CASES = json.loads(
    (Path(__file__).parent / "cases" / "analyse_touchpoints.json").read_text(encoding="utf-8")
)
BOOK = Codebook.builtin()
OWNERS = {"marketing", "sales", "logistics", "support", "it", "finance", "product", "operations", "third_party"}  # fmt: skip


def found(text, lang):
    """The touchpoints of one text."""
    return list(assign_touchpoints([text], BOOK, [lang])["touchpoint"])


@pytest.mark.parametrize("case", CASES["assigned"], ids=lambda case: case["text"])
def test_golden_sentences(case):
    """What a person would name is found, also two in one sentence, and not what sounds alike."""
    named = set(found(case["text"], case["lang"]))
    assert set(case["has"]) <= named
    assert not named & set(case.get("lacks", ()))


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["text"])
def test_sentences_without_a_touchpoint_get_none(case):
    """Greetings, weather and numbers are no mention."""
    assert found(case["text"], case["lang"]) == []


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(reason="said without any word of the touchpoint")
def test_known_failures(case):
    """Still wrong; the day one passes, it moves up."""
    assert set(case["has"]) <= set(found(case["text"], case["lang"]))


TEXTS = [case["text"] for case in (*CASES["assigned"], *CASES["none"])]
LANGS = [case["lang"] for case in (*CASES["assigned"], *CASES["none"])]


def test_rows_are_in_order_and_at_most_three_a_text():
    """`row` is the place of the text; the best touchpoint comes first; each says why."""
    table = assign_touchpoints(TEXTS, BOOK, LANGS)
    assert table["row"].is_monotonic_increasing
    assert table.groupby("row").size().max() <= 3
    assert table["score"].between(LOWEST, 1).all()
    assert table.groupby("row")["score"].apply(lambda one: one.is_monotonic_decreasing).all()
    assert not table.duplicated(["row", "touchpoint"]).any()
    assert (table["why"].str.contains("≈ ")).all()


def test_a_text_is_read_alone():
    """Neighbours and order change nothing."""
    together = assign_touchpoints(TEXTS, BOOK, LANGS)
    for row, (text, lang) in enumerate(zip(TEXTS, LANGS, strict=True)):
        heads._remembered.clear()
        alone = assign_touchpoints([text], BOOK, [lang])
        own = together[together["row"] == row]
        assert list(alone["touchpoint"]) == list(own["touchpoint"])
        np.testing.assert_allclose(alone["score"], own["score"], atol=2e-4)


CORPUS = [
    f"{start} {what} {end}"
    for start in ("Frankly", "Today", "Again", "Well,", "This time")
    for what in (
        "the crew was kind", "the stewardess ignored us", "our meal was cold", "the soup was tasty",
        "we landed an hour late", "the plane left on time",
    )
    for end in ("", "as ever", "sadly", "on the way back")
]  # fmt: skip
FLIGHT = Codebook.model_validate({
    "touchpoints": [
        {"id": "crew", "names": {"en": "Cabin crew"}, "stage": "use"},
        {"id": "meal", "names": {"en": "Meals on board"}, "stage": "use"},
        {"id": "time", "names": {"en": "Punctuality and delays"}, "stage": "use"},
    ]
})  # fmt: skip


def assigned(texts, decided=None, **options):
    """The best touchpoint of each text, '' for none, read by the fast encoder."""
    table = assign_touchpoints(texts, FLIGHT, ["en"] * len(texts), "fast", decided, **options)
    best = table.drop_duplicates("row").set_index("row")["touchpoint"]
    return [best.get(row, "") for row in range(len(texts))]


def test_a_corpus_teaches_and_its_order_does_not_matter():
    """A hundred texts change scores, the same way however they are shuffled."""
    assert len(CORPUS) >= 100
    order = np.random.default_rng(0).permutation(len(CORPUS))
    plain = assign_touchpoints(CORPUS, FLIGHT, ["en"] * len(CORPUS), "fast")
    mixed = assign_touchpoints([CORPUS[row] for row in order], FLIGHT, ["en"] * len(CORPUS), "fast")
    mixed["row"] = order[mixed["row"]]
    mixed = mixed.sort_values(["row", "score", "touchpoint"], ascending=[True, False, True])
    assert list(mixed["touchpoint"]) == list(plain["touchpoint"])
    np.testing.assert_allclose(mixed["score"], plain["score"], atol=2e-4)
    alone = assign_touchpoints(CORPUS[:50], FLIGHT, ["en"] * 50, "fast")
    shared = plain[plain["row"] < 50].merge(alone, on=["row", "touchpoint"])
    assert (shared["score_x"] - shared["score_y"]).abs().max() > 0.01


def test_decisions_stand_and_teach_the_others():
    """What people call the crew's from now on is the crew's in sentences like theirs too."""
    said = [text for text in CORPUS if "soup" in text]
    before = assigned(CORPUS)
    assert {before[CORPUS.index(text)] for text in said} <= {"meal", ""}
    decided = {CORPUS.index(text): ("crew",) for text in said[:12]}
    decided |= {row: () for row, text in enumerate(CORPUS) if "kind" in text and row % 2}
    table = assign_touchpoints(CORPUS, FLIGHT, ["en"] * len(CORPUS), "fast", decided)
    theirs = table[table["row"].isin(list(decided))]
    assert set(theirs["how"]) == {"human"} and set(theirs["score"]) == {1.0}
    assert {row: tuple(ids) for row, ids in theirs.groupby("row")["touchpoint"]} == {
        row: ids for row, ids in decided.items() if ids
    }
    others = table[table["how"] == "codebook"].drop_duplicates("row")
    soup = others[others["row"].isin([CORPUS.index(text) for text in said[12:]])]
    assert len(soup) == 8 and set(soup["touchpoint"]) == {"crew"}


def test_decisions_about_what_is_not_there_are_refused():
    """A row outside the texts or a touchpoint outside the codebook is named."""
    with pytest.raises(StudyError, match="about row 9"):
        assign_touchpoints(["The crew was kind"], FLIGHT, ["en"], decided={9: ("crew",)})
    with pytest.raises(StudyError, match="the touchpoint 'wifi', which the codebook"):
        assign_touchpoints(["The crew was kind"], FLIGHT, ["en"], decided={0: ("wifi",)})


def test_a_lowest_score_of_nothing_gives_every_text_its_best():
    """The bar can be taken away, or raised until little is left."""
    texts = ["The crew was kind", "My brother plays the guitar", "We waited"]
    assert "" in assigned(texts)
    assert "" not in assigned(texts, lowest=0)
    assert assigned(texts, lowest=0.999).count("") >= 2


def test_no_text_gives_an_empty_table():
    """Nothing in, nothing out, all columns there."""
    for texts in ([], ["", "  "]):
        table = assign_touchpoints(texts, BOOK)
        assert list(table.columns) == ["row", "touchpoint", "score", "how", "why"] and table.empty


def test_missing_texts_are_named_by_row():
    """None is an error with its place."""
    with pytest.raises(StudyError, match="row 0 is not a string"):
        assign_touchpoints([None], BOOK)


def test_a_long_review_keeps_its_touchpoints_apart():
    """A page is read sentence by sentence; each touchpoint is named once, the three best kept."""
    page = (
        "O quarto estava sujo e com cabelos. "
        + "Viajamos em família no verão. " * 12
        + "O wi-fi caía toda hora. O banheiro também estava sujo. "
    )
    named = found(page, "pt")
    assert {"cleanliness", "wifi"} <= set(named) and len(named) == len(set(named))
    more = "O preço é alto. O café da manhã estava frio. Os funcionários foram grosseiros. "
    assert len(found(page + more, "pt")) == 3


def own_codebook(*touchpoints):
    """A codebook as a study might write it."""
    return Codebook.model_validate({"touchpoints": touchpoints})


def test_a_study_may_bring_its_own_touchpoints():
    """Names alone are enough, in one language, for texts in another."""
    book = own_codebook(
        {"id": "vet", "names": {"en": "Veterinary visit"}, "stage": "use"},
        {"id": "kennel", "names": {"en": "Dog kennel and boarding"}, "stage": "receive"},
    )
    table = assign_touchpoints(
        ["La veterinaria fue muy atenta con mi perro", "Quanto custa a passagem?"],
        book,
        ["es", "pt"],
    )
    assert table[["row", "touchpoint"]].to_numpy().tolist() == [[0, "vet"]]


def test_a_codebook_of_one_touchpoint_is_not_given_everything():
    """One touchpoint is still told from texts that have nothing to do with it."""
    book = own_codebook(
        {
            "id": "pool",
            "names": {"pt": "Piscina"},
            "stage": "use",
            "examples": {"pt": ["A piscina estava fria"]},
        }
    )
    table = assign_touchpoints(
        ["A piscina é enorme", "O pedido não chegou", "Paguei com pix"], book, ["pt"] * 3
    )
    assert list(table["row"]) == [0]


def test_stages_of_another_model_do_no_harm():
    """A codebook may use the stages of the study's own model."""
    book = own_codebook(
        {
            "id": "vet",
            "names": {"en": "Vet visit"},
            "stage": "cure",
            "examples": {"en": ["The vet saw my dog"]},
        }
    )
    assert list(
        assign_touchpoints(["The vet looked after my dog"], book, ["en"])["touchpoint"]
    ) == ["vet"]


def test_mentions_come_from_customers_and_frontline_only():
    """Interviewers' questions name touchpoints all the time; they are no evidence."""
    utterances = conform("utterances", pd.DataFrame({
        "utt_id": ["a", "b", "c"], "role": ["interviewer", "customer", "frontline"], "lang": "pt",
        "text": ["E a entrega, atrasou?", "A entrega atrasou muito", "O cliente reclama do preço alto"],
    }))  # fmt: skip
    mentions = make_mentions(utterances, BOOK)
    assert list(mentions["utt_id"].unique()) == ["b", "c"]
    assert set(mentions["how"]) == {"codebook"}
    assert set(SCHEMAS["mentions"]) - {"theme"} == set(mentions.columns)  # add_themes adds it
    assert make_mentions(utterances.iloc[:1], BOOK).empty
    overrides = conform("overrides", pd.DataFrame({
        "utt_id": ["b", "c"], "field": ["touchpoint", "touchpoint"], "value": ["courier", "none"],
    }))  # fmt: skip
    decided = make_mentions(utterances, BOOK, overrides=overrides)
    assert decided[["utt_id", "touchpoint", "how"]].to_numpy().tolist() == [
        ["b", "courier", "human"]
    ]


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=25, deadline=None)
def test_messy_texts_never_break(texts):
    """Rows always point at a text that exists."""
    table = assign_touchpoints(texts, BOOK)
    assert table["row"].isin(range(len(texts))).all()


# ---- the built-in codebook --------------------------------------------------------------------


def test_the_builtin_codebook_covers_every_stage():
    """At least forty touchpoints, every stage, known channels, owners; third parties are indirect."""
    assert len(BOOK) >= 40
    assert {one.stage for one in BOOK.touchpoints} == set(BUILTIN)
    for one in BOOK.touchpoints:
        assert one.channels and set(one.channels) <= set(CHANNELS), one.id
        assert one.owner in OWNERS, one.id
        assert one.control == "indirect" or one.owner != "third_party", one.id


@pytest.mark.parametrize("one", BOOK.touchpoints, ids=lambda one: one.id)
def test_every_touchpoint_speaks_three_languages(one):
    """Four examples a language or more, none twice."""
    assert set(one.names) == set(languages.CODES) == set(one.examples)
    for examples in one.examples.values():
        assert len(examples) >= 4 and len(set(examples)) == len(examples)


def test_the_codebook_praises_as_well_as_blames():
    """Examples of both moods, or mood would decide the touchpoint."""
    texts = [text for one in BOOK.touchpoints for said in one.examples.values() for text in said]
    valence = score_sentiment(texts, encoder="fast")["valence"]
    assert (valence > 0).mean() > 0.3
    assert (valence < 0).mean() > 0.3


def test_examples_find_their_own_touchpoint():
    """Nearly every example leads back to its touchpoint when read as a customer's words."""
    right = total = 0
    for lang in languages.CODES:
        pairs = [(text, one.id) for one in BOOK.touchpoints for text in one.examples[lang]]
        table = assign_touchpoints([text for text, _ in pairs], BOOK, [lang] * len(pairs))
        best = table.drop_duplicates("row").set_index("row")["touchpoint"]
        right += sum(best.get(row) == wanted for row, (_, wanted) in enumerate(pairs))
        total += len(pairs)
    assert right / total > 0.9


def test_word_forms_share_a_stem():
    """'entregaram' counts for 'entrega', without accents or with."""
    assert stem("entrega", "pt") == stem("entregas", "pt") != ""
    assert set(stems("o wi-fi e o e-mail", "pt").values()) == {"wifi", "email"}
    assert stem("devolucion", "es") and stem("que", "pt") == ""


def test_words_of_a_name_weigh_most():
    """A word that only one touchpoint uses speaks for it alone."""
    telling = codewords(BOOK)
    ids = [one.id for one in BOOK.touchpoints]
    scores = telling.scores(["cupom de desconto", "wifi"], ["pt", "pt"])
    assert ids[int(scores[0].argmax())] == "promotion" and ids[int(scores[1].argmax())] == "wifi"


def test_a_word_that_every_touchpoint_uses_tells_none():
    """In a study of lounges the word "lounge" decides nothing."""
    said = {
        "access": "We could not enter the lounge", "crowding": "The lounge was overcrowded",
        "washrooms": "No toilets in the lounge", "gates": "The lounge is far from the gates",
        "value": "The lounge is worth its fee",
    }  # fmt: skip
    book = Codebook(
        touchpoints=tuple(
            Touchpoint(id=one, names={"en": one}, stage="use", examples={"en": (text,)})
            for one, text in said.items()
        )
    )
    words = codewords(book)
    [score] = words.scores(["Used this lounge as a passenger"], ["en"])
    assert score.max() < 0.1
    [gates] = words.scores(["Far from the gates"], ["en"])
    assert gates.argmax() == list(said).index("gates")
