"""Client libraries that note what they would send, and send nothing: no server is needed."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from elastic_transport import ApiResponseMeta, BaseNode, HttpHeaders
from elastic_transport._node import NodeApiResponse  # what a node of one's own has to return
from elasticsearch import Elasticsearch
from opensearchpy import Connection, OpenSearch

ADDRESS = "http://localhost:9200"  # never reached
# Enough of an answer for either library to go on: one document taken, no hits.
_ANSWER = {"errors": False, "items": [{"index": {"status": 201}}], "hits": {"hits": []}}


class Sent(NamedTuple):
    """One HTTP request as a client library would send it; the body is JSON, or lines of JSON."""

    method: str
    path: str
    body: str


def elasticsearch_client(sent: list[Sent]) -> Elasticsearch:
    """Elasticsearch's own client; every request is appended to ``sent`` instead of sent."""
    names = HttpHeaders({"x-elastic-product": "Elasticsearch", "content-type": "application/json"})

    class Node(BaseNode):
        def perform_request(self, method: str, target: str, body: bytes | None = None,
                            *_: Any, **__: Any) -> NodeApiResponse:  # fmt: skip
            sent.append(Sent(method, target, (body or b"").decode()))
            meta = ApiResponseMeta(200, "1.1", names, 0.0, self.config)
            return NodeApiResponse(meta, json.dumps(_ANSWER).encode())

        def close(self) -> None:
            """Nothing is open."""

    return Elasticsearch(ADDRESS, node_class=Node)


def opensearch_client(sent: list[Sent]) -> OpenSearch:
    """OpenSearch's own client; every request is appended to ``sent`` instead of sent."""

    class Recorder(Connection):
        def perform_request(self, method: str, url: str, params: Any = None,
                            body: bytes | None = None, *_: Any, **__: Any) -> Any:  # fmt: skip
            sent.append(Sent(method, url, (body or b"").decode()))
            return 200, {}, json.dumps(_ANSWER)

    return OpenSearch(ADDRESS, connection_class=Recorder)
