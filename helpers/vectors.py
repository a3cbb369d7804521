"""A collection as a SPLADE has it: every query and document encoded once, and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, vstack

from helpers._progress import progress
from helpers.cache import kept
from helpers.records import Collection
from helpers.registry import MODEL
from helpers.search import InvertedIndex
from helpers.splade import load_encoder

TEXTS_AT_ONCE = 512  # encoded and kept together: what is stopped goes on from there
MODULES = ("_batches", "models", "reading", "splade")  # on which a vector depends


class Vectors(NamedTuple):
    """A collection's queries and documents as vectors, (texts, vocabulary), and the vocabulary."""

    queries: csr_matrix
    documents: csr_matrix
    vocabulary: tuple[str, ...]


def encode_texts(texts: tuple[str, ...], model: str = MODEL) -> csr_matrix:
    """Encode texts, (texts, vocabulary), some at a time, and keep each part for the next run.

    A single text, which somebody typed, is not kept.
    """
    if len(texts) == 1:
        return load_encoder(model).encode_query(texts)
    starts = range(0, len(texts), TEXTS_AT_ONCE)
    blocks = progress(starts, f"encoding, {TEXTS_AT_ONCE} texts at a time")
    parts = [_encode(texts[start : start + TEXTS_AT_ONCE], model) for start in blocks]
    return csr_matrix(vstack(parts)) if parts else load_encoder(model).encode_document([])


@kept(*MODULES)
def _encode(texts: tuple[str, ...], model: str) -> csr_matrix:
    return load_encoder(model).encode_document(texts)


@lru_cache(maxsize=8)
def _collection_vectors(collection: Collection, model: str) -> Vectors:
    queries = encode_texts(tuple(q.text for q in collection.queries), model)
    documents = encode_texts(tuple(d.contents for d in collection.documents), model)
    return Vectors(queries, documents, load_encoder(model).vocabulary)


def collection_vectors(collection: Collection, model: str = MODEL) -> Vectors:
    """Encode everything of a collection, once for each model."""
    return _collection_vectors(collection, model)


@lru_cache(maxsize=8)
def _splade_index(collection: Collection, model: str) -> InvertedIndex:
    vectors = collection_vectors(collection, model)
    return InvertedIndex(collection.doc_ids, vectors.documents, vectors.vocabulary)


def splade_index(collection: Collection, model: str = MODEL) -> InvertedIndex:
    """Index a collection's documents as a SPLADE has them, once for each model."""
    return _splade_index(collection, model)


def flops(vectors: csr_matrix) -> float:
    """Compute the FLOPS regulariser of a batch: the squares of each term's mean weight, summed.

    ``sum_j (mean over texts of w_j)^2`` (Paria et al. 2020, arXiv 2004.05665; Formal et al. 2021,
    arXiv 2107.05720, equation 4).

    >>> flops(csr_matrix([[1.0, 0.0], [1.0, 2.0]]))
    2.0
    """
    return float(np.square(np.asarray(vectors.mean(axis=0))).sum())
