"""training/experiments/steps.py: what is read from a run's snapshots and log."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from helpers.records import Collection
from helpers.training_logs import load_training_steps
from training import loop
from training.experiments import steps


def test_snapshots_are_found_in_the_order_of_their_steps(tmp_path: Path) -> None:
    for step in (100, 50):
        loop.snapshot(torch.nn.Linear(1, 1), tmp_path / "snapshots" / f"splade-{step}.pt")
    assert list(steps.snapshots(tmp_path)) == [50, 100]


def test_a_snapshot_s_weights_are_read_in_float32(tmp_path: Path) -> None:
    path = tmp_path / "snapshots" / "splade-1.pt"
    loop.snapshot(torch.nn.Linear(1, 1), path)
    assert {value.dtype for value in steps.weights(path).values()} == {torch.float32}


def test_a_folder_without_snapshots_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no snapshot in it"):
        steps.snapshots(tmp_path)


def test_equal_scores_are_ranked_in_the_documents_order() -> None:
    assert steps.ranks(torch.tensor([1.0, 2.0, 1.0, 0.0]), [0, 1, 2, 3]) == [2, 1, 3, None]


def test_the_wanted_documents_come_best_first(hospital: Collection) -> None:
    assert steps.wanted(hospital, "Q002") == ["D057", "D058"]


def test_a_query_s_heaviest_terms_say_whose_they_are() -> None:
    found = steps.heaviest(torch.tensor([0.0, 1.234, 2.0] + [0.0] * 20), {1}, ["a", "b", "c"])
    assert found == [
        {"term": "c", "weight": 2.0, "original": False},
        {"term": "b", "weight": 1.23, "original": True},
    ]


def test_a_curve_keeps_first_lines_and_averages_the_rest() -> None:
    log = [{"step": n, "nnz_q": n, "nnz_p": 2 * n} for n in range(1, 401)]
    made = steps.curve(log)
    assert made[:2] == [[1, 1.0, 2.0], [2, 2.0, 4.0]]
    assert made[-1][0] == 400
    assert len(made) <= 3 * steps.POINTS


def test_a_short_log_is_a_curve_as_it_is() -> None:
    assert len(steps.curve([{"step": 1, "nnz_q": 3.0, "nnz_p": 4.0}])) == 1


def test_a_second_run_follows_what_is_stored_of_the_first() -> None:
    curve, entries = steps.before(100)
    assert [entry["step"] for entry in entries] == [0, 50, 100]
    assert curve[-1][0] <= 100 < load_training_steps()["curve"][-1][0]


def test_a_first_run_follows_nothing() -> None:
    assert steps.before(None) == ([], [])
