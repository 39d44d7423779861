"""promises.csv and actions.csv: read from any spreadsheet's csv, and refused with errors that teach."""

from pathlib import Path

import pytest

from cxlab.errors import CxlabWarning, OverrideWarning, StudyError
from cxlab.ingest import read_actions, read_promises, tell_lost
from cxlab.study import Study

STUDY = """\
title: Loja pequena
report: {language: pt, min_people: 2}
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto}}
personas:
  rui: {name: {pt: Rui com pressa}}
"""
PROMISES = "touchpoint,promise,promise_pt,said_in,segment\n"
ACTIONS = "action_id,action,touchpoint,stage,impact,effort,due,status,segment\n"


@pytest.fixture
def study(tmp_path) -> Study:
    """A study in its folder, without promises or actions yet."""
    (tmp_path / "study.yml").write_text(STUDY, encoding="utf-8")
    return Study.load(tmp_path)


def write(study: Study, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = study.folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_study_without_the_files_promises_and_plans_nothing(study):
    """Both are optional, and a file of a header alone is no fault."""
    assert read_promises(study).empty and read_actions(study).empty
    write(study, "promises.csv", PROMISES)
    write(study, "actions.csv", ACTIONS)
    assert read_promises(study).empty and read_actions(study).empty


def test_promises_are_read_whatever_a_spreadsheet_made_of_them(study):
    """Semicolons, Latin-1, columns and touchpoints by their names in any language: the same promises."""
    write(
        study,
        "promises.csv",
        PROMISES + "delivery,,No dia combinado,anúncio,\nrefund,Money back in 5 days,,,rui\n",
    )
    plain = read_promises(study)
    write(
        study,
        "promises.csv",
        "sep=;\r\nOnde;Promessa PT;Promise;Segmento;Ponto de contato;notas\r\n"
        "anúncio;No dia combinado;;;ENTREGA;\r\n;;Money back in 5 days;Rui com pressa;Reembolso;x\r\n",
        "latin-1",
    )
    excel = read_promises(study)
    assert plain.drop(columns="line").equals(excel.drop(columns="line"))
    assert plain["touchpoint"].tolist() == ["delivery", "refund"]
    assert plain["segment"].tolist() == ["", "rui"]
    assert plain["promise_pt"].tolist() == ["No dia combinado", ""]


def test_actions_are_read_whatever_a_spreadsheet_made_of_them(study):
    """Places, states and dates in the words of any language; what nobody judged is not known."""
    write(
        study,
        "actions.csv",
        "acción;punto de contacto;etapa;impacto;esfuerzo;plazo;estado;responsable\n"
        "Avisar;Entrega;;5;2;30/09/2026;En curso;logística\nLlamar;;Recibir;;;;;\n",
    )
    first, second = read_actions(study).to_dict("records")
    assert (first["touchpoint"], first["stage"], first["impact"]) == ("delivery", "", 5)
    assert (first["due"], first["status"], first["owner"]) == ("2026-09-30", "doing", "logística")
    assert (second["touchpoint"], second["stage"], second["status"]) == ("", "receive", "idea")
    assert second["impact"] != second["impact"] and second["due"] == ""
    assert first["action_id"] != second["action_id"]


def test_an_action_keeps_its_id_when_its_state_moves_on(study):
    """What is planned is the same opportunity when it is done, and on another line."""
    write(study, "actions.csv", ACTIONS + ",Avisar,delivery,,5,2,,idea,\n")
    [before] = read_actions(study)["action_id"]
    write(study, "actions.csv", ACTIONS + "x,Ligar,app,,,,,,\n,Avisar,delivery,,4,3,,done,\n")
    assert read_actions(study)["action_id"].tolist() == ["x", before]


FAULTS = {
    "promise without a place": (
        "promises.csv", PROMISES + ",x,,,\n", "line 2: no touchpoint. Say where the promise is",
    ),
    "promise of an unknown place": (
        "promises.csv", PROMISES + "delivry,x,,,\n", "line 2: unknown touchpoint 'delivry'. Did you mean 'delivery'",
    ),
    "promise without words": ("promises.csv", PROMISES + "delivery,,,ad,\n", "line 2: no words"),
    "promise nowhere": (
        "promises.csv", PROMISES + "none,x,,,\n", "'none' is no touchpoint. Leave the cell empty",
    ),
    "no touchpoint column": (
        "promises.csv", "promise,said_in\nx,y\n", "column 'touchpoint' not in promises.csv",
    ),
    "action without words": ("actions.csv", ACTIONS + ",,delivery,,,,,,\n", "no action. Say what is to be done"),
    "action without a place": (
        "actions.csv", ACTIONS + ",Avisar,,,5,2,,,\n", "no place. Say a touchpoint, a stage or a finding_id",
    ),
    "impact in words": (
        "actions.csv", ACTIONS + ",Avisar,delivery,,alto,,,,\n", "impact is a whole number from 1 to 5, found 'alto'",
    ),
    "effort off the scale": (
        "actions.csv", ACTIONS + ",Avisar,delivery,,1,6,,,\n", "effort is a whole number from 1 to 5, found '6'",
    ),
    "no date": (
        "actions.csv", ACTIONS + ",Avisar,delivery,,,,logo,,\n", "line 2: due 'logo' is no date. Write it as 2026",
    ),
    "unknown state": (
        "actions.csv", ACTIONS + ",Avisar,delivery,,,,,plannd,\n", "unknown status 'plannd'. Did you mean 'planned'",
    ),
    "unknown stage": (
        "actions.csv", ACTIONS + ",Avisar,,recieve,,,,,\n", "unknown stage 'recieve'. Did you mean 'receive'",
    ),
    "id twice": (
        "actions.csv", ACTIONS + "a1,Avisar,delivery,,,,,,\na1,Ligar,app,,,,,,\n",
        "line 3: action_id 'a1' stands on line 2 too",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "match"), FAULTS.values(), ids=FAULTS)
def test_faults_are_told_with_their_line(study, name, text, match):
    """Nothing a person wrote is left out in silence."""
    write(study, name, text)
    with pytest.raises(StudyError, match=match.replace(".", r"\.")):
        (read_promises if name == "promises.csv" else read_actions)(study)


def test_what_is_about_nothing_that_is_there_is_told(study):
    """A segment or a finding that is not (or no longer) in the study warns and fails nothing."""
    write(study, "promises.csv", PROMISES + "delivery,x,,,rui\ndelivery,y,,,Ruy\n")
    write(
        study,
        "actions.csv",
        "action,touchpoint,finding_id\nAvisar,delivery,f1\nLigar,,f2\nPagar,,f9\nVender,app,f9\n",
    )
    with pytest.warns(OverrideWarning) as told:
        tell_lost(
            read_promises(study), read_actions(study), segments=["Rui"], finding_ids={"f1", "f2"}
        )
    assert [str(one.message).partition(". ")[0] for one in told] == [
        "promises.csv, line 3: no customer is in segment 'Ruy'",
        "actions.csv, line 4: there is no finding 'f9' (any more)",
        "actions.csv, line 5: there is no finding 'f9' (any more)",
    ]
    assert "Did you mean 'Rui'" in str(told[0].message) and "on no map" in str(told[1].message)
    assert "It stands at 'app' without it" in str(told[2].message)


@pytest.mark.filterwarnings("error")
def test_nothing_is_told_of_what_is_there(study):
    """Case and accents of a segment do not matter."""
    write(study, "promises.csv", PROMISES + "delivery,x,,,RUÍ\n")
    tell_lost(read_promises(study), read_actions(study), segments=["Rui"], finding_ids=())
    assert issubclass(OverrideWarning, CxlabWarning)
