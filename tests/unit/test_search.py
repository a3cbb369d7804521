"""helpers/search.py: scores against plain products, explanations that add up, ties by id."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix

from helpers import search
from helpers.records import Query, ScoredDoc
from helpers.search import DECIMALS, InvertedIndex

NAMES = [f"t{i}" for i in range(12)]
IDS = [f"D{i}" for i in range(9)]
SEEDS = st.integers(0, 1000)


def made(seed: int, rows: int) -> csr_matrix:
    random = np.random.default_rng(seed)
    dense = random.random((rows, 12), dtype=np.float32)
    return csr_matrix(np.where(random.random(dense.shape) < 0.3, dense, np.float32(0)))


def index_of(*rows: list[float]) -> InvertedIndex:
    """Documents D0, D1, ... with these weights."""
    width = len(rows[0])
    return InvertedIndex(IDS[: len(rows)], csr_matrix(list(rows)), NAMES[:width])


def ids(hits: list[ScoredDoc]) -> list[str]:
    return [hit.doc_id for hit in hits]


def test_examples() -> None:
    assert doctest.testmod(search).failed == 0


@given(SEEDS)
def test_scores_are_dot_products(seed: int) -> None:
    documents, query = made(seed, 9), made(seed + 1, 1)
    hits = InvertedIndex(IDS, documents, NAMES).search(query, 9)
    wanted = (documents.astype(float) @ query.astype(float).T).toarray().ravel()
    assert {h.doc_id: h.score for h in hits} == {
        f"D{i}": round(s, DECIMALS) for i, s in enumerate(wanted.tolist()) if s
    }


@given(SEEDS, st.integers(1, 9))
def test_fewer_hits_are_the_first_ones(seed: int, top_k: int) -> None:
    index, query = InvertedIndex(IDS, made(seed, 9), NAMES), made(seed + 1, 1)
    assert index.search(query, top_k) == index.search(query, 9)[:top_k]


@given(SEEDS)
def test_hits_are_in_order_of_score_then_id(seed: int) -> None:
    hits = InvertedIndex(IDS, made(seed, 9), NAMES).search(made(seed + 1, 1), 9)
    assert hits == sorted(hits, key=lambda h: (-h.score, h.doc_id))


@pytest.mark.parametrize("form", [csc_matrix, coo_matrix])
@given(SEEDS)
def test_a_query_finds_the_same_in_every_form(form: type, seed: int) -> None:
    index, query = InvertedIndex(IDS, made(seed, 9), NAMES), made(seed + 1, 1)
    assert index.search(form(query)) == index.search(query)
    assert index.postings_read(form(query)) == index.postings_read(query)
    assert index.matches(form(query), "D0") == index.matches(query, "D0")


@pytest.mark.parametrize("form", [csc_matrix, coo_matrix])
def test_documents_are_the_same_in_every_form(form: type) -> None:
    documents, query = made(0, 9), made(1, 1)
    other = InvertedIndex(IDS, form(documents), NAMES)
    assert other.search(query) == InvertedIndex(IDS, documents, NAMES).search(query)


def test_ties_are_in_order_of_ids() -> None:
    index = InvertedIndex(["D2", "D1"], csr_matrix([[1.0], [1.0]]), ["heart"])
    assert ids(index.search(csr_matrix([[2.0]]))) == ["D1", "D2"]


def test_a_tie_at_the_cut_goes_by_id() -> None:
    index = InvertedIndex(["D3", "D2", "D1"], csr_matrix([[1.0], [1.0], [1.0]]), ["heart"])
    assert ids(index.search(csr_matrix([[2.0]]), 1)) == ["D1"]


def test_scores_that_differ_behind_the_fifth_decimal_tie() -> None:
    index = index_of([1.0], [1.000004])
    assert [(h.doc_id, h.score) for h in index.search(csr_matrix([[1.0]]))] == [
        ("D0", 1.0),
        ("D1", 1.0),
    ]


def test_scores_that_differ_at_the_fifth_decimal_do_not_tie() -> None:
    assert ids(index_of([1.0], [1.00001]).search(csr_matrix([[1.0]]))) == ["D1", "D0"]


def test_a_weight_of_exactly_0_that_is_stored_is_found() -> None:
    stored = csr_matrix(([0.0, 1.0], ([0, 1], [0, 1])), shape=(2, 2))
    index = InvertedIndex(["D0", "D1"], stored, NAMES[:2])
    assert index.search(csr_matrix([[1.0, 0.0]])) == [ScoredDoc("", "D0", 0.0)]


def test_what_shares_no_term_is_not_found() -> None:
    assert index_of([1.0, 0.0], [1.0, 0.0]).search(csr_matrix([[0.0, 1.0]])) == []


def test_weights_below_0_count() -> None:
    hits = index_of([-1.0, 0.0], [0.5, 0.0]).search(csr_matrix([[2.0, 0.0]]))
    assert [(h.doc_id, h.score) for h in hits] == [("D1", 1.0), ("D0", -2.0)]


def test_several_queries_are_answered_each_by_its_row() -> None:
    index, queries = index_of([1.0, 0.0], [0.5, 2.0]), [Query("Q1", "a"), Query("Q2", "b")]
    hits = index.search_all(queries, csr_matrix([[1.0, 0.0], [0.0, 1.0]]), 1)
    assert hits == [ScoredDoc("Q1", "D0", 1.0), ScoredDoc("Q2", "D1", 2.0)]


@given(SEEDS)
def test_matches_sum_to_the_score(seed: int) -> None:
    documents, query = made(seed, 9), made(seed + 1, 1)
    index = InvertedIndex(IDS, documents, NAMES)
    wanted = (documents.astype(float) @ query.astype(float).T).toarray().ravel()
    for row, doc_id in enumerate(IDS):
        parts = index.matches(query, doc_id)
        assert sum(p.score for p in parts) == pytest.approx(wanted[row], abs=1e-6)
        assert all(p.score == p.query_weight * p.document_weight for p in parts)


def test_matches_are_named_and_the_largest_comes_first() -> None:
    found = index_of([1.0, 2.0, 3.0]).matches(csr_matrix([[3.0, 2.0, 0.0]]), "D0")
    assert found == [("t1", 1, 2.0, 2.0, 4.0), ("t0", 0, 3.0, 1.0, 3.0)]


def test_equal_matches_are_in_order_of_the_vocabulary() -> None:
    found = index_of([1.0, 1.0]).matches(csr_matrix([[2.0, 2.0]]), "D0")
    assert [match.term for match in found] == ["t0", "t1"]


def test_an_explanation_lays_out_the_matches() -> None:
    table = index_of([1.0, 2.0]).explain(csr_matrix([[3.0, 2.0]]), "D0")
    assert list(table.columns) == ["query_weight", "document_weight", "score"]
    assert table["score"].to_dict() == {"t1": 4.0, "t0": 3.0}


def test_an_explanation_of_nothing_is_an_empty_table() -> None:
    assert len(index_of([1.0, 0.0]).explain(csr_matrix([[0.0, 1.0]]), "D0")) == 0


def test_a_term_s_postings_are_its_documents_and_weights() -> None:
    index = index_of([1.0, 0.0], [0.5, 2.0])
    assert index.postings("t0")["weight"].to_dict() == {"D0": 1.0, "D1": 0.5}


def test_a_drawer_is_a_term_s_weight_in_each_document() -> None:
    index = index_of([1.0, 0.0], [0.5, 2.0])
    assert [index.drawer(term) for term in ("t0", "gout")] == [{"D0": 1.0, "D1": 0.5}, {}]


def test_a_document_s_terms_are_its_weights() -> None:
    assert index_of([0.0, 2.0, 3.0]).document_terms("D0") == {"t1": 2.0, "t2": 3.0}


def test_what_a_search_reads_is_the_sum_of_its_terms_postings() -> None:
    index = index_of([1.0, 0.0, 1.0], [0.5, 2.0, 0.0])
    assert index.document_frequencies.tolist() == [2, 1, 1]
    assert index.postings_read(csr_matrix([[1.0, 0.0, 1.0]])) == 3


@given(SEEDS)
def test_a_posting_takes_8_bytes(seed: int) -> None:
    documents = made(seed, 9)
    index = InvertedIndex(IDS, documents, NAMES)
    assert (index.n_postings, index.n_bytes) == (documents.nnz, 8 * documents.nnz)


def test_sizes_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(2, 12\): want \(3, 12\)"):
        InvertedIndex(["a", "b", "c"], made(0, 2), NAMES)


def test_terms_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(1, 12\): want \(1, 11\)"):
        InvertedIndex(["a"], made(0, 1), NAMES[:11])


@pytest.mark.parametrize("shape", [(2, 12), (0, 12), (1, 13), (1, 11)])
@pytest.mark.parametrize(
    "ask",
    [InvertedIndex.search, InvertedIndex.postings_read, lambda i, q: i.matches(q, "a")],
    ids=["search", "postings_read", "matches"],
)
def test_a_query_is_one_row_as_wide_as_the_index(ask: object, shape: tuple[int, int]) -> None:
    index = InvertedIndex(["a"], made(0, 1), NAMES)
    said = rf"query of shape \({shape[0]}, {shape[1]}\): want one row of 12 terms"
    with pytest.raises(ValueError, match=said):
        ask(index, csr_matrix(shape))  # type: ignore[operator]


@pytest.mark.parametrize("top_k", [0, -1])
def test_top_k_is_positive(top_k: int) -> None:
    with pytest.raises(ValueError, match=f"top_k={top_k}: want 1 or more"):
        index_of([1.0]).search(csr_matrix([[1.0]]), top_k)


def test_an_unknown_document() -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document of this index"):
        index_of([1.0]).explain(csr_matrix([[1.0]]), "D999")


def test_an_unknown_document_has_no_terms() -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document of this index"):
        index_of([1.0]).document_terms("D999")


def test_an_unknown_term_has_no_postings() -> None:
    with pytest.raises(ValueError, match="term='gout': not a term of this index"):
        index_of([1.0]).postings("gout")
