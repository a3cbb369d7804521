"""helpers/bm25.py, against hand-worked numbers and rank_bm25."""

from __future__ import annotations

import doctest
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from helpers import bm25
from helpers.bm25 import BM25Index, bm25_index, idf, length_part, saturation
from helpers.records import Collection, Document
from helpers.search import SparseIndex
from helpers.text import terms

TINY = [
    Document("D1", "", "heart heart attack"),
    Document("D2", "", "heart"),
    Document("D3", "", "hip surgery"),
    Document("D4", "", "knee pain here now"),
]


def test_impacts_are_the_scores(hospital: Collection) -> None:
    index = bm25_index(hospital)
    vectors, names = index.impacts()
    ids = [d.doc_id for d in hospital.documents]
    sparse = SparseIndex(ids, vectors, names)
    for query in ("warfarin bleeding warfarin", "xyzzyx", "heart attack"):
        found = sparse.search(index.query_vector(query), 50)
        assert [h.doc_id for h in found] == [h.doc_id for h in index.search(query, 50)]
        assert [h.score for h in found] == pytest.approx([h.score for h in index.search(query, 50)])


def test_examples() -> None:
    assert doctest.testmod(bm25).failed == 0


def test_hand_worked_score() -> None:
    # N = 4; "attack" stands in one document: idf = ln(3.5 / 1.5) = 0.8473.
    # D1 has 3 terms, the average is (3 + 1 + 2 + 4) / 4 = 2.5: length = 0.25 + 0.75 * 1.2 = 1.15.
    # tf part = 1 * 2.5 / (1 + 1.5 * 1.15) = 0.917431; product 0.777337.
    hit = BM25Index(TINY, "words").search("attack")[0]
    assert (hit.doc_id, round(hit.score, 6)) == ("D1", 0.777337)


def test_idf_by_hand() -> None:
    assert idf(4, 1) == pytest.approx(math.log(3.5 / 1.5))


def test_idf_is_negative_for_a_frequent_term() -> None:
    assert idf(4, 3) < 0


def test_average_length_counts_one() -> None:
    assert length_part(7, 7.0) == 1


@given(tf=st.integers(1, 1000), k1=st.floats(0.1, 4), length=st.floats(0.1, 10))
def test_saturation_grows_and_stays_below_its_limit(tf: int, k1: float, length: float) -> None:
    assert saturation(tf - 1, length, k1) < saturation(tf, length, k1) < k1 + 1


@pytest.mark.parametrize("tokenizer", ["english", "wordpiece"])
def test_contributions_sum_to_rank_bm25(hospital: Collection, tokenizer: str) -> None:
    index = bm25_index(hospital, tokenizer, 1.2, 0.6)
    theirs = BM25Okapi([terms(d.contents, tokenizer) for d in hospital.documents], k1=1.2, b=0.6)
    rng = random.Random(0)
    for query in rng.sample(hospital.queries, 40):
        text = f"{query.text} {query.text.split()[0]} unheardof"
        scores = theirs.get_scores(terms(text, tokenizer))
        for position in rng.sample(range(len(hospital.documents)), 15):
            parts = index.explain(text, hospital.documents[position].doc_id)
            assert sum(p.score for p in parts) == pytest.approx(scores[position], abs=1e-9)


def test_df_counts_documents() -> None:
    assert BM25Index(TINY, "words").explain("heart", "D1")[0].df == 2


def test_a_term_of_most_documents_gets_the_floor() -> None:
    documents = [Document(f"D{i}", "", f"heart word{i}") for i in range(6)]
    assert BM25Index(documents, "words").explain("heart", "D0")[0].idf > 0


def test_ties_stand_in_order_of_ids() -> None:
    documents = [Document(i, "", "hip") for i in ("D2", "D1")] + TINY[:1]
    assert [h.doc_id for h in BM25Index(documents, "words").search("hip")] == ["D1", "D2"]


def test_nothing_in_common_finds_nothing() -> None:
    assert BM25Index(TINY, "words").search("myocardial") == []


def test_running_example_scores_nothing(hospital: Collection) -> None:
    found = {h.doc_id for h in bm25_index(hospital).search("heart attack treatment protocol", 194)}
    assert not found & {"D001", "D002", "D003"}


@pytest.mark.parametrize("k1", [0, -1, math.nan])
def test_k1_must_be_positive(k1: float) -> None:
    with pytest.raises(ValueError, match=r"k1=.*: want a number above 0"):
        BM25Index(TINY, k1=k1)


@pytest.mark.parametrize("b", [-0.1, 1.1, math.nan])
def test_b_must_be_a_share(b: float) -> None:
    with pytest.raises(ValueError, match=r"b=.*: want a number from 0 to 1"):
        BM25Index(TINY, b=b)


def test_top_k_must_be_positive() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        BM25Index(TINY).search("heart", 0)


def test_documents_without_terms() -> None:
    with pytest.raises(ValueError, match="documents=1 of them: none holds a term"):
        BM25Index([Document("D1", "", "...")])


def test_unknown_document() -> None:
    with pytest.raises(ValueError, match="doc_id='D9': not a document of this index"):
        BM25Index(TINY).explain("heart", "D9")


def test_exercise_solution_of_chapter_1(hospital: Collection) -> None:
    index = bm25_index(hospital)
    assert "D152" not in {h.doc_id for h in index.search("bad nosebleed tonight", 194)}
    assert index.search("bad epistaxis tonight")[0].doc_id == "D152"
