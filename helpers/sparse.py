"""Small things about rows of a sparse matrix."""

from __future__ import annotations

from scipy.sparse import csr_matrix


def row_weights(vectors: csr_matrix, row: int = 0) -> dict[int, float]:
    """Write one row of a matrix as weights by the id of their term.

    >>> row_weights(csr_matrix([[0, 2.0, 0.5]]))
    {1: 2.0, 2: 0.5}
    """
    matrix = csr_matrix(vectors)
    part = slice(*matrix.indptr[row : row + 2])
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))
