"""helpers/requests.py: what is sent is what the engines' own client libraries take."""

from __future__ import annotations

import doctest
import json

import pytest
from elasticsearch.dsl.query import SparseVector
from qdrant_client import models
from scipy.sparse import csr_matrix

from helpers import requests
from helpers.records import Document
from helpers.requests import DECIMALS, ENGINES, features, mapping, search_request, source

VECTOR = csr_matrix([[0, 2.0, 0.123456]])
DOCUMENT = Document("D1", "Gout", "Acute gout", "Rheumatology", "guideline")


def test_doctests() -> None:
    assert doctest.testmod(requests).failed == 0


def test_a_feature_s_name_has_no_dot() -> None:
    assert not [name for name in features(VECTOR) if "." in name]


def test_elasticsearch_s_query_is_the_client_s_own() -> None:
    made = search_request("elasticsearch", VECTOR, 5).body
    own = SparseVector(field="splade", query_vector={"t1": 2.0, "t2": 0.1235}, prune=False)
    assert made == {"query": own.to_dict(), "size": 5}


def test_qdrant_s_query_is_one_of_its_own_schema() -> None:
    made = models.QueryRequest.model_validate(search_request("qdrant", VECTOR, 5).body)
    assert made.query == models.SparseVector(indices=[1, 2], values=[2.0, 0.1235])
    assert (made.using, made.limit) == ("splade", 5)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_request_is_json_and_holds_every_weight(engine: str) -> None:
    text = json.dumps(search_request(engine, VECTOR).body)
    assert "2.0" in text
    assert str(round(0.123456, DECIMALS)) in text


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_vector_makes_an_empty_query(engine: str) -> None:
    assert search_request(engine, csr_matrix((1, 3))).body


def test_an_engine_that_is_none() -> None:
    said = "engine='solr': allowed are elasticsearch, opensearch, qdrant, milvus"
    with pytest.raises(ValueError, match=said):
        search_request("solr", VECTOR)
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


def test_a_document_has_a_field_for_each_of_the_mapping() -> None:
    for engine in ("elasticsearch", "opensearch"):
        assert source(DOCUMENT, VECTOR).keys() == mapping(engine)["properties"].keys()
    assert source(DOCUMENT, VECTOR)["splade"] == {"t1": 2.0, "t2": 0.1235}
