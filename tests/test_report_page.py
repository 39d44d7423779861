"""The pages of a study: what is on them, in which language, and what never is."""

import json
import re
import runpy
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cxlab import languages
from cxlab.report import accuracy, cells, channels, dress, index, page
from cxlab.report.words import Words, plain

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
VOID = {
    "meta",
    "link",
    "br",
    "img",
    "col",
    "circle",
    "line",
    "path",
    "polyline",
    "polygon",
    "rect",
    "use",
}
CASES = json.loads(
    (Path(__file__).parent / "cases" / "report_words.json").read_text(encoding="utf-8")
)


class Page(HTMLParser):
    """A parsed page: its elements with attributes, its text, its quotes with their language."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            inherited = self._open[-1][1] if self._open else ""
            self._open.append((tag, attributes.get("lang", inherited)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open:
            self.words.append((self._open[-1][0], self._open[-1][1], data.strip()))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(data for tag, _, data in self.words if tag != "style")


def whole(journey: object, lang: str = "pt") -> str:
    return (
        page.map_html(journey, lang)
        + page.touchpoints_html(journey, lang)
        + page.drivers_html(journey, lang)
        + page.promises_html(journey, lang)
        + page.opportunities_html(journey, lang)
        + page.paths_html(journey, lang)
        + page.method_html(journey, lang)
    )


# ---- labels -----------------------------------------------------------------------------------


def test_every_language_has_the_same_labels_with_the_same_values() -> None:
    """A label, and each value it takes, is there in all three languages."""
    reference = languages.of("en").LABELS
    for code in languages.CODES:
        labels = languages.of(code).LABELS
        assert labels.keys() == reference.keys()
        for key, text in labels.items():
            assert text.strip() or key == "thousands", key
            assert set(re.findall(r"\{(\w+)\}", text)) == set(
                re.findall(r"\{(\w+)\}", reference[key])
            ), key


def test_every_label_the_templates_ask_for_exists() -> None:
    """No page can fail on a label that was never written."""
    folder = Path(page.__file__).parent
    texts = [
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in {".j2", ".py"}
    ]
    asked = {
        key
        for text in texts
        for key in re.findall(r"\bw(?:ords)?\(\s*['\"](\w+)['\"]\s*[,)]", text)
    }
    assert len(asked) > 60
    assert asked <= set(languages.of("en").LABELS)


@pytest.mark.parametrize("case", CASES["numbers"], ids=lambda case: f"{case['lang']}-{case['say']}")
def test_numbers_dates_and_counts_follow_the_language(case: dict) -> None:
    """Decimal marks, plurals, minus signs and months are those of the report's language."""
    words = Words.of(case["lang"])
    assert getattr(words, case["say"])(*case["of"]) == case["expected"]


@pytest.mark.parametrize("case", CASES["plain"])
def test_plain_drops_what_cannot_be_shown_and_nothing_else(case: dict) -> None:
    """Control and direction marks go; accents, emoji and line ends stay."""
    assert plain(case["input"]) == case["expected"]


# ---- the map ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", languages.CODES)
@pytest.mark.parametrize("kind", ["full", "thin", "empty", "hostile"])
def test_any_journey_becomes_a_well_formed_page(kind: str, lang: str) -> None:
    """Rich, thin, empty or hostile: every element is closed in order, in each language."""
    assert Page(whole(SAMPLES[kind](), lang)).unbalanced == []


def test_hostile_text_is_never_live() -> None:
    """Scripts, handlers, styles and template marks of a study show as text, nowhere as markup."""
    html = whole(SAMPLES["hostile"]())
    parsed = Page(html)
    names = {name for name, _ in parsed.elements}
    assert not names & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "base",
        "meta",
    }
    for name, attributes in parsed.elements:
        assert not [key for key in attributes if key.startswith("on") or key == "data-evil"], (
            name,
            attributes,
        )
        assert not attributes.get("href", "#").startswith(("javascript", "http")), attributes
    assert "<script>alert('olá')</script>" in parsed.text
    assert "{{ 7*7 }}" in parsed.text
    assert "R$ 50 … R$ 30" in parsed.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b]", html)


@pytest.mark.parametrize("lang", languages.CODES)
def test_every_quote_carries_its_own_language(lang: str) -> None:
    """Each q and blockquote has a lang of its own, so that a screen reader changes its voice."""
    journey = SAMPLES["full"]("es")
    parsed = Page(page.map_html(journey, lang))
    quotes = [one for tag in ("q", "blockquote") for one in parsed.all(tag)]
    assert len(quotes) > 40
    assert {one.get("lang") for one in quotes} <= {"pt", "es", "en", "und"}
    said = {data: spoken for tag, spoken, data in parsed.words if tag in {"q", "p"}}
    assert said["Llevo tres semanas esperando el reembolso y nadie contesta."] == "es"
    assert said["Support answered in two minutes and solved it."] == "en"


def test_labels_follow_the_report_and_quotes_stay_in_their_language() -> None:
    """The same journey in three languages differs in its labels, never in what people said."""
    journey = SAMPLES["full"]()
    texts = {lang: Page(page.map_html(journey, lang)).text for lang in languages.CODES}
    for lang, text in texts.items():
        assert languages.of(lang).LABELS["lane_touchpoints"] in text
        assert "atrasou duas semanas e ninguém me avisou" in text
    assert "27 de 34 pessoas (79%)" in texts["pt"]
    assert "27 de 34 personas (79\u00a0%)" in texts["es"]
    assert "27 of 34 people (79%)" in texts["en"]


def test_effort_says_which_end_of_its_scale_is_which() -> None:
    """Seven may be very easy or very much effort: the scale's ends are told beside the number."""
    journey = SAMPLES["full"]()
    asked = replace(journey.stages[3], effort=SAMPLES["estimate"](2.4, 12))
    stages = (*journey.stages[:3], asked, *journey.stages[4:])
    text = Page(page.map_html(replace(journey, stages=stages, effort_scale=(5.0, 1.0)), "pt")).text
    assert re.search(r"Esforço\s+2,4\s+12 pessoas\s+5 = muito difícil, 1 = muito fácil", text)


def test_small_counts_are_people_and_never_percentages() -> None:
    """Below thirty people a share is said as people of people."""
    text = Page(page.map_html(SAMPLES["full"](), "pt")).text
    assert "12 de 14 pessoas" in text
    assert "12 de 14 pessoas (" not in text


def test_words_of_fewer_people_than_the_minimum_are_withheld() -> None:
    """Two people: no quote and no title in their words, and the page says why."""
    journey = SAMPLES["thin"]()
    parsed = Page(whole(journey, "es"))
    assert not parsed.all("q")
    assert not parsed.all("blockquote")
    assert "Menos de 5 personas" in parsed.text
    assert "atrasou duas semanas" not in parsed.text
    told = replace(journey, method={**journey.method, "shareable": False})
    assert Page(page.map_html(told, "es")).all("blockquote")


def test_a_finding_opens_on_its_evidence_and_on_who_disagrees() -> None:
    """Source, file, time code, context and the contradicting quote stand in the same element."""
    html = page.map_html(SAMPLES["full"](), "pt")
    start = html.index('<details class="cx-finding')
    block = html[html.index("atrasou duas semanas e ninguém", start) :]
    block = Page(block[: block.index("</details>")]).text
    for part in ("27 de 34 pessoas", "32 menções", "−1,3 (−1,6 a −1,0)", "entrevistas/entrevista_03.vtt",
                 "00:03:12", "E como foi a entrega?", "avaliacoes.csv", "linha 3",
                 "Quem diz o contrário", "2 pessoas discordam", "observado"):  # fmt: skip
        assert part in block, part
    against = block.split("Quem diz o contrário")[1]
    assert SAMPLES["full"]().stages[3].pains[0].counter.text in against


def test_interviewers_words_are_only_context() -> None:
    """What stands before and after a quote is marked as context and is never inside a quote."""
    parsed = Page(page.map_html(SAMPLES["full"](), "pt"))
    holders = {tag for tag, _, data in parsed.words if data == "E como foi a entrega?"}
    assert holders == {"span"}


def test_every_lane_is_there_even_when_empty() -> None:
    """An empty journey shows all its lanes, each saying that it is empty."""
    text = Page(page.map_html(SAMPLES["empty"](), "pt")).text
    labels = languages.of("pt").LABELS
    for key, label in labels.items():
        if key.startswith("lane_"):
            assert label in text, key
    empty = (
        "no_data",
        "no_pain",
        "no_delight",
        "not_written",
        "no_promise",
        "no_owner",
        "no_moment",
    )
    for key in (*empty, "no_opportunity", "no_blueprint"):
        assert labels[key] in text, key


def test_columns_of_the_map_are_those_of_the_journey() -> None:
    """Every lane has one cell per stage, or one across all of them."""
    journey = SAMPLES["full"]()
    html = page.map_html(journey, "pt")
    table = html[html.index('<table class="cx-map"') : html.index("</table>")]
    for row in re.findall(r"<tr class=\"cx-row.*?</tr>", table, re.S):
        if "cx-across" in row:
            assert f'colspan="{len(journey.stages)}"' in row
        else:
            assert row.count("<td ") == len(journey.stages)


def test_links_to_evidence_lead_somewhere() -> None:
    """Each link of a headline or a touchpoint names an element of the page, and no id is given twice."""
    parsed = Page(page.map_html(SAMPLES["full"](), "pt"))
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    every = [one["href"][1:] for one in parsed.all("a")]
    links = [one for one in every if not one.startswith("act-")]
    assert len(links) == 15  # five headlines, ten findings beside their touchpoints
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_action_of_the_map_leads_to_its_row_of_the_register() -> None:
    """Actions have the same number on the map and in the register, which says all that was written."""
    journey = SAMPLES["full"]()
    parsed = Page(page.map_html(journey, "pt"))
    register = Page(page.opportunities_html(journey, "pt"))
    rows = [one["id"] for one in register.all("tr") if "id" in one]
    assert [one["href"][1:] for one in parsed.all("a") if "#act-" in one["href"]] == rows
    numbered = [one["value"] for one in parsed.all("li") if "value" in one]
    assert numbered == ["1", "2"]
    for said in ("Avisar por mensagem", "Ninguém descobre", "5 de 5", "logística", "31 mar 2026"):
        assert said in register.text
    evidence = {one["id"] for _, one in parsed.elements if "id" in one}
    assert {one["href"][1:] for one in register.all("a")} <= evidence


def test_the_study_says_which_lanes_and_in_which_order() -> None:
    """Lanes left out are not drawn, the others come in the order asked for."""
    journey = replace(SAMPLES["full"](), lanes=("pains", "curve", "goals"))
    html = page.map_html(journey, "pt")
    assert re.findall(r'<tr class="cx-row cx-row-(\w+)', html) == ["pains", "curve", "goals"]
    assert '<tr class="cx-line-row' not in html


def test_the_lines_of_the_blueprint_stand_between_its_lanes() -> None:
    """Interaction above the frontstage, visibility above the backstage, internal above support."""
    html = page.map_html(SAMPLES["full"](), "pt")
    found = re.findall(r'<tr class="(?:cx-row cx-row-(\w+)|cx-line-row cx-line-(\w+))', html)
    names = [lane or f"line {line}" for lane, line in found]
    assert names[names.index("physical_evidence") :] == [
        "physical_evidence", "line interaction", "frontstage", "line visibility", "backstage",
        "line internal", "support", "evidence",
    ]  # fmt: skip
    assert "O entregador liga antes de sair" in Page(html).text


def test_a_promise_has_both_its_sides_quoted() -> None:
    """The table shows who says it was broken and who that it was kept, in words and with people."""
    journey = SAMPLES["full"]()
    [promise, untold] = [one for stage in journey.stages for one in stage.promises]
    parsed = Page(page.promises_html(journey, "pt"))
    assert promise.broken.text in parsed.text
    assert promise.kept.text in parsed.text
    assert "27 de 34 pessoas" in parsed.text
    assert "6 de 34 pessoas" in parsed.text
    assert untold.text["und"] in parsed.text
    assert parsed.text.count(languages.of("pt").LABELS["nobody_says"]) == 2


def test_moments_of_truth_are_pinned_to_the_curve_and_said_in_words() -> None:
    """A diamond with the touchpoint's name above its stage, and the same in the drawing's label."""
    html = page.map_html(SAMPLES["full"](), "pt")
    assert re.search(r'<text class="cx-moment"[^>]*>◆ Entrega</text>', html)
    label = re.search(r'class="cx-curve"[^>]*aria-label="([^"]*)"', html)
    assert label
    assert "Momentos da verdade: Entrega e Finalização da compra." in label[1]
    none = replace(SAMPLES["full"](), moments=())
    assert "◆" not in page.map_html(none, "pt")


def test_channels_are_dots_on_the_stages_with_a_table() -> None:
    """A dot per channel and stage, hollow for few people; the line goes through each stage's first."""
    journey = SAMPLES["full"]()
    svg = channels.channel_matrix(journey, Words.of("pt"))
    shown = channels.ranked(journey)[: channels.MOST]
    counts = [
        stage.channels[one] for stage in journey.stages for one in shown if one in stage.channels
    ]
    assert shown[0] == "app"  # 44 people, more than the carrier's 30
    assert svg.count("<circle") == len(counts)
    assert svg.count("cx-thin-dot") == sum(count < journey.min_people for count in counts)
    line = re.search(r'cx-swap" points="([^"]*)"', svg)
    assert line
    assert len(line[1].split()) == len(
        [one for one in journey.stages if set(one.channels) & set(shown)]
    )
    text = Page(page.map_html(journey, "pt")).text
    assert all(Words.of("pt").word("channel", one) in text for one in channels.ranked(journey))


def test_the_page_says_the_journey_in_a_sentence() -> None:
    """High point, low point and moments of truth, with their people."""
    said = cells.glance(SAMPLES["full"](), Words.of("en"))
    assert said == (
        "High point: Use (+1.1, 27 people). Low point: Receive (−1.2, 38 people). "
        "Moments of truth: Delivery and Checkout."
    )
    assert cells.glance(SAMPLES["empty"](), Words.of("en")) == ""


def test_a_map_of_what_should_be_says_so() -> None:
    """The header tells the current state from a planned one."""
    html = page.map_html(replace(SAMPLES["full"](), state="to_be"), "pt")
    assert languages.of("pt").LABELS["to_be"] in html
    assert languages.of("pt").LABELS["as_is"] not in html


def test_an_opened_touchpoint_tells_its_numbers_and_both_sides() -> None:
    """People, mentions, interval, grade, its quotes, the strongest against and what to trace."""
    journey = SAMPLES["full"]()
    html = page.map_html(journey, "pt")
    panel = html[html.index("<code>familias-com-pressa/receive/delivery</code>") - 6000 :]
    panel = panel[panel.rindex('<div class="cx-panel">', 0, 6000) : 6000]
    text = Page(panel).text
    cell = next(one for one in journey.stages[3].touchpoints if one.touchpoint == "delivery")
    assert "34 pessoas" in text
    assert "68 menções" in text
    assert Words.of("pt").estimate(cell.valence) in text
    assert cell.quotes[0].text in text
    assert cell.counter.text in text
    assert "2 pessoas discordam" in text


def test_more_findings_than_fit_are_one_click_away() -> None:
    """Findings on too few people wait behind a word and are not lost."""
    split = cells.split(SAMPLES["full"]().stages[3].pains)
    assert [one.touchpoint for one in split.shown] == ["delivery", "tracking"]
    assert [one.touchpoint for one in split.rest] == ["courier"]


def test_a_title_in_customers_words_is_quoted_in_their_language() -> None:
    """A title that is only the touchpoint's name is no quote."""
    journey = SAMPLES["full"]("en")
    by_name = {one.touchpoint: one for one in journey.findings}
    phrase = cells.phrase_of(by_name["phone_support"], journey)
    assert phrase == cells.Phrase("explain the same problem to four different people", "en")
    named = replace(by_name["delivery"], title="Entrega")
    assert cells.phrase_of(named, journey) is None


# ---- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", languages.CODES)
def test_every_figure_has_words_and_a_table_twin(lang: str) -> None:
    """A figure's label says its numbers, and a table says them again."""
    journey = SAMPLES["full"]()
    html = whole(journey, lang)
    parsed = Page(html)
    words = Words.of(lang)
    drawn = [one for one in parsed.all("svg") if one.get("role") == "img"]
    # The miniature for telephones, channels, the curve, touchpoints, what moves the rating, moves, saturation.
    assert len(drawn) == 7
    heard, moves, channels = drawn.pop(), drawn.pop(), drawn.pop(1)
    assert words.people(30) in channels["aria-label"]
    assert words.how_many("interviews", 9) in heard["aria-label"]
    assert words.k_of_n(11, 14) in moves["aria-label"]
    assert f"<td>{words.k_of_n(11, 14)}</td>" in html
    for one in drawn:
        assert words.signed(-1.2) in one["aria-label"] or words.signed(-1.4) in one["aria-label"]
        assert words.people(38) in one["aria-label"] or words.people(34) in one["aria-label"]
    for one in parsed.all("svg"):
        assert one.get("role") == "img" or one.get("aria-hidden") == "true"
    # The curve, channels, the journey in a few stages, the touchpoints, how often it errs, saturation.
    assert html.count('<details class="cx-twin">') == 6
    receive = words.interval(journey.stages[3].valence.low, journey.stages[3].valence.high)
    assert f"<td>{receive}</td>" in html


def test_moves_of_few_people_are_only_counted() -> None:
    """A move of fewer people than the minimum is on no page; that there are more is said."""
    journey = SAMPLES["full"]()
    assert [one.people for one in journey.paths.moves] == [11, 9, 6, 5, 2]
    text = Page(page.paths_html(journey, "pt")).text
    assert "Pedir ajuda → Receber" in text
    assert "Usar → Descobrir" not in text
    assert "Mais 1, de menos pessoas" in text
    assert "Menos de 5 pessoas" in Page(page.paths_html(SAMPLES["thin"](), "pt")).text


def test_synthetic_data_are_marked_on_every_figure() -> None:
    """The mark is drawn inside each figure, where a copy of it takes it along."""
    html = whole(SAMPLES["full"](), "pt")
    figures = re.findall(
        r'<svg class="cx-(?:curve|curve cx-arcs|sparkline|chart)".*?</svg>', html, re.S
    )
    assert len(figures) == 4
    assert all("Dados sintéticos" in figure for figure in figures)
    assert "Dados sintéticos" not in whole(SAMPLES["full"](synthetic=False), "pt")


def test_the_same_journey_gives_the_same_bytes() -> None:
    """Nothing on a page depends on the clock, on chance or on the order of a set."""
    first, second = whole(SAMPLES["full"]()), whole(SAMPLES["full"]())
    assert first == second
    body = first.replace(dress.style_element(), "")  # which stands once on a page
    assert len(body.encode()) < 250_000


def test_a_map_of_very_many_findings_shows_fewer_quotes_of_each() -> None:
    """The page stays small enough to send; every finding is there and says how much of it is shown."""
    whole = SAMPLES["full"]()
    [pain, *_] = whole.stages[3].pains
    words_of = "palavra " * 25
    quotes = tuple(
        replace(one, text=f"{words_of}{at}", before=words_of, after=words_of)
        for at, one in enumerate(pain.quotes)
    )
    many = tuple(
        replace(pain, finding_id=f"f{number}", quotes=quotes, people=20) for number in range(220)
    )
    stages = [replace(one, pains=many) if one.stage == "receive" else one for one in whole.stages]
    journey = replace(whole, stages=tuple(stages), headlines=())
    html = page.map_html(journey, "pt")
    assert len(html.encode()) < 1_000_000
    assert html.count('<details class="cx-finding cx-pain"') >= 220
    said = languages.of("pt").LABELS["shown_of"].format(shown=1, all=len(pain.utt_ids))
    assert html.count(said) >= 220
    assert page.map_html(whole, "pt").count(said) == 0


def test_a_card_of_the_index_tells_findings_apart_and_names_the_moments_of_truth() -> None:
    """Two pains of one touchpoint carry their themes; moments of truth stand on the card."""
    journey = SAMPLES["full"]()
    [first, second, *rest] = journey.stages[3].pains
    late = replace(first, theme="late", severity=99.0)
    twice = (late, replace(second, touchpoint="delivery", severity=98.0), *rest)
    stages = [
        replace(one, pains=twice) if one.stage == "receive" else one for one in journey.stages
    ]
    made = index.index_html(
        "Loja", [index.Card("a", "a.html", replace(journey, stages=tuple(stages)))], lang="pt"
    )
    text = Page(made).text
    assert "Entrega · Tarde ou nunca" in text
    assert "Momentos da verdade: Entrega e Finalização da compra." in text


def test_style_is_kept_to_our_own_elements() -> None:
    """In a notebook the stylesheet changes nothing but our own output, and loads nothing."""
    style = dress.stylesheet()
    assert "url(" not in style
    assert "@import" not in style
    selectors = re.findall(r"([^{}@;]+)\{", re.sub(r"@[^{;]+[{;]", "", style))
    for selector in selectors:
        for one in selector.split(","):
            assert one.strip().startswith(".cx") or not one.strip(), one


# ---- method -----------------------------------------------------------------------------------


def test_method_prints_measured_accuracy_per_language() -> None:
    """Each head's figure stands under its language, with the size of its test."""
    parsed = Page(page.method_html(SAMPLES["full"](), "pt"))
    assert "73% (0,55)" in parsed.text
    assert "português 480 frases" in parsed.text
    assert "Etapa" in parsed.text
    unknown = Page(page.method_html(SAMPLES["empty"](), "pt")).text
    assert "não medido" in unknown


def test_accuracy_table_takes_plain_numbers_and_gaps() -> None:
    """A number is a share; a language without a figure says that it was not measured."""
    heads, rows = accuracy.accuracy_table(
        {"gap": {"pt": 0.9, "es": None}, "note": "x"}, Words.of("en")
    )
    assert heads == [("Portuguese", ""), ("Spanish", "")]
    assert rows == [("Promise compared", ["90%", "not measured"])]


def test_method_tells_kinds_of_source_varieties_and_sources_never_seen() -> None:
    """Each kind of source of the segment has its accuracy or says that nobody measured it."""
    blocks = dict(accuracy.group_table(SAMPLES["full"](), Words.of("en")))
    assert blocks["Kind of source"] == [
        ("review", "76%", "77%", "679"), ("chat", "86%", "86%", "36"),
        ("interview", "not measured", "not measured", "–"),
        ("survey", "not measured", "not measured", "–"),
    ]  # fmt: skip
    assert [row[0] for row in blocks["Variety of the language"]] == [
        "Brazilian Portuguese", "Spanish, variety not told",
    ]  # fmt: skip
    assert blocks["Sources the machine had never seen"] == [
        ("the one it read worst", "56%", "55%", "1,469"),
        ("the one it read best", "82%", "84%", "925"),
    ]
    assert accuracy.group_table(SAMPLES["empty"](), Words.of("en")) == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("pt", "com os erros da máquina, provavelmente 7 a 12 de 12 pessoas; entre pessoas como estas, 31 a 82%"),
        ("es", "con los errores de la máquina, probablemente 7 a 12 de 12 personas; entre personas como estas, 31 a 82\u00a0%"),
        ("en", "allowing for the machine's errors, probably 7 to 12 of 12 people; among people such as these, 31 to 82%"),
    ],
)  # fmt: skip
def test_a_finding_says_what_the_count_becomes_with_the_machines_errors(
    lang: str, said: str
) -> None:
    """The count stands on the card as it was made; its correction stands in the opened proof."""
    html = page.map_html(SAMPLES["full"](), lang)
    assert said in Page(html).text
    assert not re.search(r"<summary>(?:(?!</summary>).)*" + re.escape(said[:20]), html, re.S)


def test_method_says_that_intervals_allow_for_the_machines_errors() -> None:
    """One sentence says what was done; without measured errors nothing is claimed."""
    assert "Intervals also allow for" in page.method_html(SAMPLES["full"](), "en")
    assert "Intervals also allow for" not in page.method_html(SAMPLES["empty"](), "en")


def test_the_maintainers_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code block of the room's README draws a page."""
    readme = Path(page.__file__).parent / "README.md"
    block = re.search(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.S)
    assert block
    monkeypatch.chdir(Path(__file__).parents[1])
    exec(block[1], {})
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
