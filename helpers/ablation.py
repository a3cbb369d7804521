"""SPLADE with its parts switched off one at a time, to see which of them does the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

from helpers.cache import kept
from helpers.pooling import POOLINGS, SPLADE, Pooling, pooled_vectors
from helpers.reading import load_masked_lm
from helpers.records import Collection
from helpers.registry import MODEL
from helpers.search import InvertedIndex
from helpers.splade import load_encoder
from helpers.systems import SparseSystem
from helpers.vectors import MODULES, encode_texts


@dataclass(frozen=True)
class Ablation:
    """What is left on. As made without arguments, everything: SPLADE itself.

    Without expansion a text keeps the terms that it has itself (and that the model gave a
    weight). Without weights each term that is left counts 1. ``deleted`` terms are taken out of
    queries and documents.
    """

    query_expansion: bool = True
    document_expansion: bool = True
    query_weights: bool = True
    document_weights: bool = True
    pooling: Pooling = SPLADE
    deleted: frozenset[str] = frozenset()


# The conclusion's rows: everything, and each part off.
ABLATIONS: Mapping[str, Ablation] = {
    "SPLADE": Ablation(),
    "without query expansion": Ablation(query_expansion=False),
    "without document expansion": Ablation(document_expansion=False),
    "without both expansions": Ablation(query_expansion=False, document_expansion=False),
    "without query weights": Ablation(query_weights=False),
    "without document weights": Ablation(document_weights=False),
    "without both weights": Ablation(query_weights=False, document_weights=False),
    "without the logarithm": Ablation(pooling=Pooling("max", log=False)),
    "sum, not max": Ablation(pooling=Pooling("sum")),
    "[CLS] only": Ablation(pooling=Pooling("cls")),
}


def ablate(
    vectors: csr_matrix,
    originals: csr_matrix,
    expansion: bool = True,
    weights: bool = True,
    deleted: Iterable[int] = (),
) -> csr_matrix:
    """Take parts of vectors away, (texts, vocabulary); ``originals`` marks the texts' own terms.

    >>> both, originals = csr_matrix([[2.0, 3.0]]), csr_matrix([[1.0, 0.0]])
    >>> ablate(both, originals, expansion=False).toarray().tolist()
    [[2.0, 0.0]]
    >>> ablate(both, originals, weights=False, deleted=[0]).toarray().tolist()
    [[0.0, 1.0]]
    """
    left = vectors if expansion else csr_matrix(vectors.multiply(originals))
    left = _without(left, list(deleted))
    return left if weights else csr_matrix(left.sign())


def _without(vectors: csr_matrix, terms: list[int]) -> csr_matrix:
    if not terms:
        return vectors
    left = vectors.copy()
    left.data[np.isin(left.indices, terms)] = 0
    left.eliminate_zeros()
    return left


def deleted_ids(vocabulary: Sequence[str], deleted: Iterable[str]) -> list[int]:
    """Look up deleted terms; a ValueError for one that the vocabulary does not have."""
    ids = {term: i for i, term in enumerate(vocabulary)} if deleted else {}
    for term in sorted(deleted):
        if term not in ids:
            raise ValueError(f"deleted={term!r}: not a term of the vocabulary")
    return sorted(ids[term] for term in deleted)


def encode(texts: tuple[str, ...], pooling: Pooling = SPLADE, model: str = MODEL) -> csr_matrix:
    """Encode texts in one way of pooling, kept as SPLADE's own vectors are."""
    if pooling == SPLADE:
        return encode_texts(texts, model)
    if pooling not in POOLINGS:
        raise ValueError(f"pooling={pooling.over!r}: allowed are max, sum, cls")
    if len(texts) == 1:
        return pooled_vectors(load_masked_lm(model), texts, [pooling])[pooling]
    return _pooled(texts, model)[pooling]


@lru_cache(maxsize=8)
def _pooled(texts: tuple[str, ...], model: str) -> dict[Pooling, csr_matrix]:
    return _encode_pooled(texts, model)


@kept(*MODULES, "pooling")
def _encode_pooled(texts: tuple[str, ...], model: str) -> dict[Pooling, csr_matrix]:
    return pooled_vectors(load_masked_lm(model), texts, POOLINGS[1:])


def ablated_queries(texts: Sequence[str], ablation: Ablation, model: str = MODEL) -> csr_matrix:
    """Encode queries as the ablation leaves them."""
    encoder = load_encoder(model)
    return ablate(
        encode(tuple(texts), ablation.pooling, model),
        encoder.input_terms(texts),
        ablation.query_expansion,
        ablation.query_weights,
        deleted_ids(encoder.vocabulary, ablation.deleted),
    )


def ablated_documents(texts: Sequence[str], ablation: Ablation, model: str = MODEL) -> csr_matrix:
    """Encode documents as the ablation leaves them."""
    expansion, weights = ablation.document_expansion, ablation.document_weights
    as_queries = replace(ablation, query_expansion=expansion, query_weights=weights)
    return ablated_queries(texts, as_queries, model)


def ablated(collection: Collection, ablation: Ablation, model: str = MODEL) -> SparseSystem:
    """Make a system of the collection's documents and queries as the ablation leaves them.

    Raises ValueError for a deleted term that the vocabulary does not have.
    """
    documents = ablated_documents([d.contents for d in collection.documents], ablation, model)
    index = InvertedIndex(collection.doc_ids, documents, load_encoder(model).vocabulary)
    return SparseSystem(index, lambda texts: ablated_queries(texts, ablation, model))


def ablations(collection: Collection, model: str = MODEL) -> dict[str, SparseSystem]:
    """Make the systems of ``ABLATIONS`` by name; the first is SPLADE, whole."""
    return {name: ablated(collection, ablation, model) for name, ablation in ABLATIONS.items()}
