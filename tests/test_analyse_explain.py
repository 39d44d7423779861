"""Why texts belong together: collocations beside NLTK's own, phrases in their contexts."""

import pytest

from cxlab.analyse.explain import COLLOCATIONS, CONCORDANCE, collocations, concordance

TEXTS = [
    "O cartão de crédito foi recusado", "Meu cartão de crédito venceu", "Cartão do crédito, de novo",
    "O crédito acabou", "Perdi o cartão", "A tela do celular quebrou", "Celular sem tela",
]  # fmt: skip


def test_words_that_stand_together_are_found_over_the_words_between():
    """ "cartão de crédito" is one thing, however its words are joined."""
    found = collocations(TEXTS, ["pt"] * len(TEXTS))
    assert found["words"].tolist() == ["cartão de crédito"]
    assert found["uses"].tolist() == [3]
    assert 0 < found["npmi"].iloc[0] <= 1


def test_measures_are_those_of_nltk_on_the_same_counts():
    """G2 of the pair by the counts of its words among all words of content."""
    from nltk.metrics import BigramAssocMeasures

    found = collocations(TEXTS, ["pt"] * len(TEXTS)).iloc[0]
    # cartão 4, crédito 4, together 3, of 18 words of content.
    content = "cartão crédito recusado cartão crédito venceu cartão crédito novo crédito acabou perdi cartão tela celular quebrou celular tela"
    n = len(content.split())
    assert found["g2"] == pytest.approx(
        BigramAssocMeasures.likelihood_ratio(3, (4, 4), n), abs=0.05
    )


def test_copies_of_a_text_count_once():
    """A pasted complaint makes no collocation."""
    assert collocations(["A tampa azul rachou"] * 9, ["pt"] * 9).empty


def test_each_language_has_its_own():
    """Languages are not mixed, and come in their order."""
    texts = [
        "the credit card failed",
        "my credit card",
        "tarjeta de crédito",
        "la tarjeta de crédito no pasa",
    ]
    found = collocations(texts, ["en", "en", "es", "es"])
    assert found[["lang", "words"]].values.tolist() == [
        ["es", "tarjeta de crédito"],
        ["en", "credit card"],
    ]


def test_a_phrase_is_found_in_all_its_forms_with_its_place():
    """Each line can be traced: id, start and end are those of the words shown."""
    texts = ["Os prazos de entrega mudaram", "Sem prazo", "Perdi o PRAZO DA ENTREGA outra vez"]
    found = concordance(texts, ["a", "b", "c"], "prazo de entrega", "pt")
    assert list(found.columns) == list(CONCORDANCE)
    assert found["utt_id"].tolist() == ["a", "c"]
    for line in found.itertuples():
        text = dict(zip("abc", texts, strict=True))[line.utt_id]
        assert text[line.start : line.end] == line.hit
        assert f"{line.left}{line.hit}{line.right}" == text


def test_long_contexts_are_cut_between_words():
    """A line fits the page and no word is broken."""
    text = " ".join(["palavra"] * 40) + " o reembolso veio " + " ".join(["depois"] * 40)
    [line] = concordance([text], ["u"], "reembolso", "pt").itertuples()
    assert line.left.startswith("… palavra ")
    assert line.right.endswith("depois …")
    assert max(len(line.left), len(line.right)) < 60


@pytest.mark.parametrize("phrase", ["", "de", "não existe aqui", "<b>", "(", "\ud83d"])
def test_a_phrase_nobody_uses_has_no_lines(phrase):
    """No match and no phrase at all are an empty table."""
    assert concordance(["O prazo venceu"], ["u"], phrase, "pt").empty


def test_nothing_said_nothing_found():
    """Empty studies have tables without rows."""
    assert list(collocations([], []).columns) == list(COLLOCATIONS)
    assert collocations(["", "<script>", "\x00"], None).empty
