"""Where sentences begin and end in the text of customers: noisy, unpunctuated, in three languages.

`split` gives character spans, so that a quote is always a literal piece of its document. Where the
feeling turns within such a span, `cxlab.analyse.clauses` cuts it further.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from cxlab import languages

LONG = 40  # words; a sentence above this is cut at a conjunction if it has one
_SHORTEST_HALF = 8  # words left on each side of such a cut

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934-\u2b55"
    "\u3030\u303d\U0001f000-\U0001faff]"
)
_EMOJI = (
    rf"(?:{_PICTURE}[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    rf"|[:;=8][-']?[)(DPpO3*/|](?!\w))"
)
_EMOJI_RUN = rf"{_EMOJI}(?: ?{_EMOJI}){{0,30}}"
_CLOSERS = "[\"'”’»)\\]*_]{0,3}"
# A terminator with what belongs to it; or a run of emoji, or a bullet, that may stand for one.
_BREAK = re.compile(
    rf"(?P<stop>[.!?…]+){_CLOSERS}(?: ?{_EMOJI_RUN})?|(?P<emoji>{_EMOJI_RUN})|(?P<bullet> [•▪●·] )"
)
# A letter outside a placeholder such as [NAME], or an emoji.
_SAYS_SOMETHING = re.compile(
    rf"(?<![^\W\d_])(?<!\[)[^\W\d_]|(?<=\[)(?![A-Z]{{2,8}}\])[^\W\d_]|{_EMOJI}"
)
_LAST_WORD_BACKWARDS = re.compile(r"[^\s(\[\"'“”«»,;:!?…]{1,30}")
_WORD_AFTER = re.compile(r"[^\W_]+")
_OPENING = re.compile("[\"'“«¿¡(\\[*_-]*")
_PARENTHESIS = re.compile(r"\([^()\n]{1,120}\)|\[[^\[\]\n]{1,60}\]")
_LEADING = re.compile(r"(?:[-–—•▪●·*>+]+[ ]|[\s])*")
_FILE_OR_SITE = frozenset(
    (
        "com", "br", "pt", "es", "mx", "ar", "cl", "co", "net", "org", "gov", "edu", "io", "app", "html",
        "htm", "pdf", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx", "csv", "txt", "www", "php",
        "asp", "uk", "us", "eu", "info", "shop", "store", "tv", "me", "ly",
    )
)  # fmt: skip
_LOOK = 40  # characters around a full stop that decide whether it ends a sentence
_MERIDIEM = re.compile(r"(?:^|[\s\d])[ap]\. ?m$", re.IGNORECASE)

Extent = tuple[int, int]


def split(text: str, lang: str | None = None) -> list[Extent]:
    """The sentences of a text as (start, end), in order, without overlap and without outer spaces.

    `lang` chooses the conjunctions at which an endless sentence may be cut. Pieces without a letter
    or an emoji ("10/10", "---") stay with their neighbour of the same line, or fall out.

    >>> text = "Comprei em 2000.No começo, ótimo... custou R$ 1.200,50! Sr. Luís ajudou"
    >>> [text[a:b] for a, b in split(text)]
    ['Comprei em 2000.', 'No começo, ótimo... custou R$ 1.200,50!', 'Sr. Luís ajudou']
    """
    spans: list[Extent] = []
    position = 0
    for line in text.split("\n"):
        if not line:
            position += 1
            continue
        pieces = _trimmed(text, _line_pieces(text, position, position + len(line)))
        for start, end in _with_neighbours(text, pieces):
            spans += _shortened(text, start, end, lang)
        position += len(line) + 1
    return spans


def is_filler(text: str) -> bool:
    """Whether all that was said is a sound ("aham", "né, né", "mm-hm")."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())
    if not words or len(words) > 4 or re.search(_EMOJI, text):
        return False
    fillers = _words("FILLERS")
    return " ".join(words) in fillers or all(word in fillers for word in words)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(w for code in languages.CODES for w in getattr(languages.of(code), name))


def _line_pieces(text: str, start: int, end: int) -> Iterator[Extent]:
    """One line, cut at the ends of sentences."""
    line = text[start:end].rstrip()
    inside = {
        place
        for found in _PARENTHESIS.finditer(line)
        for place in range(found.start() + 1, found.end() - 1)
    }
    pictures_lead = re.match(_EMOJI_RUN, line.lstrip()) is not None
    begin = 0
    for found in _BREAK.finditer(line):
        cut = found.end()
        if cut == len(line) or found.start() in inside:
            continue
        if found["bullet"]:
            cut = found.start() + 1
        elif found["emoji"]:
            if pictures_lead and begin < found.start():
                cut = found.start()  # "👍 Entrega 👎 Atendimento": each picture opens its sentence
            elif pictures_lead or not _opens_sentence(line[cut : cut + _LOOK]):
                continue
        elif not _ends_sentence(line, begin, found):
            continue
        yield start + begin, start + cut
        begin = cut
    yield start + begin, end


def _opens_sentence(rest: str) -> bool:
    """Whether what follows, after a space, looks like a new sentence."""
    after = rest.lstrip()
    first = _OPENING.sub("", after, count=1)[:1]
    return rest[:1] == " " and (first.isupper() or after[:1] in ("¿", "¡"))


def _ends_sentence(line: str, begin: int, found: re.Match[str]) -> bool:
    """Whether a terminator closes its sentence: not in numbers, abbreviations or sites."""
    rest = line[found.end() : found.end() + _LOOK]
    after = rest.lstrip()
    stop = found["stop"]
    spaced = rest[0] == " "
    if after[0] in ",;:)" or (after[0] in "-–—" and not spaced):
        return False
    if after[0].islower() and found[0][len(stop) : len(stop) + 1] in ('"', "”", "»", "'", "’"):
        return False  # "Não temos." disse ela
    if "!" in stop or "?" in stop:
        return True
    before = line[max(begin, found.start() - _LOOK) : found.start()]
    if len(stop) > 1 or stop == "…":
        return _opens_sentence(rest) or (
            not spaced and after[0].isupper() and before[-1:].isalpha()
        )
    return _full_stop_ends(before, after, spaced)


_INITIALS = re.compile(r"(?:^|\.)[^\W\d_]\.[^\W\d_]$|^(?:[A-ZÀ-Þ]{1,3}\.)+[A-ZÀ-Þ]{1,3}$")


def _full_stop_ends(sentence: str, after: str, spaced: bool) -> bool:
    """The case of a single full stop; `sentence` is what stands before it, at most `_LOOK` characters."""
    found = _LAST_WORD_BACKWARDS.match(sentence[::-1])
    before = found[0][::-1] if found else ""
    word = before.casefold().lstrip("-–*")
    first = _OPENING.sub("", after, count=1)[:1]
    opens = first.isupper() or after[0] in "¿¡"
    if not word:
        return spaced
    if _MERIDIEM.search(sentence[-6:]):
        return opens
    if word in _words("ABBREVIATIONS"):
        return False
    if word in _words("NUMBER_ABBREVIATIONS"):
        return not first.isdigit() and spaced and len(word) > 1
    if word in _words("OPEN_ABBREVIATIONS"):
        return opens
    # "J. Silva" and "p. ej." are initials; so are "S.A." and "EE.UU."
    if (len(word) == 1 and word.isalpha()) or _INITIALS.search(before):
        return False
    if not spaced:
        return _missing_space(before, after)
    numbers_a_list = word.isdigit() and len(word) <= 2 and sentence.strip() == before
    return not numbers_a_list


def _missing_space(before: str, after: str) -> bool:
    """`2000.No` and `ruim.nao` end a sentence; `3.5`, `site.com` and `EE.UU` do not."""
    if after[0] in "¿¡":
        return True
    found = _WORD_AFTER.match(after)
    word = found[0] if found else ""
    if not word[:1].isalpha() or "@" in before or "/" in before:
        return False
    if word.casefold() in _FILE_OR_SITE or before.casefold().startswith(("www", "http")):
        return False
    if word[0].isupper():
        both_capitals = before.isupper() and word.isupper() and len(before) <= 3
        return not both_capitals and (len(before) > 1 or before.isdigit())
    follows = after[len(word) : len(word) + 1]
    return len(before) > 2 and len(word) > 1 and before.isalpha() and follows not in (".", "@")


def _trimmed(text: str, pieces: Iterable[Extent]) -> Iterator[Extent]:
    """Pieces without bullets and spaces at their ends; empty ones fall out."""
    for start, end in pieces:
        lead = _LEADING.match(text, start, end)
        first = lead.end() if lead else start
        last = first + len(text[first:end].rstrip())
        if last > first:
            yield first, last


def _with_neighbours(text: str, pieces: Iterable[Extent]) -> list[Extent]:
    """Pieces that say nothing alone ("10/10.", "...") join the one before, or else the one after."""
    joined: list[Extent] = []
    waiting: int | None = None
    for start, end in pieces:
        if _SAYS_SOMETHING.search(text, start, end):
            joined.append((start if waiting is None else waiting, end))
            waiting = None
        elif joined:
            joined[-1] = (joined[-1][0], end)
        elif waiting is None:
            waiting = start
    return joined


@cache
def _turn_pattern(lang: str | None) -> re.Pattern[str]:
    codes = (lang,) if lang in languages.CODES else languages.CODES
    words = {word for code in codes for word in languages.of(code).TURN_WORDS}
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:(?<=[,;]) ?| )(?={any_word}\b(?! que\b))", re.IGNORECASE)


def _shortened(text: str, start: int, end: int, lang: str | None) -> Iterator[Extent]:
    """A sentence of more than `LONG` words, cut before conjunctions nearest to equal parts."""
    words = [found.span() for found in re.finditer(r"\S+", text[start:end])]
    cuts: list[int] = []
    if len(words) > LONG:
        piece = text[start:end]
        marks = {found.end() for found in _turn_pattern(lang).finditer(piece)}
        marks |= {found.end() for found in re.finditer("; ", piece)}
        if len(words) > 2 * LONG:  # better a cut at a comma than none
            marks |= {found.end() for found in re.finditer(r"(?<!\d), ", piece)}
        cuts = [number for number, (first, _) in enumerate(words) if first in marks]
    for first, last in _halved(0, len(words), cuts):
        yield start + words[first][0], start + words[last - 1][1]


def _halved(first: int, last: int, cuts: list[int]) -> Iterator[Extent]:
    """Runs of words no longer than `LONG`, as far as the cuts allow."""
    middle = (first + last) // 2
    place = bisect_left(cuts, middle)
    best = min(cuts[max(0, place - 1) : place + 1], key=lambda cut: abs(cut - middle), default=0)
    inside = first + _SHORTEST_HALF <= best <= last - _SHORTEST_HALF
    if last - first <= LONG or not inside:
        yield first, last
        return
    yield from _halved(first, best, cuts)
    yield from _halved(best, last, cuts)
