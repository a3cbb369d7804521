"""training/losses.py: the parts of the loss, and prices that find their level."""

from __future__ import annotations

import doctest

import pytest
import torch

from training import losses
from training.losses import Prices, contrastive, divergence


def test_examples() -> None:
    assert doctest.testmod(losses).failed == 0


def test_a_student_that_ranks_as_its_teacher_has_no_divergence() -> None:
    scores = torch.eye(4) * 25
    assert divergence(scores, scores + 3).item() == pytest.approx(0, abs=1e-5)


def test_a_perfect_student_has_no_contrastive_loss() -> None:
    assert contrastive(torch.eye(4) * 25, torch.eye(4, dtype=torch.bool)).item() < 1e-5


def test_the_same_passage_is_no_negative() -> None:
    loss = contrastive(torch.zeros(2, 2), torch.ones(2, 2, dtype=torch.bool))
    assert loss.item() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("count", "up"), [(90.0, True), (10.0, False)])
def test_a_price_moves_towards_what_is_wanted(count: float, up: bool) -> None:
    prices = Prices({"query": 30}, {"query": 0.01})
    prices.move({"query": count})
    assert (prices.price["query"] > 0.01) is up


def test_a_price_rests_where_the_count_is_right() -> None:
    prices = Prices({"query": 30}, {"query": 0.01})
    prices.move({"query": 30})
    assert prices.price["query"] == 0.01


def test_prices_are_taken_up_again() -> None:
    first, second = (Prices({"query": 30}, {"query": 0.01}) for _ in range(2))
    first.move({"query": 90})
    second.load_state_dict(first.state_dict())
    assert second.price == first.price
