"""An onnx file -> its nodes and weights, and back, with no library but numpy.

The runtime executes onnx files and cannot change them; the `onnx` package can, and weighs more than
cxlab. A file is a protocol buffer: fields of (number, kind, value). Only the fields that our own
models use are read; whatever else a graph holds is carried over untouched. Field numbers are those
of onnx.proto (ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto).
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_GRAPH = 7  # of a model
_NODE, _WEIGHT, _OUTPUT = 1, 5, 12  # of a graph
_TYPES = {
    1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64, 10: np.float16, 11: np.float64,
}  # fmt: skip
_NUMBERS = {np.dtype(kind): number for number, kind in _TYPES.items()}
_ATTRIBUTE_INT = 2


@dataclass(frozen=True)
class Tensor:
    """A constant of a graph."""

    name: str
    raw: bytes  # as it lies in the file

    @classmethod
    def of(cls, name: str, values: np.ndarray) -> "Tensor":
        parts = [_field(1, size) for size in values.shape]
        parts.append(_field(2, _NUMBERS[values.dtype]))
        parts.append(_field(8, name.encode()))
        parts.append(_field(9, np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()))  # fmt: skip
        return cls(name, b"".join(parts))

    def array(self) -> np.ndarray:
        """The values, of the tensor's shape."""
        shape: list[int] = []
        kind, content = 0, b""
        for number, value in _fields(self.raw):
            if number == 1:
                shape += [value] if isinstance(value, int) else _varints(value)
            elif number == 2:
                kind = value
            elif number == 9:
                content = value
        values = np.frombuffer(content, dtype=np.dtype(_TYPES[kind]).newbyteorder("<"))
        return values.reshape(shape)


@dataclass(frozen=True)
class Node:
    """One operator with the names of what goes in and comes out; `options` as numbers."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    options: dict[str, Any] = field(default_factory=dict)
    domain: str = ""
    raw: bytes = b""  # as it was read; b"" for a new one

    @classmethod
    def read(cls, raw: bytes) -> "Node":
        text: dict[int, list[str]] = {1: [], 2: [], 4: [], 7: []}
        options = {}
        for number, value in _fields(raw):
            if number in text:
                text[number].append(bytes(value).decode())
            elif number == 5:
                parts = dict(_fields(value))
                options[bytes(parts[1]).decode()] = parts.get(2, parts.get(3))
        return cls(text[4][0], text[1], text[2], options, "".join(text[7]), raw)

    def written(self) -> bytes:
        """The node as a file holds it."""
        if self.raw:
            return self.raw
        parts = [_field(1, name.encode()) for name in self.inputs]
        parts += [_field(2, name.encode()) for name in self.outputs]
        parts.append(_field(4, self.operator.encode()))
        for name, value in self.options.items():
            own = _field(1, name.encode()) + _field(3, int(value)) + _field(20, _ATTRIBUTE_INT)
            parts.append(_field(5, own))
        if self.domain:
            parts.append(_field(7, self.domain.encode()))
        return b"".join(parts)


@dataclass(frozen=True)
class Model:
    """A model taken apart; `around` and `beside` are what else the file and its graph hold."""

    nodes: list[Node]
    weights: list[Tensor]
    outputs: list[str]
    around: list[tuple[int, Any]]
    beside: list[tuple[int, Any]]


def read_model(content: bytes) -> Model:
    """The nodes, weights and names of outputs of an onnx file. Raises ValueError for another file."""
    around, graph = [], None
    for number, value in _fields(content):
        if number == _GRAPH:
            graph = value
        else:
            around.append((number, value))
    if graph is None:
        raise ValueError("no graph is in this file: it is not an onnx model, or only a part of one")
    nodes, weights, beside = [], [], []
    for number, value in _fields(graph):
        if number == _NODE:
            nodes.append(Node.read(value))
        elif number == _WEIGHT:
            weights.append(Tensor(_name(value, 8), value))
        else:
            beside.append((number, value))
    outputs = [_name(value, 1) for number, value in beside if number == _OUTPUT]
    return Model(nodes, weights, outputs, around, beside)


def write_model(model: Model, nodes: list[Node], weights: Iterable[Tensor]) -> bytes:
    """The model with other nodes, and those of the weights that they use, as an onnx file."""
    used = {name for node in nodes for name in node.inputs}
    parts = [_field(_NODE, node.written()) for node in nodes]
    parts += [_field(_WEIGHT, one.raw) for one in weights if one.name in used]
    parts += [_field(number, value) for number, value in model.beside]
    around = [_field(number, value) for number, value in model.around]
    return b"".join([*around, _field(_GRAPH, b"".join(parts))])


def _name(raw: bytes, where: int) -> str:
    return next(bytes(value).decode() for number, value in _fields(raw) if number == where)


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(content) or shift > 63:
            raise ValueError("a number of this file has no end: it is damaged or no onnx model")
        byte = content[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _varints(content: bytes) -> list[int]:
    view, at, found = memoryview(content), 0, []
    while at < len(view):
        value, at = _varint(view, at)
        found.append(value)
    return found


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    """(field number, value) in order: whole numbers, floats of four bytes, or bytes."""
    view, at = memoryview(content), 0
    while at < len(view):
        tag, at = _varint(view, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(view, at)
            yield number, value
            continue
        size = {_FIXED32: 4, _FIXED64: 8}.get(kind)
        if kind == _BYTES:
            size, at = _varint(view, at)
        if size is None or at + size > len(view):
            raise ValueError(
                f"field {number} of this file cannot be read: it is damaged or no onnx model"
            )
        part = bytes(view[at : at + size])
        at += size
        yield number, struct.unpack("<f", part)[0] if kind == _FIXED32 else part


def _field(number: int, value: Any) -> bytes:
    """One field: whole numbers as varints, floats in four bytes, bytes with their length."""
    if isinstance(value, float):
        return _number(number << 3 | _FIXED32) + struct.pack("<f", value)
    if isinstance(value, int):
        return _number(number << 3 | _VARINT) + _number(value)
    return _number(number << 3 | _BYTES) + _number(len(value)) + bytes(value)


def _number(value: int) -> bytes:
    made = bytearray()
    value &= (1 << 64) - 1
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    made.append(value)
    return bytes(made)
