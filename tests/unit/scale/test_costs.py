"""helpers/scale/costs.py: what a search reads, by hand, and what pruning a query loses."""

from __future__ import annotations

import pytest
from scipy.sparse import csr_matrix

from helpers.ablation import Ablation, ablated
from helpers.evaluation import means
from helpers.records import Collection, Document, Qrel, Query
from helpers.scale.costs import costs, pruning
from helpers.search import InvertedIndex
from helpers.systems import PartsSystem, SparseSystem, bm25_system, run, splade_system
from helpers.vectors import collection_vectors

pytestmark = pytest.mark.model

TINY = Collection(
    "tiny",
    (Document("D1", "", "heart attack care"), Document("D2", "", "broken hip")),
    (Query("Q1", "heart attack"), Query("Q2", "hip fracture"), Query("Q3", "gout")),
    (Qrel("Q1", "D1", 3), Qrel("Q1", "D2", 1), Qrel("Q2", "D2", 2), Qrel("Q3", "D1", 1)),
)


def test_bm25_s_costs_by_hand() -> None:
    # postings: 3 + 2; Q1 reads heart and attack, Q2 hip, Q3 nothing
    assert costs({"BM25": bm25_system(TINY)}, TINY).loc["BM25"].to_dict() == {
        "terms per query": 1.0,
        "terms per document": 2.5,
        "postings": 5,
        "bytes": 40,
        "terms in use": 5,
        "postings read per query": 1.0,
    }


def test_a_part_of_a_document_counts_as_one() -> None:
    whole = bm25_system(TINY)
    parts = PartsSystem(whole, {"D1": "D", "D2": "D"})
    assert costs({"BM25": parts}, TINY).equals(costs({"BM25": whole}, TINY))


def test_a_term_without_a_posting_is_not_in_use() -> None:
    index = InvertedIndex(["D1", "D2"], csr_matrix([[0, 2.0, 1.0], [0, 1.0, 0]]), ["a", "b", "c"])
    system = SparseSystem(index, lambda texts: csr_matrix([[1.0, 1.0, 0]] * len(texts)))
    made = costs({"s": system}, TINY).loc["s"]
    assert made["terms in use"] == 2
    assert made["postings read per query"] == 2


def test_splade_s_costs_are_those_of_its_vectors(hospital: Collection) -> None:
    made = costs({"SPLADE": splade_system(hospital)}, hospital).loc["SPLADE"]
    vectors = collection_vectors(hospital)
    assert made["postings"] == vectors.documents.nnz
    assert made["terms per document"] == pytest.approx(made["postings"] / len(hospital.documents))
    assert made["terms per query"] == pytest.approx(vectors.queries.nnz / len(hospital.queries))


def test_a_search_reads_less_without_expansion(hospital: Collection) -> None:
    made = costs(
        {
            "whole": splade_system(hospital),
            "without": ablated(hospital, Ablation(query_expansion=False)),
        },
        hospital,
    )["postings read per query"]
    assert made["without"] < made["whole"]


def test_pruning_trades_postings_for_hits(hospital: Collection) -> None:
    table = pruning(hospital, (0, 0.5, 0.9))
    assert list(table.index) == [0, 0.5, 0.9]
    for column in ("postings read", "first ten left", "terms"):
        whole, half, most = table[column]
        assert whole > half > most > 0


def test_a_query_that_is_whole_loses_nothing(hospital: Collection) -> None:
    system = splade_system(hospital)
    whole = pruning(hospital, (0,)).loc[0]
    assert whole["first ten left"] == 1
    assert whole["postings read"] == costs({"": system}, hospital).at["", "postings read per query"]
    ndcg = means({"": run(system, hospital.queries)}, hospital).at["", "all"]
    assert whole["nDCG@10"] == pytest.approx(ndcg)


def test_a_pruned_query_keeps_a_term(hospital: Collection) -> None:
    assert pruning(hospital, (0.999,))["terms"].to_list() == [1]


@pytest.mark.parametrize("ratio", [-0.1, 1])
def test_a_share_that_is_none_is_refused(hospital: Collection, ratio: float) -> None:
    with pytest.raises(ValueError, match=f"ratio={ratio}: want 0 or more, below 1"):
        pruning(hospital, (ratio,))
