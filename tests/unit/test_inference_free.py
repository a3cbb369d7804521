"""helpers/inference_free.py: queries without a network."""

from __future__ import annotations

import pytest
from scipy.sparse import csr_matrix

from helpers.inference_free import idf_weights
from helpers.search import InvertedIndex


def test_where_nothing_was_learnt_a_term_weighs_its_rarity() -> None:
    index = InvertedIndex(["D1", "D2"], csr_matrix([[1.0, 2.0, 0.0], [0.0, 3.0, 0.0]]), "abc")
    # by hand: ln(1 + 1.5 / 1.5), ln(1 + 0.5 / 2.5), ln(1 + 2.5 / 0.5)
    assert idf_weights(index).tolist() == pytest.approx([0.693147, 0.182322, 1.791759], abs=1e-6)
