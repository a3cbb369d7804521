"""helpers/guessing.py: masked loss beside quality of search, as the page shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import guessing

HEAD = "after,held_out_loss,lay,question,synonym,exact,rr\n"


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "experiments").mkdir()
    monkeypatch.setattr(guessing, "data_folder", lambda: tmp_path)
    return tmp_path / "experiments" / guessing.FILE


def test_every_moment_has_a_name(stored: Path) -> None:
    stored.write_text(HEAD + "0,9,.1,.1,.1,.1,.1\n16,5,.2,.2,.2,.2,.2\n600,3,1,1,1,1,1\n")
    assert list(guessing.looks().index) == ["before any guessing", "16 steps", "clinical-mlm"]


def test_a_point_is_loss_and_quality(stored: Path) -> None:
    stored.write_text(HEAD + "16,5,.2,.2,.2,.2,.25\n")
    assert guessing.points() == {"16 steps": (5, 0.25)}


@pytest.mark.parametrize("text", ["", "after\n16\n", "\0"])
def test_a_damaged_file_is_named(text: str, stored: Path) -> None:
    stored.write_text(text)
    with pytest.raises(ValueError, match=r"masked_quality\.csv"):
        guessing.looks()


def test_a_missing_file_is_named(stored: Path) -> None:
    with pytest.raises(ValueError, match=r"masked_quality\.csv"):
        guessing.points()


def test_the_mean_is_of_the_four_kinds() -> None:
    table = guessing.looks()
    kinds = table[["lay names", "questions", "synonyms", "exact words"]].mean(axis=1)
    assert (table["all"] - kinds).abs().max() < 2e-4
