"""Which language a text is in: Portuguese, Spanish, English, or none of them ('und').

A naive Bayes on character n-grams (weights in `cxlab/models/language.npz`, made by
`training/language.py`) chooses between the three; py3langid, which knows 97 languages, says when a
text of some length is in another one. A short text is read in the light of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from cxlab.languages import CODES, UNKNOWN

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

NGRAMS = (1, 5)
BUCKETS = 2**17
_WHOLE = 3  # times that the whole word counts beside its n-grams
_POWER = 0.75
_LOUDEST = 2.0

# A rival language is believed only on enough words and with hardly a doubt (see benchmarks/prepare.py).
_OTHER_WORDS = 4
_OTHER_CONFIDENCE = 0.9
_OURS_AT_MOST = 0.05
_FLOOR = 0.005  # what a document leaves for each language it hardly speaks
_MOST_EVIDENCE = 6.0  # nats that one utterance can add to its document's language

# An address is looked for where a run of signs begins, or an endless word would be read from each letter on.
_NO_LANGUAGE = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+|[@#]\w+|\[[A-Z]{2,8}\]|\b(?:R|US|MX|AR|C|A|NZ)\$|[$€£]|\d+"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def plain(text: str) -> str:
    """The part of a text that shows its language: no links, handles, hashtags, digits; lower case."""
    return _STRETCHED.sub(r"\1\1", _NO_LANGUAGE.sub(" ", text).lower())


def detect_language(texts: Iterable[str]) -> list[str]:
    """The language of each text: 'pt', 'es', 'en', or 'und' (no letters, or surely another language).

    >>> detect_language(["não recebi meu pedido", "no recibí mi pedido", "😍 10/10"])
    ['pt', 'es', 'und']
    """
    given = _strings(texts)
    evidence = _evidence(given)
    return [
        UNKNOWN if _is_outside(text) else CODES[place]
        for text, place in zip(given, evidence.argmax(axis=1), strict=True)
    ]


def add_language(utterances: pd.DataFrame) -> pd.DataFrame:
    """The utterances with a `lang` column: each text's own evidence, and its document's for short ones.

    Needs doc_id and text. "ok" or "top" takes the language of its document; a long English sentence
    in a Portuguese interview stays English; texts without letters or in another language are 'und'.
    """
    texts = _strings(utterances["text"])
    evidence = _evidence(texts)
    outside = [_is_outside(text) for text in texts]
    # A text in another language tells nothing about its document's choice among the three.
    counted = np.where(np.asarray(outside, dtype=bool)[:, None], 0.0, evidence)
    counted = np.clip(
        counted - counted.mean(axis=1, keepdims=True), -_MOST_EVIDENCE, _MOST_EVIDENCE
    )
    _, document = np.unique(utterances["doc_id"].astype(str), return_inverse=True)
    totals = np.zeros((document.max(initial=-1) + 1, len(CODES)))
    np.add.at(totals, document, counted)
    prior = np.log(_softmax(totals) * (1 - len(CODES) * _FLOOR) + _FLOOR)
    chosen = (evidence + prior[document]).argmax(axis=1)
    lang = [
        UNKNOWN if is_outside else CODES[place]
        for place, is_outside in zip(chosen, outside, strict=True)
    ]
    return utterances.assign(lang=lang)


def count_words(text: str) -> int:
    """Words of a text that show its language: letters only, no links, handles or placeholders."""
    return len(_LETTERS.findall(plain(text)))


# ---- the three languages --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Model:
    weights: NDArray[np.float32]  # (BUCKETS, 3): log P(n-gram | language), centred on each n-gram
    sharpness: float  # makes the softmax of the evidence a probability


@cache
def _model() -> _Model:
    path = files("cxlab") / "models" / "language.npz"
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        return _Model(
            weights=arrays["weights"].astype(np.float32) * np.float32(arrays["scale"]),
            sharpness=float(arrays["sharpness"]),
        )


def buckets(word: str) -> list[int]:
    """The hashed character n-grams of a word between spaces; the same in training and in use."""
    padded = f" {word} "
    whole = crc32(f"={word}".encode("utf-8", "surrogatepass")) % BUCKETS
    return [whole] * _WHOLE + [
        crc32(padded[start : start + size].encode("utf-8", "surrogatepass")) % BUCKETS
        for size in range(NGRAMS[0], NGRAMS[1] + 1)
        for start in range(len(padded) - size + 1)
    ]


def word_votes(words: list[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """(words, 3): what each word says for pt, es and en, in nats before calibration.

    A word's n-grams overlap and repeat each other, so their sum is divided by a power of their
    number; and no word may say more than `_LOUDEST`: "checkout" does not make a sentence English.
    """
    if not words:
        return np.zeros((0, len(CODES)))
    hashed = [buckets(word) for word in words]
    grams = np.array([len(one) for one in hashed])
    starts = np.concatenate([[0], np.cumsum(grams)[:-1]])
    every = np.concatenate([np.asarray(one) for one in hashed])
    scores = np.add.reduceat(weights[every].astype(np.float64), starts) / grams[:, None] ** _POWER
    centred = scores - scores.mean(axis=1, keepdims=True)
    return np.asarray(_LOUDEST * np.tanh(centred / _LOUDEST))


def spoken_words(text: str) -> list[str]:
    """The words of a text that show its language, as they are looked up."""
    return _WORDS.findall(plain(text))


def votes(texts: Iterable[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """(texts, 3): the sum of the votes of each text's words; zeros for a text without letters."""
    said = [spoken_words(text) for text in texts]
    vocabulary = sorted({word for words in said for word in words})
    place = {word: number for number, word in enumerate(vocabulary)}
    by_word = word_votes(vocabulary, weights)
    return np.array(
        [by_word[[place[word] for word in words]].sum(axis=0) for words in said]
    ).reshape(-1, len(CODES))


def _evidence(texts: list[str]) -> NDArray[np.float64]:
    """(n, 3) calibrated log odds of pt, es, en."""
    model = _model()
    return votes(texts, model.weights) * model.sharpness


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


# ---- all other languages ----------------------------------------------------------------------------


@cache
def _identifier() -> object:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_outside(text: str) -> bool:
    """Whether a text has no letters, or is surely in a language that is not one of the three."""
    words = _LETTERS.findall(plain(text))
    if not words:
        return True
    if not any(character < "\u0250" for word in words for character in word):
        return True  # no Latin letter at all
    if len(words) < _OTHER_WORDS:
        return False
    said = " ".join(words)
    rival, share = _identifier().classify(said)  # type: ignore[attr-defined]
    if rival in CODES or share < _OTHER_CONFIDENCE:
        return False
    shares = dict(_identifier().rank(said))  # type: ignore[attr-defined]
    return bool(max(shares[code] for code in CODES) <= _OURS_AT_MOST)


def _strings(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise TypeError(f"texts is a list of strings; found one string: {texts!r:.60}")
    return [text if isinstance(text, str) else "" for text in texts]
