"""helpers/labels.py: labels keep clear of each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.labels import spread, text_width, wrapped

pieces = st.lists(st.tuples(st.floats(0, 100), st.floats(1, 10)), max_size=8)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 40], [4, 4], 0, 50) == [10, 40]


def test_neighbours_part_evenly() -> None:
    assert spread([5, 6], [4, 4], 0, 20) == [3.5, 7.5]


def test_nothing_is_spread() -> None:
    assert spread([], [], 0, 10) == []


@given(pieces)
def test_no_two_overlap_and_all_stay_inside(given: list[tuple[float, float]]) -> None:
    sizes = [size for _, size in given]
    found = spread([at for at, _ in given], sizes, 0, 100)
    boxes = sorted((at - size / 2, at + size / 2) for at, size in zip(found, sizes, strict=True))
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(boxes))
    assert all(low >= -1e-6 and high <= 100 + 1e-6 for low, high in boxes)


def test_a_wider_text_is_wider() -> None:
    assert text_width("heart", 12) < text_width("heart attack", 12)
    assert text_width("heart", 12) < text_width("heart", 12, "bold")
    assert text_width("a\nheart", 12) == text_width("heart", 12)


@pytest.mark.parametrize("width", [40.0, 90.0, 1000.0])
def test_a_wrapped_text_keeps_its_words_and_its_width(width: float) -> None:
    text = "diagnosis and care of the heart"
    found = wrapped(text, 12, width)
    assert found.split() == text.split()
    lines = [line for line in found.split("\n") if " " in line]
    assert all(text_width(line, 12) <= width for line in lines)
