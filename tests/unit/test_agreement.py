"""helpers/agreement.py: kappa, and what two judges of the hospital gave."""

from __future__ import annotations

import pytest

from helpers import agreement
from helpers.records import Collection, Document, Qrel, Query, load_hospital, load_second_judge

DOCUMENTS = tuple(Document(f"D{i}", "", "text") for i in range(3))
QUERIES = (Query("Q1", "one", "exact"), Query("Q2", "two", "mixed"))


def judged(*qrels: tuple[str, str, int]) -> Collection:
    return Collection("tiny", DOCUMENTS, QUERIES, tuple(Qrel(*qrel) for qrel in qrels))


def test_what_the_first_judge_left_out_is_zero() -> None:
    first = judged(("Q1", "D0", 3))
    second = judged(("Q1", "D0", 2), ("Q1", "D1", 1), ("Q2", "D0", 0))
    both = agreement.grades(first, second)
    assert both[["first", "second"]].to_numpy().tolist() == [[3, 2], [0, 1], [0, 0]]


def test_a_summary_has_a_row_a_type() -> None:
    second = judged(("Q1", "D0", 2), ("Q1", "D1", 0), ("Q2", "D0", 0), ("Q2", "D1", 1))
    table = agreement.summary(judged(("Q1", "D0", 3)), second, ["exact", "mixed"])
    assert dict(table["pairs"]) == {"exact": 2, "mixed": 2, "all": 4}
    assert table["kappa"]["exact"] == 1
    assert table["of grades"]["exact"] == pytest.approx(6 / 7)
    assert dict(table["to both"]) == {"exact": 1, "mixed": 0, "all": 1}


def test_the_second_judge_read_what_the_first_found_relevant() -> None:
    read = {(q, d) for q, d, _ in load_second_judge().qrels}
    asked = {q for q, _ in read}
    relevant = {(q, d) for q, d, grade in load_hospital().qrels if grade > 0 and q in asked}
    assert relevant <= read


def test_the_judges_agree_as_the_page_says() -> None:
    table = agreement.summary(load_hospital(), load_second_judge())
    assert table["kappa"]["all"] > 0.8
