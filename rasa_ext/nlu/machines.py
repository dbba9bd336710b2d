"""The classifier without Rasa: one linear machine an intent, each against the rest. Cross-validation uses it as the component does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from rasa_ext.nlu.encoder import Vectors
from rasa_ext.nlu.features import PARTS, Features

RANKED = 10


@dataclass(frozen=True)
class Judgement:
    """The label whose intents together are likeliest, and the likeliest intents, the first of that label."""

    label: str
    label_chance: float
    ranking: list[tuple[str, float]]


class Machines:
    """Fitted on normalised texts and their intents.

    `cost` is the machines' C; `sharpness` turns distances to their planes into probabilities.
    """

    def __init__(self, *, cost: float = 1.0, sharpness: float = 4.0, parts: Sequence[str] = PARTS) -> None:
        self._cost = cost
        self._sharpness = sharpness
        self._features = Features(parts)
        self._intents: list[str] = []
        self._weights: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)
        self._bias: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._codes: tuple[Mapping[str, str], list[str], NDArray[np.intp]] | None = None

    def fit(self, texts: Sequence[str], intents: Sequence[str], vectors: Vectors | None = None) -> None:
        """Two intents at a time. `vectors` are those of `encode(texts)` where they are there already."""
        rows = self._features.fit_transform(texts, vectors)
        wanted = np.array(intents)
        self._intents = sorted(set(intents))

        def fit(intent: str) -> LinearSVC:
            return LinearSVC(C=self._cost, tol=1e-2, random_state=0).fit(rows, wanted == intent)

        with ThreadPoolExecutor(2) as pool:  # liblinear lets go of the interpreter's lock
            machines = list(pool.map(fit, self._intents))
        self._weights = np.ascontiguousarray(np.vstack([m.coef_[0] for m in machines]).T, dtype=np.float32)
        self._bias = np.array([m.intercept_[0] for m in machines], dtype=np.float32)

    def chances(self, texts: Sequence[str], vectors: Vectors | None = None) -> NDArray[np.float32]:
        """Probabilities of the intents, shape (len(texts), intents), for normalised texts."""
        if not texts:
            return np.zeros((0, len(self._intents)), dtype=np.float32)
        scores = (self._features.times(self._weights, texts, vectors) + self._bias) * self._sharpness
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
        return chances

    def judge(self, chances: NDArray[np.float32], labels: Mapping[str, str]) -> Judgement:
        """What one row of `chances` says, where `labels` gives each intent its label."""
        names, codes = self._coded(labels)
        by_label = np.bincount(codes, weights=chances, minlength=len(names))
        label = int(by_label.argmax())
        first = int(np.where(codes == label, chances, -1.0).argmax())
        order = [first, *(int(i) for i in np.argsort(-chances)[:RANKED] if i != first)][:RANKED]
        return Judgement(names[label], float(by_label[label]), [(self._intents[i], float(chances[i])) for i in order])

    def _coded(self, labels: Mapping[str, str]) -> tuple[list[str], NDArray[np.intp]]:
        """The labels there are, and for each intent the place of its own; worked out once."""
        if self._codes is None or self._codes[0] is not labels:
            names = sorted({labels[intent] for intent in self._intents})
            self._codes = labels, names, np.array([names.index(labels[intent]) for intent in self._intents])
        return self._codes[1], self._codes[2]

    @property
    def names(self) -> list[str]:
        """What the columns of `chances` are."""
        return self._intents

    @property
    def learned(self) -> tuple[Any, ...]:
        """What training found out."""
        return self._features, self._intents, self._weights, self._bias

    @learned.setter
    def learned(self, before: tuple[Any, ...]) -> None:
        self._features, self._intents, self._weights, self._bias = before
