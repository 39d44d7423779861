"""Tables: csv, tsv, xlsx, JSON; headers, columns, profiles; broken and hostile files."""

import datetime
import io
import json
import random
import warnings
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cxlab.ingest
from cxlab.errors import ReadError, ReadWarning, StudyError
from cxlab.ingest import delimited, profiles

REVIEWS = 'id;nota;comentário\n1;4,5;Chegou antes do prazo\n2;1;"Caixa amassada;\nproduto bom"\n'


def read_and_hear(path, **options):
    """The turns of a file and everything it warns of, in one text."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        turns = cxlab.ingest.read(path, **options)
    assert all(issubclass(one.category, ReadWarning) for one in heard)
    return turns, "\n".join(str(one.message) for one in heard)


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---- what is found in ordinary files ----


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_one_table_in_many_encodings(tmp_path, encoding, ends):
    """Encoding, line ends, decimal commas and line breaks in cells are all understood."""
    path = put(tmp_path, "r.csv", REVIEWS.replace("\n", ends).encode(encoding))
    turns, _ = read_and_hear(path)
    assert list(turns["text"]) == ["Chegou antes do prazo", "Caixa amassada;\nproduto bom"]
    assert list(turns["rating"]) == [4.5, 1.0]
    assert list(turns["locator"]) == ["row 2", "row 3"]
    assert list(turns["role"]) == ["customer", "customer"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path, delimiter):
    """The delimiter is told from the file, whatever its name ends in."""
    rows = [["id", "text", "stars"], ["1", "Good, cheap; fast", "5"], ["2", "Late | lost", "1"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    turns, _ = read_and_hear(put(tmp_path, "r.txt", text))
    assert list(turns["text"]) == ["Good, cheap; fast", "Late | lost"]


def test_a_workbook_under_a_csv_name(tmp_path):
    """What stands in a file counts, not what its name ends in."""
    data = workbook(("Folha1", [["nota", "comentário"], [5, "Ótimo atendimento"]]))
    turns, _ = read_and_hear(put(tmp_path, "r.csv", data))
    assert list(turns["text"]) == ["Ótimo atendimento"]


def test_workbook_with_preamble_and_later_sheets(tmp_path):
    """Rows above the header are left out, sheets of the same header follow, others are named."""
    header = ["Data", "Nota", "Comentário"]
    data = workbook(
        ("Capa", [["Relatório de maio"]]),
        ("Maio", [["Relatório"], [], ["Filtro:", "todos"], header, [datetime.date(2025, 5, 2), 4, "Bom prazo"]]),
        ("Junho", [header, [datetime.datetime(2025, 6, 1, 9, 30), 2, "Veio quebrado"]]),
    )  # fmt: skip
    turns, heard = read_and_hear(put(tmp_path, "r.xlsx", data))
    assert list(turns["text"]) == ["Bom prazo", "Veio quebrado"]
    assert list(turns["locator"]) == ["Maio row 4", "Junho row 2"] or list(turns["locator"]) == [
        "Maio row 5",
        "Junho row 2",
    ]
    assert [str(one) for one in turns["date"]] == ["2025-05-02 00:00:00", "2025-06-01 09:30:00"]
    assert "row(s) above the header were left out" in heard
    assert "sheets, Capa were not read" in heard


def test_header_below_a_preamble_is_found_by_the_mapped_names(tmp_path):
    """Exports put titles and filters above the table; mapped columns say which row is the header."""
    text = "Report:,Maio\nBrand:,Loja\n\nquando,palavras,estrelas\n2025-01-02,Gostei muito,5\n"
    turns, heard = read_and_hear(
        put(tmp_path, "r.csv", text), columns={"text": "palavras", "rating": "estrelas"}
    )
    assert list(turns["text"]) == ["Gostei muito"]
    assert list(turns["locator"]) == ["row 5"]
    assert "2 row(s) above the header were left out" in heard


def test_a_file_without_a_header(tmp_path):
    """A first row that is already data is data, and that is said."""
    text = "Muito bom o produto que comprei;5;01/02/2024\nPéssimo, demorou demais;1;13/02/2024\n"
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert list(turns["text"]) == ["Muito bom o produto que comprei", "Péssimo, demorou demais"]
    assert "no header row was found" in heard


def test_one_column_of_sentences_keeps_its_commas(tmp_path):
    """A file of one column is not cut at the commas of its sentences."""
    turns, _ = read_and_hear(
        put(tmp_path, "r.csv", 'comentario\nMuito bom, gostei\n"Ruim, não volto"\n')
    )
    assert list(turns["text"]) == ["Muito bom, gostei", "Ruim, não volto"]


def test_several_open_questions_are_one_answer(tmp_path):
    """A survey nobody mapped gives the answers to all its open questions, and no header row as answer."""
    text = (
        "Respondent ID,Start Date,Gostou?,O que faltou na loja?,O que mais gostou?\n"
        ",,Response,Open-Ended Response,Open-Ended Response\n"
        "11,02/25/2026,Sim,Mais caixas abertos aos sábados,A atenção de quem me vendeu\n"
        "12,02/26/2026,Não,Preço claro em cada prateleira,Nada que eu possa lembrar\n"
    )
    turns, heard = read_and_hear(put(tmp_path, "s.csv", text))
    assert turns["text"].iloc[0] == "Mais caixas abertos aos sábados\nA atenção de quem me vendeu"
    assert len(turns) == 2 and list(turns["participant"]) == ["11", "12"]
    assert "1 further header row was left out" in heard


def test_title_stands_in_for_missing_words_and_stars_alone_are_kept(tmp_path):
    """A review may be a title, or only stars; a row with nothing is left out and told."""
    text = "title,text,rating\nÓtimo,,5\n,,3\n,,\nRuim,Veio errado,1\n"
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert list(turns["text"]) == ["Ótimo", "", "Veio errado"]
    assert list(turns["rating"]) == [5.0, 3.0, 1.0]
    assert heard == ""


def test_a_column_called_date_without_dates_is_none(tmp_path):
    """A name alone does not make a column a date or a rating: what stands in it must fit."""
    text = "date,rating,text\nonce,high,Gostei muito da loja\ntwice,low,Odiei o atendimento\n"
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert not {"date", "rating"} & set(turns.columns) and heard == ""


def test_mapped_columns(tmp_path):
    """Several columns join into one text, and names may differ in case and accents."""
    path = put(tmp_path, "r.csv", "ID,Por quê,O que faltou\n1,Preço alto,Troco\n2,,Estoque\n")
    turns, _ = read_and_hear(path, columns={"text": ["por que", "o que faltou"], "id": "id"})
    assert list(turns["text"]) == ["Preço alto\nTroco", "Estoque"]
    assert list(turns["id"]) == ["1", "2"]


def test_a_missing_column_is_named_with_what_was_found(tmp_path):
    """The error says what was wrong, what was found, and what to write."""
    path = put(tmp_path, "reviews.csv", "id,nota,texto\n1,5,Bom demais\n")
    with pytest.raises(StudyError) as error:
        cxlab.ingest.read(path, columns={"text": "texto", "rating": "rating"})
    assert str(error.value) == (
        "column 'rating' not in reviews.csv. Found: id, nota, texto. Map it: columns: {rating: nota}"
    )


def test_unknown_profile(tmp_path):
    """A mistyped profile names the nearest one."""
    with pytest.raises(
        StudyError, match=r"profile: unknown key 'trustpilott'. Did you mean 'trustpilot'\?"
    ):
        cxlab.ingest.read(put(tmp_path, "r.csv", REVIEWS), profile="trustpilott")


def test_lines_that_stand_whole_in_one_column(tmp_path):
    """A table of semicolons that a spreadsheet opened as one of commas is cut again."""
    data = workbook(
        ("a", [["id;nota;comentario"], ["1;4;Gostei do prazo"], ['2;1;"Veio; quebrado"']])
    )
    turns, _ = read_and_hear(put(tmp_path, "r.xlsx", data))
    assert list(turns["text"]) == ["Gostei do prazo", "Veio; quebrado"]
    assert list(turns["rating"]) == [4.0, 1.0]


def test_what_programs_write_for_nothing_is_nothing(tmp_path):
    """`nan`, `NULL` and `N/A` are empty cells; "None" as an answer in words is one."""
    text = "id,text,rating,date\n'7,Gostei muito,5,nan\n8,nan,3,NULL\n9,None,2,N/A\n10,NULL,nan,\n"
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert list(turns["text"]) == ["Gostei muito", "", "None"]
    assert list(turns["id"]) == ["7", "8", "9"]
    assert "1 piece(s) could not be read and were left out (line 5" in heard


# ---- JSON ----


def test_records_under_their_ids(tmp_path):
    """An object of records by id is a list of records."""
    text = json.dumps({"r1": {"text": "Gostei", "stars": 5}, "r2": {"text": "Odiei", "stars": 1}})
    turns, _ = read_and_hear(put(tmp_path, "r.json", text))
    assert list(turns["text"]) == ["Gostei", "Odiei"]
    assert list(turns["id"]) == ["r1", "r2"]


def test_tickets_with_comments_become_threads(tmp_path):
    """A record with messages inside is one conversation, its description the first turn."""
    tickets = [
        {"id": 7, "subject": "Frete", "description": "Onde está meu pedido?", "via": {"channel": "web"},
         "comments": [{"author": {"name": "Ana"}, "body": "Onde está meu pedido?"},
                      {"author": {"name": "Suporte"}, "body": "Olá, Ana! Agradecemos o contato."}]},
        {"id": 8, "subject": "Troca", "description": "Veio errado", "comments": []},
    ]  # fmt: skip
    text = "\n".join(json.dumps(one) for one in tickets)
    turns, _ = read_and_hear(put(tmp_path, "t.json", text))
    assert list(turns["text"]) == [
        "Onde está meu pedido?", "Olá, Ana! Agradecemos o contato.", "Veio errado",
    ]  # fmt: skip
    assert list(turns["role"]) == ["customer", "agent", "customer"]
    assert list(turns["thread"][:2]) == ["7", "7"]


def test_broken_json_lines_are_left_out_with_their_line(tmp_path):
    """A damaged line costs itself."""
    text = '{"id":1,"text":"Gostei"}\n{damaged\n[1]\n{"id":2,"text":"Odiei"}\n'
    turns, heard = read_and_hear(put(tmp_path, "r.jsonl", text))
    assert list(turns["text"]) == ["Gostei", "Odiei"]
    assert (
        "2 piece(s)" in heard
        and "line 2: not JSON" in heard
        and "line 3: not a JSON object" in heard
    )


def test_a_cut_json_array_gives_what_came_before(tmp_path):
    """An export cut short is read up to the cut, which is told."""
    turns, heard = read_and_hear(put(tmp_path, "r.json", '[{"text":"Gostei muito"},{"text":"Od'))
    assert list(turns["text"]) == ["Gostei muito"]
    assert "the JSON breaks here" in heard


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "cut.json"])
def test_half_an_emoji_stops_no_export(tmp_path, name):
    """Half of a pair becomes the sign for what cannot be read; a whole pair stays."""
    record = '{"text":"Adorei \\ud83d muito \\ud83d\\ude00"}'
    text = {"r.json": f"[{record}]", "r.jsonl": record, "cut.json": f'[{record},{{"text":"Od'}[name]
    turns, _ = read_and_hear(put(tmp_path, name, text))
    assert list(turns["text"]) == ["Adorei \ufffd muito \U0001f600"]


# ---- known exports ----

PLAY = (
    "Package Name,App Version Code,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Star Rating,Review Title,"
    "Review Text,Developer Reply Date and Time,Developer Reply Text,Review Link\n"
    'com.x,12,pt,a1,2026-01-02T03:04:05Z,1767323045000,2026-01-03T00:00:00Z,2,,"Trava no\ncheckout",'
    "2026-01-04T00:00:00Z,Obrigado pelo aviso,https://play.google.com/x?reviewId=ab1\n"
    "com.x,12,pt,a1,2026-01-05T03:04:05Z,1767582245000,,5,,,,,https://play.google.com/x?reviewId=ab2\n"
).encode("utf-16")
QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,RecordedDate,ResponseId,ExternalReference,Q1_NPS,Q2,Q3\n"
    "Start Date,End Date,Response Type,IP Address,Recorded Date,Response ID,External Data Reference,"
    "Would you recommend us?,Why?,Your city\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",'
    '"{""ImportId"":""ipAddress""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}",'
    '"{""ImportId"":""externalDataReference""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}",'
    '"{""ImportId"":""QID3""}"\n'
    "2026-02-01 10:00:00,2026-02-01 10:05:00,IP Address,1.1.1.1,2026-02-01 10:05:01,R_1,C-9,9,"
    "Delivery was on time,Porto\n"
    "2026-02-01 10:00:00,2026-02-01 10:05:00,Survey Preview,1.1.1.1,2026-02-01 10:05:01,R_2,,1,"
    "A test of the form only,Lisboa\n"
)
EXPORTS = {
    "play": (PLAY, "Trava no\ncheckout", {"rating": 2.0, "date": "2026-01-03 00:00:00"}),
    "play_scraper": (
        "reviewId,userName,userImage,content,score,thumbsUpCount,at,replyContent\n"
        "r1,Ana,u,O app fecha sozinho,1,0,2026-01-02 10:00:00,Vamos corrigir\n",
        "O app fecha sozinho", {"rating": 1.0, "participant": "Ana"},
    ),
    "app_store": (
        json.dumps([{"id": 5, "title": "Bom", "userName": "Rui", "isEdited": False, "review": "Uso sempre",
                     "rating": 5, "date": "2026-01-02", "developerResponse": {"id": 1, "body": "Obrigado!"}}]),
        "Uso sempre", {"rating": 5.0, "title": "Bom"},
    ),
    "trustpilot": (
        "Domain URL,Review ID,Review Created (UTC),Review Consumer User Id,Review Username,Review Title,"
        "Review Content,Review Stars\nx.com,a1,2026-01-02 10:00:00,u1,Bia,Tarde,Chegou tarde demais,2\n",
        "Chegou tarde demais", {"rating": 2.0, "participant": "u1"},
    ),
    "amazon": (
        "marketplace\tcustomer_id\treview_id\tproduct_id\tstar_rating\treview_headline\treview_body\treview_date\n"
        "ES\t99\tR1\tB1\t4\tBueno\tLlegó \"antes\" de tiempo\t2015-08-31\n",
        'Llegó "antes" de tiempo', {"rating": 4.0, "participant": "99"},
    ),
    "qualtrics": (QUALTRICS, "Delivery was on time", {"nps": 9.0, "participant": "C-9"}),
    "reclame_aqui": (
        workbook(("Dados", [["Dados do Reclame Aqui"], [], ["Id HugMe", "Título", "Nome", "Email",
                 "Data Reclamação", "Reclamação", "Nota", "Status RA"],
                 [12, "Atraso", "Ana", "a@b.co", "25/03/2025 14:30", "Pedido atrasado há dias", 3, "Respondido"]])),
        "Pedido atrasado há dias", {"rating": 3.0, "date": "2025-03-25 14:30:00"},
    ),
    "brandwatch": (
        "Report:,x\nBrand:,y\nFrom:,z\nTo:,w\nLabel,v\n\n"
        "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Full Text,Author\n"
        "1,q,2026-01-02 03:04:05,t,s,http://x/1,x.com,A loja nova é linda,@bia\n",
        "A loja nova é linda", {"channel": "x.com"},
    ),
    "intercom": (
        "message_id,message_body,message_created_at,message_author_type,message_author_name,conversation_id\n"
        "m1,Meu cupom não funciona,2017-11-14 21:45:08,user,Ana,c1\n"
        "m2,Vou ver isso agora,2017-11-14 21:46:08,admin,Rui,c1\n",
        "Meu cupom não funciona", {"thread": "c1"},
    ),
    "judgeme": (
        "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,reply\n"
        "Amei,Tecido macio e bonito,5,2025-03-02 10:12:00 UTC,web,ok,Ana,a@b.co,\n",
        "Tecido macio e bonito", {"rating": 5.0, "date": "2025-03-02 10:12:00"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_known_exports_are_recognised(tmp_path, name):
    """Each shipped profile finds its export by the header and reads it, named or not."""
    content, text, fields = EXPORTS[name]
    path = put(tmp_path, "export", content)
    for profile in (None, name):
        turns, _ = read_and_hear(path, profile=profile)
        assert turns["text"].iloc[0] == text
        for field, value in fields.items():
            found = turns[field].iloc[0]
            assert (str(found) if field == "date" else found) == value
        assert turns["role"].iloc[0] == "customer"


def test_every_profile_with_columns_has_its_export_here():
    """No profile is shipped that nothing tests."""
    assert {name for name, one in profiles.shipped().items() if one.columns} == set(EXPORTS)


def test_replies_of_the_developer_are_context(tmp_path):
    """A shop's answer under a review is the company's, and stars without words stay."""
    turns, _ = read_and_hear(put(tmp_path, "reviews.csv", PLAY))
    assert list(turns["role"]) == ["customer", "company", "customer"]
    assert list(turns["text"]) == ["Trava no\ncheckout", "Obrigado pelo aviso", ""]


def test_previews_of_a_survey_are_left_out(tmp_path):
    """Qualtrics' label rows and test answers are nobody's."""
    turns, heard = read_and_hear(put(tmp_path, "q.csv", QUALTRICS))
    assert len(turns) == 1
    assert "1 preview or spam row(s) were left out" in heard
    assert "2 further header row(s) were left out" in heard


# ---- broken tables ----


def table(rows):
    return "id,text,rating\n" + "".join(
        f"{n},frase número {n} sem nada,{n % 5 + 1}\n" for n in rows
    )


@pytest.mark.parametrize("before", [0, 1, 500])
@pytest.mark.parametrize("after", [0, 1, 500])
def test_an_unclosed_quote_costs_its_own_record(tmp_path, before, after):
    """A quote that is never closed does not swallow what follows it."""
    text = (
        table(range(before))
        + '9,"aberta e nunca fechada,3\n'
        + table(range(1000, 1000 + after))[15:]
    )
    if before + after < 2:
        return
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert len(turns) == before + after
    assert (
        f"1 piece(s) could not be read and were left out (line {before + 2}: a quote is opened"
        in heard
    )


def test_an_unclosed_quote_among_quoted_cells(tmp_path):
    """Quoted neighbours, which close the stray quote in the wrong place, survive as well."""
    rows = [f'{n},"frase, {n}\ncom linhas, e ""aspas""",{n % 5 + 1}' for n in range(40)]
    rows[20] = '20,"nunca fechada,1'
    turns, heard = read_and_hear(put(tmp_path, "r.csv", "id,text,rating\n" + "\n".join(rows)))
    assert len(turns) == 39
    assert "line 42: a quote is opened" in heard
    assert turns["text"].iloc[20] == 'frase, 21\ncom linhas, e "aspas"'


def test_a_broken_cell_of_several_lines_is_one_loss(tmp_path):
    """The lines that belong to a broken record go with it, and are not rows of their own."""
    broken = '30,"primeira linha\numa "errada", dentro\nterceira linha",3\n'
    turns, heard = read_and_hear(
        put(tmp_path, "r.csv", table(range(30)) + broken + table(range(31, 35))[15:])
    )
    assert len(turns) == 34
    assert "1 piece(s) could not be read and were left out (line 32: a quote" in heard


def test_rows_of_another_width_are_left_out(tmp_path):
    """A row with too many or too few cells is told with its line; empty surplus cells are nothing."""
    text = table(range(30)) + "30,frase, com vírgula solta,3\n31,curta\n32,sobra vazia aqui,4,,\n"
    turns, heard = read_and_hear(put(tmp_path, "r.csv", text))
    assert len(turns) == 31
    assert "line 32: the row has 4 cells, the header 3" in heard
    assert "line 33: the row has 2 cells, the header 3" in heard


def test_writers_that_leave_out_empty_cells_at_the_end(tmp_path):
    """Where many rows are short, the missing cells are empty ones."""
    text = "id,text,rating\n1,gostei do preço\n2,odiei o prazo,1\n3,bom o atendimento\n4,ruim a caixa\n"
    turns, _ = read_and_hear(put(tmp_path, "r.csv", text))
    assert len(turns) == 4


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\x02"), max_size=20)


@given(
    st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=30),
    st.sampled_from(",;\t|"),
)
def test_what_is_written_is_what_is_read(rows, delimiter):
    """Any table written by the standard library comes back cell by cell, with true row numbers."""
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows(rows)
    records, faults = delimited.parse(buffer.getvalue(), delimiter)
    strange = [one for one in faults if "quote" not in one.reason]
    assert not strange
    if not faults:
        assert [record.cells for record in records] == rows
        assert [record.row for record in records] == list(range(1, len(rows) + 1))


# ---- files that are no data ----


def zipped(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


UNREADABLE = {
    "empty": (b"", "the file is empty"),
    "only a mark": (b"\xef\xbb\xbf", "the file is empty"),
    "only spaces": (b" \n\t\n", "the file is empty"),
    "header only": (b"id,text,rating\n", "a header and no rows"),
    "noise": (random.Random(1).randbytes(4000), "the file is not text"),
    "pdf": (b"%PDF-1.7 x", "the file is a PDF"),
    "rtf": (b"{\\rtf1 x}", "Rich Text"),
    "photo": (b"\x89PNG\r\n\x1a\n....", "an image"),
    "recording": (b"\x00\x00\x00\x18ftypmp42....", "recording"),
    "old Excel": (b"\xd0\xcf\x11\xe0" + bytes(600), "Office 2003 or older"),
    "password": (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "cut workbook": (workbook(("a", [["text"], ["oi"]]))[:-40], "damaged or cut short"),
    "broken workbook": (zipped(xl__workbook_xml="<x/>").replace(b"workbook_xml", b"workbook.xml"), "damaged"),
    "empty workbook": (workbook(("a", [])), "no cell with anything"),
    "other zip": (zipped(a="x"), "a zip archive"),
    "web page": (b"<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>", "a web page"),
    "deep JSON": (b"[" * 100_000, "nests too deeply|not valid JSON"),
    "no records": (b"[1, 2]", "no records"),
    "silent subtitles": (b"WEBVTT\n", "nothing was said"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_files_that_cannot_be_read_say_why(tmp_path, name):
    """Anything that is no data ends in one sentence about what it is and what to do."""
    content, message = UNREADABLE[name]
    with pytest.raises(ReadError, match=rf"^f\.csv: .*(?:{message})"):
        cxlab.ingest.read(put(tmp_path, "f.csv", content))


def test_a_workbook_bomb_is_refused(tmp_path):
    """A sheet that would grow beyond reason is not unpacked."""
    data = zipped(
        xl__workbook_x="<x/>", **{"xl__worksheets__s.xml": "<a>" + "0" * 30_000_000 + "</a>"}
    )
    with pytest.raises(ReadError, match="refused as unsafe"):
        cxlab.ingest.read(put(tmp_path, "b.xlsx", data))


def test_a_workbook_with_a_document_type_is_refused(tmp_path):
    """Entities could hide in it, so it is not opened."""
    sheet = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    data = zipped(**{"xl__workbook.xml": "<x/>", "xl__worksheets__s.xml": sheet})
    with pytest.raises(ReadError, match="document type; refused as unsafe"):
        cxlab.ingest.read(put(tmp_path, "d.xlsx", data))


def test_missing_file(tmp_path):
    """A file that is not there is a reading error that names the cause."""
    with pytest.raises(ReadError, match="cannot be opened"):
        cxlab.ingest.read(tmp_path / "nada.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    """Whatever the bytes of a file, there are turns or one named error."""
    path = tmp_path_factory.mktemp("any") / "f.csv"
    path.write_bytes(data)
    try:
        turns, _ = read_and_hear(path)
    except (ReadError, StudyError):
        return
    assert len(turns)


def test_control_characters_and_strange_line_ends_stay_in_their_cell(tmp_path):
    """NUL is taken out; U+2028, vertical tabs and next-line marks do not end a row."""
    turns, heard = read_and_hear(
        put(tmp_path, "r.csv", "id,text\n1,a\x00b\u2028c\n2,d\x85e\x0bf\n")
    )
    assert list(turns["text"]) == ["ab\u2028c", "d\x85e\x0bf"]
    assert "1 NUL character(s) were taken out" in heard
