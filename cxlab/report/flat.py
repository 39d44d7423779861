"""Parts of the model -> rows of a sheet, by the types of their fields: a new field is a new column."""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cxlab.journey.model import Estimate, Quote
from cxlab.report.sheets import Sheet, rounded
from cxlab.report.words import Words

# Fields that no cell holds: the method is told in `about` and `accuracy`, counts of names in `tallies`.
_ELSEWHERE = {"method", "hidden", "channels", "emotions", "blueprint"}


def flat_sheet(
    name: str,
    shape: type,
    parts: Sequence[tuple[Sequence[Any], Any]],
    before: Sequence[str],
    words: Words,
) -> Sheet:
    """One row a part: the values that go before it, then its own fields, flattened."""
    columns = [column for column, _ in _flat(shape, None, "", words)]
    kept = [place for place, column in enumerate(columns) if column not in before]
    rows = []
    for own, part in parts:
        values = [value for _, value in _flat(shape, part, "", words)]
        rows.append([*own, *(values[place] for place in kept)])
    return Sheet(name, (*before, *(columns[place] for place in kept)), rows)


def _flat(shape: type, part: Any, prefix: str, words: Words) -> Iterator[tuple[str, Any]]:
    """Column and value of each field; the same columns where `part` is None."""
    for name, hint in hints(shape):
        value = None if part is None else getattr(part, name)
        column = f"{prefix}{'name' if name == 'names' else name}"
        if hint is Estimate:
            yield column, None if value is None else rounded(value.value)
            for bound in ("low", "high"):
                yield f"{column}_{bound}", None if value is None else rounded(getattr(value, bound))
            for count in ("people", "mentions"):
                yield f"{column}_{count}", None if value is None else getattr(value, count)
        elif hint is Quote:
            for end, field in (("", "text"), ("_utt_id", "utt_id"), ("_file", "file"), ("_locator", "locator")):  # fmt: skip
                yield f"{column}{end}", None if value is None else getattr(value, field)
        elif _is_part(hint):
            yield from _flat(hint, value, f"{column}_", words)
        elif name in _ELSEWHERE or parts_of(hint):
            continue
        elif hint == dict[str, str]:  # one text per language
            yield column, None if value is None else words.name(value)
        elif value and name.endswith("_ids"):
            yield column, " ".join(value)
        else:
            yield column, cell(value)


@cache
def hints(shape: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class with their types, 'or None' left out."""
    known = typing.get_type_hints(shape)
    return tuple(
        (name, typing.get_args(hint)[0] if isinstance(hint, types.UnionType) else hint)
        for name, hint in ((field.name, known[field.name]) for field in dataclasses.fields(shape))
    )


def _is_part(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint)


def parts_of(hint: Any) -> type | None:
    """The class of the parts where the type is a tuple of them."""
    arguments = typing.get_args(hint)
    whole = typing.get_origin(hint) is tuple and _is_part(arguments[0])
    return typing.cast(type, arguments[0]) if whole else None


def cell(value: Any) -> Any:
    """One value of a cell; of several, a text."""
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell(one)}" for key, one in value.items())
    if isinstance(value, tuple | list):
        return "; ".join(str(cell(one)) for one in value)
    return value
