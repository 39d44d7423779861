"""The trained heads: vectors, rules and n-grams of a text -> logits of stage, kind, emotion…

One file per encoder in `cxlab/models/`, written by `training/heads.py`, with a card beside it. A
head is the sum of a small network (one hidden layer) on the vector and the lexicon measures, and
of a linear layer on hashed n-grams. Where nobody trained heads for an encoder, those of `fast` read
the texts beside it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from cxlab.analyse import lexicon
from cxlab.analyse.encode import Encoder, get_encoder
from cxlab.analyse.words import fold, hashed_ngrams

FOLDER = Path(__file__).parent.parent / "models"
TASKS = ("valence", "polarity", "kind", "emotion", "gap", "stage")
_ROWS = 4_096  # texts judged at a time: bounds memory


# The vectors of the texts, or who makes them for the texts that turn out to need one.
Vectors = np.ndarray | Callable[[Sequence[str]], np.ndarray]


class Judge(Protocol):
    """What sentiment, stages and touchpoints need of heads, wherever they come from."""

    @property
    def classes(self) -> dict[str, list[str]]: ...
    @property
    def settings(self) -> dict[str, float]: ...
    @property
    def joint(self) -> np.ndarray: ...
    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]: ...


@dataclass(frozen=True)
class Network:
    """One hidden layer with a rectifier, shared by all tasks."""

    mean: np.ndarray
    scale: np.ndarray
    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: dict[str, np.ndarray]
    out_bias: dict[str, np.ndarray]

    def logits(self, dense: np.ndarray) -> dict[str, np.ndarray]:
        """Logits per task, each of shape (n, classes)."""
        hidden = np.maximum((dense - self.mean) * self.scale @ self.hidden + self.hidden_bias, 0)
        return {task: hidden @ self.out[task] + self.out_bias[task] for task in self.out}


@dataclass(frozen=True)
class Grams:
    """A linear layer on the n-grams seen often enough in training, weighted by rarity."""

    columns: np.ndarray
    rarity: np.ndarray
    weights: dict[str, np.ndarray]
    bias: dict[str, np.ndarray]

    def logits(self, folded: Sequence[str]) -> dict[str, np.ndarray]:
        """Logits per task, each of shape (n, classes)."""
        from sklearn.preprocessing import normalize

        found = hashed_ngrams(folded)[:, self.columns].multiply(self.rarity).tocsr()
        rows = normalize(found.astype(np.float32))
        return {task: rows @ self.weights[task] + self.bias[task] for task in self.weights}


@dataclass(frozen=True)
class Heads:
    """Everything learnt for one encoder."""

    encoder: str
    classes: dict[str, list[str]]
    network: Network
    grams: Grams
    share: float  # of the network in the sum; the rest is the n-grams'
    temperature: dict[str, float]
    settings: dict[str, float]
    joint: np.ndarray  # (valence, kind, emotion): how often they go together, against chance

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]:
        """Log-probabilities per task, calibrated, of shape (n, classes)."""
        if callable(vectors):
            vectors = vectors(texts)
        parts: dict[str, list[np.ndarray]] = {task: [] for task in self.classes}
        for start in range(0, len(texts), _ROWS):
            rows = slice(start, start + _ROWS)
            measures = lexicon.features(texts[rows], langs[rows])
            network = self.network.logits(np.hstack([vectors[rows], measures]))
            grams = self.grams.logits([fold(text) for text in texts[rows]])
            for task in self.classes:
                mixed = self.share * network[task] + (1 - self.share) * grams[task]
                parts[task].append(log_softmax(mixed / self.temperature[task]))
        return {
            task: np.concatenate(part) if part else np.zeros((0, len(self.classes[task])))
            for task, part in parts.items()
        }


_MOST_REMEMBERED = 200_000
_remembered: dict[str, dict[tuple[str, str], np.ndarray]] = {}


def remembered_logits(
    heads: Judge, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
) -> dict[str, np.ndarray]:
    """What `heads.logits` says, asked once per text: sentiment, stages and touchpoints share it."""
    if not isinstance(heads, Heads):
        return heads.logits(texts, langs, vectors)  # an encoder's own heads have their own memory
    known = _remembered.setdefault(heads.encoder, {})
    if len(known) + len(texts) > _MOST_REMEMBERED:
        known.clear()
    keys = list(zip(texts, langs, strict=True))
    new = [row for row, key in enumerate(keys) if key not in known]
    if new:
        asked = [texts[row] for row in new]
        own = vectors(asked) if callable(vectors) else vectors[new]
        fresh = heads.logits(asked, [langs[row] for row in new], own)
        rows = np.hstack([fresh[task] for task in heads.classes])
        known.update((keys[row], values) for row, values in zip(new, rows, strict=True))
    widths = [len(names) for names in heads.classes.values()]
    table = np.stack([known[key] for key in keys]) if keys else np.zeros((0, sum(widths)))
    parts = np.split(table, np.cumsum(widths)[:-1], axis=1)
    return dict(zip(heads.classes, parts, strict=True))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Log-probabilities of logits along the last axis, in float64."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    result: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


@dataclass(frozen=True)
class Lent:
    """The heads of `fast`, for an encoder without heads: they read the texts with vectors of their own."""

    own: Heads
    reader: Encoder

    @property
    def classes(self) -> dict[str, list[str]]:
        return self.own.classes

    @property
    def settings(self) -> dict[str, float]:
        return self.own.settings

    @property
    def joint(self) -> np.ndarray:
        return self.own.joint

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: Vectors
    ) -> dict[str, np.ndarray]:
        """As `Heads.logits`; `vectors` are another encoder's and not looked at."""
        return remembered_logits(self.own, texts, langs, self.reader.encode)


def for_encoder(encoder: Encoder) -> Judge:
    """The encoder's own heads, those trained for it, else those of `fast`, which reads for it."""
    own: Judge | None = getattr(encoder, "decider", None)
    if own is not None:
        return own
    if (FOLDER / f"heads-{encoder.name}.npz").exists():
        return load(encoder.name)
    reader = get_encoder("fast")
    return Lent(load(reader.name), reader)


@cache
def load(name: str) -> Heads:
    """The heads of one file in `cxlab/models/`, read once per process."""
    with np.load(FOLDER / f"heads-{name}.npz", allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files}
    meta = json.loads(str(arrays["meta"]))
    tasks = list(meta["classes"])
    wide = {
        key: value.astype(np.float32) for key, value in arrays.items() if value.dtype == np.float16
    }
    network = Network(
        wide["mean"], wide["scale"], wide["hidden"], wide["hidden_bias"],
        {task: wide[f"out_{task}"] for task in tasks},
        {task: wide[f"out_bias_{task}"] for task in tasks},
    )  # fmt: skip
    grams = Grams(
        arrays["columns"], wide["rarity"],
        {task: arrays[f"grams_{task}"] * wide[f"grams_scale_{task}"] for task in tasks},
        {task: wide[f"grams_bias_{task}"] for task in tasks},
    )  # fmt: skip
    return Heads(
        meta["encoder"], meta["classes"], network, grams, meta["share"], meta["temperature"],
        meta["settings"], wide["joint"].astype(np.float64),
    )  # fmt: skip
