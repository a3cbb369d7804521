"""BM25: a word's rarity times how often a document has it, put into an inverted index.

    score(q, d) = sum over terms t of q:  idf(t) * saturation(tf(t, d), length_norm(d))

(Robertson and Zaragoza 2009, section 3.2.) Two variants of the IDF are in use: ``okapi``, that of
``rank_bm25.BM25Okapi``, which floors what is below zero, and ``lucene``, which adds one inside the
logarithm. The other parts are the same but for a constant factor.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

from helpers._progress import progress
from helpers.records import Document
from helpers.text import terms

K1, B, EPSILON = 1.5, 0.75, 0.25  # rank_bm25's own defaults
Variant = Literal["okapi", "lucene"]
Values = NDArray[np.float64]


def idf(n_documents: int, df: ArrayLike) -> Values:
    """Weigh a term that ``df`` of N documents have: log((N - df + 0.5) / (df + 0.5)).

    Negative when more than half have it (the weight of Robertson and Sparck Jones 1976).

    >>> round(float(idf(4, 1)), 4)
    0.8473
    """
    df = np.asarray(df, dtype=float)
    return np.asarray(np.log(n_documents - df + 0.5) - np.log(df + 0.5))


def okapi_idf(n_documents: int, df: ArrayLike, epsilon: float = EPSILON) -> Values:
    """Weigh all terms as rank_bm25 does: an IDF below 0 becomes ``epsilon`` times the mean IDF.

    >>> okapi_idf(4, [1, 1, 4]).round(4).tolist()
    [0.8473, 0.8473, -0.0419]
    """
    raw = idf(n_documents, df)
    return np.where(raw < 0, epsilon * raw.mean(), raw)


def lucene_idf(n_documents: int, df: ArrayLike) -> Values:
    """Weigh a term as Lucene's BM25Similarity does: log(1 + (N - df + 0.5) / (df + 0.5)), above 0.

    >>> round(float(lucene_idf(4, 4)), 4)
    0.1054
    """
    df = np.asarray(df, dtype=float)
    return np.asarray(np.log1p((n_documents - df + 0.5) / (df + 0.5)))


IDF = {"okapi": okapi_idf, "lucene": lucene_idf}


def length_norm(n_terms: ArrayLike, average: float, b: float = B) -> Values:
    """Say how a document's length counts: 1 at average length, more when longer.

    >>> float(length_norm(10, 20.0, b=0.5))
    0.75
    """
    return np.asarray(1 - b + b * np.asarray(n_terms, dtype=float) / average)


def saturation(tf: ArrayLike, norm: ArrayLike, k1: float = K1) -> Values:
    """Compute the tf part: 0 without the term, growing ever more slowly towards k1 + 1.

    >>> float(saturation(1, 1.0, k1=1.5))
    1.0
    """
    tf, norm = np.asarray(tf, dtype=float), np.asarray(norm, dtype=float)
    return np.asarray(tf * (k1 + 1) / (tf + k1 * norm))


class Counts(NamedTuple):
    """How often each document has each term: (documents, terms), the terms, and the lengths."""

    tf: csr_matrix
    terms: tuple[str, ...]
    lengths: NDArray[np.int64]

    @property
    def df(self) -> NDArray[np.int64]:
        """How many documents have each term."""
        return np.bincount(self.tf.indices, minlength=len(self.terms))

    @property
    def average_length(self) -> float:
        """The mean number of terms per document."""
        return float(self.lengths.mean())


def count_terms(documents: Sequence[Document], tokenizer: str = "english") -> Counts:
    """Count every document's terms; a ValueError when no document has one.

    >>> count_terms([Document("D1", "", "a heart, a heart")]).tf.toarray().tolist()
    [[2.0]]
    """
    ids: dict[str, int] = {}
    found, times, ends = array("q"), array("q"), array("q", [0])
    for document in progress(documents, "counting terms"):
        for term, n in Counter(terms(document.contents, tokenizer)).items():
            found.append(ids.setdefault(term, len(ids)))
            times.append(n)
        ends.append(len(found))
    if not ids:
        raise ValueError(f"documents={len(documents)} of them: none holds a term to index")
    vocabulary = sorted(ids)
    places = np.empty(len(ids), dtype=np.int64)
    places[[ids[term] for term in vocabulary]] = np.arange(len(ids))
    counts = np.array(times, dtype=float)
    tf = csr_matrix((counts, places[np.array(found)], ends), shape=(len(documents), len(ids)))
    tf.sort_indices()
    return Counts(tf, tuple(vocabulary), tf.sum(axis=1).A1.astype(int))


def weigh(counts: Counts, k1: float = K1, b: float = B, variant: Variant = "okapi") -> csr_matrix:
    """Turn counts into BM25's weights, of the same shape.

    Raises ValueError unless ``k1 > 0``, ``0 <= b <= 1``, and ``variant`` is one of ``IDF``.
    """
    if not k1 > 0:
        raise ValueError(f"k1={k1!r}: want a number above 0")
    if not 0 <= b <= 1:
        raise ValueError(f"b={b!r}: want a number from 0 to 1")
    if variant not in IDF:
        raise ValueError(f"variant={variant!r}: allowed are {', '.join(IDF)}")
    rarity = IDF[variant](len(counts.lengths), counts.df)
    return weighted(counts.tf, rarity, length_norm(counts.lengths, counts.average_length, b), k1)


def weighted(tf: csr_matrix, rarity: Values, norm: Values, k1: float = K1) -> csr_matrix:
    """Multiply each term's rarity with the saturation of its count in each document.

    ``tf`` is (documents, terms), ``rarity`` (terms,), ``norm`` (documents,).

    >>> weighted(csr_matrix([[1.0, 0.0]]), np.array([2.0, 1.0]), np.array([1.0])).toarray()
    array([[2., 0.]])
    """
    weights = tf.copy()
    norm_of_each = np.repeat(norm, np.diff(weights.indptr))
    weights.data = rarity[weights.indices] * saturation(weights.data, norm_of_each, k1)
    return weights


def bm25_vectors(
    documents: Sequence[Document],
    tokenizer: str = "english",
    k1: float = K1,
    b: float = B,
    variant: Variant = "okapi",
) -> tuple[csr_matrix, tuple[str, ...]]:
    """Write documents as sparse vectors, (documents, terms), and name the terms.

    A query's vector holds its term counts; the dot product of the two is BM25's score. Raises
    ValueError as ``weigh`` and ``count_terms`` do.
    """
    counts = count_terms(documents, tokenizer)
    return weigh(counts, k1, b, variant), counts.terms
