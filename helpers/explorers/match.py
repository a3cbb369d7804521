"""The match explorer: why a document matches, and what is left when parts of SPLADE are off."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TypedDict

from helpers.ablation import Ablation, ablated
from helpers.evaluation import MEASURES, by_type, evaluate
from helpers.explorers import base, choices, controls
from helpers.explorers.bridge import Bridge, Side, bridge
from helpers.explorers.sentences import say
from helpers.notices import UNKNOWN
from helpers.pooling import Over, Pooling
from helpers.records import Collection, ScoredDoc
from helpers.splade import load_encoder
from helpers.systems import SparseSystem, bm25_system, run
from helpers.text import tokenize

TOP_K, DECIMALS = 8, 6
SWITCHES = (
    *("query_expansion", "document_expansion", "query_weights", "document_weights"),
    *("log", "pooling"),
)


class Hit(TypedDict):
    """A found document; ``other`` is its rank in the other ranking, or None.

    ``quick`` is its rank by a query without a model, which the published page answers first.
    """

    doc_id: str
    title: str
    rank: int
    score: float
    other: int | None
    quick: int | None


class MatchResult(TypedDict):
    """What the view draws; ``measures`` are nDCG@10 by query type, over all queries.

    A ranking has its first hits, and the explained document if that was found later.
    """

    query: str
    model: str
    n_query_terms: int
    deleted: list[str]
    n_found: int
    ranking: list[Hit]
    bm25: list[Hit]
    explained: Bridge | None
    measures: dict[str, dict[str, float]]
    note: str


class MatchView(base.View):
    """Draws a MatchResult; ``chosen`` holds the terms that the reader cut."""

    _esm = base.source("readable.js", "ribbon.js", "bridge.js", "ranks.js", "match.js")


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
    vector = system.encode([query])
    everything = len(collection.documents)
    found = system.index.search(vector, everything)
    lexical = bm25_system(collection).search(query, everything)
    explain = document or (found[0].doc_id if found else "")
    result: MatchResult = {
        "query": query,
        "model": model,
        "n_query_terms": int(vector.nnz),
        "deleted": sorted(chosen),
        "n_found": len(found),
        "ranking": _hits(found, lexical, explain, collection),
        "bm25": _hits(lexical, found, explain, collection),
        "explained": _explained(query, model, ablation, explain, collection) if explain else None,
        "measures": {"SPLADE, as switched": ndcg, "BM25": _bm25_ndcg(collection)},
        "note": _note(query, int(vector.nnz), len(found)),
    }
    rounded: MatchResult = base.rounded(result, DECIMALS)
    return rounded


@lru_cache(maxsize=8)
def _measured(
    collection: Collection, model: str, ablation: Ablation
) -> tuple[SparseSystem, dict[str, float]]:
    """The system as ablated, and how good it is: the same for every typed query."""
    system = _system(collection, model, ablation)
    return system, _ndcg(system, collection)


@lru_cache(maxsize=8)
def _system(collection: Collection, model: str, ablation: Ablation) -> SparseSystem:
    return ablated(collection, ablation, model)


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


def _hits(
    found: list[ScoredDoc], others: list[ScoredDoc], explained: str, collection: Collection
) -> list[Hit]:
    elsewhere = {hit.doc_id: rank for rank, hit in enumerate(others, 1)}
    return [
        {
            "doc_id": hit.doc_id,
            "title": collection.document(hit.doc_id).label,
            "rank": rank,
            "score": hit.score,
            "other": elsewhere.get(hit.doc_id),
            "quick": None,  # with a kernel the model is always there
        }
        for rank, hit in enumerate(found, 1)
        if rank <= TOP_K or hit.doc_id == explained
    ]


def _explained(
    query: str, model: str, ablation: Ablation, doc_id: str, collection: Collection
) -> Bridge:
    """The match as it is before the reader cuts: what is cut is shown too, and does not count."""
    system = _system(collection, model, replace(ablation, deleted=frozenset()))
    document, index = collection.document(doc_id), system.index
    vector = system.encode([query])
    vector.sort_indices()
    weights = zip((index.terms[i] for i in vector.indices), vector.data.tolist(), strict=True)
    asked = Side(dict(weights), _own_terms(query, model))
    read = Side(index.document_terms(doc_id), _own_terms(document.contents, model))
    return bridge(document, asked, read, ablation.deleted)


def _own_terms(text: str, model: str) -> frozenset[str]:
    encoder = load_encoder(model)
    return frozenset(encoder.vocabulary[i] for i in encoder.input_terms([text]).indices)


def _note(query: str, n_terms: int, n_found: int) -> str:
    if not query.strip():
        return say("no_query")
    if not n_terms:
        return say("all_off")
    if not n_found:
        return say("nothing_left")
    unknown = sum(token.term == UNKNOWN for token in tokenize(query, "wordpiece"))
    return say("unknown", unknown=unknown) if unknown else ""


def match_explorer(
    collection: Collection, query: str, model: str = "clinical-splade", document: str = ""
) -> base.Explorer:
    """Choose a query and a document, switch parts off, cut ribbons, and watch both rankings."""
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
    return base.Explorer(MatchView, named, answer, [], collection, grouped=SWITCHES)
