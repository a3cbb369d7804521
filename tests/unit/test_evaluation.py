"""helpers/evaluation.py, against numbers worked by hand and ir_measures' own means."""

from __future__ import annotations

import math

import ir_measures
import pytest
from ir_measures import RR, nDCG

from helpers.bootstrap import paired_bootstrap
from helpers.evaluation import (
    MEASURES,
    break_ties,
    by_type,
    comparison,
    differences,
    evaluate,
    group_ids,
    judged,
    means,
    scoreboard,
)
from helpers.lexical import bm25_index
from helpers.records import Collection, Document, Qrel, Query, ScoredDoc

TINY = Collection(
    "tiny",
    tuple(Document(f"D{i}", "", "x") for i in range(1, 5)),
    (Query("Q1", "a", "exact"), Query("Q2", "b", "mixed")),
    (Qrel("Q1", "D1", 3), Qrel("Q1", "D2", 1), Qrel("Q2", "D3", 2)),
)
RUN = [ScoredDoc("Q1", "D4", 3.0), ScoredDoc("Q1", "D1", 2.0)]
# as in BEIR: of many queries a few are judged
MANY = Collection(
    "many",
    (Document("D1", "", "x"),),
    tuple(Query(f"Q{i}", "x", "exact") for i in range(10)),
    (Qrel("Q0", "D1", 1), Qrel("Q9", "D1", 2)),
)


def test_ndcg_by_hand() -> None:
    # found at rank 2 with grade 3: 3 / log2(3); the best order gives 3 / log2(2) + 1 / log2(3)
    wanted = (3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert evaluate(RUN, TINY).at["Q1", "nDCG@10"] == pytest.approx(wanted)


def test_recall_by_hand() -> None:
    assert evaluate(RUN, TINY).at["Q1", "R@10"] == 0.5


def test_reciprocal_rank_by_hand() -> None:
    assert evaluate(RUN, TINY).at["Q1", "RR@10"] == 0.5


def test_a_query_that_found_nothing_counts_0() -> None:
    assert (evaluate(RUN, TINY).drop(columns="type").loc["Q2"] == 0).all()


def test_a_run_that_found_nothing_counts_0() -> None:
    assert evaluate([], TINY)["nDCG@10"].tolist() == [0, 0]


def test_a_row_per_query_with_its_type_and_a_column_per_measure() -> None:
    table = evaluate(RUN, TINY)
    assert list(table.index) == ["Q1", "Q2"]
    assert list(table.columns) == ["type", *map(str, MEASURES)]
    assert list(table["type"]) == ["exact", "mixed"]


def test_only_the_asked_measures() -> None:
    assert list(evaluate(RUN, TINY, [RR])) == ["type", "RR"]


def test_ties_are_judged_in_the_order_shown() -> None:
    tied = [ScoredDoc("Q1", "D4", 1.0), ScoredDoc("Q1", "D1", 1.0)]
    assert [h.doc_id for h in break_ties(tied)] == ["D1", "D4"]
    assert evaluate(tied, TINY).at["Q1", "RR@10"] == 1


def test_ties_are_broken_query_by_query() -> None:
    run = [ScoredDoc("Q1", "D2", 1.0), ScoredDoc("Q2", "D3", 9.0), ScoredDoc("Q1", "D1", 2.0)]
    assert break_ties(run) == [("Q1", "D1", 0.0), ("Q1", "D2", -1.0), ("Q2", "D3", 0.0)]


def test_every_value_is_ir_measures_own(hospital: Collection) -> None:
    index = bm25_index(hospital)
    run = [h for q in hospital.queries for h in index.search(q.text, 100, q.query_id)]
    table = evaluate(run, hospital)
    qrels = [ir_measures.Qrel(*qrel) for qrel in hospital.qrels]
    scored = [ir_measures.ScoredDoc(*hit) for hit in break_ties(run)]
    for metric in ir_measures.iter_calc(MEASURES, qrels, scored):
        assert table.at[metric.query_id, str(metric.measure)] == metric.value


@pytest.mark.parametrize("found", [range(10), range(1)])
def test_unjudged_queries_are_left_out_of_means_as_in_ir_measures(found: range) -> None:
    run = [ScoredDoc(f"Q{i}", "D1", 1.0) for i in found]
    qrels = [ir_measures.Qrel(*qrel) for qrel in MANY.qrels]
    scored = [ir_measures.ScoredDoc(*hit) for hit in run]
    wanted = ir_measures.calc_aggregate([nDCG @ 10], qrels, scored)[nDCG @ 10]
    assert by_type(evaluate(run, MANY)).at["all", "nDCG@10"] == wanted
    assert means({"run": run}, MANY).at["run", "all"] == wanted


def test_unjudged_queries_have_no_row() -> None:
    assert list(evaluate([], MANY).index) == list(judged(MANY).index) == ["Q0", "Q9"]


def test_a_judgement_of_an_unknown_query_counts_nothing() -> None:
    odd = Collection("odd", TINY.documents, TINY.queries, (*TINY.qrels, Qrel("Q7", "D1", 3)))
    assert evaluate([*RUN, ScoredDoc("Q7", "D1", 1.0)], odd).equals(evaluate(RUN, TINY))


@pytest.mark.parametrize("queries", [(), TINY.queries])
def test_without_a_judged_query_nothing_is_measured(queries: tuple[Query, ...]) -> None:
    with pytest.raises(ValueError, match="collection='new': no query of it is judged"):
        evaluate(RUN, Collection("new", TINY.documents, queries))


def test_types_and_all() -> None:
    grouped = by_type(evaluate(RUN, TINY))
    assert list(grouped.index) == ["exact", "mixed", "all"]
    assert list(grouped["n"]) == [1, 1, 2]
    assert grouped.at["all", "RR@10"] == 0.25


def test_groups_name_their_queries() -> None:
    groups = {"exact": ["Q1"], "mixed": ["Q2"], "all": ["Q1", "Q2"]}
    assert group_ids(evaluate(RUN, TINY)) == groups


def test_means_are_those_of_by_type() -> None:
    table = means({"run": RUN, "none": []}, TINY, "RR@10")
    assert table.loc["run"].to_dict() == {"exact": 0.5, "mixed": 0.0, "all": 0.25}
    assert list(table.index) == ["run", "none"]


def test_an_unknown_measure() -> None:
    with pytest.raises(ValueError, match=r"measure='MAP': allowed are nDCG@10, R@10, R@100, RR@10"):
        means({"run": RUN}, TINY, "MAP")


@pytest.mark.parametrize("table", [means, scoreboard])
def test_no_run_has_no_table(table: object) -> None:
    with pytest.raises(ValueError, match="want at least one run"):
        table({}, TINY)  # type: ignore[operator]


def test_differences_are_the_paired_bootstrap_s() -> None:
    other = [ScoredDoc("Q1", "D1", 1.0), ScoredDoc("Q2", "D1", 2.0), ScoredDoc("Q2", "D3", 1.0)]
    made = differences({"BM25": RUN, "ours": other}, TINY, "RR@10")
    assert list(made) == ["exact", "mixed", "all"]
    assert made["all"]["ours"] == paired_bootstrap({"Q1": 1.0, "Q2": 0.5}, {"Q1": 0.5, "Q2": 0.0})
    assert made["exact"]["ours"] == (0.5, 0.5, 0.5)
    assert made["all"]["BM25"] == (0, 0, 0)


def test_an_unknown_base() -> None:
    with pytest.raises(ValueError, match="base='BM25': allowed are ours, theirs"):
        differences({"ours": RUN, "theirs": RUN}, TINY)


def test_comparison_says_the_difference_to_the_first_run() -> None:
    table = comparison({"base": [], "ours": RUN}, TINY)
    assert list(table.columns) == ["n", "nDCG@10", "difference", "low", "high"]
    assert table.xs(("ours", "exact")).to_dict() == {
        "n": 1, "nDCG@10": 0.521, "difference": 0.521, "low": 0.521, "high": 0.521,
    }  # fmt: skip
    assert table.at[("base", "exact"), "nDCG@10"] == 0


def test_scoreboard_has_a_row_a_type() -> None:
    table = scoreboard({"run": RUN}, TINY)
    assert list(table.index) == [("run", "exact"), ("run", "mixed"), ("run", "all")]
    assert table.xs(("run", "exact")).to_dict() == {
        "n": 1, "nDCG@10": 0.521, "R@10": 0.5, "RR@10": 0.5,
    }  # fmt: skip
