"""Encoders a person brings: `sentence-transformers:NAME` and `model2vec:FOLDER`.

Each needs a package of its own, an extra of cxlab. A model in a folder is read from there and no
network is tried; only a model of the hub, named `sentence-transformers:organisation/model`, may be
fetched, once, by that package.

Such a model says which texts are alike: it serves touchpoints, topics and the study's own voice.
It has no trained heads, so what people feel and of which stage they speak is read by the encoders
that have (`cxlab.analyse.encode.get_reader`). Heads on its vectors would have to be trained on
labelled sentences that are not shipped; heads on words alone, as an earlier version had them, told
sentiment nine points less well than `accurate`.
"""

import hashlib
import importlib
import importlib.util
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from cxlab.analyse.encode import MOST_CHARACTERS, checked_texts
from cxlab.errors import StudyError

_HUB_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w.-]+)?")
_PROBES = ("O pedido atrasou", "Llegó bien", "The staff were kind")


def _sentence_transformers(place: str) -> Callable[[list[str]], Any]:
    package = importlib.import_module("sentence_transformers")
    # What is on this disk, or in the hub's cache on it, is never asked for again over the network.
    try:
        model = package.SentenceTransformer(place, device="cpu", local_files_only=True)
    except Exception:
        if Path(place).is_dir():
            raise
        model = package.SentenceTransformer(place, device="cpu")
    return lambda texts: model.encode(texts, convert_to_numpy=True, show_progress_bar=False)


def _model2vec(place: str) -> Callable[[list[str]], Any]:
    package = importlib.import_module("model2vec")
    model = package.StaticModel.from_pretrained(place)
    return lambda texts: model.encode(texts, show_progress_bar=False)


@dataclass(frozen=True)
class _Kind:
    """A package whose models can be named: how to load one, a file that each folder of it has."""

    package: str
    load: Callable[[str], Callable[[list[str]], Any]]
    file: str
    hub: bool  # whether a name that is no folder may be a model of the hub


KINDS = {
    "sentence-transformers": _Kind(
        "sentence_transformers", _sentence_transformers, "modules.json", hub=True
    ),
    "model2vec": _Kind("model2vec", _model2vec, "config.json", hub=False),
}
FORMS = ("sentence-transformers:NAME", "model2vec:FOLDER")


def is_named(name: str) -> bool:
    """Whether an encoder's name has the form of these."""
    return name.partition(":")[0] in KINDS and ":" in name


def find(name: str) -> tuple[str, str]:
    """The kind of a named encoder and where its model is: a folder, or a name of the hub.

    Looks at the disk only. Raises StudyError where the package is missing, where the folder is not
    there or holds no model of that kind.
    """
    kind, _, given = name.partition(":")
    known = KINDS[kind]
    if importlib.util.find_spec(known.package) is None:
        raise StudyError(
            f"encoder {name!r} needs the package {kind}, which is not installed. "
            f"Run: pip install {kind} (the extra of that name: cxlab[{kind}]); or use encoder 'auto'"
        )
    folder = Path(given).expanduser()
    if given and folder.is_dir():
        if not (folder / known.file).is_file():
            found = ", ".join(sorted(one.name for one in folder.iterdir())[:5]) or "nothing"
            raise StudyError(
                f"encoder {name!r}: {folder} holds no {kind} model: {known.file} is not in it. "
                f"Found: {found}. Give the folder that the model's save_pretrained() wrote"
            )
        return kind, str(folder)
    # A path that begins in a folder of this disk is a path mistyped, not a model of the hub.
    begun = "/" in given and Path(given.split("/")[0]).exists()
    if known.hub and _HUB_NAME.fullmatch(given) and not begun:
        return kind, given
    raise StudyError(
        f"encoder {name!r}: no folder {given!r} is there (looked in {Path.cwd()}). "
        f"Give the path of a model's folder, absolute or beside study.yml"
        + (", or a name of the hub such as organisation/model" if known.hub else "")
    )


class NamedEncoder:
    """A sentence-transformers or model2vec model behind the protocol; loaded when first asked.

    Vectors are float32 of unit length; an empty text is the zero vector. Of a long text as much is
    read as the model reads, of 2,000 characters at most.
    """

    def __init__(self, name: str) -> None:
        self._given = name
        self._kind, self._place = find(name)
        self._lock = threading.Lock()

    @cached_property
    def _vectors(self) -> Callable[[list[str]], Any]:
        try:
            return KINDS[self._kind].load(self._place)
        except Exception as error:  # whatever those packages and the hub raise
            reason = " ".join(str(error).split())[:300] or type(error).__name__
            where = "" if Path(self._place).is_dir() else (
                "It is neither a folder here nor kept from an earlier download; a model of the hub "
                "needs a network the first time. "
            )  # fmt: skip
            raise StudyError(
                f"encoder {self._given!r} could not be loaded. {where}Found: {reason}. "
                "Give the folder of a model that loads, or use encoder 'auto'"
            ) from error

    @cached_property
    def _probed(self) -> np.ndarray:
        return self._run(list(_PROBES))

    @property
    def name(self) -> str:
        """The model's own name and a mark of what it answers: kept vectors are of these weights."""
        plain = re.sub(r"[^a-z0-9]+", "-", Path(self._place).name.lower()).strip("-")[:40]
        mark = hashlib.blake2b(np.round(self._probed, 2).tobytes(), digest_size=4).hexdigest()
        return f"{self._kind}-{plain or 'model'}-{mark}"

    @property
    def dims(self) -> int:
        return int(self._probed.shape[1])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of the texts, float32 of shape (n, dims), in the order given.

        Raises StudyError for a bare string, for what is not a string, for a model that does not load.
        """
        plain = [
            text[:MOST_CHARACTERS].strip().encode("utf-8", "replace").decode("utf-8")
            for text in checked_texts(texts)
        ]
        vectors = np.zeros((len(plain), self.dims), dtype=np.float32)
        filled = [row for row, text in enumerate(plain) if text]
        if filled:
            vectors[filled] = self._run([plain[row] for row in filled])
        return vectors

    def _run(self, texts: list[str]) -> np.ndarray:
        with self._lock:  # tokenizers of these packages are not made for several threads
            found = np.asarray(self._vectors(texts), dtype=np.float32)
        if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
            raise StudyError(
                f"encoder {self._given!r} gave no vector for some texts. Found: an array of shape "
                f"{found.shape} for {len(texts)} texts. Use another model, or encoder 'auto'"
            )
        length = np.linalg.norm(found, axis=1, keepdims=True)
        unit: np.ndarray = found / np.maximum(length, 1e-9)
        return unit + 0.0  # no minus zero: the mark of the weights is of bytes
