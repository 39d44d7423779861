"""Hostile texts in every place a page can show them: nothing runs, nothing is fetched, text stays text."""

import csv
import io
import json
import re
import runpy
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from openpyxl import load_workbook

import cxlab
from cxlab.journey.model import NO_FORMULAS, Journey
from cxlab.report import (
    chart,
    drawing,
    dress,
    export,
    index,
    moves,
    page,
    sheets,
    side,
    topiccards,
    workbook,
)
from cxlab.report.words import Words, plain
from cxlab.study import slug

TESTS = Path(__file__).parent
BROWSER = runpy.run_path(str(TESTS / "browser.py"))
SAMPLES = runpy.run_path(str(TESTS / "report_samples.py"))
HOSTILE = runpy.run_path(str(TESTS / "hostile.py"))
PAYLOADS: list[str] = HOSTILE["payloads"]()
SINGLE: list[str] = HOSTILE["single"]()
HOST = HOSTILE["HOST"]
BENIGN = "uma frase qualquer"
SHARE = 120  # payloads a page
# In every frame before anything else: whatever runs, asks, leaves or is refused by the policy is noted.
PROBE = """
const told = (what, said) => (top.noted ||= []).push([what, String(said)]);
window.ran = (...all) => told('ran', all);
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch', 'eval'])
  window[name] = (...all) => told('ran', name + all);
navigator.sendBeacon = (...all) => told('asked', all);
document.addEventListener('securitypolicyviolation', one => told('refused', one.violatedDirective + ' ' + one.blockedURI));
"""
# Where a probe's elements, or the attributes a text could have added or changed, are not the first probe's. What is open,
# and whether names are too long to stand above a curve, may differ.
CHANGED = """
const skeleton = probe => [...probe.querySelectorAll('*')].map(one => one.localName + [...one.attributes].map(
  ({name, value}) => name == 'open' ? '' : name == 'class' ? value.replace(' cx-listed', '') : ' ' + name + (/^(class|style|role|scope|colspan|lang|name|type|tabindex)$/.test(name) ? '=' + value
    : /href|src|action|data|poster|ping/.test(name) ? '=' + value.replace(/^#.*/s, '#') : '')).join(''));
const [first, ...others] = [...document.querySelectorAll('.probe')].map(skeleton);
return others.flatMap((one, at) => one.join() == first.join() ? []
  : [[at + 1, one.find((each, index) => each != first[index]), one.length - first.length]]);
"""
SAID = """
return [...document.querySelectorAll('.probe')].map(probe => [probe.textContent,
  [...probe.querySelectorAll('[aria-label], [alt], [title]')].flatMap(one =>
    ['aria-label', 'alt', 'title'].map(name => one.getAttribute(name) || '')).join(' ')]);
"""
# What a person's hand would set off, done to every element that listens.
TOUCH = """
for (const frame of document.querySelectorAll('iframe')) for (const one of frame.contentDocument?.querySelectorAll('*') || [])
  if ([...one.attributes].some(({name, value}) => name.startsWith('on') || /^.?java/.test(value))) {
    for (const {name} of one.attributes) if (name.startsWith('on')) one.dispatchEvent(new Event(name.slice(2)));
    if (one.click) one.click();
  }
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = BROWSER["start"](tmp_path_factory.mktemp("profile"))
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PROBE})
    yield driver
    driver.quit()


def watched(chromium: Any, path: Path, html: str) -> list[list[str]]:
    """Open the page and see everything on it opened: what ran, what was asked for, what was complained of."""
    path.write_bytes(html.encode("utf-8", "replace"))
    chromium.get("about:blank")  # what the page before still asks for is its own
    asked, console = BROWSER["visit"](chromium, path)
    title = chromium.title
    noted = chromium.execute_script("return window.noted || []")
    noted += [["asked", url] for url in sorted(asked - {path.as_uri()})]
    noted += [["console", one["message"]] for one in [*console, *chromium.get_log("browser")]]
    if chromium.current_url.partition("#")[0] != path.as_uri() or chromium.title != title:
        noted.append(["left", chromium.current_url])
    return noted


def bare(body: str) -> str:
    """A page with no policy at all, as a notebook's outputs stand in JupyterLab."""
    # What is not laid out runs and loads all the same, and thousands of elements are quick.
    head = '<meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"><style>.probe { display: none }</style>'
    return f'<!DOCTYPE html><html lang="pt"><head>{head}</head><body>{body}</body></html>'


def probes(make: Callable[[str], str], texts: Sequence[str]) -> str:
    style = dress.style_element()
    return "".join(f'<div class="probe">{make(one).replace(style, "")}</div>' for one in texts)


def squashed(text: str) -> str:
    """As text compares on a page: white space is one space; a word of a closed list shows no '_'."""
    return re.sub(r"\s+", " ", re.sub("[\u2068\u2069]", "", text).replace("_", " ")).strip()


def marks(said: str, text: str) -> set[str]:
    """The fields whose whole text is found there."""
    wanted = squashed(plain(text))
    return set(re.findall(rf"{re.escape(wanted)} ?‹([\w.: ]+)›", squashed(said)))


def small(journey: Journey) -> Journey:
    """One stage with one of each thing, so that a page can hold many journeys."""
    stage = next(one for one in journey.stages if one.stage == "receive")
    some = {
        name: value[:1]
        for name in stage.__dataclass_fields__
        if isinstance(value := getattr(stage, name), tuple)
    }
    for kind in ("pains", "delights"):
        some[kind] = tuple(replace(one, quotes=one.quotes[:1]) for one in some[kind])
    stage = replace(stage, **some)
    return replace(
        journey,
        stages=(stage,),
        headlines=stage.pains,
        sources=journey.sources[:1],
        paths=replace(journey.paths, moves=journey.paths.moves[:1]),
    )


def fragments(text: str) -> str:
    """All that a map's notebook shows, every text of it the hostile one."""
    journey = HOSTILE["spoil"](small(SAMPLES["full"]()), text)
    shows = [
        show
        for name, show in vars(page).items()
        if name.endswith("_html") and name != "touchpoints_html"
    ]
    assert len(shows) >= 3
    return "".join(show(journey, "pt") for show in shows)


def topic_fragment(text: str) -> str:
    topics = SAMPLES["topics"]()
    return topiccards.topics_html(
        HOSTILE["spoil"](replace(topics, cards=topics.cards[:1]), text), "pt"
    )


def frame_fragment(text: str) -> str:
    readable = text.encode("utf-8", "replace").decode()  # a table of pandas holds no lone surrogate
    return str(HOSTILE["spoil"](small(SAMPLES["full"]()), readable)._repr_html_())


def body_of(html: str) -> str:
    return html.partition("<body>")[2].partition("</body>")[0]


def compared(journey: Journey, *, least: float) -> pd.DataFrame:
    """A comparison in which that journey is lower at each of its stages and touchpoints."""
    places = [
        (stage.stage, name)
        for stage in journey.stages
        for name in ("", *(one.touchpoint for one in stage.touchpoints))
    ]
    rows = [
        {"stage": stage, "touchpoint": touchpoint, "segment": journey.segment, "people": 7, "mentions": 9, "valence": -1.0,
         "others_people": 9, "others_valence": 0.5, "difference": -1.5, "p": least, "q": least, "verdict": "lower"}
        for stage, touchpoint in places
    ]  # fmt: skip
    return pd.DataFrame(rows, dtype="object")


def index_fragment(text: str) -> str:
    said = [
        f"{text} ‹{name}›"
        for name in ("error", "file", "reason", "source", "segment", "study", "download")
    ]
    kept = HOSTILE["LISTS"] | {"kind"}
    journey = HOSTILE["spoil"](small(SAMPLES["full"]()), text, kept=kept)
    return body_of(index.index_html(
        said[5],
        [index.Card(journey.segment, "a.html", journey), index.Card(said[4], error=said[0])],
        lang="pt",
        differences=compared(journey, least=0.001),
        sources=[{"source": said[3], "kind": said[3], "file": said[1], "rows": 3}],
        quarantine=pd.DataFrame(dtype="object", data=[{"file": said[1], "line": 2, "byte": 0, "reason": said[2], "sample": text}]),
        downloads={said[6]: "x.csv"},
    ))  # fmt: skip


def side_fragment(text: str) -> str:
    kept = HOSTILE["LISTS"] | {"kind"}
    journey = HOSTILE["spoil"](small(SAMPLES["full"]()), text, kept=kept)
    html = side.side_html(
        f"{text} ‹study›", [index.Card(journey.segment, "", journey)], compared(journey, least=0.001), lang="pt",
        downloads={f"{text} ‹download›": "x.csv"},
    )  # fmt: skip
    return body_of(html)


SINKS: dict[str, tuple[list[str], Callable[[str], str], int]] = {
    # sink: its texts, how it is made, and how many fields at least must show
    "map, paths, method": (PAYLOADS, fragments, 50),
    "topics": (PAYLOADS, topic_fragment, 12),
    "index": (PAYLOADS, index_fragment, 9),
    "segments side by side": (PAYLOADS, side_fragment, 9),
    "the journey's own table": (
        SINGLE,
        frame_fragment,
        0,
    ),  # pandas shows a line end as '\\n' and cuts long texts
}


@pytest.mark.browser
@pytest.mark.parametrize("sink", list(SINKS))
def test_hostile_text_stays_text(chromium: Any, tmp_path: Path, sink: str) -> None:
    """Without any policy to help: same elements and attributes as with a harmless text, all of it readable."""
    payloads, make, least = SINKS[sink]
    path = tmp_path / "page.html"
    assert len(payloads) >= 500
    for first in range(0, len(payloads), SHARE):
        texts = [BENIGN, *payloads[first : first + SHARE]]
        assert watched(chromium, path, bare(probes(make, texts))) == []
        changed = chromium.execute_script(CHANGED)
        assert [(texts[at], *what) for at, *what in changed] == []
        said = chromium.execute_script(SAID)
        assert len(said) == len(texts)
        shown = [marks(one, BENIGN) if least else set() for one in said[0]]
        assert len(shown[0]) >= least
        for text, parts in zip(texts, said, strict=True):
            for part, wanted in zip(parts, shown, strict=True):
                lost = wanted - marks(part, text)
                # What begins like a date is shown as one where a date is expected.
                assert text.startswith("2025-") or not lost, (text, lost)


@pytest.mark.browser
def test_the_tests_see_what_runs(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With escaping turned off the same texts run, ask and change the page, and the tests say so."""
    raw = dress._environment().overlay(autoescape=False, finalize=None)
    monkeypatch.setattr(dress, "_environment", lambda: raw)
    path = tmp_path / "page.html"
    texts = [BENIGN, *(f"</p>{act}" for act in HOSTILE["CASES"]["actions"])]
    html = bare(probes(topic_fragment, texts))
    noted = watched(chromium, path, html)
    assert {f"{HOST}a.png", f"{HOST}a.js"} <= {said for what, said in noted if what == "asked"}
    assert sum(what == "ran" for what, _ in noted) > 20
    assert len(chromium.execute_script(CHANGED)) > 10
    # Even so the policy of a whole page lets none of it run and none of it out.
    policed = index.whole_page(probes(topic_fragment, texts), title="x", lang="pt")
    noted = watched(chromium, path, policed)
    counts = Counter(what for what, _ in noted)
    assert set(counts) == {"console", "refused", "asked"}
    assert counts["asked"] < counts["refused"]  # named by the browser's look-ahead, then refused


@pytest.mark.browser
def test_the_texts_are_live_where_nothing_stops_them(chromium: Any, tmp_path: Path) -> None:
    """The texts are no paper tigers: put raw into a page, at a touch, they run and ask."""
    values = '<p title="{}" tabindex=0>x</p><p title=\'{}\' tabindex=0>x</p><a href="{}">x</a>'
    places = ("<p>{}</p>", values, "<style>{}</style><script>var x = '{}'</script>")
    cases = HOSTILE["CASES"]
    groups = ("actions", "handlers", "markup", "styles", "addresses", "scripts")
    frames = "".join(
        f'<iframe srcdoc="{escape(place.replace("{}", text))}"></iframe>'
        for name in groups for text in cases[name] if "ran" in text or HOST in text
        for place in (places[2:] if name in {"styles", "scripts"} else places[:2])
    )  # fmt: skip
    noted = watched(chromium, tmp_path / "page.html", bare(frames))
    chromium.execute_script(TOUCH)
    ran = chromium.execute_script("return window.noted.filter(([what]) => what == 'ran').length")
    assert ran > 100
    assert Counter(what for what, _ in noted)["asked"] > 15


def named(texts: Sequence[str]) -> Journey:
    """A journey with a stage, a touchpoint and a move per text, called so."""
    whole = SAMPLES["stretched"](len(texts))
    stages = [
        replace(
            stage, stage=f"s{at}", names={"pt": text},
            touchpoints=(replace(stage.touchpoints[0], touchpoint=f"t{at}", names={"pt": text}, valence=stage.valence),),
        )
        for at, (stage, text) in enumerate(zip(whole.stages, texts, strict=True))
    ]  # fmt: skip
    steps = [
        replace(whole.paths.moves[0], start=f"s{at}", end=f"s{(at + 1) % len(texts)}")
        for at in range(len(texts))
    ]
    told = replace(whole.paths, moves=tuple(steps))
    return replace(whole, stages=tuple(stages), segment=texts[0], paths=told)


@pytest.mark.browser
def test_hostile_names_in_drawings(chromium: Any, tmp_path: Path) -> None:
    """Curve, miniature, moves and chart, in a page and as a file of their own: words, and nothing else."""
    words = Words.of("pt")
    drawn = []
    for draw, most in (
        (drawing.emotion_curve, 240), (drawing.sparkline, 240), (moves.arcs, 12), (chart.touchpoint_chart, chart.MOST)
    ):  # fmt: skip
        payloads = SINGLE if draw is chart.touchpoint_chart else PAYLOADS
        for start in range(0, len(payloads), most):
            texts = payloads[start : start + most]
            svg = draw(named(texts), words)
            label = squashed(ElementTree.fromstring(svg).get("aria-label", ""))
            assert not [text for text in texts if squashed(plain(text)) not in label]
            drawn.append(svg)
    assert (
        watched(
            chromium, tmp_path / "page.html", bare(f'<div class="probe">{"".join(drawn)}</div>')
        )
        == []
    )
    live = "return [...new Set([...document.querySelectorAll('*')].map(one => one.localName))]"
    kinds = set(chromium.execute_script(live))
    together = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    assert watched(chromium, tmp_path / "drawing.svg", together) == []
    kinds |= set(chromium.execute_script(live))
    assert kinds <= {"html", "head", "meta", "title", "link", "style", "body", "div", "svg", "g", "defs", "line", "path", "polygon",
                     "polyline", "circle", "ellipse", "rect", "text", "tspan", "use", "clipPath"}  # fmt: skip


def test_a_chart_keeps_names_that_look_like_its_own_style() -> None:
    """A touchpoint called like a colour or a font of the drawing is still called so."""
    whole = SAMPLES["full"]()
    for name in ("#1b2427", "font-family: X; abc", '<g id="text_1">', "a  b"):
        stage = whole.stages[0]
        cells = tuple(replace(one, names={"pt": name}) for one in stage.touchpoints)
        svg = chart.touchpoint_chart(
            replace(whole, stages=(replace(stage, touchpoints=cells),)), Words.of("pt")
        )
        told = [
            one.text for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        ]
        assert told.count(name) == len(cells), name


@pytest.mark.browser
def test_hostile_outputs_of_a_notebook(chromium: Any, tmp_path: Path) -> None:
    """What anybody's cells leave, and markdown, as the exporter shows them: harmless elements, no request."""
    words = Words.of("pt")
    shown = []
    for text in PAYLOADS:
        svg = f"<svg xmlns='http://www.w3.org/2000/svg'>{text}</svg>"
        for output in (
            new_output("display_data", data={"text/html": [f'<p title="{text}">', text, "</p>"]}),
            new_output("display_data", data={"text/markdown": text}),
            new_output("display_data", data={"text/plain": text}),
            new_output("display_data", data={"image/png": text}, metadata={"alt": text}),
            new_output("display_data", data={"image/svg+xml": svg.encode("utf-8", "replace").decode()}, metadata={"alt": text}),
            new_output("stream", name="stdout", text=text),
            new_output("error", ename=text, evalue=text, traceback=[text]),
        ):  # fmt: skip
            shown.append(export.output_html(output, words))
    body = f'<div class="probe">{"".join(shown)}</div>'
    assert watched(chromium, tmp_path / "x.html", bare(body)) == []
    tags, names, addresses = chromium.execute_script("""
        const all = [...document.querySelectorAll('.probe *')];
        return [[...new Set(all.map(one => one.localName))], [...new Set(all.flatMap(one => [...one.attributes].map(each => each.name)))],
                all.flatMap(one => ['href', 'src'].map(name => one.getAttribute(name)).filter(Boolean).map(one => one.slice(0, 11)))];""")
    assert set(tags) <= export._TAGS | {"img"}
    assert set(names) <= {
        "class",
        "tabindex",
        "lang",
        "title",
        "scope",
        "colspan",
        "rowspan",
        "src",
        "alt",
    }
    assert set(addresses) == {"data:image/"}
    text = squashed(chromium.execute_script("return document.body.textContent"))
    assert not [one for one in PAYLOADS if squashed(plain(one)) not in text]
    # And once through the notebook file and its template.
    cells = [
        new_code_cell("x", outputs=[new_output("display_data", data={"text/html": one})])
        for one in HOSTILE["CASES"]["markup"]
    ]
    cells += [new_markdown_cell(one) for one in HOSTILE["CASES"]["notebooks"]]
    nbformat.write(new_notebook(cells=cells), str(tmp_path / "x.ipynb"))
    path = export.notebook_to_html(tmp_path / "x.ipynb", tmp_path / "y.html", lang="pt", title="x")
    assert watched(chromium, path, path.read_text(encoding="utf-8")) == []


@pytest.mark.browser
def test_hostile_titles_and_addresses_of_pages(chromium: Any, tmp_path: Path) -> None:
    """The title of each kind of page is a title, whatever it says; the head keeps its elements."""
    nbformat.write(new_notebook(cells=[]), str(tmp_path / "x.ipynb"))
    chromium.get("data:text/html,<title>x</title>")
    heads = """return arguments[0].map(html => { const page = new DOMParser().parseFromString(html, 'text/html');
        return [page.title, [...page.querySelectorAll('*')].map(one => one.localName).join()]; });"""
    for first in range(0, len(PAYLOADS), 200):
        texts = [BENIGN, *PAYLOADS[first : first + 200]]
        pages = [index.whole_page("", title=text, lang="pt") for text in texts]
        for text in texts[::40]:
            path = tmp_path / "x.html"
            export.notebook_to_html(tmp_path / "x.ipynb", path, lang="pt", title=text, index=text)
            pages.append(path.read_text(encoding="utf-8"))
        pages = [one.replace(dress.page_style(), "") for one in pages]
        read = chromium.execute_script(heads, pages)
        for text, (title, kinds) in zip([*texts, *texts[::40]], read, strict=True):
            assert squashed(title) == squashed(plain(text))
            assert kinds == read[0][1] or (kinds == read[len(texts)][1])


def test_hostile_cells_of_tables(tmp_path: Path) -> None:
    """No cell of a csv starts a formula, in a program that parts columns at commas, semicolons or tabs."""
    path = sheets.write_csv(("text", "n"), [(text, -1.5) for text in PAYLOADS], tmp_path / "x.csv")
    raw = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))[1:]
    assert len(rows) == len(PAYLOADS)
    for text, (cell, number) in zip(PAYLOADS, rows, strict=True):
        assert number == "-1.5"
        assert squashed(cell.replace("'", "")) == squashed(plain(text).replace("'", ""))
    for mark in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(raw, newline=""), delimiter=mark):
            for cell in row:
                assert cell == "-1.5" or not re.match(r"\s*[=+\-@−＝＋－＠]", cell), cell


def test_hostile_cells_of_a_workbook(tmp_path: Path) -> None:
    """Every cell of an xlsx is read back as that text, none as a formula, a link or a number."""
    sheet = sheets.Sheet("textos", ("text", "n"), [(text, -1.5) for text in PAYLOADS])
    path = workbook.write_xlsx([sheet], tmp_path / "x.xlsx", title=PAYLOADS[0])
    page = load_workbook(path)["textos"]
    rows = list(page.iter_rows(min_row=2))
    assert len(rows) == len(PAYLOADS)
    for text, (cell, number) in zip(PAYLOADS, rows, strict=True):
        assert cell.value is None or cell.data_type in {"s", "inlineStr"}
        assert cell.hyperlink is None
        assert number.value == -1.5
        told = "" if cell.value is None else cell.value.replace("_x005F_", "_")
        assert squashed(told.lstrip("'")) == squashed(plain(text).lstrip("'")), text
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<f>" not in content
            assert b"<f " not in content
            ElementTree.fromstring(content)


def test_hostile_names_of_files() -> None:
    """Each name becomes a file name of its own that no system takes for anything else."""
    names = [slug(text) for text in PAYLOADS]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,66}[a-z0-9])?", name), name
        assert name not in {"index", "con", "nul", "aux", "prn", "com1", "lpt1"}


def test_hostile_parameters_of_a_notebook() -> None:
    """A segment's name goes into the notebook as one text, whatever code it looks like."""
    from papermill.translators import PythonTranslator

    for text in PAYLOADS:
        code = PythonTranslator.codify({"segment": text})
        scope: dict[str, Any] = {}
        exec(compile(code, "parameters", "exec"), {"__builtins__": {}}, scope)
        assert scope == {"segment": text}


def test_hostile_texts_survive_json() -> None:
    """A journey of hostile texts is read back from its JSON as it was."""
    journey = SAMPLES["full"]()
    stage = replace(
        journey.stages[0], quotes=tuple(SAMPLES["quote"](1, text=text) for text in PAYLOADS)
    )
    journey = replace(journey, stages=(stage,), method={text: text for text in PAYLOADS})
    assert Journey.from_dict(json.loads(json.dumps(journey.to_dict()))) == journey


def test_no_output_of_ours_holds_a_formula() -> None:
    """JupyterLab sets no formula out of 'R$ 5 ... R$ 6', whose links could run, in what we show there."""
    shown = [
        page.show(SAMPLES["full"](), "pt"),
        topiccards.show(SAMPLES["topics"](), "pt"),
        SAMPLES["full"](),
    ]
    for one in shown:
        assert re.match(rf'<div class="{NO_FORMULAS}">.*</div>$', one._repr_html_(), re.S)
    for path in (TESTS.parent / "notebooks").glob("*.ipynb"):
        source = path.read_text(encoding="utf-8")
        assert "import pandas" not in source or "html.use_mathjax = False" in source, path.name


@pytest.mark.browser
def test_endless_words_break_nothing(chromium: Any, tmp_path: Path) -> None:
    """Every text is one word of 100,000 characters: the page is small, opens in a moment, does not go sideways."""
    word = "w" * 100_000
    for make in (page.map_html, page.paths_html, page.method_html):
        spoilt = HOSTILE["spoil"](SAMPLES["full"](), word)
        html = index.whole_page(make(spoilt, "pt"), title="x", lang="pt")
        assert len(html.encode()) < export.MOST_BYTES
        for width in (1440, 390):
            screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
            chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            assert watched(chromium, tmp_path / "x.html", html) == []
            wide = chromium.execute_script("return document.scrollingElement.scrollWidth")
            assert wide <= width


@pytest.mark.browser
def test_writing_from_the_right_leaves_its_neighbours_in_order(
    chromium: Any, tmp_path: Path
) -> None:
    """A name in Hebrew with digits beside it: what stands before it is seen before it, what follows after."""
    name = "\u05e9\u05dc\u05d5\u05dd 7"
    html = index.whole_page(fragments(name), title="x", lang="pt")
    assert watched(chromium, tmp_path / "x.html", html) == []
    turned = chromium.execute_script(
        """
        const found = [];
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const box = (node, from, to) => { const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to);
          return range.getBoundingClientRect(); };
        for (let node; node = walker.nextNode();) {
          const at = node.data.indexOf('\u05e9\u05dc\u05d5\u05dd 7');
          if (at < 0 || node.parentElement.closest('svg, .cx-sr') || !node.parentElement.checkVisibility()) continue;
          const own = box(node, at, at + 4);
          for (const [from, to, side] of [[0, at, -1], [at + 7, node.length, 1]])
            for (let here = from; here < to; here++) {
              if (!/[\\p{L}\\p{N}]/u.test(node.data[here])) continue;
              if (/[\u0590-\u05ff‹›]/.test(node.data) && node.data.slice(at).includes('‹') && side > 0) continue;
              const other = box(node, here, here + 1);
              if (Math.abs(other.top - own.top) < 3 && (side < 0 ? other.left > own.left : other.left < own.left)) found.push(node.data); }
        }
        return found.slice(0, 3);
        """
    )
    assert turned == []


STUDY = """title: "</title><script>ran(1)</script> {{ 7*7 }}"
encoder: fast
report: {language: pt, min_people: 5}
sources:
  - name: "</style><img src=x onerror=ran(1)>"
    kind: review
    files: "*.csv"
    columns: {text: texto, rating: nota, participant: id, segment: grupo, channel: canal}
segments: {by: segment}
"""


@pytest.mark.browser
def test_a_hostile_study_from_raw_files_to_its_pages(chromium: Any, tmp_path: Path) -> None:
    """Files, columns and values are attacks: the run ends well, and all its pages and pictures lie still."""
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.yml").write_text(STUDY, encoding="utf-8")
    said = ("A entrega atrasou muito e ninguém avisou", "O aplicativo trava ao pagar, péssimo",
            "Adorei o atendimento do chat, resolveram rápido", "A embalagem chegou rasgada, decepcionante")  # fmt: skip
    groups = ("<script>ran(1)</script>", "=cmd|' /C calc'!A0 \"; raise SystemExit #")
    texts = [one.encode("utf-8", "replace").decode().replace("\0", "") for one in SINGLE]
    with (study / "x <img src=x onerror=ran(1)>.csv").open(
        "w", encoding="utf-8", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(["id", "texto", "nota", "grupo", "canal"])
        for at in range(160):
            writer.writerow(
                [
                    f"{texts[at]} {at}",
                    f"{said[at % 4]} {texts[-at - 1]}.",
                    1 + at % 5,
                    groups[at // 4 % 2],
                    texts[at * 3],
                ]
            )
        writer.writerow(
            [
                "w" * 100_000,
                "A entrega atrasou demais " + "w" * 100_000,
                1,
                groups[0],
                "w" * 100_000,
            ]
        )
    result = cxlab.run(study, out=tmp_path / "out")
    assert result.exit_code == 0
    pages = [
        one for one in sorted(result.index.parent.iterdir()) if one.suffix in {".html", ".svg"}
    ]
    assert len(pages) >= 4
    for path in pages:
        assert path.stat().st_size < export.MOST_BYTES
        assert watched(chromium, path, path.read_text(encoding="utf-8")) == []
        assert (
            chromium.execute_script(
                "return document.querySelectorAll('script, img, iframe, object').length"
            )
            == 0
        )
