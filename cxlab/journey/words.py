"""Words of a text, as far as titles and quotes need them: where they stand and what they share."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from cxlab import languages

# A word may hold inner apostrophes and hyphens: didn't, pós-venda.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What parts clauses, and what no phrase may contain: masks, handles, links, hashtags, emoji runs.
_BREAK = re.compile(r"[.,;:!?…()\[\]{}<>«»“”\"\n\t|/\\@#*_=+~^•–—]|\s-\s")
_STEM = 5
# Texts are looked at several times a segment; so many are remembered.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its span, its folded form, and the clause of the text it stands in."""

    start: int
    end: int
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
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=_KEPT)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order.

    >>> [(word.folded, word.clause) for word in words("Não chegou, mas paguei!")]
    [('nao', 0), ('chegou', 0), ('mas', 1), ('paguei', 1)]
    """
    breaks = [match.start() for match in _BREAK.finditer(text)]
    found, clause = [], 0
    for match in _WORD.finditer(text):
        while clause < len(breaks) and breaks[clause] < match.start():
            clause += 1
        found.append(Word(match.start(), match.end(), fold(match.group()), clause))
    return tuple(found)


@cache
def listed(lang: str, name: str) -> frozenset[str]:
    """A word list of a language in folded form, single words only; of every language for 'und'."""
    codes = (lang,) if lang in languages.CODES else languages.CODES
    entries: list[str] = []
    for code in codes:
        value = getattr(languages.of(code), name)
        entries += value.split() if isinstance(value, str) else value
    return frozenset(fold(entry.replace("_", "'")) for entry in entries)


@cache
def _empty_words(lang: str) -> frozenset[str]:
    lists = ("CLAUSE_WORDS", "PREPOSITIONS", "LEADING_WORDS", "OTHER_WORDS")
    return frozenset().union(*(listed(lang, name) for name in lists))


def has_content(word: Word, lang: str) -> bool:
    """Whether a word says something by itself: no function word, no number, not one letter."""
    return (
        len(word.folded) > 2 and not word.folded.isdigit() and word.folded not in _empty_words(lang)
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
