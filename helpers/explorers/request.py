"""The request explorer: a query as the HTTP request that an engine takes."""

from __future__ import annotations

from functools import partial
from typing import Any, TypedDict

from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.records import Collection
from helpers.scale.payloads import ENGINES, search_request
from helpers.splade import load_encoder

TITLES = {
    "elasticsearch": "Elasticsearch",
    "opensearch": "OpenSearch",
    "qdrant": "Qdrant",
    "milvus": "Milvus",
}
TOP_K = 10


class RequestResult(TypedDict):
    """What the view draws; ``body`` is JSON."""

    query: str
    engine: str
    method: str
    path: str
    body: dict[str, Any]
    n_terms: int
    note: str


class RequestView(base.View):
    """Draws a RequestResult."""

    _esm = base.source("request.js")


def explore_request(query: str, engine: str, model: str) -> RequestResult:
    """The request by which an engine searches for the query's vector.

    Raises ValueError for a query over 10,000 characters, an unknown model or engine.
    """
    query = base.checked(query, "query")
    vector = load_encoder(model).encode_query([query])
    made = search_request(engine, vector, TOP_K)
    return {
        "query": query,
        "engine": engine,
        "method": made.method,
        "path": made.path,
        "body": made.body,
        "n_terms": int(vector.nnz),
        "note": "" if query.strip() else say("special_weights"),
    }


def request_explorer(
    collection: Collection, query: str, engine: str = "opensearch", model: str = "clinical-splade"
) -> base.Explorer:
    """Choose a query and an engine, and copy what to send."""
    named = {
        "query": controls.combobox(query, choices.queries(collection), "Query"),
        "engine": controls.dropdown([(TITLES[name], name) for name in ENGINES], engine, "Engine"),
    }
    return base.Explorer(RequestView, named, partial(explore_request, model=model))
