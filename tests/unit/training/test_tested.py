"""training/experiments/tested.py: rankings, means over seeds, and differences."""

from __future__ import annotations

import pandas as pd
import pytest
import torch

from helpers.records import Collection, Document, Qrel, Query
from training.experiments import tested

DOCUMENTS = tuple(Document(f"D{i:02}", "", "text") for i in range(12))
QUERIES = (Query("Q1", "one", "exact"), Query("Q2", "two", "mixed"))
TINY = Collection("data/tiny", DOCUMENTS, QUERIES, (Qrel("Q1", "D01", 3), Qrel("Q2", "D02", 3)))


@pytest.fixture(autouse=True)
def _only_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tested, "collections", lambda: (TINY,))


def values(one: float, two: float) -> tested.PerQuery:
    return {"tiny": pd.Series({"Q1": one, "Q2": two})}


def test_the_best_ten_are_found_and_nothing_that_scores_zero() -> None:
    scores = torch.zeros(2, 12)
    scores[0] = torch.arange(1, 13)
    scores[1, 2] = 5
    found = tested.hits(scores, TINY)
    assert [hit.doc_id for hit in found if hit.query_id == "Q1"][:2] == ["D11", "D10"]
    assert sum(hit.query_id == "Q1" for hit in found) == tested.TOP
    assert [hit.doc_id for hit in found if hit.query_id == "Q2"] == ["D02"]


def test_a_right_answer_in_first_place_is_worth_one() -> None:
    scores = torch.zeros(2, 12)
    scores[1, 2] = 5
    assert dict(tested.measured(tested.hits(scores, TINY), TINY)) == {"Q1": 0.0, "Q2": 1.0}


def test_seeds_are_averaged_query_by_query() -> None:
    assert dict(tested.averaged([values(0, 1), values(1, 1)])["tiny"]) == {"Q1": 0.5, "Q2": 1.0}


def test_means_have_a_row_a_kind_and_one_of_all() -> None:
    table = tested.means({"ours": values(0, 1)}).set_index("queries")
    assert dict(table[tested.MEASURE]) == {"exact": 0.0, "mixed": 1.0, "all": 0.5}
    assert dict(table["n"]) == {"exact": 1, "mixed": 1, "all": 2}


def test_a_difference_is_the_first_minus_the_second() -> None:
    found = {"ours": values(0, 1), "theirs": values(1, 1)}
    table = tested.gaps(found, [("ours", "theirs")]).set_index("queries")
    assert table["mean"]["all"] == -0.5
    assert (table["low"] <= table["mean"]).all()
    assert (table["mean"] <= table["high"]).all()
