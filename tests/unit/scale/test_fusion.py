"""helpers/fusion.py: reciprocal rank fusion against hand-worked sums."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import fusion
from helpers.fusion import fuse, fused_run, share
from helpers.records import ScoredDoc


def ranking(*ids: str, query: str = "") -> list[ScoredDoc]:
    return [ScoredDoc(query, doc_id, 10.0 - i) for i, doc_id in enumerate(ids)]


def test_doctests() -> None:
    assert doctest.testmod(fusion).failed == 0


def test_shares_are_those_of_the_paper() -> None:
    assert (share(1), share(40)) == (1 / 61, 1 / 100)


def test_what_both_rankings_have_comes_first() -> None:
    fused = fuse([ranking("A", "B"), ranking("C", "B")])
    assert [hit.doc_id for hit in fused] == ["B", "A", "C"]
    assert fused[0].score == pytest.approx(2 / 62)


def test_scores_do_not_count() -> None:
    low = [hit._replace(score=hit.score / 1e6) for hit in ranking("C", "B")]
    assert fuse([ranking("A", "B"), low]) == fuse([ranking("A", "B"), ranking("C", "B")])


def test_an_empty_ranking_leaves_the_other() -> None:
    assert [hit.doc_id for hit in fuse([ranking("A", "B"), []])] == ["A", "B"]
    assert fuse([[], []]) == []


def test_the_query_stays() -> None:
    assert {hit.query_id for hit in fuse([ranking("A", query="Q7")])} == {"Q7"}


def test_runs_are_fused_query_by_query() -> None:
    one = ranking("A", "B", query="Q1") + ranking("C", query="Q2")
    other = ranking("D", query="Q2") + ranking("B", query="Q3")
    assert fused_run([one, other]) == [
        *fuse([ranking("A", "B", query="Q1"), []]),
        *fuse([ranking("C", query="Q2"), ranking("D", query="Q2")]),
        *fuse([[], ranking("B", query="Q3")]),
    ]


@pytest.mark.parametrize("top_k", [0, -1])
def test_top_k_below_1_is_refused(top_k: int) -> None:
    with pytest.raises(ValueError, match=f"top_k={top_k}: want 1 or more"):
        fuse([ranking("A")], top_k)


def test_a_rank_below_1_is_refused() -> None:
    with pytest.raises(ValueError, match="rank=0: want 1 or more"):
        share(0)


@given(st.permutations("ABCDEF"), st.permutations("ABCDEF"))
def test_the_order_of_the_rankings_does_not_matter(one: list[str], other: list[str]) -> None:
    assert fuse([ranking(*one), ranking(*other)]) == fuse([ranking(*other), ranking(*one)])
