"""Which segment and which wave a document belongs to."""

import ast
import datetime
import difflib
import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from cxlab.errors import StudyError
from cxlab.ingest import fields
from cxlab.ingest.people import read_people

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
}  # fmt: skip
_TICKED = re.compile(r"`([^`]+)`")


def apply_rules(documents: pd.DataFrame, rules: dict[str, str]) -> list[str]:
    """The first segment whose rule holds for each document, "" where none does.

    A rule compares columns of the documents or attributes of people: `flights > 6 and plan == "gold"`,
    `country in ["BR", "PT"]`; a name with spaces stands in backticks. Rules are read as data: nothing
    in them is run. Raises StudyError for an unknown name or anything but comparisons.
    """
    chosen = pd.Series("", index=documents.index, dtype="object")
    for segment, rule in rules.items():
        holds = _evaluate(rule, documents, segment=segment)
        chosen = chosen.where(~(holds & (chosen == "")), segment)
    return list(chosen)


def rule_names(rules: dict[str, str]) -> list[str]:
    """The columns and attributes that rules speak of."""
    found = []
    for segment, rule in rules.items():
        tree, ticked = _parsed(rule, segment)
        found += [ticked.get(one.id, one.id) for one in ast.walk(tree) if isinstance(one, ast.Name)]
    return list(dict.fromkeys(found))


def place_people(documents: pd.DataFrame, path: Path) -> pd.DataFrame:
    """The documents, each in the segment that a segments.csv gives its participant.

    The file has the columns participant and segment; a document of nobody named goes by its
    doc_id. Who is not in the file keeps their segment; without the file nothing changes. Raises
    StudyError for a missing column, and for a participant in two segments.
    """
    if not path.is_file():
        return documents
    people = read_people(path)
    if "segment" not in people.attributes:
        found = ", ".join(("participant", *people.attributes))
        raise StudyError(f"column 'segment' not in {path.name}. Found: {found}. Add it")
    given = {one.participant: one.attributes["segment"] for one in people.everybody}
    named = documents["participant"].where(documents["participant"] != "", documents["doc_id"])
    decided = named.map(given).fillna("")
    return documents.assign(segment=decided.where(decided != "", documents["segment"]))


def _parsed(rule: str, segment: str) -> tuple[ast.expr, dict[str, str]]:
    ticked: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        ticked[f"_ticked{len(ticked)}"] = match[1]
        return f"_ticked{len(ticked) - 1}"

    try:
        return ast.parse(_TICKED.sub(name, rule.strip()), mode="eval").body, ticked
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise StudyError(_unreadable(segment, rule)) from None


def _unreadable(segment: str, rule: str) -> str:
    return (
        f"segments.rules.{segment}: cannot read {rule!r}. Write comparisons such as flights > 6, "
        'plan == "gold", country in ["BR", "PT"], joined by and, or, not'
    )


def _evaluate(rule: str, documents: pd.DataFrame, *, segment: str) -> pd.Series:
    tree, ticked = _parsed(rule, segment)

    def value(node: ast.expr) -> Any:
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float, bool)):
            return node.value
        if isinstance(node, (ast.List, ast.Tuple)):
            return [value(one) for one in node.elts]
        if isinstance(node, ast.Name):
            return _column(documents, ticked.get(node.id, node.id), segment)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return ~_flags(value(node.operand), documents)
        if isinstance(node, ast.BoolOp):
            parts = [_flags(value(one), documents) for one in node.values]
            joined = parts[0]
            for part in parts[1:]:
                joined = joined & part if isinstance(node.op, ast.And) else joined | part
            return joined
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            return _ARITHMETIC[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.Compare):
            return _compared(node)
        raise StudyError(_unreadable(segment, rule))

    def _compared(node: ast.Compare) -> pd.Series:
        holds = pd.Series(True, index=documents.index)
        left = value(node.left)
        for sign, right_node in zip(node.ops, node.comparators, strict=True):
            right = value(right_node)
            if isinstance(sign, (ast.In, ast.NotIn)):
                listed = [str(one) for one in right] if isinstance(right, list) else [str(right)]
                found = (
                    left.astype(str).isin(listed) if isinstance(left, pd.Series) else left in listed
                )
                flags = _flags(found, documents)
                holds = holds & (~flags if isinstance(sign, ast.NotIn) else flags)
            elif type(sign) in _COMPARE:
                holds = holds & _flags(_COMPARE[type(sign)](*_alike(left, right)), documents)
            else:
                raise StudyError(_unreadable(segment, rule))
            left = right
        return holds

    try:
        return _flags(value(tree), documents)
    except TypeError as error:
        raise StudyError(
            f"segments.rules.{segment}: {rule!r} compares a number with words ({error})"
        ) from None


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Both sides of a comparison as text when one is text and the other a column of numbers."""
    if isinstance(right, str) and isinstance(left, pd.Series) and left.dtype.kind == "f":
        return left.map(lambda one: f"{one:g}"), right
    return left, right


def _flags(value: Any, documents: pd.DataFrame) -> pd.Series:
    if isinstance(value, pd.Series):
        return value.fillna(False).astype(bool)
    return pd.Series(bool(value), index=documents.index)


def _column(documents: pd.DataFrame, name: str, segment: str) -> pd.Series:
    if name not in documents.columns:
        known = [str(one) for one in documents.columns if one not in ("text", "doc_id", "locator")]
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise StudyError(
            f"segments.rules.{segment}: nothing is called '{name}'.{hint} Known: {', '.join(known)}"
        )
    column = documents[name]
    if column.dtype.kind in "fiM":
        return column
    numbers = column.astype(str).map(fields.read_number)
    filled = column.astype(str).str.strip() != ""
    plain = column.astype(str).str.fullmatch(r"\s*[-+]?[\d.,]+\s*")
    return numbers if filled.any() and plain[filled].all() else column.astype(str)


def waves(dates: pd.Series, breaks: tuple[Any, ...]) -> list[str]:
    """ "1" before the first break, "2" from it on, and so on; "" without a date or without breaks."""
    if not breaks:
        return [""] * len(dates)
    moments = []
    for one in breaks:
        if isinstance(one, (datetime.date, datetime.datetime)):
            moments.append(pd.Timestamp(one).tz_localize(None))
            continue
        read = fields.read_dates([str(one)])[0][0]
        if read is None:
            raise StudyError(f"waves.breaks: {one!r} is no date. Write it as 2026-01-31")
        moments.append(pd.Timestamp(read))
    moments.sort()
    return [
        "" if pd.isna(date) else str(1 + sum(1 for one in moments if one <= date)) for date in dates
    ]
