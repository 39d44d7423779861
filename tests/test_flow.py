"""The whole way on a tiny study: what is delivered, what is kept, and what a failure leaves behind."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import cxlab
from cxlab import flow
from cxlab.errors import BusyError, CxlabWarning, ProofError, StudyError
from cxlab.opened import Processed, open_segment
from cxlab.study import Study, slug

STUDY = """\
title: Loja pequena
report: {language: pt, min_people: 2}
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, rating: nota, participant: id, segment: perfil}}
"""
ANA = [
    ("A entrega atrasou uma semana e ninguém avisou.", 1),
    ("El envío llegó tarde y la caja rota.", 2),
    ("The delivery was three days late.", 1),
    ("Demorou demais para entregar, péssimo.", 1),
    ("A loja é linda e as vendedoras são muito atenciosas.", 5),
]
RUI = [
    ("Entrega super rápida, chegou no mesmo dia!", 5),
    ("Llegó en dos horas, encantado con la entrega.", 5),
    ("Delivered the same day, amazing.", 5),
    ("O aplicativo trava toda hora na hora de pagar.", 2),
    ("La app se cierra sola cuando quiero pagar.", 1),
]


def write_study(root: Path, *, text: str = STUDY, name: str = "pequena") -> Path:
    """A study folder under root/data/raw with ten reviews of two segments."""
    folder = root / "data" / "raw" / name
    folder.mkdir(parents=True)
    (folder / "study.yml").write_text(text, encoding="utf-8")
    rows = [
        {"id": f"{perfil[0]}{i}", "perfil": perfil, "texto": said, "nota": nota}
        for perfil, reviews in (("Ana", ANA), ("rui", RUI))
        for i, (said, nota) in enumerate(reviews)
    ]
    pd.DataFrame(rows).to_csv(folder / "avaliacoes.csv", index=False)
    return folder


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A folder with one tiny study, in which the test stands."""
    write_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_delivers_a_page_a_notebook_and_a_journey_per_segment(root):
    """From a csv to linked pages, with the tables and their manifest beside them."""
    result = cxlab.run("pequena")
    assert result.exit_code == 0, result.table()
    reports = root / "reports" / "pequena"
    assert result.index == reports / "index.html"
    names = {slug("Ana"), "rui"}
    made = {path.name for path in reports.iterdir()}
    expected = {f"{name}.{kind}" for name in names for kind in ("html", "ipynb", "json", "svg")}
    assert made == expected | {
        "index.html", "segments.html", "pequena.xlsx", "journey.schema.json",
        "touchpoints.csv", "findings.csv", "paths.csv", "segments.csv",
    }  # fmt: skip
    index = result.index.read_text(encoding="utf-8")
    assert all(f'href="{name}.html"' in index for name in names)
    journey = json.loads((reports / "rui.json").read_text(encoding="utf-8"))
    assert journey["people"] == len(RUI)
    table = pd.read_csv(reports / "touchpoints.csv")
    columns = ["segment", "stage", "touchpoint", "people", "mentions", "valence", "low", "high"]
    assert list(table.columns[: len(columns)]) == columns
    assert set(table["segment"]) == {"Ana", "rui"}
    manifest = Processed(root / "data" / "processed" / "pequena").manifest
    assert set(manifest["inputs"]) == {"study.yml", "avaliacoes.csv"}
    assert all(len(digest) == 64 for digest in manifest["inputs"].values())
    assert manifest["rows"]["documents"] == len(ANA) + len(RUI)
    for name in names:
        notebook = (reports / f"{name}.ipynb").read_text(encoding="utf-8")
        assert str(root) not in notebook
        assert str(Path.home()) not in (reports / f"{name}.html").read_text(encoding="utf-8")


def test_tables_are_made_once_and_again_when_something_changed(root):
    """The same inputs reuse the tables; a new review, or --force, makes them anew."""
    study = Study.load("pequena")
    stamp = study.processed / "documents.parquet"
    flow.process(study)
    first = stamp.stat().st_mtime_ns
    flow.process(study)
    assert stamp.stat().st_mtime_ns == first
    flow.process(study, force=True)
    assert stamp.stat().st_mtime_ns != first
    with (study.folder / "avaliacoes.csv").open("a", encoding="utf-8") as file:
        file.write("r9,rui,Gostei muito da embalagem,5\n")
    assert len(flow.process(study).documents) == len(ANA) + len(RUI) + 1


def test_what_only_the_map_shows_is_no_reason_to_read_again(root):
    """Promises, actions, lanes and the blueprint change the map and the manifest, and no table."""
    study = Study.load("pequena")
    stamp = study.processed / "documents.parquet"
    flow.process(study)
    first = stamp.stat().st_mtime_ns
    (study.folder / "promises.csv").write_text("touchpoint,promise\nEntrega,No dia combinado\n")
    (study.folder / "actions.csv").write_text("action,stage,impact\nAvisar,receive,5\n")
    (study.folder / "codebook.yml").write_text(
        "- extends: builtin\n- {id: delivery, blueprint: {backstage: Separar}}\n"
    )
    text = STUDY.replace(
        "min_people: 2", "min_people: 2, columns: periods, lanes: [curve, promise]"
    )
    (study.folder / "study.yml").write_text(text + "codebook: codebook.yml\n", encoding="utf-8")
    inputs = flow.process(Study.load("pequena")).manifest["inputs"]
    assert stamp.stat().st_mtime_ns == first
    assert {"promises.csv", "actions.csv", "codebook.yml"} <= set(inputs)
    journey = open_segment("pequena", "Ana").journey
    during = next(stage for stage in journey.stages if stage.stage == "during")
    assert [one.text for one in during.promises] == [{"und": "No dia combinado"}]
    assert [one.title for one in during.opportunities] == ["Avisar"]
    assert [one.text for one in during.blueprint["backstage"]] == [{"und": "Separar"}]
    assert journey.lanes == ("curve", "promise") and journey.columns == "periods"
    (study.folder / "study.yml").write_text(STUDY.replace("min_people: 2", "min_people: 3"))
    flow.process(Study.load("pequena"))
    assert stamp.stat().st_mtime_ns != first


def test_other_weights_are_other_tables(root, monkeypatch):
    """Whatever the models are made of counts; a file nobody can open has no hash and stops nothing."""
    from cxlab import manifest

    study = Study.load("pequena")
    seen: list[str] = []
    once = manifest._sha256

    def note(path):
        seen.append(path.name)
        return once(path)

    monkeypatch.setattr(manifest, "_sha256", note)
    manifest.tables_key(study, {})
    assert {"reader.onnx", "words.npz", "pieces.model", "heads.json", "flow.py"} <= set(seen)
    assert once(root / "gone.csv") == ""


def test_documents_without_a_segment_are_told(root):
    """What is on no map is counted on the index, in the report's language."""
    with (root / "data" / "raw" / "pequena" / "avaliacoes.csv").open("a", encoding="utf-8") as file:
        file.write("x1,,Não sei de que grupo sou,3\n")
    index = cxlab.run("pequena", segments=["rui"]).index.read_text(encoding="utf-8")
    assert "Sem segmento, e por isso em nenhum mapa: 1 documento." in index


def test_ids_do_not_depend_on_the_order_of_rows(root):
    """A re-ordered file gives the same documents and utterances."""
    study = Study.load("pequena")
    first = flow.process(study)
    ids = set(first.documents["doc_id"]), set(first.utterances["utt_id"])
    path = study.folder / "avaliacoes.csv"
    pd.read_csv(path).iloc[::-1].to_csv(path, index=False)
    again = flow.process(study)
    assert (set(again.documents["doc_id"]), set(again.utterances["utt_id"])) == ids


def test_one_segment_can_be_run_alone_and_the_others_stay_on_the_index(root):
    """--segment makes one page; pages of the same tables keep their card."""
    cxlab.run("pequena")
    result = cxlab.run("pequena", segments=["rui"])
    assert [one.segment for one in result.segments] == ["rui"]
    index = result.index.read_text(encoding="utf-8")
    assert f'href="{slug("Ana")}.html"' in index


def test_a_mistyped_segment_is_refused_with_the_nearest(root):
    """Nothing is made for a segment that is not there."""
    with pytest.raises(StudyError, match=r"no segment 'ruy'\. Did you mean 'rui'"):
        cxlab.run("pequena", segments=["ruy"])
    assert not (root / "reports").exists()


def test_a_failed_segment_leaves_no_old_page_and_the_others_are_delivered(root):
    """The notebook is the project's own: break it for one segment and look at what stays."""
    cxlab.run("pequena")
    source = Path(cxlab.__file__).parents[1] / "notebooks" / "journey.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    fault = "if segment == 'rui': raise ValueError('something broke')"
    cell = {"cell_type": "code", "metadata": {}, "id": "fault", "source": fault}
    notebook["cells"].insert(-1, {**cell, "outputs": [], "execution_count": None})
    (root / "notebooks").mkdir()
    (root / "notebooks" / "journey.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    result = cxlab.run("pequena")
    assert result.exit_code == 1
    assert [(one.segment, one.error) for one in result.failed] == [
        ("rui", "ValueError: something broke")
    ]
    reports = root / "reports" / "pequena"
    assert not list(reports.glob("rui.*"))
    assert (reports / f"{slug('Ana')}.html").exists()
    assert "something broke" in result.index.read_text(encoding="utf-8")
    assert "rui" not in set(pd.read_csv(reports / "touchpoints.csv")["segment"])
    assert (root / "data" / "processed" / "pequena" / "failed" / "rui.ipynb").exists()
    assert not list((root / "data" / "processed" / "pequena").glob("work-*"))


def test_a_false_quote_gets_no_page(root):
    """Whoever alters words, a notebook or somebody in the reports: the segment fails, the words are named."""
    source = Path(cxlab.__file__).parents[1] / "notebooks" / "journey.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    fault = (
        "from pathlib import Path\n"
        "made = Path(output).read_text(encoding='utf-8')\n"
        "if segment == 'rui': Path(output).write_text(made.replace('hora na hora', 'hora e hora'), encoding='utf-8')"
    )
    cell = {"cell_type": "code", "metadata": {}, "id": "fault", "source": fault}
    notebook["cells"].insert(-1, {**cell, "outputs": [], "execution_count": None})
    (root / "notebooks").mkdir()
    (root / "notebooks" / "journey.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    result = cxlab.run("pequena")
    assert [one.segment for one in result.failed] == ["rui"]
    assert "ProofError: the map of segment 'rui'" in result.failed[0].error
    assert "«O aplicativo trava toda hora e hora de pagar.» (u" in result.failed[0].error
    reports = root / "reports" / "pequena"
    assert not list(reports.glob("rui.*"))
    path = reports / f"{slug('Ana')}.json"
    made = path.read_text(encoding="utf-8")
    assert "atrasou uma semana" in made
    path.write_text(made.replace("atrasou uma semana", "atrasou um mês"), encoding="utf-8")
    index = cxlab.run("pequena", segments=["rui"]).index.read_text(encoding="utf-8")
    assert not list(reports.glob(f"{slug('Ana')}.*"))
    assert "does not stand on its tables" in index


def test_a_document_that_changed_under_its_utterances_makes_no_journey(root):
    """A notebook opened by hand proves its map too."""
    made = flow.process(Study.load("pequena"))
    documents = made.documents.assign(text=made.documents["text"].str.replace("trava", "trova"))
    documents.to_parquet(made.folder / "documents.parquet", index=False)
    with pytest.raises(ProofError, match="«O aplicativo trava toda hora"):
        _ = open_segment("pequena", "rui").journey


def test_an_interrupted_run_is_not_taken_for_a_finished_one(root, monkeypatch):
    """Whatever stops the tables half-way, the next run makes them again."""
    study = Study.load("pequena")
    flow.process(study)
    write = flow.tables.write

    def full(name, table, folder):
        if name == "mentions":
            raise OSError("No space left on device")
        return write(name, table, folder)

    monkeypatch.setattr(flow.tables, "write", full)
    with pytest.raises(OSError, match="No space"):
        flow.process(study, force=True)
    with pytest.raises(StudyError, match=r"no finished tables\. Make them with: cxlab run pequena"):
        open_segment("pequena")
    monkeypatch.undo()
    assert len(flow.process(study).mentions)


def test_a_study_that_another_run_holds_is_busy(root):
    """Two runs never write the same folder."""
    study = Study.load("pequena")
    with flow.hold(study), pytest.raises(BusyError, match="another run holds"):
        cxlab.run("pequena")


def test_out_moves_tables_and_reports(root, tmp_path_factory):
    """--out keeps the project folder untouched."""
    elsewhere = tmp_path_factory.mktemp("out")
    result = cxlab.run("pequena", segments=["rui"], out=elsewhere, lang="en")
    assert result.index == elsewhere / "reports" / "pequena" / "index.html"
    assert (elsewhere / "data" / "processed" / "pequena" / "manifest.json").exists()
    assert not (root / "reports").exists()
    assert not (root / "data" / "processed").exists()
    assert '<html lang="en"' in result.index.read_text(encoding="utf-8")


def test_a_study_without_segments_is_one_map(root):
    """Nobody has to invent personas to see a first map."""
    text = STUDY.replace(", segment: perfil", "")
    write_study(root, text=text, name="todos")
    processed = flow.process(Study.load("todos"))
    assert processed.segments == ["all"]


def test_a_segment_of_two_people_is_told(root):
    """Two people make a map of gaps, with a warning that names them."""
    text = STUDY.replace("min_people: 2", "min_people: 9")
    write_study(root, text=text, name="poucos")
    told = r"segment 'rui' has 5 people; findings need 9"
    with pytest.warns(CxlabWarning, match=told):
        cxlab.run("poucos", segments=["rui"])
    with pytest.warns(CxlabWarning, match=told):
        assert open_segment("poucos", "rui").journey.people == len(RUI)


def test_a_missing_column_is_told_before_anything_is_written(root):
    """The message names the column, the file, what was found and what to write."""
    text = STUDY.replace("rating: nota", "rating: estrelas")
    write_study(root, text=text, name="errado")
    match = r"column 'estrelas' not in avaliacoes\.csv\. Found: id, perfil, texto, nota"
    with pytest.raises(StudyError, match=match):
        cxlab.run("errado")
    assert not (root / "data" / "processed" / "errado" / "manifest.json").exists()
    assert not (root / "reports").exists()


def test_an_empty_study_is_told(root):
    """No file, no map, and the folder is named."""
    write_study(root, name="vazio")
    (root / "data" / "raw" / "vazio" / "avaliacoes.csv").unlink()
    with pytest.raises(StudyError, match=r"\*\.csv"):
        cxlab.run("vazio")


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as people run it."""
    line = [sys.executable, "-c", "from cxlab.cli import main; main()", *arguments]
    return subprocess.run(line, cwd=root, capture_output=True, text=True)


def test_commands_end_with_the_promised_exit_codes(root):
    """0 done, 2 wrong call or study, 75 busy: and one sentence, not a traceback."""
    done = command(root, "check", "pequena")
    assert done.returncode == 0, done.stderr
    assert "reviews" in done.stdout
    for arguments in (["run", "nada"], ["run", "pequena", "--lang", "fr"], ["run"], ["fly"]):
        wrong = command(root, *arguments)
        assert wrong.returncode == 2, arguments
        assert "Traceback" not in wrong.stderr
    with flow.hold(Study.load("pequena")):
        busy = command(root, "run", "pequena")
    assert busy.returncode == 75
    assert "another run holds" in busy.stderr


def test_check_counts_what_people_wrote_and_refuses_what_it_cannot_read(root):
    """Promises and actions are found by a person before a run, with their rows; a fault has its line."""
    folder = root / "data" / "raw" / "pequena"
    (folder / "promises.csv").write_text("touchpoint,promise\ndelivery,No dia\ndelivery,Grátis\n")
    (folder / "actions.csv").write_text("action,touchpoint,status\nAvisar,app,done\nLigar,app,\n")
    done = command(root, "check", "pequena")
    assert "promises.csv: 2 promise(s) at 1 touchpoint(s)" in done.stdout
    assert "actions.csv: 2 action(s), 1 of them open" in done.stdout
    (folder / "actions.csv").write_text("action,touchpoint\nAvisar,ap\n")
    wrong = command(root, "check", "pequena")
    assert wrong.returncode == 2
    assert "actions.csv, line 2: unknown touchpoint 'ap'" in wrong.stderr


def test_an_unreadable_file_is_a_note_and_the_rest_is_delivered(root):
    """One damaged file costs itself, a sentence and nothing more."""
    text = STUDY.replace('"*.csv"', '["*.csv", "*.docx"]')
    folder = write_study(root, text=text, name="ruim")
    (folder / "quebrado.docx").write_bytes(b"PK\x03\x04 cut short")
    done = command(root, "check", "ruim")
    assert done.returncode == 0
    assert done.stderr.startswith("note: quebrado.docx: the file is damaged or cut short")
    assert "not read: quebrado.docx" in done.stdout


def test_new_takes_what_people_wrote_for_what_it_is(root, tmp_path_factory):
    """Promises, plans, decisions and a codebook come along, and are never customers' words."""
    given = tmp_path_factory.mktemp("dados")
    (given / "promises.csv").write_text("touchpoint,promise\ndelivery,Chega no dia combinado\n")
    (given / "actions.csv").write_text("action,touchpoint\nAvisar antes de cada entrega,delivery\n")
    (given / "codebook.yml").write_text("- extends: builtin\n- {id: app, owner: produto}\n")
    (given / "opinioes.csv").write_text("texto;nota\nA entrega atrasou muito;1\nGostei da loja;5\n")
    done = command(root, "new", "com_planos", str(given))
    assert done.returncode == 0, done.stderr
    study = Study.load("com_planos")
    assert [source.files for source in study.file.sources] == [("opinioes.csv",)]
    assert study.codebook["app"].owner == "produto"
    told = command(root, "check", "com_planos").stdout
    assert "promises.csv: 1 promise(s)" in told and "actions.csv: 1 action(s)" in told


def test_new_writes_a_study_that_check_accepts(root, tmp_path_factory):
    """Files in, a commented study.yml out, ready to run."""
    files = tmp_path_factory.mktemp("files")
    rows = [
        {"comentário": said, "nota": nota, "data": f"2025-03-{i + 1:02d}", "perfil": "rui"}
        for i, (said, nota) in enumerate(RUI)
    ]
    pd.DataFrame(rows).to_csv(files / "Opiniões.csv", index=False, sep=";")
    talk = "\n".join(
        ["Entrevistadora: Como foi a compra?", "Ana: Foi ótima, mas a entrega atrasou."] * 3
    )
    (files / "entrevista 1.txt").write_text(talk, encoding="utf-8")
    made = command(root, "new", "nova", str(files))
    assert made.returncode == 0, made.stderr
    text = (root / "data" / "raw" / "nova" / "study.yml").read_text(encoding="utf-8")
    assert "# " in text
    sources = {source.kind: source for source in Study.load("nova").file.sources}
    assert set(sources) == {"review", "interview"}
    assert sources["review"].columns["text"] == ("comentário",)
    assert command(root, "check", "nova").returncode == 0
    again = command(root, "new", "nova", str(files))
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_members_of_a_focus_group_are_counted_one_by_one(root):
    """One transcript of three customers is three people, and the moderator is none."""
    text = STUDY.replace(
        '{name: reviews, kind: review, files: "*.csv", columns: {text: texto, rating: nota, participant: id, segment: perfil}}',
        '{name: group, kind: interview, files: "grupo.txt", people: people.csv}',
    )
    folder = write_study(root, text=text, name="grupo")
    (folder / "people.csv").write_text(
        "participant,names,segment\nP1,Ana,rui\nP2,Bia,rui\nP3,Caio,rui\n", encoding="utf-8"
    )
    lines = [
        "Moderador: Como foi a entrega?", "Ana: A entrega atrasou demais.",
        "Bia: Para mim a entrega foi horrível.", "Caio: A minha entrega veio quebrada.",
    ]  # fmt: skip
    (folder / "grupo.txt").write_text("\n".join(lines * 3), encoding="utf-8")
    flow.process(Study.load("grupo"))
    view = open_segment("grupo", "rui")
    assert set(view.utterances.query("role == 'customer'")["participant"]) == {"P1", "P2", "P3"}
    journey = view.journey
    assert journey.stages[3].valence.people == journey.people == journey.sources[0].people == 3
