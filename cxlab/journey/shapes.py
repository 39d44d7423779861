"""Frozen data <-> plain lists and dicts: what a journey's JSON is written from and read back into."""

import dataclasses
import math
import types
import typing
from typing import Any, TypeVar

from cxlab.errors import StudyError

Shape = TypeVar("Shape")


def plain(value: Any) -> Any:
    """Lists, dicts, texts and numbers of frozen data; what is not finite becomes None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "item"):  # a numpy number
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def shaped(shape: type[Shape], content: Any, where: str) -> Shape:
    """The dataclass that `plain` wrote, or StudyError that names what is missing or unknown."""
    if not isinstance(content, dict):
        raise StudyError(f"{where} must hold keys and values, found {type(content).__name__}")
    fields = {one.name: one for one in dataclasses.fields(shape)}  # type: ignore[arg-type]
    unknown = sorted(set(content) - set(fields))
    if unknown:
        raise StudyError(f"{where} has unknown {', '.join(unknown)}. Known: {', '.join(fields)}")
    missing = [
        name
        for name, one in fields.items()
        if name not in content
        and one.default is dataclasses.MISSING
        and one.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise StudyError(f"{where} lacks {', '.join(missing)}. Make it again with: cxlab run")
    hints = typing.get_type_hints(shape)
    return shape(
        **{name: _typed(hints[name], item, f"{where}.{name}") for name, item in content.items()}
    )


def _typed(hint: Any, value: Any, where: str) -> Any:
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):  # Quote | None, float | None
        return None if value is None else _typed(arguments[0], value, where)
    if dataclasses.is_dataclass(hint):
        return shaped(typing.cast(type, hint), value, where)
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(arguments[0], item, f"{where}[{at}]") for at, item in enumerate(value))
    if typing.get_origin(hint) is dict and isinstance(value, dict):
        return {key: _typed(arguments[1], item, f"{where}.{key}") for key, item in value.items()}
    return float(value) if hint is float and value is not None else value
