"""What the last chapter says in words is what the collections say today."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from helpers.bootstrap import PairedDifference
from helpers.context import context_systems
from helpers.evaluation import differences, means
from helpers.overlap import OVERLAPS, by_overlap
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from helpers.rivals import rivals
from helpers.systems import run

pytestmark = [pytest.mark.model, pytest.mark.slow]

LOADERS: dict[str, Callable[[], Collection]] = {"hospital": load_hospital, "lay": load_lay_terms}
both = pytest.mark.parametrize("name", list(LOADERS))


@cache
def collection(name: str) -> Collection:
    return LOADERS[name]()


@cache
def runs(name: str) -> dict[str, list[ScoredDoc]]:
    made = rivals(collection(name))
    return {s: run(each, collection(name).queries) for s, each in made.items()}


@cache
def ndcg(name: str) -> dict[str, dict[str, float]]:
    table = means(runs(name), collection(name))
    return {str(system): dict(row) for system, row in table.iterrows()}


@cache
def overlapping(name: str) -> dict[str, dict[str, PairedDifference]]:
    compared = {s: runs(name)[s] for s in ("BM25", "SPLADE")}
    return differences(compared, by_overlap(collection(name)))


@cache
def without_context(name: str) -> dict[str, PairedDifference]:
    found = collection(name)
    read = {s: run(each, found.queries) for s, each in context_systems(found).items()}
    return differences(read, found, base=next(iter(read)))["all"]


@both
def test_the_gain_falls_with_the_overlap(name: str) -> None:
    none, half, more, whole = (overlapping(name)[group]["SPLADE"].mean for group in OVERLAPS)
    assert min(none, half) > more > whole
    assert none > half or (name == "hospital" and none == pytest.approx(half, abs=0.05))


@both
def test_splade_is_ahead_of_bm25_on_the_mean(name: str) -> None:
    assert ndcg(name)["SPLADE"]["all"] > ndcg(name)["BM25"]["all"]


def test_bm25_is_ahead_on_exact_queries() -> None:
    assert ndcg("hospital")["BM25"]["exact"] > ndcg("hospital")["SPLADE"]["exact"]


def test_the_table_is_ahead_on_the_lay_terms() -> None:
    assert ndcg("lay")["translation table"]["all"] > ndcg("lay")["SPLADE"]["all"]


def test_at_the_hospital_splade_is_ahead_of_the_table_on_mixed_queries_alone() -> None:
    two = {s: runs("hospital")[s] for s in ("translation table", "SPLADE")}
    gaps = differences(two, collection("hospital"), base="translation table")
    assert gaps["mixed"]["SPLADE"].low > 0
    for kind in ("exact", "mismatch", "all"):
        assert gaps[kind]["SPLADE"].low < 0 < gaps[kind]["SPLADE"].high


@both
def test_the_untrained_head_searches_nearly_as_well_as_bm25(name: str) -> None:
    found = ndcg(name)
    assert -0.05 < found["untrained head"]["all"] - found["BM25"]["all"] < 0


def test_the_untrained_head_finds_what_bm25_cannot() -> None:
    found = ndcg("lay")
    assert found["untrained head"]["none"] > 0.1 > found["BM25"]["none"]


@both
def test_neither_simple_expansion_moves_bm25_far(name: str) -> None:
    for system in ("+ GloVe", "+ masked", "RM3"):
        assert abs(ndcg(name)[system]["all"] - ndcg(name)["BM25"]["all"]) < 0.03


def test_context_is_worth_little_at_the_hospital() -> None:
    gaps = without_context("hospital")
    assert gaps["query's words alone"].high < 0
    assert all(abs(gap.mean) < 0.05 for gap in gaps.values())
    for free in ("document's words alone", "both alone"):
        assert gaps[free].low < 0 < gaps[free].high


def test_context_is_worth_much_on_the_lay_terms() -> None:
    assert min(gap.mean for gap in without_context("lay").values()) < -0.1
