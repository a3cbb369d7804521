"""training/thin.py: a higher zero, as far as it costs nothing."""

from __future__ import annotations

import doctest

import pytest
import torch

from training import thin
from training.development import Read
from training.pairs import Pair


def test_examples() -> None:
    assert doctest.testmod(thin).failed == 0


@pytest.mark.parametrize("by", [0.0, 0.3, 2.0])
def test_lowered_vectors_are_those_of_lower_logits(by: float) -> None:
    logits = torch.tensor([[-1.0, 0.2, 1.0, 5.0]])
    vectors = torch.log1p(torch.relu(logits))
    wanted = torch.log1p(torch.relu(logits - by))
    assert torch.allclose(thin.lowered(vectors, by), wanted, atol=1e-6)


@pytest.mark.parametrize(
    ("means", "chosen"), [([0.5], 0), ([0.5, 0.4, 0.3], 0), ([0.5, 0.499, 0.4, 0.499], 3)]
)
def test_the_highest_zero_that_is_next_to_no_worse_is_chosen(
    means: list[float], chosen: int
) -> None:
    assert thin.choose(means) == chosen


def test_a_higher_zero_leaves_fewer_terms() -> None:
    found = [Pair("a", "A"), Pair("b", "B")]
    vectors = torch.tensor([[1.0, 0.1], [0.1, 1.0]])
    kinds = {"lay": Read(found, vectors, vectors, [0, 1])}
    before, after = (thin.looked(kinds, by) for by in (0.0, 0.5))
    assert (before["query_terms"], after["query_terms"]) == (2, 1)
    assert before["dev_rr"] == after["dev_rr"] == 1
