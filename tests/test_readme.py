"""The documentation is tested: commands exist, code runs, tables of options are whole."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from cxlab.cli import app
from cxlab.codebook import LAYERS
from cxlab.ingest import read_actions, read_promises
from cxlab.ingest.written import STATUSES
from cxlab.study import FIELDS, LANES, Persona, ReportOptions, Source, Study, StudyFile
from cxlab.yamlfile import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, without the indentation of lists."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, re.M | re.S)
    return [re.sub(rf"^{indent}", "", text, flags=re.M) for indent, text in found]


def shell_lines() -> list[list[str]]:
    return [shlex.split(line) for block in blocks("bash") for line in block.splitlines() if line]


def test_every_command_has_its_line():
    """A command without a line in the table is not finished."""
    for name in COMMANDS:
        assert f"| `cxlab {name}" in README


@pytest.mark.parametrize("line", shell_lines(), ids=" ".join)
def test_shell_lines_can_be_typed(line):
    """Commands and options that the README shows exist."""
    match line:
        case ["cxlab", name, *arguments]:
            options = {one for param in COMMANDS[name].params for one in param.opts}
            assert {one for one in arguments if one.startswith("--")} <= options
        case ["make", target]:
            makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
            assert re.search(rf"^{target}:", makefile, re.M)
        case ["conda", "env", "create", "-f", file]:
            assert (ROOT / file).exists()
        case ["conda", "activate", name]:
            environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
            assert environment["name"] == name
        case ["jupyter", "lab", folder]:
            assert (ROOT / folder).is_dir()
        case _:
            pytest.fail(f"nothing checks {line}")


def test_options_of_run_are_told():
    """Each option of the main command stands in the table of commands."""
    [row] = [line for line in README.splitlines() if line.startswith("| `cxlab run")]
    for param in COMMANDS["run"].params:
        assert param.name == "study" or f"`{param.opts[0]}`" in row


def test_python_examples_run():
    """The code block does what its neighbours promise."""
    [code] = blocks("python")
    names: dict[str, object] = {}
    exec(code, names)  # the block is ours
    import cxlab

    assert cxlab.detect_language(["não gostei da entrega", "llegó tarde", "it came late"]) == [
        "pt", "es", "en",
    ]  # fmt: skip
    redacted = cxlab.redact("Fale com a Ana: ana@example.com", roster=["Ana"]).text
    assert "Ana" not in redacted
    assert "example.com" not in redacted
    assert cxlab.score_sentiment(["Chegou quebrado", "Me encantó"])[
        "valence"
    ].is_monotonic_increasing


def test_study_example_is_accepted():
    """What people copy from the README works."""
    for block in blocks("yaml"):
        assert parse(StudyFile, yaml.safe_load(block), Path("README.md")).title


def test_every_key_of_a_study_is_told():
    """A key that study.yml accepts stands in the table, with its parts."""
    for name in StudyFile.model_fields:
        assert f"`{name}`" in README, name
    for name in Source.model_fields:
        assert f"`{name}`" in README, name
    for name in FIELDS:
        assert f"`{name}`" in README, name


def test_what_people_may_write_is_told():
    """Lanes, options of the map, layers of the blueprint and states of an action stand in the README."""
    told = (*LANES, *LAYERS, *ReportOptions.model_fields, *Persona.model_fields, *STATUSES)
    for name in told:
        assert re.search(rf"\b{name}\b", README), name


def test_files_of_people_are_accepted(tmp_path):
    """The promises, actions and codebook that the README shows are read as they stand there."""
    [codebook] = blocks("yml")
    study = "title: x\ncodebook: codebook.yml\nsources: [{name: a, kind: review, files: a.csv}]\n"
    (tmp_path / "study.yml").write_text(study, encoding="utf-8")
    (tmp_path / "codebook.yml").write_text(codebook, encoding="utf-8")
    for text in blocks("csv"):
        name = {"touchpoint": "promises.csv", "action": "actions.csv"}.get(text.partition(",")[0])
        if name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    opened = Study.load(tmp_path)
    assert opened.codebook["delivery"].moment and opened.codebook["gift_wrap"].stage == "receive"
    [promise] = read_promises(opened).to_dict("records")
    [action] = read_actions(opened).to_dict("records")
    assert (promise["touchpoint"], promise["segment"]) == ("delivery", "familia")
    assert (action["status"], action["due"], action["impact"]) == ("planned", "2026-09-30", 5)


def test_changelog_speaks_of_this_version():
    """What a user gets with this version is written down."""
    version = re.search(r'__version__ = "(.+)"', (ROOT / "cxlab" / "__init__.py").read_text())
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"


def test_pictures_are_there():
    """A README with a broken picture is no welcome."""
    for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / path).stat().st_size > 10_000
