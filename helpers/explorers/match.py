"""The match explorer: why a document matches, and what is left when parts of SPLADE are off."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import NamedTuple, TypedDict

from scipy.sparse import csr_matrix

from helpers.ablation import Ablation, ablated
from helpers.evaluation import MEASURES, by_type, evaluate
from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.notices import UNKNOWN
from helpers.pooling import Over, Pooling
from helpers.records import Collection, ScoredDoc
from helpers.splade import load_encoder
from helpers.systems import SparseSystem, bm25_system, run
from helpers.text import tokenize

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
    """A query as the ablation leaves it; ``original`` are the ids of its own terms."""

    vector: csr_matrix
    original: frozenset[int]


def explore_match(
    query: str,
    model: str,
    document: str,
    query_expansion: bool,
    document_expansion: bool,
    query_weights: bool,
    document_weights: bool,
    pooling: Over,
    log: bool,
    chosen: list[str],
    collection: Collection,
) -> MatchResult:
    """The ranking with some parts on and some off, beside BM25's, and one match taken apart.

    Raises ValueError for an unknown model, pooling, document or deleted term, or a query over
    10,000 characters.
    """
    on = (query_expansion, document_expansion, query_weights, document_weights)
    ablation = Ablation(*on, Pooling(pooling, log), frozenset(chosen))
    system, ndcg = _measured(collection, model, ablation)
    query = base.checked(query, "query")
    asked = _Asked(system.encode([query]), _original_ids(query, model))
    everything = len(collection.documents)
    found = system.index.search(asked.vector, everything)
    lexical = bm25_system(collection).search(query, everything)
    explain = document or (found[0].doc_id if found else "")
    result: MatchResult = {
        "query": query,
        "model": model,
        "n_query_terms": int(asked.vector.nnz),
        "deleted": sorted(chosen),
        "n_found": len(found),
        "ranking": _hits(found, lexical, collection),
        "bm25": _hits(lexical, found, collection),
        "explained": _explained(asked, system, model, explain, collection) if explain else None,
        "measures": {"SPLADE, as switched": ndcg, "BM25": _bm25_ndcg(collection)},
        "note": _note(query, asked, found),
    }
    rounded: MatchResult = base.rounded(result, DECIMALS)
    return rounded


@lru_cache(maxsize=8)
def _measured(
    collection: Collection, model: str, ablation: Ablation
) -> tuple[SparseSystem, dict[str, float]]:
    """The system as ablated, and how good it is: the same for every typed query."""
    system = ablated(collection, ablation, model)
    return system, _ndcg(system, collection)


@lru_cache(maxsize=4)
def _bm25_ndcg(collection: Collection) -> dict[str, float]:
    return _ndcg(bm25_system(collection), collection)


def _ndcg(system: SparseSystem, collection: Collection) -> dict[str, float]:
    """nDCG@10 by query type; empty where nobody judged a query."""
    if not collection.qrels:
        return {}
    per_query = evaluate(run(system, collection.queries), collection, MEASURES[:1])
    means = by_type(per_query)[str(MEASURES[0])]
    return {str(group): float(value) for group, value in means.items()}


def _original_ids(text: str, model: str) -> frozenset[int]:
    return frozenset(load_encoder(model).input_terms([text]).indices.tolist())


def _hits(found: list[ScoredDoc], others: list[ScoredDoc], collection: Collection) -> list[Hit]:
    ranks = {hit.doc_id: rank for rank, hit in enumerate(others, 1)}
    return [
        {
            "doc_id": hit.doc_id,
            "title": collection.document(hit.doc_id).label,
            "score": hit.score,
            "other": ranks.get(hit.doc_id),
        }
        for hit in found[:TOP_K]
    ]


def _explained(
    asked: _Asked, system: SparseSystem, model: str, doc_id: str, collection: Collection
) -> Explanation:
    document = collection.document(doc_id)
    original = _original_ids(document.contents, model)
    matches = system.index.matches(asked.vector, doc_id)
    return {
        "doc_id": doc_id,
        "title": document.label,
        "score": sum(match.score for match in matches),
        "n_document_terms": len(system.index.document_terms(doc_id)),
        "parts": [
            {
                "term": match.term,
                "query_weight": match.query_weight,
                "document_weight": match.document_weight,
                "in_query": match.id in asked.original,
                "in_document": match.id in original,
                "score": match.score,
            }
            for match in matches
        ],
    }


def _note(query: str, asked: _Asked, found: list[ScoredDoc]) -> str:
    if not query.strip():
        return say("no_query")
    if not asked.vector.nnz:
        return say("all_off")
    if not found:
        return say("nothing_left")
    unknown = sum(token.term == UNKNOWN for token in tokenize(query, "wordpiece"))
    return say("unknown", unknown=unknown) if unknown else ""


def match_explorer(
    collection: Collection, query: str, model: str = "clinical-splade", document: str = ""
) -> base.Explorer:
    """Choose a query and a document, switch parts off, delete terms, and watch both rankings."""
    named = {
        "query": controls.combobox(query, choices.queries(collection), "Query"),
        "model": controls.dropdown(choices.models("splade"), model, "Model"),
        "document": controls.dropdown(
            choices.documents(collection, "the first hit"), document, "Explain"
        ),
        "query_expansion": controls.checkbox("query expansion"),
        "document_expansion": controls.checkbox("document expansion"),
        "query_weights": controls.checkbox("query weights"),
        "document_weights": controls.checkbox("document weights"),
        "pooling": controls.dropdown(choices.POOLINGS, "max", "Pooling"),
        "log": controls.checkbox("logarithm"),
    }
    answer = partial(explore_match, collection=collection)
    return base.Explorer(MatchView, named, answer, [], collection)
