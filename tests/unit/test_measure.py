"""tools/measure.py: what is over the book's limits is said, and nothing else."""

from __future__ import annotations

import doctest

import pytest

from tools import measure

FINE = {"height": 7_000, "code": 0, "printed": 150, "words": 9_999}


def test_examples() -> None:
    assert doctest.testmod(measure).failed == 0


def test_a_chapter_within_its_limits_is_fine() -> None:
    assert measure.over("01_search.html", FINE) == []


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("01_search.html", {"height": 7_001}, ["height"]),
        ("try_it.html", {"height": 7_001}, []),
        ("try_it.html", {"code": 1}, ["code"]),
    ],
)
def test_what_is_over_is_named(name: str, changed: dict[str, int], said: list[str]) -> None:
    assert measure.over(name, FINE | changed) == said


def test_printed_lines_are_added_over_the_book() -> None:
    lines = list(measure.table({"a.html": FINE, "b.html": FINE | {"printed": 1}}))
    assert [line.endswith("over: printed") for line in lines] == [False, False, False, True]
