"""helpers/rivals.py and dense.py: the systems beside the chapters' own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpers.dense import DenseSystem, fits
from helpers.lexical import bm25_index
from helpers.records import Collection, Document, Query, ScoredDoc
from helpers.rivals import FusedSystem, lucene_system, rm3_system, translation_system
from helpers.systems import bm25_system


class Fixed:
    """A system that always finds the same."""

    def __init__(self, **scores: float) -> None:
        self.scores = scores

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        return self.search_all([Query("", query)], top_k)

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        return [ScoredDoc(q.query_id, i, s) for q in queries for i, s in self.scores.items()]


def test_scores_are_mixed_over_each_query_s_best() -> None:
    fused = FusedSystem(Fixed(a=4.0, b=2.0), Fixed(b=10.0), 0.75)
    assert [(h.doc_id, h.score) for h in fused.search("x")] == [("a", 0.75), ("b", 0.625)]


def test_what_nobody_finds_is_not_there() -> None:
    assert FusedSystem(Fixed(), Fixed(), 0.5).search("x") == []


def test_each_query_is_mixed_by_itself() -> None:
    fused = FusedSystem(Fixed(a=1.0), Fixed(), 0.5)
    hits = fused.search_all([Query("1", "x"), Query("2", "y")])
    assert [h.query_id for h in hits] == ["1", "2"]


def test_a_fused_system_wants_a_positive_top_k() -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        FusedSystem(Fixed(), Fixed(), 0.5).search("x", 0)


def test_lucene_s_idf_is_never_below_zero(hospital: Collection) -> None:
    assert min(h.score for h in lucene_system(hospital).search("care guideline", 100)) > 0


def test_rm3_keeps_the_collection_s_documents(hospital: Collection) -> None:
    assert rm3_system(hospital).index is bm25_index(hospital).index


def test_the_table_finds_what_bm25_does_not() -> None:
    documents = (Document("a", "", "myocardial infarction care"), Document("b", "", "hip surgery"))
    mine = Collection("mine", documents)
    assert bm25_system(mine).search("heart") == []
    assert [h.doc_id for h in translation_system(mine).search("heart")] == ["a"]


def test_dense_vectors_answer_the_collection_s_queries(hospital: Collection) -> None:
    hits = DenseSystem(hospital).search_all(hospital.queries[:3], 5)
    assert [h.query_id for h in hits] == [
        q.query_id for q in hospital.queries[:3] for _ in range(5)
    ]
    assert all(-1 <= h.score <= 1.00001 for h in hits)


def test_another_query_has_no_dense_vector(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="xyzzy"):
        DenseSystem(hospital).search("xyzzy")


def test_another_collection_has_no_dense_vectors() -> None:
    with pytest.raises(ValueError, match="name='mine'"):
        DenseSystem(Collection("mine", (Document("a", "", "x"),)))


def test_a_collection_of_another_size_has_no_dense_vectors(hospital: Collection) -> None:
    smaller = replace(hospital, documents=hospital.documents[:3])
    assert fits(hospital)
    assert not fits(smaller)
    with pytest.raises(ValueError, match="stored for another state of it, with 194 documents"):
        DenseSystem(smaller)


def test_the_lists_of_chapter_2_need_no_torch() -> None:
    code = "import sys, helpers.rivals, helpers.static_vectors; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
