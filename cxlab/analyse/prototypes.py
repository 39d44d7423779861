"""A codebook made ready: how near a text lies to the names and examples of each touchpoint.

A text's raw score for a touchpoint rests on four things, none of them trained on touchpoints:

- its vector: half the nearest name or example, half the centre of all, by one encoder or the mean
  of several that see different things;
- the codebook's own words in it (`cxlab.analyse.codewords`);
- its words one by one: the word that lies nearest to the touchpoint, against the other touchpoints
  ("stewardess" speaks for the crew where the codebook never says it);
- its clauses: what one clause says clearly, a whole sentence about three things blurs.

What counts as near differs from codebook to codebook, so each finds its own `lowest`: the scores
that sentences about other things get, those of the built-in codebook.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cxlab.analyse import pieces
from cxlab.analyse.codewords import Codewords, codewords, stems
from cxlab.analyse.encode import Encoder
from cxlab.codebook import Codebook

# Chosen on airline, hotel, course, laptop and tweet sentences (see benchmarks/touchpoints.py).
_WORDS, _VOTES, _CLAUSES = 0.25, 0.25, 0.3
_LEAD = 0.1  # what the best of a clause loses against standing alone
_SPREAD = 0.1  # spread of similarities the weights were chosen at
_BACKGROUND, _ABOVE = 0.65, 0.06  # quantile of other sentences' best scores, and how far above it
_FLOOR = 0.2  # of a few names that nothing built in resembles


@dataclass(frozen=True)
class Side:
    """The names and examples of a codebook as one encoder sees them."""

    encoder: Encoder
    owner: np.ndarray
    vectors: np.ndarray
    centres: np.ndarray
    middle: np.ndarray
    scale: float

    def unit(self, vectors: np.ndarray) -> np.ndarray:
        """Vectors less what all touchpoints share, of unit length."""
        return _unit(vectors - self.middle)

    def similarities(self, units: np.ndarray, nearest: int = 1) -> np.ndarray:
        """Nearness of each text to each touchpoint: (n, touchpoints), about -0.3…0.8.

        `nearest`: how many of a touchpoint's sentences are looked at beside their centre.
        """
        near = units @ self.vectors.T
        result: np.ndarray = units @ self.centres.T
        for column in range(len(self.centres)):
            own = near[:, self.owner == column]
            most = min(nearest, own.shape[1])
            result[:, column] += np.sort(own, axis=1)[:, -most:].mean(axis=1)
        result *= self.scale / 2
        return result


@dataclass(frozen=True)
class Reading:
    """What a codebook says of n texts.

    `raw`: scores, (n, touchpoints). `behind`: how far a touchpoint lay behind the best in the
    clause that speaks for it most, 0 where it was the best itself. `features`: what may be learnt
    from, the centred vectors of all encoders, (n, dims).
    """

    raw: np.ndarray
    behind: np.ndarray
    features: np.ndarray


@dataclass(frozen=True)
class Ready:
    """A codebook made ready for one encoder or several; the first also reads words and clauses."""

    ids: tuple[str, ...]
    examples: tuple[str, ...]
    owner: np.ndarray
    sides: tuple[Side, ...]
    words: Codewords
    word_middle: np.ndarray
    lowest: float = 0.0
    _votes: dict[str, np.ndarray] = field(default_factory=dict)

    def example_features(self) -> np.ndarray:
        """Centred vectors of the names and examples, those of all encoders side by side."""
        return np.hstack([side.vectors for side in self.sides])

    def read(self, texts: Sequence[str], langs: Sequence[str]) -> Reading:
        """What the codebook says of n texts."""
        return self.read_vectors(texts, langs, [one.encoder.encode(texts) for one in self.sides])

    def read_vectors(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Sequence[np.ndarray]
    ) -> Reading:
        """The same, with each encoder's vectors of the texts at hand."""
        units = [side.unit(one) for side, one in zip(self.sides, vectors, strict=True)]
        near = [side.similarities(one) for side, one in zip(self.sides, units, strict=True)]
        spoken = self._spoken(texts, langs)
        whole = np.mean(near, axis=0) + spoken
        clauses, behind = self._best_clause(texts, langs, near[0] + spoken)
        raw = (1 - _CLAUSES) * whole + _CLAUSES * clauses
        raw = np.where(behind <= 0, np.maximum(raw, clauses - _LEAD), raw)
        return Reading(raw, behind, np.hstack(units))

    def nearest_example(self, features: np.ndarray, column: int) -> str:
        """The name or example of a touchpoint that lies nearest to a text."""
        own = np.flatnonzero(self.owner == column)
        ends = np.cumsum([side.vectors.shape[1] for side in self.sides])[:-1]
        near = [
            side.scale * (side.vectors[own] @ unit)
            for side, unit in zip(self.sides, np.split(features, ends), strict=True)
        ]
        best: str = self.examples[own[int(np.sum(near, axis=0).argmax())]]
        return best

    def _spoken(self, texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
        """What the words of each text say: the codebook's own, and those that lie near."""
        # A word that many touchpoints use ("pedido") names none by lying near to one.
        found = [
            [word for stem, word in stems(text, lang).items() if stem not in self.words.generic]
            for text, lang in zip(texts, langs, strict=True)
        ]
        self._learn_words({word for words in found for word in words})
        votes = np.zeros((len(texts), len(self.ids)))
        for row, words in enumerate(found):
            if words:
                votes[row] = np.max([self._votes[word] for word in words], axis=0)
        result: np.ndarray = _WORDS * self.words.scores(texts, langs) + _VOTES * votes
        return result

    def _learn_words(self, words: set[str]) -> None:
        new = sorted(words - self._votes.keys())
        if new:
            side = self.sides[0]
            near = side.similarities(_unit(side.encoder.encode(new) - self.word_middle))
            self._votes.update(zip(new, near - near.mean(axis=1, keepdims=True), strict=True))

    def _best_clause(
        self, texts: Sequence[str], langs: Sequence[str], whole: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The best score that a clause gives each touchpoint, and how far it was behind there."""
        parts = [
            (row, clause, lang)
            for row, (text, lang) in enumerate(zip(texts, langs, strict=True))
            if len(clauses := pieces.clauses(text, lang)) > 1
            for clause in clauses
        ]
        best, behind = whole.copy(), whole.max(axis=1, keepdims=True) - whole
        if not parts:
            return best, behind
        rows = np.array([row for row, _, _ in parts])
        said, spoken_in = [clause for _, clause, _ in parts], [lang for _, _, lang in parts]
        side = self.sides[0]
        scores = side.similarities(side.unit(side.encoder.encode(said)))
        scores += self._spoken(said, spoken_in)
        best[np.unique(rows)], behind[np.unique(rows)] = -np.inf, np.inf
        np.maximum.at(best, rows, scores)
        np.minimum.at(behind, rows, scores.max(axis=1, keepdims=True) - scores)
        return best, behind


def _unit(vectors: np.ndarray) -> np.ndarray:
    result: np.ndarray = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return result


_made: dict[tuple[str, ...], Ready] = {}
_base: dict[str, np.ndarray] = {}


def ready(codebook: Codebook, encoders: Sequence[Encoder]) -> Ready:
    """The codebook made ready for the encoders; kept for the life of the process."""
    key = (*(encoder.name for encoder in encoders), codebook.model_dump_json())
    if key not in _made:
        _made[key] = _build(codebook, encoders)
    return _made[key]


@dataclass(frozen=True)
class _Sentences:
    """Names and examples of a codebook, their languages and the touchpoint each belongs to."""

    texts: tuple[str, ...]
    langs: tuple[str, ...]
    owner: np.ndarray

    @staticmethod
    def of(codebook: Codebook) -> "_Sentences":
        rows = [
            (text, lang, place)
            for place, touchpoint in enumerate(codebook.touchpoints)
            for lang, text in (
                *touchpoint.names.items(),
                *((lang, one) for lang, many in touchpoint.examples.items() for one in many),
            )
        ]
        texts, langs, owner = zip(*rows, strict=True)
        return _Sentences(texts, langs, np.array(owner))


def _build(codebook: Codebook, encoders: Sequence[Encoder]) -> Ready:
    own, base = _Sentences.of(codebook), _Sentences.of(Codebook.builtin())
    first = encoders[0]
    names = sorted({
        word
        for touchpoint in Codebook.builtin().touchpoints
        for lang, name in touchpoint.names.items()
        for word in stems(name, lang).values()
    })  # fmt: skip
    made = Ready(
        tuple(touchpoint.id for touchpoint in codebook.touchpoints),
        own.texts, own.owner, tuple(_side(own, base, encoder) for encoder in encoders),
        codewords(codebook), first.encode(names).mean(axis=0),
    )  # fmt: skip
    return replace(made, lowest=_lowest(made, own, base))


def _side(own: _Sentences, base: _Sentences, encoder: Encoder) -> Side:
    raw, others = encoder.encode(own.texts), _background(base, encoder)
    # What all touchpoints share is taken away. A study's codebook may hold one touchpoint only, so
    # the built-in one always stands beside it as background.
    middle = np.vstack([_means(raw, own.owner), _means(others, base.owner)]).mean(axis=0)
    vectors, background = _unit(raw - middle), _unit(others - middle)
    apart = base.owner[:, None] != base.owner[None, :]
    spread = float((background @ background.T)[apart].std())
    centres = _unit(_means(vectors, own.owner))
    return Side(encoder, own.owner, vectors, centres, middle, _SPREAD / max(spread, 1e-6))


def _background(base: _Sentences, encoder: Encoder) -> np.ndarray:
    """Vectors of the built-in codebook's sentences, which every codebook is seen against."""
    if encoder.name not in _base:
        _base[encoder.name] = encoder.encode(base.texts)
    return _base[encoder.name]


def _lowest(made: Ready, own: _Sentences, base: _Sentences) -> float:
    """The raw score from which a text speaks of a touchpoint at all.

    Most of the built-in sentences are about other things than a study's touchpoints, and each of
    the built-in codebook's is about other things than its other touchpoints.
    """
    vectors = [_background(base, side.encoder) for side in made.sides]
    scores = made.read_vectors(base.texts, base.langs, vectors).raw
    mine: dict[str, list[int]] = {}
    for text, owner in zip(own.texts, own.owner, strict=True):
        mine.setdefault(text, []).append(int(owner))
    for row, text in enumerate(base.texts):
        scores[row, mine.get(text, [])] = -np.inf
    best = scores.max(axis=1)
    known = best[np.isfinite(best)]
    return max(float(np.quantile(known, _BACKGROUND)) + _ABOVE if len(known) else 0.0, _FLOOR)


def _means(vectors: np.ndarray, owner: np.ndarray) -> np.ndarray:
    return np.stack([vectors[owner == one].mean(axis=0) for one in range(owner.max() + 1)])
