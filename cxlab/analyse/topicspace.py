"""Texts -> points: what stands beside what when topics are sought.

Three views of a text, each of unit length, lie beside one another. *Sense*: its sentence vectors,
the same in every language. *Words*: TF-IDF in few dimensions. *Known moments*: how likely it speaks
of each of the codebook's touchpoints, so that what matters to customers parts texts more than
what does not. The weights were chosen on nine labelled sets (see `benchmarks/topics.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.grouping import unit
from cxlab.analyse.prototypes import ready
from cxlab.analyse.words import fold
from cxlab.codebook import Codebook

_ACCURATE = 0.7  # of the weight of the fast vectors, which know more subjects
_WORDS, _KNOWN = 0.41, 0.37  # of the weight of sense
_WORD_DIMS = 100
_KNOWN_WORDS, _NEAREST = 0.3, 5  # of a touchpoint's score: its words; its nearest sentences
_SHARP = 0.05  # score differences from which one touchpoint is likelier than another


@dataclass(frozen=True)
class Senses:
    """The encoders whose vectors tell sense: their weight, and the mean of the texts at hand."""

    encoders: tuple[Encoder, ...]
    weights: tuple[float, ...]
    middles: tuple[np.ndarray, ...]

    def place(self, vectors: Sequence[np.ndarray]) -> np.ndarray:
        """Vectors of each encoder, (n, d) each, as one point a text: (n, sum of d)."""
        return np.hstack(
            [
                weight * unit(one - middle)
                for one, weight, middle in zip(vectors, self.weights, self.middles, strict=True)
            ]
        )

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Points of texts, (n, sum of d)."""
        return self.place([encoder.encode(texts) for encoder in self.encoders])


def encoders(chosen: Encoder) -> tuple[tuple[Encoder, ...], tuple[float, ...]]:
    """Who tells sense, and how much: an encoder taught feelings and stages has the fast one beside it."""
    if getattr(chosen, "decider", None) is None:
        return (chosen,), (1.0,)
    whole = (1 + _ACCURATE**2) ** 0.5
    return (get_encoder("fast"), chosen), (1 / whole, _ACCURATE / whole)


def points(
    texts: Sequence[str], langs: Sequence[str], chosen: Encoder
) -> tuple[Senses, np.ndarray, np.ndarray]:
    """The senses, the texts' points in sense alone (n, d), and in all three views (n, d + …)."""
    who, weights = encoders(chosen)
    vectors = [encoder.encode(texts) for encoder in who]
    senses = Senses(who, weights, tuple(one.mean(axis=0) for one in vectors))
    sense = senses.place(vectors)
    words = _WORDS * word_view([fold(text) for text in texts])
    known = _KNOWN * known_view(texts, langs, who, vectors)
    return senses, sense, np.hstack([sense, words, known]).astype(np.float32)


def word_view(folded: Sequence[str]) -> np.ndarray:
    """TF-IDF of the words in at most 100 dimensions, unit length; (n, 0) where no word returns."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    empty = np.zeros((len(folded), 0), dtype=np.float32)
    try:
        counted = TfidfVectorizer(min_df=2, max_df=0.5, sublinear_tf=True, dtype=np.float32)
        weights = counted.fit_transform(folded)
    except ValueError:  # no word occurs twice
        return empty
    dims = min(_WORD_DIMS, min(weights.shape) - 1)
    if dims < 2:
        return empty
    return unit(TruncatedSVD(dims, random_state=0).fit_transform(weights))


def known_view(
    texts: Sequence[str],
    langs: Sequence[str],
    who: Sequence[Encoder],
    vectors: Sequence[np.ndarray],
) -> np.ndarray:
    """Square roots of the touchpoints' likelihoods, centred, unit length: (n, touchpoints)."""
    book = ready(Codebook.builtin(), who)
    scores = [
        side.similarities(side.unit(one), _NEAREST)
        for side, one in zip(book.sides, vectors, strict=True)
    ]
    raw = np.mean(scores, axis=0) + _KNOWN_WORDS * book.words.scores(texts, langs)
    likely = np.exp((raw - raw.max(axis=1, keepdims=True)) / _SHARP)
    roots = np.sqrt(likely / likely.sum(axis=1, keepdims=True))
    return unit(roots - roots.mean(axis=0))
