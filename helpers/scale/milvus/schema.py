"""How a document is stored: its fields, its SPLADE vector, its terms for the engine's BM25."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient
from pymilvus.milvus_client import IndexParams
from scipy.sparse import csr_matrix

from helpers import bm25
from helpers.records import Document
from helpers.sparse import row_weights
from helpers.text import terms, whole_characters

LONGEST = 65_535  # bytes: the most that Milvus takes in one field
FIELDS = {"doc_id": 4096, "title": LONGEST, "text": LONGEST, "department": 1024, "kind": 1024}
KEY, ONLY = "key", "department_key"  # what filters name: nothing that a reader typed
KEY_LENGTH = 64
Row = dict[str, Any]


def key_of(text: str) -> str:
    """Turn an id, or a department, into what may be put into Milvus's filter language: a checksum.

    An id is whatever a reader's file says: quotes, line ends, a filter of its own. None of it ever
    becomes part of a filter.

    >>> len(key_of("x'] or doc_id in ['Gout"))
    64
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def schema() -> CollectionSchema:
    """Describe a collection's fields: the document's own, two vectors, and how the second is made.

    ``splade`` is ours. ``bm25`` is made by the engine from ``terms``, the document as chapter 1's
    analyzer reads it.
    """
    made: CollectionSchema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    made.add_field(KEY, DataType.VARCHAR, max_length=KEY_LENGTH, is_primary=True)
    made.add_field(ONLY, DataType.VARCHAR, max_length=KEY_LENGTH)
    for name, longest in FIELDS.items():
        made.add_field(name, DataType.VARCHAR, max_length=longest)
    made.add_field(
        "terms",
        DataType.VARCHAR,
        max_length=LONGEST,
        enable_analyzer=True,
        analyzer_params={"tokenizer": "standard"},
    )
    made.add_field("splade", DataType.SPARSE_FLOAT_VECTOR)
    made.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
    made.add_function(Function("bm25", FunctionType.BM25, ["terms"], ["bm25"]))
    return made


def indexes() -> IndexParams:
    """Ask for inverted indexes: SPLADE's by inner product, BM25's with chapter 1's k1 and b."""
    made: IndexParams = MilvusClient.prepare_index_params()
    made.add_index("splade", "SPARSE_INVERTED_INDEX", metric_type="IP")
    made.add_index(
        "bm25",
        "SPARSE_INVERTED_INDEX",
        metric_type="BM25",
        params={"bm25_k1": bm25.K1, "bm25_b": bm25.B},
    )
    return made


def analyzed(text: str) -> str:
    """Write a text's terms in a row; decimals in letters, because the engine splits at their point.

    >>> analyzed("Bisoprolol 2.5 mg, the tablets")
    'bisoprolol 2point5 mg tablet'
    """
    return " ".join(terms(text)).replace(".", "point").replace(",", "comma")


def rows(documents: Sequence[Document], vectors: csr_matrix) -> Iterator[Row]:
    """Prepare what is sent for each document; all are checked before the first is sent.

    Raises ValueError for a count that does not fit, an id twice, a field too long, and a vector
    that is empty or has a weight that is not a positive number.
    """
    vectors = csr_matrix(vectors)
    _check_ids(documents)
    _check_vectors(documents, vectors)
    stored = [_fields(document) for document in documents]
    for row in stored:
        _check_lengths(row)
    return (row | {"splade": row_weights(vectors, i)} for i, row in enumerate(stored))


def _fields(document: Document) -> Row:
    keys = {KEY: key_of(document.doc_id), ONLY: key_of(document.department)}
    return document._asdict() | keys | {"terms": analyzed(document.contents)}


def _check_ids(documents: Sequence[Document]) -> None:
    for doc_id, times in Counter(d.doc_id for d in documents).items():
        if times > 1:
            raise ValueError(f"doc_id={doc_id!r}: it is there {times} times; ids must differ")
        if not doc_id:
            raise ValueError("doc_id='': want a name for the document")


def _check_vectors(documents: Sequence[Document], vectors: csr_matrix) -> None:
    if vectors.shape[0] != len(documents):
        wanted = f"want {len(documents)} rows, one per document"
        raise ValueError(f"vectors of shape {vectors.shape}: {wanted}")
    for i in np.flatnonzero(np.diff(vectors.indptr) == 0).tolist():
        raise ValueError(
            f"doc_id={documents[i].doc_id!r}: its vector is empty; nothing could ever find it"
        )
    for at in np.flatnonzero(~(np.isfinite(vectors.data) & (vectors.data > 0))).tolist():
        i = int(np.searchsorted(vectors.indptr, at, side="right")) - 1
        weight = float(vectors.data[at])
        raise ValueError(
            f"doc_id={documents[i].doc_id!r}: it has a weight {weight}; want more than 0"
        )


def _check_lengths(row: Row) -> None:
    for name, text in row.items():
        if whole_characters(text) != text:
            raise ValueError(f"doc_id={row['doc_id']!r}: its {name} has half a character")
        longest, length = FIELDS.get(name, LONGEST), len(text.encode())
        if length > longest:
            raise ValueError(
                f"doc_id={row['doc_id']!r}: its {name} has {length:,} bytes; "
                f"up to {longest:,} are allowed"
            )
