"""helpers/bm25.py: the formulas against hand-worked numbers, the counts, and the weights."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import bm25
from helpers.bm25 import (
    IDF,
    bm25_vectors,
    count_terms,
    idf,
    length_norm,
    lucene_idf,
    okapi_idf,
    saturation,
    weigh,
)
from helpers.records import Document
from tests.matrices import same

TINY = [
    Document("D1", "", "heart heart attack"),
    Document("D2", "", "heart"),
    Document("D3", "", "hip surgery"),
    Document("D4", "", "knee pain here now"),
]


def test_examples() -> None:
    assert doctest.testmod(bm25).failed == 0


def test_idf_by_hand() -> None:
    assert idf(4, 1) == pytest.approx(math.log(3.5 / 1.5))


def test_idf_is_negative_for_a_frequent_term() -> None:
    assert idf(4, 3) < 0


def test_the_floor_is_a_quarter_of_the_mean() -> None:
    raw = np.log([3.5 / 1.5, 1.5 / 3.5])
    assert okapi_idf(4, [1, 3]) == pytest.approx([raw[0], raw.mean() / 4])


def test_lucene_s_idf_is_that_of_one_added_inside_the_logarithm() -> None:
    assert lucene_idf(4, [1, 4]) == pytest.approx(np.log([1 + 3.5 / 1.5, 1 + 0.5 / 4.5]))


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_lucene_s_idf_is_above_0(n: int, share: float) -> None:
    assert lucene_idf(n, max(1, round(share * n))) > 0


def test_average_length_counts_one() -> None:
    assert length_norm(7, 7.0) == 1


def test_without_b_length_does_not_count() -> None:
    assert length_norm([1, 1000], 7.0, b=0).tolist() == [1, 1]


@given(tf=st.integers(1, 1000), k1=st.floats(0.1, 4), norm=st.floats(0.1, 10))
def test_saturation_grows_and_stays_below_its_limit(tf: int, k1: float, norm: float) -> None:
    assert saturation(tf - 1, norm, k1) < saturation(tf, norm, k1) < k1 + 1


def test_terms_are_counted_in_alphabetical_order() -> None:
    counts = count_terms(TINY[:2], "words")
    assert counts.terms == ("attack", "heart")
    assert counts.tf.toarray().tolist() == [[1, 2], [0, 1]]
    assert counts.lengths.tolist() == [3, 1]


def test_df_counts_documents() -> None:
    counts = count_terms(TINY, "words")
    assert counts.df[counts.terms.index("heart")] == 2


def test_average_length_counts_repeats() -> None:
    assert count_terms(TINY, "words").average_length == 2.5


def test_titles_are_counted_too() -> None:
    assert count_terms([Document("D1", "Gout", "hip")]).terms == ("gout", "hip")


def test_a_document_without_a_term_has_length_0() -> None:
    counts = count_terms([Document("D0", "", "..."), *TINY], "words")
    assert (counts.lengths[0], counts.tf[0].nnz) == (0, 0)


@pytest.mark.parametrize("documents", [[], [Document("D1", "", "...")]])
def test_documents_without_terms(documents: list[Document]) -> None:
    with pytest.raises(ValueError, match=f"documents={len(documents)} of them: none holds a term"):
        count_terms(documents)


def test_hand_worked_weight() -> None:
    # N = 4; "attack" is in one document: idf = ln(3.5 / 1.5) = 0.8473.
    # D1 has 3 terms, the average is (3 + 1 + 2 + 4) / 4 = 2.5: length = 0.25 + 0.75 * 1.2 = 1.15.
    # tf part = 1 * 2.5 / (1 + 1.5 * 1.15) = 0.917431; product 0.777337.
    vectors, terms = bm25_vectors(TINY, "words")
    assert vectors[0, terms.index("attack")] == pytest.approx(0.777337, abs=1e-6)


@pytest.mark.parametrize("variant", IDF)
def test_weights_are_the_formula_s(variant: bm25.Variant) -> None:
    counts = count_terms(TINY, "words")
    weights, dense = weigh(counts, 1.2, 0.6, variant).toarray(), counts.tf.toarray()
    for row, length in enumerate(counts.lengths):
        norm = length_norm(length, 2.5, 0.6)
        wanted = IDF[variant](4, counts.df) * saturation(dense[row], norm, 1.2)
        assert weights[row] == pytest.approx(wanted)


def test_counts_stay_as_they_are() -> None:
    counts = count_terms(TINY, "words")
    before = counts.tf.copy()
    weigh(counts)
    assert same(counts.tf, before)


@pytest.mark.parametrize("k1", [0, -1, math.nan])
def test_k1_must_be_positive(k1: float) -> None:
    with pytest.raises(ValueError, match=r"k1=.*: want a number above 0"):
        bm25_vectors(TINY, k1=k1)


@pytest.mark.parametrize("b", [-0.1, 1.1, math.nan])
def test_b_must_be_a_share(b: float) -> None:
    with pytest.raises(ValueError, match=r"b=.*: want a number from 0 to 1"):
        bm25_vectors(TINY, b=b)


def test_an_unknown_variant() -> None:
    with pytest.raises(ValueError, match="variant='plus': allowed are okapi, lucene"):
        bm25_vectors(TINY, variant="plus")  # type: ignore[arg-type]
