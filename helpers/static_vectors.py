"""Static word vectors: one vector per word, whatever the sentence (GloVe)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import gensim.downloader
import numpy as np
from gensim.models import KeyedVectors
from numpy.typing import NDArray
from safetensors.numpy import load_file

from helpers.registry import card, model_folder, unavailable

Vector = NDArray[np.float32]
Point = tuple[float, float]
AT_ONCE = 20  # neighbours looked up together


class Neighbour(NamedTuple):
    """A word near another, with the cosine of the angle between their vectors."""

    word: str
    cosine: float


@lru_cache(maxsize=2)
def _load(model: str) -> KeyedVectors:
    found = card(model, "static_vectors")
    if found.source == "gensim":
        try:
            return gensim.downloader.load(found.location)
        except OSError as error:
            raise unavailable(found) from error
    folder = model_folder(model, "static_vectors")
    words = (folder / "words.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    table = load_file(folder / "vectors.safetensors")["vectors"]
    vectors = KeyedVectors(table.shape[1], count=0)
    vectors.add_vectors(words, table.astype("float32"))
    return vectors


def load_static_vectors(model: str = "glove-50k") -> KeyedVectors:
    """Load static word vectors as gensim's KeyedVectors, float32; loaded once.

    Raises ValueError for an unknown name, a damaged file, or when they cannot be fetched.
    """
    return _load(model)


def cosine(one: Vector, other: Vector) -> float:
    """Compute the cosine of the angle between two vectors, -1 to 1.

    >>> round(cosine(np.array([1.0, 0.0]), np.array([1.0, 1.0])), 4)
    0.7071
    """
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def project(words: Sequence[str], model: str = "glove-50k") -> tuple[list[Point], float, float]:
    """Put word vectors of length 1 on a plane, and say how badly it tells distances.

    Principal components by scikit-learn. Returns a point per word, the share of the variance that
    the plane keeps, and Spearman's rank correlation of the distances between all pairs of words
    on the plane and in full. Raises ValueError for a word without a vector.
    """
    from scipy.spatial.distance import pdist  # with scikit-learn's, 100 MB for one figure
    from scipy.stats import spearmanr
    from sklearn.decomposition import PCA

    vectors = load_static_vectors(model)
    for word in words:
        if word not in vectors:
            raise ValueError(f"words={word!r}: has no vector in {model}")
    table = np.stack([vectors.get_vector(word, norm=True) for word in words])
    plane = PCA(2, svd_solver="full").fit(table)
    points = plane.transform(table)
    told = float(spearmanr(pdist(points), pdist(table)).statistic)
    return (
        [(float(x), float(y)) for x, y in points],
        float(plane.explained_variance_ratio_.sum()),
        told,
    )


def neighbours(word: str, top_k: int = 10, model: str = "glove-50k") -> list[Neighbour]:
    """Find the ``top_k`` words with the highest cosine to a word's vector, itself left out.

    Pennington et al. 2014, section 4.1, measures nearness so. An empty list when the word has
    no vector. Raises ValueError when ``top_k`` is below 1.
    """
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    return list(_nearest(word, model, max(top_k, AT_ONCE))[:top_k])


@lru_cache(maxsize=20_000)
def _nearest(word: str, model: str, count: int) -> tuple[Neighbour, ...]:
    """The ``count`` nearest words; remembered, because words come up again and again."""
    vectors: KeyedVectors = load_static_vectors(model)
    if word not in vectors:
        return ()
    cosines = vectors.get_normed_vectors() @ vectors.get_vector(word, norm=True)
    best = np.argpartition(-cosines, min(count, len(cosines) - 1))[: count + 1]
    order = best[np.lexsort((best, -cosines[best]))]
    nearest = (Neighbour(vectors.index_to_key[i], float(cosines[i])) for i in order)
    return tuple(n for n in nearest if n.word != word)[:count]
