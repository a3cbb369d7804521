"""Static word vectors: one vector a word, whatever the sentence (GloVe)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from gensim.models import KeyedVectors
from numpy.typing import NDArray

from helpers.models import load_static_vectors

Vector = NDArray[np.float32]


class Neighbour(NamedTuple):
    """A word near another, with the cosine of the angle between their vectors."""

    word: str
    cosine: float


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of the angle between two vectors, -1 to 1.

    >>> round(cosine(np.array([1.0, 0.0]), np.array([1.0, 1.0])), 4)
    0.7071
    """
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def neighbours(word: str, top_k: int = 10, name: str = "glove-50k") -> list[Neighbour]:
    """The ``top_k`` words with the highest cosine to a word's vector, the word itself left out.

    Pennington et al. 2014, section 4.1, measures nearness so. An empty list when the word has
    no vector. Raises ValueError when ``top_k`` is below 1.
    """
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    vectors: KeyedVectors = load_static_vectors(name)
    if word not in vectors:
        return []
    cosines = vectors.get_normed_vectors() @ vectors.get_vector(word, norm=True)
    order = np.argsort(-cosines, kind="stable")[: top_k + 1]
    found = [Neighbour(vectors.index_to_key[i], float(cosines[i])) for i in order]
    return [n for n in found if n.word != word][:top_k]
