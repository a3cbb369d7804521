"""helpers/explorers/request.py: a query as the request that an engine takes."""

from __future__ import annotations

import json

import pytest

from helpers.explorers.request import TITLES, explore_request, request_explorer
from helpers.explorers.sentences import say
from helpers.records import Collection
from helpers.scale.payloads import ENGINES, search_request
from helpers.splade import load_encoder
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

MODEL, QUERY = "clinical-splade", "heart attack treatment protocol"


def test_every_engine_has_a_title() -> None:
    assert TITLES.keys() == ENGINES.keys()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_weight_of_the_query_is_in_the_request(hospital: Collection, engine: str) -> None:
    result = request_explorer(hospital, QUERY).set(engine=engine)
    n_terms = load_encoder().encode_query([QUERY]).nnz
    assert result["n_terms"] == n_terms
    assert json.dumps(result["body"]).count(".") == n_terms


@pytest.mark.parametrize("engine", ENGINES)
def test_the_request_is_the_payload_s(engine: str) -> None:
    result = explore_request(QUERY, engine, MODEL)
    made = search_request(engine, load_encoder(MODEL).encode_query([QUERY]))
    assert (result["method"], result["path"], result["body"]) == made


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
def test_a_request_of_bad_inputs(hospital: Collection, source: str) -> None:
    result = request_explorer(hospital, source).view.result
    assert json.dumps(result["body"])
    assert bool(result["note"]) == (not source.strip())


def test_an_empty_query_s_weights_are_explained() -> None:
    assert explore_request("", "opensearch", MODEL)["note"] == say("special_weights")


def test_an_unknown_engine() -> None:
    with pytest.raises(ValueError, match="engine='solr': allowed are elasticsearch"):
        explore_request(QUERY, "solr", MODEL)


def test_half_a_character_is_answered_as_the_sign_for_one() -> None:
    assert explore_request("hip \ud83d", "opensearch", MODEL)["query"] == "hip \ufffd"


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = request_explorer(hospital, QUERY)
    assert explorer.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(query="gout")["body"]


def test_no_address_in_a_repr(hospital: Collection) -> None:
    explorer = request_explorer(hospital, QUERY)
    assert "0x" not in repr(explorer) + repr(explorer.view)
