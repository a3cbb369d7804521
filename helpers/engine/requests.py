"""SPLADE vectors as Elasticsearch and OpenSearch take them: mappings, documents, queries as JSON.

Both keep a vector as a map from a feature's name to its weight. A name must not hold a dot, and
the vocabulary has tokens that do, so features are named by the id of their term.
"""

from __future__ import annotations

from typing import Any, Literal

from scipy.sparse import csr_matrix

from helpers.engine.rows import as_dict
from helpers.records import Document

Flavour = Literal["elasticsearch", "opensearch"]
Json = dict[str, Any]
FIELD = "splade"
# Elasticsearch drops a query's common, light tokens unless told not to; OpenSearch does not.
_FIELDS: dict[str, Json] = {
    "elasticsearch": {"type": "sparse_vector", "index_options": {"prune": False}},
    "opensearch": {"type": "rank_features"},
}


def features(vector: csr_matrix) -> dict[str, float]:
    """One row of a matrix as named features.

    >>> features(csr_matrix([[0, 2.0, 0.5]]))
    {'t1': 2.0, 't2': 0.5}
    """
    return {f"t{term}": weight for term, weight in as_dict(vector.tocsr()).items()}


def mapping(flavour: Flavour) -> Json:
    """The fields of an index: text for the engine's own BM25, a vector for SPLADE.

    Raises ValueError for a flavour other than "elasticsearch" and "opensearch".
    """
    if flavour not in _FIELDS:
        raise ValueError(f"flavour={flavour!r}: want one of {', '.join(_FIELDS)}")
    text = {"type": "text", "analyzer": "english"}
    fields = {"title": text, "text": text, "department": {"type": "keyword"}}
    return {"properties": fields | {FIELD: _FIELDS[flavour]}}


def source(document: Document, vector: csr_matrix) -> Json:
    """A document as it is sent; its id goes beside it."""
    kept = {name: getattr(document, name) for name in ("title", "text", "department")}
    return kept | {FIELD: features(vector)}


def query(vector: csr_matrix, flavour: Flavour) -> Json:
    """A query by its vector, whose score is the inner product.

    Raises ValueError for a flavour other than "elasticsearch" and "opensearch".
    """
    if flavour == "elasticsearch":
        return {"sparse_vector": {"field": FIELD, "query_vector": features(vector), "prune": False}}
    if flavour == "opensearch":
        return {"neural_sparse": {FIELD: {"query_tokens": features(vector)}}}
    raise ValueError(f"flavour={flavour!r}: want one of {', '.join(_FIELDS)}")
