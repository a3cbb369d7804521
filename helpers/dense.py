"""Dense retrieval: one vector of 384 numbers a text, compared with all others by cosine.

The vectors are those of all-MiniLM-L6-v2, a model trained on a billion pairs to do this, from which
our own models began. They are stored for the book's two collections (``data/dense``): the model
itself is not in the book, so only the collections' own queries can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.paths import data_folder
from helpers.records import Collection, Query, ScoredDoc
from helpers.registry import verify
from helpers.search import DECIMALS, check_top_k


class Dense(NamedTuple):
    """Vectors of length 1: (queries, 384) and (documents, 384), in the collection's order."""

    queries: NDArray[np.float32]
    documents: NDArray[np.float32]


@cache
def load_dense(name: str) -> Dense:
    """Load a collection's stored vectors; a ValueError for one that has none.

    >>> load_dense("hospital").documents.shape
    (194, 384)
    """
    from safetensors.numpy import load_file

    folder = data_folder() / "dense"
    verify(folder)
    path = folder / f"{name}.safetensors"
    if not path.exists():
        raise ValueError(f"name={name!r}: no dense vectors are stored for it")
    parts = load_file(path)
    return Dense(*(parts[n].astype(np.float32) for n in ("queries", "documents")))


def fits(collection: Collection) -> bool:
    """Say whether dense vectors are stored for just so many queries and documents as these.

    >>> from helpers.records import load_hospital
    >>> fits(load_hospital())
    True
    """
    if not (data_folder() / "dense" / f"{collection.short_name}.safetensors").exists():
        return False
    stored = load_dense(collection.short_name)
    wanted = len(collection.queries), len(collection.documents)
    return (len(stored.queries), len(stored.documents)) == wanted


class DenseSystem:
    """Every document compared with a stored query by the cosine of their vectors."""

    def __init__(self, collection: Collection) -> None:
        vectors = load_dense(collection.short_name)
        if not fits(collection):
            raise ValueError(
                f"collection={collection.short_name!r}: dense vectors are stored for another state "
                f"of it, with {len(vectors.documents)} documents"
            )
        self._doc_ids = collection.doc_ids
        rows = {query.text: row for row, query in enumerate(collection.queries)}
        self._rows, self._cosines = rows, vectors.queries @ vectors.documents.T

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents for one of the collection's queries; a ValueError for another."""
        if query not in self._rows:
            raise ValueError(f"query={query!r}: dense vectors are stored for the queries alone")
        check_top_k(top_k)
        scores = self._cosines[self._rows[query]].round(DECIMALS).tolist()
        hits = (ScoredDoc("", i, score) for i, score in zip(self._doc_ids, scores, strict=True))
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several of the collection's queries."""
        found = ((q.query_id, self.search(q.text, top_k)) for q in queries)
        return [hit._replace(query_id=query_id) for query_id, hits in found for hit in hits]
