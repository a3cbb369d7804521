"""helpers/_progress.py: a bar for what takes long, and the work as it is."""

from __future__ import annotations

import pytest

from helpers import _progress
from helpers._progress import progress


@pytest.fixture(autouse=True)
def _with_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    monkeypatch.setattr(_progress, "SECONDS_BEFORE_BAR", 0)


def test_the_work_is_given_as_it_is() -> None:
    assert list(progress(iter("abc"), "letters")) == ["a", "b", "c"]


def test_a_bar_says_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress(range(3), "counting"))
    assert "counting" in capsys.readouterr().err


def test_a_bar_knows_a_total_that_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress(iter("abc"), "letters", total=3))
    assert "/3" in capsys.readouterr().err


def test_bars_can_be_switched_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TQDM_DISABLE", "1")
    list(progress(range(3), "counting"))
    assert capsys.readouterr().err == ""


def test_what_is_soon_done_shows_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_progress, "SECONDS_BEFORE_BAR", 60)
    list(progress(range(3), "counting"))
    assert capsys.readouterr().err == ""
