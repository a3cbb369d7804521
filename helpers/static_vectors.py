"""Static word vectors: one vector a word, whatever the sentence (GloVe)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from gensim.models import KeyedVectors
from numpy.typing import NDArray
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr
from sklearn.decomposition import PCA

from helpers.models import load_static_vectors

Vector = NDArray[np.float32]
Point = tuple[float, float]
KEPT = 20  # neighbours looked up at once


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


def project(words: Sequence[str], name: str = "glove-50k") -> tuple[list[Point], float, float]:
    """Word vectors of length 1 on a plane, and how badly the plane tells distances.

    Principal components by scikit-learn. Returns a point a word, the share of the variance that
    the plane keeps, and Spearman's rank correlation of the distances between all pairs of words
    on the plane and in full. Raises ValueError for a word without a vector.
    """
    vectors = load_static_vectors(name)
    for word in words:
        if word not in vectors:
            raise ValueError(f"words={word!r}: has no vector in {name}")
    table = np.stack([vectors.get_vector(word, norm=True) for word in words])
    plane = PCA(2, svd_solver="full").fit(table)
    points = plane.transform(table)
    told = float(spearmanr(pdist(points), pdist(table)).statistic)
    return (
        [(float(x), float(y)) for x, y in points],
        float(plane.explained_variance_ratio_.sum()),
        told,
    )


def neighbours(word: str, top_k: int = 10, name: str = "glove-50k") -> list[Neighbour]:
    """The ``top_k`` words with the highest cosine to a word's vector, the word itself left out.

    Pennington et al. 2014, section 4.1, measures nearness so. An empty list when the word has
    no vector. Raises ValueError when ``top_k`` is below 1.
    """
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    return list(_nearest(word, name, max(top_k, KEPT))[:top_k])


@lru_cache(maxsize=20_000)
def _nearest(word: str, name: str, count: int) -> tuple[Neighbour, ...]:
    """The ``count`` nearest words; kept, because the same words come up in query after query."""
    vectors: KeyedVectors = load_static_vectors(name)
    if word not in vectors:
        return ()
    cosines = vectors.get_normed_vectors() @ vectors.get_vector(word, norm=True)
    best = np.argpartition(-cosines, min(count, len(cosines) - 1))[: count + 1]
    order = best[np.lexsort((best, -cosines[best]))]
    found = (Neighbour(vectors.index_to_key[i], float(cosines[i])) for i in order)
    return tuple(n for n in found if n.word != word)[:count]
