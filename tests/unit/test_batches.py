"""helpers/_batches.py: texts read together give what each gives alone."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers import _batches
from helpers._batches import blocks, largest_logits, logits
from helpers.reading import MaskedLM, load_masked_lm

pytestmark = pytest.mark.model

TEXTS = ["heart attack", "", "a swollen toe after dinner", "gout", "hip"]


@pytest.fixture(scope="module")
def lm() -> MaskedLM:
    return load_masked_lm("clinical-splade")


@pytest.fixture(scope="module")
def rows(lm: MaskedLM) -> list[list[int]]:
    return [read.ids for read in lm.encode(TEXTS)]


@pytest.fixture(scope="module")
def alone(lm: MaskedLM, rows: list[list[int]]) -> list[torch.Tensor]:
    """The network's own logits, text by text."""
    with torch.inference_mode():
        return [lm.network(input_ids=torch.tensor([row])).logits[0] for row in rows]


LENGTHS = st.lists(st.integers(1, 40), max_size=30)


@given(LENGTHS, st.integers(1, 100))
def test_every_row_is_in_one_block(lengths: list[int], most: int) -> None:
    assert sorted(row for block in blocks(lengths, most) for row in block) == [*range(len(lengths))]


@given(LENGTHS, st.integers(1, 100))
def test_a_block_is_padded_to_at_most_so_many_tokens(lengths: list[int], most: int) -> None:
    for block in blocks(lengths, most):
        assert len(block) == 1 or len(block) * max(lengths[row] for row in block) <= most


@given(LENGTHS, st.integers(1, 100))
def test_rows_are_read_in_order_of_length(lengths: list[int], most: int) -> None:
    order = [row for block in blocks(lengths, most) for row in block]
    assert order == sorted(range(len(lengths)), key=lambda row: (lengths[row], row))


@pytest.mark.parametrize("at_once", [1, 12, 1024])
def test_logits_are_the_network_s(
    lm: MaskedLM,
    rows: list[list[int]],
    alone: list[torch.Tensor],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
) -> None:
    monkeypatch.setattr(_batches, "blocks", lambda lengths: blocks(lengths, at_once))
    made = {row: out.clone() for row, out in logits(lm.network, rows, lm.pad_id)}
    for row, wanted in enumerate(alone):
        torch.testing.assert_close(made[row], wanted, atol=1e-4, rtol=0)


def test_only_the_asked_places_come_out(
    lm: MaskedLM, rows: list[list[int]], alone: list[torch.Tensor]
) -> None:
    places = [[2, 1], [], [3], [0], [1]]
    made = {row: out.clone() for row, out in logits(lm.network, rows, lm.pad_id, places)}
    for row, wanted in enumerate(alone):
        torch.testing.assert_close(made[row], wanted[places[row]], atol=1e-4, rtol=0)


@pytest.mark.parametrize("entries", [1024, 1000, 30522])
def test_the_largest_logits_are_those_of_all_positions(
    lm: MaskedLM,
    rows: list[list[int]],
    alone: list[torch.Tensor],
    monkeypatch: pytest.MonkeyPatch,
    entries: int,
) -> None:
    monkeypatch.setattr(_batches, "ENTRIES_AT_ONCE", entries)
    made = {row: out.clone() for row, out in largest_logits(lm.network, rows, lm.pad_id)}
    for row, wanted in enumerate(alone):
        torch.testing.assert_close(made[row], wanted.amax(0), atol=1e-4, rtol=0)


def test_no_text_has_no_logits(lm: MaskedLM) -> None:
    assert list(logits(lm.network, [], lm.pad_id)) == []
    assert list(largest_logits(lm.network, [], lm.pad_id)) == []
