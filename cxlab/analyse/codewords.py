"""The words that tell one touchpoint of a codebook from the others.

Words are folded, stripped of common and polar words and stemmed, so that "entregaram" counts for
"entrega". A word weighs what share of its uses in the codebook's names and examples belongs to the
touchpoint; words spread over many touchpoints, built-in ("dia", "loja") or of the codebook at hand
("lounge" in a study of lounges), weigh little.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from cxlab import languages
from cxlab.analyse import lexicon
from cxlab.analyse.words import fold
from cxlab.codebook import Codebook

_WORD = re.compile(r"[a-z][a-z0-9]+")
# "wi-fi", "e-mail", "check-in" are one word; "custo-benefício" is two.
_HYPHEN = re.compile(r"\b([a-z]{1,2})-(?=[a-z])|(?<=[a-z])-(?=[a-z]{1,2}\b)")
_SHORTEST = 3
_NAME_WEIGHT = 3  # a word of a name counts as three uses in examples
_SINGLE_USE = 0.4  # a word used once may be there by accident
_WIDE = 4  # touchpoints, built-in or of the codebook, a word must occur in to be called generic
_GENERIC = 0.3


@cache
def _stemmer(lang: str) -> Any:
    from nltk.stem.snowball import SnowballStemmer

    return SnowballStemmer(languages.of(lang).STEMMER)


@cache
def _common(lang: str) -> frozenset[str]:
    return frozenset(fold(word) for word in languages.of(lang).COMMON_WORDS.split())


@lru_cache(maxsize=200_000)
def stemmed(word: str, lang: str) -> str:
    """The Snowball stem of a folded word.

    >>> stemmed("entregas", "pt") == stemmed("entregaram", "pt")
    True
    """
    return fold(str(_stemmer(lang).stem(word)))


def stem(word: str, lang: str) -> str:
    """The stem of a folded word, or '' for words too short or too common to tell anything."""
    if len(word) < _SHORTEST or word in _common(lang):
        return ""
    return stemmed(word, lang)


def stems(text: str, lang: str) -> dict[str, str]:
    """Stem -> the word it came from, for the telling words of a text."""
    known = lang if lang in languages.CODES else "en"
    found: dict[str, str] = {}
    for word in _WORD.findall(_HYPHEN.sub(r"\1", fold(text))):
        if one := stem(word, known):
            found.setdefault(one, word)
    return found


@dataclass(frozen=True)
class Codewords:
    """Stems and their weight for each touchpoint: (stems, touchpoints), 0…1; those that tell none."""

    place: dict[str, int]
    weights: np.ndarray
    generic: frozenset[str] = frozenset()

    def scores(self, texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
        """How much the words of each text speak for each touchpoint: (n, touchpoints), 0…1."""
        from scipy.sparse import csr_matrix

        columns: list[int] = []
        ends = [0]
        for text, lang in zip(texts, langs, strict=True):
            columns += [self.place[one] for one in stems(text, lang) if one in self.place]
            ends.append(len(columns))
        shape = (len(texts), len(self.place))
        found = csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
        total = np.asarray(found @ self.weights)
        return total / (total + 1.0)

    def telling(self, text: str, lang: str, touchpoint: int, most: int = 3) -> list[str]:
        """The words of a text that speak most for a touchpoint, strongest first."""
        weighed = [
            (self.weights[self.place[one], touchpoint], word)
            for one, word in stems(text, lang).items()
            if one in self.place
        ]
        return [
            word for weight, word in sorted(weighed, key=lambda w: -w[0])[:most] if weight > 0.1
        ]


def _uses(codebook: Codebook) -> dict[str, Counter[int]]:
    """Stem -> uses in each touchpoint's names and examples.

    A polar word tells the feeling, not the touchpoint, unless one touchpoint alone keeps using it
    ("sucio" for cleanliness).
    """
    uses: dict[str, Counter[int]] = defaultdict(Counter)
    polar: set[str] = set()
    for place, touchpoint in enumerate(codebook.touchpoints):
        sources = [(lang, name, _NAME_WEIGHT) for lang, name in touchpoint.names.items()]
        sources += [(lang, one, 1) for lang, many in touchpoint.examples.items() for one in many]
        for lang, text, weight in sources:
            known = lang if lang in languages.CODES else "en"
            for one, word in stems(text, known).items():
                uses[one][place] += weight
                if lexicon.is_polar(word, known):
                    polar.add(one)
    telling = {one for one in polar if len(uses[one]) == 1 and sum(uses[one].values()) > 1}
    return {one: count for one, count in uses.items() if one not in polar or one in telling}


@cache
def _generic() -> frozenset[str]:
    return frozenset(one for one, uses in _uses(Codebook.builtin()).items() if len(uses) >= _WIDE)


def codewords(codebook: Codebook) -> Codewords:
    """The telling words of a codebook."""
    uses = _uses(codebook)
    order = sorted(uses)
    weights = np.zeros((len(order), len(codebook)))
    generic = frozenset(one for one in order if one in _generic() or len(uses[one]) >= _WIDE)
    for row, one in enumerate(order):
        total = sum(uses[one].values())
        for column, count in uses[one].items():
            weight = count / (total + 1) * (1.0 if count > 1 else _SINGLE_USE)
            weights[row, column] = weight * (_GENERIC if one in generic else 1.0)
    return Codewords({one: row for row, one in enumerate(order)}, weights, generic)
