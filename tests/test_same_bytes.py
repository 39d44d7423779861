"""The same study gives the same bytes: in another process, place, time zone, locale and hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxlab import export as exports
from cxlab.errors import StudyError
from cxlab.report import printed
from cxlab.study import Study

ROOT = Path(__file__).parents[1]
STUDY = """\
title: Loja pequena
synthetic: true
report: {language: pt, min_people: 2}
sources:
  - name: reviews
    kind: review
    files: "*.csv"
    columns: {text: texto, rating: nota, date: data, participant: id, segment: perfil}
  - {name: interviews, kind: interview, files: "entrevistas/*.vtt", people: people.csv}
"""
REVIEWS = """\
id,perfil,texto,nota,data
a0,Ana,A entrega atrasou uma semana e ninguém avisou.,1,2025-03-01 23:30
a1,Ana,"El envío llegó tarde y la caja rota, pero el precio era bueno.",2,2025-03-30 02:30
a2,Ana,The delivery was three days late.,1,2025-10-26 01:15
a3,Ana,"Demorou demais para entregar, péssimo 😡",1,2025-12-31 23:59
a4,Ana,A loja é linda e as vendedoras são muito atenciosas.,5,2024-02-29
b0,rui,"Entrega super rápida, chegou no mesmo dia!",5,2025-03-02
b1,rui,"Llegó en dos horas, encantado con la entrega.",5,2025-03-03
b2,rui,"Delivered the same day, amazing.",5,2025-03-04
b3,rui,O aplicativo trava toda hora na hora de pagar.,2,2025-03-05
b4,rui,La app se cierra sola cuando quiero pagar.,1,2025-03-06
"""
PEOPLE = "participant,names,segment\nP1,Bia,rui\nP2,Caio,Ana\n"
TALK = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
Pesquisadora: Como foi a compra?

00:00:05.000 --> 00:00:12.000
{name}: Comprei pelo aplicativo e o pagamento travou duas vezes.

00:00:13.000 --> 00:00:18.000
{name}: Depois a entrega chegou no prazo e veio bem embalada.
"""
# What two runs differ in: where, when, who, and in what order hashes fall.
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "America/Sao_Paulo", "LC_ALL": "C.UTF-8", "LANG": "pt_BR.UTF-8", "PYTHONHASHSEED": "4242"}  # fmt: skip
KINDS = {".html", ".ipynb", ".json", ".csv", ".svg", ".xlsx", ".png"}


def write_study(root: Path, *, backwards: bool = False) -> Path:
    """The study under root/data/raw; its files made in another order, with other dates."""
    folder = root / "data" / "raw" / "pequena"
    files = {
        "study.yml": STUDY, "avaliacoes.csv": REVIEWS, "people.csv": PEOPLE,
        "entrevistas/bia.vtt": TALK.format(name="Bia"), "entrevistas/caio.vtt": TALK.format(name="Caio"),
    }  # fmt: skip
    for number, (name, text) in enumerate(sorted(files.items(), reverse=backwards)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_000_000_000 + number, 1_700_000_000 - number))
    return folder


def begun(cwd: Path, out: Path, settings: dict[str, str]) -> subprocess.Popen[str]:
    """Begin to run the study and to export it in every format that promises the same bytes."""
    cwd.mkdir(parents=True, exist_ok=True)
    formats = [one for one in exports.FORMATS if one != "pdf"]
    code = (
        "import cxlab\nfrom cxlab import export\nfrom cxlab.study import Study\n"
        f"assert cxlab.run('pequena', out={str(out)!r}).exit_code == 0\n"
        f"study = Study.load('pequena', {str(out)!r})\n"
        f"for name in {formats}: export.export(study, name)\n"
    )
    settings = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **settings}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=cwd, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True
    )  # fmt: skip


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> tuple[Path, Path]:
    """The reports of two runs that differ in everything that must not matter."""
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("somewhere") / "el se"
    write_study(here)
    write_study(there, backwards=True)
    outs = here, there / "out"
    processes = begun(here, outs[0], HERE), begun(there / "notebooks", outs[1], THERE)
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors[-3000:]
    return outs[0] / "reports" / "pequena", outs[1] / "reports" / "pequena"


def difference(one: bytes, other: bytes) -> str:
    """Where two files begin to differ, with what stands around it."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    at = min(len(one), len(other)) if at < 0 else at
    around = slice(max(0, at - 60), at + 60)
    return f"from byte {at}:\n  {one[around]!r}\n  {other[around]!r}"


def test_two_runs_give_the_same_bytes(runs):
    """Every file of the reports, by its SHA-256; the first difference is shown."""
    made = [
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in runs
    ]  # fmt: skip
    assert set(made[0]) == set(made[1])
    assert {Path(name).suffix for name in made[0]} == KINDS
    hashes = [
        {name: hashlib.sha256(one).hexdigest() for name, one in each.items()} for each in made
    ]
    differing = [name for name in made[0] if hashes[0][name] != hashes[1][name]]
    told = [f"{name} {difference(made[0][name], made[1][name])}" for name in differing[:1]]
    assert not differing, f"{len(differing)} files differ: {', '.join(differing)}\n{told[0]}"


def test_no_file_names_the_machine(runs):
    """Neither the folder of the run nor the home folder."""
    for path in runs[1].rglob("*"):
        if path.is_file() and path.suffix != ".png":
            content = path.read_bytes()
            assert b"el se" not in content, path.name
            assert str(Path.home()).encode() + b"/" not in content, path.name


# ---- the doors of an export -------------------------------------------------------------------


@pytest.fixture
def study(runs, monkeypatch) -> Study:
    """The study that was run, opened where it lies."""
    root = runs[0].parents[1]
    monkeypatch.chdir(root)
    return Study.load("pequena")


def test_exports_lie_where_they_are_asked_for(study, tmp_path):
    """Beside the pages, in a folder, or under a name when there is one file."""
    assert exports.export(study, "xlsx") == [study.reports / "pequena.xlsx"]
    tables = exports.export(study, "csv", to=tmp_path / "t")
    assert {path.parent for path in tables} == {tmp_path / "t"}
    assert exports.export(study, "svg", segments=["rui"], to=tmp_path / "wand.svg") == [
        tmp_path / "wand.svg"
    ]
    [english] = exports.export(study, "svg", segments=["rui"], lang="en", to=tmp_path / "en.svg")
    assert "Customer journey map" in english.read_text(encoding="utf-8")
    made = exports.export(study, "json", to=tmp_path / "j")
    assert {path.name for path in made} == {"ana-dea210.json", "rui.json", "journey.schema.json"}
    assert (tmp_path / "j" / "rui.json").read_bytes() == (study.reports / "rui.json").read_bytes()


def test_wrong_exports_are_told(study, tmp_path):
    """What was wrong, what there is, what to do."""
    with pytest.raises(StudyError, match=r"--format is one of xlsx, csv, json, svg, png, pdf, found 'pptx'"):  # fmt: skip
        exports.export(study, "pptx")
    with pytest.raises(StudyError, match=r"no segment 'ruy'\. Did you mean 'rui'"):
        exports.export(study, "json", segments=["ruy"])
    with pytest.raises(StudyError, match=r"2 svg files do not fit in .*wall\.svg\. Name a folder"):
        exports.export(study, "svg", to=tmp_path / "wall.svg")
    with pytest.raises(StudyError, match=r"language of its run\. Make it with: cxlab run pequena --lang es"):  # fmt: skip
        exports.export(study, "pdf", lang="es")
    (tmp_path / "file").write_text("")
    with pytest.raises(
        StudyError, match=r"is a file\. Name a folder, or a file that ends in \.csv"
    ):
        exports.export(study, "csv", to=tmp_path / "file")
    elsewhere = Study.load("pequena", tmp_path / "nothing")
    with pytest.raises(StudyError, match=r"no finished tables\. Make them with: cxlab run pequena"):
        exports.export(elsewhere, "csv")


def test_a_map_that_is_not_there_is_told(study):
    """Tables without pages: the sentence says how to make them."""
    page = study.reports / "rui.json"
    kept = page.read_bytes()
    page.unlink()
    try:
        with pytest.raises(StudyError, match="segment 'rui' has no finished map"):
            exports.export(study, "svg", segments=["rui"])
        assert len(exports.export(study, "svg")) == 1
    finally:
        page.write_bytes(kept)


def test_pdf_without_a_browser_says_what_to_do(study, monkeypatch):
    """No traceback: the browser on one's own desk prints too."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(printed.PrintError, match=r"printed by Chromium.*Ctrl\+P, A3 landscape"):
        exports.export(study, "pdf")


@pytest.mark.browser
def test_pdf_is_the_page_on_a3(study, tmp_path):
    """Chromium prints the page as its print rules say."""
    try:
        printed.find_browser()
    except printed.PrintError:
        (pytest.fail if os.environ.get("CXLAB_REQUIRE_BROWSER") else pytest.skip)("no browser")
    [made] = exports.export(study, "pdf", segments=["rui"], to=tmp_path)
    content = made.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/MediaBox [0 0 1191" in content or b"/MediaBox [0 0 1190" in content
