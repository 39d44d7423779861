"""The bundled study is what its README and TRUTH.md say it is.

Everything is read here with the plainest means (csv, json, openpyxl, docx), and not with the
program's own readers, so that a fault in those cannot hide a fault in the data.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml

DEMO = Path(__file__).parent.parent / "data" / "raw" / "demo"
SEGMENTS = {"familia", "digital", "economica"}
MOJIBAKE = re.compile(r"Ã[^ÇÃO ]|â€|Â[^ ]")

# Words that only someone with that experience uses: a floor for how often each truth is told.
WORDS = {
    ("delivery", "pain"): r"atras|remarc|reprogram|retras|tarde y|tarde\b.*(rot|ray)|un mes tarde|semanas? tarde"
    r"|falhad|falhar|fallid|anulada|cancelada la noche|reagendad|late\b|rescheduled|missed|nobody (rang|called|came)"
    r"|não (veio|apareceu)|não tinha chegado|sigue sin|no vinieron|dias? de atraso|esperando",
    ("delivery", "gap"): r"promet|promised|marcaram|marcada|marcam|combinaram|tenía que llegar|debía llegar"
    r"|te dicen que|según ellos|avisan que|era pra chegar|era terça|disseram de manhã|due (between|on)|anúncio dizia"
    r"|delivered within|dicen.*fecha|me dijeron|slot",
    ("store", "delight"): r"\bloja\b|showroom|tienda|\blocal\b|in-store|the store|lovely shop|salón de ventas",
    ("staff", "delight"): r"vendedor|consultora|atendimento|atendid|atendieron|personal|asesor|señoritas|muchachos"
    r"|staff|adviser|service i've|pibe que|people in the|a senhora|sr\. cust|don euseb|rapariga|trato|equip[ea] da loja"
    r"|atención|atendió|lady called|shop staff|chap who",
    ("instructions", "pain"): r"instru|manual|montagem é|montarlo|passo 4",
    ("product_quality", "delight"): r"maciç|qualidade|calidad|robust|sólid|solid|firme|resist|excelente|aguant"
    r"|quality|impecável|alinhadas|primer día|buena madera|fierro|comfy|confortáve|no se marcó",
    ("delivery", "delight"): r"mesmo dia|próprio dia|mismo día|en el día|el día|same.day|horas|rápid|hours|a la tarde"
    r"|às 1\d|a las \d|à(s)? 15|by 2pm|afternoon|breakfast|antes del|avión",
    ("tracking", "delight"): r"mapa|rastre|seguim|track|\bmap\b|paradas|cuadras|quadras|3 minutos|stops away",
    ("app", "pain"): r"\bapp\b|aplica",
    ("checkout", "pain"): r"checkout|carrinho|carrito|cesta|basket|finalizar|proceso de compra|último passo"
    r"|al pagar|botão de pagar|botón de comprar|confirmar",
    ("payment", "pain"): r"pagament|\bpago\b|pagar|paguei|cart[ãõ]|cartões|tarjeta|cobr|charged|payment|\bpix\b|declined"
    r"|mb way|card|cargo",
    ("promotion", "delight"): r"promo|ofert|desconto|descuento|cup[oóõ]n|cupo[mn]|cupons|rebaja|saldos|outlet|deal|coupon"
    r"|flash sale|liquida|black friday|buen fin|hot sale|segundas unidades|discount",
    ("price", "delight"): r"preço|precio|barat|cheap|price|economiz|ahorr|metade|mitad|half|saved",
    ("app", "delight"): r"\bapp\b|aplica[cç]",
    ("returns", "pain"): r"devol|return|colet|recolha|recog|guía|portes|frete de volta|flete de vuelta|envío de vuelta",
    ("returns", "gap"): r"gr[aá]tis|gratuit|sin costo|sem custo|free|prome|anún|anunc|publicidad|propaganda",
    ("refund", "pain"): r"estorno|reembols|refund|reintegr|devolvi.*dinheiro|dinheiro.*devol|devolução da plata"
    r"|devolución de la plata|la plata|me devolv",
    ("loyalty_programme", "delight"): r"pontos|puntos|points|cartão cliente|clube",
}  # fmt: skip
LOW = {"pain", "gap"}


@cache
def reviews_app():
    rows = []
    for path in sorted((DEMO / "avaliacoes_app").glob("*.csv")):
        raw = path.read_bytes()
        assert raw.startswith(b"\xff\xfe"), f"{path.name} is not UTF-16LE with a byte order mark"
        rows += csv.DictReader(io.StringIO(raw.decode("utf-16"), newline=""))
    return rows


@cache
def reviews_store():
    path = DEMO / "avaliacoes_loja" / "avaliacoes_loja.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def chat_messages():
    text = (DEMO / "chats" / "conversas.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def survey_rows():
    path = DEMO / "pesquisa" / "nps_2025_2026.xlsx"
    return list(openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True))


@cache
def people():
    with (DEMO / "people.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(name):
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def interview_files():
    return sorted(path for path in (DEMO / "entrevistas").iterdir())


@cache
def interview_text(path):
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8-sig")


def customer_texts():
    """(segment, participant, kind, feeling by the stars or the mark, text) of every customer text."""
    for row in reviews_app():
        stars = int(row["Star Rating"])
        yield row["Segment"], row["Customer ID"], "review", stars, row["Review Text"]
    for row in reviews_store():
        stars = float(row["nota"].replace(",", "."))
        yield row["segmento"], row["cliente"], "review", stars, row["comentario"]
    for row in chat_messages():
        if row["author_type"] == "customer":
            yield row["segment"], row["customer_id"], "chat", None, row["message"]
    for row in survey_rows():
        yield row[3], row[2], "survey", row[5] / 2, row[6] or ""
    segments = {row["participant"]: row["segment"] for row in people()}
    for path in interview_files():
        code = path.stem.split("_")[0]
        yield segments[code], code, "interview", None, interview_text(path)


def truth_table(header):
    lines = (DEMO / "TRUTH.md").read_text(encoding="utf-8").splitlines()
    start = lines.index(header)
    names = [cell.strip() for cell in header.strip("|").split("|")]
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(
            dict(zip(names, (cell.strip() for cell in line.strip("|").split("|")), strict=True))
        )
    return rows


FINDINGS = truth_table("| segment | stage | touchpoint | kind | claim |")
DIFFERENCES = truth_table("| touchpoint | lower | higher |")


def test_marked_synthetic():
    """Nobody can take the example for real data: the study, the truth and the README say so."""
    study = yaml.safe_load((DEMO / "study.yml").read_text(encoding="utf-8"))
    assert study["synthetic"] is True
    assert "Synthetic" in (DEMO / "TRUTH.md").read_text(encoding="utf-8")
    assert "made up" in (DEMO / "README.md").read_text(encoding="utf-8")


def test_counts():
    """The rows of each source are as many as the README says."""
    assert len(interview_files()) == 15
    assert len(reviews_app()) == 220
    assert len(reviews_store()) == 181
    assert len({row["conversation_id"] for row in chat_messages()}) == 60
    assert len(survey_rows()) == 80
    assert sum(not row["Review Text"] for row in reviews_app()) == 13
    assert sum(not row["Segment"] for row in reviews_app()) == 8
    assert sum(not row[6] for row in survey_rows()) == 7
    assert len(written("promises.csv")) == 4
    assert len(written("actions.csv")) == 8
    assert len(yaml.safe_load((DEMO / "codebook.yml").read_text(encoding="utf-8"))) == 1 + 5


def test_what_people_wrote_is_about_planted_stories():
    """No promise and no plan tells of a touchpoint that the truths do not have, and nobody real wrote them."""
    planted = {one["touchpoint"] for one in FINDINGS}
    for row in (*written("promises.csv"), *written("actions.csv")):
        assert row["touchpoint"] in planted | {""}
        assert "fictícia" in row["author"]


def test_planted_difficulties():
    """One exact duplicate, six broken rows, two hostile texts, half stars, line breaks, a reply."""
    rows = [tuple(row.values()) for row in reviews_store()]
    assert [count for count in Counter(rows).values() if count > 1] == [2]
    texts = [row["comentario"] for row in reviews_store()]
    assert sum(bool(MOJIBAKE.search(text)) for text in texts) == 6
    app = reviews_app()
    everything = texts + [row["Review Text"] for row in app]
    assert sum("<script>" in text for text in everything) == 1
    assert sum(text.startswith("=HYPERLINK") for text in everything) == 1
    assert any(row["nota"].endswith(",5") for row in reviews_store())
    assert any("\n" in row["Review Text"] for row in app)
    assert any(row["Developer Reply Text"] for row in app)


def test_no_text_twice():
    """No two customers write the same words, but for the planted duplicate."""
    texts = [text for *_, kind, _, text in customer_texts() if text and kind != "interview"]
    repeated = [text for text, count in Counter(texts).items() if count > 1]
    doubled = [
        row for row in Counter(tuple(row.values()) for row in reviews_store()).items() if row[1] > 1
    ]
    assert repeated == [doubled[0][0][-1]]


def test_languages():
    """Portuguese, Spanish and English are there in every source and for every segment."""
    marks = {
        "pt": r"\b(não|uma|com|muito|até|você|foi|já|mais|loja|entrega)\b",
        "es": r"\b(los|las|con|muy|pero|hasta|una|el|tienda|y)\b",
        "en": r"\b(the|and|was|with|it|they|for|is)\b",
    }
    seen = Counter()
    for segment, _, kind, _, text in customer_texts():
        if segment and len(text.split()) > 5:
            scores = {lang: len(re.findall(mark, text.lower())) for lang, mark in marks.items()}
            seen[segment, kind, max(scores, key=lambda lang: scores[lang])] += 1
    for segment in SEGMENTS:
        for kind in ("review", "chat", "survey", "interview"):
            for lang in marks:
                assert seen[segment, kind, lang], f"{segment} has no {kind} in {lang}"


def test_dates_within_a_year():
    """Every date parses and lies between June 2025 and May 2026."""
    dates = [datetime.strptime(row["data"], "%d/%m/%Y") for row in reviews_store()]
    when = "%Y-%m-%dT%H:%M:%SZ"
    dates += [datetime.strptime(row["Review Submit Date and Time"], when) for row in reviews_app()]
    dates += [datetime.strptime(row["sent_at"], when) for row in chat_messages()]
    dates += [row[1] for row in survey_rows()]
    dates += [datetime.fromisoformat(row["interview_date"]) for row in people()]
    assert min(dates) >= datetime(2025, 6, 1)
    assert max(dates) < datetime(2026, 6, 2)


def test_people_and_customers_keep_their_segment():
    """A customer is in one segment, whatever the source; every segment is one of the three."""
    where: dict[str, set[str]] = {}
    for segment, participant, *_ in customer_texts():
        if segment:
            where.setdefault(participant, set()).add(segment)
    assert all(len(segments) == 1 for segments in where.values())
    assert set().union(*where.values()) == SEGMENTS
    assert Counter(row["segment"] for row in people()) == dict.fromkeys(SEGMENTS, 5)


@pytest.mark.parametrize("path", interview_files(), ids=lambda path: path.name)
def test_interviews_name_both_voices(path):
    """Each transcript holds the label that people.csv gives its participant, and an interviewer's."""
    row = next(row for row in people() if row["participant"] == path.stem.split("_")[0])
    text = interview_text(path)
    study = yaml.safe_load((DEMO / "study.yml").read_text(encoding="utf-8"))
    asking = study["sources"][0]["roles"]["interviewer"]
    assert any(name in text for name in row["names"].split(";"))
    assert any(re.search(rf"(^|\W){name}(\W|$)", text) for name in asking)
    assert len(text.split()) > 550


def test_no_real_contacts():
    """Addresses are example.com, and numbers are the ones that stand for nobody."""
    names = [path for path in DEMO.rglob("*") if path.suffix in {".csv", ".jsonl", ".yml", ".md"}]
    everything = "\n".join(text for *_, text in customer_texts())
    everything += "\n".join(row["message"] for row in chat_messages())
    everything += "\n".join(row["Developer Reply Text"] for row in reviews_app())
    everything += "\n".join(
        path.read_text(encoding="utf-8") for path in names if path.parent.name != "avaliacoes_app"
    )
    for domain in re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]*\w)", everything):
        assert domain.startswith("example."), domain
    for number in re.findall(
        r"(?<![\w-])\+?\d[\d .-]{7,}\d(?!\w)", re.sub(r"\S*-->.*", "", everything)
    ):
        digits = re.sub(r"\D", "", number)
        is_date = re.match(r"\s*20\d\d-\d\d", number)
        fictional = {"12345678909", "910000000", "600000000", "5555550100"}
        assert is_date or digits in fictional, number


def test_office_files_are_frozen():
    """Word and Excel files carry a fixed date, so that writing them again changes nothing."""
    for path in [*DEMO.rglob("*.docx"), *DEMO.rglob("*.xlsx")]:
        with zipfile.ZipFile(path) as archive:
            assert {item.date_time for item in archive.infolist()} == {(2026, 6, 1, 9, 0, 0)}


def test_small_enough_to_ship():
    """The example stays under 1.5 MB."""
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 1_500_000


def test_truth_names_segments_and_touchpoints():
    """Each row of TRUTH.md is about a segment of the study and has words to look for."""
    for row in FINDINGS:
        assert row["segment"] in SEGMENTS
        assert row["kind"] in {"pain", "delight", "gap"}
        assert (row["touchpoint"], row["kind"]) in WORDS
    for row in DIFFERENCES:
        assert {row["lower"], row["higher"]} <= SEGMENTS
        assert row["lower"] != row["higher"]


@pytest.mark.parametrize(
    "row", FINDINGS, ids=lambda row: f"{row['segment']}-{row['touchpoint']}-{row['kind']}"
)
def test_truth_is_in_the_words(row):
    """Each planted truth is told by eight people or more, in two kinds of source or more."""
    pattern = re.compile(WORDS[row["touchpoint"], row["kind"]], re.IGNORECASE)
    told, kinds = set(), set()
    for segment, participant, kind, stars, text in customer_texts():
        fits = stars is None or (stars <= 3 if row["kind"] in LOW else stars >= 3)
        if segment == row["segment"] and fits and pattern.search(text):
            told.add(participant)
            kinds.add(kind)
    assert len(told) >= 8
    assert len(kinds) >= 2
