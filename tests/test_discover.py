"""cxlab discover: proposals from what people say, decisions that outlive new data and new runs."""

import csv
import random
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from cxlab.cli import main
from cxlab.discover import discover
from cxlab.errors import StudyError
from cxlab.flow import process
from cxlab.opened import Processed
from cxlab.study import Study
from cxlab.topicsheet import COLUMNS, SHEET

STUDY = """\
title: Clube
encoder: fast
report: {language: pt}
sources:
  - {name: survey, kind: survey, files: "*.csv", columns: {text: texto, participant: id}}
"""
# Four subjects of a leisure club in three languages, each as thing x what became of it.
SUBJECTS = {
    "parking": {
        "pt": ("O estacionamento", "A vaga do estacionamento", "A cancela do estacionamento"),
        "es": ("El estacionamiento", "La plaza del estacionamiento"),
        "en": ("The car park", "The barrier of the car park"),
        "said": {
            "pt": ("fica lotado de carros no sábado", "é apertado para carros grandes", "custa caro por hora para o carro"),
            "es": ("se llena de coches los sábados", "es estrecho para coches grandes", "cuesta caro por hora y por coche"),
            "en": ("is full of cars on Saturdays", "is too narrow for big cars", "costs a lot per hour and car"),
        },
    },
    "pool": {
        "pt": ("A piscina", "A água da piscina", "A piscina das crianças"),
        "es": ("La piscina", "El agua de la piscina"),
        "en": ("The swimming pool", "The water of the swimming pool"),
        "said": {
            "pt": ("está fria demais para nadar", "tem cloro demais e arde nos olhos", "fecha cedo para quem quer nadar"),
            "es": ("está demasiado fría para nadar", "tiene mucho cloro y arden los ojos", "cierra pronto para quien quiere nadar"),
            "en": ("is too cold for a swim", "has too much chlorine and burns the eyes", "closes early for those who swim"),
        },
    },
    "music": {
        "pt": ("A banda do concerto", "O som do concerto", "A música do concerto"),
        "es": ("La banda del concierto", "El sonido del concierto"),
        "en": ("The band at the concert", "The sound of the concert"),
        "said": {
            "pt": ("tocou músicas antigas com guitarra", "era alto e a guitarra doía no ouvido", "acabou antes da última canção"),
            "es": ("tocó canciones viejas con guitarra", "era alto y la guitarra dolía al oído", "acabó antes de la última canción"),
            "en": ("played old songs on the guitar", "was loud and the guitar hurt the ears", "ended before the last song"),
        },
    },
    "nursery": {
        "pt": ("A educadora do berçário", "O berçário dos bebês", "A sala do berçário"),
        "es": ("La educadora de la guardería", "La guardería de los bebés"),
        "en": ("The nurse at the nursery", "The nursery for babies"),
        "said": {
            "pt": ("cuida dos bebês com carinho", "tem brinquedos limpos para o bebê", "deixa o bebê dormir depois do almoço"),
            "es": ("cuida a los bebés con cariño", "tiene juguetes limpios para el bebé", "deja dormir al bebé después de comer"),
            "en": ("looks after the babies with love", "has clean toys for the baby", "lets the baby sleep after lunch"),
        },
    },
}  # fmt: skip


def sentences(subject: str) -> list[str]:
    """All that is said of a subject: 7 things x 3, 21 sentences."""
    of = SUBJECTS[subject]
    return [f"{thing} {said}." for lang in ("pt", "es", "en") for thing in of[lang] for said in of["said"][lang]]  # fmt: skip


def parts() -> tuple[list[str], list[str]]:
    """The sentences of all subjects, and a fifth of each kept for later."""
    every = [(at, text) for subject in SUBJECTS for at, text in enumerate(sentences(subject))]
    return [text for at, text in every if at % 5 != 2], [text for at, text in every if at % 5 == 2]


def write_texts(folder: Path, texts: list[str]) -> None:
    """One person says the same thing wherever it stands."""
    rows = [{"id": f"p{sum(map(ord, text)) % 23}", "texto": text} for text in texts]
    pd.DataFrame(rows).to_csv(folder / "respostas.csv", index=False)


def subject_of(row) -> str:
    """The subject a row's Portuguese examples are of."""
    words = {
        "parking": "estacionamento",
        "pool": "piscina",
        "music": "concerto",
        "nursery": "berçário",
    }
    [found] = {name for name, word in words.items() if word in row["examples_pt"].lower()}
    return found


def rows_of(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def save(rows: list[dict[str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def discovered(tmp_path_factory):
    """The study discovered once; tests work on copies of it."""
    root = tmp_path_factory.mktemp("discovered")
    folder = root / "clube"
    folder.mkdir()
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    write_texts(folder, parts()[0])
    return discover(folder, topics=4, out=root)


@pytest.fixture
def study(discovered, tmp_path) -> Study:
    """A copy of the discovered study, its tables included."""
    root = discovered.study.folder.parent
    shutil.copytree(root, tmp_path / "copy")
    return Study.load(tmp_path / "copy" / "clube", tmp_path / "copy")


def test_each_subject_is_a_topic_with_a_name_in_each_language(discovered):
    """People read what the topics are, whichever language they were spoken of in."""
    rows = rows_of(discovered.sheet)
    assert tuple(rows[0]) == COLUMNS
    assert sorted(map(subject_of, rows)) == sorted(SUBJECTS)
    for row in rows:
        said = sentences(subject_of(row))
        assert int(row["mentions"]) == sum(text in parts()[0] for text in said)
        for code in ("pt", "es", "en"):
            assert row[f"name_{code}"]
            for example in row[f"examples_{code}"].split(" | "):
                assert example in said
    [music] = [row for row in rows if subject_of(row) == "music"]
    assert tuple(
        next(word for word in row.replace(",", "").split() if word.startswith("conc"))
        for row in (music["name_pt"], music["name_es"], music["name_en"])
    ) == ("concerto", "concierto", "concert")


def test_new_topics_are_entries_of_a_codebook(discovered):
    """What is proposed can be moved into codebook.yml as it is."""
    entries = yaml.safe_load(discovered.codebook.read_text(encoding="utf-8"))
    assert [entry["id"] for entry in entries] == discovered.proposed["touchpoint"].tolist()
    assert all(entry["examples"]["pt"] for entry in entries)


def test_the_same_texts_give_the_same_bytes(study):
    """A run again, with the rows in another order, proposes the same."""
    before = (study.processed / SHEET).read_bytes()
    texts = parts()[0]
    random.Random(4).shuffle(texts)
    write_texts(study.folder, texts)
    assert discover(study.folder, topics=4, out=study.out).sheet.read_bytes() == before


def test_decisions_outlive_shuffled_rows_and_a_fifth_of_new_texts(study):
    """Names, mergers and splits stay with their content, other columns with their rows."""
    rows = {subject_of(row): row for row in rows_of(study.processed / SHEET)}
    rows["pool"] |= {"name_pt": "Piscina do clube", "note": "ver com a Marta"}
    rows["music"] |= {"merge_into": rows["nursery"]["topic"]}
    rows["parking"] |= {"split": "2"}
    for row in rows.values():
        row.setdefault("note", "")
    save(list(rows.values()), study.folder / "topics.csv")
    ours = (study.folder / "topics.csv").read_bytes()
    texts = [text for part in parts() for text in part]
    random.Random(1).shuffle(texts)
    write_texts(study.folder, texts)
    made = discover(study.folder, topics=5, out=study.out)

    by_text = dict(zip(made.said["text"], made.said["topic"], strict=True))
    for text in sentences("pool"):
        assert by_text[text] == rows["pool"]["topic"]
    for text in [*sentences("music"), *sentences("nursery")]:
        assert by_text[text] == rows["nursery"]["topic"]
    assert {by_text[text] for text in sentences("parking")} == {
        f"{rows['parking']['topic']}.{part}" for part in (1, 2)
    }
    again = {row["topic"]: row for row in rows_of(made.sheet)}
    pool = again[rows["pool"]["topic"]]
    assert (pool["name_pt"], pool["note"]) == ("Piscina do clube", "ver com a Marta")
    assert pool["members"] == rows["pool"]["members"]
    assert int(pool["mentions"]) == 21
    assert (study.folder / "topics.csv").read_bytes() == ours


def test_an_accepted_topic_is_a_touchpoint_of_the_next_run(study):
    """From then on the study looks for it, in every language."""
    rows = {subject_of(row): row for row in rows_of(study.processed / SHEET)}
    rows["nursery"] |= {"accept": "sim", "touchpoint": "nursery", "stage": "use"}
    save(list(rows.values()), study.folder / "topics.csv")
    opened = Study.load(study.folder, study.out)
    assert opened.codebook["nursery"].names["pt"] == rows["nursery"]["name_pt"]
    process(opened)
    processed = Processed(opened.processed)
    mentioned = processed.mentions.query("touchpoint == 'nursery'")["utt_id"]
    told = set(processed.utterances.set_index("utt_id").loc[mentioned, "text"])
    assert len(told & set(sentences("nursery"))) >= 0.9 * len(
        set(parts()[0]) & set(sentences("nursery"))
    )
    assert not discover(opened, topics=4).topics.query("touchpoint == 'nursery'")["new"].any()


def test_work_in_the_proposal_is_never_written_over(study):
    """Whoever edits the proposal where it lies is told, and nothing is lost."""
    sheet = study.processed / SHEET
    sheet.write_bytes(sheet.read_bytes() + b"\r\n")
    edited = sheet.read_bytes()
    with pytest.raises(StudyError, match=r"was edited, and discover would write over it. Save it"):
        discover(study.folder, out=study.out)
    assert sheet.read_bytes() == edited


def test_a_wrong_decision_ends_the_command_with_a_sentence(study, capsys):
    """A mistake in topics.csv is told like one in study.yml."""
    rows = rows_of(study.processed / SHEET)
    rows[0]["merge_into"] = "nowhere"
    save(rows, study.folder / "topics.csv")
    with pytest.raises(SystemExit) as left:
        main(["discover", str(study.folder), "--out", str(study.out)])
    assert left.value.code == 2
    assert "is merged into 'nowhere', which has no row" in capsys.readouterr().err


def test_a_study_of_greetings_has_no_topics(tmp_path):
    """Where nobody says enough to have a subject, that is said."""
    folder = tmp_path / "oi"
    folder.mkdir()
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    write_texts(folder, ["Oi", "Bom dia!", "Obrigada", "Sim, claro"])
    with pytest.raises(StudyError, match="no customer's sentence with 3 telling words, of 4"):
        discover(folder, out=tmp_path)


@pytest.mark.filterwarnings("ignore::cxlab.errors.CxlabWarning")
def test_no_cell_of_the_proposal_is_a_formula(tmp_path):
    """What people wrote stays text in every spreadsheet."""
    folder = tmp_path / "mau"
    folder.mkdir()
    (folder / "study.yml").write_text(STUDY, encoding="utf-8")
    texts = [
        f"=HYPERLINK({at}) piscina gelada clube {thing}"
        for at, thing in enumerate(("azul", "verde", "funda", "rasa", "suja", "cheia"))
    ]
    write_texts(folder, [*texts, "<script>alert(1)</script> piscina gelada clube"])
    made = discover(folder, topics=1, out=tmp_path)
    for row in rows_of(made.sheet):
        assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in row.values())
