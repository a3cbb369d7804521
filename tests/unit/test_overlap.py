"""helpers/overlap.py: overlap by hand, and the groups that it makes."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given

from helpers import overlap as module
from helpers.overlap import OVERLAPS, by_overlap, overlap
from helpers.records import Collection, Document, Qrel, Query
from tests.inputs import any_text

TINY = Collection(
    "tiny",
    (Document("D1", "", "heart attack care"), Document("D2", "", "broken hip")),
    (Query("Q1", "heart attack"), Query("Q2", "hip fracture"), Query("Q3", "gout")),
    (Qrel("Q1", "D1", 3), Qrel("Q1", "D2", 1), Qrel("Q2", "D2", 2), Qrel("Q3", "D1", 1)),
)


def grouped(query: str, *qrels: tuple[str, int]) -> str:
    """The group of a query with these answers."""
    judged = tuple(Qrel("Q1", doc_id, grade) for doc_id, grade in qrels)
    return by_overlap(Collection("", TINY.documents, (Query("Q1", query),), judged)).queries[0].type


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def test_overlap_by_hand() -> None:
    assert overlap("heart attack", "heart attack care") == 1
    assert overlap("hip fracture", "broken hip") == 0.5
    assert overlap("the of", "broken hip") == 0


def test_a_repeated_term_counts_once() -> None:
    assert overlap("hip hip fracture", "broken hip") == 0.5


@given(any_text(60), any_text(60))
def test_overlap_is_a_share(query: str, document: str) -> None:
    assert 0 <= overlap(query, document) <= 1


def test_a_query_s_group_is_its_best_answer_s() -> None:
    assert [q.type for q in by_overlap(TINY).queries] == [OVERLAPS[3], OVERLAPS[1], OVERLAPS[0]]


@pytest.mark.parametrize(
    ("query", "group"),
    [
        ("gout", "none"),
        ("heart gout knee", "up to half"),
        ("heart gout", "up to half"),
        ("heart attack gout", "over half"),
        ("heart attack", "whole"),
    ],
)
def test_groups_by_hand(query: str, group: str) -> None:
    assert grouped(query, ("D1", 1)) == group


def test_the_most_relevant_answer_counts_and_of_several_the_one_with_most() -> None:
    assert grouped("heart attack", ("D1", 1), ("D2", 2)) == "none"
    assert grouped("heart attack", ("D2", 2), ("D1", 2)) == "whole"


def test_a_document_judged_not_relevant_is_no_answer() -> None:
    assert grouped("heart attack", ("D1", 0)) == "none"


def test_a_query_that_nobody_judged_overlaps_with_nothing() -> None:
    assert grouped("heart attack") == "none"


def test_grouping_changes_nothing_else(hospital: Collection) -> None:
    made = by_overlap(hospital)
    assert made.documents == hospital.documents
    assert [q[:2] for q in made.queries] == [q[:2] for q in hospital.queries]
    assert {q.type for q in made.queries} == set(OVERLAPS)
