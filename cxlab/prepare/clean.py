"""Text as people meant it: a listed order of small `str -> str` steps, each with a reason for its place.

Every step is linear in the length of the text (patterns have bounded repeats and no nested ones), and
the whole is idempotent: `clean(clean(text)) == clean(text)`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cxlab import languages

# Cleaning repeats until nothing changes, because what a step takes out can leave a space, or join
# what an earlier step looks for; real text needs two rounds, hostile text a few more.
_MAX_ROUNDS = 12
_LONGEST_RUN = 3  # "!!!!!!" says no more than "!!!"
_MOST_MARKS = 4  # combining marks on one letter; more is decoration, and slow to normalise


class Step(NamedTuple):
    """One fix and why it stands where it stands."""

    apply: Callable[[str], str]
    why: str

    @property
    def name(self) -> str:
        """The function's own name, as `explain` reports it."""
        return self.apply.__name__


@dataclass(frozen=True)
class Explanation:
    """A cleaned text and the names of the steps that changed it, in the order of their first change."""

    text: str
    steps: tuple[str, ...]


def clean(text: str) -> str:
    """The text without machine damage and transcript noise; the customer's own words stay as they are.

    >>> clean("[00:01] ENT: NÃ£o recebi   o pedido [risos]")
    'Não recebi o pedido'
    """
    return explain(text).text


def explain(text: str) -> Explanation:
    """Clean a text and say which steps changed it.

    >>> explain("[00:01] ENT: Olá").steps
    ('drop_timestamps', 'drop_speaker')

    Raises TypeError for anything but a string (an empty cell is the caller's to decide).
    """
    if not isinstance(text, str):
        raise TypeError(f"clean() needs a string; found {type(text).__name__}: {text!r:.60}")
    changed: dict[str, None] = {}
    for _ in range(_MAX_ROUNDS):
        before = text
        for step in STEPS:
            fixed = step.apply(text)
            if fixed != text:
                changed[step.name] = None
                text = fixed
        if text == before:
            break
    return Explanation(text, tuple(changed))


# ---- characters -------------------------------------------------------------------------------


def join_surrogates(text: str) -> str:
    """Emoji cut in two halves by JSON or Java exports are joined; lone halves become U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NESTED_AMP = re.compile(r"&(?:amp;)+(?=#?\w{1,32};)")


def unescape_entities(text: str) -> str:
    """`&amp;nbsp;` and `&#227;` become the characters they stand for; a bare `&` stays."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _NESTED_AMP.sub("&", text))


def undo_excel_escapes(text: str) -> str:
    """`_x000D_`, left by spreadsheets for a carriage return, becomes a new line."""
    if "_x00" not in text:
        return text
    return text.replace("_x000D_\n", "\n").replace("_x000D_", "\n").replace("_x000A_", "\n")


_HTML_NAMES = (
    "p|br|div|span|b|i|u|s|em|strong|small|big|a|ul|ol|li|font|h[1-6]|hr|img|table|tbody|thead|tr|td|th|"
    "blockquote|center|pre|code|sub|sup|html|body|head|meta|title|c|v|style|script"
)
_TAG = re.compile(rf"<(/?)({_HTML_NAMES})(?=[\s/>.])(?:[\s/.][^<>]{{0,800}})?>", re.IGNORECASE)
_BLOCKS = frozenset(
    "p br div ul ol li hr table tr blockquote h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905 - reads better
)


def drop_tags(text: str) -> str:
    """Known HTML tags go, block tags leave a new line; `<3` and `a < b > c` stay."""
    if "<" not in text or ">" not in text:
        return text
    return _TAG.sub(lambda found: "\n" if found[2].lower() in _BLOCKS else "", text)


def repair_mojibake(text: str) -> str:
    """`NÃ£o` becomes `Não`: undo text decoded with the wrong table, line by line (ftfy)."""
    if text.isascii():
        return text
    from ftfy import fix_encoding

    # By line: a fine line beside a damaged one would stop the repair of both.
    return "\n".join(
        line if line.isascii() else fix_encoding(line) for line in text.split("\n")
    )  # fmt: skip


_NEW_LINES = {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_INVISIBLE = (
    [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\r\v\f\x85"]
    + ["\u00ad", "\u034f", "\u061c", "\u180e", "\u200b", "\u2060", "\u2061", "\u2062", "\u2063"]
    + ["\u2064", "\ufeff", "\ufff9", "\ufffa", "\ufffb", "\ufffe", "\uffff"]
    + [chr(c) for c in (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x2070))]
)
# Characters shown as nothing, and a few that only word processors write.
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE, ""),
        **_NEW_LINES,
        "\uf0b7": "•",  # Word's bullet, in a private font
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",  # from PDF
    }
)  # fmt: skip
# A joiner is part of an emoji family, or of a script that is not ours; elsewhere it is dirt.
_LOOSE_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u2190-\u2bff\u3297\u3299\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    "|[\u200c\u200d](?![\u0590-\u1fff\u2190-\u2bff\U0001f000-\U0001faff])"
)
_LOOSE_SELECTOR = re.compile(
    "(?<![#*0-9\u00a9\u00ae\u200d\u2030-\u3300\U0001f000-\U0001faff])[\ufe00-\ufe0f]"
)
_LOOSE_TAG = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")


def drop_invisible(text: str) -> str:
    """Control, zero-width and direction characters go; whole emoji (families, flags, skin) stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_CHARACTERS)
    if text.isascii():
        return text
    for pattern in (_LOOSE_TAG, _LOOSE_SELECTOR, _LOOSE_JOINER):
        text = pattern.sub("", text)
    return text


def thin_marks(text: str) -> str:
    """At most four combining marks on a letter: more is ornament ("zalgo") and slow to normalise."""
    if text.isascii():
        return text
    marks = "".join(re.escape(c) for c in sorted(set(text)) if unicodedata.combining(c))
    if not marks:
        return text
    return re.sub(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+", r"\1", text)


def compose(text: str) -> str:
    """Unicode NFC: `a` + tilde, as macOS and PDF write it, becomes `ã`."""
    return unicodedata.normalize("NFC", text)


def tidy_spaces(text: str) -> str:
    """One plain space between words; at most one empty line between paragraphs; no space at the ends."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


# ---- transcripts ------------------------------------------------------------------------------

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_LONG_CLOCK = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
_CUE_LINE = re.compile(rf"^{_CLOCK} ?--> ?{_CLOCK}(?: [^\n]{{0,80}})?$\n?", re.MULTILINE)
_STAMP = rf"(?:\[{_CLOCK}(?: ?[-–>]{{1,3}} ?{_CLOCK})?\]|<{_CLOCK}>|\({_LONG_CLOCK}\))"
_STAMP_AT_START = re.compile(
    rf"^(?:(?:{_STAMP}|\({_CLOCK}\)|{_LONG_CLOCK}(?= [^\d\s])) ?[-–]? ?)+", re.MULTILINE
)
_STAMP_INSIDE = re.compile(rf" ?{_STAMP}")


def drop_timestamps(text: str) -> str:
    """`[00:01:02]`, `00:01:02` before a turn and cue lines go; "às 14:15" stays."""
    if ":" not in text:
        return text
    text = _STAMP_AT_START.sub("", _CUE_LINE.sub("", text))
    return _STAMP_INSIDE.sub("", text)


# What stands between brackets; the brackets themselves cannot, so every pattern is linear.
_BRACKETED = (
    r"(?:\[[^\[\]()*<>\n]{1,60}\]|\([^\[\]()*<>\n]{1,60}\)"
    r"|\*[^\[\]()*<>\n]{1,30}\*|<[^\[\]()*<>\n]{1,30}>)"
)
_NOTE = re.compile(rf" ?{_BRACKETED}(?: (?=\S))?")
_NOTE_TIME = re.compile(rf"[-–, ]*{_CLOCK}$")


@cache
def _noise_words() -> frozenset[str]:
    words = (word for code in languages.CODES for word in languages.of(code).NOISE_WORDS)
    return frozenset(word.casefold() for word in words)


def _is_noise(note: str) -> bool:
    """Whether a bracketed note is a transcriber's: `[risos]`, `[risos ao fundo]`, `(inaudible 00:12)`."""
    inside = _NOTE_TIME.sub("", note.strip()[1:-1].strip().casefold())
    if inside in _noise_words():
        return True
    first, _, rest = inside.partition(" ")
    return note.strip()[0] == "[" and first in _noise_words() and len(rest) <= 25


def _drop_note(found: re.Match[str]) -> str:
    note = found[0]
    if not _is_noise(note):
        return note
    at_start = found.start() == 0 or found.string[found.start() - 1] == "\n"
    joins_words = note[0] == " " and note[-1] == " "
    return " " if joins_words and not at_start else ""


def drop_noise(text: str) -> str:
    """`[risos]`, `(inaudible)`, `[música]` go: a typist's notes, not what was said.

    Sighs and tears stay: they are evidence.
    """
    return _NOTE.sub(_drop_note, text)


@cache
def _speaker_pattern() -> re.Pattern[str]:
    words = {word for code in languages.CODES for word in languages.of(code).SPEAKER_LABELS}
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    label = rf"(?:(?i:{any_word})(?:[ _]?\d{{1,2}})?|[EPRM]\d{{0,2}}|SPEAKER_\d\d)"
    return re.compile(rf"^(?:\*{{0,2}}{label}(?: ?\({_CLOCK}\))? ?:\*{{0,2}} ?(?=\S))+")


def drop_speaker(text: str) -> str:
    """A label left at the very start goes (`ENT:`, `Participante 3:`); one further in is content."""
    return _speaker_pattern().sub("", text)


_RUN = re.compile(r"([!?.,;:…_=~*\-–—])\1{3,}")


def shorten_runs(text: str) -> str:
    """`!!!!!!!!` becomes `!!!`: the emphasis stays, and so does the irony of `...`."""
    return _RUN.sub(lambda found: found[1] * _LONGEST_RUN, text)


STEPS: tuple[Step, ...] = (
    Step(join_surrogates, "first: no other step, nor a parquet file, can hold half a character"),
    Step(unescape_entities, "before tags and mojibake: both hide inside entities"),
    Step(undo_excel_escapes, "before spaces: these escapes are new lines"),
    Step(drop_tags, "before time stamps, so that a tag's numbers are not read as one"),
    Step(repair_mojibake, "before control characters go: they are the clue to the damage"),
    Step(drop_invisible, "before composing: a hidden character keeps a letter from its accent"),
    Step(thin_marks, "before composing, whose time grows with the square of a pile of marks"),
    Step(compose, "before any word is compared with a list"),
    Step(tidy_spaces, "before the transcript steps, whose patterns then need one space at most"),
    Step(drop_timestamps, "before speakers: the stamp stands before the label"),
    Step(drop_noise, "before speakers: [risos] may stand before the label too"),
    Step(drop_speaker, "once the label is the first thing in the text"),
    Step(shorten_runs, "after stamps and cues, whose arrows are runs"),
)
