"""topics.csv: what people decide about topics is read as they wrote it, faults are told."""

import csv
import io

import pytest

from cxlab.codebook import Codebook, Touchpoint
from cxlab.errors import StudyError
from cxlab.topicsheet import COLUMNS, content_hash, merged_into, read_topics, with_accepted

STAGES = ("purchase", "use", "support")
BOOK = Codebook(
    touchpoints=(
        Touchpoint(
            id="chat", names={"en": "Chat"}, stage="support", examples={"en": ("It froze",)}
        ),
    )
)


def row(topic, **cells):
    told = {
        "touchpoint": "waiting_room", "stage": "use", "name_pt": "Sala de espera",
        "examples_pt": "A sala de espera lotou | Esperei em pé", "members": "aa11 bb22",
    } | cells  # fmt: skip
    return {"topic": topic} | told


def sheet(tmp_path, rows, *, delimiter=",", encoding="utf-8", columns=COLUMNS):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "topics.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def test_no_file_no_decisions(tmp_path):
    """A study without topics.csv has decided nothing."""
    assert read_topics(tmp_path / "topics.csv") == ()


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (",", "utf-8-sig"), (";", "cp1252"), (";", "utf-8-sig"), ("\t", "utf-8")],
)
def test_what_spreadsheets_save_is_understood(tmp_path, delimiter, encoding):
    """Excel in Portuguese saves semicolons, and Windows' own encoding."""
    path = sheet(
        tmp_path, [row("t-1", name_pt="Café, pão")], delimiter=delimiter, encoding=encoding
    )
    [one] = read_topics(path)
    assert one.names == {"pt": "Café, pão"}
    assert one.members == {"aa11", "bb22"}


def test_columns_of_their_own_are_kept(tmp_path):
    """People may write notes beside what the machine reads."""
    path = sheet(tmp_path, [row("t-1", note="ask Rui")], columns=(*COLUMNS, "note"))
    assert read_topics(path)[0].cells["note"] == "ask Rui"


def test_the_quote_before_a_formula_is_taken_off(tmp_path):
    """What the writer put before a dangerous cell is no part of the name."""
    path = sheet(tmp_path, [row("t-1", name_pt="'=1+1", name_es="'tis")])
    assert read_topics(path)[0].names == {"pt": "=1+1", "es": "'tis"}


@pytest.mark.parametrize("word", ["yes", "Sim", "SÍ", "x", "1", "TRUE"])
def test_yes_in_three_languages(tmp_path, word):
    """Whoever accepts says so in their own language."""
    assert read_topics(sheet(tmp_path, [row("t-1", accept=word)]))[0].accept


@pytest.mark.parametrize("word", ["", "no", "Não", "0"])
def test_no_in_three_languages(tmp_path, word):
    """An empty cell accepts nothing."""
    assert not read_topics(sheet(tmp_path, [row("t-1", accept=word)]))[0].accept


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        ([row("t-1", accept="maybe")], "topic 't-1': accept is yes or empty, found 'maybe'"),
        ([row("t-1", split="many")], "split says into how many parts, 2 to 12, found 'many'"),
        ([row("t-1", split="1")], "found '1'"),
        ([row("t-1"), row("t-1")], "topic 't-1' stands there twice"),
        ([row("")], "a row has no topic"),
        ([row("t-1", merge_into="t-11"), row("t-12")], "which has no row. Did you mean 't-12'"),
        (
            [row("t-1", merge_into="t-2"), row("t-2", merge_into="t-1")],
            "mergers run in a circle: t-1 > t-2 > t-1",
        ),
    ],
)
def test_faults_are_told(tmp_path, rows, match):
    """A decision that cannot be carried out is named, with what to do."""
    with pytest.raises(StudyError, match=match):
        read_topics(sheet(tmp_path, rows))


def test_another_table_is_told(tmp_path):
    """A file without the columns says which one is missing and where they come from."""
    (tmp_path / "topics.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"column 'topic' is missing. Found: a, b.*proposed"):
        read_topics(tmp_path / "topics.csv")


def test_mergers_are_followed_to_their_end(tmp_path):
    """Three topics in a chain end in one."""
    rows = read_topics(
        sheet(tmp_path, [row("a", merge_into="b"), row("b", merge_into="c"), row("c")])
    )
    assert merged_into("a", {one.topic: one for one in rows}) == "c"


def test_an_accepted_topic_becomes_a_touchpoint(tmp_path):
    """Its names, stage and examples are those of the row, as a person left them."""
    rows = read_topics(sheet(tmp_path, [row("t-1", accept="sim", channels="store app")]))
    made = with_accepted(BOOK, rows, STAGES)["waiting_room"]
    assert made.names == {"pt": "Sala de espera"}
    assert made.stage == "use"
    assert made.channels == ("store", "app")
    assert made.examples == {"pt": ("A sala de espera lotou", "Esperei em pé")}


def test_what_is_not_accepted_changes_nothing(tmp_path):
    """A named topic is not yet a touchpoint."""
    assert with_accepted(BOOK, read_topics(sheet(tmp_path, [row("t-1")])), STAGES) == BOOK


def test_accepting_into_a_known_touchpoint_teaches_it(tmp_path):
    """The touchpoint keeps its names and stage and gains examples."""
    rows = read_topics(
        sheet(tmp_path, [row("t-1", accept="x", touchpoint="chat", stage="use", name_en="Talk")])
    )
    chat = with_accepted(BOOK, rows, STAGES)["chat"]
    assert chat.stage == "support"
    assert chat.names == {"en": "Chat", "pt": "Sala de espera"}
    assert chat.examples["en"] == ("It froze",)
    assert len(chat.examples["pt"]) == 2


def test_merged_topics_bring_their_examples(tmp_path):
    """What was merged into an accepted topic teaches the touchpoint too."""
    rows = read_topics(
        sheet(
            tmp_path,
            [row("t-1", accept="x"), row("t-2", merge_into="t-1", examples_pt="Fiquei em pé")],
        )
    )
    made = with_accepted(BOOK, rows, STAGES)
    assert "Fiquei em pé" in made["waiting_room"].examples["pt"]
    assert len(made) == 2


@pytest.mark.parametrize(
    ("cells", "match"),
    [
        ({"touchpoint": ""}, "has no touchpoint. Write an id"),
        ({"examples_pt": ""}, "has no examples"),
        ({"name_pt": ""}, "has no name"),
        ({"stage": "usage"}, "is in stage 'usage'. Did you mean 'use'"),
        ({"channels": "shop"}, "has channel 'shop'"),
    ],
)
def test_an_unfinished_acceptance_is_told(tmp_path, cells, match):
    """A touchpoint needs an id, a name, a stage and an example."""
    rows = read_topics(sheet(tmp_path, [row("t-1", accept="x", **cells)]))
    with pytest.raises(StudyError, match=match):
        with_accepted(BOOK, rows, STAGES)


def test_texts_are_found_again_whatever_their_case_and_spaces():
    """The same words are the same content; other words are not."""
    assert content_hash(" Não\nCHEGOU ") == content_hash("não chegou")
    assert content_hash("nao chegou") != content_hash("não chegou")
