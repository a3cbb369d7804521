"""helpers/search.py: scores against plain products, explanations that add up."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from helpers import search
from helpers.records import Collection
from helpers.search import SparseIndex, Vectors, collection_vectors, splade_index, splade_run
from helpers.splade import SPLADE, active_dims

NAMES = [f"t{i}" for i in range(12)]


def made(seed: int, rows: int) -> csr_matrix:
    random = np.random.default_rng(seed)
    dense = random.random((rows, 12), dtype=np.float32)
    return csr_matrix(np.where(random.random(dense.shape) < 0.3, dense, np.float32(0)))


@pytest.fixture(scope="module")
def vectors(hospital: Collection) -> Vectors:
    return collection_vectors(hospital)


@pytest.fixture(scope="module")
def index(hospital: Collection) -> SparseIndex:
    return splade_index(hospital)


def test_examples() -> None:
    assert doctest.testmod(search).failed == 0


@given(st.integers(0, 1000))
def test_scores_are_dot_products(seed: int) -> None:
    documents, query = made(seed, 9), made(seed + 1, 1)
    ids = [f"D{i}" for i in range(9)]
    hits = SparseIndex(ids, documents, NAMES).search(query, 9)
    wanted = (documents @ query.T).toarray().ravel()
    assert {h.doc_id: h.score for h in hits} == pytest.approx(
        {f"D{i}": s for i, s in enumerate(wanted) if s}, abs=1e-6
    )
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_ties_stand_in_order_of_ids() -> None:
    index = SparseIndex(["D2", "D1"], csr_matrix([[1.0], [1.0]]), ["heart"])
    assert [hit.doc_id for hit in index.search(csr_matrix([[2.0]]))] == ["D1", "D2"]


def test_contributions_sum_to_the_score_for_500_random_pairs(
    hospital: Collection, vectors: Vectors, index: SparseIndex
) -> None:
    rng = np.random.default_rng(0)
    queries, documents = vectors.queries[SPLADE], vectors.documents[SPLADE]
    for _ in range(500):
        q, d = int(rng.integers(len(hospital.queries))), int(rng.integers(len(hospital.documents)))
        score = float((queries[q].astype(float) @ documents[d].astype(float).T).sum())
        parts = index.explain(queries[q], hospital.documents[d].doc_id)
        assert sum(p.score for p in parts) == pytest.approx(score, abs=1e-6)
        assert all(p.score == p.query_weight * p.document_weight for p in parts)


def test_a_hit_s_score_is_the_sum_of_its_explanation(
    hospital: Collection, vectors: Vectors, index: SparseIndex
) -> None:
    for i in range(0, len(hospital.queries), 10):
        query = vectors.queries[SPLADE][i]
        for hit in index.search(query, 5):
            parts = index.explain(query, hit.doc_id)
            assert sum(p.score for p in parts) == pytest.approx(hit.score, abs=1e-6)


def test_what_a_search_reads_is_the_sum_of_posting_lengths(
    vectors: Vectors, index: SparseIndex
) -> None:
    query = vectors.queries[SPLADE][0]
    assert index.n_read(query) == sum(len(index.posting(t)[0]) for t in query.indices)
    assert index.posting_lengths().sum() == sum(active_dims(vectors.documents[SPLADE]))
    assert index.n_bytes == 8 * vectors.documents[SPLADE].nnz


def test_terms_of_a_document_are_its_active_dims(
    hospital: Collection, vectors: Vectors, index: SparseIndex
) -> None:
    dims = active_dims(vectors.documents[SPLADE])
    assert [index.n_terms(d.doc_id) for d in hospital.documents] == dims


def test_a_run_answers_every_query(hospital: Collection) -> None:
    run = splade_run(hospital, top_k=3)
    assert {hit.query_id for hit in run} == {q.query_id for q in hospital.queries}
    assert max(sum(h.query_id == q.query_id for h in run) for q in hospital.queries) == 3


def test_vectors_are_made_once(hospital: Collection) -> None:
    assert collection_vectors(hospital, "clinical-splade") is collection_vectors(hospital)


def test_own_terms_are_the_text_s_word_pieces(hospital: Collection, vectors: Vectors) -> None:
    place = [q.text for q in hospital.queries].index("heart attack treatment protocol")
    own = vectors.own_queries[place].indices
    assert {vectors.names[i] for i in own} == {"heart", "attack", "treatment", "protocol"}


def test_sizes_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match=r"vectors of shape \(2, 12\): want \(3, 12\)"):
        SparseIndex(["a", "b", "c"], made(0, 2), NAMES)


@pytest.mark.parametrize(("rows", "top_k"), [(2, 1), (1, 0)])
def test_a_query_is_one_row_and_top_k_positive(rows: int, top_k: int) -> None:
    with pytest.raises(ValueError, match="want one row, 1 or more"):
        SparseIndex(["a"], made(0, 1), NAMES).search(made(1, rows), top_k)


def test_an_unknown_document(index: SparseIndex, vectors: Vectors) -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document of this index"):
        index.explain(vectors.queries[SPLADE][0], "D999")
