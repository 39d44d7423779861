"""Names of people in a text: those a study knows (its roster) and those the text itself announces."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from cxlab import languages
from cxlab.prepare.cues import Span

# "O'Neil" is one word; the possessive of "Mark's" is not part of the name.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})*")
_TIMES_A_PLACE = 3
_SHORTEST_PART = 3  # "Al" and "Li" are words too: shorter parts count only inside a full name


def fold(text: str) -> str:
    """The text in lower case without accents, character for character (same length).

    >>> fold("JOÃO Muñoz")
    'joao munoz'
    """
    return "".join(_fold_character(character) for character in text)


@cache
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


@cache
def _folded(name: str) -> frozenset[str]:
    """A word list of all languages, folded."""
    return frozenset(
        fold(word) for code in languages.CODES for word in getattr(languages.of(code), name)
    )


class Roster:
    """The names a study knows, ready to be looked up word by word.

    A full name is found in any case and with or without accents; so is each of its parts alone
    ("Ana", "Souza"), unless the part is also a common word ("Rosa", "Mark"): that one counts alone
    only with a capital inside a sentence. Names `heard` in the text itself are less sure: their parts
    need a capital wherever they stand, unless they were heard without one.
    """

    def __init__(self, names: Iterable[str] = (), *, heard: Iterable[str] = ()) -> None:
        self.sequences: dict[str, list[tuple[str, ...]]] = {}
        self.parts: set[str] = set()
        self.capitals: set[str] = set()  # count with a capital, wherever they stand
        self.ambiguous: set[str] = set()  # count with a capital that their place does not explain
        for name in names:
            self._add(name, capitals_only=False)
        for name in heard:
            self._add(name, capitals_only=name[:1].isupper())

    def _add(self, name: str, *, capitals_only: bool) -> None:
        words = tuple(fold(word) for word in _WORD.findall(name.split("(", maxsplit=1)[0]))
        if any(character.isdigit() for character in name):
            return  # "P01" and "Participante 3" are labels already
        if not words or _folded("ORGANISATION_WORDS").intersection(words):
            return
        skip = (
            _folded("SPEAKER_LABELS")
            | _folded("TITLES")
            | {"desconhecido", "unknown", "desconocido"}
        )
        words = tuple(word for word in words if word not in skip)
        if len(words) > 1:
            self.sequences.setdefault(words[0], []).append(words)
            self.sequences[words[0]].sort(key=len, reverse=True)
        for word in words:
            if word in _folded("NAME_LINKS") or len(word) < 2:
                continue
            common = word in _folded("AMBIGUOUS_NAMES") or word in _folded("NOT_NAMES")
            if common or len(word) < _SHORTEST_PART:
                self.ambiguous.add(word)
            elif capitals_only:
                self.capitals.add(word)
            else:
                self.parts.add(word)

    def __bool__(self) -> bool:
        return bool(self.sequences or self.parts or self.capitals or self.ambiguous)

    def find(self, text: str) -> Iterator[Span]:
        """Where the roster's names stand; neighbours ("Ana" + "de" + "Souza") become one span."""
        if not self:
            return
        folded = fold(text)
        words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        hits: list[tuple[int, int]] = []
        index = 0
        while index < len(words):
            length = self._match(text, folded, words, index)
            if length:
                hits.append((words[index][0], words[index + length - 1][1]))
            index += max(length, 1)
        for start, end in _joined(text, hits):
            yield start, end, "NAME"

    def _match(self, text: str, folded: str, words: list[tuple[int, int]], index: int) -> int:
        start, end = words[index]
        word = folded[start:end]
        for sequence in self.sequences.get(word, ()):
            ends = words[index : index + len(sequence)]
            if tuple(folded[a:b] for a, b in ends) == sequence:
                between = [text[a[1] : b[0]] for a, b in pairwise(ends)]
                if all(len(gap) <= 2 and "\n" not in gap for gap in between):
                    return len(sequence)
        base = word.split("'")[0].split("’")[0].split("-")[0]
        if word in self.parts or (base != word and base in self.parts):
            return 1
        if base in self.capitals and text[start].isupper():
            return 1
        if word in self.ambiguous and _is_capital_inside(text, start, end):
            return 1
        return 0


def _is_capital_inside(text: str, start: int, end: int) -> bool:
    """Whether a word has a capital that its place in the sentence does not explain."""
    if not text[start].isupper():
        return False
    following = text[start + 1 : start + 2]
    if following.isupper():
        return False  # all capitals: the case says nothing
    before = text[max(0, start - 12) : start].rstrip(" \t\"'“”«»(¿¡-–—*")
    if before.endswith(":") or (text[end : end + 1] == ":" and not before.strip(" ")):
        return True  # "Nombre: Rosa", and a speaker's label "Rosa:"
    if text[end : end + 1] == ":" and before.endswith("\n"):
        return True
    return bool(before) and before[-1] not in ".!?…\n;•"


def _joined(text: str, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined:
            gap = text[joined[-1][1] : start]
            if gap == " " or (
                len(gap) <= 8 and "\n" not in gap and gap[0] == gap[-1] == " "
                and set(fold(gap).split()) <= (_folded("NAME_LINKS") - {"e", "y", "al"})
            ):  # fmt: skip
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


# ---- names the text announces --------------------------------------------------------------------

_UPPER = "A-ZÀ-ÖØ-ÞŠŽ"
_TOKEN = rf"(?:[{_UPPER}]['’])?[{_UPPER}][^\W\d_]{{1,24}}(?:['’-][^\W\d_]{{2,24}})?"


@cache
def _cue_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns whose group 1 is a name, with what must follow: "" or "end"."""
    packs = [languages.of(code) for code in languages.CODES]

    def words(name: str) -> str:
        found = {word for pack in packs for word in getattr(pack, name)}
        return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))

    links = "|".join(sorted({word for pack in packs for word in pack.NAME_LINKS}))
    name = rf"({_TOKEN}(?: (?:(?:{links}) ){{0,2}}{_TOKEN}){{0,4}})"
    # A full stop belongs to "Sr." and "Dra."; after "senhora" it ends a sentence.
    stopped = "|".join(sorted(_folded("ABBREVIATIONS") & _folded("TITLES")))
    any_title = rf"(?i:(?:{words('TITLES')})(?:\(a\))?|(?:{stopped})\.) "
    title = rf"(?:{any_title})?"
    start = r"(?<!\w)"
    return (
        (re.compile(rf"{start}(?i:{words('NAME_CUES')}):? {{1,2}}{title}{name}"), ""),
        (re.compile(rf"{start}(?i:{words('GREETINGS_FIRM')})[ ,]{{1,2}}{title}{name}"), ""),
        (re.compile(rf"{start}(?i:{words('GREETINGS')})[ ,!]{{1,2}}{title}{name}"), "end"),
        (re.compile(rf"{start}{any_title}{name}"), ""),
        (
            re.compile(
                rf"(?:^|[.!?,\n] ?)(?i:{words('SIGN_OFFS')})[ ]?[,.:!;-]{{0,2}}\s{{1,3}}{name}"
            ),
            "line",
        ),
    )


@cache
def _lower_case_cue() -> re.Pattern[str]:
    packs = [languages.of(code) for code in languages.CODES]
    cues = "|".join(re.escape(cue) for pack in packs for cue in pack.OWN_NAME_CUES)
    links = "|".join(sorted({word for pack in packs for word in pack.NAME_LINKS} - {"e", "y"}))
    word = r"[^\W\d_]{3,20}"
    more = rf"(?: (?:(?:{links}) {word}|{_TOKEN}))"
    return re.compile(rf"(?<!\w)(?i:{cues}) ({word}{more}{{0,4}})(?!\w)")


_PHRASE_END = re.compile(r" ?(?:[,.!?;:…\n)]|$)")
_LINE_END = re.compile(r"[ .,!]{0,3}(?:\n|$)")


def announced(text: str, keep: frozenset[str] = frozenset()) -> Iterator[Span]:
    """Names after "meu nome é", "Prezada", "Hola", a title, or as a signature; precise, not complete.

    `keep` holds folded names that are no person's (the brands of a study).
    """
    for pattern, follows in _cue_patterns() if text != text.lower() else ():
        for found in pattern.finditer(text):
            start, end = _without_other_words(text, *found.span(1))
            if end <= start or fold(text[start:end]) in keep:
                continue
            if follows == "end" and not _PHRASE_END.match(text, end):
                continue
            if follows == "line" and not _LINE_END.match(text, end):
                continue
            yield start, end, "NAME"
    for found in _lower_case_cue().finditer(text):
        if fold(found[1]).split()[0] not in _folded("NOT_NAMES") | _folded("ID_WORDS"):
            yield found.start(1), found.end(1), "NAME"


def _without_other_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without the capitalised words around it that are nobody's ("Prezada Cliente Ana")."""
    others = (_folded("NOT_NAMES") | _folded("ORGANISATION_WORDS") | _folded("GREETINGS_FIRM")) - {
        "san"
    }
    name_end = start
    for found in _WORD.finditer(text, start, end):
        word = fold(found[0])
        if word in _folded("NAME_LINKS") and found[0].islower():
            continue
        if word in others:
            if word in _folded("TITLES") or (
                name_end == start and word in ("cliente", "consumidor")
            ):
                start = name_end = min(found.end() + 1, end)
                continue
            break
        name_end = found.end()
    return start, name_end


def organisations(heard: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """The folded names among `heard` that texts use as a place ("comprei na Grand Cru"), thrice or more.

    Signatures and greetings name brands as they name people; nobody buys *in* a person.
    """
    candidates = sorted({fold(name) for name in heard}, key=len, reverse=True)
    if not candidates:
        return frozenset()
    places = "|".join(sorted(_folded("PLACE_WORDS")))
    any_name = "|".join(re.escape(name) for name in candidates)
    pattern = re.compile(rf"(?<!\w)(?:{places}) ({any_name})(?!\w)")
    seen = Counter(found[1] for text in texts for found in pattern.finditer(fold(text)))
    return frozenset(name for name, times in seen.items() if times >= _TIMES_A_PLACE)
