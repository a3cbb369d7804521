"""SPLADE with its parts switched off one at a time, to see which of them does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from helpers.records import Collection, ScoredDoc
from helpers.search import SparseIndex, Vectors, collection_vectors
from helpers.splade import SPLADE, Way


@dataclass(frozen=True)
class Switches:
    """What is left on. As made without arguments, everything: SPLADE itself.

    Without expansion a text keeps the terms that it has itself (and that the model gave a
    weight). Without weights each term that is left counts 1. ``deleted`` terms are taken out of
    queries and documents.
    """

    query_expansion: bool = True
    document_expansion: bool = True
    query_weights: bool = True
    document_weights: bool = True
    way: Way = SPLADE
    deleted: frozenset[str] = frozenset()


# The conclusion's rows: everything, and each part off.
ABLATIONS: Mapping[str, Switches] = {
    "SPLADE": Switches(),
    "- query expansion": Switches(query_expansion=False),
    "- doc expansion": Switches(document_expansion=False),
    "- both expansions": Switches(query_expansion=False, document_expansion=False),
    "- query weights": Switches(query_weights=False),
    "- doc weights": Switches(document_weights=False),
    "- both weights": Switches(query_weights=False, document_weights=False),
    "- log": Switches(way=Way("max", log=False)),
    "sum, not max": Switches(way=Way("sum")),
    "[CLS] only": Switches(way=Way("cls")),
}


def switch(
    vectors: csr_matrix,
    own: csr_matrix,
    expansion: bool = True,
    weights: bool = True,
    deleted: Iterable[int] = (),
) -> csr_matrix:
    """Vectors with parts taken away, (texts, vocabulary); ``own`` marks the texts' own terms.

    >>> both, own = csr_matrix([[2.0, 3.0]]), csr_matrix([[1.0, 0.0]])
    >>> switch(both, own, expansion=False).toarray().tolist()
    [[2.0, 0.0]]
    >>> switch(both, own, weights=False, deleted=[0]).toarray().tolist()
    [[0.0, 1.0]]
    """
    kept = vectors if expansion else vectors.multiply(own).tocsr()
    kept = _without(kept, list(deleted))
    return kept if weights else kept.sign()


def _without(vectors: csr_matrix, terms: list[int]) -> csr_matrix:
    if not terms:
        return vectors
    kept = vectors.copy()
    kept.data[np.isin(kept.indices, terms)] = 0
    kept.eliminate_zeros()
    return kept


def switched(vectors: Vectors, switches: Switches) -> tuple[csr_matrix, csr_matrix]:
    """A collection's query and document vectors as the switches leave them.

    Raises ValueError for a deleted term that the vocabulary does not have.
    """
    ids = deleted_ids(vectors.names, switches.deleted)
    queries = switch(
        vectors.queries[switches.way],
        vectors.own_queries,
        switches.query_expansion,
        switches.query_weights,
        ids,
    )
    documents = switch(
        vectors.documents[switches.way],
        vectors.own_documents,
        switches.document_expansion,
        switches.document_weights,
        ids,
    )
    return queries, documents


def deleted_ids(names: tuple[str, ...], deleted: Iterable[str]) -> list[int]:
    """The ids of deleted terms; a ValueError for one that the vocabulary does not have."""
    wanted = sorted(deleted)
    unknown = [term for term in wanted if term not in names]
    if unknown:
        raise ValueError(f"deleted={unknown[0]!r}: not a term of the vocabulary")
    return [names.index(term) for term in wanted]


def switched_index(
    collection: Collection, switches: Switches, name: str = "clinical-splade"
) -> SparseIndex:
    """The index of the documents as the switches leave them."""
    vectors = collection_vectors(collection, name)
    ids = [d.doc_id for d in collection.documents]
    return SparseIndex(ids, switched(vectors, switches)[1], vectors.names)


def switched_run(
    collection: Collection,
    switches: Switches,
    name: str = "clinical-splade",
    top_k: int = 100,
) -> list[ScoredDoc]:
    """The answer to every query of a collection with parts switched off."""
    queries, _ = switched(collection_vectors(collection, name), switches)
    index = switched_index(collection, switches, name)
    return index.run(collection.queries, queries, top_k)
