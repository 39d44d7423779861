"""People code a sample: blind, weighted, read from any spreadsheet, measured as textbooks do."""

import csv
import json
import shutil
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance, masi_distance

from cxlab import tables
from cxlab.cli import main
from cxlab.coding import agree as agree_module
from cxlab.coding.agree import agree, propose_overrides, renew
from cxlab.coding.agreement import majority
from cxlab.coding.alpha import METRICS, alpha, alpha_interval
from cxlab.coding.draw import draw, groupings
from cxlab.coding.filled import find_sheets, read_sheets
from cxlab.coding.sample import write_sample
from cxlab.coding.sheet import FILLED, Form
from cxlab.coding.told import told
from cxlab.errors import OverrideWarning, StudyError
from cxlab.ingest import read_overrides
from cxlab.opened import Processed
from cxlab.report.people import agreement_table, decided_sentences
from cxlab.report.words import Words
from cxlab.study import Study

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C: four observers.
TEXTBOOK = ["123321412...", "12332241253 3", ".3332342251.", "12332441251."]
TEXTBOOK[1] = "1233224125.3"
PUBLISHED = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}
STUDY = """\
title: Loja
report: {language: pt, min_people: 2}
encoder: fast
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, participant: id}}
"""


def textbook() -> list[list[int]]:
    return [[int(one) for one in unit if one != "."] for unit in zip(*TEXTBOOK, strict=True)]


@pytest.mark.parametrize(("metric", "published"), PUBLISHED.items())
def test_alpha_is_the_textbooks(metric, published):
    """Krippendorff's own example, with missing values, gives the figures he published."""
    assert alpha(textbook(), METRICS[metric]) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize("metric", ["nominal", "interval", "sets"])
@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_nltks(metric, seed):
    """Another implementation agrees, on random codings by three coders with gaps."""
    random = np.random.default_rng(seed)
    kept = random.random((40, 3)) > 0.2
    kept[(kept.sum(axis=1) < 2)] = True  # nltk keeps lone values, the textbook drops them
    numbers = random.integers(-2, 3, (40, 3))
    numbers[:, 1] = np.where(random.random(40) < 0.6, numbers[:, 0], numbers[:, 1])
    value = {
        "sets": lambda number: frozenset("abcde"[: abs(number)] + "xyz"[: number + 2]),
    }.get(metric, int)
    distance = {"nominal": binary_distance, "interval": interval_distance, "sets": masi_distance}
    rows = [
        (f"c{coder}", f"u{unit}", value(numbers[unit, coder])) for unit, coder in np.argwhere(kept)
    ]
    units = [[label for _, name, label in rows if name == f"u{unit}"] for unit in range(40)]
    expected = AnnotationTask(rows, distance=distance[metric]).alpha()
    assert alpha(units, METRICS[metric]) == pytest.approx(expected, abs=1e-9)


def test_alpha_says_nothing_where_it_cannot():
    """One coder, or one value, is no agreement and no disagreement; chance is zero."""
    assert alpha([("pain",), ("fact",)]) is None
    assert alpha([("pain", "pain"), ("pain", "pain")]) is None
    assert alpha_interval([("pain", "pain")], ["d"], seed=0) is None
    random = np.random.default_rng(0)
    assert abs(alpha(random.integers(0, 2, (4000, 2)).tolist())) < 0.05
    assert alpha([(1, 1), (2, 2)]) == 1
    assert alpha([(1, 2), (2, 1)]) < 0


def test_units_count_by_their_weights():
    """A unit of weight three counts as three units do."""
    units = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    thrice = [units[0], *[units[1]] * 3, *units[2:]]
    weighted = alpha(units, weights=[1, 3, 1, 1])
    assert weighted == pytest.approx(alpha(thrice), abs=0.06)
    assert weighted < alpha(units)
    low, high = alpha_interval(units * 10, list(range(40)), seed=1)
    assert low < alpha(units * 10) < high


def population(n: int = 2000) -> pd.DataFrame:
    """A study of that many sentences, in which two things are rare."""
    random = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "utt_id": [f"u{row}" for row in range(n)],
            "lang": random.choice(["pt", "es", "en"], n, p=[0.7, 0.25, 0.05]),
            "source_kind": random.choice(["review", "chat"], n),
            "kind": random.choice(["pain", "delight", "fact", "wish"], n, p=[0.4, 0.3, 0.27, 0.03]),
            "stage": random.choice(["use", "receive", "none", "stay"], n, p=[0.5, 0.3, 0.19, 0.01]),
            "gap": random.random(n) < 0.04,
            "negative": random.random(n), "neutral": random.random(n), "positive": random.random(n),
            "stage_p": random.random(n),
        }
    )  # fmt: skip


def test_a_sample_is_drawn_by_its_seed_and_holds_the_rare():
    """Same seed, same rows, whatever the order of the table; rare groups come more often."""
    said = population()
    first = draw(said, 100, seed=3)
    again = draw(said.sample(frac=1, random_state=1), 100, seed=3)
    pd.testing.assert_frame_equal(first, again)
    assert first["utt_id"].nunique() == 100
    assert not first.equals(draw(said, 100, seed=4))
    assert first["weight"].max() <= 5 * len(said) / 100 + 1e-9
    drawn = [said[said["utt_id"].isin(draw(said, 100, seed=seed)["utt_id"])] for seed in range(20)]
    for column, rare in (("kind", "wish"), ("stage", "stay"), ("lang", "en")):
        plain = 100 * (said[column] == rare).mean()
        assert np.mean([(one[column] == rare).sum() for one in drawn]) > 1.3 * plain
    doubtful = groupings(said)["moment"][said["utt_id"].isin(first["utt_id"])]
    assert set(doubtful) == {"doubtful", "sure"}
    assert len(draw(said, 5000, seed=0)) == len(said)
    assert (draw(said, 5000, seed=0)["weight"] == 1).all()


def test_weights_make_the_sample_speak_for_the_study():
    """Over many draws the weighted share is the study's, though the rows drawn are not like it."""
    said = population()
    right = pd.Series((said["kind"] == "wish") | (said["stage"] == "stay"), dtype=float)
    right.index = said["utt_id"]
    plain, weighted = [], []
    for seed in range(150):
        drawn = draw(said, 100, seed=seed)
        hits = right[drawn["utt_id"]].to_numpy()
        plain.append(hits.mean())
        weighted.append(hits @ drawn["weight"] / drawn["weight"].sum())
    assert np.mean(weighted) == pytest.approx(right.mean(), rel=0.12)
    assert np.mean(plain) > 1.4 * right.mean()


SAID = [
    ("A entrega atrasou uma semana.", "pain", -1.6, True, "receive", 0.9, ["delivery"]),
    ("Adorei a loja.", "delight", 1.7, False, "purchase", 0.9, ["store"]),
    ("=1+1 foi o que a nota mostrou", "fact", 0.0, False, "none", 0.4, []),
    ("La app se cierra al pagar.", "pain", -1.2, False, "purchase", 0.6, ["app", "payment"]),
    ("Queria um aplicativo melhor.", "fact", 0.1, False, "use", 0.5, ["app"]),
    ("The refund never came.", "pain", -1.9, False, "support", 0.9, ["refund"]),
]


@pytest.fixture
def study(tmp_path, monkeypatch) -> Study:
    """A study of six sentences whose tables are written by hand: what the machine says is known."""
    folder = tmp_path / "data" / "raw" / "loja"
    folder.mkdir(parents=True)
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    opened = Study.load("loja")
    rows = []
    for row, (text, kind, valence, gap, stage, sure, _) in enumerate(SAID):
        side = {
            "negative": valence < -0.5,
            "neutral": abs(valence) <= 0.5,
            "positive": valence > 0.5,
        }
        rows.append(
            {
                "utt_id": f"u{row}", "doc_id": f"d{row // 2}", "position": row % 2, "role": "customer",
                "text": text, "lang": ["pt", "pt", "pt", "es", "pt", "en"][row], "kind": kind,
                "valence": valence, "gap": gap, "emotion": "none", "stage": stage, "stage_p": sure,
                **{name: 0.9 if holds else 0.05 for name, holds in side.items()},
            }
        )  # fmt: skip
    mentions = [
        {"utt_id": f"u{row}", "touchpoint": one, "score": 0.8, "how": "codebook"}
        for row, said in enumerate(SAID)
        for one in said[-1]
    ]
    documents = [
        {"doc_id": f"d{row}", "source": "reviews", "kind": "review" if row else "chat"}
        for row in range(3)
    ]
    made = {
        "utterances": rows, "mentions": mentions, "documents": documents, "overrides": [],
        "findings": [], "quarantine": [],
    }  # fmt: skip
    for name, table in made.items():
        tables.write(name, tables.conform(name, pd.DataFrame(table)), opened.processed)
    _manifest(opened, "key1")
    return opened


def _manifest(study: Study, key: str) -> None:
    content = {"key": key, "method": {"decided": {"decisions": 0}}}
    (study.processed / "manifest.json").write_text(json.dumps(content), encoding="utf-8")


TRUTH = {
    "u0": ("dor", "-2", "sim", "Receber", "Entrega"),
    "u1": ("encantamento", "2", "não", "Comprar", "Loja física"),
    "u2": ("fato", "0", "não", "nenhuma", "nenhuma"),
    "u3": ("dor", "-1", "não", "Comprar", "Aplicativo;Pagamento"),
    "u4": ("desejo", "0", "não", "Usar", "Aplicativo"),
    "u5": ("dor", "-2", "sim", "Pedir ajuda", "Reembolso"),
}


def fill(
    study: Study, name: str, coder: str, changes: dict[str, tuple] | None = None, **how
) -> None:
    """A filled csv as a person saves it: `how` has delimiter, encoding, order and extra lines."""
    columns = ["utt_id", "Tipo", "Sentimento", "Promessa", "Etapa", "Ponto de contato",
               "Outro ponto de contato", "Quem codifica"]  # fmt: skip
    order = how.get("order", range(len(columns)))
    path = study.folder / "coding" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding=how.get("encoding", "utf-8"), newline="") as file:
        writer = csv.writer(file, delimiter=how.get("delimiter", ","))
        writer.writerow([columns[at] for at in order])
        for utt_id, values in {**TRUTH, **(changes or {})}.items():
            first, _, second = values[4].partition(";")
            row = [utt_id, *values[:4], first, second, coder]
            writer.writerow([row[at] for at in order])
        for line in how.get("more", []):
            writer.writerow(line)


def test_a_sheet_does_not_know_when_it_was_made(study):
    """Drawn again tomorrow, the same sample is the same file."""
    with zipfile.ZipFile(write_sample(study, n=6).sheet) as file:
        assert {one.date_time[0] for one in file.infolist()} == {1980}
        assert b"<dcterms:" not in file.read("docProps/core.xml")


def test_the_sheet_is_blind_complete_and_safe(study):
    """Every row has its context and empty columns; nothing tells what the machine thinks."""
    made = write_sample(study, n=6)
    assert made.sheet == study.folder / "coding" / "sample.xlsx"
    book = openpyxl.load_workbook(made.sheet)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    form = Form.of(study, "pt")
    assert rows[0][-len(FILLED) :] == tuple(form.headers[name] for name in FILLED)
    assert all(cell is None for row in rows[1:] for cell in row[-len(FILLED) :])
    assert {row[3] for row in rows[1:]} >= {"Adorei a loja.", "=1+1 foi o que a nota mostrou"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    around = {row[3]: (row[2], row[4]) for row in rows[1:]}
    assert around["Adorei a loja."] == ("A entrega atrasou uma semana.", None)
    rules = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert len(rules) == len(form.choices)
    lists = book["lists"]
    assert lists["A2"].value == "dor"
    assert book.sheetnames[-1] == "Como codificar"
    weights = pd.read_csv(made.weights)
    assert set(weights) == {"utt_id", "weight"}
    with pytest.raises(
        StudyError, match=r"sample\.xlsx is there already, and people may be filling"
    ):
        write_sample(study, n=6)


def test_choices_are_understood_when_they_come_back(study):
    """Whatever the lists offer, in any language, is read as the value it stands for."""
    from cxlab.ingest.decisions import Values

    values = Values.of(study)
    for lang in ("pt", "es", "en"):
        form = Form.of(study, lang)
        for field, choices in form.choices.items():
            read = [values.read(field.removesuffix("_2"), one) for one in choices]
            assert len(set(read)) == len(choices), (lang, field)


def test_a_csv_sheet_brings_its_guide(study, tmp_path):
    """Where a workbook has a page, a csv has a text beside it."""
    made = write_sample(study, n=3, path=tmp_path / "to ana.csv", lang="en", seed=5)
    lines = made.sheet.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("utt_id,Language,Before,Sentence")
    guide = (tmp_path / "to ana.guide.txt").read_text(encoding="utf-8")
    assert "pain, delight, wish, fact" in guide
    assert made.weights == study.folder / "coding" / "to ana.weights.csv"
    with pytest.raises(StudyError, match="a sheet is xlsx or csv, found 'ods'"):
        write_sample(study, path=tmp_path / "x.ods")


def test_sheets_are_read_whatever_excel_made_of_them(study):
    """Semicolons, Latin-1 and another order of columns change nothing; a filled workbook neither."""
    fill(study, "a.csv", "Ana")
    plain = read_sheets(study, [study.folder / "coding" / "a.csv"])
    fill(study, "a.csv", "Ana", delimiter=";", encoding="latin-1", order=[7, 3, 0, 5, 6, 1, 4, 2])
    excel = read_sheets(study, [study.folder / "coding" / "a.csv"])
    keys = ["utt_id", "field", "value", "coder"]
    assert set(map(tuple, plain[keys].to_numpy())) == set(map(tuple, excel[keys].to_numpy()))
    said = {(row.utt_id, row.field): row.value for row in plain.itertuples()}
    assert said["u3", "touchpoint"] == "app payment"
    assert said["u0", "valence"] == "-2"
    assert said["u2", "touchpoint"] == said["u2", "stage"] == "none"
    made = write_sample(study, n=6)
    book = openpyxl.load_workbook(made.sheet)
    sheet = book.worksheets[0]
    sheet.cell(2, 6).value, sheet.cell(2, 7).value = "Dolor", -1
    book.save(made.sheet)
    table = read_sheets(study, [made.sheet]).set_index("field")
    assert table["value"].to_dict() == {"kind": "pain", "valence": "-1"}
    assert set(table["coder"]) == {"sample"}


SHEET_FAULTS = {
    "unknown value": ({"u1": ("encanto total", "2", "não", "Comprar", "")}, [], r"a\.csv, line 3: unknown kind 'encanto total'"),
    "off the scale": ({"u1": ("dor", "7", "não", "Comprar", "")}, [], "line 3: valence is a number from -2 to 2, found '7'"),
    "none and some": ({"u1": ("dor", "1", "não", "Comprar", "nenhuma;Entrega")}, [], "line 3: touchpoint is 'none' and another"),
    "twice, differently": ({}, [["u1", "dor", "", "", "", "", "", "Ana"]], "line 8: u1 has kind 'pain', and line 3 says 'delight'"),
    "no id": ({}, [["", "dor", "", "", "", "", "", "Ana"]], "line 8: no utt_id"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "more", "match"), SHEET_FAULTS.values(), ids=SHEET_FAULTS)
def test_faults_in_a_sheet_are_told_with_file_and_line(study, changes, more, match):
    """A person can mend what is named."""
    fill(study, "a.csv", "Ana", changes, more=more)
    with pytest.raises(StudyError, match=match):
        read_sheets(study, find_sheets(study))


def test_coders_of_one_name_are_not_mixed_up(study):
    """Two files by 'Ana' are one person's twice or two people: somebody has to say which."""
    fill(study, "a.csv", "Ana")
    fill(study, "b.csv", "Ana")
    with pytest.raises(StudyError, match=r"a\.csv and b\.csv both code u0 as 'Ana'"):
        agree(study)
    fill(study, "b.csv", "")
    assert set(read_sheets(study, find_sheets(study))["coder"]) == {"Ana", "b"}
    fill(study, "b.csv", "Rui", more=[["u0", "dor", "", "", "", "", "", "Eva"], ["u1", "dor"]])
    with pytest.raises(StudyError, match=r"b\.csv, line 9: no coder, and the file has 2: Rui, Eva"):
        read_sheets(study, find_sheets(study))


def test_a_row_twice_counts_once(study):
    """A sheet pasted into itself changes nothing."""
    fill(study, "a.csv", "Ana")
    once = agree(study).figures
    fill(study, "a.csv", "Ana", more=[["u0", "dor", "-2", "sim", "Receber", "Entrega", "", "Ana"]])
    assert agree(study).figures == once


def test_what_stops_agreement_is_told(study):
    """No sheet, an empty one, one of another study, one without a column to read."""
    with pytest.raises(
        StudyError, match=r"no sheet in .*coding\. Make one with: cxlab sample loja"
    ):
        agree(study)
    made = write_sample(study, n=2)
    with pytest.raises(StudyError, match=r"nothing is filled in: sample\.xlsx"):
        agree(study)
    made.sheet.unlink()
    path = study.folder / "coding" / "x.csv"
    path.write_text("utt_id,Tipo\nother,dor\n", encoding="utf-8")
    with pytest.raises(StudyError, match="none of the 1 sentences coded is in study 'loja'"):
        agree(study)
    path.write_text("utt_id,Typo\nu1,dor\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"x\.csv has no column to read"):
        agree(study)
    path.write_text("utt_id,Tipo\nu1,dor\nother,dor\n", encoding="utf-8")
    with pytest.warns(OverrideWarning, match=r"1 coded sentence\(s\) are not in the study: other"):
        agree(study)


def test_majorities():
    """More than half decides; a tie is undecided and never counted."""
    assert majority("stage", ["use", "use", "stay"]) == "use"
    assert majority("stage", ["use", "stay"]) == "?"
    assert majority("valence", ["-2", "-1"]) == "-1.5"
    assert majority("valence", ["-1", "1"]) == "?"
    assert majority("touchpoint", ["app payment", "app", "app store"]) == "app"
    assert majority("touchpoint", ["app", "app payment"]) == "?"
    assert majority("touchpoint", ["none", "none", "app"]) == "none"


def test_figures_of_two_coders_and_the_machine(study):
    """Known answers give known figures: shares weighted by the sample, alpha, confusions."""
    write_sample(study, n=6).sheet.unlink()
    fill(study, "a.csv", "Ana")
    fill(study, "b.csv", "Rui", {"u1": ("fato", "0", "não", "Comprar", "Loja física")})
    made = agree(study)
    fields = made.figures["fields"]
    assert (made.figures["coders"], made.figures["sentences"], made.figures["drawn"]) == (2, 6, 6)
    kind = fields["kind"]
    assert (kind["coded"], kind["undecided"]) == (6, 1)
    # u0, u2, u3, u5 right, u4 wrong, u1 undecided
    assert kind["accuracy"]["all"]["share"] == pytest.approx(0.8)
    assert kind["accuracy"]["es"] == {"share": 1.0, "low": 0.2065, "high": 1.0, "n": 1}
    assert kind["accuracy"]["source review"]["n"] == 4
    assert ("wish", "fact", 1) in kind["confusion"]
    assert fields["gap"]["accuracy"]["all"]["share"] == pytest.approx(5 / 6, abs=1e-4)
    assert fields["touchpoint"]["accuracy"]["all"]["share"] == 1
    assert fields["touchpoint"]["coders"]["alpha"] == 1
    units = [("a", "a"), ("b", "c"), ("c", "c"), ("a", "a"), ("d", "d"), ("a", "a")]
    assert kind["coders"]["alpha"] == pytest.approx(alpha(units), abs=1e-4)
    assert fields["valence"]["error"] == pytest.approx((0.4 + 0 + 0.2 + 0.1 + 0.1) / 5, abs=1e-4)
    said = told(made.figures, study.stages.ids)
    assert "6 sentences coded by 2 people." in said
    assert "Is the machine right?" in said
    rows = pd.read_csv(made.disagreements)
    coders = rows[(rows["utt_id"] == "u1") & (rows["field"] == "kind")].iloc[0]
    assert (coders["who"], coders["coder Ana"], coders["coder Rui"]) == (
        "coders",
        "delight",
        "fact",
    )
    machine = rows[(rows["utt_id"] == "u4") & (rows["field"] == "kind")].iloc[0]
    assert (machine["who"], machine["people"], machine["machine"]) == (
        "people and machine",
        "wish",
        "fact",
    )
    assert rows["text"].tolist().count("'=1+1 foi o que a nota mostrou") == 0


def test_the_machine_is_judged_by_what_it_said_by_itself(study):
    """A decision in the tables never counts as the machine's own success."""
    row = {"utt_id": "u4", "author": "Ana", "line": 2}
    decided = [
        {**row, "field": "kind", "value": "wish", "machine": "fact"},
        {**row, "field": "valence", "value": "-1", "machine": "0.1000 neutral"},
    ]
    tables.write("overrides", tables.conform("overrides", pd.DataFrame(decided)), study.processed)
    said = Processed(study.processed).utterances
    said.loc[said["utt_id"] == "u4", ["kind", "valence", "negative"]] = ["wish", -1.0, 1.0]
    tables.write("utterances", said, study.processed)
    fill(study, "a.csv", "Ana")
    fields = agree(study).figures["fields"]
    assert fields["kind"]["accuracy"]["all"]["share"] == pytest.approx(5 / 6, abs=1e-4)
    assert fields["sentiment"]["accuracy"]["all"]["share"] == 1
    assert fields["kind"]["coders"]["alpha"] is None


def test_what_people_agree_on_becomes_overrides_of_a_new_file(study):
    """The proposal is read back without a fault, tells who, and never touches what is decided."""
    fill(study, "a.csv", "Ana")
    fill(study, "b.csv", "Rui", {"u1": ("fato", "0", "não", "Comprar", "Loja física")})
    own = study.folder / "overrides.csv"
    own.write_text("utt_id,field,value,author\nu5,kind,fact,Eva\n", encoding="utf-8")
    new = study.folder / "coding" / "new.overrides.csv"
    made = agree(study)
    rows = propose_overrides(study, made, new)
    assert own.read_text(encoding="utf-8").count("\n") == 2
    with pytest.raises(
        StudyError, match=r"new\.overrides\.csv is there already and is left as it is"
    ):
        propose_overrides(study, made, new)
    own.unlink()
    new.rename(own)
    table = read_overrides(study)
    assert len(table) == rows
    said = {
        (row.utt_id, row.field): row.value
        for row in table.itertuples()
        if row.field != "touchpoint"
    }
    assert ("u1", "kind") not in said
    assert ("u5", "kind") not in said
    assert said["u4", "kind"] == "wish"
    assert said["u0", "valence"] == "-2"
    assert set(table["author"]) == {"Ana; Rui"}
    assert sorted(
        table.loc[(table["utt_id"] == "u3") & (table["field"] == "touchpoint"), "value"]
    ) == ["app", "payment"]


def test_figures_never_outlive_their_tables(study, monkeypatch):
    """Other tables: measured again from the same sheets, or left out with a warning."""
    fill(study, "a.csv", "Ana")
    agree(study)
    assert Processed(study.processed).agreement["tables"] == "key1"
    assert Processed(study.processed).method["agreement"]["sentences"] == 6
    _manifest(study, "key2")
    assert Processed(study.processed).agreement is None
    assert "agreement" not in Processed(study.processed).method
    renew(study, Processed(study.processed))
    assert Processed(study.processed).agreement["tables"] == "key2"
    monkeypatch.setattr(agree_module, "agree", lambda *_: pytest.fail("measured again for nothing"))
    renew(study, Processed(study.processed))
    monkeypatch.undo()
    _manifest(study, "key3")
    (study.folder / "coding" / "a.csv").unlink()
    with pytest.warns(
        OverrideWarning, match=r"could not be measured again: .*a\.csv cannot be opened"
    ):
        renew(study, Processed(study.processed))
    assert not (study.processed / "agreement.json").exists()


@pytest.mark.parametrize("lang", ["pt", "es", "en"])
def test_the_method_box_tells_it(study, lang):
    """Accuracy and alpha in the report's language; what people decided and what came of it."""
    fill(study, "a.csv", "Ana")
    words = Words.of(lang)
    assert agreement_table({}, words) is None
    assert decided_sentences({"decided": {"decisions": 0}}, words) == []
    figures = agree(study).figures
    table = agreement_table({"agreement": figures}, words)
    assert len({len(cells) for _, cells in table.rows}) == 1
    assert len(table.heads) == len(table.rows[0][1]) == 5
    assert words.how_many("sentences", 6) in table.said
    lesson = {"task": "polarity", "decisions": 60, "before": 0.7, "after": 0.78, "strength": 1.0}
    method = {
        "decided": {"decisions": 90, "people": 2, "utterances": 40},
        "lessons": [lesson, {**lesson, "task": "gap", "strength": 0.0}],
    }
    [decided, used, not_used] = decided_sentences(method, words)
    assert words.people(2) in decided
    assert "78" in used
    assert "78" not in not_used


def run_command(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    said = capsys.readouterr()
    assert done.value.code == 0, said.err
    return said.out


def test_from_sample_to_overrides_as_people_type_it(study, capsys):
    """Each command says what it wrote and what comes next; check then counts what people decided."""
    assert "6 of 6 sentences in" in run_command(
        capsys, "sample", "loja", "--n", "9", "--format", "csv"
    )
    fill(study, "sample.csv", "Ana")
    said = run_command(capsys, "agreement", "loja", "--overrides", "agreed.csv")
    assert "Is the machine right?" in said
    assert "proposed overrides in agreed.csv. Read them, then move them to" in said
    shutil.move("agreed.csv", study.folder / "overrides.csv")
    (study.folder / "avaliacoes.csv").write_text("id,texto\n1,Gostei muito\n", encoding="utf-8")
    assert "sentence(s), by 1 person" in run_command(capsys, "check", "loja")
