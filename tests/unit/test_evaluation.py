"""helpers/evaluation.py, against numbers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import bootstrap

from helpers.evaluation import (
    by_rank,
    by_type,
    comparison,
    evaluate,
    means,
    paired_bootstrap,
    scoreboard,
)
from helpers.records import Collection, Document, Qrel, Query, ScoredDoc

TINY = Collection(
    "tiny",
    tuple(Document(f"D{i}", "", "x") for i in range(1, 5)),
    (Query("Q1", "a", "exact"), Query("Q2", "b", "mixed")),
    (Qrel("Q1", "D1", 3), Qrel("Q1", "D2", 1), Qrel("Q2", "D3", 2)),
)
RUN = [ScoredDoc("Q1", "D4", 3.0), ScoredDoc("Q1", "D1", 2.0)]


def test_ndcg_by_hand() -> None:
    # found at rank 2 with grade 3: 3 / log2(3); the best order gives 3 / log2(2) + 1 / log2(3)
    wanted = (3 / math.log2(3)) / (3 + 1 / math.log2(3))
    assert evaluate(RUN, TINY)["nDCG@10"]["Q1"] == pytest.approx(wanted)


def test_recall_by_hand() -> None:
    assert evaluate(RUN, TINY)["R@10"]["Q1"] == 0.5


def test_reciprocal_rank_by_hand() -> None:
    assert evaluate(RUN, TINY)["RR@10"]["Q1"] == 0.5


def test_a_query_that_found_nothing_counts_0() -> None:
    assert evaluate(RUN, TINY)["R@10"]["Q2"] == 0


def test_ties_are_judged_in_the_order_shown() -> None:
    tied = [ScoredDoc("Q1", "D4", 1.0), ScoredDoc("Q1", "D1", 1.0)]
    assert [h.doc_id for h in by_rank(tied)] == ["D1", "D4"]
    assert evaluate(tied, TINY)["RR@10"]["Q1"] == 1


def test_types_and_all() -> None:
    grouped = by_type(evaluate(RUN, TINY), TINY)
    assert list(grouped) == ["exact", "mixed", "all"]
    assert grouped["all"]["RR@10"] == 0.25


def test_means_are_those_of_by_type() -> None:
    assert means({"run": RUN}, TINY, "RR@10") == {"run": {"exact": 0.5, "mixed": 0.0, "all": 0.25}}


def test_scoreboard_has_a_line_a_type() -> None:
    lines = scoreboard({"run": RUN}, TINY).split("\n")
    assert len(lines) == 4
    assert lines[1].split()[:3] == ["run", "exact", "(1)"]
    assert lines[1].split()[-1] == "0.500"


def test_bootstrap_of_a_constant_gap_has_no_width() -> None:
    gap = paired_bootstrap({"Q1": 0.5, "Q2": 0.7}, {"Q1": 0.25, "Q2": 0.45})
    assert gap == pytest.approx((0.25, 0.25, 0.25))


def test_bootstrap_contains_the_mean_and_is_the_same_twice() -> None:
    ours = {f"Q{i}": i % 3 / 2 for i in range(30)}
    theirs = dict.fromkeys(ours, 0.4)
    gap = paired_bootstrap(ours, theirs)
    assert gap.low < gap.mean < gap.high
    assert paired_bootstrap(ours, theirs) == gap


def test_bootstrap_agrees_with_scipy() -> None:
    rng = np.random.default_rng(3)
    ours = {f"Q{i:02d}": float(v) for i, v in enumerate(rng.normal(size=60))}
    gap = paired_bootstrap(ours, dict.fromkeys(ours, 0.0))
    theirs = bootstrap(
        (list(ours.values()),), np.mean, n_resamples=10_000, method="percentile", random_state=rng
    ).confidence_interval
    assert (gap.low, gap.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_bootstrap_wants_the_same_queries() -> None:
    with pytest.raises(ValueError, match="want the same ones"):
        paired_bootstrap({"Q1": 1.0}, {"Q2": 1.0})


def test_comparison_says_the_difference_to_the_first_run() -> None:
    lines = comparison({"base": [], "ours": RUN}, TINY).split("\n")
    assert lines[4].split()[-3:] == ["+0.521", "[+0.521,", "+0.521]"]
