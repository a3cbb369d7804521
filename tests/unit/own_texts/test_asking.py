"""helpers/own_texts/asking.py: own texts asked, and models beside each other on them."""

from __future__ import annotations

import doctest

import pandas as pd
import pytest

from helpers.own_texts import EXAMPLE, asking, read_texts
from helpers.own_texts.asking import ask, side_by_side
from helpers.records import Collection, Document, Qrel, Query
from helpers.systems import runs

pytestmark = pytest.mark.model

SPLADE = "clinical-splade"
TWO = (Document("a", "Gout", "a red toe"), Document("b", "", "a broken hip"))


@pytest.fixture(scope="module")
def workshop() -> Collection:
    return read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv").collection


def answers(*queries: Query, qrels: tuple[Qrel, ...] = (), top_k: int = 3) -> pd.DataFrame:
    return side_by_side(Collection("two", TWO, queries, qrels), [SPLADE], top_k).answers


def test_examples() -> None:
    assert doctest.testmod(asking).failed == 0


@pytest.mark.slow
def test_ask_answers_by_all_four_systems(workshop: Collection) -> None:
    found = ask(workshop, "flat tyre", 2)
    assert list(found) == ["BM25", "+ GloVe", "+ masked", "SPLADE"]
    assert "B01" in [hit.doc_id for hit in found["SPLADE"]]


@pytest.mark.slow
def test_ask_takes_a_query_that_is_longer_than_a_model_reads(workshop: Collection) -> None:
    found = ask(workshop, "flat tyre " * 300, 2)
    assert [name for name, hits in found.items() if not hits] == []


def test_ask_takes_half_a_character(workshop: Collection) -> None:
    found = ask(workshop, "flat tyre \ud83d", 2)["SPLADE"]
    assert "B01" in [hit.doc_id for hit in found]


def test_ask_takes_a_query_without_a_term(workshop: Collection) -> None:
    assert ask(workshop, "")["BM25"] == []


@pytest.mark.parametrize("parts", [True, False])
def test_ask_wants_a_positive_top_k(workshop: Collection, parts: bool) -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        ask(workshop, "x", 0, parts=parts)


def test_ask_wants_a_model_that_there_is(workshop: Collection) -> None:
    with pytest.raises(ValueError, match="no-such-model"):
        ask(workshop, "x", model="no-such-model")


def test_every_system_runs_on_own_texts(workshop: Collection) -> None:
    made = runs(workshop)
    assert {hit.query_id for hit in made["SPLADE"]} == {q.query_id for q in workshop.queries}


def test_a_row_for_each_query(workshop: Collection) -> None:
    table = side_by_side(workshop, [SPLADE]).answers
    assert table.index.tolist() == [q.text for q in workshop.queries]


def test_models_are_scored_where_queries_are_judged(workshop: Collection) -> None:
    scores = side_by_side(workshop, [SPLADE]).scores
    assert {run for run, _ in scores.index} == {"BM25", SPLADE}


def test_without_judgements_there_are_no_scores() -> None:
    made = side_by_side(Collection("two", TWO, (Query("1", "toe"),)), [SPLADE])
    assert made.scores.empty


def test_an_unjudged_query_has_titles_and_no_rank() -> None:
    assert answers(Query("1", "toe")).at["toe", "BM25"] == "Gout"


def test_a_document_without_a_title_is_called_by_its_text() -> None:
    assert answers(Query("1", "hip")).at["hip", "BM25"] == "a broken hip"


@pytest.mark.parametrize(
    ("query", "qrel", "wanted"),
    [
        ("toe", Qrel("1", "a", 1), "1: Gout"),
        ("red hip", Qrel("1", "b", 1), "2: Gout"),
        ("toe", Qrel("1", "b", 2), "none: Gout"),
        ("toe", Qrel("1", "a", 0), "Gout"),
    ],
    ids=["first", "second", "not found", "judged 0"],
)
def test_a_judged_query_has_the_rank_of_its_answer(query: str, qrel: Qrel, wanted: str) -> None:
    table = answers(Query("1", query), qrels=(qrel,), top_k=1)
    assert str(table.at[query, "BM25"]).split(";")[0] == wanted


def test_nothing_found_is_said() -> None:
    assert answers(Query("1", "xyzzy")).at["xyzzy", "BM25"] == "nothing"


def test_two_queries_of_one_text_have_a_row_each() -> None:
    assert len(answers(Query("1", "toe"), Query("2", "toe"))) == 2


def test_so_many_documents_are_named() -> None:
    cells = answers(Query("1", "a broken toe and hip"), top_k=1)
    assert ";" not in str(cells.iat[0, 0])


def test_no_query_is_refused() -> None:
    with pytest.raises(ValueError, match="'two': want at least one query"):
        side_by_side(Collection("two", TWO), [SPLADE])


def test_side_by_side_wants_a_positive_top_k(workshop: Collection) -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        side_by_side(workshop, [SPLADE], 0)


def test_side_by_side_wants_models_that_there_are(workshop: Collection) -> None:
    with pytest.raises(ValueError, match="no-such-model"):
        side_by_side(workshop, ["no-such-model"])
