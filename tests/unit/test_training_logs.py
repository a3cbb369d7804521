"""helpers/losses.py, and what chapter 4 says of the stored logs."""

from __future__ import annotations

import doctest
import math
from pathlib import Path

import pytest

from helpers import losses
from helpers.losses import REGIMES, load_losses


def test_examples() -> None:
    assert doctest.testmod(losses).failed == 0


def test_all_start_alike_and_count_their_steps() -> None:
    logs = load_losses()
    assert len({steps[0]["nnz_p"] for steps in logs.values()}) == 1
    for steps in logs.values():
        assert [s["step"] for s in steps] == list(range(1, len(steps) + 1))


def test_flops_alone_leaves_nothing_and_ranks_by_chance() -> None:
    last = load_losses()["flops"][19]
    assert last["nnz_p"] == last["nnz_q"] == 0
    assert last["ce"] == pytest.approx(math.log(64), abs=1e-3)


def test_the_ranking_loss_alone_leaves_as_few_terms_but_dearer_ones() -> None:
    both, ranking, _ = (load_losses()[name][-1] for name in REGIMES)
    assert ranking["nnz_p"] == pytest.approx(both["nnz_p"], rel=0.1)
    assert ranking["flops_p"] > 3 * both["flops_p"]


@pytest.mark.parametrize("content", [None, "{", b"\xff"])
def test_a_missing_or_damaged_log(tmp_path: Path, content: str | bytes | None) -> None:
    if content is not None:
        (tmp_path / "both.jsonl").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
    with pytest.raises(ValueError, match=r"both\.jsonl: missing or damaged"):
        load_losses(tmp_path)
