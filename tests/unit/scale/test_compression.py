"""helpers/scale/compression.py: dropped weights and shortened ones."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix

from helpers.scale import compression
from helpers.scale.compression import drop_smallest, quantise, truncate_mantissa

matrices = arrays(
    np.float32, (3, 12), elements=st.sampled_from([0.0, 0.125, 0.3, 1.0, 2.5, 7.0])
).map(csr_matrix)


def test_examples() -> None:
    assert doctest.testmod(compression).failed == 0


@given(matrices, st.floats(0, 0.999))
def test_what_is_dropped_is_the_smallest_part(vectors: csr_matrix, ratio: float) -> None:
    kept = drop_smallest(vectors, ratio)
    for before, after in zip(vectors.toarray(), kept.toarray(), strict=True):
        n = np.count_nonzero(before)
        assert np.count_nonzero(after) == n - int(ratio * n)
        gone = before[(before > 0) & (after == 0)]
        assert not len(gone) or gone.max() <= after[after > 0].min()


def test_of_equal_weights_the_later_goes() -> None:
    assert drop_smallest(csr_matrix([[1.0, 1.0, 1.0]]), 0.5).toarray().tolist() == [[1, 1, 0]]


def test_the_vectors_given_stay_as_they_are() -> None:
    given = csr_matrix([[1.0, 2.0]])
    drop_smallest(given, 0.5)
    truncate_mantissa(given)
    quantise(given, 3)
    assert given.toarray().tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize("ratio", [-0.1, 1.0, 2])
def test_a_ratio_out_of_range_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match=f"ratio={ratio}: want 0 or more, below 1"):
        drop_smallest(csr_matrix([[1.0]]), ratio)


@given(matrices, st.integers(1, 16))
def test_impacts_are_whole_numbers_that_use_the_range(vectors: csr_matrix, bits: int) -> None:
    made = quantise(vectors, bits)
    assert made.nnz == vectors.nnz
    assert (made.data == np.rint(made.data)).all()
    if made.nnz:
        assert made.data.max() == 2**bits - 1
        assert made.data.min() >= 1


@given(matrices, st.integers(2, 16))
def test_impacts_keep_the_order(vectors: csr_matrix, bits: int) -> None:
    order = np.argsort(vectors.data, kind="stable")
    assert (np.diff(quantise(vectors, bits).data[order]) >= 0).all()


@pytest.mark.parametrize("bits", [0, 17])
def test_bits_out_of_range_are_refused(bits: int) -> None:
    with pytest.raises(ValueError, match=f"bits={bits}: want 1 to 16"):
        quantise(csr_matrix([[1.0]]), bits)


def test_a_weight_below_0_has_no_impact() -> None:
    with pytest.raises(ValueError, match="want all above 0"):
        quantise(csr_matrix([[-1.0]]), 8)


@given(matrices, st.integers(2, 16))
def test_impacts_are_in_equal_steps(vectors: csr_matrix, bits: int) -> None:
    made = quantise(vectors, bits)
    if made.nnz:
        step = vectors.data.max() / (2**bits - 1)
        far = np.abs(made.data * step - vectors.data)
        assert (far[made.data > 1] <= step / 2 * 1.001).all()


@given(st.lists(st.floats(2**-20, 1024, width=32), min_size=1))
def test_nine_bits_lose_at_most_a_256th(weights: list[float]) -> None:
    vectors = csr_matrix(np.array([weights], dtype=np.float32))
    lost = 1 - truncate_mantissa(vectors).data / vectors.data
    assert (lost >= 0).all()
    assert (lost < 1 / 256).all()


def test_nine_bits_are_the_upper_half_of_a_float() -> None:
    """By a way of its own: the mantissa, cut after eight binary digits behind the leading one."""
    weights = np.linspace(0.01, 4, 1000, dtype=np.float32)
    mantissa, exponent = np.frexp(weights)
    cut = np.floor(mantissa * 2**9) / 2**9
    assert truncate_mantissa(csr_matrix(weights[None])).data == pytest.approx(
        np.ldexp(cut, exponent)
    )
