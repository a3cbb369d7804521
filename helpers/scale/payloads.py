"""SPLADE vectors as other engines take them: an index's fields, documents and queries as JSON.

Elasticsearch and OpenSearch keep a vector as a map from a feature's name to its weight. A name
must not hold a dot, and "." is an entry of the vocabulary, so features go by their term's id.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scipy.sparse import csr_matrix

from helpers.records import Document
from helpers.sparse import row_weights

Json = dict[str, Any]
INDEX, FIELD = "why-splade-works", "splade"
DIGITS = 4  # significant ones of a weight: more than the engines keep, and never 0
_TEXT = {"type": "text", "analyzer": "english"}
# Elasticsearch drops a query's common, light tokens unless told not to; OpenSearch does not.
_VECTOR: dict[str, Json] = {
    "elasticsearch": {"type": "sparse_vector", "index_options": {"prune": False}},
    "opensearch": {"type": "rank_features"},
}


class Request(NamedTuple):
    """What is sent over HTTP, and where to."""

    method: str
    path: str
    body: Json


def features(vector: csr_matrix) -> dict[str, float]:
    """One row of a matrix as named features.

    >>> features(csr_matrix([[0, 2.0, 0.5]]))
    {'t1': 2.0, 't2': 0.5}
    """
    return {f"t{term}": short(w) for term, w in row_weights(vector).items()}


def short(weight: float) -> float:
    """Round a weight to ``DIGITS`` significant digits.

    Raises ValueError for one that is not above 0: Lucene refuses it, and nothing finds it.

    >>> short(0.00001234567)
    1.235e-05
    """
    if not 0 < weight < math.inf:
        raise ValueError(f"weight={weight!r}: want a finite number above 0")
    return float(f"{weight:.{DIGITS}g}")


def mapping(engine: str) -> Json:
    """The fields of an index: text for the engine's own BM25, a vector for SPLADE.

    Raises ValueError for an engine other than "elasticsearch" and "opensearch".
    """
    if engine not in _VECTOR:
        raise ValueError(f"engine={engine!r}: allowed are {', '.join(_VECTOR)}")
    fields = {"title": _TEXT, "text": _TEXT, "department": {"type": "keyword"}}
    return {"properties": fields | {FIELD: _VECTOR[engine]}}


def source(document: Document, vector: csr_matrix) -> Json:
    """A document as Elasticsearch and OpenSearch take it; its id goes beside it."""
    kept = {name: getattr(document, name) for name in ("title", "text", "department")}
    return kept | {FIELD: features(vector)}


def _elasticsearch(vector: csr_matrix, top_k: int) -> Request:
    asked = {"field": FIELD, "query_vector": features(vector), "prune": False}
    return Request("POST", f"/{INDEX}/_search", {"query": {"sparse_vector": asked}, "size": top_k})


def _opensearch(vector: csr_matrix, top_k: int) -> Request:
    asked = {FIELD: {"query_tokens": features(vector)}}
    return Request("POST", f"/{INDEX}/_search", {"query": {"neural_sparse": asked}, "size": top_k})


def _qdrant(vector: csr_matrix, top_k: int) -> Request:
    weights = row_weights(vector)
    asked = {"indices": [*weights], "values": [short(w) for w in weights.values()]}
    body = {"query": asked, "using": FIELD, "limit": top_k, "with_payload": True}
    return Request("POST", f"/collections/{INDEX}/points/query", body)


def _milvus(vector: csr_matrix, top_k: int) -> Request:
    weights = row_weights(vector)
    asked = {str(term): short(w) for term, w in weights.items()}
    body = {"collectionName": INDEX, "data": [asked], "annsField": FIELD, "limit": top_k}
    return Request("POST", "/v2/vectordb/entities/search", body | {"outputFields": ["doc_id"]})


ENGINES: Mapping[str, Callable[[csr_matrix, int], Request]] = {
    "elasticsearch": _elasticsearch,
    "opensearch": _opensearch,
    "qdrant": _qdrant,
    "milvus": _milvus,
}


def search_request(engine: str, vector: csr_matrix, top_k: int = 10) -> Request:
    """A search by a query's vector, of one row, whose score is the inner product.

    Raises ValueError for an engine that is not among ``ENGINES``, for a vector that is not one
    row, and for a ``top_k`` below 1. Forms: the engines' own references, as of Elasticsearch 9,
    OpenSearch 3, Qdrant 1.20 and Milvus 2.6.

    >>> search_request("opensearch", csr_matrix([[0, 2.0]]), 3).body
    {'query': {'neural_sparse': {'splade': {'query_tokens': {'t1': 2.0}}}}, 'size': 3}
    """
    if engine not in ENGINES:
        raise ValueError(f"engine={engine!r}: allowed are {', '.join(ENGINES)}")
    if vector.shape[0] != 1 or top_k < 1:
        raise ValueError(
            f"vector of shape {vector.shape}, top_k={top_k!r}: want one row, 1 or more"
        )
    return ENGINES[engine](vector, top_k)
