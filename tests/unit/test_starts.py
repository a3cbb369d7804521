"""helpers/starts.py: the experiment's figures, as the page shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import starts


def test_every_start_is_in_the_table() -> None:
    assert list(starts.looks().index) == list(starts.STARTS.values())


def test_the_mean_lies_between_lowest_and_highest() -> None:
    table = starts.looks()
    last = [name for name in table if name.startswith("step ")][-1]
    assert table[last].between(table["lowest"], table["highest"]).all()


def test_differences_agree_with_the_means() -> None:
    table, gaps = starts.looks(), starts.against_mlm()["all"]
    last = [name for name in table if name.startswith("step ")][-1]
    for name, gap in gaps.items():
        gained = table.loc[name, last] - table.loc[starts.STARTS["mlm"], last]
        assert gap.mean == pytest.approx(gained, abs=2e-4)
        assert gap.low <= gap.mean <= gap.high


@pytest.mark.parametrize("text", ["", "start\nmlm\n", "\0"])
def test_a_damaged_file_is_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "starts.csv").write_text(text)
    monkeypatch.setattr(starts, "data_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"starts\.csv"):
        starts.looks()


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "data_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"starts_differences\.csv"):
        starts.against_mlm()
