"""Topic cards: every text is text, few people are not quoted, words keep their language."""

import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from cxlab import languages
from cxlab.report.topiccards import show, topics_html

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", html, flags=re.S))


@pytest.mark.parametrize("lang", languages.CODES)
def test_a_card_tells_name_people_feeling_and_words(lang):
    """In the reader's language, with the names of the other two beside."""
    html = topics_html(SAMPLES["topics"](), lang)
    text = text_of(html)
    for name in ("prazo de entrega, atraso", "plazo de entrega", "delivery date"):
        assert name in text
    assert '<blockquote lang="es"><p>Llevo tres semanas' in html
    assert {"pt": "21 de 448 pessoas", "es": "21 de 448 personas", "en": "21 of 448 people"}[
        lang
    ] in text
    assert "prazo de entrega</th>" in html  # the phrase in its context
    assert re.search(r"41\b", text)


def test_few_people_are_counted_and_not_quoted():
    """Below the study's minimum a card shows no sentence, phrase or context."""
    html = topics_html(
        replace(SAMPLES["topics"](people=4), cards=SAMPLES["topics"](people=4).cards[:1]), "pt"
    )
    assert "4 de 448 pessoas" in html
    for text in (SAMPLES["SAID"]["pt"][0], "ninguém cumpriu", '<table class="cx-kwic">'):
        assert text not in html


def test_hostile_text_is_never_live():
    """Scripts, handlers and template marks show as text."""
    html = topics_html(SAMPLES["hostile_topics"](), "pt").split("</style>", 1)[1]
    assert not re.search(r"<(script|img|iframe|/style)", html)
    assert not re.search(r"<[^>]*\son\w+=\"", html)
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert not re.search("[\u202a-\u202e\x00-\x08\x0b]", html)


def test_the_synthetic_study_says_so():
    """Made-up data are marked on the cards as on every map."""
    page = SAMPLES["topics"]()
    assert "Dados sintéticos" in topics_html(page, "pt")
    assert "Dados sintéticos" not in topics_html(replace(page, synthetic=False), "pt")


def test_a_study_without_topics_says_so():
    """No table, no card, one sentence; an unknown stability is left out."""
    page = replace(SAMPLES["topics"](), cards=[], stability=None)
    assert "Nenhum tema foi encontrado." in topics_html(page, "pt")


def test_the_same_topics_give_the_same_bytes():
    """Nothing depends on the clock or on chance."""
    first, second = (topics_html(SAMPLES["topics"](), "es") for _ in range(2))
    assert first == second


def test_a_notebook_shows_the_cards_as_ours():
    """The exporter lets through what this room made."""
    data, metadata = show(SAMPLES["topics"](), "pt")._repr_mimebundle_()
    assert "cx-topic" in data["text/html"]
    assert metadata == {"cxlab": {"report": True}}
