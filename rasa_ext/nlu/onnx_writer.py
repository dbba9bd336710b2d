"""Writes the few kinds of ONNX graph that the sentence encoder needs: its wheel has the numbers, and no graph to run them in.

Fields by number as in onnx.proto; nothing else of the format is here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_FLOAT, _INTEGER = 1, 7
_IR_VERSION, _OPSET = 8, 17


class Graph:
    """A graph in the making. Names are those of its values."""

    def __init__(self) -> None:
        self._nodes = b""
        self._constants = b""
        self._named = 0

    def constant(self, value: NDArray[Any]) -> str:
        """A float or whole-number tensor that stays."""
        kind = _FLOAT if value.dtype.kind == "f" else _INTEGER
        plain = np.ascontiguousarray(value, dtype="<f4" if kind == _FLOAT else "<i8")
        name = self._name()
        dims = b"".join(_number(1, size) for size in plain.shape)
        self._constants += _bytes(5, dims + _number(2, kind) + _text(8, name) + _bytes(9, plain.tobytes()))
        return name

    def node(self, operation: str, *inputs: str, **attributes: int | float) -> str:
        """An operation; the name of what it gives."""
        name = self._name()
        told = b"".join(_text(1, i) for i in inputs) + _text(2, name) + _text(3, name) + _text(4, operation)
        self._nodes += _bytes(1, told + b"".join(_attribute(*item) for item in attributes.items()))
        return name

    def model(self, inputs: dict[str, tuple[str | int, ...]], output: str) -> bytes:
        """The whole file. Sizes that are names may be anything."""
        graph = self._nodes + _text(2, "graph") + self._constants
        graph += b"".join(_bytes(11, _value(name, shape)) for name, shape in inputs.items())
        graph += _bytes(12, _value(output, None))
        return _number(1, _IR_VERSION) + _bytes(7, graph) + _bytes(8, _text(1, "") + _number(2, _OPSET))

    def _name(self) -> str:
        self._named += 1
        return f"v{self._named}"


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _bytes(5, _text(1, name) + _number(3, value) + _number(20, 2))
    return _bytes(5, _text(1, name) + _key(2, 5) + np.float32(value).tobytes() + _number(20, 1))


def _value(name: str, shape: tuple[str | int, ...] | None) -> bytes:
    sizes = b"".join(_bytes(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape or ())
    tensor = _number(1, _FLOAT) + (_bytes(2, sizes) if shape is not None else b"")
    return _text(1, name) + _bytes(2, _bytes(1, tensor))


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value & (2**64 - 1))


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _key(field, 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
