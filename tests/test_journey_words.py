"""Titles and quotes: literal words of customers, chosen and cut so that they can stand alone."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab import languages
from cxlab.codebook import Codebook
from cxlab.journey.quotes import SHORT, choose, clearest, ranked, shorten, typical
from cxlab.journey.titles import title, usages
from cxlab.languages.words import alike, fold, is_a, leaning, words

CASES = json.loads(
    (Path(__file__).parent / "cases" / "journey_titles.json").read_text(encoding="utf-8")
)


def rows(texts, lang="pt", valence=-1.5, start=0, **more):
    """One utterance a person, ready to be ranked."""
    return pd.DataFrame(
        [
            {
                "utt_id": f"u{start + at:03}", "person": f"p{start + at}", "text": text,
                "lang": lang, "valence": valence, "negative": 0.8, "neutral": 0.1, "positive": 0.1,
            } | more
            for at, text in enumerate(texts)
        ],
        columns=[
            "utt_id", "person", "text", "lang", "valence", "negative", "neutral", "positive", *more
        ],
    )  # fmt: skip


def titled(case):
    said = rows(case["rows"], case["lang"])
    for lang, text in case.get("extra", []):
        said = pd.concat([said, rows([text], lang, start=90)], ignore_index=True)
    rest = rows(case["rest"], case["lang"], 1.5, start=100)
    others = rows(case["background"], case["lang"], start=200)
    found = title(ranked(said), rest, usages(pd.concat([said, rest, others])), kind="pain")
    return found.text if found else None


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["why"])
def test_a_title_is_the_phrase_a_reader_would_pick(case):
    """Golden titles; each is a literal piece of one of the utterances."""
    found = titled(case)
    assert found == case["title"]
    assert found is None or any(found in text for text in case["rows"])


@pytest.mark.xfail(strict=True, reason="known failures, kept to be seen")
@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["why"])
def test_titles_still_wrong(case):
    """What a reader would pick and the program does not yet."""
    assert titled(case) == case["title"]


def test_a_taken_phrase_is_not_used_again():
    """The next best phrase titles the second finding."""
    said = rows(["A loja fechou cedo, fila enorme.", "A loja fechou cedo, fila enorme."])
    first = title(ranked(said), rows([]), usages(said), kind="pain")
    second = title(ranked(said), rows([]), usages(said), kind="pain", taken={first.text.casefold()})
    assert second.text.casefold() != first.text.casefold()


TEXT = st.lists(
    st.sampled_from(
        [
            "a",
            "não",
            "never",
            "entrega",
            "atrasou",
            "é",
            "e",
            "de",
            "la",
            "muy",
            ",",
            "[X]",
            "12",
            "😀",
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@given(
    texts=st.lists(TEXT, min_size=1, max_size=6), lang=st.sampled_from(["pt", "es", "en", "und"])
)
def test_any_title_is_literal_and_stands_alone(texts, lang):
    """Whatever is said: no title begins or ends with a word that needs another."""
    said = rows(texts, lang)
    found = title(ranked(said), rows([]), usages(said), kind="pain")
    if found is None:
        return
    assert found.text in texts[int(found.utt_id[1:])]
    inside = words(found.text)
    assert not is_a(inside[0], lang, "CLAUSE_WORDS", "PREPOSITIONS")
    assert not is_a(inside[-1], lang, "CLAUSE_WORDS", "PREPOSITIONS", "LEADING_WORDS")
    assert {word.clause for word in inside} == {0}
    assert len(inside) <= 8


@pytest.mark.parametrize("lang", languages.CODES)
def test_word_lists_are_in_the_form_they_are_looked_up_in(lang):
    """Lower case, one word each; accents only where they make another word of it."""
    module = languages.of(lang)
    names = ("CLAUSE_WORDS", "PREPOSITIONS", "LEADING_WORDS", "OTHER_WORDS")
    entries = [entry for name in names for entry in getattr(module, name).split()]
    every = set(entries)
    for entry in entries:
        assert entry == entry.casefold()
        if entry != fold(entry):
            assert entry in {"é", "à", "às", "nós", "qué", "cómo", "él", "más", "sí"}
    assert len(every) > 100


def test_a_title_leans_to_its_findings_side():
    """Of equal phrases a pain is named by the one that blames, a delight by the one that praises."""
    said = rows(["A entrega péssima.", "A entrega ótima."])
    for kind, expected in (("pain", "A entrega péssima"), ("delight", "A entrega ótima")):
        assert title(ranked(said), rows([]), usages(said), kind=kind).text == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Hoje não dá para esperar mais um atendimento realmente excelente", "pt"),
     ("Hoy nunca se puede esperar de ellos una atención realmente excelente", "es"),
     ("You can't expect any more to get truly excellent service", "en")],
)  # fmt: skip
def test_a_title_never_drops_the_negation_before_it(text, lang):
    """Even where praise is looked for, no excellent service is made of a denied one."""
    said = rows([text, text], lang)
    found = title(ranked(said), rows([]), usages(said), kind="delight")
    assert found is None or any(is_a(word, lang, "NEGATIONS") for word in words(found.text))


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("muito bom", "pt", 1), ("não é bom", "pt", -1), ("sem problemas", "pt", 1),
        ("pésimo servicio", "es", -1), ("never a problem", "en", 1), ("a caixa azul", "pt", 0),
    ],
)  # fmt: skip
def test_leaning_counts_praise_and_blame_and_turns_at_negations(text, lang, expected):
    """The language files' words, by whole word or beginning; a negation turns what follows."""
    assert leaning(words(text), lang) == expected


# ---- quotes ------------------------------------------------------------------------------------


def test_quotes_come_from_different_people_first():
    """The second best of one person waits until everybody else was heard."""
    said = rows(
        ["Entrega muito atrasada mesmo.", "Pacote veio todo rasgado.", "Motorista foi grosseiro."]
    )
    said["person"] = ["ana", "ana", "rui"]
    said["valence"] = [-2.0, -1.9, -0.5]
    assert choose(ranked(said), 2)["person"].tolist() == ["ana", "rui"]
    assert choose(ranked(said), 3)["person"].tolist() == ["ana", "rui", "ana"]


def test_every_language_of_the_evidence_is_heard():
    """A milder quote in another language goes before a second strong one."""
    said = pd.concat(
        [
            rows(
                ["Entrega muito atrasada.", "Pacote veio rasgado.", "Motorista grosseiro."],
                "pt",
                -2,
            ),
            rows(["El paquete llegó tarde."], "es", -1, start=10),
        ],
        ignore_index=True,
    )
    assert set(choose(ranked(said), 2)["lang"]) == {"pt", "es"}


USUAL = [
    "A caixa chegou rasgada na entrega.", "Entrega com a caixa toda rasgada.",
    "Veio com a caixa rasgada e molhada.", "Caixa rasgada, entrega ruim.",
]  # fmt: skip


def test_a_quote_says_what_the_others_say():
    """Of equally strong sentences, one in words that others use too stands for them."""
    said = rows(["O elevador do prédio ficou riscado.", *USUAL])
    places = typical(said)
    assert places.argmin() == 0
    assert 0 <= places.min() < places.max() <= 1
    assert choose(ranked(said), 1)["text"].iloc[0] in USUAL
    assert said["text"].iloc[0] == ranked(said)["text"].iloc[0], "else the rank alone would do it"


def test_words_of_one_person_are_no_usual_words():
    """What somebody repeats is said by one; few rows of a language have no usual way."""
    said = rows(["Mesa torta.", "Mesa torta mesmo.", "Mesa torta demais.", *USUAL])
    said.loc[:2, "person"] = "p0"
    assert max(typical(said)[:3]) < min(typical(said)[3:])
    assert set(typical(rows(USUAL[:3]))) == {0.5}


def test_only_who_clearly_says_the_opposite_is_set_against_a_finding():
    """Felt by 1 or more, surely about the touchpoint, or decided by a person; and not who is quoted."""
    said = rows(["Gostei da entrega.", "Adorei a entrega.", "Entrega excelente."], valence=1.5)
    said = ranked(said.assign(score=0.9))
    best = said["utt_id"].iloc[0]
    assert clearest(said)["utt_id"].tolist() == [best]
    quoted = said[said["utt_id"] == best]
    assert clearest(said, quoted)["utt_id"].iloc[0] == said["utt_id"].iloc[1]
    assert clearest(said, said)["utt_id"].iloc[0] == best, "all are: better one of them than none"
    assert clearest(said.assign(valence=0.9)).empty
    assert clearest(said.assign(score=0.6)).empty
    by_hand = said.assign(valence=0.9, score=0.6, human=[[], ["kind"], []])
    assert clearest(by_hand)["utt_id"].tolist() == [said["utt_id"].iloc[1]]


def test_near_copies_are_quoted_once():
    """The same complaint pasted by three people is one quote."""
    said = rows(
        [
            "A entrega atrasou duas semanas!",
            "A ENTREGA ATRASOU DUAS SEMANAS",
            "a entrega atrasou, duas semanas",
        ]
    )
    assert len(choose(ranked(said), 3)) == 1


def test_strong_sure_and_short_quotes_rank_first():
    """Feeling, the head's confidence and a readable length decide; ids break ties."""
    said = rows(["Pior entrega da minha vida toda.", "Entrega um pouco lenta desta vez.", "Ruim."])
    said["valence"] = [-2.0, -0.5, -2.0]
    assert ranked(said)["utt_id"].tolist() == ["u000", "u002", "u001"]
    unsure = rows(["Pior entrega da minha vida toda.", "Pior compra da minha vida inteira."])
    unsure["negative"] = [0.4, 0.9]
    assert ranked(unsure)["utt_id"].tolist() == ["u001", "u000"]


def test_quotes_that_name_the_touchpoint_rank_first():
    """Of two alike, the one that says 'entrega' stands for the delivery."""
    said = rows(["Demorou vinte dias, um absurdo total.", "Entrega em vinte dias, um absurdo."])
    assert ranked(said, Codebook.builtin()["delivery"])["utt_id"].tolist() == ["u001", "u000"]


def test_a_long_quote_is_cut_to_whole_clauses():
    """The cut is literal, ends where a clause ends and keeps what says most."""
    filler = "então, pois é, e tal, sei lá, "
    text = filler * 6 + "a transportadora perdeu o pacote e o atendimento desligou na minha cara."
    cut = shorten(text, "pt")
    assert len(cut) <= SHORT
    assert cut in text
    assert "transportadora perdeu o pacote" in cut
    assert cut.endswith("na minha cara.")


@given(text=st.text(min_size=1, max_size=600))
def test_any_quote_is_a_literal_piece(text):
    """However wild the text, a shortened quote stands in it and is short."""
    cut = shorten(text, "pt")
    assert cut in text
    assert len(cut) <= SHORT or text == cut


@given(text=st.text(max_size=80))
def test_words_stand_where_they_say(text):
    """Spans are in order, inside the text and never empty."""
    at = 0
    for word in words(text):
        assert at <= word.start < word.end <= len(text)
        at = word.end


def test_alike_knows_copies_from_answers():
    """Case, accents and small words make no difference; other content does."""
    assert alike("A entrega atrasou!", "entrega ATRASOU", "pt")
    assert not alike("A entrega atrasou", "A entrega chegou cedo", "pt")
    assert alike("ok", "OK", "en")
    assert not alike("", "no", "en")
