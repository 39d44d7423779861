"""The start of a line: who speaks and when, read without yet believing any name."""

import math
import re
from dataclasses import dataclass
from functools import cache

from cxlab import languages
from cxlab.ingest.content import seconds_of
from cxlab.ingest.labels import candidate, fold_label, initial_of, is_name, label_role

TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME_FIRST = re.compile(
    rf"^\s*(?:#{{1,6}}\s*)?[\[(]?(?P<time>{TIME})(?:\s*(?:-->|[-–—])\s*{TIME})?[\])]?"
    r"(?=$|[\s\]):|–—-])\s{0,20}[:|–—-]?(?P<rest>.*)$"
)
_NAME_TIME = re.compile(
    rf"^\s*(?P<name>[^\d\s:\[(][^:\[(\t]{{0,58}}?)[ \t\u00a0]{{1,20}}(?P<open>[\[(])?(?P<time>{TIME})"
    r"[\])]?\s{0,20}(?P<colon>:)?(?P<rest>.*)$"
)
_BRACKET_NAME = re.compile(
    rf"^\s*\[(?P<name>[^\[\]:\d][^\[\]:]{{0,58}})\]\s{{0,5}}(?P<time>{TIME})(?P<rest>.*)$"
)
_ROLE_DASH = re.compile(
    r"^\s*(?P<name>[^\s:–—-][^:–—\n-]{0,30}?)\s{0,5}[–—-]\s{1,5}(?P<rest>\S.*)$"
)


@dataclass(frozen=True)
class Head:
    """What the start of a line says about who speaks and when.

    `strong`: a time stands by the name; `loose`: a time without brackets before plain words, which
    may as well be part of the words ("10:30 cheguei na loja").
    """

    name: str = ""
    seconds: float = math.nan
    rest: str = ""
    strong: bool = False
    bare_time: bool = False
    loose: bool = False


@cache
def headings() -> frozenset[str]:
    """Headings above the words themselves in notes made by machines."""
    return frozenset(
        fold_label(word)
        for code in languages.CODES
        for word in languages.of(code).TRANSCRIPT_HEADINGS
    )


@cache
def recorder_lines() -> tuple[str, ...]:
    """What recorders and chat programs write between the words, in lower case."""
    return tuple(word for code in languages.CODES for word in languages.of(code).RECORDER_LINES)


def is_recorder_line(text: str) -> bool:
    """Whether a short line was written by the recorder and said by nobody.

    Its words stand at the start or the end, or are a long phrase; a customer who says that "the camera
    started recording by itself" goes on being a customer.
    """
    plain = text.casefold().strip(" <>()[].\u200e\u200f\u202a\u202c\t")
    if len(plain) > 250:
        return False
    return any(
        plain.startswith(words)
        or (plain.endswith(words) and len(plain) < 100)
        or (words.count(" ") >= 4 and words in plain)
        for words in recorder_lines()
    )


def head_of(text: str) -> Head:
    """Read the start of one line, without yet believing any name."""
    line = text[:400]
    tail = text[400:]
    bracket = _BRACKET_NAME.match(line)
    if bracket and is_name(bracket["name"]):
        rest = bracket["rest"].strip(" :\t") + tail
        return Head(bracket["name"].strip(), seconds_of(bracket["time"]), rest, strong=True)
    timed = _TIME_FIRST.match(line)
    if timed:
        return _after_time(timed, tail)
    named = _NAME_TIME.match(line)
    if named and is_name(named["name"]):
        rest = named["rest"].strip() + tail
        if not rest or named["open"] or named["colon"]:
            name = named["name"].strip(" *_-–—,|\t\u00a0")
            return Head(name, seconds_of(named["time"]), rest.lstrip("* "), strong=True)
    found = candidate(text)
    if found:
        return Head(found[0], rest=found[1])
    dashed = _ROLE_DASH.match(line)
    if dashed and (label_role(dashed["name"]) or initial_of(dashed["name"])):
        return Head(dashed["name"].strip(), rest=dashed["rest"].strip() + tail)
    alone = text.strip().strip("*_#").strip()
    if len(alone) <= 40 and label_role(alone) and len(alone.split()) <= 3:
        return Head(alone)
    return Head(rest=text.strip())


def _after_time(timed: re.Match[str], tail: str) -> Head:
    seconds = seconds_of(timed["time"])
    rest = timed["rest"].strip(" *\u00a0").lstrip("\t")
    if not rest.strip():
        return Head(seconds=seconds, bare_time=True)
    name, tab, words = rest.partition("\t")
    if tab and is_name(name.strip().rstrip(":")):
        return Head(name.strip().rstrip(":"), seconds, words.strip() + tail, strong=True)
    found = candidate(rest)
    if found:
        return Head(found[0], seconds, found[1] + tail, strong=True)
    loose = timed.string.strip()[:1] not in "[(#"
    return Head(seconds=seconds, rest=rest.strip() + tail, loose=loose)
