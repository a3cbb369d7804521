"""Comparing sparse matrices."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix


def same(one: csr_matrix, other: csr_matrix) -> bool:
    """Whether two matrices hold the same numbers in the same places."""
    return bool(np.array_equal(one.toarray(), other.toarray()))
