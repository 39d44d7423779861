"""All sources of a study: documents, turns, what was left out, and counts that add up."""

import json
import warnings
from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxlab import tables
from cxlab.errors import ReadWarning, StudyError
from cxlab.ingest import propose, read_sources
from cxlab.study import Study, StudyFile

LONG = "O sofá chegou com duas semanas de atraso e a caixa estava toda amassada por fora."
OTHER = "A atendente da loja foi atenciosa e mediu o sofá comigo antes de fechar a compra."


def study(folder, *sources, **more):
    return Study(folder, StudyFile(title="t", sources=list(sources), **more), folder)


def read_and_hear(one):
    """What a study's sources hold and everything that was warned of, in one text."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        raw = read_sources(one)
    assert all(issubclass(w.category, ReadWarning) for w in heard), [str(w.message) for w in heard]
    assert_promises(raw)
    return raw, "\n".join(str(w.message) for w in heard)


def assert_promises(raw):
    """What the next rooms count on, whatever was read."""
    counts = raw.counts
    assert (counts["rows"] == counts["kept"] + counts["quarantined"] + counts["duplicates"]).all()
    assert counts["quarantined"].sum() == len(raw.quarantine)
    assert counts["documents"].sum() == len(raw.documents)
    tables.check("documents", tables.conform("documents", raw.documents))
    assert list(raw.documents.columns[: len(tables.SCHEMAS["documents"])]) == list(
        tables.SCHEMAS["documents"]
    )
    assert set(raw.turns["doc_id"]) <= set(raw.documents["doc_id"])
    assert (raw.documents["text"] == "").all()
    assert set(raw.turns["role"]) <= set(tables.ROLES)
    assert (raw.documents["participant"] != "").all()
    assert (raw.turns["locator"] != "").all()
    assert (raw.turns["text"].str.strip() != "").all()
    evidence = raw.turns["role"].isin(tables.EVIDENCE_ROLES)
    assert (raw.turns.loc[evidence, "participant"] != "").all()
    assert (raw.turns.loc[~evidence, "participant"] == "").all()


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


REVIEWS = {
    "name": "reviews",
    "kind": "review",
    "files": "*.csv",
    "columns": {"text": "text", "rating": "stars"},
}


def test_reviews(tmp_path):
    """One row is one document with its fields, its place and a code for its author."""
    put(
        tmp_path,
        "r.csv",
        f"code;stars;text;quando;plano\nAna Sá;4,0;{LONG};13/02/2025;ouro\nP7;9;Bom;;prata\n",
    )
    source = {
        "name": "loja", "kind": "review", "files": "*.csv", "channel": "site",
        "columns": {"text": "text", "rating": "stars", "date": "quando", "participant": "code", "segment": "plano"},
    }  # fmt: skip
    raw, heard = read_and_hear(study(tmp_path, source))
    one, two = raw.documents.to_dict("records")
    assert (one["source"], one["kind"], one["file"], one["locator"]) == (
        "loja",
        "review",
        "r.csv",
        "row 2",
    )
    assert (one["rating"], one["rating_low"], one["rating_high"]) == (4.0, 1.0, 5.0)
    assert (
        str(one["date"]) == "2025-02-13 00:00:00"
        and one["segment"] == "ouro"
        and one["channel"] == "site"
    )
    assert one["participant"].startswith("P") and "Ana" not in str(raw.documents.to_dict())
    assert two["participant"] == "P7"
    assert pd.isna(two["rating"]) and pd.isna(two["rating_low"])
    assert "1 rating(s) lie outside 1 to 5 and were left out (row 3)" in heard
    assert list(raw.turns["text"]) == [LONG, "Bom"]


def test_ids_do_not_depend_on_file_or_order(tmp_path):
    """The same answers in another file, order and folder have the same ids."""
    rows = [
        f"{text} {n},{n % 5 + 1}" for n, text in enumerate([LONG, OTHER, "Ótimo", "Bom", "Bom"])
    ]
    put(tmp_path / "a", "r.csv", "text,stars\n" + "\n".join(rows))
    put(tmp_path / "b", "x.csv", "text,stars\n" + "\n".join(reversed(rows)))
    first, _ = read_and_hear(study(tmp_path / "a", REVIEWS))
    second, _ = read_and_hear(study(tmp_path / "b", REVIEWS))
    assert set(first.documents["doc_id"]) == set(second.documents["doc_id"])


def test_exact_duplicates_are_dropped_and_short_ones_kept(tmp_path):
    """A long text twice was exported twice; "ótimo" twice was written by two people."""
    put(tmp_path, "r.csv", f"text,stars\n{LONG},1\n{LONG},1\nótimo,5\nótimo,5\n")
    put(tmp_path, "s.csv", f"text,stars\n{LONG},1\n{OTHER},5\n")
    raw, _ = read_and_hear(study(tmp_path, REVIEWS))
    assert sorted(raw.turns["text"]) == sorted([LONG, OTHER, "ótimo", "ótimo"])
    assert list(raw.counts["duplicates"]) == [1, 1]


def test_one_id_with_two_texts_keeps_both_and_says_so(tmp_path):
    """An edited review, or a column that is no id, loses nothing."""
    put(tmp_path, "r.csv", f"id,text,stars\n1,{LONG},1\n1,{OTHER},5\n2,Bom,4\n2,Bom,4\n")
    source = {**REVIEWS, "columns": {**REVIEWS["columns"], "id": "id"}}
    raw, heard = read_and_hear(study(tmp_path, source))
    assert len(raw.documents) == 3 and raw.counts["duplicates"].sum() == 1
    assert "1 id(s) stand for different texts (1); all are kept" in heard


def test_rows_without_words_or_marks_are_quarantined(tmp_path):
    """A row that says nothing is left out with its line."""
    put(tmp_path, "r.csv", "text,stars\nBom,5\n,\n,3\n")
    raw, _ = read_and_hear(study(tmp_path, REVIEWS))
    assert len(raw.documents) == 2
    put(tmp_path, "r.csv", "text,stars,x\nBom,5,a\n,,b\n,3,c\n")
    raw, heard = read_and_hear(study(tmp_path, REVIEWS))
    assert raw.quarantine.to_dict("records")[0]["line"] == 3
    assert "1 piece(s) could not be read and were left out (line 3)" in heard


# ---- what cannot be read ----


def test_an_unreadable_file_does_not_stop_the_others(tmp_path):
    """One damaged file is quarantined and told; the rest is delivered."""
    put(tmp_path, "a.csv", f"text,stars\n{LONG},1\n")
    put(tmp_path, "b.csv", b"%PDF-1.4")
    put(tmp_path, "c.csv", b"")
    raw, heard = read_and_hear(study(tmp_path, REVIEWS))
    assert len(raw.documents) == 1
    assert list(raw.quarantine["file"]) == ["b.csv", "c.csv"]
    assert "b.csv: the file is a PDF" in heard and "c.csv: the file is empty" in heard


def test_nothing_readable_at_all(tmp_path):
    """A study of damaged files ends with their reasons."""
    put(tmp_path, "a.csv", b"")
    with pytest.raises(StudyError, match=r"nothing could be read in .*a\.csv: the file is empty"):
        read_and_hear(study(tmp_path, REVIEWS))


def test_no_file_matches(tmp_path):
    """A pattern that finds nothing is told with what is there instead."""
    put(tmp_path, "dados/resenhas.xlsx", b"x")
    source = {**REVIEWS, "files": "dados/*.csv"}
    with pytest.raises(StudyError) as error:
        read_sources(study(tmp_path, source))
    assert "source 'reviews': no file matches dados/*.csv. In " in str(error.value)
    assert "there is: resenhas.xlsx" in str(error.value)


def test_a_missing_column(tmp_path):
    """A mapped column that is not there is told with file, what was found and what to write."""
    put(tmp_path, "reviews.csv", "id,nota,texto\n1,5,Bom demais\n")
    source = {**REVIEWS, "columns": {"text": "texto", "rating": "rating"}}
    with pytest.raises(StudyError) as error:
        read_sources(study(tmp_path, source))
    assert str(error.value) == (
        "column 'rating' not in reviews.csv. Found: id, nota, texto. Map it: columns: {rating: nota}"
    )


def test_no_text_column(tmp_path):
    """A table without words asks which column has them."""
    put(tmp_path, "r.csv", "a,b\n1,2\n3,4\n")
    source = {"name": "x", "kind": "review", "files": "r.csv"}
    with pytest.raises(StudyError, match=r"column for 'text' not told in r\.csv\. Found: a, b"):
        read_sources(study(tmp_path, source))


# ---- conversations ----

CHAT = {
    "name": "queixas", "kind": "chat", "files": "*.csv",
    "columns": {"text": "text", "thread": ["loja", "titulo"], "position": "pos", "segment": "loja"},
}  # fmt: skip


def messages(*rows):
    return "loja,titulo,pos,text\n" + "".join(f'{a},{b},{c},"{d}"\n' for a, b, c, d in rows)


def test_a_thread_starts_anew_when_its_position_does(tmp_path):
    """Two people may choose the same title; interleaved threads stay apart."""
    put(tmp_path, "c.csv", messages(
        ("x", "Atraso", 0, LONG), ("y", "Troca", 0, "Quero trocar"), ("x", "Atraso", 1, "Olá, Ana! Lamentamos o ocorrido."),
        ("x", "Atraso", 0, OTHER), ("x", "Atraso", 1, "Olá, Rui! Pedimos desculpas."), ("x", "Atraso", 2, "Resolvido."),
    ))  # fmt: skip
    raw, heard = read_and_hear(study(tmp_path, CHAT))
    found = [list(group["text"]) for _, group in raw.turns.groupby("doc_id", sort=False)]
    assert [one[0] for one in found] == [LONG, "Quero trocar", OTHER]
    assert [len(one) for one in found] == [2, 1, 3]
    assert list(raw.turns["role"]) == [
        "customer",
        "company",
        "customer",
        "customer",
        "company",
        "customer",
    ]
    assert list(raw.documents["segment"]) == ["x", "y", "x"]
    assert "guessed from the words of 6 turn(s)" in heard


def test_a_thread_exported_twice_is_one(tmp_path):
    """A later export of the same thread adds its new answers and repeats nothing."""
    put(tmp_path, "c.csv", messages(
        ("x", "Atraso", 0, LONG), ("x", "Atraso", 1, "Olá, Ana! Lamentamos."),
        ("x", "Atraso", 0, LONG), ("x", "Atraso", 1, "Olá, Ana! Lamentamos."), ("x", "Atraso", 2, "Obrigada"),
    ))  # fmt: skip
    raw, _ = read_and_hear(study(tmp_path, CHAT))
    assert list(raw.turns["text"]) == [LONG, "Olá, Ana! Lamentamos.", "Obrigada"]
    assert len(raw.documents) == 1 and raw.counts["duplicates"].sum() == 2


def test_the_same_answer_to_two_people_joins_nobody(tmp_path):
    """A company's standard answer does not make two complaints one."""
    answer = "Olá, tudo bem? Primeiramente pedimos desculpas pelo atraso no envio do seu pedido."
    put(tmp_path, "c.csv", messages(
        ("x", "Atraso", 0, LONG), ("x", "Atraso", 1, answer), ("x", "Atraso", 0, OTHER), ("x", "Atraso", 1, answer),
    ))  # fmt: skip
    raw, _ = read_and_hear(study(tmp_path, CHAT))
    assert len(raw.documents) == 2 and len(raw.turns) == 4


@pytest.mark.parametrize("kind", ["chat", "ticket"])
def test_an_answer_whose_complaint_is_missing_is_the_companys(tmp_path, kind):
    """A thread that starts in its middle does not make the company a customer."""
    put(tmp_path, "c.csv", messages(("x", "A", 0, LONG), ("x", "B", 1, "Agradecemos o contato.")))
    raw, _ = read_and_hear(study(tmp_path, {**CHAT, "kind": kind}))
    assert list(raw.turns["role"]) == ["customer", "company"]


def test_roles_a_study_names_beat_every_guess(tmp_path):
    """Positions, speakers or role values listed in study.yml decide."""
    put(
        tmp_path,
        "c.csv",
        messages(("x", "A", 0, "Bom dia"), ("x", "A", 1, "Oi"), ("x", "A", 2, "Tchau")),
    )
    source = {**CHAT, "roles": {"customer": ["0", "2"], "agent": ["1"]}}
    raw, heard = read_and_hear(study(tmp_path, source))
    assert list(raw.turns["role"]) == ["customer", "agent", "customer"]
    assert heard == ""


def test_newest_first_chats_are_put_in_order(tmp_path):
    """Messages with a time stand in the order they were sent."""
    rows = [
        {"conv": 1, "who": "customer", "at": f"2025-01-01 10:0{n}:00", "body": text}
        for n, text in ((2, "Obrigada"), (1, "Vou ver"), (0, "Onde está?"))
    ]
    rows[1]["who"] = "agent"
    put(tmp_path, "c.jsonl", "\n".join(json.dumps(row) for row in rows))
    source = {
        "name": "c", "kind": "chat", "files": "*.jsonl",
        "columns": {"text": "body", "thread": "conv", "role": "who", "date": "at"},
    }  # fmt: skip
    raw, _ = read_and_hear(study(tmp_path, source))
    assert list(raw.turns["text"]) == ["Onde está?", "Vou ver", "Obrigada"]
    assert list(raw.turns["role"]) == ["customer", "agent", "customer"]


# ---- interviews and people ----

INTERVIEWS = {"name": "entrevistas", "kind": "interview", "files": "*.txt", "people": "people.csv"}
PEOPLE = "participant,names,segment,role,plan,wave\nP01,Ana Sá;Aninha,familia,,ouro,2\nP02,Rui Mar,digital,,prata,1\nM1,Lia Reis,,interviewer,,\n"


def test_people_give_codes_segments_roles_and_attributes(tmp_path):
    """Names of people.csv never leave; their attributes stand on every document of theirs."""
    put(tmp_path, "people.csv", PEOPLE)
    put(
        tmp_path,
        "a.txt",
        "Lia Reis: O que houve?\nAninha: Atrasou.\nLia Reis: Muito?\nAninha: Sim.\n",
    )
    put(tmp_path, "P02_final.txt", "E: O que houve?\nP: Nada.\nE: Certeza?\nP: Sim.\n")
    source = {**INTERVIEWS, "columns": {"wave": "wave"}}
    raw, heard = read_and_hear(study(tmp_path, source))
    documents = raw.documents.set_index("file")
    assert documents.loc["a.txt", ["participant", "segment", "plan", "wave"]].tolist() == [
        "P01",
        "familia",
        "ouro",
        "2",
    ]
    assert documents.loc["P02_final.txt", ["participant", "segment"]].tolist() == ["P02", "digital"]
    assert set(raw.turns["speaker"]) == {"P01", "P02", "interviewer"}
    assert {"Ana Sá", "Aninha", "Rui Mar", "Lia Reis"} <= set(raw.roster)
    assert heard == ""


def test_a_focus_group_keeps_its_people_apart(tmp_path):
    """Several customers in one talk have a code each, and none is a name."""
    put(
        tmp_path,
        "g.txt",
        "Moderadora: E o app?\nBia Luz: Lento.\nCaio Sol: Gostei.\nModeradora: E a loja?\nBia Luz: Boa.\nCaio Sol: Longe.\n",
    )
    source = {"name": "g", "kind": "interview", "files": "g.txt"}
    raw, _ = read_and_hear(study(tmp_path, source))
    customers = raw.turns[raw.turns["role"] == "customer"]
    assert customers["participant"].nunique() == 2
    assert not any(
        name in str(raw.turns[["speaker", "participant"]].to_dict()) for name in ("Bia", "Caio")
    )
    assert {"Bia Luz", "Caio Sol"} <= set(raw.roster)


@pytest.mark.parametrize(
    "labels",
    [
        ("Speaker 1", "Speaker 3"),
        ("P1", "P2"),
        ("Participante 1", "Participante 2"),
        ("Bia", "Caio"),
    ],
)
def test_numbers_and_first_names_hold_inside_one_talk(tmp_path, labels):
    """Speaker 1 of one group is nobody in another; a code that a study gave is the same person."""
    one, two = labels
    talk = f"Moderadora: E o app?\n{one}: Lento demais.\n{two}: Gostei.\nModeradora: E?\n{one}: Sim.\n{two}: Não.\n"
    put(tmp_path, "a.txt", talk)
    put(tmp_path, "b.txt", talk.replace("Lento demais", "Rápido"))
    source = {"name": "g", "kind": "interview", "files": "*.txt"}
    raw, _ = read_and_hear(study(tmp_path, source))
    codes = raw.turns.loc[raw.turns["role"] == "customer", "participant"]
    assert codes.nunique() == 4
    put(tmp_path, "a.txt", talk.replace(one, "P03").replace(two, "P-12"))
    put(
        tmp_path,
        "b.txt",
        talk.replace(one, "P03").replace(two, "P-12").replace("Lento demais", "Rápido"),
    )
    raw, _ = read_and_hear(study(tmp_path, source))
    assert set(raw.turns.loc[raw.turns["role"] == "customer", "participant"]) == {"P03", "P-12"}


def test_a_stranger_beside_somebody_known_is_another_person(tmp_path):
    """Who is not in people.csv does not become the one who is."""
    put(tmp_path, "people.csv", PEOPLE)
    put(
        tmp_path,
        "a.txt",
        "Lia Reis: E?\nAna Sá: Bem.\nLia Reis: E?\nBeto Vaz: Mal.\nLia Reis: E?\nAna Sá: Oi.\nBeto Vaz: Oi.\n",
    )
    raw, _ = read_and_hear(study(tmp_path, INTERVIEWS))
    customers = raw.turns[raw.turns["role"] == "customer"]
    assert list(customers["participant"] == "P01") == [True, False, True, False]
    assert list(raw.documents["participant"]) == ["P01"]


def test_a_code_in_the_file_name_is_the_person(tmp_path):
    """`entrevista_P03_final.txt` is P03's; the same label in two files is not one person."""
    talk = "E: Como foi?\nP: Foi bem.\nE: E o frete?\nP: Caro.\n"
    put(tmp_path, "entrevista_P03_final.txt", talk)
    put(tmp_path, "outra.txt", talk.replace("bem", "mal"))
    raw, _ = read_and_hear(study(tmp_path, {"name": "g", "kind": "interview", "files": "*.txt"}))
    assert raw.documents["participant"].iloc[0] == "P03"
    assert raw.documents["participant"].iloc[1] not in ("P03", "P")


def test_people_without_a_name_are_not_one_person(tmp_path):
    """`Anônimo` and `A Google user` are names of many."""
    rows = [
        f"{name},{text}" for name in ("Anônimo", "A Google user", "nan") for text in (LONG, OTHER)
    ]
    put(tmp_path, "r.csv", "who,text\n" + "\n".join(rows))
    source = {
        "name": "r",
        "kind": "review",
        "files": "r.csv",
        "columns": {"text": "text", "participant": "who"},
    }
    raw, _ = read_and_hear(study(tmp_path, source))
    # Without a name the same long text is one export twice.
    assert len(raw.documents) == 2 and raw.documents["participant"].nunique() == 2


def test_files_in_two_sources_and_patterns_without_files_are_told(tmp_path):
    """What would count twice, and what found nothing, is said."""
    put(tmp_path, "r.csv", f"text,stars\n{LONG},1\n")
    again = {**REVIEWS, "name": "again", "files": ["*.csv", "*.tsv"]}
    _, heard = read_and_hear(study(tmp_path, REVIEWS, again))
    assert "r.csv: the file is in two sources, reviews and again" in heard
    assert "source 'again': no file matches *.tsv" in heard


def test_unsigned_reviews_in_a_text_file(tmp_path):
    """A list of comments without names gives one document each."""
    put(tmp_path, "r.txt", f"{LONG}\n\n{OTHER}\n\nBom\n")
    source = {"name": "r", "kind": "review", "files": "r.txt"}
    raw, _ = read_and_hear(study(tmp_path, source))
    assert list(raw.turns["text"]) == [LONG, OTHER, "Bom"]
    assert list(raw.documents["locator"]) == ["line 1", "line 3", "line 5"]


def test_staff_notes_are_frontline(tmp_path):
    """What staff write is theirs, whatever their job title says."""
    put(
        tmp_path,
        "n.csv",
        "nota,funcao\nCliente volta para reclamar,atendente\nFila longa,gerente\n",
    )
    source = {
        "name": "n",
        "kind": "frontline",
        "files": "n.csv",
        "columns": {"text": "nota", "speaker": "funcao"},
    }
    raw, _ = read_and_hear(study(tmp_path, source))
    assert set(raw.turns["role"]) == {"frontline"}


# ---- segments ----


def test_segments_by_rules_columns_and_attributes(tmp_path):
    """Rules see attributes of people, and columns that nobody mapped."""
    put(tmp_path, "r.csv", "text,stars,flights,plano\nBom demais,5,9,ouro\nRuim demais,1,2,prata\n")
    raw, _ = read_and_hear(
        study(tmp_path, REVIEWS, segments={"rules": {"frequente": "flights > 6"}})
    )
    assert list(raw.documents["segment"]) == ["frequente", ""]
    raw, _ = read_and_hear(study(tmp_path, REVIEWS, segments={"by": "plano"}))
    assert list(raw.documents["segment"]) == ["ouro", "prata"]
    with pytest.raises(StudyError, match=r"segments\.by: nothing is called 'nada'"):
        read_and_hear(study(tmp_path, REVIEWS, segments={"by": "nada"}))


def test_spellings_of_one_segment_are_put_together(tmp_path):
    """Case, accents and spaces make no new segment, and the merge is told."""
    rows = [("Família", LONG), ("Família", OTHER), ("familia ", "Bom"), ("digital", "Ruim")]
    put(tmp_path, "r.csv", "seg,text\n" + "\n".join(f"{seg},{text}" for seg, text in rows))
    source = {
        "name": "r",
        "kind": "review",
        "files": "r.csv",
        "columns": {"text": "text", "segment": "seg"},
    }
    raw, heard = read_and_hear(study(tmp_path, source))
    assert list(raw.documents["segment"]) == ["Família", "Família", "Família", "digital"]
    assert "spellings of one segment were put together: Família = familia" in heard


def test_waves_by_date(tmp_path):
    """Breaks in study.yml part the documents into waves."""
    put(tmp_path, "r.csv", "text,stars,d\nBom demais,5,2024-12-31\nRuim demais,1,2025-01-01\n")
    source = {**REVIEWS, "columns": {**REVIEWS["columns"], "date": "d"}}
    raw, _ = read_and_hear(study(tmp_path, source, waves={"breaks": ["2025-01-01"]}))
    assert list(raw.documents["wave"]) == ["1", "2"]


# ---- a promise that holds for any table ----

_TEXTS = st.sampled_from(
    [LONG, OTHER, "Bom", "ótimo", "", "  ", 'com "aspas" e, vírgula', "duas\nlinhas"]
)
_ROWS = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "P3"]), _TEXTS, st.sampled_from(["", "1", "5", "11", "x"]),
              st.sampled_from(["", "t1", "t2"]), st.sampled_from(["", "0", "1", "2"])),
    min_size=1, max_size=25,
)  # fmt: skip


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
@given(
    _ROWS,
    st.sets(st.sampled_from(["id", "thread", "position", "participant"])),
    st.sampled_from(["review", "chat", "interview", "survey"]),
    st.lists(st.sampled_from(['9,"aberta', "a,b", ",".join("abcdefg")]), max_size=2),
)
def test_no_row_gets_lost(tmp_path, rows, mapped, kind, broken):
    """Rows in = kept + quarantined + duplicates, for any rows, mapping, kind and damage."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["id", "text", "rating", "thread", "position"])
    writer.writerows(rows)
    put(tmp_path, "r.csv", buffer.getvalue() + "\n".join(broken))
    columns = {"text": "text", "rating": "rating"}
    columns |= {field: "id" if field == "participant" else field for field in mapped}
    source = {"name": "s", "kind": kind, "files": "r.csv", "columns": columns}
    try:
        raw, _ = read_and_hear(study(tmp_path, source))
    except StudyError as error:
        assert "nothing could be read" in str(error)
        return
    if not broken:
        blank = sum(1 for row in rows if not any(cell.strip() for cell in row))
        assert raw.counts["rows"].sum() == len(rows) - blank
        said = Counter(text.strip() for _, text, _, _, _ in rows if text.strip())
        kept = Counter(raw.turns["text"])
        assert not kept - said
        if kind == "review" and not mapped:
            assert all(kept[text] == said[text] for text in said if len(text) < 60)


# ---- proposals for a first study.yml ----


def test_propose(tmp_path):
    """Each kind of file becomes a source with its columns; people.csv goes with the interviews."""
    put(tmp_path, "lojas.csv", f"id_aval;nota;comentario;segmento\n1;4,5;{LONG};a\n2;3;{OTHER};b\n")
    put(
        tmp_path,
        "P01.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Oi?\n\n00:03.000 --> 00:04.000\n<v Rui>Oi.\n",
    )
    put(tmp_path, "P02.txt", "E: Oi?\nP: Oi.\nE: E?\nP: Nada.\n")
    put(tmp_path, "people.csv", PEOPLE)
    put(
        tmp_path, "nps.csv", f"ID,De 0 a 10 quanto recomendaria,Por quê?\n1,9,{LONG}\n2,3,{OTHER}\n"
    )
    put(tmp_path, "foto.png", b"\x89PNG")
    proposals = propose(sorted(tmp_path.iterdir()))
    found = {one["name"]: one for one in proposals}
    assert found["lojas"]["kind"] == "review"
    assert found["lojas"]["columns"] == {
        "text": "comentario", "rating": "nota", "segment": "segmento", "id": "id_aval",
    }  # fmt: skip
    assert found["interviews"]["kind"] == "interview"
    assert found["interviews"]["files"] == ["P01.vtt", "P02.txt"]
    assert found["interviews"]["people"] == "people.csv"
    assert found["nps"]["kind"] == "survey"
    assert found["nps"]["columns"]["nps"] == "De 0 a 10 quanto recomendaria"
    assert proposals.notes == (("foto.png", "not read: the file is an image"),)
    whole = StudyFile(title="t", sources=list(proposals))
    assert len(read_and_hear(Study(tmp_path, whole, tmp_path))[0].documents) == 6


def test_propose_reads_conversations_and_names_possible_segments(tmp_path):
    """Counted messages make threads by their title; columns with few values could be the segment."""
    rows = [
        ("x" if n % 2 else "y", f"Atraso {n}", place, LONG) for n in range(6) for place in (0, 1)
    ]
    put(tmp_path, "queixas.csv", messages(*rows).replace("titulo,pos", "title,position"))
    proposals = propose([tmp_path / "queixas.csv"])
    assert proposals[0]["kind"] == "chat"
    assert proposals[0]["columns"] == {
        "text": "text", "title": "title", "thread": "title", "position": "position",
    }  # fmt: skip
    assert proposals.notes == (("queixas", "columns that could be the segment: loja"),)


@pytest.mark.parametrize(("scale", "kept"), [("[1, 7]", [7.0, 1.0]), ("[5, 1]", [None, 1.0])])
def test_effort_is_an_answer_on_its_own_scale(tmp_path, scale, kept):
    """How easy it was comes into the documents, off its scale it is told and left out; words are not needed."""
    (tmp_path / "p.csv").write_text("cliente;facil;texto\nC1;7;Tudo certo, obrigado\nC2;1;\n")
    columns = "{text: texto, effort: facil, participant: cliente}"
    (tmp_path / "study.yml").write_text(
        "title: x\nsources:\n"
        f"  - {{name: p, kind: survey, files: p.csv, columns: {columns}, effort_scale: {scale}}}\n"
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        documents = read_sources(Study.load(tmp_path)).documents
    found = [None if pd.isna(one) else one for one in documents["effort"]]
    assert found == kept
    outside = [
        str(one.message) for one in told if "effort(s) lie outside 1 to 5" in str(one.message)
    ]
    assert bool(outside) == (scale == "[5, 1]")
