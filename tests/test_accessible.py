"""Pages for everybody: axe finds nothing, and what axe cannot see is asked of the browser itself.

axe-core comes inside axe-playwright-python; Playwright itself is not used.
"""

import re
import runpy
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from cxlab.report import export, index, page, side, topiccards

TESTS = Path(__file__).parent
BROWSER = runpy.run_path(str(TESTS / "browser.py"))
SAMPLES = runpy.run_path(str(TESTS / "report_samples.py"))
pytestmark = pytest.mark.browser
JOURNEY = TESTS.parent / "notebooks" / "journey.ipynb"
OPEN = "document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true; })"
# Every rule of axe is on, best practices too, but the one below.
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {rules: {'color-contrast-enhanced': {enabled: false}}, resultTypes: ['violations']}).then(({violations}) =>
  done(violations.map(one => [one.id, one.impact, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary])));
"""
# Each stop of the Tab key as the keyboard reaches it.
STOPS = """
return [...document.querySelectorAll('a[href], summary, [tabindex]')].filter(one => one.checkVisibility());
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = BROWSER["start"](tmp_path_factory.mktemp("profile"))
    driver.set_script_timeout(120)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each kind of page, the maps with all that their notebook shows."""
    folder = tmp_path_factory.mktemp("pages")
    source = "".join(cell.source for cell in nbformat.read(str(JOURNEY), as_version=4).cells)
    shows = [getattr(page, name) for name in re.findall(r"page\.(show\w*)\(view\.journey", source)]
    assert len(shows) >= 4
    made = {}
    for name in ("full", "thin", "empty", "hostile"):
        journey = SAMPLES[name]()
        outputs = [show(journey, "pt")._repr_mimebundle_() for show in shows]
        cells = [
            new_code_cell(
                "x", outputs=[new_output("display_data", data=data, metadata=metadata)]
            )
            for data, metadata in outputs
        ]  # fmt: skip
        nbformat.write(new_notebook(cells=cells), str(folder / f"{name}.ipynb"))
        made[name] = export.notebook_to_html(
            folder / f"{name}.ipynb", folder / f"{name}.html", lang="pt", title=journey.title
        )
    journeys = [SAMPLES[name]() for name in ("full", "thin", "empty")]
    told = SAMPLES["differing"](journeys)
    cards = [index.Card(one.segment, f"{one.segment}.html", one) for one in journeys]
    failed = index.Card("quebrado", error="ReadError: a.docx não é um zip")
    topics = topiccards.topics_html(SAMPLES["topics"](), "pt")
    for name, html in {
        "index": index.index_html("Loja Aurora", [*cards, failed], lang="pt", differences=told, side="side.html"),
        "side": side.side_html("Loja Aurora", [index.Card(one.segment, "", one) for one in journeys], told, lang="pt"),
        "topics": index.whole_page(topics, title="Temas", lang="pt"),
    }.items():  # fmt: skip
        made[name] = folder / f"{name}.html"
        made[name].write_text(html, encoding="utf-8")
    return made


def opened(
    chromium: Any, path: Path, *, width: int = 1440, height: int = 900, details: bool = False, **media: str
) -> None:  # fmt: skip
    """The page at that width, with those media features, its details open or as they come."""
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    chromium.get(path.as_uri())
    if details:
        chromium.execute_script(OPEN)


NAMES = ["full", "thin", "empty", "hostile", "index", "side", "topics"]


@pytest.mark.parametrize("width, scheme, details", [(1440, "light", True), (390, "dark", False)])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(
    chromium: Any, pages: dict[str, Path], name: str, width: int, scheme: str, details: bool
) -> None:
    """No violation of WCAG 2.2 A and AA nor of axe's best practices, with all details open or as they come."""
    opened(chromium, pages[name], width=width, details=details, prefers_color_scheme=scheme)
    chromium.execute_script((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert chromium.execute_async_script(AXE) == []


def test_axe_would_have_found_it(chromium: Any, tmp_path: Path) -> None:
    """A page with faults has violations: the test above can fail."""
    path = tmp_path / "x.html"
    path.write_text('<html><title>x</title><img src="data:,"><h4>a</h4><a href="#">b</a>', encoding="utf-8")  # fmt: skip
    opened(chromium, path)
    chromium.execute_script((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = {one[0] for one in chromium.execute_async_script(AXE)}
    assert {"image-alt", "html-has-lang", "page-has-heading-one", "region"} <= found


@pytest.mark.parametrize("name", NAMES)
def test_headings_go_down_by_one(chromium: Any, pages: dict[str, Path], name: str) -> None:
    """One h1 at most, first; no level is left out, so that a reader of headings misses nothing."""
    opened(chromium, pages[name], details=True)
    levels = chromium.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(one => one.checkVisibility()).map(one => +one.localName[1])"
    )
    assert levels.count(1) <= 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_customer_says_its_language(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """Each quote has a `lang` of its own: a screen reader changes its voice."""
    opened(chromium, pages[name])
    said = "return [...document.querySelectorAll('q, blockquote')].map(one => one.lang)"
    assert set(chromium.execute_script(said)) <= {"pt", "es", "en", "und"}


@pytest.mark.parametrize("name", ["full", "index", "side", "topics"])
def test_a_figure_says_its_numbers_and_a_table_says_them_again(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """Each drawing is hidden beside its numbers, or its label has numbers that stand in the page's text."""
    opened(chromium, pages[name])
    drawn = chromium.execute_script(
        "return [...document.querySelectorAll('svg:not(svg svg)')].map(one => [one.getAttribute('role'), one.ariaLabel || '', !!one.closest('[aria-hidden=true]')])"
    )
    text = chromium.execute_script(
        "return [...document.querySelectorAll('main td, main th, main li, main p')].map(one => one.textContent).join(' ')"
    )
    for role, label, hidden in drawn:
        if hidden:
            continue
        assert role == "img"
        numbers = re.findall(r"[+−]?\d+(?:,\d+)?", label)
        assert len(numbers) >= 4 or "sem dados" in label, label
        # A card's miniature is the curve of the page it leads to, whose table has its numbers.
        missing = [one for one in numbers if one not in text and name != "index"]
        assert not missing, (label, missing)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["full", "index", "side", "topics"])
def test_what_is_pressed_is_large_enough(
    chromium: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    """WCAG 2.2, 2.5.8: 24 px each way, or in a line of text, or so far from the next that 24 px fit."""
    opened(chromium, pages[name], width=width, details=True)
    small = chromium.execute_script(
        """
        const all = [...document.querySelectorAll('a[href], summary')].filter(one => one.checkVisibility());
        const boxes = all.map(one => one.getBoundingClientRect());
        const apart = (a, b) => { // a circle of 24 px in the middle of a against the box of b
          const x = (a.left + a.right) / 2, y = (a.top + a.bottom) / 2;
          return Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom)) >= 12; };
        return all.filter((one, at) => boxes[at].height < 23.9 || boxes[at].width < 23.9).filter((one, at) => {
          const box = one.getBoundingClientRect();
          return !boxes.every((other, there) => all[there] == one || all[there].contains(one) || one.contains(all[there]) || apart(box, other));
        }).map(one => [one.localName, one.textContent.trim().slice(0, 60), one.getBoundingClientRect().height]);
        """
    )
    assert small == []


@pytest.mark.parametrize("name", ["full", "index", "side", "topics"])
def test_the_keyboard_reaches_all_in_order_and_shows_where_it_is(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """Tab goes down the page as it is read; what has the focus has an outline of at least two pixels."""
    opened(chromium, pages[name])
    keys = {"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
    where = """
        const one = document.activeElement, style = getComputedStyle(one);
        const all = [...document.querySelectorAll('a[href], summary, [tabindex]')].filter(each => each.checkVisibility());
        return [all.indexOf(one), style.outlineStyle, parseFloat(style.outlineWidth), one.tabIndex, all.length];"""
    last = -1
    for _ in range(25):
        chromium.execute_cdp_cmd("Input.dispatchKeyEvent", keys)
        at, style, wide, order, count = chromium.execute_script(where)
        assert at == last + 1
        assert style not in {"none", "hidden"}
        assert wide >= 2
        assert order == 0
        last = at
        if at == count - 1:
            break


@pytest.mark.parametrize("name", ["full", "thin", "index", "side", "topics"])
def test_a_page_reflows_at_four_hundred_percent(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """WCAG 1.4.10: at 320 px nothing but boxes made to scroll goes sideways, and no text is cut off."""
    opened(chromium, pages[name], width=320, height=256, details=True)
    wide, cut = chromium.execute_script(
        """
        const scrolls = one => { for (let each = one; each; each = each.parentElement)
          if (['auto', 'scroll'].includes(getComputedStyle(each).overflowX)) return true; return false; };
        const texts = [...document.querySelectorAll('main *')].filter(one => one.checkVisibility() && !one.closest('svg, .cx-sr')
          && [...one.childNodes].some(node => node.nodeType == 3 && node.textContent.trim()));
        return [document.scrollingElement.scrollWidth, texts.filter(one => !scrolls(one)
          && one.getBoundingClientRect().right > 321).map(one => one.textContent.trim().slice(0, 60))];
        """
    )
    assert wide <= 320
    assert cut == []


def test_nothing_moves_for_who_wants_no_motion(chromium: Any, pages: dict[str, Path]) -> None:
    """With reduced motion nothing is animated and nothing glides."""
    for name in NAMES:
        opened(chromium, pages[name], prefers_reduced_motion="reduce")
        moving = chromium.execute_script(
            """return [...document.querySelectorAll('*')].filter(one => { const style = getComputedStyle(one);
            return style.animationName != 'none' || parseFloat(style.transitionDuration) > 0.01 || style.scrollBehavior == 'smooth'; }).length"""
        )
        assert moving == 0


@pytest.mark.parametrize("name", ["full", "index", "side"])
def test_forced_colours_keep_words_and_lines(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """In a high-contrast mode texts, drawings' words and lines take the system's colours and stand out."""
    opened(chromium, pages[name], forced_colors="active", prefers_color_scheme="dark")
    lost = chromium.execute_script(
        """
        const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
        const behind = one => { for (let each = one; each; each = each.parentElement) {
          const colour = parse(getComputedStyle(each).backgroundColor); if (colour.length < 4 || colour[3] > .9) return colour; } return [0, 0, 0]; };
        return [...document.querySelectorAll('main svg text:not(.cx-inside), main svg .cx-line, main svg .cx-point')].filter(one => one.checkVisibility()).filter(one => {
          const style = getComputedStyle(one), paper = behind(one);
          return [style.fill, style.stroke].filter(ink => ink.startsWith('rgb')).map(parse)
            .every(ink => ink.slice(0, 3).every((value, at) => Math.abs(value - paper[at]) < 60)); }).map(one => one.outerHTML.slice(0, 80));
        """
    )
    assert lost == []
