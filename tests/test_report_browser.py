"""Pages opened in headless Chromium: no request, no console message, no sideways scroll, readable."""

import base64
import runpy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from cxlab.report import export, index, page, side, topiccards

BROWSER = runpy.run_path(str(Path(__file__).parent / "browser.py"))
SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
pytestmark = pytest.mark.browser
# WCAG 2.2: contrast of each visible text with the colour behind it, from the computed styles.
CONTRAST = """
const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
const light = rgb => { const [r, g, b] = rgb.slice(0, 3).map(v => { v /= 255;
  return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
const behind = element => { for (let one = element; one; one = one.parentElement) {
  const colour = parse(getComputedStyle(one).backgroundColor);
  if (colour.length < 4 || colour[3] > .99) return colour; } return [255, 255, 255]; };
const poor = [];
for (const element of document.querySelectorAll('main *')) {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!own || !element.getClientRects().length || element.closest('.cx-sr, details:not([open]) > :not(summary)')) continue;
  const style = getComputedStyle(element);
  const inside = element.namespaceURI.endsWith('svg');
  const a = light(parse(inside ? style.fill : style.color)), b = light(behind(element));
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) poor.push([element.className.baseVal ?? element.className, element.textContent.trim().slice(0, 40), ratio]);
}
return poor;
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = BROWSER["start"](tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report of each sample journey, and an index of them."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    journeys = {name: SAMPLES[name]() for name in ("full", "thin", "empty", "hostile")}
    journeys |= {"one": SAMPLES["stretched"](1), "twelve": SAMPLES["stretched"](12)}
    for name, journey in journeys.items():
        cells = []
        for show in (page.show, page.show_touchpoints, page.show_paths, page.show_method):
            data, metadata = show(journey, "pt")._repr_mimebundle_()
            cells.append(
                new_code_cell(
                    "x", outputs=[new_output("display_data", data=data, metadata=metadata)]
                )
            )
        nbformat.write(new_notebook(cells=cells), str(folder / f"{name}.ipynb"))
        made[name] = export.notebook_to_html(
            folder / f"{name}.ipynb", folder / f"{name}.html", lang="pt", title=journey.title
        )
    for name in ("topics", "hostile_topics"):
        made[name] = folder / f"{name}.html"
        body = topiccards.topics_html(SAMPLES[name](), "pt")
        made[name].write_text(index.whole_page(body, title=name, lang="pt"), encoding="utf-8")
    cards = [index.Card(one, f"{one}.html", SAMPLES[one]()) for one in ("full", "thin", "hostile")]
    cards.append(index.Card("quebrado", error="ReadError: a.docx <script>alert(1)</script>"))
    made["index"] = folder / "index.html"
    made["index"].write_text(index.index_html("Loja Aurora", cards, lang="pt"), encoding="utf-8")
    crowd = [
        replace(
            SAMPLES["stretched"](7), segment=f"s{one}", name={"pt": f"Aposentada desconfiada {one}"}
        )
        for one in range(8)
    ]
    sides = {
        "side": [SAMPLES[name]() for name in ("full", "thin", "empty")],
        "crowd": crowd,
        "long_side": [SAMPLES["stretched"](12), SAMPLES["hostile"]()],
    }
    for name, journeys_of in sides.items():
        made[name] = folder / f"{name}.html"
        cards = [index.Card(one.segment, "", one) for one in journeys_of]
        told = SAMPLES["differing"](journeys_of)
        made[name].write_text(side.side_html(name, cards, told, lang="pt"), encoding="utf-8")
    return made


def _open(chromium: Any, path: Path, *, width: int = 1440, dark: bool = False) -> None:
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    chromium.get(path.as_uri())


@pytest.mark.parametrize(
    "name", ["full", "thin", "empty", "hostile", "index", "hostile_topics", "side", "long_side"]
)
def test_no_request_leaves_a_page_and_nothing_complains(
    chromium: Any, pages: dict[str, Path], name: str
) -> None:
    """Everything opened, the browser has asked for the file alone and its console is silent."""
    asked, console = BROWSER["visit"](chromium, pages[name])
    assert asked == {pages[name].as_uri()}
    assert console == []


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize(
    "name",
    [
        "full",
        "hostile",
        "one",
        "twelve",
        "index",
        "topics",
        "hostile_topics",
        "side",
        "crowd",
        "long_side",
    ],
)
def test_a_page_never_scrolls_sideways(
    chromium: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    """On a telephone, a tablet and a screen, only the map's own box scrolls sideways."""
    _open(chromium, pages[name], width=width)
    for opened in ("false", "true"):
        chromium.execute_script(
            f"document.querySelectorAll('details').forEach(one => one.open = {opened})"
        )
        wide = chromium.execute_script("return document.scrollingElement.scrollWidth")
        assert wide <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["full", "thin", "index", "topics", "side"])
def test_text_has_enough_contrast(
    chromium: Any, pages: dict[str, Path], name: str, dark: bool
) -> None:
    """WCAG AA: 4.5 to 1 for all text, drawings included, in light and in dark."""
    _open(chromium, pages[name], dark=dark)
    chromium.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert chromium.execute_script(CONTRAST) == []


def test_the_curve_lies_on_the_columns_of_the_map(chromium: Any, pages: dict[str, Path]) -> None:
    """Each point stands over the middle of its stage, to the pixel."""
    for width in (1024, 1440):
        _open(chromium, pages["full"], width=width)
        stages, points = chromium.execute_script(
            """const middle = one => { const box = one.getBoundingClientRect(); return (box.left + box.right) / 2; };
            return [[...document.querySelectorAll('.cx-row-evidence td')].map(middle),
                    [...document.querySelectorAll('.cx-curve circle')].map(middle)];"""
        )
        assert len(stages) == len(points) == 7
        assert all(abs(one - other) < 2 for one, other in zip(stages, points, strict=True))


def test_a_headline_leads_to_its_opened_evidence(chromium: Any, pages: dict[str, Path]) -> None:
    """Following the link opens the finding on the map, without a script."""
    _open(chromium, pages["full"])
    target = chromium.execute_script(
        "return document.querySelector('.cx-headline a').getAttribute('href')"
    )
    chromium.execute_script("document.querySelector('.cx-headline a').click()")
    assert chromium.execute_script(
        "return document.querySelector(arguments[0]).closest('details').open", target
    )


def test_numbers_name_their_segment_where_no_heading_stands_above(
    chromium: Any, pages: dict[str, Path]
) -> None:
    """A wide matrix has its segments in the heading, and a mean with its interval on one line; on a telephone each cell says whose it is."""
    measure = """const at = one => one.getBoundingClientRect().bottom;
        return [...document.querySelectorAll('.cx-matrix td:has(b)')].slice(0, 3).map(cell =>
        [cell.querySelector('.cx-lived-who').getClientRects().length > 0,
         Math.abs(at(cell.querySelector('b')) - at(cell.querySelector('b + .cx-small')))]);"""
    for width, named in ((1440, False), (390, True)):
        _open(chromium, pages["side"], width=width)
        measured = chromium.execute_script(measure)
        assert len(measured) == 3
        assert all(said == named and apart < 6 for said, apart in measured), measured


def test_the_keyboard_goes_from_top_to_bottom(chromium: Any, pages: dict[str, Path]) -> None:
    """Tab visits links, the map and each summary in the order of the page, and all can be seen."""
    _open(chromium, pages["full"])
    order = chromium.execute_script(
        """const all = [...document.querySelectorAll('a[href], summary, [tabindex]')]
             .filter(one => one.getClientRects().length && !one.closest('details:not([open]) > :not(summary)'));
           return all.map(one => [one.tabIndex, one.getBoundingClientRect().width]);"""
    )
    assert len(order) > 30
    assert all(stop == 0 and width > 0 for stop, width in order)


@pytest.mark.parametrize(("paper", "most"), [((420, 297), 12), ((297, 210), 18)], ids=["A3", "A4"])
def test_print_is_a_poster_with_its_evidence(
    chromium: Any, pages: dict[str, Path], paper: tuple[int, int], most: int
) -> None:
    """On paper the evidence follows the map although nobody can open it there; always dark on white."""
    _open(chromium, pages["full"])
    printed = chromium.execute_cdp_cmd(
        "Page.printToPDF",
        {
            "paperWidth": paper[0] / 25.4,
            "paperHeight": paper[1] / 25.4,
            "printBackground": True,
        },
    )
    document = base64.b64decode(printed["data"])
    assert document.startswith(b"%PDF")
    assert 3 <= document.count(b"/Type /Page\n") <= most
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": [dark]})
    ink = "return getComputedStyle(document.querySelector('.cx h1')).color"
    assert chromium.execute_script(ink) == "rgb(27, 36, 39)"
    height = "return document.querySelector('.cx-appendix').getBoundingClientRect().height"
    assert chromium.execute_script(height) > 500
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen"})
    assert chromium.execute_script(height) == 0
