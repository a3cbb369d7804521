"""The BM25 explorer: a query's ranking, and each score taken apart."""

from __future__ import annotations

from functools import partial
from typing import Any, TypedDict

from helpers.bm25 import K1, B
from helpers.explorers import base, choices, controls
from helpers.explorers.readable import Mark, Readable, readable
from helpers.explorers.sentences import say
from helpers.lexical import BM25, bm25_index
from helpers.records import Collection
from helpers.text import terms

TOP_K, DECIMALS = 10, 9


class Part(TypedDict):
    """One term's share of a score: ``score = qtf * idf * saturation``."""

    term: str
    qtf: int
    tf: int
    df: int
    idf: float
    saturation: float
    score: float


class Row(TypedDict):
    """A document with its score and the parts that sum to it."""

    doc_id: str
    title: str
    kind: str
    length: int
    score: float
    parts: list[Part]


class BM25Result(TypedDict):
    """What the view draws; ``explained`` is the document that the reader chose, or None.

    ``page`` is that document to read, or else the first hit.
    """

    tokenizer: str
    terms: list[str]
    k1: float
    b: float
    n_documents: int
    n_found: int
    average_length: float
    rows: list[Row]
    explained: Row | None
    page: Readable | None
    note: str


class BM25View(base.View):
    """Draws a BM25Result."""

    _esm = base.source("readable.js", "bm25.js")


def explore_bm25(
    query: str, tokenizer: str, k1: float, b: float, document: str, collection: Collection
) -> BM25Result:
    """The ten best documents, each score with its parts, and those of a chosen document.

    Raises ValueError for an unknown tokenizer or document, ``k1`` or ``b`` outside their range,
    or a query over 10,000 characters.
    """
    query = base.checked(query, "query")
    query_terms = terms(query, tokenizer)
    bm25 = bm25_index(collection, tokenizer, k1, b)
    found = bm25.search(query, len(collection.documents))
    marks: dict[str, Mark] = dict.fromkeys(query_terms, "query")
    read = document or (found[0].doc_id if found else "")
    result: BM25Result = {
        "tokenizer": tokenizer,
        "terms": query_terms,
        "k1": k1,
        "b": b,
        "n_documents": len(collection.documents),
        "n_found": len(found),
        "average_length": bm25.counts.average_length,
        "rows": [_row(bm25, query, hit.doc_id, collection) for hit in found[:TOP_K]],
        "explained": _row(bm25, query, document, collection) if document else None,
        "page": readable(collection.document(read), tokenizer, marks) if read else None,
        "note": _note(query, query_terms, len(found)),
    }
    rounded: BM25Result = base.rounded(result, DECIMALS)
    return rounded


def _row(bm25: BM25, query: str, doc_id: str, collection: Collection) -> Row:
    document, parts = collection.document(doc_id), bm25.parts(query, doc_id)
    shown: list[Any] = [part._asdict() for part in parts]
    return {
        "doc_id": doc_id,
        "title": document.label,
        "kind": document.kind,
        "length": bm25.length(doc_id),
        "score": sum(part.score for part in parts),
        "parts": shown,
    }


def _note(query: str, query_terms: list[str], n_found: int) -> str:
    if not query.strip():
        return say("no_query")
    if not query_terms:
        return say("no_terms")
    if not n_found:
        return say("bm25_nothing")
    return ""


def bm25_explorer(collection: Collection, query: str) -> base.Explorer:
    """Type or choose a query, set k1, b and the analyzer, and click a hit to see its sum."""
    named = {
        "query": controls.combobox(query, choices.queries(collection), "Query", each_key=True),
        "tokenizer": controls.dropdown(choices.TOKENIZERS, "english", "Analyzer"),
        "k1": controls.slider(K1, 0.1, 4.0, 0.1, "k1 (saturation)"),
        "b": controls.slider(B, 0.0, 1.0, 0.05, "b (length)"),
        "document": controls.dropdown(
            choices.documents(collection, "the first hit"), "", "Explain"
        ),
    }
    answer = partial(explore_bm25, collection=collection)
    return base.Explorer(BM25View, named, answer, collection=collection)
