"""Text -> folded words and hashed n-grams: what the heads and the touchpoints read beside vectors."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cxlab import languages
from cxlab.errors import StudyError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

HASH_BITS = 20
_TOKEN = re.compile(r"[a-z0-9]+|[^\w\s]")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’`´](?=[a-z])")
_LINK = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
_LETTERS = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """Lower case without accents, links, @names and #tags; "don't" becomes "dont".

    >>> fold("Não é RUIM, @loja!")
    'nao e ruim,  !'
    """
    plain = _LINK.sub(" ", text).lower()
    if not plain.isascii():
        whole = plain.encode("utf-8", "replace").decode("utf-8")  # lone surrogates: broken emoji
        plain = languages.without_accents(whole)
    return _APOSTROPHE.sub("", plain)


def tokens(folded: str) -> list[str]:
    """Words, and every other sign on its own, of a folded text."""
    return _TOKEN.findall(folded)


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(languages.of(code).COMMON_WORDS.split()) for code in languages.CODES}


def guess_language(text: str) -> str:
    """The language whose frequent words a text holds most of; 'und' when none or a tie.

    A stopgap for calls without `langs`: the prepare room does this properly.

    >>> guess_language("o produto não chegou"), guess_language("el pedido no llegó")
    ('pt', 'es')
    """
    found = _LETTERS.findall(text.lower())
    counts = sorted(
        ((sum(word in common for word in found), code) for code, common in _common_words().items()),
        reverse=True,
    )
    if counts[0][0] == 0 or counts[0][0] == counts[1][0]:
        return languages.UNKNOWN
    return counts[0][1]


def known_languages(texts: Sequence[str], langs: Sequence[str] | None) -> list[str]:
    """A language code per text: the one given where it is known ('pt-BR' is 'pt'), else a guess.

    Raises StudyError when there is not one language per text.
    """
    if langs is None:
        return [guess_language(text) for text in texts]
    if isinstance(langs, str) or len(langs) != len(texts):
        found = repr(langs) if isinstance(langs, str) else f"{len(langs)} codes"
        raise StudyError(
            f"langs must hold one code per text. Found: {found} for {len(texts)} texts. "
            "Leave it out to have each text's language guessed"
        )
    short = [(lang or "")[:2].lower() if isinstance(lang, str) else "" for lang in langs]
    return [
        lang if lang in languages.CODES else guess_language(text)
        for lang, text in zip(short, texts, strict=True)
    ]


def hashed_ngrams(folded: Sequence[str]) -> "csr_matrix":
    """Which words, word pairs and 3 to 5 letters within words occur: 0/1, (n, 2 * 2**20) sparse.

    Hashed, so that weights can be shipped without one word of the texts they were trained on.
    """
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import HashingVectorizer

    shared = {"alternate_sign": False, "norm": None, "binary": True, "lowercase": False}
    words = HashingVectorizer(
        n_features=2**HASH_BITS, ngram_range=(1, 2), token_pattern=r"[a-z0-9]+|[!?]+", **shared
    )
    letters = HashingVectorizer(
        n_features=2**HASH_BITS, ngram_range=(3, 5), analyzer="char_wb", **shared
    )
    return hstack([words.transform(folded), letters.transform(folded)]).tocsr()
