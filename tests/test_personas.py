"""Segments proposed where a study has none, and taken over when people accept them."""

import random

import pandas as pd
import pytest

from cxlab.errors import StudyError
from cxlab.flow import process
from cxlab.ingest.segments import place_people
from cxlab.personas import discover_segments, told
from cxlab.study import SEGMENTS, Study

STUDY = """\
title: Casa
encoder: fast
report: {language: pt, min_people: 5}
segments: {discover: 2}
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, participant: id}}
"""
WAITING = [
    "A entrega atrasou {n} dias.", "O entregador não achou a rua {n}.", "O rastreio do pedido {n} parou.",
    "A transportadora perdeu a encomenda {n}.", "A entrega veio {n} horas mais tarde.",
    "O entregador deixou o pacote {n} na rua.",
]  # fmt: skip
TAPPING = [
    "O aplicativo fechou {n} vezes.", "O pagamento com Pix falhou {n} vezes.", "O app trava na tela {n}.",
    "O cartão foi recusado {n} vezes no checkout.", "A atualização {n} do aplicativo piorou.",
    "O app pede a senha {n} vezes.",
]  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Forty people, half of whom wait for parcels while half fight with the app."""
    root = tmp_path_factory.mktemp("personas")
    folder = root / "casa"
    folder.mkdir()
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    rows = [
        {"id": f"c{person:02}", "texto": text.format(n=person + 3)}
        for person in range(40)
        for text in (WAITING if person % 2 else TAPPING)
    ]
    pd.DataFrame(rows).to_csv(folder / "falas.csv", index=False)
    return Study.load(folder, root)


@pytest.fixture(scope="module")
def proposed(study):
    return discover_segments(study)


def test_people_who_talk_of_the_same_are_a_segment(proposed):
    """Each group is described by what more of its people speak of, with how many."""
    assert [len(one.people) for one in proposed.found] == [20, 20]
    for one in proposed.found:
        assert len({int(person[1:]) % 2 for person in one.people}) == 1
        assert (
            one.apart["people"] / one.apart["of"] > one.apart["others"] / one.apart["of_others"]
        ).all()
    [waiting] = [one for one in proposed.found if "c01" in one.people]
    assert "delivery" in waiting.apart["touchpoint"].tolist()
    summary = proposed.summary()
    assert "2 groups, better than chance (p = 0.0" in summary
    assert "20 of 20 speak of it, elsewhere 0 of 20" in summary


def test_the_proposal_is_a_file_to_accept(proposed, study):
    """Saved as segments.csv, the groups are the study's segments from the next run on."""
    told_people = pd.read_csv(proposed.sheet, encoding="utf-8-sig")
    assert list(told_people.columns) == ["participant", "segment"]
    assert len(told_people) == 40
    assert str(study.folder / SEGMENTS) in told(proposed)
    named = told_people.replace(
        {"segment": {proposed.found[0].segment: "Esperam", proposed.found[1].segment: "Teclam"}}
    )
    named.to_csv(study.folder / SEGMENTS, index=False)
    try:
        assert process(study).segments == ["Esperam", "Teclam"]
    finally:
        (study.folder / SEGMENTS).unlink()


def test_without_stable_groups_nothing_is_proposed(tmp_path):
    """Where people are alike, the summary says so and an old proposal is taken away."""
    folder = tmp_path / "iguais"
    folder.mkdir()
    (folder / "study.yml").write_text(
        STUDY.replace("segments: {discover: 2}\n", ""), encoding="utf-8"
    )
    every = [*WAITING, *TAPPING]
    drawn = random.Random(0)
    rows = [
        {"id": f"c{person:02}", "texto": text.format(n=person + 3)}
        for person in range(34)
        for text in drawn.sample(every, 6)
    ]
    pd.DataFrame(rows).to_csv(folder / "falas.csv", index=False)
    made = discover_segments(folder, tmp_path)
    assert not made.found
    assert not made.sheet.exists()
    assert "No stable groups" in made.description.read_text(encoding="utf-8")


def test_few_people_are_told(tmp_path):
    """A handful of interviews is no ground for statistics."""
    folder = tmp_path / "poucos"
    folder.mkdir()
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    pd.DataFrame([{"id": "a", "texto": text} for text in WAITING]).to_csv(
        folder / "f.csv", index=False
    )
    assert (
        "at least 30 people with 6 sentences each" in discover_segments(folder, tmp_path).summary()
    )


def documents(**columns):
    table = {
        "doc_id": ["d1", "d2", "d3"],
        "participant": ["ana", "", "rui"],
        "segment": ["", "x", "y"],
    }
    return pd.DataFrame(table | columns)


def test_who_is_in_the_file_is_placed_and_who_is_not_stays(tmp_path):
    """A document of nobody named goes by its own id; without the file nothing changes."""
    path = tmp_path / SEGMENTS
    assert place_people(documents(), path)["segment"].tolist() == ["", "x", "y"]
    path.write_text("participant;segment\nana;família\nd2;digital\n", encoding="utf-8")
    assert place_people(documents(), path)["segment"].tolist() == ["família", "digital", "y"]


def test_a_file_without_segments_is_told(tmp_path):
    """The column that is missing is named."""
    path = tmp_path / SEGMENTS
    path.write_text("participant,grupo\nana,1\n", encoding="utf-8")
    with pytest.raises(
        StudyError, match=r"column 'segment' not in segments.csv. Found: participant, grupo"
    ):
        place_people(documents(), path)
