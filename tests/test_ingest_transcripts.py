"""Transcripts, subtitles and Word documents: who said what, when, and where it stands."""

import io
import json
import math
import re
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cxlab.ingest
from cxlab.errors import ReadError, ReadWarning
from cxlab.ingest.labels import is_name, label_role
from cxlab.ingest.subtitles import read_subtitles
from cxlab.ingest.transcript import lines_of, read_transcript

CASES = json.loads(
    (Path(__file__).parent / "cases" / "ingest" / "transcripts.json").read_text(encoding="utf-8")
)
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_quietly(path):
    """The turns of a file, whatever it warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadWarning)
        return cxlab.ingest.read(path)


def read_and_hear(path):
    """The turns of a file and everything it warns of, in one text."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        turns = cxlab.ingest.read(path)
    assert all(issubclass(one.category, ReadWarning) for one in heard)
    return turns, "\n".join(str(one.message) for one in heard)


def as_lists(turns):
    return [
        [
            row.speaker,
            row.role,
            None if math.isnan(row.seconds) else row.seconds,
            row.text,
            row.locator,
        ]
        for row in turns.itertuples()
    ]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case["name"], marks=[pytest.mark.xfail] if case.get("known_failure") else []
        )
        for case in CASES
    ],
)
def test_golden_transcripts(case, tmp_path):
    """Each layout gives the turns a person would write down."""
    path = tmp_path / case["file"]
    path.write_text(case["text"], encoding="utf-8")
    assert as_lists(read_quietly(path)) == case["turns"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_do_not_matter(tmp_path, encoding, ends):
    """The same transcript in another encoding and with other line ends reads the same."""
    text = "Entrevistadora: Como é o balcão?\nParticipante: Não há ninguém às nove.\n"
    path = tmp_path / "e.txt"
    path.write_bytes(text.replace("\n", ends).encode(encoding))
    turns = read_quietly(path)
    assert list(turns["text"]) == ["Como é o balcão?", "Não há ninguém às nove."]
    assert list(turns["role"]) == ["interviewer", "customer"]


def test_broken_blocks_are_left_out_with_their_line(tmp_path):
    """A cue without a readable time costs that cue and no more, and its line is told."""
    path = tmp_path / "b.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nBoa.\n\n2\n00:00:0x,000 --> 00:00:03,000\nPerdida.\n\n"
        "Sem tempo.\n\n4\n00:00:04,000 --> 00:00:05,000\nÓtima.\n",
        encoding="utf-8",
    )
    turns, heard = read_and_hear(path)
    assert re.search(
        r"b.srt: 2 piece\(s\) could not be read .*line 6: .*; line 9: text without", heard
    )
    assert list(turns["text"]) == ["Boa.", "Ótima."]


def test_times_never_go_backwards(tmp_path):
    """A time that jumps back is told, the words stay in the file's order and seconds never fall."""
    path = tmp_path / "t.vtt"
    path.write_text(
        "WEBVTT\n\n00:01:00.000 --> 00:01:02.000\n<v Ana>Um?\n\n00:00:10.000 --> 00:00:12.000\n<v Rui>Dois.\n",
        encoding="utf-8",
    )
    turns, heard = read_and_hear(path)
    assert "times go backwards at line 6" in heard
    assert list(turns["seconds"]) == [60.0, 60.0]
    assert list(turns["locator"]) == ["00:01:00", "00:00:10"]


def test_the_asker_is_told_as_a_guess(tmp_path):
    """With bare names the one who asks is taken for the interviewer, and that is said."""
    path = tmp_path / "g.txt"
    path.write_text("Ana: Como foi?\nRui: Bem.\nAna: E o frete?\nRui: Caro.\n", encoding="utf-8")
    turns, heard = read_and_hear(path)
    assert "'Ana' asks most questions and was taken for the interviewer" in heard
    assert list(turns["role"]) == ["interviewer", "customer"] * 2


def test_question_marks_overrule_the_habit_of_letters(tmp_path):
    """P may be the pesquisador and E the entrevistado: who asks tells, and the swap is said."""
    path = tmp_path / "l.txt"
    talk = "P: Como foi?\nE: Bem.\nP: E o frete?\nE: Caro.\nP: E o prazo?\nE: Longo.\n"
    path.write_text(talk, encoding="utf-8")
    turns, heard = read_and_hear(path)
    assert list(turns["role"]) == ["interviewer", "customer"] * 3
    assert "'P' asks most questions and was taken for the interviewer" in heard


def test_nobody_is_taken_for_interviewer_without_reason(tmp_path):
    """Where two people ask alike, all are customers and the study is asked to say it."""
    path = tmp_path / "g.txt"
    path.write_text(
        "Ana: Como foi?\nRui: E a sua?\nAna: E o frete?\nRui: Qual?\n", encoding="utf-8"
    )
    turns, heard = read_and_hear(path)
    assert "who interviews could not be told among 'Ana', 'Rui'" in heard
    assert set(turns["role"]) == {"customer"}


def test_a_form_line_makes_no_conversation(tmp_path):
    """One `Loja: Centro` above a comment is no speaker."""
    path = tmp_path / "f.txt"
    path.write_text("Loja: Centro\n\nFui bem recebida, mas esperei muito.\n", encoding="utf-8")
    assert set(read_quietly(path)["speaker"]) == {""}


# ---- Word ----


def docx(*blocks, before=""):
    """A Word document; a block is a paragraph's text, or a list of rows of cell texts."""

    def paragraph(text):
        runs = "".join(
            f'<w:t xml:space="preserve">{part}</w:t><w:br/>' for part in text.split("\n")
        )
        return f"<w:p><w:r>{runs.removesuffix('<w:br/>')}</w:r></w:p>"

    def table(rows):
        cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    body = "".join(paragraph(one) if isinstance(one, str) else table(one) for one in blocks)
    xml = f'{before}<w:document xmlns:w="{_NS}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


def read_docx(tmp_path, data, name="d.docx"):
    (tmp_path / name).write_bytes(data)
    return read_quietly(tmp_path / name)


def test_teams_document(tmp_path):
    """Teams' paragraphs `Name 0:03` open turns; title, date and the recorder's lines are nobody's."""
    turns = read_docx(
        tmp_path,
        docx(
            "Conversa-20260615_133555-Meeting Transcript", "15 de junho de 2026", "27m 42s",
            "Nick Miller started transcription", "Nick Miller   0:03", "Como foi a compra?",
            "Eva Sol   0:09\nFoi boa.", "Nick Miller stopped transcription",
        ),
    )  # fmt: skip
    assert as_lists(turns) == [
        ["Nick Miller", "interviewer", 3.0, "Como foi a compra?", "00:00:03"],
        ["Eva Sol", "customer", 9.0, "Foi boa.", "00:00:09"],
    ]


def test_older_teams_document_with_cue_layout(tmp_path):
    """A time range, a name and the words make a turn."""
    turns = read_docx(
        tmp_path,
        docx("0:0:1.0 --> 0:0:2.500", "Ana Luz", "Gostou?", "0:0:4.0 --> 0:0:6.0", "Rui Mar", "Sim.",
             "0:0:9.0 --> 0:0:9.9", "Ana Luz", "Por quê?"),
    )  # fmt: skip
    assert [row[:4] for row in as_lists(turns)] == [
        ["Ana Luz", "interviewer", 1.0, "Gostou?"],
        ["Rui Mar", "customer", 4.0, "Sim."],
        ["Ana Luz", "interviewer", 9.0, "Por quê?"],
    ]


def test_document_with_a_table(tmp_path):
    """Rows of time, speaker and words are turns; the heading row is not."""
    turns = read_docx(
        tmp_path,
        docx("Entrevista 2", [["Tempo", "Quem", "Fala"], ["00:00:05", "Entrevistadora", "E a loja?"],
                              ["00:00:09", "Participante", "Achei pequena."]]),
    )  # fmt: skip
    assert as_lists(turns) == [
        ["Entrevistadora", "interviewer", 5.0, "E a loja?", "00:00:05"],
        ["Participante", "customer", 9.0, "Achei pequena.", "00:00:09"],
    ]


def test_lines_cut_at_a_fixed_width_are_joined(tmp_path):
    """Words that a program cut at exactly its line width come together again, and only those."""
    said = (
        "We looked at the price how the store put it on the page and then how to return it to the store if "
        "it was broken, and to be honest the delivery was late to us and we had to wait for weeks and weeks "
        "to get it, and how to do that was on the page but not how to pay for it to be sent back to the store."
    )
    width = 60
    pieces, rest = [], said
    while rest:
        pieces.append(rest[:width].rstrip())
        rest = rest[width:].lstrip()
    blocks = ["Ana Luz   0:01", "Why?", "Tom Fox   0:05", *pieces]
    turns = read_docx(tmp_path, docx(*blocks))
    wrong = len(set(said.split()) ^ set(turns["text"].iloc[1].split()))
    assert wrong <= 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx("Ana: oi", before='<!DOCTYPE a [<!ENTITY b "c">]>'), "document type; refused"),
        (docx("a" * 50_000_100), "MB unpacked; refused"),
        (docx("Ana: oi")[:-30], "damaged or cut short"),
        (docx(" "), "no text in it"),
    ],
    ids=["doctype", "bomb", "truncated", "empty"],
)
def test_unsafe_and_damaged_documents_are_refused(tmp_path, data, message):
    """A document that could harm or says nothing is refused with its reason."""
    with pytest.raises(ReadError, match=message):
        read_docx(tmp_path, data)


def test_deleted_words_are_not_said_and_inserted_ones_are(tmp_path):
    """Tracked deletions are left out; insertions and links are words like others."""
    inner = (
        "<w:p><w:r><w:t>Ana: Gostou?</w:t></w:r></w:p><w:p><w:r><w:t>Rui: Não </w:t></w:r>"
        "<w:del><w:r><w:delText>nada</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>antes</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>muito</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>Ana: Por quê?</w:t></w:r></w:p>"
        "<w:p><w:hyperlink><w:r><w:t>Rui: Caro.</w:t></w:r></w:hyperlink></w:p>"
    )
    data = docx("x")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        new.writestr("[Content_Types].xml", old.read("[Content_Types].xml"))
        new.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_NS}"><w:body>{inner}</w:body></w:document>',
        )
    turns = read_docx(tmp_path, buffer.getvalue())
    assert list(turns["text"]) == ["Gostou?", "Não muito", "Por quê?", "Caro."]


# ---- labels ----


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Entrevistadora", "interviewer"), ("ENTREVISTADOR(A) 2", "interviewer"),
        ("Moderador 1", "interviewer"), ("Encuestadora", "interviewer"), ("Interviewer", "interviewer"),
        ("Ana (moderadora)", "interviewer"), ("Entrevistado/a", "customer"), ("Participante 3", "customer"),
        ("Cliente Maria", "customer"), ("Atendente", "agent"), ("Agente 13", "agent"), ("Asesora", "agent"),
        ("Empresa", "company"), ("Ana Prado", ""), ("P03", ""), ("", ""),
    ],
)  # fmt: skip
def test_role_words(label, role):
    """A label names a role in any of the three languages; a name names none."""
    assert label_role(label) == role


@pytest.mark.parametrize(
    "text",
    ["", "10", "http", "Data", "Obs", "e então eu disse para ela", "O que eu mais gostei foi isto",
     "Sim! Foi", "a" * 61],
)  # fmt: skip
def test_what_is_no_name(text):
    """Numbers, sentences, links and headings such as `Data:` are nobody's name."""
    assert not is_name(text)


# ---- promises that hold for any input ----


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fall(text):
    """Whatever stands in a file, reading it as a transcript or subtitles never fails."""
    turns = read_transcript(lines_of(text)).turns
    assert all(turn.text.strip() for turn in turns)
    for layout in ("vtt", "srt", "sbv"):
        read_subtitles(text, layout=layout)


_WORDS = st.text("abcdeé ,", min_size=1, max_size=30).map(str.strip).filter(bool)
_CUES = st.lists(
    st.tuples(st.sampled_from(["Ana Luz", "Rui Mar"]), _WORDS, st.integers(0, 50)),
    min_size=1,
    max_size=15,
)


@given(_CUES)
def test_no_word_of_a_subtitle_is_lost_or_moved(cues):
    """All words come out once, in order, and times never fall, whatever was merged."""
    blocks, now = [], 0.0
    for speaker, words, pause in cues:
        start, now = now + pause / 10, now + pause / 10 + 1
        blocks.append(f"{stamp(start)} --> {stamp(now)}\n<v {speaker}>{words}</v>\n")
    turns = read_subtitles("WEBVTT\n\n" + "\n".join(blocks), layout="vtt").turns
    said = " ".join(" ".join(words.split()) for _, words, _ in cues)
    assert " ".join(turn.text for turn in turns) == said
    seconds = [turn.seconds for turn in turns]
    assert seconds == sorted(seconds)


def stamp(seconds):
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"


@pytest.mark.parametrize(
    "text",
    ["Ana: " + "x: " * 40_000, " " * 120_000 + "a", "[" * 60_000, "(" * 50_000 + "00:00", ". " * 60_000,
     "*" * 60_000 + ":", "a " * 60_000 + "00:00", "00:00:" * 20_000, "-" * 60_000 + "> 00:01"],
)  # fmt: skip
def test_long_hostile_lines_are_read_in_time(text):
    """A line of 100,000 characters takes no longer than its length deserves."""
    import time

    start = time.process_time()
    read_transcript(lines_of(text))
    read_subtitles("WEBVTT\n\n00:01.000 --> 00:02.000\n" + text, layout="vtt")
    assert time.process_time() - start < 3
