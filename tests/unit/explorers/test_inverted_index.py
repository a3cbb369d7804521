"""helpers/explorers/inverted_index.py: postings that are read, and the sums that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from helpers.explorers import drawers, inverted_index
from helpers.explorers.inverted_index import explore_inverted_index, inverted_index_explorer
from helpers.explorers.sentences import say
from helpers.records import Collection, Document
from helpers.systems import bm25_system, splade_system
from tests.inputs import BAD_INPUTS

QUERY = "heart attack treatment protocol"
SPLADE = pytest.param("SPLADE", marks=pytest.mark.model)


@pytest.fixture
def every_drawer(monkeypatch: pytest.MonkeyPatch) -> None:
    """All open drawers are drawn, however many they are."""
    for module in (drawers, inverted_index):
        monkeypatch.setattr(module, "MOST_DRAWERS", 1_000)


def sums(result: Mapping[str, Any]) -> dict[int, float]:
    """What each place of the collection gets from the drawers."""
    totals: dict[int, float] = defaultdict(float)
    for drawer in result["drawers"]:
        for place, score in zip(drawer["documents"], drawer["scores"], strict=True):
            totals[place] += score
    return totals


@pytest.mark.parametrize("weights", ["BM25", SPLADE])
def test_the_sums_of_the_columns_are_the_scores(
    weights: str, hospital: Collection, every_drawer: None
) -> None:
    result = explore_inverted_index(QUERY, weights, hospital)
    scores = {hit["place"]: hit["score"] for hit in result["ranking"]}
    assert sums(result) == pytest.approx(scores, abs=2e-4)


@pytest.mark.parametrize("weights", ["BM25", SPLADE])
def test_the_ranking_is_the_system_s(weights: str, hospital: Collection) -> None:
    system = bm25_system(hospital) if weights == "BM25" else splade_system(hospital)
    found = system.search(QUERY, len(hospital.documents))
    result = explore_inverted_index(QUERY, weights, hospital)
    assert [hit["doc_id"] for hit in result["ranking"]] == [hit.doc_id for hit in found]


@pytest.mark.parametrize("weights", ["BM25", SPLADE])
def test_the_counter_counts_the_postings_of_the_drawers(
    weights: str, hospital: Collection, every_drawer: None
) -> None:
    result = explore_inverted_index(QUERY, weights, hospital)
    assert result["n_read"] == sum(len(drawer["documents"]) for drawer in result["drawers"])
    assert result["n_read"] < result["n_postings"]


def test_under_bm25_the_wanted_documents_of_the_example_get_nothing(hospital: Collection) -> None:
    result = explore_inverted_index(QUERY, "BM25", hospital)
    assert [hit["doc_id"] for hit in result["missed"]] == ["D001", "D002", "D003"]
    assert not any(hit["wanted"] for hit in result["ranking"])


@pytest.mark.model
def test_under_splade_they_are_found(hospital: Collection) -> None:
    result = explore_inverted_index(QUERY, "SPLADE", hospital)
    assert result["missed"] == []
    assert sum(hit["wanted"] for hit in result["ranking"]) == 3


@pytest.mark.model
def test_splade_opens_drawers_of_words_that_the_query_lacks(hospital: Collection) -> None:
    drawers = explore_inverted_index(QUERY, "SPLADE", hospital)["drawers"]
    assert {d["term"] for d in drawers if d["original"]} <= set(QUERY.split())
    assert any(d["asked"] and not d["original"] and d["documents"] for d in drawers)


@pytest.mark.model
def test_beside_splade_s_count_is_bm25_s(hospital: Collection) -> None:
    lexical, predicted = (explore_inverted_index(QUERY, w, hospital) for w in ("BM25", "SPLADE"))
    assert predicted["read_by_bm25"] == lexical["n_read"] < predicted["n_read"]


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
@pytest.mark.parametrize("weights", ["BM25", SPLADE])
def test_bad_inputs_are_answered(weights: str, source: str, hospital: Collection) -> None:
    result = explore_inverted_index(source, weights, hospital)
    assert (result["note"] == say("no_query")) == (not source.strip())
    assert bool(result["ranking"]) == (result["n_read"] > 0)


@pytest.mark.parametrize(
    ("query", "sentence"), [("the of and", "no_terms"), ("xyzzy", "no_drawers"), ("", "no_query")]
)
def test_what_opens_no_drawer_is_said(query: str, sentence: str, hospital: Collection) -> None:
    assert explore_inverted_index(query, "BM25", hospital)["note"] == say(sentence)


def test_without_judgements_nothing_is_wanted() -> None:
    small = Collection("own", (Document("D1", "", "gout"), Document("D2", "", "hip")))
    result = explore_inverted_index("gout", "BM25", small)
    assert [hit["wanted"] for hit in result["ranking"]] == [False]
    assert result["missed"] == []


def test_other_weights_are_refused_in_one_sentence(hospital: Collection) -> None:
    with pytest.raises(ValueError, match=r"weights='tf': allowed are BM25, SPLADE"):
        explore_inverted_index(QUERY, "tf", hospital)


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = inverted_index_explorer(hospital, QUERY)
    assert explorer.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(query="gout")["ranking"]
