"""helpers/explorers/engine.py: filter, pruned query, BM25 and both fused."""

from __future__ import annotations

import pytest

from helpers.explorers.base import Explorer
from helpers.explorers.engine import engine_explorer, explore_engine
from helpers.explorers.sentences import say
from helpers.lexical import bm25_index
from helpers.records import Collection, Document
from helpers.scale.fusion import reciprocal_rank_fusion
from helpers.vectors import collection_vectors, splade_index
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"


@pytest.fixture
def engine(hospital: Collection) -> Explorer:
    return engine_explorer(hospital, QUERY)


def test_nothing_dropped_is_splade_s_own_ranking(engine: Explorer, hospital: Collection) -> None:
    place = [q.text for q in hospital.queries].index(QUERY)
    found = splade_index(hospital).search(collection_vectors(hospital).queries[place], 10)
    assert [p["doc_id"] for p in engine.view.result["rankings"]["SPLADE"]] == [
        hit.doc_id for hit in found
    ]
    assert engine.view.result["dropped"] == []


def test_the_fused_ranking_is_that_of_both(engine: Explorer, hospital: Collection) -> None:
    place = [q.text for q in hospital.queries].index(QUERY)
    vector = collection_vectors(hospital).queries[place]
    both = [splade_index(hospital).search(vector, 100), bm25_index(hospital).search(QUERY, 100)]
    assert [p["doc_id"] for p in engine.view.result["rankings"]["both, fused"]] == [
        hit.doc_id for hit in reciprocal_rank_fusion(both, 10)
    ]


def test_a_place_says_where_it_was_by_the_whole_query(engine: Explorer) -> None:
    whole = {name: list(places) for name, places in engine.view.result["rankings"].items()}
    result = engine.set(percent=50)
    ranks = {p["doc_id"]: rank for rank, p in enumerate(whole["SPLADE"], 1)}
    for place in result["rankings"]["SPLADE"]:
        assert place["before"] == ranks.get(place["doc_id"], place["before"])
        assert place["doc_id"] in ranks or place["before"] is None or place["before"] > 10


def test_dropping_reads_less_and_names_what_is_gone(engine: Explorer) -> None:
    result = engine.set(percent=50)
    assert len(result["dropped"]) == result["n_terms"] // 2
    assert result["postings_read"] < result["postings_read_whole"]
    assert 0 <= result["n_same"] <= result["n_first"] == 10
    assert result["rankings"]["BM25"] == engine.set(percent=0)["rankings"]["BM25"]


def test_one_department_alone(engine: Explorer) -> None:
    result = engine.set(department="Cardiology")
    for places in result["rankings"].values():
        assert {p["department"] for p in places} == {"Cardiology"}


def test_a_department_without_a_hit_is_said() -> None:
    stop, gout = Document("D1", "", "bus stop", "Surgery"), Document("D2", "", "gout", "Medicine")
    explorer = engine_explorer(Collection("own", (stop, gout)), "gout")
    result = explorer.set(percent=95, department="Surgery")
    assert result["note"] == say("none_here")
    assert not any(result["rankings"].values())
    assert explorer.set(department="Medicine")["note"] == ""


@pytest.mark.slow
def test_a_note_is_there_where_no_ranking_is(hospital: Collection) -> None:
    explorer = engine_explorer(hospital, "gout")
    explorer.set(percent=95)
    for department in explorer.view.choices["department"]:
        result = explorer.set(department=department)
        assert bool(result["note"]) != any(result["rankings"].values())


def test_departments_without_a_name_cannot_be_chosen() -> None:
    small = Collection("own", (Document("D1", "", "gout"), Document("D2", "", "hip", "er")))
    assert engine_explorer(small, "gout").view.choices["department"] == ["", "er"]


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
def test_an_engine_of_bad_inputs(engine: Explorer, source: str) -> None:
    result = engine.set(query=source)
    assert "error" not in result
    assert bool(result["note"]) == (not source.strip())


def test_half_a_character_is_answered_as_the_sign_for_one(engine: Explorer) -> None:
    assert engine.set(query="hip \ud83d")["query"] == "hip \ufffd"


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(engine: Explorer) -> None:
    assert engine.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert engine.set(query="gout")["rankings"]


@pytest.mark.parametrize("percent", [-1, 100])
def test_a_share_that_is_none_is_refused(hospital: Collection, percent: int) -> None:
    with pytest.raises(ValueError, match=f"percent={percent}: want 0 or more, below 100"):
        explore_engine(QUERY, "", percent, hospital, "clinical-splade")


def test_no_address_in_a_repr(engine: Explorer) -> None:
    assert "0x" not in repr(engine) + repr(engine.view)
