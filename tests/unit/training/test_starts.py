"""training/starts.py: each start differs from clinical-mlm in what its name says."""

from __future__ import annotations

import argparse

import pytest
import torch

from helpers.registry import model_folder
from training.forward import output_table
from training.starts import STARTS, mlm

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def options() -> argparse.Namespace:
    return argparse.Namespace(mlm=model_folder("clinical-mlm"), base=None, seed=0)


def test_a_permuted_table_has_the_same_rows_elsewhere(options: argparse.Namespace) -> None:
    ours, theirs = output_table(mlm(options)), output_table(STARTS["permuted_table"](options))
    assert not torch.equal(ours, theirs)
    assert torch.allclose(ours.sum(0), theirs.sum(0), atol=1e-2)


def test_its_words_are_read_as_before(options: argparse.Namespace) -> None:
    ours, theirs = (STARTS[n](options).bert.embeddings for n in ("mlm", "permuted_table"))
    assert torch.equal(ours.word_embeddings.weight, theirs.word_embeddings.weight)


def test_random_rows_are_as_long_as_the_real_ones(options: argparse.Namespace) -> None:
    ours, theirs = (output_table(STARTS[n](options)).norm(dim=1) for n in ("mlm", "random_table"))
    assert torch.allclose(ours, theirs, atol=1e-3)


def test_random_layers_leave_the_words(options: argparse.Namespace) -> None:
    ours, theirs = (STARTS[n](options).state_dict() for n in ("mlm", "random_layers"))
    same = {name for name in ours if torch.equal(ours[name], theirs[name])}
    assert "bert.embeddings.word_embeddings.weight" in same
    assert "cls.predictions.transform.dense.weight" in same
    assert "bert.encoder.layer.0.output.dense.weight" not in same


def test_nothing_is_the_same_for_a_seed(options: argparse.Namespace) -> None:
    one, other = (STARTS["nothing"](options) for _ in range(2))
    assert torch.equal(output_table(one), output_table(other))
