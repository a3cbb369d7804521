"""helpers/scale/payloads.py: what is sent is what the engines' own client libraries take."""

from __future__ import annotations

import doctest
import json
import math

import numpy as np
import pytest
from elasticsearch.dsl.query import SparseVector
from hypothesis import given
from hypothesis import strategies as st
from qdrant_client import models
from scipy.sparse import csr_matrix

from helpers.records import Document
from helpers.scale import payloads
from helpers.scale.payloads import (
    DIGITS,
    ENGINES,
    features,
    mapping,
    search_request,
    short,
    source,
)

pytestmark = pytest.mark.engine

VECTOR = csr_matrix([[0, 2.0, 0.123456789]])
DOCUMENT = Document("D1", "Gout", "Acute gout", "Rheumatology", "guideline")
every_engine = pytest.mark.parametrize("engine", ENGINES)
WEIGHTS = st.floats(0, 1e6, exclude_min=True, width=32)


def test_examples() -> None:
    assert doctest.testmod(payloads).failed == 0


def test_a_feature_s_name_has_no_dot() -> None:
    assert not [name for name in features(VECTOR) if "." in name]


@given(WEIGHTS)
def test_no_weight_becomes_0(weight: float) -> None:
    assert 0 < short(weight) == pytest.approx(weight, rel=0.5 * 10 ** (1 - DIGITS))


def test_the_smallest_weights_of_the_lay_terms_stay_above_0() -> None:
    # of Glioblastoma multiforme, Maintenance insomnia and Pancreatic mass: 0.0 with four decimals
    smallest = csr_matrix(np.array([[3.81469e-06, 3.1470758e-05, 2.7656173e-05]], dtype="float32"))
    kept = source(DOCUMENT, smallest)["splade"]
    assert kept == {"t0": 3.815e-06, "t1": 3.147e-05, "t2": 2.766e-05}


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_that_lucene_refuses_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match=f"weight={weight}: want a finite number above 0"):
        short(weight)


def test_elasticsearch_s_query_is_the_client_s_own() -> None:
    made = search_request("elasticsearch", VECTOR, 5).body
    own = SparseVector(field="splade", query_vector={"t1": 2.0, "t2": 0.1235}, prune=False)
    assert made == {"query": own.to_dict(), "size": 5}


def test_qdrant_s_query_is_one_of_its_own_schema() -> None:
    made = models.QueryRequest.model_validate(search_request("qdrant", VECTOR, 5).body)
    assert made.query == models.SparseVector(indices=[1, 2], values=[2.0, 0.1235])
    assert (made.using, made.limit) == ("splade", 5)


@every_engine
def test_every_request_is_json_and_holds_every_weight(engine: str) -> None:
    text = json.dumps(search_request(engine, VECTOR).body)
    assert "2.0" in text
    assert "0.1235" in text


@every_engine
@given(st.lists(WEIGHTS, min_size=1, max_size=5))
def test_no_request_holds_a_weight_of_0(engine: str, weights: list[float]) -> None:
    body = search_request(engine, csr_matrix(np.array([weights], dtype="float32"))).body
    assert all(value > 0 for value in numbers(body))


def numbers(value: object) -> list[float]:
    """Every float in a body, however deep it is."""
    if isinstance(value, dict):
        return [n for one in value.values() for n in numbers(one)]
    if isinstance(value, list):
        return [n for one in value for n in numbers(one)]
    return [value] if isinstance(value, float) else []


@every_engine
def test_an_empty_vector_makes_an_empty_query(engine: str) -> None:
    assert search_request(engine, csr_matrix((1, 3))).body


def test_an_engine_that_is_none() -> None:
    said = "engine='solr': allowed are elasticsearch, opensearch, qdrant, milvus"
    with pytest.raises(ValueError, match=said):
        search_request("solr", VECTOR)


def test_an_engine_without_a_mapping_of_ours() -> None:
    with pytest.raises(ValueError, match="engine='qdrant': allowed are elasticsearch, opensearch"):
        mapping("qdrant")


@pytest.mark.parametrize(
    ("vector", "top_k"), [(VECTOR, 0), (csr_matrix((2, 3)), 1), (csr_matrix((0, 3)), 1)]
)
def test_what_is_no_query_is_refused(vector: csr_matrix, top_k: int) -> None:
    with pytest.raises(ValueError, match="want one row, 1 or more"):
        search_request("milvus", vector, top_k)


def test_elasticsearch_is_told_not_to_drop_terms() -> None:
    assert mapping("elasticsearch")["properties"]["splade"]["index_options"] == {"prune": False}
    assert search_request("elasticsearch", VECTOR).body["query"]["sparse_vector"]["prune"] is False


@pytest.mark.parametrize("engine", ["elasticsearch", "opensearch"])
def test_a_document_has_a_field_for_each_of_the_mapping(engine: str) -> None:
    assert source(DOCUMENT, VECTOR).keys() == mapping(engine)["properties"].keys()


def test_a_document_s_vector_is_named_by_ids() -> None:
    assert source(DOCUMENT, VECTOR)["splade"] == {"t1": 2.0, "t2": 0.1235}
