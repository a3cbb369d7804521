"""Search with sparse vectors: an inverted index, scores that add up, and their explanation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers import kept
from helpers.models import REGISTRY
from helpers.records import Collection, Query, ScoredDoc
from helpers.splade import SPLADE, WAYS, Way, load_encoder

DECIMALS = 9  # scores are rounded before they are sorted, so that a tie is a tie everywhere


class Product(NamedTuple):
    """What one term adds to one score: ``score = query_weight * document_weight``."""

    term: str
    id: int
    query_weight: float
    document_weight: float
    score: float


class SparseIndex:
    """Document vectors turned into postings: for each term, who has it and with which weight.

    ``vectors`` is (documents, vocabulary), ``names`` the vocabulary in the order of ids. Raises
    ValueError when the sizes do not fit.

    >>> index = SparseIndex(["D1", "D2"], csr_matrix([[0, 2.0], [1.0, 1.0]]), ["hip", "heart"])
    >>> index.search(csr_matrix([[0, 0.5]]))[0]
    ScoredDoc(query_id='', doc_id='D1', score=1.0)
    """

    def __init__(self, doc_ids: Sequence[str], vectors: csr_matrix, names: Sequence[str]) -> None:
        if vectors.shape != (len(doc_ids), len(names)):
            wanted = (len(doc_ids), len(names))
            raise ValueError(f"vectors of shape {vectors.shape}: want {wanted}, documents by terms")
        self.doc_ids, self.names = tuple(doc_ids), names
        self._place = {doc_id: i for i, doc_id in enumerate(self.doc_ids)}
        # the transpose: a row a term, its entries the postings; float64, so that sums are exact
        self._postings = vectors.T.tocsr().astype(np.float64)

    def search(self, query: csr_matrix, top_k: int = 10, query_id: str = "") -> list[ScoredDoc]:
        """The best documents that share a term with the query, term at a time; ties by id.

        Each query term's postings are read once and added to the scores (Turtle and Flood 1995,
        section 2). Raises ValueError unless ``query`` is one row and ``top_k`` at least 1.
        """
        if query.shape[0] != 1 or top_k < 1:
            raise ValueError(
                f"query of shape {query.shape}, top_k={top_k!r}: want one row, 1 or more"
            )
        scores = np.zeros(len(self.doc_ids))
        touched = np.zeros(len(self.doc_ids), dtype=bool)
        for term, weight in zip(query.indices, query.data.astype(np.float64), strict=True):
            documents, weights = self.posting(term)
            scores[documents] += weight * weights
            touched[documents] = True
        return self._best(scores, np.flatnonzero(touched), top_k, query_id)

    def _best(
        self, scores: NDArray[np.float64], found: NDArray[np.intp], top_k: int, query_id: str
    ) -> list[ScoredDoc]:
        rounded = scores[found].round(DECIMALS)
        if len(found) > top_k:  # all that tie with the last one stay, for the ids to decide
            best = rounded >= np.partition(rounded, -top_k)[-top_k]
            found, rounded = found[best], rounded[best]
        rows = zip(found.tolist(), rounded.tolist(), strict=True)
        hits = [ScoredDoc(query_id, self.doc_ids[i], score) for i, score in rows]
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]

    def run(
        self, queries: Sequence[Query], vectors: csr_matrix, top_k: int = 100
    ) -> list[ScoredDoc]:
        """The answers to several queries, whose vectors are the rows of ``vectors``."""
        return [
            hit
            for i, query in enumerate(queries)
            for hit in self.search(vectors[i], top_k, query.query_id)
        ]

    def explain(self, query: csr_matrix, doc_id: str) -> list[Product]:
        """The terms that query and document share, largest product first; they sum to the score.

        Raises ValueError for a document that is not in the index.
        """
        if doc_id not in self._place:
            raise ValueError(f"doc_id={doc_id!r}: not a document of this index")
        at = self._place[doc_id]
        weights = self._postings[query.indices, at].toarray().ravel()
        rows = zip(query.indices.tolist(), query.data.tolist(), weights.tolist(), strict=True)
        shared = [Product(self.names[t], t, q, d, q * d) for t, q, d in rows if d]
        return sorted(shared, key=lambda p: (-p.score, p.id))

    def n_terms(self, doc_id: str) -> int:
        """How many terms the document has in the index."""
        return int(self._postings[:, self._place[doc_id]].nnz)

    def posting(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The documents that have this term of the vocabulary, and its weights in them."""
        start, end = self._postings.indptr[term : term + 2]
        return self._postings.indices[start:end], self._postings.data[start:end]

    def posting_lengths(self) -> NDArray[np.int32]:
        """How many documents have each term of the vocabulary."""
        lengths: NDArray[np.int32] = np.diff(self._postings.indptr)
        return lengths

    def n_read(self, query: csr_matrix) -> int:
        """How many postings a search for this query reads."""
        return int(self.posting_lengths()[query.indices].sum())

    @property
    def n_bytes(self) -> int:
        """What the postings take: 4 bytes for the document, 4 for a float32 weight."""
        return 8 * int(self._postings.nnz)


class Vectors(NamedTuple):
    """A collection's queries and documents by one encoder, in every way of pooling.

    A masked language model's stand in one way alone, ``SPLADE``.

    The ``own`` matrices mark the terms that a text itself has: the rest is expansion.
    """

    queries: dict[Way, csr_matrix]
    documents: dict[Way, csr_matrix]
    own_queries: csr_matrix
    own_documents: csr_matrix
    names: tuple[str, ...]


def collection_vectors(collection: Collection, name: str = "clinical-splade") -> Vectors:
    """Everything of a collection encoded, once for each model, and kept for the next run."""
    return _collection_vectors(collection, name)  # one key, however the name was passed


@lru_cache(maxsize=4)
def _collection_vectors(collection: Collection, name: str) -> Vectors:
    queries = tuple(q.text for q in collection.queries)
    documents = tuple(d.contents for d in collection.documents)
    return encoded(queries, documents, name, kept.version(name))


def _encode(
    queries: tuple[str, ...], documents: tuple[str, ...], name: str, version: str
) -> Vectors:
    """Queries and documents encoded; the version stands there for the store alone."""
    encoder = load_encoder(name)
    # a masked language model's vectors are hundreds of times as large: SPLADE's own way only
    ways = (SPLADE,) if REGISTRY[name].kind == "masked_lm" else WAYS
    return Vectors(
        encoder.encode_ways(queries, ways),
        encoder.encode_ways(documents, ways),
        encoder.own_terms(queries),
        encoder.own_terms(documents),
        encoder.names,
    )


encoded: Callable[..., Vectors] = kept.store().cache(_encode)


def splade_index(collection: Collection, name: str = "clinical-splade") -> SparseIndex:
    """The index of a collection's documents as SPLADE has them, made once for each model."""
    return _splade_index(collection, name)  # one key, however the name was passed


@lru_cache(maxsize=4)
def _splade_index(collection: Collection, name: str) -> SparseIndex:
    made = collection_vectors(collection, name)
    return SparseIndex([d.doc_id for d in collection.documents], made.documents[SPLADE], made.names)


def splade_run(
    collection: Collection, name: str = "clinical-splade", top_k: int = 100
) -> list[ScoredDoc]:
    """A SPLADE's answer to every query of a collection."""
    vectors = collection_vectors(collection, name).queries[SPLADE]
    return splade_index(collection, name).run(collection.queries, vectors, top_k)
