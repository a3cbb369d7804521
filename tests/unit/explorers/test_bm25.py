"""helpers/explorers/bm25.py: a query's ranking, and each score taken apart."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.explorers.bm25 import TOP_K, BM25Result, bm25_explorer, explore_bm25
from helpers.explorers.sentences import say
from helpers.lexical import bm25_index
from helpers.records import Collection, load_hospital
from tests.inputs import BAD_INPUTS


def ranking(query: str, **changes: Any) -> BM25Result:
    asked: dict[str, Any] = {"tokenizer": "english", "k1": 1.5, "b": 0.75, "document": ""} | changes
    return explore_bm25(query, collection=load_hospital(), **asked)


@pytest.mark.parametrize("source", [*BAD_INPUTS, "gout \ud83d"])
def test_ranking_of_bad_inputs(source: str) -> None:
    result = ranking(source)
    assert bool(result["rows"]) != bool(result["note"])


@pytest.mark.parametrize(
    ("query", "note"),
    [(" ", "no_query"), ("the of", "no_terms"), ("xyzzy", "bm25_nothing")],
)
def test_notes_say_what_is_wrong(query: str, note: str) -> None:
    assert ranking(query)["note"] == say(note)


def test_the_ranking_is_bm25_s(hospital: Collection) -> None:
    result = ranking("warfarin bleeding", k1=1.2, b=0.5)
    found = bm25_index(hospital, "english", 1.2, 0.5).search("warfarin bleeding", 194)
    assert [row["doc_id"] for row in result["rows"]] == [hit.doc_id for hit in found[:TOP_K]]
    assert [row["score"] for row in result["rows"]] == pytest.approx(
        [hit.score for hit in found[:TOP_K]], abs=1e-5
    )
    assert (result["n_found"], result["n_documents"]) == (len(found), 194)


def test_parts_sum_to_the_score(hospital: Collection) -> None:
    for row in bm25_explorer(hospital, "warfarin bleeding").view.result["rows"]:
        assert sum(p["score"] for p in row["parts"]) == pytest.approx(row["score"], abs=1e-8)


def test_controls_move_the_result(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "gout")
    before = explorer.view.result["rows"][0]["score"]
    assert explorer.set(k1=3.0)["rows"][0]["score"] != before


def test_an_explained_document_need_not_be_found(hospital: Collection) -> None:
    result = bm25_explorer(hospital, "heart attack").set(document="D002")
    assert result["explained"]["score"] == 0


def test_no_document_is_explained_unless_chosen() -> None:
    assert ranking("gout")["explained"] is None


@pytest.mark.parametrize(("document", "read"), [("", "D004"), ("D002", "D002")])
def test_the_explained_document_or_the_first_hit_can_be_read(document: str, read: str) -> None:
    page = ranking("heart attack treatment protocol", document=document)["page"]
    assert page is not None
    assert page["doc_id"] == read


def test_the_query_s_words_are_marked_in_every_form() -> None:
    page = ranking("tablet", document="D004")["page"]
    assert page is not None
    assert {s["text"] for s in page["text"] if s["mark"]} == {"tablet", "tablets"}


def test_where_nothing_is_found_nothing_is_there_to_read() -> None:
    assert ranking("xyzzy")["page"] is None


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "heart")
    assert explorer.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(query="gout")["rows"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tokenizer": "porter"}, "tokenizer='porter'"),
        ({"k1": 0}, "k1=0: want a number above 0"),
        ({"b": 2}, "b=2: want a number from 0 to 1"),
        ({"document": "D999"}, "doc_id='D999': not a document"),
    ],
)
def test_what_is_out_of_range_is_one_sentence(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ranking("gout", **change)


def test_no_address_in_a_repr(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "heart")
    assert "0x" not in repr(explorer) + repr(explorer.view)
