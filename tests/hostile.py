"""Hostile texts, and journeys in which every text is one: for the tests of what a page must not do.

Loaded with `runpy`, since test files cannot import one another. `cases/hostile.json` holds the texts by
what they attack. Whatever in them would run calls `ran`; whatever would be fetched lies at HOST.
"""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOST = "http://hostile.invalid/"
LANGS = ("pt", "es", "en")
LISTS = frozenset(
    {"lanes", "hidden", "state", "level", "outcome", "role", "quadrant", "by", "unit"}
)
CASES: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8")
)


def payloads() -> list[str]:
    """All texts, each once: every way out of its place with every thing to do there, and the others."""
    pairs = [way.replace("{}", act) for way in CASES["breakouts"] for act in CASES["actions"]]
    return list(dict.fromkeys([*single(), *pairs]))


def single() -> list[str]:
    """The texts that stand for themselves, for what is slow: more than five hundred."""
    alone = [text for group, texts in CASES.items() if group != "breakouts" for text in texts]
    return list(dict.fromkeys(alone))


def spoil(value: Any, text: str, path: str = "", *, kept: frozenset[str] = LISTS) -> Any:
    """A copy of frozen data in which every text is the hostile one, and says which field it fills.

    The fields `kept` stay: lists that only the program fills and that decide what is laid out.
    """
    if isinstance(value, str):
        return f"{text} ‹{path}›"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{
                one.name: spoil(
                    getattr(value, one.name), text, f"{path}.{one.name}".lstrip("."), kept=kept
                )
                for one in dataclasses.fields(value)
                if one.init and one.name not in kept
            },
        )
    if isinstance(value, Mapping):
        names = set(value) <= {*LANGS, "und"}
        return {
            key if names or not isinstance(key, str) else f"{text} ‹{path}:key›{at or ''}": spoil(
                item, text, path if names else f"{path}:value", kept=kept
            )
            for at, (key, item) in enumerate(value.items())
        }
    if isinstance(value, list | tuple):
        return type(value)(spoil(item, text, path, kept=kept) for item in value)
    return value
