"""SPLADE without the sentence: every word encoded alone, and a text is the maximum over its words.

What a word's vector takes from its neighbours is context. Encoded alone it has none, and the
maximum over words is SPLADE's own pooling over positions. What is lost is what context was worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers.records import Collection
from helpers.registry import MODEL
from helpers.search import InvertedIndex
from helpers.splade import load_encoder
from helpers.systems import SparseSystem
from helpers.vectors import collection_vectors, encode_texts

SETTINGS = {  # name: whether queries, and documents, are read as sentences
    "both read": (True, True),
    "query's words alone": (False, True),
    "document's words alone": (True, False),
    "both alone": (False, False),
}


def words_of(text: str) -> list[str]:
    """Split a text where its blanks are; each distinct word once.

    >>> words_of("heart attack, heart")
    ['heart', 'attack,']
    """
    return list(dict.fromkeys(text.split()))


def largest_of(vectors: csr_matrix, groups: Sequence[NDArray[np.intp]]) -> csr_matrix:
    """Take the largest weight of each term over the rows of each group, (groups, terms).

    >>> rows = csr_matrix([[1.0, 0.0], [0.0, 2.0], [3.0, 0.0]])
    >>> largest_of(rows, [np.array([0, 1]), np.array([2]), np.array([], int)]).toarray().tolist()
    [[1.0, 2.0], [3.0, 0.0], [0.0, 0.0]]
    """
    rows, columns, weights = [], [], []
    for number, group in enumerate(groups):
        part = vectors[group].tocoo()
        largest = np.zeros(vectors.shape[1], dtype=np.float32)
        np.maximum.at(largest, part.col, part.data)
        found = np.flatnonzero(largest)
        rows.append(np.full(len(found), number))
        columns.append(found)
        weights.append(largest[found])
    nothing = np.array([], dtype=np.intp)
    flat = [np.concatenate([*part, nothing]) for part in (weights, rows, columns)]
    shape = (len(groups), vectors.shape[1])
    return csr_matrix((flat[0], (flat[1], flat[2])), shape=shape, dtype=np.float32)


def encode_alone(texts: Sequence[str], model: str = MODEL) -> csr_matrix:
    """Encode texts word by word, (texts, vocabulary)."""
    words = sorted({word for text in texts for word in words_of(text)})
    rows = {word: i for i, word in enumerate(words)}
    groups = [np.array([rows[w] for w in words_of(text)], dtype=np.intp) for text in texts]
    return largest_of(encode_texts((*words, ""), model), groups)  # of one text nothing is kept


@lru_cache(maxsize=8)
def _documents(collection: Collection, model: str, read: bool) -> InvertedIndex:
    texts = [d.contents for d in collection.documents]
    found = collection_vectors(collection, model).documents if read else encode_alone(texts, model)
    return InvertedIndex(collection.doc_ids, found, load_encoder(model).vocabulary)


def context_systems(collection: Collection, model: str = MODEL) -> dict[str, SparseSystem]:
    """Make SPLADE with context on either side, on both, and on none."""

    def queries(read: bool, texts: Sequence[str]) -> csr_matrix:
        return encode_texts(tuple(texts), model) if read else encode_alone(texts, model)

    return {
        name: SparseSystem(_documents(collection, model, document), partial(queries, query))
        for name, (query, document) in SETTINGS.items()
    }
