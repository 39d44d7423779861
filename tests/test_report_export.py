"""Notebook to report: thin notebooks in, harmless and repeatable pages out; index and tables."""

import csv
import io
import json
import re
import runpy
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from cxlab.report import export, index, page, sheets, tidy
from cxlab.report.words import Words

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
CSP = "default-src 'none'; style-src 'sha256-"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def shown(display: page.Display) -> nbformat.NotebookNode:
    data, metadata = display._repr_mimebundle_()
    return new_output("display_data", data=data, metadata=metadata)


def executed(tmp_path: Path, *cells: nbformat.NotebookNode) -> Path:
    journey = SAMPLES["full"]()
    own = [
        new_code_cell("page.show(view.journey)", outputs=[shown(page.show(journey, "pt"))]),
        new_code_cell(
            "page.show_method(view.journey)", outputs=[shown(page.show_method(journey, "pt"))]
        ),
    ]
    path = tmp_path / "executed.ipynb"
    nbformat.write(new_notebook(cells=[*own, *cells]), str(path))
    return path


def report(tmp_path: Path, *cells: nbformat.NotebookNode) -> str:
    target = tmp_path / "report.html"
    export.notebook_to_html(
        executed(tmp_path, *cells), target, lang="pt", title="Loja <Aurora> & cia"
    )
    return target.read_text(encoding="utf-8")


# ---- notebooks --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_thin_and_stored_clean(path: Path) -> None:
    """No output, at most 12 lines a cell, no def or class, no pattern or path outside the parameters."""
    notebook = nbformat.read(str(path), as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        assert cell.outputs == []
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= 12
        if "parameters" in cell.metadata.get("tags", []):
            continue
        assert not re.search(r"^\s*(def|class|async|lambda)\b|\blambda\b", cell.source, re.M)
        assert not re.search(r"\bre\.|import re\b|open\(|Path\(|\.\./|/data/", cell.source)
        assert not re.search(r"[<>]=?\s*\d", cell.source), "a threshold belongs into the parameters"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notes_with_headings_stay_out_of_reports(path: Path) -> None:
    """Headings of a report come from labels; the notebook's own English notes are tagged hide."""
    for cell in nbformat.read(str(path), as_version=4).cells:
        if cell.cell_type == "markdown":
            assert "hide" in cell.metadata.get("tags", [])


def test_the_journey_notebook_has_its_parameters_and_its_last_word() -> None:
    """One tagged cell of parameters, all texts; the last cell shows the sentinel."""
    notebook = nbformat.read(str(NOTEBOOKS[0].parent / "journey.ipynb"), as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    names = re.findall(r"^(\w+) = \"[^\"]*\"  # \S", tagged[0].source, re.M)
    assert names == ["study", "segment", "processed", "lang", "output"]
    assert code[-1].source == "page.complete()"
    assert repr(page.complete()) == "cxlab: complete"


# ---- pages ------------------------------------------------------------------------------------


def test_a_report_is_one_closed_file(tmp_path: Path) -> None:
    """The policy forbids every request, the language is true, and no code of the notebook shows."""
    html = report(tmp_path)
    assert html.startswith('<!DOCTYPE html>\n<html lang="pt">')
    assert CSP in html
    assert "<title>Loja &lt;Aurora&gt; &amp; cia</title>" in html
    assert html.count("<style") == 1
    assert "page.show" not in html
    assert not re.search(r"<script|https?://(?!www\.w3\.org)", html)
    assert len(html.encode()) < 1_500_000


def test_other_peoples_output_is_disarmed(tmp_path: Path) -> None:
    """HTML not made by this room keeps its tables and loses styles, scripts, handlers, links, pictures."""
    evil = (
        '<style>body{display:none}</style><script>alert(1)</script><a href="http://a.b">elo</a>'
        '<table onclick="x()"><tr><td style="background:url(http://a.b)">célula</td></tr></table>'
        '<img src="http://a.b/x.png"><h1>Título</h1><iframe src="//a.b"></iframe><svg onload="x()"></svg>'
    )
    html = report(
        tmp_path,
        new_code_cell("x", outputs=[new_output("display_data", data={"text/html": evil})]),
        new_code_cell("x", outputs=[new_output("display_data", data={"text/plain": "<b>1 < 2</b>"})]),
        new_code_cell("x", outputs=[new_output("display_data", data={"text/markdown": "**sim** ![x](http://a.b/y.png)"})]),
        new_markdown_cell("# Nota\n\n<script>alert(2)</script> R$ 50 e R$ 30 [elo](javascript:alert(3))"),
    )  # fmt: skip
    assert "célula" in html
    assert "<strong>sim</strong>" in html
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in html
    assert "R$ 50 e R$ 30" in html
    assert "<h2>Título</h2>" in html
    assert html.count("<h1") == 1
    for live in (
        "<script",
        "alert(1",
        "alert(2",
        'href="j',
        "onclick",
        "onload",
        "a.b",
        "<iframe",
        "display:none",
        "¶",
    ):
        assert live not in html.split("</style>", 1)[1], live


def test_errors_and_streams_leave_no_words_in_a_report(tmp_path: Path) -> None:
    """A traceback quotes data: only a sentence says that something failed. Progress is not shown."""
    html = report(
        tmp_path,
        new_code_cell("x", outputs=[new_output("error", ename="KeyError", evalue="Maria Silva", traceback=["Maria Silva"])]),
        new_code_cell("x", outputs=[new_output("stream", name="stderr", text="100% /home/ana/estudo")]),
        new_code_cell("x", outputs=[new_output("execute_result", data={"text/plain": "cxlab: complete"})]),
    )  # fmt: skip
    assert "Maria Silva" not in html
    assert "/home/ana" not in html
    assert "cxlab: complete" not in html
    assert "Esta parte não pôde ser calculada." in html


def test_pictures_of_a_researcher_become_data_with_words(tmp_path: Path) -> None:
    """PNG and SVG go in as data inside an img; an alternative text is always there."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    html = report(
        tmp_path,
        new_code_cell("x", outputs=[new_output("display_data", data={"image/png": PIXEL}, metadata={"alt": "notas <por> mês"})]),
        new_code_cell("x", outputs=[new_output("display_data", data={"image/svg+xml": svg})]),
        new_code_cell("x", outputs=[new_output("display_data", data={"image/png": '"><script>'})]),
    )  # fmt: skip
    assert 'alt="notas &lt;por&gt; mês"' in html
    assert 'alt="Gráfico sem descrição"' in html
    assert html.count("<img ") == 2
    assert "<script" not in html


def test_cells_tagged_hide_are_left_out(tmp_path: Path) -> None:
    """A note for the reader of the notebook does not reach the reader of the report."""
    note = new_markdown_cell("recado interno")
    note.metadata["tags"] = ["hide"]
    kept = new_markdown_cell("recado público")
    html = report(tmp_path, note, kept)
    assert "recado interno" not in html
    assert "recado público" in html


def test_the_same_notebook_gives_the_same_bytes(tmp_path: Path) -> None:
    """Twice the same notebook, twice the same page and the same tidied notebook."""
    first = report(tmp_path)
    tidied = export.tidy_notebook(executed(tmp_path)).read_bytes()
    assert report(tmp_path) == first
    assert export.tidy_notebook(executed(tmp_path)).read_bytes() == tidied


def test_tidying_leaves_no_path_and_no_time(tmp_path: Path) -> None:
    """What papermill notes about this machine and this moment is gone; outputs and tags stay."""
    path = executed(tmp_path)
    notebook = nbformat.read(str(path), as_version=4)
    notebook.metadata["papermill"] = {"input_path": "/home/ana/x.ipynb", "start_time": "2025-01-01"}
    notebook.cells[0].metadata["papermill"] = {"duration": 1.2}
    notebook.cells[0].metadata["tags"] = ["parameters"]
    injected = new_code_cell(
        'study = "demo"\nprocessed = "/home/ana/p"\noutput = "/home/ana/x.json"'
    )
    injected.metadata["tags"] = ["injected-parameters"]
    notebook.cells.append(injected)
    nbformat.write(notebook, str(path))
    text = export.tidy_notebook(path).read_text(encoding="utf-8")
    assert "/home/ana" not in text
    assert "papermill" not in text
    assert 'study = \\"demo\\"' in text
    assert "parameters" in text
    assert "cx-map" in text


def test_what_is_no_notebook_is_named(tmp_path: Path) -> None:
    """The error says which file cannot be read, and nothing is written."""
    path = tmp_path / "x.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(export.ExportError, match=r"x\.ipynb is not a notebook"):
        export.notebook_to_html(path, tmp_path / "x.html", lang="pt", title="x")
    assert not (tmp_path / "x.html").exists()


def test_a_page_too_large_is_refused(tmp_path: Path) -> None:
    """A page nobody could send by mail is not written; the error says what to do."""
    big = new_markdown_cell("palavra " * 250_000)
    with pytest.raises(export.ExportError, match=r"report\.html would be .* bytes.* take large"):
        report(tmp_path, big)
    assert not list(tmp_path.glob("report.html*"))


# ---- index ------------------------------------------------------------------------------------


def cards() -> list[index.Card]:
    return [
        index.Card("familias-com-pressa", "familias.html", SAMPLES["full"]()),
        index.Card("dois", "dois.html", SAMPLES["thin"]()),
        index.Card("quebrado", error="ReadError: <b>a.docx</b> não é um zip"),
    ]


def compared() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "stage": ["receive", "purchase", "purchase"],
            "touchpoint": ["delivery", "checkout", "app"],
            "segment": ["familias-com-pressa", "dois", "dois"],
            "people": [34, 8, 2],
            "valence": [-1.4, 0.3, 0.2],
            "others_people": [30, 34, 8],
            "others_valence": [0.4, 0.1, 0.1],
            "difference": [-1.8, 0.2, 0.1],
            "p": [0.0001, 0.2, float("nan")],
            "q": [0.0003, 0.4, float("nan")],
            "verdict": ["lower", "no evidence of difference", "too few people"],
        }
    )


def test_the_index_has_a_card_per_segment_and_says_what_failed() -> None:
    """Done segments link to their page; a failed one shows its sentence, escaped, and no link."""
    html = index.index_html("Loja <Aurora>", cards(), lang="pt")
    assert html.startswith('<!DOCTYPE html>\n<html lang="pt">')
    assert CSP in html
    assert "Loja &lt;Aurora&gt;" in html
    assert html.count('<li class="cx-card') == 3
    assert 'href="familias.html"' in html
    assert "ReadError: &lt;b&gt;a.docx&lt;/b&gt; não é um zip" in html
    assert "Não concluído" in html
    assert "27 de 34 pessoas (79%)" in html
    assert html.count('class="cx-sparkline"') == 2
    assert html == index.index_html("Loja <Aurora>", cards(), lang="pt")


def test_only_tested_differences_are_told_as_differences() -> None:
    """What survived the test is named with its numbers; what did not is not claimed."""
    html = index.index_html("Loja", cards(), lang="pt", differences=compared())
    told = html[html.index("Diferenças entre segmentos") :]
    for part in ("Entrega", "Receber", "▼ pior", "−1,4 (34 pessoas)"):
        assert part in told
    for part in ("Finalização da compra", "Aplicativo"):
        assert part not in told


def test_the_index_says_what_was_read_and_what_was_not() -> None:
    """Counts of files are added up per source; the quarantine names file, reason and lines, not content."""
    counts = [
        {"source": "entrevistas", "file": "a.vtt", "rows": 20, "documents": 1, "duplicates": 0, "quarantined": 0},
        {"source": "entrevistas", "file": "b.vtt", "rows": 22, "documents": 1, "duplicates": 0, "quarantined": 0},
    ]  # fmt: skip
    quarantine = pd.DataFrame(
        {"file": ["a.csv"] * 7, "line": range(2, 9), "byte": 0, "reason": "colunas a mais", "sample": "Maria <Silva>"}
    )  # fmt: skip
    html = index.index_html("Loja", cards(), lang="pt", sources=counts, quarantine=quarantine)
    assert re.search(
        r">entrevistas</th>\s*<td class=\"cx-num\">2</td>\s*<td class=\"cx-num\">42<", html
    )
    assert "7 linhas em quarentena" in html
    assert "2, 3, 4, 5, 6, mais 2" in html
    assert "Maria" not in html
    clean = index.index_html("Loja", cards(), lang="pt", quarantine=quarantine.head(0))
    assert "Tudo pôde ser lido." in clean


def test_an_index_without_segments_says_so() -> None:
    """A study in which nothing was delivered still has a page."""
    assert "Ningún segmento en este estudio." in index.index_html("Vacío", [], lang="es")


# ---- tables -----------------------------------------------------------------------------------


def test_tables_open_in_a_spreadsheet_with_accents_and_without_formulas(tmp_path: Path) -> None:
    """A BOM for the accents; a cell that starts like a formula starts with a quote instead."""
    journeys = [SAMPLES["full"](), SAMPLES["hostile"]()]
    raw = tidy.findings_csv(journeys, tmp_path / "findings.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == tidy.FINDINGS
    assert len(rows) == 2 * len(journeys[0].findings)
    touchpoints = tidy.touchpoints_csv(journeys[:1], tmp_path / "touchpoints.csv")
    first = touchpoints.read_text(encoding="utf-8-sig").splitlines()
    assert first[0] == "segment,stage,touchpoint,people,mentions,valence,low,high"
    assert first[1] == "familias-com-pressa,discover,social_media,9,18,0.2,-0.2,0.6"
    paths = tidy.paths_csv(journeys[:1], tmp_path / "paths.csv")
    first = paths.read_text(encoding="utf-8-sig").splitlines()
    assert first[0] == ",".join(tidy.PATHS)
    assert first[1].startswith(
        "familias-com-pressa,purchase,receive,next,11,14,0.6857,0.8857,13,11,21"
    )


@settings(max_examples=200)
@given(st.text())
def test_no_text_cell_can_start_a_formula(text: str) -> None:
    """Whatever a customer wrote, the cell never begins with a sign that runs."""
    cell = sheets.safe_cell(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_stay_numbers() -> None:
    """A negative mean is no formula."""
    assert sheets.safe_cell(-1.5) == -1.5
    assert sheets.safe_cell(None) == ""


def test_words_reject_unknown_languages() -> None:
    """A label language other than pt, es or en is an error that names those."""
    with pytest.raises(KeyError, match="not one of pt, es, en"):
        Words.of("fr")


def test_case_file_is_valid_json() -> None:
    """Golden cases stay readable by people and programs."""
    text = (Path(__file__).parent / "cases" / "report_words.json").read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"numbers", "plain"}
