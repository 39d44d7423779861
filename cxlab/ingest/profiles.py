"""Profiles: how the columns of known exports map to ours, one YAML file each."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import yaml

from cxlab.errors import StudyError
from cxlab.ingest.columns import Columns, find_column
from cxlab.ingest.sheets import fold_header
from cxlab.yamlfile import unknown_key


@dataclass(frozen=True)
class Profile:
    """One known export.

    `columns` gives for each field the columns that may hold it, best first; `guess` names fields to be
    found by their content; `questions` is a pattern for the columns with open answers; `drop` lists
    values of a column whose rows nobody answered (previews, spam).
    """

    name: str
    kind: str
    columns: Columns
    detect: tuple[str, ...] = ()
    guess: tuple[str, ...] = ()
    questions: str = ""
    drop: tuple[tuple[str, tuple[str, ...]], ...] = ()
    channel: str = ""
    rating_scale: tuple[float, float] | None = None

    def matches(self, header: tuple[str, ...]) -> bool:
        """Whether a header has every column that tells this export."""
        return bool(self.detect) and all(find_column(name, header) for name in self.detect)

    def present(self, header: tuple[str, ...]) -> Columns:
        """For each field the first of its columns that the header has."""
        found: Columns = {}
        for field, names in self.columns.items():
            column = next((one for name in names if (one := find_column(name, header))), None)
            if column:
                found[field] = (column,)
        return found

    def answered(self, sheet: pd.DataFrame) -> pd.Series:
        """Whether each row was answered by somebody, and is no preview or spam."""
        kept = pd.Series(True, index=sheet.index)
        for name, values in self.drop:
            column = find_column(name, tuple(sheet.columns))
            if column:
                kept &= ~sheet[column].map(fold_header).isin(
                    [fold_header(value) for value in values]
                )
        return kept

    def question_columns(self, header: tuple[str, ...]) -> list[str]:
        return [name for name in header if self.questions and re.match(self.questions, name)]


@cache
def shipped() -> dict[str, Profile]:
    """Every profile by its name."""
    folder = files("cxlab.ingest") / "profiles"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".yml"):
            name = entry.name.removesuffix(".yml")
            found[name] = _profile(name, yaml.safe_load(entry.read_text(encoding="utf-8")) or {})
    return found


def _profile(name: str, content: dict[str, Any]) -> Profile:
    scale = content.get("rating_scale")
    return Profile(
        name,
        content.get("kind", "review"),
        {field: _listed(names) for field, names in content.get("columns", {}).items()},
        _listed(content.get("detect", ())),
        _listed(content.get("guess", ())),
        content.get("questions", ""),
        tuple((column, _listed(values)) for column, values in content.get("drop", {}).items()),
        content.get("channel", ""),
        (float(scale[0]), float(scale[1])) if scale else None,
    )


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else (str(value),)


def named(name: str) -> Profile:
    """The profile of that name, or StudyError with the known ones."""
    if name not in shipped():
        raise StudyError(unknown_key(name, sorted(shipped()), where="profile"))
    return shipped()[name]


def recognise(header: tuple[str, ...]) -> Profile | None:
    """The profile whose telling columns the header has; the one with most of them if several."""
    fitting = [one for one in shipped().values() if one.matches(header)]
    return max(fitting, key=lambda one: len(one.detect)) if fitting else None
