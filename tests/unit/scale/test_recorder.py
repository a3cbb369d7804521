"""helpers/scale/recorder.py: the clients send what payloads says, and nothing leaves."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any

import elasticsearch.helpers
import opensearchpy.helpers
import pytest
from scipy.sparse import csr_matrix

from helpers.records import Document
from helpers.scale.payloads import INDEX, mapping, search_request, source
from helpers.scale.recorder import Sent, elasticsearch_client, opensearch_client

pytestmark = pytest.mark.engine

VECTOR = csr_matrix([[0, 2.0, 0.5]])
DOCUMENT = Document("D1", "Gout & <b>", 'say "colchicine" 🩺', "Rheumatology")
CLIENTS: dict[str, tuple[Callable[[list[Sent]], Any], Any]] = {
    "elasticsearch": (elasticsearch_client, elasticsearch.helpers.bulk),
    "opensearch": (opensearch_client, opensearchpy.helpers.bulk),
}


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("engine", CLIENTS)
def test_a_search_is_sent_as_written(engine: str) -> None:
    sent: list[Sent] = []
    made = search_request(engine, VECTOR, 3)
    client = CLIENTS[engine][0](sent)
    asked = made.body if engine == "elasticsearch" else {"body": made.body}
    assert client.search(index=INDEX, **asked)["hits"]["hits"] == []
    assert (sent[0].method, sent[0].path) == (made.method, made.path)
    assert json.loads(sent[0].body) == made.body


@pytest.mark.parametrize("engine", CLIENTS)
def test_a_document_is_sent_whole(engine: str) -> None:
    sent: list[Sent] = []
    make, bulk = CLIENTS[engine]
    row = {"_index": INDEX, "_id": DOCUMENT.doc_id, "_source": source(DOCUMENT, VECTOR)}
    assert bulk(make(sent), [row]) == (1, [])
    action, document = sent[0].body.splitlines()
    assert json.loads(action)["index"]["_id"] == "D1"
    assert json.loads(document) == source(DOCUMENT, VECTOR)


@pytest.mark.parametrize("engine", CLIENTS)
def test_an_index_is_made_with_its_fields(engine: str) -> None:
    sent: list[Sent] = []
    fields = {"mappings": mapping(engine)}
    client = CLIENTS[engine][0](sent)
    client.indices.create(
        index=INDEX, **(fields if engine == "elasticsearch" else {"body": fields})
    )
    assert (sent[0].method, sent[0].path) == ("PUT", f"/{INDEX}")
    assert json.loads(sent[0].body) == fields
