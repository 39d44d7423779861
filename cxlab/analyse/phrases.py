"""Texts -> the phrases in them: one to four words of a clause that say something by themselves.

A phrase begins and ends with a word of content, or begins with a negation. Its forms share a key,
so that "prazo de entrega" and "prazos da entrega" are counted together; what is shown is the form
people write most.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cxlab.analyse.codewords import stemmed
from cxlab.languages.words import LINKS, Word, is_a, words

LONGEST = 4
_MOST_LETTERS = 40
_SHORTEST = 2
_NO_CONTENT = (
    *LINKS, "PREPOSITIONS", "LEADING_WORDS", "OTHER_WORDS", "WEAK_WORDS", "NEGATIONS",
)  # fmt: skip
NOT = "¬"  # any negation, in a key
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words in a text: what its forms share, its words, where it stands.

    `key` holds the stems of its telling words; `announced` says that an article or the like
    stands before it, as before names of things.
    """

    key: Key
    words: tuple[str, ...]
    start: int
    end: int
    announced: bool


@dataclass(frozen=True, slots=True)
class _Sort:
    """What a word is in a phrase; `stem` is '' for a word that tells nothing."""

    link: bool
    negation: bool
    determiner: bool
    stem: str


@lru_cache(maxsize=100_000)
def _sort(word: Word, lang: str) -> _Sort:
    """See sort_of; words are looked up without their place."""
    telling = (
        len(word.folded) >= _SHORTEST
        and not word.folded.isdigit()
        and not is_a(word, lang, *_NO_CONTENT)
    )
    return _Sort(
        is_a(word, lang, *LINKS),
        is_a(word, lang, "NEGATIONS"),
        is_a(word, lang, "DETERMINERS"),
        stemmed(word.folded, lang) if telling else "",
    )


def find_phrases(text: str, lang: str) -> Iterator[Phrase]:
    """The phrases of a text in order, the shorter before the longer.

    >>> [" ".join(phrase.words) for phrase in find_phrases("O prazo da entrega não valeu", "pt")]
    ['prazo', 'prazo da entrega', 'entrega', 'entrega não valeu', 'não valeu', 'valeu']
    """
    found = words(text)
    sorts = [_sort(Word(0, 0, word.lower, word.folded, 0), lang) for word in found]
    for first, word in enumerate(found):
        if not (sorts[first].stem or sorts[first].negation):
            continue
        key: list[str] = []
        for last in range(first, min(first + LONGEST, len(found))):
            other, sort = found[last], sorts[last]
            if other.clause != word.clause or (sort.link and not sort.negation):
                break
            if other.end - word.start > _MOST_LETTERS or other.folded.isdigit():
                break
            if sort.negation:
                key.append(NOT)
            elif sort.stem:
                key.append(sort.stem)
                before = found[first - 1].clause == word.clause if first else False
                yield Phrase(
                    tuple(key),
                    tuple(text[one.start : one.end] for one in found[first : last + 1]),
                    word.start,
                    other.end,
                    before and sorts[first - 1].determiner,
                )


@dataclass
class Uses:
    """All uses of one key in one language: the forms it takes, and how many are announced."""

    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    announced: int = 0

    def add(self, phrase: Phrase) -> None:
        self.forms[tuple(word.lower() for word in phrase.words)] += 1
        self.announced += phrase.announced

    @property
    def form(self) -> tuple[str, ...]:
        """The words of the form people write most, in lower case."""
        return min(self.forms, key=lambda form: (-self.forms[form], len(form), form))

    @property
    def named(self) -> float:
        """How surely this is the name of a thing, 0…1: the share of uses that are announced."""
        return (self.announced + 0.5) / (self.forms.total() + 1)


class Capitals:
    """Which words people write with capitals where nothing asks for them: Wi-Fi, but not Entrega."""

    def __init__(self) -> None:
        self._forms: dict[str, Counter[str]] = {}

    def add(self, text: str) -> None:
        """Count the words of a text, but not those that begin a clause, nor a text in capitals."""
        if text.isupper():
            return
        clause = -1
        for word in words(text):
            if word.clause == clause:
                form = text[word.start : word.end]
                self._forms.setdefault(form.lower(), Counter())[form] += 1
            clause = word.clause

    def write(self, form: Sequence[str]) -> str:
        """The words as people write them mostly; small where there is doubt."""
        return " ".join(self._usual(word) for word in form)

    def _usual(self, word: str) -> str:
        forms = self._forms.get(word)
        if not forms:
            return word
        usual, uses = min(forms.items(), key=lambda item: (-item[1], item[0]))
        return usual if 2 * uses > forms.total() else word


def inner_runs(key: Key) -> Iterable[tuple[Key, bool, bool]]:
    """Every shorter run of a key, and whether it stands first or last in it."""
    for first in range(len(key)):
        for stop in range(first + 1, len(key) + 1):
            if stop - first < len(key):
                yield key[first:stop], first == 0, stop == len(key)


def telling_words(text: str, lang: str) -> int:
    """How many different words of content a text has, forms of a word counted once.

    >>> telling_words("Oi, tudo bem?", "pt"), telling_words("O sofá chegou rasgado", "pt")
    (0, 3)
    """
    return len({phrase.key for phrase in find_phrases(text, lang) if len(phrase.words) == 1})
