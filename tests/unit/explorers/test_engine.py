"""helpers/explorers of the appendix: answers, bad input, and the controls that ask."""

from __future__ import annotations

import json
import time

import pytest

from helpers.explorers import engine_explorer, explore_engine, growth_explorer, request_explorer
from helpers.explorers.base import Explorer
from helpers.growth import SETTLED, carried, measured
from helpers.records import Collection
from helpers.search import collection_vectors, splade_index
from helpers.splade import SPLADE
from tests.test_text import BAD_INPUTS

QUERY = "heart attack treatment protocol"
LONG = "The query has 10,001 characters; this page takes up to 10,000."


@pytest.fixture
def engine(hospital: Collection) -> Explorer:
    return engine_explorer(hospital, QUERY)


def test_nothing_dropped_is_splade_s_own_ranking(engine: Explorer, hospital: Collection) -> None:
    vector = collection_vectors(hospital).queries[SPLADE][
        [q.text for q in hospital.queries].index(QUERY)
    ]
    found = splade_index(hospital).search(vector, 10)
    assert [p["doc_id"] for p in engine.view.result["rankings"]["SPLADE"]] == [
        hit.doc_id for hit in found
    ]
    assert engine.view.result["dropped"] == []


def test_dropping_reads_less_and_names_what_is_gone(engine: Explorer) -> None:
    result = engine.set(percent=50)
    assert len(result["dropped"]) == result["n_terms"] // 2
    assert result["read"] < result["read_whole"]
    assert 0 <= result["n_same"] <= result["n_first"] == 10
    assert result["rankings"]["BM25"] == engine.set(percent=0)["rankings"]["BM25"]


def test_one_department_alone(engine: Explorer) -> None:
    result = engine.set(department="Cardiology")
    for places in result["rankings"].values():
        assert {p["department"] for p in places} == {"Cardiology"}


def test_a_department_without_a_hit_is_said(hospital: Collection) -> None:
    explorer = engine_explorer(hospital, "gout")
    notes = {
        department: explorer.set(department=department, percent=95)["note"]
        for department in explorer.view.choices["department"]
    }
    empty = [name for name, note in notes.items() if note]
    for name in empty:
        assert notes[name] == "Nothing is found here: choose another department."
        assert not any(explorer.set(department=name)["rankings"].values())
    assert "" not in empty


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_an_engine_of_bad_inputs(engine: Explorer, source: str) -> None:
    result = engine.set(query=source)
    assert "error" not in result
    assert bool(result["note"]) == (not source.strip())


def test_an_engine_s_query_too_long_is_one_sentence_and_it_works_on(engine: Explorer) -> None:
    assert engine.set(query="x" * 10_001) == {"error": LONG}
    assert engine.set(query="gout")["rankings"]


@pytest.mark.parametrize("percent", [-1, 100])
def test_a_share_that_is_none_is_refused(hospital: Collection, percent: int) -> None:
    with pytest.raises(ValueError, match=f"percent={percent}: want 0 or more, below 100"):
        explore_engine(QUERY, "", percent, hospital, "clinical-splade")


def test_the_engine_answers_within_100_ms(engine: Explorer) -> None:
    engine.set(query="broken hip")
    started = time.perf_counter()
    engine.set(percent=40)
    engine.set(department="Cardiology")
    assert time.perf_counter() - started < 0.2


def test_more_documents_cost_more() -> None:
    explorer = growth_explorer()
    small, large = (explorer.set(documents=n) for n in (100_000, 1_000_000_000))
    assert (small["times_beyond"], large["times_beyond"]) == (1.0, 1e9 / 300_000)
    for one, other in zip(small["systems"], large["systems"], strict=True):
        assert one["memory_mb"] < other["memory_mb"]
        assert one["query_ms"] < other["query_ms"]
    assert large["encode_s"] == 1e4 * small["encode_s"]


def test_smaller_machines_are_more_and_each_has_less_to_do() -> None:
    explorer = growth_explorer(documents=1_000_000_000)
    small, large = (explorer.set(memory=gigabytes) for gigabytes in (16, 1024))
    for one, other in zip(small["systems"], large["systems"], strict=True):
        assert one["machines"] > other["machines"] >= 1
        assert one["sharded_ms"] < other["sharded_ms"] <= other["query_ms"]


def test_growth_is_by_the_lines_carried_on() -> None:
    result = growth_explorer().set(documents=10_000_000)
    line = carried(measured())["Milvus Lite"]["memory_mb"]
    assert next(s for s in result["systems"] if s["system"] == "Milvus Lite")[
        "memory_mb"
    ] == line.at(10_000_000)
    assert SETTLED < 10_000_000


@pytest.mark.parametrize("engine", ["elasticsearch", "opensearch", "qdrant", "milvus"])
def test_every_weight_of_the_query_is_in_the_request(hospital: Collection, engine: str) -> None:
    result = request_explorer(hospital, QUERY).set(engine=engine)
    assert result["n_terms"] == 20
    weights = json.dumps(result["body"]).count(".")
    assert weights == 20


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_a_request_of_bad_inputs(hospital: Collection, source: str) -> None:
    result = request_explorer(hospital, source).view.result
    assert json.dumps(result["body"])
    assert bool(result["note"]) == (not source.strip())


def test_a_request_too_long_is_one_sentence_and_it_works_on(hospital: Collection) -> None:
    explorer = request_explorer(hospital, QUERY)
    assert explorer.set(query="x" * 10_001) == {"error": LONG}
    assert explorer.set(query="gout")["body"]


@pytest.mark.parametrize("make", [engine_explorer, request_explorer])
def test_no_address_in_a_repr(hospital: Collection, make: object) -> None:
    explorer = make(hospital, QUERY)  # type: ignore[operator]
    assert "0x" not in repr(explorer) + repr(explorer.view)
    assert "0x" not in repr(growth_explorer())
