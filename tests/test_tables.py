"""Tables keep their promises, or say which one is broken."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab import tables
from cxlab.tables import TableError, stable_id


def documents(*texts: str) -> pd.DataFrame:
    rows = [{"doc_id": f"d{i}", "kind": "review", "text": text} for i, text in enumerate(texts)]
    return tables.conform("documents", pd.DataFrame(rows))


def utterances(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    named = [
        {"utt_id": f"u{i}", "doc_id": doc, "start": start, "end": end, "text": text}
        for i, (doc, start, end, text) in enumerate(rows)
    ]
    return tables.conform("utterances", pd.DataFrame(named).assign(role="customer"))


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_empty_tables_round_trip(name, tmp_path):
    """Every table can be written and read with no rows, and keeps its kinds of column."""
    tables.write(name, tables.empty(name), tmp_path)
    back = tables.read(name, tmp_path)
    assert list(back.columns) == list(tables.SCHEMAS[name])
    assert len(back) == 0
    pd.testing.assert_series_equal(back.dtypes, tables.empty(name).dtypes)


def test_own_attributes_survive(tmp_path):
    """Columns that a study adds are kept behind ours."""
    table = documents("bom").assign(country="BR")
    tables.write("documents", table, tmp_path)
    assert tables.read("documents", tmp_path)["country"].tolist() == ["BR"]


def test_repeated_ids_are_refused(tmp_path):
    """Two documents with one id would mix their evidence."""
    table = documents("a", "b").assign(doc_id="same")
    with pytest.raises(TableError, match="repeated doc_id: same"):
        tables.write("documents", table, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_unknown_role_is_refused():
    """Evidence depends on roles, so none may be made up."""
    table = utterances(("d0", 0, 3, "bom")).assign(role="buyer")
    with pytest.raises(TableError, match="role 'buyer' is not one of customer"):
        tables.check("utterances", table)


def test_an_utterance_must_be_a_piece_of_its_document():
    """A quote that does not stand in the document stops the run."""
    table = documents("muito bom")
    tables.check_spans(table, utterances(("d0", 6, 9, "bom")))
    with pytest.raises(TableError, match="not what stands at 6:9 of document d0"):
        tables.check_spans(table, utterances(("d0", 6, 9, "mau")))
    with pytest.raises(TableError, match="belongs to document d7"):
        tables.check_spans(table, utterances(("d7", 6, 9, "bom")))


def test_findings_rest_on_known_utterances_only():
    """A finding cannot name evidence that is not there, for it or against it."""
    said = utterances(("d0", 6, 9, "bom"))
    rows = pd.DataFrame([{"finding_id": "f", "utt_ids": ["u0"], "counter_ids": ["u9"]}])
    with pytest.raises(TableError, match="evidence u9"):
        tables.check_known(tables.conform("findings", rows), said)
    with pytest.raises(TableError, match="evidence u9"):
        tables.check_known(pd.DataFrame({"utt_id": ["u0", "u9"]}), said)


def test_a_table_not_made_yet_says_how_to_make_it(tmp_path):
    """Opening a study that was never run teaches the command."""
    with pytest.raises(TableError, match=f"cxlab run {tmp_path.name}"):
        tables.read("documents", tmp_path)


def test_a_failed_write_leaves_the_old_table(tmp_path, monkeypatch):
    """A full disk in the middle of a write keeps what was there and no debris."""
    tables.write("documents", documents("antes"), tmp_path)

    def full(self, path, **options):
        path.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(OSError, match="No space"):
        tables.write("documents", documents("depois"), tmp_path)
    monkeypatch.undo()
    assert tables.read("documents", tmp_path)["text"].tolist() == ["antes"]
    assert [path.name for path in tmp_path.iterdir()] == ["documents.parquet"]


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_ids_are_stable_and_tell_parts_apart(one, other):
    """The same parts give the same id; ("a", "b") and ("ab",) do not."""
    assert stable_id(*one) == stable_id(*one)
    separated = "\x1f" not in "".join(one + other)
    if separated:
        assert (stable_id(*one) == stable_id(*other)) == (one == other)
