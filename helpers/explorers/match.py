"""The match explorer: why a document matches, and what is left when parts of SPLADE are off."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple, TypedDict

from scipy.sparse import csr_matrix

from helpers.bm25 import bm25_index, bm25_run
from helpers.evaluation import MEASURES, by_type, evaluate
from helpers.explorers import base
from helpers.explorers.splade import POOLINGS
from helpers.records import Collection, ScoredDoc
from helpers.search import SparseIndex, Vectors, collection_vectors
from helpers.splade import Pooling, Way, load_encoder
from helpers.switchboard import Switches, deleted_ids, switch, switched_index, switched_run

TOP_K, DECIMALS = 8, 6


class Hit(TypedDict):
    """A found document; ``other`` is its rank in the other ranking, or None."""

    doc_id: str
    title: str
    score: float
    other: int | None


class Part(TypedDict):
    """A shared term: both weights, whether each text has it itself, and their product."""

    term: str
    query_weight: float
    document_weight: float
    in_query: bool
    in_document: bool
    score: float


class Explanation(TypedDict):
    """One document's score, in parts that sum to it."""

    doc_id: str
    title: str
    score: float
    n_document_terms: int
    parts: list[Part]


class MatchResult(TypedDict):
    """What the view draws; ``measures`` are nDCG@10 by query type, over all queries."""

    query: str
    model: str
    n_query_terms: int
    deleted: list[str]
    n_found: int
    ranking: list[Hit]
    bm25: list[Hit]
    explained: Explanation | None
    measures: dict[str, dict[str, float]]
    note: str


class MatchView(base.View):
    """Draws a MatchResult; ``chosen`` holds the terms that the reader deleted."""

    _esm = base.source("match.js")


class _Asked(NamedTuple):
    """A query as the switches leave it; ``own`` are the ids of its own terms."""

    vector: csr_matrix
    own: frozenset[int]


def explore_match(
    query: str,
    model: str,
    document: str,
    query_expansion: bool,
    document_expansion: bool,
    query_weights: bool,
    document_weights: bool,
    pooling: Pooling,
    log: bool,
    chosen: list[str],
    collection: Collection,
) -> MatchResult:
    """The ranking with some parts on and some off, beside BM25's, and one match taken apart.

    Raises ValueError for an unknown model, pooling, document or deleted term, or a query over
    10,000 characters.
    """
    on = (query_expansion, document_expansion, query_weights, document_weights)
    switches = Switches(*on, Way(pooling, log), frozenset(chosen))
    vectors = collection_vectors(collection, model)
    index, ndcg = _searchable(collection, model, switches)
    asked = _asked(base.checked(query, "query"), model, switches)
    found = index.search(asked.vector, len(collection.documents))
    lexical = bm25_index(collection).search(query, len(collection.documents))
    explain = document or (found[0].doc_id if found else "")
    return {
        "query": query,
        "model": model,
        "n_query_terms": int(asked.vector.nnz),
        "deleted": sorted(chosen),
        "n_found": len(found),
        "ranking": _hits(found, lexical, collection),
        "bm25": _hits(lexical, found, collection),
        "explained": _explained(asked, index, vectors, explain, collection) if explain else None,
        "measures": {"SPLADE, as switched": ndcg, "BM25": _bm25_ndcg(collection)},
        "note": _note(query, asked, found),
    }


@lru_cache(maxsize=8)
def _searchable(
    collection: Collection, model: str, switches: Switches
) -> tuple[SparseIndex, dict[str, float]]:
    """The index as the switches leave it, and how good it is: the same for every typed query."""
    index = switched_index(collection, switches, model)
    return index, _ndcg(switched_run(collection, switches, model), collection)


def _asked(query: str, model: str, switches: Switches) -> _Asked:
    encoder = load_encoder(model)
    own = encoder.own_terms([query])
    vector = switch(
        encoder.encode_ways([query])[switches.way],
        own,
        switches.query_expansion,
        switches.query_weights,
        deleted_ids(encoder.names, switches.deleted),
    )
    return _Asked(vector, frozenset(own.indices.tolist()))


def _hits(found: list[ScoredDoc], others: list[ScoredDoc], collection: Collection) -> list[Hit]:
    ranks = {hit.doc_id: rank for rank, hit in enumerate(others, 1)}
    return [
        {
            "doc_id": hit.doc_id,
            "title": collection.document(hit.doc_id).title,
            "score": round(hit.score, DECIMALS),
            "other": ranks.get(hit.doc_id),
        }
        for hit in found[:TOP_K]
    ]


def _explained(
    asked: _Asked, index: SparseIndex, vectors: Vectors, doc_id: str, collection: Collection
) -> Explanation:
    document = collection.document(doc_id)
    own = frozenset(vectors.own_documents[collection.documents.index(document)].indices.tolist())
    products = index.explain(asked.vector, doc_id)
    return {
        "doc_id": doc_id,
        "title": document.title,
        "score": round(sum(p.score for p in products), DECIMALS),
        "n_document_terms": index.n_terms(doc_id),
        "parts": [
            {
                "term": p.term,
                "query_weight": round(p.query_weight, DECIMALS),
                "document_weight": round(p.document_weight, DECIMALS),
                "in_query": p.id in asked.own,
                "in_document": p.id in own,
                "score": round(p.score, DECIMALS),
            }
            for p in products
        ],
    }


def _ndcg(run: list[ScoredDoc], collection: Collection) -> dict[str, float]:
    measure = str(MEASURES[0])
    grouped = by_type(evaluate(run, collection, MEASURES[:1]), collection)
    return {group: round(values[measure], DECIMALS) for group, values in grouped.items()}


@lru_cache(maxsize=4)
def _bm25_ndcg(collection: Collection) -> dict[str, float]:
    return _ndcg(bm25_run(bm25_index(collection), collection), collection)


def _note(query: str, asked: _Asked, found: list[ScoredDoc]) -> str:
    if not query.strip():
        return "The query is empty: type what you are looking for."
    if not asked.vector.nnz:
        return "Nothing is left of the query's vector: switch a part back on."
    return "" if found else "No document has any of the terms that are left."


def match_explorer(
    collection: Collection, query: str, model: str = "clinical-splade", document: str = ""
) -> base.Explorer:
    """Choose a query and a document, switch parts off, delete terms, and watch both rankings."""
    titles = [("the first hit", "")]
    titles += [(f"{d.doc_id} {d.title}", d.doc_id) for d in collection.documents]
    controls = {
        "query": base.listed(query, [q.text for q in collection.queries], "Query"),
        "model": base.dropdown(base.model_options("splade"), model, "Model"),
        "document": base.dropdown(titles, document, "Explain"),
        "query_expansion": base.checkbox("query expansion"),
        "document_expansion": base.checkbox("document expansion"),
        "query_weights": base.checkbox("query weights"),
        "document_weights": base.checkbox("document weights"),
        "pooling": base.dropdown(POOLINGS, "max", "Pooling"),
        "log": base.checkbox("logarithm"),
    }
    return base.Explorer(MatchView, controls, partial(explore_match, collection=collection), [])
