"""Maps as tables, data and pictures for other programs: whole, harmless and the same at every run."""

import csv
import io
import json
import runpy
import zipfile
from dataclasses import fields, make_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.errors import StudyError
from cxlab.journey import schema
from cxlab.journey.model import Journey
from cxlab.report import sheets, tidy, workbook
from cxlab.report.sheets import Sheet
from cxlab.report.words import Words, plain

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
ROOT = Path(__file__).parents[1]
SIGNS = "=+-@\u2212＝＋－＠"


def read_csv(path: Path, delimiter: str = ",") -> list[list[str]]:
    """The cells of a csv file as a spreadsheet set to that delimiter cuts them."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_xlsx(path: Path) -> dict[str, list[list]]:
    """The cells of a workbook, sheet by sheet."""
    from openpyxl import load_workbook

    return {page.title: [list(row) for row in page.iter_rows()] for page in load_workbook(path)}


def normal(text: str) -> str:
    """A text as any cell holds it: no unshowable signs, one kind of line end."""
    return plain(text).replace("\r\n", "\n").replace("\r", "\n")


# ---- no cell runs -----------------------------------------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=f"{SIGNS};,\t\n\r\"' \u00a0ab1|!()", max_size=30),
    st.sampled_from(
        [
            "=HYPERLINK(\"http://x.example\",\"a\")", "=cmd|' /C calc'!A0", "@SUM(1+1)", "ok;=1+1", 'x";=1+1',
            "a\n=1+1", "\u00a0=1+1", "_x003D_1+1", "http://x.example", "＝1+1", "'=1", "\u200b=1", "a;\t =1",
        ]
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(HOSTILE, min_size=1, max_size=8))
def test_no_cell_of_a_workbook_runs_and_texts_are_whole(tmp_path_factory, texts):
    """Every cell is text, not a formula or a link, and says what the customer said."""
    path = tmp_path_factory.mktemp("x") / "a.xlsx"
    workbook.write_xlsx([Sheet("quotes", ("text",), [[one] for one in texts])], path)
    cells = [row[0] for row in read_xlsx(path)["quotes"]][1:]
    cells += [None] * (len(texts) - len(cells))
    for text, cell in zip(texts, cells, strict=True):
        found = "" if cell is None or cell.value is None else cell.value
        assert cell is None or (cell.data_type != "f" and cell.hyperlink is None)
        found = found.replace("_x005F_", "_")  # as Excel reads it
        assert found in (normal(text), f"'{normal(text)}")
        assert not found.lstrip().startswith(tuple(SIGNS))


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(HOSTILE, min_size=1, max_size=8))
def test_no_cell_of_a_csv_runs_whatever_the_spreadsheet_takes_for_a_delimiter(
    tmp_path_factory, texts
):
    """A Portuguese or Spanish Excel cuts at semicolons, inside our quotes too: no part begins a formula."""
    path = tmp_path_factory.mktemp("c") / "a.csv"
    sheets.write_csv(("id", "text"), [["a", one] for one in texts], path)
    for delimiter in ",;\t":
        for row in read_csv(path, delimiter):
            assert not any(cell.lstrip().startswith(tuple(SIGNS)) for cell in row), row
    told = [row[1] for row in read_csv(path)[1:]]
    for text, cell in zip(texts, told, strict=True):
        assert cell.replace("'", "") == normal(text).replace("'", "")


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(tmp_path):
    """Excel counts UTF-16 units; the csv has the whole text."""
    long = "😀" * 20_000
    sheet = Sheet("quotes", ("text",), [[long]])
    path = workbook.write_xlsx([sheet], tmp_path / "a.xlsx")
    cell = read_xlsx(path)["quotes"][1][0].value
    assert cell.endswith("…")
    assert len(cell.encode("utf-16-le")) // 2 <= workbook.LONGEST_CELL
    sheets.write_csv(sheet.columns, sheet.rows, tmp_path / "a.csv")
    assert read_csv(tmp_path / "a.csv")[1] == [long]


def test_what_looks_like_an_escape_is_escaped(tmp_path):
    """Excel reads _x003D_ as an equals sign; the customer's own letters must come back."""
    path = workbook.write_xlsx([Sheet("quotes", ("text",), [["_x003D_1+1"]])], tmp_path / "a.xlsx")
    assert read_xlsx(path)["quotes"][1][0].value == "_x005F_x003D_1+1"


# ---- tables -----------------------------------------------------------------------------------


def made(*names: str, lang: str = "pt") -> dict[str, Sheet]:
    journeys = [SAMPLES[name]() for name in names]
    return {one.name: one for one in tidy.sheets(journeys, Words.of(lang))}


def test_sheets_have_the_same_columns_for_any_journeys():
    """A script that reads one study's tables reads another's."""
    columns = {one.name: one.columns for one in made("full", "thin").values()}
    assert columns == {one.name: one.columns for one in made("empty").values()}
    assert columns == {one.name: one.columns for one in tidy.sheets([], Words.of("pt"))}
    for name, found in columns.items():
        assert len(set(found)) == len(found), name
        assert len(name) <= 31


def test_every_row_fits_its_columns_and_every_sheet_is_told():
    """No ragged table; the first sheet says in the report's language what each other one holds."""
    for lang in ("pt", "es", "en"):
        told = made("full", "hostile", "empty", lang=lang)
        for sheet in told.values():
            assert all(len(row) == len(sheet.columns) for row in sheet.rows), sheet.name
        said = dict(told["about"].rows)
        assert all(said[name] for name in told if name != "about")


def test_numbers_of_the_map_are_in_the_tables():
    """People, means and bounds of stages, touchpoints and findings are those of the journey."""
    journey, told = SAMPLES["full"](), made("full")
    stage = next(one for one in journey.stages if one.stage == "receive")
    rows = [dict(zip(told["stages"].columns, row, strict=True)) for row in told["stages"].rows]
    row = next(one for one in rows if one["stage"] == "receive")
    assert (row["name"], row["valence"], row["valence_people"]) == ("Receber", -1.2, 38)
    assert (row["rating"], row["rating_low"], row["rating_high"]) == (3.2, 2.8, 3.6)
    assert row["goal"] == "Receber no prazo, sem ter de ligar"
    assert len(told["touchpoints"].rows) == sum(len(one.touchpoints) for one in journey.stages)
    assert [row[0] for row in told["findings"].rows] == [f.finding_id for f in journey.findings]
    ids = [row[3] for row in told["evidence"].rows if row[1] == stage.pains[0].finding_id]
    assert ids == [*stage.pains[0].utt_ids, *stage.pains[0].counter_ids]
    quotes = told["quotes"]
    place = [quotes.columns.index(name) for name in ("text", "file", "locator")]
    found = {tuple(row[one] for one in place) for row in quotes.rows}
    assert {(q.text, q.file, q.locator) for q in stage.pains[0].quotes} <= found


def test_a_new_part_of_the_model_becomes_a_sheet(monkeypatch):
    """Tuples of parts that this room has never heard of are exported too."""
    part = make_dataclass("Part", [("name", str), ("share", SAMPLES["Estimate"])])
    wider = make_dataclass(
        "Wider", [("extras", tuple[part, ...], ())], bases=(Journey,), frozen=True
    )
    monkeypatch.setattr(tidy, "Journey", wider)
    full = SAMPLES["full"]()
    values = {one.name: getattr(full, one.name) for one in fields(full)}
    one = wider(**values, extras=(part("x", SAMPLES["estimate"](0.5, 7)),))
    sheet = {each.name: each for each in tidy.sheets([one], Words.of("pt"))}["extras"]
    assert sheet.columns == (
        "segment", "name", "share", "share_low", "share_high", "share_people", "share_mentions",
    )  # fmt: skip
    assert sheet.rows == [[full.segment, "x", 0.5, 0.1, 0.9, 7, 14]]


def test_a_workbook_is_pleasant_to_open(tmp_path):
    """Headers stay in view and filter, numbers are numbers, widths follow the words."""
    path = workbook.write_xlsx(list(made("full").values()), tmp_path / "a.xlsx", title="Loja")
    from openpyxl import load_workbook

    book = load_workbook(path)
    page = book["touchpoints"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == f"A1:Q{page.max_row}"
    assert page["D2"].value == 9
    assert page["D2"].data_type == "n"
    assert 8 <= page.column_dimensions["D"].width <= 60
    assert book["quotes"]["E2"].value


def test_a_workbook_does_not_know_when_it_was_made(tmp_path):
    """No time in the properties or in the zip: the same sheets are the same file."""
    path = workbook.write_xlsx(list(made("full").values()), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in file.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


# ---- the schema -------------------------------------------------------------------------------


def errors(content: object) -> list[str]:
    from jsonschema import Draft202012Validator

    found = Draft202012Validator(schema.schema()).iter_errors(content)
    return [f"{list(one.absolute_path)}: {one.message[:90]}" for one in found]


def as_file(journey: Journey) -> dict:
    return json.loads(journey.to_json())


def test_the_published_schema_follows_the_model():
    """docs/journey.schema.json is what the classes say; when they change: make schema."""
    published = (ROOT / "docs" / "journey.schema.json").read_text(encoding="utf-8")
    assert published == schema.text(), "run: make schema"


@pytest.mark.parametrize("name", ["full", "thin", "empty"])
def test_journeys_are_valid(name):
    """What is written is what the schema says."""
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema.schema())
    assert errors(as_file(SAMPLES[name]())) == []


def test_what_is_no_journey_is_refused():
    """Missing and unknown keys, wrong words and wrong types are found."""
    good = as_file(SAMPLES["full"]())
    assert errors({key: value for key, value in good.items() if key != "people"})
    assert errors(good | {"colour": "red"})
    assert errors(good | {"people": "many"})
    assert errors(good | {"stages": [good["stages"][0] | {"grade": "certain"}]})
    assert errors(good | {"rating_scale": [1, 5, 10]})
    older = {key: value for key, value in good.items() if key not in ("paths", "$schema")}
    assert errors(older) == []


def test_the_words_of_the_schema_are_fields_of_the_model():
    """A closed list for a field that is no more would check nothing."""
    whole = schema.schema()
    definitions = whole["$defs"] | {"Journey": whole}
    for shape, field in schema.WORDS:
        assert "enum" in definitions[shape]["properties"][field], (shape, field)


def test_a_journey_names_its_schema_and_is_read_back():
    """Editors find the schema; from_dict takes files with and without its name."""
    journey = SAMPLES["full"]()
    content = as_file(journey)
    assert next(iter(content)) == "$schema"
    assert content["$schema"] == "journey.schema.json"
    assert Journey.from_dict(content) == journey
    del content["$schema"]
    assert Journey.from_dict(content) == journey
    with pytest.raises(StudyError, match="unknown colour"):
        Journey.from_dict(content | {"colour": "red"})
    assert replace(journey, people=1) != journey
