"""The BM25 explorer: a query's ranking, and each score taken apart."""

from __future__ import annotations

from typing import TypedDict

from helpers.bm25 import K1, B, BM25Index, bm25_index
from helpers.explorers import base
from helpers.explorers.tokens import LABELS
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
    """What the view draws; ``explained`` is the document that the reader chose, or None."""

    tokenizer: str
    terms: list[str]
    k1: float
    b: float
    n_documents: int
    n_found: int
    average_length: float
    rows: list[Row]
    explained: Row | None
    note: str


class BM25View(base.View):
    """Draws a BM25Result."""

    _esm = base.source("bm25.js")


def explore_bm25(
    query: str, tokenizer: str, k1: float, b: float, document: str, collection: Collection
) -> BM25Result:
    """The ten best documents, each score with its parts, and those of a chosen document.

    Raises ValueError for an unknown tokenizer or document, ``k1`` or ``b`` outside their range,
    or a query over 10,000 characters.
    """
    query_terms = terms(base.checked(query, "query"), tokenizer)
    index = bm25_index(collection, tokenizer, k1, b)
    found = index.search(query, len(collection.documents))
    return {
        "tokenizer": tokenizer,
        "terms": query_terms,
        "k1": k1,
        "b": b,
        "n_documents": len(collection.documents),
        "n_found": len(found),
        "average_length": round(index.average_length, DECIMALS),
        "rows": [_row(index, query, hit.doc_id, collection) for hit in found[:TOP_K]],
        "explained": _row(index, query, document, collection) if document else None,
        "note": _note(query, query_terms, len(found)),
    }


def _row(index: BM25Index, query: str, doc_id: str, collection: Collection) -> Row:
    document = collection.document(doc_id)
    parts = index.explain(query, doc_id)
    return {
        "doc_id": doc_id,
        "title": document.title,
        "kind": document.kind,
        "length": index.length(doc_id),
        "score": round(sum(p.score for p in parts), DECIMALS),
        "parts": [
            {
                "term": p.term,
                "qtf": p.qtf,
                "tf": p.tf,
                "df": p.df,
                "idf": round(p.idf, DECIMALS),
                "saturation": round(p.saturation, DECIMALS),
                "score": round(p.score, DECIMALS),
            }
            for p in parts
        ],
    }


def _note(query: str, query_terms: list[str], n_found: int) -> str:
    if not query.strip():
        return "The query is empty: type what you are looking for."
    if not query_terms:
        return "The analyzer leaves nothing of this query: it holds only stop words or signs."
    if not n_found:
        return "No document contains any of these terms, so BM25 finds nothing."
    return ""


def bm25_explorer(collection: Collection, query: str) -> base.Explorer:
    """Type or choose a query, set k1, b and the analyzer, and click a hit to see its sum."""
    titles = [("the hit you click, or the first", "")]
    titles += [(f"{d.doc_id} {d.title}", d.doc_id) for d in collection.documents]
    controls = {
        "query": base.listed(query, [q.text for q in collection.queries], "Query", each_key=True),
        "tokenizer": base.dropdown(LABELS, "english", "Analyzer"),
        "k1": base.slider(K1, 0.1, 4.0, 0.1, "k1 (saturation)"),
        "b": base.slider(B, 0.0, 1.0, 0.05, "b (length)"),
        "document": base.dropdown(titles, "", "Explain"),
    }

    def answer(query: str, tokenizer: str, k1: float, b: float, document: str) -> BM25Result:
        return explore_bm25(query, tokenizer, k1, b, document, collection)

    return base.Explorer(BM25View, controls, answer)
