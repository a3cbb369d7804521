"""helpers/explorers/neighbours.py: a query's words, their neighbours, and what adding them does."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.explorers.neighbours import NeighboursResult, explore_neighbours, neighbours_explorer
from helpers.explorers.sentences import say
from helpers.lexical import bm25_index
from helpers.records import Collection, load_hospital
from helpers.static_vectors import neighbours
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model


def near(query: str, **changes: Any) -> NeighboursResult:
    asked: dict[str, Any] = {"top_k": 3, "vectors": "glove-50k", "weight": 0.5} | changes
    return explore_neighbours(query, collection=load_hospital(), **asked)


@pytest.mark.parametrize("source", [*BAD_INPUTS, "gout \ud83d"])
def test_neighbours_of_bad_inputs(source: str) -> None:
    result = near(source)
    assert bool(result["words"]) != bool(result["note"])


def test_words_have_their_neighbours() -> None:
    word = near("the heart")["words"][0]
    assert (word["word"], word["known"]) == ("heart", True)
    assert [n["word"] for n in word["near"]] == [n.word for n in neighbours("heart", 3)]
    assert word["near"][0]["cosine"] == round(neighbours("heart", 1)[0].cosine, 6)


def test_a_word_without_a_vector_is_said() -> None:
    assert near("xyzzyx gout")["words"][0] == {"word": "xyzzyx", "known": False, "near": []}


def test_no_word_is_said() -> None:
    assert near("the of")["note"] == say("no_word")


def test_weight_0_leaves_the_ranking() -> None:
    result = near("heart attack", weight=0.0)
    assert result["after"] == result["before"]


def test_before_anything_is_added_the_ranking_is_bm25_s(hospital: Collection) -> None:
    found = bm25_index(hospital).search("heart attack", 5)
    assert [hit["doc_id"] for hit in near("heart attack")["before"]] == [h.doc_id for h in found]


def test_added_terms_are_named(hospital: Collection) -> None:
    result = neighbours_explorer(hospital, "broken hip").set(weight=1.0)
    assert any(hit["added"] for hit in result["after"])
    assert not any(hit["added"] for hit in result["before"])


def test_top_k_of_0_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        near("heart", top_k=0)


def test_vectors_out_of_reach_are_one_sentence(
    hospital: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise OSError("no network")

    monkeypatch.setattr("gensim.downloader.load", refuse)
    explorer = neighbours_explorer(hospital, "heart")
    said = explorer.set(vectors="glove-wiki-gigaword-100")["error"]
    assert said.startswith("glove-wiki-gigaword-100 could not be fetched (128 MB")
    assert explorer.set(vectors="glove-50k")["words"]


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = neighbours_explorer(hospital, "heart")
    assert explorer.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(query="gout")["words"]
