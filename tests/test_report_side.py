"""Segments side by side: the page says what the comparison's table says, and nothing more."""

import csv
import re
import runpy
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from cxlab import flow, tables
from cxlab.cli import main
from cxlab.errors import StaleWarning, StudyError
from cxlab.report import index, multiples, side, verdicts
from cxlab.report.words import Words
from cxlab.sidebyside import PAGE, compare
from cxlab.study import Study

SAMPLES = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))
COLUMNS = [
    "stage", "touchpoint", "segment", "people", "valence", "others_people", "others_valence",
    "difference", "p", "q", "verdict",
]  # fmt: skip
NONE, FEW = "no evidence of difference", "too few people"


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.names |= {name for name, _ in attrs}


def rows(*told):
    """A comparison's table: place, segment and verdict of each row."""
    made = []
    for stage, touchpoint, segment, verdict in told:
        tested = verdict != FEW
        size = {"lower": -1.2, "higher": 1.1}.get(verdict, 0.1)
        held = verdict in ("lower", "higher")
        q = (0.0004 if held else 0.4) if tested else float("nan")
        made.append(
            (stage, touchpoint, segment, 30 if tested else 3, -0.5, 20, 0.7, size, q, q, verdict)
        )
    return pd.DataFrame(made, columns=COLUMNS)


def three():
    """Three segments on the same stages."""
    whole = SAMPLES["full"]()
    names = ("ana", "rui", "eva")
    return [
        replace(whole, segment=name, name=dict.fromkeys(("pt", "es", "en"), name.title()))
        for name in names
    ]


def cards():
    return [index.Card(one.segment, f"{one.segment}.html", one) for one in three()]


TABLE = rows(
    ("receive", "", "ana", "lower"),
    ("receive", "", "rui", NONE),
    ("receive", "", "eva", FEW),
    ("receive", "delivery", "ana", "lower"),
    ("receive", "delivery", "rui", "higher"),
    ("receive", "delivery", "eva", NONE),
    ("purchase", "app", "ana", NONE),
    ("purchase", "app", "rui", NONE),
    ("purchase", "courier", "eva", FEW),
)


def table_of(html, caption):
    """The cells of one table, by the name of its row: what stands in each, without markup."""
    whole = re.search(rf"<caption[^>]*>{caption}</caption>(.*?)</table>", html, re.S)[1]
    found = {}
    for row in re.findall(r"<tr role=\"row\">\s*<th scope=\"row\"(.*?)</tr>", whole, re.S):
        name = re.search(r">(.*?)</th>", row, re.S)[1]
        found[name] = re.findall(r"<td role=\"cell\" class=\"(.*?)\"(.*?)</td>", row, re.S)
    return found


def test_every_cell_says_what_the_table_says():
    """Where a difference holds the cell is marked with sign and word; elsewhere it says what is known."""
    html = side.side_html("Loja", cards(), TABLE, lang="en")
    ana, rui, eva = table_of(html, "Stage by stage")["Receive"]
    assert ana[0] == "cx-lived cx-lower"
    assert "▼ worse" in ana[1]
    assert "(−1.2, q &lt; 0.001)" in ana[1]
    assert rui[0] == "cx-lived"
    assert NONE in rui[1]
    assert "(+0.1, q 0.400)" in rui[1]
    assert "too few people to compare" in eva[1]
    assert "q 0" not in eva[1]
    marks = re.findall(r'class="cx-lived cx-(lower|higher)"', html)
    assert len(marks) == (TABLE["verdict"].isin(["lower", "higher"])).sum()


def test_what_differs_comes_first_and_nothing_else_is_claimed():
    """One card for the touchpoint at which a difference holds, with all segments, the worst first."""
    html = side.side_html("Loja", cards(), TABLE, lang="en")
    first = html[html.index("Where they differ") : html.index("The emotion curves")]
    assert re.findall(r"<h3>(.*?)</h3>", first) == ["Delivery"]
    assert first.count("▼ worse") == first.count("▲ better") == 1
    assert "A difference holds at 1 of 2 touchpoints compared." in html
    quiet = side.side_html("Loja", cards(), rows(("purchase", "app", "ana", NONE)), lang="en")
    assert "No evidence of difference at any touchpoint compared." in quiet
    assert not re.search(r"▲ better|▼ worse|cx-ring\"", quiet)


def test_the_first_differences_are_named_and_the_others_counted():
    """Past five touchpoints the page says how many more differ."""
    names = ["delivery", "app", "price", "checkout", "website", "returns", "payment"]
    told = [("receive", name, segment, verdict) for name in names for segment, verdict in (("ana", "lower"), ("rui", "higher"))]  # fmt: skip
    html = side.side_html("Loja", cards(), rows(*told), lang="en")
    assert html.count('class="cx-card"') == side.PARTED
    assert "2 more touchpoints differ" in html


def test_the_surest_differences_come_first():
    """A large difference of few people does not stand before a sure one of many."""
    table = rows(("receive", "courier", "ana", "lower"), ("receive", "delivery", "ana", "lower"))
    table["q"], table["difference"] = [0.03, 0.001], [-1.9, -0.9]
    html = side.side_html("Loja", cards(), table, lang="en")
    assert re.findall(r"<h3>(.*?)</h3>", html)[:2] == ["Delivery", "Courier and driver"]


def test_a_crowd_of_segments_names_those_that_differ():
    """With eight segments a card shows the two that differ and counts the rest."""
    whole = SAMPLES["full"]()
    some = [
        index.Card(f"s{one}", "", replace(whole, segment=f"s{one}", name={})) for one in range(8)
    ]
    told = rows(*[("receive", "delivery", f"s{one}", ("lower", "higher")[one] if one < 2 else NONE) for one in range(8)])  # fmt: skip
    html = side.side_html("Loja", some, told, lang="en")
    assert "The other 6: no evidence of difference, or too few people" in html


def test_one_segment_is_set_against_nobody():
    """A page of one segment still has its curve, and says that there is nothing to compare."""
    html = side.side_html("Loja", cards()[:1], TABLE.head(0), lang="es")
    assert "nada con que comparar" in html
    assert html.count('class="cx-multiple"') == 1


def test_curves_share_one_scale_and_one_measure_of_people():
    """A circle of as many people is as large on every curve, and a ring marks what differs."""
    small, large = three()[:2]
    few = tuple(replace(one, valence=replace(one.valence, people=9)) for one in small.stages)
    small = replace(small, stages=few)
    most = multiples.most_people([small, large])
    words = Words.of("pt")
    here = multiples.multiple(small, [large], words, differing=["receive"], most=most)
    there = multiples.multiple(large, [small], words, most=most)
    sizes = [float(one) for one in re.findall(r'class="cx-point[^>]* r="([\d.]+)"', here)]
    assert max(sizes) < max(
        float(one) for one in re.findall(r'class="cx-point[^>]* r="([\d.]+)"', there)
    )
    assert here.count("cx-ring") == 1
    assert "cx-ring" not in there
    assert there.count(">◆<") == len({one.stage for one in large.moments}) > 0
    assert here.count("cx-ghost") == 1
    for one in small.stages:
        assert words.name(one.names, one.stage) in here


def test_few_people_are_hollow_and_marked():
    """Below min_people the point is hollow, and the cell says thin."""
    html = side.side_html(
        "Loja", [index.Card("dos", "", SAMPLES["thin"]()), *cards()], TABLE, lang="en"
    )
    assert "cx-thin" in html
    assert "thin" in table_of(html, "Stage by stage")["Receive"][0][1]


def test_findings_lead_to_their_evidence():
    """A segment with a page links to the finding on it; one without shows the quotes here."""
    html = side.side_html("Loja", [cards()[0], index.Card("rui", "", three()[1])], TABLE, lang="pt")
    assert re.search(r'href="ana\.html#ev-\w+"', html)
    assert "rui.html" not in html
    assert html.count("<blockquote") >= 6


def test_what_a_study_brings_stays_text():
    """Hostile names and quotes are escaped; no markup of theirs is on the page."""
    hostile = SAMPLES["hostile"]()
    told = rows(
        ("receive", "delivery", hostile.segment, "lower"), ("receive", "", hostile.segment, "lower")
    )
    html = side.side_html(
        hostile.title, [index.Card(hostile.segment, "", hostile), *cards()], told, lang="pt"
    )
    assert "<script" not in html
    assert "<img" not in html
    seen = Attributes()
    seen.feed(html)
    assert not [name for name in seen.names if name.startswith("on") or "evil" in name]


def test_the_index_keeps_the_three_largest_and_leads_to_the_page():
    """In short on the index: who is better and worse where, and the way to all of it."""
    html = index.index_html("Loja", cards(), lang="pt", differences=TABLE, side=PAGE)
    assert f'href="{PAGE}"' in html
    assert "▼ pior" in html
    assert "−0,5 (30 pessoas)" in html
    quiet = index.index_html(
        "Loja", cards(), lang="pt", differences=TABLE[TABLE["verdict"] == NONE]
    )
    assert "Sem evidência de diferença" in quiet


def test_the_table_beside_the_page_has_every_cell(tmp_path):
    """One row per segment and stage or touchpoint, with its comparison where there was one."""
    path = side.segments_csv(three(), TABLE, tmp_path / "segments.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        told = {
            (one["segment"], one["stage"], one["touchpoint"]): one for one in csv.DictReader(stream)
        }
    assert tuple(next(iter(told.values()))) == side.SEGMENTS
    assert told["ana", "receive", ""]["verdict"] == "lower"
    assert told["eva", "receive", ""]["q"] == ""
    assert told["ana", "use", ""]["verdict"] == ""
    assert told["rui", "receive", "delivery"]["grade"] == "observed"


def test_small_probabilities_are_not_rounded_to_nothing():
    """'q 0.000' would claim certainty."""
    assert verdicts.probability(0.0002, Words.of("en")) == "< 0.001"
    assert verdicts.probability(0.0416, Words.of("pt")) == "0,042"


# ---- cxlab compare ------------------------------------------------------------------------------

STUDY = """\
title: Loja
report: {language: pt, min_people: 5}
encoder: fast
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, participant: cliente, segment: perfil, date: data}}
"""
LATE = [
    "A entrega atrasou demais, péssimo.",
    "A entrega atrasou duas semanas, horrível.",
    "A entrega chegou quebrada, que raiva.",
]
FAST = [
    "A entrega chegou antes do prazo, adorei.",
    "A entrega foi rápida e ótima.",
    "A entrega veio perfeita, excelente.",
]


def write_study(folder, more=""):
    folder.mkdir(exist_ok=True)
    (folder / "study.yml").write_text(STUDY + more, encoding="utf-8")
    lines = ["texto,cliente,perfil,data"]
    for number in range(36):
        segment = ("ana", "rui", "eva")[number % 3]
        said = (LATE if segment == "ana" else FAST)[number // 3 % 3]
        lines.append(f'"{said}",c{number},{segment},2025-{1 + number % 12:02d}-10')
    (folder / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A small study whose tables are made, with two waves; its maps are not."""
    folder = write_study(
        tmp_path_factory.mktemp("side") / "loja", "waves: {by: date, breaks: [2025-07-01]}\n"
    )
    out = folder.parent / "out"
    flow.process(Study.load(folder, out))
    return folder, out


def test_two_segments_are_compared_with_one_another(study):
    """Others are left out: the page and table are of the two, and the terminal says where they differ."""
    folder, out = study
    made = compare(folder, ["ana", "rui"], out=out)
    assert made.page.name == "compare_ana_rui.html"
    assert set(made.differences["segment"]) == {"ana", "rui"}
    assert set(made.differences["others_people"]) <= {12}
    assert "delivery" in made.told()
    html = made.page.read_text(encoding="utf-8")
    assert html.count('class="cx-strip"') == 2
    assert "▼ pior" in html
    assert made.sheet.read_bytes().startswith(b"\xef\xbb\xbf")


def test_all_segments_make_the_studys_own_page(study):
    """Without names the page of the run is written, the same bytes each time."""
    folder, out = study
    first = compare(folder, out=out)
    assert first.page.name == PAGE
    before = first.page.read_bytes(), first.sheet.read_bytes()
    compare(folder, out=out)
    assert (first.page.read_bytes(), first.sheet.read_bytes()) == before


def test_waves_are_named_by_their_period(study):
    """Waves of study.yml stand in the order of time, named by their first and last day."""
    folder, out = study
    made = compare(folder, by="wave", out=out, lang="en")
    assert made.page.name == "compare_wave_1_2.html"
    html = made.page.read_text(encoding="utf-8")
    assert "Periods side by side" in html
    first, second = (
        html.index("10 Jan 2025 to 10 Jun 2025"),
        html.index("10 Jul 2025 to 10 Dec 2025"),
    )
    assert first < second
    assert "no evidence of difference" in made.told()


@pytest.mark.parametrize(
    ("names", "by", "message"),
    [
        (["ana", "ruy"], "segment", "no segment 'ruy'.*'rui'"),
        (["ana"], "segment", "needs two segments or more, found only 'ana'. Others .*: eva, rui"),
        (["ana", "ana"], "segment", "needs two segments or more"),
        (["1", "3"], "wave", r"no wave '3'.*1 \(2025-01-10 to 2025-06-10\), 2"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_there_is(study, names, by, message):
    """The nearest name, the others, and each wave with its dates."""
    folder, out = study
    with pytest.raises(StudyError, match=message):
        compare(folder, names, by=by, out=out)


def test_a_study_without_waves_is_told_what_to_write(tmp_path):
    """study.yml with no breaks, and with breaks that its tables do not know yet."""
    plain = write_study(tmp_path / "loja")
    flow.process(Study.load(plain, tmp_path / "out"))
    with pytest.raises(
        StudyError, match=r"waves: \{by: date, breaks: \[2025-07-10\]\}, then: cxlab run loja"
    ):
        compare(plain, by="wave", out=tmp_path / "out")
    write_study(plain, "waves: {by: date, breaks: [2025-07-01]}\n")
    with (
        pytest.warns(StaleWarning, match="changed since its tables were made"),
        pytest.raises(StudyError, match="its tables were made before"),
    ):
        compare(plain, by="wave", out=tmp_path / "out")


def test_a_study_that_was_not_run_is_told_to_run(tmp_path):
    """Nothing is processed on the side."""
    with pytest.raises(StudyError, match=r"no finished tables\. Make them with: cxlab run loja"):
        compare(write_study(tmp_path / "loja"), out=tmp_path / "out")


def test_waves_named_by_people_keep_their_names(study, tmp_path):
    """A wave column of the study's own says more than a number: it stands before the dates."""
    folder, out = study
    shutil.copytree(out, tmp_path / "out")
    processed = Study.load(folder, tmp_path / "out").processed
    documents = tables.read("documents", processed)
    documents["wave"] = documents["wave"].replace({"1": "piloto", "2": "depois"})
    tables.write("documents", documents, processed)
    made = compare(folder, ["depois", "piloto"], by="wave", out=tmp_path / "out")
    html = made.page.read_text(encoding="utf-8")
    names = re.findall(r"<h3>((?:piloto|depois): .*?)</h3>", html)
    assert names == ["piloto: 10 jan 2025 a 10 jun 2025", "depois: 10 jul 2025 a 10 dez 2025"]


def test_columns_that_a_report_asks_for_are_compared(study, tmp_path):
    """A study whose maps have three periods for columns is compared in these three."""
    folder, out = study
    rolled = shutil.copytree(folder, tmp_path / folder.name)
    text = (
        (rolled / "study.yml")
        .read_text(encoding="utf-8")
        .replace("min_people: 5", "min_people: 5, columns: periods")
    )
    (rolled / "study.yml").write_text(text, encoding="utf-8")
    made = compare(rolled, ["ana", "rui"], out=out)
    assert set(made.differences["stage"]) <= {"before", "during", "after"}
    html = made.page.read_text(encoding="utf-8")
    assert [cell[0] for cell in table_of(html, "Etapa por etapa")["Durante"]] == [
        "cx-lived cx-lower",
        "cx-lived cx-higher",
    ]
    assert [
        cell[0] for cell in table_of(html, "Ponto de contato por ponto de contato")["Entrega"]
    ] == ["cx-lived cx-lower", "cx-lived cx-higher"]


def test_the_command_tells_what_differs_and_where_it_is_written(study, capsys):
    """Flags may stand before the names; both at once are an error."""
    folder, out = study
    with pytest.raises(SystemExit) as stopped:
        main(
            ["compare", str(folder), "--segments", "ana", "eva", "--out", str(out), "--lang", "en"]
        )
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert said.count("receive delivery") == 1
    assert "All else: no evidence of difference." in said
    assert "nothing was processed again" in said
    assert said.rstrip().endswith("compare_ana_eva.html")
    with pytest.raises(SystemExit) as stopped:
        main(["compare", str(folder), "--segments", "--waves", "--out", str(out)])
    assert stopped.value.code == 2
    assert "either --segments or --waves" in capsys.readouterr().err
