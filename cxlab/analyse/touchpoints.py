"""Texts -> the touchpoints of a codebook they speak of, from its names and examples alone.

Nothing is trained on touchpoints, so that a study's own codebook works as well as the built-in
one. A text's score for a touchpoint adds three things: how near its vector lies to the examples
(half the five nearest, half their centre), how much its words speak for the touchpoint, and how
likely the touchpoint's stage is. Scores below `LOWEST` mean none; at most three are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cxlab.analyse import pieces
from cxlab.analyse.codewords import Codewords, codewords
from cxlab.analyse.encode import Encoder, checked_texts, get_encoder
from cxlab.analyse.heads import Judge, for_encoder, remembered_logits
from cxlab.analyse.words import known_languages
from cxlab.codebook import Codebook
from cxlab.stages import BUILTIN
from cxlab.tables import EVIDENCE_ROLES

# Chosen on one half of the documents of two corpora (see benchmarks/touchpoints.py).
_WORDS, _STAGE = 0.3, 0.05
_WORDS_OF_NAMES = 0.5  # of a touchpoint with names only: its vectors say less
_LOWEST_STAGE = -4.0  # log-probability: a stage that is all but excluded says no more than this
_MIDDLE, _WIDTH = 0.215, 0.06  # raw score -> 0…1
_NEAREST = 5
_SPREAD = 0.1  # spread of similarities the weights above were chosen at
LOWEST = 0.5
_MARGIN = 0.08  # a second touchpoint may lie this far behind the best, in raw score,
_NAMED = 0.15  # or further when the text's words name it
_MOST = 3
_ROWS = 8_192


@dataclass(frozen=True)
class Index:
    """A codebook made ready: example vectors, their owners, telling words."""

    ids: tuple[str, ...]
    examples: tuple[str, ...]
    owner: np.ndarray
    vectors: np.ndarray
    centres: np.ndarray
    middle: np.ndarray
    scale: float
    words: Codewords
    stages: tuple[str, ...]
    word_weight: np.ndarray

    def similarities(self, vectors: np.ndarray) -> np.ndarray:
        """Nearness of each text to each touchpoint: (n, touchpoints), about -0.3…0.8."""
        texts = _unit(vectors - self.middle)
        near = texts @ self.vectors.T
        result: np.ndarray = texts @ self.centres.T
        for column in range(len(self.ids)):
            own = near[:, self.owner == column]
            most = min(_NEAREST, own.shape[1])
            top = np.partition(own, own.shape[1] - most, axis=1)[:, -most:]
            result[:, column] = (result[:, column] + top.mean(axis=1)) / 2
        result *= self.scale
        return result


def _unit(vectors: np.ndarray) -> np.ndarray:
    result: np.ndarray = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return result


_indexes: dict[tuple[str, str], Index] = {}


def index(codebook: Codebook, encoder: Encoder) -> Index:
    """The codebook made ready for an encoder; kept for the life of the process."""
    key = (encoder.name, codebook.model_dump_json())
    if key not in _indexes:
        _indexes[key] = _build(codebook, encoder)
    return _indexes[key]


def _sentences(codebook: Codebook) -> tuple[list[str], np.ndarray]:
    pairs = [
        (text, place)
        for place, touchpoint in enumerate(codebook.touchpoints)
        for text in (
            *touchpoint.names.values(),
            *(one for many in touchpoint.examples.values() for one in many),
        )
    ]
    return [text for text, _ in pairs], np.array([place for _, place in pairs])


def _build(codebook: Codebook, encoder: Encoder) -> Index:
    texts, owner = _sentences(codebook)
    raw = encoder.encode(texts)
    # What all touchpoints share is taken away. A study's codebook may hold one touchpoint only, so
    # the built-in one always stands beside it as background.
    base_texts, base_owner = _sentences(Codebook.builtin())
    base = encoder.encode(base_texts)
    middle = np.vstack([_means(raw, owner), _means(base, base_owner)]).mean(axis=0)
    vectors, background = _unit(raw - middle), _unit(base - middle)
    spread = float((background @ background.T)[base_owner[:, None] != base_owner[None, :]].std())
    return Index(
        tuple(touchpoint.id for touchpoint in codebook.touchpoints),
        tuple(texts), owner, vectors, _unit(_means(vectors, owner)), middle,
        _SPREAD / max(spread, 1e-6), codewords(codebook),
        tuple(touchpoint.stage for touchpoint in codebook.touchpoints),
        np.array([_WORDS if any(t.examples.values()) else _WORDS_OF_NAMES for t in codebook.touchpoints]),
    )  # fmt: skip


def _means(vectors: np.ndarray, owner: np.ndarray) -> np.ndarray:
    return np.stack([vectors[owner == one].mean(axis=0) for one in range(owner.max() + 1)])


def assign_touchpoints(
    texts: Sequence[str],
    codebook: Codebook,
    langs: Sequence[str] | None = None,
    encoder: str | Encoder = "auto",
) -> pd.DataFrame:
    """One row per text and touchpoint it speaks of: row, touchpoint, score, why.

    `row` is the place of the text (0…n-1), in order; within a text the best comes first; a text
    may have none. `score` lies between `LOWEST` and 1. `why` names the words that spoke for the
    touchpoint and the nearest example. Long texts are read sentence by sentence.

    Raises StudyError for a bare string, for texts that are not strings, for an unknown encoder.
    """
    checked = checked_texts(texts)
    chosen = get_encoder(encoder)
    heads = for_encoder(chosen)
    codes = known_languages(checked, langs)
    ready = index(codebook, chosen)
    parts, part_langs, owners = _parts(checked, codes)
    found = []
    for start in range(0, len(parts), _ROWS):
        rows = slice(start, start + _ROWS)
        vectors = chosen.encode(parts[rows])
        raw, named = _raw_scores(ready, heads, parts[rows], part_langs[rows], vectors)
        found.append(
            _chosen(raw, named, ready, parts[rows], part_langs[rows], vectors, owners[rows])
        )
    columns = ["row", "touchpoint", "score", "why"]
    if not found:
        return pd.DataFrame({name: [] for name in columns}).astype({"row": int, "score": float})
    every = pd.concat(found, ignore_index=True)
    order = ["row", "score", "touchpoint"]
    best = every.sort_values(order, ascending=[True, False, True], kind="stable")
    best = best.drop_duplicates(["row", "touchpoint"])
    return best.groupby("row", sort=False).head(_MOST)[columns].reset_index(drop=True)


def _parts(texts: list[str], langs: list[str]) -> tuple[list[str], list[str], np.ndarray]:
    """The pieces of all texts, their languages and the row each belongs to; empty ones left out."""
    parts = [
        (piece, lang, row)
        for row, (text, lang) in enumerate(zip(texts, langs, strict=True))
        for piece in pieces.split(text)
        if piece
    ]
    owners = np.array([row for _, _, row in parts], dtype=int)
    return [piece for piece, _, _ in parts], [lang for _, lang, _ in parts], owners


def _raw_scores(
    ready: Index, heads: Judge, texts: list[str], langs: list[str], vectors: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Raw scores and the part of the words, each of shape (n, touchpoints)."""
    stage = np.maximum(remembered_logits(heads, texts, langs, vectors)["stage"], _LOWEST_STAGE)
    names = heads.classes["stage"]
    known = stage[:, [names.index(one) for one in BUILTIN]]
    # A stage of the study's own model tells nothing: it gets the mean of the built-in ones.
    likely = np.column_stack(
        [
            stage[:, names.index(one)] if one in BUILTIN else known.mean(axis=1)
            for one in ready.stages
        ]
    )
    words = ready.words.scores(texts, langs)
    return ready.similarities(vectors) + ready.word_weight * words + _STAGE * likely, words


def _chosen(
    raw: np.ndarray,
    named: np.ndarray,
    ready: Index,
    texts: list[str],
    langs: list[str],
    vectors: np.ndarray,
    owners: np.ndarray,
) -> pd.DataFrame:
    """The touchpoints kept of each piece, with their reasons."""
    score = 1 / (1 + np.exp(-(raw - _MIDDLE) / _WIDTH))
    close = raw >= raw.max(axis=1, keepdims=True) - _MARGIN
    kept = (score >= LOWEST) & (close | (named >= _NAMED))
    rows, columns = np.nonzero(kept)
    unit = _unit(vectors - ready.middle)
    why = []
    for row, column in zip(rows, columns, strict=True):
        own = np.flatnonzero(ready.owner == column)
        nearest = ready.examples[own[int((ready.vectors[own] @ unit[row]).argmax())]]
        words = ready.words.telling(texts[row], langs[row], int(column))
        why.append("; ".join([*([", ".join(words)] if words else []), f"≈ {nearest}"]))
    return pd.DataFrame(
        {
            "row": owners[rows],
            "touchpoint": np.array(ready.ids, dtype=object)[columns],
            "score": np.round(score[rows, columns], 4),
            "why": pd.Series(why, dtype=object),
        }
    )


def make_mentions(
    utterances: pd.DataFrame, codebook: Codebook, encoder: str | Encoder = "auto"
) -> pd.DataFrame:
    """Mentions of the codebook's touchpoints: utt_id, touchpoint, score, how, why.

    Only customers and frontline staff mention; `how` is 'codebook'. In the order of the
    utterances, best touchpoint first.
    """
    spoken = utterances[utterances["role"].isin(EVIDENCE_ROLES)].reset_index(drop=True)
    assigned = assign_touchpoints(
        spoken["text"].tolist(), codebook, spoken["lang"].tolist(), encoder
    )
    return pd.DataFrame(
        {
            "utt_id": spoken["utt_id"].to_numpy()[assigned["row"].to_numpy()],
            "touchpoint": assigned["touchpoint"],
            "score": assigned["score"],
            "how": "codebook",
            "why": assigned["why"],
        }
    )
