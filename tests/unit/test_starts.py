"""helpers/starts.py: the experiment's figures, as the page shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import starts


def test_every_start_is_in_the_table() -> None:
    assert list(starts.looks().index) == list(starts.STARTS.values())


def test_the_mean_lies_between_lowest_and_highest() -> None:
    for mean, seeds in starts.looks()["all"][["trained", "seeds"]].itertuples(index=False):
        lowest, highest = map(float, seeds.split(" to "))
        assert lowest - 5e-4 <= mean <= highest + 5e-4


@pytest.mark.parametrize("pairs", starts.PAIRS)
def test_differences_agree_with_the_means(pairs: str) -> None:
    trained, gaps = starts.looks()[pairs, "trained"], starts.against_mlm()[pairs]
    assert [*gaps] == [*starts.STARTS.values()][1:]
    for name, gap in gaps.items():
        gained = trained[name] - trained[starts.STARTS["mlm"]]
        assert gap.mean == pytest.approx(gained, abs=2e-4)
        assert gap.low <= gap.mean <= gap.high


def test_each_move_goes_from_the_start_to_the_end_and_says_how_far_it_is_apart() -> None:
    found, gaps = starts.moved(), starts.against_mlm()["all"]
    table = starts.looks()["all"]
    for name, move in found.items():
        assert move[:2] == (table["at the start"][name], table["trained"][name])
        assert move.note == (starts.said(gaps[name]) if name in gaps else "")


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
