"""The `accurate` encoder: multilingual-e5-small, cut to pt, es and en and taught customers' words.

One pass over a text gives a vector for neighbours and calibrated probabilities of feeling, kind,
gap and stage. Weights lie in `cxlab/models/accurate/` with a card beside them (`accurate.md`); the
recipe is `training/encoder/`. Nothing is downloaded.

Arithmetic is float32, one thread a process. A text gets the same answer alone and in any company
up to the last bits of float32: activations are never quantised, and texts of a batch do not see
each other.
"""

import importlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from cxlab.analyse import heads
from cxlab.analyse.encode import checked_texts, get_encoder
from cxlab.errors import StudyError

FOLDER = Path(__file__).parent.parent / "models" / "accurate"
FILES = ("reader.onnx", "words.npz", "pieces.model", "heads.json")
MOST_CHARACTERS = 2_000  # no text longer than this fits the tokens the encoder reads
_BATCH_TOKENS = 256  # tokens, padding counted, of one call: what the processor's cache holds
_PAD = 1
_OPEN, _CLOSE = 0, 2
_BLOCK = 32  # weights of a word vector that share a scale

# What an empty text says: nothing.
SILENCE = {
    "sentiment": "neutral", "valence": 0, "kind": "fact", "gap": 0, "stage": "none",
    "emotion": "none",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What one pass tells of n texts.

    `vectors`: float32 (n, 256), unit length, zero for an empty text. `chances`: task -> float32
    (n, classes), rows sum to 1, columns in the order of `AccurateEncoder.classes[task]`.
    """

    vectors: np.ndarray
    chances: dict[str, np.ndarray]


@dataclass(frozen=True)
class _Parts:
    """Everything read from disk, once per process."""

    session: Any
    pieces: Any
    scales: np.ndarray
    nibbles: np.ndarray
    longest: int

    def tokens(self, text: str) -> list[int]:
        """Word pieces of the text between the opening and the closing mark, cut at `longest`."""
        found: list[int] = self.pieces.encode(text)
        return [_OPEN, *found[: self.longest - 2], _CLOSE]

    def word_vectors(self, ids: np.ndarray) -> np.ndarray:
        """Rows of the word table, float32 (..., 384), out of its 4-bit blocks."""
        packed = self.nibbles[ids].reshape(*ids.shape, -1, _BLOCK // 2)
        whole = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        wide = whole * self.scales[ids].astype(np.float32)[..., None]
        rows: np.ndarray = wide.reshape(*ids.shape, -1)
        return rows


class AccurateEncoder:
    """Reads a sentence far better than frozen vectors do, about a twentieth as fast as `fast`.

    `encode` is the protocol every encoder keeps; `heads` and `read` give the probabilities too.
    """

    name = "accurate-3"  # cached vectors carry this name: it changes with the weights
    dims = 256

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: _Parts | None = None
        self._last: tuple[list[str], Reading] | None = None

    @cached_property
    def classes(self) -> dict[str, list[Any]]:
        """Task -> its classes, in the order of the columns: sentiment, valence, kind, gap…"""
        tasks: dict[str, list[Any]] = self._settings["tasks"]
        return tasks

    @cached_property
    def _settings(self) -> dict[str, Any]:
        missing = [name for name in FILES if not (self._folder / name).is_file()]
        if missing:
            raise StudyError(
                f"the weights of encoder 'accurate' are incomplete. Missing in {self._folder}: "
                f"{', '.join(missing)}. Install cxlab again, or use encoder 'fast'"
            )
        settings: dict[str, Any] = json.loads(
            (self._folder / "heads.json").read_text(encoding="utf-8")
        )
        return settings

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 (n, 256), unit length; an empty text is the zero vector."""
        return self.read(texts).vectors

    def heads(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """Calibrated probabilities: task -> float32 (n, classes), see `classes`."""
        return self.read(texts).chances

    def read(self, texts: Sequence[str]) -> Reading:
        """Vectors and probabilities of the texts, in their order.

        Of a long text the first 256 word pieces are read (about 1,000 characters). Raises
        StudyError for a bare string, for anything that is not a string, and for lost weights.
        """
        checked = [_plain(text) for text in checked_texts(texts)]
        # Rooms ask for vectors and then for probabilities of the same texts: one pass serves both.
        last = self._last
        if last is not None and last[0] == checked:
            return last[1]
        reading = self._pass(checked)
        self._last = (checked, reading)
        return reading

    def _pass(self, checked: list[str]) -> Reading:
        sizes = [len(classes) for classes in self.classes.values()]
        vectors = np.zeros((len(checked), self.dims), dtype=np.float32)
        logits = np.zeros((len(checked), sum(sizes)), dtype=np.float32)
        parts = self._load()
        ids = [parts.tokens(text) if text else [] for text in checked]
        filled = sorted((row for row in range(len(ids)) if ids[row]), key=lambda row: len(ids[row]))
        for rows in _batches(filled, [len(one) for one in ids]):
            vectors[rows], logits[rows] = _run(parts, [ids[row] for row in rows])
        silent = [row for row in range(len(ids)) if not ids[row]]
        chances = {}
        for task, columns in zip(
            self.classes, np.split(logits, np.cumsum(sizes)[:-1], axis=1), strict=True
        ):
            chances[task] = _softmax(columns)
            chances[task][silent] = [one == SILENCE[task] for one in self.classes[task]]
        return Reading(vectors, chances)

    @cached_property
    def decider(self) -> "AccurateHeads":
        """The heads in the shape that `score_sentiment` and `assign_stages` work with."""
        decide = self._settings["decide"]
        joint = np.array(decide["joint"], dtype=np.float64)
        classes, settings = decide["classes"], decide["settings"]
        return AccurateHeads(self, classes, settings, joint, decide["shares"])

    def _load(self) -> _Parts:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._read_files()
        return self._loaded

    def _graph(self) -> bytes:
        return (self._folder / "reader.onnx").read_bytes()

    def _read_files(self) -> _Parts:
        longest = int(self._settings["longest"])
        try:
            runtime = importlib.import_module("onnxruntime")
        except ImportError as error:
            raise StudyError(
                "encoder 'accurate' needs the package onnxruntime, which could not be loaded. "
                f"Found: {error}. Run: pip install onnxruntime; or use encoder 'fast'"
            ) from error
        import sentencepiece

        options = runtime.SessionOptions()
        # Several processes share a machine better than several threads do.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = runtime.InferenceSession(
            self._graph(), options, providers=["CPUExecutionProvider"]
        )
        with np.load(self._folder / "words.npz", allow_pickle=False) as words:
            scales, nibbles = words["scales"], words["nibbles"]
        # Given as bytes: the C++ reader fails on paths with accents on Windows.
        pieces = sentencepiece.SentencePieceProcessor(
            model_proto=(self._folder / "pieces.model").read_bytes()
        )
        return _Parts(session, pieces, scales, nibbles, longest)


@dataclass(frozen=True)
class AccurateHeads:
    """What `cxlab.analyse.heads.Heads` is for vectors: the accurate and the fast heads together.

    The fast heads' n-grams and lexicons know words that the network reads past: together they err
    less than either (see the card), for a tenth more time. `shares`: task -> weight of the
    accurate and of the fast log-probabilities. `classes`, `settings`, `joint` as in `Heads`.
    `beside`: the fast heads.
    """

    encoder: AccurateEncoder
    classes: dict[str, list[str]]
    settings: dict[str, float]
    joint: np.ndarray
    shares: dict[str, list[float]]
    beside: heads.Judge = field(default_factory=lambda: heads.load(get_encoder("fast").name))

    def logits(
        self, texts: Sequence[str], langs: Sequence[str], vectors: heads.Vectors
    ) -> dict[str, np.ndarray]:
        """Log-probabilities per task, calibrated, of shape (n, classes).

        `vectors` are not looked at: the network reads the texts.
        """
        chances = self.encoder.heads(texts)
        fast = get_encoder("fast")
        words = heads.remembered_logits(self.beside, texts, langs, fast.encode)
        found = {}
        for task, names in self.classes.items():
            source = "sentiment" if task == "polarity" else task
            ours = [
                ("no", "yes")[one] if task == "gap" else str(one)
                for one in self.encoder.classes[source]
            ]
            own = np.log(chances[source][:, [ours.index(name) for name in names]] + 1e-9)
            theirs = words[task][:, [self.beside.classes[task].index(name) for name in names]]
            mine, other = self.shares[source]
            found[task] = heads.log_softmax(mine * own + other * theirs)
        return found


def _batches(rows: list[int], lengths: list[int]) -> list[list[int]]:
    """Rows, sorted by length, in groups whose padded size stays near `_BATCH_TOKENS`."""
    made: list[list[int]] = []
    for row in rows:
        if made and lengths[row] * (len(made[-1]) + 1) <= _BATCH_TOKENS:
            made[-1].append(row)
        else:
            made.append([row])
    return made


def _run(parts: _Parts, ids: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors and logits of one batch."""
    padded = np.full((len(ids), max(map(len, ids))), _PAD)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = one
    inputs = {
        "embedded": parts.word_vectors(padded),
        "mask": (padded != _PAD).astype(np.float32),
    }
    vectors, logits = parts.session.run(["vector", "logits"], inputs)
    return vectors, logits


def _softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else logits
    result: np.ndarray = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _plain(text: str) -> str:
    """The text stripped and cut, with lone surrogates (broken emoji) replaced."""
    short = text[:MOST_CHARACTERS].strip()
    return short.encode("utf-8", "replace").decode("utf-8") if not short.isascii() else short
