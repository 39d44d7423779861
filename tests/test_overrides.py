"""What people decided: read from any spreadsheet's csv, checked with errors that teach, and it stands."""

import runpy
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cxlab import flow, tables
from cxlab.analyse.decided import decide_feeling, decide_mentions
from cxlab.errors import OverrideWarning, StudyError
from cxlab.ingest import mark_decided, read_overrides
from cxlab.ingest.decisions import Values
from cxlab.journey.evidence import Context, as_quote, feeling
from cxlab.journey.settle import settle_stages
from cxlab.report import dress
from cxlab.report.words import Words
from cxlab.study import Study

STUDY = """\
title: Loja pequena
report: {language: pt, min_people: 2}
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, participant: id, segment: perfil}}
"""
SAID = [
    "A entrega atrasou uma semana e ninguém avisou.",
    "La caja llegó rota.",
    "The app is clear and quick.",
    "Uma beleza de serviço.",
]
HEADER = "utt_id,field,value,author,date,reason\n"


@pytest.fixture
def study(tmp_path, monkeypatch) -> Study:
    """A study of four reviews, in its folder."""
    folder = tmp_path / "data" / "raw" / "pequena"
    folder.mkdir(parents=True)
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    rows = [{"id": f"c{row}", "perfil": "rui", "texto": text} for row, text in enumerate(SAID)]
    pd.DataFrame(rows).to_csv(folder / "avaliacoes.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return Study.load("pequena")


def write(study: Study, text: str, encoding: str = "utf-8") -> Path:
    path = study.folder / "overrides.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_decisions_are_read_whatever_a_spreadsheet_made_of_them(study):
    """Semicolons, Latin-1, another order, our ids or the words of any language: the same decisions."""
    assert read_overrides(study).empty
    write(
        study,
        HEADER
        + "u1,kind,pain,Ana,2025-03-01,óbvio\nu1,valence,-2,Ana,,\nu2,gap,no,Rui,,\n"
        + "u3,touchpoint,delivery,Ana,,\nu3,touchpoint,packaging,Ana,,\nu4,stage,none,Ana,,\n",
    )
    plain = read_overrides(study)
    write(
        study,
        "sep=;\r\nReason;Author;Value;FIELD;utt_id;Date;my notes\r\n"
        "óbvio;Ana;Dor;Kind;u1;2025-03-01;\r\n;Ana;−2,0;valence;u1;;\r\n;Rui;Não;gap;u2;;\r\n"
        ";Ana;DELIVERY;touchpoint;u3;;\r\n;Ana;embalagem;touchpoint;u3;;x\r\n;;;;;;\r\n"
        ";Ana;nenhuma;stage;u4;;\r\n".replace("−", "-"),
        "latin-1",
    )
    excel = read_overrides(study)
    pd.testing.assert_frame_equal(
        plain.drop(columns="line"), excel.drop(columns="line"), check_like=True
    )
    assert plain["value"].tolist() == ["pain", "-2", "no", "delivery", "packaging", "none"]
    write(study, HEADER)
    assert read_overrides(study).empty


FAULTS = {
    "unknown field": ("u1,knid,pain,Ana,,", r"line 2: unknown field 'knid'\. Did you mean 'kind'"),
    "unknown value": (
        "u1,kind,pian,Ana,,",
        r"line 2: unknown kind 'pian'\. Did you mean 'pain'\? Known: pain, delight, wish, fact",
    ),
    "unknown touchpoint": ("u1,touchpoint,delivry,Ana,,", "Did you mean 'delivery'"),
    "valence off the scale": ("u1,valence,5,Ana,,", "a number from -2 to 2, found '5'"),
    "no value": ("u1,emotion,,Ana,,", "line 2: no value for emotion"),
    "no author": ("u1,kind,pain,,,", "line 2: no author"),
    "no id": (",kind,pain,Ana,,", "line 2: no utt_id"),
    "two minds": (
        "u1,kind,pain,Ana,,\nu1,kind,fact,Rui,,",
        r"line 3: u1 has kind 'fact' \(Rui\), and line 2 says 'pain' \(Ana\)\. Keep one",
    ),
    "none and some": (
        "u1,touchpoint,none,Ana,,\nu1,touchpoint,delivery,Ana,,",
        "touchpoint 'delivery' .*, and line 2 says 'none'",
    ),
    "a comma too many": ("u1,kind,pain,Ana,,atrasou, e muito", "line 2: the row has 7 cells"),
}


@pytest.mark.parametrize(("row", "match"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_with_their_line(study, row, match):
    """Nothing a person decided is dropped in silence."""
    write(study, HEADER + row + "\n")
    with pytest.raises(StudyError, match=match):
        read_overrides(study)


def test_a_missing_column_is_told(study):
    """The message names the column that is there instead."""
    write(study, "utt_id,feild,value,author\nu1,kind,pain,Ana\n")
    with pytest.raises(
        StudyError, match=r"column 'field' not in overrides\.csv\. Did you mean 'feild'"
    ):
        read_overrides(study)


def test_a_name_of_two_touchpoints_means_neither(study):
    """Ids always work; a shared name is refused rather than guessed."""
    values = Values.of(study)
    assert values.read("touchpoint", "Entrega") == "delivery"
    twin = study.codebook.touchpoints[0].model_copy(
        update={"id": "twin", "names": {"pt": study.codebook["delivery"].names["pt"]}}
    )
    object.__setattr__(
        study, "codebook", study.codebook.model_copy(
            update={"touchpoints": (*study.codebook.touchpoints, twin)}
        )
    )  # fmt: skip
    with pytest.raises(ValueError, match="unknown touchpoint 'Entrega'"):
        Values.of(study).read("touchpoint", "Entrega")


def test_decisions_about_what_is_not_there_are_told():
    """Files change; the ids and the consequence are named, and the rest holds."""
    utterances = pd.DataFrame({"utt_id": ["u1", "u2"], "role": ["customer", "agent"]})
    rows = [("u1", "kind", "pain"), ("u2", "kind", "pain"), ("u9", "gap", "yes")]
    overrides = tables.conform(
        "overrides", pd.DataFrame(rows, columns=["utt_id", "field", "value"])
    )
    with pytest.warns(OverrideWarning) as told:
        marked, kept = mark_decided(utterances, overrides)
    assert [str(one.message).split(":")[0] for one in told] == [
        "1 decision(s) in overrides.csv are about utterances that the study does not hold",
        "1 decision(s) in overrides.csv are about words of an interviewer, an agent or the company",
    ]
    assert "u9. They change nothing." in str(told[0].message)
    assert kept["utt_id"].tolist() == ["u1"]
    assert marked["human"].tolist() == [["kind"], []]


def decided(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["utt_id", "field", "value"])
    return tables.conform("overrides", table.assign(author="Ana", date="2025-03-01"))


def scored() -> pd.DataFrame:
    from cxlab.analyse.sentiment import add_sentiment

    table = pd.DataFrame(
        {
            "utt_id": ["u0", "u1", "u2", "u3"], "role": "customer", "text": SAID,
            "lang": ["pt", "es", "en", "pt"],
        }
    )  # fmt: skip
    return add_sentiment(table, "fast")


def test_a_decided_label_stands_and_the_rest_follows():
    """A pain is a pain with a pain's valence; a valence brings its side; others stay untouched."""
    before = scored()
    rows = [("u3", "kind", "pain"), ("u2", "valence", "-1.5"), ("u1", "gap", "yes")]
    after = decide_feeling(before, decided(*rows), "fast")
    assert after.loc[3, "kind"] == "pain"
    assert after.loc[3, "valence"] < -0.5
    assert after.loc[3, "negative"] > 0.9
    assert after.loc[2, "valence"] == -1.5
    assert after.loc[2, "negative"] == 1
    assert after.loc[2, "kind"] != "delight"
    assert after["gap"].tolist() == [*before["gap"][:1], True, *before["gap"][2:]]
    pd.testing.assert_frame_equal(after.iloc[:1], before.iloc[:1])
    assert decide_feeling(before, decided(), "fast").equals(before)


def test_a_claim_that_a_person_decided_needs_no_valence_to_bear_it_out():
    """The machine's doubt about its own kinds is no doubt about people's."""
    rows = pd.DataFrame({"kind": ["pain"] * 3, "valence": [-0.1, -0.1, -1.0]})
    assert len(feeling(rows, "pain")) == 1
    assert len(feeling(rows.assign(human=[["kind"], ["gap"], []]), "pain")) == 2


def test_touchpoints_people_gave_replace_the_machines(study):
    """Several rows give several, 'none' gives none, and the mention says who decided."""
    mentions = pd.DataFrame(
        {
            "utt_id": ["u1", "u2", "u3"], "touchpoint": ["app", "app", "price"],
            "score": [0.9, 0.8, 0.7], "how": "codebook", "why": "",
        }
    )  # fmt: skip
    rows = [
        ("u1", "touchpoint", "delivery"),
        ("u1", "touchpoint", "courier"),
        ("u2", "touchpoint", "none"),
    ]
    given = decide_mentions(mentions, decided(*rows))
    assert given[["utt_id", "touchpoint", "how"]].values.tolist() == [
        ["u3", "price", "codebook"], ["u1", "delivery", "human"], ["u1", "courier", "human"],
    ]  # fmt: skip
    assert given["why"].tolist()[1] == "Ana · 2025-03-01"
    utterances = pd.DataFrame(
        {
            "utt_id": ["u1", "u2", "u3"], "stage": "support", "stage_p": 0.9, "stage2": "use",
        }
    )  # fmt: skip
    stages = settle_stages(utterances, given, study, decided(("u3", "stage", "stay")))
    assert stages["stage"].tolist() == ["receive", "support", "stay"]
    assert stages["stage_p"].tolist() == [0.9, 0.9, 1.0]
    assert stages["stage2"].tolist() == ["use", "use", ""]
    both = settle_stages(utterances, given, study, decided(("u1", "stage", "none")))
    assert both["stage"].tolist()[0] == "none"


def test_decisions_survive_runs_and_a_change_is_picked_up(study):
    """From the csv beside study.yml into the tables, every time; the file itself is never touched."""
    first = flow.process(study)
    sentence = first.utterances.set_index("text").loc[SAID[3]]
    assert not len(sentence["human"])
    text = HEADER + f"{sentence['utt_id']},kind,pain,Ana,2025-03-01,irony\n"
    path = write(study, text + f"{sentence['utt_id']},touchpoint,staff,Ana,,\n")
    for _ in range(2):
        made = flow.process(study, force=True)
        row = made.utterances.set_index("text").loc[SAID[3]]
        assert row["kind"] == "pain"
        assert list(row["human"]) == ["kind", "touchpoint"]
        assert row["stage"] == study.codebook["staff"].stage
        assert made.mentions.set_index("utt_id").loc[row["utt_id"], "how"] == "human"
    assert "overrides.csv" in made.manifest["inputs"]
    assert made.manifest["rows"]["overrides"] == 2
    assert "overrides.csv" not in set(made.documents["file"])
    write(study, text)
    again = flow.process(study)
    assert list(again.utterances.set_index("text").loc[SAID[3]]["human"]) == ["kind"]
    assert path.read_text(encoding="utf-8") == text


def test_a_quote_says_what_people_decided_of_it():
    """Whoever opens the evidence sees which labels are a person's."""
    sample = runpy.run_path(str(Path(__file__).parent / "report_samples.py"))["quote"]
    plain = sample(1)
    quote = replace(plain, human=("kind", "stage"))
    assert Words.of("pt").by_hand(plain) == ""
    assert (
        Words.of("en").by_hand(quote)
        == "✎ decided by people: Pain, delight, wish or fact and Stage"
    )
    source = dress._environment().get_template("macros.html.j2").module.source
    for one, shown in ((plain, False), (quote, True)):
        assert ("✎" in source(Words.of("pt"), one)) == shown
    names = (
        "utt_id", "lang", "participant", "source", "source_kind", "file", "locator", "doc_locator",
        "stage", "emotion", "kind",
    )  # fmt: skip
    row = pd.Series(dict.fromkeys(names, ""), dtype=object)
    row["date"], row["valence"] = pd.NaT, -1.0
    utterances = pd.DataFrame({"utt_id": [""], "doc_id": ["d"], "position": [0], "text": ["x"]})
    row["human"] = ["gap"]
    assert as_quote(row, "x", Context(utterances)).human == ("gap",)
