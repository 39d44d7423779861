"""`cxlab trace`: from any number or quote on a report back to file, line and words."""

import json
import runpy
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from cxlab import tables
from cxlab.cli import main
from cxlab.errors import ProofError, StudyError
from cxlab.journey.findings import find as find_findings
from cxlab.journey.model import Finding, Move, Quote, Service, StageColumn, TouchpointCell
from cxlab.journey.proof import walk
from cxlab.manifest import MANIFEST
from cxlab.opened import Processed, SegmentView
from cxlab.report.refs import ref_of
from cxlab.study import Study
from cxlab.trace import trace
from cxlab.trace.desk import Desk
from cxlab.trace.find import find

MAP = runpy.run_path(str(Path(__file__).with_name("test_journey_map.py")))
TINY = MAP["TINY"]
KEY = "k1"
LATE = "«Prometeram» na sexta… e a entrega chegou na quarta!"


def write_study(root, *, documents=None, overrides=(), **changes):
    """A study that has been run, as far as a trace looks: study.yml, the tables, the manifest."""
    folder = root / "data" / "raw" / "miuda"
    folder.mkdir(parents=True)
    content = {**TINY["study"], **changes}
    (folder / "study.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    study = Study.load(folder, root)
    utterances, mentions, texts = MAP["make_tables"](documents or TINY["documents"])
    decided = pd.DataFrame(overrides)
    human = {one["utt_id"]: [one["field"]] for one in overrides}
    utterances["human"] = [human.get(one, []) for one in utterances["utt_id"]]
    findings = pd.concat(
        find_findings(
            utterances, mentions, texts, segment=segment, codebook=study.codebook,
            min_people=study.file.report.min_people, seed=study.file.seed,
        )
        for segment in tables.customer_segments(texts)
    )  # fmt: skip
    made = {
        "documents": texts, "utterances": utterances, "mentions": mentions, "findings": findings,
        "overrides": decided, "quarantine": pd.DataFrame(),
    }  # fmt: skip
    for name, table in made.items():
        tables.write(name, table, study.processed)
    manifest = {"key": KEY, "method": {"tables": KEY}}
    (study.processed / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return study


def late(**more):
    """A person who sets what came against what was promised, with typographic quotes."""
    said = [MAP["complaint"](LATE, utt_id="uabcdef012345", gap=True, locator="row 7")]
    return MAP["person"](9, said, file="extra.csv", date="2024-05-06", **more)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The tiny study and one more review, run in Portuguese."""
    root = tmp_path_factory.mktemp("traced")
    write_study(root, documents=[*TINY["documents"], late()])
    return root


@pytest.fixture
def told(root):
    """What a reference of that study is told as."""
    return lambda ref, **more: trace(root / "data" / "raw" / "miuda", ref, root, **more)


def desk_of(root):
    return Desk.open(root / "data" / "raw" / "miuda", root)


def people_of(desk, ids):
    """The people of utterances, counted by hand."""
    rows = desk.processed.utterances[desk.processed.utterances["utt_id"].isin(ids)]
    owners = desk.processed.documents.set_index("doc_id")["participant"]
    named = zip(rows["participant"], rows["doc_id"], strict=True)
    return len({own or owners[doc_id] or doc_id for own, doc_id in named})


def test_every_number_and_quote_of_a_map_has_a_reference_that_gives_it_back(root):
    """Whatever stands on the map: its reference is found, and what is found counts the same people."""
    desk = desk_of(root)
    seen = set()
    for segment in desk.segments:
        for where, one in walk(desk.journey(segment)):
            if not isinstance(one, (Quote, Finding, TouchpointCell, StageColumn, Move)):
                continue
            found = find(desk, ref_of(one, segment))
            ids = {*found.utt_ids, *found.against}
            seen.add(type(one).__name__)
            if isinstance(one, Quote):
                assert found.utt_ids == (one.utt_id,), where
            if isinstance(one, Finding):
                assert set(found.utt_ids) == set(one.utt_ids), where
                assert people_of(desk, found.utt_ids) == one.people
                assert (found.against, found.disagree) == (one.counter_ids, one.disagree)
            if isinstance(one, (TouchpointCell, StageColumn)):
                assert people_of(desk, ids) == one.valence.people, where
                assert len(ids) == one.valence.mentions
            if isinstance(one, Move):
                assert set(found.utt_ids) == set(one.utt_ids)
    assert seen == {"Quote", "Finding", "TouchpointCell", "StageColumn", "Move"}


@pytest.mark.parametrize("option", [{"columns": "periods"}, {"scope": "buyer"}])
def test_a_map_of_fewer_columns_is_traced_as_it_is_drawn(tmp_path, option):
    """Columns that hold several stages, and stages that are left out: references are those of the map."""
    write_study(tmp_path, report={"language": "pt", "min_people": 2} | option)
    desk = desk_of(tmp_path)
    for where, one in walk(desk.journey("ana")):
        if isinstance(one, (Quote, Finding, TouchpointCell, StageColumn)):
            found = find(desk, ref_of(one, "ana"))
            if isinstance(one, (TouchpointCell, StageColumn)):
                assert people_of(desk, {*found.utt_ids, *found.against}) == one.valence.people, (
                    where
                )
    for utt_id in desk.processed.utterances["utt_id"]:
        assert trace(tmp_path / "data" / "raw" / "miuda", utt_id, tmp_path)


def test_a_touchpoint_tells_its_numbers_and_both_sides(told):
    """People, mentions, interval, grade, what it rests on, who says the opposite."""
    text = told("ana/receive/delivery")
    assert "Ponto de contato · Ana, sem tempo · Receber · Entrega  [ana/receive/delivery]" in text
    assert "5 pessoas · 5 menções · Média −" in text
    assert "Evidência: observado (pessoas suficientes, dois tipos de fonte)" in text
    assert "Quem diz o contrário: 1 pessoa discorda" in text
    assert "“Delivery came a day early, brilliant.”" in text.partition("Quem diz o contrário")[2]
    assert "Não compartilhar" in text


def test_an_utterance_is_told_with_its_place_context_labels_and_where_it_stands(root, told):
    """File, row or time code, who, when, which segment, the words around, what the machine read."""
    text = told("uabcdef012345")
    assert "1. extra.csv · linha 7 · p9 · 6 mai 2024 · ana · uabcdef012345" in text
    assert f"“{LATE}”" in text
    assert "máquina: Dor, sentimento −1,5, etapa Receber, Entrega, promessa comparada" in text
    desk = desk_of(root)
    pain = next(one for one in desk.journey("ana").findings if one.touchpoint == "delivery")
    assert f"Prova de: Dor · Entrega ({pain.finding_id})" in text
    assert "Ponto de contato: Entrega (ana/receive/delivery)" in text
    assert "Etapa: Receber (ana/receive)" in text
    context = told("e1-1")
    before, _, after = context.partition("“A entrega atrasou duas semanas.”")
    assert "… A entrega foi horrível, não foi?" in before
    assert "Eu esperei em casa a manhã toda. …" in after


@pytest.mark.parametrize(
    "words",
    [
        "prometeram na sexta e a entrega", '"Prometeram" na sexta... e A ENTREGA chegou',
        "NA SEXTA — e a entrega chegou na quarta", "Prometéram na sèxta",
    ],
)  # fmt: skip
def test_words_of_a_quote_are_found_however_they_are_typed(told, words):
    """Case, accents, quotation marks and dashes do not matter."""
    assert "[uabcdef012345]" in told(words)


def test_several_hits_are_listed(told):
    """Customers first, with how many; each with its id."""
    text = told("a entrega")
    assert text.startswith("Dito com estas palavras: “a entrega”")
    assert "[a entrega]\n  5 falas · 4 pessoas" in text
    assert text.index("uabcdef012345") < text.index("f1-0") < text.index("e1-0")
    assert "quem entrevista · e1-0" in text


def test_a_finding_a_document_a_passage_and_a_part_are_told(root, told):
    """Each in its own terms."""
    desk = desk_of(root)
    pain = next(one for one in desk.journey("ana").findings if one.touchpoint == "delivery")
    text = told(pain.finding_id)
    assert text.startswith("Dor · Ana, sem tempo · Receber · Entrega")
    assert f"{pain.people} de {pain.of_people} pessoas que falam disto" in text
    assert "Gravidade" in text
    assert text == told("ana/receive/delivery/pain")
    text = told("d9")
    assert "Documento  [d9]\n  avaliação · avaliacoes · extra.csv · p9 · ana · 6 mai 2024" in text
    assert "uabcdef012345" in text
    move = desk.journey("ana").paths.moves[0]
    text = told(f"ana/{move.start}..{move.end}")
    assert f"{move.people} de {move.of_people} pessoas · Intervalo de 95%" in text
    text = told("ana/receive/gaps")
    assert text.startswith("Promessa comparada · Ana, sem tempo · Receber")
    assert "uabcdef012345" in text
    assert told("ana/receive/frustration").startswith("frustração · Ana, sem tempo · Receber")


@pytest.mark.parametrize(("ref", "shown"), [("ana/nps", "NPS"), ("ana/receive/rating", "Nota")])
def test_a_rating_tells_the_answers_it_is_the_mean_of(root, told, ref, shown):
    """Each answer with its file and row; as many documents as the map counts."""
    desk = desk_of(root)
    column = next(one for one in desk.journey("ana").stages if one.stage == "receive")
    estimate = desk.journey("ana").nps if ref == "ana/nps" else column.rating
    found = find(desk, ref)
    assert estimate.mentions == len(found.answers) > 0
    text = told(ref)
    assert text.startswith(f"{shown} · Ana, sem tempo")
    assert f"{estimate.people} pessoas" in text
    assert "r.csv · linha 2 · p3" in text


def test_the_first_are_shown_and_all_on_demand(root, told):
    """As many as can be read at once, saying how many more there are."""
    short, long = told("ana"), told("ana", every=True)
    all_of = len(desk_of(root).evidence("ana").said)
    assert f"6 de {all_of} falas mostradas; --all mostra todas" in short
    assert "--all" not in long
    assert f"{all_of:>3}. " in long
    assert f"{all_of:>3}. " not in short


def test_the_first_are_of_different_people(root):
    """Nobody is heard twice before everybody else was heard."""
    desk = desk_of(root)
    ids = find(desk, "ana/receive/delivery/pain").utt_ids
    assert people_of(desk, ids[:3]) == 3


def test_a_persons_decision_is_told_with_who_why_and_what_the_machine_said(tmp_path):
    """Overrides stand beside the label they replace."""
    decision = {
        "utt_id": "e1-1", "field": "kind", "value": "pain", "author": "Bia", "date": "2025-01-02",
        "reason": "ironia", "machine": "delight",
    }  # fmt: skip
    write_study(tmp_path, overrides=[decision])
    text = trace(tmp_path / "data" / "raw" / "miuda", "e1-1", tmp_path)
    assert (
        "✎ Dor, encantamento, desejo ou fato: pain (máquina: delight) · Bia, 2 jan 2025: ironia"
        in text
    )


def test_the_map_in_the_reports_is_the_one_that_is_told(tmp_path):
    """Numbers come from the report where it fits the tables, else from a map made afresh; a false one stops."""
    study = write_study(tmp_path)
    view = SegmentView(study, Processed(study.processed), "ana", "pt")
    study.reports.mkdir(parents=True)
    path = study.reports / "ana.json"
    content = view.journey.to_dict()
    content["name"] = {"pt": "Ana do relatório"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "· Ana do relatório" in trace(study.folder, "ana", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(KEY, "k0"), encoding="utf-8")
    assert "· Ana, sem tempo" in trace(study.folder, "ana", tmp_path)
    content["stages"][3]["quotes"][0]["text"] = "Ninguém disse isto."
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ProofError, match=r"«Ninguém disse isto\.»"):
        trace(study.folder, "ana", tmp_path)


def test_words_of_few_people_are_told_to_the_team(tmp_path):
    """What no page may show can be looked up by whoever holds the tables."""
    study = write_study(tmp_path, report={"language": "pt", "min_people": 3})
    findings = Desk.open(study.folder, tmp_path).journey("ana").findings
    thin = next(one for one in findings if one.grade == "thin")
    assert not thin.quotes
    assert "“" in trace(study.folder, thin.finding_id, tmp_path)


@pytest.mark.parametrize(
    ("lang", "label", "machine"),
    [("pt", "No que se apoia", "máquina"), ("es", "En qué se apoya", "máquina"), ("en", "What it rests on", "machine")],
)  # fmt: skip
def test_it_speaks_the_studys_language(tmp_path, lang, label, machine):
    """Labels in the report's language, words in their own."""
    study = write_study(tmp_path, report={"language": lang, "min_people": 2})
    text = trace(study.folder, "ana/receive/delivery", tmp_path)
    assert label in text
    assert f"{machine}: " in text
    assert "“A entrega atrasou duas semanas.”" in trace(study.folder, "e1-1", tmp_path)


def test_segments_are_written_as_people_can_type_them(tmp_path):
    """Any name, its page's name, or plain letters; two that look alike are told apart."""
    rows = [late(), late()]
    for number, (row, segment) in enumerate(zip(rows, ["São José", "sao  jose"], strict=True)):
        row |= {"doc_id": f"x{number}", "participant": f"x{number}", "segment": segment}
        row["said"] = [MAP["complaint"](f"A entrega {number} atrasou.", utt_id=f"x{number}")]
    study = write_study(tmp_path, documents=[*TINY["documents"], rows[0]])
    desk = Desk.open(study.folder, tmp_path)
    assert find(desk, "sao-jose/receive").ref == "sao-jose/receive"
    assert find(desk, "São José/receive") == find(desk, "SAO JOSE/receive")
    both = write_study(tmp_path / "two", documents=[*TINY["documents"], *rows])
    with pytest.raises(
        StudyError, match=r"'sao-jose' may be 'São José' or 'sao  jose'\. Write sao-"
    ):
        trace(both.folder, "sao-jose/receive", tmp_path / "two")


@pytest.mark.parametrize(
    ("ref", "told_with"),
    [
        ("anna/receive", r"Did you mean 'ana/receive'\? A reference is an id from a report"),
        ("ana/receive/delivry", r"segment 'ana' has no 'receive/delivry'\. Did you mean 'ana/receive/delivery'"),
        ("ana/receive/delivery/hope", "has no 'receive/delivery/hope'"),
        ("nada disso foi dito", "nobody said these words"),
        ("a entrega veio na sexta ou quarta", r"Nearest: “«Prometeram» na sexta.*uabcdef012345"),
        ("", "is no reference"), ("?!", "is no reference"), ("f000000000000", "is no reference"),
    ],
)  # fmt: skip
def test_an_unknown_reference_is_told_with_the_nearest(told, ref, told_with):
    """The message says what references look like."""
    with pytest.raises(StudyError, match=told_with):
        told(ref)


def test_the_command_takes_words_without_quotation_marks(root, capsys, monkeypatch):
    """`cxlab trace miuda na sexta e a entrega` needs none; a wrong call ends with 2."""
    monkeypatch.chdir(root)
    with pytest.raises(SystemExit) as done:
        main(["trace", "miuda", "na", "sexta", "e", "a", "entrega", "--out", str(root)])
    assert done.value.code == 0
    assert "extra.csv · linha 7" in capsys.readouterr().out
    with pytest.raises(SystemExit) as done:
        main(["trace", "miuda", "zzz", "--out", str(root)])
    assert done.value.code == 2
    assert "is no reference of study 'miuda'" in capsys.readouterr().err


def test_a_study_that_was_not_run_is_told(tmp_path):
    """Nothing to trace, and how to make it."""
    study = write_study(tmp_path)
    (study.processed / MANIFEST).unlink()
    with pytest.raises(StudyError, match="holds no finished tables"):
        trace(study.folder, "ana", tmp_path)


def test_references_are_short_and_safe_to_type():
    """No reference needs quoting in a shell."""
    column = MAP["column"](MAP["tiny"](), "receive")
    named = replace(column, stage="receive")
    assert ref_of(named, "Business Class", "rating") == "business-class/receive/rating"
    assert (
        ref_of(named.touchpoints[0], "a&b; rm *")
        == f"a-b-rm/receive/{named.touchpoints[0].touchpoint}"
    )
    assert ref_of(None, "!!!").startswith("segment-")


def test_what_people_wrote_is_told_and_a_blueprint_is_in_nobodys_way(tmp_path):
    """An action has an id of its own; a service of the blueprint has none and stops no look-up."""
    study = write_study(tmp_path)
    lines = (
        "action_id,action,touchpoint,stage,author,date\nA07,Avisar antes,delivery,,Bia,2025-01-02\n"
    )
    (study.folder / "actions.csv").write_text(lines, encoding="utf-8")
    text = trace(study.folder, "A07", tmp_path)
    assert text.startswith("Oportunidade · Ana, sem tempo · Receber · Entrega  [A07]")
    assert "Avisar antes" in text
    service = Service("delivery", {"pt": "Motorista"})
    assert ref_of(service, "ana") == "ana"
