"""helpers/origins.py: whether training invented an expansion or chose it."""

from __future__ import annotations

import doctest

import pytest

from helpers import origins
from helpers.origins import FIRST, among_first, expansions
from helpers.splade import load_encoder

pytestmark = pytest.mark.model

TEXTS = ["heart attack treatment protocol", "broken hip"]


def test_examples() -> None:
    assert doctest.testmod(origins).failed == 0


def test_an_expansion_is_no_word_of_the_text() -> None:
    added, own = expansions(TEXTS), load_encoder().input_terms(TEXTS)
    assert added.nnz > 0
    assert added.multiply(own).nnz == 0


def test_an_expansion_has_its_weight_in_the_vector() -> None:
    added, whole = expansions(TEXTS), load_encoder().encode_query(TEXTS)
    assert abs(whole - added).multiply(added > 0).max() < 1e-5


def test_what_is_among_the_first_hundred_is_among_the_first_thousand() -> None:
    table = among_first(TEXTS)
    assert list(table.index) == list(FIRST)
    assert table["of their weight"].is_monotonic_increasing
    assert table.to_numpy().max() <= 1
