"""study.yml, codebooks and stage models: what is accepted, and how faults are told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlab import stages
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.study import LANES, Study, find_root, slug

GOOD = """\
title: Loja
sources:
  - {name: reviews, kind: review, files: "*.csv", columns: {text: texto, thread: [loja, titulo]}}
"""


def write(folder: Path, text: str = GOOD, name: str = "study.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_defaults_fill_what_a_short_study_leaves_out(tmp_path):
    """Three lines are a study: English labels, five people, built-in stages and codebook."""
    study = Study.load(write(tmp_path / "loja"), out=tmp_path)
    assert study.file.report.min_people == 5
    assert study.file.sources[0].columns == {"text": ("texto",), "thread": ("loja", "titulo")}
    assert study.stages.ids == stages.BUILTIN
    assert len(study.codebook) >= 30
    assert study.processed == tmp_path / "data" / "processed" / "loja"
    assert study.reports == tmp_path / "reports" / "loja"


FAULTS = {
    "mistyped source key": ("colums: {}", r"unknown key 'colums'. Did you mean 'columns'\?"),
    "mistyped field": ("columns: {txt: t}", r"unknown key 'txt'. Did you mean 'text'\?"),
    "unknown kind": ("kind: reviw", r"sources\.0\.kind: .*Found: 'reviw'"),
    "upside-down scale": ("rating_scale: [5, 1]", "rating_scale goes from low to high, found 5.0"),
}


@pytest.mark.parametrize(("key", "match"), FAULTS.values(), ids=FAULTS)
def test_faults_in_a_source_are_named(tmp_path, key, match):
    """Each fault says where it stands and what was found."""
    name = key.split(":")[0]
    lines = [
        line
        for line in ["name: r", "kind: review", "files: '*.csv'"]
        if not line.startswith(f"{name}:")
    ]
    text = "title: x\nsources:\n  - " + "\n    ".join([*lines, key]) + "\n"
    with pytest.raises(StudyError, match=match):
        Study.load(write(tmp_path, text))


def test_unknown_top_level_key_names_the_nearest(tmp_path):
    """`segmentos` is refused with the key that was meant."""
    with pytest.raises(StudyError, match="Did you mean 'segments'"):
        Study.load(write(tmp_path, GOOD + "segmentos: {by: x}\n"))


def test_unknown_report_language_is_refused(tmp_path):
    """Only pt, es and en have labels."""
    with pytest.raises(StudyError, match=r"report\.language.*'pt', 'es' or 'en'.*Found: 'fr'"):
        Study.load(write(tmp_path, GOOD + "report: {language: fr}\n"))


def test_two_sources_of_one_name_are_refused(tmp_path):
    """Names tell sources apart, so they must differ."""
    twice = GOOD + "  - {name: reviews, kind: review, files: b.csv}\n"
    with pytest.raises(StudyError, match="two sources have the same name"):
        Study.load(write(tmp_path, twice))


def test_broken_yaml_says_the_line(tmp_path):
    """A missing bracket is located."""
    with pytest.raises(StudyError, match=r"study\.yml, line 3"):
        Study.load(write(tmp_path, "title: x\nsources: [a\nreport: b: c\n"))


def test_missing_study_lists_those_that_exist(tmp_path, monkeypatch):
    """A mistyped study name shows what could have been meant and how to make one."""
    write(tmp_path / "data" / "raw" / "loja")
    monkeypatch.chdir(tmp_path)
    assert Study.load("loja").folder == tmp_path / "data" / "raw" / "loja"
    with pytest.raises(StudyError, match=r"Studies found: loja\. Make one with: cxlab new lojas"):
        Study.load("lojas")


def test_a_study_is_found_from_a_folder_below(tmp_path, monkeypatch):
    """Notebooks run in notebooks/, and still find data/raw/."""
    write(tmp_path / "data" / "raw" / "loja")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert find_root(Path.cwd()) == tmp_path
    assert Study.load("loja").name == "loja"


OWN_STAGES = """\
id: hotel
stages:
  - {id: book, names: {en: Book}, period: before, covers: [discover, compare, purchase]}
  - {id: stay_in, names: {en: Stay}, period: during, covers: [receive, use]}
"""


def test_own_stages_take_in_the_built_in_ones(tmp_path):
    """The built-in codebook moves to the study's stages; what no stage covers falls away."""
    write(tmp_path, OWN_STAGES, "hotel.yml")
    study = Study.load(write(tmp_path, GOOD + "stages: hotel.yml\n"))
    assert study.stages.rename()["receive"] == "stay_in"
    assert study.stages.rename()["support"] == "none"
    assert {one.stage for one in study.codebook.touchpoints} == {"book", "stay_in"}


def test_stage_that_covers_an_unknown_one_is_refused(tmp_path):
    """`covers` speaks of the built-in stages only."""
    write(tmp_path, OWN_STAGES.replace("purchase", "buy"), "hotel.yml")
    with pytest.raises(StudyError, match=r"covers names \['buy'\], known are discover"):
        Study.load(write(tmp_path, GOOD + "stages: hotel.yml\n"))


def test_missing_stages_file_is_told(tmp_path):
    """Neither a built-in name nor a file."""
    with pytest.raises(StudyError, match="stages: 'hotel' is neither 'retail' nor a file"):
        Study.load(write(tmp_path, GOOD + "stages: hotel\n"))


def test_codebook_with_a_stage_of_another_model_is_refused(tmp_path):
    """A touchpoint must lie on the map."""
    write(tmp_path, "- {id: spa, names: {en: Spa}, stage: relax}\n", "codebook.yml")
    with pytest.raises(StudyError, match=r"'spa' is in stage 'relax'\. Stages of this study: disc"):
        Study.load(write(tmp_path, GOOD + "codebook: codebook.yml\n"))


def test_codebook_with_one_id_twice_is_refused(tmp_path):
    """Two definitions of one touchpoint would hide each other."""
    line = "- {id: spa, names: {en: Spa}, stage: use}\n"
    with pytest.raises(StudyError, match="touchpoint ids must differ, repeated: spa"):
        Codebook.load(write(tmp_path, line * 2, "codebook.yml") / "codebook.yml")


def test_codebook_that_is_no_list_is_refused(tmp_path):
    """The most common slip: keys instead of a list."""
    with pytest.raises(StudyError, match="must be a list of touchpoints"):
        Codebook.load(write(tmp_path, "spa: {}\n", "codebook.yml") / "codebook.yml")


def test_goal_for_an_unknown_stage_is_refused(tmp_path):
    """A persona's goals hang on stages of the map."""
    text = GOOD + "personas: {ana: {goals: {recieve: {en: fast}}}}\n"
    with pytest.raises(StudyError, match=r"personas\.ana\.goals: .*Did you mean 'receive'"):
        Study.load(write(tmp_path, text))


REPORTS = {
    "unknown lane": (
        "lanes: [goals, emotion]",
        "no lane is called 'emotion'. Did you mean 'emotions'",
    ),
    "lane twice": ("lanes: [goals, goals]", "name each lane once, found goals, goals"),
    "no lane": ("lanes: []", "name each lane once, found none"),
    "unknown scope": ("scope: buyers", r"report\.scope.*'full' or 'buyer'.*Found: 'buyers'"),
    "unknown columns": ("columns: weeks", r"report\.columns.*'stages', 'periods' or 'steps'"),
    "unknown state": ("state: future", r"report\.state.*'as_is' or 'to_be'"),
}


@pytest.mark.parametrize(("option", "match"), REPORTS.values(), ids=REPORTS)
def test_what_a_report_shows_is_checked(tmp_path, option, match):
    """A lane nobody draws, a roll-up nobody knows: refused with the nearest known word."""
    with pytest.raises(StudyError, match=match):
        Study.load(write(tmp_path, GOOD + f"report: {{{option}}}\n"))


def test_a_report_draws_every_lane_unless_told(tmp_path):
    """Lanes come in the order that study.yml gives; without it all of them do."""
    assert Study.load(write(tmp_path / "a")).file.report.lanes == LANES
    chosen = write(tmp_path / "b", GOOD + "report: {lanes: [curve, goals]}\n")
    assert Study.load(chosen).file.report.lanes == ("curve", "goals")


def test_moments_of_a_persona_are_touchpoints(tmp_path):
    """Who marks a moment of truth names a touchpoint that the codebook has."""
    text = GOOD + "personas: {ana: {moments: [delivry]}}\n"
    with pytest.raises(StudyError, match=r"ana\.moments.*no touchpoint 'delivry'.*'delivery'"):
        Study.load(write(tmp_path, text))
    study = Study.load(write(tmp_path, text.replace("delivry", "delivery")))
    assert study.file.personas["ana"].moments == ("delivery",)


def test_texts_of_a_touchpoint_may_be_plain_or_per_language(tmp_path):
    """A promise or a line of the blueprint is one text, several, or one per language."""
    codebook = """\
- id: delivery
  names: {pt: Entrega}
  stage: receive
  moment: true
  promise: "Em até 7 dias"
  blueprint:
    evidence: {pt: "Nota fiscal", en: "Invoice"}
    backstage: ["Roteirizar", {es: "Cargar el camión"}]
"""
    write(tmp_path, codebook, "codebook.yml")
    [one] = Study.load(write(tmp_path, GOOD + "codebook: codebook.yml\n")).codebook.touchpoints
    assert one.moment and one.promise == {"und": "Em até 7 dias"}
    assert one.blueprint.evidence == ({"pt": "Nota fiscal", "en": "Invoice"},)
    assert one.blueprint.backstage == ({"und": "Roteirizar"}, {"es": "Cargar el camión"})
    assert one.blueprint.support == ()
    write(tmp_path, codebook.replace("evidence:", "evidences:"), "codebook.yml")
    with pytest.raises(StudyError, match=r"unknown key 'evidences'\. Did you mean 'evidence'"):
        Study.load(tmp_path)


EXTENDING = """\
- extends: builtin
- id: delivery
  promise: {pt: "No dia combinado"}
- id: gift_wrap
  names: {pt: "Embrulho de presente"}
  stage: receive
"""


def extended(folder: Path, text: str = EXTENDING) -> Codebook:
    write(folder, text, "codebook.yml")
    return Study.load(write(folder, GOOD + "codebook: codebook.yml\n")).codebook


def test_a_codebook_may_extend_the_built_in_one(tmp_path):
    """An entry with a built-in id changes the fields it gives; any other is a touchpoint more."""
    builtin, codebook = Codebook.builtin(), extended(tmp_path)
    ids = [one.id for one in builtin.touchpoints]
    assert [one.id for one in codebook.touchpoints] == [*ids, "gift_wrap"]
    assert codebook["delivery"].promise == {"pt": "No dia combinado"}
    assert codebook["delivery"].examples == builtin["delivery"].examples
    assert codebook["refund"] == builtin["refund"]


EXTENSIONS = {
    "misspelt id": (
        "- extends: builtin\n- {id: delivry, promise: x}\n",
        r"'delivry' is no built-in touchpoint\. Did you mean 'delivery'\? A new one needs names and stage",
    ),
    "not first": ("- {id: delivery}\n- extends: builtin\n", "'extends' stands alone and first"),
    "of what": ("- extends: retail\n", "'extends' stands alone and first, '- extends: builtin'"),
    "no id": ("- extends: builtin\n- {promise: x}\n", "entry 2: no id"),
    "twice": ("- extends: builtin\n- {id: app}\n- {id: app}\n", "'app' stands there twice"),
    "bad field": (
        "- extends: builtin\n- {id: delivery, promises: x}\n",
        r"touchpoint 'delivery' has 1 fault(?s:.*)unknown key 'promises'\. Did you mean 'promise'",
    ),
}


@pytest.mark.parametrize(("text", "match"), EXTENSIONS.values(), ids=EXTENSIONS)
def test_faults_of_an_extension_are_named(tmp_path, text, match):
    """What is wrong in it is told by touchpoint, with the built-in id that was probably meant."""
    with pytest.raises(StudyError, match=match):
        extended(tmp_path, text)


def test_an_extension_takes_the_studys_own_stages(tmp_path):
    """Built-in touchpoints lie in the study's stages before they are changed."""
    own = """\
id: own
stages:
  - {id: before_stay, names: {en: Before}, period: before, covers: [discover, compare, purchase]}
  - {id: stay_there, names: {en: Stay}, period: during, covers: [receive, use]}
"""
    write(tmp_path, own, "own.yml")
    text = "- extends: builtin\n- {id: delivery, promise: x}\n"
    write(tmp_path, text, "codebook.yml")
    study = Study.load(write(tmp_path, GOOD + "codebook: codebook.yml\nstages: own.yml\n"))
    assert study.codebook["delivery"].stage == "stay_there"
    assert "refund" not in [one.id for one in study.codebook.touchpoints]


def test_stages_that_cover_nothing_need_a_codebook(tmp_path):
    """The built-in touchpoints have no place in stages of which nobody says what they cover."""
    write(tmp_path, "id: own\nstages: [{id: a, names: {}, period: before}]\n", "own.yml")
    with pytest.raises(StudyError, match="no stage of 'own' covers a built-in one"):
        Study.load(write(tmp_path, GOOD + "stages: own.yml\n"))


def test_built_in_codebook_covers_every_stage_in_three_languages():
    """At least thirty touchpoints, each with names and four examples per language."""
    codebook = Codebook.builtin()
    assert len(codebook) >= 30
    assert {one.stage for one in codebook.touchpoints} == set(stages.BUILTIN)
    for touchpoint in codebook.touchpoints:
        assert set(touchpoint.names) == {"pt", "es", "en"}, touchpoint.id
        assert all(len(touchpoint.examples[lang]) >= 4 for lang in ("pt", "es", "en")), (
            touchpoint.id
        )
        assert touchpoint.owner, touchpoint.id
        assert touchpoint.channels, touchpoint.id
    assert {one.control for one in codebook.touchpoints} == {"direct", "indirect"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_slugs_are_safe_and_differ(one, other):
    """No segment name escapes the folder, and different names never share a file."""
    assert slug(one)
    assert set(slug(one)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert (slug(one) == slug(other)) == (one == other)


@pytest.mark.parametrize(
    "name", ["index", "segments", "topics", "con", "../../x", "", "Ana", "família"]
)
def test_reserved_and_odd_names_get_a_hash(name):
    """`index` would overwrite the index page; `con` is a device on Windows."""
    assert slug(name) != name
