"""helpers/removals.py: the experiment's figures, as the page shows them."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from helpers import removals


def test_examples() -> None:
    assert doctest.testmod(removals).failed == 0


def test_every_system_has_a_row() -> None:
    assert list(removals.table().index) == list(removals.NAMES.values())
    assert not removals.table().isna().any(axis=None)


@pytest.mark.parametrize(("collection", "shown"), removals.COLLECTIONS.items())
def test_a_difference_is_that_of_the_means(collection: str, shown: str) -> None:
    kind = removals.APART[shown]
    found = removals.apart()[f"{shown}: {kind}"]
    gap = removals.gap("no_names", "recipe", collection, kind)
    with_names, without = (found[removals.NAMES[name]] for name in ("recipe", "no_names"))
    assert gap.mean == pytest.approx(without - with_names, abs=2e-4)
    assert gap.low <= gap.mean <= gap.high


def test_what_was_not_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="one='BM25', other='nothing'"):
        removals.gap("BM25", "nothing", "hospital")


@pytest.mark.parametrize("text", ["", "system,queries\nBM25,all\n", "\0"])
def test_a_damaged_file_is_named(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "without_tests.csv").write_text(text)
    monkeypatch.setattr(removals, "data_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"without_tests\.csv"):
        removals.table()
