"""helpers/training_logs.py, and what chapter 4 says of the stored logs."""

from __future__ import annotations

import doctest
import math
from pathlib import Path

import pytest

from helpers import training_logs
from helpers.training_logs import COLUMNS, REGIMES, load_training_logs


def test_examples() -> None:
    assert doctest.testmod(training_logs).failed == 0


def test_every_regime_is_there_under_plain_names() -> None:
    logs = load_training_logs()
    assert tuple(logs) == REGIMES
    for steps in logs.values():
        assert set(COLUMNS.values()) <= set(steps.columns)


def test_all_start_alike_and_count_their_steps() -> None:
    logs = load_training_logs()
    assert len({steps["terms per passage"].iloc[0] for steps in logs.values()}) == 1
    for steps in logs.values():
        assert list(steps.index) == list(range(1, len(steps) + 1))


def test_flops_alone_leaves_nothing_and_ranks_by_chance() -> None:
    last = load_training_logs()["flops"].loc[20]
    assert last["terms per passage"] == last["terms per query"] == 0
    assert last["contrastive loss"] == pytest.approx(math.log(64), abs=1e-3)


def test_the_ranking_loss_alone_leaves_as_few_terms_but_dearer_ones() -> None:
    both, ranking, _ = (load_training_logs()[name].iloc[-1] for name in REGIMES)
    assert ranking["terms per passage"] == pytest.approx(both["terms per passage"], rel=0.1)
    assert ranking["FLOPS of passages"] > 3 * both["FLOPS of passages"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff", b'{"loss": 1}'])
def test_a_missing_or_damaged_log(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "both.jsonl").write_bytes(content)
    with pytest.raises(ValueError, match=r"both\.jsonl: missing or damaged; `git checkout"):
        load_training_logs(tmp_path)
