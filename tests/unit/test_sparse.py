"""helpers/sparse.py: a row of a matrix as a dictionary."""

from __future__ import annotations

import doctest

import pytest
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix

from helpers import sparse
from helpers.sparse import row_weights

ROWS = [[0, 2.0, 0.5], [0, 0, 0], [1.5, 0, 0]]


def test_examples() -> None:
    assert doctest.testmod(sparse).failed == 0


@pytest.mark.parametrize("form", [csr_matrix, csc_matrix, coo_matrix])
def test_a_row_is_the_same_in_every_form(form: type) -> None:
    made = [row_weights(form(ROWS), row) for row in range(3)]
    assert made == [{1: 2.0, 2: 0.5}, {}, {0: 1.5}]
