"""A new study from raw files: look at them, copy them in, write a study.yml that explains itself."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from cxlab.errors import StudyError
from cxlab.ingest import propose
from cxlab.study import FILE, find_root

CODEBOOK = "codebook.yml"
_HEAD = """\
# A study: what it is called, where its raw files are, how people fall into segments.
# Correct what was guessed below, then look at the inventory with: cxlab check {name}
title: {title}
report:
  language: {language}   # pt, es or en: the labels of the report; quotes stay in their language
  min_people: 5          # below this many people a cell is called thin and shows no quote
  # lanes: [goals, touchpoints, curve, quotes, pains, delights]   # only these, in this order; else all
  # columns: periods     # before, during, after (or: steps); else one column a stage
  # scope: buyer         # only the stages up to the first use; else the full experience
  # state: to_be         # a map of what is planned

# One entry per stream of files. `kind` is one of interview, review, chat, ticket, survey, social,
# frontline. `columns` says which of your columns holds what: text, title, rating, nps, effort, date,
# participant, segment, channel, id, thread, position, speaker, role.
sources:
"""
_TAIL = """\

# Which customers share a map: a mapped column, or an attribute of people.csv.
segments: {by: segment}

# People's own facts, if you have them: a file people.csv with the columns participant, names,
# segment and any attribute; name it in a source with `people: people.csv`.
# Touchpoints of your own: a file codebook.yml, named here with `codebook: codebook.yml`. One that begins with
# `- extends: builtin` changes the built-in touchpoints: promises, moments of truth, service blueprint.
# What is promised and what is planned: promises.csv (touchpoint, promise, said_in, segment) and actions.csv
# (action, touchpoint, impact, effort, owner, due, status), read when they are there.
"""


def new_study(name: str, files: Sequence[Path], *, language: str = "en") -> Path:
    """Make `data/raw/<name>/` (or the given folder) with copies of the files and a study.yml.

    Raises StudyError when the study exists, when a file is missing, or when nothing can be read.
    """
    as_path = Path(name)
    plain = len(as_path.parts) == 1 and not as_path.is_absolute()
    folder = find_root(Path.cwd()) / "data" / "raw" / name if plain else as_path
    if (folder / FILE).exists():
        raise StudyError(f"{folder / FILE} is there already. Edit it, or choose another name")
    found = _files(files)
    proposals = propose(found)
    if not proposals:
        names = ", ".join(path.name for path in found)
        raise StudyError(f"none of these files can be read as customer research: {names}")
    folder.mkdir(parents=True, exist_ok=True)
    _copy(found, folder)
    head = _HEAD.format(name=name, title=_yaml(folder.name), language=language)
    body = "".join(_source(proposal) for proposal in proposals)
    body += "".join(f"# {about}: {note}\n" for about, note in proposals.notes)
    target = folder / FILE
    own = f"codebook: {CODEBOOK}\n" if (folder / CODEBOOK).is_file() else ""
    target.write_text(head + body + _TAIL + own, encoding="utf-8")
    return target


def _files(given: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    for path in given:
        if not path.exists():
            raise StudyError(f"{path} is not there")
        inside = (
            sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        )
        found += [one for one in inside if not one.name.startswith(".")]
    if not found:
        raise StudyError(f"no file in {', '.join(str(path) for path in given)}")
    names = [path.name for path in found]
    doubled = sorted({one for one in names if names.count(one) > 1})
    if doubled:
        raise StudyError(
            f"two files are called {doubled[0]}. Rename one: the study keeps them flat"
        )
    return found


def _copy(files: Sequence[Path], folder: Path) -> None:
    for path in files:
        if path.resolve().parent != folder.resolve():
            shutil.copy2(path, folder / path.name)


def _source(proposal: dict[str, Any]) -> str:
    """One source as YAML, in a list."""
    text = yaml.safe_dump(proposal, allow_unicode=True, sort_keys=False, default_flow_style=None)
    lines = text.splitlines()
    return "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:])]) + "\n"


def _yaml(text: str) -> str:
    """One value as YAML needs it, quoted where it must be."""
    return yaml.safe_dump(text, allow_unicode=True).removesuffix("...\n").strip()
