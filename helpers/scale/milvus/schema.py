"""How a document is stored: its fields, its SPLADE vector, and its terms for the engine's BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient
from pymilvus.milvus_client import IndexParams
from scipy.sparse import csr_matrix

from helpers import bm25
from helpers.records import Document
from helpers.requests import as_dict
from helpers.text import terms

LONGEST = 65_535  # bytes: the most that Milvus takes in one field
FIELDS = {"doc_id": 256, "title": LONGEST, "text": LONGEST, "department": 1024, "kind": 1024}
Row = dict[str, Any]


def schema() -> CollectionSchema:
    """A collection's fields: the document's own, two vectors, and how the second is made.

    ``splade`` is ours. ``bm25`` is made by the engine from ``terms``, the document as chapter 1's
    analyzer reads it.
    """
    made: CollectionSchema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    for name, longest in FIELDS.items():
        made.add_field(name, DataType.VARCHAR, max_length=longest, is_primary=name == "doc_id")
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
    """Inverted indexes: SPLADE's by inner product, BM25's with chapter 1's k1 and b."""
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
    """A text's terms in a row; decimals in letters, because the engine splits at their point.

    >>> analyzed("Bisoprolol 2.5 mg, the tablets")
    'bisoprolol 2point5 mg tablet'
    """
    return " ".join(terms(text)).replace(".", "point").replace(",", "comma")


def rows(documents: Sequence[Document], vectors: csr_matrix) -> Iterator[Row]:
    """What is sent for each document, one after the other; all are checked before the first.

    Raises ValueError for a count that does not fit, an id twice, a field too long, and a vector
    that is empty or has a weight that is not a positive number.
    """
    vectors = vectors.tocsr()
    _check_ids(documents)
    _check_vectors(documents, vectors)
    made = [document._asdict() | {"terms": analyzed(document.contents)} for document in documents]
    for row in made:
        _check_lengths(row)
    return (row | {"splade": as_dict(vectors, i)} for i, row in enumerate(made))


def _check_ids(documents: Sequence[Document]) -> None:
    for doc_id, times in Counter(d.doc_id for d in documents).items():
        if times > 1:
            raise ValueError(f"doc_id={doc_id!r}: it is there {times} times; ids must differ")
        if not doc_id:
            raise ValueError("doc_id='': want a name for the document")


def _check_vectors(documents: Sequence[Document], vectors: csr_matrix) -> None:
    if vectors.shape[0] != len(documents):
        wanted = f"want {len(documents)} rows, one a document"
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
        longest, length = FIELDS.get(name, LONGEST), len(text.encode())
        if length > longest:
            raise ValueError(
                f"doc_id={row['doc_id']!r}: its {name} has {length:,} bytes; "
                f"up to {longest:,} are allowed"
            )
