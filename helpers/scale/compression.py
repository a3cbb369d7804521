"""What engines leave out of a sparse vector: small weights, and digits of the others."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

CUT_BITS = 15  # of a float32's bits, those that Lucene's FeatureField cuts off


def drop_smallest(vectors: csr_matrix, ratio: float) -> csr_matrix:
    """Drop the smallest part of each vector's weights; each keeps at least one.

    Of a vector with n weights, the ``floor(ratio * n)`` smallest go; of equal ones the later.
    This is the ``drop_ratio_search`` of a Milvus server, done before the query is sent: Milvus
    Lite has no such setting. Raises ValueError unless ``0 <= ratio < 1``.

    >>> drop_smallest(csr_matrix([[0.1, 3.0, 0.0, 2.0]]), 0.4).toarray().tolist()
    [[0.0, 3.0, 0.0, 2.0]]
    """
    if not 0 <= ratio < 1:
        raise ValueError(f"ratio={ratio!r}: want 0 or more, below 1")
    kept = csr_matrix(vectors, copy=True)
    for start, end in zip(kept.indptr[:-1], kept.indptr[1:], strict=True):
        n_gone = int(ratio * (end - start))
        order = np.argsort(-kept.data[start:end], kind="stable")
        kept.data[start + order[len(order) - n_gone :]] = 0
    kept.eliminate_zeros()
    return kept


def quantise(vectors: csr_matrix, bits: int) -> csr_matrix:
    """Write weights as whole numbers from 1 to 2**bits - 1, in equal steps: impacts.

    The largest weight of all becomes 2**bits - 1; a small one becomes 1, never 0. Raises
    ValueError unless ``bits`` is 1 to 16, and for a weight that is not above 0. Anh, de Kretser
    and Moffat 2001, section 3 (uniform quantisation).

    >>> quantise(csr_matrix([[0.01, 1.0, 2.0]]), 2).toarray().tolist()
    [[1.0, 2.0, 3.0]]
    """
    if not 1 <= bits <= 16:
        raise ValueError(f"bits={bits!r}: want 1 to 16")
    if not (vectors.data > 0).all():
        raise ValueError(f"vectors with a weight {vectors.data.min()}: want all above 0")
    made = csr_matrix(vectors, dtype=np.float32, copy=True)
    if made.nnz:
        made.data = np.maximum(np.rint(made.data / made.data.max() * (2**bits - 1)), 1)
    return made


def truncate_mantissa(vectors: csr_matrix) -> csr_matrix:
    """Cut weights off after nine significant bits, as Lucene's FeatureField keeps them.

    It stores the upper bits of a float32 as the term's frequency: what Elasticsearch's and
    OpenSearch's ``rank_features`` do with a weight. The result is at most 1/256 smaller.

    >>> truncate_mantissa(csr_matrix([[1.0, 1.004]])).data.tolist()
    [1.0, 1.00390625]
    """
    made = csr_matrix(vectors, dtype=np.float32, copy=True)
    cut = made.data.view(np.int32) >> CUT_BITS << CUT_BITS
    made.data = cut.view(np.float32)
    return made
