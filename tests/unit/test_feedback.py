"""helpers/feedback.py: RM3 by hand."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from helpers import feedback
from helpers.feedback import Rm3, Settings, document_model, relevance_model, strongest
from helpers.lexical import BM25
from helpers.records import Document

TEXTS = ("heart attack infarction", "infarction care", "hip", "knee", "infarction diet diet")


@pytest.fixture
def bm25() -> BM25:
    return BM25([Document(str(i), "", text) for i, text in enumerate(TEXTS)])


def test_examples() -> None:
    assert doctest.testmod(feedback).failed == 0


def test_a_document_s_words_sum_to_one() -> None:
    model = document_model(csr_matrix([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    assert model.sum(axis=1).A1.tolist() == [pytest.approx(1), 0]


def test_a_document_counts_by_its_score() -> None:
    model = relevance_model(csr_matrix(np.eye(2)), np.array([9.0, 1.0]))
    assert model.tolist() == [0.9, 0.1]


def test_the_strongest_words_are_kept_ties_by_column() -> None:
    kept = strongest(np.array([0.2, 0.4, 0.2, 0.0]), 2)
    assert kept.indices.tolist() == [0, 1]
    assert kept.data.tolist() == [pytest.approx(1 / 3), pytest.approx(2 / 3)]


def test_words_without_weight_are_none() -> None:
    assert strongest(np.array([0.5, 0.0]), 2).indices.tolist() == [0]


def test_a_fed_back_query_is_part_own_part_feedback(bm25: BM25) -> None:
    row = Rm3(bm25, Settings(documents=1, words=3, own=0.25)).encode(["heart attack"])
    weights = {bm25.counts.terms[i]: w for i, w in zip(row.indices, row.data, strict=True)}
    assert weights["infarct"] == pytest.approx(0.75 / 3)
    assert weights["heart"] == pytest.approx(0.25 / 2 + 0.75 / 3)


def test_it_finds_what_shares_no_word_with_the_query(bm25: BM25) -> None:
    assert [h.doc_id for h in Rm3(bm25).search("heart attack")] == ["0", "1", "4"]


def test_a_query_that_finds_nothing_stays_as_it_is(bm25: BM25) -> None:
    assert Rm3(bm25).search("xyzzy") == []
