"""Words of a text: where they stand, what they share, whether they say something by themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cxlab import languages

# A word may hold inner apostrophes and hyphens: didn't, pós-venda.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Pieces that are no words: masks of the redaction, handles, hashtags, links, markup.
_FOREIGN = re.compile(r"\[[A-Z_]{2,20}\]|[@#]\w+|https?://\S+|www\.\S+|</?\w{1,20}>")
_BREAK = re.compile(r"[^\w\s'’-]|\s-\s")
_STEM = 5
_EMPTY = ("CLAUSE_WORDS", "PREPOSITIONS", "LEADING_WORDS", "OTHER_WORDS")
# What parts clauses without any punctuation.
LINKS = ("CLAUSE_WORDS", "BUT_WORDS")
_LISTS = (*_EMPTY, "BUT_WORDS", "NEGATIONS", "DETERMINERS", "WEAK_WORDS")
# Texts are looked at several times a segment; so many are remembered.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its span, its lower-case and folded forms, and the clause it stands in."""

    start: int
    end: int
    lower: str
    folded: str
    clause: int

    @property
    def stem(self) -> str:
        """What inflections of a word share, roughly: its first letters."""
        return self.folded[:_STEM]


def fold(text: str) -> str:
    """Lower case without accents and apostrophes.

    >>> fold("NÃO didn't")
    'nao didnt'
    """
    return languages.without_accents(_lower(text))


def _lower(text: str) -> str:
    return text.casefold().replace("'", "").replace("’", "")


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order.

    >>> [(word.folded, word.clause) for word in words("Não chegou, mas paguei!")]
    [('nao', 0), ('chegou', 0), ('mas', 1), ('paguei', 1)]
    """
    # Blanked, not dropped: spans stay true, and the blank parts clauses like a full stop.
    text = _FOREIGN.sub(lambda match: "." * len(match.group()), text)
    breaks = [match.start() for match in _BREAK.finditer(text)]
    found, clause = [], 0
    for match in _WORD.finditer(text):
        while clause < len(breaks) and breaks[clause] < match.start():
            clause += 1
        spoken = match.group()
        found.append(Word(match.start(), match.end(), _lower(spoken), fold(spoken), clause))
    return tuple(found)


@cache
def _listed(lang: str, name: str) -> frozenset[str]:
    codes = (lang,) if lang in languages.CODES else languages.CODES
    entries: list[str] = []
    for code in codes:
        value = getattr(languages.of(code), name)
        entries += value.split() if isinstance(value, str) else value
    return frozenset(_lower(entry.replace("_", "")) for entry in entries)


@lru_cache(maxsize=_KEPT)
def _names(lower: str, folded: str, lang: str) -> frozenset[str]:
    # People drop accents, so "nao" is "não"; but "é" (is) is not "e" (and): a list that holds the
    # accented form decides where there is one.
    exact = frozenset(name for name in _LISTS if lower in _listed(lang, name))
    return exact or frozenset(name for name in _LISTS if folded in _listed(lang, name))


def is_a(word: Word, lang: str, *names: str) -> bool:
    """Whether a word is in one of these word lists of a language; of any language for 'und'.

    >>> [is_a(word, "pt", "CLAUSE_WORDS") for word in words("e é")]
    [True, False]
    """
    return not _names(word.lower, word.folded, lang).isdisjoint(names)


def has_content(word: Word, lang: str) -> bool:
    """Whether a word says something by itself: no function word, no number, not one letter."""
    if len(word.folded) < 3 or word.folded.isdigit():
        return False
    return not is_a(word, lang, *_EMPTY)


@cache
def _polar(lang: str) -> dict[str, int]:
    """Word or, with a final *, beginning of a word -> 1 for praise, -1 for blame."""
    codes = (lang,) if lang in languages.CODES else languages.CODES
    signs = {"PRAISE": 1, "STRONG_PRAISE": 1, "BLAME": -1, "STRONG_BLAME": -1}
    return {
        entry: sign
        for code in codes
        for name, sign in signs.items()
        for entry in getattr(languages.of(code), name).split()
        if "_" not in entry
    }


@lru_cache(maxsize=_KEPT)
def _leaning(folded: str, lang: str) -> int:
    polar = _polar(lang)
    if folded in polar:
        return polar[folded]
    beginnings = (folded[:length] + "*" for length in range(len(folded), 2, -1))
    return next((polar[one] for one in beginnings if one in polar), 0)


def leaning(run: Sequence[Word], lang: str) -> int:
    """Praise less blame in a run of words; a negation up to three words before turns a word.

    >>> [leaning(words(text), "pt") for text in ("muito bom", "nada bom", "sem problema")]
    [1, -1, 1]
    """
    negations = [is_a(word, lang, "NEGATIONS") for word in run]
    return sum(
        _leaning(word.folded, lang) * (-1 if any(negations[max(0, at - 3) : at]) else 1)
        for at, word in enumerate(run)
    )


@lru_cache(maxsize=_KEPT)
def stems(text: str, lang: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(word.stem for word in words(text) if has_content(word, lang))


def alike(first: str, second: str, lang: str) -> bool:
    """Whether two texts say nearly the same in nearly the same words."""
    here, there = stems(first, lang), stems(second, lang)
    if not here or not there:
        return fold(first).split() == fold(second).split()
    return len(here & there) / len(here | there) >= 0.6
