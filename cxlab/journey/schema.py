"""The JSON Schema of a journey's file, generated from the classes of `cxlab.journey.model`.

A file is valid exactly where `Journey.from_dict` accepts it: no unknown key, and nothing missing
that has no default. Descriptions come from the classes' docstrings.
"""

import dataclasses
import inspect
import json
import re
import types
import typing
from pathlib import Path
from typing import Any

from cxlab.codebook import Touchpoint
from cxlab.journey.model import SCHEMA, Journey
from cxlab.stages import Stage
from cxlab.study import ReportOptions
from cxlab.tables import EMOTIONS, FEELINGS, KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The number changes when a file that was valid no longer is.
ID = "urn:cxlab:journey:1"
GRADES = ("observed", "reported", "thin", "assumed", "gap")


def _choices(model: Any, field: str) -> tuple[str, ...]:
    """The values a field of a checked model allows."""
    allowed: tuple[str, ...] = typing.get_args(model.model_fields[field].annotation)
    return allowed


# The closed lists of words, by class and field.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Finding", "kind"): ("pain", "delight"),
    ("Finding", "grade"): GRADES,
    ("TouchpointCell", "grade"): GRADES,
    ("TouchpointCell", "control"): _choices(Touchpoint, "control"),
    ("StageColumn", "grade"): GRADES,
    ("StageColumn", "period"): _choices(Stage, "period"),
    ("SourceCount", "kind"): KINDS,
    ("Quote", "source_kind"): KINDS,
    ("Quote", "emotion"): EMOTIONS,
    ("Quote", "kind"): FEELINGS,
    ("Move", "kind"): ("next", "jump", "loop"),
    ("Driver", "outcome"): ("rating", "nps"),
    ("Driver", "role"): ("basic", "excitement", "performance", ""),
    ("Moment", "by"): ("data", "people", "both"),
    ("Moment", "kind"): ("pain", "delight", ""),
    ("Coverage", "kind"): KINDS,
    ("Saturation", "unit"): ("interview", "person"),
    ("Promise", "grade"): GRADES,
    ("Action", "status"): ("idea", "planned", "doing", "done", "dropped"),
    ("Rollup", "level"): ("periods", "steps", "scope"),
    ("Rollup", "grade"): GRADES,
    ("Journey", "state"): _choices(ReportOptions, "state"),
    ("Journey", "scope"): _choices(ReportOptions, "scope"),
    ("Journey", "columns"): _choices(ReportOptions, "columns"),
}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    int: {"type": "integer"},
    Any: {},
}


def schema() -> dict[str, Any]:
    """The schema as plain data, the same at every call: a journey, its parts under `$defs`."""
    definitions: dict[str, Any] = {}
    _define(Journey, definitions)
    whole: dict[str, Any] = definitions.pop(Journey.__name__)
    whole["properties"] = {
        "$schema": {"type": "string", "description": "Where this schema lies."}
    } | whole["properties"]
    head = {"$schema": DIALECT, "$id": ID, "title": Journey.__name__}
    return head | whole | {"$defs": dict(sorted(definitions.items()))}


def text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def write_schema(folder: Path) -> Path:
    """Write the schema beside journeys, under the name by which they call it."""
    path = folder / SCHEMA
    path.write_text(text(), encoding="utf-8", newline="\n")
    return path


def _define(shape: type, definitions: dict[str, Any]) -> None:
    if shape.__name__ in definitions:
        return
    definitions[shape.__name__] = {}  # so that a class within itself ends
    hints = typing.get_type_hints(shape)
    said = " ".join(inspect.getdoc(shape).split()) if shape.__doc__ else ""  # type: ignore[union-attr]
    properties, required = {}, []
    for field in dataclasses.fields(shape):
        described = _type(hints[field.name], definitions)
        words = WORDS.get((shape.__name__, field.name))
        if words:
            described = {**described, "enum": list(words)}
        told = _told(field.name, said)
        properties[field.name] = described | ({"description": told} if told else {})
        if field.default is field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    definitions[shape.__name__] = {
        "description": said,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _told(name: str, said: str) -> str:
    """The sentences of a class's docstring that name the field."""
    sentences = re.split(r"(?<=\.) (?=[A-Z`])", said)
    return " ".join(one for one in sentences if f"`{name}`" in one)


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type hint; TypeError for one that JSON files of ours never held."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        _define(typing.cast(type, hint), definitions)
        return {"$ref": f"#/$defs/{typing.cast(type, hint).__name__}"}
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return {"type": "array", "items": _type(arguments[0], definitions)}
        parts = [_type(one, definitions) for one in arguments]
        ends = {"minItems": len(parts), "maxItems": len(parts)}
        return {"type": "array", "prefixItems": parts, **ends}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_type(one, definitions) for one in arguments]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if hint is type(None):
        return {"type": "null"}
    if hint not in _PLAIN:
        raise TypeError(f"no JSON Schema for the type {hint}: teach cxlab/journey/schema.py")
    return dict(_PLAIN[hint])
