"""YAML read for people: a mistyped key or a bad value is named with its file and the nearest known key."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from cxlab.errors import StudyError

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A frozen model in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, or StudyError with file and line."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise StudyError(f"{path} is not there") from None
    except UnicodeDecodeError as error:
        raise StudyError(
            f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8"
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise StudyError(
            f"{path}{where}: {problem}. Check indentation, colons and quotes"
        ) from None


def parse(model: type[Model], content: Any, path: Path | str) -> Model:
    """The content as a checked model, or StudyError that lists every fault in it."""
    if not isinstance(content, dict):
        raise StudyError(f"{path} must hold keys and values, found {type(content).__name__}")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = "\n".join(f"  - {_explain(fault, model)}" for fault in error.errors())
        raise StudyError(f"{path} has {error.error_count()} fault(s):\n{faults}") from None


def _explain(fault: Any, model: type[BaseModel]) -> str:
    location = [str(part) for part in fault["loc"]]
    where = ".".join(location)
    if fault["type"] == "extra_forbidden":
        known = sorted(_known_keys(model, fault["loc"][:-1]))
        return unknown_key(location[-1], known, where=where)
    found = fault.get("input")
    shown = "" if fault["type"] == "missing" else f" Found: {str(found)[:80]!r}"
    return f"{where}: {fault['msg']}.{shown}"


def unknown_key(key: str, known: list[str], *, where: str) -> str:
    """The sentence for a key nobody knows: the nearest one, then all of them."""
    return f"{where}: unknown key '{key}'.{nearest(key, known)} Known: {', '.join(known)}"


def nearest(word: str, known: Sequence[str]) -> str:
    """' Did you mean ...?' with the known word most like this one, or nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f" Did you mean '{near[0]}'?" if near else ""


def _known_keys(model: type[BaseModel], location: tuple[Any, ...]) -> set[str]:
    """The field names of the model that a location (names and list positions) points into."""
    current: Any = model
    for part in location:
        if isinstance(part, str) and _is_model(current) and part in current.model_fields:
            current = _inner_model(current.model_fields[part].annotation)
    if not _is_model(current):
        return set()
    return {field.alias or name for name, field in current.model_fields.items()}


def _inner_model(annotation: Any) -> Any:
    """The model inside an annotation such as `tuple[Source, ...]` or `Waves | None`."""
    if _is_model(annotation):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _inner_model(inner)
        if _is_model(found):
            return found
    return None


def _is_model(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)
