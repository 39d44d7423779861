"""The poster of a map: everything fits, nothing runs, and what must not be said is not."""

import re
import runpy
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.journey.model import Moment
from cxlab.report import lettering, poster
from cxlab.report.lettering import width, wrapped
from cxlab.report.posterhand import PAD
from cxlab.report.words import Words

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
EVERY = {
    "full": SAMPLES["full"], "thin": SAMPLES["thin"], "empty": SAMPLES["empty"], "hostile": SAMPLES["hostile"],
    "stretched": lambda: SAMPLES["stretched"](12), "one": lambda: SAMPLES["stretched"](1),
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def drawn(journey, folder: Path, lang: str = "pt") -> str:
    return poster.draw_poster(journey, Words.of(lang), folder / "a.svg").read_text("utf-8")


def said(svg: str) -> str:
    """All texts of a drawing, one after another."""
    return " ".join(
        "".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text")
    )


@pytest.mark.parametrize("lang", ["pt", "es", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_everything_fits(name, lang):
    """The curve has its room, and every line of a cell the width of its column."""
    sheet = poster.lay_out(EVERY[name](), Words.of(lang))
    assert sheet.curve >= poster.LEAST_CURVE * sheet.scale
    room = sheet.column - 2 * PAD + 0.01
    cells = [cell for row in sheet.rows for cell in row.cells]
    lines = [line for cell in cells for block in cell for line in block.lines]
    lines += [line for name in sheet.chevrons for line in name]
    assert lines
    assert all(width(one.text, one.size, one.style) <= room for one in lines)
    if name != "hostile":
        longest = [word for one in sheet.journey.stages for word in one.names.get(lang, "").split()]
        shown = " ".join(line.text for name in sheet.chevrons for line in name).split()
        assert set(longest) <= set(shown), "a stage's name is broken within a word"


def test_the_map_is_on_the_poster(tmp_path):
    """Persona, n, sources, stages, people and means, findings with people, owners, grades, legend."""
    journey, words = SAMPLES["full"](), Words.of("pt")
    svg = drawn(journey, tmp_path)
    text = said(svg)
    expected = [
        "Marina, a mãe com pressa", "42", "entrevistas (entrevista, 9 pessoas)", "4 jan 2025", "Descobrir", "38 pessoas",
        "−1,2", "▼ ponto baixo", "▲ ponto alto", "Entrega", "▼ 27 de 34 pessoas (79%)", "▲ 16 de 22 pessoas",
        "logística, terceiros", "observado", "Dados sintéticos", "Responsável", "mais 1",
    ]  # fmt: skip
    assert [one for one in expected if one not in text] == []
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("lang") == "pt"
    assert "Receber: −1,2 (38 pessoas)" in root.get("aria-label")
    assert root.find(f"{SVG}title").text.endswith("Marina, a mãe com pressa")
    assert words("synthetic") not in said(drawn(replace(journey, synthetic=False), tmp_path))


def test_moments_of_truth_have_their_mark(tmp_path):
    """A diamond before the touchpoint, and one in the legend."""
    journey = replace(SAMPLES["full"](), moments=())
    assert "◆" not in said(drawn(journey, tmp_path))
    one = Moment("delivery", "receive", "data", "pain", journey.valence, journey.valence)
    text = said(drawn(replace(journey, moments=(one,)), tmp_path))
    assert "◆ Entrega" in text
    assert "Momento da verdade" in text


def test_lanes_that_a_study_hides_stay_away(tmp_path):
    """`report: {lanes: ...}` holds for the poster too."""
    journey = SAMPLES["full"]()
    kept = tuple(one for one in journey.lanes if one not in ("owner", "delights"))
    text = said(drawn(replace(journey, lanes=kept), tmp_path))
    assert "Responsável" not in text
    assert "▲ 16 de 22" not in text
    assert "▼ 27 de 34" in text


@pytest.mark.parametrize("lang", ["pt", "es", "en"])
def test_the_words_of_few_people_are_not_on_the_wall(lang, tmp_path):
    """Two people could be recognised by what they said."""
    text = said(drawn(SAMPLES["thin"](), tmp_path, lang)).replace(" ", "")
    quotes = [one for said in SAMPLES["SAID"].values() for one in said]
    assert not [one for one in quotes if one[:14].replace(" ", "") in text]


def test_hostile_texts_stay_texts(tmp_path):
    """No element or attribute of the drawing comes from a study."""
    root = ElementTree.fromstring(drawn(SAMPLES["hostile"](), tmp_path))
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "g", "path", "defs", "clipPath", "rect", "text", "title", "use"}
    for one in root.iter():
        assert not [name for name in one.attrib if name.lower().startswith("on")]
        links = [value for name, value in one.attrib.items() if name.endswith("href")]
        assert all(value.startswith("#") for value in links)
    assert "R$ 50 … R$ 30" in said(drawn(SAMPLES["hostile"](), tmp_path)).replace("\n", " ")


def test_a_poster_is_the_same_file_at_every_run(tmp_path):
    """SVG and PNG; the PNG is A3 at 200 dots per inch."""
    journey, words = SAMPLES["full"](), Words.of("es")
    for name in ("a.svg", "a.png"):
        first = poster.draw_poster(journey, words, tmp_path / name).read_bytes()
        assert poster.draw_poster(journey, words, tmp_path / name).read_bytes() == first
    assert first[16:24] == (3307).to_bytes(4, "big") + (2338).to_bytes(4, "big")
    text = drawn(journey, tmp_path)
    assert not re.search(r"<style|<metadata|20\d\d-\d\d-\d\dT", text)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=120),
    st.sampled_from(["normal", "bold", "said"]),
)
def test_lines_are_never_too_wide_and_lose_no_letter(text, style):
    """Words that are wider than the column are broken, not clipped."""
    lines = wrapped(text, 8, 20, style)
    assert all(width(one, 8, style) <= 20 for one in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_too_many_lines_end_in_an_ellipsis():
    """The last line kept says that there is more, within its room."""
    lines = wrapped("uma entrega que atrasou duas semanas e ninguém avisou", 9, 24, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert width(lines[1], 9) <= 24


def test_pictures_in_words_are_cut_off_at_the_ends_only():
    """What is left is still a literal piece of what was said."""
    assert lettering.drawable("😀 amei a loja 😀😀", "said") == "amei a loja"
    assert lettering.drawable("amei 😀 a loja", "said") == "amei 😀 a loja"
    assert lettering.drawable("😀", "said") == ""
