"""helpers/pooling.py: the ways to pool, by hand, against each other and against the encoder."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import pooling
from helpers.pooling import POOLINGS, SPLADE, Pooling, pool, pooled_vectors, weigh
from helpers.reading import MaskedLM, load_masked_lm
from helpers.splade import load_encoder, pool_max
from tests.inputs import any_text

pytestmark = pytest.mark.model

LOGITS = torch.tensor([[1.0, -1.0, 0.5], [2.0, -2.0, 0.0]])
ROWS = st.lists(
    st.lists(st.floats(-20, 20, width=32), min_size=3, max_size=3), min_size=1, max_size=9
)


@pytest.fixture(scope="module")
def lm() -> MaskedLM:
    return load_masked_lm("clinical-splade")


def test_examples() -> None:
    assert doctest.testmod(pooling).failed == 0


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (Pooling("max"), [math.log(3), 0, math.log(1.5)]),
        (Pooling("max", log=False), [2, 0, 0.5]),
        (Pooling("sum"), [math.log(2) + math.log(3), 0, math.log(1.5)]),
        (Pooling("sum", log=False), [3, 0, 0.5]),
        (Pooling("cls"), [math.log(2), 0, math.log(1.5)]),
        (Pooling("cls", log=False), [1, 0, 0.5]),
    ],
)
def test_every_way_by_hand(made: Pooling, wanted: list[float]) -> None:
    assert pool(LOGITS, made).tolist() == pytest.approx(wanted)


def test_all_ways_are_there() -> None:
    assert {tuple(way) for way in POOLINGS} == {
        (over, log) for over in ("max", "sum", "cls") for log in (True, False)
    }


def test_splade_s_own_way_is_the_first() -> None:
    assert POOLINGS[0] == SPLADE == Pooling("max", log=True)


@given(ROWS)
def test_without_an_argument_pooling_is_splade_s(rows: list[list[float]]) -> None:
    assert torch.equal(pool(torch.tensor(rows)), pool_max(torch.tensor(rows)))


@pytest.mark.parametrize("log", [True, False])
@given(ROWS)
def test_the_sum_is_that_of_all_positions(log: bool, rows: list[list[float]]) -> None:
    logits = torch.tensor(rows)
    wanted = weigh(logits.double(), log).sum(0).float()
    torch.testing.assert_close(pool(logits, Pooling("sum", log)), wanted, atol=1e-4, rtol=1e-6)


def test_an_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        pool(LOGITS, Pooling("mean"))  # type: ignore[arg-type]


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(any_text(50))
def test_vectors_are_the_pooled_logits_of_one_reading(text: str) -> None:
    lm = load_masked_lm("clinical-splade")
    made = pooled_vectors(lm, [text])
    for way in POOLINGS:
        wanted = pool(lm.logits(text).logits, way).numpy()
        assert np.abs(made[way].toarray()[0] - wanted).max() < 2e-4


def test_splade_s_own_vectors_are_the_encoder_s(lm: MaskedLM) -> None:
    texts = ["heart attack", "", "a swollen toe"]
    made = pooled_vectors(lm, texts, [SPLADE])[SPLADE]
    wanted = load_encoder("clinical-splade").encode_query(texts)
    assert np.abs((made - wanted).toarray()).max() < 1e-5


def test_no_text_gives_no_row(lm: MaskedLM) -> None:
    assert {made.shape for made in pooled_vectors(lm, []).values()} == {(0, 30522)}


def test_only_the_asked_ways_are_made(lm: MaskedLM) -> None:
    assert list(pooled_vectors(lm, ["gout"], [Pooling("cls")])) == [Pooling("cls")]
