"""helpers/scale/fusion.py: reciprocal rank fusion against hand-worked sums."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.records import ScoredDoc
from helpers.scale import fusion
from helpers.scale.fusion import fuse_runs, reciprocal_rank_fusion, share


def ranking(*ids: str, query: str = "") -> list[ScoredDoc]:
    return [ScoredDoc(query, doc_id, 10.0 - i) for i, doc_id in enumerate(ids)]


def test_examples() -> None:
    assert doctest.testmod(fusion).failed == 0


def test_shares_are_those_of_the_paper() -> None:
    assert (share(1), share(40)) == (1 / 61, 1 / 100)


def test_what_both_rankings_have_comes_first() -> None:
    fused = reciprocal_rank_fusion([ranking("A", "B"), ranking("C", "B")])
    assert [hit.doc_id for hit in fused] == ["B", "A", "C"]
    assert fused[0].score == pytest.approx(2 / 62)


def test_scores_do_not_count() -> None:
    low = [hit._replace(score=hit.score / 1e6) for hit in ranking("C", "B")]
    assert reciprocal_rank_fusion([ranking("A", "B"), low]) == reciprocal_rank_fusion(
        [ranking("A", "B"), ranking("C", "B")]
    )


def test_an_empty_ranking_leaves_the_other() -> None:
    assert [hit.doc_id for hit in reciprocal_rank_fusion([ranking("A", "B"), []])] == ["A", "B"]
    assert reciprocal_rank_fusion([[], []]) == []


def test_the_query_stays() -> None:
    assert {hit.query_id for hit in reciprocal_rank_fusion([ranking("A", query="Q7")])} == {"Q7"}


def test_runs_are_fused_query_by_query() -> None:
    one = ranking("A", "B", query="Q1") + ranking("C", query="Q2")
    other = ranking("D", query="Q2") + ranking("B", query="Q3")
    assert fuse_runs([one, other]) == [
        *reciprocal_rank_fusion([ranking("A", "B", query="Q1"), []]),
        *reciprocal_rank_fusion([ranking("C", query="Q2"), ranking("D", query="Q2")]),
        *reciprocal_rank_fusion([[], ranking("B", query="Q3")]),
    ]


def test_fused_runs_have_top_k_hits_a_query() -> None:
    one = ranking("A", "B", query="Q1") + ranking("C", "D", query="Q2")
    assert [(h.query_id, h.doc_id) for h in fuse_runs([one], 1)] == [("Q1", "A"), ("Q2", "C")]


def test_ties_go_by_id() -> None:
    fused = reciprocal_rank_fusion([ranking("B"), ranking("A"), ranking("C")], 2)
    assert [hit.doc_id for hit in fused] == ["A", "B"]


@pytest.mark.parametrize("top_k", [0, -1])
def test_top_k_below_1_is_refused(top_k: int) -> None:
    with pytest.raises(ValueError, match=f"top_k={top_k}: want 1 or more"):
        reciprocal_rank_fusion([ranking("A")], top_k)


def test_a_rank_below_1_is_refused() -> None:
    with pytest.raises(ValueError, match="rank=0: want 1 or more"):
        share(0)


@given(st.permutations("ABCDEF"), st.permutations("ABCDEF"))
def test_the_order_of_the_rankings_does_not_matter(one: list[str], other: list[str]) -> None:
    assert reciprocal_rank_fusion([ranking(*one), ranking(*other)]) == reciprocal_rank_fusion(
        [ranking(*other), ranking(*one)]
    )
