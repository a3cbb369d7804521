"""helpers/systems.py: the compared engines are those of the chapters; overlap and cost by hand."""

from __future__ import annotations

import doctest

import pytest

from helpers import evaluation, systems
from helpers.bm25 import bm25_index, bm25_run
from helpers.records import Collection, Document, Qrel, Query
from helpers.search import collection_vectors, splade_run
from helpers.splade import SPLADE
from helpers.switchboard import ABLATIONS, Switches
from helpers.systems import OVERLAPS, bm25_cost, by_overlap, overlap, splade_cost

TINY = Collection(
    "tiny",
    (Document("D1", "", "heart attack care"), Document("D2", "", "broken hip")),
    (Query("Q1", "heart attack"), Query("Q2", "hip fracture"), Query("Q3", "gout")),
    (Qrel("Q1", "D1", 3), Qrel("Q1", "D2", 1), Qrel("Q2", "D2", 2), Qrel("Q3", "D1", 1)),
)


def test_examples() -> None:
    assert doctest.testmod(systems).failed == 0


def test_the_systems_by_name() -> None:
    assert list(systems.systems()) == ["BM25", "+ GloVe", "+ masked", *ABLATIONS]


def test_two_of_the_systems_are_the_chapters(hospital: Collection) -> None:
    made = systems.systems()
    assert made["BM25"](hospital) == bm25_run(bm25_index(hospital), hospital)
    assert made["SPLADE"](hospital) == splade_run(hospital)


def test_overlap_by_hand() -> None:
    assert overlap("heart attack", "heart attack care") == 1
    assert overlap("hip fracture", "broken hip") == 0.5
    assert overlap("the of", "broken hip") == 0


def test_a_query_s_group_is_its_best_answer_s() -> None:
    assert [q.type for q in by_overlap(TINY).queries] == [OVERLAPS[3], OVERLAPS[1], OVERLAPS[0]]


def test_grouping_changes_nothing_else(hospital: Collection) -> None:
    grouped = by_overlap(hospital)
    assert grouped.documents == hospital.documents
    assert [q[:2] for q in grouped.queries] == [q[:2] for q in hospital.queries]
    assert {q.type for q in grouped.queries} == set(OVERLAPS)


def test_bm25_s_cost_by_hand() -> None:
    # postings: 3 + 2; Q1 reads heart and attack, Q2 hip, Q3 nothing
    assert bm25_cost(TINY) == pytest.approx((5 / 3, 2.5, 5, 1.0))


def test_splade_s_cost_is_that_of_its_vectors(hospital: Collection) -> None:
    cost = splade_cost(hospital, Switches())
    assert cost.postings == collection_vectors(hospital).documents[SPLADE].nnz
    assert cost.document_terms == pytest.approx(cost.postings / len(hospital.documents))


def test_a_search_reads_less_without_expansion(hospital: Collection) -> None:
    assert (
        splade_cost(hospital, Switches(query_expansion=False)).read
        < splade_cost(hospital, Switches()).read
    )


def test_pruning_trades_postings_for_hits(hospital: Collection) -> None:
    whole, half, most = systems.pruning(hospital, (0, 0.5, 0.9))
    assert whole.same == 1
    assert whole.read == splade_cost(hospital, Switches()).read
    assert whole.ndcg == pytest.approx(
        evaluation.means({"": splade_run(hospital)}, hospital, "nDCG@10")[""]["all"]
    )
    assert whole.read > half.read > most.read > 0
    assert whole.same > half.same > most.same > 0
    assert whole.query_terms > half.query_terms > most.query_terms >= 1


def test_a_share_that_is_none_is_refused(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="ratio=1: want 0 or more, below 1"):
        systems.pruning(hospital, (1,))
