"""training/train_splade.py: the pieces of the loss, and the batches that it sees."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from training.train_splade import flops, hard_batch, ranking_losses


def test_flops_by_hand() -> None:
    # mean weights 0.5 and 1: 0.25 + 1
    assert flops(torch.tensor([[1.0, 2.0], [0.0, 0.0]])).item() == 1.25


def test_hard_batch_has_distinct_neighbours() -> None:
    torch.manual_seed(0)
    vectors = torch.nn.functional.normalize(torch.randn(200, 8), dim=-1)
    even = np.full(200, 1 / 200)
    rows = hard_batch(vectors, even, 16, np.random.default_rng(0))
    assert len(rows) == 64
    assert all(len(set(rows[i : i + 4])) == 4 for i in range(0, 64, 4))


def test_losses_of_a_perfect_student() -> None:
    teacher = torch.eye(4)
    same = torch.eye(4, dtype=torch.bool)
    divergence, contrastive = ranking_losses(teacher * 25, teacher, same)
    assert divergence.item() == pytest.approx(0, abs=1e-5)
    assert contrastive.item() < 1e-5


def test_the_same_passage_is_no_negative() -> None:
    scores = torch.zeros(2, 2)
    _, contrastive = ranking_losses(scores, scores, torch.ones(2, 2, dtype=torch.bool))
    assert contrastive.item() == pytest.approx(0, abs=1e-6)
