"""What the classifier sees of a text: characters, their sounds, and the meaning of the sentence.

Not Rasa components: as such their vectors would be hashed and cached by every training, which took longer than the training.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pypinyin import lazy_pinyin
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from rasa_ext.nlu import encoder
from rasa_ext.nlu.encoder import VECTOR_SIZE, Vectors

KEPT_DIMENSIONS = 256  # as accurate as all 512 and trained in half the time: docs/understanding.md
PINYIN_WEIGHT = 0.7
PARTS = ("characters", "sounds", "meaning")
_LONGEST = 3  # of neighbouring characters or syllables
_BATCH = 64
_WORTH_PROCESSES = 2_000


class Grams:
    """Tf-idf of what `split` makes of a text, of length 1: the rarer among the training texts, the more it weighs.

    The same as sklearn's with a sublinear count and at least two texts, in a third of the time for one message.
    """

    def __init__(self, split: Callable[[str], list[str]]) -> None:
        self._split = split
        self._places: dict[str, int] = {}
        self._rarity: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def fit(self, texts: Sequence[str]) -> None:
        """Learn what there is, but for what stands in one text alone."""
        seen = Counter(gram for text in texts for gram in set(self._split(text)))
        known = sorted(gram for gram, count in seen.items() if count > 1)
        self._places = {gram: place for place, gram in enumerate(known)}
        counts = np.array([seen[gram] for gram in known], dtype=np.float32)
        self._rarity = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The places and the weights of what is known of a text."""
        places = self._places
        counts = Counter(places[gram] for gram in self._split(text) if gram in places)
        at = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self._rarity[at]
        return at, weights / max(float(np.sqrt(weights @ weights)), 1e-9)

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One row a text."""
        made = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(at) for at, _ in made)])
        at = np.concatenate([np.zeros(0, dtype=np.int32), *(at for at, _ in made)])
        weights = np.concatenate([np.zeros(0, dtype=np.float32), *(weights for _, weights in made)])
        return sparse.csr_matrix((weights, at, ends), shape=(len(texts), len(self)))

    def __len__(self) -> int:
        return len(self._places)


class Features:
    """Turns normalised texts into rows of a sparse matrix. Fitted on the training texts, then pickled with the model.

    `parts` leaves some of PARTS out, to measure what each is worth. `vectors` are those of `encode` where they are there already.
    """

    def __init__(self, parts: Sequence[str] = PARTS) -> None:
        self.parts = tuple(parts)
        grams = {"characters": (Grams(character_grams), 1.0), "sounds": (Grams(sound_grams), PINYIN_WEIGHT)}
        self._grams = [grams[part] for part in ("characters", "sounds") if part in parts]
        self._meaning = TruncatedSVD(n_components=KEPT_DIMENSIONS, random_state=0)

    def fit_transform(self, texts: Sequence[str], vectors: Vectors | None = None) -> sparse.csr_matrix:
        """Learn the vocabulary and the directions; rows for `texts`, float64 as liblinear wants them."""
        vectors = self._vectors(texts, vectors)
        for grams, _ in self._grams:
            grams.fit(texts)
        if "meaning" in self.parts:
            self._meaning.fit(vectors)
        rows = [grams.rows(texts) * weight for grams, weight in self._grams]
        if "meaning" in self.parts:
            rows.append(sparse.csr_matrix(self._directions(vectors)))
        return sparse.hstack(rows, format="csr").astype(np.float64)

    def times(self, weights: NDArray[np.float32], texts: Sequence[str], vectors: Vectors | None = None) -> NDArray[np.float32]:
        """The rows for `texts` times `weights`, without making the rows."""
        product = np.zeros((len(texts), weights.shape[1]), dtype=np.float32)
        start = 0
        for grams, weight in self._grams:
            for number, text in enumerate(texts):
                at, values = grams.row(text)
                product[number] += (values * np.float32(weight)) @ weights[at + start]
            start += len(grams)
        if "meaning" in self.parts:
            product += self._directions(self._vectors(texts, vectors)) @ weights[start:]
        return product

    def _directions(self, vectors: Vectors) -> Vectors:
        return np.asarray(vectors @ self._meaning.components_.T.astype(np.float32), dtype=np.float32)

    def _vectors(self, texts: Sequence[str], vectors: Vectors | None) -> Vectors:
        if vectors is not None:
            return vectors
        return encode(texts) if "meaning" in self.parts else np.zeros((len(texts), 0), dtype=np.float32)


def encode(texts: Sequence[str]) -> Vectors:
    """Sentence vectors of length 1, shape (len(texts), 512); zeros for an empty text. Many are shared out to two processes."""
    if len(texts) >= _WORTH_PROCESSES:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            halves = pool.map(_encode, [texts[::2], texts[1::2]])
        vectors = np.zeros((len(texts), VECTOR_SIZE), dtype=np.float32)
        vectors[::2], vectors[1::2] = halves
        return vectors
    return _encode(texts)


def _encode(texts: Sequence[str]) -> Vectors:
    vectors = np.zeros((len(texts), VECTOR_SIZE), dtype=np.float32)
    order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: len(texts[i]))  # like lengths together
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        vectors[rows] = encoder.encode([texts[i] for i in rows])
    return vectors


def character_grams(text: str) -> list[str]:
    """One to three neighbouring characters, blanks among them."""
    return [text[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(text) - n + 1)]


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return str(lazy_pinyin(character)[0]) if "\u4e00" <= character <= "\u9fff" else character


def sound_grams(text: str) -> list[str]:
    """One to three neighbouring syllables of pinyin without tones, so that homophones look alike."""
    syllables = [_sound(character) for character in text if not character.isspace()]
    return [" ".join(syllables[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(syllables) - n + 1)]
