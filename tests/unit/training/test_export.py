"""training/export.py: matrices through int8 into float16, and checksums that verify."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.registry import verify
from training.export import round_trip, write_checksums


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=8))
def test_going_through_int8_twice_changes_nothing(row: list[float]) -> None:
    assume(max(map(abs, row)) > 0.05)  # below, float16 cannot hold the steps, and export says so
    once = round_trip(torch.tensor([row]))
    assert torch.equal(round_trip(once), once)


def test_what_float16_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="a scale is too small for float16"):
        round_trip(torch.tensor([[1e-6, 5e-7]]))


def test_written_checksums_verify(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    write_checksums(tmp_path, ["config.json"])
    verify(tmp_path)
